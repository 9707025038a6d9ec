"""The house rules: each on content that keeps it and on content that breaks it, and how strict it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from written import LEAST, checked, codes, only

from generator.checks import CHECKS, SETTABLE, namesakes, privacy
from generator.problems import Problem

BOARD = "name: Board\nclassification: board\n"
MEETING = "bodies: [town]\ndate: 2016-06-27\n"
REC = "title: R\nmade_by: [town]\nasks: Act.\n"
RULES = {"rules.yaml": "clocks: [{id: two-months, title: T, legal_basis: L, months: 2}]\n"}
WORDS = " ".join(["word"] * 25)


INSPECTION = "title: I\nby: town\nof: [town]\ndate: 2016-04-11/2016-05-05\n"
FINDING = (
    "findings: [{{id: f, kind: concern, title: F, text: T, counts: [{{number: {}, of: {}, what: cases}}]}}]\n"
)
DECISION = "title: D\nclassification: direction\ndate: 2016-06-27\n"
MADE = REC + "made_to: [town]\nmade_on: 2016-06-27\n"
POST = "posts: [{id: chair, label: Chair, start_date: 2016, end_date: 2017}]\n"
CLUB = "bodies: [club]\ndate: 2012-06-01\n"
DECIDED = MEETING + "items: [{id: i, title: I, decisions: [{id: d, title: D}]}]\n"
SUMS = (
    "title: P\nmoney:\n- {{id: all, title: All, period: 2016, amount: 100, basis: total}}\n"
    "- {{id: a, title: A, period: 2016, amount: {}, basis: total, part_of: '#all'}}\n"
    "- {{id: b, title: B, period: 2016, amount: {}, basis: total, part_of: '#all'}}\n"
)
VOTE = (
    MEETING + "attendance: [{{person: jo}}, {{name_as_written: Cllr A}}]\n"
    "items: [{{id: i, title: I, decisions: [{{id: d, title: D, "
    "vote: {{votes_for: {}, votes_against: {}}}}}]}}]\n"
)
QUESTION = (
    MEETING + "items: [{{id: i, title: I, questions: [{{id: q, title: Q, name_as_written: {}, "
    "parts: [{{id: p, text: T}}]}}]}}]\n"
)


def person(name: str) -> str:
    return f'name: "{name}"\npublic_role: x\n'


def found(tmp_path: Path, content: Mapping[str, str], code: str) -> list[Problem]:
    return [problem for problem in checked(tmp_path, content).problems if problem.code == code]


BROKEN = [
    # The rule, its usual strictness, a file, what is right in it, what is wrong, and where that is.
    ("statement-without-source", "warning", "boards/b.yaml",
     BOARD + "members: [{name_as_written: A}]\n",
     BOARD + "members: [{name_as_written: A, start_date: 2016}]\n", "3:11"),
    ("quotation-too-long", "error", "recommendations/r.yaml",
     REC + f"quotation: {{text: {WORDS}}}\n", REC + f"quotation: {{text: one {WORDS}}}\n", "4:12"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "founding_date: 2016-06\ndissolution_date: 2016\n",
     BOARD + "founding_date: 2016-06\ndissolution_date: 2016-05\n", "4:19"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "members: [{start_date: 2016-06-02, end_date: 2016-06}]\n",
     BOARD + "members: [{start_date: 2016-06-02, end_date: 2016-06-01}]\n", "3:46"),
    ("member-outside-body", "warning", "boards/b.yaml",
     BOARD + "dissolution_date: 2015\nmembers: [{name_as_written: A, start_date: 2015-12-31}]\n",
     BOARD + "dissolution_date: 2015\nmembers: [{name_as_written: A, start_date: 2016}]\n", "4:11"),
    ("member-outside-body", "warning", "boards/b.yaml",
     BOARD + "founding_date: 2016\nmembers: [{name_as_written: A, end_date: 2016}]\n",
     BOARD + "founding_date: 2016\nmembers: [{name_as_written: A, end_date: 2015}]\n", "4:11"),
    ("attendance-nobody", "error", "meetings/m.yaml",
     MEETING + "attendance: [{name_as_written: A}]\n", MEETING + "attendance: [{status: late}]\n", "3:14"),
    ("money-without-amount", "error", "plans/p.yaml",
     "title: P\nmoney: [{id: m, title: M, basis: total, absent: [{what: the sum, reason: lost}]}]\n",
     "title: P\nmoney: [{id: m, title: M, basis: total}]\n", "2:9"),
    ("money-without-amount", "error", "plans/p.yaml",
     "title: P\nmoney: [{id: m, title: M, basis: total, amount: 0}]\n",
     "title: P\nmoney: [{id: m, title: M, basis: total, currency: GBP}]\n", "2:9"),
    ("rule-unknown", "error", "recommendations/r.yaml",
     REC + "response_due: {rule: two-months}\n", REC + "response_due: {rule: two-month}\n", "4:22"),
    ("item-unknown", "error", "meetings/m.yaml",
     MEETING + "items: [{id: i, title: I}]\ndeclarations: [{item: i, text: T}]\n",
     MEETING + "items: [{id: i, title: I}]\ndeclarations: [{item: j, text: T}]\n", "4:23"),
    # Dates in order
    ("dates-out-of-order", "error", "recommendations/r.yaml",
     REC + "made_on: 2016-06\nmade_in: earlier\n", REC + "made_on: 2016-06-02\nmade_in: earlier\n", "4:10"),
    ("dates-out-of-order", "error", "meetings/m.yaml",
     MEETING + "start_time: 19:30\nend_time: 00:15\n",
     MEETING + "start_time: 19:30\nend_time: 18:15\n", "4:11"),
    ("dates-out-of-order", "error", "meetings/m.yaml",
     MEETING + "items: [{id: i, title: I, requests: [{id: r, text: T, due: 2016-07}]}]\n",
     MEETING + "items: [{id: i, title: I, requests: [{id: r, text: T, due: 2016-05}]}]\n", "3:60"),
    ("dates-out-of-order", "error", "meetings/m.yaml",
     MEETING + "minutes: {confirmed_at: later}\n", MEETING + "minutes: {confirmed_at: earlier}\n", "3:25"),
    ("dates-out-of-order", "error", "meetings/m.yaml",
     MEETING + "minutes: {confirmed_at: later}\n", MEETING + "minutes: {confirmed_at: m}\n", "3:25"),
    ("dates-out-of-order", "error", "inspections/i.yaml",
     INSPECTION + "published_date: 2016-05-05\n", INSPECTION + "published_date: 2016-04-30\n", "5:17"),
    ("dates-out-of-order", "error", "decisions/d.yaml",
     DECISION + "end_date: 2016-06-27\n", DECISION + "end_date: 2016-06-26\n", "4:11"),
    ("dates-out-of-order", "error", "recommendations/r.yaml",
     MADE + "responses: [{id: a, answer: accepted, date: 2016-06}]\n",
     MADE + "responses: [{id: a, answer: accepted, date: 2016-05}]\n", "6:45"),
    ("dates-out-of-order", "error", "recommendations/r.yaml",
     MADE + "actions: [{id: a, title: A, target_date: 2016}]\n",
     MADE + "actions: [{id: a, title: A, target_date: 2015}]\n", "6:42"),
    ("dates-out-of-order", "error", "recommendations/r.yaml",
     MADE + "status_updates: [{status: in progress, as_at: 2016-06-27, text: T}]\n",
     MADE + "status_updates: [{status: in progress, as_at: 2016-06-26, text: T}]\n", "6:47"),
    ("dates-out-of-order", "error", "recommendations/r.yaml",
     MADE + "response_due: {date: 2016-08-27}\n", MADE + "response_due: {date: 2015-08-27}\n", "6:22"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "members: [{person: jo, end_date: 2016, seen: [{on: 2016-06-01}]}]\n",
     BOARD + "members: [{person: jo, end_date: 2016, seen: [{on: 2017-06-01}]}]\n", "3:52"),
    ("dates-out-of-order", "error", "boards/b.yaml",
     BOARD + "members: [{person: jo, start_date: 2016, current_as_of: 2016-06-01}]\n",
     BOARD + "members: [{person: jo, start_date: 2016, current_as_of: 2015-06-01}]\n", "3:57"),
    ("date-to-come", "warning", "meetings/m.yaml",
     "bodies: [town]\ndate: 2071-06-27\nstatus: scheduled\n", "bodies: [town]\ndate: 2071-06-27\n", "2:7"),
    ("date-to-come", "warning", "decisions/d.yaml",
     DECISION, DECISION.replace("2016", "2061"), "3:7"),
    ("date-to-come", "warning", "recommendations/r.yaml",
     MADE + "status_updates: [{status: in progress, as_at: 2017, text: T}]\n",
     MADE + "status_updates: [{status: in progress, as_at: 2071, text: T}]\n", "6:47"),
    # Seats and offices
    ("member-outside-body", "warning", "boards/b.yaml",
     BOARD + "dissolution_date: 2015\nmembers: [{person: jo, seen: [{on: 2015-12-31}]}]\n",
     BOARD + "dissolution_date: 2015\nmembers: [{person: jo, seen: [{on: 2016-01-01}]}]\n", "4:11"),
    ("member-outside-post", "warning", "boards/b.yaml",
     BOARD + POST + "members: [{person: jo, post: '#chair', start_date: 2016, end_date: 2017}]\n",
     BOARD + POST + "members: [{person: jo, post: '#chair', start_date: 2018}]\n", "4:11"),
    ("member-outside-post", "warning", "boards/b.yaml",
     BOARD + POST + "members: [{person: jo, post: '#chair', end_date: 2016}]\n",
     BOARD + POST + "members: [{person: jo, post: '#chair', end_date: 2015}]\n", "4:11"),
    ("members-overlap", "warning", "boards/b.yaml",
     BOARD + "members:\n- {person: jo, start_date: 2015-05-01, end_date: 2016-05-01}\n"
     "- {person: jo, start_date: 2016-05-01}\n- {person: jo, role: chair, start_date: 2015-06-01}\n",
     BOARD + "members:\n- {person: jo, start_date: 2015-05-01, end_date: 2016-05-01}\n"
     "- {person: jo, start_date: 2016-04-01}\n", "5:3"),
    ("members-overlap", "warning", "boards/b.yaml",
     BOARD + "members:\n- {person: jo, start_date: 2015}\n- {person: jo, start_date: 2018}\n",
     BOARD + "members:\n- {person: jo, start_date: 2015}\n- {person: jo, start_date: 2015}\n", "5:3"),
    ("members-overlap", "warning", "boards/b.yaml",
     BOARD + "members:\n- {person: jo, seen: [{on: 2015-06-01}]}\n- {person: jo, seen: [{on: 2018-06-01}]}\n",
     BOARD + "members:\n- {person: jo, seen: [{on: 2015-06-01}]}\n- {person: jo, seen: [{on: 2015-06-01}]}\n",
     "5:3"),
    ("meeting-outside-body", "warning", "meetings/m.yaml",
     "bodies: [club]\ndate: 2015\n", "bodies: [club]\ndate: 2016-01-01\n", "1:10"),
    ("meeting-outside-body", "warning", "meetings/m.yaml",
     "bodies: [town, club]\ndate: 2010\n", "bodies: [town, club]\ndate: 2009-12-31\n", "1:16"),
    # Attendance
    ("attendance-twice", "error", "meetings/m.yaml",
     MEETING + "attendance: [{person: jo}, {person: al}]\n",
     MEETING + "attendance: [{person: jo}, {person: jo, status: late}]\n", "3:28"),
    ("present-not-member", "warning", "meetings/m.yaml",
     CLUB + "attendance: [{person: jo}]\n",
     CLUB.replace("2012", "2010") + "attendance: [{person: jo}]\n", "3:14"),
    ("present-not-member", "warning", "meetings/m.yaml",
     CLUB.replace("2012", "2014") + "attendance: [{person: jo, status: in attendance}]\n",
     CLUB.replace("2012", "2014") + "attendance: [{person: jo, status: late}]\n", "3:14"),
    ("present-not-member", "warning", "meetings/m.yaml",
     CLUB.replace("2012", "2014") + "attendance: [{person: jo, capacity: Adviser}]\n",
     CLUB.replace("2012", "2014") + "attendance: [{person: jo, role: chair}]\n", "3:14"),
    ("present-not-member", "warning", "meetings/m.yaml",
     CLUB + "attendance: [{person: jo, capacity: Councillor; Chairman}]\n",
     CLUB.replace("2012", "2014") + "attendance: [{person: jo, capacity: Councillor; Chairman}]\n", "3:14"),
    ("present-not-listed", "warning", "meetings/m.yaml",
     CLUB + "attendance: [{person: jo}, {person: bo}, {person: al, status: in attendance}]\n",
     CLUB + "attendance: [{person: jo}, {person: bo}, {person: al}]\n", "3:42"),
    ("present-not-listed", "warning", "meetings/m.yaml",
     CLUB + "attendance: [{person: jo}, {person: al}]\n",
     CLUB + "attendance: [{person: jo}, {person: bo}, {person: al, status: late}]\n", "3:42"),
    # One person, one file
    ("people-alike", "warning", "people/jo-2.yaml", person("Joan Hall"), person("Cllr. Jo HALL, OBE"), "1:7"),
    ("people-alike", "warning", "people/jo-2.yaml", person("Jim Hall"), person("J. Hall"), "1:7"),
    ("people-alike", "warning", "people/mo.yaml", person("Morgan Ames"), person("Jonathon Ames"), "1:7"),
    ("people-alike", "warning", "people/zo.yaml",
     person("Zo Hall"), person("Zo Hill") + "other_names: [{name: Jo Hall}]\n", "1:7"),
    ("people-alike", "warning", "people/jo-2.yaml",
     person("Jo Hall") + "note: Not [[jo]].\n", person("Jo Hall") + "note: Not [[al]].\n", "1:7"),
    # Nothing is left open
    ("minutes-missing", "warning", "meetings/m.yaml",
     DECIDED + "absent: [{what: The minutes, reason: lost}]\n", DECIDED, "3:38"),
    ("minutes-missing", "warning", "meetings/m.yaml",
     DECIDED + "minutes: {document: paper}\n", DECIDED + "minutes: {status: draft}\n", "4:10"),
    ("draft-left-open", "warning", "topics/t.yaml",
     "name: T\nsummary: The list is to come.\n", "name: T\nsummary: The list is TBC.\n", "2:22"),
    ("draft-left-open", "warning", "topics/t.yaml",
     "name: T\npublication: draft\npublish_on: 2020-01-02\n",
     "name: T\npublication: draft\npublish_on: 2019-12-31\n", "2:14"),
    ("draft-left-open", "warning", "meetings/m.yaml",
     MEETING + "minutes: {document: draft-paper, status: draft}\n",
     MEETING + "minutes: {document: paper, status: draft}\n", "3:36"),
    ("owner-missing", "warning", "recommendations/r.yaml", REC + "made_to: [town]\n", REC, "1:8"),
    ("owner-missing", "warning", "recommendations/r.yaml",
     REC + "absent: [{what: to whom it is made, reason: not recorded}]\n",
     REC + "absent: [{what: the date, reason: not recorded}]\n", "1:8"),
    ("past-its-date", "warning", "recommendations/r.yaml",
     MADE + "actions: [{id: a, title: A, target_date: 2020-01}]\n",
     MADE + "actions: [{id: a, title: A, target_date: 2019-12}]\n", "6:42"),
    ("past-its-date", "warning", "recommendations/r.yaml",
     MADE + "response_due: {date: 2016-07}\nresponses: [{id: a, answer: rejected}]\n",
     MADE + "response_due: {date: 2016-07}\n", "6:22"),
    ("past-its-date", "warning", "recommendations/r.yaml",
     MADE + "response_due: {date: 2016-07}\nabsent: [{what: what became of it, reason: lost}]\n",
     MADE + "response_due: {rule: two-months}\n", "6:15"),
    # Numbers agree
    ("sums-do-not-add-up", "warning", "plans/p.yaml", SUMS.format(40, 60), SUMS.format(40, 61), "3:47"),
    ("sums-do-not-add-up", "warning", "plans/p.yaml",
     SUMS.format(40, 59).replace("basis: total}", "basis: total, note: The paper has it so.}"),
     SUMS.format(40, 59), "3:47"),
    ("sums-do-not-add-up", "warning", "plans/p.yaml",
     SUMS.format(40, 61).replace("61, basis: total", "61, basis: one-off"), SUMS.format("40.50", 60), "3:47"),
    ("sums-do-not-add-up", "warning", "inspections/i.yaml",
     INSPECTION + FINDING.format(6, 6), INSPECTION + FINDING.format(7, 6), "5:72"),
    ("sums-do-not-add-up", "warning", "meetings/m.yaml", VOTE.format(1, 1), VOTE.format(2, 1), "4:63"),
    ("sums-do-not-add-up", "warning", "meetings/m.yaml",
     VOTE.format(1, 1), VOTE.format("0, result: carried", 1), "4:86"),
    # Nobody private
    ("public-named", "warning", "meetings/m.yaml",
     QUESTION.format("Councillor Hall"), QUESTION.format("Mr Ron Ashe"), "3:74"),
    ("public-named", "warning", "meetings/m.yaml",
     QUESTION.format("A member of the public"), QUESTION.format("Mary-Ann O’Shea"), "3:74"),
]  # fmt: skip
# What the rules above are tried beside: people, a club of two members from 2010 to 2015, papers.
AROUND = {
    "people/jo.yaml": "name: Jo Hall\npublic_role: x\n",
    "people/al.yaml": "name: Al Lee\npublic_role: x\n",
    "people/bo.yaml": "name: Jonathan Ames\npublic_role: x\n",
    "boards/club.yaml": BOARD + "founding_date: 2010\ndissolution_date: 2015\nmembers:\n"
    "- {person: jo, start_date: 2011-05-01, end_date: 2013-05-01}\n- {person: bo, start_date: 2011}\n",
    "meetings/earlier.yaml": "bodies: [town]\ndate: 2016-06-01\n",
    "meetings/later.yaml": "bodies: [town]\ndate: 2016-07-01\n",
    "documents/paper.yaml": "title: P\nclassification: minutes\n",
    "documents/draft-paper.yaml": "title: Q\nclassification: minutes\nversion: draft\n",
}


@pytest.mark.parametrize(("code", "severity", "path", "right", "wrong", "place"), BROKEN)
def test_a_rule_finds_what_breaks_it_and_nothing_else(
    tmp_path: Path, code: str, severity: str, path: str, right: str, wrong: str, place: str
) -> None:
    kept = found(tmp_path, {**AROUND, **RULES, path: right}, code)
    assert not [problem for problem in kept if problem.place.path == path]
    problem = only(p for p in found(tmp_path, {**AROUND, **RULES, path: wrong}, code) if p.place.path == path)
    assert (problem.severity, str(problem.place)) == (severity, f"{path}:{place}")
    assert problem.hint


PERSONAL = [
    ("jo.arden@example.org", "an e-mail address"),
    ("020 8464 3333", "a telephone number"),
    ("(01689) 123 456", "a telephone number"),
    ("07700 900123", "a telephone number"),
    ("+44 7700 900123", "a telephone number"),
    ("+44 20 8464 3333", "a telephone number"),
    ("BR1 3UH", "a postcode"),
    ("SW1A 1AA", "a postcode"),
    ("QQ 12 34 56 C", "a National Insurance number"),
    ("QQ123456C", "a National Insurance number"),
    ("ab 12 34 56 c", "a National Insurance number"),
    ("jo [at] example.org", "an e-mail address"),
    ("jo.arden (AT) example (dot) org", "an e-mail address"),
    ("020 8464\n  3333", "a telephone number"),
    ("07700\n900123", "a telephone number"),
    ("BR1\n  3UH", "a postcode"),
    ("AB-12-34-56-C", "a National Insurance number"),
    ("DoB: 03-05-1980", "a date of birth"),
    ("Date of Birth: May 3, 1980", "a date of birth"),
    ("b. 3 May 1980", "a date of birth"),
    ("Birthday: 3.5.80", "a date of birth"),
    ("residing at 10a Station Approach", "a home address"),
    ("home address is 5 The Green", "a home address"),
    ("br1 3uh", "a postcode"),
    ("BR13UH", "a postcode"),
    ("07700900123", "a telephone number"),
    ("01689 12 34 56", "a telephone number"),
    ("020.8464.3333", "a telephone number"),
    ("+44 (0)20 8464 3333", "a telephone number"),
    ("0044 7700 900 123", "a telephone number"),
    ("date of birth: 3 May 1980", "a date of birth"),
    ("DOB 03/05/1980", "a date of birth"),
    ("born on 3rd May 1980", "a date of birth"),
    ("Date of birth\n  was the 3rd of May 1980", "a date of birth"),
    ("lives at 12 Station Road", "a home address"),
    ("Home address: 4a St Mary’s Close", "a home address"),
]


@pytest.mark.parametrize(("text", "what"), PERSONAL)
def test_personal_data_is_found_where_it_stands(tmp_path: Path, text: str, what: str) -> None:
    topic = f"---\nname: T\n---\nFirst.\n\nAsk {text} today.\n"
    problem = only(found(tmp_path, {"topics/t.md": topic}, "personal-data"))
    assert what in problem.message
    assert (problem.is_error, str(problem.place)) == (True, "topics/t.md:6:5")


@pytest.mark.parametrize(
    "text",
    [
        "2016-06-27", "CS17036", "£949,000", "0.25 to 0.75", "Part 2A", "minute 73", "19:30", "5.7.12",
        "@report", "2016/17", "1 in 10", "E1 and E2", "document-2016-01-02345", "born in 1980",
        "the library at 12 Station Road", "a2 3rd", "CSED13002", "£020 8464", "2016 2017 2018 2019",
        "minute 56a-9", "S106 agreements", "section 17 of the Act", "0.25 0.50 0.75", "a3 4pm",
        "was born at (at) noon", "looked at\n  2017", "plan b. 3 papers", "the 2019\n2020 plan",
    ],
)  # fmt: skip
def test_numbers_of_the_record_are_no_personal_data(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, {"topics/t.md": f"---\nname: T\n---\nSee {text} there.\n"}, "personal-data")


def test_personal_data_is_found_each_time_it_stands_there(tmp_path: Path) -> None:
    topic = "---\nname: T\n---\nAsk a@example.org.\n\nOr a@example.org.\n"
    problems = found(tmp_path, {"topics/t.md": topic}, "personal-data")
    assert [problem.place.line for problem in problems] == [4, 6]


@pytest.mark.parametrize("copied", ["Ã©", "\ufffd", "a\u00adb"])
def test_a_warning_about_a_line_hides_no_error_in_it(tmp_path: Path, copied: str) -> None:
    """What stops a build is always told: a record that cannot be read would be missing without a word."""
    topic = {"topics/t.md": f"---\nname: T\n---\nAsk {copied} of a@example.org.\n"}
    event = {"events/e.yaml": f"title: A\ndate: 2019-05-01\nclassifcation: {copied}\n"}
    for files, code in ((topic, "personal-data"), (event, "field-unknown")):
        site = checked(tmp_path / code, files)
        assert site.has_errors
        assert {code} <= {one.code for one in site.problems if one.is_error}
        assert any(one.code.startswith("text-") for one in site.problems)


def test_a_house_and_a_street_are_a_home_in_the_file_of_a_person(tmp_path: Path) -> None:
    person = "name: Jo Hall\npublic_role: Councillor of 12 Station Road\n"
    problem = only(found(tmp_path, {"people/jo.yaml": person}, "personal-data"))
    assert str(problem.place) == "people/jo.yaml:2:28"


def test_personal_data_is_found_in_a_draft_too(tmp_path: Path) -> None:
    """The folder of the content may be public although the draft is not."""
    topic = "name: T\npublication: draft\nsummary: Ask a@example.org.\n"
    assert only(found(tmp_path, {"topics/t.yaml": topic}, "personal-data")).place.line == 3


@pytest.mark.parametrize(
    "unit", ["born ", "born" + " " * 90, "a@", "0 ", "0 20 1 ", "+44 ", "1 Aa ", "lives 1 "]
)
def test_no_long_text_keeps_the_search_for_personal_data_busy(unit: str) -> None:
    """A pattern that tries again and again would not end on these within the life of a test run."""
    assert privacy.found_in(unit * (300_000 // len(unit)), "people") == ()


# Work, not time: the rules that look for pairs


def test_thousands_of_people_are_not_all_compared_with_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where all of them share a surname, each is compared with a few neighbours only."""
    compared: list[int] = []

    def compare(*_: object) -> bool:
        compared.append(1)
        return False

    monkeypatch.setattr(namesakes, "_are_alike", compare)
    many = 300
    people = {f"people/p{n}.yaml": person(f"Given{n:04} Smith") for n in range(many)}
    assert not found(tmp_path, people, "people-alike")
    assert 0 < len(compared) <= many * namesakes.NEIGHBOURS


# Names that are one on some disks


@pytest.mark.parametrize(
    ("one", "other"), [("jo", "Jo"), ("josé", "jose\u0301"), ("jo", "jo."), ("jo", "ｊｏ")]
)
def test_two_files_are_not_one_on_another_disk(tmp_path: Path, one: str, other: str) -> None:
    content = {f"people/{name}.yaml": person("Jo Hall") for name in (one, other)}
    assert only(found(tmp_path, content, "address-case")).is_error


# Prose under exempt matter


EXEMPT = MEETING + "items:\n- id: i\n  title: I\n  access: exempt\n  {}\n"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("text: The rent is halved.", 9),
        ("contributions: [{id: c, text: Said.}]", 18),
        ("questions: [{id: q, title: Q, parts: [{id: p, text: T}]}]", 14),
        ("decisions: [{id: d, title: D}]", 14),
        ("note: Of the rent.", 9),
        ("absent: [{what: The minute, reason: exempt, note: The rent is halved.}]", 53),
        ("sources: [{document: paper, quote: halved}]", 38),
    ],
)
def test_prose_under_an_exempt_item_is_an_error_and_is_not_shown(
    tmp_path: Path, line: str, column: int
) -> None:
    content = {**AROUND, "meetings/m.yaml": EXEMPT.format(line)}
    problem = only(found(tmp_path, content, "exempt-prose"))
    assert (problem.is_error, str(problem.place)) == (True, f"meetings/m.yaml:7:{column}")
    item = checked(tmp_path, content).graph.nodes["meetings/m#i"].written  # type: ignore[union-attr]
    assert "halved" not in repr(item)


def test_what_may_be_known_of_an_exempt_item_is_no_problem(tmp_path: Path) -> None:
    line = "absent: [{what: The minute, reason: exempt, paragraph: paragraph 3}]"
    assert not found(tmp_path, {"meetings/m.yaml": EXEMPT.format(line)}, "exempt-prose")


# How strict a rule is

WRONG = {"plans/p.yaml": "title: P\nmoney: [{id: m, title: M, basis: total}]\n"}


@pytest.mark.parametrize(
    ("strictness", "severities"), [("error", ["error"]), ("warning", ["warning"]), ("off", [])]
)
def test_the_site_sets_how_strict_a_rule_is(tmp_path: Path, strictness: str, severities: list[str]) -> None:
    settings = LEAST["site.yaml"] + f"checks: {{money-without-amount: {strictness}}}\n"
    problems = found(tmp_path, {**WRONG, "site.yaml": settings}, "money-without-amount")
    assert [problem.severity for problem in problems] == severities


def test_a_setting_for_a_rule_there_is_not_is_an_error(tmp_path: Path) -> None:
    settings = LEAST["site.yaml"] + "checks: {money-without-amuont: off}\n"
    problem = only(found(tmp_path, {"site.yaml": settings}, "check-unknown"))
    assert str(problem.place) == "site.yaml:5:10"
    assert "money-without-amount" in problem.hint


def test_every_rule_tried_here_can_be_set() -> None:
    assert {row[0] for row in BROKEN} | {"personal-data", "no-base-url"} <= SETTABLE


def test_every_rule_is_one_function_that_says_what_it_ensures() -> None:
    names = [rule.__name__ for _, _, rule in CHECKS]
    assert len(names) == len(set(names))
    assert all((rule.__doc__ or "").startswith("Ensure ") for _, _, rule in CHECKS)


def test_content_that_keeps_every_rule_has_no_problem(tmp_path: Path) -> None:
    assert codes(checked(tmp_path, {}).problems) == []


def test_bodies_that_belong_to_each_other_are_told_where_each_says_so(tmp_path: Path) -> None:
    body = "name: Group {0}\nclassification: group\nparent: {1}\n"
    pairs = (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    files = {f"boards/{one}.yaml": body.format(one, other) for one, other in pairs}
    places = [str(one.place) for one in found(tmp_path, files, "reference-circle")]
    assert places == ["boards/a.yaml:3:9", "boards/b.yaml:3:9", "boards/c.yaml:3:9"]
