"""All moments in order of time: those of a record are made once, as long as it leads to the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter

from generator.cache import once, while_same
from generator.graph import Graph, Link, Linked, Node
from generator.timeline.memberships import SEATED, memberships_in
from generator.timeline.moments import MAKERS, Moment, offices

# The fields of a recommendation that name what it came from, and what it can have come from.
LEADS = ("made_in", "arises_from")
LEADING = ("decisions", "inspections", "visits")


def moments(graph: Graph) -> tuple[Moment, ...]:
    """Gather every moment of the record, in order of time."""
    led = _led(graph)
    found: list[Moment] = []
    for kind in MAKERS:
        for linked in graph.linked_of(kind):
            came = led.get(linked.node.key)
            found += _with_what_came(linked, tuple(came), graph) if came else _moments(linked, graph)
    for linked in graph.linked_of(*SEATED):
        found += _of_offices(linked, graph)
    return _with_ids_of_their_own(sorted(found, key=attrgetter("sort_key")))


@once
def _moments(linked: Linked, graph: Graph) -> tuple[Moment, ...]:
    """Gather what a record dates, but for what came of it, which other records tell."""
    return tuple(MAKERS[linked.node.kind](graph, linked.node))


@once
def _of_offices(linked: Linked, graph: Graph) -> tuple[Moment, ...]:
    return tuple(moment for one in memberships_in(linked, graph) for moment in offices(one))


def _led(graph: Graph) -> Mapping[str, list[Link]]:
    """The links by which recommendations say what they came from, by the record that they came from."""
    found: dict[str, list[Link]] = {}
    for linked in graph.linked.values():
        for link in _leads(linked):
            found.setdefault(link.target.home.key, []).append(link)
    return found


@once
def _leads(linked: Linked) -> tuple[Link, ...]:
    if linked.node.kind != "recommendations":
        return ()
    return tuple(link for link in linked.links if link.path and link.path[0] in LEADS)


@while_same
def _with_what_came(linked: Linked, led: tuple[Link, ...], graph: Graph) -> tuple[Moment, ...]:
    """Add to what somebody found or decided what was recommended because of it, as `led` says."""
    return tuple(
        replace(moment, led_to=_recommended(graph, moment.node, led))
        if moment.kind in LEADING and moment.kind == moment.node.kind else moment
        for moment in _moments(linked, graph)
    )  # fmt: skip


def _with_ids_of_their_own(found: list[Moment]) -> tuple[Moment, ...]:
    """Number the moments that would share an id, as two unnamed members who begin on one day."""
    met: dict[str, int] = {}
    own = []
    for moment in found:
        number = met[moment.id] = met.get(moment.id, 0) + 1
        own.append(replace(moment, id=f"{moment.id}-{number}") if number > 1 else moment)
    return tuple(own)


def _recommended(graph: Graph, node: Node, led: tuple[Link, ...]) -> tuple[Node, ...]:
    """The recommendations made in something, or that arose from what it found."""
    targets = (node, *_inside(graph, node))
    homes = (link.source.home for target in targets for link in led if link.target is target)
    return tuple({home.key: home for home in homes}.values())


def _inside(graph: Graph, node: Node) -> tuple[Node, ...]:
    """The entries that stand inside a node, at any depth."""
    entries = graph.entries_of.get(node.home.key, ())
    return tuple(one for one in entries if one is not node and one.path[: len(node.path)] == node.path)
