"""What a list can be narrowed by: the choices of each filter, with how many items each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.dates import MONTHS, When
from generator.pages.views import Choice, Filter

Words = Mapping[str, str]
MOST_CHOICES = 150


def filter_of(name: str, title: str, items: Iterable[Words], labels: Words) -> Filter:
    """Make a filter from the values its items carry, by the order of their labels, the commonest of them."""
    counts = Counter(value for data in items for value in data.get(name, "").split())
    most = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_CHOICES]
    ordered = sorted(most, key=lambda value: (labels.get(value, value).casefold(), value))
    choices = (Choice(value, labels.get(value, value), counts[value]) for value in ordered)
    return Filter(name, title, tuple(choices))


def months(when: When) -> tuple[str, str]:
    """Give the first and last month a date can fall in, as filters compare them."""
    first = when.earliest or when.latest
    last = when.latest or when.earliest
    assert first is not None
    assert last is not None
    return f"{first:%Y-%m}", f"{last:%Y-%m}"


def month_choices(items: Iterable[Words]) -> tuple[Choice, ...]:
    """List every month that something begins in, for a choice of from and to."""
    counts = Counter(data["from"] for data in items)
    return tuple(Choice(value, _month_words(value), counts[value]) for value in sorted(counts))


def _month_words(value: str) -> str:
    year, month = value.split("-")
    return f"{MONTHS[int(month) - 1]} {int(year)}"
