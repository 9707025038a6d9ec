"""How often members came, of the meetings they could have come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.cache import once, while_same
from generator.dates import Span
from generator.graph import Graph, Linked, Node
from generator.timeline.memberships import SEATED, Membership, memberships_in

CAME = ("present", "late")
AWAY = ("apologies", "absent")


@dataclass(frozen=True, slots=True, eq=False)
class Turnout:
    """A member's attendance at one body: meetings attended, of those that were possible.

    Possible are held meetings with a recorded attendance list, on a day the membership is shown for.
    """

    person: Node
    body: Node
    attended: int
    possible: int


class _List(NamedTuple):
    """The attendance list of a held meeting: of which bodies, on which day, and how each person came."""

    bodies: tuple[str, ...]
    day: date | None
    statuses: Mapping[str, str]


def turnouts(graph: Graph) -> tuple[Turnout, ...]:
    """Count every member's attendance at each body, in the order of the memberships."""
    lists: dict[str, list[_List]] = {}
    for linked in graph.linked_of("meetings"):
        own = _list(linked, graph)
        for body in own.bodies:
            lists.setdefault(body, []).append(own)
    return tuple(
        one
        for body in graph.linked_of(*SEATED)
        for one in _turnouts_at(body, tuple(lists.get(body.node.key, ())), graph)
    )


@once
def _list(linked: Linked, graph: Graph) -> _List:
    node, written = linked.node, linked.node.written
    if written.status != "held" or not written.attendance:
        return _List((), None, {})
    bodies = (graph.find(body, node, *SEATED) for body in written.bodies)
    statuses: dict[str, str] = {}
    for entry in written.attendance:
        person = graph.find(entry.person, node, "people") if entry.person else None
        if person is not None:
            # The first line counts.
            statuses.setdefault(person.key, entry.status)
    return _List(tuple(body.key for body in bodies if body is not None), written.date.earliest, statuses)


@while_same
def _turnouts_at(body: Linked, lists: tuple[_List, ...], graph: Graph) -> tuple[Turnout, ...]:
    """Count who came to the meetings of one body."""
    seats: dict[Node, list[_Seat]] = {}
    for one in memberships_in(body, graph):
        if one.holder is not None and one.holder.kind == "people":
            seats.setdefault(one.holder, []).append(_seat(one))
    found = (_turnout(person, body.node, held, lists) for person, held in seats.items())
    return tuple(one for one in found if one.possible)


class _Seat(NamedTuple):
    """When a seat was held: its ends as far as they are known, and the days it is proved on."""

    has_start: bool
    begun: date
    last: date
    proved: tuple[Span, ...]


def _seat(one: Membership) -> _Seat:
    start, end = one.written.start_date, one.written.end_date
    begun = (start.earliest if start else None) or date.max
    return _Seat(start is not None, begun, (end.latest if end else None) or date.max, one.proved)


def _turnout(person: Node, body: Node, held: list[_Seat], lists: tuple[_List, ...]) -> Turnout:
    came = possible = 0
    for one in lists:
        status = one.statuses.get(person.key)
        if one.day and any(_could_come(seat, one.day, status) for seat in held):
            possible += 1
            came += status in CAME
    return Turnout(person, body, came, possible)


def _could_come(seat: _Seat, day: date, status: str | None) -> bool:
    """Whether a seat is shown for the day: by its dates, a sighting, or the list itself."""
    if day > seat.last:
        return False
    if seat.begun <= day or any(span.holds(day) for span in seat.proved):
        return True
    return not seat.has_start and status in (*CAME, *AWAY)
