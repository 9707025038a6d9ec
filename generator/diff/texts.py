"""How a text was reworded: how many sentences, and the words around the place, before and after."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from generator.markdown import shortened

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
# How many words stay on either side of what changed, and how long an excerpt may be.
AROUND = 4
LONGEST_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Rewording:
    """What became of a text: in words, and the stretch that differs."""

    words: str
    before: str
    after: str


def reworded(old: str, new: str) -> Rewording:
    """Compare two texts, given as plain words."""
    if old == new:
        return Rewording("links, sources or layout changed, no word did", "", "")
    before, after = _around(old.split(), new.split())
    return Rewording(_sentences(old, new), before, after)


def sentence_count(text: str) -> int:
    """Count the sentences of a plain text."""
    return len(SENTENCE_END.split(text.strip()))


def _sentences(old: str, new: str) -> str:
    """Count the sentences that changed, came and went."""
    before, after = Counter(SENTENCE_END.split(old)), Counter(SENTENCE_END.split(new))
    gone, come = (before - after).total(), (after - before).total()
    changed = min(gone, come)
    counts = ((changed, "changed"), (come - changed, "added"), (gone - changed, "removed"))
    said = [f"{counted(n, 'sentence')} {what}" for n, what in counts if n]
    return f"{' and '.join(said)}, of {after.total()}" if said else "sentences put in another order"


def counted(number: int, word: str, plural: str = "") -> str:
    """Say a number of things: 1 meeting, 2 meetings."""
    return f"{number:,} {word if number == 1 else plural or f'{word}s'}"


def _around(old: list[str], new: list[str]) -> tuple[str, str]:
    """Cut both down to the stretch between the first word that differs and the last."""
    least = min(len(old), len(new))
    start = next((i for i in range(least) if old[i] != new[i]), least)
    end = next((i for i in range(least - start) if old[-1 - i] != new[-1 - i]), least - start)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), len(words) - end + AROUND)
    text = shortened(" ".join(words[first:last]), LONGEST_EXCERPT)
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) and not text.endswith('…') else ''}"
