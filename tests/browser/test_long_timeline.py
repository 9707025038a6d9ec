"""A timeline that is too long for one page is narrowed on its first page all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import PROJECT
from browser.reading import WITHOUT_SCRIPTS, Reader
from browser.server import rules_of, serving
from generator.build import Options, build

pytestmark = pytest.mark.browser

TODAY = date(2020, 1, 1)
MANY = 620
COUNCIL = {
    "site.yaml": "title: T\ndescription: D\ncouncil: town\n",
    "organizations/town.yaml": "name: Town\nclassification: council\n",
    "boards/quay.yaml": "name: Quay Board\nclassification: board\n",
}


def event(number: int) -> str:
    """An event of 2016 or 2017; 2016 has too many for one page, and every tenth concerns the board."""
    body = "quay" if number % 10 == 0 else "town"
    day = date(2016, 1, 1) + timedelta(days=number // 2 if number < 600 else number)
    return f"title: Event {number}\ndate: {day}\nclassification: notice\nbodies: [{body}]\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("long")
    content = COUNCIL | {f"events/event-{number}.yaml": event(number) for number in range(MANY)}
    _write(folder / "content", {path: text.encode() for path, text in content.items()})
    options = Options(TODAY, content=folder / "content", templates=PROJECT / "templates", search=False)
    wanted = ("timeline/", "assets/")
    files = {path: data for path, data in build(options).files.items() if path.startswith(wanted)}
    _write(folder / "site", files)
    with serving(folder / "site", rules_of(PROJECT / "netlify.toml")) as origin:
        yield Reader(browser, origin)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def test_a_choice_brings_what_fits_from_every_part(reader: Reader) -> None:
    with reader.visit("/timeline/?body=quay") as visit:
        expect(visit.page.locator("form.filter [role=status]")).to_have_text(f"{MANY // 10} of {MANY} events")
        assert visit.page.locator(".moment:visible").count() == MANY // 10
        assert visit.page.locator("section.year").count() == 2
        expect(visit.page.locator(".parts")).not_to_be_visible()
        link = visit.page.locator(".moment:visible h4 a").first
        assert link.evaluate("(one) => one.href") == f"{visit.origin}/events/event-610/"
        visit.page.get_by_role("button", name="Remove").click()
        expect(visit.page.locator(".parts")).to_be_visible()
        assert visit.page.locator(".moment:visible").count() == 0
        visit.page.go_back()
        expect(visit.page.locator("form.filter [role=status]")).to_contain_text(" of ")
        assert visit.faults == [], str(visit)


def test_parts_are_pages_without_scripts(reader: Reader) -> None:
    with reader.visit("/timeline/", WITHOUT_SCRIPTS) as visit:
        visit.page.get_by_role("link", name="2016", exact=True).first.click()
        visit.page.get_by_role("link", name="January 2016", exact=True).first.click()
        assert visit.page.locator(".moment").count() > 50
