"""What of a site an edit touches: a page is made again only where something that it was made from changed.

What many pages are made from together, such as who links to what, who held which office and what
happened in which order, is compared as a whole: where it changed, every page is made. What stands in
one record alone is compared one by one with what each page read (`reads`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from generator import reads
from generator.pages.library import Library
from generator.pages.recommended import some
from generator.render import Made
from generator.timeline import Timeline, open_spans

SIZE = 12


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Of all that is compared as a whole, and of each thing that a page can read by itself, by its name."""

    whole: bytes
    each: Mapping[str, bytes]

    def touched(self, earlier: Fingerprints) -> frozenset[int] | None:
        """Number what is not as it was, or nothing where that is compared as a whole."""
        if self.whole != earlier.whole or list(self.each) != list(earlier.each):
            return None
        pairs = zip(self.each.values(), earlier.each.values(), strict=True)
        return frozenset(number for number, (now, before) in enumerate(pairs) if now != before)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a build leaves for the next: its fingerprints, and what each file was made from, by path."""

    prints: Fingerprints
    made: Mapping[str, Made]

    def why(self, earlier: Earlier, paths: Collection[str]) -> Iterator[str]:
        """Say why files were made again that an earlier build had made."""
        touched = self.prints.touched(earlier.prints)
        if touched is None:
            yield "something changed that many pages show, such as a title, a date, an office or a link"
            return
        names = list(self.prints.each)
        for path in sorted(path for path in earlier.made if path in paths):
            found = [_told(names[number]) for number in earlier.made[path].read if number in touched]
            if found:
                yield f"{path} shows {', '.join(found)}"

    def lost_places(self, made: Mapping[str, Made]) -> bool:
        """Tell whether a page has lost a place that another page may lead to."""
        before = self.made
        return any(before[p].leads.places - one.leads.places for p, one in made.items() if p in before)

    def standing(self, now: Fingerprints) -> Mapping[str, Made]:
        """Find the files that would be made as they were."""
        touched = now.touched(self.prints)
        if touched is None:
            return {}
        # What was made of no record is made of something else.
        made = self.made.items()
        return {path: one for path, one in made if one.read and touched.isdisjoint(one.read)}


def _told(name: str) -> str:
    """Say in words what a page can have read."""
    if name.startswith(reads.MOMENT):
        return f"the words of the event {name.removeprefix(reads.MOMENT)}"
    if name.endswith(reads.NAMED):
        return f"the name and the date of {name.removesuffix(reads.NAMED)}"
    return name


def fingerprints(library: Library) -> Fingerprints:
    """Take the fingerprints of a site of which no page is made yet."""
    with reads.uncounted():
        return Fingerprints(_digest(_whole(library)), dict(_each(library)))


def _digest(parts: Iterable[object]) -> bytes:
    text = "\n".join(map(repr, parts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest() if text else b""


def _each(library: Library) -> Iterator[tuple[str, bytes]]:
    """All that a page can read by itself."""
    for key, linked in library.graph.linked.items():
        yield key, _digest((linked.node.record.parsed.file.text,))
    for key, node in library.graph.nodes.items():
        when = node.when.text if node.when else ""
        yield f"{key}{reads.NAMED}", _digest((node.title, when, library.cards.get(key)))
        led = library.graph.links_to.get(key, ())
        yield f"{key}{reads.LED_TO}", _digest((link.source.key, link.back, link.path) for link in led)
    for node in library.graph.of_kind("documents"):
        cited = library.cited_at.get(node.key, ())
        yield f"{node.key}{reads.CITED}", _digest((one.source.key, one.citation, one.path) for one in cited)
    for moment in library.timeline.moments:
        yield f"{reads.MOMENT}{moment.id}", _digest((moment.title, moment.line and moment.line.source))
    yield reads.DIFFERENCES, _digest(library.graph.differences)
    yield reads.ABSENCES, _digest(library.graph.absences)
    said = library.graph.statements
    yield reads.STATEMENTS, _digest((one.node.key, one.has_source or one.words) for one in said)


def _whole(library: Library) -> Iterator[object]:
    yield tuple(library.graph.nodes)
    yield from _dated(library.timeline)
    yield from sorted(library.addresses.paths.items())
    yield from (library.addresses.redirects, library.addresses.tombstones)
    yield from (library.names, library.meetings_of, library.recommendations_of, library.on_key_days)
    yield from (library.beside, library.beside_overall, some(library))
    recommendations = library.graph.of_kind("recommendations")
    for first, after, node, update in open_spans(recommendations):
        yield first, after, node, update and (update.status, update.as_at)


def _dated(timeline: Timeline) -> Iterator[object]:
    """What happened when, but for its words, and who held what."""
    for one in timeline.moments:
        keys = tuple(node.key for node in (one.node, *one.led_to))
        yield one.id, one.when, one.kind, one.label, one.status, one.citations, keys, one.concerns
    yield from timeline.memberships
    for turnout in timeline.turnouts:
        yield turnout.person.key, turnout.body.key, turnout.attended, turnout.possible
    yield from timeline.throughlines
    yield from timeline.eras
