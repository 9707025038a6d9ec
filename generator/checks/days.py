"""Dates lie where a record of our time can have them: a slip of the key makes 2107 of 2017."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole, records
from generator.dates import When
from generator.problems import Problem

FIRST_LIKELY_YEAR = 1800
YEARS_AHEAD = 30


def ensure_dates_are_likely(whole: Whole) -> Iterator[Problem]:
    """Ensure no date lies so far back or ahead that its year is probably mistyped."""
    last = whole.today.year + YEARS_AHEAD
    for node in records(whole.graph):
        for spot in node.record.spots_of(When):
            if not _is_likely(spot.value, last):
                place = node.record.place(spot.path)
                message = f"in “{spot.shape.name}”: {spot.value.text} is a year nobody would expect here"
                hint = "Look at the year. If it is right, set date-unlikely to off under checks in site.yaml."
                yield Problem("date-unlikely", message, place, hint)


def _is_likely(when: When, last: int) -> bool:
    days = [day for day in (when.earliest, when.latest) if day]
    return all(FIRST_LIKELY_YEAR <= day.year <= last for day in days)
