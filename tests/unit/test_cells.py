from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS

from generator.exports.cells import csv_file, guarded, joined, parted, unguarded

RISKY = "'=+-@\t\r\n＝|\\"
TEXTS = st.text(st.one_of(st.sampled_from(RISKY), st.characters(exclude_categories=["Cs"])))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-x", "'-x"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell


@LAWS
@given(TEXTS)
def test_no_guarded_cell_begins_like_a_formula_and_none_loses_anything(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unguarded(cell) == text


@LAWS
@given(st.lists(TEXTS.filter(bool)))
def test_several_values_in_a_cell_can_be_parted_again(values: list[str]) -> None:
    assert parted(joined(values)) == tuple(values)


@LAWS
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
def test_any_text_comes_back_from_a_table(rows: list[list[str]]) -> None:
    data = csv_file(["one", "two"], rows)
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [["one", "two"], *rows]


def test_lines_end_as_the_standard_says() -> None:
    assert csv_file(["a", "b"], [["1", 'say "so"']]) == b'a,b\r\n1,"say ""so"""\r\n'
