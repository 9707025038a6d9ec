"""Everything up to the pages: content read, linked, dated, given addresses and checked."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator import (
    addresses,
    cache,
    checks,
    graph,
    ledger,
    parsing,
    records,
    sources,
    timeline,
    withholding,
)
from generator.ledger import Ledger
from generator.options import USUAL_ZONE, Options
from generator.problems import Place, Problem, Severity, in_order
from generator.records import Record

__all__ = [
    "Memory", "Options", "Site", "Told", "check", "time_zone", "untold", "without_collecting",
]  # fmt: skip

# Of each file, when it is read.
MOST_PROBLEMS = 100
# What leaves the rest of a file unread.
HALF_READ = ("yaml-two-documents",)


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site in memory, with every problem found on the way; without files where there is an error.

    `pages` holds the addresses of the pages, `files` what is at each output path.
    """

    sources: tuple[sources.SourceFile, ...] = ()
    records: tuple[Record, ...] = ()
    graph: graph.Graph | None = None
    timeline: timeline.Timeline | None = None
    addresses: addresses.Addresses | None = None
    ledger: Ledger = field(default_factory=Ledger)
    pages: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)


@dataclass
class Memory:
    """What was made of the content, kept for the next time: of each file, and of each record among others."""

    read: cache.Memory = field(default_factory=cache.Memory)
    linked: graph.Memory = field(default_factory=graph.Memory)

    def __getstate__(self) -> dict[str, object]:
        """Give what is kept for another process, with what was made of it that lasts."""
        return {"read": self.read, "linked": self.linked, "lasting": cache.lasting_values()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.read, self.linked = state["read"], state["linked"]
        cache.put_back(state["lasting"])


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nothing look for garbage: a build keeps all it makes, so a tenth of its time would be lost."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


# What a stage is told to as it begins, and as far as it is: its name, what is done, and of how much.
Told = Callable[[str, int, int], None]


def untold(stage: str, done: int, of: int) -> None:
    """Tell nobody."""


@without_collecting()
def check(
    options: Options, memory: Memory | None = None, snapshot: sources.Snapshot | None = None,
    told: Told = untold,
) -> Site:  # fmt: skip
    """Do everything up to the pages: what `check` needs; of a snapshot, else of the folder on disk."""
    site = _checked(options, memory, snapshot, told)
    return _without_names(site, withholding.Names(options.withheld)) if options.withheld else site


def _without_names(site: Site, names: withholding.Names) -> Site:
    """Report the names to be withheld; nothing that is printed of the site has one any more."""
    found = list(withholding.check(names, site.sources, site.records, site.ledger))
    if not found:
        return site
    blacked = (replace(one, path=names.hidden(one.path), text=names.hidden(one.text)) for one in site.sources)
    problems = in_order([names.told(one) for one in (*site.problems, *found)])
    return replace(site, sources=tuple(blacked), problems=problems)


def _checked(options: Options, memory: Memory | None, snapshot: sources.Snapshot | None, told: Told) -> Site:
    """Read all, link all, check all."""
    told("Reading", 0, 0)
    files, unread = snapshot.content if snapshot else sources.read(options.content)
    problems = list(unread)
    if unread and not files:
        return Site(problems=in_order(problems))
    memory = memory or Memory()
    read = memory.read.take(files, _read)
    problems += (problem for _, found in read for problem in found)
    records_read = tuple(record for record, _ in read if record)
    broken = _broken(files, read, unread)
    shown, kept_back, more = records.published(records_read, options.today, drafts=options.drafts)
    problems += more
    told("Linking", 0, 0)
    linked, more = graph.build(shown, kept_back, broken, memory.linked)
    problems += more
    if "site" not in linked.singles:
        return Site(files, records_read, problems=in_order(problems))
    dated = timeline.build(linked)
    known, more = ledger.read(options.ledger, snapshot.beside if snapshot else None)
    problems += more
    placed, more = addresses.build(linked, known.entries)
    problems += more
    told("Checking", 0, 0)
    # What a file with mistakes would have had is missing only until it is mended.
    spoilt = frozenset(PurePosixPath(one.place.path).stem for one in problems if one.is_error)
    problems += checks.check(checks.Whole(linked, dated, placed, options.today, known, records_read, spoilt))
    problems += _no_address(linked, options)
    return Site(files, records_read, linked, dated, placed, known, problems=in_order(problems))


def _broken(
    files: Sequence[sources.SourceFile], read: Sequence[tuple[Record | None, list[Problem]]],
    unread: Sequence[Problem],
) -> frozenset[str]:  # fmt: skip
    """List the ids of files of which nothing or not all could be read: what leads there is no mistake."""
    found = {PurePosixPath(problem.place.path).stem for problem in unread}
    for file, (record, problems) in zip(files, read, strict=True):
        if record is None or any(one.code in HALF_READ for one in problems):
            found.add(file.stem)
    return frozenset(found)


def time_zone(content: Path) -> str:
    """Read the time zone that the settings name, alone: the day must be known before all else."""
    files, _ = sources.read(content, only="site.yaml")
    parsed = parsing.parse(files[0])[0] if files else None
    written = parsed.data.get("time_zone") if parsed else None
    try:
        # No model is asked, as making all of them takes a third of a second; what is wrong is told later.
        return ZoneInfo(written).key if isinstance(written, str) else USUAL_ZONE
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return USUAL_ZONE


def _read(file: sources.SourceFile) -> tuple[Record | None, list[Problem]]:
    """Parse one file and check it against its model."""
    parsed, problems = parsing.parse(file)
    if parsed is None:
        return None, _first(problems)
    record, more = records.read(parsed)
    return record, _first(problems + more)


def _first(problems: list[Problem]) -> list[Problem]:
    """Leave out what nobody would read: a file can hold a hundred thousand mistakes."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    kept = list(in_order(problems)[:MOST_PROBLEMS])
    message = f"there are {len(problems) - MOST_PROBLEMS:,} more mistakes in this file"
    severity: Severity = "error" if any(one.is_error for one in problems) else "warning"
    more = Problem("more-mistakes", message, kept[-1].place, "Mend the ones above first.", severity)
    return [*kept, more]


def _no_address(linked: graph.Graph, options: Options) -> list[Problem]:
    if options.base_url or linked.site.base_url:
        return []
    hint = "Set base_url in site.yaml, or build with --base-url."
    message = "the site has no public address, so it gets no site map and no canonical links"
    strictness = linked.site.checks.get("no-base-url", "warning")
    if strictness == "off":
        return []
    return [Problem("no-base-url", message, Place("site.yaml"), hint, strictness)]
