"""The commands that rewrite content files, as a clerk uses them: words, files, exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import TOWN

from generator.cli import main


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the invented town, to be changed."""
    return Path(shutil.copytree(TOWN / "content", tmp_path / "content"))


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_rename_says_what_it_did_and_where_the_old_address_leads(town: Path) -> None:
    with (town / "glossary.yaml").open("a", encoding="utf-8") as file:
        file.write("# ask amos-null\n")
    lines = (town / "glossary.yaml").read_text(encoding="utf-8").count("\n")
    result = run("rename", "amos-null", "amos", "--content", town)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "“amos-null” is now “amos”. 4 references rewritten; 3 files changed.",
        "The old address /people/amos-null/ leads to /people/amos/.",
        f"These comments still have the old id, as a comment is yours alone: glossary.yaml:{lines}",
    ]
    assert {"people/amos.yaml"} == tree(town).keys() - tree(TOWN / "content").keys()
    assert run("check", "--content", town).exit_code == 0


def test_rename_of_an_entry_says_what_becomes_of_its_address(town: Path) -> None:
    result = run("rename", "joint-2019-03-05#light-again", "joint-2019-03-05#lit", "--content", town)
    assert (
        "/decisions/joint-2019-03-05/light-again/ becomes /decisions/joint-2019-03-05/lit/" in result.stderr
    )
    assert "Nothing leads on" in result.stderr
    result = run("rename", "harbour-committee#chair", "harbour-committee#head", "--content", town)
    assert "/boards/harbour-committee/#chair becomes /boards/harbour-committee/#head" in result.stderr
    assert "cannot lead on" in result.stderr


def test_a_dry_run_shows_the_lines_and_changes_nothing(town: Path) -> None:
    before = tree(town)
    result = run("rename", "amos-null", "amos", "--content", town, "--dry-run")
    assert "people/amos-null.yaml becomes people/amos.yaml\n" in result.stdout
    assert "   36 -   - person: amos-null\n   36 +   - person: amos\n" in result.stdout
    assert "would now be" in result.stderr
    assert tree(town) == before


def test_what_cannot_be_renamed_is_a_wrong_command_line(town: Path) -> None:
    before = tree(town)
    result = run("rename", "amos-nul", "amos", "--content", town)
    assert result.exit_code == 2
    assert "there is no record with the id “amos-nul”. Did you mean “amos-null”?" in result.stderr
    assert tree(town) == before


def test_mistakes_in_the_content_are_shown_and_nothing_is_renamed(town: Path) -> None:
    (town / "topics/broken.yaml").write_text("nam: Broken\n", encoding="utf-8")
    before = tree(town)
    result = run("rename", "amos-null", "amos", "--content", town)
    assert result.exit_code == 1
    assert "topics/broken.yaml:1:1: error: “nam” is not a field of a topic [field-unknown]" in result.stdout
    assert "    1 | nam: Broken" in result.stdout
    assert result.stderr.startswith("Nothing was renamed: ")
    assert tree(town) == before


# fmt


UNTIDY = "sources: [d] # why\nname:   'Books'\n"
TIDY = "name: Books\nsources: [d]  # why\n"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A content folder with one file that is not in order and one that is."""
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/books.yaml").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "content/topics/tidy.yaml").write_text(TIDY, encoding="utf-8")
    return tmp_path / "content"


def test_fmt_puts_in_order_what_is_not_and_then_nothing(books: Path) -> None:
    result = run("fmt", "--content", books)
    assert (result.exit_code, result.stderr) == (0, "1 of 2 files put in order.\n")
    assert set(tree(books).values()) == {TIDY.encode()}
    assert tree(books).keys() == {"topics/books.yaml", "topics/tidy.yaml"}
    result = run("fmt", "--content", books)
    assert (result.exit_code, result.stderr) == (0, "0 of 2 files put in order.\n")


def test_fmt_check_shows_what_would_change_and_changes_nothing(books: Path) -> None:
    before = tree(books)
    result = run("fmt", "--check", "--content", books)
    assert (result.exit_code, tree(books)) == (1, before)
    assert result.stdout.splitlines() == [
        "topics/books.yaml: 4 lines to change",
        "    1 - sources: [d] # why",
        "    2 - name:   'Books'",
        "    1 + name: Books",
        "    2 + sources: [d]  # why",
    ]
    assert result.stderr == "1 of 2 files to put in order. Run: throughline fmt\n"
    run("fmt", "--content", books)
    assert run("fmt", "--check", "--content", books).exit_code == 0


def test_fmt_takes_files_and_folders(books: Path) -> None:
    (books / "people").mkdir()
    (books / "people/jo.yaml").write_text("public_role: Clerk\nname: Jo\n", encoding="utf-8")
    assert "1 of 1 files" in run("fmt", books / "people", "--content", books).stderr
    assert "0 of 1 files" in run("fmt", books / "topics/tidy.yaml", "--content", books).stderr
    assert (books / "topics/books.yaml").read_text(encoding="utf-8") == UNTIDY
    elsewhere = run("fmt", TOWN, "--content", books)
    assert elsewhere.exit_code == 2
    assert "is not in the content folder" in elsewhere.stderr


def test_fmt_reports_a_file_with_mistakes_and_goes_on_with_the_others(books: Path) -> None:
    (books / "topics/broken.yaml").write_text("nam: X\n", encoding="utf-8")
    (books / "topics/rene.yaml").write_bytes(b"name: Ren\xe9\n")
    result = run("fmt", "--content", books)
    assert result.exit_code == 1
    assert "topics/broken.yaml:1:1: error: “nam” is not a field of a topic [field-unknown]" in result.stdout
    assert "[file-encoding]" in result.stdout
    assert "1 of 2 files put in order; 2 errors" in result.stderr
    assert (books / "topics/broken.yaml").read_text(encoding="utf-8") == "nam: X\n"
    assert (books / "topics/books.yaml").read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_fmt_keeps_line_ends_and_a_mark_at_the_start(books: Path, mark: bytes, end: bytes) -> None:
    (books / "topics/books.yaml").write_bytes(mark + UNTIDY.encode().replace(b"\n", end))
    run("fmt", "--content", books)
    assert (books / "topics/books.yaml").read_bytes() == mark + TIDY.encode().replace(b"\n", end)


def test_fmt_makes_line_ends_of_two_kinds_one(books: Path) -> None:
    (books / "topics/books.yaml").write_bytes(b"name: Books\r\nsources: [d]  # why\n")
    assert "only the ends of its lines" in run("fmt", "--check", "--content", books).stdout
    run("fmt", "--content", books)
    assert (books / "topics/books.yaml").read_bytes() == TIDY.encode().replace(b"\n", b"\r\n")
