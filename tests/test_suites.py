"""The examples of others, run through the project: each of which something else comes out is named here."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, built
from selectolax.lexbor import LexborHTMLParser

from generator import parsing, records
from generator.build import Options
from generator.dates import DateError, parse
from generator.markdown import parse as parse_prose
from generator.problems import Problem
from generator.sources import SourceFile

SUITES = Path(__file__).parent / "suites"


def suite(name: str) -> Any:
    return json.loads((SUITES / f"{name}.json").read_text(encoding="utf-8"))


# The YAML test suite: for each case its text, and its events, or nothing where it is no YAML.

YAML: dict[str, tuple[str, str | None]] = suite("yaml")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}
MARKED = re.compile(r"(?:=VAL|\+SEQ|\+MAP)(?: \[\]| \{\})? [&<]")

# No YAML of version 1.2, and yet read; what libyaml makes of them is what anybody would.
READ_NEVERTHELESS = {
    "9C9N", "QB6E",  # a line of a list in brackets, or of a quotation, that is no further in than its field
    "DK95-1",  # a tab at the start of a line of a quotation
    "MUS6-0",  # a remark right after the version of YAML
    "S98Z",  # lines of blanks before a block of text that are further in than its first line
    "SU5Z", "X4QW",  # a remark right after a value, without a space
}  # fmt: skip
# Read as something else: libyaml takes a ? in front of a key in braces for a sign, and adds no line end.
READ_OTHERWISE = {"652Z", "L24T-1"}
# YAML, and yet refused: by libyaml, which is of version 1.1, or as a clerk did not mean it.
REFUSED = {
    "yaml-duplicate-key": "M5DY X38W",
    "yaml-key": "26DV 4FJ6 6BFJ 6PBE 9MMW E76Z KK5P LX3P M2N8-1 Q9WF RZP5 SBG9 V9D5 XW4D",
    "yaml-indent": "2JQS AB8U R4YG UKK6-0",
    "yaml-missing-colon": "M7A3",
    "yaml-remark": "5WE3 DC7X P76L",
    "yaml-hyphen": "6BCT",
    "yaml-sign": "2LFX M2N8-0 6LVF MUS6-5 MUS6-6 8XYN W5VH",
    "yaml-stray-line": "4ABK 58MP 5MUD FRK4 HWV9 K3WX NHX8 QT73 S3PD SM9W-1 HM87-0 Y79Y-10 DK3J FP8R "
    "NKF9 W4TN 2SXE 6M2F",
    "yaml-syntax": "4MUZ-0 4MUZ-1 4MUZ-2 A2M4 DK95-3 DK95-4 Y79Y-1 5T43 CFD4 BEC7 UT92 7Z25",
    "yaml-tab": "96NN-0 96NN-1 DK95-0 Q5MG 6CA3",
    "yaml-unclosed-bracket": "VJP3-1 9SA2 DBG4 NJ66",
}


def refused(case: str) -> set[str]:
    return {code for code, cases in REFUSED.items() if case in cases.split()}


def told(text: str) -> tuple[Any, list[Problem]]:
    """What is read of a text; each problem points into it."""
    parsed, problems = parsing.parse(SourceFile("people/x.yaml", text))
    lines = text.split("\n")
    for one in problems:
        assert one.place.line <= len(lines)
        assert one.place.column <= len(lines[one.place.line - 1]) + 1
    return parsed.data if parsed else None, problems


def events(tree: str) -> Iterator[str]:
    return (line.lstrip() for line in tree.split("\n") if line)


def meant(events: Iterator[str], event: str) -> Any:
    """The value that events tell of: every scalar as text."""
    if event.startswith("+SEQ"):
        return [meant(events, one) for one in iter(lambda: next(events), "-SEQ")]
    if event.startswith("+MAP"):
        keys = iter(lambda: next(events), "-MAP")
        return {meant(events, key): meant(events, next(events)) for key in keys}
    written = re.fullmatch(r"=VAL [:'\"|>](.*)", event, re.DOTALL)
    assert written
    return re.sub(r"\\(.)", lambda match: ESCAPED[match[1]], written[1])


def without_marks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_marks(one) for key, one in value.items()}
    return [without_marks(one) for one in value] if isinstance(value, list) else value or ""


def not_for_clerks(tree: str) -> set[str]:
    """The codes of the parts of YAML in a case that content has no use for."""
    found = list(events(tree))
    documents = [at for at, event in enumerate(found) if event.startswith("+DOC")]
    codes = {"yaml-alias"} if any(event.startswith("=ALI") for event in found) else set()
    codes |= {"yaml-mark"} if any(MARKED.match(event) for event in found) else set()
    codes |= {"yaml-two-documents"} if len(documents) > 1 else set()
    return codes | (
        {"yaml-not-fields"} if documents and not found[documents[0] + 1].startswith("+MAP") else set()
    )


@pytest.mark.parametrize("case", [case for case, (_, tree) in YAML.items() if tree is None])
def test_what_is_no_yaml_is_refused(case: str) -> None:
    _, problems = told(YAML[case][0])
    assert any(one.is_error for one in problems) == (case not in READ_NEVERTHELESS)


@pytest.mark.parametrize("case", [case for case, (_, tree) in YAML.items() if tree is not None])
def test_what_is_yaml_is_read_as_it_is_meant_or_refused_by_name(case: str) -> None:
    text, tree = YAML[case]
    assert tree is not None
    data, problems = told(text)
    codes = {one.code for one in problems}
    if named := refused(case):
        assert named <= codes
    elif expected := not_for_clerks(tree):
        is_nothing = codes == set() and data == {}
        assert is_nothing or (codes and codes <= expected)
    else:
        assert codes == set()
        found = events(tree)
        wanted: Any = next((meant(found, next(found)) for event in found if event.startswith("+DOC")), {})
        assert (without_marks(data) == wanted) == (case not in READ_OTHERWISE)


# CommonMark

COMMONMARK: list[tuple[str, str, str]] = suite("commonmark")
HTML_IS_TEXT = {
    *range(148, 192), 21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536,
    *range(613, 618), 623, *range(625, 632), 642, 643,
}  # fmt: skip
NO_PICTURES = {517, 520, 531, *range(572, 592)}
NO_UNDERLINED_HEADINGS = {59, *range(80, 85), 86, 89, 90, 91, 95, 96, 102, 103, 115, 141, 215, 300}
OUR_LINKS = {548, 559}
FEW_SCHEMES = {596, 598, 599, 601}
NOTHING_IN_A_QUOTATION = {218, 239, 240}
OTHER_HTML = (
    HTML_IS_TEXT | NO_PICTURES | NO_UNDERLINED_HEADINGS | OUR_LINKS | FEW_SCHEMES | NOTHING_IN_A_QUOTATION
)


def html_of(text: str) -> str:
    """What becomes of Markdown, with headings as CommonMark has them: without an anchor."""
    whole = "".join(piece if isinstance(piece, str) else "[[]]" for piece in parse_prose(text).pieces)
    return re.sub(r'<(h\d) id="[^"]*">', r"<\1>", whole)


def test_markdown_is_commonmark_but_for_what_is_named() -> None:
    """The title of a page is its only heading of the first level."""
    found = {
        number for number, (_, text, html) in enumerate(COMMONMARK, 1)
        if html_of(text) != re.sub(r"(</?)h1>", r"\1h2>", html)
    }  # fmt: skip
    assert found == OTHER_HTML


# The examples of EDTF (the Library of Congress, 2019): each is what it means there, or refused.

MEANT = {
    "1985-04-12": ("1985-04-12", "1985-04-12"), "1985-04": ("1985-04-01", "1985-04-30"),
    "1985": ("1985-01-01", "1985-12-31"), "1964/2008": ("1964-01-01", "2008-12-31"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31"), "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28"), "2004-02-01/2005": ("2004-02-01", "2005-12-31"),
    "2005/2006-02": ("2005-01-01", "2006-02-28"), "2001-21": ("2001-03-01", "2001-05-31"),
    "2004-06~": ("2004-06-01", "2004-06-30"), "1984~": ("1984-01-01", "1984-12-31"),
    "1985-04-12/..": ("1985-04-12", None), "1985-04/..": ("1985-04-01", None),
    "1985/..": ("1985-01-01", None), "../1985-04-12": (None, "1985-04-12"),
    "../1985-04": (None, "1985-04-30"), "../1985": (None, "1985-12-31"),
    "1985-04-12/": ("1985-04-12", None), "1985-04/": ("1985-04-01", None), "1985/": ("1985-01-01", None),
    "/1985-04-12": (None, "1985-04-12"), "/1985-04": (None, "1985-04-30"), "/1985": (None, "1985-12-31"),
    "1984~/2004-06": ("1984-01-01", "2004-06-30"), "1984/2004-06~": ("1984-01-01", "2004-06-30"),
    "1984~/2004~": ("1984-01-01", "2004-12-31"),
}  # fmt: skip
NOT_TAKEN = {
    "a time of day": ["1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04",
                      "1985-04-12T23:20:30+04:30"],
    "years before 1000, or of more digits than four": [
        "-1985", "Y170000002", "Y-170000002", "Y-17E7", "0000"],
    "significant digits": ["1950S2", "Y171010000S3", "Y3388E2S3"],
    "doubt": ["1984?", "2004-06-11%", "2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11",
              "1984?/2004%", "2004-06-~01/2004-06-~20"],
    "unknown digits": ["201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX", "156X-12-25", "15XX-12-25",
                       "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X", "2004-06-XX/2004-07-03"],
    "quarters, and seasons of a half of the earth": ["2001-25", "2001-34", "2001-41"],
    "sets": ["[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]",
             "[1667,1760-12]", "[..1984]", "{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}"],
    "nothing at both ends": ["../..", "/", "/..", "../"],
}  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_a_date_of_edtf_means_what_it_means_there(text: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in MEANT[text])
    assert (parse(text).earliest, parse(text).latest) == (first, last)


@pytest.mark.parametrize("text", [text for texts in NOT_TAKEN.values() for text in texts])
def test_a_date_of_edtf_that_a_clerk_needs_not_is_refused_in_words(text: str) -> None:
    with pytest.raises(DateError, match=r"\w+ \w+ \w+"):
        parse(text)


# The big list of naughty strings: each is refused by name where no field takes its signs, else given back

NAUGHTY: list[str] = suite("naughty")
UNSEEN = {
    "text-control-character": {117, 134, 138, 145, 457, 458, 459},
    "text-direction-control": {142, 143, 146},
    "yaml-control-character": {144},
}


# What a page is made of, and the marks of Markdown that some strings have.
OF_A_PAGE = {
    "a", "article", "dd", "div", "dl", "dt", "h1", "h2", "header", "li", "nav", "ol", "p", "section", "time",
    "code", "em", "strong",
}  # fmt: skip


def event(texts: Iterable[str]) -> str:
    """The file of an event from whose sources texts are absent; in prose too."""
    missing = [{"what": f"A {text}", "reason": "not in our sources", "note": f"Of {text}"} for text in texts]
    return (
        "title: Strings\nclassification: Fair\ndate: 2019-05-01\nabsent: "
        f"{json.dumps(missing, ensure_ascii=False)}\n"
    )


def test_what_cannot_be_seen_in_a_naughty_string_is_refused() -> None:
    found: dict[str, set[int]] = {}
    for number, text in enumerate(NAUGHTY):
        parsed, problems = parsing.parse(SourceFile("events/x.yaml", event([text])))
        problems += records.read(parsed)[1] if parsed else []
        for one in problems:
            if one.is_error:
                found.setdefault(one.code, set()).add(number)
    assert found == UNSEEN


def test_a_naughty_string_is_given_back_and_makes_no_element(tmp_path: Path, tiny_content: Path) -> None:
    texts = [text for number, text in enumerate(NAUGHTY) if number not in set().union(*UNSEEN.values())]
    shutil.copytree(tiny_content, tmp_path / "content")
    (tmp_path / "content" / "events").mkdir()
    (tmp_path / "content" / "events" / "x.yaml").write_text(event(texts), encoding="utf-8")
    found = built(Options(date(2020, 1, 1), tmp_path / "content", PROJECT / "templates", search=False))
    assert not found.errors
    page = LexborHTMLParser(found.files["events/x/index.html"].decode())
    whole = " ".join(page.root.text().split()) if page.root else ""
    assert [text for text in texts if f"A {' '.join(text.split())}" not in whole] == []
    assert {node.tag for node in page.css("main *")} <= OF_A_PAGE
    assert not [node for node in page.css("main *") if any(name.startswith("on") for name in node.attributes)]
