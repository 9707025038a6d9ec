"""Which timelines there are: of everything, a year, a kind, a body, a person, a topic; in which forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from generator.dates import MONTHS
from generator.graph import Node
from generator.pages.library import MOST_EVENTS, Library
from generator.timeline import KINDS, Moment

KIND_WORDS = {
    "meetings": "Meetings", "decisions": "Decisions", "inspections": "Inspections",
    "visits": "Visits", "recommendations": "Recommendations", "progress": "Progress and responses",
    "documents": "Documents", "plans": "Plans", "offices": "Offices", "bodies": "Bodies",
    "events": "Events",
}  # fmt: skip
STATUS_WORDS = {
    "planned": "Planned",
    "happened": "Happened",
    "cancelled": "Cancelled",
    "postponed": "Postponed",
}
ENTITIES = ("boards", "organizations", "people", "topics")
LEAST = 2
# From how many events on it is worth a page of its own to read a list from its other end.
WORTH_TURNING = 30
# How many links to other timelines of one sort stand beside a list.
MOST_LISTED = 40


@dataclass(frozen=True)
class Cut:
    """One timeline: where it is, what it is called, and the moments it shows."""

    address: str
    # Its title, where it is not that of a record as a whole.
    own_title: str
    moments: tuple[Moment, ...]
    # What it shows; and of what, where that is a record: the name of its page, found when it is asked for.
    shows: str
    called: Callable[[], str] = str
    node: Node | None = None
    period: tuple[int | None, ...] = ()
    # Whether its titles alone are a page too, which the filters of a whole that is too long read.
    as_titles: bool = False
    whole: Cut | None = None

    @property
    def title(self) -> str:
        return self.node.title if self.node is not None and not self.period else self.own_title

    @property
    def is_whole(self) -> bool:
        return self.address == "/timeline/"

    @property
    def is_long(self) -> bool:
        """Whether it is more than one page can hold, and can be cut further."""
        return len(self.moments) > MOST_EVENTS and bool(self.parts)

    @property
    def about(self) -> str:
        """What it shows and when, in a line."""
        shown = " ".join(filter(None, (self.shows, self.called())))
        if not self.period:
            return shown
        return f"{shown}, not dated" if self.period[-1] is None else f"{shown} in {self.title}"

    @property
    def name(self) -> str:
        """What it is called away from its own page, where that is not just its title."""
        if self.whole is None:
            return self.called()
        is_plain = self.whole.is_whole or (self.whole.period and not self.whole.name)
        return "" if is_plain else f"{self.whole.name or self.whole.title}, {self.title}"

    @cached_property
    def parts(self) -> tuple[Cut, ...]:
        """Cut it by year, or a year by month."""
        if len(self.period) > 1 or self.period == (None,):
            return ()
        by_period: dict[int | None, list[Moment]] = defaultdict(list)
        for moment in self.moments:
            by_period[moment.month if self.period else moment.year].append(moment)
        return tuple(self._part(one, tuple(by_period[one])) for one in sorted(by_period, key=_undated_last))

    def _part(self, one: int | None, moments: tuple[Moment, ...]) -> Cut:
        step, title = self._step(one)
        address = f"{self.address}{step}/"
        titles = self.as_titles or (self.is_whole and len(self.moments) > MOST_EVENTS)
        return Cut(
            address, title, moments, self.shows, self.called, self.node, (*self.period, one), titles, self
        )

    @property
    def leaves(self) -> tuple[Cut, ...]:
        """The parts that are short enough for a page, and together hold everything."""
        if not self.is_long:
            return (self,)
        return tuple(leaf for part in self.parts for leaf in part.leaves)

    def _step(self, one: int | None) -> tuple[str, str]:
        """Give the last step of a part's address, and its title."""
        if one is None:
            return "undated", f"{self.period[0]}, month not recorded" if self.period else "Not dated"
        return (f"{one:02d}", f"{MONTHS[one - 1]} {self.period[0]}") if self.period else (str(one), str(one))

    def address_of(self, year: int, month: int) -> str:
        """Give where the heading of a month stands: on this page, or on that of a part."""
        if not self.is_long:
            return f"#month-{year}-{month:02d}"
        one = month if self.period else year
        part = next(part for part in self.parts if part.period[-1] == one)
        found = part.address_of(year, month)
        return found if part.is_long else f"{part.address}{found}"


def _undated_last(one: int | None) -> tuple[bool, int]:
    return one is None, one or 0


@dataclass(frozen=True, slots=True)
class Form:
    """A way to read a timeline: from which end, and in full or as a list of titles."""

    address: str
    newest_first: bool
    brief: bool = False

    @property
    def order(self) -> str:
        return "The latest come first." if self.newest_first else "The earliest come first."

    @property
    def says(self) -> str:
        return f"Titles only. {self.order}" if self.brief else self.order

    @property
    def words(self) -> str:
        """What its page's title says of it."""
        order = "latest first" if self.newest_first else "earliest first"
        return f"titles only, {order}" if self.brief else order


def forms(cut: Cut, *, newest_first: bool) -> tuple[Form, ...]:
    """List the forms of a timeline, each a page, the usual one first."""
    other = "earliest-first/" if newest_first else "latest-first/"
    usual = (Form(cut.address, newest_first), Form(f"{cut.address}{other}", not newest_first))
    if cut.as_titles and not cut.is_long:
        return (usual[0], titles_of(cut, newest_first=newest_first))
    if cut.is_long or len(cut.moments) < WORTH_TURNING or cut.period:
        return usual[:1]
    if not cut.is_whole:
        return usual
    brief = titles_of(cut, newest_first=newest_first)
    return (*usual, brief, Form(f"{brief.address}{other}", not newest_first, True))


def titles_of(cut: Cut, *, newest_first: bool) -> Form:
    """Give the form of a timeline that is no more than its titles."""
    return Form(f"{cut.address}list/", newest_first, brief=True)


@dataclass(frozen=True, slots=True)
class Facet:
    """A link to one cut of the timeline, with its count."""

    title: str
    address: str
    count: int = 0


def cuts(library: Library) -> Iterable[Cut]:
    """List every timeline: the whole, its years, and those of kinds, states, bodies, people and topics."""
    whole = Cut("/timeline/", "Timeline", library.timeline.moments, "Everything dated in this record")
    yield from _with_parts(whole)
    for one in (*_of_kinds(library), *_of_states(library), *_of_entities(library)):
        yield from _with_parts(one)


def _with_parts(cut: Cut) -> Iterable[Cut]:
    yield cut
    if cut.is_whole or cut.is_long:
        for part in cut.parts:
            yield from _with_parts(part)


def _grouped(moments: Iterable[Moment], key: Callable[[Moment], Any]) -> Mapping[Any, tuple[Moment, ...]]:
    found: dict[Any, list[Moment]] = defaultdict(list)
    for moment in moments:
        found[key(moment)].append(moment)
    return {one: tuple(ones) for one, ones in found.items()}


def _of_kinds(library: Library) -> Iterable[Cut]:
    found = _grouped(library.timeline.moments, lambda one: one.kind)
    for kind in (kind for kind in KINDS if kind in found):
        title = KIND_WORDS[kind]
        yield Cut(f"/timeline/{kind}/", title, found[kind], f"{title} in order of time")


def _of_states(library: Library) -> Iterable[Cut]:
    """What happened, what is planned, what was called off: where there is more than one of them."""
    found = _grouped(library.timeline.moments, state_of)
    for state in (state for state in STATUS_WORDS if state in found and len(found) > 1):
        title = STATUS_WORDS[state]
        yield Cut(f"/timeline/{state}/", title, found[state], f"{title} events in order of time")


def _of_entities(library: Library) -> Iterable[Cut]:
    for node in library.graph.of_kind(*ENTITIES):
        found = library.timeline.moments_of.get(node.key, ())
        if len(found) >= LEAST:
            called = partial(_called, library, node)
            shows = "Everything dated that concerns"
            yield Cut(timeline_address(node), "", found, shows, called, node)


def _called(library: Library, node: Node) -> str:
    return library.card(node).title


def timeline_address(node: Node) -> str:
    """Give the address of the timeline of a body, a person or a topic."""
    return f"/timeline/{node.kind}/{node.id}/"


def state_of(moment: Moment) -> str:
    """Tell whether a moment happened, is planned, or was called off or put off."""
    return "planned" if moment.is_planned else moment.status or "happened"


def facets(every: Iterable[Cut]) -> dict[str, tuple[Facet, ...]]:
    """List the cuts of the timeline by what they are of, as links to real pages, each with its count."""
    found: dict[str, list[Facet]] = defaultdict(list)
    for cut in every:
        name = _sort_of(cut)
        if name:
            found[name].append(Facet(cut.title, cut.address, len(cut.moments)))
    return {
        name: _most(sorted(found[name], key=lambda one: one.title.casefold()), more)
        if more else tuple(found[name])
        for name, more in MORE.items() if name in found
    }  # fmt: skip


# The sorts of cuts in the order they are shown, and where the list of all is that a cut may be of.
MORE = {
    "Year": None, "Kind": None, "Body": Facet("All bodies", "/boards/"),
    "Person": Facet("All people", "/people/"), "Topic": Facet("All topics", "/topics/"),
    "Whether it happened": None,
}  # fmt: skip


def _sort_of(cut: Cut) -> str:
    if cut.node is not None:
        sorts = {"people": "Person", "topics": "Topic"}
        return "" if cut.period else sorts.get(cut.node.kind, "Body")
    if cut.is_whole or len(cut.period) > 1:
        return ""
    if cut.period:
        return "Year" if cut.address.count("/") == len("///") else ""
    return "Whether it happened" if cut.address.split("/")[2] in STATUS_WORDS else "Kind"


def _most(found: list[Facet], more: Facet) -> tuple[Facet, ...]:
    """Keep those with the most events where there are too many to list."""
    if len(found) <= MOST_LISTED:
        return tuple(found)
    counts = Counter({one.address: one.count for one in found})
    kept = {address for address, _ in counts.most_common(MOST_LISTED)}
    return (*(one for one in found if one.address in kept), more)
