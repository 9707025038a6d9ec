"""What each model's fields are: the one place that reads the models' annotations.

Walking a record for its references, naming an unknown field's neighbours and writing the field
reference all use these shapes, so that a new field needs no code beside its model.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from generator.dates import When
from generator.markdown import Prose
from generator.parsing import Path
from generator.records.entries import Citation, Model
from generator.records.fields import Form, Ref


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its name, what it holds, and whether it holds many.

    An `optional` field may also stand there empty. `least` is the fewest a list may have, and `default`
    what counts where the field is left out. In a field of type `dict`, the choices are those of its values.
    """

    name: str
    many: bool = False
    required: bool = False
    model: type[Model] | None = None
    ref: Ref | None = None
    type: Any = None
    form: Form | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    least: int = 0
    default: Any = None
    description: str = ""


class Spot(NamedTuple):
    """A value met on a walk: where it is, the field it fills, and the entry that holds it."""

    path: Path
    shape: Shape
    value: Any
    holders: tuple[tuple[Path, Model], ...]


@cache
def shapes(model: type[Model]) -> dict[str, Shape]:
    """List a model's fields in their order."""
    found = {}
    for name, info in model.model_fields.items():
        facts = _marked(_facts(info.annotation), info.metadata)
        least = max((getattr(mark, "min_length", None) or 0 for mark in info.metadata), default=0)
        default = None if info.is_required() else info.default
        words = info.description or ""
        found[name] = Shape(
            name, required=info.is_required(), least=least, default=default, description=words, **facts
        )
    return found


def _facts(hint: Any) -> dict[str, Any]:
    """Read one annotation: unwrap optional, tuple and Annotated, and keep what matters."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(_facts(arguments[0]), arguments[1:])
    if origin in (Union, types.UnionType):
        return {**_facts(next(part for part in arguments if part is not type(None))), "optional": True}
    if origin is tuple:
        return {**_facts(arguments[0]), "many": True}
    if origin in (Literal, dict):
        keyed = origin is dict
        return {"choices": get_args(arguments[1]) if keyed else arguments, "type": dict if keyed else str}
    if isinstance(hint, type) and issubclass(hint, Model):
        return {"model": hint}
    return {"type": hint}


def _marked(facts: dict[str, Any], marks: Iterable[Any]) -> dict[str, Any]:
    """Add what an annotation says beside the type."""
    for mark in marks:
        if isinstance(mark, Ref):
            facts["ref"] = mark
        elif isinstance(mark, Form):
            facts["form"] = mark
    return facts


def names(model: type[Model]) -> tuple[str, ...]:
    """List the names of a model's fields, its own before those that many models have."""
    own = tuple(name for name in shapes(model) if name in model.__annotations__)
    return own + tuple(name for name in shapes(model) if name not in own)


def walk(entry: Model) -> tuple[Spot, ...]:
    """Visit every reference, prose, date and nested entry of a record, in the models' order."""
    found: list[Spot] = []
    _walk(entry, (), (((), entry),), found)
    return tuple(found)


def _walk(entry: Model, path: Path, holders: tuple[tuple[Path, Model], ...], found: list[Spot]) -> None:
    for shape in _telling(type(entry)):
        value = getattr(entry, shape.name)
        if value is None or value == ():
            continue
        values = value if shape.many else (value,)
        for index, one in enumerate(values):
            here = (*path, shape.name, index) if shape.many else (*path, shape.name)
            found.append(Spot(here, shape, one, holders))
            if shape.model and shape.model is not Citation:
                _walk(one, here, (*holders, (here, one)), found)


@cache
def _telling(model: type[Model]) -> tuple[Shape, ...]:
    """The fields worth a visit; plain lines and numbers are passed over."""
    return tuple(
        shape for shape in shapes(model).values() if shape.ref or shape.model or shape.type in (Prose, When)
    )


def model_at(model: type[Model], path: Path) -> type[Model]:
    """Find the model of the group that a path leads into, as far as it can be followed."""
    for step in path:
        if isinstance(step, str):
            shape = shapes(model).get(step)
            if shape is None or shape.model is None:
                return model
            model = shape.model
    return model
