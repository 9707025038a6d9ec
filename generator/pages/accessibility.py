"""The accessibility statement, from the site's settings, in the order the law's model has."""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.pages.blocks import facts
from generator.pages.library import Library
from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.special import simple_page
from generator.pages.views import Section, View
from generator.records.entries import Accessibility

ADDRESS, TITLE = "/accessibility/", "Accessibility"
STANDARD = "the Web Content Accessibility Guidelines 2.2 at level AA"
CONFORMANCE = {
    "full": f"This site meets {STANDARD}.",
    "partial": f"This site partly meets {STANDARD}. What it does not meet is said below.",
    "not yet assessed": f"This site is built to {STANDARD}. It has not yet been assessed against them.",
}
# What is so of every site that is made with these templates; the tests hold each.
MEANT = (
    "read every page without a mouse, and without scripts",
    "make the text four times as large without scrolling sideways",
    "have the pages in light or dark colours, or in colours of your own",
    "hear the pages read, with headings, lists and tables marked as such",
    "print any page with all that is in it",
)


def accessibility_view(library: Library) -> View:
    """Make the accessibility statement from the site's settings."""
    scribe = Scribe(library, ADDRESS)
    statement = library.graph.site.accessibility
    if statement is None:
        intro = Markup("<p>No accessibility statement has been written for this site yet.</p>")
        sections: tuple[Section, ...] = (Section("statement", "", intro=intro),)
    else:
        sections = _sections(scribe, statement)
    about = "How accessible this site is, what does not work yet, and how to tell us of a problem."
    return simple_page(ADDRESS, TITLE, about, scribe, *sections)


def _sections(scribe: Scribe, statement: Accessibility) -> tuple[Section, ...]:
    able = Markup("").join(html("<li>{}</li>", one) for one in MEANT)
    means = html("<p>It is built so that you can:</p><ul>{}</ul>", able)
    dates = facts(
        ("Prepared on", scribe.date(statement.prepared_on)),
        ("Last reviewed on", scribe.date(statement.reviewed_on) or "Not yet reviewed"),
    )
    return (
        Section("statement", "How accessible this site is",
                intro=html("<p>{}</p>{}", CONFORMANCE[statement.conformance], means)),
        Section("limits", "What does not work for everyone yet", intro=scribe.prose(statement.limits)),
        Section("contact", "Telling us of a problem", intro=_contact(scribe, statement)),
        Section("enforcement", "If our answer does not help", intro=scribe.prose(statement.enforcement)),
        Section("dates", "How this statement was made", intro=scribe.prose(statement.tested), facts=dates),
    )  # fmt: skip


def _contact(scribe: Scribe, statement: Accessibility) -> Markup:
    """Say how to tell of a problem: in the clerk's words, else by what stands at the foot of the page."""
    if statement.contact:
        return html("<p>{}</p>", escape(statement.contact))
    if scribe.graph.site.report_address:
        return Markup(
            "<p>Write to us by the link “Report a mistake on this page”, at the foot of any page.</p>"
        )
    return Markup("")
