"""What is to be renamed to what, or why it cannot be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.graph import Graph, Node
from generator.problems import Problem
from generator.records import FOLDERS, SINGLES
from generator.records.fields import ID, LOCATOR
from generator.records.reading import RESERVED_IDS

LIKE = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rename was not made: what was found, what to write, and the content's own mistakes."""

    message: str
    hint: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """A record, or an entry or citable place in one, with its id now and its id to be.

    `entry` is the node of an entry, which a place in a document's outline does not have.
    """

    record: Node
    old: str
    new: str
    entry: Node | None = None
    is_place: bool = False

    @property
    def is_record(self) -> bool:
        return self.entry is None and not self.is_place

    @property
    def node(self) -> Node:
        """What has an address on the site: the entry, or the record."""
        return self.entry or self.record

    def key(self, key: str) -> str:
        """Give a node's key as it is after the rename."""
        if self.entry is not None:
            return f"{self.record.key}#{self.new}" if key == self.entry.key else key
        record, mark, entry = key.partition("#")
        if self.is_record and record == self.record.key:
            return f"{self.record.kind}/{self.new}{mark}{entry}"
        return key

    def place(self, document: Node, at: str | None) -> str | None:
        """Give a citation's place as it is after the rename."""
        return self.new if self.is_place and document is self.record and at == self.old else at


def naming(graph: Graph, old: str, new: str) -> Naming | Refusal:
    """Read the two ids of the command; `old` may name a kind, `new` may repeat what stays."""
    record = _record(graph, old.partition("#")[0])
    if isinstance(record, Refusal):
        return record
    if "#" in old:
        return _of_entry(graph, record, old.partition("#")[2], new)
    return _of_record(graph, record, new)


def _record(graph: Graph, written: str) -> Node | Refusal:
    if not written:
        return Refusal(
            "this does not say in which record the entry is", "Write the record’s id before the #."
        )
    name = written.rpartition("/")[2]
    named = [node for node in graph.names.get(written, ()) if node.id == name]
    if len(named) == 1:
        return named[0]
    if written in SINGLES and f"{written}/{written}" in graph.nodes:
        return graph.nodes[f"{written}/{written}"]
    if named:
        listed = ", ".join(node.key for node in named)
        return Refusal(f"“{written}” could be any of several records", f"Write one of: {listed}.")
    if earlier := graph.names.get(written, ()):
        message = f"“{written}” is an earlier id of {earlier[0].key}"
        return Refusal(message, f"Write “{earlier[0].id}”, the id that it has now.")
    known = {node.id for node in graph.nodes.values() if node.parent is None}
    hint = _suggestion(name, known, "The id of a record is the name of its file without the ending.")
    return Refusal(f"there is no record with the id “{written}”", hint)


def _suggestion(written: str, known: Collection[str], otherwise: str) -> str:
    best = process.extractOne(written, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKE)
    return f"Did you mean “{best[0]}”?" if best else otherwise


def _of_record(graph: Graph, record: Node, written: str) -> Naming | Refusal:
    if record.kind in SINGLES:
        return Refusal(
            f"{record.record.parsed.path} always has this name", "Only its entries can be renamed."
        )
    kind, _, new = written.rpartition("/")
    if kind and kind != record.kind:
        message = f"“{written}” would make it another kind of record"
        return Refusal(message, f"A rename keeps the kind. Write “{new}”.")
    if not ID.fullmatch(new):
        return _no_id(new)
    if new in RESERVED_IDS:
        return Refusal(f"Windows or the web server keeps the name “{new}” for itself", "Choose another id.")
    return _same(record.id, new) or _taken(graph, record, new) or Naming(record, record.id, new)


def _taken(graph: Graph, record: Node, new: str) -> Refusal | None:
    """Refuse an id that something has or once had, but for the record's own earlier ids."""
    own = {alias.rpartition("/")[2] for alias in record.written.aliases}
    if f"{record.kind}/{new}" in graph.nodes:
        path = graph.nodes[f"{record.kind}/{new}"].record.parsed.path
        return Refusal(f"“{new}” is taken: there is a file {path}", "Choose another id.")
    if new in own:
        return None
    for kind in FOLDERS:
        if found := graph.names.get(f"{kind}/{new}", ()):
            had = "has" if found[0].id == new else "once had"
            message = f"“{new}” is taken: {found[0].record.parsed.path} {had} this id"
            return Refusal(message, "Choose another id, so that a reference can mean one thing only.")
    return None


def _of_entry(graph: Graph, record: Node, old: str, written: str) -> Naming | Refusal:
    home, _, new = written.rpartition("#")
    if home and home not in (record.id, record.key):
        message = f"“{written}” would move the entry to another record"
        return Refusal(message, f"Write “{record.id}#{new}”: a rename leaves an entry where it is.")
    entries = {node.id: node for node in graph.entries_of.get(record.key, ())}
    places = [place.id for place in getattr(record.written, "outline", ())]
    if refusal := _same(old, new) or _unclear(record, old, entries, places):
        return refusal
    is_place = old in places
    if not (LOCATOR if is_place else ID).fullmatch(new):
        return _no_id(new)
    if new in entries or new in places:
        return Refusal(f"“{new}” is taken in {record.record.parsed.path}", "Choose another id.")
    return Naming(record, old, new, entries.get(old), is_place)


def _unclear(record: Node, old: str, entries: Collection[str], places: Collection[str]) -> Refusal | None:
    """Refuse an id that no entry has, or an entry and a place both."""
    if old not in entries and old not in places:
        message = f"there is no entry “{old}” in {record.record.parsed.path}"
        return Refusal(message, _suggestion(old, {*entries, *places}, "Look its id up in the file."))
    if old in entries and old in places:
        message = f"“{old}” is both an entry and a place of the outline in {record.record.parsed.path}"
        return Refusal(message, "Give one of the two another id by hand first.")
    return None


def _no_id(new: str) -> Refusal:
    hint = "An id has small letters, digits and single hyphens, such as jo-arden."
    return Refusal(f"“{new}” cannot be an id", hint)


def _same(old: str, new: str) -> Refusal | None:
    return Refusal(f"it has the id “{new}” already", "Write the new id second.") if old == new else None
