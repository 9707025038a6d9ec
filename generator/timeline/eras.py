"""Long states: what began in one month and still held in later ones, where both ends are recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.cache import once
from generator.dates import Span, tenure
from generator.graph import Graph, Linked, Node
from generator.timeline.memberships import memberships_in

IN_THE_CHAIR = ("chair", "independent chair")


@dataclass(frozen=True, slots=True, eq=False)
class Era:
    """A state with a beginning and an end, and the words that go before its name in a month it spans."""

    span: Span
    words: str
    title: str
    node: Node
    concerns: tuple[Node, ...] = ()

    def is_of(self, node: Node) -> bool:
        """Whether it is a state of a body, a person or a record."""
        return node in (self.node.home, *self.concerns)

    def goes_on_in(self, first: date) -> bool:
        """Whether it began before a month's first day and had not ended by then."""
        return self.span.start is not None and self.span.start < first and self.span.holds(first)


def eras(graph: Graph) -> tuple[Era, ...]:
    """List the states whose beginning and end are recorded, in order of time."""
    found = [era for kind in MAKERS for linked in graph.linked_of(kind) for era in _eras(linked, graph)]
    return tuple(sorted(found, key=lambda era: (era.span.start or date.max, era.node.key)))


@once
def _eras(linked: Linked, graph: Graph) -> tuple[Era, ...]:
    """List the states that one record tells of."""
    found = MAKERS[linked.node.kind](linked, graph)
    return tuple(era for era in found if era.span.start and era.span.end)


def _looks(linked: Linked, graph: Graph) -> Iterator[Era]:
    node = linked.node
    if node.written.date and node.written.status == "held":
        words = "Inspection continues" if node.kind == "inspections" else "Visit continues"
        named = (getattr(node.written, field, None) for field in ("by", "of", "to"))
        yield Era(node.written.date.span, words, node.title, node, _found(graph, node, *named))


def _decisions(linked: Linked, graph: Graph) -> Iterator[Era]:
    node = linked.node
    end = node.written.end_date
    if end is not None:
        start = node.written.effective_date or node.written.date
        concerns = _found(graph, node, node.written.decision_maker, node.written.made_to)
        yield Era(tenure(start, end), "In force", node.title, node, concerns)


def _chairs(linked: Linked, graph: Graph) -> Iterator[Era]:
    for one in memberships_in(linked, graph):
        role = one.post.written.role if one.post else one.written.role
        if role in IN_THE_CHAIR and one.written.start_date and one.written.end_date and one.holder:
            title = f"{one.holder.title}, {one.body.title}"
            span = tenure(one.written.start_date, one.written.end_date)
            yield Era(span, "In the chair", title, one.holder, (one.body,))


def _found(graph: Graph, home: Node, *fields: str | tuple[str, ...] | None) -> tuple[Node, ...]:
    """The bodies and people that fields of a record name, an office standing for its body."""
    written = [one for field in fields for one in ([field] if isinstance(field, str) else field or ())]
    nodes = (graph.find(one, home) for one in written)
    return tuple(node.home for node in nodes if node is not None)


MAKERS: Mapping[str, Callable[[Linked, Graph], Iterator[Era]]] = {
    "inspections": _looks,
    "visits": _looks,
    "decisions": _decisions,
    "boards": _chairs,
    "organizations": _chairs,
}
