"""What a record's page is called in lists, tabs and search engines: told apart from every other page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import pages_in
from generator.cache import once, while_same
from generator.graph import Graph, Linked, Node
from generator.markdown import Prose, shortened
from generator.pages.kinds import KINDS
from generator.pages.prose import plain

DATED = ("decisions", "visits", "inspections", "events", "recommendations")
DESCRIBING = ("summary", "asks", "remit", "text", "public_role")
# What a text names in the place of words, wherever it stands.
MENTIONED = re.compile(r"\[\[([^\[\]|\n]+)\]\]")


@dataclass(frozen=True, slots=True)
class Card:
    """The title and the description of a page."""

    title: str
    description: str


def cards(graph: Graph) -> Mapping[str, Card]:
    """Name every record's page; one that shares its title or description gets its kind or title beside it."""
    written = [
        one
        for linked in graph.linked.values()
        for one in _written(linked, tuple(map(graph.find, _mentioned(linked))), graph)
    ]
    titles = Counter(title for _, title, _ in written)
    titles.update(words.many for words in KINDS.values())
    descriptions = Counter(description for _, _, description in written)
    found = {}
    for node, title, description in written:
        own = f"{title} ({kind_words(node).lower()})" if titles[title] > 1 else title
        told = description if descriptions[description] == 1 else shortened(f"{own}: {description}")
        found[node.key] = Card(own, told)
    return found


@while_same
def _written(linked: Linked, _: tuple[Node | None, ...], graph: Graph) -> tuple[tuple[Node, str, str], ...]:
    """Say of each page of a record what it is about, given what the texts that say so mention."""
    return tuple((node, _title(node), _description(graph, node)) for node in pages_in(linked))


@once
def _mentioned(linked: Linked) -> tuple[str, ...]:
    """List what may be named in the descriptions of a record's pages, whether it is a link there or not."""
    texts = (text for node in pages_in(linked) for text in _texts(node) if isinstance(text, Prose))
    return tuple(name for text in texts for name in MENTIONED.findall(text.source))


def _title(node: Node) -> str:
    if node.parent is not None:
        return f"{node.title}, {node.home.title}"
    return f"{node.title}, {node.when}" if node.kind in DATED and node.when else node.title


def _description(graph: Graph, node: Node) -> str:
    """Say in a line what the page is about, for search engines."""
    for found in _texts(node):
        words = found if isinstance(found, str) else plain(found, graph)
        if words:
            return shortened(words)
    when = f", {node.when}" if node.when else ""
    return shortened(f"{kind_words(node)}: {node.title}{when}.")


def _texts(node: Node) -> Iterator[str | Prose]:
    """The texts of a node that may say what it is about, the first choice first."""
    found = (getattr(node.written, field, None) for field in DESCRIBING)
    return (text for text in found if text)


def kind_words(node: Node) -> str:
    """Say what kind of thing a node is: its own classification where it has one."""
    if node.kind in ("boards", "organizations", "documents", "events"):
        return str(node.written.classification)
    if node.kind == "decisions" and node.parent is None:
        return str(node.written.classification)
    if node.kind == "recommendations":
        return str(node.written.kind).capitalize()
    return KINDS[node.kind].one
