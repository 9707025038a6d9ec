"""Content files found and read from a folder: which, in what order, and what is said of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from written import codes, only

from generator.problems import Problem
from generator.sources import DEEPEST, LARGEST, SourceFile, read


def put(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"# {path}\n", encoding="utf-8")
    return folder


def problem_of(folder: Path) -> Problem:
    return only(read(folder)[1])


def test_files_are_read_with_their_folder_and_stem_in_order_of_path(tmp_path: Path) -> None:
    put(tmp_path, "people/jo-arden.yaml", "people/al.md", "boards/b.yaml", "site.yaml", "a.b.yaml")
    found, problems = read(tmp_path)
    assert not problems
    assert [(file.path, file.folder, file.stem, file.is_markdown) for file in found] == [
        ("a.b.yaml", "", "a.b", False),
        ("boards/b.yaml", "boards", "b", False),
        ("people/al.md", "people", "al", True),
        ("people/jo-arden.yaml", "people", "jo-arden", False),
        ("site.yaml", "", "site", False),
    ]
    assert found[1] == SourceFile("boards/b.yaml", "# boards/b.yaml\n")


@pytest.mark.parametrize(
    "name",
    [
        ".git/config.yaml",
        ".hidden.yaml",
        "people/#jo.yaml#",
        "people/jo.yaml~",
        ".jo.yaml.swp",
        "jo.swp",
        "x.tmp",
    ],
)
def test_hidden_files_and_what_editors_leave_are_passed_over(tmp_path: Path, name: str) -> None:
    assert read(put(tmp_path, name)) == ((), [])


@pytest.mark.parametrize(
    "name", ["people/jo.yml", "people/jo.txt", "people/jo", "people/photo.jpg", "people/jo.YAML"]
)
def test_a_file_of_another_kind_is_reported(tmp_path: Path, name: str) -> None:
    problem = problem_of(put(tmp_path, name))
    assert (problem.code, problem.place.path) == ("file-suffix", name)
    assert ".yaml or .md" in problem.hint


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    found, problems = read(put(tmp_path, "people/jo.yaml/x.yaml"))
    assert not problems
    assert [file.path for file in found] == ["people/jo.yaml/x.yaml"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    content, other = tmp_path / "content", put(tmp_path / "other", "secret.yaml")
    content.mkdir()
    (content / "people").symlink_to(other)
    (content / "jo.yaml").symlink_to(other / "secret.yaml")
    found, problems = read(content)
    assert not found
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("file-link", "jo.yaml"), ("file-link", "people"),
    ]  # fmt: skip


def test_a_link_that_goes_round_ends(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "again").symlink_to(tmp_path)
    assert codes(read(tmp_path)[1]) == ["file-link"]


def test_folders_are_read_as_deep_as_any_kind_needs_and_no_deeper(tmp_path: Path) -> None:
    deep = "/".join("a" * DEEPEST)
    found, problems = read(put(tmp_path, f"{deep}/x.yaml", f"{deep}/b/y.yaml"))
    assert [file.path for file in found] == [f"{deep}/x.yaml"]
    assert problems


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    """To open a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.yaml")
    assert problem_of(tmp_path).code == "file-not-regular"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)
    problem = problem_of(tmp_path)
    assert problem.code == "file-too-large"
    assert f"{LARGEST + 1:,} bytes" in problem.message


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"#" * LARGEST)
    found, problems = read(tmp_path)
    assert len(found) == 1
    assert not problems


def test_a_file_that_is_not_text_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, "people/al.yaml")
    (tmp_path / "people/jo.yaml").write_bytes(b"name: \xff\n")
    found, problems = read(tmp_path)
    assert [file.path for file in found] == ["people/al.yaml"]
    assert str(only(problems).place) == "people/jo.yaml:1:7"


def test_a_file_that_vanishes_or_may_not_be_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path, _: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    put(tmp_path, "x.yaml")
    monkeypatch.setattr(os, "open", denied)
    problem = problem_of(tmp_path)
    assert (problem.code, problem.place.path) == ("file-unreadable", "x.yaml")
    assert "Permission denied" in problem.message


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_content_folder_that_is_not_there_is_reported(tmp_path: Path, name: str) -> None:
    put(tmp_path, "file")
    problem = problem_of(tmp_path / name)
    assert problem.code == "content-missing"
    assert "--content" in problem.hint
