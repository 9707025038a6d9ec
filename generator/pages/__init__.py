"""The pages there are: one list says which, each with what makes its view when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from generator.addresses import INDEXES, page_nodes
from generator.pages.accessibility import accessibility_view
from generator.pages.briefing import briefing_pages
from generator.pages.corrections import corrections_view, tombstone_pages
from generator.pages.days import day_pages
from generator.pages.home import home_view
from generator.pages.library import Library
from generator.pages.lists import index_view, money_view, recommendation_pages
from generator.pages.records import record_view
from generator.pages.seeking import search_view
from generator.pages.special import (
    differences_view,
    glossary_view,
    not_found_view,
    open_work_view,
    rules_view,
)
from generator.pages.timelines import timeline_pages
from generator.pages.views import Page, SiteView, View

__all__ = ["PAGES", "Library", "Page", "SiteView", "View", "build"]


def _records(library: Library) -> Iterable[Page]:
    for node in page_nodes(library.graph):
        yield Page(library.addresses.of(node), partial(record_view, library, node))


def _indexes(library: Library) -> Iterable[Page]:
    return (Page(f"/{kind}/", partial(index_view, library, kind)) for kind in INDEXES)


def _one(address: str, make: Callable[[Library], View]) -> Callable[[Library], Iterable[Page]]:
    return lambda library: (Page(address, partial(make, library)),)


PAGES: tuple[Callable[[Library], Iterable[Page]], ...] = (
    _one("/", home_view),
    _records,
    briefing_pages,
    _indexes,
    recommendation_pages,
    timeline_pages,
    day_pages,
    _one("/money/", money_view),
    _one("/glossary/", glossary_view),
    _one("/differences/", differences_view),
    _one("/corrections/", corrections_view),
    tombstone_pages,
    _one("/rules/", rules_view),
    _one("/open-work/", open_work_view),
    _one("/search/", search_view),
    _one("/accessibility/", accessibility_view),
    _one("/404.html", not_found_view),
)


def build(library: Library) -> tuple[Page, ...]:
    """List every page, in order of address; no view is made yet."""
    return tuple(sorted((page for pages in PAGES for page in pages(library)), key=lambda page: page.address))
