"""What all pages are written from: maps that are made once, before the first page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import escape

from generator import reads
from generator.addresses import Addresses
from generator.graph import Cited, Graph, Link, Node, Statement
from generator.linked_data import Describer
from generator.pages.cards import Card, cards
from generator.pages.kinds import ANYONE
from generator.pages.prose import reading_order, starts_on_a_day
from generator.pages.views import MomentRow, Row
from generator.reads import Kept
from generator.records.entries import Absence, Citation, Difference, OutlinePlace, Term
from generator.timeline import Moment, Timeline, as_at

# How many events a page of a timeline holds; a longer one is a list of the years, each a page.
MOST_EVENTS = 500
# What is named in many events and is none.
UNDATED = ("people", "boards", "organizations", "topics")


# The keys of the pages before and after one; and of those in one order and in another.
Neighbours = tuple[str | None, str | None]
Beside = tuple[Neighbours, Neighbours]


class Names(Mapping[str, str]):
    """What each thing is called, by what a link to it says: read of the one that is asked for alone."""

    def __init__(self, nodes: Mapping[str, tuple[Node, ...]]) -> None:
        self._nodes = nodes

    def __getitem__(self, written: str) -> str:
        found = self._nodes[written]
        if len(found) != 1:
            raise KeyError(written)
        return found[0].title

    def __iter__(self) -> Iterator[str]:
        return (written for written, found in self._nodes.items() if len(found) == 1)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Library:
    """What all pages are written from: the graph, the timeline, the addresses, the acronyms."""

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    today: date
    base_url: str = ""

    @cached_property
    def as_at(self) -> date:
        """The day that states and delays are told as at: today, or the last day the record covers."""
        return as_at(self.graph, self.today)

    @property
    def names(self) -> Mapping[str, str]:
        """What each thing is called, by what a link to it says."""
        return Names(self.graph.names)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The glossary's acronyms by the letters that stand in text."""
        terms = self.graph.singles["glossary"].terms
        return {str(escape(term.term)): term for term in terms if term.expansion}

    @cached_property
    def term_pattern(self) -> re.Pattern[str] | None:
        if not self.terms:
            return None
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        return re.compile(r"<[^>]*>|\b(" + "|".join(map(re.escape, longest_first)) + r")\b")

    @cached_property
    def key_days(self) -> frozenset[date]:
        """The days that have a page of their own: the site's, and each inspection's and visit's first."""
        named = {one.earliest for one in self.graph.site.key_dates if one.earliest}
        held = (
            node.written.date
            for node in self.graph.of_kind("inspections", "visits")
            if node.written.status == "held"
        )
        return frozenset(named | {when.earliest for when in held if when and starts_on_a_day(when)})

    @cached_property
    def on_key_days(self) -> Mapping[date, tuple[Node, ...]]:
        """The inspections, visits and meetings that are dated to each key day."""
        found: dict[date, list[Node]] = defaultdict(list)
        for node in self.graph.of_kind("inspections", "visits", "meetings"):
            if node.when and node.when.precision == "day" and node.when.earliest in self.key_days:
                found[node.when.earliest].append(node)
            elif node.when and node.when.precision == "range":
                for day in sorted(self.key_days):
                    if node.when.span.holds(day):
                        found[day].append(node)
        return {day: tuple(nodes) for day, nodes in found.items()}

    def coverage(self, node: Node) -> tuple[int, int]:
        """Tell how many of a record's statements carry a source, and how many there are."""
        reads.note(node.key)
        return self._coverage.get(node.key, (0, 0))

    @cached_property
    def _coverage(self) -> Mapping[str, tuple[int, int]]:
        found: dict[str, list[bool]] = defaultdict(list)
        for statement in self.graph.statements:
            found[statement.node.home.key].append(statement.has_source)
        return {key: (sum(sourced), len(sourced)) for key, sourced in found.items()}

    @cached_property
    def cited_at(self) -> Mapping[str, tuple[Cited, ...]]:
        """All citations of each document; a page asks for those of one."""
        found: dict[str, list[Cited]] = defaultdict(list)
        for cited in self.graph.cited:
            found[cited.document.key].append(cited)
        return {key: tuple(ones) for key, ones in found.items()}

    def citing(self, document: Node) -> tuple[Cited, ...]:
        """List the citations of a document."""
        reads.note(f"{document.key}{reads.CITED}")
        return self.cited_at.get(document.key, ())

    def links_to(self, node: Node) -> tuple[Link, ...]:
        """List what leads to a record or an entry."""
        reads.note(f"{node.key}{reads.LED_TO}")
        return self.graph.links_to.get(node.key, ())

    def links_from(self, node: Node) -> tuple[Link, ...]:
        """List what a record or an entry leads to by itself."""
        reads.note(node.key)
        return self.graph.links_from.get(node.key, ())

    def differences(self) -> tuple[tuple[Node, Difference], ...]:
        """List every point on which sources differ."""
        reads.note(reads.DIFFERENCES)
        return self.graph.differences

    def absences(self) -> tuple[tuple[Node, Absence], ...]:
        """List all that is missing with its reason."""
        reads.note(reads.ABSENCES)
        return self.graph.absences

    def statements(self) -> tuple[Statement, ...]:
        """List every statement of the record."""
        reads.note(reads.STATEMENTS)
        return self.graph.statements

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """What the page of each record is called; a page asks for them one by one."""
        return cards(self.graph)

    def card(self, node: Node) -> Card:
        """Give what the page of a record is called."""
        reads.note(f"{node.key}{reads.NAMED}")
        return self.cards[node.key]

    @cached_property
    def meetings_of(self) -> Mapping[str, tuple[Node, ...]]:
        """The meetings of each body, in order of time."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in sorted(self.graph.of_kind("meetings"), key=reading_order):
            for written in node.written.bodies:
                body = self.graph.find(written, node, "boards", "organizations")
                if body is not None:
                    found[body.key].append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}

    @cached_property
    def _concerning(self) -> dict[tuple[str, ...], tuple[Node, ...]]:
        return {}

    def concerning(self, bodies: tuple[str, ...]) -> tuple[Node, ...]:
        """List the recommendations by or to any of some bodies, by key: for each choice of bodies once."""
        if bodies not in self._concerning:
            found = {node.key: node for body in bodies for node in self.recommendations_of.get(body, ())}
            self._concerning[bodies] = tuple(found[key] for key in sorted(found))
        return self._concerning[bodies]

    @cached_property
    def recommendations_of(self) -> Mapping[str, tuple[Node, ...]]:
        """The recommendations that each body made or was asked to follow, an office standing for its body."""
        found: dict[str, dict[str, Node]] = defaultdict(dict)
        for node in self.graph.of_kind("recommendations"):
            for written in (*node.written.made_by, *node.written.made_to):
                named = self.graph.find(written, node, *ANYONE)
                if named is not None:
                    found[named.home.key][node.key] = node
        return {key: tuple(nodes.values()) for key, nodes in found.items()}

    @cached_property
    def _events_of_years(self) -> Counter[int | None]:
        return Counter(moment.when.year for moment in self.timeline.moments)

    @cached_property
    def stretches(self) -> tuple[Moment, ...]:
        """The events that last: one that lasts through a silence says why there is nothing else."""
        return tuple(moment for moment in self.timeline.moments if moment.is_stretch)

    def permalink(self, moment: Moment) -> str:
        """Give the address of an event that stays: on its year's page, or its month's if that is full."""
        year, month = moment.when.year, moment.when.month
        if year is None:
            return f"/timeline/undated/#{moment.id}"
        if self._events_of_years[year] <= MOST_EVENTS:
            return f"/timeline/{year}/#{moment.id}"
        return f"/timeline/{year}/{f'{month:02d}' if month else 'undated'}/#{moment.id}"

    @cached_property
    def told(self) -> Kept[tuple[str, bool], MomentRow]:
        """The rows of moments as they stand on most pages, by their id and whether they are brief."""
        return Kept()

    @cached_property
    def compared(self) -> Kept[str, dict[str, str]]:
        """What the filters of the list of recommendations compare, by key."""
        return Kept()

    @cached_property
    def open_rows(self) -> Kept[tuple[str, int], Row]:
        """The rows of open recommendations as they stand on most pages, by key and by which status it is."""
        return Kept()

    @cached_property
    def references(self) -> defaultdict[Citation, int]:
        """A number for each citation that pages refer to, in no order: each page numbers its own at last."""
        found: defaultdict[Citation, int] = defaultdict(lambda: len(found) + 1)
        return found

    @cached_property
    def moments_at(self) -> Mapping[str, tuple[Moment, ...]]:
        """What happened, by the record or the entry that dates it."""
        found: dict[str, list[Moment]] = defaultdict(list)
        for moment in self.timeline.moments:
            found[moment.node.key].append(moment)
        return {key: tuple(moments) for key, moments in found.items()}

    @cached_property
    def describer(self) -> Describer:
        """What says in schema.org's words what things are."""
        return Describer(self.graph, self.timeline, self.addresses, self.names, self.base_url)

    def beside(self, node: Node) -> Beside:
        """Give the keys of the pages before and after one: among its like, and in the whole record."""
        reads.note(f"{node.key}{reads.BESIDE}")
        nowhere = (None, None)
        return self._beside.get(node.key, nowhere), self._beside_overall.get(node.key, nowhere)

    @cached_property
    def _beside(self) -> Mapping[str, Neighbours]:
        """The key of the page before and after each: of the same body's meetings, or of the kind."""
        kinds: dict[str, list[Node]] = defaultdict(list)
        for node in self.graph.nodes.values():
            if node.parent is None or node.kind == "decisions":
                kinds[node.kind].append(node)
        kinds.pop("pages", None)
        meetings = sorted(kinds.pop("meetings", ()), key=reading_order)
        found: dict[str, Neighbours] = {}
        for bodies in dict.fromkeys(frozenset(node.written.bodies) for node in meetings):
            own = [node for node in meetings if bodies & set(node.written.bodies)]
            neighbours = _neighbours(own)
            found.update({n.key: neighbours[n.key] for n in own if frozenset(n.written.bodies) == bodies})
        for nodes in kinds.values():
            found |= _neighbours(sorted(nodes, key=reading_order))
        return found

    @cached_property
    def _beside_overall(self) -> Mapping[str, Neighbours]:
        """The key of the page before and after each dated one, of whatever kind, in order of the timeline."""
        pages = {moment.node.page.key: moment.node.page for moment in self.timeline.moments}
        return _neighbours([page for page in pages.values() if page.home.kind not in UNDATED])

    @cached_property
    def _outlines(self) -> Kept[str, dict[str, OutlinePlace]]:
        return Kept()

    def outline(self, document: Node) -> Mapping[str, OutlinePlace]:
        """Give the places of a document by their id."""
        places = self._outlines
        return places.take(document.key, lambda: {place.id: place for place in document.written.outline})


def _neighbours(nodes: list[Node]) -> dict[str, Neighbours]:
    keys: list[str | None] = [None, *(node.key for node in nodes), None]
    return {node.key: (before, after) for node, before, after in zip(nodes, keys, keys[2:], strict=False)}


def briefing_address(body: Node) -> str:
    """Give the address of a body's briefing."""
    return f"/boards/{body.id}/briefing/"
