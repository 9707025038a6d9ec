"""Which mistakes are new and which were mended, told without a word of what is not public."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diff.sides import Side, key_of_path
from generator.problems import Problem

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LINE = re.compile(r"\bline \d+")


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Problems of one side alone; what lies in files that are not public, or cannot be read, is counted."""

    new: tuple[Problem, ...] = ()
    mended: tuple[Problem, ...] = ()
    untold_new: int = 0
    untold_mended: int = 0


def mistakes(before: Side, after: Side) -> Mistakes:
    """Compare what is wrong on both sides; that a mistake moved to another line does not count."""
    new = list(_only(after, before))
    mended = list(_only(before, after))
    told_new = tuple(one for one in new if _is_public(one, after))
    told_mended = tuple(one for one in mended if _is_public(one, before))
    return Mistakes(told_new, told_mended, len(new) - len(told_new), len(mended) - len(told_mended))


def _only(side: Side, other: Side) -> Iterator[Problem]:
    """The problems of one side that the other has not."""
    left = Counter(_known_by(one, other) for one in other.site.problems)
    for problem in side.site.problems:
        told = _known_by(problem, side)
        if left[told]:
            left[told] -= 1
        else:
            yield problem


def _known_by(problem: Problem, side: Side) -> tuple[str, str, str]:
    key = key_of_path(problem.place.path)
    return (problem.code, side.moved.get(key, key), LINE.sub("line", problem.message))


def _is_public(problem: Problem, side: Side) -> bool:
    """Whether a problem stands in a public file, and names no record that is not public."""
    if key_of_path(problem.place.path) not in side.records:
        return False
    return side.withheld.isdisjoint(WORD.findall(f"{problem.message} {problem.hint}"))
