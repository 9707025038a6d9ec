"""The pages of inspections, visits, recommendations and plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from generator.dates import elapsed
from generator.graph import Node
from generator.pages import blocks, sums
from generator.pages import entries as show
from generator.pages.blocks import TONES, facts, remarks
from generator.pages.findings import findings_section
from generator.pages.kinds import ANYONE
from generator.pages.markup import html
from generator.pages.parts import chains_section
from generator.pages.scribe import Scribe
from generator.pages.views import Block, Line, Made, Section, Table
from generator.timeline import Moment, response_due


def inspection(scribe: Scribe, node: Node) -> Made:
    """Show an inspection: judgements, then findings."""
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
        findings_section(scribe, node, "What was found"),
    )


def visit(scribe: Scribe, node: Node) -> Made:
    """Show a visit: its focus and its findings."""
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
    return shown, (findings_section(scribe, node, "What was found"),)


def recommendation(scribe: Scribe, node: Node) -> Made:
    """Show a recommendation: what it asks, answers, actions, status."""
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
        ("Response due", _due(scribe, node, due) if due else None),
    )
    asks = Section("asks", "What it asks", intro=scribe.prose(written.asks), blocks=_words(scribe, written))
    return shown, (
        asks,
        chains_section(scribe, node),
        Section("history", "What happened when", tables=_history(scribe, node)),
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
    return (Block(label="In its own words", quotation=blocks.quoted(scribe, written.quotation)),)


def _history(scribe: Scribe, node: Node) -> tuple[Table, ...]:
    """Each step in order of time, with how long it came after the last known day before it."""
    steps = [one for one in scribe.library.timeline.moments_of.get(node.key, ()) if one.node.home is node]
    rows = []
    before: date | None = None
    for one in steps:
        day = one.when.earliest if one.when.is_day else None
        later = elapsed(before, day) if before and day and before < day else "–"
        rows.append(Line((scribe.date(one.when), _step_words(one), later)))
        before = day or before
    head = ("When", "Step", "Time since the last known day")
    return (Table("Each step in order of time", head, tuple(rows)),) if len(rows) > 1 else ()


def _step_words(one: Moment) -> str:
    if one.kind == "recommendations":
        return "Made"
    return f"Action: {one.title}" if one.node.parent is not None else one.label


def _by_day(updates: Iterable[Any]) -> list[Any]:
    return sorted(updates, key=lambda update: update.as_at.sort_key)


def _due(scribe: Scribe, node: Node, due: Any) -> Markup:
    clock = next((c for c in scribe.graph.singles["rules"].clocks if c.id == due.rule), None)
    rule = html("{} ({})", clock.title, clock.legal_basis) if clock else Markup("")
    parts = [scribe.date(response_due(scribe.graph, node)), rule]
    shown = Markup(", ").join(part for part in parts if part)
    return shown + scribe.cite(due.sources) + remarks(scribe, due)


def plan(scribe: Scribe, node: Node) -> Made:
    """Show a plan: its parts, its actions, its progress."""
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
                blocks=tuple(sums.money_block(scribe, node, one) for one in written.money)),
    )  # fmt: skip


def current_status(node: Node) -> str:
    """Find the latest status recorded of a recommendation."""
    updates = sorted(node.written.status_updates, key=lambda update: update.as_at.sort_key)
    return str(updates[-1].status) if updates else "no status recorded"


def status_words(node: Node) -> tuple[str, str]:
    """Give the status that stands beside a recommendation's title, with its date, and its tone."""
    status = current_status(node)
    updates = sorted(node.written.status_updates, key=lambda update: update.as_at.sort_key)
    if not updates:
        return "No status recorded", "plain"
    return f"{status.capitalize()}, as at {updates[-1].as_at}", TONES[status]
