"""A Markdown file parted into its fields and its text, with words for what can go wrong there."""

from __future__ import annotations

import re

from generator.problems import Place, Problem
from generator.sources import SourceFile

WHOLE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# What a word processor or a hasty hand makes of a line of three hyphens.
NEARLY = re.compile(r"^\s*(?:[-–—*_=]{1,6}|-+ -+)\s*$")
IN_FIELDS = re.compile(r"^(?:[a-z_]+ *:|\s|-|#|$)")


def split(file: SourceFile) -> tuple[str | None, str | None, int]:
    """Part a Markdown file into its fields and its text; line of the first field from 1."""
    if not file.is_markdown:
        return file.text, None, 1
    match = WHOLE.match(file.text)
    if not match:
        return None, None, 1
    return match[1], file.text[match.end() :], 2


def missing(file: SourceFile) -> Problem:
    """Say why a Markdown file has no fields that could be read."""
    lines = file.text.split("\n")
    if not file.text.strip():
        message, hint = (
            "this file is empty",
            "Start it with a line ---, then the fields, then another line ---.",
        )
        return Problem("front-matter-missing", message, Place(file.path), hint)
    if re.fullmatch(r"---[ \t]*", lines[0]):
        return _not_closed(file.path, lines)
    return _not_opened(file.path, lines)


def _not_opened(path: str, lines: list[str]) -> Problem:
    hint = "Start the file with a line ---, then the fields, then another line ---."
    message = "this Markdown file does not start with its fields"
    first = next(row for row, line in enumerate(lines) if line.strip())
    mended = ""
    if first == 0 and NEARLY.match(lines[0]):
        hint, mended = "Its first line must be exactly three hyphens.", "---"
    elif first > 0 and lines[first].strip() == "---":
        hint = "Remove the empty lines at the top: the first line must be ---."
    elif IN_FIELDS.match(lines[0]):
        hint = "Put a line --- above the fields, and another below them."
    return Problem("front-matter-missing", message, Place(path), hint, mended=mended)


def _not_closed(path: str, lines: list[str]) -> Problem:
    """Point at the line where the fields seem to end."""
    message = "the fields at the top of this file are not closed"
    row = next((row for row, line in enumerate(lines) if row and NEARLY.match(line)), None)
    if row is not None:
        hint = "The line below the fields must be exactly three hyphens."
        return Problem("front-matter-missing", message, Place(path, row + 1), hint, mended="---")
    rows = [row for row, line in enumerate(lines) if row and not IN_FIELDS.match(line)]
    hint = "Put a line --- below the last field, above the text."
    return Problem("front-matter-missing", message, Place(path, rows[0] + 1 if rows else len(lines)), hint)


def conflict(file: SourceFile) -> Problem | None:
    """Find the marks that git leaves where two versions of a file could not be joined."""
    if not any(sign * 7 in file.text for sign in "<>=|"):
        return None
    match = re.search(r"^(?:<{7}|>{7})(?: .*)?$", file.text, re.MULTILINE)
    if match is None and not file.is_markdown:
        match = re.search(r"^(?:={7}|\|{7} .*)$", file.text, re.MULTILINE)
    if match is None:
        return None
    line = file.text.count("\n", 0, match.start()) + 1
    message = "two versions of this file were not joined: here is a mark that git has left"
    hint = (
        "Between <<<<<<< and ======= stands one version, between ======= and >>>>>>> the other. "
        "Keep the right lines, and remove the three lines of marks."
    )
    return Problem("file-conflict", message, Place(file.path, line), hint)
