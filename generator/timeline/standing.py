"""What stood on a day: the status of a recommendation, what was open, by what was known up to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from generator.cache import once
from generator.dates import LAST_YEAR, When, of_day
from generator.graph import Graph, Node
from generator.graph.nodes import record_compared
from generator.parsing import Path
from generator.records import Record
from generator.records.entries import Action, Clock, StatusUpdate
from generator.records.kinds import Recommendation

CLOSED = ("verified done", "not accepted", "superseded")
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SATURDAY = 5
# When a recommendation was open with one status: the first day, the day after the last.
OpenSpan = tuple[date, date, Node, StatusUpdate | None]


def as_at(graph: Graph, today: date) -> date:
    """Give the day that states and delays are told as at: today, or the last day the record covers."""
    period = graph.site.coverage.period
    return min(today, period.latest) if period and period.latest else today


def status_on(node: Node, day: date) -> StatusUpdate | None:
    """Find the latest status of a recommendation that was true on a day or before it."""
    return _status_on(node.written, day)


def _status_on(written: Recommendation, day: date) -> StatusUpdate | None:
    known = [one for one in written.status_updates if (one.as_at.earliest or day) <= day]
    return max(known, key=lambda one: one.as_at.sort_key, default=None)


def open_on(recommendations: tuple[Node, ...], day: date) -> tuple[tuple[Node, StatusUpdate | None], ...]:
    """List the recommendations that had been made by a day and were not closed, with their status then."""
    spans = _spans_in(recommendations, day.year)
    return tuple((node, update) for first, next_day, node, update in spans if first <= day < next_day)


@lru_cache(maxsize=1024)
def _spans_in(recommendations: tuple[Node, ...], year: int) -> tuple[OpenSpan, ...]:
    """List those that touch a year: a record of many years asks for many days of each."""
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    return tuple(span for span in open_spans(recommendations) if span[0] <= ends and span[1] > begins)


@lru_cache(maxsize=128)
def open_spans(recommendations: tuple[Node, ...]) -> tuple[OpenSpan, ...]:
    """List when each of some recommendations was open; nodes never change, and are told by identity."""
    return tuple(
        (first, next_day, node, update)
        for node in recommendations
        for first, next_day, update in _open_spans(record_compared(node))
    )


@once
def _open_spans(record: Record) -> tuple[tuple[date, date, StatusUpdate | None], ...]:
    """List the spans in which a recommendation was open: first day, the day after the last, its status then.

    They are worked out once: every meeting's page asks what was open on its day.
    """
    made = record.written.made_on
    if not (made and made.earliest):
        return ()
    told = {one.as_at.earliest for one in record.written.status_updates if one.as_at.earliest}
    days = sorted({made.earliest, *(day for day in told if day > made.earliest)})
    spans = []
    for first, next_day in pairwise((*days, date.max)):
        update = _status_on(record.written, first)
        if update is None or update.status not in CLOSED:
            spans.append((first, next_day, update))
    return tuple(spans)


def response_due(graph: Graph, node: Node) -> When | None:
    """Find the day an answer is due: as a paper states it, else by the rule named."""
    due = node.written.response_due
    if due is None:
        return None
    made = node.written.made_on
    if due.date is not None or not (due.rule and made and made.is_day and made.earliest):
        written: When | None = due.date
        return written
    rules = graph.singles["rules"]
    clock = next((one for one in rules.clocks if one.id == due.rule), None)
    if clock is None or _leads_too_far(made.earliest, clock):
        return None
    holidays = frozenset(one.earliest for one in rules.bank_holidays)
    return of_day(_after(made.earliest, clock, holidays))


def _leads_too_far(start: date, clock: Clock) -> bool:
    """Whether a time limit would end where no calendar does."""
    return start.year + (clock.months or 0) // 12 + (clock.working_days or 0) // 100 > LAST_YEAR


def _after(start: date, clock: Clock, holidays: frozenset[date]) -> date:
    """Count a clock's months or working days; weekends and bank holidays are not working days."""
    day = add_months(start, clock.months or 0)
    for _ in range(clock.working_days or 0):
        day += timedelta(1)
        while day.weekday() >= SATURDAY or day in holidays:
            day += timedelta(1)
    return day


def add_months(start: date, months: int) -> date:
    """Give the corresponding date so many months later, or the month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = 29 if month == 1 and year % 4 == 0 and (year % 100 or year % 400 == 0) else LAST_DAYS[month]
    return date(year, month + 1, min(start.day, last))


def is_overdue(graph: Graph, node: Node, today: date) -> bool:
    """Tell whether an answer or an action of a recommendation is past its date and not given or done."""
    return next(overdue(graph, node, today), None) is not None


def overdue(graph: Graph, node: Node, today: date) -> Iterator[tuple[Path, When]]:
    """List where a recommendation has an answer or an action past its date, and the date."""
    update = status_on(node, today)
    if update is not None and update.status in CLOSED:
        return
    due = response_due(graph, node)
    answered = any(response.answer != "none" for response in node.written.responses)
    if due is not None and not answered and _past(due, today):
        yield ("response_due",), due
    for index, action in enumerate(node.written.actions):
        if is_late(action, today):
            yield ("actions", index), action.target_date


def is_late(action: Action, today: date) -> bool:
    """Tell whether an action is past its date and not done."""
    done = action.done_on is not None or action.status in ("reported done", *CLOSED)
    return action.target_date is not None and not done and _past(action.target_date, today)


def _past(when: When, today: date) -> bool:
    return when.latest is not None and when.latest < today
