"""The scribe writes one page: numbers its sources, explains its acronyms, uses the names of its day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from generator.addresses import Addresses
from generator.dates import When
from generator.graph import Cited, Graph, Node, name_on, place_in, styled_on
from generator.markdown import CitationSlot, Prose, Slot, plain_source
from generator.pages.views import Explained, Note
from generator.records.entries import Citation, OutlinePlace, Term
from generator.timeline import Timeline, as_at

NAMED = ("people", "boards", "organizations")
NUMBERED = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True)
class Library:
    """What all pages are written from: the graph, the timeline, the addresses, the acronyms."""

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    today: date

    @cached_property
    def as_at(self) -> date:
        """The day that states and delays are told as at: today, or the last day the record covers."""
        return as_at(self.graph, self.today)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each thing is called, by what a link to it says."""
        return {written: found[0].title for written, found in self.graph.names.items() if len(found) == 1}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The glossary's acronyms by the letters that stand in text."""
        terms = self.graph.singles["glossary"].terms
        return {str(escape(term.term)): term for term in terms if term.expansion}

    @cached_property
    def term_pattern(self) -> re.Pattern[str] | None:
        if not self.terms:
            return None
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        return re.compile(r"<[^>]*>|\b(" + "|".join(map(re.escape, longest_first)) + r")\b")

    @cached_property
    def key_days(self) -> frozenset[date]:
        """The days that have a page of their own: the site's, and each inspection's and visit's first."""
        named = {one.earliest for one in self.graph.site.key_dates if one.earliest}
        held = (
            node.written.date
            for node in self.graph.of_kind("inspections", "visits")
            if node.written.status == "held"
        )
        return frozenset(named | {when.earliest for when in held if when and starts_on_a_day(when)})

    @cached_property
    def coverage(self) -> Mapping[str, tuple[int, int]]:
        """For each record, how many of its statements carry a source, and how many there are."""
        found: dict[str, list[bool]] = defaultdict(list)
        for statement in self.graph.statements:
            found[statement.node.home.key].append(statement.has_source)
        return {key: (sum(sourced), len(sourced)) for key, sourced in found.items()}

    @cached_property
    def cited_at(self) -> Mapping[str, tuple[Cited, ...]]:
        """All citations of each document."""
        found: dict[str, list[Cited]] = defaultdict(list)
        for cited in self.graph.cited:
            found[cited.document.key].append(cited)
        return {key: tuple(ones) for key, ones in found.items()}

    @cached_property
    def orders(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each kind's pages in the order a reader goes through them."""
        kinds: dict[str, list[Node]] = defaultdict(list)
        for node in self.graph.nodes.values():
            if node.parent is None or node.kind == "decisions":
                kinds[node.kind].append(node)
        return {
            kind: tuple(node.key for node in sorted(nodes, key=reading_order))
            for kind, nodes in kinds.items()
        }

    def order_of(self, node: Node) -> tuple[str, ...]:
        """The order that a page's previous and next links follow: its body's meetings, or its kind."""
        if node.kind == "pages":
            return ()
        order = self.orders.get(node.kind, ())
        if node.kind != "meetings":
            return order
        bodies = set(node.written.bodies)
        meetings = self.graph.nodes
        return tuple(key for key in order if bodies & set(meetings[key].written.bodies))

    @cached_property
    def outlines(self) -> dict[str, dict[str, OutlinePlace]]:
        """The places of each document by their id."""
        return {
            node.key: {place.id: place for place in node.written.outline}
            for node in self.graph.of_kind("documents")
        }


@dataclass
class Scribe:
    """Writes one page: what it has cited and explained so far is the page's own, and ends with it."""

    library: Library
    here: str
    when: When | None = None
    papers: Collection[str] = ()
    numbers: dict[Citation, int] = field(default_factory=dict)
    cited: list[Citation] = field(default_factory=list)
    used_terms: dict[str, Term] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)

    @property
    def graph(self) -> Graph:
        return self.library.graph

    def name(self, node: Node) -> str:
        """What a thing is called on this page: bodies by the name of its day or its papers."""
        if node.kind in NAMED and node.written.other_names:
            return name_on(node.written, self.when, self.papers)
        if node.kind == "parts" and node.parent is not None:
            return place_in(node.parent.title, node)
        return node.title

    def styled(self, node: Node) -> str:
        """A person's name with title and honours as this page's papers have them."""
        return styled_on(node.written, self.when, self.papers)

    def link(self, node: Node, words: str | Markup | None = None) -> Markup:
        """Link to a node, or only name it where the link would lead to this very page."""
        address = self.library.addresses.of(node)
        text = words if words is not None else self.name(node)
        if address == self.here:
            return Markup("{}").format(text)
        if address.startswith(f"{self.here}#"):
            address = address.partition(self.here)[2]
        return Markup('<a href="{}">{}</a>').format(address, text)

    def reference(self, written: str | None, home: Node, *kinds: str) -> Markup:
        """Link to what a reference names; it has been resolved, so it is there."""
        node = self.graph.find(written, home, *kinds) if written else None
        return self.link(node) if node else Markup("")

    def references(self, written: Iterable[str], home: Node, *kinds: str) -> Markup:
        """Link to several, with commas and a last “and”."""
        return listed([self.reference(one, home, *kinds) for one in written])

    def cite(self, citations: Iterable[Citation]) -> Markup:
        """Refer to some citations by number; the last step of rendering puts the numbers in order."""
        links = [self._reference(citation) for citation in dict.fromkeys(citations)]
        if not links:
            return Markup("")
        return Markup('<sup class="refs">{}</sup>').format(Markup(" ").join(links))

    def _reference(self, citation: Citation) -> Markup:
        number = self.numbers.get(citation)
        if number is None:
            self.cited.append(citation)
            number = self.numbers[citation] = len(self.cited)
        return Markup('<a href="#note-{}"><span class="for-ears">source </span>{}</a>').format(number, number)

    def prose(self, prose: Prose | None) -> Markup:
        """Write a text as blocks: paragraphs, lists, headings."""
        if prose is None:
            return Markup("")
        html = "".join(self._pieces(prose.pieces))
        for heading in prose.headings:
            html = self._anchored(html, heading.anchor)
        return Markup(html)  # noqa: S704 - from parsed Markdown

    def _anchored(self, html: str, anchor: str) -> str:
        """Give a heading an anchor of its own where another text of the page has the same."""
        own, number = anchor, 1
        while own in self.anchors:
            number += 1
            own = f"{anchor}-{number}"
        self.anchors.add(own)
        return html.replace(f' id="{anchor}"', f' id="{own}"', 1)

    def inline(self, prose: Prose | None) -> Markup:
        """Write a text inside a line where it is one paragraph, else as blocks."""
        html = self.prose(prose)
        if prose is not None and prose.is_paragraph:
            return Markup(html.removeprefix("<p>").removesuffix("</p>\n"))  # noqa: S704 - as above
        return html

    def _pieces(self, pieces: tuple[str | Slot, ...]) -> Iterable[str]:
        for index, piece in enumerate(pieces):
            if isinstance(piece, str):
                cited_next = any(isinstance(after, CitationSlot) for after in pieces[index + 1 : index + 2])
                yield self._explain(piece.rstrip() if cited_next else piece)
            elif isinstance(piece, CitationSlot):
                yield self.cite([Citation(document=piece.document, at=piece.at)])
            else:
                node = self.graph.find(piece.target)
                yield self.link(node, piece.words) if node else str(escape(piece.words or ""))

    def _explain(self, html: str) -> str:
        """Mark each acronym where it first stands on the page, with what it stands for."""
        pattern = self.library.term_pattern
        return pattern.sub(self._explained, html) if pattern else html

    def _explained(self, match: re.Match[str]) -> str:
        found = match[1]
        if found is None or found in self.used_terms:
            return match[0]
        term = self.used_terms[found] = self.library.terms[found]
        return f'<abbr title="{escape(term.expansion)}">{found}</abbr>'

    def named_sources(self, citations: Iterable[Citation]) -> Markup:
        """Name some sources in full, each with its number."""
        found = dict.fromkeys(citations)
        return Markup("<br>").join(
            Markup("{}{}").format(self._source(citation), self.cite([citation])) for citation in found
        )

    def notes(self) -> tuple[Note, ...]:
        """The page's sources, numbered, each leading to its place on the document's page."""
        return tuple(Note(i, self._note(citation)) for i, citation in enumerate(self.cited, start=1))

    def _note(self, citation: Citation) -> Markup:
        document = self._document(citation)
        dated = document.written.date or document.written.published_date
        parts = [self._source(citation), Markup(" ({})").format(self.date(dated)) if dated else ""]
        if citation.quote:
            parts.append(Markup(": <q>{}</q>").format(citation.quote))
        if citation.note:
            parts.append(Markup(". {}").format(citation.note))
        return Markup("").join(parts) + ("" if citation.note else ".")

    def _document(self, citation: Citation) -> Node:
        document = self.graph.find(citation.document, None, "documents")
        assert document is not None, "citations are resolved before pages are made"
        return document

    def _source(self, citation: Citation) -> Markup:
        """Name a document and a place in it, with a link to the place."""
        document = self._document(citation)
        address = self.library.addresses.of(document)
        place = self.library.outlines[document.key].get(citation.at or "")
        fragment = f"#at-{citation.at}" if citation.at else ""
        return Markup('<a href="{}{}">{}{}</a>').format(
            "" if address == self.here else address,
            fragment,
            document.title,
            f", {place_words(place)}" if place else "",
        )

    def explained(self) -> tuple[Explained, ...]:
        """The acronyms this page used, with what they stand for."""
        return tuple(
            Explained(term.term, term.expansion or "", f"/glossary/#{term.id}")
            for _, term in sorted(self.used_terms.items())
        )

    def date(self, when: When | None) -> Markup:
        """Print a date, marked up for machines as far as it is known."""
        return date_html(when)


def starts_on_a_day(when: When) -> bool:
    """Tell whether the first day of a date is known."""
    first = when.ends[0] if when.ends else when
    return first is not None and first.is_day


def reading_order(node: Node) -> tuple[date, str, str]:
    """Order dated records by date, and the others by the name they sort under."""
    when = node.when
    name = getattr(node.written, "sort_name", None) or node.title
    return (
        (when.earliest or when.latest or date.max) if when else date.max,
        name.casefold(),
        node.key,
    )


def place_words(place: OutlinePlace) -> str:
    """Say a place of a document as it is printed there."""
    if place.printed:
        return place.printed
    if NUMBERED.fullmatch(place.id):
        return f"paragraph {place.id}"
    return place.heading or place.id


def date_html(when: When | None) -> Markup:
    """Print a date, marked up for machines as far as it is known."""
    if when is None:
        return Markup("")
    if when.ends:
        start, end = when.ends
        if start is not None and end is not None:
            return _two_dates(when, start, end)
    if when.machine is None:
        return escape(str(when))
    return Markup('<time datetime="{}">{}</time>').format(when.machine, str(when))


def _two_dates(when: When, start: When, end: When) -> Markup:
    first, _, second = str(when).partition(" to ")
    parts = [
        Markup('<time datetime="{}">{}</time>').format(one.machine, words)
        if one.machine else escape(words)
        for one, words in ((start, first), (end, second))
    ]  # fmt: skip
    return Markup(" to ").join(parts)


def listed(parts: Iterable[Markup]) -> Markup:
    """Join parts as a sentence lists them: a, b and c."""
    some = [part for part in parts if part]
    if not some[1:]:
        return some[0] if some else Markup("")
    return Markup(", ").join(some[:-1]) + Markup(" and ") + some[-1]


def plain(prose: Prose | None, graph: Graph) -> str:
    """Strip a text of its marks, links as the names of what they lead to."""
    if prose is None:
        return ""
    text = re.sub(
        r"\[\[([^\[\]|\n]+)\]\]",
        lambda match: node.title if (node := graph.find(match[1])) else "",
        prose.source,
    )
    return plain_source(text)
