"""What is at an address: a page, another file, the way to where it moved, or the page that says so."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2s
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import quote, unquote

from generator.render import output_path

# The system's own list of types differs from machine to machine.
TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv", ".ics": "text/calendar",
    ".json": "application/json", ".jsonld": "application/ld+json", ".geojson": "application/geo+json",
    ".xml": "application/xml", ".atom": "application/atom+xml", ".rss": "application/rss+xml",
    ".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".pdf": "application/pdf",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
    ".woff2": "font/woff2", ".woff": "font/woff", ".zip": "application/zip",
}  # fmt: skip
OTHER = "application/octet-stream"
# Written as UTF-8 by us, and text although their type does not begin with `text/`.
TEXT = (
    "text/", "application/json", "application/ld+json", "application/geo+json", "application/xml",
    "application/atom+xml", "application/rss+xml", "application/manifest+json", "image/svg+xml",
)  # fmt: skip
# Instructions to the host, which it shows to nobody.
NOT_SERVED = ("_redirects", "_headers")
MISSING = "404.html"
# What stands for a page in place of what sums it up, while there is none: before the first build, and after.
NOT_YET, NONE = "none-yet", "none"


@dataclass(frozen=True, slots=True)
class Redirect:
    """A line of `_redirects`: what an address begins with, or is, and where it leads."""

    old: str
    new: str
    status: HTTPStatus
    forced: bool

    def target(self, address: str) -> str | None:
        """Tell where an address leads, if this line is about it."""
        if self.old.endswith("*") and address.startswith(self.old[:-1]):
            return self.new.replace(":splat", address[len(self.old) - 1 :])
        return self.new if address == self.old else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address; `type` is empty where there is only the way to another."""

    status: HTTPStatus
    body: bytes = b""
    type: str = ""
    location: str = ""

    @property
    def is_page(self) -> bool:
        return self.type == "text/html; charset=utf-8"


class Shelf(Protocol):
    """Where the files of the site are at the moment."""

    def has(self, path: str) -> bool:
        """Tell whether there is a file."""

    def read(self, path: str) -> bytes:
        """Give the bytes of a file that is there."""

    def redirects(self) -> tuple[Redirect, ...]:
        """Give the lines of `_redirects`."""


def redirects(written: bytes) -> tuple[Redirect, ...]:
    """Read the lines of `_redirects` that lead from one address of the site to another."""
    found = []
    for line in written.decode("utf-8", "replace").splitlines():
        words = line.split("#")[0].split()
        if len(words) >= 2 and all(word.startswith("/") for word in words[:2]):  # noqa: PLR2004 - from, to
            status = words[2] if len(words) > 2 else "301"  # noqa: PLR2004 - the third
            number = status.rstrip("!")
            if number in ("301", "302", "307", "308"):
                found.append(Redirect(words[0], words[1], HTTPStatus(int(number)), status.endswith("!")))
    return tuple(found)


def answer(address: str, shelf: Shelf) -> Answer:
    """Answer for an address as it stands in a request, without what follows a question mark."""
    path = unquote(address)
    if not _is_plain(path):
        return _missing(shelf)
    if (moved := _moved(path, shelf, forced=True)) is not None:
        return moved
    file = output_path(path)
    if file not in NOT_SERVED and shelf.has(file):
        return Answer(HTTPStatus.OK, shelf.read(file), type_of(file))
    if shelf.has(output_path(f"{path}/")):
        return Answer(HTTPStatus.MOVED_PERMANENTLY, location=quote(f"{path}/"))
    return _moved(path, shelf, forced=False) or _missing(shelf)


def mark(found: Answer, beside: bytes) -> str:
    """Sum up what is shown at an address, so that a change of it can be told; `beside` sums up the assets."""
    head = f"{found.status.value} {found.location}\n".encode()
    return blake2s(head + beside + found.body, digest_size=12).hexdigest()


def type_of(path: str) -> str:
    """Tell what kind of file a path is, for the browser."""
    kind = TYPES.get(PurePosixPath(path).suffix.lower(), OTHER)
    return f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind


def _is_plain(path: str) -> bool:
    """Ensure that an address is one: from the root, with no step up, no backslash, nothing invisible."""
    steps = path.split("/")
    return (
        path.startswith("/")
        and not path.startswith("//")
        and not {".", ".."} & set(steps)
        and "\\" not in path
        and path.isprintable()
    )


def _moved(path: str, shelf: Shelf, *, forced: bool) -> Answer | None:
    for line in shelf.redirects():
        target = line.target(path) if line.forced == forced else None
        if target is not None:
            # Never `//host`: what was matched is the reader's, and must not lead to another site.
            return Answer(line.status, location=quote(f"/{target.lstrip('/')}", safe="/#?=&"))
    return None


def _missing(shelf: Shelf) -> Answer:
    body = shelf.read(MISSING) if shelf.has(MISSING) else b"There is nothing at this address."
    return Answer(HTTPStatus.NOT_FOUND, body, type_of(MISSING))
