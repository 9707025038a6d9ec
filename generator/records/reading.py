"""A parsed file made into a typed record, or into problems that say what to mend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from generator.parsing import Parsed, Path, never_meant
from generator.problems import Place, Problem
from generator.records.entries import Model
from generator.records.fields import ID
from generator.records.kinds import FOLDERS
from generator.records.nearest import ask, nearest, tidy
from generator.records.shape import Spot, shapes, walk
from generator.records.singles import SINGLES
from generator.records.spoken import called
from generator.records.wording import problems_of

RESERVED_IDS = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)]
)
# So many fields that its folder's kind lacks, and a file may belong in another.
FOREIGN = 2
# Of one file: each is worded with what is most like it, which takes its time.
MOST_ERRORS = 1_000


@dataclass(frozen=True, eq=False)
class Record:
    """One record: its kind, its id, and what the clerk wrote."""

    kind: str
    id: str
    written: Any
    parsed: Parsed

    def __getstate__(self) -> dict[str, Any]:
        """Keep what was read, without what can be found in it again."""
        return {"kind": self.kind, "id": self.id, "written": self.written, "parsed": self.parsed}

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every reference, prose, date and nested entry, found once for all stages that visit them."""
        return walk(self.written)

    @cached_property
    def _by_type(self) -> Mapping[type, tuple[Spot, ...]]:
        found: dict[type, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            found[type(spot.value)].append(spot)
        return {kind: tuple(spots) for kind, spots in found.items()}

    def spots_of(self, kind: type) -> tuple[Spot, ...]:
        """The spots whose value is of one type: all texts, all citations."""
        return self._by_type.get(kind, ())

    def place(self, path: Path = (), *, of_key: bool = False) -> Place:
        return self.parsed.place(path, of_key=of_key)


def read(parsed: Parsed) -> tuple[Record | None, list[Problem]]:
    """Check a parsed file against its kind's model; all its mistakes at once."""
    kind, model, problems = _kind(parsed)
    problems += (found.problem(parsed.path, 1, certain=True) for found in never_meant(parsed.file.text))
    if model is None:
        return None, problems
    try:
        written = model.model_validate(parsed.data)
    except ValidationError as error:
        return None, problems + _refused(parsed, kind, model, error)
    return Record(kind, parsed.file.stem, written, parsed), problems + _blanks(parsed)


def _refused(parsed: Parsed, kind: str, model: type[Model], error: ValidationError) -> list[Problem]:
    """Say why a file is no record of its folder's kind."""
    if not parsed.data:
        needed = " and ".join(shape.name for shape in shapes(model).values() if shape.required)
        hint = f"Write at least {needed}, or remove the file."
        return [Problem("file-empty", "nothing is written in this file", Place(parsed.path), hint)]
    if other := _other_kind(parsed, model):
        hint = f"Move it to {other}/{parsed.path.rpartition('/')[2]}"
        message = f"this reads as {called(FOLDERS[other])}, but {kind}/ is the folder for {called(model)}"
        return [Problem("folder-wrong", message, Place(parsed.path), hint)]
    return problems_of(parsed, model, error.errors(include_url=False)[:MOST_ERRORS])


def _other_kind(parsed: Parsed, model: type[Model]) -> str | None:
    """Find the folder whose kind takes all the fields of a file, where its own lacks several."""
    keys = set(parsed.data)
    if len(keys - set(shapes(model))) < FOREIGN:
        return None
    for folder, kind in FOLDERS.items():
        needed = {shape.name for shape in shapes(kind).values() if shape.required}
        if kind is not model and needed <= keys <= set(shapes(kind)):
            return folder
    return None


def _blanks(parsed: Parsed) -> list[Problem]:
    """Report fields that may be left out, and have no value although they are there."""
    return [
        Problem("field-blank", f"“{path[-1]}” has no value", parsed.place(path, of_key=True),
                "Write the value after the colon, or remove the line.", "warning")
        for path in _empty(parsed.data, ())
    ]  # fmt: skip


def _empty(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is None:
                yield (*path, key)
            elif not isinstance(inner, str):
                yield from _empty(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if not isinstance(inner, str):
                yield from _empty(inner, (*path, index))


def _kind(parsed: Parsed) -> tuple[str, type[Model] | None, list[Problem]]:
    """Tell a file's kind by its folder, never by what is in it."""
    folder, stem = parsed.file.folder, parsed.file.stem
    if not folder and stem in SINGLES:
        return stem, SINGLES[stem], []
    if folder not in FOLDERS:
        message = f"“{parsed.path}” lies in no folder that is a kind of record"
        return "", None, [Problem("folder-unknown", message, Place(parsed.path), _folder_hint(parsed))]
    return folder, FOLDERS[folder], _name_problems(parsed)


def _folder_hint(parsed: Parsed) -> str:
    """Say where a file may belong that lies in no folder of a kind."""
    folder, _, deeper = parsed.file.folder.partition("/")
    if deeper and folder in FOLDERS:
        return f"Move it up, right into {folder}/: there are no folders inside it."
    single = nearest(parsed.file.stem, SINGLES) if not folder else None
    if single:
        return f"Did you mean “{single.word}.yaml”?"
    known = ", ".join(FOLDERS)
    return ask(nearest(folder, FOLDERS) if folder else None) or f"The folders are: {known}."


def _name_problems(parsed: Parsed) -> list[Problem]:
    stem = parsed.file.stem
    if ID.fullmatch(stem) and stem not in RESERVED_IDS:
        return []
    suffix = ".md" if parsed.file.is_markdown else ".yaml"
    hint = "Rename the file: small letters, digits and single hyphens, and .yaml or .md."
    if plain := tidy(re.sub(r"\.(?:ya?ml|md)$", "", stem)):
        hint += f" For example {plain}{suffix}"
    if stem in RESERVED_IDS:
        hint = "Windows or the web server keeps this name for itself. Choose another."
    return [Problem("id-form", f"“{stem}” cannot be an id", Place(parsed.path), hint)]
