"""One printable page for a body's next meeting: who sits on it, what is open and due, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from generator.dates import When, day_words, elapsed, of_day
from generator.graph import Node
from generator.pages.blocks import TONES, facts
from generator.pages.kinds import ANYONE
from generator.pages.library import Library, briefing_address
from generator.pages.markup import html, joined
from generator.pages.parts import office_table
from generator.pages.prose import reading_order
from generator.pages.scribe import Scribe
from generator.pages.views import Crumb, Fact, Line, Page, Row, Section, Table, View
from generator.records.entries import Action
from generator.timeline import is_late, is_overdue, open_on

DONE = ("reported done", "verified done", "not accepted", "superseded")


def briefing_pages(library: Library) -> Iterable[Page]:
    """List the briefing of each body that meets."""
    for node in library.graph.of_kind("boards"):
        yield Page(briefing_address(node), partial(_view, library, node))


def _view(library: Library, body: Node) -> View:
    day = library.as_at
    scribe = Scribe(library, briefing_address(body), of_day(day))
    meetings = library.meetings_of.get(body.key, ())
    last = _last(meetings, day)
    sections = (
        Section("sits", "Who sits on it", tables=_seats(scribe, body, day)),
        Section("open", "Open recommendations", tables=_recommendations(scribe, body, day)),
        Section("due", "Actions due", tables=_actions(scribe, body, day)),
        Section("asked", "Asked for, with no answer in this record", rows=_requests(scribe, body, meetings)),
        Section("decided", _since_words(last), rows=_decisions(scribe, body, last, day)),
    )
    name = scribe.name(body)
    about = f"What {name} may need for its next meeting, as at {day_words(day)}."
    shown = tuple(section for section in sections if not section.is_empty)
    return View(
        address=scribe.here,
        template="record.html",
        title=f"Briefing: {library.card(body).title}",
        description=about,
        heading=escape(f"Briefing: {name}"),
        kind="Briefing",
        summary=escape(about),
        crumbs=(
            Crumb("Home", "/"),
            Crumb("Bodies", "/boards/"),
            Crumb(body.title, library.addresses.of(body)),
        ),
        facts=_meeting_facts(scribe, meetings, last, day),
        sections=shown or (Section("nothing", "", intro=NOTHING),),
        notes=scribe.notes(),
        explained=scribe.explained(),
    )


NOTHING = Markup("<p>Nothing that this record holds is open, due or lately decided.</p>")


def _last(meetings: Iterable[Node], day: date) -> Node | None:
    held = [one for one in meetings if one.written.status == "held" and _starts(one, date.max) <= day]
    return held[-1] if held else None


def _starts(node: Node, otherwise: date) -> date:
    return (node.when.earliest if node.when else None) or otherwise


def _meeting_facts(
    scribe: Scribe, meetings: Iterable[Node], last: Node | None, day: date
) -> tuple[Fact, ...]:
    coming = [one for one in meetings if one.written.status == "scheduled" and _starts(one, day) > day]
    return facts(
        ("Next meeting", scribe.link(coming[0]) if coming else "No later meeting is in this record"),
        ("Where", coming[0].written.place if coming else None),
        ("Last meeting", scribe.link(last) if last else None),
        ("Announced since", _announced(scribe, meetings, last, day)),
    )


def _announced(scribe: Scribe, meetings: Iterable[Node], last: Node | None, day: date) -> Markup:
    """Name meetings that were to be held by now: nobody wrote what came of them."""
    start = _starts(last, date.min) if last else date.min
    scheduled = (one for one in meetings if one.written.status == "scheduled")
    found = [one for one in scheduled if start <= _starts(one, date.max) <= day]
    named = joined("; ", map(scribe.link, found))
    return html("{} (what came of it is not recorded)", named) if found else Markup("")


def _seats(scribe: Scribe, body: Node, day: date) -> tuple[Table, ...]:
    return office_table(scribe, scribe.library.timeline.standing(day, (body,)), day, of_all=True)


def _recommendations(scribe: Scribe, body: Node, day: date) -> tuple[Table, ...]:
    """The recommendations by or to the body that are open, the oldest first, with how old each is."""
    found = open_on(scribe.library.recommendations_of.get(body.key, ()), day)
    rows = tuple(
        Line((
            scribe.link(node),
            html("{} to {}", _names(scribe, node, "made_by"), _names(scribe, node, "made_to")),
            _status(scribe, update),
            elapsed(_starts(node, day), day)
            + (", its date has passed" if is_overdue(scribe.graph, node, day) else ""),
        ))
        for node, update in sorted(found, key=lambda pair: reading_order(pair[0]))
    )  # fmt: skip
    caption = f"Made by {day_words(day)} and not closed"
    return (Table(caption, ("Recommendation", "Who asked whom", "Status", "Open for"), rows),) if rows else ()


def _names(scribe: Scribe, node: Node, field: str) -> Markup:
    return scribe.references(getattr(node.written, field), node, *ANYONE) or escape("not recorded")


def _status(scribe: Scribe, update: Any) -> Markup:
    if update is None:
        return escape("No status recorded")
    tag = html('<span class="tag {}">{}</span>', TONES[update.status], update.status.capitalize())
    return html("{} as at {}{}", tag, scribe.date(update.as_at), scribe.cite(update.sources))


def _actions(scribe: Scribe, body: Node, day: date) -> tuple[Table, ...]:
    """What is to be done for those recommendations and for the body's plans, the earliest date first."""
    found = sorted(_due(scribe, body), key=lambda one: one[2].sort_key)
    rows = tuple(
        Line((
            scribe.link(scribe.graph.nodes[f"{home.key}#{action.id}"]),
            scribe.reference(action.owner_post or action.owner, home, *ANYONE) or "not recorded",
            html("{}{}", scribe.date(due), ", which has passed" if is_late(action, day) else ""),
            (action.status or "not recorded").capitalize(),
        ))
        for home, action, due in found
    )  # fmt: skip
    return (Table("By their target date", ("Action", "Owner", "Due", "Status"), rows),) if rows else ()


def _due(scribe: Scribe, body: Node) -> Iterator[tuple[Node, Action, When]]:
    for home in (*scribe.library.recommendations_of.get(body.key, ()), *_plans(scribe, body)):
        for action in home.written.actions:
            if action.target_date and not action.done_on and action.status not in DONE:
                yield home, action, action.target_date


def _plans(scribe: Scribe, body: Node) -> list[Node]:
    links = scribe.library.links_to(body)
    return [
        link.source
        for link in links
        if link.source.kind == "plans" and link.path[0] in ("owner", "overseen_by")
    ]


def _requests(scribe: Scribe, body: Node, meetings: Iterable[Node]) -> tuple[Row, ...]:
    """What the body asked others for at its meetings and no paper shows to have come."""
    return tuple(
        Row(scribe.link(scribe.graph.nodes[f"{one.key}#{request.id}"]), scribe.date(one.when))
        for one in meetings for item in one.written.items for request in item.requests
        if not request.met_by and scribe.graph.find(request.asked_of or "", one) is not body
    )  # fmt: skip


def _since_words(last: Node | None) -> str:
    return f"Decided on {last.when} and since" if last else "Decided"


def _decisions(scribe: Scribe, body: Node, last: Node | None, day: date) -> tuple[Row, ...]:
    """What was decided from the last meeting on, by the body or about what it asked and was asked."""
    if last is None:
        return ()
    start = _starts(last, day)
    concerned = {moment.node.key: moment for moment in scribe.library.timeline.moments_of.get(body.key, ())}
    found = [one.node for one in concerned.values() if one.kind == "decisions" and not one.is_planned]
    return tuple(
        Row(scribe.link(node), scribe.date(node.when), line=escape(node.home.title if node.parent else ""))
        for node in sorted(found, key=reading_order)
        if start <= _starts(node, date.min) <= day
    )
