"""How a sum of money shows: its figure, as printed, with its basis, period and condition."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from generator.graph import Node
from generator.pages.blocks import block, facts
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.views import Block
from generator.records import entries as e


def money_block(scribe: Scribe, home: Node, one: e.Money, *, full: bool = True) -> Block:
    """Show a sum with its basis, period and condition."""
    return block(
        scribe, one, title=amount(one), label="Money", body=escape(one.title),
        facts=facts(
            ("Basis", one.basis),
            ("Period", scribe.date(one.period)),
            ("Phase", one.phase),
            ("Condition", one.condition),
            ("Purpose", scribe.inline(one.purpose)),
            ("Part of", scribe.reference(one.part_of, home, "money")),
        ),
        anchor=one.id if full else "",
    )  # fmt: skip


def amount(one: e.Money) -> Markup:
    """Print a sum as the paper does, with the full figure where that says more."""
    if one.amount is None:
        return escape(one.amount_as_written or "Not stated")
    figure, written = one.figure, one.amount_as_written
    if written and written.replace(",", "") != figure.replace(",", ""):
        return html("{} ({})", _capital(figure), written)
    return escape(_capital(figure))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def number(value: Decimal) -> str:
    """Print a number with commas between thousands, as precisely as it was written."""
    return f"{value:,}"
