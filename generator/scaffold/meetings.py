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
YEAR = 366


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
    seats = [_Seat.of(together, day, source) for together in _members(timeline, bodies, day)]
    if not seats:
        return ()
    statuses = ", ".join(shapes(Attendance)["status"].choices)
    remarks = (
        f"  # status is one of: {statuses}.",
        "  # Under sources write where that stands: document#place. Take out who is not on the paper.",
    )
    if held and any(seat.is_named for seat in seats):
        opening = "attendance:  # The members as at the day. Who of them came stands in the minutes."
        return (opening, *remarks, *(line for seat in seats for line in seat.shown))
    opening = "# After the meeting: take the # away, and say of each who came."
    listed = ("attendance:", *remarks, *(line for seat in seats for line in seat.lines))
    return (opening, *(f"# {line}" for line in listed))


@dataclass(frozen=True, slots=True)
class _Seat:
    """One line of the list, with what belongs to it; of a seat nobody is named for, a person is asked.

    Whoever was last seen in a seat over a year before counts as nobody: the seat may be another's by now.
    """

    lines: tuple[str, ...]
    is_named: bool

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines, behind a `#` where nobody is named who could have come."""
        return self.lines if self.is_named else tuple(f"  # {line[2:]}" for line in self.lines)

    @classmethod
    def of(cls, together: list[Membership], day: date, source: str) -> _Seat:
        first, is_recent = together[0], any(_is_recent(one, day) for one in together)
        known = "; ".join(f"{one.role}, {one.standing_on(day) or 'no dates recorded'}" for one in together)
        role = _role(first)
        chairing = (f"    # role: {role}",) if role in CHAIRS else ()
        rest = (*chairing, "    status:", f"    sources: [{scalar(source) if source else ''}]")
        if first.holder is not None and first.holder.kind == "people":
            return cls(
                (f"  - person: {first.holder.id}  # {first.holder.title}: {known}", *rest),
                is_named=is_recent,
            )
        if first.name_as_written:
            return cls(
                (f"  - name_as_written: {scalar(first.name_as_written)}  # {known}", *rest),
                is_named=is_recent,
            )
        whose = f" for {first.holder.title}" if first.holder else ""
        return cls((f"  - person:  # Who came{whose}. {known}.", *rest), is_named=False)


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
    """Tell whose seat it is; seats that nobody is named for are as many as are written."""
    return one.holder.key if one.holder else one.name_as_written or f"seat {id(one)}"


def _rank(one: Membership) -> int:
    """Put the chair before the vice-chair, and both before all others."""
    role = _role(one)
    return CHAIRS.index(role) if role in CHAIRS else len(CHAIRS)


def _role(one: Membership) -> str:
    return str((one.post.written.role if one.post else None) or one.written.role or "")


def _stands(one: Membership, day: date) -> bool:
    """Whether a seat is shown for a day, or may be held as nothing at all is known of its time."""
    return one.standing_on(day) is not None or _is_undated(one)


def _is_recent(one: Membership, day: date) -> bool:
    """Tell whether a seat is dated, or was seen filled in the year before a day."""
    current = one.written.current_as_of
    days = [when.latest for when in (*one.seen, *([current] if current else [])) if when.latest]
    known = max((seen for seen in days if seen <= day), default=None)
    return one.written.start_date is not None or known is None or (day - known).days <= YEAR


def _is_undated(one: Membership) -> bool:
    written = one.written
    return not (written.start_date or written.end_date or written.current_as_of or written.seen)


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
