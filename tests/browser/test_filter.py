"""A long list is narrowed by what the reader ticks, and is whole without scripts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from browser.axe import Axe
from browser.pages import example
from browser.reading import NARROW, WIDE, WITHOUT_SCRIPTS, Reader, Setting, Visit

pytestmark = pytest.mark.browser

LISTS = ["timeline", "recommendations"]
MOST_SHIFT = 0.02
RARE = 3

SHOWN = """() => [...document.querySelectorAll("[data-item]")].flatMap(
  (one, number) => (one.checkVisibility() ? [number] : []),
)"""

# For each filter, its choices, those that fit most items first.
CHOICES = """() => {
  const found = {};
  for (const field of document.querySelectorAll("form.filter input[type=checkbox]")) {
    const count = Number(field.closest("label").querySelector(".count").textContent);
    (found[field.name] ??= []).push([field.value, count]);
  }
  for (const values of Object.values(found)) values.sort((one, other) => other[1] - one[1]);
  return found;
}"""

# How much was pushed aside while the page loaded, and what.
SHIFT = """() => new Promise((done) => {
  const found = { sum: 0, what: [] };
  const told = ({ node, previousRect, currentRect }) =>
    `${node?.nodeName}.${node?.className}: ${previousRect.y} to ${currentRect.y}`;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      found.sum += entry.value;
      found.what.push(...entry.sources.map(told));
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(found), 200);
})"""


class List:
    """A page with filters, and what they offer."""

    def __init__(self, reader: Reader, address: str) -> None:
        self.address = address
        self._reader = reader
        with reader.visit(address) as visit:
            self.count = visit.page.locator("[data-item]").count()
            self.choices: dict[str, list[tuple[str, int]]] = visit.page.evaluate(CHOICES)
            months = visit.page.locator("form.filter select[name=from] option")
            self.months: list[str] = months.evaluate_all("(all) => all.map((one) => one.value)")[1:]
        # Two filters that each have two choices.
        self.one, self.other = [name for name, values in self.choices.items() if len(values) > 1][:2]

    def shown(self, query: str) -> set[int]:
        """Return the numbers of the items that an address shows."""
        with self._reader.visit(f"{self.address}?{query}") as visit:
            return set(visit.page.evaluate(SHOWN))


@pytest.fixture(scope="module", params=LISTS)
def narrowed(request: pytest.FixtureRequest, site: Path, reader: Reader) -> List:
    return List(reader, example(site, request.param))


def status(visit: Visit) -> Locator:
    return visit.page.locator("form.filter").get_by_role("status")


def tick(visit: Visit, name: str, value: str) -> None:
    field = visit.page.locator(f'form.filter input[name="{name}"][value="{value}"]')
    if not field.is_visible():
        field.locator("xpath=ancestor::details").locator("summary").click()
    field.check()


def test_says_how_many_there_are(reader: Reader, narrowed: List) -> None:
    with reader.visit(narrowed.address) as visit:
        expect(status(visit)).to_contain_text(str(narrowed.count))
        assert len(visit.page.evaluate(SHOWN)) == narrowed.count


@pytest.mark.parametrize("setting", [WIDE, NARROW], ids=str)
def test_a_choice_is_told_kept_and_taken_back(reader: Reader, narrowed: List, setting: Setting) -> None:
    value, count = narrowed.choices[narrowed.one][1]
    told = f"{count} of {narrowed.count} "
    with reader.visit(narrowed.address, setting) as visit:
        tick(visit, narrowed.one, value)
        expect(status(visit)).to_contain_text(told)
        assert visit.address == f"{narrowed.address}?{narrowed.one}={value}"
        assert len(visit.page.evaluate(SHOWN)) == count
        visit.page.reload()
        expect(status(visit)).to_contain_text(told)
        assert len(visit.page.evaluate(SHOWN)) == count
        visit.page.go_back()
        expect(status(visit)).not_to_contain_text(" of ")
        assert len(visit.page.evaluate(SHOWN)) == narrowed.count
        assert visit.faults == [], str(visit)


def test_a_choice_is_taken_back_by_its_button(reader: Reader, narrowed: List) -> None:
    value, _ = narrowed.choices[narrowed.one][0]
    with reader.visit(f"{narrowed.address}?{narrowed.one}={value}") as visit:
        visit.page.get_by_role("button", name="Remove").first.click()
        expect(status(visit)).not_to_contain_text(" of ")
        assert visit.address == narrowed.address
        assert visit.page.evaluate("document.activeElement !== document.body"), "the focus is lost"


def test_choices_of_one_filter_add_up_and_two_filters_narrow(narrowed: List) -> None:
    one, other = narrowed.one, narrowed.other
    (first, _), (second, _), *_ = narrowed.choices[one]
    (third, _), *_ = narrowed.choices[other]
    both = narrowed.shown(f"{one}={first},{second}")
    assert both == narrowed.shown(f"{one}={first}") | narrowed.shown(f"{one}={second}")
    assert narrowed.shown(f"{one}={first}&{other}={third}") == (
        narrowed.shown(f"{one}={first}") & narrowed.shown(f"{other}={third}")
    )


def test_every_choice_fits_as_many_as_it_says(reader: Reader, narrowed: List) -> None:
    name = narrowed.one
    said = dict(narrowed.choices[name])
    with reader.visit(narrowed.address) as visit:
        fits = {}
        for value in said:
            tick(visit, name, value)
            fits[value] = len(visit.page.evaluate(SHOWN))
            visit.page.get_by_role("button", name="Remove").first.click()
        assert fits == said


def test_months_cut_the_timeline_in_two(site: Path, reader: Reader) -> None:
    timeline = List(reader, example(site, "timeline"))
    month = timeline.months[len(timeline.months) // 2]
    later, earlier = timeline.shown(f"from={month}"), timeline.shown(f"to={month}")
    assert later | earlier == set(range(timeline.count))
    assert len(later) < timeline.count
    assert len(earlier) < timeline.count
    assert timeline.shown(f"from={month}&to={month}") == later & earlier


def test_offers_a_way_on_where_nothing_fits(reader: Reader, narrowed: List) -> None:
    # Those that fit fewest items are likeliest to have none in common.
    rare = {
        name: {value: narrowed.shown(f"{name}={value}") for value, _ in narrowed.choices[name][-RARE:]}
        for name in (narrowed.one, narrowed.other)
    }
    pairs = product(rare[narrowed.one].items(), rare[narrowed.other].items())
    apart = [(one, other) for (one, some), (other, more) in pairs if not some & more]
    assert apart, "each choice goes with each other"
    one, other = apart[0]
    with reader.visit(f"{narrowed.address}?{narrowed.one}={one}&{narrowed.other}={other}") as visit:
        assert visit.page.evaluate(SHOWN) == []
        expect(status(visit)).to_contain_text(f"0 of {narrowed.count}")
        visit.page.get_by_role("button", name="Remove").first.click()
        assert visit.page.evaluate(SHOWN)


def test_a_choice_needs_only_a_keyboard(reader: Reader, narrowed: List) -> None:
    with reader.visit(narrowed.address) as visit:
        visit.page.locator("form.filter summary").first.focus()
        visit.page.keyboard.press("Enter")
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Space")
        expect(status(visit)).to_contain_text(f" of {narrowed.count} ")


@pytest.mark.node
@pytest.mark.parametrize("setting", [NARROW, replace(WIDE, scheme="dark")], ids=str)
def test_axe_finds_no_fault_in_open_filters(
    reader: Reader, narrowed: List, axe: Axe, setting: Setting
) -> None:
    value, _ = narrowed.choices[narrowed.one][0]
    with reader.visit(f"{narrowed.address}?{narrowed.one}={value}", setting) as visit:
        for summary in visit.page.locator("form.filter details:not([open]) summary").all()[::-1]:
            summary.click()
        axe.check(visit)


def test_list_is_whole_without_scripts(reader: Reader, narrowed: List) -> None:
    value, _ = narrowed.choices[narrowed.one][0]
    with reader.visit(f"{narrowed.address}?{narrowed.one}={value}", WITHOUT_SCRIPTS) as visit:
        assert len(visit.page.evaluate(SHOWN)) == narrowed.count
        expect(visit.page.locator("form.filter")).not_to_be_visible()


@pytest.mark.parametrize("setting", [WIDE, NARROW], ids=str)
def test_filters_push_nothing_aside(reader: Reader, narrowed: List, setting: Setting) -> None:
    with reader.visit(narrowed.address, setting) as visit:
        shift = visit.page.evaluate(SHIFT)
        assert shift["sum"] <= MOST_SHIFT, f"{visit}: {shift['what']}"


def test_print_of_a_narrowed_list_says_so(reader: Reader, narrowed: List) -> None:
    value, count = narrowed.choices[narrowed.one][1]
    with reader.visit(f"{narrowed.address}?{narrowed.one}={value}", replace(WIDE, width=658)) as visit:
        visit.page.emulate_media(media="print")
        try:
            text = visit.page.inner_text("main")
        finally:
            visit.page.emulate_media(media="screen")
        assert f"{count} of {narrowed.count}" in text, f"{visit}: on paper the list looks whole"


# For each bar of the strip, the count it tells, and the count of the same month in the table.
TOLD = """() => [...document.querySelectorAll(".strip a")].map((bar) => {
  const anchor = bar.getAttribute("href");
  const cell = document.querySelector(`.year-strip td a[href="${anchor}"]`);
  return [Number(bar.getAttribute("aria-label").match(/: (\\d+)/)[1]), Number(cell.firstChild.data)];
})"""


def test_strip_and_table_show_what_is_left(site: Path, reader: Reader) -> None:
    timeline = List(reader, example(site, "timeline"))
    (value, count), *_ = timeline.choices["kind"]
    with reader.visit(f"{timeline.address}?kind={value}") as visit:
        in_months = visit.page.locator(".month[id^=month] ~ .moments .moment:visible").count()
        told = visit.page.evaluate(TOLD)
        assert sum(bar for bar, _ in told) == in_months <= count
        assert [bar for bar, _ in told] == [cell for _, cell in told]


def test_other_forms_of_the_list_keep_the_choice(site: Path, reader: Reader) -> None:
    timeline = List(reader, example(site, "timeline"))
    (value, count), *_ = timeline.choices["kind"]
    with reader.visit(f"{timeline.address}?kind={value}") as visit:
        visit.page.get_by_role("link", name="Titles only").first.click()
        expect(status(visit)).to_contain_text(f"{count} of {timeline.count}")
        assert visit.address.endswith(f"/list/?kind={value}")
        visit.page.go_back()
        expect(status(visit)).to_contain_text(f"{count} of {timeline.count}")


def test_month_of_the_address_in_which_nothing_begins_counts_too(site: Path, reader: Reader) -> None:
    timeline = List(reader, example(site, "timeline"))
    assert "2014-01" not in timeline.months
    both = timeline.shown("from=2014-01") | timeline.shown("to=2014-01")
    assert both == set(range(timeline.count))
    assert timeline.shown("from=2014-01") < both
