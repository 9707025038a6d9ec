"""Dates lie where a record of our time can have them: a slip of the key makes 2107 of 2017."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.cache import once
from generator.checks.whole import Whole
from generator.dates import When
from generator.problems import Problem
from generator.records import Record

FIRST_LIKELY_YEAR = 1800
YEARS_AHEAD = 30


def ensure_dates_are_likely(whole: Whole) -> Iterator[Problem]:
    """Ensure no date lies so far back or ahead that its year is probably mistyped."""
    last = whole.today.year + YEARS_AHEAD
    for linked in whole.graph.linked.values():
        record = linked.node.record
        earliest, latest = _years(record)
        if earliest >= FIRST_LIKELY_YEAR and latest <= last:
            continue
        for spot in record.spots_of(When):
            if not _is_likely(spot.value, last):
                place = record.place(spot.path)
                message = f"in “{spot.shape.name}”: {spot.value.text} is a year nobody would expect here"
                hint = "Look at the year. If it is right, set date-unlikely to off under checks in site.yaml."
                yield Problem("date-unlikely", message, place, hint)


@once
def _years(record: Record) -> tuple[int, int]:
    """Find the first and the last year that is written in a record."""
    years = [day.year for spot in record.spots_of(When) for day in _ends(spot.value)]
    return min(years, default=FIRST_LIKELY_YEAR), max(years, default=FIRST_LIKELY_YEAR)


def _is_likely(when: When, last: int) -> bool:
    return all(FIRST_LIKELY_YEAR <= day.year <= last for day in _ends(when))


def _ends(when: When) -> list[date]:
    return [day for day in (when.earliest, when.latest) if day]
