"""What happens at a meeting: attendance, items, questions, decisions, money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.records.entries.base import BODIES, Access, Entry, Named, Quotation, Speaker
from generator.records.fields import Flag, Line, Number, Prose, Ref, When, Whole

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

    person: Annotated[Line, Ref("people", back="Attended")] | None = Field(None, description="The person.")
    name_as_written: Line | None = Field(None, description="The paper's words for who it was.")
    status: Literal[
        "present", "also present", "in attendance", "witness", "apologies", "late", "absent",
        "substitute",
    ] = Field("present", description="How they attended, or did not: apologies.")  # fmt: skip
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
        None, description="The person who declared it."
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
    due: When | None = Field(None, description="By when it was wanted.")
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


CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}


class Money(Named):
    """A sum where it is stated: never added to a sum on another basis."""

    title: Line = Field(description="What the sum is for, in a few words.")
    amount: Number | None = Field(None, description="In pounds, digits only: 949000.")
    amount_as_written: Line | None = Field(None, description="As printed: £949k.")
    currency: Line = Field("GBP", description="Its three-letter code: GBP, EUR.")
    period: When | None = Field(None, description="The year or years: financial 2016/17.")
    basis: Literal[
        "in-year", "full-year", "one-off", "ongoing", "up to, in-year", "up to, full-year", "total",
        "not stated",
    ] = Field(description="How the sum is to be read. Sums of two bases are never added up.")  # fmt: skip
    condition: Line | None = Field(None, description="What must happen before it is spent.")
    phase: Line | None = Field(None, description="The phase it belongs to.")
    purpose: Prose | None = Field(None, description="What it pays for.")
    part_of: Annotated[Line, Ref("money", back="Made up of")] | None = Field(
        None, description="The larger sum it is a part of."
    )

    @property
    def figure(self) -> str:
        """The amount with the sign of its currency; nothing where none is stated."""
        if self.amount is None:
            return ""
        sign = CURRENCIES.get(self.currency, f"{self.currency} ")
        return f"{'up to ' if self.basis.startswith('up to') else ''}{sign}{self.amount:,}"

    @property
    def spread(self) -> str:
        """The basis without what the figure says already: in-year, full-year, one-off."""
        return str(self.basis.removeprefix("up to, "))


class Part(Named):
    """One numbered part of a decision."""

    number: Line | None = Field(None, description="The number as printed: 1.")
    outcome: Literal[
        "resolved", "recommended", "noted", "agreed", "refused", "deferred", "directed", "appointed",
        "endorsed", "accepted",
    ] = Field(description="What was done with it. Recommended: by others, named in made_to.")  # fmt: skip
    text: Prose = Field(description="What was decided, in plain words.")
    quotation: Quotation | None = Field(None, description="The operative words, 25 at most.")
    about: tuple[Annotated[Line, Ref(back="Decided on in")], ...] = Field(
        (), description="The recommendations, plans or documents it is about."
    )
    made_to: tuple[Annotated[Line, Ref(*BODIES, "people", "posts", back="Was asked to act by")], ...] = Field(
        (), description="For a recommendation: who it is made to."
    )
    money: tuple[Money, ...] = Field((), description="The sums it states, each once, where it is stated.")


class Vote(Entry):
    """How the vote went."""

    votes_for: Whole | None = Field(None, description="How many voted for it.")
    votes_against: Whole | None = Field(None, description="How many voted against it.")
    abstentions: Whole | None = Field(None, description="How many abstained.")
    result: Literal["carried", "lost"] | None = Field(None, description="Whether it was carried.")


class Deciding(Entry):
    """What every decision has, at a meeting or outside one."""

    title: Line = Field(description="The decision in a few words.")
    summary: Prose | None = Field(None, description="The decision in a sentence or two.")
    access: Access = Field(
        "public", description="Who may see it. Under an exempt item nothing else may be written."
    )
    public_title: Line | None = Field(None, description="For exempt matter: the title shown.")
    exempt_paragraph: Line | None = Field(
        None, description="The paragraph of Schedule 12A that exempts it: paragraph 3."
    )
    decision_maker: Annotated[Line, Ref(*BODIES, "people", "posts", back="Decided")] | None = Field(
        None, description="Who decided, where it is not the meeting's body."
    )
    parts: tuple[Part, ...] = Field(
        (), description="Its parts: one for each resolution, each with its outcome."
    )
    moved_by: Annotated[Line, Ref("people", back="Moved")] | None = Field(
        None, description="The person who moved it."
    )
    seconded_by: Annotated[Line, Ref("people", back="Seconded")] | None = Field(
        None, description="The person who seconded it."
    )
    vote: Vote | None = Field(None, description="How the vote went, where it is recorded.")
    reasons: Prose | None = Field(None, description="The reasons given.")
    alternatives: Prose | None = Field(None, description="Alternatives considered and rejected.")
    conflicts_of_interest: Prose | None = Field(
        None, description="Conflicts of interest declared, and by whom."
    )
    key_decision: Flag | None = Field(None, description="Whether it is a key decision.")
    subject_to_call_in: Flag | None = Field(None, description="Whether it can be called in.")
    effective_date: When | None = Field(None, description="When it takes effect, where that is another day.")
    about: tuple[Annotated[Line, Ref(back="Decided on in")], ...] = Field(
        (), description="The recommendations, plans or documents it is about."
    )
    money: tuple[Money, ...] = Field((), description="The sums it states, each once, where it is stated.")


class MadeDecision(Deciding, Named):
    """A decision taken at a meeting."""


class Item(Named):
    """One item of a meeting's agenda."""

    agenda_number: Line | None = Field(None, description="The number on the agenda.")
    minute_number: Line | None = Field(None, description="The number of the minute.")
    title: Line = Field(description="The item's title.")
    access: Access = Field(
        "public", description="Who may see it. Under an exempt item nothing else may be written."
    )
    public_title: Line | None = Field(None, description="For an exempt item: the title shown.")
    exempt_paragraph: Line | None = Field(
        None, description="The paragraph of Schedule 12A that exempts it: paragraph 3."
    )
    report_number: Line | None = Field(None, description="The report's number: CS17036.")
    papers: tuple[Paper, ...] = Field((), description="The documents that came to the item.")
    text: Prose | None = Field(None, description="What happened, in plain words.")
    contributions: tuple[Contribution, ...] = Field((), description="What was said, by whom.")
    requests: tuple[Request, ...] = Field((), description="What the meeting asked for.")
    questions: tuple[Question, ...] = Field(
        (), description="Questions put to the meeting, in parts, with their replies."
    )
    decisions: tuple[MadeDecision, ...] = Field(
        (), description="What was decided: one entry a decision, with a part for each resolution."
    )
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
