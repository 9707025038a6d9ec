"""Texts that are HTML, encoded once or more often, made plain words."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

PARAGRAPHS = frozenset(("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"))
BREAKS = PARAGRAPHS | {"br", "hr", "li", "pre", "tr"}
ALONE = frozenset(("br", "hr"))
UNSEEN = frozenset(("script", "style"))
TWICE_ENCODED = 3
MARK = re.compile(r"</?[a-zA-Z][^>]*>")
# Marks that nobody means as words of a text.
SURE = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|strong|em|h[1-6]|table|a)(?:\s[^<>]*)?/?>|&(?:amp|nbsp|quot|#\d+);",
    re.IGNORECASE,
)


class _Plain(HTMLParser):
    """Gathers the words of HTML, with breaks where a browser has them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - the parser's interface
        self.hidden += tag in UNSEEN
        self._break(tag)
        if tag in ("td", "th"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in UNSEEN and self.hidden > 0
        if tag not in ALONE:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in BREAKS:
            self.words.append("\n\n" if tag in PARAGRAPHS else "\n")


def plain(text: str) -> str:
    """Make plain words of a text that may be HTML, encoded once or more often."""
    for _ in range(TWICE_ENCODED):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    if not MARK.search(text):
        return text.replace("\xa0", " ").strip()
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return "".join(parser.words).replace("\xa0", " ").strip()
