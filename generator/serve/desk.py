"""The site being written: its last good files, what is wrong in the latest build, and who is told."""

from __future__ import annotations

import json
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import Any

from jinja2 import TemplateError

from generator.loading import Site
from generator.problems import Problem, in_order
from generator.render import is_in_template, template_problem
from generator.serve import answers
from generator.serve.notices import Notice, Workplace, failure
from generator.sources import SourceFile

ASSETS = "assets/"
PAGE = ".html"
# More are counted, not named.
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown at one moment; nothing in it changes but that pages are made when they are asked for."""

    number: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    redirects: tuple[answers.Redirect, ...] = ()
    assets: bytes = b""
    proved: Mapping[str, bytes] = field(default_factory=dict)
    index: Mapping[str, bytes] = field(default_factory=dict)
    sources: tuple[SourceFile, ...] = ()
    found: tuple[Problem, ...] = ()
    unmade: Mapping[str, Problem] = field(default_factory=dict)
    fault: Notice | None = None
    notices: tuple[Notice, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong: in the content, and in the templates of pages that cannot be made."""
        return in_order([*self.found, *self.unmade.values()])

    @property
    def is_ready(self) -> bool:
        """Tell whether there ever was a site to show."""
        return bool(self.files)


@dataclass
class Desk:
    """Holds what is shown, replaces it when it is built anew, and wakes those who listen.

    `build` makes a site whose files may be made one at a time, when they are asked for; a page that
    cannot be made is shown as it was when it last could be. One thread at a time builds or makes a page.
    """

    build: Callable[[], Site]
    workplace: Workplace = field(default_factory=Workplace)
    shown: Shown = field(default_factory=Shown)
    builds: int = 0
    closed: bool = False
    _news: threading.Condition = field(default_factory=threading.Condition)
    _making: threading.RLock = field(default_factory=threading.RLock)
    _open: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, bytes] = field(default_factory=dict)

    # Building

    def rebuild(self) -> Shown:
        """Build anew; keep the last good files where there are errors or the program fails."""
        with self._making:
            try:
                self._take(self.build())
            except Exception as error:  # noqa: BLE001 - whatever fails, the writer goes on writing
                self._show(fault=failure(error, traceback.format_exc()))
            self.builds += 1
            for address in sorted(self._open):
                self._answer(address)
            self._retry()
            return self._tell()

    def _take(self, site: Site) -> None:
        if site.has_errors:
            self._show(fault=None, found=site.problems, sources=site.sources)
            return
        listed = site.files.get("_redirects", b"")
        self._show(
            fault=None, found=site.problems, sources=site.sources, files=site.files,
            redirects=answers.redirects(listed), assets=_sum(site.files),
            unmade={path: one for path, one in self.shown.unmade.items() if path in site.files},
        )  # fmt: skip

    def prove(self, is_wanted: Callable[[], bool]) -> tuple[str, ...] | None:
        """Make every page, and tell which are other than before; give up where a build is wanted.

        So a template's mistake is found that no open page shows, and there is a page to go on
        showing when it cannot be made later. No other file can fail by a template, so none is made.
        """
        before, noted = self.shown.proved, self._troubles()
        proved: dict[str, bytes] = {}
        for path in sorted(path for path in self.shown.files if path.endswith(PAGE)):
            if is_wanted():
                return None
            data = self._made(path)
            data = self._kept.get(path) if data is None else data
            if data is not None:
                proved[path] = data
        changed = _differing(before, proved) if before else ()
        self._kept = dict(proved)
        self._show(proved=proved)
        if changed or self._troubles() != noted:
            self._tell(changed)
        return changed

    def index(self, files: Mapping[str, bytes]) -> None:
        """Take an index for search, which lies beside the site's own files."""
        self._show(index=files)

    # Being a shelf: what `answers` asks

    def has(self, path: str) -> bool:
        """Tell whether the site has a file."""
        return path in self.shown.files or path in self.shown.index

    def read(self, path: str) -> bytes:
        """Give the bytes of a file, as they last could be made."""
        if path in self.shown.index:
            return self.shown.index[path]
        data = self._made(path)
        if data is None:
            data = self._kept.get(path)
        if data is None:
            raise UnmadeError(path)
        return data

    def redirects(self) -> tuple[answers.Redirect, ...]:
        """Give where earlier addresses lead."""
        return self.shown.redirects

    def _made(self, path: str) -> bytes | None:
        """Make one file; nothing where that is not possible, which is noted as a problem."""
        with self._making:
            if path not in self.shown.files:
                return None
            try:
                data = self.shown.files[path]
            except Exception as error:  # noqa: BLE001 - a template can fail in any way
                self._note(path, error)
                return None
            self._kept[path] = data
            if path in self.shown.unmade:
                self._show(unmade={other: one for other, one in self.shown.unmade.items() if other != path})
            return data

    def _retry(self) -> None:
        """Try one page for each mistake in a template; where it can be made again, the mistake is gone."""
        for problem, path in {one: path for path, one in self.shown.unmade.items()}.items():
            if self._made(path) is not None:
                left = {other: one for other, one in self.shown.unmade.items() if one != problem}
                self._show(unmade=left)

    def _note(self, path: str, error: Exception) -> None:
        if isinstance(error, TemplateError) or is_in_template(error):
            self._show(unmade={**self.shown.unmade, path: template_problem(error)})
        else:
            self._show(fault=failure(error, traceback.format_exc()))

    def _troubles(self) -> tuple[object, ...]:
        return (self.shown.fault, self.shown.unmade)

    # Being read

    def answer(self, address: str) -> answers.Answer | None:
        """Answer for an address; nothing where there is no page to show yet."""
        noted = self._troubles()
        found = self._answer(address)
        if self._troubles() != noted:
            self._tell()
        return found

    def _answer(self, address: str) -> answers.Answer | None:
        if not self.shown.is_ready:
            return None
        try:
            return answers.answer(address, self)
        except UnmadeError:
            return None

    def mark(self, found: answers.Answer | None) -> str:
        """Sum up what an address shows."""
        if found is None:
            return answers.NONE if self.builds else answers.NOT_YET
        return answers.mark(found, self.shown.assets)

    # Telling

    @contextmanager
    def listening(self, address: str) -> Iterator[None]:
        """Keep an address among those that are open, whose pages are made with every build."""
        with self._news:
            self._open[address] += 1
        try:
            yield
        finally:
            with self._news:
                self._open[address] -= 1
                if not self._open[address]:
                    del self._open[address]

    def wait(self, told: int, seconds: float) -> int:
        """Return the number of what is shown: when there is something to tell, or after a while."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.shown.number != told, timeout=seconds)
            return self.shown.number

    def news(self, address: str) -> str:
        """Word what is shown for whoever has an address open."""
        mark = self.mark(self.answer(address))
        shown = self.shown
        return json.dumps(
            {
                "number": shown.number,
                "ready": shown.is_ready,
                "mark": mark,
                "problems": shown.notices,
                "more": len(shown.problems) + (shown.fault is not None) - len(shown.notices),
                "changed": shown.changed[:MOST_NAMED],
                "others": max(0, len(shown.changed) - MOST_NAMED),
            },
            ensure_ascii=False,
        )

    def close(self) -> None:
        """Send everybody away who listens."""
        with self._news:
            self.closed = True
            self._news.notify_all()

    def _tell(self, changed: tuple[str, ...] = ()) -> Shown:
        """Number what is shown anew, and wake those who listen."""
        with self._making:
            shown = self.shown
            notices = self.workplace.notices(shown.problems, shown.sources)
            if shown.fault is not None:
                notices = (shown.fault, *notices)
            self._show(number=shown.number + 1, notices=notices, changed=changed)
            told = self.shown
        with self._news:
            self._news.notify_all()
        return told

    def _show(self, **changes: Any) -> None:
        with self._making:
            self.shown = replace(self.shown, **changes)


class UnmadeError(Exception):
    """Says that a page cannot be made, and never could be."""


def _sum(files: Mapping[str, bytes]) -> bytes:
    """Sum up what every page is shown with: style sheet, scripts, pictures."""
    total = blake2s()
    for path in sorted(path for path in files if path.startswith(ASSETS)):
        total.update(path.encode() + b"\0" + files[path])
    return total.digest()


def _differing(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[str, ...]:
    """The addresses of pages that are new, other or gone."""
    paths = sorted(path for path in before.keys() | now.keys() if path.endswith(PAGE))
    return tuple(f"/{path.removesuffix('index.html')}" for path in paths if before.get(path) != now.get(path))
