"""The parts that pages of several kinds share: back-links, timelines, throughlines, offices of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from markupsafe import Markup, escape

from generator.dates import When, day_words
from generator.graph import Link, Node, name_on
from generator.pages.blocks import TONES, remarks
from generator.pages.charts import thread
from generator.pages.chronology import Telling, years
from generator.pages.cuts import ENTITIES, timeline_address
from generator.pages.entries import tenure_words
from generator.pages.markup import html
from generator.pages.prose import starts_on_a_day
from generator.pages.scribe import Scribe
from generator.pages.silences import silences
from generator.pages.views import (
    Chain,
    ChainKnot,
    ChainStep,
    Group,
    Line,
    Row,
    Section,
    Table,
)
from generator.records.entries import Citation, StatusUpdate
from generator.timeline import Membership, Standing, Throughline, open_on

MOST_MOMENTS = 100
STEPS_SHOWN = 12
MOST_OPEN = 40


def timeline_section(
    scribe: Scribe, node: Node, *, newest_first: bool = False, title: str = "Timeline"
) -> Section:
    """Show the moments that concern one record; of very many the latest, with the way to the others."""
    timeline = scribe.library.timeline
    moments = timeline.moments_of.get(node.key, ())
    own = [moment for moment in moments if moment.node.home is not node or len(moments) > 1]
    if len(own) <= 1:
        return Section("timeline", title)
    shown = own if len(own) <= MOST_MOMENTS else own[-MOST_MOMENTS:]
    eras = tuple(era for era in timeline.eras if era.is_of(node))
    told = silences(shown, scribe.library.stretches, newest_first=newest_first)
    listed = years(scribe, shown, Telling(newest_first, of=node, eras=eras, silences=told))
    return Section("timeline", title, intro=_own_timeline(node, len(own), len(shown)), years=listed)


def _own_timeline(node: Node, count: int, shown: int) -> Markup:
    """Lead to the timeline that a body, a person or a topic has of its own, where it can be narrowed."""
    if node.kind not in ENTITIES:
        return Markup("")
    latest = f"The latest {shown:,} of {count:,} events. " if shown < count else ""
    link = html(
        '<a href="{}">{}</a>',
        timeline_address(node),
        f"All {count:,} events, to narrow or print, on a page of their own",
    )
    return html("<p>{}{}</p>", latest, link)


def back_links(scribe: Scribe, node: Node) -> Section:
    """Show all that refers to a record or an entry in it: by what it says, then by page."""
    groups: dict[str, dict[str, dict[str, Link]]] = defaultdict(lambda: defaultdict(dict))
    for link in sorted(_links_to(scribe, node), key=_in_time):
        if link.source.home is not node and link.source.home.kind != "site":
            groups[link.back][link.source.page.key].setdefault(link.source.key, link)
    shown = tuple(
        Group(title, tuple(_back_row(scribe, tuple(links.values())) for links in pages.values()))
        for title, pages in sorted(groups.items())
    )
    return Section("referred-to-by", "Referred to by", groups=shown)


def _in_time(link: Link) -> tuple[date, str]:
    when = link.source.home.when
    return ((when.earliest if when else None) or date.max, link.source.key)


def _links_to(scribe: Scribe, node: Node) -> Iterable[Link]:
    yield from scribe.library.links_to(node)
    if node.parent is None:
        for entry in scribe.graph.entries_of.get(node.key, ()):
            yield from scribe.library.links_to(entry)


def _back_row(scribe: Scribe, links: tuple[Link, ...]) -> Row:
    """Show one page that refers here: where on it, or what it is about where the page as a whole does."""
    sources = [link.source for link in links]
    page = sources[0].page
    places = [source for source in sources if source is not page]
    if not places:
        line = escape(scribe.library.card(page).description)
    elif len(sources) == 1:
        line = escape(places[0].title)
    else:
        line = Markup("; ").join(scribe.link(place, place.title) for place in places)
    leads_to = sources[0] if len(sources) == 1 else page
    return Row(scribe.link(leads_to, scribe.name(page)), scribe.date(page.home.when), line=line)


def chains_section(scribe: Scribe, node: Node) -> Section:
    """Show the throughlines a record is on, each as an ordered list of links."""
    chains = scribe.library.timeline.chains_of.get(node.key, ())
    shown = chains[:STEPS_SHOWN]
    title = "Throughline" if len(shown) == 1 else "Throughlines"
    return Section("throughline", title, chains=tuple(chain(scribe, one, node) for one in shown))


def chain(scribe: Scribe, line: Throughline, here: Node) -> Chain:
    """Show one throughline: each step with what is on it, or the words that say it is missing."""
    steps = tuple(
        ChainStep(
            step.title,
            tuple(
                ChainKnot(
                    scribe.link(knot.node, knot.words),
                    scribe.date(knot.when),
                    scribe.cite(knot.citations),
                    knot.node.home is here,
                )
                for knot in step.knots
            ),
            step.missing,
        )
        for step in line.steps
    )
    picture = thread(tuple(bool(step.knots) for step in line.steps))
    return Chain(scribe.link(line.recommendation), steps, picture, line.recommendation is here)


def offices_section(scribe: Scribe, when: When, bodies: Iterable[Node]) -> Section:
    """Show who held the offices concerned on the page's day, and what was open then."""
    day = when.earliest
    if day is None or not starts_on_a_day(when):
        return Section("offices", "")
    concerned = tuple(dict.fromkeys([*bodies, *_council(scribe)]))
    standing = scribe.library.timeline.standing(day, concerned)
    names = tuple(_renamed(scribe, body, when) for body in concerned)
    return Section(
        "offices",
        f"Offices and names on {day_words(day)}",
        intro=_whole_day(scribe, day),
        tables=office_table(scribe, standing, day),
        rows=tuple(row for row in names if row),
        groups=_open_then(scribe, day, concerned),
    )


def _open_then(scribe: Scribe, day: date, bodies: Iterable[Node]) -> tuple[Group, ...]:
    """The recommendations by or to the bodies concerned that were open on a day, as they stood then."""
    found = open_on(scribe.library.concerning(tuple(body.key for body in bodies)), day)
    rows = [open_row(scribe, node, update) for node, update in found[:MOST_OPEN]]
    if more := len(found) - len(rows):
        words = f"{more:,} more: all recommendations"
        rows.append(Row(html('<a href="/recommendations/">{}</a>', words)))
    return (Group("Open recommendations on the day", tuple(rows), "open", len(found)),) if rows else ()


def open_row(scribe: Scribe, node: Node, update: StatusUpdate | None) -> Row:
    """Show a recommendation with the status it had on a day: told once for all pages but its own."""
    if scribe.library.addresses.of(node) == scribe.here:
        return _open_row(scribe, node, update)

    def make() -> Row:
        return replace(_open_row(Scribe(scribe.library, ""), node, update), rendered={})

    return scribe.library.open_rows.take((node.key, id(update)), make)


def _open_row(scribe: Scribe, node: Node, update: StatusUpdate | None) -> Row:
    status = update.status if update else "no status recorded"
    as_at = html("as at {}", scribe.date(update.as_at)) if update else Markup("")
    return Row(scribe.link(node), as_at, status.capitalize(), TONES.get(status, "plain"))


def _whole_day(scribe: Scribe, day: date) -> Markup:
    if day not in scribe.library.key_days:
        return Markup("")
    return html('<p><a href="/on/{}/">The whole structure as it stood on this day</a></p>', day.isoformat())


def office_table(
    scribe: Scribe, standing: Iterable[Standing], day: date, *, of_all: bool = False
) -> tuple[Table, ...]:
    """Show who held which office, as known on a day; with `of_all` plain seats too."""
    rows = tuple(_office_row(scribe, one, day) for one in standing if of_all or _is_office(one.membership))
    head = ("Office", "Body", "Held by", "As known on the day")
    return (Table("Offices on the day", head, rows),) if rows else ()


def _council(scribe: Scribe) -> tuple[Node, ...]:
    council = scribe.graph.find(scribe.graph.site.council, None, "boards", "organizations")
    return (council,) if council else ()


def _is_office(one: Membership) -> bool:
    return one.post is not None or one.written.role in ("chair", "vice-chair")


def _office_row(scribe: Scribe, one: Standing, day: date) -> Line:
    held = one.membership
    holder = scribe.link(held.holder, _holder_words(scribe, held)) if held.holder else escape(
        held.name_as_written or "not named"
    )  # fmt: skip
    role = scribe.link(held.post, held.role) if held.post else escape(held.role)
    interim = " (interim)" if held.written.interim else ""
    body = scribe.link(held.body)
    return Line((role, body, holder + interim, escape(one.words) + scribe.cite(_known_by(held, day))))


def _known_by(held: Membership, day: date) -> Iterator[Citation]:
    """What shows an office to be held, as far as it tells of the day or of days before it."""
    yield from held.written.sources
    for sighting in held.written.seen:
        if sighting.on.earliest and sighting.on.earliest <= day:
            yield from sighting.sources


def _holder_words(scribe: Scribe, held: Membership) -> str:
    assert held.holder is not None
    return scribe.styled(held.holder) if held.holder.kind == "people" else scribe.name(held.holder)


def _renamed(scribe: Scribe, body: Node, when: When) -> Row | None:
    then = name_on(body.written, when, scribe.papers)
    if then == body.written.name:
        return None
    words = html("In these papers: {}. In this record: {}.", then, body.written.name)
    return Row(scribe.link(body, then), line=words)


def held_by_words(scribe: Scribe, one: Membership) -> Markup:
    """Say who held an office, and how long as far as it is recorded."""
    holder = scribe.link(one.holder) if one.holder else escape(one.name_as_written or "not named")
    interim = "interim, " if one.written.interim else ""
    span = tenure_words(
        scribe, one.written.start_date, one.written.end_date, one.seen, one.written.current_as_of
    )
    return html("{}: {}{}{}", holder, interim, span, _membership_refs(scribe, one))


def _membership_refs(scribe: Scribe, one: Membership) -> Markup:
    seen = [citation for sighting in one.written.seen for citation in sighting.sources]
    return scribe.cite([*one.written.sources, *seen]) + remarks(scribe, one.written)


def membership_table(scribe: Scribe, held: Iterable[Membership], *, of_person: bool) -> tuple[Table, ...]:
    """Show memberships by body or by person, with how long they are recorded."""
    rows = []
    for one in held:
        first = scribe.link(one.body) if of_person else _member(scribe, one)
        role = scribe.link(one.post, one.role) if one.post else escape(one.role)
        extra = [
            "interim" if one.written.interim else "",
            {True: "with a vote", False: "without a vote", None: ""}[one.written.voting],
            one.written.area or "",
        ]
        details = ", ".join(word for word in extra if word)
        span = tenure_words(
            scribe, one.written.start_date, one.written.end_date, one.seen, one.written.current_as_of
        )
        behalf = scribe.reference(one.written.on_behalf_of, one.body)
        stands_for = html(" for {}", behalf) if behalf else ""
        role_cell = role + stands_for + (f" ({details})" if details else "")
        anchor = "" if of_person else one.written.id or ""
        rows.append(Line((first, role_cell, span + _membership_refs(scribe, one)), anchor))
    if not rows:
        return ()
    caption = "Roles" if of_person else "Members"
    return (Table(caption, ("Body" if of_person else "Member", "Role", "When"), tuple(rows)),)


def _member(scribe: Scribe, one: Membership) -> Markup:
    if one.holder is None:
        return escape(one.name_as_written or "not named")
    return scribe.link(one.holder)
