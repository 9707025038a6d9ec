"""What a person or body was called: on a day, in a paper, or in this record."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.dates import When, tenure
from generator.records.entries import OtherName
from generator.records.kinds import Organization, Person


def name_on(written: Organization | Person, when: When | None, papers: Collection[str] = ()) -> str:
    """Choose the name dated for the day, else the one the page's own papers use, else the record's."""
    other = _other_name(written, when, papers)
    return other.name if other else written.name


def _other_name(
    written: Organization | Person, when: When | None, papers: Collection[str]
) -> OtherName | None:
    day = when.earliest if when else None
    for other in written.other_names:
        dated = other.start_date or other.end_date
        if day and dated and tenure(other.start_date, other.end_date).holds(day):
            return other
    for other in written.other_names:
        # A form with a small first letter, as “the Authority”, describes and does not name.
        if other.name[0].islower():
            continue
        if any(citation.document in papers for citation in other.used_in):
            return other
    return None


def styled(written: Any) -> str:
    """Print a person's name with title and honours, as this record has them."""
    parts = (written.honorific_prefix, written.name, written.honorific_suffix)
    return " ".join(part for part in parts if part)


def styled_on(written: Person, when: When | None, papers: Collection[str]) -> str:
    """Print a person's name as the page's own paper styles it, else without later honours."""
    other = _other_name(written, when, papers)
    if other is None:
        return styled(written)
    return styled(other)
