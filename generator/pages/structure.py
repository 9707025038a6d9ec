"""How a body stands among others: what it answers to, who came, what it owes and is owed."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from generator.graph import Node
from generator.pages.blocks import TONES
from generator.pages.charts import Box, tree
from generator.pages.markup import html
from generator.pages.prose import reading_order
from generator.pages.scribe import Scribe
from generator.pages.views import Group, Line, Row, Section, Table
from generator.timeline import Turnout, is_overdue, status_on

ASKED_OF = ("Recommended to it", "Was asked to act by", "Was asked for")
ASKED_BY = ("Recommended", "Asked for")
ABOVE = "accountable_to"


def accountability(scribe: Scribe, node: Node) -> Section:
    """Draw what a body belongs and answers to, and what does so to it; a list says the same."""
    above = _above(scribe, node)
    below = _below(scribe, node)
    if not (above or below):
        return Section("accountability", "")
    groups = (
        Group("Above it", tuple(_place(scribe, other, words) for other, words in above)),
        Group("Under it", tuple(_place(scribe, other, words) for other, words in below)),
    )
    picture = tree(
        f"{scribe.name(node)} among the bodies above and under it. The list below says the same.",
        tuple(_box(scribe, other) for other, _ in above),
        Box(scribe.name(node)),
        tuple(_box(scribe, other) for other, _ in below),
    )
    shown = tuple(group for group in groups if group.rows)
    return Section("accountability", "Where it stands", picture=picture, groups=shown)


def _box(scribe: Scribe, node: Node) -> Box:
    return Box(scribe.name(node))


def _place(scribe: Scribe, node: Node, words: str) -> Row:
    return Row(scribe.link(node), line=escape(words))


def _above(scribe: Scribe, node: Node) -> tuple[tuple[Node, str], ...]:
    written = node.written
    named = [(written.parent, "it is part of this")] if written.parent else []
    named += [(one, "it answers to this") for one in written.accountable_to]
    return _unique((scribe.graph.find(one, node), words) for one, words in named)


def _below(scribe: Scribe, node: Node) -> tuple[tuple[Node, str], ...]:
    words = {"parent": "part of it", ABOVE: "answers to it"}
    links = scribe.library.links_to(node)
    return _unique(
        (link.source.home, words[str(link.path[0])]) for link in links if link.path and link.path[0] in words
    )


def _unique(pairs: Iterable[tuple[Node | None, str]]) -> tuple[tuple[Node, str], ...]:
    """Each node once, with all that is said of it."""
    said: dict[str, tuple[Node, list[str]]] = {}
    for node, words in pairs:
        if node is not None:
            said.setdefault(node.key, (node, []))[1].append(words)
    return tuple((node, " and ".join(words)) for node, words in said.values())


def attendance(scribe: Scribe, node: Node) -> Section:
    """Show how often each member came, of the meetings they could have come to."""
    is_person = node.kind == "people"
    found = scribe.library.timeline.turnouts_of.get(node.key, ())
    rows = tuple(_turnout(scribe, one, of_person=is_person) for one in found)
    if not rows:
        return Section("turnout", "")
    caption = (
        "Meetings with a recorded attendance list, on days the membership is shown for; "
        "cancelled meetings are left out"
    )
    head = ("Body" if is_person else "Member", "Came to", "Of")
    return Section("turnout", "Attendance", tables=(Table(caption, head, rows, numeric=True),))


def _turnout(scribe: Scribe, one: Turnout, *, of_person: bool) -> Line:
    other = one.body if of_person else one.person
    return Line((scribe.link(other), str(one.attended), str(one.possible)))


def owing(scribe: Scribe, node: Node) -> tuple[Section, ...]:
    """Show what a body was asked to do, and what it asked of others, with how far each came."""
    return (
        Section("asked-of-it", "What it was asked to do", rows=_asked(scribe, node, ASKED_OF)),
        Section("asked-by-it", "What it asked of others", rows=_asked(scribe, node, ASKED_BY)),
    )


def _asked(scribe: Scribe, node: Node, relations: tuple[str, ...]) -> tuple[Row, ...]:
    """The recommendations and requests that stand in some relation to a body or its offices."""
    graph = scribe.graph
    targets = (node, *(one for one in graph.entries_of.get(node.key, ()) if one.kind == "posts"))
    links = [link for target in targets for link in scribe.library.links_to(target)]
    sources = {link.source.key: link.source for link in links if link.back in relations}
    ordered = sorted(sources.values(), key=lambda one: (reading_order(one.home), one.key))
    return tuple(_asked_row(scribe, one) for one in ordered)


def _asked_row(scribe: Scribe, node: Node) -> Row:
    if node.kind == "recommendations":
        update = status_on(node, scribe.library.as_at)
        status = update.status if update else "no status recorded"
        late = is_overdue(scribe.graph, node, scribe.library.as_at)
        label = f"{status.capitalize()}{', date passed' if late else ''}"
        return Row(scribe.link(node), scribe.date(node.when), label, TONES.get(status, "plain"))
    met = getattr(node.written, "met_by", None)
    label = "Met" if met else ""
    where = html("at {}", scribe.link(node.home))
    return Row(scribe.link(node), scribe.date(node.when), label, "good" if met else "", line=where)
