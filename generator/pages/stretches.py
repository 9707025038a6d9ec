"""Roles over time, drawn at build as SVG: the table beside the picture says the same, and more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.pages.markup import html
from generator.timeline import Membership

WIDTH = 640
ROW = 44
AXIS = 24
KNOT = 6
LONGEST_LABEL = 72
MOST_ROWS = 24
MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """One role over time: the days it began and ended, where recorded, and the days that papers show it."""

    label: str
    ends: tuple[date, ...]
    seen: tuple[date, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted((*self.ends, *self.seen)))


def roles(held: Iterable[Membership], *, of_person: bool) -> Markup:
    """Draw the roles of a person or the members of a body over time, where there are days to draw."""
    return _picture([one for one in (_stretch(each, of_person=of_person) for each in held) if one.days])


def _stretch(one: Membership, *, of_person: bool) -> Stretch:
    written = one.written
    holder = one.holder.title if one.holder else one.name_as_written or "not named"
    label = f"{one.role}, {one.body.title}" if of_person else f"{holder}, {one.role}"
    current = (written.current_as_of,) if written.current_as_of else ()
    ends = (when.earliest for when in (written.start_date, written.end_date) if when)
    seen = (when.earliest for when in (*one.seen, *current))
    return Stretch(label, tuple(day for day in ends if day), tuple(day for day in seen if day))


def _picture(found: list[Stretch]) -> Markup:
    first = min((one.days[0] for one in found), default=date.min)
    last = max((one.days[-1] for one in found), default=date.min)
    if first == last or len(found) > MOST_ROWS:
        return Markup("")
    start, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    rows = Markup("").join(_row(one, index, start, end) for index, one in enumerate(found))
    height = len(found) * ROW
    words = (
        f"Roles over time, {start.year} to {last.year}. A full knot is a recorded first or last day, "
        "an open one a day that a paper shows. The table below says the same."
    )
    return html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH, height + AXIS, words, _axis(start, end, height), rows,
    )  # fmt: skip


def _across(day: date, start: date, end: date) -> float:
    """How far from the left a day stands, with room for half a knot at either edge."""
    return round(KNOT + (WIDTH - 2 * KNOT) * (day - start).days / (end - start).days, 1)


def _axis(start: date, end: date, height: int) -> Markup:
    years = range(start.year, end.year)
    step = -(-len(years) // MOST_YEARS)
    return Markup("").join(
        html(
            '<line x1="{}" y1="0" x2="{}" y2="{}"/><text x="{}" y="{}">{}</text>',
            left, left, height, left, height + AXIS - 6, year,
        )
        for year in years[::step]
        for left in (_across(date(year, 1, 1), start, end),)
    )  # fmt: skip


def _row(one: Stretch, index: int, start: date, end: date) -> Markup:
    top = index * ROW
    short = one.label if len(one.label) <= LONGEST_LABEL else f"{one.label[: LONGEST_LABEL - 1].rstrip()}…"
    knots = Markup("").join(
        html(
            '<circle cx="{}" cy="{}" r="{}"{}/>', _across(day, start, end), top + 32, KNOT - 1,
            Markup("") if day in one.ends else Markup(' class="seen"'),
        )
        for day in dict.fromkeys(one.days)
    )  # fmt: skip
    left, right = _across(one.days[0], start, end), _across(one.days[-1], start, end)
    return html(
        '<text x="{}" y="{}">{}</text><line class="held" x1="{}" y1="{}" x2="{}" y2="{}"/>{}',
        KNOT, top + 18, short, left, top + 32, right, top + 32, knots,
    )  # fmt: skip
