"""Single values as ModernGov writes them: encoded texts, British dates, times with seconds, flags."""

from __future__ import annotations

import re

from generator.dates import DateError, parse
from generator.importing.given import Given
from generator.importing.moderngov.reading import plain

BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\.\d+)?", re.ASCII)
UNKNOWN = ("", "unspecified", "none", "n/a")


def first(given: Given, *names: str) -> str:
    """Name the first field that holds something, as councils' versions of the service differ."""
    return next((name for name in names if given.data.get(name) not in (None, "", [], {})), names[0])


def line(given: Given, *names: str) -> str | None:
    """Take a text as one line."""
    name = first(given, *names)
    value = given.scalar(name)
    return given.as_line(name, " ".join(plain(value).split())) if value else None


def prose(given: Given, *names: str) -> str | None:
    """Take a text that may be HTML as one of ours."""
    name = first(given, *names)
    value = given.scalar(name)
    return given.as_prose(name, plain(value)) if value else None


def british_date(given: Given, *names: str) -> str:
    """Take a date written day first; nothing where there is none."""
    name = first(given, *names)
    value = (given.scalar(name) or "").strip()
    if value.lower() in UNKNOWN:
        return ""
    found = BRITISH.fullmatch(value)
    text = f"{found[3]}-{found[2].zfill(2)}-{found[1].zfill(2)}" if found else value[:10]
    try:
        return parse(text).text
    except DateError:
        given.lose(name, "This is no date.", value=value)
        return ""


def clock(given: Given, *names: str) -> str:
    """Take a time of day; midnight stands for none."""
    name = first(given, *names)
    value = (given.scalar(name) or "").strip()
    found = TIME.fullmatch(value)
    if value and (not found or int(found[1]) > 23 or int(found[2]) > 59):  # noqa: PLR2004 - hours and minutes
        given.lose(name, "This is no time of day.", value=value)
        return ""
    text = f"{found[1].zfill(2)}:{found[2]}" if found else ""
    return "" if text == "00:00" else text


def is_true(given: Given, *names: str) -> bool:
    """Take a flag."""
    return (given.scalar(first(given, *names)) or "").strip().lower() in ("true", "1", "yes")
