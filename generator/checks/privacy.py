"""Nothing personal stands in the record, or in a draft of it: the repository may be public too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.whole import Whole
from generator.dates import MONTHS
from generator.problems import Problem
from generator.records import Record

MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH}),?\s+\d{{4}}|(?:{MONTH})\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
# The letters that British postcodes begin with.
AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E"
    "|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M"
    "|NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S"
    "|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
STREET = (
    r"\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w’']+\s+){1,3}(?:Road|Street|Avenue|Lane|Close|Drive|Crescent|Gardens|Way|Court"
    r"|Place|Terrace|Grove|Hill|Square|Mews|Rise|Walk|Row|Rd|St|Ave)\b"
)
PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}"),
    "a telephone number": re.compile(
        r"(?<![\w£.,/-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?\(?\d{2,4}|\(?0\d{2,4})\)?"
        r"(?:[ .\u00a0\u2013-]?\d{2,4}){2,3}(?!\w)"
    ),
    "a postcode": re.compile(
        rf"(?i:(?<![\w-])(?:{AREAS})\d[A-Z\d]? ?\d(?!st|nd|rd|th)[ABD-HJLNP-UW-Z]{{2}})(?![\w-])"
    ),
    "a National Insurance number": re.compile(
        r"(?i:(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])"
    ),
    "a date of birth": re.compile(
        rf"(?i:\b(?:date\s+of\s+birth|d\.?o\.?b\b\.?|born)(?:\s+(?:on|is|was|of|the))*\s*[:,(]?\s*{DAY})"
    ),
    "a home address": re.compile(
        rf"\b(?:[Ll]iv(?:es?|ed|ing)|[Rr]esid(?:es?|ed|ing|ent)|[Hh]ome(?:\s+address)?)\b[^.;\n]{{0,20}}?\s{STREET}"
    ),
}
FEWEST_DIGITS, MOST_DIGITS = 10, 14
IN_A_PERSON = {"a home address": re.compile(rf"\b{STREET}")}


def ensure_no_personal_data(whole: Whole) -> Iterator[Problem]:
    """Ensure no contact details, home address, date of birth or insurance number is in the content."""
    for record in whole.written:
        patterns = PERSONAL | (IN_A_PERSON if record.kind == "people" else {})
        for what, pattern in patterns.items():
            yield from _found(record, what, pattern)


def _found(record: Record, what: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    met: Counter[str] = Counter()
    for match in pattern.finditer(record.parsed.file.text):
        which = met[match[0]]
        met[match[0]] += 1
        if what != "a telephone number" or _is_as_long_as_a_number(match[0]):
            place = record.parsed.place_of_words((), match[0], which)
            hint = "Contact details and private facts do not belong in the record. Take it out."
            yield Problem("personal-data", f"this looks like {what}", place, hint)


def _is_as_long_as_a_number(text: str) -> bool:
    return FEWEST_DIGITS <= sum(sign.isdigit() for sign in text) <= MOST_DIGITS
