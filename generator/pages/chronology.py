"""Moments by year and month: the one form of every timeline, with its gaps and its long states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup, escape

from generator.dates import MONTHS
from generator.graph import Node
from generator.pages.filters import months
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.prose import plain
from generator.pages.scribe import Scribe
from generator.pages.silences import YearMonth
from generator.pages.views import MomentRow, Month, Year
from generator.timeline import Era, Moment

SHORTEST = 120
ByMonth = dict[int | None, list[Moment]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a timeline is told: from which end, how briefly, of whom, and with which states and silences."""

    newest_first: bool = False
    brief: bool = False
    of: Node | None = None
    eras: tuple[Era, ...] = ()
    silences: Mapping[YearMonth, str] = field(default_factory=dict)


def years(scribe: Scribe, moments: Iterable[Moment], telling: Telling) -> tuple[Year, ...]:
    """Group moments by year and month, the imprecise first in the narrowest period that holds them."""
    grouped: dict[int | None, ByMonth] = defaultdict(lambda: defaultdict(list))
    for moment in moments:
        grouped[moment.when.year][moment.when.month].append(moment)
    ordered = sorted((year for year in grouped if year), reverse=telling.newest_first)
    return tuple(
        _year(scribe, year, grouped[year], telling)
        for year in (*ordered, *([None] if None in grouped else []))
    )  # fmt: skip


def _year(scribe: Scribe, year: int | None, by_month: ByMonth, telling: Telling) -> Year:
    numbered = sorted((month for month in by_month if month is not None), reverse=telling.newest_first)
    ordered = [*([None] if None in by_month else []), *numbered]
    shown = tuple(
        Month(
            title=f"{MONTHS[month - 1]} {year}" if month else f"During {year}" if year else "",
            anchor=f"month-{year}-{month:02d}" if month else f"during-{year or 'undated'}",
            moments=tuple(_rows(scribe, by_month[month], telling)),
            continuing=tuple(_continuing(scribe, year, month, telling.eras)),
            silence=telling.silences.get((year or 0, month or 0), ""),
        )
        for month in ordered
    )
    count = sum(len(found) for found in by_month.values())
    return Year(str(year or "Date not recorded"), f"year-{year or 'undated'}", count, shown)


def _rows(scribe: Scribe, found: list[Moment], telling: Telling) -> Iterator[MomentRow]:
    ordered = sorted(found, key=lambda moment: moment.sort_key, reverse=telling.newest_first)
    return (moment_row(scribe, one, telling) for one in ordered)


def moment_row(scribe: Scribe, moment: Moment, telling: Telling) -> MomentRow:
    """Show one moment of a timeline; briefly, its title, its date and what it is.

    A moment stands on many pages: it is told once for all that it does not lead to itself.
    """
    addresses = (scribe.library.addresses.of(node) for node in (moment.node, *moment.led_to))
    if any(address.partition("#")[0] == scribe.here for address in addresses):
        row = (
            _in_brief(scribe, moment)
            if telling.brief
            else _in_full(scribe, moment, _in_brief(scribe, moment))
        )
    else:
        row = told(scribe.library, moment, brief=telling.brief)
    if not telling.brief:
        scribe.cited |= dict.fromkeys(moment.citations)
    part = _part(scribe, moment, telling.of)
    return replace(row, part=part, rendered=None) if part else row


def told(library: Library, moment: Moment, *, brief: bool) -> MomentRow:
    """Tell a moment as it stands on most pages, in brief or in full: the first time that it is asked for."""

    def make() -> MomentRow:
        scribe = Scribe(library, "")
        row = (
            _in_brief(scribe, moment)
            if brief
            else _in_full(scribe, moment, told(library, moment, brief=True))
        )
        return replace(row, rendered={})

    return library.told.take((moment.id, brief), make)


def _in_brief(scribe: Scribe, moment: Moment) -> MomentRow:
    return MomentRow(
        anchor=moment.id,
        when=scribe.date(moment.when),
        kind=moment.kind,
        label=moment.label,
        title=scribe.link(moment.node, moment.title),
        planned=moment.is_planned,
        status=moment.status or "",
        data=_data(moment),
    )


def _in_full(scribe: Scribe, moment: Moment, in_brief: MomentRow) -> MomentRow:
    return replace(
        in_brief,
        line=_first_sentences(scribe, moment),
        led_to=tuple(scribe.link(node) for node in moment.led_to),
        refs=scribe.cite(moment.citations),
        permalink=scribe.library.permalink(moment),
        name=moment.title,
    )


def _data(moment: Moment) -> dict[str, str]:
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


def _part(scribe: Scribe, moment: Moment, person: Node | None) -> str:
    """Say what part a person had in a meeting: chaired it, sent apologies to it."""
    if person is None or person.kind != "people" or moment.kind != "meetings":
        return ""
    for entry in moment.node.written.attendance:
        if entry.person and scribe.graph.find(entry.person, moment.node, "people") is person:
            said: str = entry.relation("person", "Attended")
            return said.removesuffix(" at").removesuffix(" to").removesuffix(" from")
    return ""


def _first_sentences(scribe: Scribe, moment: Moment) -> Markup:
    """The moment in plain words, cut at the end of a sentence."""
    words = plain(moment.line, scribe.graph)
    if len(words) > 2 * SHORTEST:
        end = words.find(". ", SHORTEST)
        words = words[: end + 1] if end > 0 else words
    return escape(words)


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
