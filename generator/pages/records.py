"""The page of each kind of record: key facts first, then its parts, then what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from generator import linked_data
from generator.graph import Node, styled
from generator.pages import blocks
from generator.pages import entries as show
from generator.pages.blocks import facts
from generator.pages.bodies import organization, person
from generator.pages.cards import kind_words
from generator.pages.kinds import ANYONE, FOLLOWED, KINDS
from generator.pages.library import Library, Neighbours
from generator.pages.markup import html
from generator.pages.papers import document
from generator.pages.parts import (
    back_links,
    chains_section,
    offices_section,
    timeline_section,
)
from generator.pages.proceedings import decision, meeting
from generator.pages.scribe import Scribe
from generator.pages.scrutiny import inspection, plan, recommendation, status_words, visit
from generator.pages.seeking import sought
from generator.pages.series import measure
from generator.pages.views import Crumb, Fact, Made, Row, Section, View

NAMED_SOURCES = 4


def record_view(library: Library, node: Node) -> View:
    """Make the page of one record, or of a decision taken at a meeting."""
    scribe = Scribe(library, library.addresses.of(node), node.when, papers_of(node))
    written = node.written
    summary = scribe.inline(getattr(written, "summary", None))
    own_facts, own_sections = MAKERS[node.kind](scribe, node)
    text = scribe.prose(getattr(written, "text", None))
    sections = (
        *own_sections,
        Section("text", _text_title(node), intro=text),
        Section("differ", "Where sources differ", differences=blocks.differences(scribe, written)),
        Section("absent", "What is missing here", absences=blocks.absences(scribe, written)),
        chains_section(scribe, node) if node.kind != "recommendations" else _NONE,
        _offices(scribe, node),
        timeline_section(scribe, node) if node.kind != "recommendations" else _NONE,
        back_links(scribe, node),
        Section("links", "Elsewhere", rows=_outward(written)),
    )
    status, tone = _status(node)
    among_its_like, overall = scribe.library.beside(node)
    before, after = _linked_to(scribe, among_its_like)
    earlier, later = _linked_to(scribe, overall)
    card = library.card(node)
    return View(
        address=scribe.here,
        template="record.html",
        title=card.title,
        description=card.description,
        heading=_heading(scribe, node),
        kind=kind_words(node),
        status=status,
        tone=tone,
        summary=summary,
        crumbs=_crumbs(library, node),
        facts=(*own_facts, *_topic_facts(scribe, node), *_source_facts(scribe, node)),
        note=scribe.inline(written.note),
        sections=tuple(section for section in sections if not section.is_empty),
        notes=scribe.notes(),
        explained=scribe.explained(),
        coverage=_coverage(library, node),
        linked=_linked(library, node),
        feeds=FOLLOWED.get(node.kind, ()),
        previous=before,
        next=after,
        earlier=earlier if earlier != before else Markup(""),
        later=later if later != after else Markup(""),
        sought=sought(library, node),
        twin=f"{scribe.here}index.json",
    )


_NONE = Section("", "")
DATED = ("meetings", "visits", "inspections", "decisions")


def _coverage(library: Library, node: Node) -> str:
    """Say how many of the record's statements carry a source."""
    sourced, total = library.coverage(node)
    if not total:
        return ""
    if sourced == total:
        return f"Each of the {total} statements in this record has a source." if total > 1 else ""
    return f"{sourced} of the {total} statements in this record have a source."


def papers_of(node: Node) -> tuple[str, ...]:
    """List the documents a record is taken from: their names for things are used on its page."""
    written = node.home.written
    minutes = getattr(written, "minutes", None)
    named: list[str | None] = [minutes.document if minutes else None]
    named += [getattr(written, field, None) for field in ("document", "letter", "report")]
    if node.kind == "documents":
        named.append(node.id)
    return tuple(one for one in named if one)


def _linked(library: Library, node: Node) -> tuple[Markup, ...]:
    """What the page is about, and the way to it, for search engines."""
    if not library.base_url:
        return ()
    steps = [(crumb.title, crumb.address) for crumb in _crumbs(library, node)]
    way = linked_data.crumbs(library.describer, [*steps, (node.title, library.addresses.of(node))])
    things = (linked_data.describe(library.describer, node), way)
    return tuple(Markup(linked_data.as_script(one)) for one in things if one)  # noqa: S704 - escaped there


def _heading(scribe: Scribe, node: Node) -> Markup:
    return escape(styled(node.written) if node.kind == "people" else scribe.name(node))


def _crumbs(library: Library, node: Node) -> tuple[Crumb, ...]:
    kind = KINDS[node.kind]
    crumbs = [Crumb("Home", "/")]
    if node.kind != "pages":
        crumbs.append(Crumb(kind.many, f"/{node.kind}/"))
    if node.parent is not None:
        crumbs.append(Crumb(node.home.title, library.addresses.of(node.home)))
    return tuple(crumbs)


def _status(node: Node) -> tuple[str, str]:
    """The status that stands beside the title, where the kind has one."""
    if node.kind == "recommendations":
        return status_words(node)
    status = getattr(node.written, "status", None)
    if status in ("scheduled", "planned", "cancelled", "postponed"):
        return str(status).capitalize(), "plain"
    return "", ""


def _offices(scribe: Scribe, node: Node) -> Section:
    if node.kind not in DATED or node.when is None:
        return _NONE
    return offices_section(scribe, node.when, _concerned(scribe, node))


def _concerned(scribe: Scribe, node: Node) -> Iterable[Node]:
    """The bodies whose offices a dated page shows."""
    written = node.home.written
    named: list[str] = []
    for field in ("bodies", "by", "to", "of", "made_to", "decision_maker"):
        value = getattr(written, field, None)
        named += [value] if isinstance(value, str) else (value or ())
    found = (scribe.graph.find(one, node, *ANYONE) for one in named)
    return [one.home for one in found if one and one.home.kind in ("boards", "organizations")]


def _topic_facts(scribe: Scribe, node: Node) -> tuple[Fact, ...]:
    topics = getattr(node.written, "topics", ())
    return facts(("Topics", scribe.references(topics, node, "topics")))


def _source_facts(scribe: Scribe, node: Node) -> tuple[Fact, ...]:
    return facts(("Taken from", _sources(scribe, node)))


def _sources(scribe: Scribe, node: Node) -> Markup:
    """Name a record's sources where they are few; else their numbers say enough."""
    sources = tuple(dict.fromkeys(node.written.sources))
    return scribe.named_sources(sources) if len(sources) <= NAMED_SOURCES else scribe.cite(sources)


def _text_title(node: Node) -> str:
    return "" if node.kind == "pages" else "In more detail"


def _outward(written: Any) -> tuple[Row, ...]:
    return tuple(
        Row(html('<a href="{}" rel="external">{}</a>', link.url, link.title))
        for link in getattr(written, "links", ())
    )


def _linked_to(scribe: Scribe, neighbours: Neighbours) -> tuple[Markup, Markup]:
    """Link to the pages before and after: of the same body or kind, or of the whole record."""
    before, after = neighbours
    nodes = scribe.graph.nodes
    return (
        scribe.link(nodes[before]) if before else Markup(""),
        scribe.link(nodes[after]) if after else Markup(""),
    )


def _event(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Date", scribe.date(written.date)),
        ("Time", written.start_time),
        ("Place", written.place),
        ("Bodies", scribe.references(written.bodies, node, "boards", "organizations")),
        ("People", show.took_part(scribe, node, written.people)),
        ("About", scribe.references(written.about, node)),
    )
    return shown, ()


def _plain(_scribe: Scribe, _node: Node) -> Made:
    return (), ()


MAKERS: dict[str, Callable[[Scribe, Node], Made]] = {
    "people": person,
    "boards": organization,
    "organizations": organization,
    "meetings": meeting,
    "decisions": decision,
    "inspections": inspection,
    "visits": visit,
    "recommendations": recommendation,
    "documents": document,
    "plans": plan,
    "measures": measure,
    "events": _event,
    "topics": _plain,
    "pages": _plain,
}
