"""Follow the writer: build when files change, and when it is quiet go through every page."""

from __future__ import annotations

import time
from typing import Protocol

from generator.serve.desk import Desk, Shown
from generator.serve.indexing import Indexer
from generator.serve.watching import Watcher

# Nobody should wait for a build because all pages are being gone through.
REST = 0.3


class Teller(Protocol):
    """Tells the writer, in the terminal, what happened."""

    def built(self, changed: tuple[str, ...], shown: Shown, seconds: float) -> None:
        """Tell of a build: which files changed, and what is wrong."""

    def proved(self, changed: tuple[str, ...], shown: Shown) -> None:
        """Tell which pages are other than before."""


def follow(desk: Desk, watcher: Watcher, teller: Teller, indexer: Indexer | None = None) -> None:
    """Build now and whenever something changes, until nothing is watched any more."""
    changed: tuple[str, ...] = ()
    while not watcher.closed:
        started = time.perf_counter()
        shown = desk.rebuild()
        teller.built(changed, shown, time.perf_counter() - started)
        is_proved = False
        while not (changed := watcher.wait(None if is_proved else REST)) and not watcher.closed:
            is_proved = _prove(desk, watcher, teller, indexer)


def _prove(desk: Desk, watcher: Watcher, teller: Teller, indexer: Indexer | None) -> bool:
    """Go through every page, and index them; whether there was time to."""
    before = desk.shown.proved
    changed = desk.prove(watcher.has_news)
    if changed is None:
        return False
    teller.proved(changed, desk.shown)
    if indexer is not None and (changed or not before):
        indexer.index(desk.shown.proved)
    return True
