"""Meetings: their minutes, their votes, who asked, and what was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.cache import once
from generator.checks.whole import Whole, each, is_told
from generator.dates import When
from generator.graph import Graph, Linked, Node
from generator.markdown import Prose
from generator.parsing import Path
from generator.problems import Problem
from generator.records import Record
from generator.records.entries import Question, Vote
from generator.records.kinds import Common

MINUTES = re.compile(r"\bminutes?\b", re.IGNORECASE)
CAME = ("present", "late", "substitute", "also present")
# What is in every text that is not finished: letters are found fifteen times as fast as a pattern.
TRACES = ("TODO", "FIXME", "TBC", "orem ipsum", "???")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBC)\b|\b[Ll]orem ipsum\b|\?\?\?")
# A name, with a title or without: two or more words that all begin with a capital.
NAMED = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? )?[A-Z][\w’'-]*\.?(?: (?:de|van|von|der|la|le|[A-Z][\w’'-]*)\.?)+"
)
# Words of an office or a body, and of a councillor, who may be named.
IN_PUBLIC_LIFE = re.compile(
    r"\b(?:A|An|Cllr|Councillor|Council|Committee|Board|Party|Group|Society|Association|Forum|Trust|Union|Club"
    r"|School|College|Church|Residents|Member|Members|Chair\w*|Leader|Mayor|Officer|Director|Head|Portfolio|Public"
    r"|Vice|Alderman|MP|Councillors|Secretary|Governor|The|Company|Ltd|Service|Police|Alliance|Network)\b"
)


@each("meetings")
def ensure_decisions_have_minutes(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure that a meeting which decided something says where its minutes are, or why there are none."""
    node = linked.node
    written, minutes = node.written, node.written.minutes
    known = minutes is not None and (minutes.document or minutes.sources or minutes.absent)
    decided = [index for index, item in enumerate(written.items) if item.decisions]
    if decided and written.status == "held" and not known and not is_told(written, MINUTES):
        place = node.record.place(("minutes",) if minutes else ("items", decided[0], "decisions"))
        hint = "Add minutes: with their document, or say under absent why there are none."
        yield Problem("minutes-missing", "this meeting decided, but has no minutes", place, hint)


@each("meetings")
def ensure_votes_add_up(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure no more votes are counted than there were people, and that the result follows from them."""
    came = sum(one.status in CAME for one in linked.node.written.attendance)
    for spot in linked.node.record.spots_of(Vote):
        yield from _vote(linked.node, spot.path, spot.value, came)


def _vote(node: Node, path: Path, vote: Vote, came: int) -> Iterator[Problem]:
    cast = sum(count or 0 for count in (vote.votes_for, vote.votes_against, vote.abstentions))
    if came and cast > came:
        hint = "Check the three counts and the attendance list."
        message = f"{cast} votes and abstentions are counted, but {came} were present"
        yield Problem("sums-do-not-add-up", message, node.record.place(path), hint)
    if vote.votes_for is None or vote.votes_against is None:
        return
    if vote.result == "carried" and vote.votes_for < vote.votes_against:
        message = f"this was carried, but with {vote.votes_for} for and {vote.votes_against} against"
        hint = "Check the counts and the result."
        yield Problem("sums-do-not-add-up", message, node.record.place((*path, "result")), hint)


def ensure_the_public_is_not_named(whole: Whole) -> Iterator[Problem]:
    """Ensure no question names a member of the public."""
    for node in whole.graph.of_kind("questions"):
        if not isinstance(node.written, Question) or node.written.asked_by:
            continue
        name = node.written.name_as_written or ""
        if NAMED.fullmatch(name) and not IN_PUBLIC_LIFE.search(name):
            hint = (
                "Write “A member of the public”. A councillor or officer is named with asked_by: and an id."
            )
            place = node.record.place((*node.path, "name_as_written"))
            yield Problem(
                "public-named", f"“{name}” looks like the name of a member of the public", place, hint
            )


def ensure_no_draft_is_left_open(whole: Whole) -> Iterator[Problem]:
    """Ensure nothing public is unfinished, and nothing is a draft past the day that it was to appear."""
    yield from _forgotten(whole)
    yield from _unfinished(whole)
    yield from _never_confirmed(whole)


def _forgotten(whole: Whole) -> Iterator[Problem]:
    drafts = (one for one in whole.written if isinstance(one.written, Common))
    for record in drafts:
        on = record.written.publish_on
        if record.written.publication == "draft" and on and on.latest and on.latest <= whole.today:
            message = f"this is still a draft, but was to appear on {on}"
            hint = "Take publication: draft out, or set another day with publish_on:."
            yield Problem("draft-left-open", message, record.place(("publication",)), hint)


def _unfinished(whole: Whole) -> Iterator[Problem]:
    for linked in whole.graph.linked.values():
        record = linked.node.record
        for path, words in _left_in(record):
            place = record.parsed.place_of_words(path, words)
            hint = "Finish it, or say under absent what is missing and why."
            yield Problem("draft-left-open", f"“{words}” is left in a text", place, hint)


@once
def _left_in(record: Record) -> tuple[tuple[Path, str], ...]:
    """The words in a record's texts that say that they are not finished."""
    texts = ((spot.path, spot.value.source) for spot in record.spots_of(Prose))
    suspect = ((path, text) for path, text in texts if any(trace in text for trace in TRACES))
    found = ((path, UNFINISHED.search(text)) for path, text in suspect)
    return tuple((path, match[0]) for path, match in found if match)


def _never_confirmed(whole: Whole) -> Iterator[Problem]:
    """Draft minutes of a meeting whose body has met again, unless our copy is itself a draft."""
    latest: dict[str, date] = {}
    for node in whole.graph.of_kind("meetings"):
        when: When = node.written.date
        if node.written.status == "held" and when.earliest and when.earliest <= whole.today:
            for body in node.written.bodies:
                latest[body] = max(latest.get(body, when.earliest), when.earliest)
    for node in whole.graph.of_kind("meetings"):
        minutes, last = node.written.minutes, node.written.date.latest
        if minutes is None or minutes.status != "draft" or minutes.confirmed_at or last is None:
            continue
        paper = whole.find(minutes.document, node, "documents")
        if paper is not None and paper.written.version == "draft":
            continue
        if any(latest.get(body, last) > last for body in node.written.bodies):
            hint = "Write status: confirmed and confirmed_at:, or status: not known."
            place = node.record.place(("minutes", "status"))
            message = "these minutes are a draft, but the body has met again"
            yield Problem("draft-left-open", message, place, hint)
