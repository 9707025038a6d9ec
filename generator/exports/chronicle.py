"""The timeline as data: everything dated, in order, one line each."""

from __future__ import annotations

from typing import Any

from generator.dates import When
from generator.exports.stock import SHAPE_VERSION, Stock, filled, json_file
from generator.timeline import Moment

PATHS = ("data/timeline.json",)


def files(stock: Stock) -> dict[str, bytes]:
    """Write every moment of the record, in order of time."""
    site = stock.site
    found = {
        **filled(version=SHAPE_VERSION, title=site.title, licence=site.licence),
        "moments": [moment(stock, one) for one in stock.timeline.moments],
    }
    return {PATHS[0]: json_file(found)}


def moment(stock: Stock, one: Moment) -> dict[str, Any]:
    """Describe one dated thing; what was planned is told apart from what happened."""
    return filled(
        id=one.id,
        kind=one.kind,
        label=one.label,
        title=one.title,
        **dated(one.when),
        status="planned" if one.is_planned else "actual",
        state=one.status,
        summary=stock.words(one.line),
        record=one.node.home.key,
        entry=one.node.key if one.node.parent is not None else None,
        address=stock.address(one.node),
        bodies=[node.key for node in one.bodies],
        people=[node.key for node in one.people],
        topics=[node.key for node in one.topics],
        led_to=[node.key for node in one.led_to],
        sources=stock.named(one.citations),
    )


def dated(when: When | None) -> dict[str, Any]:
    """Describe a date: as written, the first and last day it can mean, and how far it is known."""
    if when is None:
        return {}
    return filled(
        date=when.text,
        earliest=when.earliest.isoformat() if when.earliest else None,
        latest=when.latest.isoformat() if when.latest else None,
        precision=when.precision,
        approximate=when.approximate or None,
    )
