"""Warm equals cold: after any edits, what is kept from build to build changes no byte."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PROJECT, TOWN
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import store
from generator.build import Memory, Options, Site, build, draft
from generator.publish import publish

# How many sequences of edits are tried: THROUGHLINE_EDITS=300 for an audit.
SEQUENCES = int(os.environ.get("THROUGHLINE_EDITS", "12"))
WORDS = (
    "lamp",
    "Tidewick",
    "[[sea-wall]]",
    "[@inspection-report-2018, 1.2]",
    "**bold**",
    "2019",
    "[[nowhere]]",
)


def desk(folder: Path) -> Options:
    """Lay a copy of the town and of the templates out to be edited."""
    shutil.copytree(TOWN / "content", folder / "content")
    shutil.copytree(PROJECT / "templates", folder / "templates")
    return Options(date(2020, 1, 1), folder / "content", folder / "templates", search=False)


def chosen(options: Options, number: int, pattern: str = "*/*.*") -> Path:
    files = sorted(options.content.glob(pattern))
    return files[number % len(files)]


def change_words(options: Options, number: int) -> Options:
    file = chosen(options, number)
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith(("summary: ", "title: "))), None)
    if at is not None and not lines[at].endswith((">-", "|", '"')):
        lines[at] += f" {WORDS[number % len(WORDS)]}"
    file.write_text("\n".join(lines), encoding="utf-8")
    return options


def damage(options: Options, number: int) -> Options:
    file = chosen(options, number)
    file.write_text(file.read_text(encoding="utf-8") + "\nunknown: [\n", encoding="utf-8")
    return options


def restore(options: Options, _: int) -> Options:
    """Undo everything, as git would."""
    shutil.rmtree(options.content)
    shutil.copytree(TOWN / "content", options.content)
    return options


def add(options: Options, number: int) -> Options:
    text = (
        f"name: Ann Other {number}\npublic_role: Member\npublication: {('published', 'draft')[number % 2]}\n"
    )
    (options.content / f"people/ann-{number}.yaml").write_text(text, encoding="utf-8")
    return options


def rename(options: Options, number: int) -> Options:
    file = chosen(options, number)
    file.rename(file.with_name(f"renamed-{number}{file.suffix}"))
    return options


def delete(options: Options, number: int) -> Options:
    chosen(options, number).unlink()
    return options


def change_template(options: Options, number: int) -> Options:
    base = options.templates / "base.html"
    base.write_text(
        base.read_text(encoding="utf-8").replace("</body>", f"<p>{number}</p></body>"), encoding="utf-8"
    )
    return options


def change_settings(options: Options, number: int) -> Options:
    site = options.content / "site.yaml"
    if site.exists():
        text = site.read_text(encoding="utf-8").replace("title: Tidewick", f"title: {number} Tidewick")
        site.write_text(text, encoding="utf-8")
    return options


def change_options(options: Options, number: int) -> Options:
    return replace(
        options, drafts=number % 2 == 0, noindex=number % 3 == 0, search=number % 5 == 0,
        base_url=("", "https://elsewhere.example/deep")[number % 2],
    )  # fmt: skip


def damage_store(options: Options, number: int) -> Options:
    """Let what an earlier run kept have one bit wrong, or be cut off."""
    kept = store.file_of(options.content, store.READ)
    data = bytearray(kept.read_bytes())
    data[number * 37 % len(data)] ^= 1 << number % 8
    kept.write_bytes(data if number % 3 else data[: number * 37 % len(data)])
    return options


def change_day(options: Options, number: int) -> Options:
    return replace(options, today=date(2017, 1, 1) + timedelta(days=30 * (number % 60)))


EDITS: tuple[Callable[[Options, int], Options], ...] = (
    change_words, change_words, damage, restore, add, rename, delete, change_template, change_settings,
    change_options, change_day, damage_store,
)  # fmt: skip
edits = st.tuples(st.sampled_from(EDITS), st.integers(0, 999))


def told(site: Site) -> Iterator[tuple[str, str]]:
    return ((str(one.place), one.message) for one in site.problems if one.code != "link-dead")


@settings(max_examples=SEQUENCES, deadline=None, derandomize=SEQUENCES < 50, database=None)
@given(st.lists(edits, min_size=2, max_size=5))
def test_after_any_edits_a_warm_build_is_a_cold_one(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Callable[[Options, int], Options], int]]
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    options, kept = desk(folder), Memory()
    file = store.file_of(options.content, store.READ)
    draft(options, kept)
    store.save(kept, file)
    for edit, number in steps:
        options = edit(options, number)
        kept = (store.load(file, Memory) or Memory()) if number % 2 else kept
        warm = draft(options, kept)
        store.save(kept, file)
        publish({path: warm.files[path] for path in warm.files}, folder / "site")
    cold = build(options)
    assert list(told(warm)) == list(told(cold))
    assert sorted(warm.files) == sorted(cold.files)
    assert [path for path, data in cold.files.items() if warm.files[path] != data] == []
    on_disk = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    assert on_disk == {folder / "site" / path: data for path, data in cold.files.items()}
    shutil.rmtree(folder)
