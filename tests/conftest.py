"""What several tests share: leaving parts out on request, and small sites, built."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from generator.build import Options, Site, build
from generator.problems import Problem

PROJECT = Path(__file__).parent.parent

# An invented town, with every kind of record and every kind of trap, as it stood on one day.
TOWN = PROJECT / "tests" / "town"
TODAY = date(2020, 1, 1)

# The parts that SKIP can name, and the marker on the tests of each.
PARTS = {"chromium": "browser", "node": "node", "wheel": "wheel"}

# The least that makes a site: a council, which once had another id.
TINY = {
    "site.yaml": """\
        title: T
        description: D
        council: town
        """,
    "organizations/town.yaml": """\
        name: Town
        classification: council
        aliases: [old-town]
        """,
}


def pytest_configure(config: pytest.Config) -> None:
    """Let nothing that a test keeps for the next run lie among what the developer's own runs kept."""
    folder = tempfile.TemporaryDirectory(prefix="throughline-")
    os.environ["XDG_CACHE_HOME"] = folder.name
    config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for part in _left_out():
        skip = pytest.mark.skip(reason=f"left out by SKIP={part}")
        for item in items:
            if item.get_closest_marker(PARTS[part]):
                item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if parts := _left_out():
        terminalreporter.line(f"Left out by SKIP: {', '.join(parts)}", yellow=True)


def _left_out() -> list[str]:
    named = [part.strip() for part in os.environ.get("SKIP", "").split(",") if part.strip()]
    if unknown := sorted(set(named) - PARTS.keys()):
        raise pytest.UsageError(f"SKIP names {unknown}; the parts are {', '.join(PARTS)}")
    return named


@pytest.fixture(scope="session")
def tiny_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with the least that makes a site."""
    folder = tmp_path_factory.mktemp("tiny") / "content"
    for name, text in TINY.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_site(tiny_content: Path) -> Path:
    """The site made from the least content, through the command line."""
    site = tiny_content.with_name("site")
    words = ["build", "--today", "2020-01-01", "--content", tiny_content, "--output", site]
    subprocess.run([sys.executable, "-m", "generator", *map(str, words)], cwd=PROJECT, check=True)
    return site


@dataclass(frozen=True, repr=False)
class Built:
    """What tests look at of a site that was built in memory.

    Pytest prints the values around a failure. A `Site` would be printed with all that each thing in it
    is linked to, and so on, until the machine has no memory left; this prints as its name.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    kinds: frozenset[str]

    @property
    def errors(self) -> list[str]:
        return [f"{one.place}: {one.message} [{one.code}]" for one in self.problems if one.is_error]


def site_of(options: Options) -> Site:
    """Build a site; where that breaks off, say where and how, but not with which values."""
    said = ""
    try:
        return build(options)
    except Exception:  # noqa: BLE001 - whatever it is, the test has failed
        said = traceback.format_exc()
    raise AssertionError(said)


def built(options: Options) -> Built:
    """Build a site, and keep what tests look at."""
    site = site_of(options)
    return Built(site.files, site.problems, frozenset(record.kind for record in site.records))


@pytest.fixture(scope="session")
def town() -> Built:
    """The site of the invented town, without search."""
    return built(Options(TODAY, content=TOWN / "content", templates=PROJECT / "templates", search=False))
