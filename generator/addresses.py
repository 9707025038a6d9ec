"""Where each thing will be on the site, what old addresses lead to, and what stands where one was removed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.cache import once
from generator.graph import Graph, Linked, Node
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

# The form of the address of a page, or of a part of one; then of one that can be removed: /people/x/, /x/.
PAGE = re.compile(r"/(?:[\w.~-]+/)*(?:#[\w.-]+)?")
REMOVABLE = re.compile(r"/(?:[a-z]+/)?[a-z0-9-]+/|/decisions/[a-z0-9-]+/[a-z0-9-]+/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address of every node, from the site's root, the redirects of earlier ids, and the tombstones.

    A tombstone is the page at the address of something removed; it is known by the correction that says so.
    """

    paths: Mapping[str, str]
    redirects: Mapping[str, str]
    tombstones: Mapping[str, Node] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """The address of a node: `/people/jane-doe/`, `/meetings/x/#item-budget`."""
        return self.paths[node.key]


def build(graph: Graph, published: Collection[str] = ()) -> tuple[Addresses, list[Problem]]:
    """Give every node its address; two records at one address are a problem.

    `published` holds the addresses that the site has had: where a meeting is removed, the pages that
    its decisions had get tombstones too.
    """
    problems: list[Problem] = []
    paths: dict[str, str] = {}
    taken: dict[str, Node] = {}
    for key in sorted(graph.linked):
        linked = graph.linked[key]
        paths.update(_paths(linked))
        if linked.node.kind in FOLDERS:
            problems += _collision(linked.node, paths[key], taken)
            taken[paths[key]] = linked.node
    problems += _shared_with_a_meeting(graph)
    redirects: dict[str, str] = {}
    for kind in FOLDERS:
        for linked in graph.linked_of(kind):
            if linked.node.written.aliases:
                problems += _redirect(linked.node, paths, taken, redirects)
    tombstones, more = _tombstones(graph, paths, redirects, published)
    return Addresses(paths, redirects, tombstones), problems + more


def with_timelines(redirects: Mapping[str, str], there: Collection[str]) -> Mapping[str, str]:
    """Add to the redirects of records those of the timelines that bodies, people and topics have."""
    led = {f"/timeline{old}": f"/timeline{new}" for old, new in redirects.items()}
    return {**redirects, **{old: new for old, new in led.items() if new in there}}


def page_nodes(graph: Graph) -> Iterator[Node]:
    """List all that has a page of its own: records, and the decisions taken at meetings."""
    return (node for linked in graph.linked.values() for node in pages_in(linked))


@once
def pages_in(linked: Linked) -> tuple[Node, ...]:
    """List what of one record has a page of its own."""
    return tuple(
        node
        for node in linked.nearest.values()
        if (node.kind in FOLDERS if node.parent is None else node.kind == "decisions")
    )


@once
def _paths(linked: Linked) -> Mapping[str, str]:
    """The address of a record and of each entry in it, by key."""
    return {node.key: _path(node) for node in linked.nearest.values()}


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
        old = _earlier_path(node, alias)
        if not old or old in redirects or _in_use(old, taken):
            place: Place = node.record.place(("aliases", index))
            problems.append(_alias_problem(alias, old, redirects, place))
            continue
        redirects[old] = paths[node.key]
        redirects.update(_decisions_moved(node, alias, paths))
    return problems


def _earlier_path(node: Node, alias: str) -> str:
    """The address that an earlier id had, with its kind where it is written; nothing for no kind."""
    kind, mark, name = alias.rpartition("/")
    if mark and kind not in FOLDERS:
        return ""
    return _record_path(kind or node.kind, name)


def _in_use(path: str, taken: Mapping[str, Node]) -> bool:
    """Whether a page is at an address, or the pages of a meeting's decisions lie below it."""
    meeting = path.replace("/decisions/", "/meetings/", 1) if path.startswith("/decisions/") else path
    return path in taken or meeting in taken or path.strip("/") in RESERVED


def _alias_problem(alias: str, old: str, redirects: Mapping[str, str], place: Place) -> Problem:
    if not old:
        hint = f"The kinds are: {', '.join(FOLDERS)}."
        return Problem("alias-taken", f"“{alias}” begins with no kind of record", place, hint)
    if old in redirects:
        message = f"{old} leads to {redirects[old]} already"
        return Problem("alias-taken", message, place, "Keep the alias in one of the two files.")
    hint = "An alias must be an id that no record has now."
    return Problem("alias-taken", f"{old} is already in use", place, hint)


def _decisions_moved(node: Node, alias: str, paths: Mapping[str, str]) -> dict[str, str]:
    """The earlier addresses of a meeting's decisions, which hold the meeting's earlier id."""
    if node.kind != "meetings":
        return {}
    old = f"/decisions/{alias.rpartition('/')[2]}/"
    decisions = (decision for item in node.written.items for decision in item.decisions)
    return {f"{old}{one.id}/": paths[f"{node.key}#{one.id}"] for one in decisions}


def _tombstones(
    graph: Graph, paths: Mapping[str, str], redirects: Mapping[str, str], published: Collection[str]
) -> tuple[dict[str, Node], list[Problem]]:
    """Give each address that `corrections.yaml` calls removed its tombstone, the latest removal first."""
    found: dict[str, Node] = {}
    problems = [_page_form(node) for node in graph.of_kind("corrections") if _names_no_page(node)]
    removals = [node for node in graph.of_kind("corrections") if _removes(node)]
    here = frozenset(paths.values()) if removals else frozenset()
    for node in sorted(removals, key=lambda node: (node.written.date.sort_key, node.id), reverse=True):
        address = node.written.address
        if not _can_be_removed(address):
            problems.append(_removal_form(node))
        elif address in redirects:
            hint = "Take the alias out, so that the page of the removal can stand there."
            message = f"{address} is led on to {redirects[address]} by an alias"
            problems.append(_removal_problem(node, message, hint))
        for gone in _gone_with(address, published):
            if gone not in here and gone not in redirects and _can_be_removed(gone):
                found.setdefault(gone, node)
    return found, problems


def _removes(node: Node) -> bool:
    return node.parent is not None and node.written.kind == "removed" and node.written.address is not None


def _names_no_page(node: Node) -> bool:
    """Whether a correction of a page that is still there names it in another form than addresses have."""
    written = node.written
    corrects = node.parent is not None and written.kind == "corrected" and written.address is not None
    return corrects and not PAGE.fullmatch(written.address)


def _can_be_removed(address: str) -> bool:
    """Whether an address is that of a record or of a part of one, and of no page that is always made."""
    page, _, fragment = address.partition("#")
    if not REMOVABLE.fullmatch(page) or (fragment and not re.fullmatch(r"[a-z0-9-]+", fragment)):
        return False
    first, *rest = page.strip("/").split("/")
    return first in FOLDERS and first != "pages" if rest else first not in RESERVED


def _gone_with(address: str, published: Collection[str]) -> Iterator[str]:
    """An address, unless it is only a part of a page, with those that its decisions had."""
    if "#" in address:
        return
    yield address
    if address.startswith("/meetings/"):
        below = address.replace("/meetings/", "/decisions/", 1)
        yield from (one for one in sorted(published) if one.startswith(below) and one != below)


def _removal_form(node: Node) -> Problem:
    hint = "Write it as /meetings/x/, from the first slash to the last."
    return _removal_problem(node, f"“{node.written.address}” is not the address of a record’s page", hint)


def _page_form(node: Node) -> Problem:
    page = f"/{node.written.address.strip('/ ')}/"
    example = page if PAGE.fullmatch(page) else "/meetings/x/"
    hint = f"Write it as {example}, from the first slash to the last."
    return _removal_problem(node, f"“{node.written.address}” is not the address of a page here", hint)


def _removal_problem(node: Node, message: str, hint: str) -> Problem:
    return Problem("removal-address", message, node.record.place((*node.path, "address")), hint)
