"""Statements carry their sources, and quotations are short."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole, records
from generator.problems import Problem
from generator.records.entries import Citation, Quotation

LONGEST_QUOTATION = 25


def ensure_statements_have_sources(whole: Whole) -> Iterator[Problem]:
    """Ensure each statement with a date, number or judgement says where it stands."""
    for statement in whole.graph.statements:
        if not statement.has_source:
            words = statement.words[:60]
            hint = "Add sources: [document#place], or [@document, place] after the sentence."
            message = f"no source for “{words}”"
            yield Problem("statement-without-source", message, statement.place, hint)


def ensure_quotations_are_short(whole: Whole) -> Iterator[Problem]:
    """Ensure no quotation is longer than the words a citation may carry."""
    for node in records(whole.graph):
        for spot in (*node.record.spots_of(Quotation), *node.record.spots_of(Citation)):
            text = _quoted(spot.value)
            if text and len(text.split()) > LONGEST_QUOTATION:
                hint = f"Quote {LONGEST_QUOTATION} words or fewer and say the rest in your own."
                message = f"this quotation has {len(text.split())} words"
                yield Problem("quotation-too-long", message, node.record.place(spot.path), hint)


def _quoted(value: object) -> str | None:
    if isinstance(value, Quotation):
        return value.text
    return value.quote if isinstance(value, Citation) else None
