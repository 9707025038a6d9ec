"""The page in the browser while somebody writes: it follows, says what is wrong, and is not in the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from serve_client import Program, came, program, save

from browser.axe import Axe
from browser.reading import NARROW, VARIANTS, WIDE, Setting, Visit

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parent.parent.parent
WELL = "name: Rope\nsummary: All about rope.\n"
BADLY = "name: Rope\nsumary: All about rope.\n"
SHOWN_WITHIN = 20_000
expect.set_options(timeout=SHOWN_WITHIN)
LONG = WELL + "text: |\n" + "".join(f"  Paragraph {number} of many.\n\n" for number in range(200))


@contextmanager
def visiting(browser: Browser, running: Program, setting: Setting = WIDE) -> Iterator[Visit]:
    """Give a new window to a visitor of the program's pages."""
    context = browser.new_context(
        viewport={"width": setting.width, "height": setting.height}, color_scheme=setting.scheme
    )
    context.set_default_timeout(SHOWN_WITHIN)
    try:
        yield Visit(context.new_page(), f"http://127.0.0.1:{running.client.port}", setting)
    finally:
        context.close()


@dataclass(frozen=True, repr=False)
class Desk:
    """A writer's folder, the program that serves it, and a page in the browser."""

    folder: Path
    running: Program
    visit: Visit

    @property
    def rope(self) -> Path:
        return self.folder / "content" / "topics" / "rope.yaml"

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def panel(self) -> Locator:
        return self.page.locator("throughline-desk .panel")

    @property
    def badge(self) -> Locator:
        return self.page.locator("throughline-desk .badge")

    def open(self, address: str = "/topics/rope/") -> None:
        self.visit.go(address)

    def write(self, text: str) -> None:
        save(self.rope, text)


@pytest.fixture(scope="module")
def council(tiny_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Program]]:
    folder = tmp_path_factory.mktemp("council")
    shutil.copytree(tiny_content, folder / "content")
    shutil.copytree(PROJECT / "templates", folder / "templates")
    (folder / "content" / "topics").mkdir()
    site = folder / "content" / "site.yaml"
    site.write_text(f"{site.read_text()}checks:\n  no-base-url: off\n")
    save(folder / "content" / "topics" / "rope.yaml", WELL)
    with program(folder) as running:
        yield folder, running


@pytest.fixture
def written(council: tuple[Path, Program]) -> tuple[Path, Program]:
    """The folder with nothing wrong in it, as the server has it too."""
    folder, running = council
    client = running.client
    save(folder / "content" / "topics" / "rope.yaml", WELL)
    assert came(lambda: b"All about rope." in client.get("/topics/rope/").body)
    assert came(lambda: not client.state()["problems"])
    return folder, running


@pytest.fixture
def desk(written: tuple[Path, Program], browser: Browser) -> Iterator[Desk]:
    with visiting(browser, written[1]) as visit:
        yield Desk(*written, visit)
        assert visit.faults == []


def test_edit_is_shown_by_itself_where_one_was_reading(desk: Desk) -> None:
    desk.write(LONG)
    assert came(lambda: b"Paragraph 150" in desk.running.client.get("/topics/rope/").body)
    desk.open()
    desk.page.evaluate("scrollTo(0, 3000)")
    desk.write(LONG.replace("Paragraph", "Passage"))
    expect(desk.page.get_by_text("Passage 150 of many.")).to_be_attached()
    # Not `wait_for_function`: where the page is loaded again meanwhile, the site's own policy forbids it.
    assert came(lambda: 2900 < desk.page.evaluate("scrollY") < 3100)


def test_problem_is_listed_over_the_last_good_page_and_goes_when_it_is_mended(desk: Desk) -> None:
    desk.open()
    desk.write(BADLY)
    panel = desk.panel
    expect(panel).to_be_visible()
    expect(panel.get_by_role("heading")).to_have_text("1 error")
    expect(panel.locator(".message")).to_contain_text("“sumary” is not a field")
    expect(panel.locator("pre").first).to_contain_text("2 | sumary: All about rope.")
    expect(panel.locator(".mended")).to_have_text("summary: All about rope.")
    expect(panel.locator(".editor")).to_have_attribute("href", f"vscode://file{desk.rope}:2:1")
    expect(panel.locator(".place")).to_have_text("content/topics/rope.yaml:2:1")
    expect(desk.page.locator("main")).to_contain_text("All about rope.")
    desk.write(WELL.replace("All", "Little"))
    expect(panel).to_be_hidden()
    expect(desk.page.locator("main")).to_contain_text("Little about rope.")


def test_mending_to_what_it_was_takes_the_panel_away_without_loading_the_page(desk: Desk) -> None:
    desk.open()
    desk.page.evaluate("window.same = true")
    desk.write(BADLY)
    panel = desk.panel
    expect(panel).to_be_visible()
    desk.write(WELL)
    expect(panel).to_be_hidden()
    assert desk.page.evaluate("window.same")


def test_page_of_something_else_stays_and_names_what_changed(desk: Desk) -> None:
    desk.open("/accessibility/")
    desk.page.evaluate("window.same = true")
    desk.write(WELL.replace("All", "Something"))
    note = desk.page.locator("throughline-desk .note")
    expect(note.get_by_role("link", name="/topics/rope/")).to_be_visible()
    assert desk.page.evaluate("window.same")
    desk.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_panel_is_folded_and_opened_by_keyboard_and_stays_folded(desk: Desk) -> None:
    desk.open()
    desk.write(BADLY)
    panel, badge = desk.panel, desk.badge
    expect(panel).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(badge).to_have_text("1 error")
    desk.page.reload()
    expect(badge).to_be_visible()
    expect(panel).to_be_hidden()
    badge.focus()
    desk.page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("button", name="Hide")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(badge).to_be_focused()


def test_focus_stays_where_somebody_types(desk: Desk) -> None:
    desk.open("/timeline/")
    desk.page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('input'), {id: 'typed'}))"
    )
    desk.page.locator("#typed").focus()
    desk.write(BADLY)
    expect(desk.panel).to_be_visible()
    expect(desk.page.locator("#typed")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.panel).to_be_visible()


def test_place_is_copied(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open()
    desk.write(BADLY)
    desk.panel.get_by_role("button", name=re.compile("^Copy ")).click()
    came(lambda: desk.page.evaluate("navigator.clipboard.readText()") != "")
    assert desk.page.evaluate("navigator.clipboard.readText()") == "content/topics/rope.yaml:2:1"


def test_code_leads_to_its_explanation(desk: Desk) -> None:
    desk.open()
    desk.write(BADLY)
    with desk.page.expect_popup() as opened:
        desk.panel.get_by_role("link", name=re.compile("What this means")).click()
    target = opened.value.locator("h3:target")
    expect(target).to_have_text("field-unknown")
    opened.value.close()


def test_record_that_is_renamed_is_followed(desk: Desk) -> None:
    desk.open()
    new = desk.rope.with_name("cordage.yaml")
    save(new, f"{WELL}aliases: [rope]\n")
    desk.rope.unlink()
    desk.page.wait_for_url("**/topics/cordage/")
    new.unlink()


def test_page_whose_file_is_gone_says_so_and_comes_back(desk: Desk) -> None:
    desk.open()
    desk.rope.unlink()
    expect(desk.page.get_by_text("There is nothing at this address.", exact=True)).to_be_visible()
    desk.write(WELL)
    expect(desk.page.locator("main")).to_contain_text("All about rope.")
    desk.visit.faults[:] = [fault for fault in desk.visit.faults if "404" not in fault]


@pytest.mark.parametrize("setting", VARIANTS, ids=str)
def test_panel_can_be_read_by_all_and_leaves_the_page_as_it_was(
    written: tuple[Path, Program], browser: Browser, axe: Axe, setting: Setting
) -> None:
    with visiting(browser, written[1], setting) as visit:
        desk = Desk(*written, visit)
        desk.open()
        size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        before = desk.page.evaluate(size)
        desk.write(BADLY)
        expect(desk.panel).to_be_visible()
        assert desk.page.evaluate(size) == before
        assert desk.panel.evaluate("panel => panel.scrollWidth <= innerWidth")
        axe.check(visit)
        desk.page.keyboard.press("Escape")
        expect(desk.badge).to_be_visible()
        axe.check(visit)
        assert visit.faults == []


def test_site_that_never_was_says_why_on_a_whole_page(tmp_path: Path, browser: Browser, axe: Axe) -> None:
    content = tmp_path / "content"
    for name in ("topics", "organizations"):
        (content / name).mkdir(parents=True)
    save(content / "topics" / "rope.yaml", BADLY)
    with (
        program(tmp_path, "--templates", str(PROJECT / "templates")) as running,
        visiting(browser, running, NARROW) as visit,
    ):
        visit.go("/people/")
        expect(visit.page.locator("throughline-desk .message").first).to_be_visible()
        expect(visit.page.locator("h1")).to_have_text("This page cannot be shown")
        axe.check(visit)
        save(content / "topics" / "rope.yaml", WELL)
        save(content / "organizations" / "town.yaml", "name: Town\nclassification: council\n")
        save(content / "site.yaml", "title: T\ndescription: D\ncouncil: town\n")
        expect(visit.page.locator("h1")).to_have_text("People")
