"""On paper stands all that stands on the screen, but for the ways to other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from browser.pages import KINDS, example
from browser.reading import WIDE, Reader, Visit

pytestmark = pytest.mark.browser

# A4 without the margins that the style sheet sets.
PAPER = replace(WIDE, width=658)

HIDDEN = """() => {
  const left = "nav, form, noscript, svg title, svg desc, .back, .past, .permalink, [hidden]";
  const seen = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const hidden = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest(left)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    const shown = boxes.length && node.parentElement.checkVisibility(seen);
    if (!shown) hidden.push(node.data.trim().slice(0, 60));
  }
  return hidden;
}"""

CUT = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.trim().slice(0, 50)}`)"""


@pytest.fixture(scope="module", params=KINDS)
def printed(request: pytest.FixtureRequest, site: Path, reader: Reader) -> Iterator[Visit]:
    """Open the page that stands for a kind, the way it is printed."""
    with reader.visit(example(site, request.param), PAPER) as visit:
        visit.page.emulate_media(media="print")
        yield visit


def test_all_text_is_printed(printed: Visit) -> None:
    assert printed.page.evaluate(HIDDEN) == [], f"{printed}: not printed"


def test_menus_are_not_printed(printed: Visit) -> None:
    assert printed.page.locator("nav:visible").count() == 0, f"{printed}: menus are printed"


def test_nothing_is_cut_off_at_the_edge_of_the_paper(printed: Visit) -> None:
    cut = printed.page.evaluate(CUT)
    assert cut[:10] == [], f"{printed}: {len(cut)} reach beyond A4"


@pytest.mark.parametrize("kind", ["timeline", "recommendation"])
def test_page_can_be_made_into_a_pdf(site: Path, reader: Reader, kind: str) -> None:
    with reader.visit(example(site, kind)) as visit:
        assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-"), str(visit)
