"""A document's page: its outline, and under each place every statement that rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from generator.cache import once
from generator.graph import Cited, Node
from generator.graph.statements import clause, own_words, sentences
from generator.markdown import Prose, places_cited, plain_source, shortened
from generator.pages import blocks, sums
from generator.pages.blocks import access_words, facts
from generator.pages.findings import findings_section
from generator.pages.kinds import ANYONE
from generator.pages.markup import html, joined
from generator.pages.prose import place_words
from generator.pages.scribe import Scribe
from generator.pages.views import Block, Made, Row, Section
from generator.records import Record
from generator.records.entries import Entry

LONGEST = 110


def resting_section(scribe: Scribe, node: Node) -> Section:
    """Show all that rests on a document, by the place it is cited at, in the document's order."""
    resting = _by_place(scribe, node)
    blocks = [_place_block(scribe, place, resting.get(place.id, ())) for place in node.written.outline]
    whole = resting.get("", ())
    if whole:
        blocks.append(_block("", "The document as a whole", "", _rows(scribe, whole)))
    return Section("outline", "What rests on each part of it", blocks=tuple(blocks))


def _by_place(scribe: Scribe, node: Node) -> dict[str, tuple[Cited, ...]]:
    found: dict[str, list[Cited]] = defaultdict(list)
    for cited in scribe.library.citing(node):
        found[cited.citation.at or ""].append(cited)
    return {at: tuple(ones) for at, ones in found.items()}


def _place_block(scribe: Scribe, place: object, resting: tuple[Cited, ...]) -> Block:
    begins = getattr(place, "begins", None)
    heading = getattr(place, "heading", None)
    words = place_words(place)  # type: ignore[arg-type]
    title = heading if heading and heading != words else ""
    opening = f"begins “{begins} …”" if begins else ""
    note = getattr(place, "note", None) or ""
    page = getattr(place, "page", None)
    said = ", ".join(part for part in (title, opening, f"page {page}" if page else "", note) if part)
    return _block(f"at-{getattr(place, 'id', '')}", words, said, _rows(scribe, resting))


def _block(anchor: str, title: str, said: str, rows: tuple[Row, ...]) -> Block:
    lines = Markup("").join(
        html("<li>{}{}</li>", row.title, html(' <span class="what">{}</span>', row.line) if row.line else "")
        for row in rows
    )
    body = html("<ul>{}</ul>", lines) if rows else Markup("")
    facts_line = html('<p class="place">{}</p>', said) if said else Markup("")
    return Block(anchor=anchor, title=escape(title), body=facts_line + body, tone="place")


def _rows(scribe: Scribe, resting: tuple[Cited, ...]) -> tuple[Row, ...]:
    """One row for each page: its name, then each statement of it that rests on the place."""
    pages: dict[str, tuple[Node, dict[str, Markup]]] = {}
    for cited in resting:
        page = cited.source.home
        said = pages.setdefault(page.key, (page, {}))[1]
        words = shortened(_statement(scribe, cited), LONGEST)
        if words and words != page.title:
            said.setdefault(words, scribe.link(cited.source, words))
    return tuple(Row(scribe.link(page), line=joined(" · ", said.values())) for page, said in pages.values())


def _statement(scribe: Scribe, cited: Cited) -> str:
    """The words of the entry that carries a citation, or of the field it stands in."""
    entry: Any = cited.source.home.written
    best = ""
    for step in cited.path:
        entry = entry[step] if isinstance(step, int) else getattr(entry, step, None)
        if isinstance(entry, Prose):
            place = (entry.source, cited.citation.document, cited.citation.at)
            meant = _clauses(cited.source.record).get(place, "")
            return plain_source(meant, scribe.library.names) or best
        if isinstance(entry, Entry):
            best = own_words(entry, scribe.library.names) or best
    return best or (cited.source.title if cited.source.parent is not None else "")


@once
def _clauses(record: Record) -> Mapping[tuple[str, str, str | None], str]:
    """The words that each citation in a record's texts stands after, by text and place."""
    found: dict[tuple[str, str, str | None], str] = {}
    for spot in record.spots_of(Prose):
        for sentence in sentences(spot.value):
            for place in places_cited(sentence):
                found.setdefault((spot.value.source, *place), clause(sentence, *place))
    return found


def document(scribe: Scribe, node: Node) -> Made:
    """Show a document: what it is, what it says, what rests on it."""
    written = node.written
    shown = facts(
        ("Number", written.number),
        ("Published by", scribe.reference(written.publisher, node, "boards", "organizations")),
        ("Written by", scribe.references(written.authors, node, *ANYONE)),
        ("Dated", scribe.date(written.date)),
        ("Published", scribe.date(written.published_date)),
        ("Version", written.version),
        ("Part of", scribe.reference(written.part_of, node, "documents")),
        (
            "Address",
            html('<a href="{}">{}</a>', written.url, written.url) if written.url else None,
        ),
        ("Licence", written.licence),
        ("Read by us", "" if written.read else "No: known only from other documents"),
        ("Access", access_words(written)),
    )
    known = tuple(blocks.block(scribe, one, body=scribe.prose(one.text)) for one in written.known_from)
    money = tuple(sums.money_block(scribe, node, one) for one in written.money)
    return shown, (
        Section("known-from", "How we know of it", blocks=known),
        findings_section(scribe, node, "What it says"),
        Section("money", "Money", blocks=money),
        resting_section(scribe, node),
    )
