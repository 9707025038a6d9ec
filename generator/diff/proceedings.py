"""What changed of meetings, decisions and sums."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change
from generator.diff.steps import Step
from generator.diff.telling import Tellers, Told
from generator.diff.texts import counted
from generator.records.entries import Minutes, Money

BECAME = {
    "scheduled": "is scheduled", "held": "was held", "cancelled": "was cancelled",
    "postponed": "was postponed", "planned": "is planned", "happened": "happened",
}  # fmt: skip


def _status(told: Told, step: Step) -> Iterator[Change]:
    became = BECAME[step.after]
    yield told.change("status", told.record, f" {became} (it was entered as {step.before})")


def _date(told: Told, step: Step) -> Iterator[Change]:
    yield told.change("date", "the date of ", told.record, f" moved from {step.before} to {step.after}")


def _minutes(told: Told, step: Step) -> Iterator[Change]:
    one: Minutes = step.after or step.before
    if step.after is None:
        yield told.change("minutes", "what is known of the minutes of ", told.record, " was removed")
        return
    facts = [told.name(one.document, "documents")] if one.document else []
    facts += [one.status] if one.status != "not known" else []
    ending = f": {', '.join(facts)}" if facts else ""
    yield told.change("minutes", "the minutes of ", told.record, f" are recorded{ending}")


def _minutes_status(told: Told, step: Step) -> Iterator[Change]:
    if step.after == "confirmed":
        where = told.name(step.holder.after.confirmed_at, "meetings")
        ending = f" by {where}" if where else ""
        yield told.change("minutes", "the minutes of ", told.record, f" were confirmed{ending}")
    else:
        said = f" are {step.after} now; they were {step.before}"
        yield told.change("minutes", "the minutes of ", told.record, said)


def _attendance_status(told: Told, step: Step) -> Iterator[Change]:
    name = told.entry(step.holder.after)
    said = f": {name} changed from {step.before} to {step.after}"
    yield told.change("attendance", "attendance at ", told.record, said)


def _decision(told: Told, step: Step) -> Iterator[Change]:
    old = step.after is None
    one = step.before if old else step.after
    verb, preposition = ("removed", "from") if old else ("added", "to")
    sums = [*one.money, *(money for part in one.parts for money in part.money)]
    facts = [counted(len(one.parts), "part")] if one.parts else []
    facts += [counted(len(sums), "sum")] if sums else []
    ending = f" with {' and '.join(facts)}" if facts and not old else ""
    said = f"the decision “{told.entry(one, old=old)}” was {verb}{ending} {preposition} "
    yield told.change(f"decision-{verb}", said, told.record, group="decisions")


def _money(told: Told, step: Step) -> Iterator[Change]:
    old = step.after is None
    one: Money = step.before if old else step.after
    verb, preposition = ("removed", "from") if old else ("added", "to")
    said = f"the sum “{told.entry(one, old=old)}” ({one.spread}) was {verb} {preposition} "
    yield told.change(f"sum-{verb}", said, told.record, group="decisions")


def _amount(told: Told, step: Step) -> Iterator[Change]:
    was, now = (_figure(one) for one in (step.holder.before, step.holder.after))
    title = told.entry(step.holder.after.model_copy(update={"amount": None, "amount_as_written": None}))
    said = f" changed from {was} to {now} ({step.holder.after.spread})"
    yield told.change("sum", f"the sum “{title}” in ", told.record, said, group="decisions")


def _as_written(told: Told, step: Step) -> Iterator[Change]:
    """Tell of a sum as printed, unless the amount says the same already."""
    if step.holder.before.amount == step.holder.after.amount:
        yield from _amount(told, step)


def _figure(money: Money) -> str:
    return money.figure or money.amount_as_written or "no sum stated"


TELLERS: Tellers = {
    **{(kind, "status"): _status for kind in ("Meeting", "Event", "Visit", "Inspection")},
    **{(kind, "date"): _date for kind in ("Meeting", "Event", "Inspection", "Decision")},
    ("Meeting", "minutes"): _minutes,
    ("Minutes", "status"): _minutes_status,
    ("Attendance", "status"): _attendance_status,
    ("Item", "decisions"): _decision,
    **{
        (holder, "money"): _money
        for holder in ("Item", "MadeDecision", "Decision", "Part", "Plan", "Document")
    },
    ("Money", "amount"): _amount,
    ("Money", "amount_as_written"): _as_written,
}
