"""Tell where the time of a build goes: the processor time of each stage, in one process, in memory.

`python benchmarks/stages.py CONTENT` prints the stages; with `--functions 40`, also what Python's
profiler says of that many functions. It makes small functions look dear: read its order, not its seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2

from generator import (
    addresses,
    build,
    calendars,
    checks,
    exports,
    feeds,
    graph,
    pages,
    parsing,
    records,
    render,
    sources,
    timeline,
)  # fmt: skip
from generator.build import Options
from generator.render import making

PROJECT = Path(__file__).parent.parent

# What is timed, in order: each without what it calls of the others.
STAGES: tuple[tuple[ModuleType | type, str], ...] = (
    (sources, "read"), (parsing, "parse"), (records, "read"), (records, "published"), (graph, "build"),
    (timeline, "build"), (addresses, "build"), (checks, "check"), (pages, "build"), (exports, "build"),
    (build, "fingerprints"),
    (feeds, "build"), (calendars, "build"), (jinja2.Template, "render"), (making, "number_notes"),
    (making, "relative"), (making, "leads"), (render, "render"), (render, "check_links"), (build, "build"),
)  # fmt: skip
NAMES = {(jinja2.Template, "render"): "templates", (build, "build"): "the rest"}


class Clock:
    """What each stage has taken by itself so far."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, float] = defaultdict(float)
        self.running: list[str] = []
        self.since = 0.0

    def turn(self) -> None:
        """Put what has gone by to the account of what ran."""
        now = time.process_time()
        if self.running:
            self.taken[self.running[-1]] += now - self.since
        self.since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Time a function under a name."""

        def run(*given: Any, **named: Any) -> Any:
            self.turn()
            self.running.append(name)
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self.running.pop()

        return run


def _time_views(clock: Clock) -> None:
    """Time what makes the views, by kind of page: each page brings its own."""
    listing = pages.build

    def listed(*given: Any) -> tuple[pages.Page, ...]:
        return tuple(
            replace(page, make=clock.timed(f"views: {page.address.split('/')[1] or 'home'}", page.make))
            for page in listing(*given)
        )

    setattr(pages, "build", listed)  # noqa: B010 - a module is not meant to be changed, but timed it must be


def main() -> None:
    """Print the stages, and the functions if they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("--functions", type=int, default=0)
    given = parser.parse_args()
    options = Options(date(2026, 11, 22), given.content, PROJECT / "templates", search=False)
    profile = cProfile.Profile()
    if given.functions:
        profile.runcall(build.build, options)
    clock = Clock()
    names = [
        NAMES.get((home, name), f"{home.__name__.removeprefix('generator.')}.{name}") for home, name in STAGES
    ]
    for (home, name), shown in zip(STAGES, names, strict=True):
        setattr(home, name, clock.timed(shown, getattr(home, name)))
    _time_views(clock)
    count = len(build.build(options).pages)
    whole = sum(clock.taken.values())
    print(f"{whole:.2f} s of processor time, {count} pages, {1000 * whole / count:.2f} ms a page\n")
    print("| stage | s | share | a page, ms |\n|---|---:|---:|---:|")
    for name in [*names, *sorted(clock.taken.keys() - set(names))]:
        taken = clock.taken[name]
        print(f"| {name} | {taken:.2f} | {100 * taken / whole:.0f} % | {1000 * taken / count:.2f} |")
    if given.functions:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(given.functions)


if __name__ == "__main__":
    main()
