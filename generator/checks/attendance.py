"""Who came to a meeting, and could."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from generator.checks.people import Seat, seats
from generator.checks.whole import Whole
from generator.graph import Node
from generator.problems import Problem
from generator.records.entries import Attendance

CAME = ("present", "late")
# Words for the capacity of a member: whoever came as anything else came as something else too.
PLAIN = frozenset(
    ("councillor", "cllr", "alderman", "member", "members", "chair", "chairman", "chairwoman", "chairperson",
     "vice", "deputy", "and", "of", "the", "committee", "board")
)  # fmt: skip


def ensure_attendance_names_somebody(whole: Whole) -> Iterator[Problem]:
    """Ensure each line of an attendance list says who it is about."""
    for node in whole.graph.of_kind("meetings"):
        for index, one in enumerate(node.written.attendance):
            if not one.person and not one.name_as_written:
                hint = "Add person: with an id, or name_as_written: with the paper’s words."
                place = node.record.place(("attendance", index))
                yield Problem("attendance-nobody", "nobody is named here", place, hint)


def ensure_nobody_attends_twice(whole: Whole) -> Iterator[Problem]:
    """Ensure nobody stands twice in one attendance list."""
    for node in whole.graph.of_kind("meetings"):
        met: dict[str, int] = {}
        for index, _, person in _attending(whole, node):
            if person.key in met:
                first = node.record.place(("attendance", met[person.key])).line
                hint = f"The first time is on line {first}. Keep one of the two, with all that is known."
                message = f"{person.title} is in this list twice"
                yield Problem("attendance-twice", message, node.record.place(("attendance", index)), hint)
            met.setdefault(person.key, index)


def _attending(whole: Whole, node: Node) -> Iterator[tuple[int, Attendance, Node]]:
    """The lines of an attendance list that name a person of the record."""
    for index, one in enumerate(node.written.attendance):
        person = whole.find(one.person, node, "people")
        if person is not None:
            yield index, one, person


def ensure_members_attend_while_members(whole: Whole) -> Iterator[Problem]:
    """Ensure that whoever was present as a member had joined by then and had not left."""
    held = _seats_of(whole)
    for node, day, bodies in _dated(whole):
        for index, one, person in _attending(whole, node):
            own = [seat for body in bodies for seat in held.get(body.key, {}).get(person.key, ())]
            if _as_member(one) and own and all(_is_not_yet_or_no_more(seat, day) for seat in own):
                dates = "; ".join(sorted({_tenure(seat) for seat in own}))
                message = f"{person.title} was not a member on {node.written.date}: {dates}"
                hint = "Check the dates of the membership, or write status: in attendance."
                place = node.record.place(("attendance", index))
                yield Problem("present-not-member", message, place, hint)


def ensure_those_present_are_on_the_list(whole: Whole) -> Iterator[Problem]:
    """Ensure that members who were present are on the body's list, where it has most of the others."""
    held = _seats_of(whole)
    unnamed = Counter(
        seat.body.key for seat in seats(whole) if seat.holder is None or seat.holder.kind != "people"
    )
    for node, day, bodies in _dated(whole):
        came = [(index, person) for index, one, person in _attending(whole, node) if _as_member(one)]
        own = [[s for body in bodies for s in held.get(body.key, {}).get(p.key, ())] for _, p in came]
        recorded = sum(any(_is_recorded_on(seat, day) for seat in found) for found in own)
        # A seat of a body, or one that no name is known for, may be taken by whoever comes for it.
        open_seats = sum(unnamed[body.key] for body in bodies)
        if 2 * recorded <= len(came) or sum(not found for found in own) <= open_seats:
            continue
        for (index, person), found in zip(came, own, strict=True):
            if not found:
                names = " and ".join(body.title for body in bodies)
                message = f"{person.title} was present, but is on no list of members of {names}"
                hint = f"Add them to the members in {bodies[0].record.parsed.path}, or write status:"
                place = node.record.place(("attendance", index))
                yield Problem("present-not-listed", message, place, f"{hint} in attendance, or substitute.")


def _seats_of(whole: Whole) -> Mapping[str, Mapping[str, list[Seat]]]:
    """The seats of each body by who holds them."""
    found: dict[str, dict[str, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    for seat in seats(whole):
        if seat.holder is not None:
            found[seat.body.key][seat.holder.key].append(seat)
    return {body: dict(holders) for body, holders in found.items()}


def _dated(whole: Whole) -> Iterator[tuple[Node, date, list[Node]]]:
    """The meetings of a known day, with their bodies."""
    for node in whole.graph.of_kind("meetings"):
        found = (whole.find(body, node, "boards", "organizations") for body in node.written.bodies)
        bodies = [body for body in found if body is not None]
        if node.written.date.is_day and node.written.date.earliest and bodies:
            yield node, node.written.date.earliest, bodies


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
