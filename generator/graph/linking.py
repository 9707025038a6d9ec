"""What one record says of others: its references, citations and statements, resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from generator.graph.linked import Cited, Link, Linked, lookup
from generator.graph.marks import marks
from generator.graph.nodes import Node, anchored
from generator.graph.slips import misread, slips
from generator.graph.statements import statements
from generator.graph.unplaced import no_place, no_such_place
from generator.graph.unresolved import Known, Wanted, to_itself, unresolved
from generator.markdown import CitationSlot, Prose
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records import Spot
from generator.records.entries import Absence, Citation, Difference, place_cited
from generator.records.fields import Ref

DOCUMENT = Ref("documents")
MENTION = Ref(back="Mentioned in")


@dataclass
class Surroundings:
    """All that a reference can lead to."""

    nodes: Mapping[str, Node]
    names: Mapping[str, tuple[Node, ...]]
    kept_back: frozenset[str]
    broken: frozenset[str]
    _outlines: dict[str, frozenset[str]] = field(default_factory=dict)

    def outline(self, document: Node) -> frozenset[str]:
        """The places of a document that can be cited."""
        if document.key not in self._outlines:
            places = frozenset(entry.id for entry in document.written.outline)
            self._outlines[document.key] = places
        return self._outlines[document.key]

    @cached_property
    def known(self) -> Known:
        """The same, as suggestions need it."""
        return Known(self.nodes, self.names, self.kept_back)


def offered(nearest: Mapping[Path, Node]) -> object:
    """Say what a record offers to be led to: its entries by key and kind, and its places."""
    outline = getattr(nearest[()].written, "outline", ())
    return {node.key: node.kind for node in nearest.values()}, {place.id for place in outline}


def turned(linked: Linked, nodes: Mapping[str, Node]) -> Linked:
    """Turn what a record says of others to their nodes of now, which have the keys of those before."""
    links = [
        one if nodes[one.target.key] is one.target else replace(one, target=nodes[one.target.key])
        for one in linked.links
    ]
    cited = [
        one if nodes[one.document.key] is one.document else replace(one, document=nodes[one.document.key])
        for one in linked.cited
    ]
    return replace(linked, links=links, cited=cited)


@dataclass(slots=True)
class _Linking:
    """One record as it is being linked."""

    around: Surroundings
    found: Linked
    listed: set[tuple[Path, str]] = field(default_factory=set)


def link(nearest: Mapping[Path, Node], around: Surroundings) -> Linked:
    """Link one record, given the node of each of its entries by path."""
    found = Linked(nearest)
    linking = _Linking(around, found)
    for spot, path in anchored(nearest[()].record):
        near = nearest[path]
        if spot.shape.ref:
            _link(linking, near, spot, spot.shape.ref)
        if isinstance(spot.value, Prose):
            _link_prose(linking, near, spot)
        elif isinstance(spot.value, Citation):
            _cite(linking, near, spot.value, spot.path, partial(near.record.place, spot.path))
        elif isinstance(spot.value, Difference):
            found.differences.append((near, spot.value))
        elif isinstance(spot.value, Absence):
            found.absences.append((near, spot.value))
    found.statements += statements(nearest)
    return found


def _link(linking: _Linking, near: Node, spot: Spot, ref: Ref) -> None:
    place = partial(near.record.place, spot.path)
    target = _resolve(linking, near, str(spot.value), ref, spot.path, place)
    if target is not None:
        if target is near and target.parent is None:
            linking.found.problems.append(to_itself(spot.shape.name, place()))
        _said_once(linking, spot.path, target.key, place)
        back = spot.holders[-1][1].relation(spot.shape.name, ref.back)
        linking.found.links.append(Link(near, target, back, spot.path))


def _said_once(linking: _Linking, path: Path, target: str, place: Callable[[], Place]) -> None:
    """Report what stands twice in one list; a text may name a thing as often as it likes."""
    if not isinstance(path[-1], int):
        return
    once = (path[:-1], target)
    if once in linking.listed:
        message = "this stands twice in one list"
        linking.found.problems.append(
            Problem("reference-twice", message, place(), "Remove one of the two.", "warning")
        )
    linking.listed.add(once)


def _link_prose(linking: _Linking, near: Node, spot: Spot) -> None:
    names = linking.around.names
    linking.found.problems += slips(near, spot.path, spot.value.source, names)
    linking.found.problems += marks(near, spot.path, spot.value)
    met: Counter[str] = Counter()
    for slot in spot.value.slots:
        cited = isinstance(slot, CitationSlot)
        words = f"[@{slot.document}" if cited else f"[[{slot.target}"
        place = partial(near.record.parsed.place_of_words, spot.path, words, met[words], len("[["))
        met[words] += 1
        if cited:
            document = _cite(linking, near, place_cited(slot.document, slot.at), spot.path, place)
            if document is not None and slot.at is None and linking.around.outline(document):
                linking.found.problems.append(no_place(document, place()))
            continue
        if (slip := misread(near, slot, names, place)) is not None:
            linking.found.problems.append(slip)
            continue
        target = _resolve(linking, near, slot.target, MENTION, spot.path, place)
        if target is not None:
            linking.found.links.append(Link(near, target, MENTION.back, spot.path))


def _cite(
    linking: _Linking, near: Node, citation: Citation, path: Path, place: Callable[[], Place]
) -> Node | None:
    """Resolve a citation to its document and check its place against the outline."""
    document = _resolve(linking, near, citation.document, DOCUMENT, path, place)
    if document is None:
        return None
    places = linking.around.outline(document)
    if citation.at is not None and citation.at not in places:
        wanted = Wanted(citation.document, DOCUMENT, near, path, place())
        linking.found.problems.append(no_such_place(linking.around.known, document, citation.at, wanted))
        return None
    if not citation.quote:
        _said_once(linking, path, f"{document.key}#{citation.at or ''}", place)
    linking.found.cited.append(Cited(near, document, citation, path))
    return document


def _resolve(
    linking: _Linking, near: Node, written: str, ref: Ref, path: Path, place: Callable[[], Place]
) -> Node | None:
    """Find what a reference names, or report what is wrong with it."""
    around = linking.around
    found = lookup(around.nodes, around.names, written, near, ref.kinds)
    if found is not None and (not ref.kinds or found.kind in ref.kinds):
        linking.found.needs.add(found.record.key)
        return found
    if _record_id(written) not in around.broken:
        wanted = Wanted(written, ref, near, path, place())
        linking.found.problems.append(unresolved(around.known, wanted, found))
    return None


def _record_id(written: str) -> str:
    """The record's id in a reference, without kind and entry."""
    return written.partition("#")[0].rpartition("/")[2]
