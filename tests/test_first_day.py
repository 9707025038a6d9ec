"""The guide to a clerk's first day, followed word for word: the check says what the guide says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner
from conftest import PROJECT, site_of

from generator.build import Options, Site
from generator.cli import main
from generator.dates import MONTHS

GUIDE = (PROJECT / "docs/first-day.md").read_text(encoding="utf-8")
MEETING = "meetings/library-committee-2025-11-12"

# What can be done in a step, in the order in which it stands there.
STEP = re.compile(
    r"^ *`content/(?P<path>[\w./-]+)`\n\n *```yaml\n(?P<file>.*?)^ *```$"
    r"|`content/(?P<changed>[\w./-]+)`,\s+find\s+`(?P<old>[^`]+)`\s+and\s+write\s+`(?P<new>[^`]+)`"
    r"|^ *```text\n(?P<said>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


def parts() -> list[tuple[date, str]]:
    """Each part of the guide with the day it is told on."""
    found = []
    for text in re.split(r"^## Part \d: ", GUIDE, flags=re.MULTILINE)[1:]:
        match = re.search(r"^It is (\d+) (\w+) (\d{4})\.", text, re.MULTILINE)
        assert match
        day = date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
        found.append((day, text.split("\n## ")[0]))
    return found


def said(content: Path, day: date) -> str:
    """What `check` says, as a terminal or the summary of a run shows it."""
    result = CliRunner().invoke(main, ["check", "--content", str(content), "--today", day.isoformat()])
    return result.output


def followed(content: Path) -> Iterator[tuple[str, str]]:
    """Do all that the guide says, in order; give what the check says by the guide, and what it does say."""
    for day, text in parts():
        for step in STEP.finditer(text):
            if step["path"]:
                path = content / step["path"]
                path.write_text(dedent(step["file"]), encoding="utf-8")
            elif step["changed"]:
                path = content / step["changed"]
                written = path.read_text(encoding="utf-8")
                assert written.count(step["old"]) == 1, step["old"]
                path.write_text(written.replace(step["old"], step["new"]), encoding="utf-8")
            else:
                yield dedent(step["said"]).strip(), said(content, day).strip()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The example record of a new council."""
    return Path(shutil.copytree(PROJECT / "starter/content", tmp_path / "content"))


def page(site: Site, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", site.files[f"{path}/index.html"].decode()).split())


def test_guide_has_its_three_parts_in_the_order_of_their_days() -> None:
    days = [day for day, _ in parts()]
    assert len(days) == 3
    assert days == sorted(days)


def test_check_says_at_each_step_what_the_guide_says(content: Path) -> None:
    told, found = zip(*followed(content), strict=True)
    assert found == told
    assert [words.endswith("no problems.") for words in told] == [True, False, True, True]


def test_the_mistake_is_made_on_purpose_and_mended_as_the_message_says() -> None:
    wrong, right = re.findall(r"find `([\w-]+)` and write `([\w-]+)`", GUIDE)[0]
    assert f"“{wrong}”" in GUIDE
    assert f"Did you mean “{right}”?" in GUIDE


def test_agenda_is_public_after_the_first_part(content: Path) -> None:
    steps = followed(content)
    next(steps)
    shown = page(site_of(Options(parts()[0][0], content, PROJECT / "templates", search=False)), MEETING)
    assert "Saturdays so far" in shown
    assert "scheduled" in shown.lower()


def test_minutes_are_public_and_confirmed_at_the_end(content: Path) -> None:
    assert list(followed(content))
    site = site_of(Options(parts()[-1][0], content, PROJECT / "templates", search=False))
    assert not site.problems
    assert "confirmed" in page(site, MEETING).lower()
    assert "letter noted" in page(site, "recommendations/open-on-saturdays")


def test_guide_names_the_check_as_the_workflow_does() -> None:
    workflow = (PROJECT / "starter/.github/workflows/record.yml").read_text(encoding="utf-8")
    (name,) = re.findall(r"^    name: (.*)$", workflow, re.MULTILINE)
    assert f"**{name}**" in GUIDE
