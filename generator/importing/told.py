"""What an import did, as lines for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator import edits
from generator.importing.importing import Imported
from generator.importing.losses import Losses

MOST_FILES = 10
MOST_PLACES = 3
KEPT = (
    ("edited", "edited here since, so left as it is; the source says otherwise"),
    ("removed", "taken away or renamed here since, so not made again"),
    ("gone", "no longer in the source; left as it is"),
)


def as_json(done: Imported) -> dict[str, Any]:
    """Give all that happened: each file by its fate, each value that was not carried."""
    plan = done.plan
    return {
        "version": 1,
        "format": done.format,
        "files": {
            "new": list(plan.new),
            "changed": list(plan.changed),
            "unchanged": list(plan.same),
            **{name: list(getattr(plan, name)) for name, _ in KEPT},
        },
        "differences": {path: _difference(done, path) for path in plan.edited},
        "not_carried": [loss.as_json() for loss in done.losses],
    }


def _difference(done: Imported, path: str) -> list[str]:
    """List the lines in which a file that was edited here differs from what the source says."""
    return list(edits.changes(done.before.texts.get(path, ""), done.plan.texts[path]))


def as_text(done: Imported) -> Iterator[str]:
    """Say in lines what was written, what was kept, and what was not carried, by field and reason."""
    plan = done.plan
    yield f"{len(plan.new)} new, {len(plan.changed)} changed, {len(plan.same)} as they were."
    for name, words in KEPT:
        if paths := getattr(plan, name):
            yield f"\n{_files(len(paths))} {words}:"
            yield from _shortened(paths)
    if not done.losses:
        yield "\nEverything in the source was carried."
        return
    yield f"\nNot carried, or changed: {len(done.losses):,} values."
    for field, why, losses in Losses(list(done.losses)).groups():
        yield f"\n{field}: {len(losses):,}. {why}"
        for loss in losses[:MOST_PLACES]:
            became = f" → {loss.carried_as}" if loss.carried_as else ""
            of = f" ({loss.of})" if loss.of else ""
            yield f"  {loss.where}{of}{': ' if loss.shown else ''}{loss.shown}{became}"
        if len(losses) > MOST_PLACES:
            yield f"  … and {len(losses) - MOST_PLACES:,} more"


def _files(count: int) -> str:
    return "1 file was" if count == 1 else f"{count} files were"


def _shortened(paths: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  {path}" for path in paths[:MOST_FILES])
    if len(paths) > MOST_FILES:
        yield f"  … and {len(paths) - MOST_FILES} more"
