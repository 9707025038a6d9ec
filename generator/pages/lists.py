"""The index of each kind: every record once, in the order a reader looks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.graph import Node, styled
from generator.pages.blocks import TONES
from generator.pages.filters import filter_of
from generator.pages.kinds import ANYONE, FEEDS, KINDS
from generator.pages.library import Library
from generator.pages.prose import plain, reading_order
from generator.pages.scribe import Scribe
from generator.pages.scrutiny import current_status
from generator.pages.sums import amount
from generator.pages.views import Crumb, Filter, Group, Row, Section, View
from generator.timeline import is_overdue

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
        extra={"count": len(nodes), "filters": _filters(kind, nodes, groups, library)},
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
        data=_data(scribe, node),
    )


def _data(scribe: Scribe, node: Node) -> dict[str, str]:
    """What the filters of the index of recommendations compare."""
    if node.kind != "recommendations":
        return {}
    written = node.written
    bodies = {body.id for body in _named(scribe, node, (*written.made_by, *written.made_to))}
    owners = _named(scribe, node, [one.owner_post or one.owner for one in written.actions])
    return {
        "status": current_status(node).replace(" ", "-"),
        "body": " ".join(sorted(bodies)),
        "owner": " ".join(sorted({owner.id for owner in owners})),
        "theme": _slug(written.theme or ""),
        "topic": " ".join(written.topics),
        "late": "past-its-date" if is_overdue(scribe.graph, node, scribe.library.as_at) else "",
    }


def _named(scribe: Scribe, node: Node, written: Iterable[str | None]) -> list[Node]:
    """The people and bodies that references name, an office standing for its body."""
    found = (scribe.graph.find(one, node, *ANYONE) for one in written if one)
    return [one if one.kind == "people" else one.home for one in found if one]


def _filters(kind: str, nodes: list[Node], groups: tuple[Group, ...], library: Library) -> tuple[Filter, ...]:
    """What an index can be narrowed by: only recommendations have enough to choose from."""
    if kind != "recommendations":
        return ()
    data = [row.data for group in groups for row in group.rows]
    titles = {node.id: node.title for node in library.graph.nodes.values() if node.parent is None}
    themes = {_slug(node.written.theme): node.written.theme for node in nodes if node.written.theme}
    statuses = {status.replace(" ", "-"): status.capitalize() for status in TONES}
    filters = (
        filter_of("status", "Status", data, statuses),
        filter_of("body", "Body that asked or was asked", data, titles),
        filter_of("owner", "Owner of an action", data, titles),
        filter_of("theme", "Theme", data, themes),
        filter_of("topic", "Topic", data, titles),
        filter_of("late", "Past its date", data, {"past-its-date": "An answer or action is late"}),
    )
    return tuple(one for one in filters if one.choices)


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
        base = anchor = _slug(title) or "other"
        number = 2
        while anchor in found.values():
            anchor, number = f"{base}-{number}", number + 1
        found[title] = anchor
    return found


def _slug(words: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


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
        Group(basis.capitalize(), tuple(rows), _slug(basis)) for basis, rows in sorted(found.items())
    )
    about = "Every sum where it is stated. Sums on different bases cannot be added to each other."
    return View(
        address="/money/", template="index.html", title="Money", description=about,
        heading=escape("Money"), kind="Index", summary=escape(about),
        crumbs=(Crumb("Home", "/"),), sections=(Section("list", "", groups=groups),),
        notes=scribe.notes(), explained=scribe.explained(),
        extra={"count": sum(len(rows) for rows in found.values()), "filters": ()},
    )  # fmt: skip
