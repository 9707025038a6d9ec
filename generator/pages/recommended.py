"""What the list of recommendations can be narrowed by: with a script at once, without one as pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from generator.graph import Graph, Node
from generator.pages.blocks import TONES
from generator.pages.cuts import Facet
from generator.pages.filters import filter_of
from generator.pages.kinds import ANYONE
from generator.pages.library import Library
from generator.pages.prose import reading_order
from generator.pages.scrutiny import current_status
from generator.pages.views import Filter
from generator.timeline import is_overdue

LATE = "past-its-date"
# The filters of which each choice is a page too: how a list of what is asked is looked up most.
AS_PAGES = {"status": "Status", "owner": "Owner", "late": "Delay"}


@dataclass(frozen=True, slots=True)
class Some:
    """The recommendations of one status or one owner, with the page that lists them."""

    group: str
    facet: Facet
    nodes: tuple[Node, ...]


def compared(library: Library, node: Node) -> dict[str, str]:
    """Give what the filters of the list compare."""
    return library.compared.take(node.key, partial(_compared, library, node))


def _compared(library: Library, node: Node) -> dict[str, str]:
    graph, written = library.graph, node.written
    bodies = {body.id for body in _named(graph, node, (*written.made_by, *written.made_to))}
    owners = _named(graph, node, [one.owner_post or one.owner for one in written.actions])
    return {
        "status": current_status(node).replace(" ", "-"),
        "body": " ".join(sorted(bodies)),
        "owner": " ".join(sorted({owner.id for owner in owners})),
        "theme": slug(written.theme or ""),
        "topic": " ".join(written.topics),
        "late": LATE if is_overdue(graph, node, library.as_at) else "",
    }


def _named(graph: Graph, node: Node, written: Iterable[str | None]) -> list[Node]:
    """The people and bodies that references name, an office standing for its body."""
    found = (graph.find(one, node, *ANYONE) for one in written if one)
    return [one if one.kind == "people" else one.home for one in found if one]


def filters(library: Library) -> tuple[Filter, ...]:
    """List what the recommendations can be narrowed by; a filter without choices is left out."""
    nodes = library.graph.of_kind("recommendations")
    data = [compared(library, node) for node in nodes]
    titles = {node.id: node.title for node in library.graph.nodes.values() if node.parent is None}
    themes = {slug(node.written.theme): node.written.theme for node in nodes if node.written.theme}
    statuses = {status.replace(" ", "-"): status.capitalize() for status in TONES}
    found = (
        filter_of("status", "Status", data, statuses),
        filter_of("body", "Body that asked or was asked", data, titles),
        filter_of("owner", "Owner of an action", data, titles),
        filter_of("theme", "Theme", data, themes),
        filter_of("topic", "Topic", data, titles),
        filter_of(
            "late", "Past its date", data, {LATE: "A date has passed, and nobody wrote what came of it"}
        ),
    )
    return tuple(one for one in found if one.choices)


def some(library: Library) -> tuple[Some, ...]:
    """List the recommendations of each status and each owner, and those past their date."""
    nodes = sorted(library.graph.of_kind("recommendations"), key=reading_order)
    data = {node.key: compared(library, node) for node in nodes}
    return tuple(
        Some(
            AS_PAGES[one.name],
            Facet(choice.words, f"/recommendations/{one.name}/{choice.value}/", choice.count),
            tuple(node for node in nodes if choice.value in data[node.key][one.name].split()),
        )
        for one in filters(library) if one.name in AS_PAGES
        for choice in one.choices
    )  # fmt: skip


def facets(every: Iterable[Some]) -> dict[str, tuple[Facet, ...]]:
    """List those pages by what they are cut by."""
    found: dict[str, tuple[Facet, ...]] = {}
    for one in every:
        found[one.group] = (*found.get(one.group, ()), one.facet)
    return found


def slug(words: str) -> str:
    """Make an id of words: small letters and figures, with hyphens between."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
