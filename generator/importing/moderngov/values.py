"""Single values as ModernGov writes them: encoded texts, British dates, times with seconds, flags."""

from __future__ import annotations

import re

from generator.dates import DateError, parse
from generator.importing.given import Given
from generator.importing.markup import plain

BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII)
TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.?|p\.m\.?|noon)?",
    re.ASCII | re.IGNORECASE,
)
# What only tells the place of a thing in a list.
OF_ORDER = ("agendaitemid", "itemid", "itemnum", "isdisplayallowed", "commentlabel1", "commentlabel2")
# What an item repeats of its meeting, and a paper of its item.
REPEATED = (
    "meetingdate", "actualmeetingdate", "preferreddate", "decisiondate", "meetingtime", "refertocommittee",
    "committeetitle", "ownertitle",
)  # fmt: skip
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
    text = _clock(value)
    if value and not text:
        given.lose(name, "This is no time of day.", value=value)
    return "" if text == "00:00" else text


def _clock(written: str) -> str:
    """Read a time such as 18:30:00, 6.30 pm or 12 noon; nothing where it is none."""
    found = TIME.fullmatch(written)
    if not found or not (found[2] or found[3]):
        return ""
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of half a day
        half = ""
    if half:
        hour = hour % 12 + (12 if half[0] in "pn" else 0)
    return f"{hour:02}:{minute}" if hour <= 23 and int(minute) <= 59 else ""  # noqa: PLR2004 - hours, minutes


def settled(given: Given, *known: str) -> None:
    """Take what says nothing more: flags that are off or tell of publication, and what stood there before."""
    for name, value in given.data.items():
        is_flag = isinstance(value, str) and (value.lower() == "false" or name.endswith("published"))
        if is_flag or name in OF_ORDER or (name in REPEATED and value in known):
            given.taken.add(name)


def is_hidden(given: Given) -> bool:
    """Tell whether the council does not allow a thing to be shown."""
    return str(given.data.get("isdisplayallowed", "")).strip().lower() == "false"


def is_true(given: Given, *names: str) -> bool:
    """Take a flag."""
    return (given.scalar(first(given, *names)) or "").strip().lower() in ("true", "1", "yes")
