"""The page of each kind of record: key facts first, then its parts, then what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from generator.graph import Node, styled
from generator.pages import entries as show
from generator.pages.entries import ANYONE, TONES, facts
from generator.pages.kinds import KINDS
from generator.pages.papers import resting_section
from generator.pages.parts import (
    back_links,
    chains_section,
    held_by_words,
    membership_table,
    offices_section,
    timeline_section,
)
from generator.pages.scribe import Library, Scribe, plain
from generator.pages.series import series_tables
from generator.pages.views import Block, Crumb, Fact, Line, Row, Section, Table, View

LONGEST_DESCRIPTION = 160
Made = tuple[tuple[Fact, ...], tuple[Section, ...]]


def record_view(library: Library, node: Node) -> View:
    """Make the page of one record, or of a decision taken at a meeting."""
    scribe = Scribe(library, library.addresses.of(node), node.when, papers_of(node))
    written = node.written
    summary = scribe.inline(getattr(written, "summary", None))
    own_facts, own_sections = MAKERS[node.kind](scribe, node)
    text = scribe.prose(getattr(written, "text", None))
    sections = (
        *own_sections,
        Section("text", _text_title(node), intro=text),
        chains_section(scribe, node),
        _offices(scribe, node),
        timeline_section(scribe, node) if node.kind != "recommendations" else _NONE,
        back_links(scribe, node),
        Section("links", "Elsewhere", rows=_outward(written)),
    )
    status, tone = _status(node)
    return View(
        address=scribe.here,
        template="record.html",
        title=_title(node),
        description=description(library, node),
        heading=_heading(scribe, node),
        kind=_kind_words(node),
        status=status,
        tone=tone,
        summary=summary,
        crumbs=_crumbs(library, node),
        facts=(*own_facts, *_topic_facts(scribe, node), *_source_facts(scribe, node)),
        differences=show.differences(scribe, written),
        absences=show.absences(scribe, written),
        note=scribe.inline(written.note),
        sections=tuple(section for section in sections if not section.is_empty),
        notes=scribe.notes(),
        explained=scribe.explained(),
        previous=_beside(scribe, node, -1),
        next=_beside(scribe, node, 1),
    )


_NONE = Section("", "")
DATED = ("meetings", "visits", "inspections", "decisions")


def papers_of(node: Node) -> tuple[str, ...]:
    """The documents that a record is taken from: their names for things are used on its page."""
    written = node.home.written
    minutes = getattr(written, "minutes", None)
    named = [minutes.document] if minutes and minutes.document else []
    named += [getattr(written, field, None) for field in ("document", "letter", "report")]
    if node.kind == "documents":
        named.append(node.id)
    return tuple(one for one in named if one)


def description(library: Library, node: Node) -> str:
    """Say in a line what the page is about, for search engines."""
    written = node.written
    for name in ("summary", "asks", "remit", "text", "public_role"):
        found: Any = getattr(written, name, None)
        words = found if isinstance(found, str) else plain(found, library.graph)
        if words:
            return shortened(words)
    when = f", {node.when}" if node.when else ""
    return shortened(f"{_kind_words(node)}: {node.title}{when}.")


def shortened(words: str) -> str:
    """Cut a text at a word's end to the length a search engine shows."""
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[: LONGEST_DESCRIPTION - 1].rpartition(" ")[0].rstrip(",;:.") + "…"


def _title(node: Node) -> str:
    if node.parent is not None:
        return f"{node.title}, {node.home.title}"
    dated = {"decisions", "visits", "inspections", "events", "recommendations"}
    if node.kind in dated and node.when:
        return f"{node.title}, {node.when}"
    return node.title


def _heading(scribe: Scribe, node: Node) -> Markup:
    return escape(styled(node.written) if node.kind == "people" else scribe.name(node))


def _kind_words(node: Node) -> str:
    if node.kind in ("boards", "organizations", "documents", "events"):
        return str(node.written.classification)
    if node.kind == "decisions" and node.parent is None:
        return str(node.written.classification)
    if node.kind == "recommendations":
        return str(node.written.kind).capitalize()
    return KINDS[node.kind].one


def _crumbs(library: Library, node: Node) -> tuple[Crumb, ...]:
    kind = KINDS[node.kind]
    crumbs = [Crumb("Home", "/")]
    if node.kind != "pages":
        crumbs.append(Crumb(kind.many, f"/{node.kind}/"))
    if node.parent is not None:
        crumbs.append(Crumb(node.home.title, library.addresses.of(node.home)))
    return tuple(crumbs)


def _status(node: Node) -> tuple[str, str]:
    """The status that stands beside the title, where the kind has one."""
    if node.kind == "recommendations":
        status = current_status(node)
        return status.capitalize(), TONES[status]
    status = getattr(node.written, "status", None)
    if status in ("scheduled", "planned", "cancelled", "postponed"):
        return str(status).capitalize(), "plain"
    return "", ""


def current_status(node: Node) -> str:
    """The latest status recorded of a recommendation."""
    updates = sorted(node.written.status_updates, key=lambda update: update.as_at.sort_key)
    return str(updates[-1].status) if updates else "not known"


def _offices(scribe: Scribe, node: Node) -> Section:
    if node.kind not in DATED or node.when is None:
        return _NONE
    return offices_section(scribe, node.when, _concerned(scribe, node))


def _concerned(scribe: Scribe, node: Node) -> Iterable[Node]:
    """The bodies whose offices a dated page shows."""
    written = node.home.written
    named: list[str] = []
    for field in ("bodies", "by", "to", "of", "made_to", "decision_maker"):
        value = getattr(written, field, None)
        named += [value] if isinstance(value, str) else (value or ())
    found = (scribe.graph.find(one, node, *ANYONE) for one in named)
    return [one.home for one in found if one and one.home.kind in ("boards", "organizations")]


def _topic_facts(scribe: Scribe, node: Node) -> tuple[Fact, ...]:
    topics = getattr(node.written, "topics", ())
    return facts(("Topics", scribe.references(topics, node, "topics")))


def _source_facts(scribe: Scribe, node: Node) -> tuple[Fact, ...]:
    return facts(("Sources", scribe.cite(node.written.sources)))


def _text_title(node: Node) -> str:
    return "" if node.kind == "pages" else "In more detail"


def _outward(written: Any) -> tuple[Row, ...]:
    return tuple(
        Row(Markup('<a href="{}" rel="external">{}</a>').format(link.url, link.title))
        for link in getattr(written, "links", ())
    )


def _beside(scribe: Scribe, node: Node, step: int) -> Markup:
    """Link to the record before or after: of the same body where there is one, else of the kind."""
    order = scribe.library.order_of(node)
    if node.key not in order:
        return Markup("")
    place = order.index(node.key) + step
    if not 0 <= place < len(order):
        return Markup("")
    return scribe.link(scribe.graph.nodes[order[place]])


def _person(scribe: Scribe, node: Node) -> Made:
    written = node.written
    held = scribe.library.timeline.held_by.get(node.key, ())
    shown = facts(("Public role", written.public_role), ("Other names", _other_names(scribe, written)))
    roles = Section("roles", "Roles", tables=membership_table(scribe, held, of_person=True))
    return shown, (roles,)


def _other_names(scribe: Scribe, written: Any) -> Markup:
    rows = []
    for other in written.other_names:
        span = ""
        if other.start_date or other.end_date:
            span = Markup(", {}").format(show.tenure_words(scribe, other.start_date, other.end_date, ()))
        note = Markup(". {}").format(scribe.inline(other.note)) if other.note else ""
        name = styled(other)
        rows.append(escape(name) + span + scribe.cite([*other.used_in, *other.sources]) + note)
    return Markup("<br>").join(rows)


def _organization(scribe: Scribe, node: Node) -> Made:
    written = node.written
    timeline = scribe.library.timeline
    shown = facts(
        ("What it is", written.classification),
        ("What it is for", scribe.inline(written.remit)),
        ("Part of", scribe.reference(written.parent, node)),
        ("Accountable to", scribe.references(written.accountable_to, node, *ANYONE)),
        ("Began", scribe.date(written.founding_date)),
        ("Ended", scribe.date(written.dissolution_date)),
        ("Succeeded by", scribe.references(written.succeeded_by, node)),
        ("Other names", _other_names(scribe, written)),
    )
    posts = tuple(
        show.post(scribe, one, (
            held_by_words(scribe, held)
            for held in timeline.holders_of.get(f"{node.key}#{one.id}", ())
        ))
        for one in written.posts
    )  # fmt: skip
    seated = timeline.members_of.get(node.key, ())
    sections = (
        Section("posts", "Offices", blocks=posts),
        Section("members", "Members", tables=membership_table(scribe, seated, of_person=False)),
        _findings(scribe, node, "What is said of it"),
    )
    return shown, sections


def _findings(scribe: Scribe, node: Node, title: str) -> Section:
    blocks = tuple(show.finding(scribe, node, one) for one in node.written.findings)
    return Section("findings", title, blocks=blocks)


def _meeting(scribe: Scribe, node: Node) -> Made:
    written = node.written
    hours = " to ".join(time for time in (written.start_time, written.end_time) if time)
    shown = facts(
        ("Body", scribe.references(written.bodies, node, "boards", "organizations")),
        ("Date", scribe.date(written.date)),
        ("Time", hours),
        ("Place", written.place),
        ("Outcome", _outcome(written.status)),
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


def _outcome(status: str) -> str:
    words = {"scheduled": "Scheduled; outcome not recorded", "held": ""}
    return words.get(status, status.capitalize())


def _minutes(scribe: Scribe, node: Node) -> Markup:
    minutes = node.written.minutes
    if minutes is None:
        return Markup("")
    document = scribe.reference(minutes.document, node, "documents")
    status = {"not known": ""}.get(minutes.status, minutes.status)
    parts = [document, escape(status), scribe.inline(minutes.corrections)]
    confirmed = scribe.reference(minutes.confirmed_at, node, "meetings")
    if confirmed:
        parts.append(Markup("confirmed at {}").format(confirmed))
    reasons = (f"{one.what}: {one.reason}" for one in minutes.absent)
    parts += [escape(reason) for reason in reasons]
    return Markup(", ").join(part for part in parts if part) + scribe.cite(minutes.sources)


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
        words.append(Markup("for {}").format(scribe.reference(one.substitute_for, node, "people")))
    note = Markup(" ({})").format(scribe.inline(one.note)) if one.note else ""
    return Markup(", ").join(words) + note + scribe.cite(one.sources)


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
        *(show.money_block(scribe, node, one) for one in item.money),
        *(
            show.decision(scribe, node, one, scribe.link(scribe.graph.nodes[f"{node.key}#{one.id}"]))
            for one in item.decisions
        ),
    )
    return show.block(
        scribe, item, title=escape(item.title), anchor=f"item-{item.id}",
        label=label if exempt else ", ".join(part for part in numbers if part).capitalize(),
        facts=facts(("Report", item.report_number)), body=scribe.prose(item.text), blocks=inner,
    )  # fmt: skip


def _paper_block(scribe: Scribe, node: Node, one: Any) -> Any:
    return show.block(
        scribe, one, title=scribe.reference(one.document, node, "documents"),
        label=(one.role or "paper").capitalize(),
        facts=facts(
            ("Circulated", one.circulation),
            ("Replaces", scribe.reference(one.replaces, node, "documents")),
        ),
    )  # fmt: skip


def _decision(scribe: Scribe, node: Node) -> Made:
    written = node.written
    meeting = node.home if node.parent is not None else None
    vote = written.vote
    shown = facts(
        ("Taken at", scribe.link(meeting) if meeting else None),
        ("Item", scribe.link(node.parent) if node.parent and node.parent is not meeting else None),
        ("Date", scribe.date(node.when)),
        ("Decided by", _deciders(scribe, node)),
        ("Made to", scribe.references(getattr(written, "made_to", ()), node, *ANYONE)),
        ("People", show.took_part(scribe, node, getattr(written, "people", ()))),
        ("Takes effect", scribe.date(written.effective_date)),
        ("Ends", scribe.date(getattr(written, "end_date", None))),
        ("Moved by", scribe.reference(written.moved_by, node, "people")),
        ("Seconded by", scribe.reference(written.seconded_by, node, "people")),
        ("Vote", _vote(vote) + scribe.cite(vote.sources) if vote else None),
        ("Key decision", {True: "Yes", False: "No", None: ""}[written.key_decision]),
        ("Can be called in", {True: "Yes", False: "No", None: ""}[written.subject_to_call_in]),
        ("About", scribe.references(written.about, node)),
        ("Record", scribe.reference(getattr(written, "document", None), node, "documents")),
        ("Access", _access(written)),
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
    money = tuple(show.money_block(scribe, node, one) for one in written.money)
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


def _vote(vote: Any) -> Markup:
    counts = (
        ("for", vote.votes_for),
        ("against", vote.votes_against),
        ("abstained", vote.abstentions),
    )
    words = ", ".join(f"{count} {what}" for what, count in counts if count is not None)
    reasons = "; ".join(f"{one.what}: {one.reason}" for one in vote.absent)
    return escape("; ".join(part for part in (vote.result or "", words, reasons) if part))


def _access(written: Any) -> str:
    if written.access == "public":
        return ""
    return f"{written.access}, {written.exempt_paragraph or 'no paragraph given'}"


def _inspection(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Inspected by", scribe.reference(written.by, node, "boards", "organizations")),
        ("Inspected", scribe.references(written.of, node, "boards", "organizations")),
        ("Fieldwork", scribe.date(written.date)),
        ("Report published", scribe.date(written.published_date)),
        ("Framework", written.framework),
        ("Inspectors", show.took_part(scribe, node, written.people)),
        ("Report", scribe.reference(written.report, node, "documents")),
    )
    judged = tuple(show.judgement(scribe, node, one) for one in written.judgements)
    return shown, (
        Section("judgements", "Judgements", blocks=judged),
        _findings(scribe, node, "What was found"),
    )


def _visit(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Visited by", scribe.references(written.by, node, *ANYONE)),
        ("Visited", scribe.references(written.to, node, "boards", "organizations")),
        ("Date", scribe.date(written.date) or "Not in our sources"),
        ("Number in its series", str(written.number) if written.number else None),
        ("Follows", scribe.reference(written.follows, node, "inspections")),
        ("Focus", scribe.inline(written.focus)),
        ("Took part", show.took_part(scribe, node, written.people)),
        ("Letter", scribe.reference(written.letter, node, "documents")),
        ("Letter published", scribe.date(written.published_date)),
    )
    return shown, (_findings(scribe, node, "What was found"),)


def _recommendation(scribe: Scribe, node: Node) -> Made:
    written = node.written
    due = written.response_due
    shown = facts(
        ("Reference", written.reference),
        ("Made by", scribe.references(written.made_by, node, *ANYONE)),
        ("Made to", scribe.references(written.made_to, node, *ANYONE)),
        ("Made in", scribe.reference(written.made_in, node)),
        ("Made on", scribe.date(written.made_on)),
        ("Theme", written.theme),
        ("Arises from", scribe.references(written.arises_from, node)),
        ("Response due", _due(scribe, due) if due else None),
    )
    asks = Section("asks", "What it asks", intro=scribe.prose(written.asks), blocks=_words(scribe, written))
    return shown, (
        asks,
        Section("responses", "What was answered",
                blocks=tuple(show.response(scribe, node, one) for one in written.responses)),
        Section("actions", "What was done",
                blocks=tuple(show.action(scribe, node, one) for one in written.actions)),
        Section("status", "How far it had come",
                blocks=tuple(show.update(scribe, node, one) for one in _by_day(written.status_updates))),
    )  # fmt: skip


def _words(scribe: Scribe, written: Any) -> tuple[Any, ...]:
    if written.quotation is None:
        return ()
    return (Block(label="In its own words", quotation=show.quoted(scribe, written.quotation)),)


def _by_day(updates: Iterable[Any]) -> list[Any]:
    return sorted(updates, key=lambda update: update.as_at.sort_key)


def _due(scribe: Scribe, due: Any) -> Markup:
    clock = next((c for c in scribe.graph.singles["rules"].clocks if c.id == due.rule), None)
    rule = Markup("{} ({})").format(clock.title, clock.legal_basis) if clock else Markup("")
    reasons = escape("; ".join(f"{one.what}: {one.reason}" for one in due.absent))
    parts = [scribe.date(due.date), rule, reasons]
    return Markup(", ").join(part for part in parts if part) + scribe.cite(due.sources)


def _document(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Number", written.number),
        ("Published by", scribe.reference(written.publisher, node, "boards", "organizations")),
        ("Written by", scribe.references(written.authors, node, *ANYONE)),
        ("Dated", scribe.date(written.date)),
        ("Published", scribe.date(written.published_date)),
        ("Version", written.version),
        ("Part of", scribe.reference(written.part_of, node, "documents")),
        (
            "Address",
            Markup('<a href="{}">{}</a>').format(written.url, written.url) if written.url else None,
        ),
        ("Licence", written.licence),
        ("Read by us", "" if written.read else "No: known only from other documents"),
        ("Access", _access(written)),
    )
    known = tuple(show.block(scribe, one, body=scribe.prose(one.text)) for one in written.known_from)
    money = tuple(show.money_block(scribe, node, one) for one in written.money)
    return shown, (
        Section("known-from", "How we know of it", blocks=known),
        _findings(scribe, node, "What it says"),
        Section("money", "Money", blocks=money),
        resting_section(scribe, node),
    )


def _plan(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Owner", scribe.reference(written.owner, node, *ANYONE)),
        ("Overseen by", scribe.references(written.overseen_by, node, *ANYONE)),
        ("Date", scribe.date(written.date)),
        ("Submitted", scribe.date(written.submitted)),
        ("Answers", scribe.references(written.answers, node)),
        ("Builds on", scribe.reference(written.builds_on, node, "plans")),
        ("Document", scribe.reference(written.document, node, "documents")),
    )
    word = written.part_word
    plural = {"priority": "Priorities", "theme": "Themes"}[word]
    return shown, (
        Section("priorities", plural,
                blocks=tuple(show.priority(scribe, node, one, word) for one in written.priorities)),
        Section("actions", "Actions",
                blocks=tuple(show.action(scribe, node, one) for one in written.actions)),
        Section("progress", "Progress",
                blocks=tuple(show.progress(scribe, node, one) for one in _by_day(written.progress))),
        Section("money", "Money",
                blocks=tuple(show.money_block(scribe, node, one) for one in written.money)),
    )  # fmt: skip


def _measure(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Unit", written.unit),
        ("Scope", written.scope),
        ("Of", scribe.reference(written.body, node, "boards", "organizations")),
    )
    pictures, tables, remarks = series_tables(scribe, node)
    return shown, (Section("values", "Values", picture=pictures, tables=tables, blocks=remarks),)


def _event(scribe: Scribe, node: Node) -> Made:
    written = node.written
    shown = facts(
        ("Date", scribe.date(written.date)),
        ("Time", written.start_time),
        ("Place", written.place),
        ("Bodies", scribe.references(written.bodies, node, "boards", "organizations")),
        ("People", show.took_part(scribe, node, written.people)),
        ("About", scribe.references(written.about, node)),
    )
    return shown, ()


def _plain(_scribe: Scribe, _node: Node) -> Made:
    return (), ()


MAKERS: dict[str, Callable[[Scribe, Node], Made]] = {
    "people": _person,
    "boards": _organization,
    "organizations": _organization,
    "meetings": _meeting,
    "decisions": _decision,
    "inspections": _inspection,
    "visits": _visit,
    "recommendations": _recommendation,
    "documents": _document,
    "plans": _plan,
    "measures": _measure,
    "events": _event,
    "topics": _plain,
    "pages": _plain,
}
