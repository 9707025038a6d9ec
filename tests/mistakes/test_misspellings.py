"""Words of the real content, mistyped as fingers do: the suggestion is the right word nine times in ten."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from test_clerks import read, texts, untouched

from generator import graph, records
from generator.graph import Graph, Node
from generator.graph.unresolved import Known, Wanted, unresolved
from generator.problems import Place, Problem
from generator.records import Spot
from generator.records.fields import Ref

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in ROWS for at, letter in enumerate(row)
}
SLIPS = ("swap", "drop", "double", "neighbour")
TRIED = 120
RIGHT = 0.9


def slipped(word: str, slip: str, chance: random.Random) -> str:
    """Mistype one letter of a word."""
    letters = [at for at, sign in enumerate(word) if sign in BESIDE]
    at = chance.choice(letters)
    match slip:
        case "swap":
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + chance.choice(BESIDE[word[at]]) + word[at + 1 :]


def share(right: list[bool]) -> float:
    assert len(right) >= TRIED
    return sum(right) / len(right)


def offered(problems: list[Problem]) -> set[str]:
    return {word for one in problems for word in re.findall(r"Did you mean “(.+?)”\?", one.hint)}


def written(pattern: str, chance: random.Random) -> Iterator[tuple[str, re.Match[str]]]:
    """Places in the real content that fit a pattern, in any order."""
    paths = sorted(path for path in texts() if path.endswith(".yaml"))
    while True:
        path = chance.choice(paths)
        if places := list(re.finditer(pattern, texts()[path], re.MULTILINE)):
            yield path, chance.choice(places)


def mistyped(pattern: str, slip: str, seed: str) -> Iterator[tuple[str, set[str]]]:
    """Mistype what a pattern finds, one place at a time: the right word, and the words offered for it."""
    chance = random.Random(seed + slip)
    tried = 0
    for path, match in written(pattern, chance):
        word = match[1]
        wrong = slipped(word, slip, chance)
        if wrong == word:
            continue
        text = texts()[path][: match.start(1)] + wrong + texts()[path][match.end(1) :]
        _, problems = read(path, text)
        if not problems:  # the slip has made another word that fits
            continue
        yield word, offered(problems)
        tried += 1
        if tried == TRIED:
            return


@pytest.mark.parametrize("slip", SLIPS)
def test_a_field_is_found_again(slip: str) -> None:
    assert (
        share([word in found for word, found in mistyped(r"^ *(?:- )?([a-z_]{4,}):", slip, "fields")])
        >= RIGHT
    )


@pytest.mark.parametrize("slip", SLIPS)
def test_a_choice_is_found_again(slip: str) -> None:
    fields = r"^ *(?:- )?(?:reason|outcome|kind|basis): ([a-z][a-z -]{3,})$"
    assert share([word in found for word, found in mistyped(fields, slip, "choices")]) >= RIGHT


@pytest.fixture(scope="module")
def linked() -> Graph:
    return graph.build(tuple(untouched().values()))[0]


def references(linked: Graph) -> list[tuple[Node, Spot, Ref]]:
    """Every reference of the real content."""
    return [
        (linked.nodes[record.key], spot, spot.shape.ref)
        for record in untouched().values()
        for spot in records.walk(record.written)
        if spot.shape.ref
    ]


@pytest.mark.parametrize("slip", SLIPS)
def test_an_id_is_found_again(slip: str, linked: Graph) -> None:
    chance = random.Random(slip)
    known = Known(linked.nodes, linked.names, frozenset())
    right = []
    for near, spot, ref in chance.sample(references(linked), 3 * TRIED):
        word = str(spot.value)
        wrong = slipped(word, slip, chance)
        if wrong != word and linked.find(wrong, near, *ref.kinds) is None:
            told = unresolved(known, Wanted(wrong, ref, near, spot.path, Place("x")), None)
            right.append(word.rpartition("/")[2] in offered([told]))
    assert share(right) >= RIGHT
