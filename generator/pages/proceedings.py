"""The pages of meetings and decisions."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from generator.graph import Node
from generator.pages import blocks, sums
from generator.pages import entries as show
from generator.pages.blocks import access_words, facts, remarks
from generator.pages.kinds import ANYONE
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.views import Line, Made, Row, Section, Table


def meeting(scribe: Scribe, node: Node) -> Made:
    """Show a meeting: what was decided, who came, the agenda."""
    written = node.written
    hours = " to ".join(time for time in (written.start_time, written.end_time) if time)
    shown = facts(
        ("Body", scribe.references(written.bodies, node, "boards", "organizations")),
        ("Date", scribe.date(written.date)),
        ("Time", hours),
        ("Place", written.place),
        ("Outcome", _outcome(written.status, is_past=_is_past(scribe, node))),
        ("Minutes", _minutes(scribe, node)),
    )
    items = tuple(_item(scribe, node, item) for item in written.items)
    declared = tuple(show.declaration(scribe, node, one) for one in written.declarations)
    sections = (
        _decided(scribe, node),
        Section("attendance", "Who attended", tables=_attendance(scribe, node)),
        Section("declarations", "Declarations of interest", blocks=declared),
        Section("items", "Agenda", blocks=items),
    )
    return shown, sections


def _is_past(scribe: Scribe, node: Node) -> bool:
    when = node.when
    return when is not None and when.latest is not None and when.latest < scribe.library.today


def _outcome(status: str, *, is_past: bool) -> str:
    """Say how a meeting came out; of a past one known only as planned, that it is not recorded."""
    if status == "held":
        return ""
    return "Scheduled; outcome not recorded" if status == "scheduled" and is_past else status.capitalize()


def _minutes(scribe: Scribe, node: Node) -> Markup:
    minutes = node.written.minutes
    if minutes is None:
        return Markup("")
    document = scribe.reference(minutes.document, node, "documents")
    status = {"not known": ""}.get(minutes.status, minutes.status)
    parts = [document, escape(status), scribe.inline(minutes.corrections)]
    confirmed = scribe.reference(minutes.confirmed_at, node, "meetings")
    if confirmed:
        parts.append(html("confirmed at {}", confirmed))
    shown = Markup(", ").join(part for part in parts if part)
    return shown + scribe.cite(minutes.sources) + remarks(scribe, minutes)


def _decided(scribe: Scribe, node: Node) -> Section:
    rows = tuple(
        Row(
            scribe.link(scribe.graph.nodes[f"{node.key}#{decision.id}"]),
            label=", ".join(dict.fromkeys(part.outcome for part in decision.parts)).capitalize(),
            line=scribe.inline(decision.summary),
        )
        for item in node.written.items
        for decision in item.decisions
    )
    return Section("decided", "What was decided", rows=rows)


STATUSES = ("present", "also present", "in attendance", "witness", "substitute", "late", "apologies",
            "absent")  # fmt: skip


def _attendance(scribe: Scribe, node: Node) -> tuple[Table, ...]:
    """One table: who, as what, in the order of the list, by manner of attendance."""
    order = {status: place for place, status in enumerate(STATUSES)}
    listed = sorted(node.written.attendance, key=lambda one: order[one.status])
    rows = tuple(
        Line((_attendee(scribe, node, one), one.status.capitalize(), _capacity(scribe, node, one)))
        for one in listed
    )
    return (Table("Attendance", ("Name", "Attendance", "As"), rows),) if rows else ()


def _attendee(scribe: Scribe, node: Node, one: Any) -> Markup:
    person = scribe.graph.find(one.person, node, "people") if one.person else None
    if person is None:
        return escape(one.name_as_written or "")
    return scribe.link(person, scribe.styled(person))


def _capacity(scribe: Scribe, node: Node, one: Any) -> Markup:
    words = [escape(word) for word in ((one.role or "").capitalize(), one.capacity) if word]
    if one.substitute_for:
        words.append(html("for {}", scribe.reference(one.substitute_for, node, "people")))
    return Markup(", ").join(words) + scribe.cite(one.sources) + remarks(scribe, one)


def _item(scribe: Scribe, node: Node, item: Any) -> Any:
    numbers = [
        f"Agenda item {item.agenda_number}" if item.agenda_number else "",
        f"minute {item.minute_number}" if item.minute_number else "",
    ]
    exempt = item.access != "public"
    label = f"{item.access.capitalize()}: {item.exempt_paragraph or 'no paragraph given'}"
    inner = (
        *(_paper_block(scribe, node, one) for one in item.papers),
        *(show.contribution(scribe, node, one) for one in item.contributions),
        *(show.request(scribe, node, one) for one in item.requests),
        *(show.question(scribe, node, one) for one in item.questions),
        *(sums.money_block(scribe, node, one) for one in item.money),
        *(
            show.decision(scribe, node, one, scribe.link(scribe.graph.nodes[f"{node.key}#{one.id}"]))
            for one in item.decisions
        ),
    )
    return blocks.block(
        scribe, item, title=escape(item.title), anchor=f"item-{item.id}",
        label=label if exempt else ", ".join(part for part in numbers if part).capitalize(),
        facts=facts(("Report", item.report_number)), body=scribe.prose(item.text), blocks=inner,
    )  # fmt: skip


def _paper_block(scribe: Scribe, node: Node, one: Any) -> Any:
    return blocks.block(
        scribe, one, title=scribe.reference(one.document, node, "documents"),
        label=(one.role or "paper").capitalize(),
        facts=facts(
            ("Circulated", one.circulation),
            ("Replaces", scribe.reference(one.replaces, node, "documents")),
        ),
    )  # fmt: skip


def decision(scribe: Scribe, node: Node) -> Made:
    """Show a decision: who took it, its parts, its money, its reasons."""
    written = node.written
    meeting = node.home if node.parent is not None else None
    vote = written.vote
    # What only stands on an agenda was not decided as far as anybody wrote.
    is_taken = meeting is None or meeting.written.status == "held"
    shown = facts(
        ("Taken at" if is_taken else "Put to", scribe.link(meeting) if meeting else None),
        ("Item", scribe.link(node.parent) if node.parent and node.parent is not meeting else None),
        ("Date", scribe.date(node.when)),
        ("Decided by" if is_taken else "To be decided by", _deciders(scribe, node)),
        ("Made to", scribe.references(getattr(written, "made_to", ()), node, *ANYONE)),
        ("People", show.took_part(scribe, node, getattr(written, "people", ()))),
        ("Takes effect", scribe.date(written.effective_date)),
        ("Ends", scribe.date(getattr(written, "end_date", None))),
        ("Moved by", scribe.reference(written.moved_by, node, "people")),
        ("Seconded by", scribe.reference(written.seconded_by, node, "people")),
        ("Vote", _vote(scribe, vote) if vote else None),
        ("Key decision", {True: "Yes", False: "No", None: ""}[written.key_decision]),
        ("Can be called in", {True: "Yes", False: "No", None: ""}[written.subject_to_call_in]),
        ("About", scribe.references(written.about, node)),
        ("Record", scribe.reference(getattr(written, "document", None), node, "documents")),
        ("Access", access_words(written)),
    )
    prose = tuple(
        Section(anchor, title, intro=scribe.prose(getattr(written, field)))
        for anchor, title, field in (
            ("reasons", "Reasons", "reasons"),
            ("alternatives", "Alternatives considered", "alternatives"),
            ("conflicts", "Conflicts of interest", "conflicts_of_interest"),
        )
    )
    parts = tuple(show.part_block(scribe, node, part, full=True) for part in written.parts)
    money = tuple(sums.money_block(scribe, node, one) for one in written.money)
    return shown, (
        Section("parts", "What was decided", blocks=parts),
        Section("money", "Money", blocks=money),
        *prose,
    )


def _deciders(scribe: Scribe, node: Node) -> Markup:
    maker = node.written.decision_maker
    if maker:
        return scribe.reference(maker, node, *ANYONE)
    return scribe.references(getattr(node.home.written, "bodies", ()), node, "boards", "organizations")


def _vote(scribe: Scribe, vote: Any) -> Markup:
    counts = (
        ("for", vote.votes_for),
        ("against", vote.votes_against),
        ("abstained", vote.abstentions),
    )
    words = ", ".join(f"{count} {what}" for what, count in counts if count is not None)
    shown = escape("; ".join(part for part in (vote.result or "", words) if part))
    return shown + scribe.cite(vote.sources) + remarks(scribe, vote)
