"""Who came to a seat or office, who left it, and who was seen in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change, Mention
from generator.diff.steps import Step
from generator.diff.telling import Tellers, Told
from generator.diff.words import at, mention, reference_words
from generator.graph import Node
from generator.records.entries import BODIES, Membership

GROUP = "people"


def _holder(told: Told, one: Membership, *, old: bool = False) -> str | Mention:
    """Name whoever holds a seat: a person, a body, or as the paper has it."""
    side, home = (told.compared.before, told.compared.old) if old else (told.side, told.home)
    written = one.person or one.organization
    node = side.find(written, home, ("people",) if one.person else BODIES) if written else None
    if node is not None:
        return mention(side, node)
    return reference_words(side, written, home) if written else one.name_as_written or "somebody not named"


def _office(told: Told, one: Membership, *, old: bool = False) -> str:
    """Name the office or role; nothing for a plain member."""
    if one.post:
        return told.name(one.post, "posts", old=old)
    role = one.label or one.role or ""
    # In the middle of a sentence a plain word has no capital; a title with more capitals keeps them.
    plain = role[:1].lower() + role[1:] if role[1:].islower() else role
    return "" if plain == "member" else plain


def _body(node: Node, record: Mention) -> tuple[str | Mention, ...]:
    """Name a body as a sentence does: committees and boards with “the”."""
    has_own = node.kind != "boards" or node.title.lower().startswith("the ")
    return (record,) if has_own else ("the ", record)


def _of(told: Told, one: Membership, *, old: bool = False) -> tuple[str | Mention, ...]:
    """Say as what somebody is on a body: chair of the Executive, member of the Executive."""
    office = _office(told, one, old=old) or "member"
    interim = "interim " if one.interim else ""
    body = _body(told.home, told.record)
    # The title of an office often names the body already.
    if told.home.title.lower() in office.lower():
        return (f"{interim}{office}", " (", told.record, ")")
    return (f"{interim}{office} of ", *body)


def _membership(told: Told, step: Step) -> Iterator[Change]:
    if step.after is None:
        yield _forgotten(told, step.before)
        return
    one: Membership = step.after
    who, what = _holder(told, one), _of(told, one)
    if one.start_date and one.end_date:
        span = f" from {one.start_date} to {one.end_date}"
        yield told.change("held", who, " was ", what, span, group=GROUP)
    elif one.start_date and not _office(told, one):
        body = _body(told.home, told.record)
        yield told.change("joined", who, " joined ", body, f" {at(one.start_date)}", group=GROUP)
    elif one.start_date:
        yield told.change("joined", who, " became ", what, f" {at(one.start_date)}", group=GROUP)
    elif one.end_date:
        yield told.change("left", who, " was ", what, f" until {one.end_date}", group=GROUP)
    elif one.seen:
        first = min((sighting.on for sighting in one.seen), key=lambda when: when.sort_key)
        yield told.change("seen", who, " is recorded as ", what, f", first seen {at(first)}", group=GROUP)
    else:
        yield told.change("joined", who, " is recorded as ", what, group=GROUP)


def _forgotten(told: Told, one: Membership) -> Change:
    who, what = _holder(told, one, old=True), _of(told, one, old=True)
    return told.change("removed", who, " is not recorded as ", what, " any more", group=GROUP)


def _ended(told: Told, step: Step) -> Iterator[Change]:
    one: Membership = step.holder.after
    who, what = _holder(told, one), _of(told, one)
    if step.after is None:
        said = f" has no end any more; it was {step.before}"
        yield told.change("changed", "the time of ", who, " as ", what, said, group=GROUP)
    elif step.before is not None:
        said = f" ended {at(step.after)}, not {at(step.before)} as we had it"
        yield told.change("changed", "the time of ", who, " as ", what, said, group=GROUP)
    elif _office(told, one):
        yield told.change("left", who, " was ", what, f" until {step.after}", group=GROUP)
    else:
        body = _body(told.home, told.record)
        yield told.change("left", who, " left ", body, f" {at(step.after)}", group=GROUP)


def _started(told: Told, step: Step) -> Iterator[Change]:
    one: Membership = step.holder.after
    who, what = _holder(told, one), _of(told, one)
    if step.before is None:
        yield told.change("joined", who, " became ", what, f" {at(step.after)}", group=GROUP)
    elif step.after is None:
        said = f" has no beginning any more; it was {step.before}"
        yield told.change("changed", "the time of ", who, " as ", what, said, group=GROUP)
    else:
        said = f" began {at(step.after)}, not {at(step.before)} as we had it"
        yield told.change("changed", "the time of ", who, " as ", what, said, group=GROUP)


def _seen(told: Told, step: Step) -> Iterator[Change]:
    who, what = _holder(told, step.holder.after), _of(told, step.holder.after)
    if step.after is None:
        said = f" {at(step.before.on)} any more"
        yield told.change("changed", who, " is not shown as ", what, said, group=GROUP)
    else:
        yield told.change("seen", who, " was seen as ", what, f" {at(step.after.on)}", group=GROUP)


def _current(told: Told, step: Step) -> Iterator[Change]:
    who, what = _holder(told, step.holder.after), _of(told, step.holder.after)
    if step.after is None:
        said = f" {at(step.before)} any more"
        yield told.change("changed", who, " is not recorded as ", what, said, group=GROUP)
    else:
        yield told.change("seen", who, " was still ", what, f" {at(step.after)}", group=GROUP)


def _other(told: Told, step: Step) -> Iterator[Change]:
    """Tell of any other fact of a seat: the vote, the ward, for whom it is held."""
    who, what = _holder(told, step.holder.after), _of(told, step.holder.after)
    old = told.old(step.before, step.shape) if step.before is not None else "nothing"
    new = told.new(step.after, step.shape) if step.after is not None else "nothing"
    name = step.shape.name.replace("_", " ")
    yield told.change("changed", who, " as ", what, f": {name} changed from {old} to {new}", group=GROUP)


TELLERS: Tellers = {
    ("Organization", "members"): _membership,
    ("Membership", "start_date"): _started,
    ("Membership", "end_date"): _ended,
    ("Membership", "seen"): _seen,
    ("Membership", "current_as_of"): _current,
    **{
        ("Membership", name): _other
        for name in ("role", "label", "post", "voting", "on_behalf_of", "area", "interim", "person")
    },
}
