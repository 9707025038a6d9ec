"""Whatever clerks mistype, anywhere: every mistake is reported and nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import LAWS, LEAST, TIMES, files, options, write

from generator.build import build
from generator.reports import as_text

# One record of every kind, with most of what each can hold.
TOWN = {
    **LEAST,
    **files("""\
    === people/jo.yaml
    name: Jo
    public_role: councillor
    other_names: [{name: J, start_date: 2016, used_in: [report]}]
    aliases: [old-jo]
    === boards/b.yaml
    name: Board
    classification: board
    parent: town
    founding_date: 2016-01
    posts: [{id: chair, label: Chair, role: chair}]
    members:
    - {person: jo, post: "#chair", start_date: 2016-02-01, end_date: 2016-03, sources: [report]}
    - {name_as_written: A Nother, seen: [{on: 2016-06-27, sources: [report#1]}]}
    === topics/t.yaml
    name: Topic
    === documents/report.yaml
    title: Report
    classification: report
    date: 2016-06
    publisher: town
    money: [{id: sum, title: Sum, amount: 5, basis: total}]
    outline: [{id: 1}, {id: 5.5.1, heading: Why}]
    === meetings/m.yaml
    bodies: [b, town]
    date: 2016-06-27
    topics: [t]
    minutes: {document: report, status: confirmed}
    attendance: [{person: jo, role: chair}]
    declarations: [{person: jo, item: i, text: A house.}]
    items:
    - id: i
      title: Budget
      papers: [{document: report}]
      contributions: [{id: said, person: jo, text: Said., about: [r]}]
      requests: [{id: asked, asked_by: jo, text: A letter., met_by: report}]
      questions: [{id: q, title: Why, parts: [{id: q1, text: Why., reply: So.}]}]
      decisions:
      - id: d
        title: Agreed
        moved_by: jo
        vote: {votes_for: 5, result: carried}
        parts:
        - id: one
          outcome: agreed
          text: Yes.
          about: [r]
          money: [{id: m1, title: Staff, basis: in-year, amount: 49000, part_of: "report#sum"}]
    - id: closed
      title: Closed
      access: exempt
      exempt_paragraph: 3
    === decisions/direction.yaml
    title: Direction
    classification: direction
    date: 2016-05-01
    end_date: 2017-05-01
    made_to: [b]
    === inspections/insp.yaml
    title: Inspection
    by: town
    of: [b]
    date: 2016-04-11/2016-05-05
    judgements: [{area: Care, grade: inadequate}]
    findings: [{id: weak, kind: concern, title: Weak, text: Weak., counts: [{number: 4, of: 6, what: cases}]}]
    === visits/v.yaml
    title: Visit
    by: [town]
    to: [b]
    date: 2017
    follows: insp
    findings: [{id: better, kind: progress, title: Better, text: Better.}]
    === recommendations/r.yaml
    title: Rec
    made_by: [town]
    made_on: 2016-06-27
    asks: Act.
    arises_from: [insp#weak]
    response_due: {rule: c}
    responses: [{id: yes, answer: accepted, decided_in: "m#d", date: 2016-07-01}]
    actions: [{id: act, title: Hire, target_date: 2016-12, funded_by: ["m#m1"]}]
    status_updates:
    - {id: done, status: verified done, as_at: 2017, text: Done., evidence: ["v#better"], noted_in: v}
    === plans/p.yaml
    title: Plan
    submitted: 2016-12-01
    priorities: [{id: p1, title: One, answers: [r]}]
    progress: [{as_at: 2017-01-01, text: Well., counts: [{number: 3, what: done}]}]
    === measures/x.yaml
    title: Cases
    unit: cases
    series: [{id: s, title: S, points: [{date: 2016, value: 5}, {date: 2017, value: 7.5}]}]
    === events/e.yaml
    title: Launch
    classification: launch
    date: 2017-02-01
    === pages/about.md
    ---
    title: About
    ---
    # Why

    In 2016 [@report, 5.5.1] the [[b|Board]] met. See [[m#i]].
    === glossary.yaml
    terms: [{id: csc, term: CSC, expansion: Care, record: b}]
    === rules.yaml
    clocks: [{id: c, title: T, legal_basis: L, months: 2}]
    bank_holidays: [2016-12-26]
    === corrections.yaml
    corrections: [{id: a, date: 2017-01-01, kind: corrected, what: W, why: Y}]
    """),
}

WORDS = [
    "", "b", "jo", "r", "m#d", "#i", "i", "d", "one", "2016", "9999-12-31", "1000", "../2016", "2016/..",
    "-1", "true", "''", "[]", "{}", "[x]", "{a: b}", "|", "- ", "draft", "exempt", "planned", "[[x]]", "..",
    "9" * 30, "'[@report, 1]'", "@x", "&x", "*x", "!x", '"', "\t", "é\u2028", ": ",
]  # fmt: skip


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("town"), TOWN)


def test_without_mistakes_the_town_is_built(content: Path) -> None:
    found = build(options(content))
    assert not found.has_errors, as_text(found.problems, {})
    assert len(found.pages) > len(TOWN)


lines = [(path, number) for path, text in TOWN.items() for number in range(text.count("\n"))]
words = st.sampled_from(WORDS)
edits = st.tuples(
    st.sampled_from(lines),
    st.one_of(
        st.tuples(st.just("leave out"), st.just(0), st.just("")),
        st.tuples(st.just("say twice"), st.just(0), st.just("")),
        st.tuples(st.just("another value"), st.just(0), words),
        st.tuples(st.just("another word"), st.integers(0, 12), words),
        st.tuples(st.just("another indent"), st.integers(0, 4), st.just("")),
        st.tuples(st.just("a line from elsewhere"), st.integers(0, len(lines) - 1), st.just("")),
    ),
)


def edited(town: dict[str, str], place: tuple[str, int], edit: tuple[str, int, str]) -> None:
    path, number = place
    found = town[path].split("\n")
    at = min(number, len(found) - 1)
    line = found[at]
    match edit:
        case "leave out", _, _:
            found[at : at + 1] = []
        case "say twice", _, _:
            found.insert(at, line)
        case "another value", _, word:
            found[at] = f"{line.partition(':')[0]}: {word}"
        case "another word", which, word:
            parts = re.split(r"([\w#./-]+)", line)
            parts[min(2 * which + 1, len(parts) - 1)] = word
            found[at] = "".join(parts)
        case "another indent", width, _:
            found[at] = " " * width + line.lstrip()
        case _, other, _:
            from_path, from_number = lines[other]
            found.insert(at, TOWN[from_path].split("\n")[from_number])
    town[path] = "\n".join(found)


@settings(LAWS, max_examples=60 * TIMES)
@given(st.lists(edits, min_size=1, max_size=3))
def test_whatever_is_mistyped_is_reported_and_breaks_nothing(
    content: Path, mistakes: list[tuple[tuple[str, int], tuple[str, int, str]]]
) -> None:
    town = dict(TOWN)
    for place, edit in mistakes:
        edited(town, place, edit)
    changed = {path: text for path, text in town.items() if text != TOWN[path]}
    try:
        write(content, changed)
        found = build(options(content))
    finally:
        write(content, {path: TOWN[path] for path in changed})
    assert bool(found.files) is not found.has_errors
    for problem in found.problems:
        assert problem.message
        length = (content / problem.place.path).read_text(encoding="utf-8").count("\n") + 1
        assert problem.place.path.startswith("/") or problem.place.line <= length + 3
