"""The server for writing lives through whatever is done to its folders, and does not grow.

`make test` does some hundreds of random edits. SOAK_SECONDS=3600 does them for an hour; SOAK_SEED makes
them others.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from conftest import PROJECT, TODAY, site_of
from serve_client import Client, Program, came, program, save

from generator.build import Options, Site

SECONDS = float(os.environ.get("SOAK_SECONDS", "0"))
SEED = os.environ.get("SOAK_SEED", "1")
FEWEST_EDITS = 150
MOST_TOPICS = 12
MOST_MEMORY = 48 * 2**20
# A stream whose browser went away is given up within a second.
GOES_WITHIN = 2.0
SETTLES_WITHIN = 60.0

BAD = (
    "name: [Rope\n", "name: Rope\nsumary: x\n", "\tname: Rope\n", "summary: See [[nobody]].\nname: A\n", "",
    "- a\n- b\n", "name: Rope\nname: Twine\n", "name: &a [*a]\n", "@name: x\n",
)  # fmt: skip
LEFT = (".rope.yaml.swp", "rope.yaml~", "#rope.yaml#", "4913", "rope.yaml___jb_tmp___", ".#rope.yaml")


@dataclass
class Vandal:
    """Does one thing after another to the folders of a council, and can always put them right."""

    folder: Path
    chance: random.Random
    done: dict[str, int] = field(default_factory=dict)
    number: int = 0

    @property
    def topics(self) -> Path:
        return self.folder / "content" / "topics"

    @property
    def home(self) -> Path:
        return self.folder / "templates" / "home.html"

    def text(self) -> str:
        self.number += 1
        return f"name: Rope {self.number}\nsummary: All about rope, for the {self.number}th time.\n"

    def one(self) -> Path:
        return self.topics / f"rope-{self.chance.randrange(MOST_TOPICS)}.yaml"

    def write(self) -> None:
        save(self.one(), self.text())

    def write_in_place(self) -> None:
        self.one().write_text(self.text(), encoding="utf-8")

    def write_again(self) -> None:
        path = self.one()
        if path.is_file():
            path.write_bytes(path.read_bytes())

    def delete(self) -> None:
        self.one().unlink(missing_ok=True)

    def rename(self) -> None:
        old, new = self.one(), self.one()
        if old.is_file() and old != new:
            save(new, f"{self.text()}aliases: [{old.stem}]\n")
            old.unlink()

    def write_badly(self) -> None:
        save(self.one(), self.chance.choice(BAD))

    def write_bytes(self) -> None:
        self.one().write_bytes(self.chance.choice((b"name: Ren\xe9\n", b"\x00\x01", b"\xff\xfe")))

    def leave_things(self) -> None:
        for name in self.chance.sample(LEFT, 3):
            (self.topics / name).write_text("x")
            if self.chance.random() < 0.5:
                (self.topics / name).unlink()

    def burst(self) -> None:
        for _ in range(40):
            self.chance.choice((self.write, self.write_in_place, self.delete))()

    def edit_template(self) -> None:
        self.number += 1
        save(
            self.home,
            self.home.read_text().replace("{% endblock %}", f"<!-- {self.number} -->{{% endblock %}}", 1),
        )

    def break_template(self) -> None:
        save(
            self.home,
            self.home.read_text() + self.chance.choice(("{% if %}", "{{ view.nothing }}", "{% endfor %}")),
        )

    def take_away(self) -> None:
        """The content, for a moment or for longer."""
        away = self.folder / "away"
        (self.folder / "content").rename(away)
        time.sleep(self.chance.choice((0, 0.05, 0.3)))
        if self.chance.random() < 0.5:
            away.rename(self.folder / "content")
        else:
            shutil.copytree(away, self.folder / "content")
            shutil.rmtree(away)

    def mend(self) -> None:
        for path in list(self.topics.iterdir()):
            path.unlink()
        for number in range(3):
            save(self.topics / f"rope-{number}.yaml", self.text())
        save(self.home, (PROJECT / "templates" / "home.html").read_text())

    def act(self) -> None:
        often = [
            self.write,
            self.write_in_place,
            self.delete,
            self.rename,
            self.leave_things,
            self.write_again,
        ]
        seldom = [
            self.write_badly, self.write_bytes, self.burst, self.edit_template, self.break_template,
            self.take_away,
        ]  # fmt: skip
        does = self.chance.choice(often * 3 + seldom)
        self.done[does.__name__] = self.done.get(does.__name__, 0) + 1
        does()


@dataclass(frozen=True)
class Comparison:
    """What is served, held against a build from nothing."""

    folder: Path
    client: Client

    def clean(self) -> Site:
        return site_of(
            Options(
                TODAY, content=self.folder / "content", templates=self.folder / "templates",
                ledger=self.folder / "published.json", noindex=True, search=False,
            )
        )  # fmt: skip

    def differs(self) -> Iterator[str]:
        """Name what is not as it would be in a clean build."""
        clean = self.clean()
        expected = {
            (one.code, str(one.place), one.message) for one in clean.problems if one.code != "link-dead"
        }
        told = {(one["code"], _place(one), one["message"]) for one in self.client.state()["problems"]}
        if clean.has_errors and "template-error" not in {code for code, _, _ in expected}:
            # A clean build stops before the templates; the server goes on showing pages.
            told = {one for one in told if one[0] != "template-error"}
        if wrong := expected ^ told:
            yield f"problems: {sorted(wrong)}"
        for path, data in clean.files.items():
            answer = self.client.get(f"/{path}")
            if answer.status == 200 and answer.page != data:
                yield path
        if self.client.get("/").status != 200:
            yield "no home page"


def _place(told: dict[str, object]) -> str:
    return f"{told['path']}:{told['number']}:{told['column']}"


def _council(folder: Path, tiny_content: Path) -> None:
    shutil.copytree(tiny_content, folder / "content")
    shutil.copytree(PROJECT / "templates", folder / "templates")
    (folder / "content" / "topics").mkdir()


def _settled(comparison: Comparison) -> list[str]:
    """What still differs when it has been quiet."""
    found: list[str] = []

    def is_same() -> bool:
        found[:] = comparison.differs()
        return not found

    came(is_same, SETTLES_WITHIN)
    return found


@dataclass(frozen=True)
class Size:
    """What the program holds of the machine while nothing is asked of it."""

    memory: int
    threads: int
    handles: int

    @classmethod
    def of(cls, running: Program) -> Size:
        time.sleep(GOES_WITHIN)
        return cls(running.memory, running.threads, running.handles)

    def fits(self, before: Size) -> bool:
        """Tell whether a size is no more than an earlier one, but for what is kept on purpose."""
        return (
            self.memory - before.memory <= MOST_MEMORY
            and self.threads <= before.threads
            and self.handles <= before.handles
        )


def test_server_lives_through_random_edits_and_does_not_grow(tiny_content: Path, tmp_path: Path) -> None:
    _council(tmp_path, tiny_content)
    vandal = Vandal(tmp_path, random.Random(SEED))
    vandal.mend()
    end = time.monotonic() + SECONDS
    with program(tmp_path) as running, ExitStack() as stack:
        client = running.client
        assert came(lambda: client.get("/").status == 200)
        for page in ("/", "/topics/rope-1/"):
            stack.enter_context(client.events(page))()
        comparison = Comparison(tmp_path, client)
        first: Size | None = None
        while sum(vandal.done.values()) < FEWEST_EDITS or time.monotonic() < end:
            for _ in range(vandal.chance.randint(4, 16)):
                vandal.act()
            assert _settled(comparison) == [], vandal.done
            if vandal.chance.random() < 0.5:
                vandal.mend()
                assert _settled(comparison) == []
            if first is None and sum(vandal.done.values()) > FEWEST_EDITS // 3:
                first = Size.of(running)
        last = Size.of(running)
        assert first is not None
        assert last.fits(first), f"{first} became {last}"
        said = "".join(running.said)
        assert "Traceback" not in said
        assert "cannot tell" not in said, "it stopped listening"
