"""Which pages of the site come, go and change, by the bytes of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.build import Site
from generator.render import output_path


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses of pages; those that go, each with where it leads on to, if anywhere."""

    added: tuple[str, ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]


def changed_pages(before: Site, after: Site) -> Pages | None:
    """Compare the pages of two builds; nothing where one of them has none, because of errors."""
    if _is_lacking(before) or _is_lacking(after):
        return None
    was, now = _pages(before), _pages(after)
    redirects = after.addresses.redirects if after.addresses else {}
    return Pages(
        tuple(sorted(now.keys() - was.keys())),
        tuple((address, redirects.get(address, "")) for address in sorted(was.keys() - now.keys())),
        tuple(address for address in sorted(was.keys() & now.keys()) if was[address] != now[address]),
    )


def _pages(site: Site) -> Mapping[str, bytes]:
    return {page.address: site.files[output_path(page.address)] for page in site.pages}


def _is_lacking(site: Site) -> bool:
    """Whether there is content and yet no page of it."""
    return bool(site.sources) and not site.files
