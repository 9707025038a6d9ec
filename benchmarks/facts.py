"""Tell which facts a site lacks, so that no page can be cheap by being empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from plain import Page

HREF, TAG = re.compile(r'href="?([^"\s>]+)'), re.compile(r"<[^>]+>")
APART = re.compile(r"<(?:h\d|p|li|dt|dd|td|th|div|section)\b")
MARKDOWN_LINK, SOURCE = re.compile(r"\[([^]]+)\]\(([^)]+)\)"), re.compile(r" ?\[\d+\]\(#note-\d+\)")
LEAD = re.compile(r"^#+ (?:\d+\. |Concern: |Decision: )?")


def on_disk(site: Path) -> Callable[[str], str | None]:
    """Read files of a built site, by path."""

    def read(path: str) -> str | None:
        return (site / path).read_text(encoding="utf-8") if (site / path).is_file() else None

    return read


def on_timelines(site: Path) -> Callable[[str], list[str]]:
    """Read the pages below the timeline of a page, where it has one of its own."""

    def read(url: str) -> list[str]:
        found = sorted((site / "timeline" / url.strip("/")).rglob("index.html"))
        return [path.read_text(encoding="utf-8") for path in found]

    return read


def missing(
    pages: list[Page],
    read: Callable[[str], str | None],
    below: Callable[[str], list[str]] = lambda _: [],
) -> list[str]:
    """List what plain pages say and the pages of a site do not: words, links, and links back.

    Where more leads to a page than it can show, the rest may stand `below` it, on a timeline of its own.
    """
    back = defaultdict(set)
    for page in pages:
        for link in page.links:
            back[link.url].add(page.url)
    return [fault for page in pages for fault in _missing(page, back[page.url], read, below)]


def _missing(
    page: Page, back: set[str], read: Callable[[str], str | None], below: Callable[[str], list[str]]
) -> Iterator[str]:
    html = read(f"{page.url.strip('/')}/index.html")
    if html is None:
        yield f"{page.url}: no page"
        return
    text = words_of(html)
    for said in {page.title, page.words, *(fact.text for fact in page.facts), *_sentences(page)}:
        if " ".join(said.split()) not in text:
            yield f"{page.url}: does not say “{said}”"
    linked = {urlsplit(urljoin(page.url, unescape(href))).path for href in HREF.findall(html)}
    lacking = (_links(page) | back) - linked
    if lacking & back:
        # Links climb to the root from any depth, so that their end says where they lead.
        rest = {f"/{unescape(href).lstrip('./')}" for html in below(page.url) for href in HREF.findall(html)}
        lacking -= back & {urlsplit(one).path for one in rest}
    for url in sorted(lacking):
        yield f"{page.url}: no link to {url}"


def words_of(html: str) -> str:
    """Give the words of a page as one line; tags that part them become spaces."""
    return " ".join(unescape(TAG.sub("", APART.sub(" <", html))).split())


def _sentences(page: Page) -> Iterator[str]:
    """The sentences of the body; and its headings, where those are of the record and not of a template."""
    for part in page.body:
        text = MARKDOWN_LINK.sub(r"\1", SOURCE.sub("", part)).replace("**", "")
        if not part.startswith("#"):
            yield from text.removesuffix(".").split(". ")
        elif page.kind in {"meetings", "inspections", "visits"}:
            yield LEAD.sub("", text)


def _links(page: Page) -> set[str]:
    entries = [*page.facts, *page.rows, *page.notes]
    bodies = [url for part in page.body for _, url in MARKDOWN_LINK.findall(part) if url.startswith("/")]
    return {urlsplit(url).path for url in [*(entry.url for entry in entries if entry.url), *bodies]}
