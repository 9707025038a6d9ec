"""The search page, and what each record's page can be found by besides its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.addresses import page_nodes
from generator.dates import When
from generator.graph import Node
from generator.pages.filters import filter_of
from generator.pages.kinds import KINDS
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.special import counts, simple_page
from generator.pages.views import Filter, Row, Section, Sought, View

# A span that is longer says nothing of one year, so it is found under none.
MOST_YEARS = 5


def sought(library: Library, node: Node) -> Sought:
    """Say what a record's page is found by: its kind, its date, its years, the bodies it concerns."""
    return Sought(
        kind=node.kind,
        when=str(node.when) if node.when else "",
        years=tuple(_years(node.when)),
        bodies=tuple(sorted({body.key for body in _bodies(library, node)})),
    )


def _years(when: When | None) -> Iterator[str]:
    if when and when.earliest and when.latest and when.latest.year - when.earliest.year < MOST_YEARS:
        yield from map(str, range(when.earliest.year, when.latest.year + 1))


def _bodies(library: Library, node: Node) -> Iterator[Node]:
    """The body itself, those a person sits on, and those that what happened concerned."""
    if node.kind in ("boards", "organizations"):
        yield node
    if node.kind == "people":
        yield from (one.body for one in library.timeline.held_by.get(node.key, ()))
    for moment in library.moments_at.get(node.key, ()):
        yield from moment.bodies


def search_view(library: Library) -> View:
    """Make the search page, with links for a reader whose search does not load."""
    rows = tuple(
        Row(html('<a href="{}">{}</a>', address, f"{title} ({count})"))
        for title, address, count in counts(library)
    )
    about = "Search every page of this record, by words, by kind, by body and by year."
    ways = Section("ways", "Other ways to find things", rows=rows)
    view = simple_page("/search/", "Search", about, Scribe(library, "/search/"), ways)
    return replace(view, template="search.html", extra={"filters": _filters(library)})


def _filters(library: Library) -> tuple[Filter, ...]:
    """What the results can be narrowed by; a filter with one choice narrows nothing."""
    pages = [sought(library, node) for node in page_nodes(library.graph)]
    items = [{"kind": one.kind, "body": " ".join(one.bodies), "year": " ".join(one.years)} for one in pages]
    titles = {node.key: node.title for node in library.graph.of_kind("boards", "organizations")}
    kinds = {kind: words.many for kind, words in KINDS.items()}
    filters = (
        filter_of("kind", "Kind", items, kinds),
        filter_of("body", "Body", items, titles),
        filter_of("year", "Year", items, {}),
    )
    return tuple(one for one in filters if one.choices[1:])
