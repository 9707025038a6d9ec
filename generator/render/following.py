"""Every link of the output followed: each page's targets and places, and what leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from generator.problems import Place, Problem
from generator.render.finishing import ABSOLUTE_PAGES, ATTRIBUTES, output_path

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# Each begins with letters that are looked for at once: a pattern that begins with a choice or with what
# must stand before it is tried at every sign of a page, which took ten times as long.
LINKS = tuple(re.compile(rf'{name}="(?<=\s{name}=")([^"]*)"') for name in ATTRIBUTES)
PLACE = re.compile(r'id="(?<=\sid=")([^"]*)"')
ABSOLUTE_404 = frozenset(address.lstrip("/") for address in ABSOLUTE_PAGES)


class Leads(NamedTuple):
    """Where the links of a page lead, as they are written, and the places in it that others can lead to."""

    targets: frozenset[str]
    places: frozenset[str]


def leads(html: str) -> Leads:
    """Find the links of a page and its places; in text no quotation mark stands bare."""
    targets = frozenset(target for link in LINKS for target in link.findall(html))
    return Leads(targets, frozenset(PLACE.findall(html)))


def check_links(
    files: Container[str], pages: Mapping[str, Leads], elsewhere: frozenset[str] = frozenset()
) -> list[Problem]:
    """Ensure every link of the pages leads to a file of the output, and to a place that is in it.

    `elsewhere` names files that a later step puts in place, such as the search index.
    """
    output = _Output(files, pages, elsewhere)
    problems: list[Problem] = []
    for path, found in pages.items():
        up = "../" * path.count("/")
        for target in sorted(found.targets):
            # Most links climb to the root and name a page from there: on all pages of one depth alike.
            rooted = bool(up) and target.startswith(up) and not target.startswith("../", len(up))
            if (rooted and target in output.alive) or path in ABSOLUTE_404:
                continue
            if said := _dead(path, unescape(target), output):
                hint = "Mend the link in the text it comes from, or the template."
                problems.append(Problem("link-dead", said, Place(f"/{path}"), hint))
            elif rooted:
                output.alive.add(target)
    return problems


@dataclass(frozen=True, slots=True)
class _Output:
    """What links can lead to, and which of those that climb to the root are known to lead there."""

    files: Container[str]
    pages: Mapping[str, Leads]
    elsewhere: frozenset[str]
    alive: set[str] = field(default_factory=set)


def _dead(path: str, target: str, output: _Output) -> str:
    """Say what is wrong with a link, or nothing."""
    if ELSEWHERE.match(target):
        return ""
    address, _, fragment = target.partition("#")
    file = _resolve(path, unquote(address.partition("?")[0]))
    if file in output.elsewhere:
        return ""
    if file not in output.files:
        return f"the link to “{target}” leads nowhere"
    if fragment and file in output.pages and unquote(fragment) not in output.pages[file].places:
        return f"the link to “{target}” leads to a place that is not on that page"
    return ""


def _resolve(path: str, address: str) -> str:
    """The output file that a relative address on a page means."""
    if not address:
        return path
    steps = path.split("/")[:-1]
    for step in address.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    found = "/".join(steps)
    return output_path(f"/{found}/" if found else "/") if address.endswith(("/", ".")) else found
