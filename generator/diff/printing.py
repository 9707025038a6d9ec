"""A comparison printed for a terminal, and as JSON for a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from generator.dates import day_words
from generator.diff.changes import GROUPS, Change
from generator.diff.comparison import Comparison
from generator.diff.mistakes import Mistakes
from generator.diff.pages import Gone, Pages
from generator.diff.states import State
from generator.diff.texts import counted
from generator.problems import Problem

VERSION = 1
NOTHING = "Nothing changes for readers."
# What could move a terminal's cursor, or turn the order of what follows.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """Bring a text to one line without invisible signs."""
    return UNSEEN.sub("", re.sub(r"\s+", " ", text))


def headline(comparison: Comparison) -> str:
    """Say what is compared with what."""
    base, head = (state_words(one) for one in (comparison.base, comparison.head))
    return f"From {base} to {head}, as at {day_words(comparison.today)}"


def state_words(state: State) -> str:
    """Name a state, with the beginning of its commit."""
    return f"{state.words} ({state.commit[:7]})" if state.commit else state.words


def draft_words(comparison: Comparison) -> str:
    """Count what changed of what is not public, and say no more of it."""
    added, changed, removed = comparison.drafts
    counts = ((added, "added"), (changed, "changed"), (removed, "removed"))
    said = [f"{number:,} {what}" for number, what in counts if number]
    return f"Records that are not public: {', '.join(said)}." if said else ""


def layout_words(comparison: Comparison) -> str:
    """Count the files that were only laid out anew."""
    if not comparison.laid_out:
        return ""
    files = counted(comparison.laid_out, "file")
    return f"{files} changed in nothing that readers see: layout, remarks, or the id of what moved."


def page_words(comparison: Comparison) -> str:
    """Count the pages that come, go and change, or say why they were not compared."""
    pages = comparison.pages
    if pages is None:
        ended = "were not compared, as one of the two states has errors and cannot be built"
        return f"The pages {ended}." if comparison.with_pages else ""
    counts = ((pages.added, "added"), (pages.removed, "removed"), (pages.changed, "changed"))
    said = [f"{len(addresses):,} {what}" for addresses, what in counts if addresses]
    return f"Pages: {', '.join(said)}." if said else "No page changes."


def mistake_words(found: Mistakes) -> str:
    """Count the mistakes that are new and that were mended."""
    new, mended = len(found.new) + found.untold_new, len(found.mended) + found.untold_mended
    return f"Mistakes: {new:,} new, {mended:,} mended." if new or mended else ""


def untold_words(found: Mistakes) -> str:
    """Say that some mistakes are only counted."""
    untold = found.untold_new + found.untold_mended
    if not untold:
        return ""
    one_of = "is" if untold == 1 else "are"
    return (
        f"{untold:,} of them {one_of} in files that are not public or cannot be read: see throughline check."
    )


def problem_words(problem: Problem) -> str:
    """Say what is wrong, and where."""
    return (
        f"{problem.place.path}:{problem.place.line}: {problem.severity}: {problem.message} [{problem.code}]"
    )


def as_text(comparison: Comparison, most_pages: int) -> str:
    """Print a comparison for a terminal."""
    lines = [headline(comparison), *comparison.notes, ""]
    if comparison.is_same:
        return "\n".join([*lines, NOTHING])
    for group, changes in groupby(comparison.changes, key=lambda one: one.group):
        lines += [GROUPS[group], *(line for one in changes for line in _change(one)), ""]
    closing = [draft_words(comparison), layout_words(comparison)]
    lines += [*(words for words in closing if words), *_mistakes(comparison.mistakes)]
    if words := page_words(comparison):
        lines.append(words)
    if comparison.pages:
        lines += _pages(comparison.pages, most_pages)
    return "\n".join(tidy_lines(lines))


def tidy_lines(lines: list[str]) -> list[str]:
    """Take invisible signs out of lines; how far in a line begins stays."""
    return [UNSEEN.sub("", line) for line in lines]


def _change(change: Change) -> Iterator[str]:
    yield f"  - {tidy(change.words)}"
    if change.before or change.after:
        yield f"      before: {tidy(change.before)}"
        yield f"      after:  {tidy(change.after)}"


def _mistakes(found: Mistakes) -> Iterator[str]:
    if words := mistake_words(found):
        yield words
    for what, problems in (("new", found.new), ("mended", found.mended)):
        yield from (f"  {what:<8} {tidy(problem_words(problem))}" for problem in problems)
    if words := untold_words(found):
        yield f"  {words}"


def page_lines(pages: Pages) -> list[tuple[str, str, str]]:
    """List the pages, those that come first, then those that go: what of it, the address, and a remark."""
    return [
        *(("new", address, "") for address in pages.added),
        *(("moved" if one.redirect else "gone", one.address, _remark(one)) for one in pages.removed),
        *(("changed", address, "") for address in pages.changed),
    ]


def _remark(gone: Gone) -> str:
    """Say what a reader finds at the address of a page that went."""
    if gone.redirect:
        return f"leads to {gone.redirect} now"
    return "a notice stands there" if gone.has_notice else "nothing stands there"


def _pages(pages: Pages, most: int) -> Iterator[str]:
    lines = page_lines(pages)
    for what, address, remark in lines[:most]:
        yield f"  {what:<8} {address}{f' ({remark})' if remark else ''}"
    if len(lines) > most:
        yield f"  and {len(lines) - most:,} more"


def as_json(comparison: Comparison) -> str:
    """Print a comparison for a program; the guide for another council describes the shape."""
    found = comparison.mistakes
    return json.dumps(
        {
            "version": VERSION,
            "today": comparison.today.isoformat(),
            "base": _state(comparison.base, comparison.errors[0]),
            "head": _state(comparison.head, comparison.errors[1]),
            "notes": list(comparison.notes),
            "same": comparison.is_same,
            "changes": [_json_change(one) for one in comparison.changes],
            "not_public": dict(zip(("added", "changed", "removed"), comparison.drafts, strict=True)),
            "laid_out": comparison.laid_out,
            "problems": {
                "new": [_problem(one) for one in found.new],
                "mended": [_problem(one) for one in found.mended],
                "untold": {"new": found.untold_new, "mended": found.untold_mended},
            },
            "pages": _json_pages(comparison.pages),
        },
        ensure_ascii=False,
        indent=2,
    )


def _state(state: State, errors: int) -> dict[str, Any]:
    return {"name": state.words, "commit": state.commit or None, "errors": errors}


def _json_change(change: Change) -> dict[str, Any]:
    return {
        "group": change.group,
        "action": change.action,
        "sentence": change.words,
        "records": list(change.records),
        "before": change.before,
        "after": change.after,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.place.path,
        "line": problem.place.line,
        "message": problem.message,
    }


def _json_pages(pages: Pages | None) -> dict[str, Any] | None:
    if pages is None:
        return None
    removed = [
        {"address": one.address, "redirect": one.redirect or None, "notice": one.has_notice}
        for one in pages.removed
    ]
    return {"added": list(pages.added), "removed": removed, "changed": list(pages.changed)}
