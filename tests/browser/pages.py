"""Which pages of a built site the browser tests look at: one of every kind."""

from __future__ import annotations

from fnmatch import fnmatch
from functools import cache
from pathlib import Path

# The addresses of each kind of page, as patterns of files. Where several files match, the largest is
# looked at, for it is likeliest to hold each part that such a page can have.
KINDS = {
    "home": "index.html",
    "people": "people/index.html",
    "boards": "boards/index.html",
    "organizations": "organizations/index.html",
    "meetings": "meetings/index.html",
    "decisions": "decisions/index.html",
    "recommendations": "recommendations/index.html",
    "inspections": "inspections/index.html",
    "visits": "visits/index.html",
    "documents": "documents/index.html",
    "plans": "plans/index.html",
    "measures": "measures/index.html",
    "events": "events/index.html",
    "topics": "topics/index.html",
    "person": "people/?*/index.html",
    "board": "boards/?*/index.html",
    "briefing": "boards/?*/briefing/index.html",
    "organization": "organizations/?*/index.html",
    "meeting": "meetings/?*/index.html",
    "decision": "decisions/?*/index.html",
    "decision-of-a-meeting": "decisions/?*/?*/index.html",
    "recommendation": "recommendations/?*/index.html",
    "recommendations-of-a-status": "recommendations/status/?*/index.html",
    "inspection": "inspections/?*/index.html",
    "visit": "visits/?*/index.html",
    "document": "documents/?*/index.html",
    "plan": "plans/?*/index.html",
    "measure": "measures/?*/index.html",
    "event": "events/?*/index.html",
    "topic": "topics/?*/index.html",
    "dates": "on/index.html",
    "date": "on/?*/index.html",
    "timeline": "timeline/index.html",
    "timeline-of-a-year": "timeline/[0-9]*/index.html",
    "timeline-as-titles": "timeline/list/index.html",
    "timeline-of-a-kind": "timeline/meetings/index.html",
    "timeline-of-a-board": "timeline/boards/?*/index.html",
    "timeline-of-an-organization": "timeline/organizations/?*/index.html",
    "timeline-of-a-topic": "timeline/topics/?*/index.html",
    "data": "data/index.html",
    "money": "money/index.html",
    "rules": "rules/index.html",
    "glossary": "glossary/index.html",
    "differences": "differences/index.html",
    "corrections": "corrections/index.html",
    "open-work": "open-work/index.html",
    "search": "search/index.html",
    "accessibility": "accessibility/index.html",
    "about": "about/index.html",
    "404": "404.html",
}


# Pages that are made as those of a kind above are, with fewer or other rows in them.
ALIKE = (
    "recommendations/owner/?*/index.html",
    "recommendations/late/?*/index.html",
    "timeline/?*/index.html",
    "timeline/list/?*/index.html",
    "timeline/people/?*/index.html",
    "timeline/?*/latest-first/index.html",
    "timeline/?*/earliest-first/index.html",
    "timeline/?*/?*/latest-first/index.html",
    "timeline/?*/?*/earliest-first/index.html",
)


@cache
def pages(site: Path) -> dict[str, str]:
    """Return the text of every page by its file, without those that only lead on to another."""
    texts = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }
    return {file: text for file, text in texts.items() if 'http-equiv="refresh"' not in text}


def is_like(file: str, pattern: str) -> bool:
    parts, wanted = file.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatch, parts, wanted))


def address_of(file: str) -> str:
    return "/" + file.removesuffix("index.html")


def file_of(address: str) -> str:
    return address[1:] + ("index.html" if address.endswith("/") else "")


def example(site: Path, kind: str) -> str:
    """Return the address of the page that stands for a kind."""
    found = [file for file in pages(site) if is_like(file, KINDS[kind])]
    assert found, f"the site has no page of the kind {kind}: {KINDS[kind]}"
    return address_of(max(found, key=lambda file: len(pages(site)[file])))
