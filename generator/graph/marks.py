"""Marks of Markdown in a text that were meant to do something, and did nothing or too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph.nodes import Node
from generator.markdown import Prose
from generator.parsing import Path
from generator.problems import Problem

# Only a text with one of these signs needs a look.
SIGNS = ("**", "__", "`", "#", "\n|", "\n-", "www.", "http", "~~~")
CODE = re.compile(r"<code[^>]*>.*?</code>", re.DOTALL)
# What has its two ends: bold words, as Markdown takes them for such.
CLOSED = re.compile(r"\\.|`+[^`]*`+|\*\*(?=\S)[^\n]*?(?:\n[^\n]+?)*?(?<=\S)\*\*|__(?=\S)[^\n]*?(?<=\S)__")
FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}(#{2,6})(?=\w)", re.MULTILINE)
ITEM = re.compile(r"(?:\A|^ *- [^\n]*\n(?: +[^\n]*\n)*) *(-)(?=[A-Za-z*\[“])", re.MULTILINE)
ROWS = re.compile(r"^\|.*\|[ ]*(?:\n\|.*\|[ ]*)+$", re.MULTILINE)
RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
CELL = re.compile(r"\\.|\[\[[^\]]*\]\]|(\|)")
BARE = re.compile(r"(?<![\w(\[/.@<\"“:])(?:https?://|www\.)[\w-]+(?:\.[\w-]+)+[^\s\])>”]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that failed: where it stands in the text, and what is told of it."""

    code: str
    at: int
    message: str
    hint: str


def marks(near: Node, path: Path, prose: Prose) -> Iterator[Problem]:
    """Report marks that readers would see as they stand, or that take in more than was meant."""
    source = prose.source
    if not any(sign in source for sign in SIGNS) and not source.startswith(("|", "-")):
        return
    for mark in _found(prose):
        head = re.split(r"\s", source[mark.at :], maxsplit=1)[0]
        place = near.record.parsed.place_of_words(path, head, source.count(head, 0, mark.at))
        yield Problem(mark.code, mark.message, place, mark.hint, "warning")


def _found(prose: Prose) -> Iterator[Mark]:
    source = prose.source
    fences = list(FENCE.finditer(source)) if "```" in source or "~~~" in source else []
    if len(fences) % 2:
        hint = "Close it with a line of the same three signs, or remove the line."
        yield Mark(
            "text-marks", fences[-1].start(), "this line opens a block of code that is never closed", hint
        )
        return
    yield from _unclosed(prose)
    if fences:
        return
    yield from _headings(prose)
    for match in ITEM.finditer(source) if "-" in source else ():
        message = "there is no space after the hyphen, so this is no line of the list"
        yield Mark("text-marks", match.start(1), message, "Put a space after the hyphen.")
    yield from _tables(source) if "|" in source else ()
    for match in BARE.finditer(source) if "www." in source or "http" in source else ():
        hint = f"Write [words](https://{re.sub(r'^https?://', '', match[0].rstrip('.,;:'))})"
        message = "a web address by itself is not made into a link"
        yield Mark("link-bare", match.start(), message, hint)


def _unclosed(prose: Prose) -> Iterator[Mark]:
    """Find marks of bold words and code that readers would see: they are in what was made of the text."""
    shown = [piece for piece in prose.pieces if isinstance(piece, str)]
    bare = CODE.sub("", "".join(shown))
    for sign, what in (("**", "bold words"), ("__", "bold words"), ("`", "code")):
        if sign in prose.source and sign in bare:
            masked = CLOSED.sub(lambda match: " " * len(match[0]), prose.source)
            at = masked.find(sign)
            if at >= 0:
                hint = f"Put {sign} right before the first word and right after the last, or remove it."
                yield Mark(
                    "text-marks", at, f"{sign} begins or ends {what}, and its other end is missing", hint
                )


def _headings(prose: Prose) -> Iterator[Mark]:
    source, at, level = prose.source, 0, 2
    for match in HEADING.finditer(source) if "#" in source else ():
        message = f"there is no space after {match[1]}, so this is no heading"
        yield Mark("text-marks", match.start(), message, f"Put a space after {match[1]}.")
    for heading in prose.headings:
        at = max(at, source.find(heading.words, at))
        if heading.level > level + 1:
            message = f"this heading is {heading.level - level} steps below the one above it"
            yield Mark("heading-level", at, message, f"Write {'#' * (level + 1)} in front of it.")
        level = heading.level


def _tables(source: str) -> Iterator[Mark]:
    for table in ROWS.finditer(source):
        rows = table[0].split("\n")
        at = table.start()
        if not any(RULE.fullmatch(row) for row in rows[1:2]):
            hint = f"Put |{'---|' * (_cells(rows[0]))} on the line below the head of the table."
            yield Mark("text-marks", at, "a table needs a line of hyphens below its head", hint)
            continue
        for row in rows:
            if _cells(row) > _cells(rows[0]):
                message = f"this line of a table has {_cells(row)} cells, and its head {_cells(rows[0])}"
                yield Mark(
                    "text-marks", at, message, "The cells on the right would be lost: make both the same."
                )
            at += len(row) + 1


def _cells(row: str) -> int:
    return sum(1 for match in CELL.finditer(row) if match[1]) - 1
