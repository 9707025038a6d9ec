"""Everything dated, as moments: each taken from the file that dates it, and from no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator import reads
from generator.dates import When
from generator.graph import Graph, Node
from generator.markdown import Prose
from generator.records.entries import Citation
from generator.timeline.memberships import Membership

KINDS = (
    "meetings", "decisions", "inspections", "visits", "recommendations", "progress", "documents",
    "plans", "offices", "bodies", "events",
)  # fmt: skip
PLANNED = ("scheduled", "planned")
# A role is free text, and part of an id.
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
SortKey = tuple[date, int, date, int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A dated thing on a timeline."""

    when: When
    kind: str
    label: str
    title: str
    node: Node
    id: str
    status: str | None = None
    line: Prose | None = None
    citations: tuple[Citation, ...] = ()
    bodies: tuple[Node, ...] = ()
    people: tuple[Node, ...] = ()
    topics: tuple[Node, ...] = ()
    led_to: tuple[Node, ...] = ()
    sort_key: SortKey = field(init=False, repr=False)
    # The keys of the bodies, people, topics and records that it is about, each once.
    concerns: tuple[str, ...] = field(init=False, repr=False)
    # What a timeline files it under.
    year: int | None = field(init=False, repr=False)
    month: int | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Every timeline asks for these, of every moment: they are found once.
        key = (*self.when.sort_key, KINDS.index(self.kind), self.id)
        about = (self.node.home, *self.bodies, *self.people, *self.topics)
        object.__setattr__(self, "sort_key", key)
        object.__setattr__(self, "concerns", tuple(dict.fromkeys(node.key for node in about)))
        object.__setattr__(self, "year", self.when.year)
        object.__setattr__(self, "month", self.when.month)

    @property
    def is_planned(self) -> bool:
        return self.status in PLANNED

    @property
    def is_stretch(self) -> bool:
        """Whether it is an event that lasts, such as a recess or an election period."""
        return self.kind == "events" and self.when.precision == "range"


def _words_key(moment: Moment) -> str:
    return f"{reads.MOMENT}{moment.id}"


# Its words are read only through these, so that it is known which pages show them.
for _field in ("title", "line"):
    setattr(Moment, _field, reads.noting(vars(Moment)[_field], _words_key))


def _resolved(graph: Graph, home: Node, *written: str | None) -> tuple[Node, ...]:
    """Resolve references, an office standing for the body it belongs to."""
    nodes = [graph.find(one, home) for one in written if one]
    unique = {node.key: node for node in nodes if node is not None}
    return tuple(unique.values())


def _bodies(graph: Graph, home: Node, *written: str | None) -> tuple[Node, ...]:
    found = _resolved(graph, home, *written)
    bodies = (node.home for node in found if node.home.kind in ("boards", "organizations"))
    return tuple({node.key: node for node in bodies}.values())


def _people(graph: Graph, home: Node, *written: str | None) -> tuple[Node, ...]:
    return tuple(node for node in _resolved(graph, home, *written) if node.kind == "people")


def _topics(graph: Graph, node: Node) -> tuple[Node, ...]:
    return _resolved(graph, node, *getattr(node.home.written, "topics", ()))


def _summary(written: Any) -> Prose | None:
    found = getattr(written, "summary", None) or getattr(written, "text", None)
    return found if isinstance(found, Prose) else None


def _meetings(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    bodies = _bodies(graph, node, *written.bodies)
    people = _people(graph, node, *(one.person for one in written.attendance))
    status = written.status if written.status != "held" else None
    decisions = [graph.nodes[f"{node.key}#{d.id}"] for item in written.items for d in item.decisions]
    yield Moment(
        written.date, "meetings", "Meeting", node.title, node, node.id, status,
        written.summary, written.sources, bodies, people, _topics(graph, node), tuple(decisions),
    )  # fmt: skip
    for decision in decisions:
        yield Moment(
            written.date, "decisions", "Decision", decision.title, decision,
            f"{node.id}-{decision.id}", status, _summary(decision.written),
            _decision_sources(decision), bodies, (), _topics(graph, node),
        )  # fmt: skip


def _decision_sources(decision: Node) -> tuple[Citation, ...]:
    own: tuple[Citation, ...] = decision.written.sources
    return own or tuple(source for part in decision.written.parts for source in part.sources)


def _decisions(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    named = (written.decision_maker, *written.made_to)
    involved = tuple(one.person for one in written.people)
    yield Moment(
        written.date, "decisions", written.classification, node.title, node, node.id, None,
        _summary(written), written.sources, _bodies(graph, node, *named),
        _people(graph, node, *named, *involved), _topics(graph, node),
    )  # fmt: skip


def _inspections(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    bodies = _bodies(graph, node, written.by, *written.of)
    status = written.status if written.status != "held" else None
    people = _people(graph, node, *(one.person for one in written.people))
    topics = _topics(graph, node)
    yield Moment(
        written.date, "inspections", "Inspection", node.title, node, node.id, status,
        written.summary, written.sources, bodies, people, topics,
    )  # fmt: skip
    if written.published_date:
        yield Moment(
            written.published_date, "documents", "Report published",
            f"{node.title}: report published", node, f"{node.id}-published", None, None,
            written.sources, bodies, (), topics,
        )  # fmt: skip


def _visits(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    status = written.status if written.status != "held" else None
    bodies = _bodies(graph, node, *written.by, *written.to)
    people = _people(graph, node, *written.by, *(one.person for one in written.people))
    if written.date:
        yield Moment(
            written.date, "visits", "Visit", node.title, node, node.id, status, _summary(written),
            written.sources, bodies, people, _topics(graph, node),
        )  # fmt: skip
    if written.published_date:
        yield Moment(
            written.published_date, "documents", "Letter published",
            f"{node.title}: letter published", node, f"{node.id}-published", None, None,
            written.sources, bodies, (), _topics(graph, node),
        )  # fmt: skip


def _recommendations(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    named = (*written.made_by, *written.made_to)
    bodies, people = _bodies(graph, node, *named), _people(graph, node, *named)
    topics = _topics(graph, node)
    label = written.reference or written.kind.capitalize()
    if written.made_on:
        yield Moment(
            written.made_on, "recommendations", label, node.title, node, node.id, None,
            written.asks, written.sources, bodies, people, topics,
        )  # fmt: skip
    for index, update in enumerate(written.status_updates, start=1):
        yield Moment(
            update.as_at, "progress", f"Status: {update.status}", node.title, node,
            f"{node.id}-{update.id or f'status-{index}'}", None, update.text, update.sources,
            bodies, people, topics,
        )  # fmt: skip
    for response in written.responses:
        if response.date:
            yield Moment(
                response.date, "progress", f"Response: {response.answer}", node.title, node,
                f"{node.id}-{response.id}", None, response.text, response.sources, bodies, people,
                topics,
            )  # fmt: skip
    yield from _actions(graph, node, bodies)


def _actions(graph: Graph, node: Node, bodies: tuple[Node, ...]) -> Iterator[Moment]:
    for action in node.written.actions:
        if action.done_on:
            yield Moment(
                action.done_on, "progress", "Action", action.title,
                graph.nodes[f"{node.key}#{action.id}"], f"{node.id}-{action.id}", None, action.text,
                action.sources, bodies, _people(graph, node, action.owner), _topics(graph, node),
            )  # fmt: skip


def _documents(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    named = (written.publisher, *written.authors)
    bodies, people = _bodies(graph, node, *named), _people(graph, node, *named)
    dated = [(written.date, "", written.classification)]
    if written.published_date and written.published_date != written.date:
        dated.append((written.published_date, "-published", "Published"))
    for when, suffix, label in dated:
        if when:
            yield Moment(
                when, "documents", label, node.title, node, f"{node.id}{suffix}", None,
                written.summary, written.sources, bodies, people, _topics(graph, node),
            )  # fmt: skip


def _plans(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    named = (written.owner, *written.overseen_by)
    bodies, topics = _bodies(graph, node, *named), _topics(graph, node)
    if when := written.submitted or written.date:
        label = "Plan submitted" if written.submitted else "Plan"
        yield Moment(
            when, "plans", label, node.title, node, node.id, None, written.summary,
            written.sources, bodies, _people(graph, node, *named), topics,
        )  # fmt: skip
    for index, progress in enumerate(written.progress, start=1):
        yield Moment(
            progress.as_at, "progress", "Progress", node.title, node,
            f"{node.id}-{progress.id or f'progress-{index}'}", None, progress.text,
            progress.sources, bodies, (), topics,
        )  # fmt: skip
    yield from _actions(graph, node, bodies)


def _events(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    people = _people(graph, node, *(one.person for one in written.people))
    bodies = (*written.bodies, *(one.organization for one in written.people))
    status = written.status if written.status != "happened" else None
    yield Moment(
        written.date, "events", written.classification, node.title, node, node.id, status,
        _summary(written), written.sources, _bodies(graph, node, *bodies), people,
        _topics(graph, node),
    )  # fmt: skip


def _organizations(graph: Graph, node: Node) -> Iterator[Moment]:
    written = node.written
    for when, suffix, words in (
        (written.founding_date, "founded", "begins"),
        (written.dissolution_date, "dissolved", "ends"),
    ):
        if when:
            yield Moment(
                when, "bodies", "Body", f"{node.title} {words}", node, f"{node.id}-{suffix}", None,
                written.summary, written.sources, (node,), (), _topics(graph, node),
            )  # fmt: skip


def offices(one: Membership) -> Iterator[Moment]:
    """Tell when somebody's seat or office began and when it ended."""
    name = one.holder.title if one.holder else one.name_as_written or "Somebody"
    people = (one.holder,) if one.holder and one.holder.kind == "people" else ()
    node = one.holder or one.body
    written = one.written
    holder = one.holder.id if one.holder else "not-named"
    role = one.post.id if one.post else NOT_IN_IDS.sub("-", (written.role or "member").lower()).strip("-")
    for when, suffix, words in (
        (written.start_date, "starts", "becomes"),
        (written.end_date, "ends", "ends as"),
    ):
        if when:
            interim = "interim " if written.interim else ""
            yield Moment(
                when, "offices", "Office", f"{name} {words} {interim}{one.role}, {one.body.title}",
                node, f"{one.body.id}-{role}-{holder}-{suffix}-{_slug(when)}", None, None, written.sources,
                (one.body,), people,
            )  # fmt: skip


def _slug(when: When) -> str:
    return when.text.strip("./~").replace("~", "").replace("/", "-").replace(" ", "-")


MAKERS: Mapping[str, Callable[[Graph, Node], Iterator[Moment]]] = {
    "meetings": _meetings,
    "decisions": _decisions,
    "inspections": _inspections,
    "visits": _visits,
    "recommendations": _recommendations,
    "documents": _documents,
    "plans": _plans,
    "events": _events,
    "boards": _organizations,
    "organizations": _organizations,
}
