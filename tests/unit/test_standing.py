"""What stood on a day: statuses, what was open or overdue; how often members came; what went on for long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from written import LEAST, dated, files, linked, options, write

from generator.build import build
from generator.timeline import Timeline
from generator.timeline.standing import add_months, is_overdue, open_on, response_due, status_on

REC = """\
title: Rec
made_by: [town]
asks: Act.
made_on: 2016-12-21
"""
RULES = """\
clocks:
- {id: two-months, title: T, legal_basis: L, months: 2}
- {id: five-days, title: T, legal_basis: L, working_days: 5}
bank_holidays: [2016-12-26, 2016-12-27]
"""

UPDATES = """\
status_updates:
- {status: verified done, as_at: 2018-01-10, text: Done.}
- {status: in progress, as_at: 2017-03, text: Begun.}
- {status: reported done, as_at: 2017-11-01, text: Done.}
"""


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2016, 12, 21), None),
        (date(2017, 2, 28), None),
        (date(2017, 3, 31), "in progress"),
        (date(2017, 10, 31), "in progress"),
        (date(2017, 11, 1), "reported done"),
        (date(2018, 1, 9), "reported done"),
        (date(2020, 1, 1), "verified done"),
    ],
)
def test_the_status_is_the_latest_that_was_true_by_then(day: date, status: str | None) -> None:
    node = linked({"recommendations/r.yaml": REC + UPDATES}).nodes["recommendations/r"]
    update = status_on(node, day)
    assert (update.status if update else None) == status


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(2016, 12, 20), []),
        (date(2016, 12, 21), ["done", "refused", "silent"]),
        (date(2017, 6, 1), ["done", "silent"]),
        (date(2018, 1, 9), ["done", "silent"]),
        (date(2018, 1, 10), ["silent"]),
    ],
)
def test_what_was_made_and_not_closed_is_open(day: date, ids: list[str]) -> None:
    refused = "status_updates: [{status: not accepted, as_at: 2017-06-01, text: No.}]\n"
    found = linked(
        {
            "recommendations/done.yaml": REC + UPDATES,
            "recommendations/refused.yaml": REC + refused,
            "recommendations/silent.yaml": REC,
            "recommendations/undated.yaml": REC.replace("made_on: 2016-12-21\n", ""),
        }
    )
    assert [node.id for node, _ in open_on(found.of_kind("recommendations"), day)] == ids


DUE = [
    ("", None),
    ("response_due: {date: 2017-02}\n", "February 2017"),
    ("response_due: {rule: two-months}\n", "21 February 2017"),
    ("response_due: {rule: two-months, date: 2017-03-01}\n", "1 March 2017"),
    ("response_due: {rule: five-days}\n", "30 December 2016"),
    ("response_due: {rule: unheard-of}\n", None),
]


@pytest.mark.parametrize(("line", "due"), DUE)
def test_an_answer_is_due_as_a_paper_says_else_by_the_rule(line: str, due: str | None) -> None:
    found = linked({"rules.yaml": RULES, "recommendations/r.yaml": REC + line})
    when = response_due(found, found.nodes["recommendations/r"])
    assert (str(when) if when else None) == due


def test_no_day_is_counted_from_a_day_that_is_not_known() -> None:
    text = REC.replace("2016-12-21", "2016-12") + "response_due: {rule: two-months}\n"
    found = linked({"rules.yaml": RULES, "recommendations/r.yaml": text})
    assert response_due(found, found.nodes["recommendations/r"]) is None


@pytest.mark.parametrize("limit", ["months: 9999999", "working_days: 9999999"])
def test_a_time_limit_that_leads_beyond_the_calendar_stops_nothing(tmp_path: Path, limit: str) -> None:
    rules = f"clocks: [{{id: c, title: T, legal_basis: L, {limit}}}]\n"
    content = {**LEAST, "rules.yaml": rules, "recommendations/r.yaml": REC + "response_due: {rule: c}\n"}
    site = build(options(write(tmp_path, content)))
    assert site.pages or site.has_errors


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2016-12-21", 2, "2017-02-21"),
        ("2016-12-31", 2, "2017-02-28"),
        ("2015-12-31", 2, "2016-02-29"),
        ("1999-12-31", 2, "2000-02-29"),
        ("1899-12-31", 2, "1900-02-28"),
        ("2016-10-31", 1, "2016-11-30"),
        ("2016-11-30", 1, "2016-12-30"),
        ("2016-12-01", 1, "2017-01-01"),
        ("2016-01-31", 24, "2018-01-31"),
        ("2016-05-05", 0, "2016-05-05"),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


OVERDUE = [
    # What is written, a day, and whether something is late on it.
    ("response_due: {rule: two-months}\n", "2017-02-21", False),
    ("response_due: {rule: two-months}\n", "2017-02-22", True),
    ("response_due: {date: 2017-02}\n", "2017-02-28", False),
    ("response_due: {date: 2017-02}\n", "2017-03-01", True),
    ("response_due: {rule: two-months}\nresponses: [{id: a, answer: accepted}]\n", "2017-03-01", False),
    ("actions: [{id: a, title: A, target_date: 2017-06}]\n", "2017-06-30", False),
    ("actions: [{id: a, title: A, target_date: 2017-06}]\n", "2017-07-01", True),
    ("actions: [{id: a, title: A, target_date: 2017-06, done_on: 2017-09}]\n", "2018-01-01", False),
    ("actions: [{id: a, title: A, target_date: 2017-06, status: in progress}]\n", "2018-01-01", True),
    ("actions: [{id: a, title: A, target_date: 2017-06, status: reported done}]\n", "2018-01-01", False),
    ("actions: [{id: a, title: A, target_date: 2017-06}]\n" + UPDATES, "2017-12-01", True),
    ("actions: [{id: a, title: A, target_date: 2017-06}]\n" + UPDATES, "2018-01-10", False),
    ("", "2020-01-01", False),
]


@pytest.mark.parametrize(("lines", "day", "expected"), OVERDUE)
def test_what_is_past_its_date_and_not_done_is_overdue(lines: str, day: str, expected: bool) -> None:
    found = linked({"rules.yaml": RULES, "recommendations/r.yaml": REC + lines})
    assert is_overdue(found, found.nodes["recommendations/r"], date.fromisoformat(day)) is expected


# How often members came

SEATS = files("""\
    === boards/b.yaml
    name: Board
    classification: board
    members:
    - {person: al, start_date: 2016-01-01, end_date: 2016-06-30}
    - {person: al, start_date: 2017-01-01}
    - {person: bo, seen: [{on: 2016-02-01}]}
    - {person: cy}
    - {name_as_written: A Nother, start_date: 2016-01-01}
    === meetings/first.yaml
    bodies: [b]
    date: 2016-02-01
    attendance:
    - {person: al}
    - {person: cy, status: apologies}
    === meetings/second.yaml
    bodies: [town, b]
    date: 2016-06-30
    attendance:
    - {person: al, status: late}
    - {person: cy}
    - {person: bo, status: in attendance}
    === meetings/third.yaml
    bodies: [b]
    date: 2016-09-01
    attendance: [{person: cy}]
    === meetings/fourth.yaml
    bodies: [b]
    date: 2017-03-01
    attendance: [{person: al, status: apologies}]
    === meetings/cancelled.yaml
    bodies: [b]
    date: 2016-03-01
    status: cancelled
    attendance: [{person: cy}]
    === meetings/unlisted.yaml
    bodies: [b]
    date: 2016-04-01
    === meetings/elsewhere.yaml
    bodies: [town]
    date: 2016-05-01
    attendance: [{person: al}]
    """)
PEOPLE = {f"people/{one}.yaml": "name: X\npublic_role: x\n" for one in ("al", "bo", "cy")}


@pytest.fixture(scope="module")
def seats() -> Timeline:
    return dated({**SEATS, **PEOPLE})


def test_members_came_to_so_many_of_the_meetings_they_could_have_come_to(seats: Timeline) -> None:
    """Leave out what was cancelled, has no list, was before, between or after their terms."""
    found = {one.person.id: (one.attended, one.possible) for one in seats.turnouts}
    assert found == {"al": (2, 3), "bo": (0, 1), "cy": (2, 3)}


def test_attendance_is_counted_at_the_body_whose_member_they_are(seats: Timeline) -> None:
    assert {one.body.key for one in seats.turnouts} == {"boards/b"}


def test_a_seat_shown_for_a_month_is_not_shown_for_each_of_its_days() -> None:
    seats = SEATS["boards/b.yaml"].replace("seen: [{on: 2016-02-01}]", "seen: [{on: 2016-02}]")
    found = dated({**SEATS, **PEOPLE, "boards/b.yaml": seats}).turnouts
    assert "bo" not in {one.person.id for one in found}


# What went on for long

LONG = files("""\
    === people/jo.yaml
    name: Jo
    public_role: x
    === inspections/i.yaml
    title: Inspection
    by: town
    of: [town]
    date: 2016-04-11/2016-06-05
    === inspections/planned.yaml
    title: Planned
    by: town
    of: [town]
    date: 2016-04-11/2016-06-05
    status: planned
    === inspections/unfinished.yaml
    title: Unfinished
    by: town
    of: [town]
    date: 2016-04-11/..
    === decisions/d.yaml
    title: Direction
    classification: direction
    date: 2016-01-01
    effective_date: 2016-02-01
    end_date: 2016-12-31
    === decisions/open.yaml
    title: Open
    classification: direction
    date: 2016-01-01
    === boards/b.yaml
    name: Board
    classification: board
    members:
    - {person: jo, role: chair, start_date: 2016-03-01, end_date: 2016-03-31}
    - {person: jo, role: chair, start_date: 2016-04-01}
    - {person: jo, role: member, start_date: 2016-03-01, end_date: 2016-03-31}
    """)


def test_long_states_are_those_with_both_ends_recorded_in_order() -> None:
    found = [(one.words, one.title) for one in dated(LONG).eras]
    assert found == [
        ("In force", "Direction"),
        ("In the chair", "Jo, Board"),
        ("Inspection continues", "Inspection"),
    ]


@pytest.mark.parametrize(
    ("month", "goes_on"),
    [
        (date(2016, 1, 1), False),
        (date(2016, 2, 1), False),
        (date(2016, 3, 1), True),
        (date(2016, 12, 1), True),
        (date(2017, 1, 1), False),
    ],
)
def test_a_state_goes_on_in_a_month_it_began_before_and_has_not_ended_by(month: date, goes_on: bool) -> None:
    assert dated(LONG).eras[0].goes_on_in(month) is goes_on
