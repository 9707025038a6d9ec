"""Problems printed for a person, a program, a pull request and a code scanner."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from rich.console import Console

from generator import __version__
from generator.problems import Place, Problem, in_order
from generator.reports import (
    MOST_ANNOTATIONS,
    as_github,
    as_json,
    as_markdown,
    as_sarif,
    as_text,
    explanations,
)
from generator.reports.console import show

DATE = Problem(
    "date-form", "“2017-02-30” is not a date", Place("meetings/x.yaml", 3, 7), "February has 28 days.",
    example="date: 2017-03-12",
)  # fmt: skip
TIME = Problem(
    "time-form", "“19.30” is not a time", Place("meetings/x.yaml", 4, 13), "Write 19:30.",
    mended="start_time: 19:30",
)  # fmt: skip
WARNING = Problem("no-source", "no source", Place("people/jo.yaml", 1, 1), severity="warning")
LINES = {"meetings/x.yaml": ["bodies: [b]", "", "date: 2017-02-30", "start_time: 19.30"]}


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
        "    For example: date: 2017-03-12\n"
    )


def test_a_line_that_can_be_mended_for_certain_is_shown_mended() -> None:
    assert as_text([TIME], LINES) == (
        "meetings/x.yaml:4:13: error: “19.30” is not a time [time-form]\n"
        "    4 | start_time: 19.30\n"
        "                    ^\n"
        "    Write 19:30.\n"
        "    Write instead:\n"
        "    4 | start_time: 19:30\n"
    )


@pytest.mark.parametrize("column", [1, 30, 150, 399, 401])
def test_of_a_very_long_line_the_part_around_the_place_is_shown(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(400))
    _, shown, caret = as_text([Problem("c", "m", Place("x", 1, column))], {"x": [line]}).splitlines()
    assert len(shown) < 220
    under = f"{shown} "[caret.index("^")]
    assert under == (line[column - 1] if column <= 400 else " ")


@pytest.mark.parametrize(
    ("line", "column", "offset"),
    [("\tdate: x", 2, 1), ("名前: x", 5, 6), ("cafe\u0301: x", 7, 5), ("a\x1b[31mb", 2, 1)],
)
def test_the_caret_counts_what_a_terminal_shows(line: str, column: int, offset: int) -> None:
    _, shown, caret = as_text([Problem("c", "m", Place("x", 1, column))], {"x": [line]}).splitlines()
    assert caret.index("^") == len("    1 | ") + offset
    assert "\x1b" not in shown


def terminal(**kind: Any) -> str:
    """What a terminal of some kind is given."""
    console = Console(
        file=StringIO(), force_terminal=True, width=40, highlight=False, legacy_windows=False, **kind
    )
    show([DATE, TIME], LINES, console)
    written = console.file
    assert isinstance(written, StringIO)
    return written.getvalue()


def test_a_terminal_gets_the_same_words_in_colour() -> None:
    coloured = terminal(color_system="standard")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text([DATE, TIME], LINES) + "\n"
    assert terminal(no_color=True, color_system=None) == as_text([DATE, TIME], LINES) + "\n"


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
            "message": "“2017-02-30” is not a date", "hint": "February has 28 days.", "mended": "",
            "example": "date: 2017-03-12",
        },
        {
            "code": "no-source", "severity": "warning", "path": "people/jo.yaml", "line": 1, "column": 1,
            "message": "no source", "hint": "", "mended": "", "example": "",
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
    found = [*[problem()] * count, *[WARNING] * count]
    lines = [line for line in as_github(found, "content").splitlines() if line]
    for severity, severities in (("error", "errors"), ("warning", "warnings")):
        these = [line for line in lines if line.startswith(f"::{severity} ")]
        told = [line for line in these if " file=" in line]
        assert len(told) == min(count, MOST_ANNOTATIONS) == min(count, 9)
        words = f"{more} {severity if more == '1 more' else severities}, all listed in the job summary"
        rest = f"::{severity} title=Throughline::{words}"
        assert these[len(told) :] == ([rest] if more else [])
    assert len(lines) <= 20


def test_an_annotation_shows_the_mended_line() -> None:
    assert as_github([TIME], "content").endswith("::“19.30” is not a time. Write 19:30.%0A"
                                                 "Write instead: start_time: 19:30")  # fmt: skip


# For the summary of a job


def test_the_summary_lists_every_problem_by_file() -> None:
    shown = as_markdown(
        [DATE, TIME, WARNING] + [problem(path=f"p/{n}.yaml") for n in range(50)], LINES, "content"
    )
    assert shown.startswith("### The content has 53 problems\n")
    assert shown.count("#### `content/meetings/x.yaml`") == 1
    assert shown.count("#### ") == 52
    assert "❌ **Line 3**: “2017-02-30” is not a date (`date-form`)" in shown
    assert "```text\ndate: 2017-02-30\n      ^\n```" in shown
    assert "Write instead:\n\n```text\nstart_time: 19:30\n```" in shown
    assert "⚠️ **Line 1**: no source" in shown


def test_the_summary_shows_words_as_they_stand() -> None:
    one = Problem("c", "<b> *x* [a](b) `c`", Place("x.yaml", 1, 1))
    shown = as_markdown([one], {"x.yaml": ["a ``` b"]}, "content")
    assert "\\<b\\> \\*x\\* \\[a\\](b) \\`c\\`" in shown
    assert "````text\na ``` b" in shown


def test_the_summary_stays_within_what_a_job_may_have() -> None:
    shown = as_markdown([problem("x" * 2_000, f"p/{n}.yaml") for n in range(1_000)], {}, "content")
    assert len(shown.encode()) < 1_000_000
    assert re.search(r"… and \d+ more\.\n$", shown)


def test_the_summary_says_when_there_is_nothing_to_mend() -> None:
    assert as_markdown([], {}, "content") == "### The content has no problems\n"


# For a code scanner


PROJECT = Path(__file__).parents[2]
SCHEMA = json.loads((PROJECT / "tests" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
EXPLAINED = explanations((PROJECT / "docs" / "problems.md").read_text(encoding="utf-8"))


def sarif(*problems: Problem) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        as_sarif(problems, "content", EXPLAINED, "https://x.example/problems.md")
    )
    jsonschema.Draft4Validator(SCHEMA).validate(found)
    return found


def test_sarif_has_the_shape_that_scanners_read() -> None:
    found = sarif(DATE, WARNING, DATE)
    assert found["version"] == "2.1.0"
    assert found["$schema"].endswith("sarif-2.1.0.json")
    (run,) = found["runs"]
    assert run["tool"]["driver"]["name"] == "throughline"
    assert run["tool"]["driver"]["version"] == __version__
    rule, unexplained = run["tool"]["driver"]["rules"]
    assert rule["id"] == "date-form"
    assert rule["shortDescription"]["text"] == "This is not a date, or no such day exists."
    assert "**Cure.** Write it year first" in rule["help"]["markdown"]
    assert "Cure. Write it year first, as far as it is known: see dates." in rule["help"]["text"]
    assert rule["helpUri"] == "https://x.example/problems.md#date-form"
    assert unexplained == {"id": "no-source", "helpUri": "https://x.example/problems.md#no-source"}
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


def test_sarif_offers_a_fix_where_the_line_is_certain() -> None:
    unsure, sure = sarif(DATE, TIME)["runs"][0]["results"]
    assert "fixes" not in unsure
    (change,) = sure["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "content/meetings/x.yaml"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 1},
            "insertedContent": {"text": "start_time: 19:30"},
        }
    ]


def test_sarif_without_problems_is_still_a_run() -> None:
    (run,) = sarif()["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize("name", ["Jo Arden", "é", "a%b", "a#b", "a?b"])
def test_sarif_names_files_by_valid_addresses(name: str) -> None:
    result = sarif(problem(path=f"people/{name}.yaml"))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == quote(f"content/people/{name}.yaml")
