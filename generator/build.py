"""The pipeline on one screen: content in, a site out, every mistake reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from jinja2 import TemplateError

from generator import (
    addresses,
    checks,
    exports,
    graph,
    pages,
    parsing,
    records,
    render,
    search,
    sources,
    timeline,
)
from generator.dates import day_words
from generator.pages import SiteView, View
from generator.pages.views import Crumb
from generator.problems import Place, Problem, in_order
from generator.records import Record


@dataclass(frozen=True, slots=True)
class Options:
    """What a build depends on besides the content itself."""

    today: date
    content: Path = Path("content")
    templates: Path = Path("templates")
    base_url: str = ""
    drafts: bool = False
    noindex: bool = False
    search: bool = True
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site in memory, with every problem found on the way; without files where there is an error."""

    sources: tuple[sources.SourceFile, ...] = ()
    records: tuple[Record, ...] = ()
    graph: graph.Graph | None = None
    timeline: timeline.Timeline | None = None
    addresses: addresses.Addresses | None = None
    views: tuple[View, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def build(options: Options) -> Site:
    """Make the whole site in memory: load all, link all, check all, render, check the output."""
    site = check(options)
    if site.has_errors or not (site.graph and site.timeline and site.addresses):
        return site
    views = pages.build(site.graph, site.timeline, site.addresses, options.today)
    shown = site_view(site.graph, options)
    beside = exports.build(views, site.graph, site.timeline, site.addresses, shown, options.today)
    views += beside.views
    try:
        files = render.render(views, shown, options.templates, options.jobs)
    except TemplateError as error:
        return replace(site, problems=in_order([*site.problems, render.template_problem(error)]))
    files |= beside.files | render.assets(options.templates)
    dead = render.check_links(files, search.FILES if options.search else frozenset())
    problems = in_order([*site.problems, *dead])
    return replace(site, views=views, files=files, problems=problems)


def check(options: Options) -> Site:
    """Do everything up to the pages: what `check` needs."""
    files, problems = sources.read(options.content)
    read = [_read(file, problems) for file in files]
    found = tuple(record for record in read if record)
    broken = frozenset(file.stem for file, record in zip(files, read, strict=True) if not record)
    shown, kept_back, more = records.published(found, options.today, drafts=options.drafts)
    problems += more
    linked, more = graph.build(shown, kept_back, broken)
    problems += more
    if "site" not in linked.singles:
        return Site(files, found, problems=in_order(problems))
    dated = timeline.build(linked)
    placed, more = addresses.build(linked)
    problems += more + checks.check(checks.Whole(linked, dated, placed, options.today))
    problems += _no_address(linked, options)
    return Site(files, found, linked, dated, placed, problems=in_order(problems))


def time_zone(content: Path) -> str:
    """Read the time zone that the settings name, alone: the day must be known before all else."""
    files, _ = sources.read(content, only="site.yaml")
    read = [_read(file, []) for file in files]
    zones = [str(record.written.time_zone) for record in read if record]
    return zones[0] if zones else "Europe/London"


def _read(file: sources.SourceFile, problems: list[Problem]) -> Record | None:
    """Parse one file and check it against its model."""
    parsed, more = parsing.parse(file)
    problems += more
    if parsed is None:
        return None
    record, more = records.read(parsed)
    problems += more
    return record


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
        has_data=site.outputs.data,
        has_twins=site.outputs.twins,
    )
