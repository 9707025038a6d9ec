"""The foot of each page: where to report a mistake in it, and how to cite it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import Markup
from written import LEAST, TODAY, checked, codes, options, read, write

from generator.build import build, site_view
from generator.pages import SiteView, View
from generator.pages.foot import UNSTAMPED, foot, stamped

VIEW = View("/people/jo/", "record.html", "Jo & Al", "About Jo.", Markup("Jo"))
SITE = "site.yaml"


def site(tmp_path: Path, address: str = "") -> SiteView:
    linked = checked(tmp_path, {}).graph
    assert linked
    return replace(site_view(linked, options(tmp_path)), report_address=address)


def test_a_form_gets_the_page_and_its_version_beside_what_it_asks_itself(tmp_path: Path) -> None:
    made = foot(VIEW, site(tmp_path, "https://town.example/report?kind=mistake#form"))
    parts = urlsplit(made.report)
    assert parse_qs(parts.query) == {
        "kind": ["mistake"], "page": ["https://example.org/people/jo/"], "version": [UNSTAMPED],
    }  # fmt: skip
    assert parts.fragment == "form"


def test_a_letter_is_begun_with_the_page_and_its_version(tmp_path: Path) -> None:
    made = foot(VIEW, site(tmp_path, "mistakes@town.example"))
    parts = urlsplit(made.report)
    fields = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "mistakes@town.example")
    assert fields["subject"] == ["A mistake in “Jo & Al”"]
    assert fields["body"][0].startswith(f"Page: https://example.org/people/jo/\r\nVersion: {UNSTAMPED}\r\n")
    assert "+" not in parts.query, "programs for mail take it for a plus"


def test_without_an_address_there_is_no_link(tmp_path: Path) -> None:
    assert foot(VIEW, site(tmp_path)).report == ""


def test_the_page_for_what_is_not_there_is_not_cited(tmp_path: Path) -> None:
    lost = replace(VIEW, address="/404.html")
    assert not foot(lost, site(tmp_path)).is_cited
    assert foot(lost, site(tmp_path, "a@town.example")).report == "mailto:a@town.example"
    assert foot(lost, site(tmp_path, "https://town.example/r")).report == "https://town.example/r"


PAGE = "<head>Jo</head><main{0}>{1}</main><footer>{1} {2} /?v={2}</footer>"


def made_version(attributes: str, text: str) -> str:
    return stamped(PAGE.format(attributes, text, UNSTAMPED)).rpartition("?v=")[2].removesuffix("</footer>")


def test_the_version_changes_with_what_the_page_says_and_with_nothing_else() -> None:
    assert made_version("", "<p>Jo, mayor</p>") == made_version(" class=wide", "<p><b>Jo</b>, mayor</p>")
    assert made_version("", "<p>Jo, mayor</p>") != made_version("", "<p>Jo, mayoress</p>")


def test_the_version_stands_wherever_the_foot_asks_for_it_and_nowhere_else() -> None:
    version = made_version("", UNSTAMPED)
    assert stamped(PAGE.format("", UNSTAMPED, UNSTAMPED)).count(UNSTAMPED) == 1, "that of the text stays"
    assert len(version) == len("0123456789ab")
    assert stamped("<main>Lost</main>") == "<main>Lost</main>"


def test_a_changed_record_changes_the_version_of_its_own_page_only(tmp_path: Path) -> None:
    people = {
        "people/jo.yaml": "name: Jo\npublic_role: Mayor\n",
        "people/al.yaml": "name: Al\npublic_role: Clerk\n",
    }
    before = build(options(write(tmp_path, {**LEAST, **people}))).files
    write(tmp_path, {"people/jo.yaml": "name: Jo\npublic_role: Mayoress\n"})
    after = build(options(tmp_path)).files
    assert before["people/jo/index.html"] != after["people/jo/index.html"]
    assert before["organizations/town/index.html"] == after["organizations/town/index.html"]
    assert before["people/al/index.html"] == after["people/al/index.html"]


@pytest.mark.parametrize(
    "written", ["clerk@town.gov.uk", "mailto:clerk@town.gov.uk", "https://town.gov.uk/r?a=b"]
)
def test_mistakes_are_reported_to_an_office_or_a_form(tmp_path: Path, written: str) -> None:
    found = checked(tmp_path, {SITE: f"{LEAST[SITE]}report_address: {written}\n"})
    assert not found.has_errors, "the address of the office is nobody's personal data"
    assert found.graph
    assert found.graph.site.report_address == written.removeprefix("mailto:")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("clerk@town", "name@council.example"),
        ("The Clerk <clerk@town.gov.uk>", "name@council.example"),
        ("town.gov.uk/r", "Write https://town.gov.uk/r"),
        ("clerk@town.gov.uk?subject=x", "name@council.example"),
    ],
)
def test_what_nobody_can_write_to_is_a_mistake(written: str, hint: str) -> None:
    _, (problem,) = read(SITE, f'{LEAST[SITE]}report_address: "{written}"\n')
    assert problem.code == "link-form"
    assert hint in problem.hint


STATEMENT = "accessibility:\n  conformance: partial\n  prepared_on: 2018-06-01\n"


@pytest.mark.parametrize(
    ("more", "line"),
    [("", 7), ("  reviewed_on: 2018-12-31\n", 8), ("  reviewed_on: 2019-01-01\n", 0)],
)
def test_a_statement_not_looked_at_for_a_year_is_due(tmp_path: Path, more: str, line: int) -> None:
    assert date(2020, 1, 1) == TODAY
    problems = checked(tmp_path, {SITE: LEAST[SITE] + STATEMENT + more}).problems
    due = [one for one in problems if one.code == "accessibility-review-due"]
    assert [(one.place.line, one.severity) for one in due] == ([(line, "warning")] if line else [])


def test_a_review_that_is_due_can_be_turned_off(tmp_path: Path) -> None:
    quiet = f"{LEAST[SITE]}{STATEMENT}checks: {{accessibility-review-due: off}}\n"
    assert "accessibility-review-due" not in codes(checked(tmp_path, {SITE: quiet}).problems)
