"""What is installed: every version fixed with its digests, and nothing that the project did not ask for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from conftest import PROJECT

LOCKS = ("runtime", "dev", "audit")
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(group: str) -> Iterator[str]:
    """Name the packages of a dependency group, and of the groups it includes."""
    for one in SETTINGS["dependency-groups"][group]:
        if isinstance(one, str):
            yield named(one)
        else:
            yield from asked(one["include-group"])


def named(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def locked(lock: str) -> dict[str, str]:
    """The entry of each package in a lock."""
    text = (PROJECT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return {named(entry): entry for entry in re.split(r"\n(?=\S)", text.strip())}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_is_fixed_and_has_a_digest(lock: str) -> None:
    for name, entry in locked(lock).items():
        assert re.match(r"[\w.\[\],-]+==\S+", entry), name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), name


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_is_asked_for(lock: str) -> None:
    group = {"runtime": "build"}.get(lock, lock)
    wanted = {*map(named, SETTINGS["project"]["dependencies"]), *asked(group)}
    assert wanted <= locked(lock).keys()


def test_the_locks_agree() -> None:
    versions = [
        {name: entry.split()[0] for name, entry in locked(lock).items()} for lock in ("runtime", "dev")
    ]
    shared = versions[0].keys() & versions[1].keys()
    assert shared == versions[0].keys()
    assert {name: versions[0][name] for name in shared} == {name: versions[1][name] for name in shared}
