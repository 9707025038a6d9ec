"""What was corrected or removed in the record: the public log, and a tombstone where a page stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from generator.graph import Node
from generator.pages.blocks import block, facts
from generator.pages.scribe import Library, Scribe
from generator.pages.special import simple_page
from generator.pages.views import Section, View
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
    return Markup('<a href="{0}">{0}</a>').format(one.address)


def tombstone_views(library: Library) -> Iterable[View]:
    """Make a page at each address where something was removed: what, when and why."""
    return (_tombstone(library, address, node) for address, node in library.addresses.tombstones.items())


def _tombstone(library: Library, address: str, node: Node) -> View:
    scribe = Scribe(library, address)
    one = node.written
    log = Markup('<p>All that was removed is listed in the <a href="{}">log of corrections</a>.</p>')
    removal = block(
        scribe, one, body=scribe.prose(one.what),
        facts=facts(("When", scribe.date(one.date)), ("Why", scribe.inline(one.why))),
    )  # fmt: skip
    about = "What stood here was removed from this record."
    section = Section("removed", "", intro=log.format(library.addresses.of(node)), blocks=(removal,))
    return replace(simple_page(address, "Removed", about, scribe, section), noindex=True)
