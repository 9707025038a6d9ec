"""Every page of the built record is light, and needs nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from browser.pages import address_of, pages

pytestmark = pytest.mark.browser

KB = 1024
MOST_STYLE = 16 * KB
MOST_SCRIPT = 12 * KB
MOST_PAGE = 100 * KB
MIDDLE_PAGE = 35 * KB
MOST_REQUESTS = 8
LEVEL = 6

STYLES = "link[rel~=stylesheet]"
SCRIPTS = "script[src]"
OTHERS = "link[rel~=icon], link[rel~=preload], link[rel~=modulepreload], img, source, iframe, embed, object"


class Weight(NamedTuple):
    html: int
    styles: int
    scripts: int
    requests: int
    elsewhere: list[str]

    @property
    def whole(self) -> int:
        return self.html + self.styles + self.scripts


@cache
def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), LEVEL))


def _target(node: LexborNode, address: str) -> str:
    found = [node.attributes.get(name) for name in ("src", "href", "data", "srcset")]
    return urljoin(address, next(filter(None, found), ""))


def _weight(site: Path, file: str, text: str) -> Weight:
    tree = LexborHTMLParser(text)
    wanted = {
        selector: {_target(node, address_of(file)) for node in tree.css(selector)}
        for selector in (STYLES, SCRIPTS, OTHERS)
    }
    everything = set().union(*wanted.values())
    elsewhere = sorted(target for target in everything if urlsplit(target).netloc)

    def size(targets: set[str]) -> int:
        return sum(_packed(site / target.lstrip("/")) for target in targets - set(elsewhere))

    return Weight(
        html=_packed(site / file),
        styles=size(wanted[STYLES]),
        scripts=size(wanted[SCRIPTS]),
        requests=1 + len(everything),
        elsewhere=elsewhere,
    )


@pytest.fixture(scope="module")
def weights(site: Path) -> dict[str, Weight]:
    """What each page weighs as it is sent, with all it names."""
    return {address_of(file): _weight(site, file, text) for file, text in pages(site).items()}


def test_style_is_light(weights: dict[str, Weight]) -> None:
    assert {page: one.styles for page, one in weights.items() if one.styles > MOST_STYLE} == {}


def test_scripts_are_light(weights: dict[str, Weight]) -> None:
    heavy = {page: one.scripts for page, one in weights.items() if one.scripts > MOST_SCRIPT}
    assert {page: size for page, size in heavy.items() if page != "/search/"} == {}


def test_no_page_is_heavy(weights: dict[str, Weight]) -> None:
    assert {page: one.whole for page, one in weights.items() if one.whole > MOST_PAGE} == {}


def test_the_middle_page_is_light(weights: dict[str, Weight]) -> None:
    assert median(one.whole for one in weights.values()) <= MIDDLE_PAGE


def test_no_page_asks_for_much(weights: dict[str, Weight]) -> None:
    assert {page: one.requests for page, one in weights.items() if one.requests > MOST_REQUESTS} == {}


def test_nothing_comes_from_elsewhere(site: Path, weights: dict[str, Weight]) -> None:
    assert {page: one.elsewhere for page, one in weights.items() if one.elsewhere} == {}
    for path in [*site.glob("assets/**/*.css"), *site.glob("assets/**/*.js")]:
        far = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]+[^\s\"')]*", path.read_text(encoding="utf-8"))
        assert [one for one in far if "www.w3.org" not in one] == [], path.name
