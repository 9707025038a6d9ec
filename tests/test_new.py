"""The command `new` as a clerk uses it: one file written, none ever overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import TOWN

from generator.cli import main


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the invented town, to be added to."""
    return Path(shutil.copytree(TOWN / "content", tmp_path / "content"))


def new(content: Path, *words: str, today: str = "2020-01-01") -> Result:
    return CliRunner().invoke(main, ["new", *words, "--content", str(content), "--today", today])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_new_writes_one_file_and_says_which(content: Path) -> None:
    before = tree(content)
    result = new(content, "meeting", "--board", "harbour-committee", "--date", "2019-12-03")
    assert result.exit_code == 0, result.output
    path = "meetings/harbour-committee-2019-12-03.yaml"
    assert result.stdout == f"{content / path}\n"
    assert tree(content).keys() - before.keys() == {path}
    assert {name: data for name, data in tree(content).items() if name != path} == before


def test_new_makes_the_folder_of_a_kind_that_has_none_yet(content: Path) -> None:
    shutil.rmtree(content / "events")
    assert new(content, "event", "--title", "A fair").exit_code == 0
    assert (content / "events/a-fair.yaml").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("meeting", "--board", "harbour-committee", "--date", "2020-02-11"),
        ("person", "zoe-brandt"),
        ("person", "zoe-marsh"),
        ("decision", "obsidian-ferry"),
        ("page", "quillfeather-regatta"),
    ],
    ids=["in Markdown", "in YAML", "an earlier id", "under embargo", "a draft"],
)
def test_new_never_overwrites(words: tuple[str, ...], content: Path) -> None:
    before = tree(content)
    result = new(content, *words)
    assert result.exit_code == 2
    assert "is taken by" in result.output
    assert tree(content) == before


def test_new_twice_is_refused_the_second_time(content: Path) -> None:
    words = ("event", "--title", "A fair")
    assert [new(content, *words).exit_code for _ in range(2)] == [0, 2]


def test_new_finds_what_is_not_readable_taken_too(content: Path) -> None:
    (content / "topics/broken.yaml").write_text("name: [\n", encoding="utf-8")
    assert new(content, "topic", "broken").exit_code == 2


def test_new_outside_a_project_says_so(tmp_path: Path) -> None:
    result = new(tmp_path / "content", "topic", "rope")
    assert result.exit_code == 2
    assert "there is no folder" in result.output


def test_members_known_only_from_drafts_are_listed_too(content: Path) -> None:
    board = content / "boards/harbour-committee.yaml"
    board.write_text(board.read_text(encoding="utf-8") + "publication: draft\n", encoding="utf-8")
    assert new(content, "meeting", "--board", "harbour-committee", "--date", "2019-12-03").exit_code == 0
    written = (content / "meetings/harbour-committee-2019-12-03.yaml").read_text(encoding="utf-8")
    assert "- person: amos-null  # Amos Null: Chair of the Harbour Committee" in written
