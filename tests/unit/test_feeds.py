"""Feeds and calendars, read back by the libraries that readers' programs use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from icalendar import Calendar
from written import LEAST, TEMPLATES, files, write

from generator import ledger as ledgers
from generator.build import Options, build

TOWN = {
    **LEAST,
    **files("""\
    === people/jo.yaml
    name: Jo <b>Bell</b>
    public_role: councillor
    === boards/b.yaml
    name: Harbour & Quay Board
    classification: board
    === topics/wall.yaml
    name: Sea wall
    === meetings/held.yaml
    bodies: [b]
    date: 2019-06-03
    start_time: 19:30
    end_time: 21:00
    place: Town Hall, Quay; room 2
    topics: [wall]
    attendance: [{person: jo}]
    summary: The Board met. It spoke of "lamps" & <i>quays</i>.
    === meetings/long.yaml
    bodies: [b]
    date: 2019-07-01
    start_time: 22:00
    end_time: 00:30
    aliases: [first-name, second-name]
    === meetings/off.yaml
    bodies: [b]
    date: 2019-08-05
    status: cancelled
    === meetings/later.yaml
    bodies: [b]
    date: 2019-09-02
    status: postponed
    === meetings/coming.yaml
    bodies: [b]
    date: 2020-02-03
    status: scheduled
    === inspections/look.yaml
    title: Inspection
    by: town
    of: [b]
    date: 2019-01-07/2019-01-18
    === events/month.yaml
    title: A month
    classification: launch
    date: 2019-03
    === recommendations/r.yaml
    title: Paint
    made_by: [town]
    made_to: [b]
    made_on: 2018-12-21
    asks: Paint.
    status_updates: [{status: in progress, as_at: 2019-06-30, text: Begun.}]
    """),
}
DAY = date(2020, 1, 1)


def made(folder: Path, content: Mapping[str, str] = TOWN, day: date = DAY, **others: Any) -> dict[str, bytes]:
    options = Options(day, write(folder / "content", content), TEMPLATES, search=False, **others)
    site = build(options)
    assert not site.has_errors, site.problems
    return dict(site.files)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("feeds"))


def atom(site: Mapping[str, bytes], path: str) -> Any:
    found = feedparser.parse(site[path])
    assert not found.bozo, found
    return found


def events(site: Mapping[str, bytes], path: str = "calendar.ics") -> dict[str, Any]:
    found = Calendar.from_ical(site[path])
    assert not found.errors
    walked = found.walk("VEVENT")
    assert not [event for event in walked if event.errors]
    return {str(event["uid"]).partition("@")[0]: event for event in walked}


# Feeds


def test_the_feed_of_the_record_tells_what_happened_the_latest_first(site: dict[str, bytes]) -> None:
    titles = [entry.title for entry in atom(site, "feed.xml").entries]
    assert titles[0].endswith("3 February 2020")
    assert titles.index("Inspection") > titles.index("A month")
    assert len(titles) == 9


def test_text_stays_text_in_a_feed(site: dict[str, bytes]) -> None:
    entry = next(one for one in atom(site, "feed.xml").entries if one.title.endswith("3 June 2019"))
    assert entry.title == "Harbour & Quay Board, 3 June 2019"
    assert "3 June 2019. The Board met. It spoke of" in entry.summary
    assert b"<i>" not in site["feed.xml"]


def test_every_feed_says_where_it_is_and_no_two_entries_share_an_id(site: dict[str, bytes]) -> None:
    paths = [path for path in site if path.endswith("feed.xml")]
    assert {"feed.xml", "boards/b/feed.xml", "people/jo/feed.xml", "topics/wall/feed.xml"} <= set(paths)
    assert {"recommendations/feed.xml", "recommendations/r/feed.xml"} <= set(paths)
    for path in paths:
        found = atom(site, path)
        assert found.feed.id == f"https://example.org/{path}"
        ids = [entry.id for entry in found.entries]
        assert len(ids) == len(set(ids))


def test_a_body_a_person_and_a_topic_have_their_own_entries(site: dict[str, bytes]) -> None:
    assert len(atom(site, "people/jo/feed.xml").entries) == 1
    assert len(atom(site, "topics/wall/feed.xml").entries) == 1
    assert "Inspection" in [entry.title for entry in atom(site, "boards/b/feed.xml").entries]
    assert [entry.title for entry in atom(site, "recommendations/r/feed.xml").entries] == ["Paint", "Paint"]


def test_every_entry_leads_to_a_page_of_the_site(site: dict[str, bytes]) -> None:
    for path in (path for path in site if path.endswith(".xml") and "sitemap" not in path):
        for entry in atom(site, path).entries:
            address = entry.link.removeprefix("https://example.org/").partition("#")[0]
            assert f"{address}index.html" in site


def test_the_json_feed_says_the_same(site: dict[str, bytes]) -> None:
    for path in (path for path in site if path.endswith("feed.xml")):
        feed = json.loads(site[path.replace(".xml", ".json")])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"https://example.org/{path.replace('.xml', '.json')}"
        assert [item["id"] for item in feed["items"]] == [one.id for one in atom(site, path).entries]
        for item in feed["items"]:
            assert datetime.fromisoformat(item["date_modified"])
            assert item["url"].startswith("https://example.org/")


def test_an_entry_bears_the_day_of_its_last_change_and_not_the_day_it_tells_of(tmp_path: Path) -> None:
    kept = tmp_path / "published.json"
    entry = ledgers.Published("meetings", "M", "0" * 16, date(2019, 6, 10), date(2019, 6, 20), 2)
    kept.write_text(ledgers.as_text(ledgers.Ledger({"/meetings/held/": entry})), encoding="utf-8")
    site = made(tmp_path, ledger=kept)
    held = next(one for one in atom(site, "feed.xml").entries if one.title.endswith("3 June 2019"))
    assert (held.published, held.updated) == ("2019-06-10T00:00:00Z", "2019-06-20T00:00:00Z")
    (change,) = atom(site, "changes.xml").entries
    assert change.summary == "Changed, for the 2nd time."
    assert events(site)["meetings/held"]["sequence"] == 2


def test_without_a_public_address_there_are_none(tmp_path: Path) -> None:
    settings = LEAST["site.yaml"].replace("base_url: https://example.org\n", "")
    site = made(tmp_path, {**TOWN, "site.yaml": settings})
    assert not [path for path in site if path.endswith((".xml", ".ics", "feed.json"))]


# Calendars


def test_the_calendar_holds_what_has_a_known_day_and_nothing_else(site: dict[str, bytes]) -> None:
    assert events(site).keys() == {
        "meetings/held", "meetings/first-name", "meetings/off", "meetings/later", "meetings/coming",
        "inspections/look",
    }  # fmt: skip
    assert events(site, "boards/b/calendar.ics").keys() == events(site).keys()


def test_times_are_those_of_the_place_and_whole_days_are_dates(site: dict[str, bytes]) -> None:
    found = events(site)
    london = ZoneInfo("Europe/London")
    assert found["meetings/held"]["dtstart"].dt == datetime(2019, 6, 3, 19, 30, tzinfo=london)
    assert found["meetings/held"]["dtend"].dt == datetime(2019, 6, 3, 21, 0, tzinfo=london)
    assert found["meetings/held"]["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert found["meetings/first-name"]["dtend"].dt == datetime(2019, 7, 2, 0, 30, tzinfo=london)
    look = found["inspections/look"]
    assert (look["dtstart"].dt, look["dtend"].dt) == (date(2019, 1, 7), date(2019, 1, 19))


def test_what_is_off_says_so_and_what_is_planned_may_move(site: dict[str, bytes]) -> None:
    status = {uid: str(event["status"]) for uid, event in events(site).items()}
    assert status["meetings/held"] == "CONFIRMED"
    assert status["meetings/off"] == "CANCELLED"
    assert status["meetings/later"] == "CANCELLED"
    assert status["meetings/coming"] == "TENTATIVE"
    assert str(events(site)["meetings/later"]["summary"]).startswith("Postponed: ")


def test_signs_that_calendars_use_themselves_come_back(site: dict[str, bytes]) -> None:
    assert str(events(site)["meetings/held"]["location"]) == "Town Hall, Quay; room 2"
    assert all(len(line) <= 75 for line in site["calendar.ics"].split(b"\r\n"))


def test_every_calendar_can_be_read(site: dict[str, bytes]) -> None:
    for path in (path for path in site if path.endswith(".ics")):
        assert Calendar.from_ical(site[path]).errors == []
        assert site[path].endswith(b"END:VCALENDAR\r\n")
