"""Sums say what they are, and add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.checks.whole import Whole, each
from generator.graph import Graph, Linked, Node
from generator.problems import Problem
from generator.records.entries import Count, PlanCount


def ensure_money_has_amount_or_reason(whole: Whole) -> Iterator[Problem]:
    """Ensure a sum states its amount, or why there is none."""
    for node in whole.graph.of_kind("money"):
        written = node.written
        if written.amount is None and not written.absent and not written.amount_as_written:
            hint = "Add amount: with digits only, or absent: with what and reason."
            yield Problem("money-without-amount", f"“{node.title}” has no amount", node.place, hint)


def ensure_sums_add_up(whole: Whole) -> Iterator[Problem]:
    """Ensure the parts of a sum, read in the same way, make the whole, unless the sum says why not."""
    parts: dict[str, list[Node]] = defaultdict(list)
    for node in whole.graph.of_kind("money"):
        larger = whole.find(node.written.part_of, node, "money")
        if larger is not None:
            parts[larger.key].append(node)
    for key, found in sorted(parts.items()):
        larger = whole.graph.nodes[key]
        alike = [part for part in found if _reads_as(part) == _reads_as(larger)]
        yield from _made_up(larger, alike, are_all=len(alike) == len(found))


def _reads_as(node: Node) -> tuple[object, ...]:
    """What two sums must share to be added: currency, period and basis."""
    written = node.written
    period = written.period.text if written.period else None
    return (written.currency, period, written.basis)


def _made_up(larger: Node, parts: list[Node], *, are_all: bool) -> Iterator[Problem]:
    """Report parts that come to more than the whole, or to less where none is left out."""
    written = larger.written
    if written.amount is None or written.sources_differ or written.note:
        return
    amounts = [part.written.amount for part in parts]
    known = sum(amount for amount in amounts if amount is not None)
    is_short = known < written.amount and are_all and None not in amounts and not written.absent
    if known > written.amount or is_short:
        message = f"the parts of this sum come to {known:,}, not to {written.amount:,}"
        hint = "Check each amount. If the paper has it so, say in a note why."
        place = larger.record.place((*larger.path, "amount"))
        yield Problem("sums-do-not-add-up", message, place, hint)


@each()
def ensure_counts_fit_their_total(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure no count is larger than what it is a count of."""
    record = linked.node.record
    for spot in (*record.spots_of(Count), *record.spots_of(PlanCount)):
        one = spot.value
        if one.of is not None and one.number > one.of:
            message = f"{one.number:,} of {one.of:,} {one.what} cannot be"
            hint = "Check both numbers: number is how many, of is out of how many."
            yield Problem("sums-do-not-add-up", message, record.place((*spot.path, "number")), hint)
