"""Pictures drawn at build as SVG: each repeats in bars what a table beside it says in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.markup import html

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
    return html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        height,
        f"Bar chart: {title}. The table below has the same values.",
        drawn,
    )


def _bar(bar: Bar, index: int, most: float) -> Markup:
    top = index * (BAR + GAP)
    length = round((WIDTH - LABEL - VALUE) * bar.value / most, 1)
    label = bar.label if len(bar.label) <= CHARACTERS else f"{bar.label[: CHARACTERS - 1]}…"
    return html('<text x="{}" y="{}" class="label">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}" class="value">{}</text>',
        0, top + 18, label, LABEL, top, max(length, 1), BAR, LABEL + length + 8, top + 18, bar.words,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """A month of the year strip: its name, its count, and where its link leads."""

    label: str
    count: int
    address: str


STRIP_WIDTH, STRIP_HEIGHT = 12, 64
# How high the strip is on the page, above the names of the years.
STRIP_SHOWN = 74
MOST_YEARS = 6


def strip(title: str, months: tuple[Strip, ...]) -> Markup:
    """Draw a strip of months: each bar a link to its month, as high as it has events.

    The bars are for the pointer. The table of the same figures has a link for each too, so that the Tab key
    need not pass over every month on the way to the list.
    """
    most = max((month.count for month in months), default=0) or 1
    drawn = Markup("").join(_strip_bar(month, index, most) for index, month in enumerate(months))
    bars = html(
        '<svg viewBox="0 0 {} {}" width="100%" height="{}" preserveAspectRatio="none">'
        '<rect class="ground" width="100%" height="100%"/>{}</svg>',
        STRIP_WIDTH * len(months), STRIP_HEIGHT, STRIP_SHOWN, drawn,
    )  # fmt: skip
    return html(
        '<svg class="strip" role="group" aria-label="{}">{}'
        '<rect class="foot" y="{}" width="100%" height="2"/>{}</svg>',
        title, bars, STRIP_SHOWN, _strip_years(months),
    )  # fmt: skip


def _strip_years(months: tuple[Strip, ...]) -> Markup:
    """Name the years under the strip, as many of them as there is room for on a phone."""
    years = len(months) // 12
    step = -(-years // MOST_YEARS)
    return Markup("").join(
        html(
            '<text x="{}%" y="{}" aria-hidden="true">{}</text>',
            round(100 * year / years, 2), STRIP_SHOWN + 18, months[12 * year].label.rpartition(" ")[2],
        )
        for year in range(0, years, step)
    )  # fmt: skip


def _strip_bar(month: Strip, index: int, most: int) -> Markup:
    width = STRIP_WIDTH
    height = round((STRIP_HEIGHT - 4) * month.count / most, 1)
    if not month.count:
        return Markup("")
    words = f"{month.label}: {month.count} {'event' if month.count == 1 else 'events'}"
    return html('<a href="{}" tabindex="-1" aria-label="{}"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}"/></a>',
        month.address, words, words,
        index * width + 1, STRIP_HEIGHT - height, width - 2, height,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram: its words; the links stand in the list beside the picture."""

    words: str


BOX_WIDTH = 200
BOX_HEIGHT = 58
BOX_GAP = 20
ROW_GAP = 34
ACROSS = 3
LINE = 22


def tree(title: str, above: tuple[Box, ...], here: Box, below: tuple[Box, ...]) -> Markup:
    """Draw what stands over a body and under it; the list beside the picture says the same."""
    rows = [*_rows(above), (here,), *_rows(below)]
    middle = len(_rows(above))
    height = len(rows) * (BOX_HEIGHT + ROW_GAP) - ROW_GAP
    corners = [
        (box, row, _corner(row, place, len(boxes)))
        for row, boxes in enumerate(rows)
        for place, box in enumerate(boxes)
    ]
    lines = Markup("").join(_line(corner, row, middle) for _, row, corner in corners if row != middle)
    boxes = Markup("").join(_box(box, *corner, here=box is here) for box, _, corner in corners)
    return html(
        '<svg class="tree" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        height,
        title,
        lines,
        boxes,
    )


def _line(corner: tuple[float, float], row: int, middle: int) -> Markup:
    """Draw the thread from a box to the row of the body itself, round the corner where it must."""
    left, top = corner
    from_above = row < middle
    start = top + BOX_HEIGHT if from_above else top
    turn = start + ROW_GAP / 2 if from_above else start - ROW_GAP / 2
    end = middle * (BOX_HEIGHT + ROW_GAP) + (0 if from_above else BOX_HEIGHT)
    return html(
        '<path class="thread" d="M{} {}V{}H{}V{}"/>', left + BOX_WIDTH / 2, start, turn, WIDTH / 2, end
    )


def _rows(boxes: tuple[Box, ...]) -> list[tuple[Box, ...]]:
    return [boxes[start : start + ACROSS] for start in range(0, len(boxes), ACROSS)]


def _corner(row: int, place: int, count: int) -> tuple[float, float]:
    width = count * BOX_WIDTH + (count - 1) * BOX_GAP
    return (WIDTH - width) / 2 + place * (BOX_WIDTH + BOX_GAP), row * (BOX_HEIGHT + ROW_GAP)


def _box(box: Box, left: float, top: float, *, here: bool) -> Markup:
    lines = _wrapped(box.words)
    first = top + BOX_HEIGHT / 2 + 5 - 9 * (len(lines) - 1)
    words = Markup("").join(
        html('<text x="{}" y="{}">{}</text>', left + BOX_WIDTH / 2, first + 18 * index, line)
        for index, line in enumerate(lines)
    )
    shape = html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="3"{}/>',
        left,
        top,
        BOX_WIDTH,
        BOX_HEIGHT,
        Markup(' class="here"') if here else "",
    )
    return shape + words


def _wrapped(words: str) -> list[str]:
    """Break words into two lines at most."""
    if len(words) <= LINE:
        return [words]
    cut = words.rfind(" ", 0, LINE + 1)
    cut = cut if cut > 0 else LINE
    rest = words[cut:].strip()
    return [words[:cut], rest if len(rest) <= LINE else f"{rest[: LINE - 1].rstrip()}…"]


KNOT_STEP = 62
KNOT_HEIGHT = 26


def thread(there: tuple[bool, ...]) -> Markup:
    """Draw a throughline as knots on a thread: full where something is recorded, open where not."""
    width = KNOT_STEP * len(there)
    knots = Markup("").join(
        html(
            '<circle cx="{}" cy="{}" r="8"{}/>',
            KNOT_STEP / 2 + KNOT_STEP * index,
            KNOT_HEIGHT / 2,
            "" if full else Markup(' class="open"'),
        )
        for index, full in enumerate(there)
    )
    return html(
        '<svg class="thread" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<path d="M{} {}H{}"/>{}</svg>',
        width,
        KNOT_HEIGHT,
        KNOT_STEP / 2,
        KNOT_HEIGHT / 2,
        width - KNOT_STEP / 2,
        knots,
    )
