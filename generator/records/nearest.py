"""The nearest of some words to one that was mistyped: what “Did you mean …?” offers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

# How like a word must be to be offered at all; and how like, and how far from the next, to be certain.
LIKE = 0.6
SURE = 0.75
MOST_SLIPS = 2
DASHES = str.maketrans("‐‑‒–—−", "------")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The word that may be meant, and whether hardly anything else can be."""

    word: str
    certain: bool


def tidy(written: str) -> str:
    """Write a name as an id is written: small letters and hyphens, without accents and signs."""
    parted = unicodedata.normalize("NFKD", written.translate(DASHES))
    plain = parted.encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def nearest(written: str, choices: Iterable[str], least: float = LIKE) -> Nearest | None:
    """Find the choice that the fewest slips of the key lead to."""
    every = sorted(set(choices))
    plain = tidy(written)
    same = [choice for choice in every if tidy(choice) == plain]
    if len(same) == 1 and plain:
        return Nearest(same[0], certain=True)
    found = process.extract(written, every, scorer=OSA.normalized_similarity, limit=8, score_cutoff=least)
    if not found:
        return _by_beginning(plain, every)
    # Among equals the one that begins alike is likelier: people slip less at the start of a word.
    ranked = sorted(found, key=lambda one: (-one[1], -JaroWinkler.similarity(written, one[0])))
    best, score = ranked[0][0], ranked[0][1]
    alone = len(ranked) == 1 or ranked[1][1] < score
    slips = OSA.distance(written, best)
    return Nearest(
        best, certain=alone and score >= SURE and slips <= MOST_SLIPS and _same_digits(written, best)
    )


def _same_digits(one: str, other: str) -> bool:
    """Tell whether two ids have the same digits; of another number nobody can be certain."""
    return sorted(filter(str.isdigit, one)) == sorted(filter(str.isdigit, other))


def _by_beginning(plain: str, every: list[str]) -> Nearest | None:
    """Take the only choice that goes on from what was written, or that what was written goes on from."""
    if len(plain) < len("abcd"):
        return None
    found = [one for one in every if tidy(one).startswith(plain) or plain.startswith(f"{tidy(one)}-")]
    return Nearest(found[0], certain=False) if len(found) == 1 else None


def ask(found: Nearest | None) -> str:
    """Ask whether the nearest word is meant; nothing where there is none."""
    return f"Did you mean “{found.word}”?" if found else ""
