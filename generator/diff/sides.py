"""The two states that are compared: what of each is public, linked, and by which names it goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator import graph, records
from generator.dates import When
from generator.graph import Graph, Node
from generator.loading import Site
from generator.markdown import CitationSlot, LinkSlot, Prose
from generator.records import SINGLES, Record, Shape, shapes
from generator.records.entries import BODIES, Citation, Model

DOCUMENTS = ("documents",)


@dataclass(frozen=True, eq=False)
class Side:
    """One state: its public records by key; the keys of what is not public, and of what cannot be read.

    `moved` leads from a key of this state to the key that the same record has in the other. `withheld` are
    ids that are not to be said.
    """

    site: Site
    graph: Graph
    records: Mapping[str, Record]
    hidden: Mapping[str, Record]
    unread: frozenset[str]
    moved: Mapping[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def find(self, written: str, home: Node | None = None, kinds: Collection[str] = ()) -> Node | None:
        """Find what a reference means in this state."""
        return self.graph.find(written, home, *kinds)

    def key(self, written: str, home: Node | None, kinds: Collection[str] = ()) -> str:
        """Say what a reference means, so that both states say the same of the same thing."""
        node = self.find(written, home, kinds)
        record, mark, entry = (node.key if node else self._key_unshown(written)).partition("#")
        return f"{self.moved.get(record, record)}{mark}{entry}"

    def _key_unshown(self, written: str) -> str:
        """What a reference to a record that is not public, or cannot be read, would mean if it could."""
        record, mark, entry = written.partition("#")
        return f"{self.unshown.get(record, record)}{mark}{entry}"

    @cached_property
    def unshown(self) -> Mapping[str, str]:
        """The keys of what is not public or cannot be read, by id."""
        return {key.rpartition("/")[2]: key for key in sorted((*self.hidden, *self.unread))}

    def meaning(self, value: Any, shape: Shape | None, home: Node | None) -> Any:
        """Reduce a value to what it means, so that two that mean the same are equal."""
        if isinstance(value, tuple):
            return tuple(self.meaning(one, shape, home) for one in value)
        if isinstance(value, Citation):
            return (self.key(value.document, home, DOCUMENTS), value.at, value.quote, value.note)
        if isinstance(value, Model):
            fields = shapes(type(value)).values()
            return tuple((one.name, self.meaning(getattr(value, one.name), one, home)) for one in fields)
        if isinstance(value, Prose):
            return tuple(self._piece(piece, home) for piece in value.pieces)
        if value is not None and shape is not None and shape.ref is not None:
            return self.key(value, home, shape.ref.kinds)
        return value.text if isinstance(value, When) else value

    def is_withheld(self, written: str) -> bool:
        """Whether a reference names a record that must not be named: not public, or it cannot be known."""
        return written.partition("#")[0].rpartition("/")[2] in self.withheld

    def _piece(self, piece: str | LinkSlot | CitationSlot, home: Node | None) -> Any:
        if isinstance(piece, LinkSlot):
            return ("link", self.key(piece.target, home), piece.words)
        if isinstance(piece, CitationSlot):
            return ("source", self.key(piece.document, home, DOCUMENTS), piece.at)
        return re.sub(r"\s+", " ", piece)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each record is called, by every way to write it."""
        return {written: found[0].title for written, found in self.graph.names.items() if len(found) == 1}


def side(site: Site, today: date) -> Side:
    """Take of a state what may be shown; where its settings cannot be read, the rest is linked anyway."""
    shown, _, _ = records.published(site.records, today, drafts=False)
    linked = site.graph or graph.build(shown)[0]
    roots = {node.key: node.record for node in linked.nodes.values() if node.parent is None}
    public = {record.key for record in shown}
    hidden = {record.key: record for record in site.records if record.key not in public}
    unread = {key for key in _keys(site) if key not in roots and key not in hidden}
    return Side(site, linked, roots, hidden, frozenset(unread))


def _keys(site: Site) -> Iterator[str]:
    """The keys that the files of a state have by their names, also of files that cannot be read."""
    for file in site.sources:
        yield key_of_path(file.path)
    for problem in site.problems:
        if problem.place.path.endswith((".yaml", ".md")) and problem.code != "site-missing":
            yield key_of_path(problem.place.path)


def key_of_path(path: str) -> str:
    """Name the record of a content file."""
    stem = path.rpartition(".")[0]
    return f"{stem}/{stem}" if stem in SINGLES else stem


def beside(before: Side, after: Side) -> tuple[Side, Side]:
    """Let each of two states know what the other calls what moved, and what is not to be said."""
    keys = {key for one in (before, after) for key in (*one.hidden, *one.unread)}
    ids = {key.rpartition("/")[2] for key in keys}
    return (
        replace(before, moved=_moved(before, after), withheld=frozenset(ids - _ids(before))),
        replace(after, withheld=frozenset(ids - _ids(after))),
    )


def _ids(side: Side) -> frozenset[str]:
    return frozenset(record.id for record in side.records.values())


def _moved(before: Side, after: Side) -> dict[str, str]:
    """The records that have another key now: by an alias, or as a body that changed its folder."""
    found: dict[str, str] = {}
    for key, record in after.records.items():
        for alias in getattr(record.written, "aliases", ()):
            old = alias if "/" in alias else f"{record.kind}/{alias}"
            if _is_gone(old, before, after):
                found[old] = key
    for key, record in before.records.items():
        others = [f"{kind}/{record.id}" for kind in BODIES if record.kind in BODIES and kind != record.kind]
        for other in others:
            if key not in found and other in after.records and _is_gone(key, before, after):
                found[key] = other
    return found


def _is_gone(key: str, before: Side, after: Side) -> bool:
    is_still_there = key in after.records or key in after.hidden or key in after.unread
    return key in before.records and not is_still_there
