"""What generators are compared on: the same corpus each time, and the same facts for each of them."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import corpus
import facts
import measure
import peers
import plain
import pytest
from conftest import PROJECT, Built, built

from generator.build import Options

MEETINGS = 20
DIGEST = "17cb8bcf4a9c77f7029012aea4f655ad7256120026647494348ca27cd2e4e215"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return corpus.make(MEETINGS)


@pytest.fixture(scope="module")
def shown(files: dict[str, str]) -> list[plain.Page]:
    return plain.pages(files)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Built:
    content = tmp_path_factory.mktemp("corpus")
    corpus.write(MEETINGS, content)
    return built(Options(date(2026, 11, 22), content, PROJECT / "templates", search=False))


def reader(site: Built) -> Callable[[str], str | None]:
    return lambda path: site.files[path].decode() if path in site.files else None


def test_the_corpus_is_the_same_each_time(files: dict[str, str]) -> None:
    assert files == corpus.make(MEETINGS)
    assert hashlib.sha256(json.dumps(files).encode()).hexdigest() == DIGEST


def test_the_corpus_has_the_shape_that_was_asked_for() -> None:
    files = corpus.make(500)
    counts = {kind: sum(name.startswith(f"{kind}/") for name in files) for kind in plain.KINDS}
    assert counts["meetings"] == 500
    assert (counts["boards"], counts["people"], counts["recommendations"]) == (2, 62, 125)
    assert counts["inspections"] + counts["visits"] == 10


def test_the_corpus_has_no_mistakes(ours: Built) -> None:
    assert ours.problems == ()


def test_our_pages_hold_all_facts(shown: list[plain.Page], ours: Built) -> None:
    assert facts.missing(shown, reader(ours)) == []


def test_an_emptied_page_is_found_out(shown: list[plain.Page], ours: Built) -> None:
    meeting = next(page for page in shown if page.kind == "meetings")
    place = f"{meeting.url.strip('/')}/index.html"
    read = reader(ours)
    emptied = facts.missing(shown, lambda path: "<h1>Nothing</h1>" if path == place else read(path))
    assert {fault.partition(": ")[0] for fault in emptied} == {meeting.url}
    assert len(emptied) > len(meeting.body)


@pytest.mark.parametrize("peer", peers.PEERS, ids=lambda peer: peer.name)
def test_others_are_given_all_facts(peer: peers.Peer, shown: list[plain.Page], tmp_path: Path) -> None:
    peer.write(shown, tmp_path)
    for page in shown:
        text = (tmp_path / f"content/{page.url.strip('/')}.md").read_text(encoding="utf-8")
        entries = [*page.facts, *page.rows, *page.notes, *page.links]
        said = [
            page.title,
            *page.body,
            *page.outline,
            *(one.text for one in entries),
            *(one.url for one in entries),
        ]
        assert [one for one in said if one not in text] == []


def test_a_failing_program_stops_the_comparison() -> None:
    with pytest.raises(SystemExit, match="no use"):
        measure.timed([sys.executable, "-c", "raise SystemExit('no use')"], PROJECT)
