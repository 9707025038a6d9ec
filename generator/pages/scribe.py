"""The scribe writes one page: numbers its sources, explains its acronyms, uses the names of its day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from generator.dates import When
from generator.graph import Graph, Node, name_on, place_in, styled_on
from generator.markdown import CitationSlot, Prose, Slot
from generator.pages.library import Library
from generator.pages.markup import html, joined
from generator.pages.prose import date_html, listed, place_words
from generator.pages.views import Explained, Note
from generator.records.entries import Citation, Term, place_cited

NAMED = ("people", "boards", "organizations")


@dataclass
class Scribe:
    """Writes one page: what it has cited and explained so far is the page's own, and ends with it."""

    library: Library
    here: str
    when: When | None = None
    papers: Collection[str] = ()
    cited: dict[Citation, None] = field(default_factory=dict)
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
            return html("{}", text)
        if address.startswith(f"{self.here}#"):
            address = address.partition(self.here)[2]
        return html('<a href="{}">{}</a>', address, text)

    def reference(self, written: str | None, home: Node, *kinds: str) -> Markup:
        """Link to what a reference names; it has been resolved, so it is there."""
        node = self.graph.find(written, home, *kinds) if written else None
        return self.link(node) if node else Markup("")

    def references(self, written: Iterable[str], home: Node, *kinds: str) -> Markup:
        """Link to several, with commas and a last “and”."""
        return listed([self.reference(one, home, *kinds) for one in written])

    def cite(self, citations: Iterable[Citation]) -> Markup:
        """Refer to some citations by number; the last step of rendering puts the numbers in order."""
        unique = dict.fromkeys(citations)
        if not unique:
            return Markup("")
        self.cited |= unique
        return html('<sup class="refs">{}</sup>', joined(" ", map(self._reference, unique)))

    def _reference(self, citation: Citation) -> Markup:
        number = self.library.references[citation]
        return html('<a href="#note-{}" aria-label="source {}">{}</a>', number, number, number)

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
                yield self.cite([place_cited(piece.document, piece.at)])
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
            html("{}{}", self._source(citation), self.cite([citation])) for citation in found
        )

    def notes(self) -> tuple[Note, ...]:
        """The page's sources, numbered, each leading to its place on the document's page."""
        numbers = self.library.references
        return tuple(Note(numbers[citation], self._note(citation)) for citation in self.cited)

    def _note(self, citation: Citation) -> Markup:
        document = self._document(citation)
        dated = document.written.date or document.written.published_date
        parts = [self._source(citation), html(" ({})", self.date(dated)) if dated else ""]
        if citation.quote:
            parts.append(html(": <q>{}</q>", citation.quote))
        if citation.note:
            parts.append(html(". {}", citation.note))
        return Markup("").join(parts) + ("" if citation.note else ".")

    def _document(self, citation: Citation) -> Node:
        document = self.graph.find(citation.document, None, "documents")
        assert document is not None, "citations are resolved before pages are made"
        return document

    def _source(self, citation: Citation) -> Markup:
        """Name a document and a place in it, with a link to the place."""
        document = self._document(citation)
        address = self.library.addresses.of(document)
        place = self.library.outline(document).get(citation.at or "")
        fragment = f"#at-{citation.at}" if citation.at else ""
        return html(
            '<a href="{}{}">{}{}</a>',
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
