"""Statements carry their sources, and quotations are short."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import each
from generator.graph import Graph, Linked
from generator.problems import Problem
from generator.records.entries import Citation, Quotation

LONGEST_QUOTATION = 25


@each()
def ensure_statements_have_sources(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure each statement with a date, number or judgement says where it stands."""
    for statement in linked.statements:
        if not statement.has_source:
            words = statement.words[:60]
            hint = "Add sources: [document#place], or [@document, place] after the sentence."
            message = f"no source for “{words}”"
            yield Problem("statement-without-source", message, statement.place, hint)


@each()
def ensure_quotations_are_short(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure no quotation is longer than the words a citation may carry."""
    record = linked.node.record
    for spot in (*record.spots_of(Quotation), *record.spots_of(Citation)):
        text = _quoted(spot.value)
        if text and len(text.split()) > LONGEST_QUOTATION:
            hint = f"Quote {LONGEST_QUOTATION} words or fewer and say the rest in your own."
            message = f"this quotation has {len(text.split())} words"
            yield Problem("quotation-too-long", message, record.place(spot.path), hint)


def _quoted(value: object) -> str | None:
    if isinstance(value, Quotation):
        return value.text
    return value.quote if isinstance(value, Citation) else None
