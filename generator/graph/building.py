"""Names resolved and links made: every record and entry as a node, every reference as a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from generator.cache import once, while_same
from generator.graph.linked import Graph, Link, Linked
from generator.graph.linking import Surroundings, link, offered, turned
from generator.graph.names import name_on
from generator.graph.nodes import Node, entry_nodes, is_single, record_node
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records import SINGLES, Record
from generator.records.kinds import Meeting


class _Entries(NamedTuple):
    """The nodes of a record by path, what they were made of, and what was wrong."""

    record: Record
    title: str
    nearest: dict[Path, Node]
    by_key: dict[str, Node]
    problems: list[Problem]


class _Sorted(NamedTuple):
    """The nodes of a record in order of key, and its links by what they come from and lead to."""

    nodes: tuple[Node, ...]
    by_source: Mapping[str, tuple[Link, ...]]
    by_target: tuple[tuple[str, Link], ...]


@dataclass
class Memory:
    """What was linked the last time: a record like then, that leads to the same, is not linked again."""

    titles: Mapping[str, str] = field(default_factory=dict)
    entries: dict[str, _Entries] = field(default_factory=dict)
    scope: object = None
    linked: dict[str, Linked] = field(default_factory=dict)
    # How many records were linked anew the last time.
    fresh: int = 0


def build(
    records: tuple[Record, ...], kept_back: frozenset[str] = frozenset(),
    broken: frozenset[str] = frozenset(), memory: Memory | None = None,
) -> tuple[Graph, list[Problem]]:  # fmt: skip
    """Link all records; every reference that leads nowhere is a problem at its place.

    `kept_back` holds the keys of records that are not public; `broken` the ids of files with
    mistakes of their own, references to which are passed over until those are mended.
    """
    memory = memory or Memory()
    nodes, entries, muddled, problems = _nodes(records, memory)
    broken |= muddled
    problems += _missing_site(records, broken)
    around = Surroundings(nodes, _names(nodes), kept_back, broken)
    linked = _linked(entries, around, memory)
    problems += (problem for one in linked for problem in one.problems)
    return _graph(records, around, linked), problems


def _missing_site(records: tuple[Record, ...], broken: frozenset[str]) -> list[Problem]:
    if "site" in broken or any(record.kind == "site" for record in records):
        return []
    hint = "Create site.yaml with title, description and council."
    return [Problem("site-missing", "there is no file site.yaml", Place("site.yaml"), hint)]


def _nodes(
    records: tuple[Record, ...], memory: Memory
) -> tuple[dict[str, Node], list[dict[Path, Node]], frozenset[str], list[Problem]]:
    """Make every node, by key, and by path for each record.

    A record whose entries share an id is left out until that is mended.
    """
    nodes: dict[str, Node] = {}
    entries: list[dict[Path, Node]] = []
    muddled: set[str] = set()
    problems: list[Problem] = []
    for made in _entries(records, memory):
        record = made.record
        if record.key in nodes:
            message = f"{nodes[record.key].record.parsed.path} has the same id"
            problems.append(Problem("id-taken", message, record.place(), "Keep one of the two files."))
            continue
        problems += made.problems
        if made.problems:
            muddled.add(record.id)
        else:
            nodes.update(made.by_key)
            entries.append(made.nearest)
    return nodes, entries, frozenset(muddled), problems


def _entries(records: tuple[Record, ...], memory: Memory) -> list[_Entries]:
    """Make the nodes of each record, or take the last time's; entries can be named by other records."""
    titles = {record.id: _name(record) for record in records}
    bodies = {record.id: record for record in records if record.kind in ("boards", "organizations")}
    before = memory.entries if titles == memory.titles else {}
    made = []
    for record in records:
        title = _title(record, bodies)
        found = before.get(record.parsed.path)
        if found is None or found.record is not record or found.title != title:
            nearest, problems = entry_nodes(record_node(record, title), titles)
            by_key = {node.key: node for node in nearest.values()}
            found = _Entries(record, title, nearest, by_key, problems)
        made.append(found)
    memory.titles, memory.entries = titles, {one.record.parsed.path: one for one in made}
    return made


def _title(record: Record, bodies: Mapping[str, Record]) -> str:
    written = record.written
    if isinstance(written, Meeting) and not written.title:
        return _meeting_title(record, tuple(bodies.get(body.rpartition("/")[2]) for body in written.bodies))
    if record.kind in SINGLES and record.kind != "site":
        return record.kind.capitalize()
    return _name(record)


@while_same
def _meeting_title(record: Record, bodies: tuple[Record | None, ...]) -> str:
    """Name a meeting that has no title of its own, given the files of its bodies as far as there are any."""
    written = record.written
    pairs = zip(written.bodies, bodies, strict=True)
    names = " and ".join(_body_name(body, written, found) for body, found in pairs)
    return f"{names}, {written.date}"


@once
def _name(record: Record) -> str:
    written = record.written
    return str(getattr(written, "title", None) or getattr(written, "name", record.id))


def _body_name(body: str, meeting: Meeting, record: Record | None) -> str:
    if record is None:
        return body
    papers = [meeting.minutes.document] if meeting.minutes and meeting.minutes.document else []
    return name_on(record.written, meeting.date, papers)


def _names(nodes: Mapping[str, Node]) -> dict[str, tuple[Node, ...]]:
    """Every way to write a record: its id, its kind and id, and its earlier ids."""
    names: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        if node.parent is None and not is_single(node.record):
            names[node.id].append(node)
            names[node.key].append(node)
    current = frozenset(names)
    for node in nodes.values():
        for alias in getattr(node.written, "aliases", ()) if node.parent is None else ():
            for name in (alias, f"{node.kind}/{alias}"):
                if name not in current:
                    names[name].append(node)
    return {name: tuple(found) for name, found in names.items()}


def _linked(entries: list[dict[Path, Node]], around: Surroundings, memory: Memory) -> list[Linked]:
    """Link each record, or take its links from the last time.

    They are the same if all names lead to the same as then, and the record itself and those that it leads
    to are. Where one that it leads to has changed but offers the same to be led to, they only need turning
    to its new nodes. What had a problem is linked anew: the words of one can name any record.
    """
    scope = (_keys(around.names), around.kept_back, around.broken)
    before = memory.linked if scope == memory.scope else {}
    keys = [nearest[()].key for nearest in entries]
    there = {
        key: nearest for key, nearest in zip(keys, entries, strict=True)
        if key in before and before[key].nearest is nearest
    }  # fmt: skip
    same = there.keys()
    alike = same | {
        key for key, nearest in zip(keys, entries, strict=True)
        if key in before and key not in same and offered(nearest) == offered(before[key].nearest)
    }  # fmt: skip
    kept = {
        key: before[key] if before[key].needs <= same else turned(before[key], around.nodes)
        for key in same
        if not before[key].problems and before[key].needs <= alike
    }
    made = [kept.get(key) or link(nearest, around) for key, nearest in zip(keys, entries, strict=True)]
    memory.scope, memory.linked = scope, dict(zip(keys, made, strict=True))
    memory.fresh = len(made) - len(kept)
    return made


def _keys(names: Mapping[str, tuple[Node, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(node.key for node in found) for name, found in names.items()}


def _graph(records: tuple[Record, ...], around: Surroundings, linked: list[Linked]) -> Graph:
    by_kind: dict[str, list[Node]] = defaultdict(list)
    links_to: dict[str, list[Link]] = defaultdict(list)
    links_from: dict[str, tuple[Link, ...]] = {}
    own = [(one.node.key, _sorted(one)) for one in linked]
    for _, found in own:
        links_from.update(found.by_source)
        for key, one in found.by_target:
            links_to[key].append(one)
        for node in found.nodes:
            by_kind[node.kind].append(node)
    given = {record.kind: record.written for record in records if record.kind in SINGLES}
    return Graph(
        nodes=around.nodes,
        names=around.names,
        linked={one.node.key: one for one in linked},
        links=tuple(chain.from_iterable(one.links for one in linked)),
        cited=tuple(chain.from_iterable(one.cited for one in linked)),
        statements=tuple(chain.from_iterable(one.statements for one in linked)),
        differences=tuple(chain.from_iterable(one.differences for one in linked)),
        absences=tuple(chain.from_iterable(one.absences for one in linked)),
        singles={
            **{k: SINGLES[k]() for k in ("glossary", "rules", "corrections") if k not in given},
            **given,
        },
        by_kind={kind: tuple(sorted(nodes, key=attrgetter("key"))) for kind, nodes in by_kind.items()},
        links_to={key: tuple(links) for key, links in links_to.items()},
        links_from=links_from,
        entries_of={key: found.nodes[1:] for key, found in own if found.nodes[1:]},
    )


@once
def _sorted(linked: Linked) -> _Sorted:
    """Sort what there is in one record; the record itself comes before its entries."""
    by_source: dict[str, list[Link]] = defaultdict(list)
    for one in linked.links:
        by_source[one.source.key].append(one)
    return _Sorted(
        tuple(sorted(linked.nearest.values(), key=attrgetter("key"))),
        {key: tuple(links) for key, links in by_source.items()},
        tuple((one.target.key, one) for one in linked.links),
    )
