"""Everything is reached with the Tab key, in order, and is seen to be."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import pytest

from browser.pages import KINDS, example
from browser.reading import NARROW, WIDE, Reader, Setting, Visit

pytestmark = pytest.mark.browser

WALKED = [
    "home",
    "recommendations",
    "recommendation",
    "meeting",
    "person",
    "timeline-of-a-year",
    "money",
    "search",
]

# Gives each thing that takes the focus a number, and keeps how it looks without it.
PREPARE = """() => {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  const seen = { visibilityProperty: true, contentVisibilityAuto: true };
  window.look = (one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.backgroundColor].join(" ");
  };
  window.stops = [...document.querySelectorAll(wanted)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility(seen),
  );
  window.looks = window.stops.map(window.look);
  return window.stops.length;
}"""

HERE = """() => {
  const one = document.activeElement;
  const stop = window.stops.indexOf(one);
  const [box] = one.getClientRects();
  const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    stop,
    name: `${one.tagName}.${one.getAttribute("class")} ${one.textContent.trim().slice(0, 50)}`,
    shows: window.look(one) !== window.looks[stop],
    covered: !(top && (one.contains(top) || top.contains(one))),
    by: top ? `${top.tagName}.${top.getAttribute("class")}` : "the edge of the window",
  };
}"""

# Where the eye has to go up again to follow the focus; the cells of a row and the parts of a picture are one.
RISES = """(most) => {
  const place = (one) => (one.closest("tr, svg") ?? one).getBoundingClientRect().top;
  const told = (one) => `${one.tagName} "${one.textContent.trim().slice(0, 40)}"`;
  const stops = window.stops.slice(1);
  return stops.slice(1).flatMap((one, before) =>
    place(one) < place(stops[before]) - most ? [`${told(stops[before])} to ${told(one)}`] : [],
  );
}"""
MOST_RISE = 60


class Stop(TypedDict):
    stop: int
    name: str
    shows: bool
    covered: bool
    by: str


def walk(visit: Visit, key: str) -> tuple[int, list[Stop]]:
    """Press a key once for each stop of the page; return how many there are, and those made."""
    count = int(visit.page.evaluate(PREPARE))
    made: list[Stop] = []
    for _ in range(count):
        visit.page.keyboard.press(key)
        made.append(visit.page.evaluate(HERE))
    return count, made


@pytest.mark.parametrize("kind", ["home", "meeting", "search", "404"])
@pytest.mark.parametrize("setting", [WIDE, NARROW], ids=str)
def test_first_stop_leads_past_the_menu(site: Path, reader: Reader, kind: str, setting: Setting) -> None:
    with reader.visit(example(site, kind), setting) as visit:
        visit.page.keyboard.press("Tab")
        link = visit.page.locator(":focus")
        assert "Skip" in link.inner_text(), str(visit)
        box = link.bounding_box()
        assert box, str(visit)
        assert box["y"] >= 0, f"{visit}: the link stays out of sight"
        visit.page.keyboard.press("Enter")
        assert visit.page.url.endswith("#main"), str(visit)
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.closest('main') !== null"), str(visit)


@pytest.mark.parametrize("kind", WALKED)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(site: Path, reader: Reader, kind: str) -> None:
    with reader.visit(example(site, kind)) as visit:
        count, made = walk(visit, "Tab")
        assert [one["stop"] for one in made] == list(range(count)), f"{visit}: stops left out or out of order"
        dull = [one["name"] for one in made if not one["shows"]]
        assert dull == [], f"{visit}: looks the same with the focus on it"
        covered = [f"{one['name']}, by {one['by']}" for one in made if one["covered"]]
        assert covered == [], f"{visit}: covered while it has the focus"


@pytest.mark.parametrize("kind", KINDS)
def test_focus_goes_down_a_narrow_page(site: Path, reader: Reader, kind: str) -> None:
    with reader.visit(example(site, kind), NARROW) as visit:
        visit.page.evaluate(PREPARE)
        assert visit.page.evaluate(RISES, MOST_RISE) == [], f"{visit}: the order is not the one seen"


def test_year_headings_do_not_cover_the_focus_on_the_way_back(site: Path, reader: Reader) -> None:
    with reader.visit(example(site, "timeline-of-a-year"), NARROW) as visit:
        count, made = walk(visit, "Shift+Tab")
        assert [one["stop"] for one in made] == list(reversed(range(count))), str(visit)
        covered = [f"{one['name']}, by {one['by']}" for one in made if one["covered"]]
        assert covered == [], f"{visit}: covered while it has the focus"
