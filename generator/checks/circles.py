"""House rules on records that lead to each other: nothing is part of itself, or comes after itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.checks.whole import Whole
from generator.graph import Link
from generator.problems import Problem

# What each field says of the record that it stands in.
ONE_WAY = {
    "parent": "belongs to",
    "part_of": "is part of",
    "builds_on": "builds on",
    "succeeded_by": "is followed by",
}

Steps = Mapping[str, list[Link]]


def ensure_nothing_leads_back_to_itself(whole: Whole) -> Iterator[Problem]:
    """Ensure no record belongs to, builds on or is followed by itself by way of others."""
    for field, says in ONE_WAY.items():
        steps: dict[str, list[Link]] = defaultdict(list)
        for link in whole.graph.links:
            if field in link.path[-2:] and link.source is not link.target:
                steps[link.source.key].append(link)
        for key in sorted(steps):
            for link in steps[key]:
                if way := _way_back(steps, link):
                    names = f" {says} ".join([key, *way])
                    hint = f"Take one “{field}” out of these files: the one that no paper gives."
                    message = f"this goes round in a circle: {names}"
                    yield Problem("reference-circle", message, link.source.record.place(link.path), hint)


def _way_back(steps: Steps, first: Link) -> tuple[str, ...]:
    """List the keys on the way from a record's link back to the record; nothing where there is none."""
    waiting: list[tuple[str, ...]] = [(first.target.key,)]
    seen = {first.target.key}
    while waiting:
        way = waiting.pop(0)
        for link in steps.get(way[-1], ()):
            after = link.target.key
            if after == first.source.key:
                return (*way, after)
            if after not in seen:
                seen.add(after)
                waiting.append((*way, after))
    return ()
