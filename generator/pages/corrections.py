"""What was corrected or removed in the record: the public log, and a tombstone where a page stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from generator.graph import Node
from generator.pages.blocks import block, facts
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.special import simple_page
from generator.pages.views import Page, Section, View
from generator.records.entries import Correction


def corrections_view(library: Library) -> View:
    """Make the public log of corrections and removals."""
    scribe = Scribe(library, "/corrections/")
    found = sorted(
        library.graph.singles["corrections"].corrections,
        key=lambda one: one.date.sort_key, reverse=True,
    )  # fmt: skip
    blocks = tuple(
        block(
            scribe, one, title=scribe.date(one.date), label=one.kind.capitalize(),
            body=scribe.prose(one.what),
            facts=facts(("Why", scribe.inline(one.why)), ("Page", _concerned(library, one))),
        )
        for one in found
    )  # fmt: skip
    intro = Markup("") if blocks else Markup("<p>Nothing has been corrected or removed so far.</p>")
    about = "What was corrected or removed in this record, when and why."
    section = Section("log", "", intro=intro, blocks=blocks)
    return simple_page("/corrections/", "Corrections", about, scribe, section)


def _concerned(library: Library, one: Correction) -> str | Markup | None:
    """The page that a correction concerned, with a link where a page says that it was removed."""
    if one.address not in library.addresses.tombstones:
        return one.address
    return html('<a href="{}">{}</a>', one.address, one.address)


def tombstone_pages(library: Library) -> Iterable[Page]:
    """List a page at each address where something was removed: what, when and why."""
    for address, node in library.addresses.tombstones.items():
        yield Page(address, partial(_tombstone, library, address, node), noindex=True)


def _tombstone(library: Library, address: str, node: Node) -> View:
    scribe = Scribe(library, address)
    one = node.written
    listed = '<p>All that was removed is listed in the <a href="{}">log of corrections</a>.</p>'
    log = html(listed, library.addresses.of(node))
    removal = block(
        scribe, one, body=scribe.prose(one.what),
        facts=facts(("When", scribe.date(one.date)), ("Why", scribe.inline(one.why))),
    )  # fmt: skip
    about = "What stood here was removed from this record."
    section = Section("removed", "", intro=log, blocks=(removal,))
    return replace(simple_page(address, "Removed", about, scribe, section), noindex=True)
