"""One content file made into plain values with their places, straight from libyaml's events.

Only the part of YAML that clerks need is read: mappings, lists and scalars. Every scalar stays text;
the field's type converts it later. Anchors, aliases, merge keys, tags and further documents are
mistakes with a code, as are two equal keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.parsing.front_matter import conflict, missing, split
from generator.parsing.messages import control_character, explain
from generator.parsing.oversights import mended, overlooked
from generator.problems import Place, Problem
from generator.sources import SourceFile

# libyaml takes these for line ends, editors do not: lines would be counted wrong.
OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
DEEPEST = 40
MOST_NODES = 200_000

Path = tuple[str | int, ...]
Value = Any


class Quoted(str):
    """A scalar that stood in quotes in the file."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Parsed:
    """A content file as plain values: dictionaries, lists, text and None."""

    file: SourceFile
    data: dict[str, Value]
    first_line: int = 1

    @property
    def path(self) -> str:
        return self.file.path

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Find where a value (or its key) stands, or the nearest thing around it."""
        places = _places(self)
        while True:
            found = places.get((path, of_key)) or places.get((path, False))
            if found:
                return Place(self.path, *found)
            if not path:
                return Place(self.path)
            path = path[:-1]

    def keys_at(self, path: Path) -> Collection[str]:
        """Give the fields that are written in a group."""
        value: Value = self.data
        for step in path:
            value = value[step]
        return value.keys() if isinstance(value, dict) else frozenset()

    def line_with(self, place: Place, old: str, new: str) -> str:
        """Give the line at a place with `new` for `old` there; nothing where `old` is not there."""
        lines = self.file.text.split("\n")
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        before, after = line[: place.column - 1], line[place.column - 1 :]
        for mark in ("", '"', "'"):
            if after.startswith(f"{mark}{old}{mark}"):
                return f"{before}{new}{after[len(old) + 2 * len(mark) :]}"
        return ""

    def place_of_words(self, path: Path, words: str, which: int = 0, skip: int = 0) -> Place:
        """Find where `words` stand for the which-th time in the text at `path`, past `skip` signs."""
        start = self.place(path)
        lines = self.file.text.split("\n")
        position = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
        for _ in range(which + 1):
            found = self.file.text.find(words, position)
            if found < 0:
                return start
            position = found + 1
        before = self.file.text[:found]
        return Place(self.path, before.count("\n") + 1, found - before.rfind("\n") + skip)


@dataclass(slots=True)
class _Reading:
    """The state of one pass over a file's events."""

    path: str
    parser: Any
    offset: int
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[Path, bool], tuple[int, int]] | None = None
    nodes: int = 0

    def where(self, event: Event) -> tuple[int, int]:
        """Line and column of an event in its file, from 1."""
        mark: Any = event.start_mark
        return (mark.line + self.offset, mark.column + 1)

    def report(self, code: str, event: Event, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, Place(self.path, *self.where(event)), hint))


class _TooMuchError(Exception):
    """Stops a pass that would not end in bounded work."""


def parse(file: SourceFile) -> tuple[Parsed | None, list[Problem]]:
    """Read one file; None with problems where nothing can be made of it."""
    if found := conflict(file):
        return None, [found]
    header, body, first_line = split(file)
    if header is None:
        return None, [missing(file)]
    data, problems = _read(file.path, header, first_line)
    if data is None:
        return None, problems
    if body is not None and body.strip():
        if "text" in data:
            problems.append(_text_twice(file.path))
        data["text"] = body
    return Parsed(file, data, first_line), problems


def _text_twice(path: str) -> Problem:
    hint = "Keep the text in one place: below the second ---, or in the field text."
    return Problem("text-twice", "the text is written twice", Place(path), hint)


def _read(path: str, text: str, offset: int) -> tuple[dict[str, Value] | None, list[Problem]]:
    if found := OTHER_LINE_ENDS.search(text):
        return None, [control_character(path, text, found.start(), offset)]
    try:
        reading = _Reading(path, CParser(text), offset)
        data = _document(reading)
    except yaml.YAMLError as error:
        # Newer releases of libyaml stop by themselves where nesting has no end.
        too_deep = "maximum nesting depth" in str(error)
        return None, [_too_much(path) if too_deep else explain(path, text, error, offset)]
    except _TooMuchError:
        return None, [_too_much(path)]
    problems = [found.problem(path, offset, certain=True) for found in overlooked(text)]
    return data, mended(reading.problems, text, offset) + problems


def _too_much(path: str) -> Problem:
    message = "this file is too large or too deeply nested to be a record"
    hint = "A content file holds one record. Make it smaller or less nested."
    return Problem("yaml-too-much", message, Place(path), hint)


@lru_cache(maxsize=8)
def _places(parsed: Parsed) -> dict[tuple[Path, bool], tuple[int, int]]:
    """Read a file once more, for the places of its values: done only to report a problem."""
    header, body, _ = split(parsed.file)
    assert header is not None
    places: dict[tuple[Path, bool], tuple[int, int]] = {}
    reading = _Reading(parsed.path, CParser(header), parsed.first_line, places=places)
    _document(reading)
    if body is not None:
        lines = header.count("\n") + parsed.first_line + 1
        places.setdefault((("text",), False), (lines, 1))
    return places


def _document(reading: _Reading) -> dict[str, Value] | None:
    """Read the stream: one document, which is a group of fields, or nothing."""
    get = reading.parser.get_event
    get()
    event = get()
    if not isinstance(event, DocumentStartEvent):
        return {}
    value = _node(reading, get(), (), 0)
    get()
    if isinstance(event := get(), DocumentStartEvent):
        hint = "Remove the line --- in the middle, or make two files."
        reading.report("yaml-two-documents", event, "this file holds two documents", hint)
    if value is None:
        return {}
    if not isinstance(value, dict):
        hint = "Each line at the left margin starts with a field’s name and a colon."
        message = "this file does not consist of fields"
        reading.problems.append(
            Problem("yaml-not-fields", message, Place(reading.path, reading.offset), hint)
        )
        return None
    return value


def _node(reading: _Reading, event: Event, path: Path, depth: int) -> Value:
    """Read one value: text, list or group."""
    reading.nodes += 1
    if reading.nodes > MOST_NODES or depth > DEEPEST:
        raise _TooMuchError
    if reading.places is not None:
        reading.places[path, False] = reading.where(event)
    if isinstance(event, ScalarEvent):
        return _scalar(reading, event)
    if isinstance(event, MappingStartEvent):
        return _mapping(reading, event, path, depth)
    if isinstance(event, SequenceStartEvent):
        return _sequence(reading, event, path, depth)
    assert isinstance(event, AliasEvent)
    _refuse_alias(reading, event)
    return None


def _scalar(reading: _Reading, event: ScalarEvent) -> str | None:
    if event.tag is not None or event.anchor is not None:
        _refuse_mark(reading, event)
    if not event.style:
        return event.value or None
    return Quoted(event.value) if event.style in ("'", '"') else str(event.value)


def _mapping(reading: _Reading, start: MappingStartEvent, path: Path, depth: int) -> dict[str, Value]:
    if start.tag is not None or start.anchor is not None:
        _refuse_mark(reading, start)
    get = reading.parser.get_event
    found: dict[str, Value] = {}
    first: dict[str, int] = {}
    twice = False
    while not isinstance(key_event := get(), MappingEndEvent):
        key = _key(reading, key_event, depth)
        if key == "<<":
            hint = "Write the fields out; << is not used here."
            reading.report("yaml-merge", key_event, "<< merges another group in", hint)
        # Of two equal fields the first is the one that counts, so its place is the one to keep.
        here = (*path, key) if key not in found else (*path, key, "again")
        if reading.places is not None:
            reading.places[here, True] = reading.where(key_event)
        value = _node(reading, get(), here, depth + 1)
        if key in found:
            # A hyphen left out makes every field of an entry a second one: the first tells it all.
            if not twice:
                _refuse_duplicate(
                    reading,
                    key_event,
                    key,
                    first[key],
                    is_entry=path[-1:] != () and isinstance(path[-1], int) and key == next(iter(found)),
                )
            twice = True
        else:
            found[key] = value
            first[key] = reading.where(key_event)[0]
    return found


def _key(reading: _Reading, event: Event, depth: int) -> str:
    if isinstance(event, ScalarEvent):
        if event.tag is not None or event.anchor is not None:
            _refuse_mark(reading, event)
        return str(event.value)
    hint = "A field’s name is a word followed by a colon."
    reading.report("yaml-key", event, "a field’s name cannot be a list or a group", hint)
    _node(reading, event, (), depth + 1)
    return "?"


def _sequence(reading: _Reading, start: SequenceStartEvent, path: Path, depth: int) -> list[Value]:
    if start.tag is not None or start.anchor is not None:
        _refuse_mark(reading, start)
    get = reading.parser.get_event
    found: list[Value] = []
    while not isinstance(event := get(), SequenceEndEvent):
        found.append(_node(reading, event, (*path, len(found)), depth + 1))
    return found


def _refuse_alias(reading: _Reading, event: AliasEvent) -> None:
    hint = f'Write the value out, or put quotes around it if it is text: "*{event.anchor}".'
    reading.report("yaml-alias", event, f"*{event.anchor} points at another value", hint)


def _refuse_mark(reading: _Reading, event: Event) -> None:
    sign = "!" if getattr(event, "tag", None) is not None else "&"
    hint = f"Remove it, or put quotes around the value if the {sign} belongs to the text."
    reading.report("yaml-mark", event, f"a value starts with {sign}, which has a meaning in YAML", hint)


def _refuse_duplicate(reading: _Reading, event: Event, key: str, line: int, *, is_entry: bool) -> None:
    hint = f"It stands first on line {line}. Keep one of the two."
    if is_entry:
        hint += " If a new entry begins here, put a hyphen and a space in front."
    reading.report("yaml-duplicate-key", event, f"“{key}” is written twice in one group", hint)
