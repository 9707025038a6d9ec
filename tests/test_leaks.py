"""What is not public is nowhere: a word of its own is planted in each field of each kind, and looked for."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml
from click.testing import CliRunner
from conftest import PROJECT, TOWN
from pydantic import TypeAdapter, ValidationError

from generator import sources
from generator.build import Options, build
from generator.cli import main
from generator.diff import State, as_markdown, compare
from generator.diff import as_json as as_comparison_json
from generator.diff import as_text as as_comparison_text
from generator.markdown import Prose
from generator.records import FOLDERS, SINGLES, Shape, shapes
from generator.records.entries import Citation, Model
from generator.reports import as_github, as_json, as_sarif, as_text
from generator.sources import Snapshot

DAY = "2020-01-01"
# What a reference can name in the town: it is public, so no word is planted there.
PUBLIC = {
    "people": "zoe-brandt", "boards": "harbour-committee", "organizations": "tidewick-council",
    "meetings": "joint-2019-03-05", "documents": "inspection-report-2018", "topics": "sea-wall",
    "recommendations": "count-the-steps", "plans": "harbour-plan", "inspections": "harbour-inspection-2018",
    "visits": "lamp-visit-2019", "decisions": "lamp-direction-2019", "events": "lamp-night-2019",
    "measures": "wall-lamps",
}  # fmt: skip
# These say whether a record is public; those name something of their own file, or of rules.yaml.
DECIDING = {"publication", "publish_on", "access"}
NAMING = {"item", "rule"}


@dataclass
class Planting:
    """Words planted so far, each once: what it stands in, by word."""

    mark: str
    words: dict[str, str] = field(default_factory=dict)

    def word(self, where: str) -> str:
        made = f"{self.mark}{len(self.words):04d}"
        self.words[made] = where
        return made


def filled(model: type[Model], planting: Planting, where: str) -> dict[str, Any]:
    """Fill every field of a model, as deep as entries go, with words of its own."""
    found = {}
    for name, shape in shapes(model).items():
        if name in NAMING or name in DECIDING:
            continue
        value = _value(model, shape, planting, f"{where}.{name}")
        if value is not None:
            found[name] = [value] if shape.many else value
        if name == "accounts":
            found[name].append(_value(model, shape, planting, f"{where}.{name}"))
    return found


def _value(model: type[Model], shape: Shape, planting: Planting, where: str) -> Any:
    if shape.model is Citation:
        said = {name: planting.word(f"{where}.{name}") for name in ("quote", "note")}
        return {"document": PUBLIC["documents"], **said}
    if shape.model is not None:
        return filled(shape.model, planting, where)
    if shape.choices:
        return shape.choices[0]
    if shape.ref is not None:
        kinds = shape.ref.kinds or ("people",)
        return next((f"{kind}/{PUBLIC[kind]}" for kind in kinds if kind in PUBLIC), None)
    return _plain_value(model, shape, planting, where)


def _plain_value(model: type[Model], shape: Shape, planting: Planting, where: str) -> Any:
    word = planting.word(where)
    if shape.type is Prose:
        return f"Said of {word}."
    hint = TypeAdapter(get_type_hints(model, include_extras=True)[shape.name])
    for value in (f"{word} words", word, f"https://{word}.example/", "2019-03-05", "19:30", "3", "true"):
        try:
            hint.validate_python((value,) if shape.many else value)
        except ValidationError:
            continue
        return value
    raise AssertionError(where)


def record(kind: str, planting: Planting) -> dict[str, Any]:
    found = filled(FOLDERS[kind], planting, kind)
    found.pop("aliases", None)
    return found


class _Unshared(yaml.SafeDumper):
    """Writes a value out each time, where YAML would point back at the first."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's interface
        return True


def content(folder: Path, files: Mapping[str, Any]) -> Path:
    """Copy the town and put files beside it."""
    shutil.copytree(TOWN / "content", folder)
    for path, value in files.items():
        text = yaml.dump(value, Dumper=_Unshared, allow_unicode=True)
        # Numbers and booleans were validated as text; they are plain in the file.
        plain = re.sub(r": '(\d+|true|2019-03-05)'$", r": \1", text, flags=re.MULTILINE)
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(plain, encoding="utf-8")
    return folder


def hidden(planting: Planting, **how: str) -> dict[str, Any]:
    """Plant a record of every kind that is not public, with a word in its very id."""
    return {f"{kind}/{planting.word(f'{kind} id')}.yaml": record(kind, planting) | how for kind in FOLDERS}


def leaked(outputs: Mapping[str, bytes], planting: Planting) -> Iterator[str]:
    """Name what was found of the planted words, and where."""
    mark = re.compile(re.escape(planting.mark).encode() + rb"\d{4}", re.IGNORECASE)
    for path, data in outputs.items():
        for found in {*mark.findall(path.encode()), *mark.findall(data)}:
            yield f"{path}: {planting.words.get(found.decode().lower(), found)}"


@pytest.fixture(params=[{"publication": "draft"}, {"publish_on": "2020-01-02"}], ids=["draft", "embargoed"])
def planted(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Planting]:
    planting = Planting("cnry")
    return content(tmp_path / "content", hidden(planting, **request.param)), planting


def test_something_is_planted_in_every_field_that_can_hold_a_word() -> None:
    planting = Planting("cnry")
    hidden(planting)
    planted = {where.rpartition(".")[2] for where in planting.words.values()}
    assert {"title", "name", "summary", "text", "quote", "note", "url", "remit", "reply"} <= planted
    assert len(planting.words) > 400


def test_planted_words_do_show_where_the_records_are_public(tmp_path: Path) -> None:
    """Nothing would be proved by words that show nowhere anyway."""
    planting = Planting("cnry")
    options = Options(
        date(2020, 1, 3), content(tmp_path / "content", hidden(planting)), PROJECT / "templates"
    )
    site = build(options)
    assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
    assert len(set(leaked(site.files, planting))) > 400


def test_what_is_not_public_is_in_no_file_and_no_report(planted: tuple[Path, Planting]) -> None:
    folder, planting = planted
    site = build(Options(date(2020, 1, 1), folder, PROJECT / "templates", search=False))
    assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
    lines = {file.path: file.text.split("\n") for file in site.sources}
    said = (as_text(site.problems, lines), as_json(site.problems), as_sarif(site.problems, "content"))
    reports = {f"report {n}": text.encode() for n, text in enumerate((*said, as_github(site.problems, "c")))}
    assert list(leaked({**site.files, **reports}, planting)) == []


def test_what_is_not_public_is_not_in_the_index_nor_in_what_a_build_says(
    planted: tuple[Path, Planting], tmp_path: Path
) -> None:
    folder, planting = planted
    words = ["build", "--content", folder, "--output", tmp_path / "site", "--today", DAY, "--explain"]
    words += ["--templates", PROJECT / "templates"]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    files = {
        path.relative_to(tmp_path).as_posix(): _opened(path.read_bytes())
        for path in sorted((tmp_path / "site").rglob("*")) if path.is_file()
    }  # fmt: skip
    assert any("pagefind" in path for path in files)
    assert list(leaked({**files, "log": result.output.encode()}, planting)) == []


def _opened(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def _snapshot(folder: Path, old: str = "", new: str = "") -> Snapshot:
    files, problems = sources.read(folder)
    assert not problems
    return Snapshot(tuple(replace(one, text=one.text.replace(old, new)) if old else one for one in files))


def test_what_is_not_public_is_in_no_comparison(planted: tuple[Path, Planting]) -> None:
    """Neither where it comes, nor where it goes, nor where it changes."""
    folder, planting = planted
    states = [State(str(path), snapshot=_snapshot(path)) for path in (TOWN / "content", folder)]
    states.append(State("changed", snapshot=_snapshot(folder, "Said of", "Told of")))
    town, other, changed = states
    options = Options(date(2020, 1, 1), templates=PROJECT / "templates", search=False)
    for before, after in ((town, other), (other, town), (other, changed)):
        found = compare(before, after, options)
        assert not any(found.errors)
        assert sum(found.drafts) >= len(FOLDERS) - 1
        said = (as_comparison_text(found, 9999), as_markdown(found, 9999), as_comparison_json(found))
        assert list(leaked({f"diff {n}": text.encode() for n, text in enumerate(said)}, planting)) == []


# Of exempt matter only number, public title, reason and paragraph show.


def exempt(planting: Planting) -> dict[str, Any]:
    about = {"access": "exempt", "exempt_paragraph": "3", "public_title": "Land"}
    secret = {"title": planting.word("title"), "sources": [PUBLIC["documents"]], **about}
    untitled = {name: value for name, value in secret.items() if name != "public_title"}
    return {
        "meetings/closed.yaml": {
            "bodies": ["harbour-committee"], "date": "2019-04-02",
            "items": [
                {"id": "item-1", "agenda_number": "7", **secret},
                {"id": "item-2", "title": "Open", "decisions": [{"id": "decided", **secret}]},
            ],
        },
        "decisions/closed-too.yaml": {"classification": "direction", "date": "2019-04-03", **secret},
        "documents/closed-paper.yaml": {"classification": "report", "date": "2019-04-03", **untitled},
    }  # fmt: skip


def test_of_exempt_matter_nothing_shows_but_its_shell(tmp_path: Path) -> None:
    planting = Planting("cnry")
    folder = content(tmp_path / "content", exempt(planting))
    for drafts in (False, True):
        site = build(Options(date(2020, 1, 1), folder, PROJECT / "templates", drafts=drafts, search=False))
        assert not [f"{one.place}: {one.message}" for one in site.problems if one.is_error]
        assert b"Land" in site.files["meetings/closed/index.html"]
        assert list(leaked(site.files, planting)) == []


@pytest.mark.parametrize("kind", sorted(SINGLES))
def test_single_files_have_no_drafts(kind: str) -> None:
    """A setting, a term or a rule is public as soon as it is written; the guide for clerks says so."""
    assert "publication" not in shapes(SINGLES[kind])
