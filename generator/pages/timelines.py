"""The timeline pages: everything, by year, by kind, by body and by topic; the list is the timeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from generator.dates import MONTHS
from generator.graph import Node
from generator.pages.charts import Strip, strip
from generator.pages.chronology import moment_data, years
from generator.pages.filters import filter_of, month_choices
from generator.pages.library import Library
from generator.pages.scribe import Scribe
from generator.pages.views import Crumb, Filter, Line, Page, Section, Table, View
from generator.timeline import KINDS, Moment

KIND_WORDS = {
    "meetings": "Meetings", "decisions": "Decisions", "inspections": "Inspections",
    "visits": "Visits", "recommendations": "Recommendations", "progress": "Progress and responses",
    "documents": "Documents", "plans": "Plans", "offices": "Offices", "bodies": "Bodies",
    "events": "Events",
}  # fmt: skip
LEAST = 2


@dataclass(frozen=True, slots=True)
class Facet:
    """A link to one cut of the timeline, with its count."""

    title: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Cut:
    """One timeline: where it is, what it is called, and the moments it shows."""

    address: str
    title: str
    about: str
    moments: tuple[Moment, ...]
    name: str = ""

    @property
    def is_whole(self) -> bool:
        return self.address == "/timeline/"


def timeline_pages(library: Library) -> Iterable[Page]:
    """List every timeline page."""
    facets = _facets(library)
    for cut in _cuts(library):
        yield Page(cut.address, partial(_view, library, cut, facets))


def _cuts(library: Library) -> Iterable[Cut]:
    moments = library.timeline.moments
    yield Cut("/timeline/", "Timeline", "Everything dated in this record", moments)
    by_year, by_kind = _grouped(moments, lambda one: one.when.year), _grouped(moments, lambda one: one.kind)
    for year in sorted(year for year in by_year if year):
        yield Cut(f"/timeline/{year}/", str(year), f"Everything dated in {year}", by_year[year])
    for kind in KINDS:
        if kind in by_kind:
            title = KIND_WORDS[kind]
            yield Cut(f"/timeline/{kind}/", title, f"{title} in order of time", by_kind[kind])
    for node in _entities(library):
        name = library.cards[node.key].title
        yield Cut(
            f"/timeline/{node.kind}/{node.id}/", node.title, f"Everything dated that concerns {name}",
            library.timeline.moments_of[node.key], name,
        )  # fmt: skip


def _grouped(moments: Iterable[Moment], key: Callable[[Moment], Any]) -> dict[Any, tuple[Moment, ...]]:
    found: dict[Any, list[Moment]] = defaultdict(list)
    for moment in moments:
        found[key(moment)].append(moment)
    return {one: tuple(ones) for one, ones in found.items()}


def _entities(library: Library) -> Iterable[Node]:
    for node in library.graph.of_kind("boards", "organizations", "topics"):
        if len(library.timeline.moments_of.get(node.key, ())) >= LEAST:
            yield node


def _facets(library: Library) -> dict[str, tuple[Facet, ...]]:
    """The other cuts of the timeline, as real pages, each with its count."""
    moments = library.timeline.moments
    by_year = Counter(m.when.year for m in moments if m.when.year)
    by_kind = Counter(m.kind for m in moments)
    entities = {
        kind: tuple(
            Facet(
                node.title,
                f"/timeline/{kind}/{node.id}/",
                len(library.timeline.moments_of[node.key]),
            )
            for node in sorted(_entities(library), key=lambda one: one.title.casefold())
            if node.kind == kind
        )
        for kind in ("boards", "organizations", "topics")
    }
    return {
        "Year": tuple(Facet(str(y), f"/timeline/{y}/", by_year[y]) for y in sorted(by_year)),
        "Kind": tuple(
            Facet(KIND_WORDS[kind], f"/timeline/{kind}/", by_kind[kind]) for kind in KINDS if by_kind[kind]
        ),
        "Body": entities["boards"] + entities["organizations"],
        "Topic": entities["topics"],
    }


def _view(library: Library, cut: Cut, facets: dict[str, tuple[Facet, ...]]) -> View:
    found = cut.moments
    scribe = Scribe(library, cut.address)
    newest_first = library.graph.site.newest_first
    crumbs = (Crumb("Home", "/"),) + (() if cut.is_whole else (Crumb("Timeline", "/timeline/"),))
    about = f"{cut.about}: {len(found)} {'event' if len(found) == 1 else 'events'}."
    shown = years(scribe, found, newest_first=newest_first, whole=cut.is_whole)
    return View(
        address=cut.address,
        template="timeline.html",
        title=cut.title if cut.is_whole else f"{cut.name or cut.title}: timeline",
        description=about,
        heading=escape(cut.title),
        kind="" if cut.is_whole else "Timeline",
        summary=escape(about),
        crumbs=crumbs,
        sections=(Section("timeline", "", years=shown),),
        notes=scribe.notes(),
        explained=scribe.explained(),
        extra={
            "facets": facets,
            "picture": _strip(found) if len(found) > LEAST else Markup(""),
            "figures": _figures(found),
            "newest_first": newest_first,
            "count": len(found),
            "filters": _filters(found),
            "months": month_choices([moment_data(moment) for moment in found]),
        },
    )


def _filters(found: tuple[Moment, ...]) -> tuple[Filter, ...]:
    """What a timeline can be narrowed by; a filter that would leave all in place is left out."""
    if len(found) <= LEAST:
        return ()
    data = [moment_data(moment) for moment in found]
    names = {node.id: node.title for m in found for node in (*m.bodies, *m.people, *m.topics)}
    filters = (
        filter_of("kind", "Kind", data, KIND_WORDS),
        filter_of("body", "Body", data, names),
        filter_of("person", "Person", data, names),
        filter_of("topic", "Topic", data, names),
        filter_of("status", "Happened or planned", data, STATUS_WORDS),
    )
    return tuple(one for one in filters if len(one.choices) > 1)


STATUS_WORDS = {
    "planned": "Planned",
    "happened": "Happened",
    "cancelled": "Cancelled",
    "postponed": "Postponed",
}


def _by_month(found: Iterable[Moment]) -> Counter[tuple[int, int]]:
    return Counter((m.when.year, m.when.month) for m in found if m.when.year and m.when.month)


def _strip(found: tuple[Moment, ...]) -> Markup:
    """A bar for every month from the first to the last, each leading to its month."""
    counts = _by_month(found)
    if not counts:
        return Markup("")
    first, last = min(counts)[0], max(counts)[0]
    months = tuple(
        Strip(
            f"{MONTHS[month - 1]} {year}", counts[year, month], f"#month-{year}-{month:02d}",
        )
        for year in range(first, last + 1)
        for month in range(1, 13)
    )  # fmt: skip
    return strip(f"Events by month, {first} to {last}. The figures are in the table below.", months)


def _figures(found: Iterable[Moment]) -> Table:
    """The strip's figures as a table: years down, months across."""
    counts = _by_month(found)
    years_found = sorted({year for year, _ in counts})
    rows = tuple(
        Line((str(year), *(str(counts[year, month] or "–") for month in range(1, 13))))
        for year in years_found
    )
    head = ("Year", *(month[:3] for month in MONTHS))
    return Table("Events by month", head, rows, numeric=True)
