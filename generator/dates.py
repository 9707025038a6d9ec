"""Partial dates and half-open spans: parse, compare, print, overlap.

The notation is the part of EDTF (ISO 8601-2) a clerk needs, and named years (`municipal 2016/17`)
with fixed first days: 1 May, 1 April, 1 September.
A month is a month: nothing here turns it into its first day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DECEMBER = 12
FEW_MONTHS, FEW_WEEKS = 4, 3
TWO_YEARS = 24
# Years that stand for “not known” in other systems, as 0001 and 9999, are no dates.
FIRST_YEAR, LAST_YEAR = 1000, 9998
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
YEAR_STARTS = {"municipal": (5, 1), "financial": (4, 1), "academic": (9, 1)}

Precision = Literal["day", "month", "season", "year", "named year", "range"]

SINGLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)
NAMED = re.compile(r"(municipal|financial|academic) (\d{4})/(\d{2})", re.ASCII)

# The same for editors, which know regular expressions only: all of it but the leap years, the order of a
# range's ends and the two years of a named one.
_YEAR = "(?!9999)[1-9][0-9]{3}"
_DAY_OF_YEAR = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9]))"
)
_POINT = f"{_YEAR}(?:-(?:{_DAY_OF_YEAR}|0[1-9]|1[0-2]|2[1-4]))?~?"
_RANGE = rf"{_POINT}/(?:{_POINT}|\.\.)?|(?:\.\.)?/{_POINT}"
DAY_PATTERN = f"^{_YEAR}-{_DAY_OF_YEAR}~?$"
PATTERN = f"^(?:{_POINT}|{_RANGE}|(?:municipal|financial|academic) {_YEAR}/[0-9]{{2}})$"


class DateError(ValueError):
    """Says in a clerk's words why a text is not a date."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of days: `start` is in it, `end` is not; None is open or not known."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known: `text` as written, and the earliest and latest day it can mean."""

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    ends: tuple[When | None, When | None] | None = field(default=None, compare=False)

    @property
    def span(self) -> Span:
        return Span(self.earliest, self.latest + timedelta(1) if self.latest else None)

    @property
    def is_day(self) -> bool:
        return self.precision == "day"

    @property
    def sort_key(self) -> tuple[date, int, date]:
        """Order in time; among those that begin on one day the longer, less precise, first."""
        first = self.earliest or self.latest or date.max
        last = self.latest or date.max
        length = (last - first).days if self.earliest else date.max.toordinal()
        return (first, -length, last)

    @property
    def year(self) -> int | None:
        """The year a timeline files this under: that of the earliest day, else of the latest."""
        day = self.earliest or self.latest
        return day.year if day else None

    @property
    def month(self) -> int | None:
        """The month a timeline files this under, or None where only a longer period is known."""
        fits = self.precision in ("day", "month") or (self.precision == "range" and self.earliest)
        return self.earliest.month if fits and self.earliest and self._starts_in_a_month else None

    @property
    def _starts_in_a_month(self) -> bool:
        first = self.ends[0] if self.ends else self
        return first is not None and first.precision in ("day", "month")

    @property
    def machine(self) -> str | None:
        """The value of an HTML `datetime` attribute, which allows a day, a month or a year only."""
        if self.precision in ("day", "month", "year"):
            return self.text.rstrip("~")
        return None

    def __str__(self) -> str:
        return words(self)


def parse(text: str) -> When:
    """Read a date as clerks write it; raise `DateError` with words that say what to mend."""
    if "/" in text and not NAMED.fullmatch(text):
        return _range(text)
    if named := NAMED.fullmatch(text):
        return _named_year(text, named)
    return _single(text)


@cache
def _single(text: str) -> When:
    match = SINGLE.fullmatch(text)
    if not match:
        raise DateError(_why_not(text))
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    about = bool(match[4])
    if not year or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"the year {match[1]} is not a date")
    if month in SEASONS and day is None:
        return _season(text, year, month, about)
    if month is not None and not 1 <= month <= DECEMBER:
        raise DateError(f"there is no month {month:02d}")
    if month is None:
        return When(text, date(year, 1, 1), date(year, 12, 31), "year", about)
    last = monthrange(year, month)[1]
    if day is None:
        return When(text, date(year, month, 1), date(year, month, last), "month", about)
    if not 1 <= day <= last:
        raise DateError(f"{MONTHS[month - 1]} {year} has {last} days, so there is no day {day}")
    return When(text, date(year, month, day), date(year, month, day), "day", about)


def _season(text: str, year: int, code: int, about: bool) -> When:
    first = SEASONS[code][1]
    last_year, last_month = (year, first + 2) if first < DECEMBER else (year + 1, 2)
    last = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return When(text, date(year, first, 1), last, "season", about)


def _named_year(text: str, match: re.Match[str]) -> When:
    name, first, second = match[1], int(match[2]), int(match[3])
    if not FIRST_YEAR <= first <= LAST_YEAR:
        raise DateError(f"the year {match[2]} is not a date")
    if (first + 1) % 100 != second:
        raise DateError(f"{match[2]}/{match[3]} is not two years in a row")
    start = date(first, *YEAR_STARTS[name])
    return When(text, start, date(first + 1, *YEAR_STARTS[name]) - timedelta(1), "named year")


@cache
def _range(text: str) -> When:
    if text.count("/") != 1:
        raise DateError(_why_not(text))
    left, right = text.split("/")
    if left in ("", "..") and right in ("", ".."):
        raise DateError("a range needs at least one end that is known")
    start = None if left in ("", "..") else _single(left)
    end = None if right in ("", "..") else _single(right)
    if start and end and start.earliest and end.latest and end.latest < start.earliest:
        raise DateError("the range ends before it starts")
    first = start.earliest if start else None
    last = end.latest if end else None
    return When(text, first, last, "range", ends=(start, end))


def _why_not(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text):
        return "a date is written year first, as 2017-03-12 for 12 March 2017"
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?", text):
        return "month and day are written with two digits, as 2017-03-05"
    return "a date is written as 2016, 2016-06, 2016-06-27 or 2016-04-11/2016-05-05"


def words(when: When) -> str:
    """Print a date as a sentence would: `27 June 2016`, `about May 2016`, `from June 2016`."""
    if when.precision == "range":
        return _range_words(when)
    if when.precision == "named year":
        name, years = when.text.split(" ")
        return f"{name} year {years}"
    plain = _plain_words(when)
    return f"about {plain}" if when.approximate else plain


def _plain_words(when: When) -> str:
    assert when.earliest is not None
    year, month, day = when.earliest.year, when.earliest.month, when.earliest.day
    if when.precision == "day":
        return f"{day} {MONTHS[month - 1]} {year}"
    if when.precision == "month":
        return f"{MONTHS[month - 1]} {year}"
    if when.precision == "season":
        return f"{SEASONS[int(when.text[5:7])][0]} {year}"
    return str(year)


def _range_words(when: When) -> str:
    start, end = when.ends or (None, None)
    if start is None:
        return f"until {words(end)}" if end else ""
    if end is None:
        return f"from {words(start)}"
    return f"{_shortened(start, end)} to {words(end)}"


def _shortened(start: When, end: When) -> str:
    """Leave out of the first day what the second repeats: `8 to 9 November 2016`."""
    full = words(start)
    if not (start.is_day and end.is_day) or start.approximate or end.approximate:
        return full
    assert start.earliest is not None
    assert end.earliest is not None
    if start.earliest.year != end.earliest.year:
        return full
    if start.earliest.month != end.earliest.month:
        return full.rsplit(" ", 1)[0]
    return full.split(" ", 1)[0]


def day_words(day: date) -> str:
    """Print one day: `27 June 2016`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def stretch_words(first: date, last: date) -> str:
    """Print a stretch of days: `28 July to 5 September 2016`."""
    return f"{_shortened(of_day(first), of_day(last))} to {day_words(last)}"


def elapsed(first: date, last: date) -> str:
    """Say how long it is from one day to another: in days, weeks, months or years, in whole ones."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    count, unit = (last - first).days, "day"
    if months >= TWO_YEARS:
        count, unit = months // 12, "year"
    elif months >= FEW_MONTHS:
        count, unit = months, "month"
    elif count >= FEW_WEEKS * 7:
        count, unit = count // 7, "week"
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def of_day(day: date) -> When:
    """Make the partial date that is exactly one day."""
    return When(day.isoformat(), day, day, "day")


def tenure(start: When | None, end: When | None) -> Span:
    """Span the days an office was surely or possibly held, from first and last day as written.

    An absent end is not known, so the span is open; use `seen` days to say how far it is proved.
    """
    first = start.earliest if start else None
    return Span(first, end.latest + timedelta(1) if end and end.latest else None)
