"""Bodies meet while there are such bodies, about what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole
from generator.problems import Problem


def ensure_meetings_fit_their_body(whole: Whole) -> Iterator[Problem]:
    """Ensure no body meets before it began or after it ended."""
    for node in whole.graph.of_kind("meetings"):
        for index, written in enumerate(node.written.bodies):
            body = whole.find(written, node, "boards", "organizations")
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
                place = node.record.place(("bodies", index))
                yield Problem("meeting-outside-body", message, place, hint)


def ensure_declarations_name_an_item(whole: Whole) -> Iterator[Problem]:
    """Ensure the item that a declaration of interest names is on the meeting's agenda."""
    for node in whole.graph.of_kind("meetings"):
        items = {item.id for item in node.written.items}
        for index, one in enumerate(node.written.declarations):
            if one.item and one.item not in items:
                place = node.record.place(("declarations", index, "item"))
                hint = f"The items are: {', '.join(sorted(items)) or 'none yet'}."
                yield Problem("item-unknown", f"there is no item “{one.item}” in this meeting", place, hint)
