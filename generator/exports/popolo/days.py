"""Our dates in the form that Popolo allows: a year, a month or a day, and never more than is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.dates import When


def reduced(when: When | None) -> str | None:
    """Give the day, month or year that holds all days a date can mean, or nothing where none does."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest, when.latest
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return first.isoformat()[:4] if first.year == last.year else None


def loses(when: When) -> bool:
    """Tell whether a date says more than what is left of it."""
    return when.text != reduced(when)


def ends(when: When | None) -> tuple[str | None, str | None]:
    """Give the first and the last day of an event; the last only where a range names it."""
    if when is None or not when.ends:
        return reduced(when), None
    return reduced(when.ends[0]), reduced(when.ends[1])


def at_time(day: date, written: str, zone: str) -> str | None:
    """Give a time of a day as Popolo allows it, in universal time; nothing where the zone is not known."""
    try:
        local = datetime.combine(day, time.fromisoformat(written), ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
