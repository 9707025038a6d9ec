"""One way through an import: a source, the records made of it, their files, and what happened to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.importing import moderngov, placing, popolo, tables
from generator.importing.losses import Loss, Losses
from generator.importing.made import Ids, Made
from generator.importing.placing import Before, Plan
from generator.importing.writing import written

Maker = Callable[[Path, Ids, Losses, date, str], Iterator[Made]]
FORMATS: dict[str, Maker] = {"csv": tables.make, "moderngov": moderngov.make, "popolo": popolo.make}
SETTINGS = "site.yaml"
USUAL_ZONE = "Europe/London"
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
    texts: dict[str, str] = {}
    for made in list(FORMATS[wanted](path, ids, losses, today, _zone(before))):
        if made.path in texts:
            losses.add(Loss(made.path, "record", TWICE, made.origin))
        elif (text := _text(made, before, ids, losses)) is not None:
            texts[made.path] = text
    plan = placing.plan(before, texts)
    if write:
        placing.put(folder, plan)
    return Imported(wanted, plan, before, tuple(losses.found))


def _text(made: Made, before: Before, ids: Ids, losses: Losses) -> str | None:
    """Write a record; settings are only made where there are none that somebody wrote."""
    if made.path == SETTINGS and SETTINGS in before.texts and SETTINGS not in before.digests:
        return None
    return written(made, ids, losses)


def _zone(before: Before) -> str:
    """Find the time zone of the record that is imported into."""
    found = re.search(r"^time_zone: *[\"']?([\w/+-]+)", before.texts.get(SETTINGS, ""), re.MULTILINE)
    try:
        return ZoneInfo(found[1]).key if found else USUAL_ZONE
    except (ZoneInfoNotFoundError, ValueError):
        return USUAL_ZONE
