"""Problems printed for a person, a program, a pull request and a code scanner."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest

from generator import __version__
from generator.problems import Place, Problem, in_order
from generator.reports import MOST_ANNOTATIONS, as_github, as_json, as_sarif, as_text

DATE = Problem(
    "date-form", "“2017-02-30” is not a date", Place("meetings/x.yaml", 3, 7), "February has 28 days."
)
WARNING = Problem("no-source", "no source", Place("people/jo.yaml", 1, 1), severity="warning")
LINES = {"meetings/x.yaml": ["bodies: [b]", "", "date: 2017-02-30"]}


def problem(message: str = "m", path: str = "people/x.yaml", hint: str = "", code: str = "c") -> Problem:
    return Problem(code, message, Place(path, 1, 1), hint)


# The order of problems


def test_problems_are_in_order_of_place_and_each_said_once() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 5), Place("a", 9, 10)]
    found = [Problem("c", "m", place) for place in places] * 2 + [Problem("c", "other", places[0])]
    said = [(str(one.place), one.message) for one in in_order(found)]
    assert said == [("a:9:5", "m"), ("a:9:10", "m"), ("a:10:1", "m"), ("b:1:1", "m"), ("b:1:1", "other")]


# For a person


def test_a_problem_is_shown_with_its_line_a_caret_and_what_to_do() -> None:
    assert as_text([DATE], LINES) == (
        "meetings/x.yaml:3:7: error: “2017-02-30” is not a date [date-form]\n"
        "    3 | date: 2017-02-30\n"
        "              ^\n"
        "    February has 28 days.\n"
    )


@pytest.mark.parametrize(("line", "column"), [(1, 1), (1, 5), (12, 3), (12345, 8), (999999, 2)])
def test_the_caret_stands_under_its_column(line: int, column: int) -> None:
    at = Problem("c", "m", Place("x", line, column))
    _, shown, caret = as_text([at], {"x": ["abcdefgh"] * line}).splitlines()
    assert shown[caret.index("^")] == "abcdefgh"[column - 1]
    assert caret.strip() == "^"


@pytest.mark.parametrize(
    "lines",
    [{}, {"people/jo.yaml": []}, {"people/x.yaml": ["name"]}],
    ids=["no file", "no line", "another file"],
)
def test_without_the_line_only_the_place_is_shown(lines: dict[str, list[str]]) -> None:
    assert as_text([WARNING], lines) == "people/jo.yaml:1:1: warning: no source [no-source]\n"


def test_problems_are_shown_apart_and_in_the_order_given() -> None:
    shown = as_text([WARNING, DATE], LINES)
    assert shown.index("[no-source]\n\nmeetings/x.yaml") < shown.index("[date-form]")


# For a program


def test_json_has_every_part_of_a_problem() -> None:
    assert json.loads(as_json([DATE, WARNING])) == [
        {
            "code": "date-form", "severity": "error", "path": "meetings/x.yaml", "line": 3, "column": 7,
            "message": "“2017-02-30” is not a date", "hint": "February has 28 days.",
        },
        {
            "code": "no-source", "severity": "warning", "path": "people/jo.yaml", "line": 1, "column": 1,
            "message": "no source", "hint": "",
        },
    ]  # fmt: skip
    assert json.loads(as_json([])) == []


# For a pull request


def test_an_annotation_names_file_line_and_column() -> None:
    assert as_github([DATE], "content") == (
        "::error file=content/meetings/x.yaml,line=3,col=7,title=date-form"
        "::“2017-02-30” is not a date. February has 28 days."
    )


def test_a_warning_is_annotated_as_one() -> None:
    shown = as_github([WARNING], "content")
    assert shown == "::warning file=content/people/jo.yaml,line=1,col=1,title=no-source::no source."


ESCAPED = [
    (problem(message="100%: a, b"), "::100%25: a, b."),
    (problem(message="a\nb\r\nc"), "::a%0Ab%0D%0Ac."),
    (problem(message="%0A"), "::%250A."),
    (problem(message="x", hint="Add:\n::error::y"), "::x. Add:%0A::error::y"),
    (problem(path="people/a,b:c%.yaml"), "file=content/people/a%2Cb%3Ac%25.yaml,line="),
    (problem(path="people/a\nb.yaml"), "file=content/people/a%0Ab.yaml,line="),
    (problem(code="a:b"), ",title=a%3Ab::"),
]


@pytest.mark.parametrize(("one", "part"), ESCAPED)
def test_what_has_a_meaning_to_github_is_escaped(one: Problem, part: str) -> None:
    shown = as_github([one], "content")
    assert part in shown
    assert "\n" not in shown
    assert "\r" not in shown


@pytest.mark.parametrize(
    ("count", "more"), [(0, None), (1, None), (9, None), (10, "1 more"), (250, "241 more")]
)
def test_nine_are_annotated_and_the_rest_counted(count: int, more: str | None) -> None:
    lines = [line for line in as_github([problem()] * count, "content").splitlines() if line]
    annotations = [line for line in lines if line.startswith("::error ")]
    assert len(annotations) == min(count, MOST_ANNOTATIONS) == min(count, 9)
    assert [re.sub(r".*::(\d+ more).*", r"\1", line) for line in lines[9:]] == ([more] if more else [])


# For a code scanner


def sarif(*problems: Problem) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_sarif(problems, "content"))
    return found


def test_sarif_has_the_shape_that_scanners_read() -> None:
    found = sarif(DATE, WARNING, DATE)
    assert found["version"] == "2.1.0"
    assert found["$schema"].endswith("sarif-2.1.0.json")
    (run,) = found["runs"]
    assert run["tool"]["driver"]["name"] == "throughline"
    assert run["tool"]["driver"]["version"] == __version__
    assert run["tool"]["driver"]["rules"] == [{"id": "date-form"}, {"id": "no-source"}]
    assert run["results"][0] == {
        "ruleId": "date-form",
        "level": "error",
        "message": {"text": "“2017-02-30” is not a date. February has 28 days."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/meetings/x.yaml"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]


def test_sarif_without_problems_is_still_a_run() -> None:
    (run,) = sarif()["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize("name", ["Jo Arden", "é", "a%b", "a#b", "a?b"])
def test_sarif_names_files_by_valid_addresses(name: str) -> None:
    result = sarif(problem(path=f"people/{name}.yaml"))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == quote(f"content/people/{name}.yaml")
