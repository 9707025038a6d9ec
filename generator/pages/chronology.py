"""Moments by year and month: the one form of every timeline, with its gaps and its long states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

from generator.dates import MONTHS
from generator.pages.filters import months
from generator.pages.markup import html
from generator.pages.prose import plain
from generator.pages.scribe import Scribe
from generator.pages.views import MomentRow, Month, Year
from generator.timeline import Era, Moment

SHORTEST = 120
LONGEST_SILENCE = 2
MONTHS_IN_YEAR = 12
ByMonth = dict[int | None, list[Moment]]


def moment_row(scribe: Scribe, moment: Moment) -> MomentRow:
    """Show one moment of a timeline."""
    return MomentRow(
        anchor=moment.id,
        when=scribe.date(moment.when),
        kind=moment.kind,
        label=moment.label,
        title=scribe.link(moment.node, moment.title),
        line=_first_sentences(scribe, moment),
        led_to=tuple(scribe.link(node) for node in moment.led_to),
        refs=scribe.cite(moment.citations),
        planned=moment.is_planned,
        status=moment.status or "",
        data=moment_data(moment),
    )


def moment_data(moment: Moment) -> dict[str, str]:
    """Give what the filters of a timeline compare: kind, bodies, people, topics, status, months."""
    first, last = months(moment.when)
    return {
        "kind": moment.kind,
        "body": " ".join(node.id for node in moment.bodies),
        "person": " ".join(node.id for node in moment.people),
        "topic": " ".join(node.id for node in moment.topics),
        "status": "planned" if moment.is_planned else moment.status or "happened",
        "from": first,
        "until": last,
    }


def _first_sentences(scribe: Scribe, moment: Moment) -> Markup:
    """The moment in plain words, cut at the end of a sentence."""
    words = plain(moment.line, scribe.graph)
    if len(words) > 2 * SHORTEST:
        end = words.find(". ", SHORTEST)
        words = words[: end + 1] if end > 0 else words
    return escape(words)


def years(
    scribe: Scribe, moments: Iterable[Moment], *, newest_first: bool, whole: bool = False
) -> tuple[Year, ...]:
    """Group moments by year and month, the imprecise first in the narrowest period that holds them.

    On a timeline of the whole record the months in which nothing happened and the states that went
    on are said too.
    """
    grouped: dict[int | None, ByMonth] = defaultdict(lambda: defaultdict(list))
    for moment in moments:
        grouped[moment.when.year][moment.when.month].append(moment)
    silences = _silences(grouped, newest_first=newest_first) if whole else {}
    eras = scribe.library.timeline.eras if whole else ()
    ordered = sorted(grouped, key=lambda year: year or 0, reverse=newest_first)
    return tuple(
        _year(scribe, year, grouped[year], newest_first=newest_first, eras=eras, silences=silences)
        for year in ordered
    )


def _year(
    scribe: Scribe,
    year: int | None,
    by_month: ByMonth,
    *,
    newest_first: bool,
    eras: tuple[Era, ...],
    silences: dict[tuple[int, int], str],
) -> Year:
    numbered = sorted((month for month in by_month if month is not None), reverse=newest_first)
    ordered = [*([None] if None in by_month else []), *numbered]
    shown = tuple(
        Month(
            title=f"{MONTHS[month - 1]} {year}" if month else f"During {year}",
            anchor=f"month-{year}-{month:02d}" if month else f"during-{year}",
            moments=tuple(moment_row(scribe, one) for one in _ordered(by_month[month], newest_first)),
            continuing=tuple(_continuing(scribe, year, month, eras)),
            silence=silences.get((year or 0, month or 0), ""),
        )
        for month in ordered
    )
    count = sum(len(found) for found in by_month.values())
    return Year(str(year or "Date not recorded"), f"year-{year}", count, shown)


def _ordered(found: list[Moment], newest_first: bool) -> list[Moment]:
    return sorted(found, key=lambda moment: moment.sort_key, reverse=newest_first)


def _continuing(
    scribe: Scribe, year: int | None, month: int | None, eras: tuple[Era, ...]
) -> Iterable[Markup]:
    """Name what began in an earlier month and goes on in this one."""
    if year is None or month is None:
        return
    first = date(year, month, 1)
    for era in eras:
        if era.goes_on_in(first):
            yield html("{}: {}", era.words, scribe.link(era.node, era.title))


def _silences(grouped: dict[int | None, ByMonth], *, newest_first: bool) -> dict[tuple[int, int], str]:
    """For the month before which (as shown) a long silence stands, the words that say so."""
    busy = sorted(
        year * MONTHS_IN_YEAR + month - 1
        for year, by_month in grouped.items()
        for month in by_month
        if year and month
    )
    found = {}
    for earlier, later in pairwise(busy):
        if later - earlier > LONGEST_SILENCE:
            at = earlier if newest_first else later
            year, month = divmod(at, MONTHS_IN_YEAR)
            words = f"{_month_words(earlier + 1)} to {_month_words(later - 1)}"
            found[year, month + 1] = f"Nothing in this record is dated to a month from {words}."
    return found


def _month_words(number: int) -> str:
    year, month = divmod(number, MONTHS_IN_YEAR)
    return f"{MONTHS[month]} {year}"
