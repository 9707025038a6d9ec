"""Ways from page to page: found in the files, then walked in the browser by clicking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

from browser.pages import address_of, file_of, is_like, pages
from browser.reading import Visit

TEXT = "main article a[href]"
ANYWHERE = "a[href]:not(.skip)"


def anything(_page: LexborHTMLParser) -> bool:
    """Be content with any page."""
    return True


def links(site: Path, address: str, where: str = TEXT) -> list[str]:
    """Return where the links of a page lead."""
    nodes = LexborHTMLParser(pages(site)[file_of(address)]).css(where)
    return [urldefrag(urljoin(address, node.attributes["href"] or "")).url for node in nodes]


def way(
    site: Path,
    address: str,
    steps: tuple[str, ...],
    where: str = TEXT,
    ends_well: Callable[[LexborHTMLParser], bool] = anything,
) -> list[str] | None:
    """Return the first way from a page over pages of some kinds, one after the other, to one that will do."""
    if not steps:
        return [] if ends_well(LexborHTMLParser(pages(site)[file_of(address)])) else None
    wanted = {address_of(file) for file in pages(site) if is_like(file, steps[0])}
    for there in dict.fromkeys(links(site, address, where)):
        if there in wanted:
            rest = way(site, there, steps[1:], where, ends_well)
            if rest is not None:
                return [there, *rest]
    return None


def follow(visit: Visit, address: str, where: str = TEXT) -> None:
    """Click on a link, after opening what it is folded into."""
    everywhere = visit.page.locator(where).and_(visit.page.locator(":not(svg a)"))
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
