"""Calendars: the dated things of the record and of each body, as iCalendar (RFC 5545, RFC 7986)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from generator.dates import When
from generator.feeds import Desk, Followed
from generator.graph import Node
from generator.pages.prose import plain
from generator.timeline import Moment

KINDS = ("meetings", "inspections", "visits", "events")
CALLED_OFF = ("cancelled", "postponed")
EVERY_DAY = timedelta(days=1)


def paths(one: Followed) -> tuple[str, ...]:
    """Name the calendar of the site or of a body; other things that can be followed have none."""
    has_one = one.address == "/" or one.address.startswith(("/boards/", "/organizations/"))
    return (f"{one.address.lstrip('/')}calendar.ics",) if has_one else ()


def build(desk: Desk, one: Followed) -> dict[str, bytes]:
    """Write the calendar there is, by output path; a day that is not known is in none."""
    return {path: calendar(desk, one) for path in paths(one)}


def calendar(desk: Desk, one: Followed) -> bytes:
    """Write one calendar."""
    found = Calendar()
    found.add("prodid", "-//Throughline//EN")
    found.add("version", "2.0")
    found.add("name", one.title)
    found.add("x-wr-calname", one.title)
    found.add("url", desk.url(one.address))
    found.add("refresh-interval", EVERY_DAY, parameters={"VALUE": "DURATION"})
    days: list[date] = []
    for moment in one.moments:
        if moment.kind in KINDS and (span := _span(moment.when)):
            found.add_component(_event(desk, moment, *span))
            days += span
    if days:
        found.add_missing_timezones(min(days) - EVERY_DAY, max(days) + EVERY_DAY)
    written: bytes = found.to_ical()
    return written


def _span(when: When) -> tuple[date, date] | None:
    """The first and the last day, where both are known to the day."""
    first, last = when.ends or (when, when)
    if first is None or last is None or not (first.is_day and last.is_day):
        return None
    if first.earliest is None or last.latest is None:
        return None
    return first.earliest, last.latest


def _event(desk: Desk, moment: Moment, first: date, last: date) -> Event:
    node, known = moment.node, desk.known(moment)
    event = Event()
    event.add("uid", uid(desk, node))
    changed = datetime.combine(known.last_changed, time(), UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", known.sequence)
    event.add("summary", _summary(moment))
    event.add("status", _status(moment))
    event.add("url", desk.url(desk.addresses.of(node)))
    if place := getattr(node.written, "place", None):
        event.add("location", place)
    if words := plain(moment.line, desk.graph):
        event.add("description", words)
    start, end = _times(desk, node, first, last)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def uid(desk: Desk, node: Node) -> str:
    """Make an id that a rename does not change: that of the first id the record ever had."""
    aliases = node.written.aliases
    first = aliases[0].rpartition("/")[2] if aliases else node.id
    return f"{node.kind}/{first}@{desk.host}"


def _summary(moment: Moment) -> str:
    return f"Postponed: {moment.title}" if moment.status == "postponed" else moment.title


def _status(moment: Moment) -> str:
    """A meeting put off is off on its day; what is planned may still move."""
    if moment.status in CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if moment.is_planned else "CONFIRMED"


def _times(desk: Desk, node: Node, first: date, last: date) -> tuple[date, date]:
    """Give start and end: with times where the start is known, else whole days; it ends after it starts."""
    written = node.written
    begins, ends = getattr(written, "start_time", None), getattr(written, "end_time", None)
    if not begins:
        return first, last + EVERY_DAY
    zone = ZoneInfo(desk.graph.site.time_zone)
    start = datetime.combine(first, time.fromisoformat(begins), zone)
    end = datetime.combine(last, time.fromisoformat(ends), zone) if ends else start + timedelta(hours=1)
    # A meeting that ends before it starts has gone on past midnight.
    return start, end if end > start else end + EVERY_DAY
