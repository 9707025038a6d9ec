"""A local server for writing: builds in memory, watches the folders, reloads the browser.

The last good site stays while there are mistakes, under a panel that lists them.
"""

from __future__ import annotations

import json
import mimetypes
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.build import Site
from generator.render import output_path

QUIET = 0.05
CHANGES = ("created", "modified", "moved", "deleted", "closed")
PING = 15.0
RELOAD = "/_throughline/reload.js"
EVENTS = "/_throughline/events"
TAG = f'<script src="{RELOAD}" defer></script></body>'.encode()
SCRIPT = b"""// Reloads the page when the site was rebuilt, and lists what is wrong with the content.
const panel = document.createElement("aside");
panel.setAttribute("role", "status");
panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;z-index:99;" +
  "background:#3b0d0c;color:#fff;padding:1rem;font:16px/1.5 system-ui;display:none;white-space:pre-wrap";
document.body.append(panel);
let version = null;
const events = new EventSource("/_throughline/events");
events.onmessage = (message) => {
  const state = JSON.parse(message.data);
  panel.textContent = state.problems.join("\\n\\n");
  panel.style.display = state.problems.length ? "block" : "none";
  if (version !== null && state.version !== version && !state.problems.length) location.reload();
  version = state.version;
};
"""


@dataclass
class Desk:
    """The site being written: the last good files, and the problems of the latest build."""

    build: Callable[[], Site]
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    version: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def rebuild(self) -> Site:
        """Build anew; keep the last good files where there are errors."""
        site = self.build()
        with self.changed:
            self.problems = tuple(
                f"{one.place}: {one.message}. {one.hint}" for one in site.problems if one.is_error
            )
            if not site.has_errors:
                self.files = site.files
            self.version += 1
            self.changed.notify_all()
        return site

    def wait(self, told: int) -> None:
        """Return when there is a build after the one told of, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != told, timeout=PING)

    def state(self) -> str:
        return json.dumps({"version": self.version, "problems": self.problems})


class _Handler(BaseHTTPRequestHandler):
    """Answers from memory: only the site, only to this machine's own name."""

    desk: Desk
    hosts: frozenset[str]

    def do_GET(self) -> None:
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in self.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to its own name only")
            return
        path = unquote(urlsplit(self.path).path)
        if path == EVENTS:
            self._events()
        elif path == RELOAD:
            self._send(SCRIPT, "text/javascript")
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        data = self.desk.files.get(output_path(path))
        if data is None and output_path(f"{path}/") in self.desk.files:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.end_headers()
            return
        status = HTTPStatus.OK if data is not None else HTTPStatus.NOT_FOUND
        found = data if data is not None else self.desk.files.get("404.html", b"Not built yet</body>")
        kind = mimetypes.guess_type(output_path(path))[0] or "text/html"
        html = kind == "text/html" or data is None
        self._send(found.replace(b"</body>", TAG) if html else found, "text/html" if html else kind, status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        """Tell the browser of each build, until it goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told = -1
        try:
            while True:
                news = self.desk.version != told
                told = self.desk.version
                line = f"data: {self.desk.state()}\n\n" if news else ": still here\n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()
                self.desk.wait(told)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server uses
        """Say nothing: a clerk watches for problems, not for requests."""


class _Watcher(FileSystemEventHandler):
    """Notes that something changed; the loop waits until it is quiet."""

    def __init__(self) -> None:
        self.latest = 0.0
        self.waiting = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in CHANGES and not event.is_directory:
            self.latest = time.monotonic()
            self.waiting.set()

    def wait(self) -> None:
        """Return once something changed and nothing more did for a moment."""
        self.waiting.wait()
        while time.monotonic() - self.latest < QUIET:
            time.sleep(QUIET / 5)
        self.waiting.clear()


def server(desk: Desk, host: str, port: int) -> ThreadingHTTPServer:
    """Make the server for a desk; it does not run yet."""
    names = frozenset({"localhost", "127.0.0.1", "::1", host})
    handler = type("Handler", (_Handler,), {"desk": desk, "hosts": names})
    ThreadingHTTPServer.daemon_threads = True
    return ThreadingHTTPServer((host, port), handler)


def watch(desk: Desk, folders: tuple[Path, ...], told: Callable[[Site, float], None]) -> None:
    """Rebuild whenever something below the folders changes; runs until it is interrupted."""
    watcher = _Watcher()
    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(watcher, str(folder), recursive=True)
    observer.start()
    try:
        while True:
            watcher.wait()
            started = time.perf_counter()
            told(desk.rebuild(), time.perf_counter() - started)
    finally:
        observer.stop()
        observer.join()
