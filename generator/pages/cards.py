"""What a record's page is called in lists, tabs and search engines: told apart from every other page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.addresses import page_nodes
from generator.graph import Graph, Node
from generator.markdown import shortened
from generator.pages.kinds import KINDS
from generator.pages.prose import plain

DATED = ("decisions", "visits", "inspections", "events", "recommendations")
DESCRIBING = ("summary", "asks", "remit", "text", "public_role")


@dataclass(frozen=True, slots=True)
class Card:
    """The title and the description of a page."""

    title: str
    description: str


def cards(graph: Graph) -> Mapping[str, Card]:
    """Name every record's page; one that shares its title or description gets its kind or title beside it."""
    nodes = tuple(page_nodes(graph))
    written = {node.key: (_title(node), _description(graph, node)) for node in nodes}
    titles = Counter(title for title, _ in written.values())
    titles.update(words.many for words in KINDS.values())
    descriptions = Counter(description for _, description in written.values())
    found = {}
    for node in nodes:
        title, description = written[node.key]
        if titles[title] > 1:
            title = f"{title} ({kind_words(node).lower()})"
        if descriptions[description] > 1:
            description = shortened(f"{title}: {description}")
        found[node.key] = Card(title, description)
    return found


def _title(node: Node) -> str:
    if node.parent is not None:
        return f"{node.title}, {node.home.title}"
    return f"{node.title}, {node.when}" if node.kind in DATED and node.when else node.title


def _description(graph: Graph, node: Node) -> str:
    """Say in a line what the page is about, for search engines."""
    written = node.written
    for field in DESCRIBING:
        found: Any = getattr(written, field, None)
        words = found if isinstance(found, str) else plain(found, graph)
        if words:
            return shortened(words)
    when = f", {node.when}" if node.when else ""
    return shortened(f"{kind_words(node)}: {node.title}{when}.")


def kind_words(node: Node) -> str:
    """Say what kind of thing a node is: its own classification where it has one."""
    if node.kind in ("boards", "organizations", "documents", "events"):
        return str(node.written.classification)
    if node.kind == "decisions" and node.parent is None:
        return str(node.written.classification)
    if node.kind == "recommendations":
        return str(node.written.kind).capitalize()
    return KINDS[node.kind].one
