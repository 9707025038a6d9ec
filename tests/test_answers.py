"""An answer is told again only while all it depends on is as it was, and telling it loads no pipeline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import PROJECT

from generator import store
from generator.build import Options, rebuild
from generator.cli import main, making, remembering

# What only the working out of an answer needs.
PIPELINE = {
    "generator.graph", "generator.loading", "generator.markdown", "generator.parsing", "generator.records",
    "jinja2", "markdown_it", "pydantic", "rapidfuzz", "rich", "yaml",
}  # fmt: skip


class Desk:
    """Content to be checked and built, and how often either had to be worked out."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder, self.content, self.worked = folder, content, 0

    def run(self, *words: object, **environment: str) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    def check(self, *words: object, **environment: str) -> Result:
        dated = ("--today", "2020-01-01") if "SOURCE_DATE_EPOCH" not in environment else ()
        return self.run("check", "--content", self.content, *dated, *words, **environment)

    def build(self, *words: object) -> Result:
        fixed = ("--content", self.content, "--templates", PROJECT / "templates", "--no-search")
        return self.run("build", *fixed, "--output", self.folder / "site", "--today", "2020-01-01", *words)

    @property
    def answers(self) -> Path:
        return store.file_of(self.content, store.FOUND)


@pytest.fixture
def desk(tiny_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("CONTEXT", raising=False)
    found = Desk(tmp_path, Path(shutil.copytree(tiny_content, tmp_path / "content")))

    def counted(work: Callable[..., object]) -> Callable[..., object]:
        def worked(*given: object, **named: object) -> object:
            found.worked += 1
            return work(*given, **named)

        return worked

    monkeypatch.setattr(remembering, "check", counted(remembering.check))
    monkeypatch.setattr(making, "rebuild", counted(rebuild))
    return found


def test_a_check_of_the_same_is_told_again_word_for_word(desk: Desk) -> None:
    (desk.content / "people").mkdir()
    (desk.content / "people/jo.yaml").write_text("name: Jo\nsumary: Mayor.\n", encoding="utf-8")
    first, again = desk.check(), desk.check()
    assert "    2 | sumary: Mayor.\n" in first.stdout
    assert (first.stdout, first.stderr, first.exit_code) == (again.stdout, again.stderr, again.exit_code)
    assert (desk.worked, again.exit_code) == (1, 1)


def test_every_form_is_printed_of_an_answer_told_again(desk: Desk) -> None:
    """The answer is the same in every form, so a form does not ask for another."""
    desk.check()
    told = {form: desk.check("--format", form).stdout for form in ("text", "json", "github", "sarif")}
    assert desk.worked == 1
    desk.answers.unlink()
    for form, words in told.items():
        assert desk.check("--format", form).stdout == words
        desk.answers.unlink()
    assert all("no-base-url" in words for words in told.values())


def test_warnings_fail_a_check_that_is_told_again_only_where_that_is_asked_for(desk: Desk) -> None:
    assert [desk.check().exit_code, desk.check("--warnings-as-errors").exit_code] == [0, 1]
    assert desk.worked == 1


def a_byte(desk: Desk) -> None:
    with (desk.content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("#\n")


def a_name(desk: Desk) -> None:
    (desk.content / "organizations/town.yaml").rename(desk.content / "organizations/city.yaml")


def a_new_file(desk: Desk) -> None:
    (desk.content / "pages").mkdir()
    (desk.content / "pages/x.md").write_text("---\ntitle: X\n---\nText.\n", encoding="utf-8")


def a_link_that_leads_nowhere(desk: Desk) -> None:
    (desk.content / "organizations/x.yaml").symlink_to("nowhere")


def a_ledger(desk: Desk) -> None:
    (desk.folder / "published.json").write_text("{\n", encoding="utf-8")


def a_ledger_that_cannot_be_read(desk: Desk) -> None:
    (desk.folder / "published.json").symlink_to("nowhere")


CHANGES = (a_byte, a_name, a_new_file, a_link_that_leads_nowhere, a_ledger, a_ledger_that_cannot_be_read)


@pytest.mark.parametrize("change", CHANGES)
def test_a_check_is_worked_out_anew_after_a_change(desk: Desk, change: Callable[[Desk], None]) -> None:
    desk.check()
    change(desk)
    again = desk.check()
    assert desk.worked == 2
    desk.answers.unlink()
    assert again.output == desk.check().output


def test_an_answer_follows_what_the_ledger_says(desk: Desk) -> None:
    a_ledger(desk)
    desk.check()
    (desk.folder / "published.json").write_text("{ \n", encoding="utf-8")
    desk.check()
    assert desk.worked == 2
    desk.check("--ledger", desk.folder / "other.json")
    assert desk.worked == 3


def test_another_day_has_another_answer(desk: Desk) -> None:
    desk.check()
    desk.check("--today", "2020-01-02")
    assert desk.worked == 2


def test_the_day_is_that_of_the_zone_in_the_settings(desk: Desk) -> None:
    """At a quarter past eleven in London it is the next day in Paris; the settings alone say where we are."""
    settings = desk.content / "site.yaml"
    late = str(int(datetime(2018, 3, 3, 23, 15, tzinfo=UTC).timestamp()))
    desk.check(SOURCE_DATE_EPOCH=late)
    desk.check(SOURCE_DATE_EPOCH=str(int(late) - 60))
    assert desk.worked == 1
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f"{before}time_zone: Europe/Paris\n", encoding="utf-8")
    desk.check(SOURCE_DATE_EPOCH=late)
    found = store.load(desk.answers, store.Answers)
    assert found is not None
    assert found.zone is not None
    assert (desk.worked, found.zone[1]) == (2, "Europe/Paris")
    desk.check("--today", "2018-03-04", SOURCE_DATE_EPOCH=late)
    assert desk.worked == 2, "in Paris it is the fourth already"


def test_another_folder_has_answers_of_its_own(desk: Desk) -> None:
    desk.check()
    other = shutil.copytree(desk.content, desk.folder / "other")
    desk.run("check", "--content", other, "--today", "2020-01-01")
    assert desk.worked == 2


def test_another_program_tells_no_answer_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.check()
    monkeypatch.setattr(store, "program", lambda: b"\0" * store.DIGEST)
    desk.check()
    assert desk.worked == 2


@pytest.mark.parametrize("at", [0, 40, 70, -1])
def test_a_damaged_answer_is_as_none(desk: Desk, at: int) -> None:
    desk.check()
    data = bytearray(desk.answers.read_bytes())
    data[at] ^= 1
    desk.answers.write_bytes(data)
    desk.check()
    assert desk.worked == 2


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_an_answer_that_others_could_have_written_is_as_none(desk: Desk, mode: int) -> None:
    desk.check()
    desk.answers.chmod(mode)
    desk.check()
    assert desk.worked == 2


def test_an_answer_of_another_user_is_as_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.check()
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    desk.check()
    assert desk.worked == 2


def test_no_answer_is_kept_or_told_again_where_names_are_withheld(desk: Desk) -> None:
    """Not even a digest: whoever knows a few hundred names could try them all."""
    names = desk.folder / "names.txt"
    names.write_text("Town\n", encoding="utf-8")
    desk.check()
    kept = store.load(desk.answers, store.Answers)
    found = desk.check("--withhold", names)
    assert (desk.worked, found.exit_code) == (2, 1)
    assert desk.check("--withhold", names).output == found.output
    assert desk.worked == 3
    assert store.load(desk.answers, store.Answers) == kept
    names.write_text("Nobody Atall\n", encoding="utf-8")
    for _ in range(2):
        assert desk.build("--withhold", names).exit_code == 0
    assert desk.worked == 5
    assert store.load(desk.answers, store.Answers) == kept


def test_what_changed_while_it_was_checked_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    check = remembering.check

    def slowly(options: Options) -> object:
        found = check(options)
        a_byte(desk)
        return found

    monkeypatch.setattr(remembering, "check", slowly)
    desk.check()
    assert (store.load(desk.answers, store.Answers) or store.Answers()).checked is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_site_is_made_anew_after_a_change(desk: Desk, change: Callable[[Desk], None]) -> None:
    desk.build()
    change(desk)
    desk.build()
    assert desk.worked == 2


def test_a_clean_build_asks_nothing_that_was_kept(desk: Desk) -> None:
    desk.build()
    desk.build("--clean")
    assert desk.worked == 2


def test_what_was_read_is_kept_again_only_when_much_of_it_is_new(desk: Desk) -> None:
    """A file is read in less time than all that was read is written down."""
    for number in range(remembering.FEW + 1):
        (desk.content / f"organizations/x-{number}.yaml").write_text("name: X\nclassification: council\n")
    read = store.file_of(desk.content, store.READ)
    desk.check()
    before = read.read_bytes()
    a_byte(desk)
    desk.check()
    desk.build()
    assert read.read_bytes() == before
    a_new_file(desk)
    desk.build()
    assert read.read_bytes() != before


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_answer_told_again_loads_no_pipeline(desk: Desk, command: str) -> None:
    """A process says at its end what it has loaded; the day is not given, so the zone has to be known."""
    words = [command, "--content", str(desk.content)]
    words += ["--output", str(desk.folder / "site"), "--no-search"] if command == "build" else []
    code = (
        "import atexit, sys\nfrom generator.cli import main\n"
        "atexit.register(lambda: print('LOADED', *sorted(sys.modules)))\nmain(sys.argv[1:])"
    )

    dated = {**os.environ, "SOURCE_DATE_EPOCH": "1520000000"}

    def loaded() -> set[str]:
        line = [sys.executable, "-c", code, *words]
        done = subprocess.run(line, cwd=PROJECT, check=True, capture_output=True, text=True, env=dated)
        return set(done.stdout.partition("LOADED ")[2].split())

    assert loaded() >= {"generator.loading", "pydantic", "yaml"}
    again = loaded()
    assert "generator.cli.arguments" in again
    assert not again & PIPELINE
