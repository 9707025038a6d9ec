"""Which two states are compared, and the site that each of them makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import build, sources
from generator.options import LEDGER
from generator.sources import Repository, RevisionError, Snapshot


@dataclass(frozen=True, slots=True)
class State:
    """A state of the content: what it is called, its commit if it is one, and the files of it.

    Without a snapshot it is the files on disk.
    """

    words: str
    commit: str = ""
    snapshot: Snapshot | None = None
    note: str = ""


def states(content: Path, base: str | None, head: str | None) -> tuple[State, State]:
    """Find the two states to compare; raise `RevisionError` where one of them is not to be had.

    Without `head` it is the files on disk; without `base` the state in which this branch parted from the
    main branch, which is what a pull request is compared with.
    """
    repository = sources.open_repository(content)
    after = _committed(repository, head) if head is not None else State("the files as they are now")
    before = _base(repository, after) if base is None else _committed(repository, base)
    if after.snapshot is None and not content.is_dir():
        raise RevisionError(f"there is no folder {content}: name the folder with --content.")
    return before, after


def sites(before: State, after: State, options: build.Options, *, with_pages: bool) -> tuple[build.Site, ...]:
    """Build both states, or only check them; a file that is the same in both is read once."""
    memory = build.Memory()
    make = build.build if with_pages else build.check
    return tuple(make(options, memory, state.snapshot) for state in (before, after))


def _committed(repository: Repository, revision: str, words: str = "") -> State:
    commit = sources.commit_of(repository, revision)
    snapshot = sources.read_revision(repository, commit, LEDGER)
    name = words or revision
    missing = f"There is no folder {repository.folder} in {name}, so everything in it counts as new or gone."
    return State(name, commit, snapshot, "" if snapshot.has_folder else missing)


def _base(repository: Repository, after: State) -> State:
    main = sources.main_branch(repository)
    if not main:
        return State("nothing, as nothing has been committed yet", snapshot=Snapshot())
    tip = sources.commit_of(repository, main)
    here = after.commit or _checked_out(repository)
    parted = sources.parting(repository, tip, here) if here else tip
    return _committed(repository, parted, main if parted == tip else f"where this parted from {main}")


def _checked_out(repository: Repository) -> str:
    """The commit that is checked out; on a branch that has none, nothing."""
    try:
        return sources.commit_of(repository, "HEAD")
    except RevisionError:
        return ""
