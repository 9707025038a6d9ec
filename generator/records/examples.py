"""A valid example of each field, to show beside a value that is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from generator.dates import When
from generator.records.shape import Shape

BY_TYPE: dict[Any, str] = {When: "2017-03-12", int: "12", Decimal: "949000", bool: "true"}
BY_NAME = {
    "start_time": "19:30", "end_time": "21:15", "url": "https://www.example.org/report.pdf", "id": "part-1",
    "base_url": "https://record.example.org", "sources": "document#5.4",
}  # fmt: skip
ID_LIKE = re.compile(r"[a-z0-9][a-zA-Z0-9./#-]*")


def example(shape: Shape) -> str:
    """Write a field with a valid value; nothing where any words would do."""
    value = shape.choices[0] if shape.choices else BY_TYPE.get(shape.type, "") or BY_NAME.get(shape.name, "")
    if not value:
        return ""
    return f"{shape.name}: [{value}]" if shape.many else f"{shape.name}: {value}"


def listed(value: str, shape: Shape) -> str:
    """Write a single value, or several with commas, as a list in brackets; nothing where that is unsure."""
    if shape.model is not None and shape.name != "sources":
        return ""
    parts = [part.strip() for part in re.split(r"[,;]|\s+and\s+", value.strip("[](){}"))]
    parts = [part.rstrip(".") for part in parts if part]
    return f"[{', '.join(parts)}]" if parts and all(ID_LIKE.fullmatch(part) for part in parts) else ""
