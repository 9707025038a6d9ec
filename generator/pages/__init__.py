"""The view that each page's template gets: one list says which pages there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from generator.addresses import INDEXES, Addresses, page_nodes
from generator.graph import Graph
from generator.markdown import shortened
from generator.pages.corrections import corrections_view, tombstone_views
from generator.pages.days import day_views
from generator.pages.lists import index_view, money_view
from generator.pages.records import record_view
from generator.pages.scribe import Library
from generator.pages.special import (
    accessibility_view,
    differences_view,
    glossary_view,
    home_view,
    not_found_view,
    open_work_view,
    rules_view,
    search_view,
)
from generator.pages.timelines import timeline_views
from generator.pages.views import SiteView, View
from generator.timeline import Timeline


def _records(library: Library) -> Iterable[View]:
    return (record_view(library, node) for node in page_nodes(library.graph))


def _indexes(library: Library) -> Iterable[View]:
    return (index_view(library, kind) for kind in INDEXES)


def _one(make: Callable[[Library], View]) -> Callable[[Library], Iterable[View]]:
    return lambda library: (make(library),)


PAGES: tuple[Callable[[Library], Iterable[View]], ...] = (
    _one(home_view),
    _records,
    _indexes,
    timeline_views,
    day_views,
    _one(money_view),
    _one(glossary_view),
    _one(differences_view),
    _one(corrections_view),
    tombstone_views,
    _one(rules_view),
    _one(open_work_view),
    _one(search_view),
    _one(accessibility_view),
    _one(not_found_view),
)


def build(graph: Graph, timeline: Timeline, addresses: Addresses, today: date) -> tuple[View, ...]:
    """Make the view of every page, in order of address."""
    library = Library(graph, timeline, addresses, today)
    found = [view for make in PAGES for view in make(library)]
    return tuple(sorted(_told_apart(found), key=lambda view: view.address))


def _told_apart(views: list[View]) -> Iterable[View]:
    """Give pages of one title their kind beside it, and pages of one description their title in it."""
    titles = Counter(view.title for view in views)
    descriptions = Counter(view.description for view in views)
    for view in views:
        title = f"{view.title} ({view.kind.lower()})" if titles[view.title] > 1 else view.title
        alone = descriptions[view.description] == 1
        description = view.description if alone else shortened(f"{title}: {view.description}")
        yield replace(view, title=title, description=description)


__all__ = ["PAGES", "SiteView", "View", "build"]
