"""The shape of a record’s own file: what was written, by the models, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.dates import When
from generator.exports.schemas.terms import (
    ADDRESS,
    DATE,
    DATED,
    DECIMAL,
    KEY,
    LICENCE,
    SOURCE,
    VERSION,
    Schema,
    group,
    listed,
    ref,
    text,
    whole,
)
from generator.exports.written import NOT_CONTENT
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import MadeDecision, Model

THING = group(
    "A record or entry, by name.",
    {"id": KEY, "title": text("What it is called."), "date": DATE, "address": ADDRESS},
    "id", "title", "address",
)  # fmt: skip
LINK = group(
    "What a field names.",
    {"field": text("The way to the field: items/0/text."), **THING["properties"]},
    "field", *THING["required"],
)  # fmt: skip
MEMBERSHIP = group(
    "A seat or office held.",
    {
        "id": KEY, "holder": KEY, "name": text("Who, in words."), "body": KEY, "post": KEY,
        "role": text("The office or role in words."), "start_date": DATE, "end_date": DATE,
        "seen": listed(DATE, "Single days that papers prove."), "current_as_of": DATE,
    },
    "id", "body", "role",
)  # fmt: skip
TURNOUT = group(
    "How often a person came, of the meetings that were possible.",
    {"body": KEY, "attended": {"type": "integer"}, "possible": {"type": "integer"}},
    "body", "attended", "possible",
)  # fmt: skip
STEP = group(
    "A step of a thread.",
    {
        "step": text("Which step."),
        "things": listed(THING, "What is on it."),
        "missing": text("What is said where nothing is."),
    },
    "step",
)  # fmt: skip
DERIVED = group(
    "What follows from the whole record; nobody wrote it.",
    {
        "title": text("What it is called."),
        "when": group("Its date.", DATED, "date", "precision"),
        "members": listed(MEMBERSHIP, "For a body: who sat on it."),
        "memberships": listed(MEMBERSHIP, "The seats and offices it held."),
        "attendance": listed(TURNOUT, "For a person."),
        "status": group("The latest status recorded.", {"status": text(), "as_at": DATE}, "status", "as_at"),
        "response_due": DATE,
        "throughline": listed(STEP, "For a recommendation: its thread."),
        "throughlines": listed(THING, "The recommendations on whose threads it is."),
        "statements": group(
            "How many statements there are, and how many carry a source.",
            {"total": {"type": "integer"}, "with_source": {"type": "integer"}}, "total", "with_source",
        ),
    },
    "title",
)  # fmt: skip


def record() -> Schema:
    """Describe the file beside a record’s page."""
    fields: Schema = {
        "version": VERSION,
        "id": KEY,
        "kind": {"enum": list(FOLDERS), "description": "The kind of record."},
        "address": ADDRESS,
        "within": KEY,
        "licence": LICENCE,
        "written": {"type": "object", "description": "What was written in the record’s file."},
        "derived": DERIVED,
        "links": listed(LINK, "What its fields and texts name."),
        "referred_to_by": {
            "type": "object",
            "additionalProperties": listed(THING),
            "description": "What names it, by what that says of it.",
        },
        "sources": listed(SOURCE, "All that it cites."),
    }
    required = (
        "version",
        "id",
        "kind",
        "address",
        "written",
        "derived",
        "links",
        "referred_to_by",
        "sources",
    )
    models: list[type[Model]] = [*FOLDERS.values(), MadeDecision]
    parts = {
        "allOf": [_of_kind(kind, model) for kind, model in FOLDERS.items()],
        "$defs": _definitions(models),
    }
    return whole("A record", "One record as data.", fields, *required, **parts)


def _of_kind(kind: str, model: type[Model]) -> Schema:
    """Say what is written in a record of a kind; a decision may be a meeting’s or stand alone."""
    own = ref(model.__name__)
    written = {"anyOf": [own, ref(MadeDecision.__name__)]} if kind == "decisions" else own
    return {"if": {"properties": {"kind": {"const": kind}}}, "then": {"properties": {"written": written}}}


def _definitions(models: list[type[Model]]) -> Schema:
    """Describe each model, and each that stands in one."""
    found = {model.__name__: _model(model) for model in _with_inner(models)}
    return dict(sorted(found.items()))


def _with_inner(models: list[type[Model]]) -> Iterator[type[Model]]:
    waiting, met = list(models), set()
    while waiting:
        model = waiting.pop()
        if model not in met:
            met.add(model)
            yield model
            waiting += [shape.model for shape in shapes(model).values() if shape.model]


def _model(model: type[Model]) -> Schema:
    own = {name: shape for name, shape in shapes(model).items() if name not in NOT_CONTENT}
    required = [name for name, shape in own.items() if shape.required]
    said = (model.__doc__ or "").partition("\n")[0]
    return group(said, {name: _field(shape) for name, shape in own.items()}, *required)


def _field(shape: Shape) -> Schema:
    one = _one(shape)
    if shape.many:
        return listed(one, shape.description)
    return one if "$ref" in one else {**one, "description": shape.description}


def _one(shape: Shape) -> Schema:
    if shape.model:
        return ref(shape.model.__name__)
    if shape.choices:
        return {"enum": list(shape.choices)}
    if shape.type is When:
        return DATE
    if shape.type is Decimal:
        return text(pattern=DECIMAL)
    return {int: {"type": "integer"}, bool: {"type": "boolean"}}.get(shape.type) or text()
