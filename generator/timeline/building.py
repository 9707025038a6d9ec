"""The timeline: memberships, moments and throughlines, with the maps that pages look them up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.graph import Graph, Node
from generator.timeline.attendance import Turnout, turnouts
from generator.timeline.eras import Era, eras
from generator.timeline.memberships import Membership, memberships
from generator.timeline.moments import Moment, moments
from generator.timeline.throughlines import Throughline, by_node, throughlines

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Standing:
    """One office or seat as it stood on a day."""

    membership: Membership
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that happened, in order, and who held what when."""

    moments: tuple[Moment, ...]
    memberships: tuple[Membership, ...]
    throughlines: tuple[Throughline, ...]
    turnouts: tuple[Turnout, ...]
    eras: tuple[Era, ...]
    turnouts_of: Mapping[str, tuple[Turnout, ...]]
    moments_of: Mapping[str, tuple[Moment, ...]]
    held_by: Mapping[str, tuple[Membership, ...]]
    members_of: Mapping[str, tuple[Membership, ...]]
    holders_of: Mapping[str, tuple[Membership, ...]]
    chains_of: Mapping[str, tuple[Throughline, ...]]

    def standing(self, day: date, bodies: Iterable[Node]) -> tuple[Standing, ...]:
        """Who held a seat or office of some bodies on a day, by what was known up to it."""
        found = []
        for body in bodies:
            for membership in self.members_of.get(body.key, ()):
                words = membership.standing_on(day)
                if words:
                    found.append(Standing(membership, words))
        return tuple(found)


def build(graph: Graph) -> Timeline:
    """Derive what happened when, and who held what when."""
    held = memberships(graph)
    dated = moments(graph, held)
    lines = throughlines(graph)
    came = turnouts(graph, held)
    return Timeline(
        moments=dated,
        memberships=held,
        throughlines=lines,
        turnouts=came,
        eras=eras(graph, held),
        turnouts_of=_grouped((node, one) for one in came for node in (one.person, one.body)),
        moments_of=_by_entity(dated),
        held_by=_grouped((one.holder, one) for one in held),
        members_of=_grouped((one.body, one) for one in held),
        holders_of=_grouped((one.post, one) for one in held),
        chains_of=by_node(lines),
    )


def _grouped(pairs: Iterable[tuple[Node | None, One]]) -> dict[str, tuple[One, ...]]:
    found: dict[str, list[One]] = defaultdict(list)
    for node, one in pairs:
        if node is not None:
            found[node.key].append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _by_entity(dated: tuple[Moment, ...]) -> dict[str, tuple[Moment, ...]]:
    """The moments of each body, person, topic and record."""
    found: dict[str, list[Moment]] = defaultdict(list)
    for moment in dated:
        concerned = (moment.node.home, *moment.bodies, *moment.people, *moment.topics)
        for key in dict.fromkeys(node.key for node in concerned):
            found[key].append(moment)
    return {key: tuple(ones) for key, ones in found.items()}
