"""The pipeline on one screen: content in, a site out, every mistake reported."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from jinja2 import BytecodeCache, TemplateError

from generator import exports, graph, pages, render, search, sources, timeline
from generator.dates import day_words
from generator.fingerprints import Earlier, fingerprints, places, stood
from generator.loading import Memory, Options, Site, Told, check, untold, without_collecting
from generator.pages import SiteView
from generator.pages.views import Crumb
from generator.problems import in_order
from generator.render import output_path

__all__ = ["Memory", "Options", "Site", "build", "check", "draft", "rebuild", "site_view"]


@without_collecting()
def build(
    options: Options, memory: Memory | None = None, snapshot: sources.Snapshot | None = None,
    told: Told = untold,
) -> Site:  # fmt: skip
    """Make the whole site in memory: load all, link all, check all, render, check the output."""
    return rebuild(options, memory, None, snapshot, told)[0]


@without_collecting()
def rebuild(
    options: Options, memory: Memory | None = None, earlier: Earlier | None = None,
    snapshot: sources.Snapshot | None = None, told: Told = untold, compiled: BytecodeCache | None = None,
) -> tuple[Site, Earlier | None]:  # fmt: skip
    """Make a site of which some pages may stand as an earlier build made them: those are not in its files.

    Give besides what the next build needs to know of this one; nothing where there is an error. `compiled`
    has templates in the form that runs.
    """
    site = check(options, memory, snapshot, told)
    if site.has_errors or site.graph is None:
        return site, None
    listed, shown, library = _listed(site, options)
    prints = fingerprints(library)
    standing = earlier.standing(prints) if earlier else {}
    renderer = render.Renderer(shown, options.templates, compiled)
    try:
        files, made = render.render(_but(listed, standing), renderer, prints.each, options.jobs, told)
    except TemplateError as error:
        return replace(site, problems=in_order([*site.problems, render.template_problem(error)])), None
    files |= render.assets(options.templates)
    told("Following links", 0, 0)
    if earlier and standing and earlier.lost_places(made):
        return rebuild(options, memory, None, snapshot, told, compiled)
    leads = {path: one.leads for path, one in made.items()}
    leads |= {path: render.Leads(frozenset(), places(one)) for path, one in standing.items()}
    dead = render.check_links({*files, *standing}, leads, search.FILES if options.search else frozenset())
    done = replace(site, pages=_addresses(listed), files=files, problems=in_order([*site.problems, *dead]))
    return done, Earlier(prints, {**standing, **{path: stood(one) for path, one in made.items()}})


def _but(listed: exports.Listed, standing: Container[str]) -> exports.Listed:
    """Leave out of what is listed what stands already."""
    return exports.Listed(
        tuple(page for page in listed.pages if output_path(page.address) not in standing),
        tuple(batch for batch in listed.batches if any(path not in standing for path in batch.paths)),
    )


def draft(options: Options, memory: Memory) -> Site:
    """Make a site to write by: only changed files are read, and a page is made when it is asked for.

    Links of the output are not followed, as that would need every page; those of the content are.
    """
    site = check(options, memory)
    if site.has_errors or site.graph is None:
        return site
    listed, shown, _ = _listed(site, options)
    return replace(site, pages=_addresses(listed), files=render.OnDemand(listed, shown, options.templates))


def _addresses(listed: exports.Listed) -> tuple[str, ...]:
    return tuple(page.address for page in listed.pages)


def _listed(site: Site, options: Options) -> tuple[exports.Listed, SiteView, pages.Library]:
    """List the pages and the files beside them, none of which is made yet, and what every page shows."""
    assert site.graph is not None
    assert site.timeline is not None
    assert site.addresses is not None
    shown = site_view(site.graph, options)
    library = pages.Library(site.graph, site.timeline, site.addresses, options.today, shown.base_url)
    stock = exports.Stock(library, shown, site.ledger)
    return exports.build(stock, pages.build(library)), shown, library


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
