"""The first page: what this covers, what was found, what was asked for, what came of it, what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup, escape

from generator.dates import day_words
from generator.markdown import shortened
from generator.pages.blocks import TONES, facts
from generator.pages.cuts import Facet
from generator.pages.kinds import CALENDAR, FEEDS
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.prose import listed, reading_order
from generator.pages.recommended import facets, some
from generator.pages.scribe import Scribe
from generator.pages.scrutiny import current_status
from generator.pages.special import counts
from generator.pages.views import Block, Fact, Group, Row, View
from generator.timeline import Moment, is_overdue, open_on

LATEST = 6
SHOWN_JUDGEMENTS = 8
AT_A_GLANCE = 3


def home_view(library: Library) -> View:
    """Make the home page: what this covers, what was found, what was promised, what came of it."""
    site = library.graph.site
    scribe = Scribe(library, "/")
    return View(
        address="/",
        template="home.html",
        title=site.title,
        description=shortened(site.description),
        heading=escape(site.title),
        feeds=(*FEEDS, CALENDAR),
        summary=escape(site.description),
        sections=(),
        extra={
            "glance": _glance(scribe),
            "introduction": scribe.prose(site.introduction),
            "coverage": _coverage(scribe),
            "inspections": _inspections(scribe),
            "recommendations": _recommendations(scribe),
            "latest": _latest(scribe),
            "counts": counts(library),
        },
        notes=scribe.notes(),
        explained=scribe.explained(),
    )


def _coverage(scribe: Scribe) -> tuple[Row, ...]:
    coverage = scribe.graph.site.coverage
    pairs = (
        ("Period", scribe.date(coverage.period)),
        ("In it", scribe.inline(coverage.includes)),
        ("Not in it", scribe.inline(coverage.excludes)),
    )
    return tuple(Row(escape(label), line=value) for label, value in pairs if value)


def _inspections(scribe: Scribe) -> tuple[Block, ...]:
    """Each inspection with its judgements, the one judged overall first."""
    blocks = []
    for node in sorted(scribe.graph.of_kind("inspections"), key=reading_order):
        judged = sorted(node.written.judgements, key=lambda one: not one.overall)
        grades = tuple(
            Block(
                title=escape(one.area), label=one.grade, tone=TONES.get(one.grade.lower(), "plain"),
                refs=scribe.cite(one.sources),
            )
            for one in judged[:SHOWN_JUDGEMENTS]
        )  # fmt: skip
        status = "" if node.written.status == "held" else node.written.status.capitalize()
        blocks.append(
            Block(
                title=scribe.link(node), label=status, body=scribe.inline(node.written.summary),
                facts=facts(("When", scribe.date(node.when))), blocks=grades,
            )
        )  # fmt: skip
    return tuple(blocks)


def _recommendations(scribe: Scribe) -> tuple[Group, ...]:
    """Recommendations by the status last recorded, the ones not yet done first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for node in sorted(scribe.graph.of_kind("recommendations"), key=reading_order):
        found[current_status(node)].append(Row(scribe.link(node), when=scribe.date(node.when)))
    order = [status for status in TONES if status in found]
    return tuple(Group(status.capitalize(), tuple(found[status])) for status in order)


def _latest(scribe: Scribe) -> tuple[Row, ...]:
    """The latest things that happened; what was planned is not among them."""
    latest = _latest_moments(scribe)[:LATEST]
    return tuple(Row(scribe.link(m.node, m.title), scribe.date(m.when), m.label) for m in latest)


def _latest_moments(scribe: Scribe) -> list[Moment]:
    happened = [m for m in scribe.library.timeline.moments if not m.is_planned]
    return sorted(happened, key=lambda m: m.sort_key, reverse=True)


def _glance(scribe: Scribe) -> tuple[Fact, ...]:
    """What a reader wants to know first, a line each: covered, found, asked for, done, open, latest."""
    lists = facets(some(scribe.library))
    return facts(
        ("It covers", _covered(scribe)),
        ("Inspectors found", Markup("<br>").join(_found(scribe))),
        ("Was asked for", _asked(scribe)),
        ("How far it came", _came(lists.get("Status", ()))),
        ("Still open", _open(scribe, lists.get("Delay", ()))),
        ("The latest", _newest(scribe)),
    )


def _link(address: str, count: int, one: str, many: str) -> Markup:
    return html('<a href="{}">{}</a>', address, f"{count:,} {one if count == 1 else many}")


def _covered(scribe: Scribe) -> Markup:
    library = scribe.library
    meetings = len(library.graph.of_kind("meetings"))
    parts = [_link("/timeline/", len(library.timeline.moments), "event", "events")]
    parts += [_link("/meetings/", meetings, "meeting", "meetings")] if meetings else []
    period = scribe.date(library.graph.site.coverage.period)
    return html("{}: {}", period, listed(parts)) if period else listed(parts)


def _found(scribe: Scribe) -> Iterator[Markup]:
    """The latest inspections, each with what it was judged overall, or in what was judged first."""
    held = [node for node in scribe.graph.of_kind("inspections") if node.written.status == "held"]
    for node in sorted(held, key=reading_order)[-AT_A_GLANCE:]:
        judged = sorted(node.written.judgements, key=lambda one: not one.overall)
        grade = _tag(judged[0].grade, judged[0].grade.lower()) if judged else "no judgement recorded"
        yield html("{} {}", scribe.link(node), grade)


def _tag(words: str, tone: str) -> Markup:
    return html('<span class="tag {}">{}</span>', TONES.get(tone, "plain"), words)


def _asked(scribe: Scribe) -> Markup:
    count = len(scribe.graph.of_kind("recommendations"))
    return _link("/recommendations/", count, "recommendation", "recommendations") if count else Markup("")


def _came(statuses: tuple[Facet, ...]) -> Markup:
    """How many have each status, each leading to the list of them."""
    found = {facet.title: facet for facet in statuses}
    titles = [status.capitalize() for status in TONES]
    shown = (found[title] for title in titles if title in found)
    return Markup(", ").join(
        html('<a href="{}">{}</a>', one.address, f"{one.title.lower()}: {one.count:,}") for one in shown
    )


def _open(scribe: Scribe, past: tuple[Facet, ...]) -> Markup:
    library = scribe.library
    still = open_on(library.graph.of_kind("recommendations"), library.as_at)
    late = [node for node, _ in still if is_overdue(library.graph, node, library.as_at)]
    if not library.graph.of_kind("recommendations"):
        return Markup("")
    words = f"{len(still):,} not closed as at {day_words(library.as_at)}"
    if not (late and past):
        return escape(words)
    return html('{}, <a href="{}">{} past their date</a>', words, past[0].address, f"{len(late):,}")


def _newest(scribe: Scribe) -> Markup:
    latest = _latest_moments(scribe)[:1]
    return Markup("").join(html("{}, {}", scribe.link(m.node, m.title), scribe.date(m.when)) for m in latest)
