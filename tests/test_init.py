"""A new council's folder: it builds, passes every check, and shows the chain from finding to evidence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import PROJECT, Built, site_of

from generator.build import Options
from generator.build import check as checked
from generator.cli import main
from generator.records import FOLDERS, SINGLES
from generator.scaffold.beginning import from_direct_url

STARTER = PROJECT / "starter"
TODAY = date(2026, 1, 1)


def init(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *words])


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council") / "record"
    result = init(folder, "--program", "throughline @ https://files.example/throughline.whl")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def made(begun: Path) -> Built:
    site = site_of(Options(TODAY, begun / "content", PROJECT / "templates", search=False))
    return Built(site.files, site.problems, frozenset(record.kind for record in site.records))


def test_init_writes_all_that_a_council_needs(begun: Path) -> None:
    assert tree(begun) >= {
        "README.md", ".gitignore", ".pre-commit-config.yaml", ".vscode/settings.json",
        ".vscode/extensions.json", "netlify.toml", "requirements.txt", ".github/workflows/record.yml",
        ".github/pull_request_template.md",
        "content/site.yaml", "content/glossary.yaml", "content/rules.yaml", "content/corrections.yaml",
    }  # fmt: skip


def test_new_record_has_one_example_of_every_kind(made: Built) -> None:
    assert made.kinds == FOLDERS.keys() | SINGLES.keys()


def test_new_record_builds_without_a_problem_or_a_dead_link(made: Built) -> None:
    assert made.problems == ()
    assert "recommendations/open-on-saturdays/index.html" in made.files


def test_new_record_passes_with_warnings_as_errors(begun: Path) -> None:
    command = [sys.executable, "-m", "generator", "check", "--warnings-as-errors", "--today", "2026-01-01"]
    done = subprocess.run([*command, "--content", begun / "content"], cwd=PROJECT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("day", [date(2025, 11, 1), date(2040, 1, 1)])
def test_new_record_stays_right_as_years_go_by(day: date, begun: Path) -> None:
    assert checked(Options(day, begun / "content")).problems == ()


def test_every_statement_of_the_new_record_has_a_source(begun: Path) -> None:
    graph = checked(Options(TODAY, begun / "content")).graph
    assert graph is not None
    assert graph.statements
    assert all(statement.has_source for statement in graph.statements)


def test_new_record_shows_the_whole_chain(begun: Path) -> None:
    timeline = checked(Options(TODAY, begun / "content")).timeline
    assert timeline is not None
    (line,) = timeline.throughlines
    assert {step.id: len(step.knots) for step in line.steps if not step.missing} == {
        "findings": 1, "recommendation": 1, "responses": 1, "decisions": 3, "money": 1, "actions": 1,
        "status": 2, "evidence": 1, "noted": 2,
    }  # fmt: skip


def test_every_page_of_the_new_record_can_be_told_from_a_real_one(begun: Path, made: Built) -> None:
    assert b"(an example)" in made.files["index.html"]
    for path in (begun / "content").glob("*/*.yaml"):
        assert "\n# An example, invented from beginning to end." in path.read_text(encoding="utf-8")


def test_every_file_names_its_schema_for_the_editor(begun: Path) -> None:
    for path in (begun / "content").rglob("*.yaml"):
        kind, up = (path.stem, "..") if path.parent.name == "content" else (path.parent.name, "../..")
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={up}/schemas/{kind}.schema.json"


def test_readme_names_only_what_is_there(begun: Path) -> None:
    text = (begun / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([\w./-]+(?:/|\.toml|\.txt|\.yaml))`", text):
        assert (begun / name).exists() or name == "site/", name


def test_readme_names_only_commands_that_exist(begun: Path) -> None:
    text = (begun / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"`throughline ([a-z]+)", text)
    assert commands
    assert set(commands) <= set(main.list_commands(main.make_context("throughline", ["check"])))


def test_what_editors_read_is_well_formed(begun: Path) -> None:
    for path in (begun / ".vscode").iterdir():
        assert json.loads(path.read_text(encoding="utf-8"))
    assert yaml.safe_load((begun / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]


def test_netlify_is_set_up_as_for_this_project() -> None:
    """Only how the program is installed differs, and the first remark, which names a test."""
    ours = (PROJECT / "netlify.toml").read_text(encoding="utf-8").partition("\n")[2]
    theirs = (STARTER / "netlify.toml").read_text(encoding="utf-8").partition("\n")[2]
    assert theirs == ours.replace("pip install .", "pip install --requirement requirements.txt")


# Where it is begun, and where not


def test_init_in_an_empty_clone_is_welcome(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / "content/site.yaml").is_file()


def test_init_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "minutes.doc").write_text("mine", encoding="utf-8")
    result = init(tmp_path)
    assert result.exit_code == 2
    assert "it holds minutes.doc" in result.output
    assert tree(tmp_path) == {"minutes.doc"}


def test_init_twice_is_refused(tmp_path: Path) -> None:
    assert [init(tmp_path / "record").exit_code for _ in range(2)] == [0, 2]


def test_init_at_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "record").touch()
    assert init(tmp_path / "record").exit_code == 2


# From where the program comes


def test_requirements_say_from_where_the_program_comes(begun: Path) -> None:
    lines = (begun / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "throughline @ https://files.example/throughline.whl"
    ]


def test_init_says_when_it_does_not_know_from_where_the_program_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.beginning.requirement", str)
    result = init(tmp_path / "record")
    assert "Say in" in result.output
    lines = (tmp_path / "record/requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)


@pytest.mark.parametrize(
    ("noted", "line"),
    [
        ('{"url": "https://git.example/t.git", "vcs_info": {"vcs": "git", "commit_id": "0123abc"}}',
         "throughline @ git+https://git.example/t.git@0123abc"),
        ('{"url": "https://files.example/t.whl", "archive_info": {}}',
         "throughline @ https://files.example/t.whl"),
        ('{"url": "file:///home/me/t", "dir_info": {"editable": true}}', ""),
        ("{}", ""),
    ],
)  # fmt: skip
def test_origin_that_an_installer_noted_becomes_a_line_for_pip(noted: str, line: str) -> None:
    assert from_direct_url(noted) == line
