"""What documents, measures, the glossary and the settings consist of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.records.entries.base import Entry, Model
from generator.records.fields import Day, Destination, Line, LocalId, Locator, Number, Prose, Ref, When, Whole


class OutlinePlace(Model):
    """One place in a document that can be cited."""

    id: Locator = Field(description="The id citations use: 5.7.12-second.")
    printed: Line | None = Field(None, description="As printed, where that differs from the id.")
    heading: Line | None = Field(None, description="The heading, where the place has one.")
    begins: Line | None = Field(None, description="The first words of a paragraph, seven at most.")
    page: Line | None = Field(None, description="The printed page.")
    note: Line | None = Field(None, description="A repeated number, a place that breaks off.")


class KnownFrom(Entry):
    """How a document that we have not read is known."""

    text: Prose | None = Field(None, description="What the other paper says of it.")


class Point(Entry):
    """One value of a measure."""

    date: When | None = Field(None, description="The day or period it is for.")
    category: Line | None = Field(None, description="The category, where it is not for a date.")
    value: Number | None = Field(None, description="The number.")
    value_as_written: Line | None = Field(None, description="As printed, where that says more.")


class Series(Entry):
    """A row of values that belong together."""

    id: LocalId = Field(description="Permanent id, unique in this file.")
    title: Line = Field(description="What the row shows.")
    points: tuple[Point, ...] = Field(min_length=1, description="The values.")


class Term(Entry):
    """A word or acronym and what it means."""

    id: LocalId = Field(description="Permanent id, unique in this file.")
    term: Line = Field(description="The acronym or word as it stands in text.")
    expansion: Line | None = Field(None, description="What the letters stand for.")
    meaning: Prose | None = Field(None, description="What it means, in plain words.")
    record: Annotated[Line, Ref(back="Explained in the glossary")] | None = Field(
        None, description="The body or plan it names."
    )


class Clock(Entry):
    """A time limit with its legal basis."""

    id: LocalId = Field(description="Permanent id, unique in this file.")
    title: Line = Field(description="The rule in a few words.")
    legal_basis: Line = Field(description="The act and section.")
    months: Whole | None = Field(None, description="Months allowed.")
    working_days: Whole | None = Field(None, description="Working days allowed.")
    text: Prose | None = Field(None, description="When the rule applies.")


class Correction(Entry):
    """Something corrected or removed in this record."""

    id: LocalId = Field(description="Permanent id, unique in this file.")
    date: Day = Field(description="The day it was put right.")
    kind: Literal["corrected", "removed"] = Field(description="Whether something was corrected or removed.")
    what: Prose = Field(description="What was changed.")
    why: Prose = Field(description="Why it was changed.")
    address: Line | None = Field(None, description="The page it concerned: /meetings/x/.")


class Coverage(Model):
    """What this record covers and what it does not."""

    period: When | None = Field(None, description="From when to when it goes: 2016-04/2018-03.")
    includes: Prose | None = Field(None, description="What is in it.")
    excludes: Prose | None = Field(None, description="What is not in it.")


class MenuEntry(Model):
    """One link of the site's navigation."""

    title: Line = Field(description="The words of the link.")
    address: Destination = Field(description="The address: /timeline/, or https://… elsewhere.")


class Accessibility(Model):
    """What the accessibility statement says."""

    conformance: Literal["full", "partial", "not yet assessed"] = Field(
        description="How far the site meets the standard."
    )
    prepared_on: Day = Field(description="When the statement was prepared.")
    reviewed_on: Day | None = Field(None, description="When it was last reviewed.")
    contact: Line | None = Field(None, description="How to report a problem, in words.")
    limits: Prose | None = Field(None, description="What does not work for everyone yet.")
    tested: Prose | None = Field(None, description="How it was tested: by whom, with what, on which pages.")
    enforcement: Prose | None = Field(
        None,
        description="Where to turn if an answer does not help: the body that enforces the law.",
    )
