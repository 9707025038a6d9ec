"""Who held what when, what stood on a day, what happened in order, and what came of what."""

from generator.timeline.building import Standing, Timeline, build
from generator.timeline.memberships import Membership
from generator.timeline.moments import KINDS, Moment
from generator.timeline.throughlines import Knot, Step, Throughline

__all__ = [
    "KINDS", "Knot", "Membership", "Moment", "Standing", "Step", "Throughline", "Timeline", "build",
]  # fmt: skip
