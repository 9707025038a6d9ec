"""Which mistakes are new and which were mended, told without a word of what is not public."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diff.sides import Side, key_of_path
from generator.problems import Problem
from generator.records import SINGLES

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SEE_CHECK = "this file cannot be read; the command check says why"
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
    told_new = _told(new, after, before)
    told_mended = _told(mended, before, after)
    return Mistakes(told_new, told_mended, len(new) - len(told_new), len(mended) - len(told_mended))


def _only(side: Side, other: Side) -> Iterator[Problem]:
    """The problems of one side that the other has not."""
    left = Counter(_known_by(one, other) for one in other.site.problems)
    # Where there are no files yet, or no more, only that is wrong, and it is said elsewhere.
    for problem in side.site.problems if side.site.sources else ():
        told = _known_by(problem, side)
        if left[told]:
            left[told] -= 1
        else:
            yield problem


def _known_by(problem: Problem, side: Side) -> tuple[str, str, str]:
    key = key_of_path(problem.place.path)
    return (problem.code, side.moved.get(key, key), LINE.sub("line", problem.message))


def _told(problems: list[Problem], side: Side, other: Side) -> tuple[Problem, ...]:
    """Keep what may be told: of a public file all; of one that was public and cannot be read, the place."""
    found = []
    for one in problems:
        key = key_of_path(one.place.path)
        said = WORD.findall(f"{one.message} {one.hint}")
        is_public = key in side.records or key.partition("/")[0] in SINGLES
        if is_public and side.withheld.isdisjoint(said):
            found.append(one)
        elif key in side.unread and key in other.records:
            found.append(Problem(one.code, SEE_CHECK, one.place, severity=one.severity))
    return tuple(dict.fromkeys(found))
