"""The commands as a clerk, a script and a continuous integration use them: words, files, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import click
import pytest
from click.testing import CliRunner, Result
from conftest import PROJECT, TOWN

from generator import search
from generator.cli import COMMANDS, main
from generator.publish import publish

TEMPLATES = PROJECT / "templates"
NOINDEX = b'<meta name="robots" content="noindex">'
EMBARGOED = "decisions/obsidian-ferry/index.html"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a host or a continuous integration may have set."""
    for name in ("CONTEXT", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def content(tiny_content: Path, tmp_path: Path) -> Path:
    """A copy of the least content, to be changed."""
    return Path(shutil.copytree(tiny_content, tmp_path / "content"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


def run(*words: object, **environment: str) -> Result:
    """Run a command in this process; whatever happens, it ends with words and a status."""
    result = CliRunner().invoke(main, [str(word) for word in words], env=environment)
    ended = result.exception is None or isinstance(result.exception, SystemExit)
    assert ended, f"the command broke off with {result.exception!r}"
    assert "Traceback" not in result.output
    return result


def build(content: Path, output: Path, *words: object, day: str = "2020-01-01", **environment: str) -> Result:
    fixed = ("--content", content, "--templates", TEMPLATES, "--output", output, "--no-search")
    dated = ("--today", day) if day else ()
    return run("build", *fixed, *dated, *words, **environment)


def tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text), encoding="utf-8")


# The ways a clerk errs, each marked ▮ where it is to be pointed at.
MISTAKES = {
    "boards/club.yaml": """\
        name: Club
        classification: board
        members:
          - person: ▮nobody
            role: chair
        """,
    "events/day.yaml": """\
        title: A day that never was
        classification: launch
        date: ▮2017-02-30
        """,
    "events/fair.yaml": """\
        title: The fair
        classification: fair
        date: 2017-03-01
        status: ▮finished
        """,
    "people/ann.yaml": """\
        name: Ann
        public_role: Clerk
        ▮name: Anne
        """,
    "people/bob.yaml": """\
        ▮name Bob
        public_role: Mayor
        """,
    "people/cyd.yaml": """\
        name: Cyd
        public_role: Mayor
        ▮sumary: Was mayor.
        """,
    "topics/rope.yaml": """\
        name: ▮Rope: a review
        """,
}
CODES = {
    "boards/club.yaml": "reference-unknown",
    "events/day.yaml": "date-form",
    "events/fair.yaml": "value-not-allowed",
    "people/ann.yaml": "yaml-duplicate-key",
    "people/bob.yaml": "yaml-missing-colon",
    "people/cyd.yaml": "field-unknown",
    "topics/rope.yaml": "yaml-colon",
}
PLACES = re.compile(r"^([\w/-]+\.(?:yaml|md):\d+:\d+): (error|warning): (.+) \[([a-z0-9-]+)\]$", re.MULTILINE)


def _places(files: dict[str, str]) -> set[str]:
    """Where the marks stand, as path:line:column."""
    found = set()
    for name, text in files.items():
        before = dedent(text).partition("▮")[0]
        line = before.count("\n") + 1
        found.add(f"{name}:{line}:{len(before.rpartition(chr(10))[2]) + 1}")
    return found


def _err(content: Path, names: tuple[str, ...] = tuple(CODES)) -> set[str]:
    """Make the mistakes of some files in a folder; where they stand."""
    chosen = {name: MISTAKES[name] for name in names}
    write(content, {name: text.replace("▮", "") for name, text in chosen.items()})
    return _places(chosen)


# build


def test_build_makes_a_site_and_says_so(content: Path, output: Path) -> None:
    result = build(content, output)
    assert result.exit_code == 0
    assert (output / "organizations" / "town" / "index.html").is_file()
    assert re.search(
        r"^\d+ pages in [\d.]+ s: \d+ files added, 0 changed, 0 removed", result.stderr, re.MULTILINE
    )


def test_build_again_writes_nothing(content: Path, output: Path) -> None:
    build(content, output)
    before = {path: path.stat().st_mtime_ns for path in sorted(output.rglob("*"))}
    result = build(content, output)
    assert "0 files added, 0 changed, 0 removed" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in sorted(output.rglob("*"))} == before


def test_explain_says_of_each_file_why_it_was_written(content: Path, output: Path) -> None:
    flags = ("--explain", "--base-url", "https://town.example")
    because, *first = build(content, output, *flags).stdout.splitlines()
    assert because == "because: nothing is kept of an earlier run"
    assert sorted(first) == [f"new: {path}" for path in tree(output)]
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\n"})
    second = build(content, output, *flags).stdout.splitlines()
    assert second[0] == f"because: {content}/people/eve.yaml is new"
    assert "new: people/eve/index.html" in second
    assert "different: people/index.html" in second
    (content / "people" / "eve.yaml").unlink()
    third = build(content, output, *flags).stdout.splitlines()
    assert third[0] == f"because: {content}/people/eve.yaml is gone"
    assert "no longer made: people/eve/index.html" in third
    assert not (output / "people" / "eve").exists()
    assert build(content, output, *flags).stdout == ""
    (output / "people" / "index.html").write_text("mine", encoding="utf-8")
    assert build(content, output, *flags).stdout.splitlines() == [
        f"because: {output} was changed by something else", "different: people/index.html",
    ]  # fmt: skip
    fifth = build(content, output, *flags, day="2020-01-02").stdout.splitlines()
    assert fifth[0] == "because: the day changed"


@pytest.mark.parametrize("flags", [(), ("--clean",)])
def test_build_keeps_dot_files_at_the_top(content: Path, output: Path, flags: tuple[str, ...]) -> None:
    write(output, {".gitkeep": "", ".well-known-token": "kept"})
    result = build(content, output, *flags)
    assert result.exit_code == 0
    assert (output / ".well-known-token").read_text(encoding="utf-8") == "kept"
    assert (output / ".gitkeep").is_file()


@pytest.mark.parametrize("flags", [(), ("--clean",)])
def test_build_leaves_files_of_others_alone(content: Path, output: Path, flags: tuple[str, ...]) -> None:
    write(output, {"notes/mine.txt": "mine"})
    for _ in range(2):
        build(content, output, *flags)
        assert (output / "notes" / "mine.txt").is_file()
        assert (output / "index.html").is_file()


@pytest.mark.parametrize("words", [("check",), ("stats",), ("new", "--help")], ids=" ".join)
def test_every_command_completes_an_interrupted_build_first(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    site, work = Path("site"), Path(".site.throughline")
    publish({"index.html": b"old", "gone.html": b""}, site)
    (work / "stage").mkdir()
    (work / "stage" / "0").write_bytes(b"new")
    journal = {"moves": {"0": "index.html"}, "removed": ["gone.html"], "manifest": ["index.html"]}
    (work / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
    where = ["--content", str(content)] if words[-1] != "--help" else []
    result = CliRunner().invoke(main, [*words, *where])
    assert "interrupted" in result.stderr
    assert {path.name: path.read_bytes() for path in site.iterdir()} == {"index.html": b"new"}
    assert "interrupted" not in CliRunner().invoke(main, [*words, *where]).stderr


def test_a_full_disk_is_told_in_words_and_leaves_the_old_site(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(content, output)
    before = tree(output)
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\nsources: []\n"})

    def full(path: Path, data: bytes) -> int:  # noqa: ARG001 - the interface of pathlib
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    result = build(content, output)
    assert result.exit_code == 1
    assert "cannot be written: No space left on device" in result.stderr
    assert tree(output) == before


def test_clean_and_usual_builds_give_the_same_files(content: Path, output: Path, tmp_path: Path) -> None:
    build(content, output)
    build(content, tmp_path / "clean", "--clean")
    assert tree(output) == tree(tmp_path / "clean")


def test_an_error_leaves_the_old_site_untouched(content: Path, output: Path) -> None:
    build(content, output)
    before = tree(output)
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\n"})
    _err(content)
    for flags in ((), ("--clean",)):
        result = build(content, output, *flags)
        assert result.exit_code == 1
        assert "Nothing was written: 7 errors" in result.stderr
        assert tree(output) == before


def test_base_url_of_the_command_line_comes_before_that_of_the_content(output: Path) -> None:
    build(TOWN / "content", output, "--base-url", "https://elsewhere.example/deep/")
    page = (output / "about" / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://elsewhere.example/deep/about/"' in page
    assert b"tidewick.example/record" not in (output / "sitemap.xml").read_bytes()
    assert 'href="/deep/timeline/"' in (output / "404.html").read_text(encoding="utf-8")


def test_without_a_base_url_there_is_a_warning_and_no_site_map(content: Path, output: Path) -> None:
    result = build(content, output)
    assert "[no-base-url]" in result.stdout
    assert not (output / "sitemap.xml").exists()


# What the host says


def _robots(output: Path) -> tuple[set[str], bytes]:
    """The pages that may not be indexed, and what robots are told."""
    pages = {path for path, data in tree(output).items() if path.endswith(".html") and NOINDEX in data}
    return pages, (output / "robots.txt").read_bytes()


@pytest.mark.parametrize("context", ["deploy-preview", "branch-deploy"])
def test_no_page_of_a_preview_may_be_indexed(content: Path, output: Path, context: str) -> None:
    build(content, output, CONTEXT=context)
    closed, robots = _robots(output)
    assert closed == {path for path in tree(output) if path.endswith(".html")}
    assert b"Disallow: /\n" in robots


def test_each_stage_that_takes_its_time_is_told(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Making pages" not in build(content, output).stderr
    monkeypatch.setattr("generator.cli.progress.LONG", 0.0)
    lines = build(content, output, "--clean", "--search").stderr.splitlines()
    told = [line.partition(":")[0] for line in lines if line.endswith(" s")]
    assert told == [
        "Reading", "Linking", "Checking", "Making pages", "Following links", "Indexing for search",
        "Publishing",
    ]  # fmt: skip


def test_a_second_build_of_the_same_makes_nothing(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(content, output)
    monkeypatch.setattr("generator.cli.making.rebuild", None)
    second = build(content, output)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "0 files added, 0 changed, 0 removed" in second.output
    # The report is the same; the last line tells what was done.
    assert first.output.splitlines()[:-1] == second.output.splitlines()[:-1]


@pytest.mark.parametrize("touched", ["content", "output", "option", "day", "clean"])
def test_a_build_of_something_else_is_made(content: Path, output: Path, touched: str) -> None:
    build(content, output)
    before = (output / "index.html").read_bytes()
    if touched == "content":
        (content / "site.yaml").write_text((content / "site.yaml").read_text() + "licence: Open\n")
    elif touched == "output":
        (output / "index.html").write_bytes(b"")
    words = {"option": ["--base-url", "https://other.example"], "clean": ["--clean"]}.get(touched, [])
    result = build(content, output, *words, day="2020-01-02" if touched == "day" else "2020-01-01")
    assert result.exit_code == 0
    assert "0 files added, 0 changed, 0 removed" not in result.output or touched == "clean"
    same = (output / "index.html").read_bytes() == before
    assert same is (touched in ("output", "clean"))


@pytest.mark.parametrize("environment", [{"CONTEXT": "production"}, {}])
def test_production_may_be_indexed(content: Path, output: Path, environment: dict[str, str]) -> None:
    build(content, output, **environment)
    closed, robots = _robots(output)
    assert closed == {"404.html", "organizations/old-town/index.html"}
    assert b"Disallow" not in robots


def test_drafts_are_refused_in_production(content: Path, output: Path) -> None:
    result = build(content, output, "--drafts", CONTEXT="production")
    assert result.exit_code == 2
    assert "--drafts" in result.stderr
    assert not output.exists()


def test_drafts_are_shown_elsewhere(output: Path) -> None:
    assert build(TOWN / "content", output, "--drafts").exit_code == 0
    assert (output / "quillfeather-regatta" / "index.html").is_file()
    closed, _ = _robots(output)
    assert closed == {path for path in tree(output) if path.endswith(".html")}


# The day


def _epoch(*parts: int) -> str:
    return str(int(datetime(*parts, tzinfo=UTC).timestamp()))  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ((2020, 1, 1), False),
        ((2020, 5, 31, 22, 59), False),
        ((2020, 5, 31, 23, 0), True),  # midnight in summer, where the town is
        ((2020, 7, 1), True),
    ],
)
def test_source_date_epoch_is_the_day(output: Path, moment: tuple[int, ...], *, shown: bool) -> None:
    build(TOWN / "content", output, day="", SOURCE_DATE_EPOCH=_epoch(*moment))
    assert (output / EMBARGOED).exists() == shown


def test_day_of_the_command_line_comes_before_source_date_epoch(output: Path) -> None:
    build(TOWN / "content", output, day="2020-06-01", SOURCE_DATE_EPOCH=_epoch(2020, 1, 1))
    assert (output / EMBARGOED).exists()


def test_day_is_that_of_the_time_zone_of_the_site(content: Path, output: Path) -> None:
    with (content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("time_zone: Pacific/Auckland\n")
    write(content, {"topics/ferry.yaml": "name: The ferry\npublish_on: 2020-01-01\n"})
    build(content, output, day="", SOURCE_DATE_EPOCH=_epoch(2019, 12, 31, 12))
    assert (output / "topics" / "ferry" / "index.html").is_file()


# Wrong command lines


@pytest.mark.parametrize(
    "day", ["yesterday", "2016-13", "2016-02-30", "2016-06", "27/06/2016", "2016-11~", ""]
)
@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_what_is_no_day_is_a_wrong_command_line(content: Path, command: str, day: str) -> None:
    result = run(command, "--content", content, "--today", day)
    assert result.exit_code == 2
    assert "Error: Invalid value for '--today'" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("bild",),
        ("build", "--outputs", "x"),
        ("build", "--jobs", "0"),
        ("build", "--content", PROJECT / "pyproject.toml"),
        ("build", "--output", PROJECT / "pyproject.toml"),
        ("check", "--format", "xml"),
        ("serve", "--port", "99999"),
    ],
)
def test_wrong_command_line_is_said_and_ends_with_two(words: tuple[object, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_help_says_what_a_command_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--content" in result.stdout


def test_the_list_of_commands_says_the_same_as_each_command() -> None:
    context = click.Context(main)
    for name, (_, words) in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert (command.help or "").startswith(words.rstrip("."))
        assert words in " ".join(run("--help").stdout.split())


# What goes wrong around us is told in words too: `run` refuses whatever breaks off.


@pytest.mark.parametrize("command", ["build", "check"])
def test_missing_content_folder_is_named(tmp_path: Path, command: str) -> None:
    output = ("--output", tmp_path / "site") if command == "build" else ()
    result = run(command, "--content", tmp_path / "nowhere", *output)
    assert result.exit_code in (1, 2)
    assert "nowhere" in result.output
    assert "--content" in result.output


def test_empty_content_folder_lacks_its_settings(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    result = run("check", "--content", tmp_path / "content")
    assert result.exit_code == 1
    assert "[site-missing]" in result.stdout


def test_missing_templates_folder_is_a_wrong_command_line(content: Path, output: Path) -> None:
    result = run("build", "--content", content, "--output", output, "--templates", content / "nowhere")
    assert result.exit_code == 2


def test_output_below_a_file_is_a_wrong_command_line(content: Path, tmp_path: Path) -> None:
    write(tmp_path, {"file": "mine"})
    assert build(content, tmp_path / "file" / "site").exit_code == 2
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_file_of_another_where_a_folder_must_be_is_told(content: Path, output: Path) -> None:
    write(output, {"index.html/mine.txt": "mine"})
    assert build(content, output).exit_code in (1, 2)
    assert (output / "index.html" / "mine.txt").is_file()


@pytest.mark.parametrize("epoch", ["soon", "1.5", "99999999999999999"])
def test_source_date_epoch_that_is_no_time_is_a_wrong_command_line(
    content: Path, output: Path, epoch: str
) -> None:
    assert build(content, output, day="", SOURCE_DATE_EPOCH=epoch).exit_code == 2


def test_a_run_that_ends_while_it_indexes_leaves_the_old_pages_with_their_index(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the index would go on telling of what was removed from the pages."""
    build(content, output, "--search")
    before = tree(output)
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\nsources: []\n"})

    def killed(_: Path) -> dict[str, bytes]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(search, "index", killed)
        build(content, output, "--search")
    assert tree(output) == before
    assert any(path.startswith("pagefind/fragment/") for path in before)
    build(content, output, "--search")
    after = tree(output)
    build(content, output, "--search", "--clean")
    assert tree(output) == after
    assert {path for path in after if "fragment" in path} != {path for path in before if "fragment" in path}


def test_a_page_of_somebody_else_is_not_in_the_index(content: Path, output: Path) -> None:
    build(content, output, "--search")
    before = tree(output)
    write(output, {"theirs.html": "<html lang=en><body data-pagefind-body><h1>Theirs</h1></body></html>"})
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\nsources: []\n"})
    build(content, output, "--search")
    (content / "people" / "eve.yaml").unlink()
    build(content, output, "--search")
    assert tree(output) == before | {"theirs.html": tree(output)["theirs.html"]}


def test_the_index_is_made_anew_only_where_a_text_in_it_changed(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each day each page has another day in its foot."""
    made: list[Path] = []
    index = search.index

    def counted(folder: Path) -> dict[str, bytes]:
        made.append(folder)
        return index(folder)

    monkeypatch.setattr(search, "index", counted)
    build(content, output, "--search", day="2020-01-01")
    first = tree(output)
    build(content, output, "--search", day="2020-01-02")
    assert first != tree(output)
    assert len(made) == 1
    shutil.rmtree(output / "pagefind")
    build(content, output, "--search", day="2020-01-02")
    assert (output / "pagefind" / "pagefind.js").is_file()
    assert len(made) == 1
    write(content, {"people/eve.yaml": "name: Eve\npublic_role: Mayor\n"})
    build(content, output, "--search", day="2020-01-02")
    assert len(made) == 2
    build(content, output, "--search", day="2020-01-03")
    kept = tree(output)
    build(content, output, "--search", "--clean", day="2020-01-03")
    assert len(made) == 3
    assert tree(output) == kept, "an index made of the same texts is the same index"


def test_search_index_that_fails_is_told(
    content: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> dict[str, bytes]:
        raise search.SearchError("pagefind is not what it was")

    monkeypatch.setattr(search, "index", fail)
    result = run("build", "--content", content, "--templates", TEMPLATES, "--output", output)
    assert result.exit_code != 0
    assert "pagefind is not what it was" in result.output


def test_port_that_is_taken_is_told(content: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--content", content, "--templates", TEMPLATES, "--port", port)
    assert result.exit_code != 0
    assert str(port) in result.output


# check


def test_check_points_at_every_mistake_at_once(content: Path) -> None:
    expected = _err(content)
    result = run("check", "--content", content, "--today", "2020-01-01")
    found = {place: code for place, severity, _, code in PLACES.findall(result.stdout) if severity == "error"}
    assert result.exit_code == 1
    assert found.keys() == expected
    assert {place.partition(":")[0]: code for place, code in found.items()} == CODES
    assert "7 errors" in result.stderr


@pytest.mark.parametrize("name", MISTAKES)
def test_build_points_at_each_mistake_alone(content: Path, output: Path, name: str) -> None:
    expected = _err(content, (name,))
    result = build(content, output)
    found = {place for place, severity, _, _ in PLACES.findall(result.stdout) if severity == "error"}
    assert (result.exit_code, found) == (1, expected)
    assert not output.exists() or tree(output) == {}


def test_text_shows_the_line_with_a_mark_under_the_place_and_what_to_write(content: Path) -> None:
    _err(content, ("people/cyd.yaml",))
    lines = run("check", "--content", content).stdout.splitlines()
    at = lines.index("    3 | sumary: Was mayor.")
    assert lines[at - 1].startswith("people/cyd.yaml:3:1: error: ")
    assert lines[at + 1] == "        ^"
    assert "summary" in lines[at + 2]


def test_help_does_not_load_what_only_a_report_needs() -> None:
    code = "import sys; from generator.cli import main; main(['--help'], standalone_mode=False); "
    code += "assert not {'rich', 'pydantic', 'rapidfuzz'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True)


def test_colours_are_only_for_a_terminal(content: Path) -> None:
    _err(content, ("people/cyd.yaml",))
    plain = run("check", "--content", content, TERM="xterm", FORCE_COLOR="", NO_COLOR="").stdout
    assert "\x1b" not in plain
    coloured = run("check", "--content", content, TERM="xterm", FORCE_COLOR="1", NO_COLOR="").stdout
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert run("check", "--content", content, TERM="xterm", FORCE_COLOR="1", NO_COLOR="1").stdout == plain


def test_json_lists_every_problem_in_order(content: Path) -> None:
    expected = _err(content)
    result = run("check", "--content", content, "--today", "2020-01-01", "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    for one in found:
        assert list(one) == [
            "code", "severity", "path", "line", "column", "message", "hint", "mended", "example",
        ]  # fmt: skip
        assert one["severity"] in ("error", "warning")
    errors = [one for one in found if one["severity"] == "error"]
    assert {f"{one['path']}:{one['line']}:{one['column']}" for one in errors} == expected
    assert all(one["message"] for one in found)
    places = [(one["path"], one["line"], one["column"]) for one in found]
    assert places == sorted(places)


def test_json_of_no_problems_is_an_empty_list(content: Path) -> None:
    result = run("check", "--content", content, "--format", "json")
    assert result.exit_code == 0
    assert [one for one in json.loads(result.stdout) if one["code"] != "no-base-url"] == []


def test_github_annotates_nine_and_tells_all_in_the_summary(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _err(content)
    for number in range(5):
        write(content, {f"people/p{number}.yaml": f"name: P{number}\n"})
    summary = content.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    lines = run("check", "--content", content, "--format", "github").stdout.splitlines()
    marked = [line for line in lines if line.startswith("::error")]
    form = r"::error file=[^,:]*/content/[\w./-]+,line=\d+,col=\d+,title=[a-z-]+::\S.*"
    assert [bool(re.fullmatch(form, line)) for line in marked] == [True] * 9 + [False]
    count = sum(one[2] == "error" for one in PLACES.finditer("\n".join(lines)))
    assert count > 10
    assert f"{count - 9} more" in marked[-1]
    assert summary.read_text(encoding="utf-8").count("❌") == count


def test_sarif_has_a_result_for_every_problem_and_a_rule_for_every_code(content: Path) -> None:
    expected = _err(content)
    report = json.loads(run("check", "--content", content, "--format", "sarif").stdout)
    assert report["version"] == "2.1.0"
    assert report["$schema"].endswith("sarif-2.1.0.json")
    (made,) = report["runs"]
    found = set()
    for result in made["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = place["artifactLocation"]["uri"].partition("/content/")[2]
        found.add(f"{path}:{place['region']['startLine']}:{place['region']['startColumn']}")
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    assert expected <= found
    rules = {rule["id"] for rule in made["tool"]["driver"]["rules"]}
    assert all(rule["help"]["text"] for rule in made["tool"]["driver"]["rules"])
    assert rules == {result["ruleId"] for result in made["results"]}


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize(("flags", "status"), [((), 0), (("--warnings-as-errors",), 1)])
def test_warnings_fail_a_check_only_on_request(form: str, flags: tuple[str, ...], status: int) -> None:
    words = ("--content", TOWN / "content", "--today", "2020-01-01", "--format", form)
    result = run("check", *words, *flags)
    assert result.exit_code == status
    assert "statement-without-source" in result.stdout


def test_check_writes_nothing(content: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    run("check", "--content", content)
    assert sorted(tmp_path.rglob("*")) == before


# ledger


def _ledger(content: Path, *words: object, day: str = "2020-01-01") -> Result:
    return run("ledger", "--content", content, "--today", day, *words)


def test_ledger_is_kept_beside_the_content_and_a_second_run_changes_no_byte(content: Path) -> None:
    assert _ledger(content).exit_code == 0
    first = (content.parent / "published.json").read_bytes()
    again = _ledger(content, day="2020-02-01")
    assert "0 added, 0 changed, 1 as before" in again.stderr
    assert (content.parent / "published.json").read_bytes() == first
    assert {path.name for path in content.parent.iterdir()} == {"content", "published.json"}


def test_ledger_can_be_asked_whether_it_is_out_of_date(content: Path) -> None:
    never = _ledger(content, "--check")
    assert (never.exit_code, "1 added" in never.stderr) == (1, True)
    assert not (content.parent / "published.json").exists()
    _ledger(content)
    assert _ledger(content, "--check", day="2020-02-01").exit_code == 0
    town = content / "organizations" / "town.yaml"
    town.write_text(town.read_text(encoding="utf-8").replace("council", "town"), encoding="utf-8")
    assert _ledger(content, "--check").exit_code == 1


def test_ledger_stays_as_it_was_where_the_content_has_a_mistake(content: Path) -> None:
    _ledger(content)
    before = (content.parent / "published.json").read_bytes()
    _err(content)
    assert _ledger(content).exit_code == 1
    assert (content.parent / "published.json").read_bytes() == before


@pytest.mark.parametrize("command", ["check", "build", "ledger"])
def test_vanished_address_stops_every_command(content: Path, output: Path, command: str) -> None:
    ledger = content.parent / "kept.json"
    _ledger(content, "--ledger", ledger)
    town = content / "organizations" / "town.yaml"
    town.rename(town.with_name("city.yaml"))
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("town", "city"), encoding="utf-8")
    to = ("--output", output, "--no-search") if command == "build" else ()
    result = run(command, "--content", content, "--ledger", ledger, "--today", "2020-01-01", *to)
    assert result.exit_code == 1
    assert "../kept.json:2:1: error: /organizations/town/ was published" in result.stdout
    assert not (output / "index.html").exists()


def test_ledger_that_cannot_be_written_is_a_wrong_command_line(content: Path) -> None:
    result = _ledger(content, "--ledger", content.parent / "nowhere" / "kept.json")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_github_finds_the_ledger_beside_the_content(content: Path) -> None:
    (content.parent / "published.json").write_text("?", encoding="utf-8")
    result = run("check", "--content", content, "--format", "github", "--today", "2020-01-01")
    assert f"file={content.parent.as_posix()}/published.json,line=1" in result.stdout


# Files that are no text, and text that is no content: one clear answer each, and never a broken-off run.

ODD = (
    b"",
    b"\xef\xbb\xbfname: B\r\npublic_role: Clerk\r\n",
    b"name: Caf\xe9\n",
    b"name: A\x00B\n",
    b"- a\n- b\n",
    b"name: &a [*a]\n",
    b"name: !!python/object:os.system x\n",
    b"name: 'open\n",
    b"\tname: x\n",
    b"name: x\n---\nname: y\n",
    b"[" * 5000,
    b"{" * 50,
    b"a: " * 100,
    b"? [a]\n: b\n",
    b"name: @x\n",
    b"name: Planning: a review\n",
    b"<<: {name: x}\n",
    b"name: \xed\xa0\x80\n",
    b"%YAML 9.9\n---\nname: x\n",
    "name: \u2028\npublic_role: \u0007\n".encode(),
    b"name: null\npublic_role: ~\n",
    b"name:\npublic_role:\n",
    b"name: 1\npublic_role: 2019-02-30\n",
    b"name: [[club]]\npublic_role: {a: b}\n",
)


@pytest.mark.parametrize("data", ODD)
@pytest.mark.parametrize("suffix", ["yaml", "md"])
def test_no_bytes_break_a_check(content: Path, data: bytes, suffix: str) -> None:
    (content / "people").mkdir()
    (content / "people" / f"odd.{suffix}").write_bytes(data)
    result = run("check", "--content", content, "--today", "2020-01-01")
    assert result.exit_code in (0, 1)
    if result.exit_code:
        assert f"people/odd.{suffix}:" in result.stdout


@pytest.mark.parametrize(
    "name", ["people", "people/a.yaml", "site.yaml", "people/b/c.yaml", "extra/d.yaml", "e.txt"]
)
def test_no_folder_or_file_out_of_place_breaks_a_check(content: Path, name: str) -> None:
    path = content / name
    if path.exists():
        path.unlink()
    if name in ("people/a.yaml", "site.yaml"):
        path.mkdir(parents=True)
        (path / "x").write_text("name: x\n", encoding="utf-8")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: x\n", encoding="utf-8")
    result = run("check", "--content", content)
    assert result.exit_code == 1
    assert name in result.stdout


def test_link_among_the_content_is_not_followed(content: Path) -> None:
    (content / "people").mkdir()
    (content / "people" / "loop").symlink_to(content)
    result = run("check", "--content", content)
    assert result.exit_code == 1
    assert "people/loop" in result.stdout


def test_pipe_among_the_content_is_not_waited_for(content: Path) -> None:
    (content / "people").mkdir()
    pipe = content / "people" / "pipe.yaml"
    os.mkfifo(pipe)
    with _freeing(pipe) as opened:
        result = run("check", "--content", content)
    assert result.exit_code == 1
    assert "people/pipe.yaml" in result.stdout
    assert not opened, "without this test’s help, the command would wait for ever"


@contextmanager
def _freeing(pipe: Path) -> Iterator[list[bool]]:
    """Let whoever opens a pipe to read it find its end, and remember that somebody did."""
    opened: list[bool] = []
    done = threading.Event()

    def free() -> None:
        while not done.wait(0.01):
            with suppress(OSError):  # there is no reader yet
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
                opened.append(True)

    helper = threading.Thread(target=free)
    helper.start()
    try:
        yield opened
    finally:
        done.set()
        helper.join()


# From outside, as a program of its own


@contextmanager
def _folder(content: Path) -> Iterator[Path]:
    """A project's root with content and nothing else, so that every folder has its default."""
    root = content.parent / "root"
    root.mkdir()
    shutil.copytree(content, root / "content")
    yield root


def _outside(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *words]
    outside = {
        name: value for name, value in os.environ.items() if name not in ("CONTEXT", "SOURCE_DATE_EPOCH")
    }
    outside |= {"PYTHONPATH": str(PROJECT)} | environment
    return subprocess.run(command, cwd=root, env=outside, capture_output=True, text=True, check=False)


def test_program_builds_from_a_root_with_its_defaults(content: Path) -> None:
    with _folder(content) as root:
        done = _outside(root, "build", "--no-search")
        assert (done.returncode, (root / "site" / "index.html").is_file()) == (0, True), done.stderr


def test_program_ends_with_one_where_there_is_a_mistake(content: Path) -> None:
    places = _err(content)
    with _folder(content) as root:
        done = _outside(root, "check", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(f"{place}: error: " in done.stdout for place in places)


def test_program_ends_with_two_for_a_wrong_command_line(tmp_path: Path) -> None:
    done = _outside(tmp_path, "build", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert sorted(tmp_path.iterdir()) == []


def test_output_has_no_colours_where_it_is_not_read_on_a_terminal(content: Path) -> None:
    _err(content)
    with _folder(content) as root:
        done = _outside(root, "check", NO_COLOR="1")
    assert "\x1b" not in done.stdout + done.stderr
