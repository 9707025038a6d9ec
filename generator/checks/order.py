"""Things happen in the order of their dates, and time limits have a rule."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole, records
from generator.problems import Problem


def ensure_dates_are_in_order(whole: Whole) -> Iterator[Problem]:
    """Ensure nothing ends before it starts or is published before it happened."""
    pairs = (("start_date", "end_date"), ("founding_date", "dissolution_date"),
             ("date", "published_date"), ("as_at", "reported_on"))  # fmt: skip
    for node in records(whole.graph):
        entries = [((), node.written), *((spot.path, spot.value) for spot in node.record.spots)]
        for path, entry in entries:
            for first, second in pairs:
                start, end = getattr(entry, first, None), getattr(entry, second, None)
                if start and end and start.earliest and end.latest and end.latest < start.earliest:
                    message = f"“{second}” ({end}) is before “{first}” ({start})"
                    place = node.record.place((*path, second))
                    yield Problem("dates-out-of-order", message, place, "Check both dates.")


def ensure_rules_are_known(whole: Whole) -> Iterator[Problem]:
    """Ensure the clock that a recommendation names is in `rules.yaml`."""
    clocks = {clock.id for clock in whole.graph.singles["rules"].clocks}
    for node in whole.graph.of_kind("recommendations"):
        due = node.written.response_due
        if due is not None and due.rule and due.rule not in clocks:
            place = node.record.place(("response_due", "rule"))
            hint = f"The rules are: {', '.join(sorted(clocks)) or 'none yet'}."
            yield Problem("rule-unknown", f"there is no rule “{due.rule}” in rules.yaml", place, hint)
