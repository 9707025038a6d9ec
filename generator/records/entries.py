"""The nested parts of records: what stands inside a file and can carry its own sources."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.records.fields import (
    Address,
    Day,
    Flag,
    Line,
    LocalId,
    Locator,
    Number,
    Prose,
    Ref,
    When,
    Whole,
)

BODIES = ("boards", "organizations")
Body = Annotated[Line, Ref(*BODIES)]

AbsenceReason = Literal[
    "exempt", "confidential", "not yet published", "oral only", "not recorded", "not in our sources",
    "no duty to publish", "lost", "not yet entered by us", "breaks off",
]  # fmt: skip
Access = Literal["public", "exempt", "confidential"]
Status = Literal[
    "not started", "in progress", "reported done", "verified done", "not accepted", "superseded",
    "not known",
]  # fmt: skip


class Model(BaseModel):
    """The rules all content shares: unknown fields are mistakes, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def relation(self, field: str, back: str) -> str:  # noqa: ARG002 - for overriding
        """Name a link from one of these fields as it shows on the other's page."""
        return back


class Citation(Model):
    """Where a statement stands: a document and a place in its outline, written `document#place`."""

    document: Annotated[Line, Ref("documents", back="Rests on this document")] = Field(
        description="The id of the document."
    )
    at: Line | None = Field(
        None, description="The id of the paragraph, minute or heading in the document's outline."
    )
    quote: Line | None = Field(None, description="The source's own words, 25 at most, where they matter.")
    note: Line | None = Field(None, description="What a reader should know about this source.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            document, _, at = value.partition("#")
            return {"document": document, "at": at} if at else {"document": document}
        return value


Sources = Annotated[tuple[Citation, ...], Field(description="Where this stands: document#place.")]


class Account(Model):
    """What one source says where sources differ."""

    value: Line = Field(description="The value as this source gives it.")
    sources: Sources = ()


class Difference(Model):
    """A point on which two sources, or two places in one, disagree."""

    field: Line = Field(description="What they disagree about, in words: the date, the sum, a name.")
    accounts: tuple[Account, ...] = Field(min_length=2, description="Each account with its source.")
    used: Line | None = Field(
        None, description="The value this record uses for sorting and sums, where it uses one."
    )
    why: Prose | None = Field(None, description="Why that value is used, or what explains it.")


class Absence(Model):
    """What is not there, and why: a blank never lies."""

    what: Line = Field(description="What is missing: the minutes, the vote, the date.")
    reason: AbsenceReason = Field(description="Why it is missing.")
    paragraph: Line | None = Field(None, description="For exempt matter: the paragraph of Schedule 12A.")
    note: Prose | None = Field(None, description="A sentence of explanation.")
    sources: Sources = ()


class Entry(Model):
    """What every nested part may carry."""

    sources: Sources = ()
    sources_differ: tuple[Difference, ...] = Field((), description="Points on which the sources disagree.")
    absent: tuple[Absence, ...] = Field((), description="What is missing here, and why.")
    note: Prose | None = Field(None, description="An editor's remark that readers should see.")


class Named(Entry):
    """A nested part that others can point at, by its permanent id."""

    id: LocalId = Field(description="Permanent id, unique in this file; others write record#id.")


class Quotation(Model):
    """The operative words themselves, 25 at most."""

    text: Line = Field(description="The words exactly as they stand in the source.")
    sources: Sources = ()


class Link(Model):
    """A page elsewhere on the web."""

    title: Line = Field(description="What the page is.")
    url: Address = Field(description="Its address.")


class Speaker(Named):
    """Someone who says, asks or answers: a person, a post or body, or only words in the paper."""

    person: Annotated[Line, Ref("people", back="Spoke at")] | None = Field(None, description="Who it was.")
    post: Annotated[Line, Ref("posts", back="Spoke at")] | None = Field(
        None, description="The office that spoke, where the paper names no person."
    )
    organization: Annotated[Line, Ref(*BODIES, back="Spoke at")] | None = Field(
        None, description="The body that spoke."
    )
    name_as_written: Line | None = Field(
        None, description="The source's words for who it was: a Member, the Vice-Chairman."
    )


class OtherName(Entry):
    """Another name of a person or body, with the time or the papers it belongs to."""

    name: Line = Field(description="The other name in full.")
    honorific_prefix: Line | None = Field(None, description="Councillor, Mrs, Dr.")
    honorific_suffix: Line | None = Field(None, description="Honours after the name: OBE.")
    start_date: When | None = Field(None, description="First day of this name.")
    end_date: When | None = Field(None, description="Last day of this name.")
    used_in: Sources = Field((), description="The papers that use this name.")


class Post(Named):
    """An office that somebody can hold."""

    label: Line = Field(description="The title of the office.")
    other_label: Line | None = Field(None, description="Another title for the same office.")
    role: Line | None = Field(None, description="The plain role: chair, member, director.")
    summary: Prose | None = Field(None, description="What the office is for.")
    start_date: When | None = Field(None, description="When the office was created.")
    end_date: When | None = Field(None, description="When the office ended.")


class Sighting(Model):
    """A single day on which a paper shows someone in office."""

    on: When = Field(description="The day.")
    sources: Sources = ()


class Membership(Entry):
    """A person, or a body through its representative, who sits on a body or holds an office."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    person: Annotated[Line, Ref("people", back="Member of")] | None = Field(None, description="Who.")
    organization: Annotated[Line, Ref(*BODIES, back="Represented on")] | None = Field(
        None, description="The body represented, where no person is named."
    )
    name_as_written: Line | None = Field(
        None, description="The paper's words, where the person is not known."
    )
    post: Annotated[Line, Ref("posts", back="Held by")] | None = Field(
        None, description="The office held: record#post, or #post in this file."
    )
    role: Line | None = Field(None, description="The plain role: chair, vice-chair, member.")
    label: Line | None = Field(None, description="The role in the source's words.")
    voting: Flag | None = Field(None, description="Whether the member has a vote.")
    on_behalf_of: Annotated[Line, Ref(*BODIES, back="Represented by")] | None = Field(
        None, description="The party, school or church the member stands for."
    )
    area: Line | None = Field(None, description="The ward or area.")
    interim: Flag = Field(False, description="True for an interim or acting holder.")
    start_date: When | None = Field(None, description="First day held.")
    end_date: When | None = Field(None, description="Last day held; leave out when not recorded.")
    current_as_of: Day | None = Field(None, description="The day the holder was known to be current.")
    seen: tuple[Sighting, ...] = Field((), description="Single days that papers prove.")


ATTENDED = {
    "apologies": "Sent apologies to",
    "absent": "Absent from",
    "witness": "Gave evidence to",
    "in attendance": "In attendance at",
    "also present": "Also present at",
    "substitute": "Substituted at",
}


class Attendance(Entry):
    """One person at a meeting, or missing from it."""

    person: Annotated[Line, Ref("people", back="Attended")] | None = Field(None, description="Who.")
    name_as_written: Line | None = Field(None, description="The paper's words for who it was.")
    status: Literal[
        "present", "also present", "in attendance", "witness", "apologies", "late", "absent",
        "substitute",
    ] = Field("present", description="How they attended, or did not.")  # fmt: skip
    role: Line | None = Field(None, description="The role at the meeting: chair, vice-chair.")
    capacity: Line | None = Field(None, description="As what they attended, in the paper's words.")
    substitute_for: Annotated[Line, Ref("people", back="Substituted by")] | None = Field(
        None, description="For whom a substitute came."
    )

    def relation(self, field: str, back: str) -> str:
        if field != "person":
            return back
        if self.role in ("chair", "vice-chair") and self.status == "present":
            return "Chaired" if self.role == "chair" else "Attended as vice-chair"
        return ATTENDED.get(self.status, back)


class Declaration(Entry):
    """A declaration of interest."""

    person: Annotated[Line, Ref("people", back="Declared an interest at")] | None = Field(
        None, description="Who declared."
    )
    name_as_written: Line | None = Field(None, description="The paper's words for who it was.")
    item: Line | None = Field(None, description="The id of the item it concerned.")
    text: Prose = Field(description="The interest, in plain words.")


class Paper(Entry):
    """A document that came to an item."""

    document: Annotated[Line, Ref("documents", back="Considered at")] = Field(description="The document.")
    role: Line | None = Field(None, description="Report, appendix, minutes of another body, letter.")
    circulation: Literal["with agenda", "to follow", "tabled", "replaced", "after the meeting"] | None = (
        Field(None, description="How it reached members.")
    )
    replaces: Annotated[Line, Ref("documents", back="Replaced by")] | None = Field(
        None, description="The paper it replaces."
    )


class Contribution(Speaker):
    """What somebody said, in our own words."""

    text: Prose = Field(description="What was said, in plain words.")
    about: tuple[Annotated[Line, Ref(back="Discussed at")], ...] = Field(
        (), description="The recommendations, plans or documents it was about."
    )


class Request(Named):
    """Something a meeting asked for."""

    asked_by: Annotated[Line, Ref("people", *BODIES, "posts", back="Asked for")] | None = Field(
        None, description="Who asked."
    )
    name_as_written: Line | None = Field(None, description="The paper's words for who asked.")
    asked_of: Annotated[Line, Ref("people", *BODIES, "posts", back="Was asked for")] | None = Field(
        None, description="Who was asked."
    )
    text: Prose = Field(description="What was asked for.")
    due: When | None = Field(None, description="By when.")
    met_by: Annotated[Line, Ref(back="Met the request at")] | None = Field(
        None, description="What met the request: a document or a meeting."
    )


class QuestionPart(Named):
    """One part of a question, with its reply."""

    number: Line | None = Field(None, description="The number or letter as printed.")
    text: Prose = Field(description="The question, in plain words.")
    reply: Prose | None = Field(None, description="The reply, in plain words.")


class Question(Named):
    """A question put to a meeting or a post holder."""

    asked_by: Annotated[Line, Ref("people", *BODIES, back="Asked a question at")] | None = Field(
        None, description="Who asked; a member of the public is not named."
    )
    name_as_written: Line | None = Field(None, description="A member of the public, a councillor.")
    asked_of: Annotated[Line, Ref("people", "posts", *BODIES, back="Answered a question at")] | None = Field(
        None, description="Who had to answer."
    )
    manner: Literal["oral", "written"] | None = Field(None, description="Oral or written reply.")
    title: Line = Field(description="What it is about, in a few words.")
    parts: tuple[QuestionPart, ...] = Field(min_length=1, description="Its parts and replies.")


class Money(Named):
    """A sum where it is stated: never added to a sum on another basis."""

    title: Line = Field(description="What the sum is for, in a few words.")
    amount: Number | None = Field(None, description="In pounds, digits only: 949000.")
    amount_as_written: Line | None = Field(None, description="As printed: £949k.")
    currency: Line = Field("GBP", description="Three-letter code.")
    period: When | None = Field(None, description="The year or years: financial 2016/17.")
    basis: Literal[
        "in-year", "full-year", "one-off", "ongoing", "up to, in-year", "up to, full-year", "total",
        "not stated",
    ] = Field(description="How the sum is to be read.")  # fmt: skip
    condition: Line | None = Field(None, description="What must happen before it is spent.")
    phase: Line | None = Field(None, description="The phase it belongs to.")
    purpose: Prose | None = Field(None, description="What it pays for.")
    part_of: Annotated[Line, Ref("money", back="Made up of")] | None = Field(
        None, description="The larger sum it is a part of."
    )


class Part(Named):
    """One numbered part of a decision."""

    number: Line | None = Field(None, description="As printed: 1.")
    outcome: Literal[
        "resolved", "recommended", "noted", "agreed", "refused", "deferred", "directed", "appointed",
        "endorsed", "accepted",
    ] = Field(description="What was done with it.")  # fmt: skip
    text: Prose = Field(description="What was decided, in plain words.")
    quotation: Quotation | None = Field(None, description="The operative words, 25 at most.")
    about: tuple[Annotated[Line, Ref(back="Decided on in")], ...] = Field(
        (), description="The recommendations, plans or documents it is about."
    )
    made_to: tuple[Annotated[Line, Ref(*BODIES, "people", "posts", back="Was asked to act by")], ...] = Field(
        (), description="For a recommendation: who it is made to."
    )
    money: tuple[Money, ...] = Field((), description="The sums it states.")


class Vote(Entry):
    """How the vote went."""

    votes_for: Whole | None = Field(None, description="Votes for.")
    votes_against: Whole | None = Field(None, description="Votes against.")
    abstentions: Whole | None = Field(None, description="Abstentions.")
    result: Literal["carried", "lost"] | None = Field(None, description="The result.")


class Deciding(Entry):
    """What every decision has, at a meeting or outside one."""

    title: Line = Field(description="The decision in a few words.")
    summary: Prose | None = Field(None, description="The decision in a sentence or two.")
    access: Access = Field("public", description="Public, exempt or confidential.")
    public_title: Line | None = Field(None, description="For exempt matter: the title shown.")
    exempt_paragraph: Line | None = Field(None, description="The paragraph of Schedule 12A.")
    decision_maker: Annotated[Line, Ref(*BODIES, "people", "posts", back="Decided")] | None = Field(
        None, description="Who decided, where it is not the meeting's body."
    )
    parts: tuple[Part, ...] = Field((), description="The numbered parts.")
    moved_by: Annotated[Line, Ref("people", back="Moved")] | None = Field(None, description="Who moved it.")
    seconded_by: Annotated[Line, Ref("people", back="Seconded")] | None = Field(
        None, description="Who seconded it."
    )
    vote: Vote | None = Field(None, description="How the vote went.")
    reasons: Prose | None = Field(None, description="The reasons given.")
    alternatives: Prose | None = Field(None, description="Alternatives considered and rejected.")
    conflicts_of_interest: Prose | None = Field(None, description="Conflicts declared.")
    key_decision: Flag | None = Field(None, description="Whether it is a key decision.")
    subject_to_call_in: Flag | None = Field(None, description="Whether it can be called in.")
    effective_date: When | None = Field(None, description="When it takes effect.")
    about: tuple[Annotated[Line, Ref(back="Decided on in")], ...] = Field(
        (), description="The recommendations, plans or documents it is about."
    )
    money: tuple[Money, ...] = Field((), description="The sums it states.")


class MadeDecision(Deciding, Named):
    """A decision taken at a meeting."""


class Item(Named):
    """One item of a meeting's agenda."""

    agenda_number: Line | None = Field(None, description="The number on the agenda.")
    minute_number: Line | None = Field(None, description="The number of the minute.")
    title: Line = Field(description="The item's title.")
    access: Access = Field("public", description="Public, exempt or confidential.")
    public_title: Line | None = Field(None, description="For an exempt item: the title shown.")
    exempt_paragraph: Line | None = Field(None, description="The paragraph of Schedule 12A.")
    report_number: Line | None = Field(None, description="The report's number: CS17036.")
    papers: tuple[Paper, ...] = Field((), description="The documents that came to the item.")
    text: Prose | None = Field(None, description="What happened, in plain words.")
    contributions: tuple[Contribution, ...] = Field((), description="What was said, by whom.")
    requests: tuple[Request, ...] = Field((), description="What the meeting asked for.")
    questions: tuple[Question, ...] = Field((), description="Questions and replies.")
    decisions: tuple[MadeDecision, ...] = Field((), description="What was decided.")
    money: tuple[Money, ...] = Field((), description="Sums stated, apart from decisions.")


class Minutes(Entry):
    """The minutes of a meeting and how far they are final."""

    document: Annotated[Line, Ref("documents", back="Minutes of")] | None = Field(
        None, description="The document that holds them."
    )
    status: Literal["draft", "confirmed", "not known"] = Field(
        "not known", description="Draft or confirmed, as far as our copy shows."
    )
    confirmed_at: Annotated[Line, Ref("meetings", back="Confirmed the minutes of")] | None = Field(
        None, description="The meeting that confirmed them."
    )
    corrections: Prose | None = Field(None, description="Corrections made when confirming.")


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
    counts: tuple[Count, ...] = Field((), description="The numbers it gives.")
    quotation: Quotation | None = Field(None, description="The source's own words, 25 at most.")


class Took(Entry):
    """Someone who took part in an inspection, a visit or an event."""

    person: Annotated[Line, Ref("people", back="Took part in")] | None = Field(None, description="Who.")
    organization: Annotated[Line, Ref(*BODIES, back="Took part in")] | None = Field(
        None, description="Which body."
    )
    name_as_written: Line | None = Field(None, description="The paper's words.")
    role: Line | None = Field(None, description="As what: lead inspector, host.")


class Response(Named):
    """An answer to a recommendation."""

    by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Responded to")] | None = Field(
        None, description="Who answered."
    )
    answer: Literal[
        "accepted", "accepted in part", "accepted in principle", "rejected", "noted", "none",
    ] = Field(description="The answer in one word.")  # fmt: skip
    decided_in: (
        Annotated[Line, Ref("decisions", "meetings", "items", "documents", back="Answered")] | None
    ) = Field(None, description="The decision, meeting or document that gave it.")
    date: When | None = Field(None, description="When.")
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
    target_date: When | None = Field(None, description="By when.")
    target_date_history: tuple[Target, ...] = Field((), description="Earlier target dates.")
    done_on: When | None = Field(None, description="When it was done.")
    status: Status | None = Field(None, description="How far it is.")
    decided_in: Annotated[Line, Ref("decisions", "parts", "meetings", back="Led to the action")] | None = (
        Field(None, description="The decision behind it.")
    )
    funded_by: tuple[Annotated[Line, Ref("money", back="Pays for")], ...] = Field(
        (), description="The sums that pay for it."
    )


class StatusUpdate(Entry):
    """How far a recommendation was, on a day, by somebody's assessment."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    status: Status = Field(description="The status in the record's words.")
    as_at: When = Field(description="The day the status was true.")
    reported_on: When | None = Field(None, description="The day it was reported.")
    assessed_by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Assessed")] | None = Field(
        None, description="Who says so."
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


class OutlinePlace(Model):
    """One place in a document that can be cited."""

    id: Locator = Field(description="The id citations use: 5.7.12-second.")
    printed: Line | None = Field(None, description="As printed, where that differs from the id.")
    heading: Line | None = Field(None, description="The heading, where the place has one.")
    begins: Line | None = Field(None, description="The first words of a paragraph, seven at most.")
    page: Line | None = Field(None, description="The printed page.")
    note: Line | None = Field(None, description="A repeated number, a place that breaks off.")


class KnownFrom(Entry):
    """How a document that we have not read is known."""

    text: Prose | None = Field(None, description="What the other paper says of it.")


class Priority(Named):
    """A priority or theme of a plan."""

    number: Line | None = Field(None, description="As printed.")
    title: Line = Field(description="Its name.")
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
    what: Line = Field(description="Of what.")


class Progress(Entry):
    """How far a plan was on a day."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    as_at: When = Field(description="The day.")
    reported_on: When | None = Field(None, description="The day it was reported.")
    assessed_by: Annotated[Line, Ref(*BODIES, "people", "posts", back="Assessed")] | None = Field(
        None, description="Who says so."
    )
    noted_in: (
        Annotated[Line, Ref("meetings", "visits", "inspections", "documents", back="Noted progress on")]
        | None
    ) = Field(None, description="Where it was noted.")
    counts: tuple[PlanCount, ...] = Field((), description="Numbers.")
    text: Prose = Field(description="What was said, in plain words.")


class Point(Entry):
    """One value of a measure."""

    date: When | None = Field(None, description="The day or period it is for.")
    category: Line | None = Field(None, description="The category, where it is not for a date.")
    value: Number | None = Field(None, description="The number, digits only.")
    value_as_written: Line | None = Field(None, description="As printed, where that says more.")


class Series(Entry):
    """A row of values that belong together."""

    id: LocalId = Field(description="Permanent id.")
    title: Line = Field(description="What the row shows.")
    points: tuple[Point, ...] = Field(min_length=1, description="The values.")


class Term(Entry):
    """A word or acronym and what it means."""

    id: LocalId = Field(description="Permanent id.")
    term: Line = Field(description="The acronym or word as it stands in text.")
    expansion: Line | None = Field(None, description="What the letters stand for.")
    meaning: Prose | None = Field(None, description="What it means, in plain words.")
    record: Annotated[Line, Ref(back="Explained in the glossary")] | None = Field(
        None, description="The body or plan it names."
    )


class Clock(Entry):
    """A time limit with its legal basis."""

    id: LocalId = Field(description="Permanent id.")
    title: Line = Field(description="The rule in a few words.")
    legal_basis: Line = Field(description="The act and section.")
    months: Whole | None = Field(None, description="Months allowed.")
    working_days: Whole | None = Field(None, description="Working days allowed.")
    text: Prose | None = Field(None, description="When the rule applies.")


class Correction(Entry):
    """Something corrected or removed in this record."""

    id: LocalId = Field(description="Permanent id.")
    date: Day = Field(description="When.")
    kind: Literal["corrected", "removed"] = Field(description="Corrected or removed.")
    what: Prose = Field(description="What was changed.")
    why: Prose = Field(description="Why.")
    address: Line | None = Field(None, description="The page it concerned: /meetings/x/.")


class Coverage(Model):
    """What this record covers and what it does not."""

    period: When | None = Field(None, description="From when to when.")
    includes: Prose | None = Field(None, description="What is in it.")
    excludes: Prose | None = Field(None, description="What is not in it.")


class MenuEntry(Model):
    """One link of the site's navigation."""

    title: Line = Field(description="The words of the link.")
    address: Line = Field(description="The address: /timeline/.")


class Accessibility(Model):
    """What the accessibility statement says."""

    conformance: Literal["full", "partial", "not yet assessed"] = Field(description="How far.")
    prepared_on: Day = Field(description="When the statement was prepared.")
    reviewed_on: Day | None = Field(None, description="When it was last reviewed.")
    contact: Line | None = Field(None, description="How to report a problem, in words.")
    limits: Prose | None = Field(None, description="Known limits.")
