"""Texts, dates and places in words, the same on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from generator.dates import When
from generator.graph import Graph, Node
from generator.markdown import Prose, plain_source
from generator.pages.markup import html
from generator.records.entries import OutlinePlace

NUMBERED = re.compile(r"\d+(?:\.\d+)*")


def starts_on_a_day(when: When) -> bool:
    """Tell whether the first day of a date is known."""
    first = when.ends[0] if when.ends else when
    return first is not None and first.is_day


def reading_order(node: Node) -> tuple[date, str, str]:
    """Order dated records by date, and the others by the name they sort under."""
    when = node.when
    name = getattr(node.written, "sort_name", None) or node.title
    return (
        (when.earliest or when.latest or date.max) if when else date.max,
        name.casefold(),
        node.key,
    )


def place_words(place: OutlinePlace) -> str:
    """Say a place of a document as it is printed there."""
    if place.printed:
        return place.printed
    if NUMBERED.fullmatch(place.id):
        return f"paragraph {place.id}"
    return place.heading or place.id


@lru_cache(maxsize=4096)
def date_html(when: When | None) -> Markup:
    """Print a date, marked up for machines as far as it is known."""
    if when is None:
        return Markup("")
    if when.ends:
        start, end = when.ends
        if start is not None and end is not None:
            return _two_dates(when, start, end)
    if when.machine is None:
        return escape(str(when))
    return html('<time datetime="{}">{}</time>', when.machine, str(when))


def _two_dates(when: When, start: When, end: When) -> Markup:
    first, _, second = str(when).partition(" to ")
    parts = [
        html('<time datetime="{}">{}</time>', one.machine, words)
        if one.machine else escape(words)
        for one, words in ((start, first), (end, second))
    ]  # fmt: skip
    return Markup(" to ").join(parts)


def listed(parts: Iterable[Markup]) -> Markup:
    """Join parts as a sentence lists them: a, b and c."""
    some = [part for part in parts if part]
    if not some[1:]:
        return some[0] if some else Markup("")
    return Markup(", ").join(some[:-1]) + Markup(" and ") + some[-1]


def plain(prose: Prose | None, graph: Graph) -> str:
    """Strip a text of its marks, links as the names of what they lead to."""
    if prose is None:
        return ""
    text = re.sub(
        r"\[\[([^\[\]|\n]+)\]\]",
        lambda match: node.title if (node := graph.find(match[1])) else "",
        prose.source,
    )
    return plain_source(text)
