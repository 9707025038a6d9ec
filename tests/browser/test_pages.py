"""One page of every kind: sound, accessible, and the same without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from browser.axe import Axe
from browser.pages import ALIKE, KINDS, address_of, example, is_like, pages
from browser.reading import DEFAULT_TEXT, SMALLEST, VARIANTS, WIDE, WITHOUT_SCRIPTS, Reader, Setting, Visit

pytestmark = pytest.mark.browser

MOST_REQUESTS = 8
LARGE = [SMALLEST, replace(SMALLEST, text=200), replace(WIDE, text=200)]
ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"

# The widths, and the innermost parts that reach beyond the window, but for what scrolls by itself.
WIDTHS = """() => {
  const beyond = [...document.body.querySelectorAll("*")].filter(
    (one) => !one.closest(".wide") && one.getBoundingClientRect().right > innerWidth + 0.5,
  );
  const inner = beyond.filter((one) => !beyond.some((other) => other !== one && one.contains(other)));
  const told = (one) =>
    `${one.tagName}.${one.getAttribute("class")} "${one.textContent.trim().slice(0, 40)}"`;
  return {
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
    beyond: inner.slice(0, 5).map(told).join(", "),
  };
}"""

# All text that is seen, but for what is only of use with scripts or without.
TEXT = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement;
    if (within.closest("form, noscript") || !within.checkVisibility({ visibilityProperty: true })) continue;
    if (node.data.trim()) seen.push(node.data.trim());
  }
  return seen;
}"""


def check_width(visit: Visit) -> None:
    found = visit.page.evaluate(WIDTHS)
    fault = f"{visit} scrolls sideways: {found['page']} > {found['window']}; {found['beyond']}"
    assert found["page"] <= found["window"], fault


@pytest.fixture(
    scope="module",
    params=product(KINDS, VARIANTS),
    ids=lambda view: "-".join(map(str, view)),
)
def view(request: pytest.FixtureRequest, site: Path, reader: Reader) -> Iterator[Visit]:
    """Open the page that stands for a kind, in one setting."""
    kind, setting = request.param
    with reader.visit(example(site, kind), setting) as visit:
        yield visit


def test_every_page_is_of_a_kind_that_is_looked_at(site: Path) -> None:
    known = (*KINDS.values(), *ALIKE)
    unseen = [file for file in pages(site) if not any(is_like(file, pattern) for pattern in known)]
    assert unseen == [], "name their kinds in tests/browser/pages.py"


def test_page_loads_without_a_complaint(view: Visit) -> None:
    assert view.faults == [], str(view)


def test_page_asks_for_little(view: Visit) -> None:
    assert len(view.requests) <= MOST_REQUESTS, f"{view}: {view.requests}"


def test_page_has_one_first_heading(view: Visit) -> None:
    assert view.page.locator("h1").count() == 1, str(view)


def test_page_does_not_scroll_sideways(view: Visit) -> None:
    check_width(view)


@pytest.mark.node
def test_axe_finds_no_fault(view: Visit, axe: Axe) -> None:
    axe.check(view)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "search"])
def test_text_is_the_same_without_scripts(site: Path, reader: Reader, kind: str) -> None:
    address = example(site, kind)
    with reader.visit(address) as one, reader.visit(address, WITHOUT_SCRIPTS) as other:
        text = one.page.evaluate(TEXT)
        assert text, address
        assert text == other.page.evaluate(TEXT), address


@pytest.mark.parametrize("setting", LARGE, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_large_text_on_a_small_screen_does_not_scroll_sideways(
    site: Path, reader: Reader, kind: str, setting: Setting
) -> None:
    with reader.visit(example(site, kind), setting) as visit:
        wanted = DEFAULT_TEXT * setting.text / 100
        assert visit.page.evaluate(ROOT_SIZE) == wanted, (
            f"{visit}: text does not follow the reader's own size"
        )
        check_width(visit)


def test_address_that_leads_nowhere_gets_the_page_that_says_so(reader: Reader) -> None:
    with reader.visit("/people/") as visit:
        answer = visit.page.goto(f"{visit.origin}/no/such/page/")
        assert answer
        assert answer.status == 404
        style = "document.styleSheets.length && document.styleSheets[0].cssRules.length > 0"
        assert visit.page.evaluate(style), "the page has no style where it stands for a deep address"
        visit.page.locator(".site-name a").click()
        assert visit.address == "/"


def test_every_example_is_a_page(site: Path) -> None:
    addresses = [example(site, kind) for kind in KINDS]
    assert set(addresses) <= {address_of(file) for file in pages(site)}
