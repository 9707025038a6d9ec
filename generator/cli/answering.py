"""What earlier runs found, lent to a command that may have nothing to work out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator import store


@contextmanager
def answers(content: Path, *, anew: bool = False) -> Iterator[store.Answers]:
    """Lend what earlier runs found of a content folder, and keep it for the next run if it is new."""
    file = store.file_of(content, store.FOUND)
    found = store.Answers() if anew else store.load(file, store.Answers) or store.Answers()
    before = replace(found, standing=dict(found.standing))
    try:
        yield found
    finally:
        if found != before:
            store.save(found, file)
