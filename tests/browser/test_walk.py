"""A reader can follow one matter from the first page to its end by links, with scripts or without."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from browser.reading import NARROW, WIDE, Reader, Setting
from browser.walking import follow, way

pytestmark = pytest.mark.browser

SETTINGS = [replace(size, scripts=scripts) for size, scripts in product((WIDE, NARROW), (True, False))]
STEPS = ("recommendations/?*/index.html", "meetings/?*/index.html", "people/?*/index.html")


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_from_home_by_recommendation_meeting_and_person_to_the_timeline(
    site: Path, reader: Reader, setting: Setting
) -> None:
    stops = way(site, "/", STEPS)
    assert stops, "no way from the first page over a recommendation and a meeting to a person"
    meeting = stops[1]
    with reader.visit("/", setting) as visit:
        for address in stops:
            follow(visit, address)
        main = visit.page.get_by_role("navigation", name="Main")
        main.get_by_role("link", name="Timeline").click()
        assert visit.address == "/timeline/"
        follow(visit, meeting)
        assert visit.faults == [], str(visit)
