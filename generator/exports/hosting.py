"""What hosts and search engines read: site map, robots, redirects and their stub pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from generator.addresses import Addresses
from generator.pages import Page, SiteView

NOT_IN_SITE_MAP = ("/404.html", "/search/")


def files(pages: Iterable[Page], addresses: Addresses, site: SiteView) -> dict[str, bytes]:
    """Make every file for hosts and search engines, by output path."""
    made = {"robots.txt": robots(site), "_redirects": redirects(addresses.redirects)}
    if site.base_url:
        made["sitemap.xml"] = site_map(pages, site)
    for old, new in addresses.redirects.items():
        made[f"{old.strip('/')}/index.html"] = stub(new, old.count("/") - 1)
    return made


def robots(site: SiteView) -> bytes:
    """Say what search engines may visit: everything in production, nothing elsewhere."""
    lines = ["User-agent: *", "Disallow: /" if site.noindex else "Allow: /"]
    if site.base_url and not site.noindex:
        lines.append(f"Sitemap: {site.base_url}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def redirects(found: Mapping[str, str]) -> bytes:
    """Write the redirects of earlier ids, forced, so that the stub pages do not shadow them."""
    lines = [f"{old}*  {new}:splat  301!" for old, new in sorted(found.items())]
    return "".join(f"{line}\n" for line in lines).encode()


def stub(new: str, depth: int) -> bytes:
    """Write the page that leads on where a host does not read `_redirects`."""
    target = escape("../" * depth + new.lstrip("/"), {'"': "&quot;"})
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={target}">'
        f'</head><body><p>This page has moved: <a href="{target}">go to its new address</a>.</p>'
        "</body></html>\n"
    ).encode()


def site_map(pages: Iterable[Page], site: SiteView) -> bytes:
    """List every page for search engines."""
    urls = "".join(
        f"<url><loc>{escape(site.base_url + page.address)}</loc></url>\n"
        for page in pages
        if page.address not in NOT_IN_SITE_MAP and not page.noindex
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()
