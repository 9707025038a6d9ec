"""After an edit only the pages are made again that show what changed, and the site is as if all had been."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PROJECT, TODAY, TOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from generator import publish, render, store
from generator.build import Options, build
from generator.cli import main, making
from generator.render import Renderer

# How many sequences of edits are tried: THROUGHLINE_EDITS=300 for an audit.
SEQUENCES = max(4, int(os.environ.get("THROUGHLINE_EDITS", "12")) // 3)
# A field and its value on one line.
FIELD = re.compile(r"(\s*(?:- )?\w+: )(?![>|\[{])(\S.*)")
HOME = "https://town.example"


class Desk:
    """A copy of the town, built into a folder by the command line as a clerk would."""

    def __init__(self, folder: Path) -> None:
        self.content, self.output = folder / "content", folder / "site"
        shutil.copytree(TOWN / "content", self.content)

    def build(self, *words: str) -> str:
        fixed = ["--templates", str(PROJECT / "templates"), "--no-search", "--base-url", HOME, "--jobs", "1"]
        where = ["--content", str(self.content), "--output", str(self.output), "--today", TODAY.isoformat()]
        found = CliRunner().invoke(main, ["build", *where, *fixed, *words])
        assert found.exception is None or isinstance(found.exception, SystemExit), found.output
        return found.output

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.content / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def made_from_nothing(self) -> dict[str, bytes]:
        options = Options(
            TODAY, self.content, PROJECT / "templates", search=False, base_url=HOME,
            ledger=self.content.parent / "published.json",
        )  # fmt: skip
        return dict(build(options).files)

    def published(self) -> dict[str, bytes]:
        found = (path for path in self.output.rglob("*") if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.build()
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are made from now on."""
    found: list[str] = []
    whole = Renderer.html

    def html(self: Renderer, page: object) -> str:
        found.append(page.address)  # type: ignore[attr-defined]
        return whole(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(Renderer, "html", html)
    return found


def pages_of(told: str) -> int:
    """How many pages a build says that the site has."""
    found = re.search(r"^([\d,]+) pages in ", told, re.MULTILINE)
    assert found, told
    return int(found[1].replace(",", ""))


MEETING = "meetings/harbour-committee-2019-06-18.yaml"


def test_only_pages_that_show_a_sentence_are_made_after_it_changed(desk: Desk, made: list[str]) -> None:
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    told = desk.build()
    assert "/meetings/harbour-committee-2019-06-18/" in made
    assert 0 < len(made) < pages_of(told) / 2
    assert desk.published() == desk.made_from_nothing()


def sentences(path: Path) -> Iterator[str]:
    """The first lines of the texts of a file that stand on one line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"\s+text: ([A-Z][^:#\"]*\.)", line)
        if match:
            yield match[1]


def test_a_build_explains_which_page_shows_what(desk: Desk) -> None:
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    page = "meetings/harbour-committee-2019-06-18"
    told = desk.build("--explain")
    assert f"because: {page}/index.html shows {page}\n" in told
    assert f"different: {page}/index.html\n" in told


@pytest.mark.parametrize(
    ("file", "name"), [(MEETING, "title"), ("people/li-ming.yaml", "name"), ("topics/sea-wall.yaml", "name")]
)
def test_another_name_is_shown_wherever_it_stands(desk: Desk, made: list[str], file: str, name: str) -> None:
    text = (desk.content / file).read_text(encoding="utf-8")
    line = re.search(rf"^{name}: .*$", text, re.MULTILINE)
    assert line
    desk.edit(file, line[0], f"{name}: Quite another")
    told = desk.build()
    assert 1 < len(made) < pages_of(told)
    assert desk.published() == desk.made_from_nothing()


def test_a_day_says_so_much_that_all_is_made(desk: Desk, made: list[str]) -> None:
    desk.edit(MEETING, "date: 2019-06-18", "date: 2019-06-19")
    told = desk.build("--explain")
    assert "because: something changed that many pages show" in told
    assert len(made) == pages_of(told)
    assert desk.published() == desk.made_from_nothing()


@pytest.mark.parametrize("touched", ["output", "settings", "another program"])
def test_all_is_made_where_anything_but_a_record_is_another(
    desk: Desk, made: list[str], monkeypatch: pytest.MonkeyPatch, touched: str
) -> None:
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    if touched == "output":
        (desk.output / "index.html").write_text("by somebody else", encoding="utf-8")
    elif touched == "settings":
        desk.edit("site.yaml", "description: ", "description: Once more, ")
    else:
        monkeypatch.setattr(store, "program", lambda: b"x" * store.DIGEST)
    told = desk.build()
    assert len(made) == pages_of(told)
    assert desk.published() == desk.made_from_nothing()


def test_a_mistake_and_its_mending_leave_the_site_whole(desk: Desk) -> None:
    before = (desk.content / MEETING).read_text(encoding="utf-8")
    (desk.content / MEETING).write_text(f"{before}\nunknown: [\n", encoding="utf-8")
    assert "Nothing was written" in desk.build()
    text = next(iter(sentences(desk.content / MEETING)))
    (desk.content / MEETING).write_text(before.replace(text, f"{text} And so on.", 1), encoding="utf-8")
    desk.build()
    assert desk.published() == desk.made_from_nothing()


def test_what_stands_is_neither_written_nor_counted_as_changed(desk: Desk) -> None:
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    other = desk.output / "glossary/index.html"
    moment = other.stat().st_mtime_ns
    said = desk.build().splitlines()[-1]
    assert other.stat().st_mtime_ns == moment
    assert re.search(r"0 files added, [1-9]\d? changed, 0 removed", said)
    assert publish.published(desk.output) == frozenset(desk.published())


edits = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from("wdxr")), max_size=4
)


def change(desk: Desk, file: int, line: int, how: str) -> None:
    """Add a word to a line, change a figure of it, leave it out, or put all back as it was."""
    if how == "r":
        shutil.rmtree(desk.content)
        shutil.copytree(TOWN / "content", desk.content)
        return
    files = sorted(desk.content.glob("*/*.yaml"))
    path = files[file % len(files)]
    lines = path.read_text(encoding="utf-8").split("\n")
    fields = [number for number, one in enumerate(lines) if FIELD.fullmatch(one)]
    at = fields[line % len(fields)]
    figure = re.search(r"\d", lines[at].partition(": ")[2])
    if how == "x":
        del lines[at]
    elif how == "d" and figure:
        head, _, value = lines[at].partition(": ")
        lines[at] = f"{head}: {value[: figure.start()]}{line % 10}{value[figure.end() :]}"
    elif not lines[at].endswith(("'", '"')):
        lines[at] += " indeed"
    path.write_text("\n".join(lines), encoding="utf-8")


@settings(max_examples=SEQUENCES, deadline=None, derandomize=SEQUENCES < 50, database=None)
@given(edits)
def test_after_any_edits_the_site_is_as_if_made_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    desk = Desk(folder)
    desk.build()
    whole = desk.made_from_nothing()
    for step in steps:
        change(desk, *step)
        desk.build()
        # Where there is a mistake, the site stays as it was.
        whole = desk.made_from_nothing() or whole
        assert desk.published() == whole
    shutil.rmtree(folder)


def test_a_page_that_lost_a_place_lets_all_be_made(desk: Desk, made: list[str]) -> None:
    """Another page could lead to it; which do is not kept."""
    left = store.load(store.file_of(desk.content, store.MADE), making.Left)
    assert left
    page = f"{MEETING.removesuffix('.yaml')}/index.html"
    read, places = left.earlier.made[page]
    earlier = type(left.earlier)(left.earlier.prints, {**left.earlier.made, page: (read, f"{places}\ngone")})
    store.save(making.Left(left.of, earlier), store.file_of(desk.content, store.MADE))
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    told = desk.build()
    assert len(made) > pages_of(told)
    assert desk.published() == desk.made_from_nothing()


def test_the_day_is_part_of_what_a_site_was_made_from(desk: Desk, made: list[str]) -> None:
    text = next(iter(sentences(desk.content / MEETING)))
    desk.edit(MEETING, text, f"{text} The door stood open.")
    told = desk.build("--today", date(2020, 1, 2).isoformat())
    assert len(made) == pages_of(told)


def test_templates_are_compiled_once_for_all_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str | None] = []
    whole = Environment.compile

    def compile_(self: Environment, source: str, name: str | None = None, *more: object) -> object:
        compiled.append(name)
        return whole(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    render.environment.cache_clear()
    desk.edit("site.yaml", "description: ", "description: Once more, ")
    desk.build()
    assert compiled == []
    desk.edit("site.yaml", "description: ", "description: Once more, ")
    render.environment.cache_clear()
    desk.build("--clean")
    assert "base.html" in compiled


FINGERPRINTS = """
import sys
from datetime import date
from pathlib import Path
from generator import build, fingerprints, render

render.render = lambda listed, renderer, names, *more: sys.exit(0)
whole = build.fingerprints
def told(library):
    found = whole(library)
    print(found.whole.hex(), *(f"{name} {one.hex()}" for name, one in found.each.items()), sep="\\n")
    return found
build.fingerprints = told
build.build(build.Options(date(2020, 1, 1), Path(sys.argv[1]), Path(sys.argv[2]), search=False))
"""


@pytest.mark.parametrize("content", ["tests/town/content", "content"])
def test_another_process_finds_the_same_fingerprints(content: str) -> None:
    """Else each process would take what the last one made for something else."""
    command = [sys.executable, "-c", FINGERPRINTS, str(PROJECT / content), str(PROJECT / "templates")]
    told = [
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert told[0].count("\n") > 100
