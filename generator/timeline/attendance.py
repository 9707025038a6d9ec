"""How often members came, of the meetings they could have come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.graph import Graph, Node
from generator.records.entries import Attendance
from generator.timeline.memberships import Membership

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


def turnouts(graph: Graph, memberships: tuple[Membership, ...]) -> tuple[Turnout, ...]:
    """Count every member's attendance at each body, in the order of the memberships."""
    meetings = _meetings(graph)
    seats: dict[tuple[str, str], list[Membership]] = {}
    for one in memberships:
        if one.holder is not None and one.holder.kind == "people":
            seats.setdefault((one.body.key, one.holder.key), []).append(one)
    found = (_turnout(graph, held, meetings.get(body, ())) for (body, _), held in seats.items())
    return tuple(one for one in found if one.possible)


def _meetings(graph: Graph) -> dict[str, list[Node]]:
    """The held meetings of each body that have an attendance list."""
    found: dict[str, list[Node]] = {}
    for node in graph.of_kind("meetings"):
        if node.written.status == "held" and node.written.attendance:
            for written in node.written.bodies:
                body = graph.find(written, node, "boards", "organizations")
                if body is not None:
                    found.setdefault(body.key, []).append(node)
    return found


def _turnout(graph: Graph, held: list[Membership], meetings: list[Node] | tuple[()]) -> Turnout:
    person = held[0].holder
    assert person is not None
    came = possible = 0
    for meeting in meetings:
        entry = next(_entries(graph, meeting, person), None)
        day = meeting.written.date.earliest
        if _could_come(held, entry, day):
            possible += 1
            came += entry is not None and entry.status in CAME
    return Turnout(person, held[0].body, came, possible)


def _entries(graph: Graph, meeting: Node, person: Node) -> Iterator[Attendance]:
    for entry in meeting.written.attendance:
        if entry.person and graph.find(entry.person, meeting, "people") is person:
            yield entry


def _could_come(held: list[Membership], entry: Attendance | None, day: date | None) -> bool:
    """Whether a seat is shown for the day: by its dates, a sighting, or the list itself."""
    if day is None:
        return False
    listed = entry is not None and entry.status in (*CAME, *AWAY)
    for one in held:
        start, end = one.written.start_date, one.written.end_date
        begun = start is not None and start.earliest is not None and start.earliest <= day
        ended = end is not None and end.latest is not None and end.latest < day
        if not ended and (begun or one.is_proved_on(day)):
            return True
        if listed and not ended and start is None:
            return True
    return False
