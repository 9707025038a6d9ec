"""The foot of each page: where to report a mistake in it, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from generator.pages.views import SiteView, View

DIGITS = 12
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
    data = version(view)
    return Foot(address, data, _report(view, site, address, data), view.address != NOT_FOUND)


def version(view: View) -> str:
    """Sum up what a page says: the same for as long as it says the same, whatever it looks like.

    It is of the page and not of the whole record, so that a change to one record alters its own pages
    and leaves all others, byte for byte, as they were.
    """
    said = replace(view, linked=(), feeds=())
    return sha256(repr(said).encode()).hexdigest()[:DIGITS]


def _report(view: View, site: SiteView, address: str, data: str) -> str:
    """Lead to where mistakes are reported, with the page and its version filled in."""
    if not site.report_address:
        return ""
    if view.address == NOT_FOUND:
        return f"mailto:{site.report_address}" if _is_mail(site.report_address) else site.report_address
    if _is_mail(site.report_address):
        letter = LETTER.format(page=address, version=data).replace("\n", "\r\n")
        fields = {"subject": f"A mistake in “{view.title}”", "body": letter}
        return f"mailto:{quote(site.report_address, safe='@+')}?{urlencode(fields, quote_via=quote)}"
    parts = urlsplit(site.report_address)
    query = "&".join(part for part in (parts.query, urlencode({"page": address, "version": data})) if part)
    return urlunsplit(parts._replace(query=query))


def _is_mail(address: str) -> bool:
    return "://" not in address
