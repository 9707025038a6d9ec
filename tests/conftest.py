"""What several tests share: leaving parts out on request, and small sites, built."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from generator.build import Options, Site, build

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


@pytest.fixture(scope="session")
def town() -> Site:
    """The site of the invented town, in memory and without search."""
    templates = PROJECT / "templates"
    return build(Options(TODAY, content=TOWN / "content", templates=templates, search=False))
