"""The fields of a row by the models they came from: lists parted, references read, numbers and dates bare."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from generator.dates import DateError, When, parse
from generator.exports.cells import parted
from generator.exports.columns import Column, Table
from generator.importing import cleaning
from generator.importing.given import Given
from generator.importing.made import LONGEST_OWN, Bare, Key
from generator.markdown import Prose
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import Citation, Model
from generator.records.fields import ID, LOCATOR

REFERENCE = re.compile(r"([a-z]+)/([a-z0-9-]+)(?:#([A-Za-z0-9.-]+))?")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
NO_ID = "This is no id of ours."


def key_of(text: str) -> Key | None:
    """Read an id as the tables write it: `people/jo-arden`, `boards/council#chair`."""
    found = REFERENCE.fullmatch(text)
    if not found or found[1] not in FOLDERS or not ID.fullmatch(found[2]) or len(text) > LONGEST_OWN:
        return None
    return Key(found[1], found[2], found[3] or "")


def fields(given: Given, table: Table, model: type[Model]) -> dict[str, Any]:
    """Make the tree of a row from the columns that hold fields of the content."""
    tree: dict[str, Any] = {}
    for column in table.columns:
        text = given.data.get(column.name) or ""
        if column.field and text:
            _put(tree, column, text, given, model)
    return tree


def _put(tree: dict[str, Any], column: Column, text: str, given: Given, model: type[Model]) -> None:
    first, _, rest = column.field.partition(".")
    shape = shapes(model).get(first)
    if shape is None:
        return  # A column that only some of the rows have, such as an end date of decisions outside meetings.
    if rest and shape.model:
        inner = tree.setdefault(first, {})
        shape = shapes(shape.model)[rest]
        first = rest
    else:
        inner = tree
    value = (
        _values(text, shape, given, column.name) if column.many else _value(text, shape, given, column.name)
    )
    if value not in (None, []) and not _is_usual(value, shape):
        inner[first] = value


def _is_usual(value: Any, shape: Shape) -> bool:
    """Tell whether a flag says what counts where nothing is written."""
    return isinstance(shape.default, bool) and value == Bare(str(shape.default).lower())


def _values(text: str, shape: Shape, given: Given, name: str) -> list[Any]:
    found = (_value(one, shape, given, name) for one in parted(text))
    return [one for one in found if one is not None]


def _value(text: str, shape: Shape, given: Given, name: str) -> Any:
    """Read one value by the type of its field; what does not fit is reported."""
    if shape.model is Citation:
        return citation(text, given, name)
    if shape.ref is not None:
        return key_of(text) or given.as_line(name, text)
    if shape.type in READ:
        return READ[shape.type](text, given, name)
    if shape.form is not None and shape.form.name in READ_FORMS:
        return READ_FORMS[shape.form.name](text, given, name)
    if shape.choices and text not in shape.choices:
        given.lose(name, "The field takes only some words, and this is none of them.", value=text)
        return None
    return given.as_line(name, text)


def _number(text: str, given: Given, name: str) -> Bare | None:
    if NUMBER.fullmatch(text):
        return Bare(text)
    given.lose(name, "This is no number.", value=text)
    return None


def _flag(text: str, given: Given, name: str) -> Bare | None:
    if text in ("true", "false"):
        return Bare(text)
    given.lose(name, "This is neither true nor false.", value=text)
    return None


def _earlier_id(text: str, given: Given, name: str) -> str | None:
    if ID.fullmatch(text) or key_of(text):
        return text
    given.lose(name, NO_ID, value=text)
    return None


def _prose(text: str, given: Given, name: str) -> str | None:
    """Take a text in Markdown as it is: it was one of ours."""
    found = cleaning.visible(text.replace("\r\n", "\n"))
    if found != text.replace("\r\n", "\n"):
        given.lose(name, "Signs that nobody sees were taken out.", value=text)
    return found if found.strip() else None


def when(text: str, given: Given, name: str) -> Bare | None:
    """Read a date as we write it ourselves; a spreadsheet may have made another of it."""
    try:
        return Bare(parse(text.strip()).text)
    except DateError as error:
        given.lose(name, f"This is no date: {error}.", value=text)
        return None


def citation(text: str, given: Given, name: str) -> Key | None:
    """Read a source, `document#place`."""
    document, _, place = text.partition("#")
    key = key_of(document) or (Key("documents", document) if ID.fullmatch(document) else None)
    if key is None or (place and not LOCATOR.fullmatch(place)):
        given.lose(name, NO_ID, value=text)
        return None
    return Key("documents", key.id, place)


# How values of some types are read; a whole number and one with a point alike.
READ: Mapping[Any, Callable[[str, Given, str], Any]] = {
    When: when, Prose: _prose, int: _number, Decimal: _number, bool: _flag,
}  # fmt: skip
READ_FORMS: Mapping[str, Callable[[str, Given, str], Any]] = {
    "web address": lambda _, given, name: given.address(name), "earlier id": _earlier_id,
}  # fmt: skip
