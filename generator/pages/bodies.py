"""The pages of people, boards and organizations."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from generator.graph import Node, styled
from generator.pages import entries as show
from generator.pages.blocks import facts, remarks
from generator.pages.findings import findings_section
from generator.pages.kinds import ANYONE
from generator.pages.library import briefing_address
from generator.pages.markup import html
from generator.pages.parts import held_by_words, membership_table
from generator.pages.scribe import Scribe
from generator.pages.stretches import roles
from generator.pages.structure import accountability, attendance, owing
from generator.pages.views import Made, Section


def person(scribe: Scribe, node: Node) -> Made:
    """Show a person: public role, names, roles over time."""
    written = node.written
    held = scribe.library.timeline.held_by.get(node.key, ())
    shown = facts(("Public role", written.public_role), ("Other names", _other_names(scribe, written)))
    drawn = roles(held, of_person=True)
    table = membership_table(scribe, held, of_person=True)
    return shown, (Section("roles", "Roles", picture=drawn, tables=table), attendance(scribe, node))


def _other_names(scribe: Scribe, written: Any) -> Markup:
    rows = []
    for other in written.other_names:
        span = ""
        if other.start_date or other.end_date:
            span = html(", {}", show.tenure_words(scribe, other.start_date, other.end_date, ()))
        name = styled(other)
        refs = scribe.cite([*other.used_in, *other.sources])
        rows.append(escape(name) + span + refs + remarks(scribe, other))
    return Markup("<br>").join(rows)


def _briefing(node: Node) -> Markup:
    if node.kind != "boards":
        return Markup("")
    return html('<a href="{}">Briefing: who sits on it, what is open and due</a>', briefing_address(node))


def organization(scribe: Scribe, node: Node) -> Made:
    """Show a body: what it is for, its offices, its members."""
    written = node.written
    timeline = scribe.library.timeline
    shown = facts(
        ("What it is", written.classification),
        ("Short name", written.short_name),
        ("What it is for", scribe.inline(written.remit)),
        ("Part of", scribe.reference(written.parent, node)),
        ("Accountable to", scribe.references(written.accountable_to, node, *ANYONE)),
        ("Began", scribe.date(written.founding_date)),
        ("Ended", scribe.date(written.dissolution_date)),
        ("Succeeded by", scribe.references(written.succeeded_by, node)),
        ("Other names", _other_names(scribe, written)),
        ("For its next meeting", _briefing(node)),
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
        Section("members", "Members", picture=roles(seated, of_person=False),
                tables=membership_table(scribe, seated, of_person=False)),
        attendance(scribe, node),
        *owing(scribe, node),
        accountability(scribe, node),
        findings_section(scribe, node, "What is said of it"),
    )  # fmt: skip
    return shown, sections
