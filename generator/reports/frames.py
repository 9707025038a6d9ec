"""A problem for a person: its place, the line itself with a caret, what to write, the mended line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from posixpath import normpath

from generator.problems import Problem

# A longer line is shown from near the place on.
LONGEST_LINE = 200
BEFORE = 60
CUT = "…"
INDENT = "    "

# A piece of text, and what it is: the terminal gives each a colour, a plain report none.
Piece = tuple[str, str]
Lines = Mapping[str, list[str]]


def as_text(problems: Iterable[Problem], lines: Lines) -> str:
    """Print each problem with its place, the line itself with a caret, and what to do."""
    return "\n".join("".join(words for words, _ in frame(problem, lines)) for problem in problems)


def frame(problem: Problem, lines: Lines) -> Iterator[Piece]:
    """Lay one problem out as pieces of text, each with what it is."""
    yield f"{problem.place}: ", "place"
    yield f"{problem.severity}: ", problem.severity
    yield printable(problem.message), "message"
    yield f" [{problem.code}]\n", "code"
    text = lines.get(problem.place.path, [])
    if 0 < problem.place.line <= len(text):
        yield from _line(problem, text[problem.place.line - 1])
    if problem.hint:
        yield f"{INDENT}{printable(problem.hint)}\n", "hint"
    if problem.mended:
        yield f"{INDENT}Write instead:\n", "hint"
        yield _margin(problem), "margin"
        yield f"{printable(problem.mended)}\n", "mended"
    elif problem.example:
        yield f"{INDENT}For example: ", "hint"
        yield f"{printable(problem.example)}\n", "mended"


def _margin(problem: Problem) -> str:
    return f"{problem.place.line:>5} | "


def _line(problem: Problem, written: str) -> Iterator[Piece]:
    """Show a line and a caret under its column; a very long one only around the place."""
    margin, column = _margin(problem), problem.place.column - 1
    start = max(0, column - BEFORE) if len(written) > LONGEST_LINE else 0
    shown = (CUT if start else "") + written[start : start + LONGEST_LINE]
    shown += CUT if start + LONGEST_LINE < len(written) else ""
    yield margin, "margin"
    yield f"{printable(shown)}\n", "line"
    before = width(printable(shown[: column - start + bool(start)])) + max(0, column - len(written))
    yield f"{' ' * (len(margin) + before)}^\n", "caret"


def from_root(problem: Problem, folder: str) -> str:
    """Give the path of a problem's file from the project's root; the ledger lies beside the content."""
    return normpath(f"{folder}/{problem.place.path}")


def printable(text: str) -> str:
    """Show a sign that moves the cursor, or none at all, as one that can be seen."""
    if text.isprintable():
        return text
    return "".join("→" if sign == "\t" else _seen(sign) for sign in text)


def _seen(sign: str) -> str:
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "�" if hidden else sign


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
