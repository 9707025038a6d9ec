"""Our own tables made into records again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.importing import cleaning
from generator.importing.losses import Loss, Losses
from generator.importing.made import Ids, Key, Made
from generator.importing.tables.building import RECORDS, Building, trees
from generator.importing.tables.citing import cite
from generator.importing.tables.reading import read
from generator.records.fields import ID


def make(path: Path, ids: Ids, losses: Losses, _today: date, _zone: str) -> Iterator[Made]:
    """Make records of our own tables, and settings for a site that has none."""
    building = Building(read(path, losses), losses)
    building.build()
    cite(building)
    council = _council(building, losses)
    building.name_what_is_only_named({Key(kind, own) for own, kinds in ids.kinds.items() for kind in kinds})
    for key in building.records:
        ids.take(key)
    for key, tree in trees(building):
        yield Made(key, tree)
    name = str(building.records[council]["name"])
    tree = {"title": name, "description": f"The public record of {name}.", "council": council}
    base = _base(building)
    yield Made(Key("", "site"), tree | ({"base_url": base} if base else {}))
    yield from _rules(building, losses)


def _rules(building: Building, losses: Losses) -> Iterator[Made]:
    """Make the time limits that recommendations name, of which the tables hold the ids alone."""
    dues = (tree.get("response_due") or {} for tree in building.records.values())
    named = sorted({str(due["rule"]) for due in dues if "rule" in due})
    clocks = [
        {"id": one, "title": one.replace("-", " ").capitalize(), "legal_basis": "not in the tables"}
        for one in named if ID.fullmatch(one)
    ]  # fmt: skip
    for clock in clocks:
        why = "The tables have no rules; its title was made of its id."
        losses.add(Loss("rules", "rule", why, value=clock["id"], carried_as=clock["title"]))
    if clocks:
        yield Made(Key("", "rules"), {"clocks": clocks})


def _base(building: Building) -> str:
    """Find the public address of the site that the tables came from, by those of its pages."""
    for given in (one for name in RECORDS for one in building.rows.get(name, ())):
        end = f"/{given.own}/"
        page = cleaning.address(str(given.data.get("address") or ""))
        if page.endswith(end):
            return page.removesuffix(end)
    return ""


def _council(building: Building, losses: Losses) -> Key:
    """Choose the body that most others belong to; the tables do not say whose record they are."""
    bodies = [key for key in building.records if key.kind in ("boards", "organizations")]
    named: Counter[Key] = Counter(
        parent for tree in building.records.values() if isinstance(parent := tree.get("parent"), Key)
    )
    if not bodies:
        bodies = [Key("organizations", "council")]
        building.records[bodies[0]] = {"name": "The council", "classification": "council"}
        losses.add(Loss("organizations.csv", "council", "The tables hold no body, and a site is about one."))
    return max(bodies, key=lambda key: named[key])
