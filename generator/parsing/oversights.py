"""What YAML reads without complaint, but not as it was meant: lost words, kept quotes, signs of a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yaml._yaml import CParser
from yaml.events import DocumentEndEvent, Event, ScalarEvent, StreamEndEvent

from generator.parsing.found import ODD_SPACES, SPACES, Found, indent_of, plain, quoted
from generator.problems import Problem

# A text with none of these needs no second look. Each is sought only where its sign stands in the text:
# almost every text is let through, and must be let through fast.
OPENING, CLOSING = "“‘„”’«", "“”’‘«»"
CURLY = re.compile(rf"(?:: |- |\[)[{OPENING}][^\n]*[{CLOSING}]")
VALUE_CURLY = re.compile(rf"\n *(?:- )?(?:[\w-]+: +)?\[?[{OPENING}][^\n]*[{CLOSING}][\],]?[^\n]*\n")
ODD_START = re.compile(rf"(?:\n *(?:- )?|:){SPACES.pattern}")
REMARK = re.compile(r"[^\s#][ \t]+#")
UNOPENED = re.compile(r": [^\"'\n]*\"\n")
VALUE_UNOPENED = re.compile(r"\n *(?:- )?[\w-]+: [^\"'\n]*\"\n")
MISARROWED = re.compile(r": (?:<-|->|<|-\|)[ \t]*\n")
GOES_ON = re.compile(r": (?:\"[^\"\n]*|'[^'\n]*)\n *(?:- )?[a-z_]+:")
LIST_LINE = re.compile(r"\n( +)- ")
# A field that nobody would write within a text.
SWALLOWED = re.compile(
    r"(?:(?:- )?[a-z_]+: \[[^\]]*\]|(?:- )?[a-z]+_[a-z_]+: \S.*|(?:- id|date|status|person|document): \S+|"
    r"(?:- )?[a-z_]+: (?:[a-z0-9]+(?:-[a-z0-9]+)+(?:#\S+)?|\d{4}-\d\d(?:-\d\d)?|[|>]-?))"
)
TEXT_THEN = re.compile(rf"\n( +)(?! |- |[\w-]+:)[^\n]+\n\1{SWALLOWED.pattern}\n")
# Signs that no writer means, wherever they stand.
# Those that turn text round, or are of no width, are refused where values are read.
INVISIBLE = "\u00ad"
SIGNS = (*INVISIBLE, "\ufffd", "â€", "Ã", "Â", "<", "&")
NEVER_MEANT = re.compile(
    rf"(?P<invisible>[{INVISIBLE}])"
    r"|(?P<garbled>\ufffd|â€[\u0080-\uffff]|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf])"
    r"|(?P<html></?(?:[abipsu]|br|div|span|strong|font|em|table|tr|td|th|ul|ol|li|h[1-6]|img|sup|sub|small|big"
    r"|hr|pre|code|center|strike|blockquote|script|style|iframe|details|summary|section|video|audio|svg|form"
    r"|input|button|label|figure|figcaption|caption|thead|tbody|tfoot|col|d[dlt]|del|ins|mark|q|cite|link|meta"
    r"|object|embed|noscript|header|footer|nav|article)(?: [^<>\n]*)?/?>|<!--(?:[^\n]*?-->)?"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|#x?[0-9a-fA-F]+);)"
)
ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'",
            "&lsquo;": "‘", "&rsquo;": "’", "&ldquo;": "“", "&rdquo;": "”", "&#39;": "'"}  # fmt: skip
PLAIN_WORD = re.compile(r"[a-z0-9][a-z0-9./:-]*|\d[\d.,:-]*|\[.*\]|true|false")


def overlooked(text: str, *, thoroughly: bool = False) -> Iterator[Found]:
    """Find what a file's YAML does not say aloud; `text` can be read, or its first document can."""
    if not (thoroughly or _is_suspect(f"\n{text}\n")):
        return
    lines = text.split("\n")
    parser = CParser(text)
    while not isinstance(event := parser.get_event(), (DocumentEndEvent, StreamEndEvent)):
        if isinstance(event, ScalarEvent):
            yield from (_in_plain_value if not event.style else _in_long_value)(lines, event)


def _is_suspect(text: str) -> bool:
    return (
        (" #" in text and REMARK.search(text) is not None)
        or ('"\n' in text and UNOPENED.search(text) and VALUE_UNOPENED.search(text) is not None)
        or (any(sign in text for sign in (": <", ": -")) and MISARROWED.search(text) is not None)
        or (any(sign in text for sign in (': "', ": '")) and GOES_ON.search(text) is not None)
        or (not text.isascii() and _has_odd_signs(text))
        or TEXT_THEN.search(text) is not None
        or any(_is_too_far_in(text, match) for match in LIST_LINE.finditer(text))
    )


def _has_odd_signs(text: str) -> bool:
    """Tell whether a value stands in curly quotes, or after a space that is none."""
    if CURLY.search(text) and VALUE_CURLY.search(text):
        return True
    return any(space in text for space in ODD_SPACES) and ODD_START.search(text) is not None


def _is_too_far_in(text: str, match: re.Match[str]) -> bool:
    """Tell whether a line of a list stands further in than a line with a value above it."""
    start = match.start()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before[-1:] in (":", "-", ">", "|", "") or before.isspace():
        return False
    first = before.lstrip(" ")
    listed = len(first) == len(before) - len(match[1]) and not first.startswith("- ")
    return len(before) - len(first) < len(match[1]) or (listed and ": " not in first)


def never_meant(text: str) -> Iterator[Found]:
    """Find signs that came with a copy: invisible ones, garbled ones, HTML."""
    if not any(sign in text for sign in SIGNS):
        return
    for match in NEVER_MEANT.finditer(text):
        row = text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start())
        yield _copied(text.split("\n")[row], row, column, match)


def _copied(line: str, row: int, column: int, match: re.Match[str]) -> Found:
    sign = match[0]
    if match["invisible"]:
        message = "there is an invisible character here"
        hint = "Delete it: it came along when the text was copied."
        return Found("text-invisible", message, hint, row, column, line.replace(sign, ""), severity="warning")
    if match["garbled"]:
        message = f"“{sign}” stands where another character was: the text was garbled when it was copied"
        again = "Type the word again."
        return Found("text-garbled", message, again, row, column, _ungarbled(line), severity="warning")
    message = f"“{sign}” is HTML, which readers would see as it stands"
    hint = "Write plain words; a paragraph ends with an empty line, **stars** make words bold."
    plain = NEVER_MEANT.sub(_without_html, line)
    return Found("text-html", message, hint, row, column, plain, severity="warning")


def _without_html(match: re.Match[str]) -> str:
    sign = match[0]
    return ENTITIES.get(sign, " " if sign.startswith("<br") else "") if match["html"] else sign


def _ungarbled(line: str) -> str:
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _in_plain_value(lines: list[str], event: ScalarEvent) -> Iterator[Found]:
    start, end = _marks(event)
    line = lines[start[0]] if start[0] < len(lines) else ""
    if not event.value:
        yield from _gone(line, start)
        return
    if SPACES.match(event.value):
        hint = "Delete the space before the words, and type it again."
        message = "here is a no-break space, which only looks like a space"
        yield Found("yaml-odd-space", message, hint, start[0], start[1] + 1, SPACES.sub(" ", line))
        return
    if start[0] != end[0] and MISARROWED.search(f"\n{line}\n"):
        message = "the sign for a text over several lines is >-"
        mended = f"{line[: start[1]]}>-"
        yield Found("yaml-block", message, f"Write {mended.strip()}", start[0], start[1] + 1, mended)
        return
    yield from _remark(lines, start, end)
    if event.value[0] in "“‘„”’«":
        yield from _kept_quotes(line, start, event.value, whole=start[0] == end[0])
    if event.value.endswith('"') and event.value.count('"') == 1 and start[0] == end[0]:
        mended = line[: start[1]] + plain(event.value[:-1].lstrip("“„”")) + line[end[1] :]
        yield _closing_alone(event.value, end, mended)
    yield from _swallowed(lines, start[0], end[0], event.value)


def _closing_alone(value: str, end: tuple[int, int], mended: str) -> Found:
    """Tell of a straight quotation mark at the end, where none stands at the start."""
    if value[0] in "“„”":
        message = "a quotation is opened with a curly mark, and closed with a straight one"
        hint = "Leave both out, or write two straight ones."
        return Found("yaml-smart-quotes", message, hint, end[0], end[1], mended)
    message = "a closing quotation mark stands here, and none that opens"
    hint = 'Remove it, or put " in front of the value too.'
    return Found("yaml-unopened-quote", message, hint, end[0], end[1], mended)


def _in_long_value(lines: list[str], event: ScalarEvent) -> Iterator[Found]:
    """A quoted value or a block of text that has swallowed fields which follow it."""
    start, end = _marks(event)
    # The mark at the end of a block is at the line after it.
    last = end[0] - (event.style in (">", "|"))
    for row in range(start[0] + 1, min(last + 1, len(lines))):
        if event.style in ("'", '"') and re.match(r" *(?:- )?[a-z_]+: |^ *[a-z_]+:$", lines[row]):
            message = f"a quotation mark {event.style} is opened here and not closed on its line"
            hint = f"Add the closing {event.style} at the end of the value."
            mended = f"{lines[start[0]].rstrip()}{event.style}"
            yield Found("yaml-unclosed-quote", message, hint, start[0], start[1] + 1, mended)
            return
        if event.style in (">", "|") and SWALLOWED.fullmatch(lines[row].strip()):
            width = indent_of(lines[start[0]]) + 2 * lines[start[0]].lstrip().startswith("- ")
            message = "this field is read as part of the text above it, as it is as far in"
            hint = f"Give it as many spaces in front as the field it belongs beside, perhaps {width}."
            yield Found("yaml-indent", message, hint, row, indent_of(lines[row]) + 1)
            return


def _marks(event: Event) -> tuple[tuple[int, int], tuple[int, int]]:
    """Row and column where an event begins and ends, from 0."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return (start.line, start.column), (end.line, end.column)


def _gone(line: str, start: tuple[int, int]) -> Iterator[Found]:
    """A value that begins with #, as `post: #chair`, is only a remark to YAML."""
    match = re.match(r"\s*(#\S.*?)\s*$", line[start[1] :])
    if match and line[: start[1]].strip():
        whole = quoted(match[1].rstrip("\"'"))
        message = f"“{match[1]}” is lost: a value that starts with # is taken for a remark"
        hint = f"Put quotes around it: {whole}"
        column = start[1] + match.start(1) + 1
        mended = f"{line[: column - 1]}{whole}"
        yield Found("yaml-remark", message, hint, start[0], column, mended)


def _remark(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Found]:
    """Words after a space and # are lost; with two spaces, or after a date or an id, it is a remark."""
    line = lines[end[0]]
    match = re.match(r"([ \t]+)#(.*)$", line[end[1] :])
    if match is None:
        return
    begin = start[1] if start[0] == end[0] else indent_of(line)
    value, lost = line[begin : end[1]], match[2]
    if lost[:1] in ("", "#", "!") or (lost.startswith(" ") and not lost[1:2].isdigit() and (
        len(match[1]) > 1 or PLAIN_WORD.fullmatch(value)
    )):  # fmt: skip
        return
    message = f"the words from “#{lost.strip()[:20]}” on are lost: after a space, # begins a remark"
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", value) and re.fullmatch(r"\S+\s*", lost):
        hint, mended = f"Write it without the space: {value}#{lost.strip()}", f"{line[: end[1]]}#{lost}"
    else:
        whole = quoted(line[begin:].rstrip())
        hint, mended = f"Put quotes around the value: {whole}", f"{line[:begin]}{whole}"
    if start[0] != end[0]:
        hint, mended = "Put >- after the field’s name and the text on the lines below it.", ""
    yield Found("yaml-remark", message, hint, end[0], end[1] + len(match[1]) + 1, mended)


def _kept_quotes(line: str, start: tuple[int, int], value: str, *, whole: bool) -> Iterator[Found]:
    """Curly quotes around the whole of a value would be shown with it."""
    inner = value[1:-1]
    if value[-1] in "“”’‘«»" and len(value) > 1 and not re.search(r"[“”„«»]", inner) and whole:
        message = "curly quotes around a value become part of it"
        hint = (
            f"Leave them out; if they belong to the words, put straight quotes around all: {quoted(value)}."
        )
        mended = line[: start[1]] + plain(inner) + line[start[1] + len(value) :]
        yield Found("yaml-smart-quotes", message, hint, start[0], start[1] + 1, mended)


def _swallowed(lines: list[str], first: int, last: int, value: str) -> Iterator[Found]:
    """A line of a list that is read as more words of the line above it."""
    if first == last or not re.search(r"(?:^| )- ", value):
        return
    listed = (row for row in range(first + 1, min(last + 1, len(lines))) if re.match(r" *- ", lines[row]))
    row = next(listed, None)
    if row is None:
        return
    above, width = lines[first], indent_of(lines[first])
    if above.lstrip().startswith("- "):
        message = "this line is too far in, so it is read as part of the line above"
        hint = f"Give it {width} spaces in front, as the first line of the list has."
        mended = " " * width + lines[row].lstrip()
        yield Found("yaml-indent", message, hint, row, indent_of(lines[row]) + 1, mended)
    elif re.match(r" *[\w-]+ *:", above):
        message = "this line of a list is read as part of the words above it"
        hint = "A field has either words after its colon or a list on the lines below it: remove one."
        yield Found("yaml-indent", message, hint, row, indent_of(lines[row]) + 1)
    else:
        message = "this line stands in a list, and has no hyphen with a space after it"
        words = above.strip().lstrip("-•·▪●*–— ")
        mended = f"{' ' * width}- {words}"
        yield Found("yaml-missing-hyphen", message, f"Write - {words}", first, width + 1, mended)


def mended(problems: list[Problem], text: str, offset: int) -> list[Problem]:
    """Add the mended line to what was found while reading, where putting quotes is all there is to do."""
    lines = text.split("\n") if problems else []
    return [replace(one, mended=_in_quotes(lines, one, offset)) for one in problems]


def _in_quotes(lines: list[str], problem: Problem, offset: int) -> str:
    row, column = problem.place.line - offset, problem.place.column - 1
    if problem.code not in ("yaml-alias", "yaml-mark") or not 0 <= row < len(lines):
        return ""
    before, value = lines[row][:column], lines[row][column:].rstrip()
    is_last = re.fullmatch(r"\s*(?:- +)*(?:[\w-]+: +)?", before) and not re.search(r"[\[{\"'#]|: ", value)
    return before + quoted(value) if is_last and len(value) > 1 else ""
