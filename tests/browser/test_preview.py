"""A look at what a link leads to, while the pointer or the focus is on it (WCAG 1.4.13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from selectolax.lexbor import LexborHTMLParser

from browser.axe import Axe
from browser.pages import example, file_of, pages
from browser.reading import SCHEMES, WIDE, Reader, Scheme, Visit

pytestmark = pytest.mark.browser

LONGER_THAN_THE_PAUSE = 900
PERSON = "main article .text a[href*='/people/']"
LINKS = [PERSON, "main article .text a[href*='/boards/']", ".refs a", "main abbr[title]", "#words dt a"]


def preview(visit: Visit) -> Locator:
    return visit.page.locator("#preview")


@pytest.fixture
def visit(reader: Reader, site: Path) -> Iterator[Visit]:
    """Open the page of a meeting, on which there are links of all kinds."""
    with reader.visit(example(site, "meeting")) as visit:
        visit.page.mouse.move(0, 0)
        yield visit
        assert visit.faults == [], str(visit)


def head(site: Path, visit: Visit, link: Locator) -> str:
    """Return the first heading of the page that a link leads to."""
    address = str(link.evaluate("(one) => new URL(one.href).pathname"))
    heading = LexborHTMLParser(pages(site)[file_of(address)]).css_first("h1")
    assert heading, f"{visit}: {address}"
    return heading.text().strip()


def test_pointer_over_a_person_shows_who_it_is_until_it_leaves(site: Path, visit: Visit) -> None:
    link = visit.page.locator(PERSON).first
    target = link.evaluate("(one) => one.href")
    assert target not in visit.requests
    link.hover()
    expect(preview(visit)).to_contain_text(head(site, visit, link))
    expect(link).to_have_attribute("aria-describedby", "preview")
    preview(visit).hover()
    visit.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    expect(preview(visit)).to_be_visible()
    visit.page.mouse.move(0, 0)
    expect(preview(visit)).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None
    link.hover()
    expect(preview(visit)).to_be_visible()
    assert visit.requests.count(target) == 1, "it is asked for when it is wanted, and then kept"


@pytest.mark.parametrize("kind", LINKS)
def test_each_kind_of_link_has_something_to_show(visit: Visit, kind: str) -> None:
    visit.page.locator(kind).locator("visible=true").first.hover()
    expect(preview(visit)).to_be_visible()
    assert len(preview(visit).inner_text()) > len("A word or two"), kind
    box = preview(visit).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= visit.setting.width


def test_a_source_is_shown_as_its_note_says_it_and_can_be_followed(visit: Visit) -> None:
    visit.page.locator(".refs a").first.hover()
    link = preview(visit).locator("a").first
    target = link.evaluate("(one) => one.href")
    link.click()
    visit.page.wait_for_url(target)


def test_focus_shows_it_too_and_escape_takes_it_away(site: Path, visit: Visit) -> None:
    link = visit.page.locator(PERSON).first
    visit.page.keyboard.press("Tab")
    link.focus()
    expect(preview(visit)).to_contain_text(head(site, visit, link))
    visit.page.keyboard.press("Escape")
    expect(preview(visit)).to_be_hidden()
    expect(link).to_be_focused()
    visit.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    expect(preview(visit)).to_be_hidden()
    visit.page.keyboard.press("Tab")
    link.focus()
    expect(preview(visit)).to_be_visible()


def test_pointer_that_only_passes_shows_nothing(visit: Visit) -> None:
    visit.page.locator(PERSON).first.hover()
    visit.page.mouse.move(0, 0)
    visit.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert preview(visit).count() == 0


def test_short_form_has_one_tooltip_and_not_two(visit: Visit) -> None:
    short = visit.page.locator("main abbr").locator("visible=true").first
    title = short.get_attribute("title")
    short.hover()
    expect(preview(visit)).to_contain_text(str(title))
    assert short.get_attribute("title") is None
    visit.page.mouse.move(0, 0)
    expect(preview(visit)).to_be_hidden()
    assert short.get_attribute("title") == title


def test_touch_follows_the_link_and_shows_nothing(browser: Browser, reader: Reader, site: Path) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(reader.origin + example(site, "meeting"))
        link = page.locator(PERSON).locator("visible=true").first
        link.dispatch_event("pointerover", {"pointerType": "touch", "bubbles": True})
        page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
        assert page.locator("#preview").count() == 0
        target = link.evaluate("(one) => one.href")
        link.tap()
        page.wait_for_url(target)
    finally:
        context.close()


@pytest.mark.node
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_fault_with_a_preview_open(reader: Reader, site: Path, axe: Axe, scheme: Scheme) -> None:
    with reader.visit(example(site, "event"), replace(WIDE, scheme=scheme)) as visit:
        visit.page.locator(".refs a").first.hover()
        expect(preview(visit)).to_be_visible()
        axe.check(visit)


def test_citation_is_copied_as_it_stands(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.locator(".cite summary").click()
    visit.page.get_by_role("button", name="Copy").click()
    expect(visit.page.get_by_role("status")).to_have_text("Copied")
    words = visit.page.locator("#citation").inner_text()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(words.split())
