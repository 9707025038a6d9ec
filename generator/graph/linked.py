"""The graph: every record and entry as a node, every reference as a link, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.graph.nodes import Node
from generator.graph.statements import Statement
from generator.parsing import Path
from generator.problems import Problem
from generator.records.entries import Absence, Citation, Difference
from generator.records.singles import Site


@dataclass(frozen=True, slots=True)
class Link:
    """A resolved reference: from a node, by a field, to a node, and what it is called there."""

    source: Node
    target: Node
    back: str
    path: Path


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation where it stands, resolved: the document, the place in it, and what rests on it."""

    source: Node
    document: Node
    citation: Citation
    path: Path


@dataclass(slots=True, eq=False, weakref_slot=True)
class Linked:
    """What a record says of others, and the keys of the records that it leads to.

    While this very object is in the graph, the record and its nodes are the same, and so is every node
    that a reference in a field of it finds: what follows from those alone can be kept with it.
    """

    nearest: Mapping[Path, Node]
    links: list[Link] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    differences: list[tuple[Node, Difference]] = field(default_factory=list)
    absences: list[tuple[Node, Absence]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)

    @property
    def node(self) -> Node:
        """The node of the record itself."""
        return self.nearest[()]


@dataclass(frozen=True, slots=True)
class Graph:
    """All that is known, linked: nodes by key, links both ways, citations, statements, differences."""

    nodes: Mapping[str, Node]
    names: Mapping[str, tuple[Node, ...]]
    linked: Mapping[str, Linked]
    links: tuple[Link, ...]
    cited: tuple[Cited, ...]
    statements: tuple[Statement, ...]
    differences: tuple[tuple[Node, Difference], ...]
    absences: tuple[tuple[Node, Absence], ...]
    singles: Mapping[str, Any]
    by_kind: Mapping[str, tuple[Node, ...]]
    links_to: Mapping[str, tuple[Link, ...]]
    links_from: Mapping[str, tuple[Link, ...]]
    entries_of: Mapping[str, tuple[Node, ...]]

    @property
    def site(self) -> Site:
        site: Site = self.singles["site"]
        return site

    def find(self, written: str, home: Node | None = None, *kinds: str) -> Node | None:
        """Resolve a reference as written: an id, `kind/id`, `record#entry`, or `#entry` at home."""
        return lookup(self.nodes, self.names, written, home, kinds)

    def linked_of(self, *kinds: str) -> tuple[Linked, ...]:
        """List what the records of some kinds say of others, in order of kind and id."""
        return tuple(self.linked[node.key] for node in self.of_kind(*kinds) if node.parent is None)

    def of_kind(self, *kinds: str) -> tuple[Node, ...]:
        """List what there is of some kinds, in order of kind and id."""
        return tuple(node for kind in kinds for node in self.by_kind.get(kind, ()))


def lookup(
    nodes: Mapping[str, Node],
    names: Mapping[str, tuple[Node, ...]],
    written: str,
    home: Node | None,
    kinds: tuple[str, ...] = (),
) -> Node | None:
    """Resolve a reference as written: an id, `kind/id`, `record#entry`, or `#entry` at home.

    An id that two kinds share is settled by the kinds a field takes, and by nothing else.
    """
    if written.startswith("#") and home is not None:
        return nodes.get(f"{home.home.key}{written}")
    record, mark, entry = written.partition("#")
    found = names.get(record, ())
    if len(found) > 1:
        found = tuple(node for node in found if node.kind in kinds)
    if len(found) != 1:
        return None
    return nodes.get(f"{found[0].key}#{entry}") if mark else found[0]
