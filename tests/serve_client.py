"""What tests of the server for writing share: the program itself, run, and a browser as far as needed."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
PATIENCE = 30.0
EVENTS = "/_throughline/events"
TAG = re.compile(rb'<script type="module" src="/_throughline/overlay\.js" data-mark="([\w-]*)"></script>')


@dataclass(frozen=True, repr=False)
class Answer:
    """What the server sent: status, headers by their names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def mark(self) -> str:
        """What the page is told it is."""
        (found,) = TAG.findall(self.body)
        return bytes(found).decode()

    @property
    def page(self) -> bytes:
        """The page as the site has it."""
        return TAG.sub(b"", self.body)


@dataclass(frozen=True)
class Client:
    """A browser, as far as these tests need one."""

    port: int
    host: str = "127.0.0.1"

    def get(self, path: str, host: str | None = None, method: str = "GET") -> Answer:
        with closing(http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)) as connection:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"localhost:{self.port}" if host is None else host)
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())

    @contextmanager
    def events(self, page: str = "/") -> Iterator[Callable[[], dict[str, Any]]]:
        """Listen to the stream of events for a page; the function waits for the next one."""
        with closing(http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", f"{EVENTS}?page={page}", headers={"Host": f"localhost:{self.port}"})
            response = connection.getresponse()
            assert (response.getheader("Content-Type") or "").startswith("text/event-stream")

            def following() -> dict[str, Any]:
                while True:
                    line = response.readline()
                    assert line, "the stream ended"
                    if line.startswith(b"data: "):
                        return dict(json.loads(line.removeprefix(b"data: ")))

            with closing(response):
                yield following

    def state(self, page: str = "/") -> dict[str, Any]:
        """What somebody who opens a page now is told."""
        with self.events(page) as following:
            return following()


@dataclass
class Program:
    """`throughline serve`, running; what it says is kept."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def client(self) -> Client:
        """A browser at the address that the program said to open."""
        assert self.says("Open http://"), self.said
        (port,) = re.findall(r"Open http://[^/]*:(\d+)/", "".join(self.said))
        return Client(int(port))

    def says(self, words: str) -> bool:
        """Wait until the program says something."""
        return came(lambda: words in "".join(self.said))

    def listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)

    @property
    def memory(self) -> int:
        """The memory that the program has at the moment, in bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    @property
    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    @property
    def handles(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


@contextmanager
def program(folder: Path, *words: str) -> Iterator[Program]:
    """Run `throughline serve` in a folder, at a free port unless one is given."""
    port = () if "--port" in words else ("--port", "0")
    command = [sys.executable, "-m", "generator", "serve", "--today", "2020-01-01", *port, *words]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    running = Program(process)
    listening = threading.Thread(target=running.listen)
    listening.start()
    try:
        yield running
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            listening.join()
            assert process.stderr is not None
            process.stderr.close()


def came(until: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait for something to come about; whether it did before patience ran out."""
    deadline = time.monotonic() + patience
    while not until():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def save(path: Path, text: str) -> None:
    """Save a file as many editors do: a new file put in the old one's place."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
