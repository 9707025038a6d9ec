"""The foot of each page: where to report a mistake in it, and how to cite it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from generator.pages.views import SiteView, View

DIGITS = 12
# Stands for the version until the page is made: it is of what the page then says. As in a link, it is plain.
UNSTAMPED = "VERSION0OF0PAGE"
MARKUP = re.compile("<[^>]*>")
END = "</main>"
NOT_FOUND = "/404.html"
# Whoever reports a mistake writes below this.
LETTER = """\
Page: {page}
Version: {version}

What is wrong, and which paper shows it?

"""


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a page: its full address, the version of its data, where to report."""

    address: str
    version: str
    report: str
    is_cited: bool


def foot(view: View, site: SiteView) -> Foot:
    """Make the foot of a page."""
    address = site.base_url + view.address
    return Foot(address, UNSTAMPED, _report(view, site, address), view.address != NOT_FOUND)


def stamped(html: str) -> str:
    """Give a page the version of what it says, in the foot that asks for one."""
    main, end, foot = html.partition(END)
    if UNSTAMPED not in foot:
        return html
    return main + end + foot.replace(UNSTAMPED, version(main))


def version(main: str) -> str:
    """Sum up what a page says: the same for as long as it says the same, whatever it looks like.

    It is of the page and not of the whole record, so that a change to one record alters its own pages
    and leaves all others, byte for byte, as they were.
    """
    said = MARKUP.sub("", main[main.find("<main") :])
    return sha256(said.encode()).hexdigest()[:DIGITS]


def _report(view: View, site: SiteView, address: str) -> str:
    """Lead to where mistakes are reported, with the page and its version filled in."""
    if not site.report_address:
        return ""
    if view.address == NOT_FOUND:
        return f"mailto:{site.report_address}" if _is_mail(site.report_address) else site.report_address
    if _is_mail(site.report_address):
        letter = LETTER.format(page=address, version=UNSTAMPED).replace("\n", "\r\n")
        fields = {"subject": f"A mistake in “{view.title}”", "body": letter}
        return f"mailto:{quote(site.report_address, safe='@+')}?{urlencode(fields, quote_via=quote)}"
    parts = urlsplit(site.report_address)
    said = urlencode({"page": address, "version": UNSTAMPED})
    query = "&".join(part for part in (parts.query, said) if part)
    return urlunsplit(parts._replace(query=query))


def _is_mail(address: str) -> bool:
    return "://" not in address
