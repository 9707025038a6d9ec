"""Things happen in the order of their dates, nothing has happened yet that is to come, limits have a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from generator.cache import once
from generator.checks.whole import Whole, each, find
from generator.dates import When
from generator.graph import Graph, Linked, Node
from generator.parsing import Path
from generator.problems import Problem
from generator.records import Record, kinds, shapes
from generator.records import entries as e
from generator.records.entries import Model

# Two fields of one entry: the second is not before the first.
PAIRS = (
    ("start_date", "end_date"), ("founding_date", "dissolution_date"), ("date", "published_date"),
    ("as_at", "reported_on"), ("date", "end_date"), ("effective_date", "end_date"),
    ("set_on", "target_date"), ("prepared_on", "reviewed_on"),
)  # fmt: skip
# Kinds that a report is about: it is not out before the last day of the work.
FIELDWORK = ("inspections", "visits")
# Lists in a recommendation, with the dates in them that are not before it was made.
AFTER_MADE = (
    ("responses", ("date",)), ("actions", ("target_date",)), ("status_updates", ("as_at",)),
)  # fmt: skip
# A meeting that ends before this has gone on past midnight.
SMALL_HOURS = "04:00"
# Fields that date what has happened; a record's status says whether it has.
HAPPENED: dict[type[Model], tuple[str, ...]] = {
    kinds.Meeting: ("date",), kinds.Decision: ("date",), kinds.Inspection: ("date", "published_date"),
    kinds.Visit: ("date", "published_date"), kinds.Event: ("date",), kinds.Recommendation: ("made_on",),
    kinds.Document: ("published_date",), kinds.Plan: ("submitted",), e.Response: ("date",),
    e.Action: ("done_on",), e.StatusUpdate: ("as_at", "reported_on"), e.Progress: ("as_at", "reported_on"),
    e.Sighting: ("on",), e.Membership: ("current_as_of",), e.Correction: ("date",),
}  # fmt: skip
TO_COME = ("scheduled", "planned", "postponed", "cancelled")


@each()
def ensure_dates_are_in_order(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure nothing ends before it starts, or is published or answered before it happened."""
    node = linked.node
    for path, entry in _entries(node.record):
        for first, second in _pairs(type(entry)):
            start, end = getattr(entry, first), getattr(entry, second)
            is_report = second == "published_date" and node.kind in FIELDWORK
            yield from _in_order(node, (first, start), (*path, second), end, of_end=is_report)
    if node.kind == "recommendations":
        yield from _after_it_was_made(node)
        yield from _made_at_its_meeting(graph, node)
    elif node.kind == "meetings":
        yield from _of_meeting(graph, node)
    elif node.kind in ("boards", "organizations"):
        yield from _sightings(node)


@once
def _entries(record: Record) -> tuple[tuple[Path, Model], ...]:
    """List a record and every entry in it that has a date to check."""
    entries = ((spot.path, spot.value) for spot in record.spots if isinstance(spot.value, Model))
    found = (((), record.written), *entries)
    return tuple(one for one in found if _has_dates(type(one[1])))


def _has_dates(entry: type[Model]) -> bool:
    return entry in HAPPENED or bool(_pairs(entry))


@cache
def _pairs(entry: type[Model]) -> tuple[tuple[str, str], ...]:
    """The pairs of dates that a kind of entry has."""
    fields = shapes(entry)
    return tuple(pair for pair in PAIRS if fields.keys() >= set(pair))


def _in_order(
    node: Node, first: tuple[str, Any], path: Path, second: Any, *, of_end: bool = False
) -> Iterator[Problem]:
    """Report a date that is surely before another: before its first day, or that of its end."""
    name, start = first
    if not isinstance(start, When) or not isinstance(second, When):
        return
    last = start.ends[1] if of_end and start.ends else None
    earliest = last.earliest if last else start.earliest
    if earliest and second.latest and second.latest < earliest:
        field = next(step for step in reversed(path) if isinstance(step, str))
        message = f"“{field}” ({second}) is before “{name}” ({start})"
        yield Problem("dates-out-of-order", message, node.record.place(path), "Check both dates.")


def _after_it_was_made(node: Node) -> Iterator[Problem]:
    made = ("made_on", node.written.made_on)
    for name, fields in AFTER_MADE:
        for index, entry in enumerate(getattr(node.written, name)):
            for field in fields:
                yield from _in_order(node, made, (name, index, field), getattr(entry, field))
    if node.written.response_due:
        yield from _in_order(node, made, ("response_due", "date"), node.written.response_due.date)


def _made_at_its_meeting(graph: Graph, node: Node) -> Iterator[Problem]:
    """Check that what was recommended at a meeting was made on a day of it."""
    made_on = node.written.made_on
    found = graph.find(node.written.made_in, node) if node.written.made_in else None
    meeting = found.home if found else None
    if made_on is None or meeting is None or meeting.kind != "meetings":
        return
    held = meeting.written.date
    if _is_before(made_on, held) or _is_before(held, made_on):
        message = f"this was made on {made_on}, but the meeting that it was made in was on {held}"
        place = node.record.place(("made_on",))
        yield Problem("dates-out-of-order", message, place, "Check both dates, and made_in.")


def _of_meeting(graph: Graph, node: Node) -> Iterator[Problem]:
    """Check a meeting's times, what it asked for, and the meeting that confirmed its minutes."""
    written = node.written
    start, end = written.start_time, written.end_time
    if start and end and SMALL_HOURS < end < start:
        message = f"“end_time” ({end}) is before “start_time” ({start})"
        yield Problem("dates-out-of-order", message, node.record.place(("end_time",)), "Check both times.")
    for index, item in enumerate(written.items):
        for number, one in enumerate(item.requests):
            path = ("items", index, "requests", number, "due")
            yield from _in_order(node, ("date", written.date), path, one.due)
    confirmed = written.minutes.confirmed_at if written.minutes else None
    other = find(graph, confirmed, node, "meetings")
    if other is not None and (other is node or _is_before(other.written.date, written.date)):
        message = (
            f"these minutes are confirmed at a meeting of {other.written.date}, which is not a later one"
        )
        hint = "Name the later meeting that confirmed them, or take confirmed_at out."
        place = node.record.place(("minutes", "confirmed_at"))
        yield Problem("dates-out-of-order", message, place, hint)


def _is_before(one: When, other: When) -> bool:
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _sightings(node: Node) -> Iterator[Problem]:
    """Check that nobody is seen in office before its first day or after its last."""
    for index, member in enumerate(node.written.members):
        days: list[tuple[Path, When]] = [(("seen", n, "on"), one.on) for n, one in enumerate(member.seen)]
        days += [(("current_as_of",), member.current_as_of)] if member.current_as_of else []
        for path, day in days:
            here: Path = ("members", index, *path)
            yield from _in_order(node, ("start_date", member.start_date), here, day)
            if member.end_date and _is_before(member.end_date, day):
                message = f"this day ({day}) is after “end_date” ({member.end_date})"
                yield Problem("dates-out-of-order", message, node.record.place(here), "Check both dates.")


def ensure_nothing_has_happened_yet_to_come(whole: Whole) -> Iterator[Problem]:
    """Ensure that what is told as done does not bear a date after today."""
    for linked in whole.graph.linked.values():
        record = linked.node.record
        if _last_told(record) <= whole.today:
            continue
        for path, entry, when in _told_as_done(record):
            if when.earliest is not None and when.earliest > whole.today:
                message = f"this is told as done, but {when} is still to come"
                yield Problem("date-to-come", message, record.place(path), _as_planned(entry))


@once
def _last_told(record: Record) -> date:
    """Find the last day that something in a record is told as done on: most lie in the past for good."""
    days = (when.earliest for _, _, when in _told_as_done(record))
    return max((day for day in days if day is not None), default=date.min)


def _told_as_done(record: Record) -> Iterator[tuple[Path, Model, When]]:
    for path, entry in _entries(record):
        if getattr(entry, "status", None) not in TO_COME:
            for field in HAPPENED.get(type(entry), ()):
                when = getattr(entry, field)
                if when is not None:
                    yield (*path, field), entry, when


def _as_planned(entry: Model) -> str:
    if isinstance(entry, kinds.Meeting):
        return "Check the year. If it is planned, write status: scheduled."
    if isinstance(entry, (kinds.Inspection, kinds.Visit, kinds.Event)):
        return "Check the year. If it is planned, write status: planned."
    return "Check the year."


def ensure_rules_are_known(whole: Whole) -> Iterator[Problem]:
    """Ensure the clock that a recommendation names is in `rules.yaml`."""
    clocks = {clock.id for clock in whole.graph.singles["rules"].clocks}
    for node in whole.graph.of_kind("recommendations"):
        due = node.written.response_due
        if due is not None and due.rule and due.rule not in clocks:
            place = node.record.place(("response_due", "rule"))
            hint = f"The rules are: {', '.join(sorted(clocks)) or 'none yet'}."
            yield Problem("rule-unknown", f"there is no rule “{due.rule}” in rules.yaml", place, hint)
