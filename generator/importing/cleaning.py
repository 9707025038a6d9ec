"""Texts, dates and addresses of other systems in the form that the record takes."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.dates import DateError, parse
from generator.options import ADDRESS
from generator.records.fields import CONTROL, DIRECTION, ODD_IN_ADDRESS

LONGEST_LINE = 1_000
LONGEST_PROSE = 100_000
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ](\d{2}:\d{2}).*)?", re.ASCII | re.DOTALL)
# Signs that mean something in Markdown wherever they stand, and those that do at the start of a line.
ANYWHERE = re.compile(r"[\\`*\[\]<]|(?<=\])\(|(?<![^\W_])_|_(?![^\W_])|~~|&(?=#?\w+;)|\|")
AT_START = re.compile(r"^(\s*)([-+=#>~:]|(\d{1,9})([.)]))", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def visible(text: str) -> str:
    """Take out signs that nobody sees and that hide or turn round what is written."""
    before = None
    while before != text:
        before = text
        text = DIRECTION.sub("", CONTROL.sub("", text))
    return text


def line(text: str) -> str:
    """Make one line of a text, without what would be a link of ours."""
    joined = " ".join(visible(re.sub(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]", " ", text)).split())
    return re.sub(r"\[(?=[\[@])", "[ ", joined)[:LONGEST_LINE].strip()


def prose(text: str) -> str:
    """Write a plain text in Markdown so that it reads as it did: paragraphs stay, line breaks stay."""
    plain = visible(re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text)).replace("\t", " ")[:LONGEST_PROSE]
    paragraphs = [_lines(one) for one in PARAGRAPHS.split(plain) if one.strip()]
    return "\n\n".join(escaped("\n".join(lines)).replace("\n", "\\\n") for lines in paragraphs)


def _lines(paragraph: str) -> list[str]:
    return [" ".join(one.split()) for one in paragraph.split("\n") if one.strip()]


def escaped(text: str) -> str:
    """Put a stroke before each sign that Markdown would read as a mark; no more of them than it needs."""
    marked = ANYWHERE.sub(lambda found: f"\\{found[0]}" if found[0] != "~~" else "\\~\\~", text)
    return AT_START.sub(_at_start, marked)


def _at_start(found: re.Match[str]) -> str:
    if found[3]:
        return f"{found[1]}{found[3]}\\{found[4]}"
    return f"{found[1]}\\{found[2]}"


def date(text: str) -> tuple[str, str]:
    """Read a date as other systems write it: what we write for it, and its time of day, or nothing."""
    found = DATE.fullmatch(text.strip())
    if not found:
        return _as_it_is(text.strip()), ""
    year, month, day, time = found.groups()
    known = [year, *([month] if month and month != "00" else [])]
    known += [day] if len(known) > 1 and day and day != "00" else []
    try:
        return parse("-".join(known)).text, time or ""
    except DateError:
        return "", ""


def _as_it_is(text: str) -> str:
    try:
        return parse(text).text
    except DateError:
        return ""


def address(text: str) -> str:
    """Read an address of the web; nothing where it is none."""
    plain = visible(text.strip())
    if ODD_IN_ADDRESS.search(plain):
        plain = quote(plain, safe="".join(map(chr, range(33, 127))) + "".join(_beyond_ascii(plain)))
    fits = ADDRESS.match(plain) and not ODD_IN_ADDRESS.search(plain) and len(plain) <= LONGEST_LINE
    return plain if fits and line(plain) == plain else ""


def _beyond_ascii(text: str) -> list[str]:
    """The letters of other scripts that an address may keep."""
    return [sign for sign in text if ord(sign) > 127 and not ODD_IN_ADDRESS.match(sign)]  # noqa: PLR2004 - ASCII
