"""Roles over time, drawn at build as SVG: the table beside the picture says the same, and more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.pages.markup import html
from generator.timeline import Membership

# Heights in pixels; what is across is in per cent, so that words keep their size on a narrow screen.
LINE, BAR, AXIS = 20, 18, 24
KNOT = 5
EDGE = 2.0
LONGEST_LABEL = 36
MOST_ROWS = 24
MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """One role over time: its words, its recorded first and last day, the days that papers show it."""

    words: tuple[str, ...]
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
    words = (one.role, one.body.title) if of_person else (f"{holder}, {one.role}",)
    current = (written.current_as_of,) if written.current_as_of else ()
    ends = (when.earliest for when in (written.start_date, written.end_date) if when)
    seen = (when.earliest for when in (*one.seen, *current))
    return Stretch(words, tuple(day for day in ends if day), tuple(day for day in seen if day))


def _picture(found: list[Stretch]) -> Markup:
    first = min((one.days[0] for one in found), default=date.min)
    last = max((one.days[-1] for one in found), default=date.min)
    if first == last or len(found) > MOST_ROWS:
        return Markup("")
    start, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    tall = LINE * len(found[0].words) + BAR
    rows = Markup("").join(_row(one, index * tall, start, end) for index, one in enumerate(found))
    height = len(found) * tall
    words = (
        f"Roles over time, {start.year} to {last.year}. A full knot is a recorded first or last day, "
        "an open one a day that a paper shows. The table below says the same."
    )
    return html(
        '<svg class="stretches" height="{}" role="img" aria-label="{}">{}{}</svg>',
        height + AXIS, words, _axis(start, end, height), rows,
    )  # fmt: skip


def _across(day: date, start: date, end: date) -> str:
    """How far from the left a day stands, with room for a knot at either edge."""
    share = (day - start).days / (end - start).days
    return f"{EDGE + (100 - 2 * EDGE) * share:.1f}%"


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


def _row(one: Stretch, top: int, start: date, end: date) -> Markup:
    words = Markup("").join(
        html('<text x="{}%" y="{}">{}</text>', EDGE, top + LINE * (index + 1) - 4, _short(line))
        for index, line in enumerate(one.words)
    )
    middle = top + LINE * len(one.words) + KNOT + 2
    knots = Markup("").join(
        html(
            '<circle cx="{}" cy="{}" r="{}"{}/>', _across(day, start, end), middle, KNOT,
            Markup("") if day in one.ends else Markup(' class="seen"'),
        )
        for day in dict.fromkeys(one.days)
    )  # fmt: skip
    left, right = _across(one.days[0], start, end), _across(one.days[-1], start, end)
    bar = html('<line class="held" x1="{}" y1="{}" x2="{}" y2="{}"/>', left, middle, right, middle)
    return words + bar + knots


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1].rstrip()}…"
