"""One person has one file: names that are likely one person's are found without comparing all with all."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from generator.checks.whole import Whole
from generator.graph import Node
from generator.problems import Problem

TITLES = frozenset(
    ("alderman", "alderwoman", "baroness", "cllr", "councillor", "councilor", "dame", "dr", "hon",
     "honourable", "lady", "lord", "madam", "mayor", "miss", "mr", "mrs", "ms", "mx", "prof", "professor",
     "rev", "revd", "reverend", "rt", "right", "sir", "the")
)  # fmt: skip
HONOURS = frozenset(
    ("ba", "bsc", "cbe", "dbe", "dl", "esq", "gbe", "jp", "kbe", "kc", "llb", "ma", "mba", "mbe", "mp",
     "msc", "obe", "phd", "qc")
)  # fmt: skip
# How many neighbours in the order of given names a name is compared with: more only costs time.
NEIGHBOURS = 12
ALIKE = 85
SHORTEST = 3


class Name(NamedTuple):
    """A name without titles, honours, case and signs."""

    surname: str
    given: tuple[str, ...]
    key: str
    node: Node


def ensure_one_person_has_one_file(whole: Whole) -> Iterator[Problem]:
    """Ensure no two files are likely the same person, unless one of them names the other."""
    by_surname: dict[str, set[Name]] = defaultdict(set)
    for node in whole.graph.of_kind("people"):
        for written in (node.title, *(other.name for other in node.written.other_names)):
            name = _name(written, node)
            if name is not None:
                by_surname[name.surname].add(name)
    found: dict[tuple[str, str], tuple[Node, Node]] = {}
    for names in by_surname.values():
        in_order = sorted(names, key=lambda name: (name.given, name.key))
        for index, one in enumerate(in_order):
            for other in in_order[index + 1 : index + 1 + NEIGHBOURS]:
                if one.key != other.key and _are_alike(one.given, other.given):
                    first, second = sorted((one.node, other.node), key=lambda node: node.key)
                    found[first.key, second.key] = (first, second)
    for first, second in found.values():
        if not _told_apart(whole, first, second):
            message = f"this looks like the same person as in {first.record.parsed.path}: {first.title}"
            hint = f"Make them one. If they are two people, say so in a note: Not [[{first.id}]]."
            yield Problem("people-alike", message, second.record.place(("name",)), hint)


def _name(written: str, node: Node) -> Name | None:
    """Read a name; one without a given name may be anybody's."""
    plain = unicodedata.normalize("NFKD", written).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall(r"\w+", re.sub(r"['’`]", "", plain))
    while words and words[0] in TITLES:
        words = words[1:]
    while words and words[-1] in HONOURS:
        words = words[:-1]
    return Name(words[-1], tuple(words[:-1]), node.key, node) if len(words) > 1 else None


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two given names are one, or one with initials, or so close that one may be a slip."""
    if all(_fits(a, b) for a, b in zip(one, other, strict=False)):
        return True
    first, second = " ".join(one), " ".join(other)
    return min(len(first), len(second)) >= SHORTEST and fuzz.ratio(first, second) >= ALIKE


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _told_apart(whole: Whole, one: Node, other: Node) -> bool:
    """Whether one of two people's files links to the other's."""
    return any(link.source.home is one for link in whole.graph.links_to.get(other.key, ())) or any(
        link.source.home is other for link in whole.graph.links_to.get(one.key, ())
    )
