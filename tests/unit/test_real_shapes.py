"""The shapes in which parliaments and councils really publish: each value arrives or is in the report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.importing import Imported, bring
from generator.importing.given import Given
from generator.importing.losses import Losses
from generator.importing.made import Ids
from generator.importing.moderngov.values import clock

TODAY = date(2026, 11, 28)
Json = dict[str, Any]

COUNCIL = {"id": "legislature/quay", "name": "Quay Council", "classification": "legislature"}
JO = {"id": "uk.org.publicwhip/person/1", "name": "Jo Arden"}
SEAT = {"person_id": JO["id"], "organization_id": COUNCIL["id"]}


def imported(folder: Path, data: Any) -> Imported:
    """Import a file into the folder `content` beside it."""
    source = folder / "popolo.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    return bring("popolo", source, folder / "content", TODAY)


def told(done: Imported) -> dict[str, Any]:
    """Give the values that were not carried, by where they stood."""
    return {loss.where: loss.value for loss in done.losses}


def text(folder: Path, path: str) -> str:
    return (folder / "content" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ([{"note": "Main", "given_name": "Ida", "family_name": "Mole"}], "Ida Mole"),
        (
            [
                {"note": "Main", "honorific_prefix": "Lady", "lordname": "Mole", "lordofname": "Dunmouth"},
                {"note": "Alternate", "given_name": "Ida", "family_name": "Mole"},
            ],
            "Lady Mole of Dunmouth",
        ),
        (
            [
                {"note": "Main", "given_name": "Ida", "family_name": "Mole", "start_date": "1999"},
                {"note": "Main", "given_name": "Ida", "family_name": "Arden", "end_date": "1999"},
            ],
            "Ida Mole",
        ),
    ],
)
def test_a_name_in_parts_among_the_other_names_is_the_name(
    tmp_path: Path, names: list[Json], name: str
) -> None:
    done = imported(tmp_path, {"persons": [{"id": "p/1", "other_names": names}], "organizations": [COUNCIL]})
    own = name.lower().replace(" ", "-")
    written = text(tmp_path, f"people/{own}.yaml")
    assert f"\nname: {name}\n" in written
    assert all(name in ("", None) or "name" not in where for where, name in told(done).items())


def test_parts_of_a_name_that_are_not_said_are_reported(tmp_path: Path) -> None:
    lord = {
        "note": "Main",
        "honorific_prefix": "Lord",
        "lordname": "Mole",
        "county": "Kent",
        "start_date": "1",
    }
    done = imported(tmp_path, {"persons": [{"id": "p", "other_names": [lord, "Moley", {"note": "x"}]}]})
    assert told(done)["persons[0].other_names[0].county"] == "Kent"
    assert told(done)["persons[0].other_names[2].name"] == {"note": "x"}
    assert "name: Moley" in text(tmp_path, "people/lord-mole.yaml")


def test_a_second_id_of_a_person_leads_to_that_person(tmp_path: Path) -> None:
    persons = [{"id": "p/3", "redirect": "p/2"}, {"id": "p/2", "redirect": JO["id"]}, JO]
    seat = {**SEAT, "person_id": "p/3"}
    done = imported(tmp_path, {"persons": persons, "organizations": [COUNCIL], "memberships": [seat]})
    assert "person: jo-arden" in text(tmp_path, "boards/quay-council.yaml")
    assert [one.name for one in (tmp_path / "content" / "people").iterdir()] == ["jo-arden.yaml"]
    assert {loss.of: loss.carried_as for loss in done.losses if loss.field == "redirect"} == {
        "p/3": "people/jo-arden",
        "p/2": "people/jo-arden",
    }


def test_second_ids_that_lead_round_in_a_ring_are_one_person_and_reported(tmp_path: Path) -> None:
    ring = [{"id": "p/2", "name": "A B", "redirect": "p/3"}, {"id": "p/3", "name": "C D", "redirect": "p/2"}]
    done = told(imported(tmp_path, {"persons": ring}))
    assert [one.stem for one in (tmp_path / "content" / "people").iterdir()] == ["a-b"]
    assert done["persons[1].name"] == "C D"
    assert {"persons[0].redirect", "persons[1].redirect"} <= done.keys()


def test_an_object_within_another_needs_no_id(tmp_path: Path) -> None:
    seats = [
        {"person": {"name": "Ida Mole"}, "organization_id": None, "organization": {"name": "Lamp Board"}},
        {**SEAT, "area": {"name": "Hill ward"}, "area_id": None, "post": {"label": "Mayor"}},
        {**SEAT, "post": {"type": "x"}},
    ]
    council = {**COUNCIL, "parent": {"name": "Shire County"}}
    done = imported(tmp_path, {"persons": [JO], "organizations": [council], "memberships": seats})
    assert "person: ida-mole" in text(tmp_path, "boards/lamp-board.yaml")
    quay = text(tmp_path, "boards/quay-council.yaml")
    assert "parent: shire-county" in quay
    assert "area: Hill ward" in quay
    assert 'post: "#mayor"' in quay
    assert told(done)["memberships[2].post.type"] == "x"


def test_an_area_of_a_post_is_the_area_of_its_seats(tmp_path: Path) -> None:
    post = {"id": "cons/1", "label": "Member for Hill", "organization_id": COUNCIL["id"]}
    data = {
        "persons": [JO],
        "organizations": [COUNCIL],
        "posts": [{**post, "area": {"name": "Hill"}}],
        "memberships": [{"person_id": JO["id"], "post_id": "cons/1"}],
    }
    done = imported(tmp_path, data)
    assert "area: Hill\n" in text(tmp_path, "boards/quay-council.yaml")
    assert told(done) == {"posts[0].id": "cons/1"}


@pytest.mark.parametrize("people", [[JO["id"]], [JO["id"], "p/2"]])
def test_a_seat_of_a_list_of_people_is_a_seat_for_each(tmp_path: Path, people: list[str]) -> None:
    data = {
        "persons": [JO, {"id": "p/2", "name": "Ida Mole"}],
        "organizations": [COUNCIL],
        "memberships": [{**SEAT, "person_id": people}],
    }
    assert not imported(tmp_path, data).losses
    quay = text(tmp_path, "boards/quay-council.yaml")
    assert [name in quay for name in ("person: jo-arden", "person: ida-mole")] == [True, len(people) > 1]


@pytest.mark.parametrize(
    ("written", "kept"), [("2010-05-06T00:00:00+01:00", "2010-05-06"), ("9999-12-31", None)]
)
def test_what_a_date_loses_is_reported(tmp_path: Path, written: str, kept: str | None) -> None:
    data = {"persons": [JO], "organizations": [COUNCIL], "memberships": [{**SEAT, "end_date": written}]}
    assert told(imported(tmp_path, data)) == {"memberships[0].end_date": written}
    assert (f"end_date: {kept}\n" in text(tmp_path, "boards/quay-council.yaml")) == (kept is not None)


def test_ids_and_links_that_a_record_does_not_keep_are_reported(tmp_path: Path) -> None:
    links = [{"url": "https://quay.example/1", "note": "One"}]
    data = {
        "persons": [{**JO, "links": [*links, {"url": "https://quay.example/1", "note": "Two"}]}],
        "organizations": [COUNCIL],
        "posts": [{"id": "x/1", "organization_id": COUNCIL["id"], "label": "Mayor", "links": links}],
        "memberships": [{**SEAT, "id": "m/1", "post_id": "x/1", "area_id": "area/1", "links": links}],
        "areas": [{"id": "area/1", "name": "Hill"}],
    }
    done = told(imported(tmp_path, data))
    assert [done[f"{where}.id"] for where in ("posts[0]", "memberships[0]", "areas[0]")] == [
        "x/1",
        "m/1",
        "area/1",
    ]
    link = {"title": "One", "url": "https://quay.example/1"}
    assert [done[f"{where}[0].links"] for where in ("persons", "posts", "memberships")] == ["Two", link, link]


def test_a_meeting_keeps_the_name_of_its_place_and_reports_its_kind(tmp_path: Path) -> None:
    event: Json = {"id": "e", "classification": "committee-meeting", "organization_id": COUNCIL["id"]}
    event |= {"start_date": "2014-06-18T14:30:00-07:00", "location": {"name": "The quay", "url": "x"}}
    done = told(imported(tmp_path, {"organizations": [COUNCIL], "events": [event]}))
    assert done == {"events[0].classification": "committee-meeting", "events[0].location.url": "x"}
    assert "place: The quay" in text(tmp_path, "meetings/quay-council-2014-06-18.yaml")


@pytest.mark.parametrize("wrapped", ["results", "objects", "@graph"])
def test_an_answer_of_a_programme_is_unwrapped(tmp_path: Path, wrapped: str) -> None:
    done = imported(tmp_path, {wrapped: [JO], "next": "https://x.example/?page=2", "@context": "y"})
    assert "name: Jo Arden" in text(tmp_path, "people/jo-arden.yaml")
    assert {"next", "@context"} <= told(done).keys()


def test_many_namesakes_are_numbered_without_trying_every_number_again() -> None:
    ids = Ids()
    given = [ids.of("people", f"popolo: person {number}", ["Li Wei"]).id for number in range(1, 30)]
    assert given == ["li-wei", *(f"li-wei-{number}" for number in range(2, 30))]
    assert ids.counted == {"li-wei": 30}


# ModernGov, as its service answers: attendees in attributes, lists of another name, times in halves of a day.

LISTED = """\
<getmeetings><meetingscount> 2</meetingscount><committee><committeeid>144</committeeid>
<committeetitle>Lamps</committeetitle><committeemeetingcount> 1</committeemeetingcount><committeemeetings>
<meeting><meetingid>7</meetingid><meetingdate>10/02/2026</meetingdate><meetingstatus>Confirmed</meetingstatus>
<meetingtime>6.30 pm</meetingtime><iswebcast>False</iswebcast></meeting>
</committeemeetings></committee></getmeetings>"""
WHOLE = """\
<meeting xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><meetingid>7</meetingid>
<meetingdate>10/02/2026</meetingdate><isdisplayallowed>True</isdisplayallowed>
<meetingtime>6.30 pm</meetingtime><meetingactualfinishtime xsi:nil="true"/><meetingroom>
  </meetingroom><agendapublished>True</agendapublished><meetinglocation>Room 2</meetinglocation>
<agendaitems><agendaitem><agendaitemid>5</agendaitemid><agendaitemtitle>Oil</agendaitemtitle>
<agendatext>&lt;div class="WordSection1"&gt;&lt;p&gt;To buy&amp;nbsp;oil.&lt;/p&gt;&lt;/div&gt;</agendatext>
<actualmeetingdate>10/02/2026</actualmeetingdate><agendaitemnumber>12</agendaitemnumber>
<fulldisplaynumberformat>9.</fulldisplaynumberformat>
<commentlabel1>Presented by</commentlabel1><commenttext1>The lamplighter</commenttext1>
<commentlabel2>Actions</commentlabel2><commenttext2/>
<minutesnonemptyhtmlbody>&lt;p&gt;Oil was bought.&lt;/p&gt;</minutesnonemptyhtmlbody>
<declarationcount>0</declarationcount><iscallin>False</iscallin><isminutepublished>True</isminutepublished>
<isrestricted>False</isrestricted><isdisplayallowed>True</isdisplayallowed>
<meetingdate>10/02/2026</meetingdate><minutesitemnumber>3</minutesitemnumber>
<refertocommittee>Lamps</refertocommittee><linkeddocuments><linkeddoc><attachmentid>60</attachmentid>
<title>Oil report</title><isurl>False</isurl><url>https://x.example/60</url><restrictionsRef/>
<itemnum>1</itemnum><meetingdate>10/02/2026</meetingdate><committeetitle>Lamps</committeetitle>
<ownertitle>Oil</ownertitle></linkeddoc></linkeddocuments></agendaitem>
<agendaitem><agendaitemtitle>Unshown words</agendaitemtitle><isdisplayallowed>False</isdisplayallowed>
</agendaitem></agendaitems>
<attendees><attendee membertype="U" memberid="1" name="Cllr Ida O&amp;#39;Mole" roledescription="Chair"
 attendance="Present, as expected" ward="Hill"><url>https://x.example/1</url></attendee>
<attendee membertype="U" memberid="2" name="Cllr Jo Arden" roledescription="Committee Member"
 attendance="Absent, without apology given"/>
<attendee memberid="3" name="Cllr Bo Marsh" attendance="Expected"/></attendees></meeting>"""


def council(folder: Path, **files: str) -> Imported:
    """Import a folder of XML into the folder `content` beside it."""
    source = folder / "xml"
    source.mkdir()
    for name, data in files.items():
        (source / f"{name}.xml").write_text(data, encoding="utf-8")
    return bring("moderngov", source, folder / "content", TODAY)


def test_a_meeting_as_the_service_gives_it_is_carried(tmp_path: Path) -> None:
    done = council(tmp_path, whole=WHOLE, listed=LISTED)
    meeting = text(tmp_path, "meetings/lamps-2026-02-10.yaml")
    for line in (
        "bodies: [lamps]",
        'start_time: "18:30"',
        "place: Room 2",
        "  - person: ida-omole\n    status: present\n    role: chair\n",
        "  - person: jo-arden\n    status: absent\n    capacity: Committee Member\n",
        'agenda_number: "9"',
        'minute_number: "3"',
        "document: oil-report",
        "text: Oil was bought.",
        "On the agenda: To buy oil.",
        "Presented by: The lamplighter",
    ):
        assert line in meeting
    assert {loss.field for loss in done.losses} == {
        "agendaitemtitle",
        "attendee",
        "isdisplayallowed",
        "membertype",
        "name",
        "url",
        "ward",
    }


def test_what_a_council_does_not_allow_to_be_shown_is_neither_written_nor_repeated(tmp_path: Path) -> None:
    done = council(tmp_path, whole=WHOLE, listed=LISTED)
    files = "".join(one.read_text(encoding="utf-8") for one in (tmp_path / "content").rglob("*.yaml"))
    assert "Unshown" not in files + str(done.losses)


def test_a_meeting_finds_its_committee_by_what_its_items_came_to(tmp_path: Path) -> None:
    council(
        tmp_path,
        whole=WHOLE,
        listed=LISTED.replace("<meetingid>7<", "<meetingid>8<").replace("10/02", "11/02"),
    )
    assert "bodies: [lamps]" in text(tmp_path, "meetings/lamps-2026-02-10.yaml")
    assert [one.stem for one in (tmp_path / "content" / "boards").iterdir()] == ["lamps"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10.00 am", "10:00"),
        ("12.00 noon", "12:00"),
        ("12:15 AM", "00:15"),
        ("7 p.m.", "19:00"),
        ("18:30:00.0000000", "18:30"),
        ("14.00 pm", "14:00"),
        ("25:00", ""),
        ("10", ""),
        ("On the rising of the Council", ""),
    ],
)
def test_a_time_is_read_as_councils_write_it(written: str, expected: str) -> None:
    losses = Losses()
    assert clock(Given({"meetingtime": written}, "meeting", losses), "meetingtime") == expected
    assert bool(losses.found) == (not expected)


def test_a_vacancy_is_no_person_and_an_empty_ward_is_reported(tmp_path: Path) -> None:
    seat = "<councillor><councillorid>{}</councillorid><fullusername>{}</fullusername>{}</councillor>"
    more = "<additionalcontactinfo>Ring my home</additionalcontactinfo><photobigurl>https://x.example/b</photobigurl>"
    more += "<photosmallurl>https://x.example/s</photosmallurl>"
    wards = (
        "<councillorsbyward><wards><ward><wardtitle>Hill</wardtitle><councillors>"
        + seat.format(1, "Cllr Ida Mole", more)
        + seat.format(2, "Vacancy", "")
        + "</councillors></ward><ward><wardtitle>Quay</wardtitle><councillors/></ward>"
        + "</wards></councillorsbyward>"
    )
    done = council(tmp_path, wards=wards)
    assert [one.stem for one in (tmp_path / "content" / "people").iterdir()] == ["ida-mole"]
    assert {"Vacancy, Hill", "Quay", "https://x.example/s"} <= {str(loss.value) for loss in done.losses}
    assert "Ring my home" not in str(done.losses)


def test_html_in_a_text_becomes_words_and_is_reported(tmp_path: Path) -> None:
    biography = '<p class="x">Keeps lamps &amp; oil.</p><p><a href="https://x.example/">More</a></p>'
    data = {"persons": [{**JO, "biography": biography, "summary": "1 < 2 & 3"}], "organizations": [COUNCIL]}
    done = told(imported(tmp_path, data))
    assert "Keeps lamps & oil.\n" in text(tmp_path, "people/jo-arden.yaml")
    assert done == {"persons[0].biography": biography}


def test_a_body_without_a_kind_has_the_one_that_its_name_says(tmp_path: Path) -> None:
    bodies = [COUNCIL, {"id": "x--y", "name": "Lamps (Joint Committee)"}, {"id": "z", "name": "Boarders"}]
    done = imported(tmp_path, {"organizations": bodies})
    assert "classification: committee" in text(tmp_path, "boards/lamps-joint-committee.yaml")
    assert "classification: organization" in text(tmp_path, "organizations/boarders.yaml")
    assert {"organizations[1].classification", "organizations[2].classification"} == told(done).keys()


def test_an_id_that_looks_personal_is_reported_as_it_is_not_kept(tmp_path: Path) -> None:
    person = {**JO, "id": "jo@quay.example"}
    done = imported(tmp_path, {"persons": [person], "organizations": [COUNCIL]})
    assert told(done) == {"persons[0].id": None}
