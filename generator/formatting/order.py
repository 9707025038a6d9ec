"""The order of fields that a reader expects: names and facts, words, lists, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.markdown import Prose
from generator.records import Shape, shapes
from generator.records.entries import Model, Quotation
from generator.records.kinds import Common

FIRST = ("id",)
STANDING = ("publication", "publish_on", "aliases", "links")
# What a record rests on ends its file; in an entry it follows the words that it is for.
LAST = ("note", "sources_differ", "absent", "sources")
LAST_OF_ENTRY = ("note", "sources", "sources_differ", "absent")


@cache
def rank(model: type[Model]) -> Mapping[str, int]:
    """Give each field of a model its number in the order of a file."""
    own = [shape for shape in shapes(model).values() if shape.name not in (*FIRST, *LAST)]
    if issubclass(model, Common):
        own = [shape for shape in own if shape.name not in (*STANDING, "summary", "text", "topics")]
        lists = [shape.name for shape in own if shape.model and shape.many]
        words = [shape.name for shape in own if _is_words(shape)]
        facts = [shape.name for shape in own if shape.name not in (*lists, *words)]
        names = (*FIRST, *facts, *STANDING, "summary", *words, "text", "topics", *lists, *LAST)
    else:
        names = (*FIRST, *(shape.name for shape in own), *LAST_OF_ENTRY)
    return {name: number for number, name in enumerate(names)}


def _is_words(shape: Shape) -> bool:
    return shape.type is Prose or shape.model is Quotation
