"""The pipeline on one screen: content in, a site out, every mistake reported."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from jinja2 import TemplateError

from generator import (
    addresses,
    calendars,
    checks,
    exports,
    feeds,
    graph,
    ledger,
    pages,
    parsing,
    records,
    render,
    search,
    sources,
    timeline,
    withholding,
)
from generator.cache import Memory
from generator.dates import day_words
from generator.ledger import Ledger
from generator.pages import Page, SiteView
from generator.pages.views import Crumb
from generator.problems import Place, Problem, Severity, in_order
from generator.records import Record

# Of each file, when it is read.
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What a build depends on besides the content itself."""

    today: date
    content: Path = Path("content")
    templates: Path = Path("templates")
    ledger: Path | None = None
    base_url: str = ""
    drafts: bool = False
    noindex: bool = False
    search: bool = True
    jobs: int = 1
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site in memory, with every problem found on the way; without files where there is an error."""

    sources: tuple[sources.SourceFile, ...] = ()
    records: tuple[Record, ...] = ()
    graph: graph.Graph | None = None
    timeline: timeline.Timeline | None = None
    addresses: addresses.Addresses | None = None
    ledger: Ledger = field(default_factory=Ledger)
    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)


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


@without_collecting()
def build(options: Options, memory: Memory | None = None, snapshot: sources.Snapshot | None = None) -> Site:
    """Make the whole site in memory: load all, link all, check all, render, check the output."""
    site = check(options, memory, snapshot)
    if site.has_errors or site.graph is None:
        return site
    listed, shown, others = _listed(site, options)
    try:
        files = render.render(listed, shown, options.templates, options.jobs) | others
    except TemplateError as error:
        return replace(site, problems=in_order([*site.problems, render.template_problem(error)]))
    dead = render.check_links(files, search.FILES if options.search else frozenset())
    return replace(site, pages=listed, files=files, problems=in_order([*site.problems, *dead]))


def draft(options: Options, memory: Memory) -> Site:
    """Make a site to write by: only changed files are read, and a page is made when it is asked for.

    Links of the output are not followed, as that would need every page; those of the content are.
    """
    site = check(options, memory)
    if site.has_errors or site.graph is None:
        return site
    listed, shown, others = _listed(site, options)
    renderer = render.Renderer(shown, options.templates)
    return replace(site, pages=listed, files=render.OnDemand(listed, renderer, others))


def _listed(site: Site, options: Options) -> tuple[tuple[Page, ...], SiteView, render.Files]:
    """List the pages, what all of them show, and the files beside them."""
    assert site.graph is not None
    assert site.timeline is not None
    assert site.addresses is not None
    shown = site_view(site.graph, options)
    listed = pages.build(site.graph, site.timeline, site.addresses, options.today, shown.base_url)
    others = exports.build(listed, site.addresses, shown) | render.assets(options.templates)
    if shown.base_url:
        desk = feeds.Desk(site.graph, site.addresses, site.ledger, shown)
        streams = tuple(feeds.followed(site.graph, site.timeline, site.addresses, shown.title))
        others |= feeds.build(desk, streams) | calendars.build(desk, streams)
    return listed, shown, others


@without_collecting()
def check(options: Options, memory: Memory | None = None, snapshot: sources.Snapshot | None = None) -> Site:
    """Do everything up to the pages: what `check` needs; of a snapshot, else of the folder on disk."""
    site = _checked(options, memory, snapshot)
    return _without_names(site, withholding.Names(options.withheld)) if options.withheld else site


def _without_names(site: Site, names: withholding.Names) -> Site:
    """Report the names to be withheld; nothing that is printed of the site has one any more."""
    found = list(withholding.check(names, site.sources, site.records, site.ledger))
    if not found:
        return site
    blacked = (replace(one, path=names.hidden(one.path), text=names.hidden(one.text)) for one in site.sources)
    problems = in_order([names.told(one) for one in (*site.problems, *found)])
    return replace(site, sources=tuple(blacked), problems=problems)


def _checked(options: Options, memory: Memory | None, snapshot: sources.Snapshot | None) -> Site:
    """Read all, link all, check all."""
    files, unread = snapshot.content if snapshot else sources.read(options.content)
    problems = list(unread)
    if unread and not files:
        return Site(problems=in_order(problems))
    read = (memory or Memory()).take(files, _read)
    problems += (problem for _, found in read for problem in found)
    records_read = tuple(record for record, _ in read if record)
    broken = frozenset(file.stem for file, (record, _) in zip(files, read, strict=True) if not record)
    shown, kept_back, more = records.published(records_read, options.today, drafts=options.drafts)
    problems += more
    linked, more = graph.build(shown, kept_back, broken)
    problems += more
    if "site" not in linked.singles:
        return Site(files, records_read, problems=in_order(problems))
    dated = timeline.build(linked)
    known, more = ledger.read(options.ledger, snapshot.beside if snapshot else None)
    problems += more
    placed, more = addresses.build(linked, known.entries)
    problems += more
    # What a file with mistakes would have had is missing only until it is mended.
    spoilt = frozenset(PurePosixPath(one.place.path).stem for one in problems if one.is_error)
    problems += checks.check(checks.Whole(linked, dated, placed, options.today, known, records_read, spoilt))
    problems += _no_address(linked, options)
    return Site(files, records_read, linked, dated, placed, known, problems=in_order(problems))


def time_zone(content: Path) -> str:
    """Read the time zone that the settings name, alone: the day must be known before all else."""
    files, _ = sources.read(content, only="site.yaml")
    read = [_read(file)[0] for file in files]
    zones = [str(record.written.time_zone) for record in read if record]
    return zones[0] if zones else "Europe/London"


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


def site_view(linked: graph.Graph, options: Options) -> SiteView:
    """Gather what every page shows."""
    site = linked.site
    return SiteView(
        title=site.title,
        description=site.description,
        language=site.language,
        navigation=tuple(Crumb(entry.title, entry.address) for entry in site.navigation),
        pages=tuple(Crumb(node.title, f"/{node.id}/") for node in linked.of_kind("pages")),
        as_at=day_words(options.today),
        base_url=(options.base_url or site.base_url or "").rstrip("/"),
        noindex=options.noindex or options.drafts,
        drafts=options.drafts,
        licence=site.licence or "",
        report_address=site.report_address or "",
        has_search=options.search,
    )
