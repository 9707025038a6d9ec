"""The page for a body's next meeting: who sits on it, what is open and due, what was decided."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from written import LEAST, files, options, write

from generator.build import build
from generator.dates import elapsed

TOWN = {
    **LEAST,
    **files("""\
    === people/jo.yaml
    name: Jo Bell
    public_role: councillor
    === people/al.yaml
    name: Al Reed
    public_role: councillor
    === boards/b.yaml
    name: Harbour Board
    classification: board
    posts: [{id: chair, label: Chairman, role: chair}]
    members:
    - {person: jo, post: "#chair", start_date: 2019-05-01, current_as_of: 2019-12-01}
    - {person: al, role: member, start_date: 2015-05-01, end_date: 2017-05-01}
    === meetings/first.yaml
    bodies: [b]
    date: 2019-06-03
    items:
    - id: old
      title: Lamps
      requests: [{id: sent, asked_by: jo, text: A map., met_by: first}]
      decisions: [{id: early, title: Early decision, parts: [{id: e1, outcome: agreed, text: Yes.}]}]
    === meetings/second.yaml
    bodies: [b]
    date: 2019-11-04
    items:
    - id: quay
      title: Quay
      requests: [{id: letter, asked_by: jo, text: A letter on the quay.}]
      decisions: [{id: late, title: Late decision, parts: [{id: l1, outcome: agreed, text: Yes.}]}]
    === meetings/third.yaml
    bodies: [b]
    date: 2020-02-03
    status: scheduled
    place: Town Hall
    === recommendations/paint.yaml
    title: Paint the quay
    made_by: [town]
    made_to: [b]
    made_on: 2018-12-21
    asks: Paint.
    actions:
    - {id: tins, title: Buy paint, target_date: 2019-12-01, owner_post: "b#chair"}
    - {id: done, title: Ask for prices, target_date: 2019-02-01, done_on: 2019-01-20}
    status_updates: [{status: in progress, as_at: 2019-06-30, text: Begun.}]
    === recommendations/closed.yaml
    title: Close the gate
    made_by: [b]
    made_to: [town]
    made_on: 2018-01-05
    asks: Close.
    status_updates: [{status: verified done, as_at: 2018-06-30, text: Shut.}]
    """),
}


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> HTMLParser:
    site = build(options(write(tmp_path_factory.mktemp("town"), TOWN)))
    assert not site.has_errors, site.problems
    return HTMLParser(site.files["boards/b/briefing/index.html"].decode())


def words(page: HTMLParser, selector: str) -> str:
    return " ".join(unescape(" ".join(node.text(separator=" ") for node in page.css(selector))).split())


def test_it_names_the_next_meeting_and_the_last(briefing: HTMLParser) -> None:
    assert "Next meeting Harbour Board, 3 February 2020" in words(briefing, ".facts")
    assert "Where Town Hall" in words(briefing, ".facts")
    assert "Last meeting Harbour Board, 4 November 2019" in words(briefing, ".facts")


def test_it_shows_who_sits_on_the_body_now_and_nobody_who_left(briefing: HTMLParser) -> None:
    assert "Chairman Harbour Board Jo Bell" in words(briefing, "#sits")
    assert "Al Reed" not in words(briefing, "#sits")


def test_open_recommendations_stand_with_status_and_age(briefing: HTMLParser) -> None:
    said = words(briefing, "#open")
    assert "Paint the quay Town to Harbour Board In progress as at 30 June 2019" in said
    assert "12 months, its date has passed" in said
    assert "Close the gate" not in said


def test_actions_not_done_stand_with_owner_and_date(briefing: HTMLParser) -> None:
    said = words(briefing, "#due")
    assert "Buy paint Chairman 1 December 2019 , which has passed" in said
    assert "Ask for prices" not in said


def test_what_was_asked_for_and_did_not_come_is_told(briefing: HTMLParser) -> None:
    assert "A letter on the quay." in words(briefing, "#asked")
    assert "A map." not in words(briefing, "#asked")


def test_decisions_since_the_last_meeting_are_told_and_no_earlier_ones(briefing: HTMLParser) -> None:
    assert "Late decision" in words(briefing, "#decided")
    assert "Early decision" not in words(briefing, "#decided")


def test_the_page_of_the_body_leads_to_it(tmp_path: Path) -> None:
    site = build(options(write(tmp_path, TOWN)))
    assert b'href="../../boards/b/briefing/"' in site.files["boards/b/index.html"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2019-06-01", "2019-06-01", "0 days"),
        ("2019-06-01", "2019-06-02", "1 day"),
        ("2019-01-31", "2019-02-28", "4 weeks"),
        ("2019-01-31", "2019-03-30", "8 weeks"),
        ("2018-12-21", "2020-01-01", "12 months"),
        ("2018-01-15", "2020-01-14", "23 months"),
        ("2018-01-15", "2020-01-15", "2 years"),
    ],
)
def test_how_long_it_is_from_day_to_day(first: str, last: str, expected: str) -> None:
    assert elapsed(date.fromisoformat(first), date.fromisoformat(last)) == expected
