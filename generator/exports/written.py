"""What was written, as plain JSON values: nothing worked out, nothing left out that is public."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.dates import When
from generator.markdown import Prose
from generator.records import shapes
from generator.records.entries import Model

# These say how a record is published, and nothing about what it is of.
NOT_CONTENT = ("publication", "publish_on")


def plain(entry: Model) -> dict[str, Any]:
    """Give the fields of an entry that were written, in the order of its model."""
    found = {}
    said = entry.model_fields_set.difference(NOT_CONTENT)
    for name, shape in shapes(type(entry)).items():
        value = getattr(entry, name) if name in said else None
        if value is None or value == ():
            continue
        found[name] = [_value(one) for one in value] if shape.many else _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Model):
        return plain(value)
    if isinstance(value, Prose):
        return value.source
    if isinstance(value, When):
        return value.text
    # A decimal number stays exact as text; a JSON number may not.
    return f"{value:f}" if isinstance(value, Decimal) else value
