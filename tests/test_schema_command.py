"""The command `schema`: writes, tells what is not up to date, and puts the line into each file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import schema
from generator.cli import main

MINUTES = "title: Minutes\r\nclassification: minutes\r\n"
CONTENT = {
    "site.yaml": "title: T\ndescription: D\ncouncil: town\nbase_url: https://example.org\n",
    "organizations/town.yaml": "name: Town\nclassification: council\n",
    "documents/minutes.yaml": MINUTES,
    "pages/about.md": "---\ntitle: About\n---\nWords.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a few files, in which commands are started."""
    for path, text in CONTENT.items():
        full = tmp_path / "content" / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["schema", *words], catch_exceptions=False)


def test_it_writes_a_schema_for_each_kind_and_then_nothing_more(project: Path) -> None:
    first = run()
    assert first.exit_code == 0
    assert "19 schemas in schemas, 19 of them changed" in first.stderr
    assert {path.name for path in (project / "schemas").iterdir()} == schema.files(project / "content").keys()
    assert "0 of them changed" in run().stderr


def test_it_tells_what_is_not_up_to_date(project: Path) -> None:
    assert run("--check").exit_code == 1
    assert not (project / "schemas").exists()
    run()
    assert run("--check").exit_code == 0
    (project / "content/organizations/school.yaml").write_text("name: School\nclassification: school\n")
    told = run("--check")
    assert told.exit_code == 1
    assert told.stdout == "schemas/ids.schema.json is not up to date\n"
    assert "throughline schema" in told.stderr


def test_a_new_record_changes_the_file_of_ids_alone_by_a_line_for_its_id_and_one_for_its_name(
    project: Path,
) -> None:
    run()
    before = {path: path.read_text().splitlines() for path in (project / "schemas").iterdir()}
    (project / "content/organizations/school.yaml").write_text("name: School\nclassification: school\n")
    run()
    after = {path: path.read_text().splitlines() for path in (project / "schemas").iterdir()}
    changed = [path for path in after if after[path] != before[path]]
    assert [path.name for path in changed] == [schema.IDS_FILE]
    added = [line.strip() for line in after[changed[0]] if line not in before[changed[0]]]
    assert added == ['"school",', '"School",']


def test_it_puts_the_line_of_its_schema_into_each_file_once(project: Path) -> None:
    run("--lines")
    written = {path: (project / "content" / path).read_bytes().decode() for path in CONTENT}
    line = schema.modeline("documents/minutes.yaml")
    assert written["documents/minutes.yaml"] == f"{line}\r\n{MINUTES}"
    assert written["site.yaml"].startswith(
        "# yaml-language-server: $schema=../schemas/site.schema.json\ntitle: T\n"
    )
    assert written["pages/about.md"] == CONTENT["pages/about.md"]
    assert "into 0 content files" in run("--lines").stderr
    checked = CliRunner().invoke(main, ["check", "--today", "2020-01-01"])
    assert checked.exit_code == 0
    assert "no problems" in checked.output


def test_it_works_while_content_is_broken(project: Path) -> None:
    broken = {
        "people/jo.yaml": b"name: [Jo\n",
        "people/ann.yaml": b"name: Ren\xe9\n",
        "people/bo.yaml": b"",
        "elsewhere/x.yaml": b"a: b\n",
        "meetings/x.txt": b"",
    }
    for path, data in broken.items():
        full = project / "content" / path
        full.parent.mkdir(exist_ok=True)
        full.write_bytes(data)
    assert run("--lines").exit_code == 0
    known = (project / "schemas" / schema.IDS_FILE).read_text()
    assert '"jo"' in known
    assert (project / "content/people/ann.yaml").read_bytes() == b"name: Ren\xe9\n"
    assert (project / "content/elsewhere/x.yaml").read_bytes() == b"a: b\n"


def test_it_reads_and_writes_other_folders(project: Path) -> None:
    (project / "content").rename(project / "record")
    assert run("--content", "record", "--output", "out/here").exit_code == 0
    assert (project / "out/here" / schema.IDS_FILE).is_file()


@pytest.mark.parametrize("words", [("--content", "nowhere"), ("--check", "--lines")])
def test_a_wrong_command_line_ends_with_2(project: Path, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
    assert not (project / "schemas").exists()
