"""Other people's data: what of it becomes content, what is reported, and what an import never touches."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS, TEMPLATES, only

from generator import markdown
from generator.build import Options, build, check
from generator.cli import main
from generator.formatting import formatted
from generator.importing import Imported, SourceError, bring, cleaning
from generator.importing.made import letters, slug
from generator.importing.markup import plain
from generator.importing.moderngov.reading import parse
from generator.importing.told import as_json, as_text
from generator.sources import read

TODAY = date(2020, 1, 1)
TOWN = Path(__file__).parents[1] / "town" / "content"
Json = dict[str, Any]

PERSON = {"id": "p/1", "name": "Jo Arden"}
COUNCIL = {"id": "c", "name": "Quay Council", "classification": "council"}


def popolo(folder: Path, data: Any, name: str = "popolo.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data) if not isinstance(data, str) else data, encoding="utf-8")
    return path


def imported(folder: Path, **objects: list[Json]) -> Imported:
    """Import some Popolo into the folder `content` beside it."""
    return bring("popolo", popolo(folder, objects), folder / "content", TODAY)


def text(folder: Path, path: str) -> str:
    return (folder / "content" / path).read_text(encoding="utf-8")


def lost(done: Imported) -> set[str]:
    return {loss.where for loss in done.losses}


def errors(content: Path) -> list[str]:
    site = check(Options(today=TODAY, content=content))
    return [f"{one.place.path}: {one.code}: {one.message}" for one in site.problems if one.is_error]


def is_tidy(content: Path) -> bool:
    """Whether `fmt` would change no file."""
    files, problems = read(content)
    assert not problems
    return not [one for file in files if (one := formatted(file)[0]) is None or one.differs]


# Ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ánna O'Neil", "anna-oneil"),
        ("Łukasz Ðorđe Søren", "lukasz-dorde-soren"),
        ("Андрей Щукин", "andrey-shchukin"),
        ("Γιώργος", "giorgos"),
        ("Straße", "strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("毛泽东", ""),
        ("Jo 毛", ""),
        ("محمد", ""),
    ],
)
def test_an_id_is_made_of_a_name_that_latin_letters_can_write_and_of_no_other(
    name: str, expected: str
) -> None:
    assert slug(name) == expected


@LAWS
@given(st.text(max_size=40))
def test_no_name_makes_an_id_that_is_none(name: str) -> None:
    assert set(letters(name) or "") <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_namesakes_have_an_id_each_and_keep_it(tmp_path: Path) -> None:
    first, second = PERSON, {"id": "p/2", "name": "Jo Arden"}
    imported(tmp_path, persons=[first, second], organizations=[COUNCIL])
    assert "person p/1\n" in text(tmp_path, "people/jo-arden.yaml")
    assert "person p/2\n" in text(tmp_path, "people/jo-arden-2.yaml")
    again = imported(tmp_path, persons=[second, first], organizations=[COUNCIL])
    assert not (again.plan.new + again.plan.changed)


def test_a_name_that_has_no_latin_letters_takes_the_id_from_another_form_of_it(tmp_path: Path) -> None:
    other = [{"name": "李", "lang": "zh"}, {"name": "Li Ming", "lang": "en"}]
    done = imported(
        tmp_path, persons=[{"id": "1", "name": "李明", "other_names": other}, {"id": "x", "name": "王"}]
    )
    assert {"people/li-ming.yaml", "people/person-x.yaml"} <= set(done.plan.new)


def test_a_file_that_somebody_wrote_is_not_taken_for_an_imported_one(tmp_path: Path) -> None:
    own = tmp_path / "content" / "people" / "jo-arden.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("name: Jo Arden\npublic_role: Keeper of the lamp\n", encoding="utf-8")
    done = imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])
    assert "people/jo-arden-2.yaml" in done.plan.new
    assert "Keeper" in own.read_text(encoding="utf-8")


# Popolo


def everything() -> dict[str, list[Json]]:
    """One object of each class, as EveryPolitician and others write them."""
    return {
        "persons": [
            {
                **PERSON,
                "birth_date": "1960-05-09",
                "gender": "female",
                "email": "jo@quay.example",
                "contact_details": [{"type": "phone", "value": "020 7946 0958"}],
                "image": "https://quay.example/jo.jpg",
                "images": [{"url": "https://quay.example/jo.jpg"}],
                "identifiers": [
                    {"scheme": "wikidata", "identifier": "Q57"},
                    {"scheme": "old", "identifier": "9"},
                ],
                "links": [{"note": "Wikipedia (sv)", "url": "https://sv.wikipedia.org/wiki/Jo_Å"}],
                "other_names": [{"lang": "ar", "name": "أندرس", "note": "multilingual"}],
                "biography": "Born *late*.\n\n- A keeper\n1. of [lamps](x) & <b>oil</b>",
            },
        ],
        "organizations": [COUNCIL, {"id": "green", "name": "Green", "classification": "party", "seats": 3}],
        "posts": [{"id": "c-chair", "label": "Chair", "organization_id": "c", "role": "chair"}],
        "memberships": [
            {
                "person_id": "p/1",
                "organization_id": "c",
                "post_id": "c-chair",
                "on_behalf_of_id": "green",
                "area_id": "a",
                "role": "chair",
                "start_date": "2015",
                "end_date": "2016-03",
                "legislative_period_id": "term/1",
                "sources": [{"url": "https://quay.example/jo"}],
            },
        ],
        "areas": [{"id": "a", "name": "Hill ward", "type": "ward"}],
        "events": [
            {
                "id": "term/1",
                "classification": "legislative period",
                "name": "2015–2019",
                "start_date": "2015",
                "end_date": "2019-05",
                "organization_id": "c",
            },
            {
                "id": "m",
                "classification": "meeting",
                "name": "A meeting",
                "organization_id": "c",
                "start_date": "2016-07-01T17:30:00Z",
                "location": "The quay",
                "attendees": [{"id": "p/1", "name": "Jo Arden"}],
            },
        ],
        "motions": [
            {
                "id": "mo",
                "text": "Light the wall\nTo buy lamps.",
                "date": "2016-07-01",
                "result": "pass",
                "organization_id": "c",
                "creator_id": "p/1",
            }
        ],
        "vote_events": [
            {
                "id": "v",
                "motion_id": "mo",
                "result": "pass",
                "counts": [{"option": "yes", "value": 7}, {"option": "no", "value": 2}],
                "votes": [{"voter_id": "p/1", "option": "yes"}],
            }
        ],
    }


def test_what_popolo_holds_becomes_records_that_pass_every_check(tmp_path: Path) -> None:
    done = imported(tmp_path, **everything())
    council = text(tmp_path, "boards/quay-council.yaml")
    for line in (
        "person: jo-arden",
        'post: "#chair"',
        "on_behalf_of: green",
        "area: Hill ward",
        "start_date: 2015",
        "end_date: 2016-03",
        "[[2015-2019|2015–2019]]",
    ):
        assert line in council
    assert 'start_time: "18:30"' in text(tmp_path, "meetings/quay-council-2016-07-01.yaml")
    decision = text(tmp_path, "decisions/light-the-wall.yaml")
    assert "votes_for: 7" in decision
    assert "result: carried" in decision
    assert "moved_by: jo-arden" in decision
    assert lost(done) == {
        "persons[0].birth_date",
        "persons[0].gender",
        "persons[0].email",
        "persons[0].contact_details",
        "persons[0].identifiers[1].identifier",
        "organizations[1].seats",
        "posts[0].id",
        "areas[0].id",
        "areas[0].type",
        "vote_events[0].id",
        "vote_events[0].votes",
    }
    assert not errors(tmp_path / "content")
    assert is_tidy(tmp_path / "content")


def test_nothing_private_is_repeated_in_content_or_report(tmp_path: Path) -> None:
    done = imported(tmp_path, **everything())
    told = json.dumps(as_json(done)) + "\n".join(as_text(done))
    files = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "content").rglob("*.yaml"))
    for private in ("1960-05-09", "jo@quay.example", "7946"):
        assert private not in told + files


def test_a_telephone_number_in_a_text_is_taken_out_and_reported(tmp_path: Path) -> None:
    person = {
        **PERSON,
        "summary": "Call 020 7946 0958 by day.",
        "links": [{"url": "https://x.org/?t=02079460958"}],
    }
    done = imported(tmp_path, persons=[person], organizations=[COUNCIL])
    assert "Call (left out) by day." in text(tmp_path, "people/jo-arden.yaml")
    assert "links" not in text(tmp_path, "people/jo-arden.yaml")
    assert {"people/jo-arden.yaml: summary", "people/jo-arden.yaml: links/0/url"} <= lost(done)


@pytest.mark.parametrize(
    ("written", "kept", "is_reported"),
    [
        ("2015", "2015", False),
        ("2015-03", "2015-03", False),
        ("2015-03-01", "2015-03-01", False),
        ("2015-00-00", "2015", True),
        ("2015-02-30", None, True),
        ("0001-01-01", None, True),
        ("soon", None, True),
    ],
)
def test_a_date_is_carried_as_far_as_it_is_real(
    tmp_path: Path, written: str, kept: str | None, is_reported: bool
) -> None:
    done = imported(tmp_path, organizations=[{**COUNCIL, "founding_date": written}])
    assert (f"founding_date: {kept}\n" in text(tmp_path, "boards/quay-council.yaml")) == (kept is not None)
    assert ("organizations[0].founding_date" in lost(done)) == is_reported


def test_what_no_object_has_the_id_of_is_not_lost(tmp_path: Path) -> None:
    member = {"person_id": "gone", "organization_id": "nowhere", "on_behalf_of_id": "party/x"}
    done = imported(tmp_path, memberships=[member], organizations=[COUNCIL])
    assert "name_as_written: gone" in text(tmp_path, "organizations/nowhere.yaml")
    assert "name: party/x" in text(tmp_path, "organizations/party-x.yaml")
    assert "memberships[0].person_id" in lost(done)
    assert not errors(tmp_path / "content")


@pytest.mark.parametrize("shape", ["array", "folder", "nested", "result"])
def test_popolo_is_read_in_each_of_its_shapes(tmp_path: Path, shape: str) -> None:
    member = {"organization_id": "c", "role": "member"}
    whole = {"persons": [PERSON], "organizations": [COUNCIL], "memberships": [{**member, "person_id": "p/1"}]}
    nested = [{**PERSON, "gender": "x", "memberships": [{"organization": COUNCIL, "role": "member"}]}]
    source = tmp_path / "source"
    source.mkdir()
    if shape == "folder":
        for name, objects in whole.items():
            popolo(source, objects, f"{name}.json")
    else:
        popolo(source, {"array": nested, "nested": {"persons": nested}, "result": {"result": nested}}[shape])
    bring("popolo", source, tmp_path / "content", TODAY)
    assert "person: jo-arden" in text(tmp_path, "boards/quay-council.yaml")


def test_objects_without_an_id_are_told_apart(tmp_path: Path) -> None:
    people: list[Json] = [{"name": "Jo Arden"}, {"name": "Al Bell"}, {}, {}]
    bodies: list[Json] = [{"name": "Quay Council"}, {"name": "Green Board"}]
    seat = {"organization_id": "c", "role": "member"}
    done = imported(tmp_path, persons=people, organizations=[*bodies, COUNCIL], memberships=[seat])
    assert len([path for path in done.plan.new if path.startswith("people/")]) == len(people)
    assert "name: Al Bell" in text(tmp_path, "people/al-bell.yaml")
    assert len([path for path in done.plan.new if path.startswith(("boards/", "organizations/"))]) == 3
    assert "person: " not in text(tmp_path, "boards/quay-council.yaml"), "nobody is named as the member"
    assert not errors(tmp_path / "content")


def test_a_year_alone_is_to_come_only_if_all_of_it_is(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    answer = MEETINGS.replace("03/07/2021", "2020").replace("Provisional", "")
    (source / "meetings.xml").write_text(answer, encoding="utf-8")
    bring("moderngov", source, tmp_path / "content", TODAY)
    assert "status: held" in text(tmp_path, "meetings/audit-2020.yaml")


def many(count: int) -> dict[str, list[Json]]:
    """Make a parliament: names in many scripts, odd ids, odd dates, odd signs."""
    chosen = random.Random(5)
    words = (
        "Jo",
        "Łuk",
        "Андрей",
        "Γιώργος",
        "محمد",
        "יוסף",
        "毛",
        "たろう",
        "김철수",
        "สมชาย",
        "राम",
        "தமிழ்",
        "გიორგი",
        "አበበ",
        "Արմեն",
        "ᐃᓄᒃ",
        "\u202bاب\u202c",
        "[[x]]",
        "null",
        "a: b",
        "#x",
        "- y",
        "\x00z",
        "@me",
        "20 High Street",
        "born 1 May 1960",
    )
    persons, members = [], []
    for number in range(count):
        own = f"{number:08x}/{chosen.randrange(9)}"
        person = {
            "id": own,
            "name": f"{chosen.choice(words)} {chosen.choice(words)}",
            "biography": " ".join(chosen.choice(words) for _ in range(5)),
            "other_names": [{"name": chosen.choice(words), "lang": "x"}],
            "links": [{"url": chosen.choice(("https://x.org/a b", "ftp://x", "https://x.org/ü"))}],
        }
        persons.append(person if number % 50 else {"id": own})
        members.append(
            {
                "person_id": own,
                "organization_id": "leg",
                "on_behalf_of_id": f"party/{number % 7}",
                "start_date": chosen.choice(("2015", "2015-03", "n/a")),
                "end_date": chosen.choice(("2014", "2016-02")),
            }
        )
    return {
        "persons": persons,
        "organizations": [{"id": "leg", "name": "Народна скупштина"}],
        "memberships": members,
    }


def test_a_parliament_of_many_scripts_is_imported_without_an_error(tmp_path: Path) -> None:
    done = imported(tmp_path, **many(150))
    assert sum(path.startswith("people/") for path in done.plan.new) == 150
    assert not errors(tmp_path / "content")
    assert is_tidy(tmp_path / "content")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "deeper than"),
        ('{"persons": []}', "holds none of"),
        ("1" * 5_000, "holds none of"),
        ('"x"', "holds none of"),
    ],
)
def test_what_is_no_popolo_is_refused_in_plain_words(tmp_path: Path, data: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        bring("popolo", popolo(tmp_path, data), tmp_path / "content", TODAY)
    assert not (tmp_path / "content").exists()


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'{"persons":\n[{"name": "\xe9"}]}')
    with pytest.raises(SourceError, match=r"not UTF-8 text \(line 2\)"):
        bring("popolo", path, tmp_path / "content", TODAY)


ODD: tuple[Any, ...] = (
    None,
    True,
    7,
    -1.5,
    "",
    "x",
    "\x00\u202e",
    "../../x",
    [],
    [[]],
    ["x"],
    {},
    {"id": {}},
    "9" * 5_000,
)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_odd_value_in_any_field_ends_in_no_traceback_and_nothing_elsewhere(
    tmp_path: Path, odd: Any
) -> None:
    objects = everything()
    spoilt = {
        name: [{**one, field: odd} for one in listed for field in one] + [odd]
        for name, listed in objects.items()
    }
    imported(tmp_path, **spoilt)
    assert {path.name for path in tmp_path.iterdir()} == {"popolo.json", "content"}
    assert not errors(tmp_path / "content")


def test_a_key_that_stands_twice_is_reported(tmp_path: Path) -> None:
    path = popolo(tmp_path, '{"persons": [{"id": "1", "name": "A B", "name": "C D"}]}')
    done = bring("popolo", path, tmp_path / "content", TODAY)
    assert "popolo.json: name" in lost(done)
    assert "name: C D" in text(tmp_path, "people/c-d.yaml")


# Texts


@LAWS
@given(st.text(st.sampled_from("ab12 \n*_`[]()<>&#-+.=~|\\!:/@'\""), max_size=60))
def test_a_plain_text_reads_in_markdown_as_it_did(written: str) -> None:
    found = cleaning.prose(written)
    assert "".join(markdown.plain_source(found).split()) == "".join(written.split())
    html = "".join(one for one in markdown.parse(found).pieces if isinstance(one, str)) if found else ""
    assert not [
        tag for tag in ("<em", "<strong", "<a ", "<h1", "<ul", "<ol", "<code", "<table", "<hr") if tag in html
    ]


# Again


def test_an_import_of_the_same_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, **everything())
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*") if path.is_file()}
    again = imported(tmp_path, **everything())
    assert not (again.plan.new + again.plan.changed + again.plan.edited)
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_an_import_of_something_else_changes_only_that(tmp_path: Path) -> None:
    imported(tmp_path, **everything())
    objects = everything()
    objects["persons"][0]["honorific_prefix"] = "Dame"
    done = imported(tmp_path, **objects)
    assert done.plan.changed == ("people/jo-arden.yaml",)
    assert not done.plan.new


def test_a_file_that_a_clerk_has_edited_stays_and_the_difference_is_told(tmp_path: Path) -> None:
    imported(tmp_path, **everything())
    path = tmp_path / "content" / "people" / "jo-arden.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Chair, Quay Council", "Mayor"), encoding="utf-8"
    )
    done = imported(tmp_path, **everything())
    assert done.plan.edited == ("people/jo-arden.yaml",)
    assert "public_role: Mayor" in path.read_text(encoding="utf-8")
    assert any("Mayor" in line for line in as_json(done)["differences"]["people/jo-arden.yaml"])


def test_a_file_with_other_line_ends_does_not_count_as_edited(tmp_path: Path) -> None:
    imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])
    path = tmp_path / "content" / "people" / "jo-arden.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = imported(tmp_path, persons=[{**PERSON, "sort_name": "Arden"}], organizations=[COUNCIL])
    assert done.plan.changed == ("people/jo-arden.yaml",)


def test_a_file_that_was_taken_away_is_not_made_again(tmp_path: Path) -> None:
    imported(tmp_path, **everything())
    (tmp_path / "content" / "people" / "jo-arden.yaml").unlink()
    assert imported(tmp_path, **everything()).plan.removed == ("people/jo-arden.yaml",)


def test_a_file_that_was_renamed_keeps_its_new_name_and_is_referred_to_by_it(tmp_path: Path) -> None:
    imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])
    people = tmp_path / "content" / "people"
    (people / "jo-arden.yaml").rename(people / "joan.yaml")
    member = {"person_id": "p/1", "organization_id": "c"}
    done = imported(tmp_path, persons=[PERSON], organizations=[COUNCIL], memberships=[member])
    assert "person: joan" in text(tmp_path, "boards/quay-council.yaml")
    assert not (people / "jo-arden.yaml").exists()
    assert "people/jo-arden.yaml" not in done.plan.new


def test_what_the_source_has_no_more_is_named_and_stays(tmp_path: Path) -> None:
    imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])
    assert imported(tmp_path, organizations=[COUNCIL]).plan.gone == ("people/jo-arden.yaml",)


def test_a_memory_that_cannot_be_read_stops_the_import(tmp_path: Path) -> None:
    imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])
    (tmp_path / "content" / "imported.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SourceError, match=r"imported\.json cannot be read"):
        imported(tmp_path, persons=[PERSON], organizations=[COUNCIL])


# ModernGov

WARDS = """\
<councillorsbyward><wardscount>1</wardscount><wards><ward>
<wardtitle>Harbour &amp;amp; Quay</wardtitle><councillors>
<councillor><councillorid>101</councillorid><fullusername>Councillor Jane O&amp;#39;Neil OBE</fullusername>
<politicalpartytitle>Green</politicalpartytitle><keyposts>Chair of Audit</keyposts>
<workaddress><line1>Town Hall</line1><phone>020 7946 0958</phone></workaddress>
<homeaddress><line1>1 Private Road</line1><email>jane@x.example</email></homeaddress>
<termsofoffice><termofoffice><startdate>01/05/2018</startdate><enddate>unspecified</enddate></termofoffice>
</termsofoffice></councillor></councillors></ward></wards></councillorsbyward>"""
MEETINGS = """\
<getmeetings><committee><committeeid>138</committeeid><committeetitle>Audit</committeetitle>
<meetingscount>3</meetingscount><meetings>
<meeting><meetingid>1</meetingid><meetingdate>05/06/2018</meetingdate><meetingtime>18:30:00</meetingtime>
<meetingstatus>Confirmed</meetingstatus></meeting>
<meeting><meetingid>2</meetingid><meetingdate>03/07/2018</meetingdate><meetingstatus>Cancelled</meetingstatus></meeting>
<meeting><meetingid>3</meetingid><meetingdate>03/07/2021</meetingdate><meetingstatus>Provisional</meetingstatus>
</meeting></meetings></committee></getmeetings>"""
MEETING = """\
<meeting><meetingid>1</meetingid><committeeid>138</committeeid><committeetitle>Audit</committeetitle>
<meetingdate>05/06/2018</meetingdate><meetingtime>18:30:00</meetingtime>
<meetinglocation>Room 1</meetinglocation>
<linkeddocs><linkeddoc><attachmentid>5</attachmentid><title>Printed minutes</title>
<url>https://x.example/m.pdf</url><publicationdate>12/06/2018</publicationdate></linkeddoc></linkeddocs>
<agendaitems><agendaitem><agendaitemid>1</agendaitemid><agendaitemnumber>1.</agendaitemnumber>
<agendaitemtitle>Fees &amp;amp; charges</agendaitemtitle>
<agendatext>&lt;p&gt;To set&amp;nbsp;fees.&lt;/p&gt;&lt;p&gt;* All.&lt;/p&gt;</agendatext>
<minutestext><div><p>Fees were <b>set</b>.</p></div></minutestext>
<isrestricted>False</isrestricted></agendaitem>
<agendaitem><agendaitemid>2</agendaitemid><agendaitemtitle>A contract</agendaitemtitle>
<agendatext>secret words</agendatext><isrestricted>True</isrestricted></agendaitem></agendaitems>
<attendees><attendee><memberid>101</memberid><name>Councillor Jane O&amp;#39;Neil</name>
<membertype>Committee Member</membertype><role>Vice-Chairman</role><politicalparty>Green</politicalparty>
<attendance>Present</attendance></attendee>
<attendee><memberid>0</memberid><name>A Clerk</name><membertype>Officer</membertype>
<attendance>In attendance</attendance></attendee>
<attendee><memberid>102</memberid><name>Cllr Bo Marsh</name><attendance>Apologies</attendance>
<politicalparty>Labour</politicalparty></attendee></attendees></meeting>"""


@pytest.fixture
def council(tmp_path: Path) -> Imported:
    """Import a small council's folder."""
    source = tmp_path / "source"
    source.mkdir()
    for name, data in (("wards", WARDS), ("meetings", MEETINGS), ("meeting-1", MEETING)):
        (source / f"{name}.xml").write_text(data, encoding="utf-8")
    return bring("moderngov", source, tmp_path / "content", TODAY)


@pytest.mark.usefixtures("council")
def test_moderngov_becomes_records_that_pass_every_check(tmp_path: Path) -> None:
    seat = text(tmp_path, "organizations/the-council.yaml")
    for line in (
        "person: jane-oneil",
        "role: councillor",
        "on_behalf_of: green",
        "area: Harbour & Quay",
        "start_date: 2018-05-01",
    ):
        assert line in seat
    meeting = text(tmp_path, "meetings/audit-2018-06-05.yaml")
    for line in (
        "bodies: [audit]",
        'start_time: "18:30"',
        "place: Room 1",
        "document: printed-minutes",
        "person: jane-oneil",
        "role: vice-chair",
        "capacity: Committee Member",
        "name_as_written: A Clerk",
        "status: apologies",
        "title: Fees & charges",
        "text: Fees were set.",
        "To set fees.",
        "\\* All.",
        "access: exempt",
    ):
        assert line in meeting
    assert "honorific_suffix: OBE" in text(tmp_path, "people/jane-oneil.yaml")
    assert "status: cancelled" in text(tmp_path, "meetings/audit-2018-07-03.yaml")
    assert "status: scheduled" in text(tmp_path, "meetings/audit-2021-07-03.yaml")
    assert not errors(tmp_path / "content")
    assert is_tidy(tmp_path / "content")


def test_what_moderngov_holds_of_homes_and_of_restricted_items_is_reported_and_not_repeated(
    tmp_path: Path, council: Imported
) -> None:
    fields = {loss.field for loss in council.losses}
    assert {"homeaddress", "workaddress", "agendatext", "politicalparty"} <= fields
    told = json.dumps(as_json(council))
    files = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "content").rglob("*.yaml"))
    for private in ("Private Road", "jane@x", "7946", "secret words"):
        assert private not in told + files


def test_a_file_of_other_names_is_reported_whole_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "xml").mkdir()
    (tmp_path / "xml" / "good.xml").write_text(MEETINGS, encoding="utf-8")
    strange = "<getmeeting><agendaitem><agendatext>secret words</agendatext></agendaitem></getmeeting>"
    (tmp_path / "xml" / "strange.xml").write_text(strange, encoding="utf-8")
    told = json.dumps(as_json(bring("moderngov", tmp_path / "xml", tmp_path / "content", TODAY)))
    assert "strange.xml" in told
    assert "secret words" not in told


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "DOCTYPE"),
        ("<x>&a;</x>", "no XML"),
        ("<x>" * 200 + "</x>" * 200, "deeper"),
        ("<x>\x00</x>", "no XML"),
        ("", "no XML"),
        ('<?xml version="1.0" encoding="nonsense"?><x/>', "no XML|encoding"),
    ],
)
def test_xml_that_can_do_harm_is_refused(data: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        parse(data.encode())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A &amp;amp; B", "A & B"),
        ("&lt;p&gt;A&lt;/p&gt;&lt;p&gt;B&lt;/p&gt;", "A\n\n\n\nB"),
        ("<script>x()</script>A<br/>B", "A\nB"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_a_text_that_was_encoded_twice_is_read_as_words(written: str, expected: str) -> None:
    assert plain(written) == expected


# Our own tables and our own Popolo, out and in again


def built(content: Path) -> dict[str, bytes]:
    site = build(Options(TODAY, content, TEMPLATES, search=False))
    assert not [one for one in site.problems if one.is_error]
    return {path: data for path, data in site.files.items() if path.startswith("data/")}


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the downloads of the miniature town into a folder."""
    folder = tmp_path_factory.mktemp("out")
    shutil.copytree(TOWN, folder / "content")
    for path, data in built(folder / "content").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_our_popolo_comes_back_as_the_same_popolo(out: Path, tmp_path: Path) -> None:
    bring("popolo", out / "data" / "popolo.json", tmp_path / "content", TODAY)
    assert built(tmp_path / "content")["data/popolo.json"] == (out / "data" / "popolo.json").read_bytes()


def rows(data: bytes) -> list[str]:
    return data.decode().split("\r\n")


def test_our_tables_come_back_as_the_same_tables(out: Path, tmp_path: Path) -> None:
    """All but citations of what no table holds, and ids of entries that none holds: those are reported."""
    done = bring("csv", out / "data", tmp_path / "content", TODAY)
    again = built(tmp_path / "content")
    differ = {path for path in again if path.endswith(".csv") and again[path] != (out / path).read_bytes()}
    assert differ <= {"data/citations.csv"} | _tables_of(done, "evidence", "arises_from", "about")
    assert is_tidy(tmp_path / "content")


def _tables_of(done: Imported, *fields: str) -> set[str]:
    """The tables with a field whose reference is reported as not carried."""
    kinds = {loss.where.partition("/")[0] for loss in done.losses if loss.field in fields}
    tables = {
        "recommendations": {"recommendations", "status_updates"},
        "meetings": {"decisions", "decision_parts"},
        "decisions": {"decisions", "decision_parts"},
    }
    return {f"data/{name}.csv" for kind in kinds for name in tables.get(kind, set())}


def tables(folder: Path, **texts: str) -> Path:
    source = folder / "tables"
    source.mkdir()
    for name, data in texts.items():
        (source / f"{name}.csv").write_bytes(data.replace("\n", "\r\n").encode())
    return source


def test_a_cell_that_was_made_safe_is_read_as_it_was(tmp_path: Path) -> None:
    source = tables(tmp_path, people='id,name,public_role,other_names\npeople/x,\'=1+1,R,"A\\|B|C"\n')
    bring("csv", source, tmp_path / "content", TODAY)
    person = text(tmp_path, "people/x.yaml")
    assert 'name: "=1+1"' in person or "name: =1+1" in person
    assert "name: A|B" in person


@pytest.mark.parametrize(
    "own", ["../../x", "people/../x", "people/X", "nothing/x", "people/con", "people/", "x\x00"]
)
def test_an_id_that_is_none_of_ours_leaves_its_row_out(tmp_path: Path, own: str) -> None:
    done = bring(
        "csv", tables(tmp_path, people=f"id,name,public_role\n{own},A,B\n"), tmp_path / "content", TODAY
    )
    assert not [path for path in done.plan.new if path.startswith("people/")]
    assert done.losses
    assert not (tmp_path / "x.yaml").exists()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "is empty"),
        ("name\nx\n", "has no column “id”"),
        ("id,name,name\n", "“name” twice"),
        ('id,name\n"x', "is no table"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, table: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        bring("csv", tables(tmp_path, people=table), tmp_path / "content", TODAY)


# The command


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_command_says_what_it_wrote_and_writes_the_whole_report(tmp_path: Path) -> None:
    source, report = popolo(tmp_path, everything()), tmp_path / "report.json"
    status, said = run("popolo", source, "--output", tmp_path / "content", "--report", report)
    assert status == 0
    assert "birth_date: 1. It is personal" in said
    told: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    assert only(one for one in told["not_carried"] if one["field"] == "seats")["value"] == "3"
    assert len(told["not_carried"]) == 11


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    status, said = run(
        "popolo", popolo(tmp_path, everything()), "--output", tmp_path / "content", "--dry-run"
    )
    assert status == 0
    assert "8 new" in said
    assert not (tmp_path / "content").exists()


def test_a_source_that_cannot_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    status, said = run("popolo", popolo(tmp_path, "{"), "--output", tmp_path / "content")
    assert status == 1
    assert said.startswith("Error: ")
    assert "is no JSON" in said
    assert list(_lines(said)) == [said.strip()]


def _lines(said: str) -> Iterable[str]:
    return (line for line in said.split("\n") if line)


# What an import must never do


def test_a_file_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "content" / "people" / "jo-arden.yaml"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"name: \xff\n")
    bring(
        "csv",
        tables(tmp_path, people="id,name,public_role\npeople/jo-arden,A,B\n"),
        tmp_path / "content",
        TODAY,
    )
    assert own.read_bytes() == b"name: \xff\n"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "people").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="is a link"):
        imported(tmp_path, persons=[PERSON])
    assert not list((tmp_path / "elsewhere").iterdir())


def test_an_id_that_is_somebodys_address_is_known_again_and_never_repeated(tmp_path: Path) -> None:
    person = {"id": "jo@quay.example", "name": "Jo Arden", "odd": "call 020 7946 0958"}
    done = imported(tmp_path, persons=[person], organizations=[COUNCIL])
    again = imported(tmp_path, persons=[person], organizations=[COUNCIL])
    assert not (again.plan.new + again.plan.changed)
    told = json.dumps(as_json(done)) + text(tmp_path, "people/jo-arden.yaml")
    assert "quay.example" not in told
    assert "7946" not in told
    assert "persons[0].odd" in lost(done)


def test_a_body_with_more_seats_than_a_file_holds_is_parted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.importing.importing.MOST_MEMBERS", 2)
    post = {"id": "chair", "label": "Chair", "organization_id": "c"}
    seats = [{"person_id": f"{n}", "organization_id": "c", "post_id": "chair"} for n in range(3)]
    done = imported(tmp_path, organizations=[COUNCIL], posts=[post], memberships=seats)
    assert "post: quay-council#chair" in text(tmp_path, "boards/quay-council-part-2.yaml")
    assert "boards/quay-council.yaml" in lost(done)
    assert not errors(tmp_path / "content")


def test_what_does_not_fit_is_left_out_and_takes_along_what_refers_to_it(tmp_path: Path) -> None:
    """A body without a name is no record; a time that is none goes alone; a person is no body."""
    source = tables(
        tmp_path,
        people="id,name,public_role\npeople/jo,Jo,Keeper\n",
        organizations="id,name,classification,parent\nboards/a,A,board,boards/b\nboards/b,,board,\nboards/c,C,board,people/jo\n",
        meetings="id,bodies,date,start_time\nmeetings/m,boards/a,2019-01-01,soon\n",
        attendance="meeting,number,person,name_as_written\nmeetings/m,1,people/gone,\nmeetings/m,2,,\n",
    )
    done = bring("csv", source, tmp_path / "content", TODAY)
    assert not errors(tmp_path / "content")
    assert "boards/b.yaml" not in done.plan.new
    assert "name_as_written: gone" in text(tmp_path, "meetings/m.yaml")
    assert {
        "boards/b.yaml", "boards/a.yaml: parent", "boards/c.yaml: parent", "meetings/m.yaml: start_time",
        "meetings/m.yaml: attendance/0/person", "attendance.csv:3.person",
    } <= lost(done)  # fmt: skip


def test_people_whose_names_begin_with_a_sign_have_a_list_to_stand_in(tmp_path: Path) -> None:
    names = ("'Abd", "İrem", "Ivo", "…", "Zoë")
    imported(tmp_path, persons=[{"id": str(n), "name": name} for n, name in enumerate(names)])
    site = build(Options(TODAY, tmp_path / "content", TEMPLATES, search=False))
    assert not [one for one in site.problems if one.is_error]
    page = site.files["people/index.html"].decode()
    assert all(f'id="list-{anchor}"' in page for anchor in ("a", "i", "i-2", "other-signs", "z"))


def test_a_place_that_is_an_empty_group_is_none(tmp_path: Path) -> None:
    meeting = {"id": "m", "classification": "meeting", "organization_id": "c", "start_date": "2016-07-01"}
    imported(tmp_path, organizations=[COUNCIL], events=[{**meeting, "location": {}}])
    assert "place" not in text(tmp_path, "meetings/quay-council-2016-07-01.yaml")


@pytest.mark.parametrize("written", ["1__", "__", "a_b_", "_a", "a__b", "\\\n\n1", "[@]", "[@a]", "[@a, 1]"])
def test_signs_of_markdown_read_as_they_were(written: str) -> None:
    assert markdown.plain_source(cleaning.prose(written)) == " ".join(written.split())


def test_a_body_whose_kind_is_no_word_is_still_a_body(tmp_path: Path) -> None:
    imported(tmp_path, organizations=[{**COUNCIL, "classification": [[]]}])
    assert not errors(tmp_path / "content")
    assert (tmp_path / "content" / "site.yaml").is_file()
