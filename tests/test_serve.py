"""The server for writing: what it answers, what it refuses, and that it follows the writer's edits."""

from __future__ import annotations

import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PROJECT, TODAY, TOWN
from serve_client import EVENTS, Client, Program, came, program, save

from generator import serve
from generator.build import Memory, Options, draft
from generator.cli import main
from generator.serve import server as serving

TEMPLATES = PROJECT / "templates"
OVERLAY = "/_throughline/overlay.js"
WELL = "name: Rope\nsummary: All about rope.\n"
LITTLE = WELL.replace("All", "Little")
BADLY = "name: Rope\nsumary: All about rope.\n"


def desk_of(content: Path, templates: Path = TEMPLATES) -> serve.Desk:
    options = Options(TODAY, content=content, templates=templates, noindex=True, search=False)
    memory = Memory()
    return serve.Desk(
        lambda: draft(options, memory), serve.Workplace(content, templates, "x://{path}:{line}")
    )


@contextmanager
def running(desk: serve.Desk, host: str = "127.0.0.1") -> Iterator[Client]:
    own = serve.Own("### `field-unknown`\n\nWhat it means.\n")
    server = serve.Server((host, 0), desk, serve.header_rules(PROJECT), own)
    with serve.serving(server):
        yield Client(server.server_port, host)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A browser at a server of the invented town."""
    desk = desk_of(TOWN / "content")
    desk.rebuild()
    assert not desk.shown.fault
    with running(desk) as browser:
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
def test_page_is_served_with_the_script_that_shows_it_anew(client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert words in answer.body.decode()
    assert answer.mark
    assert b"</script></body>" in answer.body


def test_page_is_sent_with_the_headers_of_the_host(client: Client) -> None:
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/nowhere/").headers["content-security-policy"] == headers["content-security-policy"]
    assert client.get(OVERLAY).headers["content-security-policy"] == headers["content-security-policy"]


def test_files_are_served_as_what_they_are(client: Client) -> None:
    style = client.get("/assets/style.css")
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert style.body == (TEMPLATES / "assets" / "style.css").read_bytes()
    script = client.get(OVERLAY)
    assert (script.status, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/assets/style.css", OVERLAY, "/people"])
def test_head_is_answered_as_get_without_the_body(client: Client, path: str) -> None:
    with_body, without = client.get(path), client.get(path, method="HEAD")
    assert without.body == b""
    assert without.status == with_body.status
    for name in ("content-type", "content-length", "location"):
        assert without.headers.get(name) == with_body.headers.get(name)


def test_head_of_the_events_ends(client: Client) -> None:
    assert client.get(EVENTS, method="HEAD").status == 404


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "NONSENSE"]
)
@pytest.mark.parametrize("path", ["/", EVENTS])
def test_other_methods_are_refused(client: Client, method: str, path: str) -> None:
    assert client.get(path, method=method).status == 405


@pytest.mark.parametrize("path", ["/people", "/people/zoe-brandt", "/people/zoe-brandt?tab=1"])
def test_folder_without_its_slash_leads_to_the_one_with_it(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 301
    before, sign, query = path.partition("?")
    assert answer.headers["location"] == f"{before}/{sign}{query}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body == b""


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/nowhere", "/people/nobody/", "/assets/none.css", "/%00", "/%ff", "/_redirects"]
)
def test_what_is_not_there_is_answered_with_the_page_that_says_so(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"There is nothing at this address" in answer.body


def test_help_with_problems_is_served(client: Client) -> None:
    answer = client.get("/_throughline/problems/")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b'<h3 id="field-unknown">' in answer.body


# What it refuses


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/assets/../../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/assets/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/%252e%252e/pyproject.toml",
        "/..\\pyproject.toml",
        "/..%5cpyproject.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd%00.html",
        "/content/site.yaml",
        "/site.yaml",
        "/.git/config",
        "/_throughline/../pyproject.toml",
        "/_throughline/%2e%2e/desk.py",
        "/_throughline/desk.py",
        "file:///etc/passwd",
        "http://localhost/../etc/passwd",
        "*",
    ],
)
def test_nothing_outside_the_site_is_served(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    for secret in (b"[project]", b"root:", b"council:", b"[core]", b"import "):
        assert secret not in answer.body


@pytest.mark.parametrize(
    "path",
    ["/people%0d%0aX-Evil: 1", "//evil.example/people", "/people%2f..%2f..%2fevil", "//evil.example/%2f.."],
)
def test_no_redirect_leads_elsewhere(client: Client, path: str) -> None:
    answer = client.get(path.replace(" ", "%20"))
    assert "x-evil" not in answer.headers
    assert not answer.headers.get("location", "/").startswith(("//", "http"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "localhost.evil.example:{port}",
        "",
        "10.0.0.1",
        "[::1",
        "localhost@evil",
    ],
)
@pytest.mark.parametrize("path", ["/", EVENTS, OVERLAY])
def test_foreign_host_is_refused(client: Client, host: str, path: str) -> None:
    answer = client.get(path, host.format(port=client.port))
    assert answer.status == 421
    assert b"Tidewick" not in answer.body


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "localhost", "127.0.0.1", "LocalHost"]
)
def test_own_host_is_answered(client: Client, host: str) -> None:
    assert client.get("/", host.format(port=client.port)).status == 200


@pytest.mark.parametrize(
    "sent", [b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01"]
)
def test_what_is_no_request_harms_nobody(client: Client, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.port), timeout=5) as connection:
        connection.sendall(sent)
    assert client.get("/").status == 200


def test_server_answers_over_the_newer_protocol_too(tiny_content: Path) -> None:
    desk = desk_of(tiny_content)
    desk.rebuild()
    with running(desk, "::1") as client:
        assert client.get("/", "[::1]:1").status == 200
        assert client.get("/", "evil.example").status == 421


def test_server_for_others_answers_to_numbers_but_not_to_names(tiny_content: Path) -> None:
    """A name can be made to lead here by another site's owner; a number cannot."""
    desk = desk_of(tiny_content)
    desk.rebuild()
    with running(desk, "0.0.0.0") as client:
        local = Client(client.port)
        assert local.get("/", "192.168.7.9:8000").status == 200
        assert local.get("/", socket.gethostname()).status == 200
        assert local.get("/", "evil.example").status == 421


# Streams of events


@pytest.fixture
def streams() -> Callable[[], int]:
    """Count the requests that are being answered, without those that other tests' servers still hold."""
    before = set(threading.enumerate())

    def counted() -> int:
        now = set(threading.enumerate()) - before
        return sum("process_request_thread" in thread.name for thread in now)

    return counted


def test_streams_end_when_their_browsers_go_away(client: Client, streams: Callable[[], int]) -> None:
    with ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(client.events())()
        assert streams() == 12
    assert came(lambda: streams() == 0, 5)


def test_oldest_stream_gives_way_where_there_are_too_many(
    client: Client, streams: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MOST_STREAMS", 3)
    with ExitStack() as stack:
        for _ in range(8):
            stack.enter_context(client.events())()
        assert came(lambda: streams() == 3, 5)
    assert came(lambda: streams() == 0, 5)


def test_streams_end_with_the_server(tiny_content: Path) -> None:
    desk = desk_of(tiny_content)
    desk.rebuild()
    with running(desk) as client, ExitStack() as stack:
        following = [stack.enter_context(client.events()) for _ in range(5)]
        assert all(one()["ready"] for one in following)
        desk.close()
        for one in following:
            with pytest.raises(AssertionError, match="the stream ended"):
                one()


# That it follows the writer


@dataclass(frozen=True, repr=False)
class Writer:
    """Somebody who writes while the program serves."""

    folder: Path
    running: Program
    client: Client

    @property
    def rope(self) -> Path:
        return self.folder / "content" / "topics" / "rope.yaml"

    def page(self, address: str = "/topics/rope/") -> bytes:
        return self.client.get(address).body

    def sees(self, words: str, address: str = "/topics/rope/") -> bool:
        return came(lambda: words.encode() in self.page(address))


@pytest.fixture(scope="module")
def workplace(tiny_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    folder = tmp_path_factory.mktemp("council")
    shutil.copytree(tiny_content, folder / "content")
    shutil.copytree(TEMPLATES, folder / "templates")
    (folder / "content" / "topics").mkdir()
    save(folder / "content" / "topics" / "rope.yaml", WELL)
    with program(folder) as running:
        client = running.client
        assert came(lambda: client.get("/").status == 200)
        yield Writer(folder, running, client)


@pytest.fixture
def writer(workplace: Writer) -> Writer:
    """A writer at the least content and the templates, all well."""
    save(workplace.rope, WELL)
    assert workplace.sees("All about rope.")
    assert came(lambda: workplace.client.state()["problems"] == WARNED)
    return workplace


WARNED: list[object] = []


@pytest.fixture(scope="module", autouse=True)
def _warned(workplace: Writer) -> None:
    WARNED[:] = workplace.client.state()["problems"]
    assert all(one["severity"] == "warning" for one in workplace.client.state()["problems"])


def test_edit_is_served(writer: Writer) -> None:
    save(writer.rope, LITTLE)
    assert writer.sees("Little about rope.")
    assert b"All about rope." not in writer.page()
    writer.rope.unlink()
    assert came(lambda: writer.client.get("/topics/rope/").status == 404)
    save(writer.rope, WELL)
    assert writer.sees("All about rope.")


def test_page_is_told_when_it_is_other_and_only_then(writer: Writer) -> None:
    with writer.client.events("/topics/rope/") as rope, writer.client.events("/accessibility/") as other:
        first, calm = rope(), other()
        assert first["mark"] == writer.client.get("/topics/rope/").mark
        save(writer.rope, LITTLE)
        while (now := rope())["mark"] == first["mark"]:
            pass
        assert now["mark"] == writer.client.get("/topics/rope/").mark
        while not (then := other())["changed"]:
            assert then["mark"] == calm["mark"]
        assert "/topics/rope/" in then["changed"]
        assert then["mark"] == calm["mark"]


def test_style_sheet_is_part_of_every_page(writer: Writer) -> None:
    style = writer.folder / "templates" / "assets" / "style.css"
    before, text = writer.client.get("/accessibility/").mark, style.read_text()
    save(style, f"{text}\n/* other */\n")
    assert came(lambda: writer.client.get("/accessibility/").mark != before)
    save(style, text)
    assert came(lambda: writer.client.get("/accessibility/").mark == before)


def test_last_good_site_is_kept_under_an_error_and_goes_on_after_it(writer: Writer) -> None:
    with writer.client.events() as following:
        save(writer.rope, BADLY)
        while not (errors := [one for one in following()["problems"] if one["severity"] == "error"]):
            pass
        (problem,) = errors
        assert (problem["path"], problem["number"], problem["column"]) == ("topics/rope.yaml", 2, 1)
        assert problem["line"] == "sumary: All about rope."
        assert "“sumary” is not a field" in problem["message"]
        assert problem["editor"] == f"vscode://file{writer.rope}:2:1"
        assert b"All about rope." in writer.page()
        save(writer.rope, LITTLE)
        while following()["problems"] != WARNED:
            pass
    assert b"Little about rope." in writer.page()


def test_browser_that_comes_during_an_error_is_told_at_once(writer: Writer) -> None:
    save(writer.rope, BADLY)
    assert came(lambda: writer.client.state()["problems"] != WARNED)


def test_record_that_is_renamed_leads_to_its_new_address(writer: Writer) -> None:
    before = writer.client.get("/topics/rope/").mark
    writer.rope.unlink()
    new = writer.rope.with_name("cordage.yaml")
    save(new, f"{WELL}aliases: [rope]\n")
    assert came(lambda: writer.client.get("/topics/rope/").status == 301)
    answer = writer.client.get("/topics/rope/")
    assert answer.headers["location"] == "/topics/cordage/"
    assert answer.headers["cache-control"] == "no-store", "or the name could not be taken back"
    assert writer.client.state("/topics/rope/")["mark"] not in (before, "none")
    new.unlink()


def test_many_files_at_once_are_built_together(writer: Writer) -> None:
    before = sum(" ms, " in line for line in writer.running.said)
    names = [f"twine-{number}" for number in range(60)]
    for name in names:
        save(writer.rope.with_name(f"{name}.yaml"), WELL.replace("Rope", name))
    assert all(writer.sees("All about rope.", f"/topics/{name}/") for name in names)
    for name in names:
        writer.rope.with_name(f"{name}.yaml").unlink()
    assert came(lambda: writer.client.get(f"/topics/{names[-1]}/").status == 404)
    assert sum(" ms, " in line for line in writer.running.said) - before <= 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ view.nothing }}", "nothing"),
        ("{{ 1 + 'a' }}", "unsupported operand"),
    ],
)
def test_mistake_in_a_template_is_told_with_its_place(writer: Writer, text: str, words: str) -> None:
    home = writer.folder / "templates" / "home.html"
    well = home.read_text()
    badly = well.replace("{% block main %}", f"{{% block main %}}\n{text}", 1)
    with writer.client.events("/") as following:
        following()
        save(home, badly)
        while not (errors := [one for one in following()["problems"] if one["severity"] == "error"]):
            pass
        assert errors[0]["code"] == "template-error"
        assert words in errors[0]["message"]
        assert errors[0]["line"] == text
        assert f"{home}:" in errors[0]["editor"]
        assert errors[0]["number"] == badly.split("\n").index(text) + 1
        assert b"All about rope." in writer.page()
        assert writer.client.get("/").status == 200
        save(home, well)
        while following()["problems"] != WARNED:
            pass


def test_content_may_be_deleted_and_come_back(writer: Writer) -> None:
    content, away = writer.folder / "content", writer.folder / "away"
    shutil.copytree(content, away)
    shutil.rmtree(content)
    assert came(lambda: any(one["code"] == "content-missing" for one in writer.client.state()["problems"]))
    assert b"All about rope." in writer.page()
    shutil.copytree(away, content)
    shutil.rmtree(away)
    assert came(lambda: writer.client.state()["problems"] == WARNED)
    save(writer.rope, LITTLE)
    assert writer.sees("Little about rope.")


def test_templates_may_be_deleted_and_come_back(writer: Writer) -> None:
    templates, away = writer.folder / "templates", writer.folder / "away"
    shutil.copytree(templates, away)
    shutil.rmtree(templates)
    assert came(lambda: writer.client.state()["problems"] != WARNED)
    assert writer.client.get("/").status == 200
    shutil.copytree(away, templates)
    shutil.rmtree(away)
    assert came(lambda: writer.client.state()["problems"] == WARNED)
    assert writer.client.get("/").status == 200


def test_reading_alone_starts_no_build(writer: Writer) -> None:
    """Builds read every file: were reads taken for edits, each build would start the next."""
    save(writer.rope, WELL.replace("All", "Much"))
    assert came(lambda: "changed: " in writer.running.said[-1])
    before = len(writer.running.said)
    assert not came(lambda: len(writer.running.said) > before, 1.0)


def test_terminal_says_what_changed_and_which_pages(writer: Writer) -> None:
    before = len(writer.running.said)
    save(writer.rope, WELL.replace("All", "Something"))
    assert came(lambda: "changed: " in "".join(writer.running.said[before:]))
    said = "".join(writer.running.said[before:])
    assert "content/topics/rope.yaml: " in said
    assert "/topics/rope/" in said


# Before and without a first good site, and the end


def test_server_answers_though_there_never_was_a_good_site(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "topics").mkdir(parents=True)
    save(content / "topics" / "rope.yaml", BADLY)
    desk = desk_of(content)
    with running(desk) as client:
        assert b"The site is being made" in client.get("/").body
        desk.rebuild()
        answer = client.get("/topics/rope/")
        assert answer.status == 503
        assert b"This page cannot be shown" in answer.body
        assert answer.mark == client.state("/topics/rope/")["mark"] == "none"
        assert any("sumary" in problem["message"] for problem in client.state()["problems"])


def test_program_ends_well_when_it_is_told_to(tiny_content: Path) -> None:
    with program(tiny_content.parent, "--templates", str(TEMPLATES)) as running:
        with running.client.events() as following:
            following()
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(20) == 0
        assert came(lambda: "Stopped." in "".join(running.said))
    assert "Traceback" not in "".join(running.said)


def test_usual_port_that_is_taken_is_passed_over(tiny_content: Path) -> None:
    with closing(socket.socket()) as taken:
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass  # taken by somebody else: as good
        result = CliRunner().invoke(main, ["serve", "--port", "8000", "--content", str(tiny_content)])
        assert result.exit_code == 2
        assert "Port 8000 is taken" in result.output


def test_network_address_is_warned_of_in_words(tiny_content: Path) -> None:
    with program(tiny_content.parent, "--templates", str(TEMPLATES), "--host", "0.0.0.0") as running:
        assert running.client.get("/").status in (200, 503)
        assert "others on your network can read" in "".join(running.said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--editor", "javascript:{path}"], "opens no editor"),
        (["--editor", "emacs"], "vscodium"),
        (["--host", "no.such.host.invalid"], "cannot listen at no.such.host.invalid"),
        (["--poll", "0"], "0.1"),
    ],
)
def test_wrong_command_lines_are_refused_in_words(words: list[str], said: str, tiny_content: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--content", str(tiny_content), *words])
    assert result.exit_code == 2
    assert said in result.output


def test_search_is_made_when_it_is_asked_for(tiny_content: Path) -> None:
    with program(tiny_content.parent, "--templates", str(TEMPLATES), "--search") as running:
        client = running.client
        assert came(lambda: client.get("/pagefind/pagefind.js").status == 200)
        assert client.get("/pagefind/pagefind.js").headers["content-type"].startswith("text/javascript")


def test_polling_follows_edits(tiny_content: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_content, tmp_path / "content")
    with program(tmp_path, "--templates", str(TEMPLATES), "--poll", "0.2") as running:
        client = running.client
        assert came(lambda: client.get("/").status == 200)
        save(tmp_path / "content" / "organizations" / "town.yaml", "name: Port\nclassification: council\n")
        assert came(lambda: b"Port" in client.get("/organizations/town/").body)
