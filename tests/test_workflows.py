"""What GitHub runs and asks: actions pinned, no more rights than needed, nothing untrusted in a script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

from generator.cli import COMMANDS

STARTER = PROJECT / "starter"
WORKFLOWS = sorted(
    path for folder in (PROJECT, STARTER) for path in (folder / ".github/workflows").glob("*.yml")
)
FORMS = sorted(path for path in (STARTER / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# Commands that the workflows and hooks use and this release has not got yet.
TO_COME = {"diff", "fmt"} - COMMANDS.keys()


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def triggers(path: Path) -> dict[str, Any]:
    """What starts a workflow; YAML 1.1 reads the key `on` as true."""
    found = read(path)
    return dict(found.get("on") or found[True])


def test_there_are_workflows_to_read() -> None:
    assert {path.name for path in WORKFLOWS} == {"record.yml", "nightly.yml", "program.yml"}
    assert len(WORKFLOWS) == 5


def test_a_new_council_gets_what_this_project_has() -> None:
    """One source: only the way the program is installed differs."""
    for path in sorted((STARTER / ".github").rglob("*")):
        if path.is_file():
            ours = PROJECT / path.relative_to(STARTER)
            theirs = path.read_text(encoding="utf-8").replace("--requirement requirements.txt", ".")
            assert ours.read_text(encoding="utf-8") == theirs, name(ours)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"^\s*-? *uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(path))
    assert not [one for one in used if not PINNED.fullmatch(one)]


def test_one_action_has_one_pin() -> None:
    pins = {one for path in WORKFLOWS for one in PINNED.findall(path.read_text(encoding="utf-8"))}
    assert pins
    assert len({one.partition("@")[0] for one in pins}) == len(pins)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_workflow_may_do_more_than_read(path: Path) -> None:
    found = read(path)
    assert found["permissions"] in ({}, {"contents": "read"})
    assert not [job for job in found["jobs"].values() if "permissions" in job]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_workflow_runs_a_stranger_s_code_with_the_project_s_rights(path: Path) -> None:
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & triggers(path).keys()


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_script_has_an_expression_in_it(path: Path) -> None:
    assert not [step["run"] for step in steps(path) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_every_job_ends_in_time_and_gives_way_to_a_newer_one(path: Path) -> None:
    found = read(path)
    assert found["concurrency"]["cancel-in-progress"] is True
    assert all(job["timeout-minutes"] <= 45 for job in found["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_checkout_leaves_no_key_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_no_secret_reaches_a_pull_request() -> None:
    for path in WORKFLOWS:
        assert not ("secrets." in path.read_text(encoding="utf-8") and "pull_request" in triggers(path))


def test_a_pull_request_is_checked_built_and_told_of() -> None:
    scripts = "\n".join(step.get("run", "") for step in steps(PROJECT / ".github/workflows/record.yml"))
    used = re.findall(r"throughline ([a-z]+)", scripts)
    assert used == ["check", "build", "diff"]
    assert set(used) <= COMMANDS.keys() | TO_COME
    assert "throughline check --format github" in scripts
    assert '--format markdown >> "$GITHUB_STEP_SUMMARY"' in scripts


# What people fill in


@pytest.mark.parametrize("path", FORMS, ids=name)
def test_forms_have_the_shape_that_github_reads(path: Path) -> None:
    form = read(path)
    assert form.keys() == {"name", "description", "title", "labels", "body"}
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) >= 2
    for part in form["body"]:
        assert part["type"] in {"markdown", "input", "textarea", "dropdown"}
        assert part["attributes"]["value" if part["type"] == "markdown" else "label"].strip()
        assert part.keys() <= {"type", "id", "attributes", "validations"}
    assert any(part.get("validations", {}).get("required") for part in form["body"])


def test_there_are_forms_for_mistakes_and_for_changes() -> None:
    assert [read(path)["name"] for path in FORMS] == ["Propose a change", "Report a mistake in the record"]


def test_forms_and_template_warn_of_what_must_not_be_written() -> None:
    for path in (*FORMS, STARTER / ".github/pull_request_template.md"):
        assert re.search(r"members? of the public", path.read_text(encoding="utf-8"))


# Hooks


def test_hooks_run_commands_that_there_are() -> None:
    ours = read(PROJECT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    theirs = read(STARTER / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    offered = read(PROJECT / ".pre-commit-hooks.yaml")
    for hooks in (ours, theirs, offered):
        assert [hook["id"] for hook in hooks] == ["throughline-check", "throughline-fmt"]
        for hook in hooks:
            command = re.fullmatch(r"(?:\.venv/bin/)?throughline ([a-z]+)(?: --check)?", hook["entry"])
            assert command
            assert command[1] in COMMANDS.keys() | TO_COME
            assert hook["pass_filenames"] is False
