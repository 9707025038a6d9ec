"""Files into plain values with places: what is text, what is refused, and where each thing stands."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from written import LAWS, TIMES, codes, only

from generator import parsing, records
from generator.parsing import Parsed, Path, Quoted
from generator.parsing.reading import DEEPEST, MOST_NODES
from generator.problems import Problem
from generator.sources import LARGEST, SourceFile, decode


def read(text: str, path: str = "people/x.yaml") -> tuple[Parsed | None, list[Problem]]:
    return parsing.parse(SourceFile(path, text))


def data(text: str, path: str = "people/x.yaml") -> dict[str, Any]:
    parsed, problems = read(text, path)
    assert parsed is not None, problems
    assert not problems
    return parsed.data


def refused(text: str, path: str = "people/x.yaml") -> Problem:
    return only(read(text, path)[1])


# Scalars

PLAIN = [
    "Null", "null", "~", "NO", "yes", "on", "true", "007", "012", "1.10", "3.10", "19:30", "2017-02-30",
    "2017-03-12", "0x1F", "1_000", ".inf", "=", "£949k", "it's", 'a "b" c', "a#b", "-5", "café 东京",
    "C:\\x", "a “quoted” word",
]  # fmt: skip


@pytest.mark.parametrize("written", PLAIN)
def test_a_plain_scalar_stays_text(written: str) -> None:
    found = data(f"a: {written}\n")["a"]
    assert found == written
    assert type(found) is str


@pytest.mark.parametrize("key", ["no", "on", "yes", "007", "19", "null", "é"])
def test_a_key_stays_text(key: str) -> None:
    assert data(f"{key}: x\n") == {key: "x"}


@pytest.mark.parametrize("written", ['"007"', "'007'"])
def test_a_quoted_scalar_is_marked(written: str) -> None:
    found = data(f"a: {written}\n")["a"]
    assert found == "007"
    assert type(found) is Quoted


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("  # why", None),
        (" ''", ""),
        (' ""', ""),
        (" |", ""),
        (" []", []),
        (" {}", {}),
        (" b  # c", "b"),
    ],
)
def test_what_is_empty(written: str, value: object) -> None:
    assert data(f"a:{written}\nb: c\n") == {"a": value, "b": "c"}


def test_blocks_of_text_are_plain() -> None:
    found = data("a: |\n  One.\n\n  Two.\nb: >-\n  One\n  line.\n")
    assert found == {"a": "One.\n\nTwo.\n", "b": "One line."}
    assert [type(value) for value in found.values()] == [str, str]


def test_lists_and_groups_nest() -> None:
    text = "a:\n- b: 1\n  c: [x, 'y']\n-\n- d\ne: {f: g}\n"
    assert data(text) == {"a": [{"b": "1", "c": ["x", "y"]}, None, "d"], "e": {"f": "g"}}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "--- \n...\n"])
def test_an_empty_file_has_no_fields(text: str) -> None:
    assert data(text) == {}


# What is refused

REFUSED = [
    # As written; code, line, column; words of the message or hint.
    ("a: 1\na: 2\n", "yaml-duplicate-key", 2, 1, "first on line 1"),
    ("x: y\na:\n  b: 1\n  b: 1\n", "yaml-duplicate-key", 4, 3, "first on line 3"),
    ("'a': 1\na: 2\n", "yaml-duplicate-key", 2, 1, "“a” is written twice"),
    ("a: &x 1\n", "yaml-mark", 1, 4, "starts with &"),
    ("a:\n- &x [1]\n", "yaml-mark", 2, 3, "starts with &"),
    ("a: &x {b: 1}\n", "yaml-mark", 1, 4, "starts with &"),
    ("&x a: 1\n", "yaml-mark", 1, 1, "starts with &"),
    ("a: *x\n", "yaml-alias", 1, 4, '"*x"'),
    ("a: [*x]\n", "yaml-alias", 1, 5, '"*x"'),
    ("<<: {a: 1}\n", "yaml-merge", 1, 1, "Write the fields out"),
    ("a: !!int 5\n", "yaml-mark", 1, 4, "starts with !"),
    ("a: ! 5\n", "yaml-mark", 1, 4, "starts with !"),
    ("a: !ours [5]\n", "yaml-mark", 1, 4, "starts with !"),
    ("!!str a: 1\n", "yaml-mark", 1, 1, "starts with !"),
    ("a: 1\n---\nb: 2\n", "yaml-two-documents", 2, 1, "two documents"),
    # What comes after the first document is not looked at, in order or not.
    ("a: 1\nx:\n  - y\n---\nz: b\n  - c: d\n", "yaml-two-documents", 4, 1, "two documents"),
    ("a: 1\n---\nb: “x”\n\t@\n", "yaml-two-documents", 2, 1, "two documents"),
    ("- a\n- b\n", "yaml-not-fields", 1, 1, "does not consist of fields"),
    ("only words\n", "yaml-not-fields", 1, 1, "does not consist of fields"),
    ("? [a]\n: b\n", "yaml-key", 1, 3, "cannot be a list"),
    ("title: Planning: a review\n", "yaml-colon", 1, 8, 'title: "Planning: a review"'),
    ("a:\n- title: A: b\n", "yaml-colon", 2, 10, 'title: "A: b"'),
    ("name: x\ntitle Planning\nrole: y\n", "yaml-missing-colon", 2, 1, "Write title: Planning"),
    ("name: x\ntitle Planning\n", "yaml-missing-colon", 2, 1, "Write title: Planning"),
    ("a:\n- title Planning\n  b: c\n", "yaml-missing-colon", 2, 3, "Write title: Planning"),
    ("name: @home\n", "yaml-sign", 1, 7, '"@home"'),
    ("a:\n- @home\n", "yaml-sign", 2, 3, '"@home"'),
    ("name: `home`\n", "yaml-sign", 1, 7, '"`home`"'),
    ("name: %home\n", "yaml-sign", 1, 7, '"%home"'),
    ("name: *home to school\n", "yaml-sign", 1, 7, '"*home to school"'),
    ("a:\n- title: *home to school\n", "yaml-sign", 2, 10, '"*home to school"'),
    ("a:\n- *home to school\n", "yaml-sign", 2, 3, '"*home to school"'),
    ('title: "Getting to good" seminar\n', "yaml-quote-inside", 1, 25, """'"Getting to good" seminar'"""),
    ("title: 'Getting to good' seminar\n", "yaml-quote-inside", 1, 25, '''"'Getting to good' seminar"'''),
    ('name: "Jo\nrole: x\n', "yaml-unclosed-quote", 1, 7, 'closing "'),
    ("name: 'Jo\nrole: x\n", "yaml-unclosed-quote", 1, 7, "closing '"),
    ("a:\n- 'Jo\nrole: x\n", "yaml-unclosed-quote", 2, 3, "closing '"),
    ("\tname: Jo\n", "yaml-tab", 1, 1, "two spaces"),
    ("a:\n\tb: c\n", "yaml-tab", 2, 1, "two spaces"),
    ("a:\n  - b\n\t- c\n", "yaml-tab", 3, 1, "two spaces"),
    ("name: “Planning: a review”\n", "yaml-smart-quotes", 1, 7, "straight quotes"),
    ("a:\n  b: 1\n c: 2\n", "yaml-indent", 3, 2, "indent fits neither"),
    ("a:\n - x\n- y\n", "yaml-indent", 2, 2, "indent fits neither"),
    ("a:\n  b: 1\n   c: 2\n", "yaml-indent", 3, 4, "indent"),
    ("name: Jo\x07e\n", "yaml-control-character", 1, 9, "invisible control character"),
    ("name: x\nrole: \x00\n", "yaml-control-character", 2, 7, "invisible control character"),
    ("name: x\n\x0crole: y\n", "yaml-control-character", 2, 1, "invisible control character"),
    ("name: \ufffe\n", "yaml-control-character", 1, 7, "invisible control character"),
    ("a: [b, c\nd: e\n", "yaml-unclosed-bracket", 1, 4, "closing ]"),
    ("a:2017\nb: c\n", "yaml-missing-space", 1, 3, "Write a: 2017"),
    ("a: >-\n  some text\nthat goes on\nb: c\n", "yaml-indent", 3, 1, "2 spaces in front"),
    ('a: "100\\% sure"\n', "yaml-backslash", 1, 8, "single quotes"),
    ("a: {b: c: d}\n", "yaml-syntax", 1, 9, "Look at this line and the one before"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"), REFUSED, ids=[repr(row[0])[1:-1] for row in REFUSED]
)
def test_what_is_refused_where_and_how_it_is_said(
    text: str, code: str, line: int, column: int, words: str
) -> None:
    problem = refused(text)
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_of_another_kind_does_not_shift_the_lines_that_follow(sign: str) -> None:
    """Editors count line feeds only; libyaml and str.splitlines count more."""
    _, problems = read(f'name: "copied{sign}from a PDF"\nrole: x\nrole: y\n')
    assert problems
    assert {problem.place.line for problem in problems} <= {1, 3}


def test_every_mistake_of_a_file_is_reported_in_one_pass() -> None:
    _, problems = read("a: &x 1\nb: *x\nb: !t 2\n<<: {c: 1}\n")
    assert sorted(codes(problems)) == [
        "yaml-alias", "yaml-duplicate-key", "yaml-mark", "yaml-mark", "yaml-merge",
    ]  # fmt: skip


def test_of_two_equal_keys_the_first_stays() -> None:
    parsed, _ = read("a: 1\na: 2\n")
    assert parsed is not None
    assert parsed.data == {"a": "1"}


# Values with a colon in them, which a clerk is told to quote.
colons = st.builds("B{}: {}b".format, *[st.text("ab \\\"'é£“”.,")] * 2)


@LAWS
@given(colons)
def test_the_line_offered_for_a_colon_reads_as_what_was_written(value: str) -> None:
    problem = refused(f"title: {value}\n")
    _, mark, mended = problem.hint.partition("Put quotes around the value: ")
    assert mark
    assert data(mended) == {"title": value}


# Bounds

BOMBS = {
    "aliases": "a: &a [x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in pairwise("abcdefghi")),
    "merges": "a: &a {x: 1}\n"
    + "".join(f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in pairwise("abcdefghi")),
    "itself": "a: &a [*a]\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_aliases_are_not_followed(text: str) -> None:
    parsed, problems = read(text)
    assert parsed is not None
    assert len(json.dumps(parsed.data)) < 2_000
    assert {"yaml-alias", "yaml-mark"} <= set(codes(problems))


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "[{a: [", "? ", "- ", "- ? "])
def test_nesting_is_bounded(opening: str) -> None:
    parsed, problems = read("a: " * opening.startswith(("[", "{")) + opening * 2_000)
    assert parsed is None
    assert codes(problems) == ["yaml-too-much"]


def test_nesting_is_allowed_as_far_as_any_record_needs() -> None:
    depth = DEEPEST - 1
    assert data(f"a: {'[' * depth}{']' * depth}")
    assert refused(f"a: {'[' * (depth + 2)}{']' * (depth + 2)}").code == "yaml-too-much"


def test_the_number_of_values_is_bounded() -> None:
    assert refused(f"a: [{'x,' * MOST_NODES}]").code == "yaml-too-much"


# Bytes


def test_a_byte_order_mark_and_any_line_ends_are_read() -> None:
    file = decode("people/x.yaml", b"\xef\xbb\xbfname: Jo\r\nrole: x\rnote: y\n")
    assert isinstance(file, SourceFile)
    assert data(file.text) == {"name": "Jo", "role": "x", "note": "y"}


def test_bytes_that_are_not_utf_8_are_reported_at_their_place() -> None:
    problem = decode("people/x.yaml", b"name: x\nrole: caf\xe9\n")
    assert isinstance(problem, Problem)
    assert (problem.code, str(problem.place)) == ("file-encoding", "people/x.yaml:2:10")
    assert "UTF-8" in problem.hint


def test_a_column_counts_characters_and_not_bytes() -> None:
    problem = decode("people/x.yaml", b"name: \xc3\xa9\xc3\xa9 caf\xe9\n")
    assert isinstance(problem, Problem)
    assert problem.place.column == 13


def test_a_file_that_is_too_large_is_not_read() -> None:
    problem = decode("people/x.yaml", b"#" * (LARGEST + 1))
    assert isinstance(problem, Problem)
    assert problem.code == "file-too-large"


# Front matter

MARKDOWN = "pages/x.md"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("---\ntitle: x\n---\nOne.\n\n---\n\nTwo.\n", {"title": "x", "text": "One.\n\n---\n\nTwo.\n"}),
        ("---\ntitle: x\n---", {"title": "x"}),
        ("--- \ntitle: x\n--- \n\n \n", {"title": "x"}),
        ("---\n---\nOne.", {"text": "One."}),
        ("---\ntext: y\n---\n\n", {"text": "y"}),
        ("---\nnote: |\n  ---\n---\nOne.", {"note": "---\n", "text": "One."}),
    ],
)
def test_a_markdown_file_is_fields_and_a_text(text: str, value: dict[str, str]) -> None:
    assert data(text, MARKDOWN) == value


@pytest.mark.parametrize(
    "text", ["", "Only prose.\n", "---\ntitle: x\n", "\n---\ntitle: x\n---\n", "----\na: b\n----\n"]
)
def test_a_markdown_file_without_fields_is_refused(text: str) -> None:
    assert refused(text, MARKDOWN).code == "front-matter-missing"


def test_a_text_written_twice_is_refused() -> None:
    assert refused("---\ntext: One.\n---\nTwo.\n", MARKDOWN).code == "text-twice"


def test_mistakes_in_front_matter_are_placed_in_the_file() -> None:
    assert refused("---\ntitle: x\nrole: @y\n---\n", MARKDOWN).place.line == 3
    assert refused("---\ntitle: x\ntitle: y\n---\n", MARKDOWN).place.line == 3
    assert refused("---\ntitle: x\nrole: \x07\n---\n", MARKDOWN).place.line == 3
    assert "first on line 2" in refused("---\ntitle: x\ntitle: y\n---\n", MARKDOWN).hint


# Places

NESTED = """\
name: Jo
topics:
  - one
  - "two"
posts:
  - id: chair
    label: Chair
  - id: clerk
    seen: [{on: 2016}, {on: 2017}]
text: |
  First words here.
  Then the same words here.
after: x
"""

PLACES: list[tuple[Path, bool, int, int]] = [
    (("name",), False, 1, 7),
    (("name",), True, 1, 1),
    (("topics",), False, 3, 3),
    (("topics",), True, 2, 1),
    (("topics", 0), False, 3, 5),
    (("topics", 1), False, 4, 5),
    (("posts", 0), False, 6, 5),
    (("posts", 0, "label"), False, 7, 12),
    (("posts", 0, "label"), True, 7, 5),
    (("posts", 1, "seen", 1, "on"), False, 9, 29),
    (("posts", 1, "seen", 1, "on"), True, 9, 25),
    (("text",), False, 10, 7),
    (("after",), True, 13, 1),
    ((), False, 1, 1),
    # What is not there is placed at the nearest thing around it.
    (("posts", 1, "label"), False, 8, 5),
    (("posts", 7), False, 6, 3),
    (("nothing", 0), True, 1, 1),
]


@pytest.mark.parametrize(("path", "of_key", "line", "column"), PLACES)
def test_a_value_and_its_key_have_places(path: Path, of_key: bool, line: int, column: int) -> None:
    parsed, _ = read(NESTED)
    assert parsed is not None
    place = parsed.place(path, of_key=of_key)
    assert (place.path, place.line, place.column) == ("people/x.yaml", line, column)


def test_fields_of_front_matter_and_the_text_below_have_places() -> None:
    parsed, _ = read("---\ntitle: x\nlinks:\n- a\n---\nOne [[a]].\n\nTwo [[a]].\n", MARKDOWN)
    assert parsed is not None
    found = [parsed.place(path) for path in (("title",), ("links", 0), ("text",))]
    assert [(place.line, place.column) for place in found] == [(2, 8), (4, 3), (6, 1)]
    assert str(parsed.place_of_words(("text",), "[[a]]")) == "pages/x.md:6:5"
    assert str(parsed.place_of_words(("text",), "[[a]]", 1)) == "pages/x.md:8:5"


def test_words_in_a_block_of_text_have_places() -> None:
    parsed, _ = read(NESTED)
    assert parsed is not None
    assert str(parsed.place_of_words(("text",), "words")) == "people/x.yaml:11:9"
    assert str(parsed.place_of_words(("text",), "words", 1)) == "people/x.yaml:12:17"


def test_words_that_are_not_there_are_placed_where_the_text_begins() -> None:
    parsed, _ = read(NESTED)
    assert parsed is not None
    assert str(parsed.place_of_words(("text",), "nowhere")) == "people/x.yaml:10:7"


# Laws

printable = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]))


@LAWS
@given(printable)
def test_a_quoted_text_is_read_as_it_was(value: str) -> None:
    found = data(f"before: x\na: {json.dumps(value, ensure_ascii=False)}\nafter: y\n")
    assert found == {"before": "x", "a": value, "after": "y"}
    assert type(found["a"]) is Quoted


@LAWS
@given(st.lists(printable.filter(lambda line: line.strip() == line != ""), min_size=1))
def test_a_block_of_text_is_read_as_it_was(lines: list[str]) -> None:
    block = "".join(f"  {line}\n" for line in lines)
    assert data(f"a: |\n{block}b: c\n") == {"a": "".join(f"{line}\n" for line in lines), "b": "c"}


values: st.SearchStrategy[Any] = st.recursive(
    printable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(printable, inner, max_size=4),
    max_leaves=12,
)


@settings(LAWS, max_examples=60 * TIMES)
@given(st.dictionaries(printable.filter(lambda key: key != "<<"), values, max_size=4))
def test_groups_and_lists_of_texts_are_read_as_they_were(value: dict[str, Any]) -> None:
    assert data(json.dumps(value, ensure_ascii=False)) == value


@LAWS
@given(st.text(st.sampled_from("ab:-[]{}'\"&*!|>#%@`,? \n\t\\~<\x00\u2028é"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for path in ("people/x.yaml", "pages/x.md"):
        file = f"---\n{text}\n---\n" if path.endswith(".md") else text
        parsed, problems = read(file, path)
        assert parsed is not None or problems
        all_point_into(file, problems)


def all_point_into(text: str, problems: list[Problem]) -> None:
    """Ensure that each problem is within a line of the text, or at its end, and says something."""
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.message
        assert problem.hint
        assert "\n" not in problem.mended


# Lines of which each can be right, or spoil those around it.
LINES = [
    "name: x", "- a", "- b: c", "  - d", "    e: f", "  g: h", "i:", "j: >-", "  k: |", "l: [m, n]",
    "o: [p", "q: {r: s}", 't: "u', "v: 'w'", "---", "...", "--- x", "%YAML 1.2", "# x", "y: z # 5 a",
    "a: *b", "&c d", "!e f", "? g", ": h", "\ti: j", "k: l: m", "n:o", "-p", "q; r", "“s”: t", "u: “v”",
    "w: <-", "<<: *x", "<<<<<<< y", "=======", ">>>>>>> z", "", "   ", "words and words",
    "  words: and words", "a: @b", "c: [@d, 1]", "é: Ã©", "\u00a0f: g", 'h: "i" j', "k: l \\", "text: m",
    "n: o\x07p",
]  # fmt: skip


@LAWS
@given(st.lists(st.sampled_from(LINES), max_size=12))
@example(["name: x", "i:", "  - d", "---", "k: l: m"])
def test_any_lines_are_read_or_refused_and_then_give_a_record_or_a_mistake(lines: list[str]) -> None:
    text = "\n".join(lines)
    for path in ("people/x.yaml", "pages/x.md"):
        parsed, problems = read(text, path)
        assert parsed is not None or any(problem.is_error for problem in problems)
        if parsed is not None:
            record, more = records.read(parsed)
            problems += more
            assert record is not None or any(problem.is_error for problem in more)
        all_point_into(text, problems)


@LAWS
@given(st.text("ab-# \n:", max_size=40))
def test_the_text_below_the_fields_is_given_back_whole(body: str) -> None:
    parsed, problems = read(f"---\nname: x\n---\n{body}", MARKDOWN)
    assert parsed is not None
    assert problems == []
    assert parsed.data.get("text", "" if body.strip() else body) == body
