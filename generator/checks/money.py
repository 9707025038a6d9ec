"""Sums say what they are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole
from generator.problems import Problem


def ensure_money_has_amount_or_reason(whole: Whole) -> Iterator[Problem]:
    """Ensure a sum states its amount, or why there is none."""
    for node in whole.graph.of_kind("money"):
        written = node.written
        if written.amount is None and not written.absent and not written.amount_as_written:
            hint = "Add amount: with digits only, or absent: with what and reason."
            yield Problem("money-without-amount", f"“{node.title}” has no amount", node.place, hint)
