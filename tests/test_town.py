"""The invented town is built byte for byte as the golden pages say; UPDATE_GOLDEN=1 rewrites them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT, TODAY, TOWN, Built, built
from selectolax.lexbor import LexborHTMLParser

from generator.build import Options
from generator.records import FOLDERS, SINGLES, shapes
from generator.records.entries import Citation, Model

GOLDEN = TOWN / "golden"
MOST_LINES, MOST_SIGNS, MOST_PAGES = 30, 160, 5
OPTIONS = Options(TODAY, content=TOWN / "content", templates=PROJECT / "templates", search=False)


# Of the files that are data, enough to see what a change does to them.
GOLDEN_DATA = (
    "data/attendance.csv", "data/memberships.csv", "data/money.csv", "data/popolo-losses.json",
    "data/popolo.json", "data/timeline.json", "decisions/joint-2019-03-05/light-again/index.json",
    "recommendations/light-the-wall/index.json",
)  # fmt: skip


def _pages(site: Built) -> dict[str, bytes]:
    return {p: data for p, data in site.files.items() if p.endswith(".html") or p in GOLDEN_DATA}


def _golden() -> dict[str, bytes]:
    paths = sorted(path for path in GOLDEN.rglob("*") if path.is_file())
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in paths}


def _rewrite(pages: dict[str, bytes]) -> None:
    for path in _golden().keys() - pages.keys():
        (GOLDEN / path).unlink()
    for path, data in pages.items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_bytes(data)


def _differences(expected: dict[str, bytes], found: dict[str, bytes]) -> Iterator[str]:
    """Say which pages are new, gone or other than they should be, and in which lines."""
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            yield f"{path}: is no longer made"
        elif path not in expected:
            yield f"{path}: is new"
        elif expected[path] != found[path]:
            before, after = (data.decode().splitlines() for data in (expected[path], found[path]))
            lines = unified_diff(before, after, f"golden/{path}", f"built/{path}", n=1, lineterm="")
            shown = "\n".join(line[:MOST_SIGNS] for line in islice(lines, MOST_LINES))
            yield shown or f"{path}: only line ends differ"


def _text(site: Built, path: str, part: str = "main") -> str:
    """The words of a part of a page, with single spaces."""
    (node,) = LexborHTMLParser(site.files[path].decode()).css(part)
    return " ".join(node.text(separator=" ").split())


def test_pages_are_as_the_golden_ones(town: Built) -> None:
    pages = _pages(town)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        _rewrite(pages)
    found = list(_differences(_golden(), pages))
    shown = "\n\n".join(found[:MOST_PAGES])
    assert not found, f"{len(found)} pages differ; UPDATE_GOLDEN=1 accepts them all\n\n{shown}"


def test_the_only_problems_are_those_the_town_was_given(town: Built) -> None:
    assert [(problem.code, str(problem.place)) for problem in town.problems] == [
        ("text-html", "documents/inspection-report-2018.yaml:1:32"),
        ("text-html", "documents/inspection-report-2018.yaml:1:39"),
        ("text-html", "documents/inspection-report-2018.yaml:1:69"),
        ("sums-do-not-add-up", "meetings/joint-2019-03-05.yaml:121:11"),
        ("text-html", "pages/about.md:24:1"),
        ("text-html", "pages/about.md:24:23"),
        ("owner-missing", "recommendations/count-the-steps.yaml:1:8"),
        ("statement-without-source", "recommendations/light-the-wall.yaml:28:5"),
    ]


def test_problem_says_which_statement_has_no_source(town: Built) -> None:
    assert "“”" not in town.problems[0].message


def test_town_has_every_kind_of_record(town: Built) -> None:
    assert town.kinds == FOLDERS.keys() | SINGLES.keys()


# What the pages say of the traps, in words that outlive a change of template.


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("documents/wall-survey-1999", "1999"),
        ("documents/inspection-report-2018", "November 2018"),
        ("meetings/joint-2019-03-05", "5 March 2019"),
        ("boards/finance-committee", "about January 2010"),
        ("boards/harbour-committee", "until about November 2016"),
        ("boards/harbour-committee", "from spring 2017"),
        ("boards/harbour-committee", "2016 to winter 2017"),
        ("boards/harbour-committee", "municipal year 2016/17"),
        ("recommendations/light-the-wall", "summer 2019"),
        ("plans/harbour-plan", "autumn 2019"),
        ("plans/harbour-plan", "academic year 2018/19"),
        ("plans/harbour-plan", "financial year 2019/20"),
        ("inspections/harbour-inspection-2018", "1 to 12 October 2018"),
        ("visits/lamp-visit-2020", "March 2020 to April 2020"),
        ("organizations/tidewick-council", "until 1951"),
        ("decisions/lamp-direction-2019", "from 15 April 2019"),
        ("decisions/lamp-direction-2019", "about December 2019"),
    ],
)
def test_date_is_printed_as_far_as_it_is_known(town: Built, page: str, words: str) -> None:
    assert words in _text(town, f"{page}/index.html")


@pytest.mark.parametrize("part", ["#attendance", "#declarations", "#items", "#decided"])
def test_a_dated_page_uses_the_names_that_its_own_papers_use(town: Built, part: str) -> None:
    text = _text(town, "meetings/joint-2019-03-05/index.html", part)
    assert "Zoë" not in text
    assert "Z Brandt" in text or part == "#decided"


def test_nothing_later_than_its_day_is_told_of_the_offices_of_a_page(town: Built) -> None:
    offices = _text(town, "meetings/joint-2019-03-05/index.html", "#offices")
    assert "in office from 1 June 2018" in offices
    assert "31 March 2019" not in offices
    assert "Amos Null" not in offices


def test_a_month_is_never_printed_as_its_first_day(town: Built) -> None:
    assert "on 1 April 2019" not in _text(town, "decisions/lamp-direction-2019/index.html")


def test_a_day_in_office_that_one_paper_proves_is_shown_with_that_paper(town: Built) -> None:
    page = LexborHTMLParser(town.files["on/2019-03-05/index.html"].decode())
    (row,) = (row for row in page.css("tr") if "in office on the day" in row.text())
    assert row.css(".refs a")


def test_nothing_has_led_to_what_was_there_before(town: Built) -> None:
    page = LexborHTMLParser(town.files["timeline/index.html"].decode())
    for name in ("lamp-visit-2019", "lamp-night-2019", "joint-2019-03-05-light-again"):
        (moment,) = page.css(f"li#{name}")
        links = [link.attributes["href"] or "" for link in moment.css(".led-to a")]
        assert [link for link in links if link.endswith("/light-the-wall/")] == [], name


def test_what_goes_on_is_named_under_each_later_month_of_every_timeline_it_is_of(town: Built) -> None:
    for path in ("timeline/2019", "timeline/organizations/tidewick-council"):
        assert "In force: Lamps to be fitted by hand" in _text(town, f"{path}/index.html"), path


def test_roles_over_time_are_drawn_beside_their_table(town: Built) -> None:
    page = LexborHTMLParser(town.files["people/zoe-brandt/index.html"].decode())
    assert page.css("#roles svg.stretches .held")
    assert page.css("#roles table")


def test_a_page_that_refers_here_twice_is_listed_once(town: Built) -> None:
    for path, data in town.files.items():
        for rows in (
            LexborHTMLParser(data.decode()).css("#referred-to-by .rows") if path.endswith(".html") else ()
        ):
            titles = [
                (link.attributes["href"] or "").partition("#")[0]
                for one in rows.css(".title")
                if (link := one.css_first("a[href]"))
            ]
            assert len(titles) == len(set(titles)), path


def test_a_recommendation_says_how_long_each_step_took(town: Built) -> None:
    assert "weeks" in _text(town, "recommendations/light-the-wall/index.html", "#history")


def test_no_id_stands_for_the_number_that_a_part_does_not_have(town: Built) -> None:
    for path in ("decisions/harbour-committee-2019-06-18/noted", "recommendations/light-the-wall"):
        assert "noted-part" not in _text(town, f"{path}/index.html")


def test_a_document_says_in_words_what_rests_on_it(town: Built) -> None:
    resting = _text(town, "documents/inspection-report-2018/index.html", "#outline")
    assert "The wall is dark" in resting
    assert "the citation" not in resting


def test_a_sum_is_in_its_own_currency_wherever_it_stands(town: Built) -> None:
    assert [path for path, data in town.files.items() if "£9,500".encode() in data] == []


def test_sums_on_different_bases_are_listed_apart(town: Built) -> None:
    main = LexborHTMLParser(town.files["money/index.html"].decode()).css_first("main")
    assert main is not None
    bases = [heading.text().split()[0] for heading in main.css("h2, h3") if "Sources" not in heading.text()]
    assert bases == ["Full-year", "In-year", "Not", "One-off", "Ongoing", "Total"]
    text = _text(town, "money/index.html")
    for words in ("€9,500", "£12,000 (£12k)", "£3,000", "£1,250.50"):
        assert words in text
    assert "24,500" not in text


def test_markup_in_a_title_is_shown_and_never_obeyed(town: Built) -> None:
    title = 'Dark & dangerous: "the <b>wall</b>", it\'s href="/nowhere/" <!-- said'
    page = LexborHTMLParser(town.files["documents/inspection-report-2018/index.html"].decode())
    heading, named = page.css_first("h1"), page.css_first("title")
    assert heading is not None
    assert named is not None
    assert heading.text() == title
    assert named.text().startswith(title)
    described = page.css_first('meta[property="og:title"]')
    assert described is not None
    assert described.attributes["content"] == title


def test_raw_html_in_a_text_is_shown_and_never_obeyed(town: Built) -> None:
    assert '<script>alert("never")</script>' in _text(town, "about/index.html")


def test_a_meeting_to_come_is_not_called_one_whose_outcome_is_missing(town: Built) -> None:
    past = _text(town, "meetings/harbour-committee-2019-10-01/index.html")
    to_come = _text(town, "meetings/harbour-committee-2020-02-11/index.html")
    assert "utcome not recorded" in past
    assert "utcome not recorded" not in to_come


def test_a_recommendation_with_nothing_known_says_so_at_every_step(town: Built) -> None:
    text = _text(town, "recommendations/count-the-steps/index.html")
    for words in (
        "No answer in so many words is recorded.",
        "No decision on it is recorded.",
        "No action is recorded.",
    ):
        assert words in text


def test_throughline_can_be_walked_from_both_of_its_ends(town: Built) -> None:
    page = LexborHTMLParser(town.files["recommendations/light-the-wall/index.html"].decode())
    ahead = {link.attributes["href"] for link in page.css("#throughline a")}
    for end in ("inspections/harbour-inspection-2018/#dark-wall", "visits/lamp-visit-2019/#lit-wall"):
        assert f"../../{end}" in ahead
        back = LexborHTMLParser(town.files[f"{end.partition('#')[0]}index.html"].decode())
        links = {link.attributes["href"] for link in back.css("#throughline a")}
        assert "../../recommendations/light-the-wall/" in links


def test_value_used_where_sources_differ_is_shown_even_if_no_source_has_it(town: Built) -> None:
    assert "neither, as both claim it" in _text(town, "measures/wall-lamps/index.html")


def test_remark_on_a_source_is_shown_though_the_source_was_cited_before(town: Built) -> None:
    assert "Said in passing." in _text(town, "recommendations/light-the-wall/index.html")


def test_what_was_embargoed_appears_on_its_day() -> None:
    day = date(2020, 6, 1)
    assert "decisions/obsidian-ferry/index.html" in built(replace(OPTIONS, today=day)).files
    before = built(replace(OPTIONS, today=date(2020, 5, 31)))
    assert "decisions/obsidian-ferry/index.html" not in before.files


# A blank never lies: whatever entry a remark stands on, readers see it.

REMARKS: dict[str, Any] = {
    "note": "Remark {0}.",
    "absent": [{"what": "Remark {0}", "reason": "lost"}],
    "sources_differ": [{"field": "Remark {0}", "accounts": [{"value": "this"}, {"value": "that"}]}],
}
LISTS = ("open-work/index.html", "differences/index.html")


def _filled(form: Any, number: int) -> Any:
    """Put a number wherever a remark's form leaves room for one."""
    if isinstance(form, str):
        return form.format(number)
    if isinstance(form, dict):
        return {key: _filled(value, number) for key, value in form.items()}
    return [_filled(value, number) for value in form]


def _remark(model: type[Model], data: dict[str, Any], field: str, said: list[str], where: str = "") -> None:
    """Write a numbered remark on a group of fields and on every group inside it; note where each is."""
    if data.get("access", "public") != "public":
        return
    where = f"{where} {model.__name__}".strip()
    if field in shapes(model):
        data[field] = _filled(REMARKS[field], len(said))
        said.append(where)
    for name, shape in shapes(model).items():
        if shape.model is None or shape.model is Citation or name in REMARKS or not data.get(name):
            continue
        for entry in data[name] if shape.many else [data[name]]:
            _remark(shape.model, entry, field, said, where)


def _remarked(folder: Path, field: str, *, rules: bool) -> list[str]:
    """Copy the town with a remark on every entry; say what each of them stands on."""
    said: list[str] = []
    shutil.copytree(TOWN / "content", folder, dirs_exist_ok=True)
    for path in sorted(folder.rglob("*.yaml")):
        if (path.stem == "rules") != rules:
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        _remark(FOLDERS.get(path.parent.name) or SINGLES[path.stem], data, field, said)
        path.write_text(_plainly(data), encoding="utf-8")
    return said


def _plainly(data: Any) -> str:
    """Write YAML in which numbers and flags stay plain, as clerks write them."""
    text = yaml.dump(data, allow_unicode=True, width=10_000, sort_keys=False)
    return re.sub(r"'(true|false|-?\d+(?:\.\d+)?)'$", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("field", REMARKS)
def test_a_remark_on_any_entry_is_shown_with_its_record(tmp_path: Path, field: str) -> None:
    said = _remarked(tmp_path, field, rules=False)
    site = built(replace(OPTIONS, content=tmp_path, today=date(2020, 7, 1)))
    assert site.errors == []
    pages = b"".join(data for path, data in _pages(site).items() if path not in LISTS).decode()
    shown = {int(number) for number in re.findall(r"\bRemark (\d+)", pages)}
    lost = sorted({where for number, where in enumerate(said) if number not in shown})
    assert said
    assert not lost, f"“{field}” is shown nowhere when it stands on: {', '.join(lost)}"


@pytest.mark.parametrize("field", REMARKS)
def test_a_remark_on_a_rule_makes_no_dead_link(tmp_path: Path, field: str) -> None:
    assert _remarked(tmp_path, field, rules=True)
    site = built(replace(OPTIONS, content=tmp_path))
    assert site.errors == []
