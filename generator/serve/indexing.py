"""Make the index for search in the background, over a copy of the pages in a folder of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import publish, search
from generator.serve.desk import Desk


@dataclass
class Indexer:
    """Indexes the newest pages it was given; older ones that nobody indexed yet are passed over."""

    desk: Desk
    say: Callable[[str], None] = print
    _folder: TemporaryDirectory[str] = field(default_factory=TemporaryDirectory)
    _next: Mapping[str, bytes] | None = None
    _news: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False
    _thread: threading.Thread | None = None

    def index(self, files: Mapping[str, bytes]) -> None:
        """Ask for an index of these files."""
        with self._news:
            self._next = files
            self._news.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Finish what is being indexed, and remove the folder."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join()
        self._folder.cleanup()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._next is not None)
                if self._closed or self._next is None:
                    return
                files, self._next = self._next, None
            self._make(files)

    def _make(self, files: Mapping[str, bytes]) -> None:
        site = Path(self._folder.name) / "site"
        try:
            publish.publish(files, site)
            self.desk.index(search.index(site))
        except (OSError, publish.PublishError, search.SearchError) as error:
            self.say(f"The search still knows the pages as they were, as they cannot be indexed: {error}")
