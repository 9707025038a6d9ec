"""What is known of a meeting before it is written down: who could come, and which number is next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.dates import YEAR_STARTS
from generator.graph import Graph, Node
from generator.records import shapes
from generator.records.entries import Attendance
from generator.scaffold.writing import scalar
from generator.timeline import Membership, Timeline

CHAIRS = ("chair", "vice-chair")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that the next minute gets, and the words for where that comes from."""

    next: int | None
    words: str


def attendance(
    timeline: Timeline, bodies: tuple[Node, ...], day: date, source: str, *, held: bool
) -> tuple[str, ...]:
    """List the members of some bodies as at a day, the chair first; blank is whether each came.

    For a meeting yet to come the list stands behind `#`: nobody can have come to it.
    """
    members = list(_members(timeline, bodies, day))
    if not members:
        return ()
    statuses = ", ".join(shapes(Attendance)["status"].choices)
    written = [f"  # status is one of: {statuses}. Take out who is not on the paper."]
    for together in members:
        written += _entry(together, day, source)
    if held:
        return ("attendance:  # The members as at the day. Who of them came stands in the minutes.", *written)
    opening = "# After the meeting: take the # away, and say of each who came."
    return (opening, *(f"# {line}" for line in ("attendance:", *written)))


def _members(timeline: Timeline, bodies: tuple[Node, ...], day: date) -> Iterator[list[Membership]]:
    """Each member's seats together, chairs first, then as the body's file lists them."""
    seats: dict[str, list[Membership]] = {}
    for body in bodies:
        order = {id(written): place for place, written in enumerate(body.written.members)}
        held = timeline.members_of.get(body.key, ())
        for one in sorted(held, key=lambda one: (_rank(one), order.get(id(one.written), 0))):
            if _stands(one, day):
                seats.setdefault(_who(one), []).append(one)
    yield from sorted(seats.values(), key=lambda together: min(_rank(one) for one in together))


def _who(one: Membership) -> str:
    return one.holder.key if one.holder else f"as written {one.name_as_written}"


def _rank(one: Membership) -> int:
    """Put the chair before the vice-chair, and both before all others."""
    role = _role(one)
    return CHAIRS.index(role) if role in CHAIRS else len(CHAIRS)


def _role(one: Membership) -> str:
    return str((one.post.written.role if one.post else None) or one.written.role or "")


def _stands(one: Membership, day: date) -> bool:
    """Whether a seat is shown for a day, or may be held as nothing at all is known of its time."""
    return one.standing_on(day) is not None or _is_undated(one)


def _is_undated(one: Membership) -> bool:
    written = one.written
    return not (written.start_date or written.end_date or written.current_as_of or written.seen)


def _entry(together: list[Membership], day: date, source: str) -> list[str]:
    first = together[0]
    known = "; ".join(f"{one.role}, {one.standing_on(day) or 'no dates recorded'}" for one in together)
    if first.holder is not None and first.holder.kind != "people":
        return [f"  # {first.holder.title} has a seat ({known}): add who came for it."]
    if first.holder is not None:
        opening = f"  - person: {first.holder.id}  # {first.holder.title}: {known}"
    else:
        opening = f"  - name_as_written: {scalar(first.name_as_written or 'nobody named')}  # {known}"
    role = _role(first)
    chairing = [f"    # role: {role}"] if role in CHAIRS else []
    sources = f"[{scalar(source)}]" if source else "[]"
    return [opening, *chairing, "    status:", f"    sources: {sources}"]


def numbering(graph: Graph, bodies: tuple[Node, ...], day: date) -> Numbering:
    """Find the number of the next minute: they run on through the municipal year."""
    found = [last for body in bodies for last in _numbered(graph, body, day)]
    if not found:
        return Numbering(None, "")
    held, number, printed, when = max(found, key=lambda last: (last[0], last[1]))
    said = f"The last we have is {printed}, of {when}"
    if municipal_year(held) == municipal_year(day):
        return Numbering(number + 1, f"{said}: mind meetings in between.")
    return Numbering(None, f"{said}, in an earlier municipal year.")


def _numbered(graph: Graph, body: Node, day: date) -> Iterator[tuple[date, int, str, str]]:
    """The highest minute number of each of a body's earlier meetings that has any."""
    for meeting in graph.of_kind("meetings"):
        held = meeting.written.date.earliest
        if held is None or held >= day or body not in _bodies(graph, meeting):
            continue
        numbers = [
            (int(match[0]), item.minute_number)
            for item in meeting.written.items
            if item.minute_number and (match := re.match(r"\d+", item.minute_number))
        ]
        if numbers:
            number, printed = max(numbers)
            yield held, number, printed, str(meeting.written.date)


def _bodies(graph: Graph, meeting: Node) -> list[Node | None]:
    return [graph.find(written, meeting, "boards", "organizations") for written in meeting.written.bodies]


def municipal_year(day: date) -> int:
    """Tell in which calendar year the municipal year of a day began."""
    return day.year if (day.month, day.day) >= YEAR_STARTS["municipal"] else day.year - 1
