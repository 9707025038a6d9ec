"""A form made into the lines of a file: blanks with a word on each, and what is known filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.markdown import Prose
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import Model
from generator.scaffold.forms import Field

PLAIN = re.compile(r"[^\W\d_](?:[\w ()&/’'–]|[,.;](?= |$)|-(?=\w))*", re.UNICODE)
MEANT_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
FEW = 3
STEP = "  "


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand: a field's value as it is written, or the lines to put in its place."""

    values: Mapping[str, str]
    blocks: Mapping[str, tuple[str, ...]]
    source: str = ""


def lines(fields: tuple[Field, ...], model: type[Model], known: Known) -> Iterator[str]:
    """Write the fields of a record, one after another."""
    for field in fields:
        if field.name in known.blocks:
            yield from known.blocks[field.name]
        else:
            yield from _field(field, model, known)


def _field(field: Field, model: type[Model], known: Known) -> Iterator[str]:
    """Write one field; what is offered stands behind a `#`, unless it is known."""
    shape = shapes(model)[field.name]
    value = known.values.get(field.name) or field.value
    written = _entry(field, shape, known) if field.within else [_line(shape, value, known)]
    hidden = field.offered and field.name not in known.values
    yield from (f"# {line}" for line in written) if hidden else written


def entry(fields: tuple[Field, ...], model: type[Model], known: Known, *, listed: bool) -> Iterator[str]:
    """Write a nested entry two spaces further in, with a hyphen where it is one of a list."""
    first = True
    for field in fields:
        for line in _field(field, model, known):
            lead = f"{STEP}- " if listed and first else STEP * (2 if listed else 1)
            yield f"{lead}{line}"
            first = False


def _entry(field: Field, shape: Shape, known: Known) -> list[str]:
    assert shape.model is not None, f"{field.name} is no nested entry"
    # What the flags fill are fields of the record itself, never of an entry in it.
    inside = Known({}, {}, known.source)
    within = tuple(_shown(one) for one in field.within) if field.offered else field.within
    return [f"{field.name}:  # {_words(shape)}", *entry(within, shape.model, inside, listed=shape.many)]


def _shown(field: Field) -> Field:
    """Ask for what was offered: an entry behind a `#` has no second one before its lines."""
    return Field(field.name, tuple(_shown(one) for one in field.within), field.value)


def _line(shape: Shape, value: str, known: Known) -> str:
    if shape.name == "sources" and known.source:
        return f"sources: [{scalar(known.source)}]"
    if value:
        return f"{shape.name}: {value}"
    if shape.many:
        return f"{shape.name}: []  # {_words(shape)}"
    if shape.type is Prose:
        return f"{shape.name}: >-  # {_words(shape)} Write it on the next line, two spaces further in."
    return f"{shape.name}:  # {_words(shape)}"


def _words(shape: Shape) -> str:
    """Say what a field is for, and what can stand in it."""
    said = shape.description if shape.description.endswith(".") else f"For example {shape.description}."
    if shape.choices and not all(choice in said.lower() for choice in shape.choices):
        return f"{said} One of: {', '.join(shape.choices)}."
    if shape.ref is None:
        return said
    folders = [f"{kind}/" for kind in shape.ref.kinds if kind in FOLDERS]
    if folders and len(folders) <= FEW and len(folders) == len(shape.ref.kinds):
        return f"{said} An id from {' or '.join(folders)}."
    return f"{said} An id."


def scalar(text: str) -> str:
    """Write a text so that YAML reads it as that text and nothing else."""
    if PLAIN.fullmatch(text) and text.lower() not in MEANT_OTHERWISE:
        return text
    if re.fullmatch(r"[a-z0-9][a-z0-9/-]*[a-z][a-z0-9-]*(?:#[A-Za-z0-9.-]+)?|\d{4}(?:-\d{2}){0,2}", text):
        return text
    return json.dumps(text, ensure_ascii=False)
