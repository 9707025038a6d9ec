"""How a text is written: plain where that is safe for every reader, in quotes or as a block where not."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml
from yaml._yaml import CParser
from yaml.events import ScalarEvent

from generator.formatting.wrapping import WIDTH, WORD, alike, filled, wrapped
from generator.parsing import Scalar, words_of
from generator.parsing.positions import BLOCKS

BLANK = ""
# What other readers of YAML, such as editors, take for something else than text.
TYPED = re.compile(
    r"[-+.]?[0-9][\w.:+-]*|~|<<|=|[-+]?\.(?:inf|nan)|null|true|false|yes|no|on|off|y|n", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def is_plain(text: str, around: str = "{}") -> bool:
    """Tell whether a text means itself, and is text to every reader, without quotes around it."""
    return (
        bool(text)
        and not re.search(r"[\n\t]", text)
        and not TYPED.fullmatch(text)
        and _read(around.format(text))[:1] == [text]
    )


def _read(text: str) -> list[str]:
    """Read the texts of a small file."""
    parser, found = CParser(text), []
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, ScalarEvent):
                found.append(event.value if not event.tag and not event.anchor else "")
    except yaml.YAMLError:
        return []
    return found


def inline(scalar: Scalar, text: str, around: str = "- {}") -> str:
    """Write a text on one line; one that the clerk put in quotes loses them only where nothing needs them."""
    raw = text[scalar.start : scalar.end]
    if scalar.style in ("", *BLOCKS) and "\n" not in raw:
        return raw
    if is_plain(scalar.text, around) or not (scalar.text or scalar.style):
        return scalar.text
    return _quoted(scalar.text)


def _quoted(text: str) -> str:
    if ('"' in text or "\\" in text) and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def block(scalar: Scalar, text: str, margin: int) -> list[str]:
    """Write a text as a block: the sign that opens it, and its lines with their margin."""
    value = scalar.text
    if scalar.style not in BLOCKS and "\n" not in value:
        return [">-", *_with_margin(filled(WORD.findall(value), WIDTH - margin), margin)]
    lines = _lines(scalar, text) if scalar.style == ">" else None
    if lines is not None and BLANK not in lines:
        return [f">{_ending(value)}", *_with_margin(_refilled(lines, margin), margin)]
    return _literal(wrapped(_paragraphs(lines, value) if lines else value, margin), margin)


def _literal(value: str, margin: int) -> list[str]:
    """Write a text with its own line breaks."""
    lines = value.removesuffix("\n").split("\n")
    first = next((line for line in lines if line), "")
    indicator = "2" if first.startswith((" ", "\t")) else ""
    return [f"|{indicator}{_ending(value)}", *_with_margin(lines, margin)]


def _ending(value: str) -> str:
    """The sign for what follows the last line: nothing, the end of the line, empty lines."""
    if not value.endswith("\n"):
        return "-"
    return "+" if value.endswith("\n\n") or value == "\n" else ""


def _with_margin(lines: list[str], margin: int) -> list[str]:
    return [f"{' ' * margin}{line}" if line else BLANK for line in lines]


def _lines(scalar: Scalar, text: str) -> list[str] | None:
    """Take the lines of a folded text as they stand; None where some are further in, which has a meaning."""
    start, end = words_of(text, scalar)
    lines = text[start:end].rstrip().split("\n")
    depth = len(lines[0]) - len(lines[0].lstrip(" "))
    own = [line[depth:].rstrip() for line in lines]
    is_plain_block = own[0] and not scalar.text.startswith(" ") and not scalar.text.endswith("\n\n")
    return own if is_plain_block and not any(line.startswith((" ", "\t")) for line in own) else None


def _refilled(lines: list[str], margin: int) -> list[str]:
    if all(margin + len(line) <= WIDTH for line in lines):
        return lines
    return filled(WORD.findall(" ".join(lines)), WIDTH - margin)


def _paragraphs(lines: list[str], value: str) -> str:
    """Make a folded text of several paragraphs one with its own line breaks, where that reads the same.

    Folding takes one line break of each gap away, so paragraphs stand two empty lines apart in it.
    """
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1] == BLANK]
    found = "\n".join(kept) + ("\n" if value.endswith("\n") else "")
    return found if alike(value, found) else value
