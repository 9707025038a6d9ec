"""What every download is made from: the linked record, its addresses, and each citation where it stands."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator import reads
from generator.graph import Cited, Graph, Node
from generator.ledger import Ledger
from generator.markdown import Prose
from generator.pages import SiteView
from generator.pages.library import Library
from generator.pages.prose import place_words, plain
from generator.parsing import Path
from generator.records.entries import Citation
from generator.timeline import Timeline

# The version of the shapes: of the tables' columns and the JSON files' fields. What is only added
# makes the second number larger; what is renamed, removed or means something else, the first.
SHAPE_VERSION = "1.0"
# One for all: `json.dumps` would make another for each value.
_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, repr=False)
class Stock:
    """What every download is made from."""

    library: Library
    site: SiteView
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def graph(self) -> Graph:
        return self.library.graph

    @property
    def timeline(self) -> Timeline:
        return self.library.timeline

    def address(self, node: Node) -> str:
        """Where a node is shown: in full where the site's public address is known, else from its root."""
        return self.site.base_url + self.library.addresses.of(node)

    def words(self, prose: Prose | None) -> str | None:
        """Read a text as one plain line, without marks, or nothing where there is none."""
        return plain(prose, self.graph) or None

    def cited(self, node: Node, path: Path | None = None, without: Collection[str] = ()) -> list[Cited]:
        """List what is cited in an entry, but for its fields that are shown as things of their own."""
        reads.note(node.key)
        start = node.path if path is None else path
        found = self._cited_at.get((node.home.key, start), ())
        return [one for one in found if one.path[len(start)] not in without]

    @cached_property
    def _cited_at(self) -> Mapping[tuple[str, Path], list[Cited]]:
        """The citations in each entry of each record, at any depth."""
        found: dict[tuple[str, Path], list[Cited]] = defaultdict(list)
        for cited in self.graph.cited:
            for end in range(len(cited.path)):
                found[cited.source.home.key, cited.path[:end]].append(cited)
        return found

    def sources(self, cited: Iterable[Cited]) -> list[dict[str, str]]:
        """Say where some statements stand: document, place, words, and the address of the place."""
        unique = {one.citation: one for one in cited}
        return [self._source(one.document, one.citation) for one in unique.values()]

    def named(self, citations: Iterable[Citation]) -> list[dict[str, str]]:
        """Say the same of citations that a statement carries itself."""
        pairs = ((self.graph.find(one.document, None, "documents"), one) for one in dict.fromkeys(citations))
        return [self._source(document, one) for document, one in pairs if document is not None]

    def _source(self, document: Node, citation: Citation) -> dict[str, str]:
        found = {
            "document": document.key,
            "title": document.title,
            "locator": citation.at,
            "printed": self.printed(document, citation),
            "quote": citation.quote,
            "note": citation.note,
            "address": self.place(document, citation),
        }
        return {name: value for name, value in found.items() if value}

    def printed(self, document: Node, citation: Citation) -> str | None:
        """Say the place of a citation as its document prints it."""
        place = self.library.outline(document).get(citation.at or "")
        return place_words(place) if place else None

    def place(self, document: Node, citation: Citation) -> str:
        """Where a place of a document is shown."""
        return self.address(document) + (f"#at-{citation.at}" if citation.at else "")

    def resolved(self, written: Iterable[str | None], home: Node, *kinds: str) -> list[Node]:
        """Find what some references name."""
        found = (self.graph.find(one, home, *kinds) for one in written if one)
        return [node for node in found if node is not None]


def json_file(value: Mapping[str, Any]) -> bytes:
    """Write fields as JSON in UTF-8: a line for each, and for each entry of a list, so that lines compare."""
    fields = ",\n".join(f"{_json(name)}: {_lines(held)}" for name, held in value.items())
    return f"{{\n{fields}\n}}\n".encode()


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    return _json(value)


def filled(**fields: Any) -> dict[str, Any]:
    """Keep the fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
