"""Make a site and put it in place, with its index: the part of `build` that loads the whole pipeline."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator import publish, search, store
from generator.build import Options, Site, build
from generator.cli.arguments import counted, report, say
from generator.cli.progress import progress
from generator.cli.remembering import kept
from generator.loading import Told


def make(options: Options, output: Path, *, clean: bool) -> tuple[Site, publish.Changes]:
    """Make the site and put it in place, or say why not and end."""
    with kept(options.content, anew=clean, however_little=True) as memory, progress() as told:
        site = build(options, memory, told=told)
    report(site.problems, site.sources)
    if site.has_errors:
        say(f"Nothing was written: {counted(site.problems)}.")
        sys.exit(1)
    return site, _put(site.files, options, output, clean=clean)


def _put(files: Mapping[str, bytes], options: Options, output: Path, *, clean: bool) -> publish.Changes:
    """Put the files in place, or say why they cannot be."""
    try:
        with progress() as told:
            return _publish(files, options.content, output, told, with_search=options.search, clean=clean)
    except (publish.PublishError, search.SearchError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        words = f"{error.filename or output} cannot be written: {error.strerror}"
        raise click.ClickException(f"{words}. The next run completes this one, or undoes it.") from None


def _publish(
    files: Mapping[str, bytes], content: Path, output: Path, told: Told, *, with_search: bool, clean: bool
) -> publish.Changes:
    """Publish the pages and their index as one set; without search an index is removed."""
    index = _index(files, content, told, anew=clean) if with_search else {}
    told("Publishing", 0, 0)
    return publish.publish({**files, **index}, output, clean=clean)


def _index(files: Mapping[str, bytes], content: Path, told: Told, *, anew: bool) -> Mapping[str, bytes]:
    """Index the pages for search, or take the last index, if it was of the very same texts."""
    file, of = store.file_of(content, store.INDEX), store.digest(search.indexed(files))
    before = None if anew else store.load(file, store.Indexed)
    if before is not None and before.of == of:
        return before.files
    told("Indexing for search", 0, 0)
    made = search.index_of(files)
    store.save(store.Indexed(of, made), file)
    return made
