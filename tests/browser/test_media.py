"""What readers have set is kept: their colours, their wish for stillness, their zoom, their spacing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.pages import example
from browser.reading import WIDE, Reader, Setting
from browser.test_keyboard import walk
from browser.test_pages import check_width

pytestmark = pytest.mark.browser

LOOKED_AT = ["home", "timeline-of-a-year", "recommendation", "meeting", "person", "search"]
# A window of 1280 by 900, four times as large.
ZOOMED = Setting(320, 225)

# What shows a thing by a colour of its own choice, where the reader has chosen all colours.
OWN_COLOURS = """() => [...document.querySelectorAll("body *")]
  .filter((one) => getComputedStyle(one).forcedColorAdjust === "none" && !one.closest("svg"))
  .map((one) => `${one.tagName}.${one.className}`)"""

# The marks that are drawn by a background alone, which forced colours take away.
KNOTS = """() => [...document.querySelectorAll(".moment, .chain > ol > li")]
  .map((one) => getComputedStyle(one, "::before"))
  .filter((style) => parseFloat(style.borderTopWidth) < 2 || style.borderTopStyle === "none").length"""

MOVING = """() => [...document.querySelectorAll("*")]
  .filter((one) => {
    const style = getComputedStyle(one);
    const lasts = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")];
    return style.scrollBehavior === "smooth" || lasts.some((time) => parseFloat(time) > 0);
  })
  .map((one) => one.tagName)"""

# WCAG 1.4.12: the reader's own spacing. The policy forbids added styles, but not to the browser itself.
SPACE = """() => {
  const words = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important";
  document.styleSheets[0].insertRule(`* { line-height: 1.5 !important; ${words} }`);
  document.styleSheets[0].insertRule("p { margin-bottom: 2em !important }");
}"""


@pytest.fixture
def forced(reader: Reader) -> Iterator[Reader]:
    """A reader whose machine chooses all colours."""
    with reader.visit("/404.html") as visit:
        visit.page.emulate_media(forced_colors="active")
        yield reader
        visit.page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_forced_colours_leave_every_mark_and_the_focus_to_be_seen(
    forced: Reader, site: Path, kind: str
) -> None:
    with forced.visit(example(site, kind)) as visit:
        assert visit.page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert visit.page.evaluate(OWN_COLOURS) == [], str(visit)
        assert visit.page.evaluate(KNOTS) == 0, f"{visit}: a knot of the thread has no border"
        visit.page.keyboard.press("Tab")
        outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", f"{visit}: the focus is not seen"


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_nothing_moves_for_those_who_want_stillness(reader: Reader, site: Path, kind: str) -> None:
    with reader.visit(example(site, kind)) as visit:
        assert visit.page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        assert visit.page.evaluate(MOVING) == [], str(visit)


@pytest.mark.parametrize("kind", ["event", "search"])
def test_four_times_as_large_nothing_covers_what_has_the_focus(reader: Reader, site: Path, kind: str) -> None:
    with reader.visit(example(site, kind), ZOOMED) as visit:
        check_width(visit)
        _, made = walk(visit, "Tab")
        # A table may be higher than the window, so that its middle is beyond the edge.
        covered = [one["name"] for one in made if one["covered"] and one["by"] != "the edge of the window"]
        assert covered == [], str(visit)


@pytest.mark.parametrize("setting", [WIDE, ZOOMED], ids=str)
@pytest.mark.parametrize("kind", LOOKED_AT)
def test_wider_spacing_cuts_nothing_off(reader: Reader, site: Path, kind: str, setting: Setting) -> None:
    with reader.visit(example(site, kind), setting) as visit:
        visit.page.evaluate(SPACE)
        check_width(visit)
