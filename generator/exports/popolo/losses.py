"""What Popolo has no words for: every value that was left out or shortened, written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.dates import When
from generator.exports.popolo.days import loses, reduced
from generator.exports.stock import filled

# What is left out of every file, whatever the record holds.
NEVER_CARRIED = {
    "agenda items, papers, questions, requests and declarations": "Popolo has no class for them.",
    "recommendations, responses, actions and status updates": "Popolo has no class for them.",
    "findings, judgements, plans, measures, sums and documents": "Popolo has no class for them; documents "
    "are named as sources.",
    "what is missing and where sources differ": "Popolo has no term for either.",
    "parts of decisions": "A motion has one text, which holds their texts in order.",
    "apologies, absences, substitutes, roles at a meeting, and names that match no person": (
        "A Popolo event names the people who came, and not how."
    ),
    "minutes, frameworks, focus, numbers in a series, dates of publication": "Popolo has no term for them.",
    "seconders, reasons, alternatives, conflicts of interest, key decisions, call-in, effective dates": (
        "Popolo has no term for them."
    ),
    "notes (but those of other names), topics, earlier ids, the glossary, prose pages": (
        "Popolo has no term for them."
    ),
    "links and marks in texts": "Texts are given as plain words.",
}


@dataclass(slots=True)
class Losses:
    """The values that did not fit, in the order they were met."""

    found: list[dict[str, Any]] = field(default_factory=list)

    def add(self, own: str, name: str, written: str, exported: str | None, why: str) -> None:
        """Write down one value that did not fit."""
        self.found.append(filled(id=own, field=name, written=written, exported=exported, why=why))

    def date(self, own: str, name: str, when: When | None) -> str | None:
        """Shorten a date to what Popolo allows, and write down what that loses."""
        if when is None:
            return None
        left = reduced(when)
        if loses(when):
            why = "Popolo dates are a year, a month or a day."
            self.add(own, name, when.text, left, why)
        return left

    def left_out(self, own: str, why: str, **fields: Any) -> None:
        """Write down the fields that hold something Popolo has no term for."""
        for name, value in fields.items():
            if value not in (None, "", (), False):
                self.add(own, name, str(value), None, why)
