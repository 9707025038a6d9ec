"""What libyaml's complaints mean in a clerk's words, with the mended line where it is certain.

A mended line is certain when the file can be read with it: each reading of what went wrong is tried
on the text, and the first that makes it readable is the one that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml
from yaml._yaml import CParser
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.parsing.found import Found, indent_of, parent
from generator.parsing.layout import LAYOUT
from generator.parsing.oversights import overlooked
from generator.parsing.signs import SIGNS
from generator.problems import Place, Problem

TESTS = (*SIGNS, *LAYOUT)
# How many rows above libyaml's mark are looked at, and up to which size a text is tried again.
NEAR = 8
LARGEST_TRIED = 100_000
MOST_TRIED = 60
UNCLOSED = ("yaml-unclosed-quote", "yaml-unclosed-bracket")
# A value whose quote is not closed on its line, and a line that is a field of its own.
OPEN_QUOTE = re.compile(r"(?::|-) +(?:\"[^\"]*|'[^']*)$")
FIELD = re.compile(r" *(?:- )?[\w-]+:(?: |$)")


def explain(path: str, text: str, error: yaml.YAMLError, offset: int) -> Problem:
    """Translate a YAML error of `text`, whose first line is line `offset` of its file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    if mark is None:
        return _unreadable_sign(path, text, offset)
    row = min(mark.line, len(lines) - 1)
    readings = list(_readings(lines, _rows(lines, row, error), str(error)))
    if len(text) <= LARGEST_TRIED and (best := _readable(lines, readings, row)):
        return best.problem(path, offset, certain=True)
    # What may be wrong where libyaml gave up is likelier than what may be wrong far above, but for what is
    # opened there: it swallows all that follows.
    if told := min(
        (one for one in readings if not one.is_guess),
        key=lambda one: row - one.row > 1 and one.code not in UNCLOSED,
        default=None,
    ):
        return told.problem(path, offset, certain=False)
    message = f"the file cannot be read past this line ({_short(error)})"
    hint = "Look at this line and the one before: indent, colon, quotes, brackets."
    return Problem("yaml-syntax", message, Place(path, row + offset, mark.column + 1), hint)


def _short(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", "") or "not YAML")


def _rows(lines: list[str], row: int, error: yaml.YAMLError) -> tuple[int, ...]:
    """List the rows that may hold the mistake, the likeliest first."""
    context = getattr(error, "context_mark", None)
    starts = [context.line] if context and "simple key" in str(error) else []
    if context and "quoted scalar" in str(error):
        starts = [context.line]
    rows = [*starts, *range(row, max(-1, row - NEAR), -1)]
    if (over := parent(lines, row)) is not None:
        rows += [over, over + 1]
    # An opened quote or bracket can be far above the line where libyaml gives up.
    opened = (at for at in range(row, -1, -1) if re.search(r"(?::|-) +[\"'\[{]", lines[at]))
    rows += [at for at, _ in zip(opened, range(NEAR), strict=False)]
    rows += [at for at in range(row) if OPEN_QUOTE.search(lines[at]) and FIELD.match(lines[at + 1])][:NEAR]
    return tuple(dict.fromkeys(at for at in rows if at < len(lines)))


def _readings(lines: list[str], rows: tuple[int, ...], error: str) -> Iterator[Found]:
    """Offer every reading of what went wrong, the most exact tests first, the nearest rows first."""
    for test in TESTS:
        for row in rows:
            if lines[row].strip():
                yield from test(lines, row, error)


def _readable(lines: list[str], readings: list[Found], row: int) -> Found | None:
    """Choose the first reading with which all of the text can be read, or more of it."""
    further: Found | None = None
    for number, reading in enumerate(readings[:MOST_TRIED]):
        if reading.is_decisive:
            return reading
        stop = _stop_with(lines, reading)
        if stop is None:
            rivals = readings[number + 1 : MOST_TRIED] if reading.code == "yaml-indent" else []
            return _without_rival(lines, reading, rivals)
        if stop > row + 1 and further is None:
            further = reading
    return further


def _without_rival(lines: list[str], reading: Found, others: list[Found]) -> Found:
    """Offer both indents where two of them make the file readable: then neither is certain."""
    rivals = (
        one for one in others
        if (one.code, one.row) == (reading.code, reading.row) and one.mended != reading.mended
    )  # fmt: skip
    rival = next((one for one in rivals if _stop_with(lines, one) is None), None)
    if rival is None or not reading.is_guess:
        return reading
    few, many = sorted((indent_of(reading.mended), indent_of(rival.mended)))
    hint = f"Give it as many spaces in front as the lines it belongs with: {few} or {many}."
    return replace(reading, hint=hint, mended="")


def _stop_with(lines: list[str], reading: Found) -> int | None:
    """Tell the row at which the text cannot be read when a line is mended; None where all can be."""
    if not reading.mended:
        return 0
    tried = "\n".join([*lines[: reading.row], reading.mended, *lines[reading.row + 1 :]])
    stop = _stops_at(tried)
    return reading.row if stop is None and any(overlooked(tried, thoroughly=True)) else stop


def _stops_at(text: str) -> int | None:
    """Tell the row at which libyaml gives up, or a field stands twice; None where neither is."""
    parser, groups = CParser(text), _Groups()
    try:
        while (event := parser.get_event()) is not None:
            if groups.has_twice(event) and event.start_mark:
                return event.start_mark.line
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return int(mark.line) if mark else 0
    return None


@dataclass(slots=True)
class _Groups:
    """The groups and lists around an event: for each group its fields so far, and if a value is next."""

    around: list[tuple[set[str] | None, bool]] = field(default_factory=list)

    def has_twice(self, event: Event) -> bool:
        """Follow an event, and tell whether it is a field that its group has already."""
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.around.pop()
            return False
        twice = False
        if self.around and isinstance(event, NodeEvent):
            fields, is_value = self.around[-1]
            if fields is not None:
                twice = not is_value and isinstance(event, ScalarEvent) and event.value in fields
                if not is_value and isinstance(event, ScalarEvent):
                    fields.add(event.value)
                self.around[-1] = (fields, not is_value)
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self.around.append((set() if isinstance(event, MappingStartEvent) else None, False))
        return twice


def _unreadable_sign(path: str, text: str, offset: int) -> Problem:
    bad = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return control_character(path, text, bad.start() if bad else 0, offset)


def control_character(path: str, text: str, at: int, offset: int) -> Problem:
    """Report an invisible character at a position of a text."""
    line = text.count("\n", 0, at)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    message = "there is an invisible control character here"
    hint = "Delete the character; it often comes from copying out of a PDF."
    whole = text[start : end if end >= 0 else len(text)]
    mended = whole[: at - start] + whole[at - start + 1 :]
    place = Place(path, line + offset, at - start + 1)
    return Problem("yaml-control-character", message, place, hint, mended=mended)
