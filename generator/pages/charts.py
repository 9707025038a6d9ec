"""Pictures drawn at build as SVG: each repeats in bars what a table beside it says in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 640
BAR = 26
GAP = 10
LABEL = 190
VALUE = 80
CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, and the value in words."""

    label: str
    value: float
    words: str


def bars(title: str, found: tuple[Bar, ...]) -> Markup:
    """Draw horizontal bars from nought; the title is the picture's text alternative."""
    most = max(bar.value for bar in found) or 1.0
    height = len(found) * (BAR + GAP)
    drawn = Markup("").join(_bar(bar, index, most) for index, bar in enumerate(found))
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, f"Bar chart: {title}. The table below has the same values.", drawn
    )


def _bar(bar: Bar, index: int, most: float) -> Markup:
    top = index * (BAR + GAP)
    length = round((WIDTH - LABEL - VALUE) * bar.value / most, 1)
    label = bar.label if len(bar.label) <= CHARACTERS else f"{bar.label[: CHARACTERS - 1]}…"
    return Markup(
        '<text x="{}" y="{}" class="label">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}" class="value">{}</text>'
    ).format(
        0, top + 18, label, LABEL, top, max(length, 1), BAR, LABEL + length + 8, top + 18, bar.words,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """A month of the year strip: its name, its count, and where its link leads."""

    label: str
    count: int
    address: str


STRIP_HEIGHT = 64


def strip(title: str, months: tuple[Strip, ...]) -> Markup:
    """Draw a strip of months: each bar a link to its month, as high as it has events."""
    most = max((month.count for month in months), default=0) or 1
    width = 12
    drawn = Markup("").join(_strip_bar(month, index, width, most) for index, month in enumerate(months))
    return Markup(
        '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(width * len(months), STRIP_HEIGHT, title, drawn)


def _strip_bar(month: Strip, index: int, width: int, most: int) -> Markup:
    height = round((STRIP_HEIGHT - 4) * month.count / most, 1)
    if not month.count:
        return Markup('<rect class="none" x="{}" y="{}" width="{}" height="2"/>').format(
            index * width + 1, STRIP_HEIGHT - 2, width - 2
        )
    return Markup(
        '<a href="{}" tabindex="-1"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}"/></a>'
    ).format(
        month.address, f"{month.label}: {month.count} {'event' if month.count == 1 else 'events'}",
        index * width + 1, STRIP_HEIGHT - height, width - 2, height,
    )  # fmt: skip
