"""Who sat where, and who came."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole
from generator.problems import Problem


def ensure_members_fit_their_body(whole: Whole) -> Iterator[Problem]:
    """Ensure nobody sits on a body before it began or after it ended."""
    for one in whole.timeline.memberships:
        began, ended = one.body.written.founding_date, one.body.written.dissolution_date
        start, end = one.written.start_date, one.written.end_date
        late = start and ended and ended.latest and start.earliest and start.earliest > ended.latest
        early = end and began and began.earliest and end.latest and end.latest < began.earliest
        if late or early:
            name = one.holder.title if one.holder else one.name_as_written
            message = f"{name} is a member outside the life of {one.body.title}"
            hint = "Check the body’s founding and dissolution dates and the membership’s."
            index = one.body.written.members.index(one.written)
            yield Problem("member-outside-body", message, one.body.record.place(("members", index)), hint)


def ensure_attendance_names_somebody(whole: Whole) -> Iterator[Problem]:
    """Ensure each line of an attendance list says who it is about."""
    for node in whole.graph.of_kind("meetings"):
        for index, one in enumerate(node.written.attendance):
            if not one.person and not one.name_as_written:
                hint = "Add person: with an id, or name_as_written: with the paper’s words."
                place = node.record.place(("attendance", index))
                yield Problem("attendance-nobody", "nobody is named here", place, hint)


def ensure_declarations_name_an_item(whole: Whole) -> Iterator[Problem]:
    """Ensure the item that a declaration of interest names is on the meeting's agenda."""
    for node in whole.graph.of_kind("meetings"):
        items = {item.id for item in node.written.items}
        for index, one in enumerate(node.written.declarations):
            if one.item and one.item not in items:
                place = node.record.place(("declarations", index, "item"))
                hint = f"The items are: {', '.join(sorted(items)) or 'none yet'}."
                yield Problem("item-unknown", f"there is no item “{one.item}” in this meeting", place, hint)
