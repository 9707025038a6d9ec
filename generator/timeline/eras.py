"""Long states: what began in one month and still held in later ones, where both ends are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.dates import Span, tenure
from generator.graph import Graph, Node
from generator.timeline.memberships import Membership

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


def eras(graph: Graph, memberships: tuple[Membership, ...]) -> tuple[Era, ...]:
    """List the states whose beginning and end are recorded, in order of time."""
    found = [*_looks(graph), *_decisions(graph), *_chairs(memberships)]
    closed = [era for era in found if era.span.start and era.span.end]
    return tuple(sorted(closed, key=lambda era: (era.span.start or date.max, era.node.key)))


def _looks(graph: Graph) -> Iterator[Era]:
    for node in graph.of_kind("inspections", "visits"):
        if node.written.date and node.written.status == "held":
            words = "Inspection continues" if node.kind == "inspections" else "Visit continues"
            named = (getattr(node.written, field, None) for field in ("by", "of", "to"))
            concerns = _found(graph, node, *named)
            yield Era(node.written.date.span, words, node.title, node, concerns)


def _decisions(graph: Graph) -> Iterator[Era]:
    for node in graph.of_kind("decisions"):
        end = getattr(node.written, "end_date", None)
        if end is not None:
            start = node.written.effective_date or node.written.date
            named = (getattr(node.written, field, None) for field in ("decision_maker", "made_to"))
            concerns = _found(graph, node, *named)
            yield Era(tenure(start, end), "In force", node.title, node, concerns)


def _chairs(memberships: tuple[Membership, ...]) -> Iterator[Era]:
    for one in memberships:
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
