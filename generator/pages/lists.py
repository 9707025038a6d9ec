"""The index of each kind: every record once, in the order a reader looks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from markupsafe import Markup, escape

from generator.graph import Node, styled
from generator.pages.blocks import TONES
from generator.pages.cuts import Facet
from generator.pages.kinds import FEEDS, KINDS
from generator.pages.library import Library
from generator.pages.prose import plain, reading_order
from generator.pages.recommended import Some, compared, facets, filters, slug, some
from generator.pages.scribe import Scribe
from generator.pages.scrutiny import current_status
from generator.pages.sums import amount
from generator.pages.views import Crumb, Group, Page, Row, Section, View

LONGEST_LINE = 180


def index_view(library: Library, kind: str) -> View:
    """Make the index page of one kind."""
    scribe = Scribe(library, f"/{kind}/")
    words = KINDS[kind]
    nodes = sorted(library.graph.by_kind.get(kind, ()), key=reading_order)
    groups = GROUPED.get(kind, _one_group)(scribe, nodes)
    return View(
        address=scribe.here,
        template="index.html",
        title=words.many,
        description=f"{words.about} {len(nodes)} in this record.",
        heading=escape(words.many),
        kind="Index",
        summary=escape(words.about),
        crumbs=(Crumb("Home", "/"),),
        sections=(Section("list", "", groups=groups),),
        feeds=FEEDS if kind == "recommendations" else (),
        extra={
            "count": len(nodes),
            "filters": filters(library) if kind == "recommendations" else (),
            "facets": facets(some(library)) if kind == "recommendations" else {},
        },
    )


def recommendation_pages(library: Library) -> Iterable[Page]:
    """List the pages of recommendations by status, by owner, and of those past their date."""
    every = some(library)
    for one in every:
        yield Page(one.facet.address, partial(_some_view, library, one, facets(every)))


def _some_view(library: Library, one: Some, found: dict[str, tuple[Facet, ...]]) -> View:
    scribe = Scribe(library, one.facet.address)
    about = f"The recommendations of this record by {one.group.lower()}: {one.facet.title}."
    return View(
        address=scribe.here,
        template="index.html",
        title=f"Recommendations: {one.group.lower()}, {one.facet.title}",
        description=f"{about} {len(one.nodes)} of them.",
        heading=escape(f"Recommendations: {one.facet.title}"),
        kind="Index",
        summary=escape(about),
        crumbs=(Crumb("Home", "/"), Crumb("Recommendations", "/recommendations/")),
        sections=(Section("list", "", groups=_grouped_by(_by_maker)(scribe, one.nodes)),),
        extra={"count": len(one.nodes), "filters": (), "facets": found},
    )


def _row(scribe: Scribe, node: Node) -> Row:
    """One line of an index: by what its kind is looked for."""
    return Row(
        title=scribe.link(node, _title(scribe, node)),
        when=scribe.date(node.when),
        label=_label(node),
        tone=_tone(node),
        line=escape(_line(scribe, node)),
        anchor=node.id if node.parent is None else f"{node.home.id}-{node.id}",
        data=compared(scribe.library, node) if node.kind == "recommendations" else {},
    )


def _title(scribe: Scribe, node: Node) -> str:
    return styled(node.written) if node.kind == "people" else scribe.name(node)


def _label(node: Node) -> str:
    if node.kind == "recommendations":
        return current_status(node).capitalize()
    if node.kind in ("boards", "organizations", "documents", "events"):
        return str(node.written.classification)
    if node.kind == "decisions":
        parts = dict.fromkeys(part.outcome for part in node.written.parts)
        return ", ".join(parts).capitalize() or str(getattr(node.written, "classification", ""))
    status = getattr(node.written, "status", "")
    return str(status).capitalize() if status in ("scheduled", "planned", "cancelled") else ""


def _tone(node: Node) -> str:
    return TONES[current_status(node)] if node.kind == "recommendations" else "plain"


def _line(scribe: Scribe, node: Node) -> str:
    written = node.written
    for name in ("summary", "public_role", "asks", "remit", "focus"):
        found = getattr(written, name, None)
        if found:
            words = found if isinstance(found, str) else plain(found, scribe.graph)
            return _first_sentence(words)
    return ""


def _first_sentence(words: str) -> str:
    end = words.find(". ")
    sentence = words if end < 0 else words[: end + 1]
    if len(sentence) <= LONGEST_LINE:
        return sentence
    return sentence[:LONGEST_LINE].rpartition(" ")[0] + "…"


def _one_group(scribe: Scribe, nodes: Iterable[Node]) -> tuple[Group, ...]:
    return (Group("", tuple(_row(scribe, node) for node in nodes)),)


def _grouped_by(
    words: Callable[[Scribe, Node], str],
) -> Callable[[Scribe, Iterable[Node]], tuple[Group, ...]]:
    def grouped(scribe: Scribe, nodes: Iterable[Node]) -> tuple[Group, ...]:
        found: dict[str, list[Row]] = defaultdict(list)
        for node in nodes:
            found[words(scribe, node)].append(_row(scribe, node))
        anchors = _anchors(found)
        return tuple(Group(title, tuple(rows), anchors[title]) for title, rows in found.items())

    return grouped


def _anchors(titles: Iterable[str]) -> dict[str, str]:
    """Give each title an anchor of its own: of İ and I both make an i."""
    found: dict[str, str] = {}
    for title in titles:
        base = anchor = slug(title) or "other"
        number = 2
        while anchor in found.values():
            anchor, number = f"{base}-{number}", number + 1
        found[title] = anchor
    return found


def _by_year(_: Scribe, node: Node) -> str:
    return str(node.when.year) if node.when and node.when.year else "Date not in our sources"


def _by_maker(scribe: Scribe, node: Node) -> str:
    """Who made a recommendation, and when: the list it belongs to."""
    makers = [scribe.graph.find(one, node) for one in node.written.made_by]
    names = " and ".join(maker.title for maker in makers if maker)
    return f"{names}, {node.when}" if node.when else names


def _by_letter(_: Scribe, node: Node) -> str:
    name = node.written.sort_name or node.written.family_name or node.written.name
    return next((sign.upper() for sign in str(name) if sign.isalnum()), "Other signs")


def _by_reading(_: Scribe, node: Node) -> str:
    return "Read by us" if node.written.read else "Known only from other documents"


def _documents(scribe: Scribe, nodes: Iterable[Node]) -> tuple[Group, ...]:
    groups = {group.title: group for group in _grouped_by(_by_reading)(scribe, nodes)}
    order = ("Read by us", "Known only from other documents")
    return tuple(groups[title] for title in order if title in groups)


GROUPED: dict[str, Callable[[Scribe, Iterable[Node]], tuple[Group, ...]]] = {
    "people": _grouped_by(_by_letter),
    "meetings": _grouped_by(_by_year),
    "decisions": _grouped_by(_by_year),
    "events": _grouped_by(_by_year),
    "recommendations": _grouped_by(_by_maker),
    "documents": _documents,
}


def money_view(library: Library) -> View:
    """List every sum where it is stated, by basis: sums on different bases are never added."""
    scribe = Scribe(library, "/money/")
    found: dict[str, list[Row]] = defaultdict(list)
    for node in sorted(library.graph.by_kind.get("money", ()), key=reading_order):
        money = node.written
        period = scribe.date(money.period)
        where = scribe.link(node.home)
        parts = [escape(money.title), period, escape(money.condition or ""), where]
        line = Markup("; ").join(part for part in parts if part)
        found[money.basis].append(
            Row(scribe.link(node, amount(money)), line=line + scribe.cite(money.sources))
        )
    groups = tuple(
        Group(basis.capitalize(), tuple(rows), slug(basis)) for basis, rows in sorted(found.items())
    )
    about = "Every sum where it is stated. Sums on different bases cannot be added to each other."
    return View(
        address="/money/", template="index.html", title="Money", description=about,
        heading=escape("Money"), kind="Index", summary=escape(about),
        crumbs=(Crumb("Home", "/"),), sections=(Section("list", "", groups=groups),),
        notes=scribe.notes(), explained=scribe.explained(),
        extra={"count": sum(len(rows) for rows in found.values()), "filters": (), "facets": {}},
    )  # fmt: skip
