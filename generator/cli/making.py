"""Make a site and put it in place, with its index: the part of `build` that loads the whole pipeline."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from generator import publish, search, store
from generator.build import Options, Site, rebuild
from generator.cli.arguments import counted, report, say
from generator.cli.compiled import Compiled
from generator.cli.progress import progress
from generator.cli.remembering import kept
from generator.fingerprints import Earlier
from generator.loading import Told


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the site that stands in the output was made from, if one does, and what one made now is."""

    before: store.Inputs
    now: store.Inputs


@dataclass(frozen=True, slots=True)
class Left:
    """What the latest build left for the next, and the digest of what it was made from."""

    of: bytes
    earlier: Earlier


@dataclass(frozen=True, slots=True)
class Done:
    """A site in place: what was said of it, why which files were made again, and what publishing did."""

    site: Site
    why: tuple[str, ...]
    changes: publish.Changes


def make(options: Options, output: Path, inputs: Inputs, *, clean: bool) -> Done:
    """Make the site and put it in place, or say why not and end."""
    earlier = _earlier(options.content, inputs)
    with kept(options.content, anew=clean) as memory, progress() as told:
        compiled = None if clean else Compiled(options.templates)
        site, left = rebuild(options, memory, earlier, told=told, compiled=compiled)
    report(site.problems, site.sources)
    if left is None or site.has_errors:
        say(f"Nothing was written: {counted(site.problems)}.")
        sys.exit(1)
    standing = frozenset(left.made.keys() - site.files.keys())
    changes = _put(site.files, standing, options, output, clean=clean)
    if inputs.now:
        store.save(Left(_digest(inputs.now), left), store.file_of(options.content, store.MADE))
    return Done(site, tuple(left.why(earlier, site.files)) if earlier else (), changes)


def _earlier(content: Path, inputs: Inputs) -> Earlier | None:
    """Find what the build left whose site stands in the output, if only records have changed since."""
    if not inputs.before or not store.only_records_differ(inputs.before, inputs.now, content):
        return None
    left = store.load(store.file_of(content, store.MADE), Left)
    return left.earlier if left is not None and left.of == _digest(inputs.before) else None


def _digest(inputs: store.Inputs) -> bytes:
    return store.digest(part for name in sorted(inputs) for part in (name.encode(), inputs[name]))


def _put(
    files: Mapping[str, bytes], standing: frozenset[str], options: Options, output: Path, *, clean: bool
) -> publish.Changes:
    """Put the files in place beside those that stand, or say why they cannot be."""
    try:
        with progress() as told:
            index = _index(files, standing, options, output, told, anew=clean) if options.search else {}
            told("Publishing", 0, 0)
            return publish.publish({**files, **index}, output, clean=clean, standing=standing)
    except (publish.PublishError, search.SearchError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        words = f"{error.filename or output} cannot be written: {error.strerror}"
        raise click.ClickException(f"{words}. The next run completes this one, or undoes it.") from None


def _index(
    files: Mapping[str, bytes], standing: frozenset[str], options: Options, output: Path, told: Told, *,
    anew: bool,
) -> Mapping[str, bytes]:  # fmt: skip
    """Index the pages for search, or take the last index, if it was of the very same texts."""
    every = {**files, **{path: (output / path).read_bytes() for path in sorted(standing)}}
    file, of = store.file_of(options.content, store.INDEX), store.digest(search.indexed(every))
    before = None if anew else store.load(file, store.Indexed)
    if before is not None and before.of == of:
        return before.files
    told("Indexing for search", 0, 0)
    made = search.index_of(every)
    store.save(store.Indexed(of, made), file)
    return made
