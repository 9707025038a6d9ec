"""The stretches of time in which a timeline has nothing, with the reason where the record has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from generator.dates import stretch_words
from generator.timeline import Moment

LONGEST = timedelta(35)
YearMonth = tuple[int, int]


def silences(
    found: Iterable[Moment], stretches: Iterable[Moment], *, newest_first: bool
) -> Mapping[YearMonth, str]:
    """Say which long silence stands before a month, as the months are shown.

    An event that spans a silence and is itself no more than a stretch of time, as a recess, says why.
    """
    dated = [moment for moment in found if moment.when.month and not moment.is_stretch]
    told = {}
    for before, after, first, last in _gaps(dated):
        year, month = before if newest_first else after
        why = [one.title for one in stretches if _covers(one, first, last)]
        reason = f" ({', '.join(dict.fromkeys(why))})" if why else ""
        told[year, month] = f"No recorded events from {stretch_words(first, last)}{reason}."
    return told


def _covers(moment: Moment, first: date, last: date) -> bool:
    """Whether a stretch takes up at least half of the days from one to another."""
    start, end = max(moment.when.earliest or first, first), min(moment.when.latest or last, last)
    return 2 * (end - start) >= last - first


def _gaps(dated: list[Moment]) -> Iterable[tuple[YearMonth, YearMonth, date, date]]:
    """Find the long gaps: the months before and after each, its first day and its last."""
    ends: dict[YearMonth, tuple[date, date]] = {}
    for moment in dated:
        first = moment.when.earliest or moment.when.latest
        assert first is not None
        last = moment.when.latest or first
        start, end = ends.get((first.year, first.month), (first, last))
        ends[first.year, first.month] = (min(start, first), max(end, last))
    until = date.min
    for before, after in pairwise(sorted(ends)):
        until = max(until, ends[before][1])
        start = ends[after][0]
        if start - until > LONGEST:
            yield before, after, until + timedelta(1), start - timedelta(1)
