"""Lines that do not stand as a field, a line of a list or a line of text must: spaces, colon, hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.parsing.found import KEY, Found, Test, above, below, indent_of
from generator.parsing.signs import COLON

STEP = 2
KEY_LINE = re.compile(rf"^\s*{KEY}(?: |$)")
LISTED = re.compile(rf"^\s*(?:- +\S|{KEY}(?: |$))")
OPENS_TEXT = re.compile(rf"^\s*{KEY} +[|>]")
FEW_WORDS = 4
JOINING = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
    "he", "her", "his", "if", "in", "into", "is", "it", "its", "not", "of", "on", "or", "our", "she",
    "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "to", "was", "were", "when", "where", "which", "while", "who", "whom", "whose", "will", "with",
    "would",
))  # fmt: skip
# A field's name as clerks write it: small letters and underscores.
NAME = r"[a-z][a-z_]*"


def _too_far_in(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A field further in than the complete field above it."""
    before = above(lines, row)
    if before is None or "mapping values" not in error:
        return
    over = re.match(r"^((?: |- )*)[\w-]+: +[^|>\s]", lines[before])
    here = re.match(r"^( *)[\w-]+:(?: |$)", lines[row])
    if over and here and len(here[1]) > len(over[1]):
        width = len(over[1])
        hint = f"Give it {width} spaces in front, as the line above has."
        message = "this line’s indent is deeper than that of the field above it"
        yield Found("yaml-indent", message, hint, row, len(here[1]) + 1, " " * width + lines[row].lstrip())


def _no_space(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line `made_on:2017-06-28`, or `-item`, reads as text, and the next line then makes no sense."""
    if "expected" not in error and "mapping values" not in error:
        return
    match = re.match(rf"^(\s*(?:- +)?)({NAME}):([^\s/:].*)$", lines[row])
    if match:
        hint = f"Write {match[2]}: {match[3].strip()}"
        mended = f"{match[1]}{match[2]}: {match[3].rstrip()}"
        yield Found("yaml-missing-space", "there is no space after the colon", hint, row,
                    match.end(2) + 2, mended)  # fmt: skip
    match = re.match(r"^(\s*)-([^\s-].*)$", lines[row])
    if match:
        hint = f"Write - {match[2].strip()}"
        yield Found("yaml-missing-space", "there is no space after the hyphen", hint, row,
                    match.end(1) + 2, f"{match[1]}- {match[2].rstrip()}")  # fmt: skip


def _missing_hyphen(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line among those of a list, without the hyphen they have."""
    before = above(lines, row)
    line = lines[row]
    if before is None or line.lstrip().startswith("- ") or "expected" not in error:
        return
    width = indent_of(line)
    siblings = (at for at in range(before, -1, -1) if lines[at].strip())
    first = next((at for at in siblings if indent_of(lines[at]) <= width), None)
    if first is not None and indent_of(lines[first]) == width and lines[first].lstrip().startswith("- "):
        message = "this line stands in a list, and has no hyphen"
        hint = f"Write - {line.strip()}"
        mended = f"{' ' * width}- {line.strip()}"
        yield Found("yaml-missing-hyphen", message, hint, row, width + 1, mended, is_guess=True)


def _missing_colon(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line `title Planning` reads as text, and the next line then makes no sense."""
    if "expected" not in error and "mapping values are not allowed" not in error:
        return
    before = above(lines, row)
    if before is not None and _is_text(lines[before]) and _is_prose(lines[row]):
        return
    match = re.match(rf"^(\s*(?:- +)?)({NAME})(?: *[;=：]| +-| +) *(\S.*)?$", lines[row])
    if match and not KEY_LINE.match(lines[row]):
        value = f": {match[3].rstrip()}" if match[3] else ":"
        hint = f"Write {match[2]}{value}"
        message = f"there is no colon after “{match[2]}”"
        yield Found("yaml-missing-colon", message, hint, row, match.start(2) + 1,
                    f"{match[1]}{match[2]}{value}")  # fmt: skip
    match = re.match(rf"^(\s*(?:- +)?)({NAME})\s*$", lines[row])
    if match:
        hint = f"Write {match[2]}:"
        message = f"there is no colon after “{match[2]}”"
        yield Found("yaml-missing-colon", message, hint, row, match.start(2) + 1, f"{match[1]}{match[2]}:")


def _is_text(line: str) -> bool:
    """Tell whether a line is part of a block of text, or opens one."""
    return not (KEY_LINE.match(line) or line.lstrip().startswith("- ")) or bool(OPENS_TEXT.match(line))


def _is_prose(line: str) -> bool:
    """Tell running text from a field without its colon: many words, or a first word that joins."""
    words = line.split()
    return len(words) > FEW_WORDS or words[0] in JOINING


def _text_out_of_its_block(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line of wrapped text that stands less far in than the lines of text above it."""
    before = above(lines, row)
    if before is None or "expected" not in error or KEY_LINE.match(lines[row]):
        return
    width, here = indent_of(lines[before]), indent_of(lines[row])
    if here < width and not KEY_LINE.match(lines[before]) and not lines[row].lstrip().startswith("- "):
        hint = f"Give it {width} spaces in front, as the line above has."
        message = "this line belongs to the text above, but is not as far in"
        yield Found("yaml-indent", message, hint, row, here + 1, " " * width + lines[row].lstrip())
    elif here <= width and OPENS_TEXT.match(lines[before]):
        width = indent_of(lines[before].replace("- ", "  ")) + STEP
        hint = f"Give it {width} spaces in front, two more than the field it belongs to."
        message = "this line belongs to the text of the field above, but is not further in than its name"
        yield Found("yaml-indent", message, hint, row, here + 1, " " * width + lines[row].lstrip())


def _indent(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line whose indent fits nothing around it: tried with the indents of its neighbours."""
    if not LISTED.match(lines[row]) or ("expected" not in error and "mapping values" not in error):
        return
    here = indent_of(lines[row])
    widths = {indent_of(lines[at]) for at in (above(lines, row), below(lines, row)) if at is not None}
    widths |= {width + 2 for width in widths} | {width - 2 for width in widths} | {here - 1, here + 1}
    likely = sorted(width for width in widths if width >= 0 and width != here)
    for width in sorted(likely, key=lambda one: (one % STEP, abs(one - here))):
        way = "it is too far in" if here > width else "it is not far enough in"
        message = f"this line’s indent fits neither the line above nor any list or group around it: {way}"
        hint = f"Give it as many spaces in front as the lines it belongs with: {width}."
        mended = " " * width + lines[row].lstrip()
        yield Found("yaml-indent", message, hint, row, here + 1, mended, is_guess=True)


def _stray(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line that is no field, no line of a list and no part of a text."""
    if "expected" not in error and "mapping values" not in error:
        return
    line = lines[row]
    if KEY_LINE.match(line) or line.lstrip().startswith(("- ", "#")):
        return
    message = "this line is neither a field nor part of a list or a text"
    hint = "Remove it, or put # in front of it if it is a remark for those who edit the file."
    width = indent_of(line)
    mended = f"{line[:width]}# {line.strip()}"
    yield Found("yaml-stray-line", message, hint, row, width + 1, mended, is_guess=True)


def _indent_unknown(lines: list[str], row: int, error: str) -> Iterator[Found]:
    if "did not find expected key" in error or "did not find expected '-'" in error:
        hint = "Give it as many spaces in front as the lines it belongs with."
        message = "this line’s indent fits neither the line above nor any list or group around it"
        yield Found("yaml-indent", message, hint, row, indent_of(lines[row]) + 1)


LAYOUT: tuple[Test, ...] = (
    _too_far_in,
    *COLON,
    _no_space,
    _missing_hyphen,
    _missing_colon,
    _text_out_of_its_block,
    _indent,
    _stray,
    _indent_unknown,
)
