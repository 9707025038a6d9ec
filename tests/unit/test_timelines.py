"""The timeline's pages: one that holds all, or a list of years where there is too much; from either end."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from written import LEAST, options, write

from generator.build import build

MOST_PAGE = 100 * 1024
FIRST = date(2016, 1, 1)
MANY, FEW = 640, 30


def _events(count: int) -> dict[str, str]:
    """Events, nearly all of them on two days of one year each; that is too many for one page."""
    return {
        f"events/event-{number}.yaml": (
            f"title: Event {number}\n"
            f"date: {FIRST + timedelta(days=number // 2 if number < 600 else number)}\n"
            f"classification: {'notice' if number % 2 else 'debate'}\n"
            f"bodies: [town]\n"
            f"summary: What event {number} was about, in a sentence as long as they usually are.\n"
        )
        for number in range(count)
    }  # fmt: skip


Pages = dict[str, LexborHTMLParser]


def _pages(folder: Path, count: int) -> tuple[Pages, dict[str, int]]:
    site = build(options(write(folder, {**LEAST, **_events(count)})))
    assert not [one for one in site.problems if one.is_error]
    texts = {path: data for path, data in site.files.items() if path.endswith("index.html")}
    wanted = [path for path in texts if path.startswith(("timeline/", "organizations/town"))]
    parsed = {path.removesuffix("index.html"): LexborHTMLParser(texts[path].decode()) for path in wanted}
    return parsed, {path: len(gzip.compress(data)) for path, data in texts.items()}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pages, dict[str, int]]:
    return _pages(tmp_path_factory.mktemp("long"), MANY)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return _pages(tmp_path_factory.mktemp("short"), FEW)[0]


def _ids(page: LexborHTMLParser) -> list[str]:
    return [one.attributes["id"] or "" for one in page.css(".moment")]


def _parts(page: LexborHTMLParser) -> list[tuple[str, str]]:
    return [
        (link.attributes["href"] or "", " ".join(row.text().split()))
        for row in page.css(".parts li") for link in row.css("a")
    ]  # fmt: skip


def test_a_short_timeline_is_one_page_with_everything(short: Pages) -> None:
    page = short["timeline/"]
    assert len(_ids(page)) == FEW
    assert not page.css(".parts")


def test_the_other_order_is_a_page_one_link_away(short: Pages) -> None:
    links = [link.attributes["href"] for link in short["timeline/"].css(".forms a")]
    assert "../timeline/earliest-first/" in links or "../timeline/latest-first/" in links
    other = next(page for path, page in short.items() if path.startswith("timeline/") and "-first/" in path)
    assert sorted(_ids(other)) == sorted(_ids(short["timeline/"]))
    assert _ids(other) != _ids(short["timeline/"])


def test_titles_only_are_the_same_events_without_what_is_said_of_them(short: Pages) -> None:
    assert _ids(short["timeline/list/"]) == _ids(short["timeline/"])
    assert short["timeline/"].css(".moment .line")
    assert not short["timeline/list/"].css(".moment .line, .moment .refs")


def test_another_form_is_not_for_search_engines(short: Pages) -> None:
    def robots(path: str) -> list[str | None]:
        return [one.attributes["content"] for one in short[path].css("meta[name=robots]")]

    assert robots("timeline/") == []
    assert robots("timeline/list/") == ["noindex"]


def test_a_long_timeline_is_a_list_of_its_years(long: tuple[Pages, dict[str, int]]) -> None:
    pages, _ = long
    assert _ids(pages["timeline/"]) == []
    assert _parts(pages["timeline/"]) == [
        ("../timeline/2017/", "2017 40 events"),
        ("../timeline/2016/", "2016 600 events"),
    ]


def test_a_year_with_too_much_is_a_list_of_its_months(long: tuple[Pages, dict[str, int]]) -> None:
    pages, _ = long
    months = _parts(pages["timeline/2016/"])
    assert months[-1] == ("../../timeline/2016/01/", "January 2016 62 events")
    assert len(months) == 10


def test_every_event_of_a_long_timeline_is_on_one_page_of_the_parts(
    long: tuple[Pages, dict[str, int]],
) -> None:
    parts = {path: page for path, page in long[0].items() if path.startswith("timeline/20")}
    everything = sorted(f"event-{number}" for number in range(MANY))
    in_full = [one for path, page in parts.items() if not path.endswith("/list/") for one in _ids(page)]
    titles = [one for path, page in parts.items() if path.endswith("/list/") for one in _ids(page)]
    assert sorted(in_full) == everything
    assert sorted(titles) == everything


def test_a_body_has_the_latest_of_very_many_events_on_its_own_page(
    long: tuple[Pages, dict[str, int]],
) -> None:
    pages, _ = long
    town = pages["organizations/town/"]
    assert len(_ids(town)) == 100
    assert f"event-{MANY - 1}" in _ids(town)
    assert any(
        "timeline/organizations/town/" in (one.attributes["href"] or "") for one in town.css("#timeline a")
    )


def test_a_link_to_an_event_leads_to_the_page_of_its_year_or_month(
    long: tuple[Pages, dict[str, int]], short: Pages
) -> None:
    def links(page: LexborHTMLParser) -> Iterator[str]:
        return (one.attributes["href"] or "" for one in page.css("a.permalink"))

    assert set(links(short["timeline/"])) == {f"../timeline/2016/#event-{number}" for number in range(FEW)}
    town = list(links(long[0]["organizations/town/"]))
    assert f"../../timeline/2017/#event-{MANY - 1}" in town
    assert "../../timeline/2016/10/#event-599" in town


RECESS = {
    "events/before.yaml": "title: Before\ndate: 2016-07-27\nclassification: debate\n",
    "events/after.yaml": "title: After\ndate: 2016-09-06\nclassification: debate\n",
    "events/soon.yaml": "title: Soon after\ndate: 2016-10-01\nclassification: debate\n",
    "events/recess.yaml": "title: Summer recess\ndate: 2016-07-28/2016-09-05\nclassification: recess\n",
}


def test_a_long_silence_is_told_with_its_days_and_its_reason(tmp_path: Path) -> None:
    site = build(options(write(tmp_path, {**LEAST, **RECESS})))
    page = LexborHTMLParser(site.files["timeline/index.html"].decode())
    said = [one.text() for one in page.css(".silence")]
    assert said == ["No recorded events from 28 July to 5 September 2016 (Summer recess)."]


def test_a_silence_without_a_reason_gives_none(tmp_path: Path) -> None:
    del (content := {**LEAST, **RECESS})["events/recess.yaml"]
    site = build(options(write(tmp_path, content)))
    page = LexborHTMLParser(site.files["timeline/index.html"].decode())
    assert [one.text() for one in page.css(".silence")] == [
        "No recorded events from 28 July to 5 September 2016."
    ]


def test_no_page_of_a_long_timeline_is_heavy(long: tuple[Pages, dict[str, int]]) -> None:
    _, sizes = long
    assert {path: size for path, size in sizes.items() if size > MOST_PAGE} == {}
