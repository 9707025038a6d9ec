"""The files beside the pages: downloads of the whole record, each record as data, and what hosts read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.addresses import Addresses
from generator.exports import chronicle, hosting, package, page, popolo, schemas, twins
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


# What there is to download, and what is beside the pages: a function for each format, from the
# linked record to files by path, under the setting that switches it off.
EXPORTS: tuple[tuple[str, Callable[[Stock], Files]], ...] = (
    ("data", popolo.files),
    ("data", chronicle.files),
    ("data", _tables),
    ("data", schemas.files),
    ("twins", twins.files),
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files, and the pages about them, which are rendered with the others."""

    files: Files
    views: tuple[View, ...] = ()


def build(
    views: tuple[View, ...],
    graph: Graph,
    timeline: Timeline,
    addresses: Addresses,
    site: SiteView,
    today: date,
) -> Exported:
    """Make every file that is not a page, by output path."""
    stock = Stock(Library(graph, timeline, addresses, today), site)
    made: Files = {}
    for output, export in EXPORTS:
        if getattr(graph.site.outputs, output):
            made |= export(stock)
    own = (page.view(stock, made),) if graph.site.outputs.data else ()
    return Exported(made | hosting.files((*views, *own), addresses, site), own)
