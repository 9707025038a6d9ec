"""Search works under the real content-security policy, by mouse and by keyboard."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from selectolax.lexbor import LexborHTMLParser

from browser.axe import Axe
from browser.pages import address_of, example, file_of, pages
from browser.reading import NARROW, VARIANTS, WIDE, WITHOUT_SCRIPTS, Reader, Setting, Visit

pytestmark = pytest.mark.browser

KB = 1024
LIMIT = 150 * KB
LEVEL = 6
NONSENSE = "qxzvjk"
MOST_STOPS = 20
STEP = 10


class Sought:
    """A person in the record: a word of the name, which finds the page."""

    def __init__(self, site: Path) -> None:
        self.address = example(site, "person")
        heading = LexborHTMLParser(pages(site)[file_of(self.address)]).css_first("h1")
        assert heading
        self.name = heading.text().strip()
        self.word = max(self.name.split(), key=len)


@pytest.fixture(scope="module")
def sought(site: Path) -> Sought:
    return Sought(site)


def results(visit: Visit) -> Locator:
    return visit.page.locator("#results a")


def wait_for_results(visit: Visit, sought: Sought) -> None:
    expect(visit.page.get_by_role("status")).to_contain_text(f"for “{sought.word}”")
    expect(results(visit).first).to_be_visible()


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.id || document.activeElement.href || ''"))


@pytest.mark.parametrize("setting", [WIDE, NARROW], ids=str)
def test_word_finds_pages_and_their_links_open(
    site: Path, reader: Reader, sought: Sought, setting: Setting
) -> None:
    with reader.visit("/search/", setting) as visit:
        visit.page.get_by_role("searchbox").fill(sought.word)
        visit.page.get_by_role("button", name="Search").click()
        wait_for_results(visit, sought)
        hrefs = results(visit).evaluate_all("(all) => all.map((one) => one.href)")
        found = [href.removeprefix(visit.origin).partition("#")[0] for href in hrefs]
        assert set(found) <= {address_of(file) for file in pages(site)}, str(visit)
        assert sought.address in found, str(visit)
        results(visit).nth(found.index(sought.address)).click()
        expect(visit.page.locator("h1")).to_have_text(sought.name)
        assert visit.faults == [], str(visit)


def test_words_in_the_address_are_looked_for_at_once_and_after_coming_back(
    reader: Reader, sought: Sought
) -> None:
    with reader.visit(f"/search/?q={sought.word}") as visit:
        expect(visit.page.get_by_role("searchbox")).to_have_value(sought.word)
        wait_for_results(visit, sought)
        results(visit).first.click()
        expect(visit.page.get_by_role("searchbox")).to_have_count(0)
        visit.page.go_back()
        expect(visit.page.get_by_role("searchbox")).to_have_value(sought.word)
        wait_for_results(visit, sought)
        assert visit.faults == [], str(visit)


def test_what_was_typed_stands_in_the_address(reader: Reader, sought: Sought) -> None:
    with reader.visit("/search/") as visit:
        visit.page.get_by_role("searchbox").press_sequentially(sought.word)
        wait_for_results(visit, sought)
        assert visit.address == f"/search/?q={sought.word}"


def test_says_that_nothing_was_found_and_leads_on(reader: Reader) -> None:
    with reader.visit("/search/") as visit:
        visit.page.get_by_role("searchbox").fill(NONSENSE)
        visit.page.keyboard.press("Enter")
        status = visit.page.get_by_role("status")
        expect(status).to_contain_text(NONSENSE)
        expect(status).to_contain_text("Nothing was found")
        assert results(visit).count() == 0
        expect(visit.page.locator("main article a").first).to_be_visible()
        assert visit.faults == [], str(visit)


def narrow(visit: Visit, name: str, value: str) -> int:
    """Tick a choice of a filter; return how many results it promises."""
    box = visit.page.locator(f'#facets input[name="{name}"][value="{value}"]')
    folded = box.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.locator("summary").click()
    promised = int(box.locator("xpath=following-sibling::*[@class='count']").inner_text())
    box.check()
    return promised


def test_results_are_narrowed_by_kind_and_year_and_the_address_says_so(reader: Reader) -> None:
    with reader.visit("/search/") as visit:
        status = visit.page.get_by_role("status")
        promised = narrow(visit, "kind", "meetings")
        expect(status).to_contain_text(f"{promised} of ")
        promised = narrow(visit, "year", "2016")
        expect(status).to_contain_text(f"{promised} of ")
        assert visit.address == "/search/?kind=meetings&year=2016"
        hrefs = results(visit).evaluate_all("(all) => all.map((one) => one.href)")
        assert all(href.startswith(f"{visit.origin}/meetings/") for href in hrefs), hrefs
        dates = visit.page.locator("#results .when").all_inner_texts()
        assert len(dates) == len(hrefs) == promised
        assert all("2016" in one for one in dates), dates
        visit.page.reload()
        expect(status).to_contain_text(f"{promised} of ")
        visit.page.go_back()
        expect(visit.page.locator('#facets input[value="2016"]')).not_to_be_checked()
        assert visit.address == "/search/?kind=meetings"
        visit.page.get_by_role("button", name="Remove “Meetings”").click()
        assert visit.address == "/search/"
        assert results(visit).count() == 0
        assert visit.faults == [], str(visit)


def test_counts_of_choices_follow_the_words_and_come_back(reader: Reader, sought: Sought) -> None:
    with reader.visit("/search/") as visit:
        counts = visit.page.locator("#facets label:visible .count")
        visit.page.locator("#facets summary").first.click()
        before = counts.all_inner_texts()
        visit.page.get_by_role("searchbox").fill(sought.word)
        wait_for_results(visit, sought)
        assert counts.all_inner_texts() != before
        visit.page.get_by_role("searchbox").fill("")
        expect(visit.page.get_by_role("status")).to_be_empty()
        assert counts.all_inner_texts() == before


def test_results_are_narrowed_by_body(reader: Reader, site: Path) -> None:
    kept = json.loads((site / "pagefind" / "facets.json").read_text())
    bodies = Counter(body for one in kept.values() for body in one.get("body", "").split())
    body, count = bodies.most_common(1)[0]
    with reader.visit(f"/search/?body={body}") as visit:
        expect(visit.page.get_by_role("status")).to_contain_text(f"{count} of {len(kept)} pages")


def test_ten_results_at_a_time_are_loaded(reader: Reader) -> None:
    with reader.visit("/search/?kind=meetings,people,documents") as visit:
        expect(results(visit)).to_have_count(STEP)
        loaded = [url for url in visit.requests if url.endswith(".pf_fragment")]
        assert len(loaded) == STEP
        expect(visit.page.get_by_role("status")).to_contain_text(f"The first {STEP} are shown")
        visit.page.get_by_role("button", name="more").dblclick()
        expect(results(visit)).to_have_count(2 * STEP)
        hrefs = results(visit).evaluate_all("(all) => all.map((one) => one.href)")
        assert len(set(hrefs)) == 2 * STEP, "none comes twice"
        assert focused(visit) == results(visit).nth(STEP).evaluate("(one) => one.href")
        visit.page.reload()
        expect(results(visit)).to_have_count(2 * STEP)


def test_filters_that_leave_nothing_can_be_taken_back(reader: Reader, sought: Sought) -> None:
    with reader.visit(f"/search/?q={sought.word}&year=2016&kind=topics") as visit:
        expect(visit.page.get_by_role("status")).to_contain_text("None of the")
        visit.page.get_by_role("button", name="Remove all filters").click()
        wait_for_results(visit, sought)
        assert visit.address == f"/search/?q={sought.word}"


def test_search_that_cannot_be_loaded_says_so_and_leads_on(reader: Reader) -> None:
    with reader.visit("/search/") as visit:
        visit.page.route("**/pagefind/**", lambda route: route.abort())
        try:
            visit.page.get_by_role("searchbox").fill("anything")
            expect(visit.page.get_by_role("status")).to_contain_text("could not be loaded")
            expect(visit.page.locator("main article a").first).to_be_visible()
        finally:
            visit.page.unroute("**/pagefind/**")


def test_search_needs_only_a_keyboard(reader: Reader, sought: Sought) -> None:
    with reader.visit("/search/") as visit:
        press = visit.page.keyboard.press
        press("Tab")
        press("Enter")
        field = str(visit.page.get_by_role("searchbox").get_attribute("id"))
        for _ in range(MOST_STOPS):
            press("Tab")
            if focused(visit) == field:
                break
        assert focused(visit) == field, "the field is not reached by Tab"
        visit.page.keyboard.type(sought.word)
        press("Enter")
        wait_for_results(visit, sought)
        first = results(visit).first.evaluate("(one) => one.href")
        for _ in range(MOST_STOPS):
            press("Tab")
            if focused(visit) == first:
                break
        assert focused(visit) == first, "the first result is not reached by Tab"
        press("Enter")
        visit.page.wait_for_url(first)


@pytest.mark.node
@pytest.mark.parametrize("setting", VARIANTS, ids=str)
def test_axe_finds_no_fault_in_the_results(
    reader: Reader, sought: Sought, axe: Axe, setting: Setting
) -> None:
    with reader.visit(f"/search/?q={sought.word}", setting) as visit:
        wait_for_results(visit, sought)
        axe.check(visit)


def test_search_page_without_scripts_says_so_and_leads_on(reader: Reader) -> None:
    with reader.visit("/search/", WITHOUT_SCRIPTS) as visit:
        expect(visit.page.get_by_role("searchbox")).to_have_count(0)
        assert "script" in visit.page.inner_text("main")
        expect(visit.page.locator("main article a").first).to_be_visible()


def test_index_is_fetched_on_first_use_and_light(site: Path, reader: Reader, sought: Sought) -> None:
    with reader.visit("/search/") as visit:
        visit.page.wait_for_load_state("networkidle")
        assert [url for url in visit.requests if "/pagefind/" in url] == []
        visit.page.get_by_role("searchbox").fill(sought.word)
        wait_for_results(visit, sought)
        paths = {url.removeprefix(f"{visit.origin}/").partition("?")[0] for url in visit.requests}
        needed = {path for path in paths if path.startswith(("assets/search", "pagefind/"))}
        # The texts of what was found come on top, and differ from word to word.
        kept = [path for path in needed if not path.endswith(".pf_fragment")]
        # What Pagefind keeps is compressed already, except its programs.
        sizes = {path: len(gzip.compress((site / path).read_bytes(), LEVEL)) for path in kept}
        assert any(path.endswith(".pf_index") for path in sizes)
        assert sum(sizes.values()) <= LIMIT, sizes
