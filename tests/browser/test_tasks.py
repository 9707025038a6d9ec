"""What readers come for, each within three clicks from the first page, without scripts, or one search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import Built
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from browser.reading import NARROW, WITHOUT_SCRIPTS, Reader
from browser.walking import ANYWHERE, follow, way

pytestmark = pytest.mark.browser

MOST_CLICKS = 3


@dataclass(frozen=True)
class Task:
    """What a reader wants: over pages of which kinds, to what part, and what must stand there."""

    name: str
    steps: tuple[str, ...]
    part: str
    words: tuple[str, ...] = ()

    def is_done_by(self, page: LexborHTMLParser) -> bool:
        return any(all(word in node.text() for word in self.words) for node in page.css(self.part))

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


RECOMMENDATION = "recommendations/?*/index.html"
BODY = "boards/?*/index.html"
TASKS = [
    Task("what came of a recommendation", ("recommendations/index.html", RECOMMENDATION), "#throughline",
         ("What was answered", "What was done")),
    Task("who chaired in 2017", ("boards/index.html", BODY), "#posts, #members", ("Chair", "2017")),
    Task("what the inspectors said", ("inspections/?*/index.html",), "#judgements", ("nadequate",)),
    Task("what was done about it", ("inspections/?*/index.html",), "#throughline", ("What was done",)),
    Task("what a body owes", ("boards/index.html", BODY, "boards/?*/briefing/index.html"), "#open",
         ("Open for",)),
    Task("who sits on a body before its next meeting",
         ("boards/index.html", BODY, "boards/?*/briefing/index.html"), "#sits"),
    Task("what a meeting decided", ("meetings/index.html", "meetings/?*/index.html"), "#decided"),
    Task("which recommendations nobody has told the state of",
         ("recommendations/status/not-known/index.html",), "#list", ("Not known",)),
    Task("what happened in one month", ("timeline/index.html", "timeline/2016/index.html"),
         "#month-2016-09", ("September 2016",)),
    Task("what one person did", ("people/index.html", "people/?*/index.html"), "#timeline",
         ("Meeting",)),
    Task("where a statement comes from", ("documents/index.html", "documents/?*/index.html"), "#outline"),
    Task("what is missing from the record", ("open-work/index.html",), "#absent"),
]  # fmt: skip


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_task_takes_few_clicks(site: Path, reader: Reader, task: Task) -> None:
    stops = way(site, "/", task.steps, ANYWHERE, task.is_done_by)
    assert stops, f"no way to find {task.name}"
    assert len(stops) <= MOST_CLICKS
    with reader.visit("/", replace(NARROW, scripts=False)) as visit:
        for address in stops:
            follow(visit, address, ANYWHERE)
        expect(visit.page.locator(task.part).first).to_be_visible()
        assert visit.faults == [], str(visit)


def test_first_screen_answers_what_readers_ask_first(reader: Reader) -> None:
    with reader.visit("/", WITHOUT_SCRIPTS) as visit:
        for words in ("It covers", "Inspectors found", "Was asked for", "How far it came", "Still open"):
            expect(visit.page.locator("#glance").get_by_text(words)).to_be_in_viewport()
        for words in ("By event", "By body", "By recommendation"):
            expect(visit.page.get_by_role("link", name=words)).to_be_in_viewport()


def test_briefing_is_made_for_paper(site: Path, reader: Reader) -> None:
    stops = way(site, "/", ("boards/index.html", BODY, "boards/?*/briefing/index.html"), ANYWHERE)
    assert stops
    with reader.visit(stops[-1]) as visit:
        assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


@pytest.mark.parametrize("page", ["index.html", "recommendations/light-the-wall/index.html"])
def test_reader_can_be_told_when_something_changes(town: Built, page: str) -> None:
    hrefs = [
        one.attributes["href"] or "" for one in LexborHTMLParser(town.files[page].decode()).css("#follow a")
    ]
    assert any(href.endswith("feed.xml") for href in hrefs)
