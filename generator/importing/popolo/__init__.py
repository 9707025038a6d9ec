"""Popolo 1.0, also as EveryPolitician wrote it and as we write it ourselves, made into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.importing import cleaning
from generator.importing.losses import Loss, Losses
from generator.importing.made import Ids, Key, Made, filled
from generator.importing.popolo.holding import Holding
from generator.importing.popolo.proceedings import Proceedings
from generator.importing.popolo.reading import Popolo, read
from generator.importing.popolo.references import References


def make(path: Path, ids: Ids, losses: Losses, today: date, zone: str) -> Iterator[Made]:
    """Make records of a Popolo file, and settings for a site that has none."""
    popolo = read(path, losses)
    refs = References(ids, losses, _own_title(popolo))
    holding = Holding(popolo, ids, refs, losses)
    holding.name_everything()
    council, invented = _council(holding)
    proceedings = Proceedings(holding, today, zone, council)
    proceedings.name_everything()
    events = list(proceedings.make())
    yield from holding.make()
    yield from events
    yield from refs.documents()
    yield from invented
    yield _settings(popolo, refs, holding, council)


def _own_title(popolo: Popolo) -> str:
    """Tell a file that we wrote ourselves by what it says of itself: the title of its site."""
    title = popolo.meta.get("title")
    return cleaning.line(title) if isinstance(title, str) and "version" in popolo.meta else ""


def _council(holding: Holding) -> tuple[Key, list[Made]]:
    """Choose the body that the record is about: the one that most others belong to, or that most sit on."""
    listed = holding.popolo.of("organizations")
    if not listed:
        key = holding.ids.of("organizations", "popolo: no organization", ["council"])
        holding.names[key] = "The council"
        why = "The source names no body, and a site is about one."
        holding.losses.add(Loss("organizations", "organization", why, carried_as="The council"))
        return key, [
            Made(key, {"name": "The council", "classification": "council"}, "popolo: no organization")
        ]
    sit = Counter(str(one.data.get("organization_id")) for one in holding.popolo.of("memberships"))
    belong = Counter(str(one.data.get("parent_id")) for one in listed)
    own = max(listed, key=lambda one: (belong[one.own], sit[one.own]))
    return holding.bodies[own.handle], []


def _settings(popolo: Popolo, refs: References, holding: Holding, council: Key) -> Made:
    name = refs.title or holding.names.get(council, council.id)
    licence = popolo.meta.get("licence")
    tree = filled(
        title=name,
        description=f"The public record of {holding.names.get(council, council.id)}.",
        council=council,
        base_url=refs.base,
        licence=cleaning.line(licence) if isinstance(licence, str) else None,
    )
    return Made(Key("", "site"), tree)
