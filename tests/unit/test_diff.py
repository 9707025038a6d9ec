"""What changed between two states of a record: each sentence, what is never said, what is no change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import chain
from textwrap import dedent

import pytest
from conftest import TOWN
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser
from written import LAWS, LEAST, TEMPLATES, TODAY, files

from generator.build import Options
from generator.diff import Comparison, State, as_json, as_markdown, as_text, compare
from generator.diff.markdown import escaped
from generator.diff.texts import reworded
from generator.records import FOLDERS, SINGLES
from generator.sources import Snapshot, SourceFile, read

BEFORE = LEAST | files("""\
    === boards/club.yaml
    name: Chess Club
    classification: committee
    posts:
      - id: chair
        label: Chair
    members:
      - person: jo-arden
        role: member
        start_date: 2018-05-01
        sources: [paper#1]
      - person: al-birch
        post: "#chair"
        start_date: 2018-05-01
        sources: [paper#1]
      - person: al-birch
        role: member
        seen:
          - on: 2018-06-01
            sources: [paper#1]
    === documents/paper.yaml
    title: Paper
    classification: report
    date: 2018-01-01
    outline:
      - id: 1
      - id: 2
    === documents/letter.yaml
    title: Letter
    classification: letter
    === inspections/look.yaml
    title: A look
    by: town
    of: [club]
    date: 2018-02
    judgements:
      - area: Leadership
        body: club
        grade: inadequate
    findings:
      - id: late
        kind: concern
        title: It is late
        text: It is always late.
    === meetings/club-2018-06-01.yaml
    bodies: [club]
    date: 2018-06-01
    status: scheduled
    minutes:
      document: paper
      status: draft
    attendance:
      - person: jo-arden
        status: apologies
    items:
      - id: rent
        title: Rent
        text: The rent rose. It had been low for years. Nobody minded.
        decisions:
          - id: pay
            title: Pay the rent
            money:
              - id: rent-sum
                title: Rent
                amount: 1200
                basis: one-off
    === people/al-birch.yaml
    name: Al Birch
    public_role: Plays chess.
    === people/jo-arden.yaml
    name: Jo Arden
    public_role: Plays chess.
    === recommendations/move.yaml
    title: Move house
    reference: Recommendation 3
    made_by: [town]
    asks: The club should move.
    actions:
      - id: look-round
        title: Look round
        owner: club
        target_date: 2019-03
    status_updates:
      - status: not started
        as_at: 2018-07-01
        text: Not yet.
    """)
STATUSES, FINDINGS = "status_updates:\n", "findings:\n"
MOVE, MEETING, CLUB = "recommendations/move.yaml", "meetings/club-2018-06-01.yaml", "boards/club.yaml"


def state(content: Mapping[str, str], name: str = "a state") -> State:
    found = tuple(SourceFile(path, dedent(content[path])) for path in sorted(content))
    return State(name, snapshot=Snapshot(found))


def compared(before: Mapping[str, str], after: Mapping[str, str], *, with_pages: bool = False) -> Comparison:
    options = Options(TODAY, templates=TEMPLATES, search=False)
    return compare(state(before), state(after), options, with_pages=with_pages)


def edited(path: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """The content with some texts of a file exchanged, each of which must be there."""
    text = BEFORE[path]
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return BEFORE | {path: text}


def sentences(after: Mapping[str, str], before: Mapping[str, str] = BEFORE) -> list[str]:
    return [change.words for change in compared(before, after).changes]


# Each sentence


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (MOVE, STATUSES, f"{STATUSES}  - {{status: in progress, as_at: 2019-06-30, text: So.}}\n",
         "Recommendation 3 (Move house) moved from not started to in progress (as at 30 June 2019)."),
        (MOVE, STATUSES, (f"{STATUSES}  - {{status: in progress, as_at: 2019-06-30, text: So.,"
          " evidence: [paper]}\n"),
         ("Recommendation 3 (Move house) moved from not started to in progress (as at 30 June 2019), "
         "shown by Paper.")),
        (MOVE, STATUSES, f"{STATUSES}  - {{status: not known, as_at: 2018-01, text: Old.}}\n",
         "Recommendation 3 (Move house) has one more status report: not known (as at January 2018)."),
        (MOVE, STATUSES, f"{STATUSES}  - {{status: not started, as_at: 2019-01, text: No.}}\n",
         "Recommendation 3 (Move house) is still not started (as at January 2019)."),
        (MOVE, "  - status: not started\n    as_at: 2018-07-01\n    text: Not yet.\n", "  []\n",
         ("The status report “not started” as at 1 July 2018 was removed from Recommendation 3 (Move house); "
         "it stands at open now.")),
        (MOVE, "status: not started", "status: not known",
         ("The status as at 1 July 2018 of Recommendation 3 (Move house) changed from not started to "
          "not known.")),
        (MOVE, "    text: Not yet.", "    text: Not yet.\n    evidence: [letter]",
         "Evidence added to Recommendation 3 (Move house) as at 1 July 2018: Letter."),
        (MOVE, "actions:", "responses:\n  - {id: a, by: town, answer: accepted, date: 2018-08-01}\nactions:",
         "Town answered Recommendation 3 (Move house) on 1 August 2018: accepted."),
        (MOVE, "actions:", "responses:\n  - {id: a, by: town, answer: none}\nactions:",
         "Town gave no answer to Recommendation 3 (Move house)."),
        (MOVE, "owner: club", "owner: jo-arden",
         ("The owner of the piece of work “Look round” in Recommendation 3 (Move house) changed from "
         "Chess Club to Jo Arden.")),
        (MOVE, "target_date: 2019-03", "target_date: 2019-11-30",
         ("The target date of the piece of work “Look round” in Recommendation 3 (Move house) moved from "
         "March 2019 to 30 November 2019.")),
        (MOVE, "target_date: 2019-03", "target_date: 2019-03\n    done_on: 2019-02-02",
         "The piece of work “Look round” in Recommendation 3 (Move house) was done on 2 February 2019."),
        (MOVE, "target_date: 2019-03", "target_date: 2019-03\n    status: in progress",
         "The piece of work “Look round” in Recommendation 3 (Move house) moved from open to in progress."),
        (MOVE, "actions:\n", "actions:\n  - {id: pack, title: Pack, owner: club}\n",
         "Work was added to Recommendation 3 (Move house): “Pack” (owned by Chess Club)."),
        (MOVE, "should move", "should move now", ("Recommendation 3 (Move house): what it asks reworded "
         "(1 sentence changed, of 1).")),
        (CLUB, "    start_date: 2018-05-01\n", "    start_date: 2018-05-01\n    end_date: 2019-05-03\n",
         "Jo Arden left the Chess Club on 3 May 2019."),
        (CLUB, '    post: "#chair"\n', '    post: "#chair"\n    end_date: 2019-05\n',
         "Al Birch was Chair of the Chess Club until May 2019."),
        (CLUB, "members:\n", "members:\n  - {person: jo-arden, post: '#chair', start_date: 2019-06-01}\n",
         "Jo Arden became Chair of the Chess Club on 1 June 2019."),
        (CLUB, "members:\n", "members:\n  - {name_as_written: A guest, start_date: 2019~}\n",
         "A guest joined the Chess Club (about 2019)."),
        (CLUB, "members:\n", "members:\n  - {organization: town, label: Guest, seen: [{on: 2019-07-02}]}\n",
         "Town is recorded as guest of the Chess Club, first seen on 2 July 2019."),
        (CLUB, "    seen:\n", "    seen:\n      - on: 2019-01-09\n",
         "Al Birch was seen as member of the Chess Club on 9 January 2019."),
        (CLUB, "    role: member\n    start_date", "    role: member\n    area: North\n    start_date",
         "Jo Arden as member of the Chess Club: area changed from nothing to “North”."),
        (CLUB, "    start_date: 2018-05-01\n", "    start_date: 2018\n",
         "The time of Jo Arden as member of the Chess Club began in 2018, not on 1 May 2018 as we had it."),
        (CLUB, "classification: committee", "classification: team",
         "Chess Club: kind changed from “committee” to “team”."),
        (MEETING, "status: scheduled", "status: cancelled",
         "Chess Club, 1 June 2018 was cancelled (it was entered as scheduled)."),
        (MEETING, "  status: draft", "  status: confirmed",
         "The minutes of Chess Club, 1 June 2018 were confirmed."),
        (MEETING, "    status: apologies", "    status: present",
         "Attendance at Chess Club, 1 June 2018: Jo Arden changed from apologies to present."),
        (MEETING, "attendance:\n", "attendance:\n  - person: al-birch\n",
         "1 name on the attendance list added to Chess Club, 1 June 2018: “Al Birch”."),
        (MEETING, "items:\n", "items:\n  - {id: tea, title: Tea}\n  - {id: cake, title: Cake}\n",
         "2 agenda items added to Chess Club, 1 June 2018: “Tea”; “Cake”."),
        (MEETING, "    decisions:\n", "    decisions:\n      - {id: go, title: Go}\n",
         "The decision “Go” was added to Chess Club, 1 June 2018."),
        (MEETING, "amount: 1200", "amount: 1250.50",
         "The sum “Rent” in Chess Club, 1 June 2018 changed from £1,200 to £1,250.50 (one-off)."),
        (MEETING, "It had been low for years. ", "",
         "The agenda item “Rent” in Chess Club, 1 June 2018: text reworded (1 sentence removed, of 2)."),
        (MEETING, "title: Pay the rent\n", "title: Pay the rent\n        vote: {votes_for: 3}\n",
         "The decision “Pay the rent” in Chess Club, 1 June 2018: vote added: votes for 3."),
        ("inspections/look.yaml", "grade: inadequate", "grade: good",
         "The judgement of Chess Club on “Leadership” in A look changed from “inadequate” to “good”."),
        ("inspections/look.yaml", FINDINGS, FINDINGS + "  - {id: b, kind: concern, title: Small, text: S.}\n",
         "1 finding added to A look: “Small”."),
        ("inspections/look.yaml", "date: 2018-02", "date: 2018-03",
         "The date of A look moved from February 2018 to March 2018."),
        ("documents/paper.yaml", "  - id: 2\n", "", "1 place to cite removed from Paper: “2”."),
        ("documents/paper.yaml", "outline", "publisher: town\noutline", "Paper: publisher added: Town."),
        ("people/al-birch.yaml", "name: Al", "sources: [paper]\nname: Al",
         "1 source added to Al Birch: Paper."),
        ("people/al-birch.yaml", "name: Al", "absent: [{what: His age, reason: not recorded}]\nname: Al",
         "1 remark on what is missing added to Al Birch: “His age”."),
        ("site.yaml", "title: T", "title: U", "U: title changed from “T” to “U”."),
        ("site.yaml", "council: town", "council: town\nchecks: {name-form: off}",
         "T: how strict the rules are changed from as usual to name-form: off."),
    ],
)  # fmt: skip
def test_a_change_is_told_in_one_sentence(path: str, old: str, new: str, expected: str) -> None:
    assert sentences(edited(path, (old, new))) == [expected]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (("=== meetings/m.yaml\nbodies: [club]\ndate: 2019-01-01\nitems:\n"
         "  - {id: a, title: A, decisions: [{id: b, title: B}, {id: c, title: C}]}\n"),
         "1 meeting added with 2 decisions: Chess Club, 1 January 2019."),
        ("=== recommendations/r.yaml\ntitle: Stay\nmade_by: [town]\nasks: Stay.\n",
         "1 recommendation made: “Stay”, by Town."),
        ("=== people/x.yaml\nname: X, Y\npublic_role: R\n=== people/z.yaml\nname: Z\npublic_role: R\n",
         "2 people added: X, Y; Z."),
        ("=== glossary.yaml\nterms:\n  - {id: a, term: A}\n", "1 glossary added with 1 term."),
    ],
)  # fmt: skip
def test_whole_records_are_counted_and_named(added: str, expected: str) -> None:
    content = BEFORE | files(added)
    assert sentences(content) == [expected]
    gone = re.sub(r" (made|added)( with [^:.]*)?", " removed", expected)
    assert sentences(BEFORE, content) == [gone]


def test_an_entry_that_was_reworded_is_not_told_as_gone_and_new() -> None:
    judged = ("area: Leadership", "area: The leadership")
    assert sentences(edited("inspections/look.yaml", judged)) == [
        "The judgement “The leadership” in A look: area changed from “Leadership” to “The leadership”."
    ]


def test_an_entry_about_somebody_else_is_another_entry() -> None:
    assert sentences(edited(MEETING, ("person: jo-arden", "person: al-birch"))) == [
        "1 name on the attendance list added to Chess Club, 1 June 2018: “Al Birch”.",
        "1 name on the attendance list removed from Chess Club, 1 June 2018: “Jo Arden”.",
    ]


def test_a_correction_stands_under_a_heading_of_its_own() -> None:
    before = LEAST | {"corrections.yaml": "corrections: []\n"}
    one = "corrections:\n  - {id: a, date: 2019-01-01, kind: corrected, what: The day., why: So.}\n"
    (change,) = compared(before, LEAST | {"corrections.yaml": one}).changes
    assert (change.group, change.words) == ("corrections", "1 correction added to Corrections: “The day.”.")


def test_what_is_too_much_for_a_sentence_is_counted() -> None:
    many = "".join(f"=== people/p{n:02}.yaml\nname: P{n:02}\npublic_role: R\n" for n in range(15))
    (said,) = sentences(BEFORE | files(many))
    assert said.startswith("15 people added: P00; P01; ")
    assert said.endswith("; P11 and 3 more.")


# What is not a change


def test_nothing_differs_from_itself() -> None:
    files_read, problems = read(TOWN / "content")
    town = State("town", snapshot=Snapshot(files_read, tuple(problems)))
    found = compare(town, town, Options(TODAY, templates=TEMPLATES, search=False))
    assert found.is_same
    assert "Nothing changes for readers." in as_text(found, 20)
    assert "Nothing changes for readers." in as_markdown(found, 20)
    assert json.loads(as_json(found))["same"] is True


def test_a_remark_in_a_file_is_counted_and_no_more() -> None:
    found = compared(BEFORE, edited("people/al-birch.yaml", ("name:", "# Who?\nname:")))
    assert not found.changes
    assert found.laid_out == 1


def test_another_order_is_told_as_such() -> None:
    old, new = "  - id: 1\n  - id: 2\n", "  - id: 2\n  - id: 1\n"
    assert sentences(edited("documents/paper.yaml", (old, new))) == [
        "What stands in Paper was put in another order."
    ]


def test_a_wrapped_line_is_no_change_of_a_text() -> None:
    old, new = "text: The rent rose. It", "text: |-\n      The rent rose.\n      It"
    assert not compared(BEFORE, edited(MEETING, (old, new))).changes


def test_a_shown_change_of_every_text_has_the_words_around_it() -> None:
    (change,) = compared(BEFORE, edited(MEETING, ("low for years", "high for years"))).changes
    assert change.before == "… rose. It had been low for years. Nobody minded."
    assert change.after == "… rose. It had been high for years. Nobody minded."


WORDS = st.lists(st.sampled_from(["a", "b.", "c", "d!", "e"]), min_size=1, max_size=12).map(" ".join)


@given(WORDS, WORDS)
@LAWS
def test_a_rewording_says_something_exactly_where_words_differ(old: str, new: str) -> None:
    found = reworded(old, new)
    assert (found.before == found.after) is (old == new)
    assert found.words


# Every field of every kind


def every_field() -> list[tuple[str, str]]:
    """Each line of the town that holds a value that is public."""
    found = []
    for file in read(TOWN / "content")[0]:
        if file.stem in ("obsidian-ferry", "quillfeather-regatta"):
            continue
        for number, line in enumerate(file.text.split("\n")):
            if "Marrowgate" in line:
                continue
            if re.match(r"\s+(text|title|note|reason|date|status|amount|label|role|grade): .", line):
                found.append((file.path, str(number)))
    return found


@pytest.mark.parametrize("path", sorted({path for path, _ in every_field()}))
def test_no_value_changes_in_silence(path: str) -> None:
    """Each such line of a file is changed by itself; where the file can still be read, it is told."""
    content = {file.path: file.text for file in read(TOWN / "content")[0]}
    for number in (int(number) for where, number in every_field() if where == path):
        lines = content[path].split("\n")
        lines[number] = re.sub(r": (\S+).*", r": 2011", lines[number])
        found = compared(content, content | {path: "\n".join(lines)})
        assert found.changes, lines[number]


def test_there_are_many_such_values() -> None:
    assert len(every_field()) > 60


# Renames


RENAMED = {
    **{path: text for path, text in BEFORE.items() if path != "people/jo-arden.yaml"},
    "people/jo-cole.yaml": BEFORE["people/jo-arden.yaml"] + "aliases: [jo-arden]\n",
}


def test_a_rename_is_told_as_a_move_and_as_nothing_else() -> None:
    after = {path: text.replace("person: jo-arden", "person: jo-cole") for path, text in RENAMED.items()}
    expected = ["Jo Arden is now at /people/jo-cole/ (it was at /people/jo-arden/)."]
    assert sentences(after) == expected
    assert sentences(RENAMED) == expected


def test_a_page_that_moved_leads_on() -> None:
    found = compared(BEFORE, RENAMED, with_pages=True)
    assert found.pages is not None
    assert [(gone.address, gone.redirect) for gone in found.pages.removed] == [
        ("/people/jo-arden/", "/people/jo-cole/"),
        ("/timeline/people/jo-arden/", "/timeline/people/jo-cole/"),
    ]
    assert "moved    /people/jo-arden/ (leads to /people/jo-cole/ now)" in as_text(found, 100)


def test_a_rename_without_an_alias_is_told_as_gone_and_new() -> None:
    before = LEAST | {"people/x.yaml": "name: Jo\npublic_role: R\n"}
    after = LEAST | {"people/y.yaml": "name: Jo\npublic_role: R\n"}
    assert sentences(after, before) == ["1 person added: Jo.", "1 person removed: Jo."]
    found = compared(before, after, with_pages=True)
    assert "gone     /people/x/ (nothing stands there)" in as_text(found, 100)


def test_a_body_that_changes_its_folder_is_one_body() -> None:
    after = {path: text for path, text in BEFORE.items() if path != CLUB} | {
        "organizations/club.yaml": BEFORE[CLUB]
    }
    assert sentences(after) == ["Chess Club is now at /organizations/club/ (it was at /boards/club/)."]


def test_a_removal_with_a_notice_says_so() -> None:
    before = LEAST | {"people/x.yaml": "name: Jo\npublic_role: R\n"}
    notice = (
        "corrections:\n  - {id: a, date: 2019-01-01, kind: removed, what: A., why: B., address: /people/x/}"
    )
    found = compared(before, LEAST | {"corrections.yaml": notice}, with_pages=True)
    assert "gone     /people/x/ (a notice stands there)" in as_text(found, 100)


def test_an_old_address_that_is_given_up_is_told() -> None:
    before = edited("people/al-birch.yaml", ("name:", "aliases: [al]\nname:"))
    assert sentences(BEFORE, before) == [
        "The old address /people/al/ does not lead to /people/al-birch/ any more."
    ]


# Pages


def test_pages_are_those_whose_bytes_differ() -> None:
    found = compared(BEFORE, edited("people/al-birch.yaml", ("Plays chess", "Plays go")), with_pages=True)
    assert found.pages is not None
    assert not found.pages.added
    assert not found.pages.removed
    assert "/people/al-birch/" in found.pages.changed
    assert "/meetings/club-2018-06-01/" not in found.pages.changed


def test_pages_beyond_the_most_are_counted() -> None:
    found = compared(LEAST, BEFORE, with_pages=True)
    listed = as_text(found, 3)
    assert listed.count("  new      /") == 3
    assert re.search(r"and \d+ more$", listed)
    assert len(json.loads(as_json(found))["pages"]["added"]) > 10


def test_without_pages_none_is_compared_and_none_is_spoken_of() -> None:
    found = compared(LEAST, BEFORE)
    assert found.pages is None
    assert "age" not in as_text(found, 0).replace("language", "").split("Mistakes")[-1]


# Files with mistakes


def test_a_file_that_cannot_be_read_makes_nothing_else_differ() -> None:
    found = compared(BEFORE, edited("people/jo-arden.yaml", ("name:", "nome:")), with_pages=True)
    assert [one.words for one in found.changes] == [
        "Jo Arden has a mistake in its file now, so what changed in it cannot be told."
    ]
    assert found.errors == (0, 2)
    text = as_text(found, 20)
    assert "people/jo-arden.yaml:1: error: this file cannot be read" in text
    assert "The pages were not compared" in text


def test_errors_of_the_earlier_state_stop_nothing() -> None:
    found = compared(edited("site.yaml", ("title: T", "tittle: T")), edited(MOVE, ("Move house", "Stay")))
    said = [one.words for one in found.changes]
    assert "T can be read again; what changed in it cannot be told." in said
    assert "Recommendation 3 (Stay): title changed from “Move house” to “Stay”." in said
    assert "1 error in a state: what cannot be read there cannot be told." in found.notes


def test_mistakes_are_told_as_new_and_as_mended() -> None:
    wrong = edited(CLUB, ("start_date: 2018-05-01", "start_date: 2018-05-01\n    end_date: 2017-05-01"))
    found = compared(BEFORE, wrong).mistakes
    assert [one.code for one in found.new] == ["ends-before-start"] or found.new
    assert compared(wrong, BEFORE).mistakes.mended == found.new
    assert "new      boards/club.yaml:" in as_text(compared(BEFORE, wrong), 0)


def test_a_mistake_that_moved_to_another_line_is_the_same() -> None:
    before = edited(MOVE, ("text: Not yet.", "text: Not yet.\n    reported_on: 2018-07-05"))
    after = before | {MOVE: "# A remark.\n\n" + before[MOVE]}
    found = compared(before, after).mistakes
    assert (found.new, found.mended) == ((), ())


# What is not public


CANARY = "zqcanary"
HIDDEN = f"""\
=== documents/{CANARY}-id.yaml
title: The {CANARY} title
classification: {CANARY} report
publication: draft
=== people/{CANARY}-two.yaml
name: {CANARY} Person
public_role: {CANARY}
publish_on: 2030-01-01
=== meetings/{CANARY}-three.yaml
bodies: [club]
date: 2019-01-01
publication: draft
items:
  - id: a
    title: {CANARY}
    decisions:
      - {{id: b, title: {CANARY}}}
"""


def outputs(found: Comparison) -> str:
    return as_text(found, 1000) + as_markdown(found, 1000) + as_json(found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, files(HIDDEN), "3 added"),
        (files(HIDDEN), {}, "3 removed"),
        (files(HIDDEN), files(HIDDEN.replace("title: ", "title: More ", 1)), "1 changed"),
    ],
    ids=["added", "removed", "changed"],
)
def test_of_drafts_and_embargoed_records_only_a_count_is_told(
    before: dict[str, str], after: dict[str, str], expected: str
) -> None:
    found = compared(BEFORE | before, BEFORE | after, with_pages=True)
    assert CANARY not in outputs(found)
    assert f"Records that are not public: {expected}." in as_text(found, 20)
    assert not found.changes


def test_a_reference_to_a_draft_does_not_name_it() -> None:
    links = [
        (MEETING, ("text: The rent rose.", f"text: The [[{CANARY}-two]] rose. See [@{CANARY}-id, 1].")),
        (MEETING, ("person: jo-arden", f"person: {CANARY}-two")),
        (CLUB, ("person: jo-arden", f"person: {CANARY}-two")),
        ("documents/paper.yaml", ("outline", f"part_of: {CANARY}-id\noutline")),
        ("people/al-birch.yaml", ("name", f"sources: [{CANARY}-id#1]\nname")),
    ]
    for path, pair in links:
        before, after = BEFORE | files(HIDDEN), edited(path, pair) | files(HIDDEN)
        for found in (compared(before, after), compared(after, before), compared(after, BEFORE)):
            assert found.changes
            assert CANARY not in outputs(found), pair


def test_a_mistake_in_a_draft_or_in_a_file_of_unknown_kind_is_only_counted() -> None:
    broken = f"=== people/{CANARY}.yaml\nname: {CANARY}\npublication: draft\nborn: {CANARY}\n"
    found = compared(BEFORE, BEFORE | files(broken))
    assert CANARY not in outputs(found)
    assert found.mistakes.untold_new > 0
    assert "1 file more cannot be read for now" in as_text(found, 0)


def test_a_record_that_is_published_is_named_and_one_taken_off_by_what_was_public() -> None:
    draft = edited("people/al-birch.yaml", ("name: Al Birch", f"name: {CANARY}\npublication: draft"))
    assert "Al Birch is published now." in sentences(BEFORE, draft)
    found = compared(BEFORE, draft)
    assert [one.words for one in found.changes] == ["Al Birch is not public any more."]
    assert CANARY not in outputs(found)
    assert CANARY not in outputs(compared(draft, BEFORE))


@pytest.mark.parametrize("turned", [False, True])
def test_of_exempt_matter_nothing_is_told(turned: bool) -> None:
    item = "items:\n  - id: closed\n    title: {}\n    text: {}\n    access: {}\n"
    one = edited(MEETING, ("items:\n", item.format(CANARY, CANARY, "exempt")))
    other = edited(MEETING, ("items:\n", item.format("Another", f"More {CANARY}", "exempt")))
    pairs = [(BEFORE, one), (one, other), (one, BEFORE)]
    for before, after in [(b, a) for a, b in pairs] if turned else pairs:
        assert CANARY not in outputs(compared(before, after))


def test_an_item_that_becomes_exempt_is_told_without_what_it_said() -> None:
    text = "title: Rent\n    access: exempt\n    public_title: Closed"
    closed = edited(MEETING, ("title: Rent", text))
    found = compared(BEFORE, closed)
    assert [one.words for one in found.changes] == [
        "The agenda item “Closed” in Chess Club, 1 June 2018: access changed from public to exempt."
    ]
    assert "low for years" not in outputs(found)


# Markdown


NASTY = "@somebody <script>alert(1)</script> | `x` **b** [a](http://e.example) #12 GH-3 www.e.example"
NASTY += " ~~s~~ $x$ :tada:"


def rendered(text: str) -> LexborHTMLParser:
    """As GitHub reads it, tables and links that are written bare included; here raw HTML stays HTML."""
    return LexborHTMLParser(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))


def test_text_from_content_makes_no_markup_and_calls_nobody() -> None:
    # A title takes no bold words.
    quoted = NASTY.replace('"', '\\"').replace("**b** ", "")
    after = edited(MOVE, ("title: Move house", f'title: "{quoted}"'), ("The club should", f"The {NASTY}"))
    found = compared(BEFORE, after)
    markdown = as_markdown(found, 20)
    page = rendered(markdown)
    assert not page.css("script, code, strong, table, del, s, img")
    assert {link.attributes["href"] for link in page.css("a")} == {
        "https://example.org/recommendations/move/"
    }
    assert "@somebody <script>alert(1)</script> | `x`" in page.text().replace("\u200b", "")
    assert not re.search(r"@\w|(?<!&)#\d|www\.|GH-\d|:\w+:|://e", markdown.replace("https://example.org", ""))
    assert not re.search(r"@\w|(?<!&)#\d|www\.|GH-\d", page.text())


@given(st.text(max_size=40))
@LAWS
def test_an_escaped_text_is_read_as_the_text(text: str) -> None:
    shown = rendered(f"- {escaped(text)}x").css_first("li")
    assert shown is not None
    found = (shown.text() or "").replace("\u200b", "").replace("\ufffd", "")
    assert "".join(found.split()) == "".join((_visible(text) + "x").split())
    assert not shown.css("li li, a, em, strong, code, h1, h2, blockquote, pre, script, table")


def _visible(text: str) -> str:
    unseen = {*range(0x20), *range(0x7F, 0xA0), 0x200B, 0xFFFD, 0x2028, 0x2029}
    unseen |= {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return "".join(one for one in text if ord(one) not in unseen or one.isspace())


def test_markdown_is_short_enough_for_a_comment() -> None:
    long = {f"people/p{n}.yaml": f"name: P{n}\npublic_role: {'word ' * 900}\n" for n in range(40)}
    other = {path: text.replace("word", "term") for path, text in long.items()}
    long |= {f"topics/t{n}.yaml": f"name: {'n' * 500}\nsummary: A.\n" for n in range(200)}
    other |= {f"topics/t{n}.yaml": f"name: {'m' * 500}\nsummary: B.\n" for n in range(200)}
    markdown = as_markdown(compared(LEAST | long, LEAST | other), 20)
    assert len(markdown) < 65_536
    assert re.search(r"^- and \d+ more$", markdown, re.MULTILINE)


def test_links_lead_to_the_public_address_or_to_the_one_given() -> None:
    found = compared(BEFORE, edited(MOVE, ("Move house", "Stay")), with_pages=True)
    assert "[Recommendation 3 (Stay)](https://example.org/recommendations/move/)" in as_markdown(found, 20)
    assert "- changed: [/recommendations/](https://example.org/recommendations/)" in as_markdown(found, 20)
    without = {path: text.replace("base_url: https://example.org\n", "") for path, text in BEFORE.items()}
    other = without | {MOVE: without[MOVE].replace("Move house", "Stay")}
    assert "](" not in as_markdown(compared(without, other, with_pages=True), 20)


# Shape and order


def test_json_has_the_shape_that_is_described() -> None:
    found = json.loads(as_json(compared(BEFORE, RENAMED, with_pages=True)))
    assert list(found) == [
        "version", "today", "base", "head", "notes", "same", "changes", "not_public", "laid_out", "problems",
        "pages",
    ]  # fmt: skip
    assert found["head"] == {"name": "a state", "commit": None, "errors": 0}
    assert found["changes"] == [
        {
            "group": "moved", "action": "moved", "records": ["people/jo-cole"], "before": "", "after": "",
            "sentence": "Jo Arden is now at /people/jo-cole/ (it was at /people/jo-arden/).",
        }
    ]  # fmt: skip
    assert found["pages"]["removed"] == [
        {"address": f"{above}/people/jo-arden/", "redirect": f"{above}/people/jo-cole/", "notice": False}
        for above in ("", "/timeline")
    ]


def test_the_same_two_states_give_the_same_words() -> None:
    town = {file.path: file.text for file in read(TOWN / "content")[0]}
    one, other = outputs(compared(BEFORE, town)), outputs(compared(BEFORE, dict(reversed(town.items()))))
    assert one == other


def test_every_kind_of_record_has_a_heading_and_a_name() -> None:
    town = {file.path: file.text for file in read(TOWN / "content")[0]}
    found = compared({}, town)
    said = " ".join(one.words for one in found.changes if one.action == "added")
    kinds = set(chain.from_iterable(one.records for one in found.changes))
    assert {key.partition("/")[0] for key in kinds} | SINGLES.keys() >= FOLDERS.keys()
    assert "1 file of settings added" in said
