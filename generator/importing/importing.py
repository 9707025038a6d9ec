"""One way through an import: a source, the records made of it, their files, and what happened to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.importing import mending, moderngov, placing, popolo, tables
from generator.importing.losses import Loss, Losses
from generator.importing.made import Ids, Key, Made
from generator.importing.placing import Before, Plan
from generator.importing.validating import valid
from generator.importing.writing import written
from generator.loading import time_zone

Maker = Callable[[Path, Ids, Losses, date, str], Iterator[Made]]
FORMATS: dict[str, Maker] = {"csv": tables.make, "moderngov": moderngov.make, "popolo": popolo.make}
# Far fewer than the largest content file holds.
MOST_MEMBERS = 3_000
IN_PARTS = "One file does not hold so many seats, so some went into a body that belongs to it."
TWICE = "Another record of the source has this id already; the first counts."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: the fate of each file, and all that was not carried."""

    format: str
    plan: Plan
    before: Before
    losses: tuple[Loss, ...]


def bring(wanted: str, path: Path, folder: Path, today: date, *, write: bool = True) -> Imported:
    """Import a source into a content folder; raises `SourceError` where nothing can be made of it."""
    before = placing.before(folder)
    ids, losses = placing.ids(before), Losses()
    listed: dict[str, Made] = {}
    for one in list(FORMATS[wanted](path, ids, losses, today, time_zone(folder))):
        for made in _parted(one, ids, losses):
            if made.path in listed:
                losses.add(Loss(made.path, "record", TWICE, made.origin))
            elif not _is_set(made, before):
                listed[made.path] = made
    plan = placing.plan(before, _texts(listed, before, ids, losses))
    if write:
        placing.put(folder, plan)
    return Imported(wanted, plan, before, tuple(losses.found))


def _parted(made: Made, ids: Ids, losses: Losses) -> Iterator[Made]:
    """Part a body with more seats than one file may have: the others go into bodies that belong to it."""
    members = made.tree.get("members", ())
    yield Made(made.key, {**made.tree, "members": members[:MOST_MEMBERS]}, made.origin) if members else made
    for start in range(MOST_MEMBERS, len(members), MOST_MEMBERS):
        name = f"{made.tree['name']}, part {start // MOST_MEMBERS + 1}"
        origin = f"{made.origin or made.path}, part {start // MOST_MEMBERS + 1}"
        key = ids.of(made.key.kind, origin, [name, f"{made.key.id} part"])
        seats = [
            {**one, "post": Key(made.key.kind, made.key.id, one["post"].entry)} if "post" in one else one
            for one in members[start : start + MOST_MEMBERS]
        ]  # fmt: skip
        losses.add(Loss(made.path, "members", IN_PARTS, made.origin, carried_as=name))
        tree = {
            "name": name,
            "classification": made.tree["classification"],
            "parent": made.key,
            "members": seats,
        }
        yield Made(key, tree, origin)


def _is_set(made: Made, before: Before) -> bool:
    """Tell whether these are settings where somebody wrote some."""
    return not made.key.kind and made.path in before.texts and made.path not in before.digests


def _texts(listed: dict[str, Made], before: Before, ids: Ids, losses: Losses) -> dict[str, str]:
    """Write all records; whatever is left out takes the references to it along."""
    there = [
        (folder, name.rpartition(".")[0])
        for folder, _, name in (path.partition("/") for path in before.texts)
    ]
    texts: dict[str, str] = {}
    is_settled = False
    while not is_settled:
        known, is_settled = mending.known(listed.values(), there), True
        for path, made in [*listed.items()]:
            mended = mending.mended(made, known, losses)
            if mended is made and path in texts:
                continue
            fit = valid(mended, ids, losses)
            text = written(fit, ids, losses) if fit else None
            is_settled = is_settled and fit is made and text is not None
            if fit is None or text is None:
                del listed[path]
                texts.pop(path, None)
            else:
                listed[path], texts[path] = fit, text
    return texts
