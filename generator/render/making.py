"""Views made into bytes through Jinja, on several processes where it pays, or one at a time."""

from __future__ import annotations

import gc
import multiprocessing
from array import array
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from jinja2 import BytecodeCache

from generator import reads
from generator.exports import Listed
from generator.loading import Told, untold
from generator.pages import Page, SiteView
from generator.pages.foot import foot, stamped
from generator.render.finishing import number_notes, output_path, relative
from generator.render.following import Leads, leads
from generator.render.templating import environment

FEWEST_PER_JOB = 100
PARTS_PER_JOB = 8
NOWHERE = Leads(frozenset(), frozenset())

Files = dict[str, bytes]


class Made(NamedTuple):
    """Of a file that was made: where its links lead, and what it was made from, as numbers of names."""

    leads: Leads
    read: array[int]


class Rendered(NamedTuple):
    """Files by output path, and what is known of each."""

    files: Files
    made: dict[str, Made]


def render(
    listed: Listed, renderer: Renderer, names: Iterable[str], jobs: int = 1, told: Told = untold
) -> Rendered:
    """Make every page and every file beside them, on several processes where it pays; by output path.

    `names` are of all that a page can have read, in the order in which they are numbered.
    """
    numbers = {name: number for number, name in enumerate(names)}
    maker = _Maker(listed, renderer, numbers)
    parts = _parts(len(listed.pages), jobs)
    told("Making pages", 0, len(parts))
    rendered = _shared_out(maker, parts, jobs, told) if len(parts) > 1 else []
    if not rendered:
        rendered = [maker.made(slice(None))]
    files = {path: data for part in rendered for path, data in part.files.items()}
    made = {path: found for part in rendered for path, found in part.made.items()}
    paths = tuple(_paths(listed))
    return Rendered({path: files[path] for path in paths}, {path: made[path] for path in paths})


def _shared_out(maker: _Maker, parts: list[slice], jobs: int, told: Told) -> list[Rendered]:
    """Make the parts on several processes; nothing where the system has none to give, or ends one."""
    # What a page shows is kept when it is made: the workers inherit it, and none makes it again.
    for batch in maker.listed.batches:
        if batch.is_shown:
            batch.make()
    rendered = []
    gc.freeze()
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, fork, _share, (maker,)) as pool:
            for part in pool.map(_render_shared, parts):
                rendered.append(part)
                told("Making pages", len(rendered), len(parts))
    except (OSError, BrokenProcessPool):
        return []
    finally:
        gc.unfreeze()
    return rendered


def _paths(listed: Listed) -> Iterator[str]:
    """The output paths of all that is listed."""
    yield from (output_path(page.address) for page in listed.pages)
    yield from (path for batch in listed.batches for path in batch.paths)


class _Maker(NamedTuple):
    """Makes parts of what is listed."""

    listed: Listed
    renderer: Renderer
    numbers: Mapping[str, int]

    def made(self, part: slice) -> Rendered:
        """Make a part of the pages, and of the files beside them."""
        made = Rendered({}, {})
        for page in self.listed.pages[part]:
            path = output_path(page.address)
            with reads.reading() as seen:
                html = self.renderer.html(page)
            made.files[path], made.made[path] = html.encode(), Made(leads(html), self.numbered(seen))
        for batch in self.listed.batches[part]:
            with reads.reading() as seen:
                files = batch.make()
            made.files.update(files)
            made.made.update(dict.fromkeys(files, Made(NOWHERE, self.numbered(seen))))
        return made

    def numbered(self, seen: set[str]) -> array[int]:
        """Number what was read; of an entry all is read that is written in its record."""
        return array("L", sorted({self.numbers[reads.of_record(name)] for name in seen}))


def _parts(pages: int, jobs: int) -> list[slice]:
    """Part the pages among the jobs: every so-manieth each, as pages of one kind stand together."""
    if min(jobs, pages // FEWEST_PER_JOB) < 2:  # noqa: PLR2004 - one job is no sharing
        return [slice(None)]
    count = jobs * PARTS_PER_JOB
    return [slice(start, None, count) for start in range(count)]


_shared: list[_Maker] = []


def _share(maker: _Maker) -> None:
    """Keep what a forked worker has inherited; nothing is copied between processes but the files."""
    _shared.append(maker)


def _render_shared(part: slice) -> Rendered:
    return _shared[-1].made(part)


class Renderer:
    """Makes pages into bytes with one set of templates."""

    def __init__(self, site: SiteView, templates: Path, compiled: BytecodeCache | None = None) -> None:
        self._jinja = environment(templates, compiled)
        self._site = site

    def html(self, page: Page) -> str:
        """Make one page; a mistake in a template is an error of Jinja's."""
        view = page.make()
        template = self._jinja.get_template(view.template)
        html = number_notes(template.render(view=view, site=self._site, foot=foot(view, self._site)))
        return relative(stamped(html), view.address, self._site.base_path)


class OnDemand(Mapping[str, bytes]):
    """The files of a site, each of which is made when it is first asked for."""

    def __init__(self, listed: Listed, site: SiteView, templates: Path) -> None:
        self._pages = {output_path(page.address): page for page in listed.pages}
        self._batches = {path: batch for batch in listed.batches for path in batch.paths}
        self._renderer = Renderer(site, templates)
        self._made = assets(templates)
        self._paths = frozenset((*self._made, *_paths(listed)))

    def __getitem__(self, path: str) -> bytes:
        if path not in self._made:
            if path in self._batches:
                self._made |= self._batches[path].make()
            else:
                self._made[path] = self._renderer.html(self._pages[path]).encode()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def assets(templates: Path) -> Files:
    """Read the style sheet, scripts and pictures that pages refer to; what only links elsewhere is none."""
    folder = templates / "assets"
    return {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
