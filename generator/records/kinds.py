"""The kinds of record: one model a folder of `content/`, one for each file that stands alone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.records.entries import (
    BODIES,
    Access,
    Action,
    Attendance,
    Deciding,
    Declaration,
    Entry,
    Finding,
    Item,
    Judgement,
    KnownFrom,
    Link,
    Membership,
    Minutes,
    Money,
    OtherName,
    OutlinePlace,
    Post,
    Priority,
    Progress,
    Quotation,
    Response,
    ResponseDue,
    Series,
    StatusUpdate,
    Took,
)
from generator.records.fields import Address, Alias, Day, Flag, Line, Prose, Ref, Time, When, Whole

Topic = Annotated[Line, Ref("topics", back="On this topic")]
Bodies = tuple[Annotated[Line, Ref(*BODIES, back="Meetings")], ...]
Anyone = (*BODIES, "people", "posts")


class Common(Entry):
    """The fields every record has."""

    summary: Prose | None = Field(None, description="The record in a sentence or two; lists show it.")
    text: Prose | None = Field(
        None, description="More, in Markdown: [[id]] links to a record, [@document, place] cites one."
    )
    topics: tuple[Topic, ...] = Field((), description="The topics it belongs to, which list it.")
    aliases: tuple[Alias, ...] = Field((), description="Earlier ids, which go on working.")
    links: tuple[Link, ...] = Field((), description="Pages elsewhere on the web.")
    publication: Literal["draft", "published"] = Field(
        "published", description="A draft appears nowhere on the site."
    )
    publish_on: Day | None = Field(None, description="The first day it may appear on the site.")


class Person(Common):
    """Somebody with a public role."""

    name: Line = Field(description="The name, without titles or honours.")
    honorific_prefix: Line | None = Field(None, description="Before the name: Councillor, Mrs, Dr.")
    honorific_suffix: Line | None = Field(None, description="After the name: OBE, QPM.")
    given_name: Line | None = Field(None, description="First name.")
    family_name: Line | None = Field(None, description="Last name.")
    sort_name: Line | None = Field(None, description="The name to sort by: Ellis, Judi.")
    other_names: tuple[OtherName, ...] = Field((), description="Other forms of the name.")
    public_role: Line = Field(description="Why this person is in the public record: Councillor.")


class Organization(Common):
    """A council, committee, board, inspectorate, department or team."""

    name: Line = Field(description="The full name.")
    short_name: Line | None = Field(None, description="A shorter name for lists.")
    classification: Line = Field(description="What sort of body: committee, inspectorate, team.")
    remit: Prose | None = Field(None, description="What it is for, as its papers say.")
    parent: Annotated[Line, Ref(*BODIES, back="Parts of this body")] | None = Field(
        None, description="The body it belongs to: the council of a committee."
    )
    accountable_to: tuple[Annotated[Line, Ref(*Anyone, back="Accountable to it")], ...] = Field(
        (), description="Whom it answers to."
    )
    founding_date: When | None = Field(None, description="When it began, as far as a paper says.")
    dissolution_date: When | None = Field(
        None, description="When it ended. Leave it out while it goes on, and where no paper says."
    )
    succeeded_by: tuple[Annotated[Line, Ref(*BODIES, back="Took over from")], ...] = Field(
        (), description="The body that took over."
    )
    other_names: tuple[OtherName, ...] = Field((), description="Other names, with their time.")
    posts: tuple[Post, ...] = Field((), description="Its offices, which members point at: chair.")
    members: tuple[Membership, ...] = Field(
        (), description="Who sits on it or holds its offices. It is written here, never with the person."
    )
    findings: tuple[Finding, ...] = Field((), description="Statements about it, each with a source.")


class Meeting(Common):
    """A meeting of one or more bodies."""

    title: Line | None = Field(None, description="Only where the body and the date do not say it.")
    bodies: Bodies = Field(min_length=1, description="The body that met; two or more for a joint meeting.")
    date: When = Field(description="The day of the meeting.")
    start_time: Time | None = Field(None, description="When it began, as the minutes say.")
    end_time: Time | None = Field(None, description="When it ended, as the minutes say.")
    place: Line | None = Field(None, description="Where: the building and the room, as the papers say.")
    status: Literal["scheduled", "held", "cancelled", "postponed"] = Field(
        "held",
        description="Whether it took place. A past meeting that is still scheduled shows as not known.",
    )
    minutes: Minutes | None = Field(None, description="Where the minutes are, and how far final.")
    attendance: tuple[Attendance, ...] = Field((), description="Who came and who did not, one by one.")
    declarations: tuple[Declaration, ...] = Field((), description="Declarations of interest.")
    items: tuple[Item, ...] = Field((), description="The items of the agenda, in its order.")


class Decision(Common, Deciding):
    """A decision taken outside a meeting: a direction, an appointment, an officer's decision."""

    classification: Line = Field(description="What sort of decision: direction, appointment.")
    date: When = Field(description="The day it was taken.")
    made_to: tuple[Annotated[Line, Ref(*Anyone, back="Was directed by")], ...] = Field(
        (), description="To whom it was addressed."
    )
    people: tuple[Took, ...] = Field((), description="Who was appointed or named.")
    end_date: When | None = Field(None, description="When it ends, if it is for a time.")
    document: Annotated[Line, Ref("documents", back="Records the decision")] | None = Field(
        None, description="The document that records it."
    )


class Inspection(Common):
    """A full inspection with judgements."""

    title: Line = Field(description="A name for the inspection: Inspection of children's services, 2016.")
    by: Annotated[Line, Ref(*BODIES, back="Inspected")] = Field(description="Who inspected.")
    of: tuple[Annotated[Line, Ref(*BODIES, back="Inspected in")], ...] = Field(
        min_length=1, description="Who was inspected."
    )
    framework: Line | None = Field(None, description="The rules it followed, by their title.")
    date: When = Field(description="The days of fieldwork: 2016-04-11/2016-05-05.")
    published_date: When | None = Field(None, description="When the report was published.")
    status: Literal["planned", "held", "cancelled"] = Field("held", description="Whether it took place.")
    people: tuple[Took, ...] = Field((), description="The inspectors.")
    judgements: tuple[Judgement, ...] = Field((), description="The grades it gave, one entry for each area.")
    findings: tuple[Finding, ...] = Field((), description="What was found; recommendations point at it.")
    report: Annotated[Line, Ref("documents", back="Reports on")] | None = Field(
        None, description="The document that reports it."
    )


class Visit(Common):
    """A shorter look by an inspector, an adviser or a member."""

    title: Line = Field(description="A name for the visit: Monitoring visit 3.")
    by: tuple[Annotated[Line, Ref(*Anyone, back="Visited")], ...] = Field(
        min_length=1, description="Who came."
    )
    to: tuple[Annotated[Line, Ref(*BODIES, back="Visited by")], ...] = Field(
        min_length=1, description="Who was visited."
    )
    date: When | None = Field(None, description="The days of the visit, where they are known.")
    number: Whole | None = Field(None, description="Its number in its series.")
    status: Literal["planned", "held", "cancelled"] = Field("held", description="Whether it took place.")
    follows: Annotated[Line, Ref("inspections", back="Followed up by")] | None = Field(
        None, description="The inspection it follows."
    )
    focus: Prose | None = Field(None, description="What it looked at.")
    people: tuple[Took, ...] = Field((), description="Who took part.")
    findings: tuple[Finding, ...] = Field((), description="What was found; recommendations point at it.")
    letter: Annotated[Line, Ref("documents", back="Reports on")] | None = Field(
        None, description="The letter that reports it."
    )
    published_date: When | None = Field(None, description="When the letter was published.")


class Recommendation(Common):
    """Something one body asks of another, and what became of it."""

    title: Line = Field(description="What it asks, in a few words.")
    kind: Literal["recommendation", "area for improvement", "it is important that"] = Field(
        "recommendation", description="What its author calls it."
    )
    reference: Line | None = Field(None, description="Its number as printed: Recommendation 7.")
    made_by: tuple[Annotated[Line, Ref(*Anyone, back="Recommended")], ...] = Field(
        min_length=1, description="Who made it: a body, a person or a post."
    )
    made_to: tuple[Annotated[Line, Ref(*Anyone, back="Recommended to it")], ...] = Field(
        (), description="Who it asks to act."
    )
    made_in: Annotated[
        Line,
        Ref("meetings", "inspections", "visits", "documents", "decisions", "parts",
            back="Recommendations made"),
    ] | None = Field(None, description="The meeting, inspection, visit or paper it is in.")  # fmt: skip
    made_on: When | None = Field(None, description="When it was made.")
    asks: Prose = Field(description="What it asks, in plain words of your own.")
    quotation: Quotation | None = Field(None, description="Its operative words, 25 at most.")
    arises_from: tuple[Annotated[Line, Ref("findings", "contributions", back="Led to")], ...] = Field(
        (), description="The findings or evidence behind it: record#finding."
    )
    theme: Line | None = Field(None, description="The theme its author put it under.")
    response_due: ResponseDue | None = Field(None, description="By when an answer is due.")
    responses: tuple[Response, ...] = Field((), description="The answers it got, and from whom.")
    actions: tuple[Action, ...] = Field((), description="The work that followed.")
    status_updates: tuple[StatusUpdate, ...] = Field((), description="How far it was, and when.")


class Document(Common):
    """A source: a report, letter, set of minutes, plan or law."""

    title: Line = Field(description="The title.")
    classification: Line = Field(description="What sort of paper: report, minutes, letter, statute, plan.")
    number: Line | None = Field(None, description="The report number: CS17036.")
    publisher: Annotated[Line, Ref(*BODIES, back="Published")] | None = Field(
        None, description="Who published it."
    )
    authors: tuple[Annotated[Line, Ref(*Anyone, back="Wrote")], ...] = Field((), description="Who wrote it.")
    date: When | None = Field(
        None, description="The date it bears; a month or a year where it bears no more."
    )
    published_date: When | None = Field(None, description="When it was published.")
    url: Address | None = Field(None, description="The web address where it can be read.")
    version: Literal["draft", "final"] | None = Field(
        None,
        description="Whether this copy is a draft. Draft minutes are published papers: this hides nothing.",
    )
    access: Access = Field(
        "public", description="Who may see it. What is exempt or confidential shows its public title only."
    )
    exempt_paragraph: Line | None = Field(
        None, description="The paragraph of Schedule 12A that exempts it: paragraph 3."
    )
    part_of: Annotated[Line, Ref("documents", back="Holds")] | None = Field(
        None, description="The document it is a part of."
    )
    read: Flag = Field(True, description="False when it is known only from other documents.")
    known_from: tuple[KnownFrom, ...] = Field((), description="How an unread document is known.")
    licence: Line | None = Field(None, description="The licence it carries, as printed.")
    findings: tuple[Finding, ...] = Field((), description="What it found; recommendations point at it.")
    money: tuple[Money, ...] = Field((), description="Sums it states, each where the paper has it.")
    outline: tuple[OutlinePlace, ...] = Field(
        (), description="The places that can be cited, in the paper's order: paragraphs, minutes, headings."
    )


class Plan(Common):
    """An improvement plan or strategy."""

    title: Line = Field(description="The title.")
    owner: Annotated[Line, Ref(*Anyone, back="Owns the plan")] | None = Field(
        None, description="Who owns it."
    )
    overseen_by: tuple[Annotated[Line, Ref(*Anyone, back="Oversees the plan")], ...] = Field(
        (), description="Who watches over it."
    )
    submitted: When | None = Field(None, description="When it was submitted.")
    date: When | None = Field(None, description="When it was made, or the years it covers.")
    answers: tuple[
        Annotated[Line, Ref("inspections", "recommendations", "documents", back="Answered by")], ...
    ] = Field((), description="The inspection or recommendations it answers.")
    builds_on: Annotated[Line, Ref("plans", back="Built on by")] | None = Field(
        None, description="The plan it builds on."
    )
    document: Annotated[Line, Ref("documents", back="Sets out the plan")] | None = Field(
        None, description="The document that holds it."
    )
    part_word: Literal["priority", "theme"] = Field("priority", description="What its parts are called.")
    priorities: tuple[Priority, ...] = Field((), description="Its priorities or themes.")
    actions: tuple[Action, ...] = Field((), description="Work done under the plan.")
    progress: tuple[Progress, ...] = Field((), description="How far it was, and when.")
    money: tuple[Money, ...] = Field((), description="Sums that pay for it.")


class Measure(Common):
    """A figure that is followed over time or across categories."""

    title: Line = Field(description="What is measured.")
    unit: Line = Field(description="What the numbers count: children, per cent, cases per social worker.")
    scope: Line | None = Field(None, description="Whom or what it covers.")
    body: Annotated[Line, Ref(*BODIES, back="Measured")] | None = Field(
        None, description="The body whose figure it is."
    )
    series: tuple[Series, ...] = Field(min_length=1, description="The rows of values.")


class Event(Common):
    """Something dated that no other file dates: a launch, an announcement, a planned day."""

    title: Line = Field(description="What happened, in a few words.")
    classification: Line = Field(description="What sort of event: launch, announcement, change of structure.")
    date: When = Field(description="When it happens or happened.")
    start_time: Time | None = Field(None, description="When it begins.")
    place: Line | None = Field(None, description="Where: the building and the room, as the papers say.")
    status: Literal["planned", "happened", "cancelled"] = Field(
        "happened", description="Whether it took place."
    )
    bodies: tuple[Annotated[Line, Ref(*BODIES, back="Events")], ...] = Field(
        (), description="The bodies concerned."
    )
    people: tuple[Took, ...] = Field((), description="Who took part.")
    about: tuple[Annotated[Line, Ref(back="Events")], ...] = Field(
        (), description="The plans, documents or recommendations concerned."
    )


class TopicPage(Common):
    """What cuts across: caseloads, resourcing, partnership."""

    name: Line = Field(description="The topic.")


class Page(Common):
    """A page of prose."""

    title: Line = Field(description="The title.")


FOLDERS: dict[str, type[Common]] = {
    "people": Person,
    "boards": Organization,
    "organizations": Organization,
    "meetings": Meeting,
    "decisions": Decision,
    "inspections": Inspection,
    "visits": Visit,
    "recommendations": Recommendation,
    "documents": Document,
    "plans": Plan,
    "measures": Measure,
    "events": Event,
    "topics": TopicPage,
    "pages": Page,
}
