"""Measure how soon a browser hears of a save: from the file written to the event received.

`python benchmarks/serving.py` measures with a build that takes no time, so what is left is the server's own;
`python benchmarks/serving.py --content content` measures with the real one, and with a page open.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from shutil import copytree
from threading import Thread

from generator import serve
from generator.build import Memory, Options, Site, draft

SAVES = 40
PAUSE = 0.05
PROJECT = Path(__file__).parent.parent


class _Silent:
    def built(self, changed: tuple[str, ...], shown: serve.Shown, seconds: float) -> None:
        pass

    def proved(self, changed: tuple[str, ...], shown: serve.Shown) -> None:
        pass


@contextmanager
def following(desk: serve.Desk, folder: Path) -> Iterator[int]:
    """Serve a desk and rebuild it on changes, for as long as this lasts; gives the port."""
    server = serve.Server(("127.0.0.1", 0), desk, (), serve.Own())
    watcher = serve.Watcher((folder,))
    Thread(target=serve.follow, args=(desk, watcher, _Silent()), daemon=True).start()
    with serve.serving(server):
        yield server.server_port


def delays(port: int, path: Path, page: str) -> Iterator[float]:
    """Save a file again and again, and time each event, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/_throughline/events?page={page}")
    response = connection.getresponse()
    text = path.read_text(encoding="utf-8")
    told = _number(response)
    for number in range(SAVES):
        time.sleep(PAUSE)
        path.write_text(f"{text}# {number}\n", encoding="utf-8")
        started = time.perf_counter()
        while (latest := _number(response)) == told:
            pass
        told = latest
        yield 1000 * (time.perf_counter() - started)


def _number(response: http.client.HTTPResponse) -> int:
    while not (line := response.readline()).startswith(b"data: {"):
        pass
    return int(json.loads(line.removeprefix(b"data: "))["number"])


def main() -> None:
    """Print the median, the ninetieth of a hundred, and the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path)
    parser.add_argument("--file", default="site.yaml")
    parser.add_argument("--page", default="/")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "content"
        if given.content:
            copytree(given.content, folder)
            options = Options(date(2026, 11, 22), folder, PROJECT / "templates", search=False)
            memory = Memory()
            desk = serve.Desk(lambda: draft(options, memory))
        else:
            folder.mkdir()
            (folder / given.file).touch()
            desk = serve.Desk(lambda: Site(files={"index.html": b"home"}))
        port = stack.enter_context(following(desk, folder))
        while not desk.builds:
            time.sleep(PAUSE)
        found = sorted(delays(port, folder / given.file, given.page))
        ninetieth = found[len(found) * 9 // 10]
        sys.stdout.write(
            f"median {statistics.median(found):.0f} ms, p90 {ninetieth:.0f} ms, worst {found[-1]:.0f} ms\n"
        )


if __name__ == "__main__":
    main()
