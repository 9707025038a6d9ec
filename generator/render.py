"""Views made into bytes through Jinja, links made relative, and every link of the output checked."""

from __future__ import annotations

import gc
import multiprocessing
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.exports import Listed
from generator.loading import Told, untold
from generator.pages import Page, SiteView
from generator.pages.foot import foot, stamped
from generator.pages.markup import escaped
from generator.pages.views import MomentRow
from generator.problems import Place, Problem

ATTRIBUTES = ("href", "src", "action")
# How a link from the root begins: parting a page there once is faster than any pattern.
FROM_ROOT = '="/'
LEADING = tuple(f"{before}{name}" for before in " \n" for name in ATTRIBUTES)
# Each begins with letters that are looked for at once: a pattern that begins with a choice or with what
# must stand before it is tried at every sign of a page, which took ten times as long.
LINKS = tuple(re.compile(rf'{name}="(?<=\s{name}=")([^"]*)"') for name in ATTRIBUTES)
IDENTIFIER = re.compile(r'id="(?<=\sid=")([^"]*)"')
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# A reference to a source, around its number, which stands in it twice.
REFERENCE = ('<a href="#note-', '"><span class="for-ears">source </span>', "</a>")
NOTE = re.compile(r'<li id="note-(\d+)">(.*?)</li>\n')
FEWEST_PER_JOB = 100
PARTS_PER_JOB = 8
ABSOLUTE_PAGES = ("/404.html",)

Files = dict[str, bytes]


class _Template(Template):
    """A template that escapes values without wrapping each of them: the same bytes in less time."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's own names
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


@lru_cache(maxsize=4)
def environment(templates: Path) -> Environment:
    """Make the Jinja environment: autoescape on, an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.template_class = _Template
    made.globals["once"] = _once
    return made


def _once(macro: Callable[[Any, int], Markup], row: MomentRow, level: int) -> Markup:
    """Render a row that stands on many pages once for all of them."""
    if row.rendered is None:
        return macro(row, level)
    if level not in row.rendered:
        row.rendered[level] = macro(row, level)
    return row.rendered[level]


def render(listed: Listed, site: SiteView, templates: Path, jobs: int = 1, told: Told = untold) -> Files:
    """Make every page and every file beside them, on several processes where it pays; by output path."""
    renderer = Renderer(site, templates)
    parts = _parts(len(listed.pages), jobs)
    told("Making pages", 0, len(parts))
    rendered = _shared_out(listed, renderer, parts, jobs, told) if len(parts) > 1 else []
    if not rendered:
        rendered = [_made(listed, renderer, slice(None))]
    found = {path: data for part in rendered for path, data in part.items()}
    return {path: found[path] for path in _paths(listed)} | assets(templates)


def _shared_out(listed: Listed, renderer: Renderer, parts: list[slice], jobs: int, told: Told) -> list[Files]:
    """Make the parts on several processes; nothing where the system has none to give, or ends one."""
    # What a page shows is kept when it is made: the workers inherit it, and none makes it again.
    for batch in listed.batches:
        if batch.is_shown:
            batch.make()
    rendered = []
    gc.freeze()
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, fork, _share, (listed, renderer)) as pool:
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


def _made(listed: Listed, renderer: Renderer, part: slice) -> Files:
    """Make a part of the pages, and of the files beside them."""
    made = {output_path(page.address): renderer.page(page) for page in listed.pages[part]}
    for batch in listed.batches[part]:
        made |= batch.make()
    return made


def template_problem(error: Exception) -> Problem:
    """Say what is wrong in a template, and where it is known to be."""
    met = _lines_of_templates(error)
    name = getattr(error, "name", None) or (met[-1][0] if met else "templates")
    line = getattr(error, "lineno", None) or (met[-1][1] if met else 1)
    hint = "Mend the template; the site stays as it was."
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return Problem("template-error", message, Place(f"{name}", line), hint)


def is_in_template(error: Exception) -> bool:
    """Tell whether an error came about while a template was at work, such as a sum of text and number."""
    return bool(_lines_of_templates(error))


def _lines_of_templates(error: Exception) -> list[tuple[str, int]]:
    """The lines of templates that led to an error; Jinja lays them into the traceback."""
    frames = traceback.walk_tb(error.__traceback__)
    return [
        (Path(frame.f_code.co_filename).name, line)
        for frame, line in frames
        if frame.f_code.co_filename.endswith(".html")
    ]


def _parts(pages: int, jobs: int) -> list[slice]:
    """Part the pages among the jobs: every so-manieth each, as pages of one kind stand together."""
    if min(jobs, pages // FEWEST_PER_JOB) < 2:  # noqa: PLR2004 - one job is no sharing
        return [slice(None)]
    count = jobs * PARTS_PER_JOB
    return [slice(start, None, count) for start in range(count)]


_shared: list[tuple[Listed, Renderer]] = []


def _share(listed: Listed, renderer: Renderer) -> None:
    """Keep what a forked worker has inherited; nothing is copied between processes but the files."""
    _shared.append((listed, renderer))


def _render_shared(part: slice) -> Files:
    return _made(*_shared[-1], part)


class Renderer:
    """Makes pages into bytes with one set of templates."""

    def __init__(self, site: SiteView, templates: Path) -> None:
        self._jinja = environment(templates)
        self._site = site

    def page(self, page: Page) -> bytes:
        """Make one page; a mistake in a template is an error of Jinja's."""
        view = page.make()
        template = self._jinja.get_template(view.template)
        html = number_notes(template.render(view=view, site=self._site, foot=foot(view, self._site)))
        return relative(stamped(html), view.address, self._site.base_path).encode()


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
                self._made[path] = self._renderer.page(self._pages[path])
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def number_notes(html: str) -> str:
    """Number a page's sources in the order in which they first appear on it."""
    numbers: dict[str, int] = {}
    opening, middle, end = REFERENCE
    before, *referring = html.split(opening)
    pieces = [before]
    for piece in referring:
        old = piece[: piece.find('"')]
        reference = f"{old}{middle}{old}{end}"
        if not piece.startswith(reference):
            pieces.append(f"{opening}{piece}")
            continue
        first = old not in numbers
        number = numbers.setdefault(old, len(numbers) + 1)
        anchor = f'<a id="ref-{number}" href="#note-' if first else opening
        pieces.append(f"{anchor}{number}{middle}{number}{end}{piece[len(reference):]}")
    html = "".join(pieces)
    notes = {match[1]: match[2] for match in NOTE.finditer(html)}
    start = html.find('<li id="note-')
    if start < 0:
        return html
    listed = "".join(_note(number, notes[old]) for old, number in numbers.items())
    return html[:start] + listed + NOTE.sub("", html[start:])


def _note(number: int, text: str) -> str:
    back = f'<span class="for-ears">Back to source {number} in the text</span>'
    arrow = '<span aria-hidden="true">↑</span>'
    return f'<li id="note-{number}">{text} <a class="back" href="#ref-{number}">{arrow}{back}</a></li>\n'


def output_path(address: str) -> str:
    """Name the file that a web server shows for an address."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative(html: str, address: str, base_path: str = "/") -> str:
    """Make links from the root relative to a page, so that the site works at any path.

    Text cannot hold the pattern: in it a quotation mark is always escaped.
    """
    depth = address.count("/") - 1
    start = escaped(base_path) if address in ABSOLUTE_PAGES else "../" * depth or "./"
    before, *pieces = html.split(FROM_ROOT)
    made = [before]
    for piece in pieces:
        # Two strokes lead to another host.
        leads = before.endswith(LEADING) and not piece.startswith("/")
        made += (f'="{start}' if leads else FROM_ROOT, piece)
        before = piece
    return "".join(made)


def assets(templates: Path) -> Files:
    """Read the style sheet, scripts and pictures that pages refer to; what only links elsewhere is none."""
    folder = templates / "assets"
    return {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def check_links(files: Mapping[str, bytes], elsewhere: frozenset[str] = frozenset()) -> list[Problem]:
    """Ensure every `href`, `src` and fragment of the output leads somewhere inside it.

    `elsewhere` names files that a later step puts in place, such as the search index.
    """
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    identifiers = {path: frozenset(IDENTIFIER.findall(html)) for path, html in pages.items()}
    output = _Output(files, identifiers, elsewhere)
    problems: list[Problem] = []
    for path, html in pages.items():
        up = "../" * path.count("/")
        for target in sorted({one for link in LINKS for one in link.findall(html)}):
            # Most links climb to the root and name a page from there: on all pages of one depth alike.
            rooted = bool(up) and target.startswith(up) and not target.startswith("../", len(up))
            if (rooted and target in output.alive) or path in ABSOLUTE_404:
                continue
            if said := _dead(path, unescape(target), output):
                hint = "Mend the link in the text it comes from, or the template."
                problems.append(Problem("link-dead", said, Place(f"/{path}"), hint))
            elif rooted:
                output.alive.add(target)
    return problems


@dataclass(frozen=True, slots=True)
class _Output:
    """What links can lead to, and which of those that climb to the root are known to lead there."""

    files: Mapping[str, bytes]
    identifiers: Mapping[str, frozenset[str]]
    elsewhere: frozenset[str]
    alive: set[str] = field(default_factory=set)


def _dead(path: str, target: str, output: _Output) -> str:
    """Say what is wrong with a link, or nothing."""
    if ELSEWHERE.match(target):
        return ""
    address, _, fragment = target.partition("#")
    file = _resolve(path, unquote(address.partition("?")[0]))
    if file in output.elsewhere:
        return ""
    if file not in output.files:
        return f"the link to “{target}” leads nowhere"
    if fragment and unquote(fragment) not in output.identifiers.get(file, (unquote(fragment),)):
        return f"the link to “{target}” leads to a place that is not on that page"
    return ""


ABSOLUTE_404 = frozenset(address.lstrip("/") for address in ABSOLUTE_PAGES)


def _resolve(path: str, address: str) -> str:
    """The output file that a relative address on a page means."""
    if not address:
        return path
    steps = path.split("/")[:-1]
    for step in address.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    found = "/".join(steps)
    return output_path(f"/{found}/" if found else "/") if address.endswith(("/", ".")) else found
