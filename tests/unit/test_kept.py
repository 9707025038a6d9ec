"""What follows from a record is made again when that, or what it leads to, is another; else it is kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from weakref import ref

import pytest
from written import LEAST, files, options, write

from generator.build import Memory, Site, build, check, draft
from generator.cache import once, while_same

COUNCIL = {
    **LEAST,
    **files("""
        === people/jo.yaml
        name: Jo Hall
        public_role: Member
        === people/al.yaml
        name: Al Ross
        public_role: Member
        summary: Followed `[[jo]]` and [[jo]].
        === boards/parks.yaml
        name: Parks Committee
        classification: committee
        members:
          - {person: jo, start_date: 2016-05-01, end_date: 2018-05-01}
          - {person: al, start_date: 2016-05-01}
        === meetings/parks-2017-03-01.yaml
        bodies: [parks]
        date: 2017-03-01
        attendance:
          - {person: jo, status: present}
          - {person: al, status: present}
        items:
          - id: lamps
            title: Lamps
            decisions:
              - {id: light-it, title: Light the park, about: [more-lamps]}
        === meetings/parks-2017-06-01.yaml
        bodies: [parks]
        date: 2017-06-01
        attendance: [{person: al, status: present}]
        === recommendations/more-lamps.yaml
        title: More lamps
        kind: recommendation
        asks: Put up more lamps.
        made_on: 2017-01-01
        made_by: [parks]
        === inspections/parks-2018.yaml
        title: Inspection of parks
        date: 2018-02-05/2018-02-09
        by: town
        of: [parks]
        findings: [{id: dark, title: Dark, kind: concern, text: It is dark.}]
        """),
}
BEGUN_LATER = {
    "boards/parks.yaml": COUNCIL["boards/parks.yaml"].replace(
        "{person: al, start_date: 2016-05-01", "{person: al, start_date: 2017-04-01"
    )
}
EDITS: Mapping[str, Mapping[str, str]] = {
    "a member is called otherwise": {"people/jo.yaml": "name: Joanna Hall\npublic_role: Member\n"},
    "a seat begins later": BEGUN_LATER,
    "a body is called otherwise": {
        "boards/parks.yaml": COUNCIL["boards/parks.yaml"].replace("Parks Committee", "Parks and Lamps")
    },
    "something came of a decision": {
        "recommendations/brighter.yaml": "title: Brighter\nkind: recommendation\nasks: Make it bright.\n"
        "made_in: parks-2017-03-01#light-it\narises_from: [parks-2018#dark]\n"
    },
    "a decision is about nothing": {
        "meetings/parks-2017-03-01.yaml": COUNCIL["meetings/parks-2017-03-01.yaml"].replace(
            ", about: [more-lamps]", ""
        )
    },
    "somebody did not come": {
        "meetings/parks-2017-06-01.yaml": COUNCIL["meetings/parks-2017-06-01.yaml"].replace(
            "status: present", "status: apologies"
        )
    },
    "a namesake comes": {"people/jo-2.yaml": "name: Jo Hall\npublic_role: Member\n"},
    "a word is exempt": {
        "meetings/parks-2017-06-01.yaml": COUNCIL["meetings/parks-2017-06-01.yaml"]
        + "items: [{id: x, title: X, access: exempt, text: Secret.}]\n"
    },
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content", COUNCIL)


def codes(site: Site) -> set[str]:
    return {one.code for one in site.problems}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_each_edit_and_back_all_is_as_if_made_for_the_first_time(
    content: Path, edit: Mapping[str, str]
) -> None:
    memory = Memory()
    first = draft(options(content), memory)
    assert [one for one in first.problems if one.is_error] == []
    for written in (edit, COUNCIL):
        write(content, written)
        warm, cold = draft(options(content), memory), build(options(content))
        assert warm.problems == cold.problems
        assert dict(warm.files) == dict(cold.files)


def test_who_was_present_is_checked_again_when_a_seat_begins_later(content: Path) -> None:
    memory = Memory()
    assert "present-not-member" not in codes(check(options(content), memory))
    write(content, BEGUN_LATER)
    assert "present-not-member" in codes(check(options(content), memory))


def test_what_is_still_to_come_depends_on_the_day_and_is_not_kept(content: Path) -> None:
    memory, then = Memory(), replace(options(content), today=date(2017, 4, 1))
    assert "date-to-come" not in codes(check(options(content), memory))
    assert "date-to-come" in codes(check(then, memory))
    assert "date-to-come" not in codes(check(options(content), memory))


def test_only_what_an_edited_record_dates_is_dated_again(content: Path) -> None:
    memory = Memory()
    before = check(options(content), memory)
    write(content, EDITS["somebody did not come"])
    after = check(options(content), memory)
    assert before.timeline
    assert after.timeline
    kept = {id(moment) for moment in before.timeline.moments}
    anew = [moment.node.key for moment in after.timeline.moments if id(moment) not in kept]
    assert anew == ["meetings/parks-2017-06-01"]


def test_what_is_in_the_record_no_more_is_forgotten(content: Path) -> None:
    memory = Memory()
    site = draft(options(content), memory)
    assert dict(site.files)
    assert site.graph
    old = [ref(linked) for key, linked in site.graph.linked.items() if not key.startswith("inspections")]
    del site
    write(content, EDITS["a member is called otherwise"])
    write(content, EDITS["a body is called otherwise"])
    write(content, {"recommendations/more-lamps.yaml": COUNCIL["recommendations/more-lamps.yaml"] + "# \n"})
    write(content, {"organizations/town.yaml": "name: The Town\nclassification: council\n"})
    write(content, {"site.yaml": LEAST["site.yaml"].replace("title: T", "title: Town")})
    draft(options(content), memory)
    gc.collect()
    assert [found.node.key for one in old if (found := one()) is not None] == []


class Thing:
    """Something that can be told from others."""


@pytest.mark.parametrize(
    ("second", "made"), [(lambda a, _: (a,), 1), (lambda _, b: (b,), 2), (lambda a, b: (a, b), 2)]
)
def test_what_is_made_of_parts_is_made_again_when_one_is_another(
    second: Callable[[Thing, Thing], tuple[Thing, ...]], made: int
) -> None:
    calls: list[tuple[Thing, ...]] = []

    @while_same
    def make(_: Thing, parts: tuple[Thing, ...]) -> int:
        calls.append(parts)
        return len(calls)

    value, a, b = Thing(), Thing(), Thing()
    make(value, (a,))
    make(value, second(a, b))
    assert len(calls) == made


def test_what_is_made_once_goes_with_its_value() -> None:
    made: list[ref[Thing]] = []

    @once
    def make(_: Thing) -> Thing:
        found = Thing()
        made.append(ref(found))
        return found

    value = Thing()
    assert make(value) is make(value)
    del value
    assert made[0]() is None
