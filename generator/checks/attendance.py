"""Who came to a meeting, and could."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.cache import once, while_same
from generator.checks.people import SEATED, Seat, seats
from generator.checks.whole import Whole, each, find
from generator.graph import Graph, Linked, Node
from generator.problems import Problem
from generator.records.entries import Attendance

CAME = ("present", "late")
# Words for the capacity of a member: whoever came as anything else came as something else too.
PLAIN = frozenset(
    ("councillor", "cllr", "alderman", "member", "members", "chair", "chairman", "chairwoman", "chairperson",
     "vice", "deputy", "and", "of", "the", "committee", "board")
)  # fmt: skip


@each("meetings")
def ensure_attendance_names_somebody(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure each line of an attendance list says who it is about."""
    for index, one in enumerate(linked.node.written.attendance):
        if not one.person and not one.name_as_written:
            hint = "Add person: with an id, or name_as_written: with the paper’s words."
            place = linked.node.record.place(("attendance", index))
            yield Problem("attendance-nobody", "nobody is named here", place, hint)


@each("meetings")
def ensure_nobody_attends_twice(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure nobody stands twice in one attendance list."""
    met: dict[str, int] = {}
    record = linked.node.record
    for index, _, person in _attending(linked, graph):
        if person.key in met:
            first = record.place(("attendance", met[person.key])).line
            hint = f"The first time is on line {first}. Keep one of the two, with all that is known."
            message = f"{person.title} is in this list twice"
            yield Problem("attendance-twice", message, record.place(("attendance", index)), hint)
        met.setdefault(person.key, index)


@once
def _attending(linked: Linked, graph: Graph) -> tuple[tuple[int, Attendance, Node], ...]:
    """The lines of an attendance list that name a person of the record."""
    found = (
        (index, one, find(graph, one.person, linked.node, "people"))
        for index, one in enumerate(linked.node.written.attendance)
    )
    return tuple((index, one, person) for index, one, person in found if person is not None)


def ensure_members_attend_while_members(whole: Whole) -> Iterator[Problem]:
    """Ensure that whoever was present as a member had joined by then and had not left."""
    for linked, bodies in _met(whole.graph):
        yield from _not_members(linked, bodies, whole.graph)


@while_same
def _not_members(linked: Linked, bodies: tuple[Seated, ...], graph: Graph) -> tuple[Problem, ...]:
    """Report who came to a meeting as a member of one of its bodies when they were none."""
    node, found = linked.node, []
    day = node.written.date.earliest
    for index, person in _members_who_came(linked, graph):
        own = _seats_of(person, bodies)
        if own and all(_is_not_yet_or_no_more(seat, day) for seat in own):
            dates = "; ".join(sorted({_tenure(seat) for seat in own}))
            message = f"{person.title} was not a member on {node.written.date}: {dates}"
            hint = "Check the dates of the membership, or write status: in attendance."
            place = node.record.place(("attendance", index))
            found.append(Problem("present-not-member", message, place, hint))
    return tuple(found)


def ensure_those_present_are_on_the_list(whole: Whole) -> Iterator[Problem]:
    """Ensure that members who were present are on the body's list, where it has most of the others."""
    for linked, bodies in _met(whole.graph):
        yield from _not_listed(linked, bodies, whole.graph)


@while_same
def _not_listed(linked: Linked, bodies: tuple[Seated, ...], graph: Graph) -> tuple[Problem, ...]:
    """Report who came to a meeting as a member and is on no list of its bodies."""
    node, found = linked.node, []
    day = node.written.date.earliest
    came = [(index, p, _seats_of(p, bodies)) for index, p in _members_who_came(linked, graph)]
    recorded = sum(any(_is_recorded_on(seat, day) for seat in own) for _, _, own in came)
    # A seat of a body, or one that no name is known for, may be taken by whoever comes for it.
    open_seats = sum(seated.open_seats for seated in bodies)
    if 2 * recorded <= len(came) or sum(not own for _, _, own in came) <= open_seats:
        return ()
    for index, person, own in came:
        if not own:
            names = " and ".join(seated.body.title for seated in bodies)
            message = f"{person.title} was present, but is on no list of members of {names}"
            hint = f"Add them to the members in {bodies[0].body.record.parsed.path}, or write status:"
            place = node.record.place(("attendance", index))
            found.append(
                Problem("present-not-listed", message, place, f"{hint} in attendance, or substitute.")
            )
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Seated:
    """The seats of a body by who holds them, and how many may be taken by whoever comes."""

    body: Node
    by_holder: Mapping[str, list[Seat]]
    open_seats: int


@once
def _seated(linked: Linked, graph: Graph) -> Seated:
    held: dict[str, list[Seat]] = {}
    for seat in seats(linked, graph):
        if seat.holder is not None:
            held.setdefault(seat.holder.key, []).append(seat)
    open_seats = sum(one.holder is None or one.holder.kind != "people" for one in seats(linked, graph))
    return Seated(linked.node, held, open_seats)


def _seats_of(person: Node, bodies: tuple[Seated, ...]) -> list[Seat]:
    return [seat for seated in bodies for seat in seated.by_holder.get(person.key, ())]


def _met(graph: Graph) -> Iterator[tuple[Linked, tuple[Seated, ...]]]:
    """The meetings of a known day, with who sits on their bodies."""
    bodies = {linked.node.key: _seated(linked, graph) for linked in graph.linked_of(*SEATED)}
    for linked in graph.linked_of("meetings"):
        found = _bodies(linked, graph)
        if found:
            yield linked, tuple([bodies[key] for key in found])


@once
def _bodies(linked: Linked, graph: Graph) -> tuple[str, ...]:
    """Name the bodies of a meeting, if its day is known."""
    written = linked.node.written
    if not (written.date.is_day and written.date.earliest):
        return ()
    found = (find(graph, body, linked.node, *SEATED) for body in written.bodies)
    return tuple(body.key for body in found if body is not None)


@once
def _members_who_came(linked: Linked, graph: Graph) -> tuple[tuple[int, Node], ...]:
    return tuple((index, person) for index, one, person in _attending(linked, graph) if _as_member(one))


def _as_member(one: Attendance) -> bool:
    """Whether somebody came as a plain member: not for another, and not as something else."""
    words = re.findall(r"[a-z]+", (one.capacity or "").lower())
    return one.status in CAME and not one.substitute_for and PLAIN.issuperset(words)


def _is_not_yet_or_no_more(seat: Seat, day: date) -> bool:
    start, end = seat.written.start_date, seat.written.end_date
    not_yet = start is not None and start.is_day and start.earliest is not None and day < start.earliest
    no_more = end is not None and end.is_day and end.latest is not None and end.latest < day
    return not_yet or no_more


def _is_recorded_on(seat: Seat, day: date) -> bool:
    """Whether the list shows a seat as held on a day, by its dates or by a paper."""
    start = seat.written.start_date
    begun = start is not None and start.earliest is not None and start.earliest <= day
    seen = any(one.on.span.holds(day) for one in seat.written.seen)
    return seen or (begun and not _is_not_yet_or_no_more(seat, day))


def _tenure(seat: Seat) -> str:
    start, end = seat.written.start_date, seat.written.end_date
    words = [f"from {start}" if start else "", f"to {end}" if end else ""]
    return f"{seat.body.title} {' '.join(word for word in words if word)}"
