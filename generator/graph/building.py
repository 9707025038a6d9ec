"""Names resolved and links made: every record and entry as a node, every reference as a link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from generator.graph.linked import Cited, Graph, Link, lookup
from generator.graph.names import name_on
from generator.graph.nodes import Node, anchored, entry_nodes, is_single, record_node
from generator.graph.slips import slips
from generator.graph.statements import Statement, statements
from generator.graph.unresolved import Known, Wanted, no_such_place, unresolved
from generator.markdown import CitationSlot, Prose
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records import SINGLES, Record, Spot
from generator.records.entries import Absence, Citation, Difference, place_cited
from generator.records.fields import Ref
from generator.records.kinds import Meeting

DOCUMENT = Ref("documents")
MENTION = Ref(back="Mentioned in")


@dataclass
class _Linking:
    """What one pass over all records gathers."""

    nodes: dict[str, Node]
    names: dict[str, tuple[Node, ...]]
    kept_back: frozenset[str]
    broken: frozenset[str]
    outlines: dict[str, frozenset[str]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    differences: list[tuple[Node, Difference]] = field(default_factory=list)
    absences: list[tuple[Node, Absence]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: set[tuple[str, Path, str]] = field(default_factory=set)

    def outline(self, document: Node) -> frozenset[str]:
        """The places of a document that can be cited."""
        if document.key not in self.outlines:
            places = frozenset(entry.id for entry in document.written.outline)
            self.outlines[document.key] = places
        return self.outlines[document.key]

    @cached_property
    def known(self) -> Known:
        """What a reference can lead to, for suggestions."""
        return Known(self.nodes, self.names, self.kept_back)


def build(
    records: tuple[Record, ...], kept_back: frozenset[str] = frozenset(),
    broken: frozenset[str] = frozenset(),
) -> tuple[Graph, list[Problem]]:  # fmt: skip
    """Link all records; every reference that leads nowhere is a problem at its place.

    `kept_back` holds the keys of records that are not public; `broken` the ids of files with
    mistakes of their own, references to which are passed over until those are mended.
    """
    nodes, entries, muddled, problems = _nodes(records)
    broken |= muddled
    linking = _Linking(nodes, _names(nodes), kept_back, broken, problems=problems)
    linking.problems += _missing_site(records, broken)
    for by_path in entries:
        _link_record(linking, by_path)
    return _graph(linking, records), linking.problems


def _missing_site(records: tuple[Record, ...], broken: frozenset[str]) -> list[Problem]:
    if "site" in broken or any(record.kind == "site" for record in records):
        return []
    hint = "Create site.yaml with title, description and council."
    return [Problem("site-missing", "there is no file site.yaml", Place("site.yaml"), hint)]


def _nodes(
    records: tuple[Record, ...],
) -> tuple[dict[str, Node], list[dict[Path, Node]], frozenset[str], list[Problem]]:
    """Make every node, by key, and by path for each record.

    A record whose entries share an id is left out until that is mended.
    """
    nodes: dict[str, Node] = {}
    entries: list[dict[Path, Node]] = []
    muddled: set[str] = set()
    problems: list[Problem] = []
    names = {record.id: _name(record) for record in records}
    bodies = {record.id: record for record in records if record.kind in ("boards", "organizations")}
    for record in records:
        if record.key in nodes:
            message = f"{nodes[record.key].record.parsed.path} has the same id"
            problems.append(Problem("id-taken", message, record.place(), "Keep one of the two files."))
            continue
        root = record_node(record, _title(record, bodies))
        by_path, found = entry_nodes(root, names)
        problems += found
        if found:
            muddled.add(root.id)
        else:
            nodes.update((node.key, node) for node in by_path.values())
            entries.append(by_path)
    return nodes, entries, frozenset(muddled), problems


def _title(record: Record, bodies: Mapping[str, Record]) -> str:
    written = record.written
    if isinstance(written, Meeting) and not written.title:
        names = " and ".join(_body_name(body, written, bodies) for body in written.bodies)
        return f"{names}, {written.date}"
    if record.kind in SINGLES and record.kind != "site":
        return record.kind.capitalize()
    return _name(record)


def _name(record: Record) -> str:
    written = record.written
    return str(getattr(written, "title", None) or getattr(written, "name", record.id))


def _body_name(body: str, meeting: Meeting, bodies: Mapping[str, Record]) -> str:
    record = bodies.get(body.rpartition("/")[2])
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


def _link_record(linking: _Linking, nearest: dict[Path, Node]) -> None:
    root = nearest[()]
    for spot, path in anchored(root.record):
        near = nearest[path]
        if spot.shape.ref:
            _link(linking, near, spot, spot.shape.ref)
        if isinstance(spot.value, Prose):
            _link_prose(linking, near, spot)
        elif isinstance(spot.value, Citation):
            _cite(linking, near, spot.value, spot.path, partial(near.record.place, spot.path))
        elif isinstance(spot.value, Difference):
            linking.differences.append((near, spot.value))
        elif isinstance(spot.value, Absence):
            linking.absences.append((near, spot.value))
    linking.statements += statements(nearest)


def _link(linking: _Linking, near: Node, spot: Spot, ref: Ref) -> None:
    place = partial(near.record.place, spot.path)
    target = _resolve(linking, near, str(spot.value), ref, spot.path, place)
    if target is not None:
        _said_once(linking, near, spot.path, target.key, place)
        back = spot.holders[-1][1].relation(spot.shape.name, ref.back)
        linking.links.append(Link(near, target, back, spot.path))


def _said_once(linking: _Linking, near: Node, path: Path, target: str, place: Callable[[], Place]) -> None:
    """Report what stands twice in one list; a text may name a thing as often as it likes."""
    if not isinstance(path[-1], int):
        return
    once = (near.record.key, path[:-1], target)
    if once in linking.listed:
        message = "this stands twice in one list"
        linking.problems.append(
            Problem("reference-twice", message, place(), "Remove one of the two.", "warning")
        )
    linking.listed.add(once)


def _link_prose(linking: _Linking, near: Node, spot: Spot) -> None:
    linking.problems += slips(near, spot.path, spot.value.source, linking.names)
    met: Counter[str] = Counter()
    for slot in spot.value.slots:
        cited = isinstance(slot, CitationSlot)
        words = f"[@{slot.document}" if cited else f"[[{slot.target}"
        place = partial(near.record.parsed.place_of_words, spot.path, words, met[words], len("[["))
        met[words] += 1
        if cited:
            _cite(linking, near, place_cited(slot.document, slot.at), spot.path, place)
            continue
        target = _resolve(linking, near, slot.target, MENTION, spot.path, place)
        if target is not None:
            linking.links.append(Link(near, target, MENTION.back, spot.path))


def _cite(linking: _Linking, near: Node, citation: Citation, path: Path, place: Callable[[], Place]) -> None:
    """Resolve a citation to its document and check its place against the outline."""
    document = _resolve(linking, near, citation.document, DOCUMENT, path, place)
    if document is None:
        return
    places = linking.outline(document)
    if citation.at is not None and citation.at not in places:
        wanted = Wanted(citation.document, DOCUMENT, near, path, place())
        linking.problems.append(no_such_place(linking.known, document, citation.at, wanted))
        return
    if not citation.quote:
        _said_once(linking, near, path, f"{document.key}#{citation.at or ''}", place)
    linking.cited.append(Cited(near, document, citation, path))


def _resolve(
    linking: _Linking, near: Node, written: str, ref: Ref, path: Path, place: Callable[[], Place]
) -> Node | None:
    """Find what a reference names, or report what is wrong with it."""
    found = lookup(linking.nodes, linking.names, written, near, ref.kinds)
    if found is not None and (not ref.kinds or found.kind in ref.kinds):
        return found
    if _record_id(written) not in linking.broken:
        wanted = Wanted(written, ref, near, path, place())
        linking.problems.append(unresolved(linking.known, wanted, found))
    return None


def _record_id(written: str) -> str:
    """The record's id in a reference, without kind and entry."""
    return written.partition("#")[0].rpartition("/")[2]


def _graph(linking: _Linking, records: tuple[Record, ...]) -> Graph:
    by_kind: dict[str, list[Node]] = defaultdict(list)
    entries_of: dict[str, list[Node]] = defaultdict(list)
    for key in sorted(linking.nodes):
        node = linking.nodes[key]
        by_kind[node.kind].append(node)
        if node.parent is not None:
            entries_of[node.home.key].append(node)
    links_to: dict[str, list[Link]] = defaultdict(list)
    links_from: dict[str, list[Link]] = defaultdict(list)
    for link in linking.links:
        links_to[link.target.key].append(link)
        links_from[link.source.key].append(link)
    given = {record.kind: record.written for record in records if record.kind in SINGLES}
    return Graph(
        nodes=linking.nodes,
        names=linking.names,
        links=tuple(linking.links),
        cited=tuple(linking.cited),
        statements=tuple(linking.statements),
        differences=tuple(linking.differences),
        absences=tuple(linking.absences),
        singles={**{k: SINGLES[k]() for k in ("glossary", "rules", "corrections")}, **given},
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        links_to={key: tuple(found) for key, found in links_to.items()},
        links_from={key: tuple(found) for key, found in links_from.items()},
        entries_of={key: tuple(found) for key, found in entries_of.items()},
    )
