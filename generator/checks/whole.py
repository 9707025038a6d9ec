"""All that a house rule may look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial, update_wrapper
from typing import Any

from generator.addresses import Addresses
from generator.graph import Graph, Linked, Node
from generator.ledger import Ledger
from generator.problems import Problem
from generator.records import Record
from generator.timeline import Timeline, as_at


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole record, linked and dated, as at a day.

    `written` holds the records as they were written, drafts too; `spoilt` the ids of files with mistakes.
    """

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    today: date
    ledger: Ledger = field(default_factory=Ledger)
    written: tuple[Record, ...] = ()
    spoilt: frozenset[str] = frozenset()

    @property
    def as_at(self) -> date:
        """The day that delays are told as at."""
        return as_at(self.graph, self.today)

    def find(self, written: str | None, home: Node, *kinds: str) -> Node | None:
        """Find what a reference names, if it is of a kind that its field takes."""
        return find(self.graph, written, home, *kinds)


Check = Callable[[Whole], Iterator[Problem]]


@dataclass(eq=False)
class Each:
    """A rule that each record keeps by itself: it looks at the record and at what that names, no further.

    So what it found stays true for as long as the record is not linked anew.
    """

    kinds: tuple[str, ...]
    of: Callable[[Linked, Graph], Iterator[Problem]]

    def __post_init__(self) -> None:
        update_wrapper(self, self.of)

    def __call__(self, whole: Whole) -> Iterator[Problem]:
        for linked in whole.graph.linked.values():
            yield from self.found_in(linked, whole.graph)

    def found_in(self, linked: Linked, graph: Graph) -> Iterator[Problem]:
        """List what is wrong with one record."""
        return self.of(linked, graph) if not self.kinds or linked.node.kind in self.kinds else iter(())


def each(*kinds: str) -> Callable[[Callable[[Linked, Graph], Iterator[Problem]]], Each]:
    """Mark a rule that each record of some kinds keeps by itself; of all kinds where none is named."""
    return partial(Each, kinds)


def find(graph: Graph, written: str | None, home: Node, *kinds: str) -> Node | None:
    """Find what a reference names, if it is of a kind that its field takes."""
    node = graph.find(written, home, *kinds) if written else None
    return node if node is not None and node.kind in kinds else None


def records(graph: Graph) -> Iterator[Node]:
    """List every record's own node, in order of key."""
    return (graph.linked[key].node for key in sorted(graph.linked))


def is_told(entry: Any, words: re.Pattern[str]) -> bool:
    """Tell whether an entry itself says under `absent` that what some words name is missing, and why."""
    return any(words.search(one.what) for one in entry.absent)
