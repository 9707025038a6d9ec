"""Long lines of a text broken where Markdown reads a break as a space, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import markdown

WIDTH = 110
# A citation and a piece of code stay in one piece.
WORD = re.compile(r"(?:\[@[^\[\]]*\]|(?<!`)`[^`]+`(?!`)|\S)+")
MARKER = re.compile(r"\s*(?:(?:[-+*]|\d{1,9}[.)])\s+)*")
# What would begin a list, a heading, a quotation, code, a rule or a table if it began a line.
BEGINS = re.compile(r"(?:[-+*]|\d{1,9}[.)]|#{1,6})$|>|```|~~~|[|:=*_-]{2,}|\|")
# Breaks that are meant, quotations, and definitions of links.
LEFT_ALONE = re.compile(r"(?: {2}|\\)$|^\s*>|^\s*\[[^\]]*\]:|\t")


def wrapped(text: str, margin: int) -> str:
    """Wrap the paragraphs of a Markdown text that have a line too long for the page, with its margin."""
    if all(margin + len(line) <= WIDTH for line in text.split("\n")):
        return text
    lines = text.split("\n")
    for start, end in reversed(markdown.paragraphs(text)):
        lines[start:end] = _paragraph(lines[start:end], margin)
    found = "\n".join(lines)
    return found if alike(text, found) else text


def _paragraph(lines: list[str], margin: int) -> list[str]:
    if all(margin + len(line) <= WIDTH for line in lines):
        return lines
    if any(LEFT_ALONE.search(line) for line in lines[:-1]) or LEFT_ALONE.match(lines[-1]):
        return lines
    marker = MARKER.match(lines[0])
    assert marker
    words = WORD.findall(" ".join(line.strip() for line in (lines[0][marker.end() :], *lines[1:])))
    first, *others = filled(words, WIDTH - margin - marker.end())
    return [f"{marker[0]}{first}", *(f"{' ' * marker.end()}{line}" for line in others)]


def filled(words: list[str], width: int) -> list[str]:
    """Fill lines with words as far as they go; a word longer than a line has a line of its own."""
    lines: list[str] = []
    for word in _kept_together(words):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _kept_together(words: list[str]) -> Iterator[str]:
    """Join to the word before it what would mean something at the start of a line."""
    held = ""
    for word in words:
        if held and BEGINS.match(word):
            held = f"{held} {word}"
        else:
            if held:
                yield held
            held = word
    if held:
        yield held


def alike(one: str, other: str) -> bool:
    """Tell whether two texts make the same page: the same pieces, but for how lines are broken."""
    return one == other or _read(one) == _read(other)


def _read(text: str) -> tuple[object, ...]:
    prose = markdown.parse(text)
    pieces = tuple(re.sub(r"\s+", " ", one) if isinstance(one, str) else one for one in prose.pieces)
    return pieces, prose.headings
