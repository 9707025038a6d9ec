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


def turnouts(graph: Graph) -> tuple[Turnout, ...]:
    """Count every member's attendance at each body, in the order of the memberships."""
    meetings = _meetings(graph)
    return tuple(
        one
        for body in graph.linked_of(*SEATED)
        for one in _turnouts_at(body, tuple(meetings.get(body.node.key, ())), graph)
    )


def _meetings(graph: Graph) -> dict[str, list[Linked]]:
    """The held meetings of each body that have an attendance list."""
    found: dict[str, list[Linked]] = {}
    for linked in graph.linked_of("meetings"):
        for body in _listed_at(linked, graph):
            found.setdefault(body, []).append(linked)
    return found


@once
def _listed_at(linked: Linked, graph: Graph) -> tuple[str, ...]:
    """Name the bodies of a meeting, if it was held and has an attendance list."""
    written = linked.node.written
    if written.status != "held" or not written.attendance:
        return ()
    bodies = (graph.find(body, linked.node, "boards", "organizations") for body in written.bodies)
    return tuple(body.key for body in bodies if body is not None)


@once
def _statuses(linked: Linked, graph: Graph) -> Mapping[str, str]:
    """Tell by person how a meeting's list says that they came; the first line counts."""
    found: dict[str, str] = {}
    for entry in linked.node.written.attendance:
        person = graph.find(entry.person, linked.node, "people") if entry.person else None
        if person is not None:
            found.setdefault(person.key, entry.status)
    return found


@while_same
def _turnouts_at(body: Linked, meetings: tuple[Linked, ...], graph: Graph) -> tuple[Turnout, ...]:
    """Count who came to the meetings of one body."""
    seats: dict[Node, list[_Seat]] = {}
    for one in memberships_in(body, graph):
        if one.holder is not None and one.holder.kind == "people":
            seats.setdefault(one.holder, []).append(_seat(one))
    days = [(one.node.written.date.earliest, _statuses(one, graph)) for one in meetings]
    lists = [(day, statuses) for day, statuses in days if day is not None]
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


def _turnout(
    person: Node, body: Node, held: list[_Seat], lists: list[tuple[date, Mapping[str, str]]]
) -> Turnout:
    came = possible = 0
    for day, statuses in lists:
        status = statuses.get(person.key)
        if any(_could_come(seat, day, status) for seat in held):
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
