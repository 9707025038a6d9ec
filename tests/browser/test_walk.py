"""A reader can follow one matter from the first page to its end by links, with scripts or without."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from browser.pages import address_of, file_of, is_like, pages
from browser.reading import NARROW, WIDE, Reader, Setting, Visit

pytestmark = pytest.mark.browser

SETTINGS = [replace(size, scripts=scripts) for size, scripts in product((WIDE, NARROW), (True, False))]
STEPS = ("recommendations/?*/index.html", "meetings/?*/index.html", "people/?*/index.html")


def links(site: Path, address: str) -> list[str]:
    """Return where the links in the text of a page lead."""
    text = pages(site)[file_of(address)]
    nodes = LexborHTMLParser(text).css("main article a[href]")
    return [urldefrag(urljoin(address, node.attributes["href"] or "")).url for node in nodes]


def way(site: Path, address: str, steps: tuple[str, ...]) -> list[str] | None:
    """Return the first way from a page over pages of some kinds, one after the other."""
    if not steps:
        return []
    wanted = {address_of(file) for file in pages(site) if is_like(file, steps[0])}
    for there in dict.fromkeys(links(site, address)):
        if there in wanted:
            rest = way(site, there, steps[1:])
            if rest is not None:
                return [there, *rest]
    return None


def follow(visit: Visit, address: str) -> None:
    """Click on a link in the text, after opening what it is folded into."""
    everywhere = visit.page.locator("main article a[href]:not(svg a)")
    hrefs = everywhere.evaluate_all("(all) => all.map((one) => one.href)")
    found = [urldefrag(href).url.removeprefix(visit.origin) for href in hrefs]
    assert address in found, f"{visit}: no link to {address}"
    link = everywhere.nth(found.index(address))
    folded = link.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.last.locator("summary").click()
    link.click()
    visit.page.wait_for_url(f"{visit.origin}{address}*")
    assert visit.page.locator("h1").is_visible(), str(visit)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_from_home_by_recommendation_meeting_and_person_to_the_timeline(
    site: Path, reader: Reader, setting: Setting
) -> None:
    stops = way(site, "/", STEPS)
    assert stops, "no way from the first page over a recommendation and a meeting to a person"
    meeting = stops[1]
    with reader.visit("/", setting) as visit:
        for address in stops:
            follow(visit, address)
        main = visit.page.get_by_role("navigation", name="Main")
        main.get_by_role("link", name="Timeline").click()
        assert visit.address == "/timeline/"
        follow(visit, meeting)
        assert visit.faults == [], str(visit)
