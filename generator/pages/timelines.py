"""The timeline pages: each cut of the timeline in each of its forms; the list is the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup, escape

from generator.dates import MONTHS
from generator.pages.blocks import facts
from generator.pages.charts import Strip, strip
from generator.pages.chronology import Telling, told, years
from generator.pages.cuts import (
    KIND_WORDS,
    LEAST,
    STATUS_WORDS,
    Cut,
    Facet,
    Form,
    cuts,
    facets,
    forms,
    titles_of,
)
from generator.pages.filters import filter_of, month_choices
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.silences import silences
from generator.pages.views import Choice, Crumb, Fact, Filter, Line, Page, Section, Table, View, Year
from generator.reads import Kept
from generator.timeline import Era, Moment

Facets = dict[str, tuple[Facet, ...]]


@dataclass(frozen=True)
class _Drawn:
    """What all forms of a timeline show alike: its strip, the figures of it, and its filters."""

    library: Library
    cut: Cut

    @cached_property
    def picture(self) -> Markup:
        return _strip(self.cut) if len(self.cut.moments) > LEAST else Markup("")

    @cached_property
    def figures(self) -> Table:
        return _figures(self.cut)

    @cached_property
    def _kept(self) -> Kept[str, tuple[tuple[Filter, ...], tuple[Choice, ...]]]:
        return Kept()

    @property
    def choices(self) -> tuple[tuple[Filter, ...], tuple[Choice, ...]]:
        """The filters, and the months from which and to which it can be cut."""
        return self._kept.take("choices", self._choices)

    def _choices(self) -> tuple[tuple[Filter, ...], tuple[Choice, ...]]:
        data = [told(self.library, moment, brief=True).data for moment in self.cut.moments]
        is_part = self.cut.is_long and not self.cut.is_whole
        return () if is_part else _filters(self.cut.moments, data), month_choices(data)


def timeline_pages(library: Library) -> Iterable[Page]:
    """List every timeline page."""
    every = tuple(cuts(library))
    found = partial(Kept[None, Facets]().take, None, partial(facets, every))
    for cut in every:
        shown, drawn = forms(cut, newest_first=library.graph.site.newest_first), _Drawn(library, cut)
        for form in shown:
            make = partial(_view, library, drawn, form, shown, found)
            yield Page(form.address, make, noindex=form is not shown[0])


def _view(
    library: Library, drawn: _Drawn, form: Form, shown: tuple[Form, ...], found: Callable[[], Facets]
) -> View:
    cut = drawn.cut
    scribe = Scribe(library, form.address)
    is_usual = form is shown[0]
    count = len(cut.moments)
    about = f"{cut.about}: {count:,} {'event' if count == 1 else 'events'}."
    title = cut.title if cut.is_whole else f"{cut.name or cut.title}: timeline"
    listed = () if cut.is_long else _years(scribe, cut, form)
    filters, months = drawn.choices
    return View(
        address=form.address,
        template="timeline.html",
        title=title if is_usual else f"{title}, {form.words}",
        description=about if is_usual else f"{about} {form.says}",
        heading=escape(cut.title),
        kind="" if cut.is_whole else "Timeline",
        summary=escape(about),
        crumbs=_crumbs(cut),
        sections=(Section("timeline", "", years=listed),),
        notes=scribe.notes(),
        explained=scribe.explained(),
        noindex=not is_usual,
        extra={
            "facets": found(),
            "home": cut.address,
            "forms": shown if len(shown) > 1 else (),
            "form": form,
            "picture": drawn.picture,
            "figures": drawn.figures,
            "count": count,
            "parts": _parts(cut, newest_first=form.newest_first),
            "covers": _covers(scribe),
            "filters": filters,
            "titles": _titles(cut, newest_first=form.newest_first),
            "months": months,
        },
    )


def _parts(cut: Cut, *, newest_first: bool) -> tuple[Cut, ...]:
    """The pages of a timeline that is too long for one, in its order."""
    if not cut.is_long:
        return ()
    return tuple(reversed(cut.parts)) if newest_first else cut.parts


def _titles(cut: Cut, *, newest_first: bool) -> tuple[str, ...]:
    """The pages from which the filters of a whole that is too long read its titles, in its order."""
    if not (cut.is_whole and cut.is_long):
        return ()
    leaves = reversed(cut.leaves) if newest_first else cut.leaves
    return tuple(titles_of(leaf, newest_first=newest_first).address for leaf in leaves)


def _crumbs(cut: Cut) -> tuple[Crumb, ...]:
    """The way to a timeline: over the whole one, and over those that it is a part of."""
    if cut.is_whole:
        return (Crumb("Home", "/"),)
    if cut.whole is None:
        return (Crumb("Home", "/"), Crumb("Timeline", "/timeline/"))
    return (*_crumbs(cut.whole), Crumb(cut.whole.title, cut.whole.address))


def _covers(scribe: Scribe) -> tuple[Fact, ...]:
    """What the record covers and leaves out."""
    coverage = scribe.graph.site.coverage
    return facts(
        ("Covers", scribe.date(coverage.period)),
        ("In it", scribe.inline(coverage.includes)),
        ("Not in it", scribe.inline(coverage.excludes)),
    )


def _years(scribe: Scribe, cut: Cut, form: Form) -> tuple[Year, ...]:
    timeline = scribe.library.timeline
    silent = silences(cut.moments, scribe.library.stretches, newest_first=form.newest_first)
    telling = Telling(form.newest_first, form.brief, cut.node, _eras(cut, timeline.eras), silent)
    return years(scribe, cut.moments, telling)


def _eras(cut: Cut, found: tuple[Era, ...]) -> tuple[Era, ...]:
    """The long states of a cut: all of a year's, else those of what it is about or of what is in it."""
    if cut.is_whole or (cut.period and cut.node is None):
        return found
    if cut.node is not None:
        return tuple(era for era in found if era.is_of(cut.node))
    shown = {moment.node.home.key for moment in cut.moments}
    return tuple(era for era in found if era.node.key in shown)


def _filters(found: tuple[Moment, ...], data: list[Mapping[str, str]]) -> tuple[Filter, ...]:
    """What a timeline can be narrowed by; a filter that would leave all in place is left out."""
    if len(found) <= LEAST:
        return ()
    names = {node.id: node.title for m in found for node in (*m.bodies, *m.people, *m.topics)}
    filters = (
        filter_of("kind", "Kind", data, KIND_WORDS),
        filter_of("body", "Body", data, names),
        filter_of("person", "Person", data, names),
        filter_of("topic", "Topic", data, names),
        filter_of("status", "Happened or planned", data, STATUS_WORDS),
    )
    return tuple(one for one in filters if len(one.choices) > 1)


def _by_month(found: Iterable[Moment]) -> Counter[tuple[int, int]]:
    return Counter((m.when.year, m.when.month) for m in found if m.when.year and m.when.month)


def _strip(cut: Cut) -> Markup:
    """A bar for every month from the first to the last, each leading to its month."""
    counts = _by_month(cut.moments)
    if not counts:
        return Markup("")
    first, last = min(counts)[0], max(counts)[0]
    months = tuple(
        Strip(
            f"{MONTHS[month - 1]} {year}", counts[year, month],
            cut.address_of(year, month) if counts[year, month] else "",
        )
        for year in range(first, last + 1)
        for month in range(1, 13)
    )  # fmt: skip
    return strip(f"Events by month, {first} to {last}. The figures are in the table below.", months)


def _figures(cut: Cut) -> Table:
    """The strip's figures as a table: years down, months across, each leading to its month."""
    counts = _by_month(cut.moments)
    rows = tuple(
        Line((str(year), *(_figure(cut, year, month, counts[year, month]) for month in range(1, 13))))
        for year in sorted({year for year, _ in counts})
    )
    head = ("Year", *(month[:3] for month in MONTHS))
    return Table("Events by month", head, rows, numeric=True)


def _figure(cut: Cut, year: int, month: int, count: int) -> Markup:
    if not count:
        return Markup("–")
    words = f"{count} in {MONTHS[month - 1]} {year}"
    return html('<a href="{}" aria-label="{}">{}</a>', cut.address_of(year, month), words, count)
