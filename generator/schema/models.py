"""The schema of one kind of file, from its model: fields, what each may hold, and words that explain it.

Draft 7, as every editor knows it. Three things follow from how the YAML language server works:
`errorMessage` is what it says of a wrong value; there are no `examples` and no `default`, as it offers
those as values to take over, and a made-up date is soon in the record; and “nothing” is a `not`, as it
would offer the word null, which is text here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.graph.unresolved import KIND_NAMES
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import Citation, Model
from generator.records.fields import ID, Form, Ref

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
IDS_FILE = "ids.schema.json"
# What the file of ids defines besides a list for each kind.
ANY, PLACES, EARLIER = "any", "places", "earlier"
NOTHING: Json = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}

# A decision has a file of its own or is an entry of a meeting.
TAKEN_IN_MEETINGS = "decisions"

UNKNOWN_ID = (
    "No record that fits here has this id. Check the spelling; Ctrl+Space lists the ids there are. "
    "A file added just now is listed once the schemas are made anew."
)
UNKNOWN_PLACE = (
    "No document has this id, or it has no such place in its outline. It is written document#place; "
    "Ctrl+Space lists them. What was added just now is listed once the schemas are made anew."
)


def model_schema(model: type[Model]) -> Json:
    """Describe the files of a model as JSON Schema, with everything they can hold."""
    groups: dict[type[Model], None] = {}
    _gather(model, groups)
    used = [shape for group in (model, *groups) for shape in shapes(group).values()]
    definitions: Json = {"nothing": NOTHING}
    definitions |= {
        _form_name(shape.form): form_schema(shape.form) for shape in used if shape.form and not shape.ref
    }
    definitions |= {_ref_name(shape.ref): _ref_schema(shape.ref) for shape in used if shape.ref}
    definitions |= {group.__name__: _group(group) for group in groups}
    return {"$schema": DRAFT, **_fields(model), "definitions": dict(sorted(definitions.items()))}


def _gather(model: type[Model], found: dict[type[Model], None]) -> None:
    for shape in shapes(model).values():
        if shape.model and shape.model not in found:
            found[shape.model] = None
            _gather(shape.model, found)


def form_schema(form: Form) -> Json:
    """Describe how a plain value is written."""
    return {**form.accepts, "errorMessage": form.wrong}


def _fields(model: type[Model]) -> Json:
    """A group of fields, of which no others may stand there."""
    found = shapes(model)
    schema: Json = {"title": name_of(model), "type": "object", "additionalProperties": False}
    schema["properties"] = {name: _field(shape) for name, shape in found.items()}
    if required := [name for name, shape in found.items() if shape.required]:
        schema["required"] = required
    return schema


def _group(model: type[Model]) -> Json:
    if model is not Citation:
        return _fields(model)
    written_out = {
        "type": "string", "pattern": rf"^documents/{ID.pattern}(?:#.+)?$", "errorMessage": UNKNOWN_PLACE,
    }  # fmt: skip
    return {"anyOf": [{"anyOf": [written_out, *_known(PLACES, EARLIER)]}, _fields(model)]}


def name_of(model: type[Model]) -> str:
    """Name a model in words: Made decision."""
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__)
    return words.strip().capitalize()


def _field(shape: Shape) -> Json:
    explained = {"description": _explained(shape)}
    one = {**explained, **_value(shape)}
    if not shape.many:
        return one
    wrong = f"“{shape.name}” is a list: each on a line of its own, with a hyphen in front."
    least = {"minItems": shape.least} if shape.least else {}
    return {**explained, "type": "array", "items": one, **least, "errorMessage": wrong}


def _value(shape: Shape) -> Json:
    """One value of a field, which is the whole field where it is no list."""
    one = _one(shape)
    # A group that may be left empty is not said to be: the server would no longer write its fields out.
    if shape.optional and not shape.model:
        return {"anyOf": [one, {"$ref": "#/definitions/nothing"}]}
    return one


def _one(shape: Shape) -> Json:
    if shape.model:
        return {"$ref": f"#/definitions/{shape.model.__name__}"}
    if shape.ref:
        return {"$ref": f"#/definitions/{_ref_name(shape.ref)}"}
    if shape.form:
        return {"$ref": f"#/definitions/{_form_name(shape.form)}"}
    wrong = f"It is one of: {', '.join(shape.choices)}."
    choices = {"type": "string", "enum": list(shape.choices), "errorMessage": wrong}
    return {"type": "object", "additionalProperties": choices} if shape.type is dict else choices


def _explained(shape: Shape) -> str:
    """The words an editor shows: what the field is, how it is written, what counts without it."""
    parts = [shape.description]
    if shape.ref:
        parts += _how_to_refer(shape.ref)
    elif shape.form and shape.form.example:
        parts.append(shape.form.example)
    if isinstance(shape.default, str | bool):
        parts.append(f"Left out, it counts as: {str(shape.default).lower()}.")
    return "\n".join(parts)


def _how_to_refer(ref: Ref) -> Iterator[str]:
    if not ref.kinds:
        yield "The id of any record, or record#id for an entry of one."
    if records := [KIND_NAMES[kind] for kind in ref.kinds if kind in FOLDERS]:
        yield f"The id of {_article(_listed(records))}."
    if entries := [KIND_NAMES[kind] for kind in _entry_kinds(ref)]:
        yield f'For {_article(_listed(entries))}: record#id, or "#id" for one in this file.'


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


def _listed(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _form_name(form: Form) -> str:
    return form.name.replace(" ", "-")


def _ref_name(ref: Ref) -> str:
    return f"id-{'-'.join(ref.kinds) or ANY}"


def _ref_schema(ref: Ref) -> Json:
    """A reference: written with its kind or as an entry of the same file, or one of the ids there are.

    The pattern comes first, as the server reports the first of several that fail: with two lists in
    front it would report all ids of both.
    """
    return {"anyOf": [_written_out(ref), *_known(*(ref.kinds or (ANY,)), EARLIER)]}


def _known(*kinds: str) -> list[Json]:
    """The lists of ids of some kinds, each in an `allOf`: else the server explains one thing as many."""
    return [{"allOf": [{"$ref": f"{IDS_FILE}#/definitions/{kind}"}]} for kind in kinds]


def _entry_kinds(ref: Ref) -> tuple[str, ...]:
    return tuple(kind for kind in ref.kinds if kind not in FOLDERS or kind == TAKEN_IN_MEETINGS)


def _written_out(ref: Ref) -> Json:
    """The forms whose ids are not looked up: `kind/id`, `kind/id#entry` and `#entry`."""
    folders = [kind for kind in ref.kinds or FOLDERS if kind in FOLDERS]
    ways = [f"(?:{'|'.join(folders)})/{ID.pattern}"] if folders else []
    if _entry_kinds(ref) or not ref.kinds:
        ways.append(f"(?:(?:{'|'.join(FOLDERS)})/{ID.pattern})?#{ID.pattern}")
    return {"type": "string", "pattern": f"^(?:{'|'.join(ways)})$", "errorMessage": UNKNOWN_ID}
