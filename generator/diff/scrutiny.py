"""How a recommendation fared: answers, status, owners, target dates, evidence; what was judged and found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diff.changes import Change
from generator.diff.steps import Step
from generator.diff.telling import Tellers, Told
from generator.diff.words import at, value_words
from generator.graph import Node
from generator.records.entries import Action, Response, StatusUpdate
from generator.timeline import status_on

NOT_STARTED = "open"


def status_tellers(today: date) -> Tellers:
    """Make the teller of a recommendation's status, which depends on the day."""

    def status(told: Told, step: Step) -> Iterator[Change]:
        yield _status(told, step, today)

    return {("Recommendation", "status_updates"): status}


def _status(told: Told, step: Step, today: date) -> Change:
    """Tell of a status report that was added or removed, and what it makes of the status now."""
    before, now = _stood(told.compared.old, today), _stood(told.home, today)
    one: StatusUpdate = step.after or step.before
    if step.after is None:
        said = f"the status report “{one.status}” as at {one.as_at} was removed from "
        ending = f"; it stands at {now} now" if before != now else ""
        return told.change("status-removed", said, told.record, ending)
    if status_on(told.home, today) is not one:
        said = f" has one more status report: {one.status} (as at {one.as_at})"
        return told.change("status-added", told.record, said)
    if before == now:
        return told.change("status-added", told.record, f" is still {now} (as at {one.as_at})")
    shown = "; ".join(told.name(written) for written in one.evidence)
    by = f", shown by {shown}" if shown else ""
    return told.change("status", told.record, f" moved from {before} to {now} (as at {one.as_at}){by}")


def _stood(node: Node, today: date) -> str:
    update: StatusUpdate | None = status_on(node, today)
    return update.status if update else NOT_STARTED


def _status_corrected(told: Told, step: Step) -> Iterator[Change]:
    when = step.holder.after.as_at
    said = f"the status as at {when} of "
    yield told.change("status", said, told.record, f" changed from {step.before} to {step.after}")


def _evidence(told: Told, step: Step) -> Iterator[Change]:
    verb, preposition = ("added", "to") if step.before is None else ("removed", "from")
    name = told.new(step.after, step.shape) if step.before is None else told.old(step.before, step.shape)
    where = f" as at {step.holder.after.as_at}: {name}"
    yield told.change(f"evidence-{verb}", f"evidence {verb} {preposition} ", told.record, where)


def _response(told: Told, step: Step) -> Iterator[Change]:
    one: Response = step.after or step.before
    who = told.name(one.by, old=step.after is None) or "somebody not named"
    if step.after is None:
        yield told.change("response-removed", f"the answer of {who} to ", told.record, " was removed")
    elif one.answer == "none":
        yield told.change("response", f"{who} gave no answer to ", told.record)
    else:
        when = f" {at(one.date)}" if one.date else ""
        yield told.change("response", f"{who} answered ", told.record, f"{when}: {one.answer}")


def _answer(told: Told, step: Step) -> Iterator[Change]:
    who = told.name(step.holder.after.by) or "somebody not named"
    said = f" changed from {step.before} to {step.after}"
    yield told.change("response", f"the answer of {who} to ", told.record, said)


def _owner(told: Told, step: Step) -> Iterator[Change]:
    old = told.old(step.before, step.shape) if step.before else "nobody named"
    new = told.new(step.after, step.shape) if step.after else "nobody named"
    yield told.change("owner", "the owner of ", told.place(step), f" changed from {old} to {new}")


def _target(told: Told, step: Step) -> Iterator[Change]:
    where = told.place(step)
    if step.before is None:
        yield told.change("target", where, f" has a target date now: {step.after}")
    elif step.after is None:
        yield told.change("target", where, f" has no target date any more; it was {step.before}")
    else:
        said = f" moved from {step.before} to {step.after}"
        yield told.change("target", "the target date of ", where, said)


def _done(told: Told, step: Step) -> Iterator[Change]:
    where = told.place(step)
    if step.before is None:
        yield told.change("done", where, f" was done {at(step.after)}")
    elif step.after is None:
        yield told.change("done", where, f" is not recorded as done any more; it was {at(step.before)}")
    else:
        yield told.change("done", where, f" was done {at(step.after)}, not {at(step.before)} as we had it")


def _action_status(told: Told, step: Step) -> Iterator[Change]:
    old, new = step.before or NOT_STARTED, step.after or NOT_STARTED
    yield told.change("status", told.place(step), f" moved from {old} to {new}")


def _action(told: Told, step: Step) -> Iterator[Change]:
    one: Action = step.after or step.before
    if step.after is None:
        yield told.change(
            "work-removed", f"the work “{told.entry(one, old=True)}” was removed from ", told.record
        )
        return
    owner = told.name(one.owner_post or one.owner)
    facts = [f"owned by {owner}"] if owner else []
    facts += [f"to be done by {one.target_date}"] if one.target_date else []
    ending = f" ({', '.join(facts)})" if facts else ""
    yield told.change("work-added", "work was added to ", told.record, f": “{told.entry(one)}”{ending}")


def _grade(told: Told, step: Step) -> Iterator[Change]:
    area = told.entry(step.holder.after)
    said = f"the judgement of {told.name(step.holder.after.body) or 'the body'} on “{area}” in "
    grade = f" changed from “{step.before}” to “{step.after}”"
    yield told.change("judgement", said, told.record, grade)


def _judgement(told: Told, step: Step) -> Iterator[Change]:
    one = step.after or step.before
    old = step.after is None
    verb, preposition = ("removed", "from") if old else ("added", "to")
    body = told.name(one.body, old=old)
    of = f" of {body}" if body else ""
    said = f": “{told.entry(one, old=old)}”{of}, {value_words(told.side, one.grade, None, None)}"
    yield told.change(f"judgement-{verb}", f"a judgement was {verb} {preposition} ", told.record, said)


TELLERS: Tellers = {
    ("StatusUpdate", "status"): _status_corrected,
    ("StatusUpdate", "evidence"): _evidence,
    ("Recommendation", "responses"): _response,
    ("Recommendation", "actions"): _action,
    ("Plan", "actions"): _action,
    ("Response", "answer"): _answer,
    ("Action", "owner"): _owner,
    ("Action", "owner_post"): _owner,
    ("Action", "target_date"): _target,
    ("Action", "done_on"): _done,
    ("Action", "status"): _action_status,
    ("Inspection", "judgements"): _judgement,
    ("Judgement", "grade"): _grade,
}
