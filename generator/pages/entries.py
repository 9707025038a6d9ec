"""One function for each kind of entry: how what a clerk wrote inside a record shows on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from generator.dates import When
from generator.graph import Node, part_words
from generator.pages.blocks import TONES, block, facts, remarks
from generator.pages.kinds import ANYONE
from generator.pages.markup import html
from generator.pages.prose import listed
from generator.pages.scribe import Scribe
from generator.pages.sums import money_block
from generator.pages.views import Block
from generator.records import entries as e


def who(scribe: Scribe, home: Node, entry: Any, *fields: str) -> Markup:
    """Name whoever an entry names: a person, an office, a body, or the paper's own words."""
    links = [
        scribe.reference(getattr(entry, field, None), home, *ANYONE)
        for field in fields or ("person", "post", "organization")
    ]
    named = listed(link for link in links if link)
    written = getattr(entry, "name_as_written", None)
    if not named:
        return escape(f"{written[:1].upper()}{written[1:]}" if written else "")
    if written and not _says_the_same(written, named):
        return html("{} ({})", named, written)
    return named


def _says_the_same(written: str, named: Markup) -> bool:
    """Whether the paper's words for somebody say no more than the name that stands there."""
    return written.casefold().removeprefix("the ") in named.striptags().casefold()


def finding(scribe: Scribe, home: Node, one: e.Finding) -> Block:
    """Show a finding: strength, progress or concern, with its numbers."""
    return block(
        scribe, one,
        title=escape(one.title), label=one.kind.capitalize(), tone=TONES[one.kind],
        body=scribe.prose(one.text),
        facts=facts(
            ("In numbers", listed(_count(count) for count in one.counts)),
            ("About", scribe.references(one.about, home)),
            ("Topics", scribe.references(one.topics, home, "topics")),
        ),
    )  # fmt: skip


def _count(count: e.Count | e.PlanCount) -> Markup:
    of = f" of {count.of:,}" if count.of is not None else ""
    return html("{}{} {}", f"{count.number:,}", of, count.what)


def contribution(scribe: Scribe, home: Node, one: e.Contribution) -> Block:
    """Show what somebody said."""
    return block(
        scribe, one, title=who(scribe, home, one), body=scribe.prose(one.text),
        facts=facts(("About", scribe.references(one.about, home))),
    )  # fmt: skip


def request(scribe: Scribe, home: Node, one: e.Request) -> Block:
    """Show what a meeting asked for, and whether it came."""
    return block(
        scribe, one, title=who(scribe, home, one, "asked_by"), label="Request",
        body=scribe.prose(one.text),
        facts=facts(
            ("Asked of", scribe.reference(one.asked_of, home, *ANYONE)),
            ("Due", scribe.date(one.due)),
            ("Met by", scribe.reference(one.met_by, home)),
        ),
    )  # fmt: skip


def question(scribe: Scribe, home: Node, one: e.Question) -> Block:
    """Show a question with its parts and replies."""
    asked_by = who(scribe, home, one, "asked_by")
    return block(
        scribe, one, title=escape(one.title), label="Question",
        facts=facts(
            ("Asked by", asked_by),
            ("Asked of", scribe.reference(one.asked_of, home, *ANYONE)),
            ("Reply", one.manner),
        ),
        blocks=tuple(_question_part(scribe, part) for part in one.parts),
    )  # fmt: skip


def _question_part(scribe: Scribe, part: e.QuestionPart) -> Block:
    return block(
        scribe, part, title=escape(f"Part {part.number}" if part.number else ""),
        facts=facts(
            ("Question", scribe.inline(part.text)),
            ("Reply", scribe.inline(part.reply) or "No reply is recorded."),
        ),
    )  # fmt: skip


def decision(scribe: Scribe, home: Node, one: Any, title: Markup) -> Block:
    """Show a decision in short, as it stands on the page of its meeting."""
    return block(
        scribe, one, title=title, label="Decision",
        body=scribe.prose(one.summary),
        blocks=tuple(part_block(scribe, home, part, full=False) for part in one.parts),
        anchor=f"decision-{one.id}",
    )  # fmt: skip


def part_block(scribe: Scribe, home: Node, part: e.Part, *, full: bool) -> Block:
    """Show one part of a decision; in full with its money."""
    number = part_words(part.number)
    money = tuple(money_block(scribe, home, one, full=full) for one in part.money)
    return block(
        scribe, part, title=escape(number), label=part.outcome.capitalize(), tone="decided",
        body=scribe.prose(part.text), blocks=money,
        facts=facts(
            ("Made to", scribe.references(part.made_to, home, *ANYONE)),
            ("About", scribe.references(part.about, home)),
        ),
        anchor=part.id if full else "",
    )  # fmt: skip


def judgement(scribe: Scribe, home: Node, one: e.Judgement) -> Block:
    """Show a grade that an inspection gave."""
    return block(
        scribe, one, title=escape(one.area), label=one.grade,
        tone=TONES.get(one.grade.lower(), "plain"),
        facts=facts(
            ("Of", scribe.reference(one.body, home)), ("", "Overall judgement" if one.overall else ""),
        ),
    )  # fmt: skip


def response(scribe: Scribe, home: Node, one: e.Response) -> Block:
    """Show an answer to a recommendation."""
    return block(
        scribe, one, title=scribe.reference(one.by, home, *ANYONE), label=one.answer.capitalize(),
        tone=TONES.get(one.answer, "plain"), body=scribe.prose(one.text),
        facts=facts(
            ("Date", scribe.date(one.date)),
            ("Given in", scribe.reference(one.decided_in, home)),
        ),
    )  # fmt: skip


def action(scribe: Scribe, home: Node, one: e.Action) -> Block:
    """Show work done or promised, with its owner and its dates."""
    return block(
        scribe, one, title=escape(one.title), label=(one.status or "Action").capitalize(),
        tone=TONES.get(one.status or "", "plain"), body=scribe.prose(one.text),
        facts=facts(
            ("Owner", who(scribe, home, one, "owner_post", "owner")),
            ("Target date", scribe.date(one.target_date)),
            ("Earlier targets", listed(_target(scribe, old) for old in one.target_date_history)),
            ("Done on", scribe.date(one.done_on)),
            ("Decided in", scribe.reference(one.decided_in, home)),
            ("Paid for by", scribe.references(one.funded_by, home, "money")),
        ),
    )  # fmt: skip


def _target(scribe: Scribe, old: e.Target) -> Markup:
    reason = scribe.inline(old.reason)
    words = html("{} ({})", scribe.date(old.target_date), reason) if reason else (
        scribe.date(old.target_date)
    )  # fmt: skip
    return words + scribe.cite(old.sources) + remarks(scribe, old)


def update(scribe: Scribe, home: Node, one: e.StatusUpdate) -> Block:
    """Show how far a recommendation was on a day: three dates, and by whose word."""
    return block(
        scribe, one, title=html("As at {}", scribe.date(one.as_at)),
        label=one.status.capitalize(), tone=TONES[one.status], body=scribe.prose(one.text),
        facts=facts(
            ("Reported on", scribe.date(one.reported_on)),
            ("Assessed by", scribe.reference(one.assessed_by, home, *ANYONE)),
            ("Noted in", scribe.reference(one.noted_in, home)),
            ("Evidence", scribe.references(one.evidence, home)),
        ),
    )  # fmt: skip


def priority(scribe: Scribe, home: Node, one: e.Priority, word: str) -> Block:
    """Show a priority or theme of a plan."""
    label = f"{word.capitalize()} {one.number}" if one.number else word.capitalize()
    return block(
        scribe, one, title=escape(one.title), label=label, body=scribe.prose(one.text),
        facts=facts(
            ("Led by", scribe.reference(one.lead, home, *ANYONE)),
            ("Answers", scribe.references(one.answers, home)),
        ),
    )  # fmt: skip


def progress(scribe: Scribe, home: Node, one: e.Progress) -> Block:
    """Show how far a plan was on a day."""
    return block(
        scribe, one, title=html("As at {}", scribe.date(one.as_at)),
        body=scribe.prose(one.text),
        facts=facts(
            ("In numbers", listed(_count(count) for count in one.counts)),
            ("Reported on", scribe.date(one.reported_on)),
            ("Assessed by", scribe.reference(one.assessed_by, home, *ANYONE)),
            ("Noted in", scribe.reference(one.noted_in, home)),
        ),
    )  # fmt: skip


def post(scribe: Scribe, one: e.Post, holders: Iterable[Markup]) -> Block:
    """Show an office and who is recorded as holding it."""
    held = tuple(holders)
    return block(
        scribe, one, title=escape(one.label), body=scribe.prose(one.summary),
        facts=facts(
            ("Also called", one.other_label),
            ("Held by", Markup("<br>").join(held) if held else "Nobody is named in our sources."),
            ("Created", scribe.date(one.start_date)),
            ("Ended", scribe.date(one.end_date)),
        ),
    )  # fmt: skip


def declaration(scribe: Scribe, home: Node, one: e.Declaration) -> Block:
    """Show a declaration of interest."""
    return block(scribe, one, title=who(scribe, home, one), body=scribe.prose(one.text))


def took_part(scribe: Scribe, home: Node, ones: Iterable[e.Took]) -> Markup:
    """Name those who took part, each with the role and its source."""
    return Markup("<br>").join(
        who(scribe, home, one, "person", "organization")
        + (f", {one.role}" if one.role else "")
        + scribe.cite(one.sources)
        + remarks(scribe, one)
        for one in ones
    )


def tenure_words(
    scribe: Scribe,
    start: When | None,
    end: When | None,
    seen: Iterable[When] = (),
    current: When | None = None,
) -> Markup:
    """Say how long something was held, as far as it is recorded, and never further."""
    if start and end:
        return html("{} to {}", scribe.date(start), scribe.date(end))
    if start:
        last = html("current on {}", scribe.date(current)) if current else "end not recorded"
        return html("from {}; {}", scribe.date(start), last)
    if end:
        return html("until {}; start not recorded", scribe.date(end))
    return _proved_days(
        scribe, sorted([*seen, *([current] if current else [])], key=lambda one: one.sort_key)
    )


def _proved_days(scribe: Scribe, days: list[When]) -> Markup:
    """Say on which days something is proved, where its beginning and end are not known."""
    if not days:
        return Markup("dates not recorded")
    if days[0] == days[-1]:
        return html("recorded on {}", scribe.date(days[0]))
    return html("recorded from {} to {}", scribe.date(days[0]), scribe.date(days[-1]))
