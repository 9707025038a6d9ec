"""How far a command is: a bar on a terminal, elsewhere a line for each stage that took its time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol

from generator.cli.arguments import say
from generator.loading import Told

# In seconds: what is done sooner needs no word.
LONG = 1.0


class _Shown(Protocol):
    def tell(self, stage: str, done: int, of: int) -> None: ...

    def end(self) -> None: ...


@contextmanager
def progress() -> Iterator[Told]:
    """Lend what a command tells its stages to, and end the last of them."""
    is_seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    shown: _Shown = _Bar() if is_seen else _Lines()
    try:
        yield shown.tell
    finally:
        shown.end()


class _Lines:
    """A line for each stage that took a second or more, when it is done."""

    def __init__(self) -> None:
        self._stage, self._began = "", time.perf_counter()

    def tell(self, stage: str, done: int, of: int) -> None:  # noqa: ARG002 - a line tells the whole
        if stage != self._stage:
            self.end()
            self._stage, self._began = stage, time.perf_counter()

    def end(self) -> None:
        seconds = time.perf_counter() - self._began
        if self._stage and seconds >= LONG:
            say(f"{self._stage}: {seconds:.1f} s")
        self._stage = ""


class _Bar:
    """One line that tells the stage and how far it is, and is gone at the end.

    It is drawn only when something is told: a thread that draws would be there when processes are forked.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._bar: Any = None
        self._task: Any = None

    def tell(self, stage: str, done: int, of: int) -> None:
        if self._bar is None and time.perf_counter() - self._began >= LONG / 2:
            rich: Any = import_module("rich.progress")
            console: Any = import_module("rich.console")
            columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.TimeElapsedColumn())
            colours = bool(os.environ.get("NO_COLOR"))
            terminal = console.Console(stderr=True, no_color=colours)
            self._bar = rich.Progress(*columns, console=terminal, transient=True, auto_refresh=False)
            self._task = self._bar.add_task(stage, total=None)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._task, description=stage, completed=done, total=of or None)
            self._bar.refresh()

    def end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
