"""What a clerk may have meant by a date, a time or a number that cannot be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from generator import dates
from generator.dates import MONTHS

MONTH_NAMES = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?,? +)?"
YEAR = r"(?P<year>\d{4}|'?\d{2})"
# What may follow a day: a time or a weekday, but no other day.
AFTER = r"(?!(?:to|and|or|until|till|through)\b|[-/&+–]|.*\d{4}-).*"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
DASHES = str.maketrans("‐‑‒–—−", "------")
NOTHING = frozenset(("tbc", "tba", "tbd", "n/a", "na", "unknown", "none", "?", "-", "today", "todo", "xx"))
# A spreadsheet counts days from here; these numbers are 1954 to 2064.
SPREADSHEET = date(1899, 12, 30)
KINDS = {
    "municipal": "municipal", "civic": "municipal", "council": "municipal", "financial": "financial",
    "fiscal": "financial", "tax": "financial", "fy": "financial", "academic": "academic",
    "school": "academic",
}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NOON = 12
CENTURY = 100
# A year of two digits below this is of this century.
TURN = 70


@dataclass(frozen=True, slots=True)
class Guess:
    """What to write, in words; and the value itself, where it is certain."""

    hint: str
    instead: str = ""


def of_date(written: str) -> Guess | None:
    """Guess the date that is meant."""
    text = " ".join(written.translate(DASHES).replace("\u2044", "/").split())
    if text.casefold().rstrip(".") in NOTHING:
        return Guess("Leave the line out, and say under absent: what is missing and why.")
    for guess in DATE_GUESSES:
        if found := guess(text):
            return found
    return _certain(text) if text != written else None


def _real(text: str) -> bool:
    try:
        dates.parse(text)
    except dates.DateError:
        return False
    return True


def _certain(instead: str) -> Guess | None:
    return Guess(f"Write {instead}", instead) if _real(instead) else None


def _year(written: str) -> int:
    number = int(written.strip("'"))
    return number if number >= CENTURY else number + (2000 if number < TURN else 1900)


def _numbers(text: str) -> Guess | None:
    """Read 28/06/2017, 28.6.17 and their like, day first as in Britain."""
    match = re.fullmatch(r"(\d{1,2})([./ -])(\d{1,2})\2(\d{2}|\d{4})(?:[ T]" + AFTER + r")?", text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    year_first = f"20{match[1]:0>2}-{match[3]:0>2}-{match[4]}"
    if len(match[4]) == len("17") and match[2] == "-" and _real(year_first):
        day_first = f"{year}-{second:02d}-{first:02d}"
        return Guess(f"Write the year with four digits, and first: {year_first} or {day_first}")
    return _day_and_month(year, first, second)


def _day_and_month(year: int, first: int, second: int) -> Guess | None:
    """Choose between day and month where both are numbers."""
    as_day, as_month = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
    if _real(as_day) and (not _real(as_month) or first == second):
        return _certain(as_day)
    if _real(as_month) and not _real(as_day):
        return _certain(as_month)
    if _real(as_day):
        return Guess(
            f"Write {as_day} for {first} {MONTHS[second - 1]}, or {as_month} for {second} {MONTHS[first - 1]}"
        )
    if 1 <= second <= len(MONTHS):
        return Guess(f"There is no {first} {MONTHS[second - 1]} {year}. Look the day up in the paper.")
    return None


def _year_first(text: str) -> Guess | None:
    """Read 2017/6/28, 2017-28-06, 20170628, 2017-06-28T19:30."""
    match = re.fullmatch(r"(\d{4})([-./ ]?)(\d{1,2})(?:\2(\d{1,2}))?(?:[T ]" + AFTER + r"|Z|,)?", text)
    if not match or (not match[2] and len(match[3] + (match[4] or "")) % 2):
        return None
    year, middle, last = match[1], int(match[3]), int(match[4] or 0)
    if not match[4]:
        return _two_years(match) or _certain(f"{year}-{middle:02d}")
    if _real(whole := f"{year}-{middle:02d}-{last:02d}"):
        return _certain(whole)
    if _real(turned := f"{year}-{last:02d}-{middle:02d}"):
        return _certain(turned)
    return None


def _two_years(match: re.Match[str]) -> Guess | None:
    """Read 2016-17 and 2016/17 as two years, which need a name."""
    year, middle = int(match[1]), int(match[3])
    if match[2] in ("-", "/") and (year + 1) % CENTURY == middle and not (
        match[2] == "-" and 1 <= middle <= len(MONTHS)
    ):  # fmt: skip
        both = f"{year}/{middle:02d}"
        return Guess(f"Say which kind of year: municipal {both}, financial {both} or academic {both}")
    return None


def _long_years(text: str) -> Guess | None:
    match = re.fullmatch(r"(\d{4}) ?[/-] ?(\d{4})", text)
    if match and int(match[1]) + 1 == int(match[2]):
        both = f"{match[1]}/{match[2][2:]}"
        return Guess(f"Say which kind of year: municipal {both}, financial {both} or academic {both}")
    return _certain(f"{match[1]}/{match[2]}") if match else None


def _named(text: str) -> Guess | None:
    """Read FY 2016-17, 2016/17 financial year."""
    kind = rf"(?P<kind>{'|'.join(KINDS)})(?: year)?"
    years = r"(?P<first>\d{4}) ?[/-] ?(?:20)?(?P<second>\d{2})"
    for pattern in (rf"(?:the )?{kind} ?{years}", rf"(?:the )?{years} {kind}"):
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            name = KINDS[match["kind"].casefold()]
            return _certain(f"{name} {match['first']}/{match['second']}") or _not_in_a_row(name, match)
    return None


def _not_in_a_row(name: str, match: re.Match[str]) -> Guess:
    first, second = int(match["first"]), match["second"]
    one = f"{name} {first}/{(first + 1) % CENTURY:02d}"
    several = f"{first}/{str(first)[:2]}{second}"
    return Guess(f"For one year write {one}; for several {several}" if _real(several) else f"Write {one}")


def _words(text: str) -> Guess | None:
    """Read 12th March 2017, March 12, 2017, March 2017, Summer 2017."""
    for pattern in (
        rf"{WEEKDAY}{DAY}[ -]?(?:of )?{MONTH}[ ,-]*{YEAR}(?: at .*)?",
        rf"{WEEKDAY}{MONTH} ?{DAY},? +{YEAR}",
        rf"{MONTH}[ ,-]*(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[ /.-]{MONTH}(?:[ /.-]{DAY})?",
    ):
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return _of_words(match.groupdict())
    match = re.fullmatch(r"(spring|summer|autumn|fall|winter),? (?:of )?(\d{4})", text, re.IGNORECASE)
    return _certain(f"{match[2]}-{SEASONS[match[1].casefold()]}") if match else None


def _of_words(found: dict[str, str]) -> Guess | None:
    year, month = _year(found["year"]), MONTH_NAMES[found["month"][:3].casefold()]
    if not found.get("day"):
        return _certain(f"{year}-{month:02d}")
    whole = f"{year}-{month:02d}-{int(found['day']):02d}"
    day = int(found["day"])
    return _certain(whole) or Guess(f"There is no {day} {MONTHS[month - 1]} {year}. Look it up in the paper.")


def _days_of_a_month(text: str) -> Guess | None:
    """Read 2016-09-14/15 and 14-15 September 2016."""
    if match := re.fullmatch(r"(\d{4}-\d\d)-(\d\d) ?(?:/|-|to|and) ?(\d\d)", text):
        return _certain(f"{match[1]}-{match[2]}/{match[1]}-{match[3]}")
    first = r"(?P<first>\d{1,2})(?:st|nd|rd|th)?"
    match = re.fullmatch(rf"{first} ?(?:-|/|&|to|and) ?{DAY} {MONTH},? {YEAR}", text, re.IGNORECASE)
    if match is None:
        return None
    month = f"{_year(match['year'])}-{MONTH_NAMES[match['month'][:3].casefold()]:02d}"
    return _certain(f"{month}-{int(match['first']):02d}/{month}-{int(match['day']):02d}")


def _in_part(text: str) -> Guess | None:
    """Read early 2016, Q3 2016, 14 September: less, or more, than a date can say."""
    if match := re.fullmatch(r"(early|mid|late|end of|beginning of)[ -](\d{4})", text, re.IGNORECASE):
        return Guess(f"Write {match[2]}, and say “{match[1].casefold()}” in a note")
    if match := re.fullmatch(r"Q([1-4]),? ?(\d{4})|(\d{4})[ -]?Q([1-4])", text, re.IGNORECASE):
        number, year = int(match[1] or match[4]), match[2] or match[3]
        months = f"{year}-{3 * number - 2:02d}/{year}-{3 * number:02d}"
        return Guess(f"Write the months it has: {months}, where quarters are counted from January")
    if match := re.fullmatch(rf"{WEEKDAY}{DAY} (?:of )?{MONTH}", text, re.IGNORECASE):
        day = f"{MONTH_NAMES[match['month'][:3].casefold()]:02d}-{int(match['day']):02d}"
        return Guess(f"Write the year too, and first: 2017-{day}")
    return None


def _roman(text: str) -> Guess | None:
    match = re.fullmatch(r"(\d{1,2})[. /-]+([ivx]+)[. /-]+(\d{4})", text, re.IGNORECASE)
    if match and match[2].casefold() in ROMAN:
        return _certain(f"{match[3]}-{ROMAN.index(match[2].casefold()) + 1:02d}-{int(match[1]):02d}")
    return None


def _loosely(text: str) -> Guess | None:
    """Read a date with signs too many or too few: (2016-09-14), 2016 - 09 - 14, 2016-0914."""
    if joined := re.fullmatch(r"(\d{4}-\d\d(?:-\d\d)?)-(\d{4}-\d\d(?:-\d\d)?)", text):
        return _certain(f"{joined[1]}/{joined[2]}")
    plain = re.sub(r" *-+ *", "-", text.strip("()[]{}<>.,;:'\"“”‘’*_ "))
    plain = re.sub(r"^(\d{4})-?(\d\d)-?(\d\d)$", r"\1-\2-\3", plain)
    return _certain(plain) or of_date(plain) if plain != text else None


def _about(text: str) -> Guess | None:
    before = r"(?:c\.? ?|ca\.? ?|circa |about |around |approx\.? |~ ?)"
    match = re.fullmatch(rf"{before}(.+)|(.+?) ?[?~]", text, re.IGNORECASE)
    if not match:
        return None
    inner = match[1] or match[2]
    found = of_date(inner) if not _real(inner) else None
    plain = found.instead if found else inner
    return _certain(f"{plain}~")


def _ends(text: str) -> Guess | None:
    """Read a stretch of days written with words: from … to …, since …, until …."""
    between = r"(?: to | and | until |--| - |\.\.|/)"
    match = re.fullmatch(rf"(?:from |between )?(.+?) ?{between} ?(.+)", text, re.IGNORECASE)
    if match and (ends := [_plain(match[1]), _plain(match[2])]) and all(ends):
        start, end = (dates.parse(str(one)) for one in ends)
        turned = start.earliest and end.latest and end.latest < start.earliest
        return _certain(f"{ends[1]}/{ends[0]}" if turned else f"{ends[0]}/{ends[1]}")
    match = re.fullmatch(r"(?:from|since|after) (.+?)(?: onwards?)?", text, re.IGNORECASE)
    if match and (plain := _plain(match[1])):
        return _certain(f"{plain}/..")
    match = re.fullmatch(r"(?:until|till|to|before|by) (.+)", text, re.IGNORECASE)
    return _certain(f"../{plain}") if match and (plain := _plain(match[1])) else None


def _plain(text: str) -> str:
    """Give one end of a stretch as a date, or nothing."""
    if _real(text):
        return text
    found = of_date(text)
    return found.instead if found else ""


def _serial(text: str) -> Guess | None:
    """Read the number that a spreadsheet keeps instead of a date."""
    if re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?", text):
        day = SPREADSHEET + timedelta(int(text.partition(".")[0]))
        return Guess(f"This is a spreadsheet’s number for a day. Write {day}", day.isoformat())
    return None


def _letters(text: str) -> Guess | None:
    """Read a letter O or l that stands for a nought or a one."""
    mended = text.translate(str.maketrans("OoIl", "0011"))
    return _certain(mended) if mended != text and re.fullmatch(r"[\d-]+", mended) else None


DATE_GUESSES: tuple[Callable[[str], Guess | None], ...] = (
    _serial, _numbers, _named, _long_years, _year_first, _words, _days_of_a_month, _letters, _about, _ends,
    _in_part, _roman, _loosely,
)  # fmt: skip


HALF = r"(?: ?(?P<half>[ap])\.? ?m\.?)?(?: ?(?:hrs|hours|h|o.clock))?"
TIMES = (
    re.compile(rf"(?P<hour>\d{{1,2}})(?: ?[:.;,h-] ?(?P<minute>\d{{1,2}}))?(?:[:.]00)?{HALF}"),
    re.compile(rf"(?P<hour>\d{{2}})(?P<minute>\d{{2}}){HALF}"),
)


def of_time(written: str) -> Guess | None:
    """Guess the time of day that is meant."""
    text = " ".join(written.casefold().split())
    if re.search(r"\d", text) and re.fullmatch(r"[\dol][\dol]?[:.][\dol]{2}", text):
        text = text.translate(str.maketrans("ol", "01"))
    if text in ("noon", "midday", "12 noon"):
        return Guess("Write 12:00", "12:00")
    if both := re.fullmatch(r"(.*\d.*?) ?(?:-|–|to|until) ?(.*\d.*)", text):
        ends = [of_time(both[1]), of_time(both[2])]
        if all(end and end.instead for end in ends):
            start, end = (one.instead if one else "" for one in ends)
            return Guess(f"These are two times: write start_time: {start} and end_time: {end}")
    found = next((match for pattern in TIMES if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    hour, minute = int(found["hour"]), found["minute"] or "00"
    if len(minute) == 1:
        return Guess(f"Write the minutes with two digits: {hour:02d}:{minute}0 or {hour:02d}:0{minute}")
    return _of_parts(hour, int(minute), found["half"], exact=len(found["hour"]) > 1)


def _of_parts(hour: int, minute: int, half: str | None, *, exact: bool) -> Guess | None:
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - hours and minutes of a day
        return Guess("A day has the hours 00 to 23, and an hour the minutes 00 to 59.")
    found = f"{hour:02d}:{minute:02d}"
    if half or exact:
        return Guess(f"Write {found}", found)
    return Guess(f"Write {found} for the morning, or {hour + NOON:02d}:{minute:02d} for the evening")
