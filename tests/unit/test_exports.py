from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS, LEAST, Content, options, write

from generator import build, dates, exports
from generator.addresses import page_nodes
from generator.exports.popolo.days import at_time, ends, reduced
from generator.ledger import Ledger, Published, as_text
from generator.pages import Library

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


def made(folder: Path, content: Content, **others: Any) -> Mapping[str, bytes]:
    """Build some content with the least there is, and take all that is no page."""
    chosen = replace(options(write(folder, {**LEAST, **content})), **others)
    site = build.check(chosen)
    assert not site.has_errors, site.problems
    assert site.graph
    assert site.timeline
    assert site.addresses
    shown = build.site_view(site.graph, chosen)
    library = Library(site.graph, site.timeline, site.addresses, chosen.today, shown.base_url)
    listed = exports.build(exports.Stock(library, shown, site.ledger), ())
    return {path: data for batch in listed.batches for path, data in batch.make().items()}


def rows(files: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{table}.csv"].decode(), newline="")))


def popolo(files: Mapping[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(files["data/popolo.json"])
    return found


# Dates


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("2016", "2016"),
        ("2016-06", "2016-06"),
        ("2016-06-27", "2016-06-27"),
        ("2016-11~", "2016-11"),
        ("2016-22", "2016"),
        ("2016-24", None),
        ("2016-04-11/2016-05-05", "2016"),
        ("2016-04-11/2016-04-12", "2016-04"),
        ("2017-01/..", None),
        ("financial 2016/17", None),
    ],
)
def test_a_date_is_shortened_to_what_popolo_allows_and_says_no_more(written: str, left: str | None) -> None:
    assert reduced(dates.parse(written)) == left


@LAWS
@given(DAYS, DAYS)
def test_what_is_left_of_a_range_holds_all_its_days(one: date, other: date) -> None:
    first, last = sorted([one, other])
    left = reduced(dates.parse(f"{first}/{last}"))
    assert left is None or (str(first).startswith(left) and str(last).startswith(left))


def test_an_event_of_several_days_has_both_its_ends() -> None:
    assert ends(dates.parse("2016-04-11/2016-05-05")) == ("2016-04-11", "2016-05-05")
    assert ends(dates.parse("2016-04/..")) == ("2016-04", None)


def test_a_time_is_given_in_universal_time_in_summer_and_winter() -> None:
    assert at_time(date(2016, 9, 14), "19:30", "Europe/London") == "2016-09-14T18:30:00Z"
    assert at_time(date(2016, 12, 6), "19:30", "Europe/London") == "2016-12-06T19:30:00Z"
    assert at_time(date(2016, 12, 6), "19:30", "Nowhere/At_All") is None


# Popolo

BOARD = """\
    name: Board
    classification: Board
    founding_date: financial 2016/17
    posts:
      - id: chair
        label: Chair
    members:
      - name_as_written: a Member
        role: member
      - person: ann
        post: "#chair"
        start_date: 2016-04-01/2016-04-30
        area: Río Norte
      - organization: town
        role: member
    """
ANN = "name: Ann\npublic_role: Councillor\n"


def test_a_member_of_whom_a_paper_gives_only_words_is_written_down_as_left_out(tmp_path: Path) -> None:
    files = made(tmp_path, {"boards/board.yaml": BOARD, "people/ann.yaml": ANN})
    ids = [one["id"] for one in popolo(files)["memberships"]]
    assert ids == ["boards/board#ann.chair.2016-04-01_2016-04-30", "boards/board#town.member.undated"]
    losses = json.loads(files["data/popolo-losses.json"])["losses"]
    (left_out,) = (one for one in losses if one["field"] == "membership")
    assert left_out["written"] == "a Member"
    assert left_out["id"] not in ids


def test_a_body_can_be_a_member(tmp_path: Path) -> None:
    files = made(tmp_path, {"boards/board.yaml": BOARD, "people/ann.yaml": ANN})
    _, body = popolo(files)["memberships"]
    assert body["member"] == {"id": "organizations/town", "name": "Town"}
    assert "person_id" not in body


def test_what_a_shortened_date_said_is_written_down(tmp_path: Path) -> None:
    files = made(tmp_path, {"boards/board.yaml": BOARD, "people/ann.yaml": ANN})
    said = {
        (one["id"], one["field"]): (one["written"], one.get("exported"))
        for one in json.loads(files["data/popolo-losses.json"])["losses"]
    }
    assert said["boards/board", "founding_date"] == ("financial 2016/17", None)
    seat = "boards/board#ann.chair.2016-04-01_2016-04-30"
    assert said[seat, "start_date"] == ("2016-04-01/2016-04-30", "2016-04")


def test_an_area_keeps_the_letters_of_its_name(tmp_path: Path) -> None:
    files = made(tmp_path, {"boards/board.yaml": BOARD, "people/ann.yaml": ANN})
    assert popolo(files)["areas"] == [{"id": "areas/río-norte", "name": "Río Norte"}]


MEETING = """\
    bodies: [board]
    date: 2016-09-14
    start_time: 19:30
    items:
      - id: budget
        title: Budget
        decisions:
          - id: agreed
            title: The budget
            vote:
              votes_for: 9
              votes_against: 2
              result: carried
            parts:
              - id: first
                outcome: agreed
                text: To spend it.
          - id: noted
            title: The report
            parts:
              - id: second
                outcome: noted
                text: That it came.
      - id: secret
        title: Nobody may read this title
        access: exempt
        public_title: A lease
        exempt_paragraph: "3"
    """


@pytest.fixture
def met(tmp_path: Path) -> Mapping[str, bytes]:
    content = {"boards/board.yaml": BOARD, "people/ann.yaml": ANN, "meetings/first.yaml": MEETING}
    return made(tmp_path, content)


def test_a_motion_passes_only_where_the_record_leaves_no_doubt(met: Mapping[str, bytes]) -> None:
    results = {one["id"]: one.get("result") for one in popolo(met)["motions"]}
    assert results == {"meetings/first#agreed": "pass", "meetings/first#noted": None}


def test_a_vote_has_its_counts_and_leads_to_its_motion(met: Mapping[str, bytes]) -> None:
    (vote,) = popolo(met)["vote_events"]
    assert vote["motion_id"] == "meetings/first#agreed"
    assert vote["counts"] == [{"option": "yes", "value": 9}, {"option": "no", "value": 2}]


def test_an_exempt_item_gives_nothing_but_its_public_title(met: Mapping[str, bytes]) -> None:
    everything = b"".join(met.values())
    assert b"Nobody may read" not in everything
    assert b"A lease" in everything
    item = json.loads(met["meetings/first/index.json"])["written"]["items"][1]
    assert item == {"id": "secret", "title": "A lease", "access": "exempt", "exempt_paragraph": "3"}


def test_a_decision_of_a_meeting_has_data_beside_its_page(met: Mapping[str, bytes]) -> None:
    twin = json.loads(met["decisions/first/agreed/index.json"])
    assert twin["within"] == "meetings/first"
    assert twin["written"]["vote"] == {"votes_for": 9, "votes_against": 2, "result": "carried"}


# What is not public


def test_nothing_of_a_draft_or_of_what_is_still_under_embargo_is_in_any_file(tmp_path: Path) -> None:
    content = {
        "people/quokka.yaml": f"{ANN}publication: draft\nsummary: Xylophone.\n",
        "people/zed.yaml": "name: Zed\npublic_role: Zither\npublish_on: 2020-01-02\n",
    }
    everything = made(tmp_path, content)
    for word in ("quokka", "Xylophone", "Zed", "Zither"):
        assert not [path for path, data in everything.items() if word.encode() in data or f"/{word}/" in path]
    assert b"Zither" in made(tmp_path, content, today=date(2020, 1, 2))["data/people.csv"]


# Hostile text

HOSTILE = "=cmd|' /C calc'!A0, \"quoted\" </pre><script> \u2028 & 李明"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    name = HOSTILE.replace("\u2028", "")
    written = json.dumps(name, ensure_ascii=False)
    files = made(tmp_path, {"people/ann.yaml": f"name: {written}\npublic_role: '@SUM(A1)'\n"})
    (row,) = rows(files, "people")
    name = " ".join(name.split())
    assert row["name"] == f"'{name}"
    assert row["public_role"] == "'@SUM(A1)"
    assert popolo(files)["persons"][0]["name"] == name
    assert json.loads(files["people/ann/index.json"])["written"]["name"] == name


def test_no_cell_of_text_begins_like_a_formula(met: Mapping[str, bytes]) -> None:
    for path, data in met.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                assert not [cell for cell in row if cell[:1] in {"=", "+", "@", "\t", "\r"}]


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    text = """\
        title: Change
        unit: lamps
        series:
          - id: all
            title: All
            points:
              - date: 2016
                value: -3.50
        """
    files = made(tmp_path, {"measures/change.yaml": text})
    assert rows(files, "measures")[0]["value"] == "-3.50"
    twin = json.loads(files["measures/change/index.json"])
    assert twin["written"]["series"][0]["points"][0]["value"] == "-3.50"


# What can be switched off


def _outputs(words: str) -> dict[str, str]:
    return {"site.yaml": f"{LEAST['site.yaml']}outputs: {words}\n"}


def test_downloads_can_be_switched_off_with_their_page(tmp_path: Path) -> None:
    site = build.build(options(write(tmp_path, {**LEAST, **_outputs("{data: false}")})))
    assert not site.has_errors
    assert not [path for path in site.files if path.startswith("data/")]
    assert b"data/" not in site.files["index.html"]
    assert "organizations/town/index.json" in site.files


def test_each_record_as_data_can_be_switched_off(tmp_path: Path) -> None:
    site = build.build(options(write(tmp_path, {**LEAST, **_outputs("{twins: false}")})))
    assert not site.has_errors
    assert not [path for path in site.files if path.endswith("index.json")]
    assert b"application/json" not in site.files["organizations/town/index.html"]
    assert b"index.json" not in site.files["data/index.html"]


def test_feeds_and_calendars_can_be_switched_off_each_by_itself(tmp_path: Path) -> None:
    def ends(words: str) -> tuple[set[str], bytes]:
        files = build.build(options(write(tmp_path / words, {**LEAST, **_outputs(f"{{{words}}}")}))).files
        found = {path.rpartition("/")[2] for path in files}
        pages = b"".join(data for path, data in files.items() if path.endswith(".html"))
        return found & {"feed.xml", "feed.json", "changes.xml", "calendar.ics"}, pages

    found, pages = ends("feeds: false")
    assert found == {"calendar.ics"}
    assert b"calendar.ics" in pages
    assert b"feed." not in pages
    assert b"changes.xml" not in pages
    found, pages = ends("calendars: false")
    assert found == {"feed.xml", "feed.json", "changes.xml"}
    assert b"calendar.ics" not in pages


def test_with_everything_off_there_are_pages_and_what_hosts_read(tmp_path: Path) -> None:
    off = _outputs("{data: false, twins: false, feeds: false, calendars: false}")
    files = build.build(options(write(tmp_path, {**LEAST, **off}))).files
    others = {path for path in files if not path.endswith(".html") and not path.startswith("assets/")}
    assert others == {"robots.txt", "_redirects", "sitemap.xml"}


def test_a_misspelt_output_is_told_with_those_there_are(tmp_path: Path) -> None:
    site = build.check(options(write(tmp_path, {**LEAST, **_outputs("{feed: false}")})))
    (problem,) = [one for one in site.problems if one.is_error]
    assert (problem.code, problem.message) == ("field-unknown", "“feed” is not a field of the outputs")
    assert "feeds" in problem.hint


def test_the_site_map_has_the_day_of_the_last_change_where_the_ledger_has_it(tmp_path: Path) -> None:
    known = Published("organizations", "Town", "0" * 16, date(2018, 1, 2), date(2019, 3, 4), 1)
    ledger = tmp_path / "published.json"
    ledger.write_text(as_text(Ledger({"/organizations/town/": known})), encoding="utf-8")
    chosen = replace(options(write(tmp_path / "content", LEAST)), ledger=ledger)
    text = build.build(chosen).files["sitemap.xml"].decode()
    assert "<loc>https://example.org/organizations/town/</loc><lastmod>2019-03-04</lastmod>" in text
    assert text.count("<lastmod>") == 1


def test_each_page_of_a_record_leads_to_its_data(tmp_path: Path) -> None:
    site = build.build(options(write(tmp_path, LEAST)))
    assert site.graph
    assert (
        b'type="application/json" href="../../organizations/town/index.json"'
        in (site.files["organizations/town/index.html"])
    )
    for node in page_nodes(site.graph):
        assert f"{node.key}/index.json" in site.files


def test_without_a_public_address_addresses_begin_at_the_root(tmp_path: Path) -> None:
    bare = {"site.yaml": "title: T\ndescription: D\ncouncil: town\n"}
    (row,) = rows(made(tmp_path, bare), "organizations")
    assert row["address"] == "/organizations/town/"


# What is made while somebody writes


def test_a_draft_makes_nothing_beside_the_pages_until_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, ...]] = []

    class Watched(exports.Batch):
        def __init__(self, paths: tuple[str, ...], make: Any, **more: Any) -> None:
            def make_and_note() -> dict[str, bytes]:
                made.append(paths)
                found: dict[str, bytes] = make()
                return found

            super().__init__(paths, make_and_note, **more)

    monkeypatch.setattr(exports, "Batch", Watched)
    site = build.draft(options(write(tmp_path, LEAST)), build.Memory())
    assert b"/organizations/town/index.json"[1:] in site.files["organizations/town/index.html"]
    assert "data/people.csv" in site.files
    assert made == []
    assert site.files["organizations/town/index.json"].startswith(b"{")
    assert made == [("organizations/town/index.json",)]
    assert site.files["data/people.csv"].startswith(b"id,")
    assert len(made) == 2
    assert site.files["data/popolo.json"].startswith(b"{")
    assert len(made) == 2


def test_a_draft_has_the_files_of_a_build(tmp_path: Path) -> None:
    chosen = options(write(tmp_path, {**LEAST, "people/ann.yaml": ANN}))
    assert dict(build.draft(chosen, build.Memory()).files) == build.build(chosen).files


# The same bytes


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    content = {"boards/board.yaml": BOARD, "people/ann.yaml": ANN, "meetings/first.yaml": MEETING}
    assert made(tmp_path / "one", content) == made(tmp_path / "two", dict(reversed(content.items())))
