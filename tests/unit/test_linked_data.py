"""Descriptions in schema.org's words: only types and properties it has, and no sign that ends a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from written import LEAST, TEMPLATES, files, options, write

from generator.build import Options, build

PROJECT = Path(__file__).parents[2]
PROPERTIES: Mapping[str, list[str]] = json.loads(
    (PROJECT / "tests/schema_org/properties.json").read_text(encoding="utf-8")
)
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
TOWN = {
    **LEAST,
    **files("""\
    === people/jo.yaml
    name: Jo Bell
    public_role: "</script><script>alert(1)</script> & councillor"
    other_names: [{name: J. Bell}, {name: J. Bell}, {name: Jo Bell}]
    === boards/b.yaml
    name: Board
    classification: board
    parent: town
    members: [{person: jo, role: chair, start_date: 2018-05, end_date: 2019-05-01}]
    === meetings/held.yaml
    bodies: [b]
    date: 2019-06-03
    start_time: 19:30
    end_time: 21:00
    place: Town Hall
    === meetings/off.yaml
    bodies: [b]
    date: 2019-08
    status: cancelled
    === documents/report.yaml
    title: Report
    classification: report
    number: R1
    date: 2019-06
    publisher: town
    authors: [jo]
    === recommendations/r.yaml
    title: Paint
    made_by: [b]
    made_to: [town]
    made_on: 2018-12-21
    asks: Paint the [[b|Board]]'s door. See [[town]].
    sources: [report]
    === inspections/look.yaml
    title: Inspection
    by: town
    of: [b]
    date: 2019-01-07/2019-01-18
    """),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return build(options(write(tmp_path_factory.mktemp("town"), TOWN))).files


def things(page: bytes) -> list[dict[str, Any]]:
    return [json.loads(text) for text in SCRIPT.findall(page.decode())]


def about(site: Mapping[str, bytes], address: str) -> dict[str, Any]:
    return things(site[f"{address}/index.html"])[0]


def unknown(thing: Any, within: str = "") -> Iterator[str]:
    """Name what schema.org does not have; there too, a role bears the property that it stands in."""
    if isinstance(thing, list):
        for one in thing:
            yield from unknown(one, within)
    elif isinstance(thing, dict):
        kind = thing["@type"]
        if kind not in PROPERTIES:
            yield kind
        for name, value in thing.items():
            allowed = name in PROPERTIES.get(kind, ()) or (kind == "OrganizationRole" and name == within)
            if not name.startswith("@") and not allowed:
                yield f"{kind}.{name}"
            yield from unknown(value, name)


def test_every_type_and_property_is_one_that_schema_org_has() -> None:
    for content in ("content", "tests/town/content"):
        base = "https://council.example/record"
        settings = Options(date(2020, 1, 1), PROJECT / content, TEMPLATES, base_url=base, search=False)
        made = build(settings).files
        found = {path: things(data) for path, data in made.items() if path.endswith("index.html")}
        described = [thing for ones in found.values() for thing in ones]
        assert len(described) > 30
        assert sorted({name for thing in described for name in unknown(thing)}) == []
        assert all(thing["@context"] == "https://schema.org" for thing in described)


def test_a_meeting_is_an_event_with_its_time_place_and_state(site: Mapping[str, bytes]) -> None:
    held = about(site, "meetings/held")
    assert (held["startDate"], held["endDate"]) == ("2019-06-03T19:30", "2019-06-03T21:00")
    assert held["location"] == {"@type": "Place", "name": "Town Hall"}
    assert held["organizer"][0]["name"] == "Board"
    off = about(site, "meetings/off")
    assert (off["startDate"], off["eventStatus"]) == ("2019-08", "https://schema.org/EventCancelled")


def test_a_stretch_of_days_has_its_two_ends(site: Mapping[str, bytes]) -> None:
    look = about(site, "inspections/look")
    assert (look["startDate"], look["endDate"]) == ("2019-01-07", "2019-01-18")


def test_a_role_has_its_dates_as_far_as_they_are_known(site: Mapping[str, bytes]) -> None:
    (role,) = about(site, "people/jo")["memberOf"]
    assert (role["startDate"], role["endDate"]) == ("2018-05", "2019-05-01")
    assert about(site, "boards/b")["member"][0]["member"]["name"] == "Jo Bell"
    assert about(site, "people/jo")["alternateName"] == ["J. Bell"]


def test_a_recommendation_is_a_work_in_plain_words(site: Mapping[str, bytes]) -> None:
    made = about(site, "recommendations/r")
    assert made["@type"] == "CreativeWork"
    assert made["abstract"] == "Paint the Board's door. See Town."
    assert made["isBasedOn"][0]["name"] == "Report"


def test_no_sign_in_a_description_ends_its_script(site: Mapping[str, bytes]) -> None:
    page = site["people/jo/index.html"].decode()
    assert "<script>alert" not in page
    assert about(site, "people/jo")["description"].startswith("</script><script>alert(1)")


def test_the_way_to_a_page_is_told_step_by_step(site: Mapping[str, bytes]) -> None:
    way = things(site["meetings/held/index.html"])[1]
    assert [step["name"] for step in way["itemListElement"]] == ["Home", "Meetings", "Board, 3 June 2019"]
    assert way["itemListElement"][1]["item"] == "https://example.org/meetings/"


def test_without_a_public_address_nothing_is_described(tmp_path: Path) -> None:
    settings = LEAST["site.yaml"].replace("base_url: https://example.org\n", "")
    made = build(replace(options(write(tmp_path, {**TOWN, "site.yaml": settings}))))
    assert not any(things(data) for path, data in made.files.items() if path.endswith(".html"))
