"""What is found and followed up: findings, judgements, responses, actions, status."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.records.entries.base import BODIES, Entry, Model, Named, Quotation, Status
from generator.records.fields import Flag, Line, LocalId, Prose, Ref, When, Whole


class Judgement(Entry):
    """A grade an inspection gave."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    area: Line = Field(description="What was judged.")
    body: Annotated[Line, Ref(*BODIES, back="Judged in")] | None = Field(
        None, description="Whose work was judged."
    )
    grade: Line = Field(description="The grade in the inspector's words: inadequate.")
    overall: Flag = Field(False, description="True for the overall judgement.")


class Count(Model):
    """A count that a finding gives: four of six cases."""

    number: Whole = Field(description="How many.")
    of: Whole | None = Field(None, description="Out of how many.")
    what: Line = Field(description="Of what, in words.")


class Finding(Named):
    """What an inspector, visitor or author found."""

    kind: Literal["strength", "progress", "concern", "finding"] = Field(
        description="Strength, progress, concern, or a plain finding."
    )
    title: Line = Field(description="The finding in a few words.")
    text: Prose = Field(description="The finding in plain words.")
    topics: tuple[Annotated[Line, Ref("topics", back="Findings on this topic")], ...] = Field(
        (), description="The topics it belongs to."
    )
    about: tuple[Annotated[Line, Ref(back="Finding about it in")], ...] = Field(
        (), description="The bodies, plans or recommendations it concerns."
    )
    counts: tuple[Count, ...] = Field((), description="The numbers it gives: four of six cases.")
    quotation: Quotation | None = Field(None, description="The source's own words, 25 at most.")


class Took(Entry):
    """Someone who took part in an inspection, a visit or an event."""

    person: Annotated[Line, Ref("people", back="Took part in")] | None = Field(
        None, description="The person."
    )
    organization: Annotated[Line, Ref(*BODIES, back="Took part in")] | None = Field(
        None, description="The body, where no person is named."
    )
    name_as_written: Line | None = Field(None, description="The paper's words for who it was.")
    role: Line | None = Field(None, description="As what: lead inspector, host.")


class Response(Named):
    """An answer to a recommendation."""

    by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Responded to")] | None = Field(
        None, description="Who answered."
    )
    answer: Literal[
        "accepted", "accepted in part", "accepted in principle", "rejected", "noted", "none",
    ] = Field(description="The answer; none where it is known that nobody answered.")  # fmt: skip
    decided_in: (
        Annotated[Line, Ref("decisions", "meetings", "items", "documents", back="Answered")] | None
    ) = Field(None, description="The decision, meeting or document that gave it.")
    date: When | None = Field(None, description="When the answer was given.")
    text: Prose | None = Field(None, description="What was answered, in plain words.")


class Target(Entry):
    """A target date that was later moved."""

    target_date: When = Field(description="The earlier target date.")
    set_on: When | None = Field(None, description="When it was set.")
    reason: Prose | None = Field(None, description="Why it was moved.")


class Action(Named):
    """Work done or promised to meet a recommendation or a plan."""

    title: Line = Field(description="The work in a few words.")
    text: Prose | None = Field(None, description="The work in plain words.")
    owner_post: Annotated[Line, Ref("posts", back="Owns the action")] | None = Field(
        None, description="The office that owns it."
    )
    owner: Annotated[Line, Ref("people", *BODIES, back="Owns the action")] | None = Field(
        None, description="The person or body that owns it, where no office is named."
    )
    target_date: When | None = Field(None, description="By when it should be done.")
    target_date_history: tuple[Target, ...] = Field((), description="Earlier target dates.")
    done_on: When | None = Field(None, description="When it was done.")
    status: Status | None = Field(None, description="How far it is, as last reported.")
    decided_in: Annotated[Line, Ref("decisions", "parts", "meetings", back="Led to the action")] | None = (
        Field(None, description="The decision behind it.")
    )
    funded_by: tuple[Annotated[Line, Ref("money", back="Pays for")], ...] = Field(
        (), description="The sums that pay for it."
    )


class StatusUpdate(Entry):
    """How far a recommendation was, on a day, by somebody's assessment."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    status: Status = Field(
        description="How far it was. Verified: somebody else than the owner has checked it."
    )
    as_at: When = Field(description="The day the status was true.")
    reported_on: When | None = Field(None, description="The day it was reported.")
    assessed_by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Assessed")] | None = Field(
        None, description="Who says so: who made this assessment."
    )
    noted_in: (
        Annotated[
            Line,
            Ref("meetings", "visits", "inspections", "items", "documents", back="Noted progress on"),
        ]
        | None
    ) = Field(None, description="The meeting, visit, inspection or report that noted it.")
    evidence: tuple[Annotated[Line, Ref(back="Evidence for")], ...] = Field(
        (), description="Findings or documents that show it."
    )
    text: Prose = Field(description="What was said about it, in plain words.")


class ResponseDue(Entry):
    """By when an answer is due, and by which rule."""

    rule: Line | None = Field(None, description="The id of a clock in rules.yaml.")
    date: When | None = Field(None, description="The date, where a paper states it.")


class Priority(Named):
    """A priority or theme of a plan."""

    number: Line | None = Field(None, description="The number as printed.")
    title: Line = Field(description="The name of the priority or theme.")
    text: Prose | None = Field(None, description="What it is about.")
    lead: Annotated[Line, Ref(*BODIES, "people", "posts", back="Leads on")] | None = Field(
        None, description="Who leads on it."
    )
    answers: tuple[Annotated[Line, Ref("recommendations", "findings", back="Answered by")], ...] = Field(
        (), description="The recommendations or findings it answers."
    )


class PlanCount(Model):
    """One number in a progress report."""

    number: Whole = Field(description="How many.")
    of: Whole | None = Field(None, description="Out of how many.")
    what: Line = Field(description="Of what, in words: actions completed.")


class Progress(Entry):
    """How far a plan was on a day."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    as_at: When = Field(description="The day it was so.")
    reported_on: When | None = Field(None, description="The day it was reported.")
    assessed_by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Assessed")] | None = Field(
        None, description="Who says so: who made this assessment."
    )
    noted_in: (
        Annotated[Line, Ref("meetings", "visits", "inspections", "documents", back="Noted progress on")]
        | None
    ) = Field(None, description="The meeting, visit, inspection or report that noted it.")
    counts: tuple[PlanCount, ...] = Field((), description="The numbers it gives: 12 of 15 actions.")
    text: Prose = Field(description="What was said, in plain words.")
