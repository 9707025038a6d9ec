"""All that a house rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.addresses import Addresses
from generator.graph import Graph, Node
from generator.problems import Problem
from generator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole record, linked and dated, as at a day."""

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    today: date


Check = Callable[[Whole], Iterator[Problem]]


def records(graph: Graph) -> Iterator[Node]:
    """List every record's own node, in order of key."""
    for key in sorted(graph.nodes):
        if graph.nodes[key].parent is None:
            yield graph.nodes[key]
