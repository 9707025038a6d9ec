"""A file put in order says what it said, keeps every comment by its thing, and stays in order."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import PROJECT, TOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from written import LAWS, TIMES, source

from generator import parsing, sources
from generator.formatting import formatted, writing
from generator.formatting.order import rank
from generator.formatting.wrapping import WIDTH, alike, wrapped
from generator.parsing import Quoted, layout
from generator.records import FOLDERS, SINGLES
from generator.records.entries import Finding, Model
from generator.sources import SourceFile


def fmt(text: str, path: str = "topics/x.yaml") -> str:
    """Format a file that has no mistake."""
    found, problems = formatted(source(path, text))
    assert not problems
    assert found is not None
    again, _ = formatted(SourceFile(path, found.text))
    assert again is not None
    assert again.text == found.text
    return found.text


# The order of fields


def test_every_field_has_a_place_in_the_order() -> None:
    models: list[type[Model]] = [*FOLDERS.values(), *SINGLES.values(), Finding]
    for model in models:
        assert model.model_fields.keys() <= rank(model).keys()


def test_a_record_begins_with_its_facts_and_ends_with_its_sources() -> None:
    assert fmt("""\
        sources: [d#1]
        topics: [a]
        text: T
        summary: S
        absent: []
        publication: draft
        date: 2017
        classification: c
        title: t
        """, "events/x.yaml") == (
        "title: t\nclassification: c\ndate: 2017\npublication: draft\nsummary: S\ntext: T\n"
        "topics: [a]\nabsent: []\nsources: [d#1]\n"
    )  # fmt: skip


def test_an_entry_has_its_sources_right_after_its_words() -> None:
    assert fmt("""\
        name: X
        findings:
        -   absent: []
            sources: []
            text: T
            title: t
            kind: concern
            id: a
        classification: c
        """, "boards/x.yaml") == (
        "name: X\nclassification: c\nfindings:\n"
        "  - id: a\n    kind: concern\n    title: t\n    text: T\n    sources: []\n    absent: []\n"
    )  # fmt: skip


def test_names_that_the_settings_are_free_to_choose_stay_in_their_order() -> None:
    text = "title: T\ndescription: D\ncouncil: c\nchecks:\n  no-base-url: off\n  address-case: off\n"
    assert fmt(text, "site.yaml") == text


# Comments


def test_comments_go_with_their_things() -> None:
    text = """\
        # On the whole file.

        # Also on the whole file.
        note: N  # beside the note
        # On the classification.
        classification: c
        # On the name, in
        # two lines.

        name: X   # beside the name
        members:   # beside the members
            # On Bo.
            - role: member  # beside the role
              # On Bo's name.
              name_as_written: Bo

            - # beside a hyphen
              name_as_written: Di
              seen: [ # opened
                {on: 2017}, # first
                # second
                {on: 2018}
                # last
              ] # closed
              # after what is seen
            # - name_as_written: Al
          # still within the members
        # On the remit.
        remit: >-   # beside a block
          # no comment
          words
        # At the end.
    """
    assert fmt(text, "boards/x.yaml") == (
        "# On the whole file.\n"
        "\n"
        "# Also on the whole file.\n"
        "# On the name, in\n"
        "# two lines.\n"
        "\n"
        "name: X  # beside the name\n"
        "# On the classification.\n"
        "classification: c\n"
        "# On the remit.\n"
        "remit: >-  # beside a block\n"
        "  # no comment\n"
        "  words\n"
        "members:  # beside the members\n"
        "  # On Bo.\n"
        "  # On Bo's name.\n"
        "  - name_as_written: Bo\n"
        "    role: member  # beside the role\n"
        "\n"
        "  # beside a hyphen\n"
        "  - name_as_written: Di\n"
        "    # opened\n"
        "    seen:  # closed\n"
        "      - {on: 2017}  # first\n"
        "      # second\n"
        "      - {on: 2018}\n"
        "      # last\n"
        "    # after what is seen\n"
        "  # - name_as_written: Al\n"
        "  # still within the members\n"
        "note: N  # beside the note\n"
        "# At the end.\n"
    )  # fmt: skip


def test_a_comment_after_a_line_of_points_or_hyphens_stays() -> None:
    assert fmt("--- # one\nname: X\n... # two\n# three\n") == "# one\nname: X\n# two\n# three\n"


def test_of_empty_lines_one_is_kept_and_none_where_a_group_begins() -> None:
    text = "\n\nname: X\n\n\ntopics:\n\n  - a\n\n\n  - b\n\n\n# c\n\n\nsources: [d]\n\n\n"
    assert fmt(text) == "name: X\n\ntopics:\n  - a\n\n  - b\n\n# c\n\nsources: [d]\n"


# Texts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("19:30", "19:30"),
        ("007", "007"),
        ("NO", "NO"),
        ("1.10", "1.10"),
        ("2017-02-03", "2017-02-03"),
        ("~", "~"),
        ('"19:30"', '"19:30"'),
        ("'007'", '"007"'),
        ('"no"', '"no"'),
        ("'2017-02-03'", '"2017-02-03"'),
        ('"12e03"', '"12e03"'),
        ('"null"', '"null"'),
        ('"A word"', "A word"),
        ("'A, b [c] {d}'", "A, b [c] {d}"),
        ("'A: b'", '"A: b"'),
        ("'A #b'", '"A #b"'),
        ('"#a"', '"#a"'),
        ("'@a'", '"@a"'),
        ("'- a'", '"- a"'),
        ("'it''s'", "it's"),
        ("'\"a\" #b'", "'\"a\" #b'"),
        ('"a\\tb"', '"a\\tb"'),
        ('" a"', '" a"'),
        ("A\n  b", "A b"),
        ("'A #\n  b'", '"A # b"'),
    ],
)
def test_quotes_are_kept_where_something_needs_them(written: str, expected: str) -> None:
    assert fmt(f"name: {written}\n") == f"name: {expected}\n"


def test_in_brackets_more_needs_quotes() -> None:
    text = "name: X\nsources: ['d', \"e #1\", 'a, b', \"[c\", '1.2']\n"
    assert fmt(text) == 'name: X\nsources: [d, "e #1", "a, b", "[c", "1.2"]\n'


def test_a_short_list_in_brackets_stays_and_a_long_one_gets_a_line_for_each() -> None:
    long = [f"a-rather-long-document-{number}" for number in range(6)]
    text = f"name: X\ntopics: [a,\n  b]\nsources: [{', '.join(long)}]\n"
    expected = "".join(f"  - {one}\n" for one in long)
    assert fmt(text) == f"name: X\ntopics: [a, b]\nsources:\n{expected}"


LONG = "word " * 40 + "end."


@pytest.mark.parametrize(
    "written", [LONG, f'"{LONG}"', f">-\n  {LONG}", LONG.replace("word word", "word\n  word")]
)
def test_a_long_text_becomes_a_block_with_lines_that_fit(written: str) -> None:
    text = fmt(f"name: X\nsummary: {written}\n")
    assert text.startswith("name: X\nsummary: >-\n  word word")
    assert max(map(len, text.split("\n"))) in range(WIDTH - 4, WIDTH + 1)


def test_a_long_title_stays_on_its_line() -> None:
    assert fmt(f"name: {LONG}\n") == f"name: {LONG}\n"


def test_lines_that_fit_are_left_as_the_clerk_broke_them() -> None:
    text = "name: X\nsummary: >-\n  One.\n  Two goes on\n  and on.\ntext: |\n  One.\n  Two.\n\n  - three\n"
    assert fmt(text) == text


def test_folded_paragraphs_become_a_block_with_one_empty_line_between_them() -> None:
    text = "name: X\ntext: >-\n  One\n  one.\n\n\n  Two.\n"
    assert fmt(text) == "name: X\ntext: |-\n  One\n  one.\n\n  Two.\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (">-\n  A", "A"),
        ("|-\n  A", "A"),
        (">-\n  A\n  b", "A b"),
        (">-\n  A: b", ">-\n  A: b"),
        ("|-\n  12", "|-\n  12"),
        (f">-\n  {LONG[:99]}\n  {LONG[:19]}", f">-\n  {LONG[:99]}\n  {LONG[:19]}"),
    ],
)
def test_a_line_has_a_block_only_where_it_needs_one(written: str, expected: str) -> None:
    assert fmt(f"name: {written}\n") == f"name: {expected}\n"


@pytest.mark.parametrize(
    "block",
    ["|\n  A\n", "|+\n  A\n\n\n", "|2-\n    code\n", "|-\n  A  \n  B\n", ">\n  A\n", "|-\n\n  A\n"],
)
def test_how_a_block_begins_and_ends_is_kept(block: str) -> None:
    assert fmt(f"name: X\ntext: {block}sources: [d]\n") == f"name: X\ntext: {block}sources: [d]\n"


def test_a_folded_text_with_lines_further_in_keeps_them() -> None:
    text = "name: X\ntext: >-\n  A\n\n    code\n\n  B\n"
    assert fmt(text) == "name: X\ntext: |-\n  A\n\n    code\n\n  B\n"


# Wrapping


def test_only_paragraphs_with_a_line_too_long_are_wrapped() -> None:
    text = f"Short\nlines.\n\n{LONG}\n\n- item {LONG}\n  - inner {LONG}\n\n  {LONG}\n"
    found = wrapped(text, 0)
    assert alike(text, found)
    assert max(map(len, found.split("\n"))) <= WIDTH
    assert found.startswith("Short\nlines.\n\nword")
    assert "\n- item word" in found
    assert "\n  word" in found
    assert "\n  - inner word" in found
    assert "\n    word" in found


@pytest.mark.parametrize(
    "text",
    [
        f"    code {LONG}",
        f"```\n{LONG}\n```",
        f"| a | b |\n|---|---|\n| {LONG} | c |",
        f"# {LONG}",
        f"> {LONG}",
        f"Hard  \nbreak {LONG}",
        f"Hard\\\nbreak {LONG}",
        f"[a]\n\n[a]: https://example.org/{'x' * 120} (t)",
    ],
)
def test_what_a_break_would_change_is_left_alone(text: str) -> None:
    assert wrapped(text, 0) == text


@pytest.mark.parametrize("sign", ["-", "+", "*", "1.", "#", "##", ">", "```", "---", "===", "|", "12)"])
def test_no_line_begins_with_what_would_have_a_meaning(sign: str) -> None:
    text = " ".join(["wordy"] * 18 + [sign, "word"] * 30)
    found = wrapped(text, 0)
    assert "\n" in found
    assert alike(text, found)


def test_citations_and_code_stay_in_one_piece() -> None:
    text = " ".join(["w [@a-document, 1.2.3] `some code here` [[a-record|some words]]"] * 12)
    found = wrapped(text, 0)
    assert alike(text, found)
    assert "[@a-document,\n" not in found
    assert found.count("`some code here`") == 12


MARKS = (
    "word a - 1. # > **b** [[r|x] [t](/u) | \\ ___ === <b> &amp; ![i](j) [x]: ~~~ + * longer-word-longer-word"
)
WORDS = st.sampled_from([*MARKS.split(), "`c d`", "[[r|x y]]", "[@d, 1]", '[t](/u "v")'])


@settings(LAWS)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "- ", "  ", "1. ", "> ", "    ", "# ", "| "]),
            st.lists(WORDS, max_size=40),
            st.sampled_from(["\n", "\n\n", "  \n", "\\\n"]),
        )
    )
)
def test_wrapping_any_markdown_keeps_what_it_makes(lines: list[tuple[str, list[str], str]]) -> None:
    text = "".join(f"{start}{' '.join(words)}{end}" for start, words, end in lines)
    found = wrapped(text, 2)
    assert alike(text, found)
    assert wrapped(found, 2) == found


# Markdown files, and files that cannot be formatted


def test_a_markdown_file_has_its_fields_in_order_and_its_long_lines_wrapped() -> None:
    text = f"---\nsources: [d]\nname: X  # c\n---\n\n{LONG}\n\n## Heading\n\n\n"
    found = fmt(text, "topics/x.md")
    assert found.startswith("---\nname: X  # c\nsources: [d]\n---\n\nword word")
    assert found.endswith("end.\n\n## Heading\n")
    assert max(map(len, found.split("\n"))) <= WIDTH


@pytest.mark.parametrize("text", ["nam: X\n", "name: [\n", "name: X\ndate: &a b\n", "- a\n"])
def test_a_file_with_mistakes_is_not_formatted(text: str) -> None:
    found, problems = formatted(source("topics/x.yaml", text))
    assert found is None
    assert problems


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_a_file_without_fields_is_in_order(text: str) -> None:
    assert fmt(text, "glossary.yaml") == text


def test_a_form_that_says_something_else_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for written in ("name: Y\n", "name: X\n", "name: 'X'\n# c\n# c\n", "nam: X\n"):
        monkeypatch.setattr(writing.Writing, "file", lambda *_, text=written: text)
        found, problems = formatted(source("topics/x.yaml", "name:   X\n# c\n"))
        assert found is None
        assert [one.code for one in problems] == ["format-unsafe"]


# Laws: the invented town's records, each time written in another hand


class Hand:
    """Somebody who writes a record down as they please: any order, any form, remarks anywhere."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.remarks = 0
        self.after_block = False

    def remark(self) -> str:
        self.remarks += 1
        return f"# remark {self.remarks} " + self.dice.choice(["", "a: b", "- c", "# [d", "'e", '"'])

    def lines(self, margin: int) -> Iterator[str]:
        """Perhaps a remark or an empty line, at any margin that is not too small."""
        while self.dice.random() < 0.15:
            yield ""
        while self.dice.random() < 0.2:
            # Further in, it would belong to the block above it.
            further = 0 if self.after_block else self.dice.choice([0, 0, 0, 1, 2, 4])
            yield " " * (margin + further) + self.remark()

    def after(self) -> str:
        return f"{' ' * self.dice.randint(2, 3)}{self.remark()}" if self.dice.random() < 0.1 else ""

    def fields(self, data: dict[str, Any], margin: int) -> Iterator[str]:
        keys = list(data)
        self.dice.shuffle(keys)
        for key in keys:
            yield from self.lines(margin)
            yield from self.value(f"{' ' * margin}{key}:", data[key], margin)
        yield from self.lines(margin)

    def value(self, opening: str, value: Any, margin: int) -> Iterator[str]:
        if isinstance(value, str):
            yield from self.text(opening, value, margin)
        elif value and self.dice.random() < 0.7:
            yield opening + self.after()
            step = self.dice.randint(1, 4)
            inside = self.fields if isinstance(value, dict) else self.items
            yield from inside(value, margin + step)
        elif self.dice.random() < 0.5:
            yield f"{opening} {self.flow(value)}{self.after()}"
        else:
            yield f"{opening} {self.flow(value, margin + 1)}{self.after()}"

    def items(self, data: list[Any], margin: int) -> Iterator[str]:
        for one in data:
            yield from self.lines(margin)
            if isinstance(one, dict) and self.dice.random() < 0.8:
                first, *others = [line for line in self.fields(one, margin + 2) if line.strip()]
                while first.lstrip().startswith("#"):
                    yield " " * margin + first.lstrip()
                    first, *others = others
                yield f"{' ' * margin}- {first.lstrip()}"
                yield from others
            elif isinstance(one, str):
                yield from self.text(f"{' ' * margin}-", one, margin)
            else:
                yield f"{' ' * margin}- {self.flow(one)}{self.after()}"
        yield from self.lines(margin)

    def text(self, opening: str, value: str, margin: int) -> Iterator[str]:
        way = self.dice.random()
        self.after_block = "\n" in value or way < 0.2
        if "\n" in value or (way < 0.2 and value == value.strip() and not isinstance(value, Quoted)):
            sign = "|" if "\n" in value else self.dice.choice([">", "|"])
            end = "" if value.endswith("\n") else "-"
            yield f"{opening} {sign}{end}{self.after()}"
            step = " " * (margin + self.dice.randint(1, 5))
            words = value.removesuffix("\n")
            words = re.sub(" (?=[a-z])", f"\n{step}", words) if sign == ">" and way < 0.1 else words
            yield from (
                f"{step}{line.strip(' ') if sign == '>' else line}" if line else ""
                for line in words.split("\n")
            )
        else:
            yield f"{opening} {self.scalar(value)}{self.after()}"

    def scalar(self, value: str) -> str:
        plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./-]*[A-Za-z0-9]|[A-Za-z0-9]", value)
        if plain and not isinstance(value, Quoted) and self.dice.random() < 0.8:
            return str(value)
        if plain and not isinstance(value, Quoted) and not re.fullmatch("(?!true|false)[a-z ]{4,}", value):
            return str(value)
        if self.dice.random() < 0.5 and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def flow(self, value: Any, margin: int = 0) -> str:
        """Write a value in brackets; with a margin on many lines, with remarks between them."""
        if isinstance(value, str):
            return self.scalar(value)

        def gap() -> str:
            if not margin:
                return self.dice.choice(["", " "])
            return "".join(
                f"{self.after()}\n{' ' * (margin + 1)}" for _ in range(self.dice.choice([0, 1, 1, 2]))
            )

        if isinstance(value, dict):
            inner = [f"{key}: {self.flow(one, margin)}" for key, one in value.items()]
        else:
            inner = [self.flow(one, margin) for one in value]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        return opening + gap() + "".join(f"{one}{gap()},{gap() or ' '}" for one in inner) + closing

    def write(self, data: dict[str, Any]) -> str:
        return "\n".join(self.fields(data, self.dice.choice([0, 0, 0, 1]))) + self.dice.choice(
            ["", "\n", "\n\n"]
        )


RECORDS = [
    parsed
    for file in sources.read(TOWN / "content")[0]
    if (parsed := parsing.parse(file)[0]) and not file.is_markdown
]


def remarks(file: SourceFile) -> Counter[str]:
    return Counter(comment.text for comment in layout(file).comments)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or alike(one, other)


@settings(LAWS, max_examples=400 * TIMES)
@given(st.sampled_from(RECORDS), st.integers(0, 10**9))
def test_any_hand_is_put_in_order_with_the_same_data_and_the_same_remarks(record: Any, seed: int) -> None:
    hand = Hand(seed)
    file = SourceFile(record.path, hand.write(record.data))
    before, problems = parsing.parse(file)
    assert before is not None
    assert not problems
    assert same(record.data, before.data)
    assert remarks(file).total() == hand.remarks
    text = fmt(file.text, file.path)
    after, problems = parsing.parse(SourceFile(file.path, text))
    assert after is not None
    assert not problems
    assert same(before.data, after.data)
    assert remarks(SourceFile(file.path, text)) == remarks(file)


def test_the_content_of_the_first_record_is_in_order() -> None:
    files, _ = sources.read(PROJECT / "content")
    found = {file.path: formatted(file)[0] for file in files}
    assert [path for path, one in found.items() if one is None or one.differs] == []
