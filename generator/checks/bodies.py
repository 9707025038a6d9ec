"""Bodies meet while there are such bodies, about what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import each, find
from generator.graph import Graph, Linked
from generator.problems import Problem


@each("meetings")
def ensure_meetings_fit_their_body(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure no body meets before it began or after it ended."""
    node = linked.node
    for index, written in enumerate(node.written.bodies):
        body = find(graph, written, node, "boards", "organizations")
        when = node.written.date
        if body is None or node.written.status in ("cancelled", "postponed"):
            continue
        began, ended = body.written.founding_date, body.written.dissolution_date
        early = began and began.earliest and when.latest and when.latest < began.earliest
        late = ended and ended.latest and when.earliest and when.earliest > ended.latest
        if early or late:
            life = f"began {began}" if early else f"ended {ended}"
            message = f"{body.title} {life}, so it cannot have met on {when}"
            hint = "Check the dates of the meeting and the body, or name the body that came after it."
            yield Problem("meeting-outside-body", message, node.record.place(("bodies", index)), hint)


@each("meetings")
def ensure_declarations_name_an_item(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure the item that a declaration of interest names is on the meeting's agenda."""
    node = linked.node
    items = {item.id for item in node.written.items}
    for index, one in enumerate(node.written.declarations):
        if one.item and one.item not in items:
            place = node.record.place(("declarations", index, "item"))
            hint = f"The items are: {', '.join(sorted(items)) or 'none yet'}."
            yield Problem("item-unknown", f"there is no item “{one.item}” in this meeting", place, hint)
