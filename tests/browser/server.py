"""A web server that serves a folder the way Netlify would, with the headers of netlify.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

Rules = list[tuple[str, dict[str, str]]]


def rules_of(config: Path) -> Rules:
    """Return each pattern of addresses in a netlify.toml, with its headers."""
    read = tomllib.loads(config.read_text(encoding="utf-8"))
    return [(rule["for"], rule["values"]) for rule in read["headers"]]


@contextmanager
def serving(site: Path, rules: Rules) -> Iterator[str]:
    """Serve a folder, and give the address to find it at."""

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(site))  # type: ignore[arg-type]

        def end_headers(self) -> None:
            for pattern, headers in rules:
                if fnmatchcase(self.path, pattern):
                    for name, value in headers.items():
                        self.send_header(name, value)
            super().end_headers()

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != HTTPStatus.NOT_FOUND:
                super().send_error(code, message, explain)
                return
            body = (site / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
