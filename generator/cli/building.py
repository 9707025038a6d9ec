"""The command `build`: check, render, publish, index."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator import publish, search, sources, store
from generator.build import build
from generator.cli.arguments import (
    FOLDER,
    WebAddress,
    content_option,
    counted,
    day,
    drafts_option,
    is_preview,
    kept,
    ledger_file,
    ledger_option,
    report,
    say,
    template_folder,
    templates_option,
    today_option,
    withheld,
    withhold_option,
)
from generator.cli.progress import progress
from generator.loading import Options, Site, Told


@click.command("build")
@content_option()
@templates_option()
@ledger_option()
@click.option("--output", type=FOLDER, default=Path("site"), help="The folder to publish to.")
@click.option("--base-url", type=WebAddress(), default="", help="The public address of the site.")
@today_option()
@drafts_option()
@withhold_option()
@click.option("--search/--no-search", "with_search", default=True, help="Index the pages for search.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="How many processes to use.")
@click.option("--clean", is_flag=True, help="Write every file anew, and exchange the whole folder.")
@click.option("--explain", is_flag=True, help="Say of each file written why it was.")
def command(
    content: Path, templates: Path | None, ledger: Path | None, output: Path, base_url: str,
    today: date | None, drafts: bool, withhold: Path | None, with_search: bool, jobs: int | None,
    clean: bool, explain: bool,
) -> None:  # fmt: skip
    """Check the content, make the site and put it in place; nothing is written if there is an error."""
    if drafts and os.environ.get("CONTEXT", "") == "production":
        raise click.UsageError("--drafts cannot be used for the production site")
    _recover(output)
    started = time.perf_counter()
    options = Options(
        today=day(today, content), content=content, templates=template_folder(templates),
        ledger=ledger_file(ledger, content), base_url=base_url, drafts=drafts, noindex=is_preview(),
        search=with_search, jobs=jobs or os.cpu_count() or 1, withheld=withheld(withhold),
    )  # fmt: skip
    with kept(content, anew=clean) as found:
        inputs = _inputs(options)
        if (standing := found.stands(output, inputs)) is not None:
            pages, changes = standing.pages, publish.Changes((), (), (), len(publish.published(output)))
            report(Site(sources.read(content)[0], problems=standing.problems))
        else:
            site = _made(options, found)
            pages, changes = len(site.pages), _put(site.files, output, with_search=with_search, clean=clean)
            found.put(output, store.Standing(inputs, store.of_output(output), pages, site.problems))
    if explain:
        _explain(changes)
    seconds = time.perf_counter() - started
    say(
        f"{pages:,} pages in {seconds:.1f} s: {len(changes.added):,} files added, "
        f"{len(changes.changed):,} changed, {len(changes.removed):,} removed, {changes.same:,} as before."
    )


def _inputs(options: Options) -> bytes:
    """Make the digest of all that a site is made from; what cannot be read makes the build say so."""
    beside = options.ledger if options.ledger and options.ledger.is_file() else None
    try:
        folders = [store.of_folder(options.content), store.of_folder(options.templates)]
        known = beside.read_bytes() if beside else b""
    except OSError:
        return b""
    said = repr(replace(options, jobs=1)).encode()
    return store.digest([store.program(), said, *folders, known])


def _made(options: Options, found: store.Store) -> Site:
    """Make the site; where there is an error, say so and end."""
    with progress() as told:
        site = build(options, found.memory, told=told)
    report(site)
    if site.has_errors:
        say(f"Nothing was written: {counted(site.problems)}.")
        sys.exit(1)
    return site


def _put(files: Mapping[str, bytes], output: Path, *, with_search: bool, clean: bool) -> publish.Changes:
    """Put the files in place, or say why they cannot be."""
    try:
        with progress() as told:
            return _publish(files, output, told, with_search=with_search, clean=clean)
    except (publish.PublishError, search.SearchError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        words = f"{error.filename or output} cannot be written: {error.strerror}"
        raise click.ClickException(f"{words}. The next run completes this one, or undoes it.") from None


def _recover(output: Path) -> None:
    """Complete an interrupted run first; an output that cannot be written is a wrong command line."""
    try:
        publish.recover(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from None


def _publish(
    files: Mapping[str, bytes], output: Path, told: Told, *, with_search: bool, clean: bool
) -> publish.Changes:
    """Publish the pages and their index as one set; without search an index is removed."""
    index: Mapping[str, bytes] = _index_that_stands(files, output) if with_search else {}
    if with_search and not index:
        told("Indexing for search", 0, 0)
        index = search.index_of(files)
    told("Publishing", 0, 0)
    return publish.publish({**files, **index}, output, clean=clean)


def _index_that_stands(files: Mapping[str, bytes], output: Path) -> Mapping[str, bytes]:
    """Give the index that is published, if these very pages are too, before it was read and after."""
    ours = sorted(publish.published(output))
    paths = [path for path in ours if path.startswith(f"{search.FOLDER}/") and (output / path).is_file()]
    if not _stand(files, output):
        return {}
    found = {path: (output / path).read_bytes() for path in paths}
    return found if _stand(files, output) else {}


def _stand(files: Mapping[str, bytes], output: Path) -> bool:
    """Tell whether just these pages are published."""
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    ours = frozenset(path for path in publish.published(output) if path.endswith(".html"))
    changes = publish.compare(pages, output, ours)
    return not (changes.written or ours - pages.keys())


def _explain(changes: publish.Changes) -> None:
    for why, paths in (
        ("new", changes.added), ("different", changes.changed), ("no longer made", changes.removed),
    ):  # fmt: skip
        for path in paths:
            click.echo(f"{why}: {path}")
