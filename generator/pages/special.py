"""The pages that are about the record as a whole: glossary, differences, what is missing."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup, escape

from generator.graph import Node
from generator.markdown import shortened
from generator.pages.blocks import absence, block, difference, facts
from generator.pages.kinds import KINDS
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.prose import reading_order
from generator.pages.scribe import Scribe
from generator.pages.views import Block, Crumb, Row, Section, View

HOME = (Crumb("Home", "/"),)


def counts(library: Library) -> tuple[tuple[str, str, int], ...]:
    """Count the records of each kind, each with the address of its index."""
    return tuple(
        (
            words.many if len(library.graph.by_kind[kind]) > 1 else words.one,
            f"/{kind}/",
            len(library.graph.by_kind[kind]),
        )
        for kind, words in KINDS.items()
        if kind != "pages" and library.graph.by_kind.get(kind)
    )


def glossary_view(library: Library) -> View:
    """Make the glossary."""
    scribe = Scribe(library, "/glossary/")
    terms = sorted(library.graph.singles["glossary"].terms, key=lambda term: term.term.casefold())
    glossary = library.graph.nodes.get("glossary/glossary")
    blocks = tuple(
        block(
            scribe, term, title=escape(term.term), label=term.expansion or "",
            body=scribe.prose(term.meaning),
            facts=facts(("See", scribe.reference(term.record, glossary) if glossary else None)),
        )
        for term in terms
    )  # fmt: skip
    about = "The words and short forms used in this record, in plain language."
    return simple_page("/glossary/", "Glossary", about, scribe, Section("terms", "", blocks=blocks))


def differences_view(library: Library) -> View:
    """Make the page of every point on which sources disagree."""
    scribe = Scribe(library, "/differences/")
    by_page: dict[str, list[Block]] = defaultdict(list)
    pages: dict[str, Node] = {}
    for node, one in sorted(library.differences(), key=lambda pair: reading_order(pair[0].home)):
        pages[node.home.key] = node.home
        title = scribe.link(node) if node.parent is not None else Markup("")
        by_page[node.home.key].append(Block(title=title, differences=(difference(scribe, one),)))
    sections = tuple(
        Section(key.replace("/", "-"), pages[key].title, blocks=tuple(blocks),
                intro=html("<p>{}</p>", scribe.link(pages[key], "To this record")))
        for key, blocks in by_page.items()
    )  # fmt: skip
    count = len(library.differences())
    about = (
        f"{count} points on which two sources, or two places in one, disagree. "
        "Both accounts are kept, each with its source."
    )
    return simple_page("/differences/", "Where sources differ", about, scribe, *sections)


def rules_view(library: Library) -> View:
    """Make the page of the time limits that this record counts by, with their legal basis."""
    scribe = Scribe(library, "/rules/")
    blocks = tuple(
        block(
            scribe, clock, title=escape(clock.title), body=scribe.prose(clock.text),
            facts=facts(
                ("Legal basis", clock.legal_basis),
                ("Months", str(clock.months or "")),
                ("Working days", str(clock.working_days or "")),
            ),
        )
        for clock in library.graph.singles["rules"].clocks
    )  # fmt: skip
    intro = Markup("") if blocks else Markup("<p>No time limits are set.</p>")
    about = "The time limits that this record counts by, each with its legal basis."
    section = Section("clocks", "", intro=intro, blocks=blocks)
    return simple_page("/rules/", "Time limits", about, scribe, section)


def open_work_view(library: Library) -> View:
    """Make the page of what is missing: absences with their reasons, statements without a source."""
    scribe = Scribe(library, "/open-work/")
    sections = (
        _coverage_section(library),
        _missing_section(scribe),
        _sourceless_section(scribe),
        _unmatched_section(scribe),
        _unread_section(scribe),
        _unknown_section(scribe),
    )
    about = "What is missing from this record, with the reason where there is one."
    return simple_page("/open-work/", "What is missing", about, scribe, *sections)


def _coverage_section(library: Library) -> Section:
    statements = library.statements()
    sourced = sum(statement.has_source for statement in statements)
    share = 100 * sourced // len(statements) if statements else 100
    words = f"{sourced:,} of {len(statements):,} statements carry a source ({share} per cent)."
    return Section("coverage", "Sources", intro=html("<p>{}</p>", words))


def _missing_section(scribe: Scribe) -> Section:
    found: dict[str, list[Block]] = defaultdict(list)
    for node, one in scribe.library.absences():
        found[one.reason].append(
            Block(title=scribe.link(node, _where(node)), absences=(absence(scribe, one),))
        )
    blocks = tuple(
        Block(title=escape(f"{reason.capitalize()} ({len(inner)})"), blocks=tuple(inner))
        for reason, inner in sorted(found.items())
    )
    return Section("absent", "What is not there, and why", blocks=blocks)


def _where(node: Node) -> str:
    return node.title if node.parent is None else f"{node.title}, {node.home.title}"


def _sourceless_section(scribe: Scribe) -> Section:
    rows = tuple(
        Row(scribe.link(one.node, _where(one.node)), line=escape(shortened(one.words)))
        for one in scribe.library.statements()
        if not one.has_source
    )
    return Section("sourceless", "Statements without a source", rows=rows)


def _unmatched_section(scribe: Scribe) -> Section:
    """Names in the papers that match no person of this record."""
    rows = tuple(
        Row(scribe.link(node), line=escape(one.name_as_written))
        for node in scribe.graph.of_kind("meetings")
        for one in node.written.attendance
        if one.name_as_written and not one.person
    )
    return Section("unmatched", "Names not matched to a person", rows=rows)


def _unread_section(scribe: Scribe) -> Section:
    rows = tuple(
        Row(scribe.link(node)) for node in scribe.graph.of_kind("documents") if not node.written.read
    )
    return Section("unread", "Documents known only from others", rows=rows)


def _unknown_section(scribe: Scribe) -> Section:
    rows = tuple(
        Row(scribe.link(node), when=scribe.date(node.when))
        for node in scribe.graph.of_kind("recommendations")
        if not node.written.status_updates
    )
    return Section("status-unknown", "Recommendations without a recorded status", rows=rows)


def not_found_view(library: Library) -> View:
    """Make the page for an address that leads nowhere."""
    scribe = Scribe(library, "/404.html")
    words = Markup(
        "<p>There is nothing at this address. It may have been mistyped, or the page may have moved. "
        'Try the <a href="/timeline/">timeline</a> or <a href="/search/">search</a>.</p>'
    )
    return simple_page("/404.html", "Page not found", "There is nothing at this address.", scribe,
                 Section("lost", "", intro=words))  # fmt: skip


def simple_page(address: str, title: str, about: str, scribe: Scribe, *sections: Section) -> View:
    """Make a page of sections under a title and a sentence that says what it is."""
    return View(
        address=address,
        template="record.html",
        title=title,
        description=shortened(about),
        heading=escape(title),
        summary=escape(about),
        crumbs=HOME,
        sections=tuple(section for section in sections if not section.is_empty),
        notes=scribe.notes(),
        explained=scribe.explained(),
    )
