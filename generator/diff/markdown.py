"""A comparison as Markdown, for the comment on a pull request or the summary of a job on GitHub.

All that comes from content is escaped, so that it can neither make markup nor call anybody by `@name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from generator.diff.changes import GROUPS, Change, Mention
from generator.diff.comparison import Comparison
from generator.diff.mistakes import Mistakes
from generator.diff.pages import Pages
from generator.diff.printing import (
    NOTHING,
    draft_words,
    headline,
    layout_words,
    mistake_words,
    page_lines,
    page_words,
    problem_words,
    tidy,
    untold_words,
)

TITLE = "What changes for readers"
MOST_CHANGES = 30
# GitHub cuts a comment at 65,536 signs.
LONGEST = 60_000
MARKUP = re.compile(r"[&<>\\`*_\[\]|~$#@]|:(?=//|[\w+-]+:)")
# What would make a list or a heading at the beginning of a line.
LISTED = re.compile(r"^(\d*)([-+.)])")
# These make a link, a mention or a reference on GitHub also where no markup is.
LINKING = re.compile(r"(?<=[@#])|(?<=GH)(?=-\d)|(?<=www)(?=\.)", re.IGNORECASE)
APART = "\u200b"


def escaped(text: str) -> str:
    """Write a text so that GitHub shows it as it is, and makes nothing of it."""
    return _at_the_beginning(_coded(text))


def _coded(text: str) -> str:
    apart = LINKING.sub(APART, tidy(text))
    return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", apart).replace(APART, "&#8203;")


def _at_the_beginning(line: str) -> str:
    return LISTED.sub(lambda start: f"{start[1]}&#{ord(start[2])};", line)


def as_markdown(comparison: Comparison, most_pages: int) -> str:
    """Print a comparison as Markdown that GitHub shows, short enough for a comment."""
    lines = [f"## {TITLE}", "", f"{escaped(headline(comparison))}.", ""]
    lines += [line for note in comparison.notes for line in (escaped(note), "")]
    if comparison.is_same:
        return "\n".join([*lines, NOTHING, ""])
    for group, changes in groupby(comparison.changes, key=lambda one: one.group):
        lines += [f"### {GROUPS[group]}", "", *_changes(list(changes), comparison.base_url), ""]
    for words in (draft_words(comparison), layout_words(comparison)):
        lines += [words, ""] if words else []
    lines += _mistakes(comparison.mistakes)
    if words := page_words(comparison):
        lines += [words, ""]
    if comparison.pages:
        lines += _pages(comparison.pages, most_pages, comparison.base_url)
    return _bounded(lines)


def _changes(changes: list[Change], base_url: str) -> Iterator[str]:
    for change in changes[:MOST_CHANGES]:
        yield f"- {_sentence(change, base_url)}"
        if change.before or change.after:
            yield f"  - before: {escaped(change.before)}"
            yield f"  - after: {escaped(change.after)}"
    if len(changes) > MOST_CHANGES:
        yield f"- and {len(changes) - MOST_CHANGES:,} more"


def _sentence(change: Change, base_url: str) -> str:
    """Escape a sentence, with links where the names of records stand."""
    parts = []
    for part in change.sentence:
        words = _coded(part if isinstance(part, str) else part.words)
        address = part.address if isinstance(part, Mention) and base_url else ""
        parts.append(_link(words, base_url, address) if address else words)
    return _at_the_beginning("".join(parts))


def _link(words: str, base_url: str, address: str) -> str:
    return f"[{words}]({quote(base_url, safe=':/')}{quote(address, safe='/#')})"


def _mistakes(found: Mistakes) -> Iterator[str]:
    if words := mistake_words(found):
        yield from (words, "")
    for what, problems in (("new", found.new), ("mended", found.mended)):
        yield from (f"- {what}: {escaped(problem_words(problem))}" for problem in problems[:MOST_CHANGES])
        if len(problems) > MOST_CHANGES:
            yield f"- and {len(problems) - MOST_CHANGES:,} more {what}"
    if words := untold_words(found):
        yield from ("", words)
    if found.new or found.mended:
        yield ""


def _pages(pages: Pages, most: int, base_url: str) -> Iterator[str]:
    lines = page_lines(pages)
    for what, address, remark in lines[:most]:
        is_there = base_url and what in ("new", "changed")
        shown = _link(_coded(address), base_url, address) if is_there else escaped(address)
        yield f"- {what}: {shown}{f' ({_coded(remark)})' if remark else ''}"
    if len(lines) > most:
        yield f"- and {len(lines) - most:,} more"
    yield ""


def _bounded(lines: list[str]) -> str:
    """Cut what GitHub would not take, and say so."""
    length = 0
    for index, line in enumerate(lines):
        length += len(line) + 1
        if length > LONGEST:
            return "\n".join([*lines[:index], "", "The rest is left out: see throughline diff.", ""])
    return "\n".join(lines).rstrip("\n") + "\n"
