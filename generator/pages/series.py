"""A measure's values: each row of them as a table, and as a small chart where they are numbers."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from generator.graph import Node
from generator.pages import blocks, sums
from generator.pages.blocks import facts
from generator.pages.charts import Bar, bars
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.views import Block, Line, Made, Section, Table

LEAST_BARS = 2


def series_tables(scribe: Scribe, node: Node) -> tuple[Markup, tuple[Table, ...], tuple[Block, ...]]:
    """Show a measure's series: charts, tables, and what is to be said of single values."""
    tables, pictures, remarks = [], [], []
    all_single = len(node.written.series) > 1 and all(len(one.points) == 1 for one in node.written.series)
    if all_single:
        tables.append(_one_table(scribe, node))
    for series in node.written.series:
        if not all_single:
            tables.append(_table(scribe, series, node.written.unit))
            pictures.append(_chart(series, node.written.unit))
        for point in (series, *series.points):
            if point.note or point.sources_differ or point.absent:
                title = escape(getattr(point, "title", None) or _label(scribe, point))
                remarks.append(
                    Block(
                        title=title,
                        note=scribe.inline(point.note),
                        differences=blocks.differences(scribe, point),
                        absences=blocks.absences(scribe, point),
                    )
                )
    return Markup("").join(pictures), tuple(tables), tuple(remarks)


def _label(scribe: Scribe, point: Any) -> Markup:
    parts = [escape(point.category or ""), scribe.date(point.date)]
    return Markup(", ").join(part for part in parts if part)


def _value(point: Any) -> Markup:
    if point.value is None:
        return escape(point.value_as_written or "not stated")
    figure = sums.number(point.value)
    if point.value_as_written and point.value_as_written != figure:
        return html("{} ({})", figure, point.value_as_written)
    return escape(figure)


def _table(scribe: Scribe, series: Any, unit: str) -> Table:
    refs = scribe.cite(series.sources)
    rows = tuple(
        Line((_label(scribe, point), _value(point) + scribe.cite(point.sources) + refs))
        for point in series.points
    )
    return Table(series.title, ("For", unit.capitalize()), rows, numeric=True, anchor=series.id)


def _one_table(scribe: Scribe, node: Node) -> Table:
    """One table for a measure whose rows have one value each."""
    rows = tuple(
        Line(
            (
                series.title,
                _label(scribe, series.points[0]),
                _value(series.points[0]) + scribe.cite([*series.points[0].sources, *series.sources]),
            ),
            series.id,
        )
        for series in node.written.series
    )
    return Table(node.title, ("What", "For", node.written.unit.capitalize()), rows, numeric=True)


def _chart(series: Any, unit: str) -> Markup:
    """A bar for each number; none where there is only one, which needs no picture."""
    found = [
        Bar(str(point.category or point.date or ""), float(point.value), sums.number(point.value))
        for point in series.points
        if point.value is not None
    ]
    if len(found) < LEAST_BARS:
        return Markup("")
    return bars(f"{series.title} ({unit})", tuple(found))


def measure(scribe: Scribe, node: Node) -> Made:
    """Show a measure: its charts and tables."""
    written = node.written
    shown = facts(
        ("Unit", written.unit),
        ("Scope", written.scope),
        ("Of", scribe.reference(written.body, node, "boards", "organizations")),
    )
    pictures, tables, remarks = series_tables(scribe, node)
    return shown, (Section("values", "Values", picture=pictures, tables=tables, blocks=remarks),)
