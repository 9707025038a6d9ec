"""Where each value and each comment of a file stands, for what rewrites files and must keep the rest.

Only files that were read without a mistake have a layout. Positions count the signs of the file's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from generator.parsing.front_matter import split
from generator.parsing.reading import Path
from generator.sources import SourceFile

BLOCKS = ("|", ">")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text with its first sign and the one after its last; `style` is empty where it is plain."""

    text: str
    style: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A group of fields, each a key and a value; `flow` where it stands in braces."""

    entries: tuple[tuple[Scalar, Value], ...]
    flow: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `flow` where it stands in brackets."""

    entries: tuple[Value, ...]
    flow: bool
    start: int
    end: int


Value = Scalar | Fields | Items


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark from its # to the end of its line; `alone` where nothing stands before it."""

    text: str
    start: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's fields as they stand, its comments in order, where the fields begin and end.

    `last` is where another field could be added; a line of three points may come between that and `end`.
    """

    file: SourceFile
    root: Fields | None
    comments: tuple[Comment, ...]
    first: int
    last: int
    end: int
    body: int | None
    line_starts: tuple[int, ...]

    def position(self, at: int) -> tuple[int, int]:
        """Tell the line and the column of a sign, both from 0."""
        line = bisect_right(self.line_starts, at) - 1
        return line, at - self.line_starts[line]

    def span(self, path: Path) -> tuple[int, int]:
        """Tell where the text at a path stands: the words of a block, without the sign that opens it."""
        if path == ("text",) and self.body is not None and self.at(path) is None:
            return self.body, len(self.file.text)
        found = self.at(path)
        assert isinstance(found, Scalar), path
        return words_of(self.file.text, found)

    def at(self, path: Path) -> Value | None:
        """Find the value at a path."""
        found: Value | None = self.root
        for step in path:
            if isinstance(found, Fields):
                found = next((value for key, value in found.entries if key.text == step), None)
            elif isinstance(found, Items) and isinstance(step, int):
                found = found.entries[step]
            else:
                return None
        return found


def words_of(text: str, scalar: Scalar) -> tuple[int, int]:
    """Tell where a scalar's own words stand: of a block, what follows the line that opens it."""
    if scalar.style not in BLOCKS:
        return scalar.start, scalar.end
    opened = text.find("\n", scalar.start, scalar.end)
    return (scalar.end if opened < 0 else opened + 1), scalar.end


def layout(file: SourceFile) -> Layout:
    """Lay a file out that was read without a mistake."""
    header, body, _ = split(file)
    assert header is not None, file.path
    first = file.text.index("\n") + 1 if file.is_markdown else 0
    laying = _Laying(CParser(header), first, [])
    root, last = laying.document(first + len(header))
    return Layout(
        file,
        root if isinstance(root, Fields) else None,
        tuple(_comments(file.text, first, first + len(header), laying.scalars)),
        first,
        last,
        first + len(header),
        None if body is None else len(file.text) - len(body),
        (0, *(at + 1 for at, sign in enumerate(file.text) if sign == "\n")),
    )


@dataclass(frozen=True, slots=True)
class _Laying:
    """One pass over the events of a file, and the scalars met on it."""

    parser: Any
    first: int
    scalars: list[Scalar]

    def document(self, end: int) -> tuple[Value | None, int]:
        """Lay the only document out; also tell where its fields end, before a line of three points."""
        self.get()
        if not isinstance(self.get(), DocumentStartEvent):
            return None, end
        event = self.get()
        if not isinstance(event, MappingStartEvent):
            return None, end
        root = self.value(event)
        closing = self.get()
        points = isinstance(closing, DocumentEndEvent) and closing.explicit
        return root, self.start(closing) if points else end

    def get(self) -> Event:
        event: Event = self.parser.get_event()
        return event

    def start(self, event: Any) -> int:
        return int(event.start_mark.index) + self.first

    def end(self, event: Any) -> int:
        return int(event.end_mark.index) + self.first

    def value(self, event: Event) -> Value:
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, MappingStartEvent):
            fields = []
            while not isinstance(inner := self.get(), MappingEndEvent):
                key = self.scalar(inner)
                fields.append((key, self.value(self.get())))
            return Fields(tuple(fields), flow, self.start(event), self.end(inner))
        items = []
        while not isinstance(inner := self.get(), SequenceEndEvent):
            items.append(self.value(inner))
        return Items(tuple(items), flow, self.start(event), self.end(inner))

    def scalar(self, event: Event) -> Scalar:
        assert isinstance(event, ScalarEvent)
        found = Scalar(event.value, event.style or "", self.start(event), self.end(event))
        self.scalars.append(found)
        return found


def _comments(text: str, first: int, end: int, scalars: list[Scalar]) -> Iterator[Comment]:
    """Find the comments: what follows a # between the scalars."""
    at = first
    for start, stop in (*(words_of(text, scalar) for scalar in scalars), (end, end)):
        while (found := text.find("#", at, start)) >= 0:
            at = text.find("\n", found, end)
            at = end if at < 0 else at
            before = text[text.rfind("\n", 0, found) + 1 : found]
            yield Comment(text[found:at].rstrip(), found, not before.strip())
        at = max(at, stop)
