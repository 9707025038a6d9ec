"""The order of fields that a reader expects: names and facts, words, lists, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.records import Shape, shapes
from generator.records.entries import Model
from generator.records.kinds import Common

FIRST = ("id",)
STANDING = ("publication", "publish_on", "aliases", "links")
WORDS = ("summary", "text", "topics")
LAST = ("note", "sources_differ", "absent", "sources")
# A list of entries that stays among the facts, beside the name it adds to.
SHORT = ("other_names",)


@cache
def rank(model: type[Model]) -> Mapping[str, int]:
    """Give each field of a model its number in the order of a file."""
    own = [shape for shape in shapes(model).values() if shape.name not in (*FIRST, *LAST)]
    if issubclass(model, Common):
        own = [shape for shape in own if shape.name not in (*STANDING, *WORDS)]
        facts = [shape.name for shape in own if not _is_long(shape)]
        lists = [shape.name for shape in own if _is_long(shape)]
        names = (*FIRST, *facts, *STANDING, *WORDS, *lists, *LAST)
    else:
        names = (*FIRST, *(shape.name for shape in own), *LAST)
    return {name: number for number, name in enumerate(names)}


def _is_long(shape: Shape) -> bool:
    return shape.model is not None and shape.many and shape.name not in SHORT
