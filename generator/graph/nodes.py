"""The things that can be linked to: records, and the entries in them that have an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import reads
from generator.cache import once
from generator.dates import When
from generator.markdown import Prose, plain_source
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records import SINGLES, Record, Spot
from generator.records import entries as e
from generator.records.entries import Model

OPENING = 56
# What the parts of pages are called: an entry with such an id could not be linked to.
TAKEN_ANCHORS = re.compile(
    r"main|text|differ|absent|offices|timeline|referred-to-by|links|words|sources|throughline|posts"
    r"|members|findings|roles|turnout|accountability|money|parts|values|outline|items|attendance"
    r"|(?:note|ref|year|during)-\d+|month-\d+-\d+"
)
ENTRY_KINDS: dict[type[Model], str] = {
    e.Action: "actions",
    e.Clock: "clocks",
    e.Contribution: "contributions",
    e.Correction: "corrections",
    e.Finding: "findings",
    e.Item: "items",
    e.Judgement: "judgements",
    e.MadeDecision: "decisions",
    e.Membership: "memberships",
    e.Money: "money",
    e.Part: "parts",
    e.Post: "posts",
    e.Priority: "priorities",
    e.Progress: "progress",
    e.Question: "questions",
    e.QuestionPart: "questions",
    e.Request: "requests",
    e.Response: "responses",
    e.Series: "series",
    e.StatusUpdate: "updates",
    e.Term: "terms",
}


# The values that say something of other records, or of what is missing.
LINKING = (Prose, e.Citation, e.Difference, e.Absence)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A record, or an entry with an id: what references, links and addresses are about."""

    key: str
    kind: str
    id: str
    title: str
    record: Record
    written: Any
    path: Path
    parent: Node | None

    def __repr__(self) -> str:
        # The fields lead to the whole record; a failing test that prints them would never end.
        return f"Node({self.key!r})"

    @property
    def home(self) -> Node:
        """The record this stands in, which is itself for a record."""
        return self if self.parent is None else self.parent.home

    @property
    def page(self) -> Node:
        """The record, or the decision with a page of its own, that this stands on."""
        return self if self.parent is None or self.kind == "decisions" else self.parent.page

    @property
    def when(self) -> When | None:
        """The date written on it, or on what it stands in."""
        reads.note(f"{self.key}{reads.NAMED}")
        written = _written(self)
        field = _dated_by(type(written))
        own = getattr(written, field) if field else None
        if own is None and self.parent is not None:
            return self.parent.when
        return own if isinstance(own, When) else None

    @property
    def place(self) -> Place:
        return self.record.place(self.path)


def _own_key(node: Node) -> str:
    return node.key


def _name_key(node: Node) -> str:
    return f"{node.key}{reads.NAMED}"


# What stands in a record is read only through these, so that it is known which pages show it.
_written = vars(Node)["written"].__get__
_record = vars(Node)["record"].__get__
for _field, _told in (("written", _own_key), ("record", _own_key), ("title", _name_key)):
    setattr(Node, _field, reads.noting(vars(Node)[_field], _told))


def record_compared(node: Node) -> Record:
    """Give a node's record, unnoted: to work something out that is compared as a whole."""
    record: Record = _record(node)
    return record


@once
def _dated_by(written: type[Any]) -> str:
    """Name the field that dates things of a type, if there is one."""
    fields = getattr(written, "model_fields", {})
    return next((name for name in ("date", "made_on") if name in fields), "")


def record_node(record: Record, title: str) -> Node:
    """Make the node of a whole record."""
    return Node(record.key, record.kind, record.id, title, record, record.written, (), None)


def entry_nodes(root: Node, names: Mapping[str, str]) -> tuple[dict[Path, Node], list[Problem]]:
    """Make a node for each entry with an id in a record, by path; an id used twice in it is a problem."""
    problems: list[Problem] = []
    by_path: dict[Path, Node] = {(): root}
    seen: dict[str, Node] = {}
    for path, entry in _entries(root.record):
        parent = next(by_path[path[:end]] for end in range(len(path), -1, -1) if path[:end] in by_path)
        node = Node(
            f"{root.key}#{entry.id}", ENTRY_KINDS[type(entry)], entry.id, entry_title(entry, names),
            root.record, entry, path, parent,
        )  # fmt: skip
        if node.kind != "items" and TAKEN_ANCHORS.fullmatch(entry.id):
            problems.append(_reserved(node))
        if entry.id in seen:
            problems.append(_used_twice(node, seen[entry.id]))
            continue
        seen[entry.id] = by_path[path] = node
    return by_path, [*problems, *_places_twice(root)]


def near(nearest: Mapping[Path, Node], path: Path) -> Node:
    """Find the node that a path of a record leads to, or the nearest around it."""
    while path not in nearest:
        path = path[:-1]
    return nearest[path]


@once
def anchored(record: Record) -> tuple[tuple[Spot, Path], ...]:
    """List a record's spots that link somewhere, each with the path of the entry with an id around it."""
    entries = {(), *(path for path, _ in _entries(record))}
    found = []
    for spot in record.spots:
        if spot.shape.ref or type(spot.value) in LINKING:
            path = spot.path
            while path not in entries:
                path = path[:-1]
            found.append((spot, path))
    return tuple(found)


def _entries(record: Record) -> Iterator[tuple[Path, Any]]:
    for spot in record.spots:
        if type(spot.value) in ENTRY_KINDS and getattr(spot.value, "id", None):
            yield spot.path, spot.value


def _reserved(node: Node) -> Problem:
    hint = f"Add a word to it, such as {node.id}-1."
    place = node.record.place((*node.path, "id"))
    return Problem("id-reserved", f"every page has a part called “{node.id}” already", place, hint)


def _used_twice(node: Node, first: Node) -> Problem:
    return _twice(node.record, node.id, (*first.path, "id"), (*node.path, "id"))


def _places_twice(root: Node) -> Iterator[Problem]:
    """Report places of an outline that share an id: a citation could mean either."""
    first: dict[str, int] = {}
    for index, place in enumerate(getattr(root.written, "outline", ())):
        at = first.setdefault(place.id, index)
        if at != index:
            yield _twice(root.record, place.id, ("outline", at, "id"), ("outline", index, "id"))


def _twice(record: Record, written: str, first: Path, second: Path) -> Problem:
    hint = f"It stands first on line {record.place(first).line}. Give one of them another id."
    return Problem("id-twice", f"the id “{written}” is used twice in this file", record.place(second), hint)


def entry_title(entry: Any, names: Mapping[str, str]) -> str:
    """Name an entry in a few words, by whatever field of it serves as a title."""
    for name in ("title", "label", "term", "area"):
        if found := getattr(entry, name, None):
            return str(found)
    words = TITLES.get(type(entry))
    return words(entry, names) if words else str(entry.id).replace("-", " ").capitalize()


def opening_words(text: Prose, names: Mapping[str, str]) -> str:
    """Take the first words of a text, to know it by in a link."""
    words = plain_source(text.source, names)
    if len(words) <= OPENING:
        return words
    return words[:OPENING].rpartition(" ")[0].rstrip(",;:.") + "…"


def _said(entry: e.Contribution, names: Mapping[str, str]) -> str:
    """Name what somebody said: the speaker, and the first words of it."""
    speaker = names.get(entry.person or "") or entry.name_as_written
    words = opening_words(entry.text, names)
    return f"{speaker[:1].upper()}{speaker[1:]}: {words}" if speaker else words


def part_words(number: str | None) -> str:
    """Name a part of a decision by its number: Part 3, or as printed where that says more."""
    if not number:
        return ""
    return f"Part {number}" if number.isdecimal() else number


def place_in(parent: str, part: Any) -> str:
    """Name a part of a decision together with the decision: Budget, part 3."""
    words = part_words(part.written.number)
    if not words:
        return f"{parent}: {part.title}"
    return f"{parent}, {words[0].lower()}{words[1:]}" if words.startswith("Part ") else f"{parent}, {words}"


TITLES: dict[Any, Callable[[Any, Mapping[str, str]], str]] = {
    e.Contribution: _said,
    e.Request: lambda entry, names: opening_words(entry.text, names),
    e.Response: lambda entry, _: f"Response: {entry.answer}",
    e.StatusUpdate: lambda entry, _: f"Status: {entry.status}",
    e.Progress: lambda entry, _: f"Progress as at {entry.as_at}",
    e.Part: lambda entry, names: part_words(entry.number) or opening_words(entry.text, names),
    e.QuestionPart: lambda entry, _: f"Part {entry.number}" if entry.number else "The question",
}


def is_single(record: Record) -> bool:
    """Tell whether a record is one of the files that stand alone: settings, glossary, rules."""
    return record.kind in SINGLES
