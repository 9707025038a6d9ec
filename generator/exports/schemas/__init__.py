"""The shapes of the JSON files, as JSON Schema 2020-12, with a description of each field."""

from __future__ import annotations

from generator.exports.schemas.popolo import losses, popolo
from generator.exports.schemas.records import record
from generator.exports.schemas.terms import (
    ADDRESS,
    DATED,
    KEY,
    LICENCE,
    SOURCE,
    VERSION,
    Schema,
    group,
    listed,
    text,
    whole,
)
from generator.exports.stock import SHAPE_VERSION, Stock, json_file
from generator.timeline import KINDS


def timeline() -> Schema:
    """Describe timeline.json."""
    moment = group(
        "A dated thing.",
        {
            "id": text("An id of its own on the timeline."),
            "kind": {"enum": list(KINDS), "description": "What kind of thing it is."},
            "label": text("The kind in words."),
            "title": text("What happened, in a few words."),
            **DATED,
            "status": {"enum": ["actual", "planned"], "description": "Whether it happened or was to happen."},
            "state": text("What else is said of its state: cancelled, postponed."),
            "summary": text("A sentence or two, in plain words."),
            "record": KEY,
            "entry": KEY,
            "address": ADDRESS,
            "bodies": listed(KEY, "The bodies concerned."),
            "people": listed(KEY, "The people concerned."),
            "topics": listed(KEY, "Its topics."),
            "led_to": listed(KEY, "What came of it."),
            "sources": listed(SOURCE, "Where it stands."),
        },
        "id", "kind", "label", "title", "date", "precision", "status", "record", "address",
    )  # fmt: skip
    fields = {
        "version": VERSION,
        "title": text("The site."),
        "licence": LICENCE,
        "moments": listed(moment, "In order of time."),
    }
    return whole("Timeline", "Everything dated, in order.", fields, "version", "title", "moments")


SCHEMAS = {"popolo": popolo, "popolo-losses": losses, "timeline": timeline, "record": record}
PATHS = tuple(f"data/schemas/{name}.json" for name in SCHEMAS)


def schema(name: str) -> Schema:
    """Describe the files of one shape, with the version of the shapes."""
    return {**SCHEMAS[name](), "$comment": f"Shape version {SHAPE_VERSION}"}


def files(_stock: Stock) -> dict[str, bytes]:
    """Write the schema of each shape."""
    return {path: json_file(schema(name)) for path, name in zip(PATHS, SCHEMAS, strict=True)}
