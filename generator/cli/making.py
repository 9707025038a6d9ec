"""Make a site and put it in place, with its index: the part of `build` that loads the whole pipeline."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator import publish, search
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
    return site, _put(site.files, output, with_search=options.search, clean=clean)


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
