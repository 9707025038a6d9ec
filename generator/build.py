"""The pipeline on one screen: content in, a site out, every mistake reported."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import TemplateError

from generator import exports, graph, pages, render, search, sources, timeline
from generator.dates import day_words
from generator.loading import Memory, Options, Site, Told, check, untold, without_collecting
from generator.pages import SiteView
from generator.pages.views import Crumb
from generator.problems import in_order

__all__ = ["Memory", "Options", "Site", "build", "check", "draft", "site_view"]


@without_collecting()
def build(
    options: Options, memory: Memory | None = None, snapshot: sources.Snapshot | None = None,
    told: Told = untold,
) -> Site:  # fmt: skip
    """Make the whole site in memory: load all, link all, check all, render, check the output."""
    site = check(options, memory, snapshot, told)
    if site.has_errors or site.graph is None:
        return site
    listed, shown = _listed(site, options)
    try:
        files, linking = render.render(listed, shown, options.templates, options.jobs, told)
    except TemplateError as error:
        return replace(site, problems=in_order([*site.problems, render.template_problem(error)]))
    told("Following links", 0, 0)
    dead = render.check_links(files, linking, search.FILES if options.search else frozenset())
    return replace(site, pages=_addresses(listed), files=files, problems=in_order([*site.problems, *dead]))


def draft(options: Options, memory: Memory) -> Site:
    """Make a site to write by: only changed files are read, and a page is made when it is asked for.

    Links of the output are not followed, as that would need every page; those of the content are.
    """
    site = check(options, memory)
    if site.has_errors or site.graph is None:
        return site
    listed, shown = _listed(site, options)
    return replace(site, pages=_addresses(listed), files=render.OnDemand(listed, shown, options.templates))


def _addresses(listed: exports.Listed) -> tuple[str, ...]:
    return tuple(page.address for page in listed.pages)


def _listed(site: Site, options: Options) -> tuple[exports.Listed, SiteView]:
    """List the pages and the files beside them, none of which is made yet, and what every page shows."""
    assert site.graph is not None
    assert site.timeline is not None
    assert site.addresses is not None
    shown = site_view(site.graph, options)
    library = pages.Library(site.graph, site.timeline, site.addresses, options.today, shown.base_url)
    return exports.build(exports.Stock(library, shown, site.ledger), pages.build(library)), shown


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
        told_as_at=day_words(timeline.as_at(linked, options.today)),
        base_url=(options.base_url or site.base_url or "").rstrip("/"),
        noindex=options.noindex or options.drafts,
        drafts=options.drafts,
        licence=site.licence or "",
        report_address=site.report_address or "",
        has_search=options.search,
        outputs=site.outputs,
    )
