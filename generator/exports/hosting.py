"""What hosts and search engines read: site map, robots, redirects and their stub pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from generator.addresses import with_timelines
from generator.exports.stock import Stock
from generator.ledger import Ledger
from generator.pages import Page, SiteView

NOT_IN_SITE_MAP = ("/404.html", "/search/")


def files(pages: Iterable[Page], stock: Stock) -> dict[str, bytes]:
    """Make every file for hosts and search engines, by output path."""
    site, addresses = stock.site, stock.library.addresses
    led = with_timelines(addresses.redirects, {page.address for page in pages})
    made = {"robots.txt": robots(site), "_redirects": redirects(led)}
    if site.base_url:
        made["sitemap.xml"] = site_map(pages, site, stock.ledger)
    for old, new in led.items():
        made[f"{old.strip('/')}/index.html"] = stub(new, old.count("/") - 1)
    return made


def robots(site: SiteView) -> bytes:
    """Say what search engines may visit: everything in production, nothing elsewhere."""
    lines = ["User-agent: *", "Disallow: /" if site.noindex else "Allow: /"]
    if site.base_url and not site.noindex:
        lines.append(f"Sitemap: {site.base_url}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def redirects(found: Mapping[str, str]) -> bytes:
    """Write the redirects of earlier ids, with all that lies below each: its feeds, its calendar, its data.

    They are forced, so that the stub pages do not shadow them. A host takes the first that fits, so an
    address below another stands before it.
    """
    deepest_first = sorted(found.items(), key=lambda pair: (-pair[0].count("/"), pair[0]))
    lines = [f"{old}*  {new}:splat  301!" for old, new in deepest_first]
    return "".join(f"{line}\n" for line in lines).encode()


def stub(new: str, depth: int) -> bytes:
    """Write the page that leads on where a host does not read `_redirects`."""
    target = escape("../" * depth + new.lstrip("/"), quote=False).replace('"', "&quot;")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={target}">'
        f'</head><body><p>This page has moved: <a href="{target}">go to its new address</a>.</p>'
        "</body></html>\n"
    ).encode()


def site_map(pages: Iterable[Page], site: SiteView, ledger: Ledger) -> bytes:
    """List every page for search engines, with the day of its last change where the ledger has it."""
    urls = "".join(
        f"<url><loc>{escape(site.base_url + page.address, quote=False)}</loc>{_changed(page, ledger)}</url>\n"
        for page in pages
        if page.address not in NOT_IN_SITE_MAP and not page.noindex
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()


def _changed(page: Page, ledger: Ledger) -> str:
    known = ledger.entries.get(page.address)
    return f"<lastmod>{known.last_changed.isoformat()}</lastmod>" if known else ""
