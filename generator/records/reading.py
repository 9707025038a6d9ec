"""A parsed file made into a typed record, or into problems that say what to mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from generator.parsing import Parsed, Path
from generator.problems import Place, Problem
from generator.records.entries import Model
from generator.records.fields import ID
from generator.records.kinds import FOLDERS
from generator.records.shape import Shape, model_at, shapes
from generator.records.singles import SINGLES

RESERVED_IDS = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)]
)
LIKE = 60


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One record: its kind, its id, and what the clerk wrote."""

    kind: str
    id: str
    written: Any
    parsed: Parsed

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"

    def place(self, path: Path = (), *, of_key: bool = False) -> Place:
        return self.parsed.place(path, of_key=of_key)


def read(parsed: Parsed) -> tuple[Record | None, list[Problem]]:
    """Check a parsed file against its kind's model; all its mistakes at once."""
    kind, model, problems = _kind(parsed)
    if model is None:
        return None, problems
    try:
        written = model.model_validate(parsed.data)
    except ValidationError as error:
        return None, problems + [_problem(parsed, model, detail) for detail in _own(error.errors())]
    return Record(kind, parsed.file.stem, written, parsed), problems


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out “too few” where an entry was written but has a mistake of its own."""
    paths = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(path != detail["loc"] and path[: len(detail["loc"])] == detail["loc"] for path in paths)
    ]


def _kind(parsed: Parsed) -> tuple[str, type[Model] | None, list[Problem]]:
    """Tell a file's kind by its folder, never by what is in it."""
    folder, stem = parsed.file.folder, parsed.file.stem
    if not folder and stem in SINGLES:
        return stem, SINGLES[stem], []
    if folder not in FOLDERS:
        known = ", ".join(FOLDERS)
        hint = _suggest(folder.split("/")[0], tuple(FOLDERS)) or f"The folders are: {known}."
        message = f"“{parsed.path}” lies in no folder that is a kind of record"
        return "", None, [Problem("folder-unknown", message, Place(parsed.path), hint)]
    return folder, FOLDERS[folder], _name_problems(parsed)


def _name_problems(parsed: Parsed) -> list[Problem]:
    stem = parsed.file.stem
    if ID.fullmatch(stem) and stem not in RESERVED_IDS:
        return []
    hint = "Rename the file: small letters, digits and single hyphens, and .yaml or .md."
    if stem in RESERVED_IDS:
        hint = "Windows or the web server keeps this name for itself. Choose another."
    return [Problem("id-form", f"“{stem}” cannot be an id", Place(parsed.path), hint)]


def _problem(parsed: Parsed, model: type[Model], detail: ErrorDetails) -> Problem:
    """Turn one of pydantic's errors into a problem in a clerk's words."""
    path = tuple(detail["loc"])
    kind = detail["type"]
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return _unknown_field(parsed, model, path)
    if kind == "missing":
        return _missing_field(parsed, model, path)
    shape = _shape(model, path)
    place = parsed.place(path)
    if kind == "literal_error":
        return _not_a_choice(place, name, detail, shape)
    if kind in WRONG_FORM:
        return WRONG_FORM[kind](model, path, place, detail)
    return Problem(kind, f"{_where(path)}{detail['msg']}", place, _HINTS.get(kind, ""))


def _not_a_list(_: type[Model], path: Path, place: Place, detail: ErrorDetails) -> Problem:
    name = path[-1]
    hint = f"Put each on a line of its own under {name}: with a hyphen in front."
    if isinstance(detail["input"], str) and detail["input"].startswith("-"):
        hint = "Put a space after each hyphen."
    message = f"“{name}” is a list, but there is {_found(detail)}"
    return Problem("field-not-list", message, place, hint)


def _not_a_group(model: type[Model], path: Path, place: Place, detail: ErrorDetails) -> Problem:
    fields = ", ".join(_fields(model_at(model, path)))
    message = f"a group of fields is wanted here, but there is {_found(detail)}"
    return Problem("field-not-group", message, place, f"The fields are: {fields}.")


def _too_few(_: type[Model], path: Path, place: Place, detail: ErrorDetails) -> Problem:
    least = detail.get("ctx", {}).get("min_length", 1)
    return Problem("field-too-few", f"“{path[-1]}” needs at least {least}", place, "Add what is missing.")


WRONG_FORM = {
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "model_type": _not_a_group,
    "model_attributes_type": _not_a_group,
    "dict_type": _not_a_group,
    "too_short": _too_few,
}
_HINTS = {
    "number-form": "Write digits only, without quotes, commas or signs: 949000.",
    "true-or-false": "Write true or false, without quotes.",
    "field-not-text": "Write a text after the colon.",
    "field-empty": "Write the value, or leave the whole line out.",
    "date-not-a-day": "Write year, month and day.",
    "id-form": "For example: part-1.",
}


def _where(path: Path) -> str:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"in “{name}”: " if name else ""


def _found(detail: ErrorDetails) -> str:
    value = detail["input"]
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text “{value[:40]}”"
    return "a list" if isinstance(value, list) else "a group of fields"


def _shape(model: type[Model], path: Path) -> Shape | None:
    names = [step for step in path if isinstance(step, str)]
    return shapes(model_at(model, path)).get(names[-1]) if names else None


def _fields(model: type[Model]) -> tuple[str, ...]:
    return tuple(shapes(model))


def _unknown_field(parsed: Parsed, model: type[Model], path: Path) -> Problem:
    name = str(path[-1])
    around = model_at(model, path[:-1])
    fields = _fields(around)
    hint = _suggest(name, fields) or f"The fields here are: {', '.join(fields)}."
    place = parsed.place(path, of_key=True)
    return Problem("field-unknown", f"“{name}” is not a field of {_a(around)}", place, hint)


def _a(model: type[Model]) -> str:
    if model.__name__ in NAMES:
        return NAMES[model.__name__]
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


# Where the model's own name is not what a clerk would call it.
NAMES = {
    "Outputs": "the outputs",
    "Took": "somebody who took part",
    "TopicPage": "a topic",
    "MadeDecision": "a decision",
    "KnownFrom": "an entry of known_from",
    "OutlinePlace": "a place of an outline",
    "PlanCount": "a count",
    "Target": "an earlier target",
}


def _missing_field(parsed: Parsed, model: type[Model], path: Path) -> Problem:
    name = str(path[-1])
    around = model_at(model, path[:-1])
    shape = shapes(around).get(name)
    hint = f"Add {name}: {shape.description if shape else ''}".strip()
    return Problem("field-missing", f"{_a(around)} needs “{name}”", parsed.place(path[:-1]), hint)


def _not_a_choice(place: Place, name: str, detail: ErrorDetails, shape: Shape | None) -> Problem:
    choices = shape.choices if shape else ()
    choices = choices or tuple(re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", "")))
    value = detail["input"]
    listed = f"It is one of: {', '.join(choices)}."
    suggestion = _suggest(value, choices) if isinstance(value, str) else ""
    shown = f"“{value}”" if isinstance(value, str) else _found(detail)
    message = f"“{name}” cannot be {shown}"
    return Problem("value-not-allowed", message, place, f"{suggestion} {listed}".strip())


def _suggest(written: str, choices: tuple[str, ...]) -> str:
    """Offer the nearest of the choices, or nothing where none is near."""
    best = process.extractOne(written, choices, scorer=fuzz.ratio, score_cutoff=LIKE)
    return f"Did you mean “{best[0]}”?" if best else ""
