"""The parts of the server for writing, each alone."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest
from jinja2 import TemplateError, TemplateSyntaxError
from watchdog.observers.api import BaseObserver

from generator.build import Site
from generator.problems import Place, Problem
from generator.serve import answers, editors, notices, tree
from generator.serve.desk import Desk, Shown
from generator.serve.following import follow
from generator.serve.headers import HeadersError, header_rules, headers_for
from generator.serve.own import Own, explained
from generator.serve.watching import Watcher
from generator.sources import SourceFile, is_passed_over

PROJECT = Path(__file__).parents[2]

# Editors


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vscode", "vscode://file/home/jo/town%20hall/a%23b.yaml:3:7"),
        ("vscodium", "vscodium://file/home/jo/town%20hall/a%23b.yaml:3:7"),
        ("cursor", "cursor://file/home/jo/town%20hall/a%23b.yaml:3:7"),
        ("none", ""),
        ("idea://open?file={path}&line={line}", "idea://open?file=/home/jo/town%20hall/a%23b.yaml&line=3"),
    ],
)
def test_link_opens_the_file_at_the_line(editor: str, expected: str) -> None:
    path = Path("/home/jo/town hall/a#b.yaml")
    assert editors.link(editors.template_of(editor), path, 3, 7) == expected


def test_link_to_a_file_named_from_here_is_that_from_the_root() -> None:
    made = editors.link(editors.template_of("vscode"), Path("content/site.yaml"), 1, 1)
    assert made == f"vscode://file{Path.cwd().as_posix()}/content/site.yaml:1:1"


@pytest.mark.parametrize(
    "wanted",
    [
        "vim",
        "javascript:alert({path})",
        "JavaScript:{path}",
        "data:text/html,{path}",
        "x://{path}{row}",
        "{path}",
    ],
)
def test_what_opens_no_editor_is_refused(wanted: str) -> None:
    with pytest.raises(editors.EditorError):
        editors.template_of(wanted)


# Answers


@dataclass
class Shelf:
    """Some files, and redirects as they are written."""

    files: Mapping[str, bytes]
    written: bytes = b""

    def has(self, path: str) -> bool:
        return path in self.files

    def read(self, path: str) -> bytes:
        return self.files[path]

    def redirects(self) -> tuple[answers.Redirect, ...]:
        return answers.redirects(self.written)


SHELF = Shelf(
    {
        "index.html": b"home",
        "a/index.html": b"a",
        "old/index.html": b"stub",
        "404.html": b"none",
        "_redirects": b"x",
    },
    b"# a remark\n/old/*  /a/:splat  301!\n/gone  /a/  302\n/a/*  /b/:splat\n"
    b"/out/*  https://evil.example/  301!\n/root/* /:splat 301!\nnonsense\n",
)


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        ("/", 200, ""),
        ("/a/", 200, ""),
        ("/a", 301, "/a/"),
        ("/old/", 301, "/a/"),
        ("/old/feed.xml", 301, "/a/feed.xml"),
        ("/gone", 302, "/a/"),
        ("/a/more", 301, "/b/more"),
        ("/out/", 404, ""),
        ("/root//evil.example", 301, "/evil.example"),
        ("/root/%2f%2fevil.example/", 301, "/evil.example/"),
        ("/old/%0d%0ax", 404, ""),
        ("/_redirects", 404, ""),
        ("/a/../a/", 404, ""),
        ("/%2e%2e/a/", 404, ""),
        ("/a%5c..%5ca", 404, ""),
        ("/a/%00", 404, ""),
        ("//a/", 404, ""),
        ("a/", 404, ""),
        ("", 404, ""),
    ],
)
def test_address_is_answered_as_the_host_will(address: str, status: int, location: str) -> None:
    found = answers.answer(address, SHELF)
    assert (found.status, found.location) == (status, location)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("mark.svg", "image/svg+xml; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("pagefind/wasm.en.pagefind", "application/octet-stream"),
        ("a.wasm", "application/wasm"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("PICTURE.PNG", "image/png"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_type_is_that_of_the_file_on_every_machine(path: str, expected: str) -> None:
    assert answers.type_of(path) == expected


def test_mark_tells_pages_apart_that_differ_in_anything() -> None:
    page = answers.Answer(HTTPStatus.OK, b"text", "text/html")
    others = [
        (answers.Answer(HTTPStatus.NOT_FOUND, b"text", "text/html"), b""),
        (answers.Answer(HTTPStatus.OK, b"text.", "text/html"), b""),
        (answers.Answer(HTTPStatus.OK, b"text", "text/html", "/a/"), b""),
        (page, b"another style sheet"),
    ]
    assert answers.mark(page, b"") == answers.mark(page, b"")
    assert len({answers.mark(page, b""), *(answers.mark(*one) for one in others)}) == 5


# Headers


def test_headers_are_those_of_the_project_and_else_those_of_a_new_one(tmp_path: Path) -> None:
    usual = headers_for(header_rules(tmp_path), "/people/")
    assert usual == headers_for(header_rules(PROJECT), "/people/")
    assert "default-src 'none'; script-src 'self'" in usual["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in usual
    (tmp_path / "netlify.toml").write_text('[[headers]]\nfor = "/a/*"\n[headers.values]\nX-Own = "yes"\n')
    rules = header_rules(tmp_path)
    assert headers_for(rules, "/a/b") == {"X-Own": "yes"}
    assert headers_for(rules, "/b/") == {}


@pytest.mark.parametrize(
    "text", ["[[headers]\n", "[[headers]]\nfor = 1\n", "headers = 3\n", 'headers = ["x"]\n']
)
def test_headers_that_cannot_be_read_are_said_to_be(text: str, tmp_path: Path) -> None:
    (tmp_path / "netlify.toml").write_text(text)
    with pytest.raises(HeadersError, match="cannot be read"):
        header_rules(tmp_path)


# Problems, as the browser is told


@pytest.fixture
def workplace(tmp_path: Path) -> notices.Workplace:
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("titel: T\n")
    (tmp_path / "templates" / "home.html").write_text("one\n{% if %}\n")
    (tmp_path / "published.json").write_text("{}")
    editor = editors.template_of("vscode")
    return notices.Workplace(tmp_path / "content", tmp_path / "templates", editor)


def test_notice_has_the_line_the_link_and_the_way_out(workplace: notices.Workplace) -> None:
    problem = Problem("field-unknown", "m", Place("site.yaml", 1, 1), "h", mended="title: T")
    (found,) = workplace.notices([problem], [SourceFile("site.yaml", "titel: T\n")])
    assert (found["line"], found["number"], found["column"]) == ("titel: T", 1, 1)
    assert found["editor"] == f"vscode://file{workplace.content}/site.yaml:1:1"
    assert found["place"] == f"{workplace.content}/site.yaml:1:1"
    assert (found["hint"], found["mended"]) == ("h", "title: T")


@pytest.mark.parametrize(("path", "line"), [("home.html", "{% if %}"), ("published.json", "")])
def test_notice_leads_to_templates_and_to_the_ledger(
    workplace: notices.Workplace, path: str, line: str
) -> None:
    (found,) = workplace.notices([Problem("x", "m", Place(path, 2, 1))], [])
    assert found["editor"].endswith(f"/{path}:2:1")
    assert found["line"] == line


@pytest.mark.parametrize("path", ["/people/index.html", ".", "none.yaml", "../secret", "/etc/passwd"])
def test_notice_of_no_file_leads_to_none(workplace: notices.Workplace, path: str) -> None:
    (found,) = workplace.notices([Problem("x", "m", Place(path, 1, 1))], [])
    assert found["editor"] == ""


def test_long_line_is_shown_around_the_place(workplace: notices.Workplace) -> None:
    text = "a" * 5000 + "!" + "b" * 5000
    (found,) = workplace.notices(
        [Problem("x", "m", Place("site.yaml", 1, 5001))], [SourceFile("site.yaml", text)]
    )
    assert len(found["line"]) < 200
    assert found["line"][found["column"] - 1] == "!"


def test_errors_come_before_warnings_and_not_without_end(workplace: notices.Workplace) -> None:
    problems = [Problem(str(n), "m", Place("site.yaml"), severity="warning") for n in range(500)]
    found = workplace.notices([*problems, Problem("worst", "m", Place("site.yaml"))], [])
    assert found[0]["code"] == "worst"
    assert len(found) == notices.MOST


# Help


def test_help_has_every_code_at_its_address_and_no_link_that_leads_nowhere() -> None:
    page = explained((PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")).decode()
    assert '<h3 id="date-unreadable">' in page or '<h3 id="field-unknown">' in page
    assert ".md" not in "".join(part.partition(">")[0] for part in page.split("<a ")[1:])


def test_own_addresses_are_few() -> None:
    own = Own("### `a-b`\n\ntext\n")
    assert own.answer("/_throughline/problems/").status == 200
    for name in ("overlay.js", "overlay.css", "page.css", "icon.svg"):
        assert own.answer(f"/_throughline/{name}").status == 200
    for name in ("", "../desk.py", "desk.py", "overlay.js/", "assets/overlay.js", "%2e%2e/desk.py"):
        assert own.answer(f"/_throughline/{name}").status == 404


# Folders


@pytest.mark.parametrize(
    "name",
    ["4913", ".site.yaml.swp", "site.yaml~", "#site.yaml#", ".#site.yaml", "site.yaml.tmp", ".git",
     "site.yaml___jb_tmp___", "site.yaml___jb_old___", ".site.yaml.swx", ".goutputstream-X1",
     "site.yaml.bak"],
)  # fmt: skip
def test_files_of_editors_are_passed_over(name: str) -> None:
    assert is_passed_over(name)


@pytest.mark.parametrize("name", ["site.yaml", "2016-09-14.yaml", "a.md", "people", "49130.yaml"])
def test_files_of_writers_are_not(name: str) -> None:
    assert not is_passed_over(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "people").mkdir(parents=True)
    (folder / "people" / "jo.yaml").write_text("name: Jo\n")
    return folder


def test_differences_are_what_came_went_and_is_other(folder: Path) -> None:
    before = tree.look([folder])
    (folder / "a.yaml").write_text("a")
    (folder / "people" / "jo.yaml").write_text("name: Joanna\n")
    now = tree.look([folder])
    jo, new = str(folder / "people" / "jo.yaml"), str(folder / "a.yaml")
    assert tree.differences(before, now) == (new, jo)
    assert tree.differences(now, now, {jo, str(folder / "never-there")}) == (jo,)
    shutil.rmtree(folder)
    assert tree.differences(now, tree.look([folder])) == (str(folder), new, jo)


def test_folder_that_leads_into_itself_is_not_followed(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    assert len(tree.look([folder])) == 3


@contextmanager
def watching(
    *folders: Path, poll: float | None = None, say: Callable[[str], None] = print
) -> Iterator[Watcher]:
    watcher = Watcher(folders, poll, say)
    try:
        yield watcher
    finally:
        watcher.close()


def until(watcher: Watcher, wanted: str) -> int:
    """Count the waits until a path of that name is told of."""
    for waits in range(1, 10):
        if any(path.endswith(wanted) for path in watcher.wait(10)):
            return waits
    raise AssertionError(wanted)


def save_as_vim(path: Path) -> None:
    """Try whether one may, keep a swap file, set the old one aside, write the new one."""
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("x")
    path.rename(f"{path}~")
    path.write_text("name: Vim\n")
    Path(f"{path}~").unlink()
    swap.unlink()


def save_as_emacs(path: Path) -> None:
    path.with_name(f".#{path.name}").symlink_to("jo@desk.4711")
    path.with_name(f"#{path.name}#").write_text("name: Em")
    path.rename(f"{path}~")
    path.write_text("name: Emacs\n")
    path.with_name(f".#{path.name}").unlink()


def save_as_pycharm(path: Path) -> None:
    path.with_name(f"{path.name}___jb_tmp___").write_text("name: P\n")
    path.rename(f"{path}___jb_old___")
    Path(f"{path}___jb_tmp___").rename(path)
    Path(f"{path}___jb_old___").unlink()


def save_as_sed(path: Path) -> None:
    new = path.with_name("sedA1b2C3")
    new.write_text("name: Sed\n")
    new.replace(path)


def save_in_pieces(path: Path) -> None:
    with path.open("w") as file:
        for piece in ("name: ", "In ", "pieces\n"):
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())


@pytest.mark.parametrize("save", [save_as_vim, save_as_emacs, save_as_pycharm, save_as_sed, save_in_pieces])
def test_one_save_is_one_change(save: Callable[[Path], None], folder: Path) -> None:
    path = folder / "people" / "jo.yaml"
    with watching(folder) as watcher:
        save(path)
        assert watcher.wait(10) == (str(path),)
        assert watcher.wait(0.2) == ()


def test_what_only_came_and_went_is_no_change(folder: Path) -> None:
    with watching(folder) as watcher:
        (folder / "sedX").touch()
        (folder / "sedX").unlink()
        (folder / "people" / "4913").touch()
        assert watcher.wait(0.3) == ()


def test_reading_is_no_change(folder: Path) -> None:
    with watching(folder) as watcher:
        (folder / "people" / "jo.yaml").read_text()
        list(folder.rglob("*"))
        assert watcher.wait(0.3) == ()


def test_checkout_of_thousands_of_files_is_few_changes(folder: Path) -> None:
    with watching(folder) as watcher:
        for number in range(1500):
            (folder / "people" / f"{number}.yaml").write_text("name: Jo\n")
        found: set[str] = set()
        waits = 0
        while len(found) < 1500:
            found |= set(watcher.wait(10))
            waits += 1
        assert waits <= 5


def test_writing_without_end_does_not_keep_builds_waiting(folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.wait(0.004):
            number += 1
            (folder / "people" / "jo.yaml").write_text(f"name: {number}\n")

    with watching(folder) as watcher:
        writing = threading.Thread(target=write)
        writing.start()
        try:
            assert [bool(watcher.wait(10)) for _ in range(3)] == [True] * 3
        finally:
            stop.set()
            writing.join()


@pytest.mark.parametrize("poll", [None, 0.1], ids=["events", "polling"])
def test_folder_may_go_and_come_back(poll: float | None, folder: Path) -> None:
    with watching(folder, poll=poll) as watcher:
        shutil.rmtree(folder)
        until(watcher, "content")
        (folder / "people").mkdir(parents=True)
        (folder / "people" / "jo.yaml").write_text("name: Back\n")
        until(watcher, "jo.yaml")
        (folder / "people" / "ann.yaml").write_text("name: Ann\n")
        until(watcher, "ann.yaml")


def test_folder_may_be_put_in_the_place_of_another(folder: Path) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    with watching(folder) as watcher:
        folder.rename(folder.with_name("old"))
        other.rename(folder)
        until(watcher, "content")
        (folder / "people" / "ann.yaml").write_text("name: Ann\n")
        until(watcher, "ann.yaml")


def test_folder_may_be_missing_at_first(tmp_path: Path) -> None:
    with watching(tmp_path / "content") as watcher:
        (tmp_path / "content").mkdir()
        (tmp_path / "content" / "a.yaml").write_text("a")
        until(watcher, "a.yaml")


def test_folder_made_while_watching_is_watched_too(folder: Path) -> None:
    with watching(folder) as watcher:
        (folder / "topics").mkdir()
        (folder / "topics" / "rope.yaml").write_text("name: Rope\n")
        until(watcher, "rope.yaml")
        (folder / "topics" / "rope.yaml").write_text("name: Twine\n")
        until(watcher, "rope.yaml")


def test_where_the_system_cannot_tell_the_files_are_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.start", refuse)
    said: list[str] = []
    with watching(folder, say=said.append) as watcher:
        assert len(said) == 1
        assert "inotify watch limit reached" in said[0]
        (folder / "a.yaml").write_text("a")
        until(watcher, "a.yaml")
    assert len(said) == 1


def test_folder_that_goes_while_one_begins_to_listen_is_only_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    said: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr("watchdog.observers.api.BaseObserver.start", vanish)
        watcher = Watcher((folder,), None, said.append)
    try:
        (folder / "a.yaml").write_text("a")
        until(watcher, "a.yaml")
        assert said == []
    finally:
        watcher.close()


# The desk


@dataclass(repr=False)
class Pages(Mapping[str, bytes]):
    """Files of which some cannot be made; counts what is made."""

    files: dict[str, bytes]
    failing: dict[str, Exception] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def __getitem__(self, path: str) -> bytes:
        data = self.files[path]
        self.made.append(path)
        if path in self.failing:
            raise self.failing[path]
        return data

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


ERROR = Problem("x", "wrong", Place("site.yaml"))


def site(failing: dict[str, Exception] | None = None, **pages: bytes) -> Site:
    files = {"index.html": b"home", **{f"{name}/index.html": data for name, data in pages.items()}}
    return Site(files=Pages(files, failing or {}))


def desk_of(*sites: Site | Exception) -> Desk:
    """A desk that builds these one after the other."""
    following = iter(sites)

    def build() -> Site:
        made = next(following)
        if isinstance(made, Exception):
            raise made
        return made

    return Desk(build)


def shown(desk: Desk, address: str) -> bytes | None:
    found = desk.answer(address)
    return found.body if found else None


def test_last_good_page_stays_under_errors_and_under_a_failing_program() -> None:
    desk = desk_of(site(a=b"1"), Site(problems=(ERROR,)), RuntimeError("oh"), site(a=b"2"))
    desk.rebuild()
    assert shown(desk, "/a/") == b"1"
    desk.rebuild()
    assert (shown(desk, "/a/"), desk.shown.problems) == (b"1", (ERROR,))
    desk.rebuild()
    assert shown(desk, "/a/") == b"1"
    assert "RuntimeError: oh" in json.loads(desk.news("/"))["problems"][0]["message"]
    desk.rebuild()
    assert shown(desk, "/a/") == b"2"
    assert json.loads(desk.news("/"))["problems"] == []


def test_page_that_cannot_be_made_is_shown_as_it_last_was_and_says_so() -> None:
    error = TemplateSyntaxError("no such thing", 3, "home.html")
    desk = desk_of(site(a=b"1"), site({"a/index.html": error}, a=b"2"), site(a=b"3"))
    desk.rebuild()
    desk.prove(lambda: False)
    desk.rebuild()
    assert not desk.shown.problems
    assert shown(desk, "/a/") == b"1"
    (problem,) = desk.shown.problems
    assert str(problem.place) == "home.html:3:1"
    desk.rebuild()
    assert shown(desk, "/a/") == b"3"
    assert not desk.shown.problems


def test_mistake_in_a_template_that_no_open_page_shows_is_found_by_going_through_all() -> None:
    error = TemplateError("no such thing")
    desk = desk_of(site(a=b"1"), site({"a/index.html": error}, a=b"2"))
    desk.rebuild()
    assert desk.prove(lambda: False) == ()
    desk.rebuild()
    number = desk.shown.number
    desk.prove(lambda: False)
    assert len(desk.shown.problems) == 1
    assert desk.shown.number > number


def test_mistake_in_a_template_is_gone_when_it_is_mended_also_while_the_content_has_errors() -> None:
    made = site({"a/index.html": TemplateError("no such thing")}, a=b"1")
    desk = desk_of(made, Site(problems=(ERROR,)), Site(problems=(ERROR,)))
    desk.rebuild()
    desk.prove(lambda: False)
    desk.rebuild()
    assert {one.code for one in desk.shown.problems} == {"template-error", "x"}
    assert isinstance(made.files, Pages)
    made.files.failing.clear()
    desk.rebuild()
    assert desk.shown.problems == (ERROR,)


def test_page_that_never_could_be_made_is_answered_with_none() -> None:
    desk = desk_of(site({"a/index.html": TemplateError("no")}, a=b"1"))
    desk.rebuild()
    assert desk.answer("/a/") is None
    assert desk.answer("/") is not None


def test_only_open_pages_are_made_with_a_build_and_all_when_it_is_quiet() -> None:
    first, second = site(a=b"1", b=b"1"), site(a=b"2", b=b"1")
    desk = desk_of(first, second)
    desk.rebuild()
    assert desk.prove(lambda: False) == ()
    with desk.listening("/b/"):
        desk.rebuild()
    assert isinstance(second.files, Pages)
    assert second.files.made == ["b/index.html"]
    assert desk.prove(lambda: False) == ("/a/",)
    assert desk.prove(lambda: True) is None


def test_who_has_a_page_open_is_told_what_it_now_is() -> None:
    desk = desk_of(site(a=b"1"), site(a=b"2"), site())
    desk.rebuild()
    first = json.loads(desk.news("/a/"))["mark"]
    home = json.loads(desk.news("/"))["mark"]
    desk.rebuild()
    second = json.loads(desk.news("/a/"))["mark"]
    desk.rebuild()
    assert len({first, second, json.loads(desk.news("/a/"))["mark"]}) == 3
    assert json.loads(desk.news("/"))["mark"] == home


def test_waiting_ends_with_news_or_with_the_desk() -> None:
    desk = desk_of(site(), site())
    desk.rebuild()
    started = time.monotonic()
    assert desk.wait(desk.shown.number, 0.05) == desk.shown.number
    assert time.monotonic() - started >= 0.05
    assert desk.wait(-1, 60) == desk.shown.number
    desk.close()
    assert desk.wait(desk.shown.number, 60) == desk.shown.number


class Untold:
    """Tells nobody."""

    def built(self, changed: tuple[str, ...], shown: Shown, seconds: float) -> None:
        pass

    def proved(self, changed: tuple[str, ...], shown: Shown) -> None:
        pass


@pytest.mark.parametrize("poll", [None, 60.0])
def test_following_ends_when_nothing_is_watched_any_more(tmp_path: Path, poll: float | None) -> None:
    """It has a thread of its own: an interrupt may come in the middle of a library that passes over it."""
    watcher = Watcher((tmp_path,), poll)
    desk = Desk(lambda: Site(files={"index.html": b"home"}))
    following = threading.Thread(target=follow, args=(desk, watcher, Untold()), daemon=True)
    following.start()
    while not desk.shown.proved:
        time.sleep(0.005)
    watcher.close()
    following.join(10)
    assert not following.is_alive()
    assert watcher.wait() == ()


def held() -> tuple[int, int]:
    """How many threads and open handles this process has."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def test_folder_that_goes_again_as_it_is_listened_to_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an hour of random edits that happened a few times, and each left a thread and three handles."""

    def gone(_: object) -> None:
        raise FileNotFoundError

    before = held()
    monkeypatch.setattr(BaseObserver, "start", gone)
    watcher = Watcher((tmp_path,))
    assert held() == before
    watcher.close()
