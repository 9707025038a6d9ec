"""Where each thing will be on the site, and what old addresses lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.graph import Graph, Node
from generator.problems import Place, Problem
from generator.records import FOLDERS

INDEXES = (
    "people", "boards", "organizations", "meetings", "decisions", "recommendations", "inspections",
    "visits", "documents", "plans", "measures", "events", "topics",
)  # fmt: skip
RESERVED = frozenset(
    (*INDEXES, "timeline", "money", "glossary", "differences", "corrections", "open-work", "search", "rules",
     "accessibility", "on", "data", "pagefind", "assets", "pages", "404")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address of every node, from the site's root, and the redirects of earlier ids."""

    paths: Mapping[str, str]
    redirects: Mapping[str, str]

    def of(self, node: Node) -> str:
        """The address of a node: `/people/jane-doe/`, `/meetings/x/#item-budget`."""
        return self.paths[node.key]


def build(graph: Graph) -> tuple[Addresses, list[Problem]]:
    """Give every node its address; two records at one address are a problem."""
    problems: list[Problem] = []
    paths: dict[str, str] = {}
    taken: dict[str, Node] = {}
    for key in sorted(graph.nodes):
        node = graph.nodes[key]
        path = paths[key] = _path(node)
        if node.parent is None and node.record.kind in FOLDERS:
            problems += _collision(node, path, taken)
            taken[path] = node
    problems += _shared_with_a_meeting(graph)
    redirects: dict[str, str] = {}
    for kind in FOLDERS:
        for node in graph.of_kind(kind):
            if node.parent is None:
                problems += _redirect(node, paths, taken, redirects)
    return Addresses(paths, redirects), problems


def _path(node: Node) -> str:
    if node.kind == "decisions" and node.parent is not None:
        return f"/decisions/{node.home.id}/{node.id}/"
    if node.parent is None:
        return _record_path(node.kind, node.id)
    page = _path(node.page)
    fragment = f"item-{node.id}" if node.kind == "items" else node.id
    return f"{page}#{fragment}"


def _record_path(kind: str, name: str) -> str:
    if kind == "pages":
        return f"/{name}/"
    if kind == "site":
        return "/"
    if kind in ("glossary", "corrections", "rules"):
        return f"/{kind}/"
    return f"/{kind}/{name}/"


def _collision(node: Node, path: str, taken: Mapping[str, Node]) -> list[Problem]:
    if node.kind == "pages" and node.id in RESERVED:
        hint = "The generator makes that page itself. Choose another name for the file."
        return [Problem("address-reserved", f"{path} is already in use", node.record.place(), hint)]
    if path in taken:
        other = taken[path].record.parsed.path
        hint = "Rename one of the two files."
        return [Problem("address-taken", f"{other} has the same address {path}", node.record.place(), hint)]
    return []


def _shared_with_a_meeting(graph: Graph) -> list[Problem]:
    """A decision's page would lie among the pages of the decisions of a meeting with its id."""
    problems = []
    for node in graph.of_kind("decisions"):
        meeting = graph.nodes.get(f"meetings/{node.id}")
        if node.parent is None and meeting is not None:
            message = f"{meeting.record.parsed.path} has the same id"
            hint = "A decision and a meeting cannot share an id. Rename one of the two files."
            problems.append(Problem("address-taken", message, node.record.place(), hint))
    return problems


def _redirect(
    node: Node, paths: Mapping[str, str], taken: Mapping[str, Node], redirects: dict[str, str]
) -> list[Problem]:
    problems = []
    for index, alias in enumerate(node.written.aliases):
        old = _record_path(node.kind, alias.rpartition("/")[2])
        if old in taken or old in redirects or (node.kind == "pages" and old.strip("/") in RESERVED):
            place: Place = node.record.place(("aliases", index))
            hint = "An alias must be an id that no record has now."
            problems.append(Problem("alias-taken", f"{old} is already in use", place, hint))
            continue
        redirects[old] = paths[node.key]
        redirects.update(_decisions_moved(node, alias, paths))
    return problems


def _decisions_moved(node: Node, alias: str, paths: Mapping[str, str]) -> dict[str, str]:
    """The earlier addresses of a meeting's decisions, which hold the meeting's earlier id."""
    if node.kind != "meetings":
        return {}
    old = f"/decisions/{alias.rpartition('/')[2]}/"
    decisions = (decision for item in node.written.items for decision in item.decisions)
    return {f"{old}{one.id}/": paths[f"{node.key}#{one.id}"] for one in decisions}
