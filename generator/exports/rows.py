"""The rows of each table, in order: one function for each, over the whole record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from generator import reads
from generator.exports.columns import Row
from generator.exports.stock import Stock
from generator.graph import Node
from generator.timeline import Membership

Rows = Callable[[Stock], Iterator[Row]]


def of_kinds(*kinds: str) -> Rows:
    """Make a row of each record or entry of some kinds."""

    def rows(stock: Stock) -> Iterator[Row]:
        for node in sorted(stock.graph.of_kind(*kinds), key=lambda node: node.key):
            yield of_node(node)

    return rows


def of_node(node: Node) -> Row:
    """Make the row of a record, or of an entry with an id."""
    within = node.parent.key if node.parent is not None else None
    return Row(node.home, node.written, node.key, node.path, within=within)


def entries(kind: str, field: str) -> Rows:
    """Make a row of each entry in a list of a kind of record, whether it has an id or not."""

    def rows(stock: Stock) -> Iterator[Row]:
        for node in stock.graph.of_kind(kind):
            for index, entry in enumerate(getattr(node.written, field)):
                own = getattr(entry, "id", None)
                yield Row(node, entry, f"{node.key}#{own}" if own else "", (field, index), index + 1)

    return rows


def memberships(stock: Stock) -> Iterator[Row]:
    """Make a row of each seat or office held."""
    places = member_places(stock)
    for one, own in zip(stock.timeline.memberships, membership_ids(stock), strict=True):
        place = places[id(one.written)]
        yield Row(one.body, one.written, own, ("members", place), place + 1, within=one)


def member_places(stock: Stock) -> dict[int, int]:
    """Find which of its body's members each entry is; by the very entry, as two may be written alike."""
    return {
        id(entry): index
        for body in stock.graph.of_kind("boards", "organizations")
        for index, entry in enumerate(body.written.members)
    }


def membership_ids(stock: Stock) -> Iterable[str]:
    """Give each membership an id that stays: the written one, else one made of who, what and since when.

    A point stands in those that are made, and in none that is written.
    """
    met: Counter[str] = Counter()
    for one in stock.timeline.memberships:
        own = one.node.key if one.written.id else f"{one.body.key}#{_seat(one)}"
        met[own] += 1
        yield own if met[own] == 1 else f"{own}.{met[own]}"


def _seat(one: Membership) -> str:
    first = one.written.start_date or (one.seen[0] if one.seen else one.written.current_as_of)
    role = one.post.id if one.post else "-".join((one.written.role or "member").casefold().split())
    since = first.text.replace("/", "_").replace(" ", "-") if first else "undated"
    return f"{one.holder.id if one.holder else 'not-named'}.{role}.{since}"


def points(stock: Stock) -> Iterator[Row]:
    """Make a row of each value of each measure."""
    for node in stock.graph.of_kind("measures"):
        for series in node.written.series:
            for number, point in enumerate(series.points, start=1):
                yield Row(node, point, f"{node.key}#{series.id}", number=number, within=series)


def citations(stock: Stock) -> Iterator[Row]:
    """Make a row of each citation, in the order of the records and of what is written in them."""
    met: Counter[tuple[str, str]] = Counter()
    for cited in sorted(stock.graph.cited, key=lambda one: one.source.home.key):
        reads.note(cited.source.key)
        path = path_words(cited.path)
        met[cited.source.home.key, path] += 1
        number = met[cited.source.home.key, path]
        yield Row(cited.source.home, cited.citation, path, cited.path, number, within=cited)


def path_words(path: Iterable[str | int]) -> str:
    """Write the way to an entry: items/0/sources/1."""
    return "/".join(map(str, path))
