"""The command `diff` in real repositories: which states it compares, and what it says where it cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from conftest import PROJECT, TINY, TODAY

from generator import sources
from generator.build import Options, check
from generator.cli import main

WHO = {
    "GIT_AUTHOR_NAME": "A Clerk", "GIT_AUTHOR_EMAIL": "clerk@example.org",
    "GIT_COMMITTER_NAME": "A Clerk", "GIT_COMMITTER_EMAIL": "clerk@example.org",
    "GIT_AUTHOR_DATE": "2019-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2019-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
NEVER = "Nothing changes for readers."


def git(folder: Path, *words: str) -> str:
    """Run git with a fixed identity and day, and with no settings of the machine's."""
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **WHO}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def write(folder: Path, content: Mapping[str, str]) -> None:
    for path, text in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text), encoding="utf-8")


def commit(folder: Path, content: Mapping[str, str]) -> str:
    write(folder / "content", content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A change")
    return git(folder, "rev-parse", "HEAD")


def person(name: str) -> dict[str, str]:
    return {f"people/{name.lower()}.yaml": f"name: {name}\npublic_role: Plays chess.\n"}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit on its main branch: the least that makes a site."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, TINY)
    return folder


def diff(folder: Path, *words: str, pages: int = 0) -> Result:
    arguments = ["diff", "--content", str(folder / "content"), "--today", "2020-01-01"]
    arguments += ["--templates", str(PROJECT / "templates"), "--pages", str(pages), *words]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def refused(folder: Path, *words: str) -> str:
    """What is said, in one line, where nothing can be compared."""
    result = diff(folder, *words)
    assert result.exit_code == 2, result.output
    return " ".join(result.output.split())


# Which states


def test_without_names_the_files_on_disk_are_compared_with_the_main_branch(repository: Path) -> None:
    assert NEVER in diff(repository).output
    write(repository / "content", person("Jo"))
    result = diff(repository)
    assert result.exit_code == 0
    assert "From main (" in result.output
    assert "to the files as they are now, as at 1 January 2020" in result.output
    assert "1 person added: Jo." in result.output


def test_a_branch_is_compared_with_where_it_parted(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "mine")
    commit(repository, person("Jo"))
    git(repository, "switch", "--quiet", "main")
    commit(repository, person("Al"))
    git(repository, "switch", "--quiet", "mine")
    result = diff(repository)
    assert "From where this parted from main (" in result.output
    assert "1 person added: Jo." in result.output
    assert "Al" not in result.output.replace("As at", "")


def test_two_revisions_are_compared_as_they_are_named(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    commit(repository, person("Jo"))
    git(repository, "tag", "--annotate", "v1", "--message", "One")
    shutil.rmtree(repository / "content" / "people")
    assert "1 person added: Jo." in diff(repository, "HEAD~1", "HEAD").output
    assert "1 person removed: Jo." in diff(repository, "v1", first[:8]).output
    assert "1 person removed: Jo." in diff(repository, "v1").output
    assert NEVER in diff(repository, "v1", "main").output


def test_the_branch_of_the_remote_comes_before_the_local_one(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    commit(clone, person("Jo"))
    git(clone, "branch", "--move", "main", "mine")
    git(clone, "branch", "main", "mine")
    result = diff(clone)
    assert "From origin/main (" in result.output
    assert "1 person added: Jo." in result.output


def test_what_is_committed_is_compared_and_what_is_staged_with_it(repository: Path) -> None:
    write(repository / "content", person("Jo"))
    git(repository, "add", "--all")
    write(repository / "content", person("Al"))
    assert "2 people added: Al; Jo." in diff(repository).output
    assert NEVER in diff(repository, "HEAD", "HEAD").output


def test_before_the_first_commit_all_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    write(tmp_path / "content", TINY)
    result = diff(tmp_path)
    assert "From nothing, as nothing has been committed yet to the files as they are now" in result.output
    assert "1 organization added: Town." in result.output


def test_on_a_branch_without_commits_the_main_branch_counts(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--orphan", "new")
    write(repository / "content", TINY | person("Jo"))
    assert "1 person added: Jo." in diff(repository).output


def test_a_revision_without_the_folder_makes_all_new_and_says_so(repository: Path) -> None:
    shutil.move(repository / "content", repository / "record")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Another folder")
    result = diff(repository, "HEAD~1", "HEAD", "--content", str(repository / "record"))
    assert "There is no folder record in HEAD~1" in result.output
    assert "1 organization added: Town." in result.output


def test_the_folder_may_be_the_top_or_lie_deep(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    write(tmp_path, TINY)
    write(tmp_path / "a" / "b c" / "räkning", TINY)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Two")
    write(tmp_path / "a" / "b c" / "räkning", person("Jo"))
    deep = diff(tmp_path, "--content", str(tmp_path / "a" / "b c" / "räkning"))
    assert "1 person added: Jo." in deep.output
    shutil.rmtree(tmp_path / "a")
    top = sources.open_repository(tmp_path)
    found = sources.read_revision(top, sources.commit_of(top, "HEAD"), "published.json")
    assert {"site.yaml", "organizations/town.yaml"} <= {file.path for file in found.files}


# Where nothing can be compared


@pytest.mark.parametrize(
    "name", ["nowhere", "HEAD~9", "deadbeef", ":/x", "--help-me", "-p", "", "a\nb", "HEAD^{tree}"]
)
def test_an_unknown_revision_is_said_to_be_unknown(repository: Path, name: str) -> None:
    assert "there is no revision" in refused(repository, "--", name, "HEAD")
    assert "there is no revision" in refused(repository, "--", "HEAD", name)


def test_a_range_is_explained(repository: Path) -> None:
    assert "write the two revisions apart, with a space" in refused(repository, "main..HEAD")


def test_a_folder_outside_any_repository_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path / "content", TINY)
    assert "does not lie in a git repository" in refused(tmp_path)


def test_git_not_being_there_is_explained(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert "git is not installed" in refused(repository)


def test_git_that_cannot_be_started_is_explained(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(subprocess, "run", none)
    assert "git cannot be started: Too many open files" in refused(repository)


def test_no_main_branch_is_explained(repository: Path) -> None:
    git(repository, "branch", "--move", "main", "other")
    assert "name the revision to compare with" in refused(repository)
    assert diff(repository, "other").exit_code == 0


def test_branches_with_nothing_in_common_are_explained(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--orphan", "new")
    commit(repository, TINY | person("Jo"))
    assert "no commit in common" in refused(repository)


# A shallow clone


@pytest.fixture
def history(repository: Path) -> Path:
    """Four commits on the main branch, and a branch of two that parted after the second."""
    commit(repository, person("One"))
    git(repository, "switch", "--quiet", "--create", "mine")
    commit(repository, person("Jo"))
    commit(repository, person("Al"))
    git(repository, "switch", "--quiet", "main")
    commit(repository, person("Two"))
    commit(repository, person("Three"))
    return repository


def shallow(history: Path, folder: Path, depth: int, *words: str) -> Path:
    git(folder, "clone", "--quiet", f"--depth={depth}", *words, f"file://{history}", "clone")
    return folder / "clone"


def test_a_shallow_clone_says_what_to_do(history: Path, tmp_path: Path) -> None:
    one_branch = shallow(history, tmp_path, 1, "--branch=mine")
    for said in (refused(one_branch), refused(one_branch, "HEAD~1"), refused(one_branch, "HEAD", "main")):
        assert "git fetch --unshallow origin" in said
        assert "fetch-depth: 0" in said


def test_a_shallow_clone_of_both_branches_does_not_guess_where_they_parted(
    history: Path, tmp_path: Path
) -> None:
    clone = shallow(history, tmp_path, 2, "--no-single-branch", "--branch=mine")
    assert "where the two parted is not here" in refused(clone)
    assert diff(clone, "origin/main").exit_code == 0


def test_a_shallow_clone_that_is_deep_enough_is_enough(history: Path, tmp_path: Path) -> None:
    clone = shallow(history, tmp_path, 3, "--no-single-branch", "--branch=mine")
    result = diff(clone)
    assert "2 people added: Al; Jo." in result.output
    assert "Two" not in result.output


def test_a_parting_is_not_believed_where_a_cut_could_hide_a_later_one(tmp_path: Path) -> None:
    """A commit whose parents were cut off stands between the two branches and what they seem to share."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, TINY)
    commit(tmp_path, person("One"))
    git(tmp_path, "branch", "mine")
    commit(tmp_path, person("Two"))
    git(tmp_path, "switch", "--quiet", "mine")
    cut = commit(tmp_path, person("Jo"))
    git(tmp_path, "merge", "--quiet", "--message", "Joined", "main~1")
    commit(tmp_path, person("Al"))
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message", "Old", "main~2")
    known = sources.open_repository(tmp_path / "content")
    assert sources.parting(known, "main", "mine") == git(tmp_path, "rev-parse", "main~1")
    merged = git(
        tmp_path, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-p", "main~2", "-m", "With an old one"
    )
    git(tmp_path, "reset", "--quiet", "--hard", merged)
    (tmp_path / ".git" / "shallow").write_text(f"{cut}\n", encoding="ascii")
    said = refused(tmp_path)
    assert "where the two parted is not here" in said


def test_a_clone_without_all_files_says_so(history: Path, tmp_path: Path) -> None:
    git(history, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{history}", "partial")
    assert "does not hold" in refused(tmp_path / "partial", "HEAD~1", "HEAD")


# What is not read, and not run


def test_links_and_other_repositories_in_the_folder_are_problems_and_are_not_followed(
    repository: Path,
) -> None:
    (repository / "secret.yaml").write_text("name: Secret\n", encoding="utf-8")
    (repository / "content" / "people").mkdir()
    (repository / "content" / "people" / "x.yaml").symlink_to("../../secret.yaml")
    (repository / "content" / ".hidden.yaml").write_text("x: 1\n", encoding="utf-8")
    (repository / "content" / "notes.txt").write_text("x", encoding="utf-8")
    (repository / "content" / "people" / "bad.yaml").write_bytes(b"name: Ren\xe9\n")
    (repository / "content" / "people" / "big.yaml").write_bytes(b"#" * 2_000_001)
    git(repository, "add", "--all")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/people/module")
    git(repository, "commit", "--quiet", "--message", "Oddities")
    place = sources.open_repository(repository / "content")
    found = sources.read_revision(place, sources.commit_of(place, "HEAD"), "published.json")
    assert {(one.code, one.place.path) for one in found.problems} == {
        ("file-link", "people/x.yaml"), ("file-suffix", "notes.txt"), ("file-encoding", "people/bad.yaml"),
        ("file-too-large", "people/big.yaml"), ("file-not-regular", "people/module"),
    }  # fmt: skip
    on_disk, problems = sources.read(repository / "content")
    assert found.files == on_disk
    assert {(one.code, one.place.path) for one in problems} == {
        (one.code, one.place.path) for one in found.problems if one.code != "file-not-regular"
    }
    assert "Secret" not in diff(repository, "HEAD~1", "HEAD").output


def test_line_ends_and_marks_of_an_editor_make_no_difference(repository: Path) -> None:
    path = repository / "content" / "site.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert NEVER in diff(repository).output


def test_nothing_that_a_repository_names_is_run(repository: Path) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/sprung\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for setting in (
        "core.fsmonitor", "core.pager", "core.editor", "diff.external", "core.sshCommand", "filter.x.smudge",
        "filter.x.clean", "diff.x.textconv", "alias.cat-file", "core.hooksPath",
    ):  # fmt: skip
        git(repository, "config", setting, str(trap))
    (repository / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    write(repository / "content", person("Jo"))
    assert "1 person added: Jo." in diff(repository).output
    assert not (repository / "sprung").exists()


def test_neither_the_index_nor_any_other_file_of_git_is_written(repository: Path) -> None:
    write(repository / "content", person("Jo"))
    before = {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")}
    diff(repository)
    assert {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")} == before


def test_what_git_sets_for_a_hook_does_not_lead_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere" / "index"))
    write(repository / "content", person("Jo"))
    assert "1 person added: Jo." in diff(repository).output


def test_the_ledger_of_each_state_is_its_own(repository: Path) -> None:
    """An address that the later state's ledger alone knows is no mistake of the earlier state."""
    entry = {
        "kind": "people", "title": "Jo", "digest": "0" * 16, "first_published": "2019-01-01",
        "last_changed": "2019-01-01", "sequence": 0,
    }  # fmt: skip
    (repository / "published.json").write_text(
        json.dumps({"version": 1, "/people/jo/": entry}), encoding="utf-8"
    )
    place = sources.open_repository(repository / "content")
    head = sources.read_revision(place, sources.commit_of(place, "HEAD"), "published.json")
    options = Options(
        TODAY, repository / "content", PROJECT / "templates", ledger=repository / "published.json"
    )
    assert not check(options, snapshot=head).has_errors
    assert check(options).has_errors
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A ledger")
    known = sources.read_revision(place, sources.commit_of(place, "HEAD"), "published.json")
    assert check(options, snapshot=known).has_errors


# What comes out


def test_errors_in_the_later_state_alone_make_the_command_fail(repository: Path) -> None:
    broken = {"people/jo.yaml": "nome: Jo\n"}
    write(repository / "content", broken)
    assert diff(repository).exit_code == 1
    commit(repository, {})
    (repository / "content" / "people" / "jo.yaml").unlink()
    result = diff(repository, "HEAD")
    assert result.exit_code == 0
    assert "errors in HEAD: what cannot be read there cannot be told." in result.output


def test_each_form_is_written(repository: Path) -> None:
    write(repository / "content", person("Jo"))
    markdown = diff(
        repository, "--format", "markdown", "--base-url", "https://preview.example", pages=5
    ).output
    assert "- 1 person added: [Jo](https://preview.example/people/jo/)." in markdown
    found = json.loads(diff(repository, "--format", "json", pages=1).output)
    assert found["pages"]["added"] == ["/people/jo/"]
    assert re.fullmatch(r"[0-9a-f]{40}", found["base"]["commit"])
    assert found["head"]["commit"] is None


def test_the_example_in_the_guide_for_clerks_is_what_the_program_says(tmp_path: Path) -> None:
    """The guide's own record, with the change that the guide tells of."""
    guide = (PROJECT / "docs" / "for-clerks.md").read_text(encoding="utf-8")
    other = (PROJECT / "docs" / "for-another-council.md").read_text(encoding="utf-8")
    smallest = other[other.index("## The smallest site") : other.index("## Your copy")]
    content: dict[str, str] = {}
    for block in re.findall(r"^```(?:yaml|markdown)\n(.*?)^```$", smallest + guide, re.DOTALL | re.MULTILINE):
        parts = re.split(r"^# ([\w/-]+\.(?:yaml|md))\n", block, flags=re.MULTILINE)
        content.update(zip(parts[1::2], parts[2::2], strict=True))
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, content)
    path = "recommendations/open-on-saturdays.yaml"
    update = "status_updates:\n  - status: reported done\n    as_at: 2025-05-03\n    text: It is open.\n"
    content[path] = (
        content[path].replace("on Saturdays.", "on Saturdays from nine to five.")
        .replace("status_updates:\n", update)
    )  # fmt: skip
    board = "boards/library-committee.yaml"
    content[board] = content[board].replace(
        "    role: member\n", "    role: member\n    end_date: 2025-05-03\n"
    )
    write(tmp_path / "content", content)
    example = re.findall(r"^```text\n(Recommendations\n.*?)^```$", guide, re.DOTALL | re.MULTILINE)[0]
    assert example in diff(tmp_path, "--today", "2026-11-22").output
