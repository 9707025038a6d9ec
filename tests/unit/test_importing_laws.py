"""Whatever other people's data holds: it ends in good content or in plain words, and then changes nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_importing import MEETING, MEETINGS, WARDS, errors, everything
from written import LAWS, TIMES

from generator.importing import SourceError, bring

TODAY = date(2020, 1, 1)
# An import with its check costs a hundredth of a second and more, twenty times another law.
FEWER = settings(LAWS, max_examples=20 * TIMES)
ODD = "=+-@\t\r\n\x00\x0b\x1b\u200b\u202e\ufeff[]{}<>&|*_`#:;,'\"\\/.%éßعж中😀\ud83d "
texts = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from(ODD), max_size=8),
    st.sampled_from([
        "2016", "2016-13", "2016-02-30", "0000-00-00", "2016-07-01T17:30:00Z", "31/12/2017", "9" * 40,
        "../x", "con", "people/jo", "#x", "[[jo]]", "[@x, 1]", "<b>x</b>", "&amp;lt;p&amp;gt;",
        "020 7946 0958", "p/1", "c",
    ]),
)  # fmt: skip
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
odd = st.recursive(
    scalars, lambda held: st.one_of(st.lists(held, max_size=3), st.dictionaries(texts, held, max_size=3))
)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in some JSON: what holds it, and under which name or number."""
    for name, held in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, name
        if isinstance(held, (dict, list)):
            yield from spots(held)


def law(wanted: str, source: Path, folder: Path) -> None:
    """Import twice: the first time without an error in what is written, the second time without a change."""
    content = folder / "content"
    try:
        bring(wanted, source, content, TODAY)
    except SourceError:
        return
    assert not errors(content)
    before = {path: path.read_bytes() for path in content.rglob("*.yaml")}
    bring(wanted, source, content, TODAY)
    assert {path: path.read_bytes() for path in content.rglob("*.yaml")} == before


@FEWER
@given(st.lists(st.tuples(st.integers(0, 999), odd, st.booleans()), min_size=1, max_size=8))
def test_whatever_popolo_holds(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, Any, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("popolo")
    data = deepcopy(everything())
    for number, value, is_added in changes:
        every = list(spots(data)) or [(data, "persons")]
        holder, name = every[number % len(every)]
        if is_added and isinstance(holder, list):
            holder.insert(name, value)
        else:
            holder[name] = value
    source = folder / "popolo.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    law("popolo", source, folder)


TABLES = {
    "people": "id,name,public_role,other_names,summary\npeople/jo,Jo,Mayor,Joe|J.,Text.\npeople/al,Al,C,,\n",
    "boards": "id,name,classification,start_date\nboards/quay,Quay,committee,2015\n",
    "memberships": "id,person,organization,role,start_date\nx,people/jo,boards/quay,chair,2016-05\n",
    "meetings": "id,title,date,status,bodies\nmeetings/m,A meeting,2016-05-01,held,boards/quay\n",
}


@FEWER
@given(
    st.lists(st.tuples(st.sampled_from(sorted(TABLES)), st.integers(0, 99), texts), min_size=1, max_size=8)
)
def test_whatever_tables_hold(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    rows = {name: list(csv.reader(io.StringIO(table))) for name, table in TABLES.items()}
    for name, number, value in changes:
        row = rows[name][number % len(rows[name])]
        row[number // 7 % len(row)] = value
    (folder / "source").mkdir()
    for name, table in rows.items():
        written = io.StringIO()
        csv.writer(written).writerows(table)
        data = written.getvalue().encode("utf-8", "surrogatepass")
        (folder / "source" / f"{name}.csv").write_bytes(data)
    law("csv", folder / "source", folder)


FILES = {"wards": WARDS, "meetings": MEETINGS, "meeting-1": MEETING}


@FEWER
@given(
    st.lists(st.tuples(st.sampled_from(sorted(FILES)), st.integers(0, 999), texts), min_size=1, max_size=8)
)
def test_whatever_moderngov_answers(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("moderngov")
    answers = dict(FILES)
    for name, number, value in changes:
        parts = re.split(r"((?<=>)[^<]+(?=<))", answers[name])
        at = number % (len(parts) // 2) * 2 + 1 if len(parts) > 1 else 0
        parts[at] = value.replace("&", "&amp;").replace("<", "&lt;") if number % 3 else value
        answers[name] = "".join(parts)
    (folder / "source").mkdir()
    for name, answer in answers.items():
        (folder / "source" / f"{name}.xml").write_bytes(answer.encode("utf-8", "surrogatepass"))
    law("moderngov", folder / "source", folder)
