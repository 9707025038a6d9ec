"""Recommendations have somebody to act on them, and are not forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.whole import Whole, is_told
from generator.graph import Node
from generator.problems import Problem
from generator.timeline import overdue, status_on
from generator.timeline.standing import CLOSED

WHO = re.compile(r"\bwho(?:m|se)?\b|\bowner\b|\bresponsible\b|\baddressed\b", re.IGNORECASE)
OUTCOME = re.compile(
    r"\b(?:later|became|becomes|whether|outcome|done|decided|answers?|response|status|progress|how far)\b",
    re.IGNORECASE,
)


def ensure_recommendations_have_an_owner(whole: Whole) -> Iterator[Problem]:
    """Ensure each open recommendation says whom it asks to act, or that no paper does."""
    for node in whole.graph.of_kind("recommendations"):
        written = node.written
        owned = written.made_to or any(one.owner or one.owner_post for one in written.actions)
        if not owned and not _is_closed(whole, node) and not is_told(written, WHO):
            hint = "Add made_to:, or an action with its owner, or say under absent that no paper names one."
            message = f"nobody is asked to act on “{node.title}”"
            yield Problem("owner-missing", message, node.record.place(("title",)), hint)


def _is_closed(whole: Whole, node: Node) -> bool:
    update = status_on(node, whole.as_at)
    return update is not None and update.status in CLOSED


def ensure_nothing_is_past_its_date(whole: Whole) -> Iterator[Problem]:
    """Ensure no answer or action is past its date, unless the record says that the outcome is not known."""
    for node in whole.graph.of_kind("recommendations"):
        if is_told(node.written, OUTCOME):
            continue
        for path, when in overdue(whole.graph, node, whole.as_at):
            entry = node.written.response_due if path == ("response_due",) else node.written.actions[path[1]]
            if not is_told(entry, OUTCOME):
                what = "an answer was due" if path == ("response_due",) else "this was to be done"
                field = "date" if path == ("response_due",) else "target_date"
                hint = "Write what came of it, or under absent that no paper says."
                place = node.record.place((*path, field))
                yield Problem(
                    "past-its-date", f"{what} by {when}, and nothing tells what came of it", place, hint
                )
