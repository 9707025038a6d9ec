"""References resolved and linked both ways, statements and what covers them, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from written import LEAST, checked, codes, link, linked, only, read_all, read_one

from generator import addresses, graph, records
from generator.dates import parse as when
from generator.graph import Graph, Node, name_on, styled, styled_on
from generator.graph.nodes import ENTRY_KINDS, OPENING, entry_title, opening_words
from generator.graph.statements import clause
from generator.markdown import parse
from generator.problems import Problem
from generator.records import FOLDERS, SINGLES, shapes
from generator.records.entries import Model

JO = "name: Jo Arden\npublic_role: councillor\n"
BOARD = "name: Board\nclassification: board\n"
REPORT = "title: The report\nclassification: report\noutline:\n- id: 5.5.1\n- id: 5.5.2\n- id: minute-73\n"

TOWN = {
    "people/jo.yaml": JO,
    "boards/csig-board.yaml": BOARD + "posts:\n- id: chair\n  label: Chair\n",
    "documents/report.yaml": REPORT,
    "topics/caseloads.yaml": "name: Caseloads\n",
}


def text(prose: str) -> dict[str, str]:
    """A town with one more page, which says this."""
    return {**TOWN, "pages/about.md": f"---\ntitle: About\n---\n{prose}\n"}


def problem_of(files: Mapping[str, str]) -> Problem:
    return only(link(files)[1])


def targets(found: Graph, key: str) -> list[str]:
    return [link.target.key for link in found.links_from.get(key, ())]


def back_links(found: Graph, key: str) -> dict[str, str]:
    return {link.source.key: link.back for link in found.links_to.get(key, ())}


# How a reference resolves


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("jo", "people/jo"),
        ("people/jo", "people/jo"),
        ("csig-board", "boards/csig-board"),
        ("csig-board#chair", "boards/csig-board#chair"),
        ("boards/csig-board#chair", "boards/csig-board#chair"),
        ("#part-1", "pages/about#part-1"),
        ("former-board", "boards/csig-board"),
        ("former-board#chair", "boards/csig-board#chair"),
    ],
)
def test_a_reference_resolves(written: str, key: str) -> None:
    board = TOWN["boards/csig-board.yaml"] + "aliases: [former-board]\n"
    about = (
        "title: About\nclassification: report\nfindings:\n- {id: part-1, kind: finding, title: T, text: T}\n"
    )
    files = {
        **TOWN,
        "boards/csig-board.yaml": board,
        "documents/about.yaml": f"{about}text: 'See [[{written}]].'\n",
    }
    found = linked(files)
    assert targets(found, "documents/about") == [key.replace("pages", "documents")]
    assert (
        found.find(written, found.nodes["documents/about"]) is found.nodes[key.replace("pages", "documents")]
    )


@pytest.mark.parametrize("written", ["people/old-jo", "old-jo"])
def test_an_earlier_id_resolves_with_its_kind_or_without(written: str) -> None:
    files = {**text(f"See [[{written}]]."), "people/jo.yaml": JO + "aliases: [old-jo]\n"}
    assert targets(linked(files), "pages/about") == ["people/jo"]


def test_an_entry_reference_at_home_is_to_the_same_record_from_any_depth() -> None:
    meeting = (
        "bodies: [csig-board]\ndate: 2016\nitems:\n- id: budget\n  title: Budget\n"
        "  contributions: [{id: c, text: 'See [[#budget]].'}]\n"
    )
    found = linked({**TOWN, "meetings/m.yaml": meeting})
    assert targets(found, "meetings/m#c") == ["meetings/m#budget"]


def test_a_link_stands_at_the_nearest_entry_with_an_id() -> None:
    members = "members:\n- {id: first, person: jo}\n- {person: jo}\n"
    found = linked({**TOWN, "boards/b.yaml": BOARD + members})
    assert [link.source.key for link in found.links_to["people/jo"]] == ["boards/b#first", "boards/b"]


# What does not resolve

SHARED = {**TOWN, "people/caseloads.yaml": JO}


def test_an_id_that_two_kinds_share_must_be_qualified_in_prose() -> None:
    problem = problem_of({**text("See [[caseloads]]."), **SHARED})
    assert problem.code == "reference-ambiguous"
    assert problem.hint == "Write one of: people/caseloads, topics/caseloads."


def test_an_id_that_two_kinds_share_is_settled_by_the_field() -> None:
    found = linked({**SHARED, "pages/about.yaml": "title: A\ntopics: [caseloads]\n"})
    assert targets(found, "pages/about") == ["topics/caseloads"]


def test_an_id_that_two_bodies_share_is_not_settled_by_a_field_that_takes_both() -> None:
    files = {
        **TOWN,
        "boards/same.yaml": BOARD,
        "organizations/same.yaml": BOARD,
        "meetings/m.yaml": "bodies: [same]\ndate: 2016\n",
    }
    assert problem_of(files).code == "reference-ambiguous"


def test_an_earlier_id_that_two_records_claim_is_not_settled_in_silence() -> None:
    files = {
        **text("See [[old]]."),
        "people/jo.yaml": JO + "aliases: [old]\n",
        "topics/caseloads.yaml": "name: C\naliases: [old]\n",
    }
    assert link(files)[1]


def test_an_id_of_a_record_wins_over_an_earlier_id_of_another() -> None:
    files = {**text("See [[caseloads]]."), "people/jo.yaml": JO + "aliases: [caseloads]\n"}
    assert targets(linked(files), "pages/about") == ["topics/caseloads"]


UNKNOWN = [
    # A field and what is in it; then the code, and words of the message and of the hint.
    ("topics: [case-loads]", "reference-unknown",
     "there is no topic with the id “case-loads”", "Did you mean “caseloads”?"),
    ("topics: [zzz]", "reference-unknown", "there is no topic with the id “zzz”", "create the topic first."),
    ("topics: [jo]", "reference-kind", "“jo” is a person, but a topic is wanted here",
     "there is the field “authors”"),
    ("publisher: jo", "reference-kind", "“jo” is a person, but a board or organization is wanted here", ""),
    ("authors: [csig-board#char]", "reference-unknown", "board#char”", "Did you mean “csig-board#chair”?"),
    ("authors: ['#zzz']", "reference-unknown", "“#zzz”", ""),
    ("text: 'See [[report#5.5.1]].'", "reference-unknown",
     "there is no record with the id “report#5.5.1”", "Did you mean “report”?"),
    ("text: 'See [[peple/jo]].'", "reference-unknown", "“peple/jo”", "Did you mean “jo”?"),
    ("text: 'See [[site]].'", "reference-unknown", "“site”", ""),
    ("sources: [reprot]", "reference-unknown",
     "there is no document with the id “reprot”", "Did you mean “report”?"),
    ("sources: [jo]", "reference-kind", "“jo” is a person, but a document is wanted here", ""),
    ("sources: [report#5.5.3]", "citation-place",
     "“5.5.3” is no place in the outline of report", "Did you mean “5.5.1”?"),
    ("sources: [report#zzz]", "citation-place", "“zzz” is no place", "Look the place up"),
    ("sources: [bare#1]", "citation-place", "“1” is no place in the outline of bare", "has no outline yet"),
    ("text: 'So it is [@report, minute-37].'", "citation-place",
     "“minute-37” is no place", "Did you mean “minute-73”?"),
    ("text: 'So it is [@zzz].'", "reference-unknown", "there is no document with the id “zzz”", ""),
    ("text: 'So it is [@jo].'", "reference-kind", "a document is wanted here", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "message", "hint"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_what_leads_nowhere_is_said_with_what_may_be_meant(
    line: str, code: str, message: str, hint: str
) -> None:
    bare = "title: Bare\nclassification: letter\n"
    files = {**TOWN, "documents/bare.yaml": bare, "documents/x.yaml": f"{bare}{line}\n"}
    problem = problem_of(files)
    assert problem.code == code
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.place.path, problem.place.line) == ("documents/x.yaml", 3)


def test_nothing_is_suggested_that_has_almost_nothing_in_common() -> None:
    assert "Did you mean" not in problem_of({**text("See [[nobody]]."), "documents/d.yaml": REPORT}).hint


def test_each_reference_in_prose_is_reported_where_it_stands() -> None:
    prose = "A nobody.\nSee [[nobody]] and\n[[nobody]], and [[jo|Jo]].\n\nAnd [[nobody|him]]."
    _, problems = link(text(prose))
    places = [(problem.place.line, problem.place.column) for problem in problems]
    assert places == [(5, 7), (6, 3), (8, 7)]


def test_a_citation_in_prose_is_reported_where_it_stands() -> None:
    problem = problem_of(text("One paragraph.\n\nIn 2016 it rose [@report, 9.9]."))
    assert problem.place.line == 6


# What is not public, and what could not be read


def kept_back(prose: str, key: str = "people/jo") -> list[Problem]:
    files = {**LEAST, **text(prose), "people/jo.yaml": JO + "publication: draft\n"}
    shown, back, _ = records.published(read_all(files), date(2020, 1, 1), drafts=False)
    assert back == {key}
    return graph.build(shown, back)[1]


@pytest.mark.parametrize("written", ["jo", "jo#x", "people/jo"])
def test_a_reference_to_a_draft_is_said_to_be_one(written: str) -> None:
    problem = only(kept_back(f"See [[{written}]]."))
    assert problem.code == "reference-not-public"
    assert problem.place.line == 4


@pytest.mark.parametrize("written", ["jo", "jo#x", "people/jo"])
def test_a_reference_to_a_file_with_mistakes_waits_until_they_are_mended(written: str) -> None:
    files = {**LEAST, **text(f"See [[{written}]].")}
    del files["people/jo.yaml"]
    assert not graph.build(read_all(files), broken=frozenset(["jo"]))[1]


def test_settings_that_have_a_mistake_are_not_said_to_be_missing(tmp_path: Path) -> None:
    found = checked(tmp_path, {"site.yaml": LEAST["site.yaml"] + "titel: x\n"}).problems
    assert codes(found) == ["field-unknown"]


def test_without_settings_there_is_no_site() -> None:
    assert codes(graph.build(read_all(TOWN))[1]) == ["site-missing"]


# Ids


def test_an_id_twice_in_a_file_is_a_problem_at_the_second() -> None:
    posts = "posts:\n- {id: chair, label: A}\n- {id: clerk, label: B}\n- {id: chair, label: C}\n"
    problem = problem_of({"boards/b.yaml": BOARD + posts})
    assert (problem.code, str(problem.place)) == ("id-twice", "boards/b.yaml:6:8")
    assert "“chair” is used twice" in problem.message
    assert "first on line 4" in problem.hint


def test_an_id_twice_in_a_file_is_found_across_kinds_of_entry_too() -> None:
    meeting = "bodies: [town]\ndate: 2016\nitems:\n- {id: a, title: A, decisions: [{id: a, title: B}]}\n"
    assert codes(link({"meetings/m.yaml": meeting})[1]) == ["id-twice"]


def test_a_place_twice_in_an_outline_is_a_problem_there_and_not_where_it_is_cited() -> None:
    paper = "title: R\nclassification: Report\noutline:\n- {id: a}\n- {id: a}\n"
    citing = "name: T\nsummary: It says so in 2016. [@report, b]\n"
    found = link({"documents/report.yaml": paper, "topics/t.yaml": citing})[1]
    assert [(one.code, str(one.place)) for one in found] == [("id-twice", "documents/report.yaml:5:8")]


def test_two_files_with_one_key_are_a_problem() -> None:
    problem = problem_of({"people/jo.yaml": JO, "people/jo.md": f"---\n{JO}---\n"})
    assert problem.code == "id-taken"
    assert "people/jo.md" in problem.message
    assert problem.place.path == "people/jo.yaml"


def test_a_decision_and_a_meeting_never_share_an_id() -> None:
    """Both have a folder of decisions’ pages under that id."""
    decision = "title: D\nclassification: direction\ndate: 2016\n"
    found, problems = link({"meetings/m.yaml": "bodies: [town]\ndate: 2016\n", "decisions/m.yaml": decision})
    assert problems + addresses.build(found)[1]


def test_every_kind_that_a_field_can_name_is_there_to_be_named() -> None:
    kinds: set[str] = set()
    models: list[type[Model]] = [*FOLDERS.values(), *SINGLES.values()]
    for model in models:
        for shape in shapes(model).values():
            kinds |= set(shape.ref.kinds) if shape.ref else set()
            if shape.model and shape.model not in models:
                models.append(shape.model)
    assert "findings" in kinds
    assert kinds <= FOLDERS.keys() | set(ENTRY_KINDS.values())


# Back-links, each with what it means there

MEETING = """\
bodies: [csig-board]
date: 2016-06-27
minutes: {document: report}
attendance:
- {person: jo}
- {person: al, role: chair}
- {person: bo, role: vice-chair}
- {person: cy, status: apologies}
- {person: di, status: apologies, role: chair}
- {person: ed, status: in attendance}
- {person: fi, status: substitute, substitute_for: cy}
- {person: gu, status: late}
declarations:
- {person: jo, text: A house.}
items:
- id: budget
  title: Budget
  papers: [{document: report}]
  contributions: [{id: said, person: al, text: Said., about: [report]}]
  requests: [{id: asked, asked_by: bo, asked_of: csig-board, text: A letter.}]
  decisions:
  - id: agreed
    title: Agreed
    moved_by: jo
    seconded_by: bo
    parts: [{id: one, outcome: noted, text: Noted., about: [caseloads]}]
"""
NAMES = ("al", "bo", "cy", "di", "ed", "fi", "gu")

BACK = [
    ("people/jo", "meetings/m", ["Attended", "Declared an interest at"]),
    ("people/jo", "meetings/m#agreed", ["Moved"]),
    ("people/al", "meetings/m", ["Chaired"]),
    ("people/al", "meetings/m#said", ["Spoke at"]),
    ("people/bo", "meetings/m", ["Attended as vice-chair"]),
    ("people/bo", "meetings/m#asked", ["Asked for"]),
    ("people/bo", "meetings/m#agreed", ["Seconded"]),
    ("people/cy", "meetings/m", ["Sent apologies to", "Substituted by"]),
    ("people/di", "meetings/m", ["Sent apologies to"]),
    ("people/ed", "meetings/m", ["In attendance at"]),
    ("people/fi", "meetings/m", ["Substituted at"]),
    ("people/gu", "meetings/m", ["Attended"]),
    ("boards/csig-board", "meetings/m", ["Meetings"]),
    ("boards/csig-board", "meetings/m#asked", ["Was asked for"]),
    ("documents/report", "meetings/m", ["Minutes of"]),
    ("documents/report", "meetings/m#budget", ["Considered at"]),
    ("documents/report", "meetings/m#said", ["Discussed at"]),
    ("topics/caseloads", "meetings/m#one", ["Decided on in"]),
]


@pytest.fixture(scope="module")
def met() -> Graph:
    people = {f"people/{name}.yaml": JO for name in NAMES}
    return linked({**TOWN, **people, "meetings/m.yaml": MEETING})


@pytest.mark.parametrize(("key", "source", "backs"), BACK)
def test_a_link_says_on_the_other_page_what_it_means(
    met: Graph, key: str, source: str, backs: list[str]
) -> None:
    assert [link.back for link in met.links_to[key] if link.source.key == source] == backs


def test_a_link_in_prose_is_a_mention() -> None:
    assert back_links(linked(text("See [[jo]].")), "people/jo") == {"pages/about": "Mentioned in"}


def test_a_citation_is_no_link_but_is_gathered() -> None:
    found = linked(text("It rose in 2016 [@report, 5.5.1]."))
    assert "documents/report" not in found.links_to
    cited = only(found.cited)
    assert (cited.source.key, cited.document.key, cited.citation.at) == (
        "pages/about",
        "documents/report",
        "5.5.1",
    )


def test_both_directions_hold_the_same_links(met: Graph) -> None:
    assert met.links
    for links in (met.links_to, met.links_from):
        assert sorted(id(link) for ones in links.values() for link in ones) == sorted(map(id, met.links))
    assert all(link in met.links_to[link.target.key] for link in met.links)
    assert all(link in met.links_from[link.source.key] for link in met.links)


def test_every_entry_is_listed_under_its_record(met: Graph) -> None:
    ids = {node.id for node in met.entries_of["meetings/m"]}
    assert ids == {"budget", "said", "asked", "agreed", "one"}
    one = met.nodes["meetings/m#one"]
    parents = []
    node: Node | None = one
    while node is not None:
        parents.append(node.id)
        node = node.parent
    assert parents == ["one", "agreed", "budget", "m"]
    assert one.home.key == "meetings/m"
    assert str(one.when) == "27 June 2016"


def test_what_differs_and_what_is_absent_is_gathered_with_where_it_stands() -> None:
    extra = (
        "sources_differ: [{field: date, accounts: [{value: a}, {value: b}]}]\n"
        "findings:\n- {id: f, kind: finding, title: T, text: T, absent: [{what: date, reason: lost}]}\n"
    )
    found = linked({"boards/b.yaml": BOARD + extra})
    assert [(node.key, one.field) for node, one in found.differences] == [("boards/b", "date")]
    assert [(node.key, one.what) for node, one in found.absences] == [("boards/b#f", "date")]


# Statements, and what covers them

SENTENCES = [
    # A paragraph; then each statement in it, with the places that cover it.
    ("It met.", []),
    ("It met in 2016.", [("It met in 2016.", [])]),
    ("It met in June.", [("It met in June.", [])]),
    ("It was judged Inadequate.", [("It was judged Inadequate.", [])]),
    ("Members may speak.", []),
    ("They march on.", []),
    ("See [[csig-board]] and [@report, 5.5.1].", []),
    ("See [[csig-board|the 2016 board]].", [("See the 2016 board.", [])]),
    ("It met in 2016 [@report, 5.5.1].", [("It met in 2016.", ["5.5.1"])]),
    ("It met in 2016. [@report, 5.5.1]", [("It met in 2016.", ["5.5.1"])]),
    ("It met in 2016 [@report, 5.5.1][@report, 5.5.2].", [("It met in 2016.", ["5.5.1", "5.5.2"])]),
    ("It met in 2016 [@bare].", [("It met in 2016.", [None])]),
    (
        "It met in 2016. It rose in 2017 [@report, 5.5.1].",
        [("It met in 2016.", ["5.5.1"]), ("It rose in 2017.", ["5.5.1"])],
    ),
    (
        "It met in 2016 [@report, 5.5.1]. It rose in 2017.",
        [("It met in 2016.", ["5.5.1"]), ("It rose in 2017.", [])],
    ),
    (
        "It met in 2016. [@report, 5.5.1] It rose in 2017. [@report, 5.5.2]",
        [("It met in 2016.", ["5.5.1"]), ("It rose in 2017.", ["5.5.2"])],
    ),
    (
        "It met in 2016.\n\nIt rose in 2017 [@report, 5.5.1].",
        [("It met in 2016.", []), ("It rose in 2017.", ["5.5.1"])],
    ),
    ("It cost £4.5m in all. So it was.", [("It cost £4.5m in all.", [])]),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_sentence_is_covered_by_a_citation_in_it_or_later_in_its_paragraph(
    prose: str, expected: list[tuple[str, list[str | None]]]
) -> None:
    topic = f"---\nname: T\nsources: [report#minute-73]\n---\n{prose}\n"
    bare = "title: Bare\nclassification: report\n"
    found = linked({**TOWN, "documents/bare.yaml": bare, "topics/t.md": topic}).statements
    assert [(one.words, [citation.at for citation in one.citations]) for one in found] == expected
    assert [one.has_source for one in found] == [bool(places) for _, places in expected]


def test_a_statement_stands_where_its_sentence_begins() -> None:
    topic = "---\nname: T\n---\nIt met.\n\nIt met. It rose in 2016.\n"
    (statement,) = linked({"topics/t.md": topic}).statements
    assert (statement.place.line, statement.place.column) == (6, 9)


ENTRIES = [
    # An entry of a body; the statements it makes, with whether each has a source.
    ("posts: [{id: p, label: Chair}]", []),
    ("members: [{person: jo}]", []),
    ("members: [{person: jo, start_date: 2016}]", [("the membership of jo", False)]),
    ("members: [{person: jo, start_date: 2016, sources: [report]}]", [("the membership of jo", True)]),
    ("members: [{person: jo, seen: [{on: 2016}]}]", [("2016", False)]),
    ("members: [{person: jo, seen: [{on: 2016, sources: [report]}]}]", [("2016", True)]),
    ("other_names: [{name: CSIG}]", []),
    ("other_names: [{name: CSIG, start_date: 2016}]", [("CSIG", False)]),
    ("findings: [{id: f, kind: strength, title: Good, text: Good.}]", [("Good", False)]),
    ("findings: [{id: f, kind: strength, title: Good, text: Good., sources: [report]}]", [("Good", True)]),
    (
        "findings: [{id: f, kind: strength, title: G, text: G., quotation: {text: q, sources: [report]}}]",
        [("G", True)],
    ),
    (
        "sources_differ: [{field: f, accounts: [{value: a, sources: [report]}, {value: b}]}]",
        [("a", True), ("b", False)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ENTRIES, ids=[row[0] for row in ENTRIES])
def test_an_entry_with_a_date_number_or_judgement_needs_a_source_of_its_own(
    line: str, expected: list[tuple[str, bool]]
) -> None:
    files = {**TOWN, "boards/b.yaml": f"{BOARD}sources: [report]\n{line}\n"}
    assert [(one.words, one.has_source) for one in linked(files).statements] == expected


@pytest.mark.parametrize("path", ["pages/x.md", "topics/x.md"])
def test_pages_of_prose_make_no_statements_and_topics_do(path: str) -> None:
    name = "title" if path.startswith("pages") else "name"
    found = linked({path: f"---\n{name}: X\n---\nIt met in 2016.\n"}).statements
    assert len(found) == (path == "topics/x.md")


# Names and titles

PERSON = """\
name: Jo Arden
honorific_prefix: Dame
public_role: councillor
other_names:
- {name: Jo Bell, honorific_prefix: Cllr, end_date: 2016-05-31}
- {name: the Councillor, used_in: [report]}
- {name: J. Arden, used_in: [report]}
"""


@pytest.mark.parametrize(
    ("day", "papers", "name"),
    [
        ("2016-05-31", [], "Jo Bell"),
        ("2016-06-01", [], "Jo Arden"),
        ("2016-06-01", ["report"], "J. Arden"),
        ("2016-05-31", ["report"], "Jo Bell"),
        ("2016-06-01", ["letter"], "Jo Arden"),
        (None, ["report"], "J. Arden"),
        (None, [], "Jo Arden"),
    ],
)
def test_a_name_is_that_of_the_day_else_of_the_paper_else_of_the_record(
    day: str | None, papers: list[str], name: str
) -> None:
    written = read_one("people/x.yaml", PERSON).written
    assert name_on(written, when(day) if day else None, papers) == name


def test_a_name_of_another_day_does_not_take_a_later_honour() -> None:
    written = read_one("people/x.yaml", PERSON).written
    assert styled(written) == "Dame Jo Arden"
    assert styled_on(written, when("2016-05-31"), []) == "Cllr Jo Bell"
    assert styled_on(written, when("2017"), ["report"]) == "J. Arden"


def test_a_meeting_without_a_title_is_named_by_its_bodies_then_and_its_day() -> None:
    board = BOARD + "other_names: [{name: Old Board, end_date: 2016-12-31}]\n"
    files = {
        **TOWN,
        "boards/b.yaml": board,
        "meetings/m.yaml": "bodies: [b, boards/csig-board]\ndate: 2016-06-27\n",
        "meetings/n.yaml": "bodies: [b]\ndate: 2017-06-27\n",
        "meetings/o.yaml": "bodies: [b]\ndate: 2017-06-27\ntitle: Special\n",
    }
    found = linked(files)
    titles = [found.nodes[f"meetings/{name}"].title for name in "mno"]
    assert titles == ["Old Board and Board, 27 June 2016", "Board, 27 June 2017", "Special"]


def test_entries_are_named_by_what_they_say(met: Graph) -> None:
    titles = {node.id: node.title for node in met.entries_of["meetings/m"]}
    assert titles == {
        "budget": "Budget",
        "said": "Jo Arden: Said.",
        "asked": "A letter.",
        "agreed": "Agreed",
        "one": "Noted.",
    }


def test_a_long_text_is_named_by_its_opening_words() -> None:
    words = opening_words(parse("It was said at some length, " * 4), {})
    assert words == "It was said at some length, It was said at some length…"
    assert len(words) <= OPENING
    assert opening_words(parse("Short."), {}) == "Short."


def test_an_entry_that_says_nothing_of_itself_is_named_by_its_id() -> None:
    record = read_one("boards/b.yaml", BOARD + "members: [{id: first-seat, role: member}]\n")
    assert entry_title(record.written.members[0], {}) == "First seat"


@pytest.mark.parametrize(
    ("sentence", "place", "expected"),
    [
        ("It rose in 2016 [@a, 1].", "1", "It rose in 2016."),
        ("It rose. [@a, 1] [@b, 2]", "1", "It rose."),
        ("It rose [@a, 1], and fell in 2017 [@a, 2].", "1", "It rose …"),
        ("It rose [@a, 1], and fell in 2017 [@a, 2].", "2", "… and fell in 2017."),
        ("It rose [@a, 1] [@a, 2], and fell.", "2", "It rose …"),
        ("It rose [@a, 1], [@a, 2].", "2", "It rose [@a, 1], [@a, 2]."),
        ("It rose [@a, 1].", "3", ""),
        ("- It rose [@a, 1]\n- It fell [@a, 2]", "1", "It rose"),
        ("- It rose [@a, 1]\n- It fell [@a, 2]", "2", "It fell"),
        ("- It rose [@a, 1].\n- It fell [@a, 2].", "2", "It fell."),
        ("It rose [@a, 1] - and fell [@a, 2].", "2", "… - and fell."),
        ("It rose [@a, 1]\n[@a, 2] and fell.", "2", "It rose …"),
        ("It did:\n1. rise [@a, 1]\n2. and fall [@a, 2]", "2", "and fall"),
    ],
)
def test_a_citation_is_of_the_words_before_it(sentence: str, place: str, expected: str) -> None:
    assert clause(sentence, "a", place) == expected
