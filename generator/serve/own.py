"""The server's own pages and files, at addresses that no site has: the overlay, and help with problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path

from markdown_it import MarkdownIt

from generator.serve.answers import NOT_YET, Answer, type_of

OWN = "/_throughline/"
EVENTS = f"{OWN}events"
OVERLAY = f"{OWN}overlay.js"
HELP = f"{OWN}problems/"
FOLDER = Path(__file__).parent / "assets"
SERVED = ("overlay.js", "overlay.css", "page.css", "icon.svg")
PAGE = "text/html; charset=utf-8"
CODE = re.compile(r"<h3><code>([a-z-]+)</code></h3>")


@dataclass(frozen=True)
class Own:
    """Answers for the server's own addresses; `problems` explains every code, in Markdown."""

    problems: str = ""
    _files: Mapping[str, bytes] = field(
        default_factory=lambda: {name: (FOLDER / name).read_bytes() for name in SERVED}
    )

    def answer(self, address: str) -> Answer:
        """Answer for an address that begins with `OWN`."""
        name = address.removeprefix(OWN)
        if name in self._files:
            return Answer(HTTPStatus.OK, self._files[name], type_of(name))
        if address == HELP and self.problems:
            return Answer(HTTPStatus.OK, explained(self.problems), PAGE)
        return Answer(HTTPStatus.NOT_FOUND, b"There is nothing at this address.", "text/plain; charset=utf-8")


def with_script(page: bytes, mark: str) -> bytes:
    """Add the overlay's script to a page, with what sums up the page as it is."""
    tag = f'<script type="module" src="{OVERLAY}" data-mark="{mark}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag


def holding(mark: str) -> Answer:
    """Make the page that is shown where there is none yet: the script fills it with what is wrong."""
    is_first = mark == NOT_YET
    title = "The site is being made" if is_first else "This page cannot be shown"
    words = (
        "It appears here by itself in a moment."
        if is_first
        else "It appears here by itself as soon as what is listed below is mended."
    )
    unseen = "Nothing is listed without a script: see the terminal in which the server runs."
    main = f"<h1>{title}</h1>\n<p>{words}</p>\n<noscript><p>{unseen}</p></noscript>"
    page = with_script(_page(title, main), mark)
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, page, PAGE)


def explained(problems: str) -> bytes:
    """Make a page of what the documentation says of every problem, each at its code."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(problems)
    html = CODE.sub(r'<h3 id="\1"><code>\1</code></h3>', html)
    # Other pages of the documentation are not served.
    html = re.sub(r'<a href="[^"#][^"]*">(.*?)</a>', r"\1", html)
    return _page("What the problems mean", html)


def _page(title: str, main: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="{OWN}icon.svg" type="image/svg+xml">\n'
        f'<link rel="stylesheet" href="{OWN}page.css">\n'
        f"</head>\n<body>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    ).encode()
