"""Which pages of the site come, go and change, by the bytes of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.addresses import with_timelines
from generator.loading import Site
from generator.render import output_path


@dataclass(frozen=True, slots=True)
class Gone:
    """The address of a page that goes: where it leads on to, or whether a notice stands there."""

    address: str
    redirect: str = ""
    has_notice: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses of the pages that come, go and change."""

    added: tuple[str, ...]
    removed: tuple[Gone, ...]
    changed: tuple[str, ...]


def changed_pages(before: Site, after: Site) -> Pages | None:
    """Compare the pages of two builds; nothing where one of them has none, because of errors."""
    if _is_lacking(before) or _is_lacking(after):
        return None
    was, now = _pages(before), _pages(after)
    redirects = with_timelines(after.addresses.redirects if after.addresses else {}, now.keys())
    notices = (_notices(after) - _notices(before)) & was.keys()
    gone = (was.keys() - now.keys()) | notices
    return Pages(
        tuple(sorted(now.keys() - was.keys())),
        tuple(Gone(one, redirects.get(one, ""), one in notices) for one in sorted(gone)),
        tuple(one for one in sorted(was.keys() & now.keys() - notices) if was[one] != now[one]),
    )


def _notices(site: Site) -> frozenset[str]:
    """The addresses at which it is said that something was removed."""
    return frozenset(site.addresses.tombstones if site.addresses else ())


def _pages(site: Site) -> Mapping[str, bytes]:
    return {address: site.files[output_path(address)] for address in site.pages}


def _is_lacking(site: Site) -> bool:
    """Whether there is content and yet no page of it."""
    return bool(site.sources) and not site.files
