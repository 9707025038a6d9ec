"""Nothing personal stands in the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.whole import Whole, records
from generator.problems import Problem

PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}"),
    "a telephone number": re.compile(
        r"(?<![\d£.,/-])(?:\+44[ -]?\(?0?\)?\d{2,4}|\(?0\d{2,4}\)?)[ -]?\d{3,4}[ -]?\d{3,4}\b"
    ),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
    "a National Insurance number": re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
}


def ensure_no_personal_data(whole: Whole) -> Iterator[Problem]:
    """Ensure no e-mail address, telephone number, postcode or insurance number is in the content."""
    for node in records(whole.graph):
        text = node.record.parsed.file.text
        for what, pattern in PERSONAL.items():
            met: Counter[str] = Counter()
            for match in pattern.finditer(text):
                place = node.record.parsed.place_of_words((), match[0], met[match[0]])
                met[match[0]] += 1
                hint = "Contact details do not belong in the record. Take it out."
                yield Problem("personal-data", f"this looks like {what}", place, hint)
