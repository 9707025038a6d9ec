"""The files beside the pages: downloads of the whole record, each record as data, and what hosts read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.addresses import Addresses
from generator.exports import chronicle, hosting, package, popolo, twins
from generator.exports.stock import Stock
from generator.exports.tables import TABLES
from generator.graph import Graph
from generator.pages import SiteView, View
from generator.pages.scribe import Library
from generator.timeline import Timeline

Files = dict[str, bytes]


def _tables(stock: Stock) -> Files:
    made = {f"data/{table.path}": table.file(stock) for table in TABLES}
    return made | package.files(stock, made)


# What there is to download: a function for each format, from the linked record to files by path.
EXPORTS: tuple[Callable[[Stock], Files], ...] = (popolo.files, chronicle.files, _tables, twins.files)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files, and the pages about them, which are rendered with the others."""

    files: Files
    views: tuple[View, ...] = ()


def build(
    views: tuple[View, ...], graph: Graph, timeline: Timeline, addresses: Addresses, site: SiteView, today: date
) -> Exported:
    """Make every file that is not a page, by output path."""
    stock = Stock(Library(graph, timeline, addresses, today), site)
    made: Files = {}
    for export in EXPORTS:
        made |= export(stock)
    return Exported(made | hosting.files(views, addresses, site))
