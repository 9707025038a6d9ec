"""The chain from a finding to what came of it, walkable both ways.

Finding → recommendation → response → decision and money → action → status at each date → evidence
→ the meeting, visit or inspection that noted it. A link that nothing records is named as missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.cache import once, while_same
from generator.dates import When
from generator.graph import Graph, Linked, Node, place_in
from generator.records.entries import Action, Citation, Money

STEPS = (
    ("findings", "What was found"),
    ("recommendation", "What was recommended"),
    ("responses", "What was answered"),
    ("decisions", "What was decided"),
    ("money", "What money was asked for or agreed"),
    ("actions", "What was done or planned"),
    ("status", "How far it had come"),
    ("evidence", "What shows it"),
    ("noted", "Who noted it"),
)
MISSING = {
    "findings": "The finding behind it is not recorded.",
    "responses": "No answer in so many words is recorded.",
    "decisions": "No decision on it is recorded.",
    "money": "No money is recorded for it.",
    "actions": "No action is recorded.",
    "status": "How far it came is not recorded.",
    "evidence": "No evidence of change is recorded.",
    "noted": "No later meeting, visit or inspection is recorded as noting it.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Knot:
    """One thing on a throughline: its node, what is said of it there, and when."""

    node: Node
    words: str
    when: When | None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a throughline: its knots, or the words that say it is missing."""

    id: str
    title: str
    knots: tuple[Knot, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Throughline:
    """The chain of one recommendation."""

    recommendation: Node
    steps: tuple[Step, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All that is on the chain, each once."""
        found = {knot.node.key: knot.node for step in self.steps for knot in step.knots}
        return tuple(found.values())


def throughlines(graph: Graph) -> tuple[Throughline, ...]:
    """Draw the chain of every recommendation."""
    deciding = _deciding(graph)
    return tuple(
        _throughline(linked, tuple(deciding.get(linked.node.key, ())), graph)
        for linked in graph.linked_of("recommendations")
    )


def by_node(lines: tuple[Throughline, ...]) -> Mapping[str, tuple[Throughline, ...]]:
    """Map every node, and the record it stands in, to the chains that it is on."""
    found: dict[str, dict[str, Throughline]] = defaultdict(dict)
    for line in lines:
        for node in line.nodes:
            step: Node | None = node
            while step is not None:
                found[step.key][line.recommendation.key] = line
                step = step.parent
    return {key: tuple(chains.values()) for key, chains in found.items()}


def _deciding(graph: Graph) -> Mapping[str, list[Node]]:
    """For every thing decided on, the decisions and parts that are about it."""
    found: dict[str, list[Node]] = defaultdict(list)
    for linked in graph.linked.values():
        for target, decision in _about(linked):
            found[target].append(decision)
    return found


@once
def _about(linked: Linked) -> tuple[tuple[str, Node], ...]:
    """List what the decisions of a record, and the parts of them, are about."""
    return tuple(
        (link.target.key, link.source)
        for link in linked.links
        if "about" in link.path and link.source.kind in ("decisions", "parts")
    )


@while_same
def _throughline(linked: Linked, deciding: tuple[Node, ...], graph: Graph) -> Throughline:
    """Draw the chain of one recommendation, given the decisions about it.

    It is made of what the recommendation names and of those decisions, and of nothing further.
    """
    node = linked.node
    decided = _decided(graph, node, deciding)
    knots = {
        "findings": _knots(graph, node, node.written.arises_from),
        "recommendation": (Knot(node, node.title, node.written.made_on, node.written.sources),),
        "responses": _responses(graph, node),
        "decisions": _decisions(decided),
        "money": _money(graph, node, (*decided, *_origin(graph, node))),
        "actions": _actions(graph, node),
        "status": _status(graph, node),
        "evidence": _evidence(graph, node),
        "noted": _noted(graph, node),
    }
    steps = (Step(name, title, knots[name], "" if knots[name] else MISSING[name]) for name, title in STEPS)
    return Throughline(node, tuple(steps))


def _knot(node: Node, words: str = "") -> Knot:
    return Knot(node, words or node.title, node.when, getattr(node.written, "sources", ()))


def _knots(graph: Graph, home: Node, written: Iterable[str | None]) -> tuple[Knot, ...]:
    nodes = (graph.find(one, home) for one in written if one)
    unique = {node.key: node for node in nodes if node is not None}
    return tuple(_knot(node) for node in unique.values())


def _entry(graph: Graph, node: Node, entry_id: str | None) -> Node:
    return graph.nodes.get(f"{node.key}#{entry_id}", node) if entry_id else node


def _responses(graph: Graph, node: Node) -> tuple[Knot, ...]:
    return tuple(
        Knot(
            _entry(graph, node, response.id), response.answer.capitalize(), response.date,
            response.sources,
        )
        for response in node.written.responses
    )  # fmt: skip


def _decided(graph: Graph, node: Node, deciding: tuple[Node, ...]) -> tuple[Node, ...]:
    """Decisions and parts about it that came after it, and those its responses and actions name."""
    named = [response.decided_in for response in node.written.responses]
    named += [action.decided_in for action in node.written.actions]
    own = next(iter(_origin(graph, node)), None)
    about = (one for one in deciding if not _is_its_origin(node, own, one))
    found = {one.key: one for one in about if not _is_proposed(one)}
    for written in named:
        target = graph.find(written, node) if written else None
        if target is not None and not _is_one(own, target):
            found[target.key] = target
    return tuple(found.values())


def _origin(graph: Graph, node: Node) -> tuple[Node, ...]:
    """Find what made a recommendation: a decision or a part of one, which may ask for money too."""
    own = graph.find(node.written.made_in, node) if node.written.made_in else None
    return (own,) if own is not None else ()


def _is_its_origin(node: Node, own: Node | None, decision: Node) -> bool:
    """Tell whether a decision is the one that made a recommendation, or was taken before it was made."""
    if _is_one(own, decision):
        return True
    made, taken = node.written.made_on, decision.when
    return bool(made and taken and made.earliest and taken.latest and taken.latest < made.earliest)


def _is_one(own: Node | None, decision: Node) -> bool:
    """Tell whether a decision is what made a recommendation, a part of that, or the whole of it."""
    return own is not None and (own in (decision, decision.parent) or own.parent is decision)


def _is_proposed(decision: Node) -> bool:
    """Tell whether a decision only stands on the agenda of a meeting: what came of it is not known."""
    return decision.home.kind == "meetings" and decision.home.written.status != "held"


def _decisions(decided: tuple[Node, ...]) -> tuple[Knot, ...]:
    """Show what decided on it: a decision only where none of its parts is named."""
    whole = {one.parent.key for one in decided if one.parent is not None}
    return tuple(_knot(one, _decision_words(one)) for one in decided if one.key not in whole)


def _decision_words(node: Node) -> str:
    if node.kind == "parts" and node.parent is not None:
        return place_in(node.parent.title, node)
    return node.title


def _money(graph: Graph, node: Node, decided: tuple[Node, ...]) -> tuple[Knot, ...]:
    sums = {
        sum_node.key: sum_node
        for one in decided
        for sum_node in (_entry(graph, one.home, money.id) for money in _sums(one))
    }
    for action in node.written.actions:
        for knot in _knots(graph, node, action.funded_by):
            sums[knot.node.key] = knot.node
    return tuple(_knot(one, _sum_words(one)) for one in sums.values())


def _sums(node: Node) -> tuple[Money, ...]:
    own = tuple(getattr(node.written, "money", ()))
    return own + tuple(one for part in getattr(node.written, "parts", ()) for one in part.money)


def _sum_words(node: Node) -> str:
    written = node.written
    amount = written.figure or written.amount_as_written
    if not amount:
        return f"Sum not stated: {node.title}"
    basis = f", {written.spread}" if written.basis != "not stated" else ""
    return f"{amount}{basis}: {node.title}"


def _actions(graph: Graph, node: Node) -> tuple[Knot, ...]:
    return tuple(
        Knot(_entry(graph, node, one.id), _action_words(one), one.done_on or one.target_date, one.sources)
        for one in node.written.actions
    )


def _action_words(action: Action) -> str:
    """Say of an action that it was only planned, where no paper tells that it was begun."""
    if action.done_on or action.status not in (None, "not started", "not known"):
        return action.title
    return f"Planned, and not recorded as begun: {action.title}"


def _status(graph: Graph, node: Node) -> tuple[Knot, ...]:
    updates = sorted(node.written.status_updates, key=lambda update: update.as_at.sort_key)
    return tuple(
        Knot(_entry(graph, node, one.id), one.status.capitalize(), one.as_at, one.sources) for one in updates
    )


def _evidence(graph: Graph, node: Node) -> tuple[Knot, ...]:
    return _knots(graph, node, (o for update in node.written.status_updates for o in update.evidence))


def _noted(graph: Graph, node: Node) -> tuple[Knot, ...]:
    return _knots(graph, node, (update.noted_in for update in node.written.status_updates))
