"""The server for writing: what it answers, what it refuses, and that it follows the writer's edits."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, TODAY, TOWN, site_of

from generator import serve as serving
from generator.build import Options, Site

PATIENCE = 20.0
TEMPLATES = PROJECT / "templates"
WELL = "name: Rope\nsummary: All about rope.\n"
BADLY = "name: Rope\nsumary: All about rope.\n"


@dataclass(frozen=True, repr=False)
class Answer:
    """What the server sent: status, headers by their names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Client:
    """A browser, as far as these tests need one."""

    port: int

    def get(self, path: str, host: str | None = None) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", f"localhost:{self.port}" if host is None else host)
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())

    @contextmanager
    def events(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Listen to the stream of events; the function waits for the next one."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", serving.EVENTS, headers={"Host": f"localhost:{self.port}"})
            response = connection.getresponse()
            assert response.getheader("Content-Type") == "text/event-stream"

            def following() -> dict[str, Any]:
                while True:
                    line = response.readline()
                    assert line, "the stream ended"
                    if line.startswith(b"data: "):
                        return dict(json.loads(line.removeprefix(b"data: ")))

            with closing(response):
                yield following


@contextmanager
def _serving(desk: serving.Desk) -> Iterator[Client]:
    server: ThreadingHTTPServer = serving.server(desk, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Client(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A browser at a server of the invented town."""
    options = Options(TODAY, content=TOWN / "content", templates=TEMPLATES, noindex=True, search=False)
    desk = serving.Desk(lambda: site_of(options))
    desk.rebuild()
    with _serving(desk) as browser:
        yield browser


# What it answers


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Tidewick, on the record"),
        ("/people/zoe-brandt/", "Zoë Brandt"),
        ("/people/zoe-brandt/?from=elsewhere", "Zoë Brandt"),
        ("/people/zoe%2Dbrandt/", "Zoë Brandt"),
        ("/about/index.html", "invented"),
    ],
)
def test_page_is_served_with_the_script_that_reloads_it(client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.body)
    text = answer.body.decode()
    assert words in text
    assert text.count(f'<script src="{serving.RELOAD}" defer></script></body>') == 1


def test_assets_are_served_as_what_they_are(client: Client) -> None:
    style = client.get("/assets/style.css")
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert style.body == (TEMPLATES / "assets" / "style.css").read_bytes()
    script = client.get(serving.RELOAD)
    assert (script.status, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert b"EventSource" in script.body


@pytest.mark.parametrize("path", ["/people", "/people/zoe-brandt", "/people/zoe-brandt?tab=1"])
def test_folder_without_its_slash_leads_to_the_one_with_it(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 301
    assert answer.headers["location"].startswith(f"{path.partition('?')[0]}/")


def test_redirect_ends_so_that_a_browser_need_not_wait(client: Client) -> None:
    assert client.get("/people").body == b""


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/nowhere", "/people/nobody/", "/assets/none.css", "/%00", "/%ff"]
)
def test_what_is_not_there_is_answered_with_the_page_that_says_so(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"There is nothing at this address" in answer.body


# What it refuses


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/assets/../../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/assets/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/..\\pyproject.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/content/site.yaml",
        "/site.yaml",
        "/.git/config",
    ],
)
def test_nothing_outside_the_site_is_served(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    for secret in (b"[project]", b"root:", b"council:", b"[core]"):
        assert secret not in answer.body


@pytest.mark.parametrize(
    "path", ["/people%0d%0aX-Evil: 1", "//evil.example/people", "/people%2f..%2f..%2fevil"]
)
def test_no_redirect_leads_elsewhere(client: Client, path: str) -> None:
    answer = client.get(path.replace(" ", "%20"))
    assert "x-evil" not in answer.headers
    assert not answer.headers.get("location", "/").startswith(("//", "http"))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost.evil.example:{port}", ""])
@pytest.mark.parametrize("path", ["/", serving.EVENTS, serving.RELOAD])
def test_foreign_host_is_refused(client: Client, host: str, path: str) -> None:
    answer = client.get(path, host.format(port=client.port))
    assert answer.status == 421
    assert b"Tidewick" not in answer.body


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "localhost", "127.0.0.1"]
)
def test_own_host_is_answered(client: Client, host: str) -> None:
    assert client.get("/", host.format(port=client.port)).status == 200


# That it follows the writer


@dataclass(frozen=True, repr=False)
class Writer:
    """Somebody who writes while the server watches."""

    desk: serving.Desk
    folder: Path
    client: Client
    broken: list[Exception]

    def write(self, name: str, text: str) -> int:
        """Save a file as editors do, a new file put in the old one's place; the version before."""
        before = self.desk.version
        path = self.folder / name
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
        return before

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until the desk is as it should be; fail after a long while."""
        assert _came(until, PATIENCE), self.desk.state()


def _came(until: Callable[[], object], patience: float) -> bool:
    """Whether something came about before patience ran out."""
    deadline = time.monotonic() + patience
    while not until():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


class _StoppedError(Exception):
    """Ends a watch, which otherwise goes on for ever."""


@pytest.fixture
def writer(tiny_content: Path, tmp_path: Path) -> Iterator[Writer]:
    """A writer at the least content and the templates, with a server and a watch over both."""
    content = Path(shutil.copytree(tiny_content, tmp_path / "content"))
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    (content / "topics").mkdir()
    options = Options(TODAY, content=content, templates=templates, search=False)
    desk = serving.Desk(lambda: site_of(options))
    desk.rebuild()
    stopping = threading.Event()
    broken: list[Exception] = []

    def told(_site: Site, _seconds: float) -> None:
        if stopping.is_set():
            raise _StoppedError

    def watch() -> None:
        try:
            serving.watch(desk, (content, templates), told)
        except _StoppedError:
            pass
        except Exception as error:  # noqa: BLE001 - the test is to say what it was
            broken.append(error)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    with _serving(desk) as client:
        someone = Writer(desk, tmp_path, client, broken)
        for _ in range(20):  # the watch gives no sign of having begun
            someone.write("content/topics/rope.yaml", WELL)
            if _came(lambda: desk.version > 1, 0.3):
                break
        yield someone
        stopping.set()
        for _ in range(20):
            someone.write("content/topics/rope.yaml", WELL)
            watching.join(0.3)
            if not watching.is_alive():
                break


def _body(writer: Writer) -> bytes:
    return writer.client.get("/topics/rope/").body


def test_edit_is_served(writer: Writer) -> None:
    assert b"All about rope." in _body(writer)
    writer.write("content/topics/rope.yaml", WELL.replace("All", "Little"))
    writer.wait(lambda: b"Little about rope." in writer.desk.files["topics/rope/index.html"])
    assert b"All about rope." not in _body(writer)
    (writer.folder / "content" / "topics" / "rope.yaml").unlink()
    writer.wait(lambda: "topics/rope/index.html" not in writer.desk.files)
    assert writer.client.get("/topics/rope/").status == 404


def test_browser_is_told_of_an_edit(writer: Writer) -> None:
    with writer.client.events() as following:
        first = state = following()
        assert first["problems"] == []
        writer.write("content/topics/rope.yaml", WELL.replace("All", "Little"))
        while state["version"] == first["version"]:
            state = following()
        assert state["version"] > first["version"]
        assert state["problems"] == []


def test_last_good_site_is_kept_under_an_error_and_goes_on_after_it(writer: Writer) -> None:
    with writer.client.events() as following:
        state = following()
        writer.write("content/topics/rope.yaml", BADLY)
        while not state["problems"]:
            state = following()
        (problem,) = state["problems"]
        assert problem.startswith("topics/rope.yaml:2:1: ")
        assert "“sumary” is not a field" in problem
        assert "“summary”" in problem
        assert b"All about rope." in _body(writer)
        writer.write("content/topics/rope.yaml", WELL.replace("All", "Little"))
        while state["problems"]:
            state = following()
    assert b"Little about rope." in _body(writer)


def test_browser_that_comes_during_an_error_is_told_at_once(writer: Writer) -> None:
    writer.write("content/topics/rope.yaml", BADLY)
    writer.wait(lambda: writer.desk.problems)
    with writer.client.events() as following:
        assert len(following()["problems"]) == 1


def test_reading_alone_starts_no_build(writer: Writer) -> None:
    """Builds read every file: were reads taken for edits, each build would start the next."""
    endless = writer.write("content/topics/rope.yaml", WELL) + 6
    assert not _came(lambda: writer.desk.version >= endless, 1.0)


def test_many_files_at_once_are_built_together(writer: Writer) -> None:
    names = [f"twine-{number}" for number in range(60)]
    before = writer.desk.version
    for name in names:
        writer.write(f"content/topics/{name}.yaml", WELL.replace("Rope", name))
    writer.wait(lambda: all(f"topics/{name}/index.html" in writer.desk.files for name in names))
    assert writer.desk.version - before < len(names) // 2


def test_watch_goes_on_after_a_template_with_a_mistake(writer: Writer) -> None:
    before = writer.write("templates/home.html", "{% if %}")
    writer.wait(lambda: writer.broken or writer.desk.version > before)
    assert writer.broken == [], "the server goes on, but shows no later edit"
    assert b"All about rope." in _body(writer)


# Before and without a first good site


def test_server_answers_though_the_first_build_has_an_error(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "topics").mkdir(parents=True)
    (content / "topics" / "rope.yaml").write_text(BADLY, encoding="utf-8")
    desk = serving.Desk(lambda: site_of(Options(TODAY, content=content, templates=TEMPLATES, search=False)))
    desk.rebuild()
    with _serving(desk) as client:
        answer = client.get("/")
        assert answer.status == 404
        assert serving.RELOAD.encode() in answer.body
        with client.events() as following:
            assert any("sumary" in problem for problem in following()["problems"])
