"""What is done to a page after its template: sources numbered in reading order, links made relative."""

from __future__ import annotations

import re

from generator.pages.markup import escaped

# Pages whose links lead from the root, as they are shown at any address.
ABSOLUTE_PAGES = ("/404.html",)
ATTRIBUTES = ("href", "src", "action")
LEADING = tuple(f"{before}{name}" for before in " \n" for name in ATTRIBUTES)
# How a link from the root begins: parting a page there once is faster than any pattern.
FROM_ROOT = '="/'
# A reference to a source, around its number, which stands in it three times.
REFERENCE = ('<a href="#note-', '" aria-label="source ', '">', "</a>")
NOTE = re.compile(r'<li id="note-(\d+)">(.*?)</li>\n')


def number_notes(html: str) -> str:
    """Number a page's sources in the order in which they first appear on it."""
    numbers: dict[str, int] = {}
    opening, middle, between, end = REFERENCE
    before, *referring = html.split(opening)
    pieces = [before]
    for piece in referring:
        old = piece[: piece.find('"')]
        reference = f"{old}{middle}{old}{between}{old}{end}"
        if not piece.startswith(reference):
            pieces.append(f"{opening}{piece}")
            continue
        first = old not in numbers
        number = numbers.setdefault(old, len(numbers) + 1)
        anchor = f'<a id="ref-{number}" href="#note-' if first else opening
        pieces.append(f"{anchor}{number}{middle}{number}{between}{number}{end}{piece[len(reference) :]}")
    html = "".join(pieces)
    notes = {match[1]: match[2] for match in NOTE.finditer(html)}
    start = html.find('<li id="note-')
    if start < 0:
        return html
    listed = "".join(_note(number, notes[old]) for old, number in numbers.items())
    return html[:start] + listed + NOTE.sub("", html[start:])


def _note(number: int, text: str) -> str:
    back = f'<a class="back" href="#ref-{number}" aria-label="Back to source {number} in the text">↑</a>'
    return f'<li id="note-{number}">{text} {back}</li>\n'


def output_path(address: str) -> str:
    """Name the file that a web server shows for an address."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative(html: str, address: str, base_path: str = "/") -> str:
    """Make links from the root relative to a page, so that the site works at any path.

    Text cannot hold the pattern: in it a quotation mark is always escaped.
    """
    depth = address.count("/") - 1
    start = escaped(base_path) if address in ABSOLUTE_PAGES else "../" * depth or "./"
    before, *pieces = html.split(FROM_ROOT)
    made = [before]
    for piece in pieces:
        # Two strokes lead to another host.
        leads = before.endswith(LEADING) and not piece.startswith("/")
        made += (f'="{start}' if leads else FROM_ROOT, piece)
        before = piece
    return "".join(made)
