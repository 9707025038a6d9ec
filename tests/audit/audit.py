"""Looks at a built site with the Nu checker and with Lighthouse, as `make audit` does after the tests.

`python tests/audit/audit.py SITE` serves the folder compressed and with the headers of netlify.toml, as the
host would, and ends with status 1 where a page has an error or a score is too low.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "node")]

from browser.server import rules_of  # noqa: E402 - these lie beside, in no package that is installed
from npm import npm  # noqa: E402 - as above

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# Of several runs the median counts: a busy machine makes single ones worse.
RUNS = 5
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder as the host would: compressed, with its headers."""
    rules = rules_of(PROJECT / "netlify.toml")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = site / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}"
            body = file.read_bytes() if file.is_file() else (site / "404.html").read_bytes()
            self.send_response(200 if file.is_file() else 404)
            kind = guess_type(file.name)[0] or "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            for pattern, headers in rules:
                if fnmatchcase(path, pattern):
                    for name, value in headers.items():
                        self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def markup(site: Path) -> bool:
    """Let the Nu checker read every page; tell whether it found no error."""
    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss8m", "-jar", jar, "--errors-only", "--skip-non-html", "--format", "gnu", site]
    found = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    print(f"Nu checker: {len(list(site.rglob('*.html'))):,} pages, status {found.returncode}")
    print(found.stderr, end="")
    return found.returncode == 0


def pages(site: Path) -> tuple[str, ...]:
    """Choose the pages that Lighthouse looks at: home, timeline, the largest recommendation."""
    found = sorted((site / "recommendations").glob("*/index.html"), key=lambda page: page.stat().st_size)
    return ("/", "/timeline/", f"/{found[-1].parent.relative_to(site).as_posix()}/")


def scores(address: str) -> dict[str, int]:
    """Let Lighthouse look at a page as a telephone does; the median of several runs."""
    command, folder = npm()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
    environment = {
        **os.environ, "CHROME_PATH": chromium, "PATH": os.pathsep.join([str(folder), os.environ["PATH"]]),
    }  # fmt: skip
    program = HERE / "node_modules/lighthouse/cli/index.js"
    runs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as work:
            report = Path(work) / "report.json"
            arguments = [command[0], program, address, "--quiet", "--output=json", f"--output-path={report}"]
            arguments.append(f"--chrome-flags={CHROMIUM}")
            _run(list(map(str, arguments)), environment)
            found = json.loads(report.read_text(encoding="utf-8"))
            runs.append({name: round(100 * (one["score"] or 0)) for name, one in found["categories"].items()})
    return {name: sorted(run[name] for run in runs)[RUNS // 2] for name in LEAST}


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    """Run Lighthouse; now and then Chromium gives it no trace, and it asks to be run again."""
    for left in (2, 1, 0):
        if subprocess.run(arguments, env=environment, check=not left).returncode == 0:
            return


def main(site: Path) -> int:
    """Look at everything, and say what is not as it should be."""
    good = markup(site)
    with serving(site) as home:
        for page in pages(site):
            found = scores(f"{home}{page}")
            good = good and all(found[name] >= least for name, least in LEAST.items())
            print(f"Lighthouse: {page} {found}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
