"""The files beside the pages: downloads of the whole record, each record as data, feeds, what hosts read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from generator import calendars, feeds
from generator.addresses import page_nodes
from generator.exports import chronicle, hosting, package, page, popolo, schemas, twins
from generator.exports.listed import Batch, Files, Listed
from generator.exports.stock import Stock
from generator.exports.tables import TABLES
from generator.pages import Page
from generator.reads import Kept

__all__ = ["DOWNLOADS", "EXPORTS", "Batch", "Files", "Listed", "Stock", "build", "downloads"]


def _tables(stock: Stock) -> Files:
    made = {f"data/{table.path}": table.file(stock) for table in TABLES}
    return made | package.files(stock, made)


# What there is to download: the files of each format, and what makes them of the linked record.
DOWNLOADS: tuple[tuple[tuple[str, ...], Callable[[Stock], Files]], ...] = (
    (popolo.PATHS, popolo.files),
    (chronicle.PATHS, chronicle.files),
    ((*(f"data/{table.path}" for table in TABLES), package.PATH), _tables),
    (schemas.PATHS, schemas.files),
)


def downloads(stock: Stock) -> Files:
    """Make all that there is to download under /data/."""
    return {path: data for _, make in DOWNLOADS for path, data in make(stock).items()}


def _downloads(stock: Stock) -> Listed:
    """List the downloads and the page about them, which shows something of each: they are made once."""
    kept = Kept[None, Files]()
    made = partial(kept.take, None, partial(downloads, stock))
    paths = tuple(path for some, _ in DOWNLOADS for path in some)
    about = Page(page.ADDRESS, partial(page.view, stock, made))
    return Listed((about,), (Batch(paths, made, is_shown=True),))


def _twins(stock: Stock) -> Listed:
    writer = twins.Writer(stock)
    nodes = page_nodes(stock.graph)
    return Listed((), tuple(Batch((twins.path(stock, one),), partial(writer.files, one)) for one in nodes))


def _feeds(stock: Stock) -> Listed:
    desk = _desk(stock)
    own = (Batch(feeds.paths(one), partial(feeds.build, desk, one)) for one in _followed(stock))
    return Listed((), (*own, Batch((feeds.CHANGES,), partial(feeds.changes, desk))))


def _calendars(stock: Stock) -> Listed:
    desk = _desk(stock)
    own = ((calendars.paths(one), partial(calendars.build, desk, one)) for one in _followed(stock))
    return Listed((), tuple(Batch(paths, make) for paths, make in own if paths))


def _desk(stock: Stock) -> feeds.Desk:
    return feeds.Desk(stock.graph, stock.library.addresses, stock.ledger, stock.site)


def _followed(stock: Stock) -> Iterable[feeds.Followed]:
    return feeds.followed(stock.graph, stock.timeline, stock.library.addresses, stock.site.title)


# What is made beside the pages, under the setting that switches it off.
EXPORTS: tuple[tuple[str, Callable[[Stock], Listed]], ...] = (
    ("data", _downloads),
    ("twins", _twins),
    ("feeds", _feeds),
    ("calendars", _calendars),
)
NEEDS_ADDRESS = ("feeds", "calendars")


def build(stock: Stock, pages: tuple[Page, ...]) -> Listed:
    """List all files of the site: the pages, and what is beside them; little of it is made yet."""
    site = stock.site
    own = [
        export(stock)
        for output, export in EXPORTS
        if getattr(site.outputs, output) and (site.base_url or output not in NEEDS_ADDRESS)
    ]
    every = sorted((*pages, *(page for one in own for page in one.pages)), key=lambda page: page.address)
    made = hosting.files(every, stock)
    hosts = Batch(tuple(made), lambda: made)
    return Listed(tuple(every), (hosts, *(batch for one in own for batch in one.batches)))
