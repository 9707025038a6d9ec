"""The whole structure as it stood on a key date: bodies and their names, offices, what was open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from markupsafe import Markup, escape

from generator.dates import day_words, of_day
from generator.graph import Node
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.parts import office_table, open_row
from generator.pages.scribe import Scribe
from generator.pages.views import Block, Crumb, Group, Page, Row, Section, View
from generator.timeline import open_on

HOME = Crumb("Home", "/")
DAYS = Crumb("Key dates", "/on/")


def day_address(day: date) -> str:
    """Give the address of the page for a day."""
    return f"/on/{day.isoformat()}/"


def day_pages(library: Library) -> Iterable[Page]:
    """List the page of key dates, and the page of each."""
    days = tuple(sorted(library.key_days))
    yield Page("/on/", partial(_list_view, library, days))
    for index, day in enumerate(days):
        before = days[index - 1] if index else None
        after = days[index + 1] if index + 1 < len(days) else None
        yield Page(day_address(day), partial(_day_view, library, day, before, after))


def _list_view(library: Library, days: tuple[date, ...]) -> View:
    scribe = Scribe(library, "/on/")
    rows = tuple(
        Row(
            html('<a href="{}">{}</a>', day_address(day), day_words(day)),
            line=Markup("; ").join(scribe.link(node) for node in library.on_key_days.get(day, ())),
        )
        for day in days
    )
    about = "Days on which the whole structure is shown as it stood, by what was known then."
    return View(
        address="/on/", template="index.html", title="Key dates", description=about,
        heading=escape("Key dates"), kind="Index", summary=escape(about), crumbs=(HOME,),
        sections=(Section("list", "", groups=(Group("", rows),)),),
        notes=scribe.notes(), explained=scribe.explained(),
        extra={"count": len(rows), "filters": (), "facets": {}},
    )  # fmt: skip


def _rows(scribe: Scribe, day: date, *, happened: bool) -> tuple[Row, ...]:
    """Show what took place on a day, or what was to and nobody wrote whether it did."""
    dated = scribe.library.on_key_days.get(day, ())
    nodes = (one for one in dated if (one.written.status == "held") is happened)
    return tuple(Row(scribe.link(node), when=scribe.date(node.when)) for node in nodes)


def _day_view(library: Library, day: date, before: date | None, after: date | None) -> View:
    scribe = Scribe(library, day_address(day), of_day(day))
    words = day_words(day)
    sections = (
        Section("took-place", "What took place", rows=_rows(scribe, day, happened=True)),
        Section("announced", "What had been announced", rows=_rows(scribe, day, happened=False)),
        _offices(scribe, day),
        _bodies(scribe, day),
        _open(scribe, day),
    )  # fmt: skip
    about = f"The structure as it stood on {words}, by what the papers tell of that day and before."
    return View(
        address=scribe.here, template="record.html", title=f"On {words}", description=about,
        heading=escape(f"On {words}"), kind="Key date", summary=escape(about), crumbs=(HOME, DAYS),
        sections=tuple(section for section in sections if not section.is_empty),
        notes=scribe.notes(), explained=scribe.explained(),
        previous=_day_link(before), next=_day_link(after),
    )  # fmt: skip


def _day_link(day: date | None) -> Markup:
    if day is None:
        return Markup("")
    return html('<a href="{}">{}</a>', day_address(day), day_words(day))


def _all_bodies(library: Library) -> tuple[Node, ...]:
    found = library.graph.of_kind("boards", "organizations")
    return tuple(sorted(found, key=lambda node: node.title.casefold()))


def existed(body: Node, day: date) -> bool:
    """Tell whether a body is not known to have begun later or ended earlier than a day."""
    began, ended = body.written.founding_date, body.written.dissolution_date
    begun = began is None or began.earliest is None or began.earliest <= day
    return begun and (ended is None or ended.latest is None or ended.latest >= day)


def _offices(scribe: Scribe, day: date) -> Section:
    standing = scribe.library.timeline.standing(day, _all_bodies(scribe.library))
    return Section("offices", "Offices and seats", tables=office_table(scribe, standing, day, of_all=True))


def _bodies(scribe: Scribe, day: date) -> Section:
    """Every body that may have existed, by the name of the day, under the body it belonged to."""
    bodies = [body for body in _all_bodies(scribe.library) if existed(body, day)]
    children: dict[str, list[Node]] = {}
    for body in bodies:
        parent = scribe.graph.find(body.written.parent, body) if body.written.parent else None
        children.setdefault(parent.key if parent in bodies and parent else "", []).append(body)
    blocks = [_body_block(scribe, body, children) for body in children.get("", [])]
    intro = Markup("<p>Bodies whose beginning our sources do not record are listed too.</p>")
    return Section("bodies", "Bodies", intro=intro, blocks=tuple(blocks))


def _body_block(scribe: Scribe, body: Node, children: dict[str, list[Node]]) -> Block:
    return Block(
        title=scribe.link(body),
        label=body.written.classification,
        blocks=tuple(_body_block(scribe, child, children) for child in children.get(body.key, ())),
    )


def _open(scribe: Scribe, day: date) -> Section:
    """The recommendations that were open, with the status they had then."""
    rows = tuple(
        open_row(scribe, node, update)
        for node, update in open_on(scribe.graph.of_kind("recommendations"), day)
    )
    return Section("open", "Recommendations made and not closed", rows=rows)
