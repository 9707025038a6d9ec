"""Who held what on a day, what happened in order, and what came of each recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import LAWS, LEAST, TIMES, checked, codes, dated, files, read_all

from generator import graph, timeline
from generator.records import Record
from generator.records.entries import Membership as Written
from generator.timeline import KINDS, Membership, Timeline

JO = "name: Jo Arden\npublic_role: councillor\n"
BOARD = "name: Board\nclassification: board\n"
DAY = date(2016, 6, 27)

# Who held what


@pytest.fixture(scope="module")
def somebody() -> Membership:
    """A membership of which only what is written of it matters."""
    (one,) = dated({"people/jo.yaml": JO, "boards/b.yaml": BOARD + "members: [{person: jo}]\n"}).memberships
    return one


def holding(somebody: Membership, **fields: Any) -> Membership:
    return replace(somebody, written=Written.model_validate({"person": "jo", **fields}))


def seen(*days: str) -> list[dict[str, str]]:
    return [{"on": day} for day in days]


STANDING: list[tuple[str, dict[str, Any], str | None]] = [
    ("nothing known", {}, None),
    ("started before", {"start_date": "2016-05-11"}, "in office from 11 May 2016"),
    ("started on the day", {"start_date": "2016-06-27"}, "in office from 27 June 2016"),
    ("started after", {"start_date": "2016-06-28"}, None),
    ("started about then", {"start_date": "2016-05~"}, "in office from about May 2016"),
    ("ended before", {"start_date": "2015", "end_date": "2016-06-26"}, None),
    ("ended on the day", {"start_date": "2015", "end_date": "2016-06-27"}, "in office from 2015"),
    ("ended after", {"start_date": "2015", "end_date": "2016-12-31"}, "in office from 2015"),
    ("only the end known, and later", {"end_date": "2016-12-31"}, None),
    ("only the end known, and earlier", {"end_date": "2016-01-31"}, None),
    ("seen on the day", {"seen": seen("2016-06-27")}, "in office on the day"),
    ("seen before", {"seen": seen("2016-01-05", "2016-03-01")}, "last recorded 1 March 2016"),
    ("seen before, out of order", {"seen": seen("2016-03-01", "2016-01-05")}, "last recorded 1 March 2016"),
    ("seen before and after", {"seen": seen("2016-03-01", "2016-12-06")}, "last recorded 1 March 2016"),
    ("seen after only", {"seen": seen("2016-12-06")}, None),
    ("seen in the month of the day", {"seen": seen("2016-06")}, None),
    ("seen before, then ended before", {"seen": seen("2016-01-05"), "end_date": "2016-02-01"}, None),
    ("seen on the day, start later by mistake", {"seen": seen("2016-06-27"), "start_date": "2016-07"}, None),
    (
        "started and seen on the day",
        {"start_date": "2015", "seen": seen("2016-06-27")},
        "in office on the day",
    ),
    ("current as of a later day", {"current_as_of": "2018-01-01"}, None),
]


@pytest.mark.parametrize(("fields", "words"), [row[1:] for row in STANDING], ids=[row[0] for row in STANDING])
def test_how_an_office_was_held_on_a_day(
    somebody: Membership, fields: dict[str, Any], words: str | None
) -> None:
    assert holding(somebody, **fields).standing_on(DAY) == words


def test_a_month_proves_its_holder_when_it_is_over(somebody: Membership) -> None:
    one = holding(somebody, seen=seen("2016-06"))
    assert one.standing_on(date(2016, 6, 29)) is None
    assert one.standing_on(date(2016, 6, 30)) == "last recorded June 2016"


days = st.dates(date(2016, 1, 1), date(2016, 2, 9))
holdings = st.fixed_dictionaries(
    {},
    optional={
        "start_date": days.map(str),
        "end_date": days.map(str),
        "seen": st.lists(days.map(str)).map(lambda d: seen(*d)),
    },
)


@LAWS
@given(fields=holdings, day=days)
def test_nothing_later_than_the_day_shows(somebody: Membership, fields: dict[str, Any], day: date) -> None:
    """A clerk who wrote on that day could not know of later sightings, nor of a later end."""
    known = dict(fields)
    known["seen"] = [one for one in fields.get("seen", []) if one["on"] <= str(day)]
    if fields.get("end_date", "") >= str(day):
        known.pop("end_date", None)
    assert holding(somebody, **fields).standing_on(day) == holding(somebody, **known).standing_on(day)


@LAWS
@given(fields=holdings, day=days)
def test_nobody_stands_outside_their_tenure(somebody: Membership, fields: dict[str, Any], day: date) -> None:
    one = holding(somebody, **fields)
    if one.standing_on(day):
        assert one.span.holds(day)


BODY = """\
name: Board
classification: board
posts:
- {id: chair, label: Independent Chair}
members:
- {id: vice, person: bo, start_date: 2016-02-01, role: vice-chair}
- {person: al, post: "#chair", start_date: 2016-01-01, end_date: 2016-03-31}
- {person: cy, post: "#chair", start_date: 2016-04-01}
- {organization: town, label: The Council}
- {name_as_written: A Nother, seen: [{on: 2016-05-05}, {on: 2016-03-03}]}
"""
PEOPLE = {f"people/{one}.yaml": f"name: {one.title()}\npublic_role: x\n" for one in ("al", "bo", "cy")}


@pytest.fixture(scope="module")
def board() -> Timeline:
    return dated({**PEOPLE, "boards/b.yaml": BODY})


def test_memberships_are_in_order_of_time(board: Timeline) -> None:
    names = [one.holder.id if one.holder else one.name_as_written for one in board.memberships]
    assert names == ["al", "bo", "A Nother", "cy", "town"]


def test_a_role_is_the_title_of_the_post_else_the_papers_word_else_plain(board: Timeline) -> None:
    assert [one.role for one in board.memberships] == [
        "Independent Chair", "Vice-chair", "Member", "Independent Chair", "The Council",
    ]  # fmt: skip


def test_sightings_are_in_order_of_time(board: Timeline) -> None:
    assert [str(day) for day in board.memberships[2].seen] == ["3 March 2016", "5 May 2016"]


def test_a_membership_with_an_id_is_a_thing_of_its_own(board: Timeline) -> None:
    assert [one.node.key for one in board.memberships] == ["boards/b", "boards/b#vice", *["boards/b"] * 3]


def test_memberships_are_found_by_holder_by_body_and_by_post(board: Timeline) -> None:
    assert [one.role for one in board.held_by["people/al"]] == ["Independent Chair"]
    assert [one.label for one in (m.written for m in board.held_by["organizations/town"])] == ["The Council"]
    assert board.members_of["boards/b"] == board.memberships
    holders = [one.holder.id for one in board.holders_of["boards/b#chair"] if one.holder]
    assert holders == ["al", "cy"]


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2015, 12, 31), []),
        (date(2016, 1, 1), ["al"]),
        (date(2016, 3, 31), ["al", "bo", "A Nother"]),
        (date(2016, 4, 1), ["bo", "A Nother", "cy"]),
    ],
)
def test_a_body_as_it_stood_on_a_day(board: Timeline, day: date, standing: list[str]) -> None:
    body = board.memberships[0].body
    found = board.standing(day, [body])
    assert [
        one.membership.holder.id if one.membership.holder else one.membership.name_as_written for one in found
    ] == standing


# What happened

EVERYTHING = files("""\
    === boards/b.yaml
    name: Board
    classification: board
    founding_date: 2016-01
    dissolution_date: 2018
    members:
    - {person: jo, role: chair, interim: true, start_date: 2016-02, end_date: 2016-03}
    === people/jo.yaml
    name: Jo Arden
    public_role: councillor
    === topics/t.yaml
    name: Topic
    === meetings/m.yaml
    bodies: [b]
    date: 2016-04-01
    topics: [t]
    attendance: [{person: jo}]
    items: [{id: i, title: I, decisions: [{id: d, title: Agreed, about: [r]}]}]
    === meetings/later.yaml
    bodies: [b]
    date: 2017-04-01
    status: cancelled
    === decisions/direction.yaml
    title: Direction
    classification: Statutory direction
    date: 2016-05-01
    made_to: [b]
    === inspections/insp.yaml
    title: Inspection
    by: town
    of: [b]
    date: 2016-04-11/2016-05-05
    published_date: 2016-06-27
    === visits/v.yaml
    title: Visit
    by: [town]
    to: [b]
    date: 2016-07
    published_date: 2016-08-01
    === visits/undated.yaml
    title: Undated
    by: [town]
    to: [b]
    === recommendations/r.yaml
    title: Rec
    made_by: [town]
    made_to: [b]
    made_on: 2016-06-27
    reference: Recommendation 7
    asks: Act.
    status_updates: [{status: in progress, as_at: 2016-09, text: Begun.}]
    responses: [{id: yes, answer: accepted, date: 2016-10-01, text: Yes.}]
    actions:
    - {id: act, title: Hire, done_on: 2016-11-01, owner: jo}
    - {id: undone, title: Later, target_date: 2017}
    === documents/doc.yaml
    title: Paper
    classification: report
    date: 2016-06
    published_date: 2016-06-30
    authors: [jo]
    === documents/same.yaml
    title: Same
    classification: letter
    date: 2016-06-30
    published_date: 2016-06-30
    === plans/p.yaml
    title: Plan
    submitted: 2016-12-01
    date: 2017
    progress: [{as_at: 2017-01-01, text: Well.}]
    === plans/q.yaml
    title: Other
    date: 2018
    === events/e.yaml
    title: Launch
    classification: launch
    date: 2017-02-01
    status: planned
    bodies: [b]
    """)

MOMENTS = [
    # When, kind, label, title, id.
    ("2016-01", "bodies", "Body", "Board begins", "b-founded"),
    ("2016-02", "offices", "Office", "Jo Arden becomes interim Chair, Board", "b-chair-jo-starts-2016-02"),
    ("2016-03", "offices", "Office", "Jo Arden ends as interim Chair, Board", "b-chair-jo-ends-2016-03"),
    ("2016-04-01", "meetings", "Meeting", "Board, 1 April 2016", "m"),
    ("2016-04-01", "decisions", "Decision", "Agreed", "m-d"),
    ("2016-04-11/2016-05-05", "inspections", "Inspection", "Inspection", "insp"),
    ("2016-05-01", "decisions", "Statutory direction", "Direction", "direction"),
    ("2016-06", "documents", "report", "Paper", "doc"),
    ("2016-06-27", "recommendations", "Recommendation 7", "Rec", "r"),
    ("2016-06-27", "documents", "Report published", "Inspection: report published", "insp-published"),
    ("2016-06-30", "documents", "Published", "Paper", "doc-published"),
    ("2016-06-30", "documents", "letter", "Same", "same"),
    ("2016-07", "visits", "Visit", "Visit", "v"),
    ("2016-08-01", "documents", "Letter published", "Visit: letter published", "v-published"),
    ("2016-09", "progress", "Status: in progress", "Rec", "r-status-1"),
    ("2016-10-01", "progress", "Response: accepted", "Rec", "r-yes"),
    ("2016-11-01", "progress", "Action", "Hire", "r-act"),
    ("2016-12-01", "plans", "Plan submitted", "Plan", "p"),
    ("2017-01-01", "progress", "Progress", "Plan", "p-progress-1"),
    ("2017-02-01", "events", "launch", "Launch", "e"),
    ("2017-04-01", "meetings", "Meeting", "Board, 1 April 2017", "later"),
    ("2018", "plans", "Plan", "Other", "q"),
    ("2018", "bodies", "Body", "Board ends", "b-dissolved"),
]


@pytest.fixture(scope="module")
def story() -> Timeline:
    return dated(EVERYTHING)


def test_everything_dated_is_a_moment_in_order(story: Timeline) -> None:
    assert [(one.when.text, one.kind, one.label, one.title, one.id) for one in story.moments] == MOMENTS


def test_every_kind_of_moment_is_tried_here() -> None:
    assert {kind for _, kind, *_ in MOMENTS} == set(KINDS)


def test_planned_and_actual_are_kept_apart(story: Timeline) -> None:
    assert {one.id: one.status for one in story.moments if one.status} == {
        "later": "cancelled",
        "e": "planned",
    }
    assert [one.id for one in story.moments if one.is_planned] == ["e"]


CONCERNED = [
    (
        "people/jo",
        ["b-chair-jo-starts-2016-02", "b-chair-jo-ends-2016-03", "m", "doc", "doc-published", "r-act"],
    ),
    ("topics/t", ["m", "m-d"]),
    ("meetings/m", ["m", "m-d"]),
    ("recommendations/r", ["r", "r-status-1", "r-yes", "r-act"]),
    ("organizations/town", ["insp", "r", "insp-published", "v", "v-published", "r-status-1", "r-yes"]),
]


@pytest.mark.parametrize(("key", "ids"), CONCERNED, ids=[key for key, _ in CONCERNED])
def test_a_moment_is_found_at_all_it_concerns(story: Timeline, key: str, ids: list[str]) -> None:
    assert [one.id for one in story.moments_of[key] if one.id in ids] == ids
    assert key not in {"people/jo", "topics/t", "meetings/m"} or len(story.moments_of[key]) == len(ids)


def test_a_meeting_leads_to_its_decisions(story: Timeline) -> None:
    led_to = {one.id: [node.key for node in one.led_to] for one in story.moments if one.led_to}
    assert led_to == {"m": ["meetings/m#d"]}


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("made_in: insp", ["insp"]),
        ("made_in: v", ["v"]),
        ("made_in: direction", ["direction"]),
        ("made_in: 'm#part-1'", ["m-d"]),
        ("arises_from: ['insp#weak']", ["insp"]),
        ("summary: See [[insp]].", []),
    ],
)
def test_what_a_recommendation_was_made_in_or_arose_from_leads_to_it(line: str, leads: list[str]) -> None:
    """What only mentions it, or is about it later, does not."""
    finding = "findings: [{id: weak, kind: concern, title: Weak, text: Weak.}]\n"
    part = "parts: [{id: part-1, outcome: recommended, text: T.}], about"
    found = dated(
        {
            **EVERYTHING,
            "inspections/insp.yaml": EVERYTHING["inspections/insp.yaml"] + finding,
            "meetings/m.yaml": EVERYTHING["meetings/m.yaml"].replace("about", part),
            "recommendations/r.yaml": f"{EVERYTHING['recommendations/r.yaml']}{line}\n",
        }
    )
    led_to = {one.id: [node.key for node in one.led_to] for one in found.moments}
    assert [name for name, keys in led_to.items() if "recommendations/r" in keys] == leads


def test_two_terms_in_one_office_are_two_moments_with_ids_of_their_own() -> None:
    """The ids become anchors of the timeline’s page."""
    terms = (
        "members:\n"
        "- {person: jo, start_date: 2012, end_date: 2013}\n"
        "- {person: jo, start_date: 2015, end_date: 2016}\n"
        "- {start_date: 2012}\n"
        "- {start_date: 2013}\n"
    )
    ids = [one.id for one in dated({"people/jo.yaml": JO, "boards/b.yaml": BOARD + terms}).moments]
    assert len(ids) == len(set(ids)) == 6


@pytest.fixture(scope="module")
def records() -> tuple[Record, ...]:
    return read_all({**LEAST, **EVERYTHING})


@settings(LAWS, max_examples=40 * TIMES)
@given(order=st.permutations(range(len(EVERYTHING) + len(LEAST))))
def test_the_order_of_files_does_not_matter(records: tuple[Record, ...], order: list[int]) -> None:
    found, problems = graph.build(tuple(records[index] for index in order))
    assert not problems
    assert [one.id for one in timeline.build(found).moments] == [row[-1] for row in MOMENTS]


# What came of what

CHAIN = files("""\
    === boards/b.yaml
    name: Board
    classification: board
    === inspections/insp.yaml
    title: Insp
    by: town
    of: [b]
    date: 2016
    findings: [{id: weak, kind: concern, title: Weak, text: Weak.}]
    === meetings/m.yaml
    bodies: [b]
    date: 2016-07-01
    items:
    - id: i
      title: I
      decisions:
      - id: d
        title: Funding
        money: [{id: whole, title: All, basis: one-off, amount: 949000}]
        parts:
        - id: one
          number: 1
          outcome: agreed
          text: Yes.
          about: [r]
          money: [{id: part, title: Staff, basis: in-year, amount_as_written: £49k}]
    === meetings/n.yaml
    bodies: [b]
    date: 2016-08-01
    items: [{id: i, title: I, money: [{id: later, title: More, basis: not stated}]}]
    === visits/v.yaml
    title: Visit
    by: [town]
    to: [b]
    date: 2017
    findings: [{id: better, kind: progress, title: Better, text: Better.}]
    === recommendations/r.yaml
    title: Rec
    made_by: [town]
    asks: Act.
    made_on: 2016-06-27
    arises_from: [insp#weak]
    responses: [{id: yes, answer: accepted, decided_in: 'm#d', date: 2016-07-01}]
    actions: [{id: act, title: Hire, done_on: 2016-11-01, funded_by: ['n#later']}]
    status_updates:
    - {id: done, status: verified done, as_at: 2017, text: Done., evidence: ['v#better'], noted_in: v}
    - {id: begun, status: in progress, as_at: 2016-09, text: Begun., noted_in: m}
    === recommendations/bare.yaml
    title: Bare
    made_by: [town]
    asks: Act.
    """)

STEPS = [
    ("findings", [("inspections/insp#weak", "Weak")]),
    ("recommendation", [("recommendations/r", "Rec")]),
    ("responses", [("recommendations/r#yes", "Accepted")]),
    ("decisions", [("meetings/m#one", "Funding, part 1")]),
    (
        "money",
        [
            ("meetings/m#part", "£49k, in-year: Staff"),
            ("meetings/m#whole", "£949,000, one-off: All"),
            ("meetings/n#later", "Sum not stated: More"),
        ],
    ),
    ("actions", [("recommendations/r#act", "Hire")]),
    ("status", [("recommendations/r#begun", "In progress"), ("recommendations/r#done", "Verified done")]),
    ("evidence", [("visits/v#better", "Better")]),
    ("noted", [("visits/v", "Visit"), ("meetings/m", "Board, 1 July 2016")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def chain() -> Timeline:
    return dated(CHAIN)


def steps(found: Timeline, recommendation: str) -> Mapping[str, Any]:
    (line,) = (one for one in found.throughlines if one.recommendation.id == recommendation)
    return {step.id: step for step in line.steps}


def test_the_chain_goes_from_the_finding_to_who_noted_what_came_of_it(chain: Timeline) -> None:
    found = steps(chain, "r")
    assert [
        (name, [(knot.node.key, knot.words) for knot in step.knots]) for name, step in found.items()
    ] == STEPS
    assert not [step.missing for step in found.values() if step.missing]


def test_each_step_says_when(chain: Timeline) -> None:
    whens = {name: [str(knot.when) for knot in step.knots] for name, step in steps(chain, "r").items()}
    assert whens["findings"] == ["2016"]
    assert whens["responses"] == whens["decisions"][:1] == ["1 July 2016"]
    assert whens["actions"] == ["1 November 2016"]
    assert whens["status"] == ["September 2016", "2017"]


ON_THE_CHAIN = sorted(
    {key.partition("#")[0] for _, knots in STEPS for key, _ in knots}
    | {key for _, knots in STEPS for key, _ in knots}
    | {"meetings/m#i", "meetings/m#d"}
)


@pytest.mark.parametrize("key", ON_THE_CHAIN)
def test_the_chain_is_found_from_all_that_is_on_it_and_from_what_holds_that(
    chain: Timeline, key: str
) -> None:
    assert [line.recommendation.id for line in chain.chains_of[key]] == ["r"]


def test_the_chain_is_found_from_nothing_else(chain: Timeline) -> None:
    assert set(chain.chains_of) - set(ON_THE_CHAIN) == {"recommendations/bare", "meetings/n#i"}


def test_each_step_that_nothing_records_is_named_as_missing(chain: Timeline) -> None:
    found = steps(chain, "bare")
    assert [name for name, step in found.items() if step.knots] == ["recommendation"]
    missing = {name: step.missing for name, step in found.items() if step.missing}
    assert missing.keys() == found.keys() - {"recommendation"}
    assert len(set(missing.values())) == len(missing)
    assert missing["money"] == "No money is recorded for it."


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("made_on: 2016-06-27", "made_on: 2016-07-02"),
        ("made_on: 2016-06-27", "made_on: 2016-07-01\nmade_in: 'm#one'"),
        ("made_on: 2016-06-27", "made_on: 2016-07-01\nmade_in: 'm#d'"),
        ("date: 2016-07-01\nitems", "date: 2016-07-01\nstatus: scheduled\nitems"),
    ],
    ids=["earlier", "its own part", "its own decision", "only on an agenda"],
)
def test_a_decision_on_a_recommendation_is_one_that_was_taken_after_it(change: str, to: str) -> None:
    answered = "responses: [{id: yes, answer: accepted, decided_in: 'm#d', date: 2016-07-01}]\n"
    content = {path: text.replace(change, to).replace(answered, "") for path, text in CHAIN.items()}
    assert steps(dated(content), "r")["decisions"].missing == "No decision on it is recorded."


def test_an_action_that_is_only_planned_is_not_told_as_done() -> None:
    content = {
        path: text.replace("done_on: 2016-11-01", "target_date: 2016-11") for path, text in CHAIN.items()
    }
    (action,) = steps(dated(content), "r")["actions"].knots
    assert action.words == "Planned, and not recorded as begun: Hire"


# Mistakes elsewhere in the content do not stop the derivation

MEETING = "bodies: [town]\ndate: 2016\nitems:\n- id: a\n  title: A\n  decisions:\n"
MONEY = "money: [{id: p, title: M, basis: total, amount: 5}]"
PART = f"parts: [{{id: p, outcome: noted, text: T, about: [r], {MONEY}}}]"
TWICE = {
    "decision and item": f"{MEETING}  - {{id: a, title: D}}\n",
    "money and part": f"{MEETING}  - id: d\n    title: D\n    {PART}\n",
}


@pytest.mark.parametrize("meeting", TWICE.values(), ids=TWICE)
def test_an_id_used_by_two_entries_is_reported_and_stops_nothing(tmp_path: Path, meeting: str) -> None:
    site = checked(
        tmp_path, {"meetings/m.yaml": meeting, "recommendations/r.yaml": CHAIN["recommendations/bare.yaml"]}
    )
    assert "id-twice" in codes(site.problems)


def test_an_end_that_stands_for_not_known_stops_nothing(tmp_path: Path) -> None:
    names = "other_names: [{name: New Board, start_date: 2016, end_date: 9999-12-31}]\n"
    site = checked(tmp_path, {"boards/b.yaml": BOARD + names, "meetings/m.yaml": "bodies: [b]\ndate: 2017\n"})
    assert site.records


def test_the_span_of_an_office_is_that_of_its_dates(somebody: Membership) -> None:
    one = holding(somebody, start_date="2016-05", end_date="2016-06")
    assert one.span.holds(date(2016, 5, 1))
    assert one.span.holds(date(2016, 6, 30))
    assert not one.span.holds(date(2016, 6, 30) + timedelta(1))
