"""Pydantic's errors in a clerk's words: what was found, what to write, and the mended line."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic_core import ErrorDetails

from generator.parsing import Parsed, Path
from generator.problems import Place, Problem
from generator.records.belonging import elsewhere
from generator.records.entries import Model
from generator.records.examples import example, listed
from generator.records.nearest import ask, nearest
from generator.records.shape import Shape, model_at, names, shapes
from generator.records.spoken import called
from generator.records.synonyms import choice, field_meant

# The field that a lone value in a list of groups mostly belongs to.
FIRST = ("person", "document", "what", "term", "title", "name", "text", "on", "status")
LIST_SIGNS = ("- ", "• ", "* ", "– ")


def problems_of(parsed: Parsed, model: type[Model], details: list[ErrorDetails]) -> list[Problem]:
    """Put all of a file's errors in a clerk's words; what follows from another is left out."""
    found = [(detail, _problem(parsed, model, detail)) for detail in _own(details)]
    renamed = {
        (detail["loc"][:-1], problem.hint.partition("”")[0].rpartition("“")[2])
        for detail, problem in found if problem.code == "field-unknown"
    }  # fmt: skip
    return [
        problem for detail, problem in found
        if problem.code != "field-missing" or (detail["loc"][:-1], detail["loc"][-1]) not in renamed
    ]  # fmt: skip


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out “too few” where an entry was written but has a mistake of its own."""
    paths = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(path != detail["loc"] and path[: len(detail["loc"])] == detail["loc"] for path in paths)
    ]


def _problem(parsed: Parsed, model: type[Model], detail: ErrorDetails) -> Problem:
    """Turn one of pydantic's errors into a problem in a clerk's words."""
    path, kind = tuple(detail["loc"]), detail["type"]
    if kind == "extra_forbidden":
        return _unknown_field(parsed, model, path)
    if kind == "missing":
        return _missing_field(parsed, model, path)
    shape = _shape(model, path)
    place = parsed.place(path)
    if kind == "literal_error":
        return _not_a_choice(parsed, place, path, detail, shape)
    if kind in WRONG_FORM:
        return WRONG_FORM[kind](parsed, model, path, detail)
    return _wrong_value(parsed, place, path, detail, shape)


def _wrong_value(
    parsed: Parsed, place: Place, path: Path, detail: ErrorDetails, shape: Shape | None
) -> Problem:
    """Word what a field's own type refused."""
    context = detail.get("ctx", {})
    hint = _sentences(str(context.get("hint", "")), _HINTS.get(detail["type"], ""))
    hint = hint or _IN_DOUBT.get(detail["type"], "")
    problem = Problem(detail["type"], f"{_where(path)}{detail['msg']}", place, hint)
    value, instead = detail["input"], str(context.get("instead", ""))
    if isinstance(value, dict) and shape and not shape.model:
        return _colon_in_list(parsed, place, value, problem)
    if isinstance(value, list) and problem.code == "field-not-text" and shape and not shape.many:
        return _one_value(parsed, problem, shape.name, value)
    if isinstance(value, list) and problem.code == "field-not-text" and shape:
        return _brackets_twice(parsed, problem, value)
    if value is None and problem.code == "field-not-text" and shape and shape.many:
        return replace(problem, hint="Write it after the hyphen, or remove the hyphen.")
    if isinstance(value, str) and instead and (mended := parsed.line_with(place, value, instead)):
        return replace(problem, mended=mended)
    return replace(problem, example=example(shape) if shape and not shape.many else "")


def _inner(value: object) -> str:
    """Give the one text that stands in brackets, however many pairs; nothing where there are more."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else ""


def _one_value(parsed: Parsed, problem: Problem, name: str, value: list[object]) -> Problem:
    """Tell of a list where one value is wanted."""
    hint = f"{problem.hint} “{name}” takes one value, without brackets and hyphens."
    if not (inner := _inner(value)):
        return replace(problem, hint=hint)
    lines = parsed.file.text.split("\n")
    row = min(problem.place.line, len(lines)) - 1
    match = re.fullmatch(rf"(\s*(?:- +)?{name}: *)\[+ *(.*?) *\]+ *", lines[row])
    mended = f"{match[1]}{inner}" if match and match[2] == inner else ""
    return replace(problem, hint=f"{hint} Write {name}: {inner}" if mended else hint, mended=mended)


def _brackets_twice(parsed: Parsed, problem: Problem, value: list[object]) -> Problem:
    """Tell of [[id]] in a list of ids: two brackets make a link in a text only."""
    inner = _inner(value)
    hint = f"Two brackets are for texts. In a list write the id alone: {inner or '[id]'}"
    line = parsed.line_with(problem.place, f"[{inner}]", inner) if inner else ""
    return replace(problem, hint=hint, mended=line)


def _sentences(*parts: str) -> str:
    """Join what is known into sentences."""
    return " ".join(
        part if part.endswith((".", "?")) or "://" in part else f"{part}." for part in parts if part
    )


def _colon_in_list(parsed: Parsed, place: Place, value: dict[str, object], problem: Problem) -> Problem:
    """Tell of a line of text in a list that has a colon, and so looks like a group."""
    key, rest = next(iter(value.items()), ("", None))
    if len(value) != 1 or not isinstance(rest, str):
        return problem
    hint = f'{problem.hint} If the colon belongs to the words, put quotes around them: "{key}: {rest}"'
    mended = parsed.line_with(place, f"{key}: {rest}", f'"{key}: {rest}"')
    return replace(problem, hint=hint, mended=mended if " " in key else "")


def _not_a_list(parsed: Parsed, model: type[Model], path: Path, detail: ErrorDetails) -> Problem:
    name, value, place = path[-1], detail["input"], parsed.place(path)
    hint = f"Put each on a line of its own under {name}: with a hyphen in front."
    shape = _shape(model, path)
    instead = ""
    if isinstance(value, str) and value.startswith(LIST_SIGNS[0][0]) and not value.startswith(LIST_SIGNS[0]):
        hint = "Put a space after each hyphen."
    elif isinstance(value, str) and value.startswith(LIST_SIGNS[1:]):
        hint = "Start each line with a hyphen and a space, not with another sign."
    elif isinstance(value, dict) and value and all(one is None for one in value.values()):
        hint = f"A list stands in square brackets: [{', '.join(value)}]"
    elif isinstance(value, str) and shape and (instead := listed(value, shape)):
        hint = (
            f"Put it in square brackets, {name}: {instead}, or on a line of its own with a hyphen in front."
        )
    message = f"“{name}” is a list, but there is {_found(detail)}"
    if isinstance(value, dict) and any(value.values()):
        return _lone_entry(parsed, place, message, value)
    mended = parsed.line_with(place, str(value), instead) if instead else ""
    return Problem("field-not-list", message, place, hint, mended=mended,
                   example="" if mended or not shape else example(shape))  # fmt: skip


def _lone_entry(parsed: Parsed, place: Place, message: str, value: dict[str, object]) -> Problem:
    """Tell of the fields of one entry where a list of such entries is wanted."""
    first = next(iter(value))
    hint = f"Put a hyphen in front of each: - {first}: and two more spaces in front of the lines below it."
    mended = parsed.line_with(place, first, f"- {first}") if len(value) == 1 else ""
    return Problem("field-not-list", message, place, hint, mended=mended)


def _not_a_group(parsed: Parsed, model: type[Model], path: Path, detail: ErrorDetails) -> Problem:
    inner, value, place = model_at(model, path), detail["input"], parsed.place(path)
    fields = names(inner)
    message = f"a group of fields is wanted here, but there is {_found(detail)}"
    hint = f"The fields are: {', '.join(fields)}."
    first = next((name for name in FIRST if name in fields), "")
    if isinstance(value, str) and first:
        hint = f"Write {first}: {value[:60]}, or the field it belongs to. {hint}"
    slip = re.match(r"-? ?([a-z_]+)( ?:| +)(\S.*)$", value) if isinstance(value, str) else None
    if slip and slip[1] in fields:
        what = "there is no colon after" if ":" not in slip[2] else "there is no space after the colon of"
        return Problem("field-not-group", f"{what} “{slip[1]}”", place, f"Write {slip[1]}: {slip[3]}",
                       mended=parsed.line_with(place, str(value), f"{slip[1]}: {slip[3]}"))  # fmt: skip
    if isinstance(value, list) and isinstance(path[-1], int) and _inner(value):
        return _brackets_twice(parsed, Problem("field-not-group", message, place), value)
    if isinstance(value, list):
        hint = f"Remove the hyphens: there is only one here. {hint}"
    if value is None and isinstance(path[-1], int):
        hint = f"Remove the hyphen, or write after it what belongs there. {hint}"
    if isinstance(value, str) and first:
        mended = parsed.line_with(place, value, f"{first}: {value}") if isinstance(path[-1], int) else ""
        return Problem("field-not-group", message, place, hint, mended=mended)
    return Problem("field-not-group", message, place, hint)


def _too_few(parsed: Parsed, model: type[Model], path: Path, detail: ErrorDetails) -> Problem:
    least = detail.get("ctx", {}).get("min_length", 1)
    shape = _shape(model, path)
    message = f"“{path[-1]}” needs at least {least}"
    return Problem("field-too-few", message, parsed.place(path), "Add what is missing.",
                   example=example(shape) if shape else "")  # fmt: skip


WRONG_FORM = {
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "model_type": _not_a_group,
    "model_attributes_type": _not_a_group,
    "dict_type": _not_a_group,
    "too_short": _too_few,
}
_HINTS = {
    "text-direction-control": "Type the words around it again. Hebrew and Arabic need no such sign.",
    "number-form": "Write digits only, without quotes, commas or signs: 949000.",
    "true-or-false": "Write true or false, without quotes.",
    "field-not-text": "Write a text after the colon.",
    "field-empty": "Write the value, or leave the whole line out.",
    "id-form": "For example: part-1.",
}
# What to say where nothing could be guessed.
_IN_DOUBT = {
    "date-form": "Look it up in the paper, and write it as far as it is known: 2017, 2017-03 or 2017-03-12.",
    "time-form": "Write hours and minutes with two digits each, on the 24-hour clock.",
    "time-zone": "Write it as the lists of time zones do: the continent, a slash, the city.",
    "link-form": "Copy the address from the browser’s address line.",
    "text-control-character": "Delete the words around the place and type them again.",
}


# What is asked of people elsewhere, and has no place in a public record.
PRIVATE = re.compile(
    r"dob|birth\w*|date_of_birth|born|e_?mail|tele?phone|phone|mobile|(?:home_)?address|postcode"
)
PRIVATE_HINT = (
    "Remove it: dates of birth, addresses, telephone numbers and e-mail addresses of people stay out of the "
    "record."
)


def _where(path: Path) -> str:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"in “{name}”: " if name else ""


def _found(detail: ErrorDetails) -> str:
    value = detail["input"]
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text “{value[:40]}”"
    return "a list" if isinstance(value, list) else "a group of fields"


def _shape(model: type[Model], path: Path) -> Shape | None:
    at = next((at for at in range(len(path) - 1, -1, -1) if isinstance(path[at], str)), None)
    return shapes(model_at(model, path[:at])).get(str(path[at])) if at is not None else None


def _unknown_field(parsed: Parsed, model: type[Model], path: Path) -> Problem:
    name = str(path[-1])
    around = model_at(model, path[:-1])
    place = parsed.place(path, of_key=True)
    message = f"“{name}” is not a field of {called(around)}"
    if parsed.path.startswith("people/") and PRIVATE.fullmatch(name):
        return Problem("field-unknown", message, place, PRIVATE_HINT)
    fields = names(around)
    there = parsed.keys_at(path[:-1])
    free = [field for field in fields if field not in there]
    found = field_meant(name, free)
    if not (found and found.certain) and (moved := elsewhere(model, path, name)):
        return Problem("field-unknown", f"{message}: {moved.message}", place, moved.hint)
    if found is None and (twin := nearest(name, fields)) and twin.word in there:
        hint = f"{ask(twin)} It is there already: keep one of the two."
        return Problem("field-unknown", message, place, hint)
    hint = ask(found) or f"The fields here are: {', '.join(fields)}."
    mended = parsed.line_with(place, name, found.word) if found and found.certain else ""
    return Problem("field-unknown", message, place, hint, mended=mended)


def _missing_field(parsed: Parsed, model: type[Model], path: Path) -> Problem:
    name = str(path[-1])
    around = model_at(model, path[:-1])
    shape = shapes(around).get(name)
    hint = f"Add {name}: {shape.description if shape else ''}".strip()
    if shape and shape.choices:
        hint = f"{hint} It is one of: {', '.join(shape.choices)}."
    message = f"{called(around)} needs “{name}”"
    return Problem("field-missing", message, parsed.place(path[:-1]), hint,
                   example=example(shape) if shape else "")  # fmt: skip


def _not_a_choice(
    parsed: Parsed, place: Place, path: Path, detail: ErrorDetails, shape: Shape | None
) -> Problem:
    choices = shape.choices if shape else ()
    choices = choices or tuple(re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", "")))
    value = detail["input"]
    found = choice(value, choices) if isinstance(value, str) else None
    hint = f"{ask(found)} It is one of: {', '.join(choices)}.".strip()
    shown = f"“{value}”" if isinstance(value, str) else _found(detail)
    if value is None:
        hint = f"Fill it in, or take the line out. {hint}"
    mended = parsed.line_with(place, value, found.word) if found and found.certain else ""
    return Problem("value-not-allowed", f"“{path[-1]}” cannot be {shown}", place, hint, mended=mended)
