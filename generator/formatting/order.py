"""The order of fields that a reader expects: names and facts, words, lists, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.markdown import Prose
from generator.records import Shape, shapes
from generator.records.entries import Model, Named, Quotation
from generator.records.kinds import Common

FIRST = ("id",)
STANDING = ("publication", "publish_on", "aliases", "links")
# What a record rests on ends its file; in an entry it follows the words that it is for.
LAST = ("note", "sources_differ", "absent", "sources")
LAST_OF_ENTRY = ("note", "sources", "sources_differ", "absent")


@cache
def rank(model: type[Model]) -> Mapping[str, int]:
    """Give each field of a model its number in the order of a file."""
    own = [shape for shape in shapes(model).values() if shape.name not in LAST]
    names = _of_record(model, own) if issubclass(model, Common) else _of_entry(own)
    return {name: number for number, name in enumerate(names)}


def _of_record(model: type[Model], own: list[Shape]) -> tuple[str, ...]:
    own = [shape for shape in own if shape.name not in (*STANDING, "summary", "text", "topics")]
    # After the title, what is special to the kind comes before what it shares with others.
    own.sort(key=lambda shape: shape.name != "title" and shape.name not in model.__annotations__)
    lists = [shape.name for shape in own if shape.model and shape.many]
    words = [shape.name for shape in own if _is_words(shape)]
    facts = [shape.name for shape in own if shape.name not in (*lists, *words)]
    return (*facts, *STANDING, "summary", *words, "text", "topics", *lists, *LAST)


def _of_entry(own: list[Shape]) -> tuple[str, ...]:
    lists = [shape.name for shape in own if shape.many and shape.model and issubclass(shape.model, Named)]
    facts = [shape.name for shape in own if shape.name not in (*FIRST, *lists)]
    return (*FIRST, *facts, *lists, *LAST_OF_ENTRY)


def _is_words(shape: Shape) -> bool:
    return shape.type is Prose or shape.model is Quotation
