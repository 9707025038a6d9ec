"""What of a site an edit touches: a page is made again only where something that it was made from changed.

What many pages are made from together, such as who held which office and what happened in which order,
is compared as a whole: where it changed, every page is made. What stands in one record, or leads to one,
is compared by itself with what each page read (`reads`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from generator import reads
from generator.addresses import page_nodes
from generator.graph import Node
from generator.pages.cards import Card
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


# Of a file that was made, in a form that is soon read: what it was made from, as numbers of names, and the
# places on it that links can lead to.
Stood = tuple[bytes, str]


def stood(made: Made) -> Stood:
    """Keep of a file what the next build needs to know of it."""
    return made.read.tobytes(), "\n".join(sorted(made.leads.places))


def places(one: Stood) -> frozenset[str]:
    """List the places on a page that stands."""
    return frozenset(one[1].split("\n")) if one[1] else frozenset()


def _numbers(one: Stood) -> Iterable[int]:
    return memoryview(one[0]).cast("L")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a build leaves for the next: its fingerprints, and what each file was made from, by path."""

    prints: Fingerprints
    made: Mapping[str, Stood]

    def why(self, earlier: Earlier, paths: Collection[str]) -> Iterator[str]:
        """Say why files were made again that an earlier build had made."""
        touched = self.prints.touched(earlier.prints)
        if touched is None:
            yield "something changed that many pages show, such as a day, an office or a new record"
            return
        names = list(self.prints.each)
        for path in sorted(path for path in earlier.made if path in paths):
            found = [_told(names[number]) for number in _numbers(earlier.made[path]) if number in touched]
            if found:
                yield f"{path} shows {', '.join(found)}"

    def lost_places(self, made: Mapping[str, Made]) -> bool:
        """Tell whether a page has lost a place that another page may lead to."""
        before = self.made
        return any(places(before[p]) - one.leads.places for p, one in made.items() if p in before)

    def standing(self, now: Fingerprints) -> Mapping[str, Stood]:
        """Find the files that would be made as they were."""
        touched = now.touched(self.prints)
        if touched is None:
            return {}
        # What was made of no record is made of something else.
        return {path: one for path, one in self.made.items() if one[0] and touched.isdisjoint(_numbers(one))}


def _told(name: str) -> str:
    """Say in words what a page can have read."""
    if name.startswith(reads.MOMENT):
        return f"the words of the event {name.removeprefix(reads.MOMENT)}"
    words = {
        reads.NAMED: "the name and the date of ", reads.LED_TO: "what leads to ", reads.CITED: "what cites ",
        reads.BESIDE: "what stands before and after ",
        reads.LISTED: "the list of ",
    }  # fmt: skip
    return f"{words[name[-1]]}{name[:-1]}" if name[-1] in words else name


def fingerprints(library: Library) -> Fingerprints:
    """Take the fingerprints of a site of which no page is made yet."""
    with reads.uncounted():
        return Fingerprints(_digest(_whole(library)), dict(_each(library)))


def _digest(parts: Iterable[object]) -> bytes:
    return _of_text("\n".join(map(repr, parts)))


def _of_text(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def _each(library: Library) -> Iterator[tuple[str, bytes]]:
    """All that a page can read by itself."""
    for key, linked in library.graph.linked.items():
        yield key, _of_text(linked.node.record.parsed.file.text)
    for key, node in library.graph.nodes.items():
        yield f"{key}{reads.NAMED}", _named(node, library.cards.get(key))
        led = library.graph.links_to.get(key)
        yield (
            f"{key}{reads.LED_TO}",
            _digest((one.source.key, one.back, one.path) for one in led) if led else b"",
        )
    for node in page_nodes(library.graph):
        yield f"{node.key}{reads.BESIDE}", repr(library.beside(node)).encode()
    for node in library.graph.of_kind("documents"):
        cited = library.cited_at.get(node.key, ())
        yield f"{node.key}{reads.CITED}", _digest((one.source.key, one.citation, one.path) for one in cited)
    for moment in library.timeline.moments:
        yield f"{reads.MOMENT}{moment.id}", _digest((moment.title, moment.line and moment.line.source))
    yield reads.DIFFERENCES, _digest(library.graph.differences)
    yield reads.ABSENCES, _digest(library.graph.absences)
    said = library.graph.statements
    yield reads.STATEMENTS, _digest((one.node.key, one.has_source or one.words) for one in said)


def _named(node: Node, card: Card | None) -> bytes:
    """Put together what an entry is called: there are so many that a digest of each would take long."""
    when = node.when
    about = f"\n{card.title}\n{card.description}" if card else ""
    return f"{node.title}\n{when.text if when else ''}{about}".encode("utf-8", "surrogatepass")


def _whole(library: Library) -> Iterator[object]:
    yield tuple(library.graph.nodes)
    yield from _dated(library.timeline)
    yield from sorted(library.addresses.paths.items())
    yield from (library.addresses.redirects, library.addresses.tombstones)
    yield from library.graph.names.items()
    yield [node.title for node in library.graph.of_kind("pages")]
    yield from (library.meetings_of, library.recommendations_of, library.on_key_days)
    yield some(library)
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
