"""Lines that do not stand as a field, a line of a list or a line of text must: spaces, colon, hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.parsing.found import KEY, Found, Test, above, below, indent_of
from generator.parsing.signs import COLON

STEP = 2
# A field's name as clerks write it: small letters and underscores.
NAME = r"[a-z][a-z_]*"
KEY_LINE = re.compile(rf"^\s*{KEY}(?: |$)")
LISTED = re.compile(rf"^\s*(?:- +\S|{KEY}(?: |$))")
KEY_NAME = re.compile(r"^ *(?:- +)?([\w-]+) *:(?: |$)")
# Fields that entries of a list begin with.
BEGIN = frozenset(
    ["id", "person", "name_as_written", "organization", "document", "field", "value", "what", "name", "on"]
)
FIELD_OR_LIST = re.compile(rf"\s*(?:- |{NAME} *:(?: |$))")
# libyaml's words where a line makes no sense, whatever the reason.
UNREADABLE = re.compile("expected|mapping values|cannot start")
OPENS_TEXT = re.compile(rf"^\s*{KEY} +[|>]")
FEW_WORDS = 4
JOINING = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
    "he", "her", "his", "if", "in", "into", "is", "it", "its", "not", "of", "on", "or", "our", "she",
    "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "to", "was", "were", "when", "where", "which", "while", "who", "whom", "whose", "will", "with",
    "would",
))  # fmt: skip


def _under_empty_list(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """Lines of a list under `corrections: []`, which says already that there are none."""
    match = re.match(rf"^(\s*{KEY}) *(\[ *\]|\{{ *\}}) *$", lines[row])
    after = below(lines, row)
    if match and after is not None and indent_of(lines[after]) >= indent_of(lines[row]):
        message = f"“{match[2]}” says that there is nothing here, but there is more below it"
        mended = match[1]
        yield Found("yaml-empty-list", message, f"Write {mended.strip()}", row, match.start(2) + 1, mended)


def _too_far_in(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A field further in than the complete field above it."""
    before = above(lines, row)
    if before is None or "mapping values" not in error:
        return
    over = re.match(r"^((?: |- )*)[\w-]+: +[^|>\s]", lines[before])
    here = re.match(r"^( *)[\w-]+:(?: |$)", lines[row])
    if over and here and len(here[1]) > len(over[1]) and (len(here[1]) % STEP or not _beside_odd(lines, row)):
        width = len(over[1])
        hint = f"Give it {width} spaces in front, as the line above has."
        message = "this line’s indent is deeper than that of the field above it"
        yield Found("yaml-indent", message, hint, row, len(here[1]) + 1, " " * width + lines[row].lstrip())


def _no_space(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line `made_on:2017-06-28`, or `-item`, reads as text, and the next line then makes no sense."""
    if not UNREADABLE.search(error):
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
    """A line that begins an entry of a list, without the hyphen that entries have."""
    line = lines[row]
    if line.lstrip().startswith("- ") or not UNREADABLE.search(error):
        return
    width = indent_of(line)
    # The hyphen may be gone with its space, or have become a space.
    for own in (width, width - STEP):
        if own >= 0 and _is_entry(lines, row, own):
            message = "this line stands in a list, and has no hyphen"
            words = re.sub(r"^\d+[.)] +", "", line.strip())
            mended = f"{' ' * own}- {words}"
            yield Found("yaml-missing-hyphen", message, f"Write - {words}", row, width + 1, mended,
                        is_guess=True)  # fmt: skip


def _is_entry(lines: list[str], row: int, own: int) -> bool:
    """Tell whether a line would be an entry of a list if it had a hyphen at a column."""
    over = next(
        (at for at in range(row - 1, -1, -1) if lines[at].strip() and indent_of(lines[at]) <= own), None
    )
    if over is None:
        return False
    key, inside = KEY_NAME.match(lines[row]), own + STEP
    rows = (at for at in range(row + 1, len(lines)) if lines[at].strip() and indent_of(lines[at]) <= inside)
    after = next(rows, None)
    goes_on = after is not None and indent_of(lines[after]) == inside and bool(KEY_NAME.match(lines[after]))
    if lines[over].lstrip().startswith("- ") and indent_of(lines[over]) == own:
        sibling = KEY_NAME.match(lines[over])
        first = sibling is not None and key is not None and sibling[1] == key[1]
        return key is None or first or (goes_on and key[1] in BEGIN)
    begins = re.fullmatch(r" *(?:- )?[\w-]+: *", lines[over])
    listed = after is not None and lines[after].startswith(f"{' ' * own}- ")
    return begins is not None and (goes_on or listed)


def _hyphen_too_many(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A hyphen in front of a field among others that have none."""
    match = re.match(rf"^(\s*)[-*•·–—] +({NAME} *:(?: .*)?)$", lines[row])
    before = above(lines, row)
    if (
        match
        and before is not None
        and UNREADABLE.search(error)
        and indent_of(lines[before]) >= len(match[1])
    ):
        message = "a hyphen stands in front of a field that is in no list"
        yield Found("yaml-hyphen", message, f"Write {match[2]}", row, len(match[1]) + 1, match[1] + match[2],
                    is_guess=True)  # fmt: skip


def _colon_further_down(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A text that begins on its field's line, goes on below it, and has a colon there."""
    after = below(lines, row)
    match = re.match(rf"^(\s*{KEY}) +[^\s|>\"'\[{{].*$", lines[row])
    if match is None or after is None or "mapping values" not in error:
        return
    if indent_of(lines[after]) > indent_of(lines[row]) and not FIELD_OR_LIST.match(lines[after]):
        message = "a text that goes over several lines and has a colon in it needs >-"
        hint = f"Write {match[1].strip()} >- and the text on the lines below it, two spaces further in."
        yield Found("yaml-block", message, hint, row, match.end(1) + 2)


def _long_text(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A text over several lines that has a colon in it, and no >- after its field's name."""
    after = below(lines, row)
    if after is None or not re.fullmatch(rf"\s*{KEY} *", lines[row]) or not UNREADABLE.search(error):
        return
    if FIELD_OR_LIST.match(lines[after]) or indent_of(lines[after]) <= indent_of(lines[row]):
        return
    message = "a text that goes over several lines needs >- after the name of its field"
    line = lines[row].rstrip()
    hint = f"Write {line.strip()} >-"
    yield Found("yaml-block", message, hint, row, len(line) + 1, f"{line} >-", is_guess=True)


def _wrong_colon(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line `title; Planning` or `title = Planning`."""
    match = re.match(r"^(\s*(?:- +)?)([A-Za-z][a-z_]*) *(->|=>|→|[;=：]| -(?= )) *(\S.*)?$", lines[row])
    if match and UNREADABLE.search(error) and not KEY_LINE.match(lines[row]):
        value = f": {match[4].rstrip()}" if match[4] else ":"
        name = match[2].lower()
        message = f"there is {match[3].strip()} after “{match[2]}” where a colon belongs"
        yield Found("yaml-missing-colon", message, f"Write {name}{value}", row, match.start(3) + 1,
                    f"{match[1]}{name}{value}", is_guess=True)  # fmt: skip


def _missing_colon(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line `title Planning` reads as text, and the next line then makes no sense."""
    match = re.match(rf"^(\s*(?:- +)?)({NAME})(?: +(\S.*))?$", lines[row].rstrip())
    if not match or not UNREADABLE.search(error) or KEY_LINE.match(lines[row]):
        return
    if _is_prose(lines[row]) and not _among_fields(lines, row):
        return
    before = above(lines, row)
    if match[2] in JOINING and before is not None and indent_of(lines[row]) == indent_of(lines[before]):
        message = "this line goes on with the words above it, but is not further in"
        yield Found("yaml-indent", message, "Give it two spaces in front.", row, match.start(2) + 1,
                    f"  {lines[row]}", is_guess=True)  # fmt: skip
    value = f": {match[3]}" if match[3] else ":"
    message = f"there is no colon after “{match[2]}”"
    yield Found("yaml-missing-colon", message, f"Write {match[2]}{value}", row, match.start(2) + 1,
                f"{match[1]}{match[2]}{value}")  # fmt: skip


def _among_fields(lines: list[str], row: int) -> bool:
    """Tell whether a line stands where only a field can: right below one, or at the head of an entry."""
    width = indent_of(lines[row].replace("- ", "  "))
    before, after = above(lines, row), below(lines, row)
    if lines[row].lstrip().startswith("- "):
        return after is not None and indent_of(lines[after]) == width and bool(KEY_LINE.match(lines[after]))
    if before is None:
        return after is not None and not width and bool(KEY_LINE.match(lines[after]))
    if not KEY_LINE.match(lines[before]) or OPENS_TEXT.match(lines[before]):
        return False
    return indent_of(lines[before].replace("- ", "  ")) == width


def _is_prose(line: str) -> bool:
    """Tell running text from a field without its colon: many words, or a first word that joins."""
    words = line.split()
    return (
        len(words) > FEW_WORDS or words[0] in JOINING or (len(words) > 1 and words[-1].endswith((".", ",")))
    )


def _inside(line: str) -> int:
    """Tell how far in the text stands that belongs to a field."""
    return indent_of(line.replace("- ", "  ")) + STEP


def _text_out_of_its_block(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line of wrapped text that stands less far in than the lines of text above it."""
    before = above(lines, row)
    if before is None or not UNREADABLE.search(error) or KEY_LINE.match(lines[row]):
        return
    width, here = indent_of(lines[before]), indent_of(lines[row])
    opens = above(lines, before)
    if opens is not None and OPENS_TEXT.match(lines[opens]) and here == _inside(lines[opens]) < width:
        hint = f"Give it {here} spaces in front, as the line below has."
        message = "the first line of a text is further in than the lines that follow"
        yield Found("yaml-indent", message, hint, before, width + 1, " " * here + lines[before].lstrip(),
                    is_guess=True)  # fmt: skip
    if here < width and not KEY_LINE.match(lines[before]) and not lines[row].lstrip().startswith("- "):
        hint = f"Give it {width} spaces in front, as the line above has."
        message = "this line belongs to the text above, but is not as far in"
        yield Found("yaml-indent", message, hint, row, here + 1, " " * width + lines[row].lstrip())
    elif here <= width and OPENS_TEXT.match(lines[before]):
        width = _inside(lines[before])
        hint = f"Give it {width} spaces in front, two more than the field it belongs to."
        message = "this line belongs to the text of the field above, but is not further in than its name"
        yield Found("yaml-indent", message, hint, row, here + 1, " " * width + lines[row].lstrip())


def _beside_odd(lines: list[str], row: int) -> bool:
    """Tell whether a line beside has an odd indent: then that line is out of place, and not this one."""
    rows = [at for at in (above(lines, row), below(lines, row)) if at is not None]
    return any(indent_of(lines[at]) % STEP and LISTED.match(lines[at]) for at in rows)


def _indent(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A line whose indent fits nothing around it: tried with the indents of its neighbours."""
    if not FIELD_OR_LIST.match(lines[row]) or not UNREADABLE.search(error):
        return
    here = indent_of(lines[row])
    if not here % STEP and _beside_odd(lines, row):
        return
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
    if not UNREADABLE.search(error):
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
    _under_empty_list,
    _no_space,
    _wrong_colon,
    _hyphen_too_many,
    _long_text,
    _missing_colon,
    _missing_hyphen,
    _too_far_in,
    *COLON,
    _text_out_of_its_block,
    _indent,
    _colon_further_down,
    _stray,
    _indent_unknown,
)
