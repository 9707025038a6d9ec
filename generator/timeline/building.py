"""The timeline: memberships, moments and throughlines, with the maps that pages look them up in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TypeVar

from generator.graph import Graph, Node
from generator.timeline.attendance import Turnout, turnouts
from generator.timeline.eras import Era, eras
from generator.timeline.gathering import moments
from generator.timeline.memberships import Membership, memberships
from generator.timeline.moments import Moment
from generator.timeline.throughlines import Throughline, by_node, throughlines

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Standing:
    """One office or seat as it stood on a day."""

    membership: Membership
    words: str


@dataclass(frozen=True)
class Timeline:
    """All that happened, in order, and who held what when."""

    moments: tuple[Moment, ...]
    memberships: tuple[Membership, ...]
    throughlines: tuple[Throughline, ...]
    turnouts: tuple[Turnout, ...]
    eras: tuple[Era, ...]

    @cached_property
    def moments_of(self) -> Mapping[str, tuple[Moment, ...]]:
        """The moments of each body, person, topic and record."""
        found: dict[str, list[Moment]] = defaultdict(list)
        for moment in self.moments:
            for key in moment.concerns:
                found[key].append(moment)
        return {key: tuple(ones) for key, ones in found.items()}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many moments each of them has, which is told without listing them."""
        return Counter(chain.from_iterable(moment.concerns for moment in self.moments))

    @cached_property
    def turnouts_of(self) -> Mapping[str, tuple[Turnout, ...]]:
        """How often members came, by member and by body."""
        return _grouped((node, one) for one in self.turnouts for node in (one.person, one.body))

    @cached_property
    def held_by(self) -> Mapping[str, tuple[Membership, ...]]:
        """The memberships of each holder."""
        return _grouped((one.holder, one) for one in self.memberships)

    @cached_property
    def members_of(self) -> Mapping[str, tuple[Membership, ...]]:
        """The memberships of each body."""
        return _grouped((one.body, one) for one in self.memberships)

    @cached_property
    def holders_of(self) -> Mapping[str, tuple[Membership, ...]]:
        """The memberships of each post."""
        return _grouped((one.post, one) for one in self.memberships)

    @cached_property
    def chains_of(self) -> Mapping[str, tuple[Throughline, ...]]:
        """The chains that each thing is on."""
        return by_node(self.throughlines)

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
    """Derive what happened when, and who held what when; what maps there are of it is made when asked for."""
    return Timeline(
        moments(graph), memberships(graph), throughlines(graph), turnouts(graph), eras(graph)
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[Node | None, One]]) -> dict[str, tuple[One, ...]]:
    found: dict[str, list[One]] = defaultdict(list)
    for node, one in pairs:
        if node is not None:
            found[node.key].append(one)
    return {key: tuple(ones) for key, ones in found.items()}
