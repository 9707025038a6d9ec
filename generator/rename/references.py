"""Where a record or an entry is named: found by what the graph makes of each reference, not by its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator import markdown
from generator.addresses import Addresses
from generator.edits import Edit
from generator.graph import Graph, Node
from generator.parsing import Layout, Path, Scalar, layout
from generator.problems import Place
from generator.records import Record, Spot, walk
from generator.records import entries as e
from generator.rename.naming import Naming

# A link or a citation in a text, as far as the name it begins with, and the place in a document.
OPENED = re.compile(r"(\[\[|\[@)\s*(?P<name>[^\s\[\]|,]+)(?:,\s*(?P<at>[^\s\[\]]+)(?=\s*\]))?")
HREF = re.compile(r'href="([^"]*)"')

Span = tuple[int, int]


class UnclearError(Exception):
    """Says where it is named in a way that cannot be changed sign by sign, as with escapes in quotes."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True)
class Search:
    """What tells a name of the record or entry from what only looks like one."""

    graph: Graph
    addresses: Addresses
    naming: Naming

    def names(self, written: str, home: Node, kinds: tuple[str, ...] = ()) -> bool:
        """Tell whether a reference names it by its present id; an earlier id goes on working as it is."""
        naming = self.naming
        name, mark, entry = written.partition("#")
        if naming.is_place:
            return False
        if naming.is_record:
            found = self.graph.find(written, home, *kinds) if name.rpartition("/")[2] == naming.old else None
            return found is not None and found.home is naming.record
        return bool(mark) and entry == naming.old and self.graph.find(written, home, *kinds) is naming.entry

    def cites(self, document: str, at: str | None, home: Node) -> bool:
        """Tell whether a citation names it."""
        if not self.naming.is_place:
            return self.names(document, home, ("documents",))
        return at == self.naming.old and self.graph.find(document, home, "documents") is self.naming.record

    @cached_property
    def in_reference(self) -> re.Pattern[str]:
        """The id within a reference that is known to name it."""
        old = re.escape(self.naming.old)
        if self.naming.is_record:
            return re.compile(rf"(?<![A-Za-z0-9#-])({old})(?![A-Za-z0-9/-])")
        return re.compile(rf"#\s*({old})(?![A-Za-z0-9.-])")

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The id where nothing but it can stand."""
        return re.compile(rf"(?<![A-Za-z0-9.-])({re.escape(self.naming.old)})(?![A-Za-z0-9.-])")

    @cached_property
    def in_address(self) -> re.Pattern[str]:
        """The id in an address on the site: of its page, of a page below that, of a part of a page."""
        naming = self.naming
        path = f"{self.addresses.of(naming.node)}{f'#at-{naming.old}' if naming.is_place else ''}"
        starts = [path.removesuffix("/").removesuffix(naming.old)]
        if naming.is_record and naming.record.kind != "pages":
            starts.append(f"/timeline{starts[0]}")
        if naming.is_record and naming.record.kind == "meetings":
            starts.append("/decisions/")
        either = "|".join(re.escape(start) for start in starts)
        return re.compile(rf"(?<![\w/.-])(?:{either})({re.escape(naming.old)})(?![\w-]|\.\w)")


def edits(search: Search, record: Record) -> Iterator[Edit]:
    """Find the edits of one file that change each name of the record or entry."""
    if search.naming.old not in record.parsed.file.text:
        return
    file = _File(search, record, layout(record.parsed.file))
    for start, end in file.spans():
        yield Edit(record.parsed.path, start, end, search.naming.new)


def remarks(naming: Naming, record: Record) -> Iterator[Place]:
    """Find the comments that have the old id in them, which are left as they are."""
    if naming.old not in record.parsed.file.text:
        return
    laid = layout(record.parsed.file)
    word = re.compile(rf"(?<![\w-]){re.escape(naming.old)}(?![\w-])")
    for comment in laid.comments:
        if word.search(comment.text):
            line, column = laid.position(comment.start)
            yield Place(record.parsed.path, line + 1, column + 1)


@dataclass(frozen=True)
class _File:
    """The search through one file."""

    search: Search
    record: Record
    layout: Layout

    @property
    def home(self) -> Node:
        return self.search.graph.nodes[self.record.key]

    def spans(self) -> Iterator[Span]:
        """Find the signs of each id to change."""
        yield from self._own_id()
        for spot in walk(self.record.written):
            yield from self._spot(spot)

    def _own_id(self) -> Iterator[Span]:
        naming = self.search.naming
        if self.record.key != naming.record.key:
            return
        if naming.entry is not None:
            yield self._within((*naming.entry.path, "id"), self.search.alone)
        elif naming.is_place:
            places = [place.id for place in self.record.written.outline]
            yield self._within(("outline", places.index(naming.old), "id"), self.search.alone)

    def _spot(self, spot: Spot) -> Iterator[Span]:
        value, search = spot.value, self.search
        if spot.shape.ref and search.names(value, self.home, spot.shape.ref.kinds):
            yield self._within(spot.path, search.in_reference)
        elif isinstance(value, markdown.Prose):
            yield from self._in_prose(value, spot.path)
        elif isinstance(value, e.Citation) and search.cites(value.document, value.at, self.home):
            yield self._in_citation(spot.path)
        elif isinstance(value, (e.MenuEntry, e.Correction)) and search.in_address.match(value.address or ""):
            yield self._within((*spot.path, "address"), search.in_address)
        elif isinstance(value, e.Declaration) and self._is_entry("items", value.item, self.record.key):
            yield self._within((*spot.path, "item"), search.alone)
        elif isinstance(value, e.ResponseDue) and self._is_entry("clocks", value.rule, "rules/rules"):
            yield self._within((*spot.path, "rule"), search.alone)

    def _is_entry(self, kind: str, written: str | None, home: str) -> bool:
        """Tell whether a field that takes the bare id of one kind of entry has this one's."""
        entry = self.search.naming.entry
        return entry is not None and (entry.kind, entry.id, entry.home.key) == (kind, written, home)

    def _in_citation(self, path: Path) -> Span:
        if isinstance(self.layout.at(path), Scalar):
            return self._within(path, self.search.in_reference)
        if self.search.naming.is_place:
            return self._within((*path, "at"), self.search.alone)
        return self._within((*path, "document"), self.search.in_reference)

    def _within(self, path: Path, pattern: re.Pattern[str]) -> Span:
        found = pattern.search(self.layout.file.text, *self.layout.span(path))
        if not found:
            raise UnclearError(self.record.place(path))
        return found.span(1)

    def _in_prose(self, prose: markdown.Prose, path: Path) -> Iterator[Span]:
        """Find the names in a text: as it reads, then the same ones as they stand in the file."""
        read = list(self._looks(prose.source, 0, len(prose.source)))
        if not read:
            return
        stand = list(self._looks(self.layout.file.text, *self.layout.span(path)))
        if len(read) != len(stand):
            raise UnclearError(self.record.place(path))
        meant = _meant(prose.source, read)
        yield from (span for span, is_meant in zip(stand, meant, strict=True) if is_meant)

    def _looks(self, text: str, start: int, end: int) -> list[Span]:
        """Find what looks like a name of it: in links, citations and addresses, or in code like these."""
        spans = [found.span(1) for found in self.search.in_address.finditer(text, start, end)]
        for found in OPENED.finditer(text, start, end):
            name, at = found["name"], found["at"]
            is_citation = found[1] == "[@"
            if not (
                self.search.cites(name, at, self.home) if is_citation else self.search.names(name, self.home)
            ):
                continue
            if is_citation and self.search.naming.is_place:
                spans.append(found.span("at"))
            elif inner := self.search.in_reference.search(text, *found.span("name")):
                spans.append(inner.span(1))
        return sorted(spans)


def _meant(source: str, spans: list[Span]) -> list[bool]:
    """Tell which spans the dialect reads as links or citations, and not as code or plain words.

    Each is given a word that the text has not, then the text is read: what comes out as a target was one.
    """
    word = "zq"
    while word in source:
        word += "q"
    marked = source
    for number, (start, end) in reversed(list(enumerate(spans))):
        marked = f"{marked[:start]}{word}{number}z{marked[end:]}"
    targets = " ".join(_targets(markdown.parse(marked)))
    return [f"{word}{number}z" in targets for number in range(len(spans))]


def _targets(prose: markdown.Prose) -> Iterator[str]:
    for piece in prose.pieces:
        if isinstance(piece, markdown.LinkSlot):
            yield piece.target
        elif isinstance(piece, markdown.CitationSlot):
            yield f"{piece.document} {piece.at}"
        else:
            yield from HREF.findall(piece)
