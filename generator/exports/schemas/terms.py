"""The words that the schemas are made of."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


def text(description: str = "", **more: Any) -> Schema:
    """Describe a text that is not empty."""
    return {"type": "string", "minLength": 1, **_said(description), **more}


def listed(items: Schema, description: str = "") -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items, **_said(description)}


def group(description: str, fields: Schema, *required: str) -> Schema:
    """Describe a group of fields; there are no others in it."""
    return {
        "type": "object",
        **_said(description),
        "properties": fields,
        "required": list(required),
        "additionalProperties": False,
    }


def ref(name: str) -> Schema:
    """Refer to a part of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def whole(title: str, description: str, fields: Schema, *required: str, **parts: Any) -> Schema:
    """Describe a whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **group(description, fields, *required),
        **parts,
    }


def _said(description: str) -> Schema:
    return {"description": description} if description else {}


VERSION = text("The version of the shape of this file.")
LICENCE = text("The licence of the record’s own words.")
KEY = text("An id: the kind, a slash and the record’s own id; an entry in it after #.")
DATE = text("A date in EDTF, as far as it is known; named years read “financial 2016/17”.")
ADDRESS = text("An address: in full where the site’s public address is known, else from the site’s root.")
DATED: Schema = {
    "date": DATE,
    "earliest": text("The first day it can mean.", pattern=DAY),
    "latest": text("The last day it can mean.", pattern=DAY),
    "precision": {
        "enum": ["day", "month", "season", "year", "named year", "range"],
        "description": "How far the date is known.",
    },
    "approximate": {"const": True, "description": "There where the date is only about right."},
}
SOURCE = group(
    "Where a statement stands.",
    {
        "document": KEY,
        "title": text("The document’s title."),
        "locator": text("The id of the place in the document."),
        "printed": text("The place as the document prints it."),
        "quote": text("The document’s own words."),
        "note": text("What a reader should know about this source."),
        "address": ADDRESS,
    },
    "document", "title", "address",
)  # fmt: skip
