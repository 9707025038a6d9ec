"""The real record, built once, served with its real headers, and a browser to read it with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.axe import Axe
from browser.reading import Reader
from browser.server import rules_of, serving

PROJECT = Path(__file__).parent.parent.parent
TODAY = "2026-11-22"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record") / "site"
    command = [sys.executable, "-m", "generator", "build", "--today", TODAY, "--output", str(folder)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, (run.stdout + run.stderr)[-500:]
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "run `make test`, which finds a Chromium, or leave this out with SKIP=chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reader(site: Path, browser: Browser) -> Iterator[Reader]:
    with serving(site, rules_of(PROJECT / "netlify.toml")) as origin:
        yield Reader(browser, origin)


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()
