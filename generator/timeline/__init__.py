"""Who held what when, what stood on a day, what happened in order, and what came of what."""

from generator.timeline.attendance import Turnout
from generator.timeline.building import Standing, Timeline, build
from generator.timeline.eras import Era
from generator.timeline.memberships import Membership
from generator.timeline.moments import KINDS, Moment
from generator.timeline.standing import (
    as_at,
    is_late,
    is_overdue,
    open_on,
    open_spans,
    overdue,
    response_due,
    status_on,
)
from generator.timeline.throughlines import Knot, Step, Throughline

__all__ = [
    "KINDS", "Era", "Knot", "Membership", "Moment", "Standing", "Step", "Throughline", "Timeline", "Turnout",
    "as_at", "build", "is_late", "is_overdue", "open_on", "open_spans", "overdue", "response_due",
    "status_on",
]  # fmt: skip
