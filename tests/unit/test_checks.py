"""The house rules: each on content that keeps it and on content that breaks it, and how strict it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from written import LEAST, checked, codes, only

from generator.checks import CHECKS, SETTABLE
from generator.problems import Problem

BOARD = "name: Board\nclassification: board\n"
MEETING = "bodies: [town]\ndate: 2016-06-27\n"
REC = "title: R\nmade_by: [town]\nasks: Act.\n"
RULES = {"rules.yaml": "clocks: [{id: two-months, title: T, legal_basis: L, months: 2}]\n"}
WORDS = " ".join(["word"] * 25)


def found(tmp_path: Path, content: Mapping[str, str], code: str) -> list[Problem]:
    return [problem for problem in checked(tmp_path, content).problems if problem.code == code]


BROKEN = [
    # The rule, its usual strictness, a file, what is right in it, what is wrong, and where that is.
    ("statement-without-source", "warning", "boards/b.yaml",
     BOARD + "members: [{name_as_written: A}]\n",
     BOARD + "members: [{name_as_written: A, start_date: 2016}]\n", "3:11"),
    ("quotation-too-long", "error", "recommendations/r.yaml",
     REC + f"quotation: {{text: {WORDS}}}\n", REC + f"quotation: {{text: one {WORDS}}}\n", "4:12"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "founding_date: 2016-06\ndissolution_date: 2016\n",
     BOARD + "founding_date: 2016-06\ndissolution_date: 2016-05\n", "4:19"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "members: [{start_date: 2016-06-02, end_date: 2016-06}]\n",
     BOARD + "members: [{start_date: 2016-06-02, end_date: 2016-06-01}]\n", "3:46"),
    ("member-outside-body", "warning", "boards/b.yaml",
     BOARD + "dissolution_date: 2015\nmembers: [{name_as_written: A, start_date: 2015-12-31}]\n",
     BOARD + "dissolution_date: 2015\nmembers: [{name_as_written: A, start_date: 2016}]\n", "4:11"),
    ("member-outside-body", "warning", "boards/b.yaml",
     BOARD + "founding_date: 2016\nmembers: [{name_as_written: A, end_date: 2016}]\n",
     BOARD + "founding_date: 2016\nmembers: [{name_as_written: A, end_date: 2015}]\n", "4:11"),
    ("attendance-nobody", "error", "meetings/m.yaml",
     MEETING + "attendance: [{name_as_written: A}]\n", MEETING + "attendance: [{status: late}]\n", "3:14"),
    ("money-without-amount", "error", "plans/p.yaml",
     "title: P\nmoney: [{id: m, title: M, basis: total, absent: [{what: the sum, reason: lost}]}]\n",
     "title: P\nmoney: [{id: m, title: M, basis: total}]\n", "2:9"),
    ("money-without-amount", "error", "plans/p.yaml",
     "title: P\nmoney: [{id: m, title: M, basis: total, amount: 0}]\n",
     "title: P\nmoney: [{id: m, title: M, basis: total, currency: GBP}]\n", "2:9"),
    ("rule-unknown", "error", "recommendations/r.yaml",
     REC + "response_due: {rule: two-months}\n", REC + "response_due: {rule: two-month}\n", "4:22"),
    ("item-unknown", "error", "meetings/m.yaml",
     MEETING + "items: [{id: i, title: I}]\ndeclarations: [{item: i, text: T}]\n",
     MEETING + "items: [{id: i, title: I}]\ndeclarations: [{item: j, text: T}]\n", "4:23"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "path", "right", "wrong", "place"), BROKEN)
def test_a_rule_finds_what_breaks_it_and_nothing_else(
    tmp_path: Path, code: str, severity: str, path: str, right: str, wrong: str, place: str
) -> None:
    assert not found(tmp_path, {**RULES, path: right}, code)
    problem = only(found(tmp_path, {**RULES, path: wrong}, code))
    assert (problem.severity, str(problem.place)) == (severity, f"{path}:{place}")
    assert problem.hint


PERSONAL = [
    ("jo.arden@example.org", "an e-mail address"),
    ("020 8464 3333", "a telephone number"),
    ("(01689) 123 456", "a telephone number"),
    ("07700 900123", "a telephone number"),
    ("+44 7700 900123", "a telephone number"),
    ("+44 20 8464 3333", "a telephone number"),
    ("BR1 3UH", "a postcode"),
    ("SW1A 1AA", "a postcode"),
    ("QQ 12 34 56 C", "a National Insurance number"),
    ("QQ123456C", "a National Insurance number"),
]


@pytest.mark.parametrize(("text", "what"), PERSONAL)
def test_personal_data_is_found_where_it_stands(tmp_path: Path, text: str, what: str) -> None:
    topic = f"---\nname: T\n---\nFirst.\n\nAsk {text} today.\n"
    problem = only(found(tmp_path, {"topics/t.md": topic}, "personal-data"))
    assert what in problem.message
    assert (problem.is_error, str(problem.place)) == (True, "topics/t.md:6:5")


@pytest.mark.parametrize(
    "text",
    [
        "2016-06-27", "CS17036", "£949,000", "0.25 to 0.75", "Part 2A", "minute 73", "19:30", "5.7.12",
        "@report", "2016/17", "1 in 10", "E1 and E2", "document-2016-01-02345",
    ],
)  # fmt: skip
def test_numbers_of_the_record_are_no_personal_data(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, {"topics/t.md": f"---\nname: T\n---\nSee {text} there.\n"}, "personal-data")


def test_personal_data_is_found_each_time_it_stands_there(tmp_path: Path) -> None:
    topic = "---\nname: T\n---\nAsk a@example.org.\n\nOr a@example.org.\n"
    problems = found(tmp_path, {"topics/t.md": topic}, "personal-data")
    assert [problem.place.line for problem in problems] == [4, 6]


# How strict a rule is

WRONG = {"plans/p.yaml": "title: P\nmoney: [{id: m, title: M, basis: total}]\n"}


@pytest.mark.parametrize(
    ("strictness", "severities"), [("error", ["error"]), ("warning", ["warning"]), ("off", [])]
)
def test_the_site_sets_how_strict_a_rule_is(tmp_path: Path, strictness: str, severities: list[str]) -> None:
    settings = LEAST["site.yaml"] + f"checks: {{money-without-amount: {strictness}}}\n"
    problems = found(tmp_path, {**WRONG, "site.yaml": settings}, "money-without-amount")
    assert [problem.severity for problem in problems] == severities


def test_a_setting_for_a_rule_there_is_not_is_an_error(tmp_path: Path) -> None:
    settings = LEAST["site.yaml"] + "checks: {money-without-amuont: off}\n"
    problem = only(found(tmp_path, {"site.yaml": settings}, "check-unknown"))
    assert str(problem.place) == "site.yaml:5:10"
    assert "money-without-amount" in problem.hint


def test_every_rule_tried_here_can_be_set() -> None:
    assert {row[0] for row in BROKEN} | {"personal-data", "no-base-url"} <= SETTABLE


def test_every_rule_is_one_function_that_says_what_it_ensures() -> None:
    names = [rule.__name__ for _, _, rule in CHECKS]
    assert len(names) == len(set(names))
    assert all((rule.__doc__ or "").startswith("Ensure ") for _, _, rule in CHECKS)


def test_content_that_keeps_every_rule_has_no_problem(tmp_path: Path) -> None:
    assert codes(checked(tmp_path, {}).problems) == []
