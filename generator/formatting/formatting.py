"""A file in its one form, proved to say what it said before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from generator.formatting.scalars import is_plain
from generator.formatting.tree import tree
from generator.formatting.wrapping import alike, wrapped
from generator.formatting.writing import Writing
from generator.parsing import Layout, Parsed, Quoted, layout, parse
from generator.problems import Place, Problem
from generator.records import FOLDERS, SINGLES, read
from generator.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it is and as it should be written."""

    file: SourceFile
    text: str

    @property
    def differs(self) -> bool:
        return self.text != self.file.text


def formatted(file: SourceFile) -> tuple[Formatted | None, list[Problem]]:
    """Write a file in its one form; None with problems where it has mistakes."""
    parsed, problems = _read(file)
    if parsed is None or any(problem.is_error for problem in problems):
        return None, problems
    found = Formatted(file, _written(layout(file)))
    if found.differs and not _says_the_same(parsed, found):
        return None, [_unsafe(file)]
    return found, []


def _read(file: SourceFile) -> tuple[Parsed | None, list[Problem]]:
    parsed, problems = parse(file)
    return parsed, problems + (read(parsed)[1] if parsed else [])


def _unsafe(file: SourceFile) -> Problem:
    message = "this file cannot be written in its usual form without a change of what it says"
    hint = "It was left as it is. Please report it, with the file, as a fault of the program."
    return Problem("format-unsafe", message, Place(file.path), hint)


def _written(laid: Layout) -> str:
    file = laid.file
    if laid.root is None:
        return file.text
    model = FOLDERS.get(file.folder) or SINGLES[file.stem]
    fields = Writing(file.text).file(tree(laid), model)
    if laid.body is None:
        return fields
    body = wrapped(file.text[laid.body :].rstrip(), 0)
    return f"---\n{fields}---\n{body}\n" if body else f"---\n{fields}---\n"


def _says_the_same(before: Parsed, found: Formatted) -> bool:
    """Tell whether the file in its new form has the same data and the same comments."""
    after = SourceFile(before.path, found.text)
    parsed, problems = _read(after)
    if parsed is None or any(one.is_error for one in problems) or not _equal(before.data, parsed.data):
        return False
    return _comments(before.file) == _comments(after)


def _comments(file: SourceFile) -> Counter[str]:
    return Counter(comment.text for comment in layout(file).comments)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, str) and isinstance(other, str):
        same_mark = isinstance(one, Quoted) == isinstance(other, Quoted)
        return alike(one, other) and (same_mark or not isinstance(one, Quoted) or _is_words(one))
    return one is None and other is None


def _is_words(text: str) -> bool:
    """Tell whether a text needs no quotes to be text, or is long and stands in a block."""
    return is_plain(text) or " " in text or "\n" in text
