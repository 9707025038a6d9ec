"""What a translator of YAML's complaints finds in a text: a mistake, and perhaps the mended line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.problems import Place, Problem, Severity

KEY = r"(?:- +)*[\w-]+ *:"
# Signs that look like a space, and are none to YAML.
ODD_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff\u200b"
)
SPACES = re.compile(f"[{ODD_SPACES}]")
VALUE = re.compile(rf"^(\s*(?:{KEY}|-) +)(\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of what went wrong: rows from 0, columns from 1; `mended` the whole line mended.

    A guess is told only when the file can be read with its mended line; what is decisive is told
    without trying anything after it.
    """

    code: str
    message: str
    hint: str
    row: int
    column: int
    mended: str = ""
    is_guess: bool = False
    is_decisive: bool = False
    severity: Severity = "error"

    def problem(self, path: str, offset: int, *, certain: bool) -> Problem:
        place = Place(path, self.row + offset, self.column)
        mended = self.mended if certain else ""
        return Problem(self.code, self.message, place, self.hint, self.severity, mended)


# A translator looks at one row of the text and knows libyaml's words; it may offer several readings.
Test = Callable[[list[str], int, str], Iterator[Found]]


def indent_of(line: str) -> int:
    """Count the spaces in front of a line."""
    return len(line) - len(line.lstrip(" "))


def quoted(value: str) -> str:
    """Put a value in the quotes that need least change in it."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def plain(value: str) -> str:
    """Write a value without quotes where it needs none."""
    safe = re.fullmatch(r"[\w£(][^\n]*", value) and not re.search(r": |:$| #", value)
    return value if safe else quoted(value)


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")


def above(lines: list[str], row: int) -> int | None:
    """Find the nearest row above that is neither empty nor a remark."""
    return next(
        (at for at in range(row - 1, -1, -1) if lines[at].strip() and not _is_remark(lines[at])), None
    )


def parent(lines: list[str], row: int) -> int | None:
    """Find the nearest row above that stands less far in."""
    width = indent_of(lines[row])
    rows = (at for at in range(row - 1, -1, -1) if lines[at].strip())
    return next((at for at in rows if indent_of(lines[at]) < width), None)


def below(lines: list[str], row: int) -> int | None:
    """Find the nearest row below that is not empty."""
    return next((at for at in range(row + 1, len(lines)) if lines[at].strip()), None)
