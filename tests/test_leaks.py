"""What is not public is nowhere: a word of its own is planted in each field of each kind, and looked for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import PROJECT, TOWN
from planting import PUBLIC, Planting, content, record

from generator import sources
from generator.build import Options, build
from generator.cli import main
from generator.diff import State, as_markdown, compare
from generator.diff import as_json as as_comparison_json
from generator.diff import as_text as as_comparison_text
from generator.records import FOLDERS, SINGLES, shapes
from generator.reports import as_github, as_json, as_sarif, as_text
from generator.sources import Snapshot

DAY = "2020-01-01"


def hidden(planting: Planting, **how: str) -> dict[str, Any]:
    """Plant a record of every kind that is not public, with a word in its very id."""
    return {f"{kind}/{planting.word(f'{kind} id')}.yaml": record(kind, planting) | how for kind in FOLDERS}


def leaked(outputs: Mapping[str, bytes], planting: Planting) -> Iterator[str]:
    """Name what was found of the planted words, and where."""
    mark = re.compile(re.escape(planting.mark).encode() + rb"\d{4}", re.IGNORECASE)
    for path, data in outputs.items():
        for found in {*mark.findall(path.encode()), *mark.findall(data)}:
            yield f"{path}: {planting.words.get(found.decode().lower(), found)}"


@pytest.fixture(params=[{"publication": "draft"}, {"publish_on": "2020-01-02"}], ids=["draft", "embargoed"])
def planted(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Planting]:
    planting = Planting("cnry")
    return content(tmp_path / "content", hidden(planting, **request.param)), planting


def test_something_is_planted_in_every_field_that_can_hold_a_word() -> None:
    planting = Planting("cnry")
    hidden(planting)
    planted = {where.rpartition(".")[2] for where in planting.words.values()}
    assert {"title", "name", "summary", "text", "quote", "note", "url", "remit", "reply"} <= planted
    assert len(planting.words) > 400


def test_planted_words_do_show_where_the_records_are_public(tmp_path: Path) -> None:
    """Nothing would be proved by words that show nowhere anyway."""
    planting = Planting("cnry")
    options = Options(
        date(2020, 1, 3), content(tmp_path / "content", hidden(planting)), PROJECT / "templates"
    )
    site = build(options)
    assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
    found = set(leaked(site.files, planting))
    assert len(found) > 400
    beside = ("data/people.csv", "data/citations.csv", "data/popolo.json", "data/timeline.json", "feed.xml",
              "calendar.ics")  # fmt: skip
    for path in beside:
        assert any(one.startswith(f"{path}: ") for one in found), path
    assert any("/index.json: " in one for one in found)


def test_what_is_not_public_is_in_no_file_and_no_report(planted: tuple[Path, Planting]) -> None:
    folder, planting = planted
    site = build(Options(date(2020, 1, 1), folder, PROJECT / "templates", search=False))
    assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
    lines = {file.path: file.text.split("\n") for file in site.sources}
    said = (as_text(site.problems, lines), as_json(site.problems), as_sarif(site.problems, "content"))
    reports = {f"report {n}": text.encode() for n, text in enumerate((*said, as_github(site.problems, "c")))}
    assert list(leaked({**site.files, **reports}, planting)) == []


def test_what_is_not_public_is_not_in_the_index_nor_in_what_a_build_says(
    planted: tuple[Path, Planting], tmp_path: Path
) -> None:
    folder, planting = planted
    words = ["build", "--content", folder, "--output", tmp_path / "site", "--today", DAY, "--explain"]
    words += ["--templates", PROJECT / "templates"]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    files = {
        path.relative_to(tmp_path).as_posix(): _opened(path.read_bytes())
        for path in sorted((tmp_path / "site").rglob("*")) if path.is_file()
    }  # fmt: skip
    assert any("pagefind" in path for path in files)
    assert list(leaked({**files, "log": result.output.encode()}, planting)) == []


def _opened(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def _snapshot(folder: Path, old: str = "", new: str = "") -> Snapshot:
    files, problems = sources.read(folder)
    assert not problems
    return Snapshot(tuple(replace(one, text=one.text.replace(old, new)) if old else one for one in files))


def test_what_is_not_public_is_in_no_comparison(planted: tuple[Path, Planting]) -> None:
    """Neither where it comes, nor where it goes, nor where it changes."""
    folder, planting = planted
    states = [State(str(path), snapshot=_snapshot(path)) for path in (TOWN / "content", folder)]
    states.append(State("changed", snapshot=_snapshot(folder, "Said of", "Told of")))
    town, other, changed = states
    options = Options(date(2020, 1, 1), templates=PROJECT / "templates", search=False)
    for before, after in ((town, other), (other, town), (other, changed)):
        found = compare(before, after, options)
        assert not any(found.errors)
        assert sum(found.drafts) >= len(FOLDERS) - 1
        said = (as_comparison_text(found, 9999), as_markdown(found, 9999), as_comparison_json(found))
        assert list(leaked({f"diff {n}": text.encode() for n, text in enumerate(said)}, planting)) == []


# Of exempt matter only number, public title, reason and paragraph show.


def exempt(planting: Planting) -> dict[str, Any]:
    about = {"access": "exempt", "exempt_paragraph": "3", "public_title": "Land"}
    secret = {"title": planting.word("title"), "sources": [PUBLIC["documents"]], **about}
    untitled = {name: value for name, value in secret.items() if name != "public_title"}
    return {
        "meetings/closed.yaml": {
            "bodies": ["harbour-committee"], "date": "2019-04-02",
            "items": [
                {"id": "item-1", "agenda_number": "7", **secret},
                {"id": "item-2", "title": "Open", "decisions": [{"id": "decided", **secret}]},
            ],
        },
        "decisions/closed-too.yaml": {"classification": "direction", "date": "2019-04-03", **secret},
        "documents/closed-paper.yaml": {"classification": "report", "date": "2019-04-03", **untitled},
    }  # fmt: skip


def test_of_exempt_matter_nothing_shows_but_its_shell(tmp_path: Path) -> None:
    planting = Planting("cnry")
    folder = content(tmp_path / "content", exempt(planting))
    for drafts in (False, True):
        site = build(Options(date(2020, 1, 1), folder, PROJECT / "templates", drafts=drafts, search=False))
        assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
        assert b"Land" in site.files["meetings/closed/index.html"]
        assert list(leaked(site.files, planting)) == []


@pytest.mark.parametrize("kind", sorted(SINGLES))
def test_single_files_have_no_drafts(kind: str) -> None:
    """A setting, a term or a rule is public as soon as it is written; the guide for clerks says so."""
    assert "publication" not in shapes(SINGLES[kind])
