"""What the site says of its own accessibility is looked at once a year, as the law asks of public bodies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole
from generator.dates import When, day_words
from generator.problems import Problem


def ensure_accessibility_is_reviewed(whole: Whole) -> Iterator[Problem]:
    """Ensure the accessibility statement was prepared or reviewed within the last twelve months."""
    statement = whole.graph.site.accessibility
    if statement is None:
        return
    looked_at: When = statement.reviewed_on or statement.prepared_on
    field = "reviewed_on" if statement.reviewed_on else "prepared_on"
    day = looked_at.earliest
    if day and (whole.today.year - 1, whole.today.month, whole.today.day) > (day.year, day.month, day.day):
        site = next(node for node in whole.graph.of_kind("site"))
        message = f"the accessibility statement was last looked at on {day_words(day)}, over a year ago"
        hint = "Look whether it is still true, and write the day as reviewed_on."
        place = site.record.place(("accessibility", field))
        yield Problem("accessibility-review-due", message, place, hint)
