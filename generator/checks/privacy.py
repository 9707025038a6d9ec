"""Nothing personal stands in the record, or in a draft of it: the repository may be public too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.cache import lasting
from generator.checks.whole import Whole
from generator.dates import MONTHS
from generator.problems import Place, Problem
from generator.records import Record

MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# Bounded, so that no text can keep the search busy: a text in YAML may be wrapped and indented.
GAP = r"\s{1,20}"
WRAPPED = r"\n {0,20}"
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?{GAP}(?:of{GAP})?(?:{MONTH}),?{GAP}\d{{4}}"
    rf"|(?:{MONTH}){GAP}\d{{1,2}},?{GAP}\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
# The letters that British postcodes begin with.
AREA = re.compile(
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    r"|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?"
    r"|YO|ZE"
)
STREET = (
    rf"\d{{1,4}}[A-Za-z]?,?{GAP}(?:[A-Z][\w’']{{1,30}}{GAP}){{1,3}}"
    r"(?:Road|Street|Avenue|Lane|Close|Drive|Crescent|Gardens|Way|Court"
    r"|Place|Terrace|Grove|Hill|Square|Mews|Rise|Walk|Row|Approach|Parade|Green|Vale|Wharf|Quay|Yard|Chase"
    r"|Croft|Villas|Cottages|Mansions|Broadway|Rd|St|Ave)\b"
)
HOUSE = re.compile(rf"\d[A-Za-z]?,?{GAP}[A-Z]")
# What may stand between the digits of a telephone number.
BETWEEN = rf"(?:[ .\u00a0\u2013-]|{WRAPPED})?"
FEWEST_DIGITS, MOST_DIGITS = 10, 14


def _is_postcode(text: str) -> bool:
    letters = re.match(r"[A-Z]+", text.upper())
    return letters is not None and AREA.fullmatch(letters[0]) is not None


def _is_as_long_as_a_number(text: str) -> bool:
    return FEWEST_DIGITS <= sum(sign.isdigit() for sign in text) <= MOST_DIGITS


@dataclass(frozen=True, slots=True)
class Sign:
    """What personal data looks like: its form, what else is true of it, and the kinds of file it counts in.

    `trace` is in every text that has the form, and found ten times as fast: it begins with a sign, and
    with no look at the sign before.
    """

    what: str
    trace: re.Pattern[str]
    form: re.Pattern[str]
    is_one: Callable[[str], bool] = bool
    only_in: str = ""
    not_in: str = ""


SIGNS = (
    Sign(
        "an e-mail address",
        re.compile(r"@[\w-]+\.[\w.]{2}"),
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.]{2,}"),
        # There it says how readers reach those who keep the record.
        not_in="site",
    ),
    Sign(
        "an e-mail address",
        re.compile(r"[(\[] ?at ?[)\]]", re.IGNORECASE),
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[] ?at ?[)\]] ?[\w-]{1,64}(?:\.| ?[(\[] ?dot ?[)\]] ?)[\w.]{2,}",
            re.IGNORECASE,
        ),
    ),
    Sign(
        "a telephone number",
        re.compile(rf"[0+](?:(?:[ .()\u00a0\u2013-]{{0,3}}|{WRAPPED})\d){{9}}"),
        re.compile(
            rf"(?<![\w£.,/-])(?:(?:\+|00)44{BETWEEN}(?:\(0\){BETWEEN})?\(?\d{{2,4}}|\(?0\d{{2,4}})\)?"
            rf"(?:{BETWEEN}\d{{2,4}}){{2,3}}(?!\w)"
        ),
        _is_as_long_as_a_number,
        not_in="site",
    ),
    Sign(
        "a postcode",
        re.compile(rf"\d[A-Za-z\d]?(?: |{WRAPPED})?\d[A-Za-z]{{2}}"),
        re.compile(
            rf"(?<![\w-])[A-Za-z]{{1,2}}\d[A-Za-z\d]?(?: |{WRAPPED})?"
            r"\d(?!st|nd|rd|th)[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![\w-])"
        ),
        _is_postcode,
    ),
    Sign(
        "a National Insurance number",
        re.compile(r"\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d]"),
        re.compile(r"(?<![\w-])[A-Za-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d](?![\w-])"),
    ),
    Sign(
        "a date of birth",
        re.compile(r"[Bb]irth|BIRTH|born|Born|d\.?[Oo]\.?[Bb]|D\.?[Oo]\.?[Bb]|b\. ?\d"),
        re.compile(
            rf"\b(?:[Dd]ate{GAP}[Oo]f{GAP}[Bb]irth|DATE OF BIRTH|[Dd]\.?[Oo]\.?[Bb]\b\.?|[Bb]orn"
            rf"|[Bb]irth ?(?:date|day)|b\.)"
            rf"(?:{GAP}(?:on|is|was|of|the)){{0,3}}(?:{GAP})?[:,(]?(?:{GAP})?{DAY}"
        ),
    ),
    Sign(
        "a home address",
        HOUSE,
        re.compile(
            rf"\b(?:[Ll]iv(?:es?|ed|ing)|[Rr]esid(?:es?|ed|ing|ent)|[Hh]ome(?:{GAP}address)?)\b"
            rf"[^.;\n]{{0,20}}?\s{STREET}"
        ),
    ),
    # In the file of a person a number and a street are somebody's home; elsewhere they may be a library's.
    Sign("a home address", HOUSE, re.compile(rf"\b{STREET}"), only_in="people"),
)


def ensure_no_personal_data(whole: Whole) -> Iterator[Problem]:
    """Ensure no contact details, home address, date of birth or insurance number is in the content."""
    for record in whole.written:
        for what, line, column in _found_in(record):
            hint = "Contact details and private facts do not belong in the record. Take it out."
            place = Place(record.parsed.path, line, column)
            yield Problem("personal-data", f"this looks like {what}", place, hint)


@lasting
def _found_in(record: Record) -> tuple[tuple[str, int, int], ...]:
    return found_in(record.parsed.file.text, record.kind)


def found_in(text: str, kind: str) -> tuple[tuple[str, int, int], ...]:
    """Find what a text has of personal data, with its line and column."""
    matches = [
        (match.start(), sign.what)
        for sign in SIGNS
        if sign.only_in in ("", kind) and sign.not_in != kind and sign.trace.search(text)
        for match in sign.form.finditer(text)
        if sign.is_one(match[0])
    ]
    found, line, at = [], 1, 0
    for start, what in sorted(matches):
        line += text.count("\n", at, start)
        at = start
        found.append((what, line, start - text.rfind("\n", 0, start)))
    return tuple(found)
