"""Names that must not appear are reported wherever they stand, and printed nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS, LEAST, codes, options, write

from generator.build import check
from generator.cli import main
from generator.withholding import Names

LISTED = "# Never committed.\n\nZélie O'Quill-Moss\nBo Tarn\n东海明\n"
NAMES = tuple(LISTED.splitlines()[2:])

WRITTEN = [
    "Zélie O'Quill-Moss", "ZELIE O’QUILL-MOSS", "Ze\u0301lie O’Quill Moss", "zelie-oquill-moss",
    "Moss, Zélie O'Quill", "Zélie\n  O'Quill-Moss", "**Zélie** _O'Quill-Moss_", "Zelie%20O'Quill-Moss",
    "Zélie\u00a0O'Quill\u2011Moss", "Zé\u00adlie O'Quill-Moss", "Bo Tarn’s", "bo.tarn@", "bo_tarn",
    "Tarn, Bo", "[Bo Tarn]", "在东海明说", "Ｂｏ Tarn",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    for text in (written, f"ﬁrst, 东 {written} ß"):
        assert len(Names(NAMES).spans(text)) == 1
        hidden = Names(NAMES).hidden(text)
        assert len(hidden) == len(text)
        assert Names(NAMES).spans(hidden) == ()
        assert hidden.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text", ["Bob Tarn", "Bo Tarnish", "Bo and Tarn", "abo tarn", "Zélie Moss", "Bo", "东海"]
)
def test_another_name_is_left_alone(text: str) -> None:
    assert Names(NAMES).spans(text) == ()


@LAWS
@given(st.lists(st.sampled_from([*"Bo Tarn-_'’\n ﬁßİ\u0301\u00ad东海明", "Bo Tarn", "zelie oquill moss"])))
def test_no_name_is_left_in_what_was_blacked_out(signs: list[str]) -> None:
    text = "".join(signs)
    hidden = Names(NAMES).hidden(text)
    assert len(hidden) == len(text)
    assert Names(NAMES).spans(hidden) == ()


# Each place a name can have in a project, and where it is reported.
PLACES = [
    ("people/a.yaml", "name: Bo Tarn\npublic_role: Clerk\n", "people/a.yaml:1:7"),
    ("people/b.yaml", "# Once Bo Tarn.\nname: Jo\npublic_role: Clerk\n", "people/b.yaml:1:8"),
    (
        "people/c.yaml",
        "name: Jo\npublic_role: Clerk\npublication: draft\nnote: Bo Tarn\n",
        "people/c.yaml:4:7",
    ),
    ("people/d.yaml", 'name: Jo\npublic_role: "B\\u006f Tarn"\n', "people/d.yaml:2:14"),
    ("topics/a.yaml", "name: T\nsummary: >-\n  Said by Bo\n  Tarn.\n", "topics/a.yaml:3:11"),
    ("topics/b.md", "---\nname: T\n---\nSaid.\n\nBy **Bo** Tarn.\n", "topics/b.md:6:6"),
    ("topics/c.yaml", "name: T\nunknown_field: Bo Tarn\n", "topics/c.yaml:2:16"),
    ("topics/d.yaml", "name: [T\nsummary: Bo Tarn\n", "topics/d.yaml:2:10"),
    ("topics/e.yaml", "name: T\nrelated: [bo-tarn]\n", "topics/e.yaml:2:11"),
    ("people/bo-tarn.yaml", "name: Jo\npublic_role: Clerk\n", "people/███████.yaml:1:1"),
]
PROJECT = {**LEAST, **{path: text for path, text, _ in PLACES}}


def test_a_name_is_reported_at_each_of_its_places(tmp_path: Path) -> None:
    site = check(replace(options(write(tmp_path, PROJECT)), withheld=NAMES))
    found = [str(one.place) for one in site.problems if one.code == "name-withheld"]
    assert found == sorted(place for _, _, place in PLACES)
    assert all(one.is_error for one in site.problems if one.code == "name-withheld")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "build"])
def test_no_report_prints_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    folder = write(tmp_path / "content", PROJECT | {"people/bo-tarn.docx": "Bo Tarn"})
    (tmp_path / "names").write_text(LISTED, encoding="utf-8")
    command = ["build", "--output", tmp_path / "site"] if form == "build" else ["check", "--format", form]
    words = [*command, "--content", folder, "--withhold", tmp_path / "names", "--today", "2020-01-01"]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 1
    assert result.output.count("name-withheld") >= (9 if form == "github" else len(PLACES))
    summary = tmp_path / "summary"
    assert summary.exists() == (form == "github")
    for said in (
        result.output,
        result.stderr,
        summary.read_text(encoding="utf-8") if summary.exists() else "",
    ):
        assert not Names(NAMES).spans(said)
    assert not list((tmp_path / "site").glob("**/*.html"))


def test_a_name_in_the_ledger_is_reported_at_its_line(tmp_path: Path) -> None:
    fields = '"kind": "people", "title": "Bo Tarn", "digest": "0123456789abcdef"'
    days = '"first_published": "2019-01-01", "last_changed": "2019-01-01", "sequence": 0'
    ledger = tmp_path / "published.json"
    ledger.write_text(f'{{\n"/people/jo/": {{{fields}, {days}}},\n"version": 1\n}}\n', encoding="utf-8")
    folder = write(tmp_path / "content", {**LEAST, "people/jo.yaml": "name: Jo\npublic_role: Clerk\n"})
    site = check(replace(options(folder), withheld=NAMES, ledger=ledger))
    assert [str(one.place) for one in site.problems if one.code == "name-withheld"] == [
        "../published.json:2:1"
    ]


def test_nothing_is_reported_where_no_name_stands(tmp_path: Path) -> None:
    site = check(replace(options(write(tmp_path, LEAST)), withheld=NAMES))
    assert codes(site.problems) == []


@pytest.mark.parametrize("data", [b"", b"# Bo Tarn\n\n", b"\xff\xfe", None])
def test_a_list_without_a_name_is_a_wrong_command_line(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "names").write_bytes(data)
    folder = write(tmp_path / "content", LEAST)
    words = ["check", "--content", folder, "--withhold", tmp_path / "names"]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 2
    assert "Tarn" not in result.output
