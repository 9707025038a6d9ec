"""Records made up from the models: a text of our choice in every field of every kind that can hold it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

import yaml
from conftest import TOWN
from pydantic import TypeAdapter, ValidationError

from generator.markdown import Prose
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import Citation, Model

# What a reference can name in the town: it is public, so no word is planted there.
PUBLIC = {
    "people": "zoe-brandt", "boards": "harbour-committee", "organizations": "tidewick-council",
    "meetings": "joint-2019-03-05", "documents": "inspection-report-2018", "topics": "sea-wall",
    "recommendations": "count-the-steps", "plans": "harbour-plan", "inspections": "harbour-inspection-2018",
    "visits": "lamp-visit-2019", "decisions": "lamp-direction-2019", "events": "lamp-night-2019",
    "measures": "wall-lamps",
}  # fmt: skip
# These say whether a record is public; those name something of their own file, of rules.yaml, or a rule.
DECIDING = {"publication", "publish_on", "access"}
NAMING = {"item", "rule", "checks"}


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
    if where == "corrections.corrections.address":
        return f"/people/{word}/"
    if shape.type is Prose:
        return f"Said of {word}."
    hint = TypeAdapter(get_type_hints(model, include_extras=True)[shape.name])
    for value in (f"{word} words", word, f"https://{word}.example/", "2019-03-05", "19:30", "3", "true",
                  "Europe/London"):  # fmt: skip
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
