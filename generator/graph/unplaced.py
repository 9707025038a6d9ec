"""What is wrong with a place that a citation names, and which is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from generator.graph.nodes import Node
from generator.graph.unresolved import Known, Wanted, parts_of
from generator.problems import Place, Problem
from generator.records.nearest import Nearest, ask, nearest

# What people write around the number of a paragraph.
SAID = re.compile(
    r"^(?:para(?:graph)?s?|page|pp?|section|sect|s|minute|item|no)?\.? *(?=[\d(])|[()¶§]|[.:]$", re.IGNORECASE
)


def no_place(document: Node, place: Place) -> Problem:
    """Say that a citation names a paper whose places are known, and none of them."""
    message = f"this cites {document.id} as a whole, although its places are listed"
    hint = "Say where it stands there: the id of a paragraph, minute or heading from its outline."
    return Problem("citation-no-place", message, place, hint, "warning")


def no_such_place(known: Known, document: Node, at: str, wanted: Wanted) -> Problem:
    """Say that a document has no such place, and which may be meant."""
    places = {
        str(place.id): f"{place.printed or ''}|{place.heading or ''}" for place in document.written.outline
    }
    message = f"“{at}” is no place in the outline of {document.id}"
    problem = Problem("citation-place", message, _place_of(wanted, at))
    if not places:
        return replace(
            problem, hint="That document has no outline yet: add one, or cite the document that was read."
        )
    if several := parts_of(known, f"{document.id}#{at}"):
        place = wanted.near.record.parsed.place_of_words(wanted.path, several[1])
        hint = f"Each needs a comma or a hyphen of its own: {', '.join(several)}."
        return replace(problem, message=f"these are {len(several)} citations in one", hint=hint, place=place)
    several = [part for part in re.split(r"\s*(?:[,;&–]|\band\b|\bto\b|-(?=\d))\s*", at) if part]
    if len(several) > 1 and all(part in places for part in several):
        cited = " ".join(f"[@{document.id}, {part}]" for part in several)
        return replace(problem, hint=f"Cite each place by itself: {cited}")
    bare = SAID.sub("", at).strip()
    best = (
        Nearest(bare, certain=True) if bare in places else _by_heading(at, places) or nearest(at, places, 0.5)
    )
    mended = (
        wanted.near.record.parsed.line_with(problem.place, at, best.word) if best and best.certain else ""
    )
    hint = ask(best) or _in_another(known, wanted, at) or "Look the place up in the document’s file."
    return replace(problem, hint=hint, mended=mended)


def _in_another(known: Known, wanted: Wanted, at: str) -> str:
    """Ask whether another paper is meant: one that has such a place, first one cited in the same file."""
    text = wanted.near.record.parsed.file.text
    having = [
        node.id for node in known.nodes.values()
        if node.kind == "documents" and any(place.id == at for place in node.written.outline)
    ]  # fmt: skip
    likely = [name for name in having if name in text] or having
    return f"{at} is a place in {likely[0]}: did you mean that paper?" if len(likely) == 1 else ""


def _by_heading(at: str, places: Mapping[str, str]) -> Nearest | None:
    """Find a place by how it is printed, or by its heading."""
    plain = at.casefold()
    found = [one for one, words in places.items() if plain in words.casefold().split("|")]
    return Nearest(found[0], certain=True) if len(found) == 1 else None


def _place_of(wanted: Wanted, at: str) -> Place:
    """Find where the place itself is written, after its document."""
    lines = wanted.near.record.parsed.file.text.split("\n")
    start = wanted.place
    line = lines[start.line - 1] if start.line <= len(lines) else ""
    column = line.find(at, start.column - 1 + len(wanted.written))
    return Place(start.path, start.line, column + 1) if column >= 0 else start
