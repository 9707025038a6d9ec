"""What is wrong in the content, where it stands, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

# What a terminal would obey, a text that is printed cannot hold, or nobody could see.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    r"\U000e0000-\U000e007f]"
)
# A message may quote what stands in the file, and that may be as long as a file.
LONGEST = 2_000


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a content file: path from the content folder, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the content, as a value: `message` says what was found, `hint` what to write.

    `mended` is the whole line at `place` as it should stand, only where that is certain; `example`
    shows the form that is wanted, where the line itself cannot be mended without knowing more.
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = "error"
    mended: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        """What is quoted in a message can be seen and read, whatever stood in the file."""
        object.__setattr__(self, "message", _readable(self.message))
        object.__setattr__(self, "hint", _readable(self.hint))

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def visible(text: str) -> str:
    """Show each control character, and what else cannot be seen, as its number: <U+001B>."""
    return UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def _readable(text: str) -> str:
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place, then code and message, each said once, and without what follows from another.

    Where YAML itself reads a line otherwise than it was meant, what its values then lack is no news. But a
    warning hides no error: what stops a build is always told.
    """
    misread = {(p.place.path, p.place.line, p.severity) for p in problems if _misreads(p)}
    unique = {
        (p.place, p.code, p.message): p
        for p in problems
        if _misreads(p) or not any((p.place.path, p.place.line, one) in misread for one in _hiding(p))
    }
    return tuple(unique[key] for key in sorted(unique))


def _hiding(problem: Problem) -> tuple[Severity, ...]:
    """List how severe another may be for this one to be left out beside it."""
    return ("error",) if problem.is_error else ("error", "warning")


def _misreads(problem: Problem) -> bool:
    """Tell whether a mistake makes the rest of its line mean something else."""
    return problem.code.startswith("yaml-") or problem.code in ("text-invisible", "text-garbled")
