"""Read the content files of a commit in git, without checking anything out.

Only git's own plumbing is called. Nothing that a repository's settings name is run, nothing is fetched,
and nothing is locked. Where a shallow clone lacks what is asked for, that is said, as git itself would
answer with what it happens to have.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.problems import Problem
from generator.sources.folder import (
    DEEPEST,
    LARGEST,
    SUFFIXES,
    SourceFile,
    decode,
    irregular_problem,
    is_passed_over,
    link_problem,
    size_problem,
    suffix_problem,
)

GIT = ("git", "--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false")
# Nothing is fetched, also where a clone would do so by itself, and nobody is asked for a password.
QUIET = {"GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
# Git sets these for a hook; there they would lead away from the folder that was named.
OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"})
# What the branch is called that a pull request goes to.
MAIN_BRANCHES = (
    "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master",
    "refs/heads/main", "refs/heads/master",
)  # fmt: skip
LINK, MODULE = "120000", "160000"
FETCH_ALL = (
    "This clone holds only the latest part of the history. Fetch the rest with: git fetch --unshallow "
    "origin (in a workflow of GitHub: fetch-depth: 0 under actions/checkout)."
)


class RevisionError(Exception):
    """Says in a clerk's words why the content of a revision cannot be read."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository: where git is run, the content folder from its top, and whether it is shallow."""

    root: Path
    folder: str
    is_shallow: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content files of one commit, what could not be read, and the text of a file beside the folder."""

    files: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    beside: str = ""
    has_folder: bool = True

    @property
    def content(self) -> tuple[tuple[SourceFile, ...], list[Problem]]:
        """The files and the problems, as the reader of a folder gives them."""
        return self.files, list(self.problems)


@dataclass(frozen=True, slots=True)
class _Listed:
    """One entry of a commit's folder, as `git ls-tree` gives it."""

    mode: str
    blob: str
    size: int
    path: str


def open_repository(content: Path) -> Repository:
    """Find the repository that a content folder lies in."""
    here = next(path for path in (content.absolute(), *content.absolute().parents) if path.is_dir())
    inside = _git(here, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--is-shallow-repository")
    if inside.returncode or not inside.stdout.startswith(b"true"):
        raise RevisionError(_no_repository(here, inside))
    prefix, shallow = os.fsdecode(inside.stdout).split("\n")[1:3]
    missing = content.absolute().relative_to(here).as_posix()
    folder = PurePosixPath(prefix, missing).as_posix()
    return Repository(here, "" if folder == "." else folder, shallow == "true")


def _no_repository(here: Path, tried: subprocess.CompletedProcess[bytes]) -> str:
    said = tried.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    if "dubious ownership" in said:
        return f"git will not read {here}, as the folder belongs to somebody else ({said})"
    return (
        f"{here} does not lie in a git repository with files, so there is no earlier state to compare with. "
        "Run the command in a clone of the project, or begin a history here: git init, git add ., git commit."
    )


def commit_of(repository: Repository, revision: str) -> str:
    """Name the commit that a revision means: a branch, a tag, HEAD~1, the beginning of a commit's name."""
    if ".." in revision:
        raise RevisionError(f"“{revision}” is a range; write the two revisions apart, with a space")
    found = _resolved(repository, f"{revision}^{{commit}}")
    if found:
        return found
    said = f"there is no revision “{revision}” in this repository."
    if repository.is_shallow:
        raise RevisionError(f"{said} {FETCH_ALL}")
    raise RevisionError(f"{said} Write a branch, a tag, or the beginning of a commit’s name.")


def _resolved(repository: Repository, expression: str) -> str:
    """Ask git what an expression means; nothing where it means nothing here."""
    if expression.startswith("-") or "\0" in expression:
        return ""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", expression)
    return _git(repository.root, *asked).stdout.decode().strip()


def main_branch(repository: Repository) -> str:
    """Find the branch that a pull request goes to; nothing where nothing is committed anywhere."""
    for name in MAIN_BRANCHES:
        if _resolved(repository, f"{name}^{{commit}}"):
            return _git(repository.root, "rev-parse", "--abbrev-ref", name).stdout.decode().strip()
    if repository.is_shallow:
        raise RevisionError(f"the main branch is not here. {FETCH_ALL}")
    if not _resolved(repository, "HEAD^{commit}"):
        return ""
    raise RevisionError("there is no branch called main or master here: name the revision to compare with.")


def parting(repository: Repository, one: str, other: str) -> str:
    """Find the last commit that two have in common, which is where a branch parted from another."""
    found = _git(repository.root, "merge-base", one, other).stdout.decode().split()
    if found and (not repository.is_shallow or _is_certain(repository, found[0], one, other)):
        return found[0]
    if repository.is_shallow:
        raise RevisionError(f"where the two parted is not here. {FETCH_ALL}")
    raise RevisionError("the two have no commit in common: name the revision to compare with.")


def _is_certain(repository: Repository, found: str, one: str, other: str) -> bool:
    """Whether no commit whose parents were cut off could have led to a later one in common."""
    if found in (one, other):
        return True
    path = _git(repository.root, "rev-parse", "--git-path", "shallow").stdout.decode().strip()
    cut = set((repository.root / path).read_text(encoding="ascii").split())
    return cut.isdisjoint(_git(repository.root, "rev-list", one, other, f"^{found}").stdout.decode().split())


def read_revision(repository: Repository, commit: str, beside: str) -> Snapshot:
    """Read every content file of a commit, and the file of the name `beside` next to the folder."""
    ledger = _text(repository, _beside(repository, commit, beside))
    found = _resolved(repository, f"{commit}:{repository.folder}")
    tree = _resolved(repository, f"{found}^{{tree}}") if found else ""
    if not tree:
        if _git(repository.root, "cat-file", "-e", f"{commit}^{{tree}}").returncode:
            raise RevisionError(_left_out("the folder"))
        return Snapshot(beside=ledger, has_folder=False)
    listed = _git(repository.root, "ls-tree", "--full-tree", "-r", "-z", "-l", tree)
    if listed.returncode:
        raise RevisionError(_left_out(repository.folder))
    problems: list[Problem] = []
    wanted: list[_Listed] = []
    for one in _entries(os.fsdecode(listed.stdout)):
        problem = _unreadable(one)
        if problem:
            problems.append(problem)
        else:
            wanted.append(one)
    texts = [decode(one.path, data) for one, data in zip(wanted, _blobs(repository, wanted), strict=True)]
    problems += (text for text in texts if isinstance(text, Problem))
    files = tuple(text for text in texts if isinstance(text, SourceFile))
    return Snapshot(files, tuple(problems), ledger)


def _beside(repository: Repository, commit: str, name: str) -> list[_Listed]:
    """The file next to the content folder, where there is one; above the top there is nothing."""
    if not repository.folder:
        return []
    path = PurePosixPath(repository.folder).with_name(name).as_posix()
    blob = _resolved(repository, f"{commit}:{path}")
    return [_Listed("", blob, 0, path)] if blob else []


def _text(repository: Repository, listed: list[_Listed]) -> str:
    return "".join(data.decode("utf-8-sig", "replace") for data in _blobs(repository, listed))


def _entries(listing: str) -> list[_Listed]:
    """Read what `git ls-tree` lists, in the order of a folder that is read from disk."""
    found = []
    for line in listing.split("\0")[:-1]:
        facts, path = line.split("\t", 1)
        mode, _, blob, size = facts.split()
        if not any(is_passed_over(step) for step in path.split("/")):
            found.append(_Listed(mode, blob, int(size) if size.isdecimal() else 0, path))
    return sorted(found, key=lambda one: one.path.split("/"))


def _unreadable(one: _Listed) -> Problem | None:
    """Report an entry for what the reader of a folder would report it for."""
    if one.mode == LINK:
        return link_problem(one.path)
    if one.mode == MODULE or one.path.count("/") > DEEPEST:
        return irregular_problem(one.path)
    if not one.path.endswith(SUFFIXES):
        return suffix_problem(one.path)
    return size_problem(one.path, one.size) if one.size > LARGEST else None


def _blobs(repository: Repository, wanted: list[_Listed]) -> list[bytes]:
    """Read the bytes of many files at once."""
    names = "".join(f"{one.blob}\n" for one in wanted).encode()
    answer = _git(repository.root, "cat-file", "--batch", given=names).stdout if wanted else b""
    found: list[bytes] = []
    at = 0
    for one in wanted:
        end = answer.find(b"\n", at)
        facts = answer[at:end].split()
        if end < 0 or len(facts) != len(("name", "kind", "size")):
            raise RevisionError(_left_out(one.path))
        start, at = end + 1, end + 1 + int(facts[2]) + 1
        found.append(answer[start : at - 1])
    return found


def _left_out(path: str) -> str:
    return (
        f"this clone does not hold {path} as it was. It was made without all files; fetch them with: "
        "git fetch --refetch --no-filter origin"
    )


def _git(root: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git, and keep what it says."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_HOOKS}
    try:
        return subprocess.run(  # noqa: S603 - no shell; a revision cannot be an option
            [*GIT, *words], cwd=root, env=kept | QUIET, input=given, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed, and earlier states of the files are kept in it") from None
    except OSError as error:
        raise RevisionError(f"git cannot be started: {error.strerror}") from None
