"""What earlier runs read of the content, lent to a command that has to work its answer out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import loading, store
from generator.loading import Memory, Options, Site

# A file is read anew in less time than all is written down again.
FEW = 20


@contextmanager
def kept(content: Path, *, anew: bool = False) -> Iterator[Memory]:
    """Lend what earlier runs read of a content folder, and keep it for the next run if enough is new."""
    file = store.file_of(content, store.READ)
    with loading.without_collecting():
        found = Memory() if anew else store.load(file, Memory) or Memory()
    try:
        yield found
    finally:
        if found.read.fresh > found.read.size / FEW:
            store.save(found, file)


def check(options: Options) -> Site:
    """Check the content; only what changed is read anew."""
    with kept(options.content) as memory:
        return loading.check(options, memory)
