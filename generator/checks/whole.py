"""All that a house rule may look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.addresses import Addresses
from generator.graph import Graph, Node
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
        node = self.graph.find(written, home, *kinds) if written else None
        return node if node is not None and node.kind in kinds else None


Check = Callable[[Whole], Iterator[Problem]]


def records(graph: Graph) -> Iterator[Node]:
    """List every record's own node, in order of key."""
    for key in sorted(graph.nodes):
        if graph.nodes[key].parent is None:
            yield graph.nodes[key]


def is_told(entry: Any, words: re.Pattern[str]) -> bool:
    """Tell whether an entry itself says under `absent` that what some words name is missing, and why."""
    return any(words.search(one.what) for one in entry.absent)
