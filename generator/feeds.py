"""Feeds and calendars: what happened, for the record and for each thing in it; and apart, what changed in it.

They need the public address of the site, and are left out without one. When an entry was published and
last changed comes from the ledger: the day it tells of is another thing, and stands in its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape
from urllib.parse import quote, urlsplit

from generator.addresses import Addresses
from generator.graph import Graph, Node
from generator.ledger import Ledger, Published
from generator.pages import SiteView
from generator.pages.kinds import FOLLOWED
from generator.pages.prose import plain
from generator.reads import Kept
from generator.timeline import Moment, Timeline

MOST_ENTRIES = 100
CHANGES = "changes.xml"
ATOM = "application/atom+xml"
# A feed must bear a day also where nothing has one.
NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that can be followed: the address its feeds stand under, its title, what happened."""

    address: str
    site: str
    moments: tuple[Moment, ...]
    node: Node | None = None

    @property
    def title(self) -> str:
        return f"{self.node.title}: {self.site}" if self.node else self.site


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, whatever the form it is written in."""

    id: str
    title: str
    url: str
    words: str
    label: str
    told: str
    published: date
    updated: date


@dataclass(frozen=True, slots=True)
class Desk:
    """What all feeds are written from."""

    graph: Graph
    addresses: Addresses
    ledger: Ledger
    site: SiteView
    entries: Kept[int, Entry] = field(default_factory=Kept)

    @property
    def host(self) -> str:
        return urlsplit(self.site.base_url).hostname or ""

    def url(self, address: str) -> str:
        return f"{self.site.base_url}{address}"

    def known(self, moment: Moment) -> Published:
        """What the ledger has of the page that tells of a moment; else the day told of stands in."""
        address = self.addresses.of(moment.node.page)
        day = moment.when.earliest or moment.when.latest or NO_DAY
        return self.ledger.entries.get(address) or Published(moment.kind, moment.title, "", day, day)

    def entry(self, moment: Moment) -> Entry:
        """Tell of a moment; the same moment is in several feeds."""
        return self.entries.take(id(moment), partial(_entry, self, moment))


def followed(graph: Graph, timeline: Timeline, addresses: Addresses, title: str) -> Iterator[Followed]:
    """List what can be followed: the whole record, all recommendations, and each thing by itself."""
    yield Followed("/", title, timeline.moments)
    kinds = ("recommendations", "progress")
    asked = tuple(one for one in timeline.moments if one.kind in kinds)
    yield Followed("/recommendations/", f"Recommendations: {title}", asked)
    for node in graph.of_kind(*FOLLOWED):
        if node.parent is None:
            own = timeline.moments_of.get(node.key, ())
            yield Followed(addresses.of(node), title, own, node)


def paths(one: Followed) -> tuple[str, str]:
    """Name the files of something that can be followed."""
    path = one.address.lstrip("/")
    return f"{path}feed.xml", f"{path}feed.json"


def build(desk: Desk, one: Followed) -> dict[str, bytes]:
    """Write the feeds of something that can be followed, by output path."""
    latest = sorted(one.moments, key=lambda moment: moment.sort_key, reverse=True)[:MOST_ENTRIES]
    entries = [desk.entry(moment) for moment in latest]
    as_atom, as_json = paths(one)
    return {
        as_atom: atom(desk, one.title, one.address, f"/{as_atom}", entries),
        as_json: json_feed(desk, one.title, one.address, entries),
    }


def changes(desk: Desk) -> dict[str, bytes]:
    """Write the feed of what changed in the record itself."""
    title = f"What changed in the record: {desk.site.title}"
    return {CHANGES: atom(desk, title, "/", f"/{CHANGES}", list(_changes(desk)))}


def _entry(desk: Desk, moment: Moment) -> Entry:
    known = desk.known(moment)
    when = str(moment.when)
    status = f"{moment.status.capitalize()}. " if moment.status else ""
    return Entry(
        id=f"tag:{desk.host},2000:{quote(moment.id, safe='/#:')}",
        title=moment.title,
        url=desk.url(desk.addresses.of(moment.node)),
        words=f"{status}{when[:1].upper()}{when[1:]}. {plain(moment.line, desk.graph)}".strip(),
        label=moment.label,
        told=moment.when.text,
        published=known.first_published,
        updated=known.last_changed,
    )


def _changes(desk: Desk) -> Iterator[Entry]:
    """What the ledger tells, the latest first; each change is an entry of its own."""
    found = sorted(desk.ledger.entries.items(), key=lambda pair: (-pair[1].last_changed.toordinal(), pair[0]))
    for address, one in found[:MOST_ENTRIES]:
        words = (
            "Published for the first time."
            if not one.sequence
            else f"Changed, for the {_nth(one.sequence)} time."
        )
        yield Entry(
            f"tag:{desk.host},2000:{address}#{one.sequence}", one.title, desk.url(address), words, one.kind,
            "", one.first_published, one.last_changed,
        )  # fmt: skip


def _nth(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def atom(desk: Desk, title: str, home: str, own: str, entries: list[Entry]) -> bytes:
    """Write an Atom feed (RFC 4287); `updated` is the last change to the record, not the day told of."""
    latest = max((entry.updated for entry in entries), default=NO_DAY)
    head = (
        f"<id>{_text(desk.url(own))}</id>\n<title>{_text(title)}</title>\n"
        f"<updated>{_moment(latest)}</updated>\n<author><name>{_text(desk.site.title)}</name></author>\n"
        f'<link rel="self" type="{ATOM}" href={_quoted(desk.url(own))}/>\n'
        f'<link rel="alternate" type="text/html" href={_quoted(desk.url(home))}/>\n'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(desk.site.language)}>\n{head}'
        f"{''.join(map(_atom_entry, entries))}</feed>\n"
    ).encode()


def _atom_entry(entry: Entry) -> str:
    return (
        f"<entry>\n<id>{_text(entry.id)}</id>\n<title>{_text(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href={_quoted(entry.url)}/>\n'
        f"<published>{_moment(entry.published)}</published>\n<updated>{_moment(entry.updated)}</updated>\n"
        f"<category term={_quoted(entry.label)}/>\n<summary>{_text(entry.words)}</summary>\n</entry>\n"
    )


def json_feed(desk: Desk, title: str, home: str, entries: list[Entry]) -> bytes:
    """Write a JSON Feed 1.1; `_throughline.date` holds the day told of, as it is written in the record."""
    items = [
        {
            "id": entry.id, "url": entry.url, "title": entry.title, "content_text": entry.words,
            "date_published": _moment(entry.published), "date_modified": _moment(entry.updated),
            "tags": [entry.label], "_throughline": {"date": entry.told},
        }
        for entry in entries
    ]  # fmt: skip
    feed: Mapping[str, object] = {
        "version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": desk.url(home),
        "feed_url": desk.url(f"{home}feed.json"), "language": desk.site.language, "items": items,
    }  # fmt: skip
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _moment(day: date) -> str:
    """Write a day as a moment: the ledger knows days only."""
    return f"{day.isoformat()}T00:00:00Z"


def _text(words: str) -> str:
    return escape(words, quote=False)


def _quoted(words: str) -> str:
    return f'"{_text(words).replace(chr(34), "&quot;")}"'
