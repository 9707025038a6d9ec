"""What is read while a page is made is noted, whoever made what it takes."""

from __future__ import annotations

import pickle
from array import array
from datetime import date
from pathlib import Path

import pytest

from generator import reads
from generator.build import Options, check
from generator.fingerprints import Earlier, Fingerprints
from generator.graph import Graph
from generator.reads import CITED, LED_TO, LISTED, MOMENT, NAMED, Kept, of_record, reading, uncounted


def test_what_is_read_is_noted_within_and_not_around() -> None:
    reads.note("before")
    with reading() as around:
        reads.note("a")
        with reading() as within:
            reads.note("b")
        reads.note("c")
    assert (around, within) == ({"a", "c"}, {"b"})


def test_what_does_not_count_is_noted_nowhere() -> None:
    with reading() as seen, uncounted():
        reads.note("a")
    assert seen == set()


def test_noting_goes_on_after_a_failure() -> None:
    with reading() as seen:
        with pytest.raises(ZeroDivisionError), reading():
            raise ZeroDivisionError
        reads.note("a")
    assert seen == {"a"}


def test_who_takes_what_is_kept_has_read_what_it_was_made_of() -> None:
    kept, made = Kept[str, int](), []

    def make() -> int:
        reads.note("a")
        made.append(1)
        return 7

    for _ in range(2):
        with reading() as seen:
            assert kept.take("x", make) == 7
        assert seen == {"a"}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("meetings/x", "meetings/x"),
        ("meetings/x#item", "meetings/x"),
        (f"meetings/x#item{NAMED}", f"meetings/x#item{NAMED}"),
        (f"meetings/x#item{LED_TO}", f"meetings/x#item{LED_TO}"),
        (f"documents/x{CITED}", f"documents/x{CITED}"),
        (f"absences{LISTED}", f"absences{LISTED}"),
        (f"{MOMENT}x-1#2", f"{MOMENT}x-1#2"),
    ],
)
def test_what_is_written_in_an_entry_is_a_part_of_its_record(name: str, record: str) -> None:
    assert of_record(name) == record


@pytest.fixture
def graph(tiny_content: Path) -> Graph:
    found = check(Options(date(2020, 1, 1), tiny_content, tiny_content, search=False)).graph
    assert found
    return found


def test_a_node_notes_what_of_it_is_read(graph: Graph) -> None:
    node = graph.nodes["organizations/town"]
    for field, noted in (
        ("written", {node.key}), ("record", {node.key}), ("title", {f"{node.key}{NAMED}"}),
        ("when", {f"{node.key}{NAMED}"}), ("key", set()), ("id", set()), ("home", set()),
    ):  # fmt: skip
        with reading() as seen:
            getattr(node, field)
        assert seen == noted, field


def test_a_node_is_written_down_and_read_again(graph: Graph) -> None:
    node = graph.nodes["organizations/town"]
    again = pickle.loads(pickle.dumps(node))
    assert (again.key, again.title, again.written) == (node.key, node.title, node.written)
    with pytest.raises(AttributeError):
        again.title = "Another"


def numbers(*some: int) -> tuple[bytes, str]:
    return array("L", some).tobytes(), ""


EACH = {"a": b"1", "b": b"2", "c": b"3"}


@pytest.mark.parametrize(
    ("whole", "each", "standing"),
    [
        (b"w", EACH, ["one", "two"]),
        (b"w", {**EACH, "b": b"x"}, ["one"]),
        (b"w", {**EACH, "a": b"x"}, []),
        (b"w", {**EACH, "c": b"x"}, ["one"]),
        (b"w", {**EACH, "d": b"4"}, []),
        (b"v", EACH, []),
    ],
)
def test_a_file_stands_while_all_it_was_made_from_does(
    whole: bytes, each: dict[str, bytes], standing: list[str]
) -> None:
    made = {"one": numbers(0), "two": numbers(0, 1, 2), "of-nothing": numbers()}
    earlier = Earlier(Fingerprints(b"w", EACH), made)
    assert list(earlier.standing(Fingerprints(whole, each))) == standing
