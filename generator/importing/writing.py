"""A record as the text of its file, in the form that `fmt` gives, without what looks personal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.checks.privacy import SIGNS, found_in
from generator.formatting import formatted
from generator.formatting.scalars import is_plain
from generator.importing.losses import Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made, remark
from generator.schema import modeline
from generator.sources import LARGEST, SourceFile

STEP = "  "
FROM = "# Imported from "
LEFT_OUT = "(left out)"
LOOKS = "It looks like {}, so it was left out and is not repeated here."
TOO_LARGE = "Its file would be larger than a content file may be."


def written(made: Made, ids: Ids, losses: Losses) -> str | None:
    """Write a record's file; nothing, and a loss, where it would break a rule that cannot be mended here."""
    draft = _text(made, made.tree, ids)
    if found_in(draft, made.key.kind):
        draft = _text(made, _public(made, made.tree, losses), ids)
    if len(draft.encode()) > LARGEST:
        losses.add(Loss(made.path, "record", TOO_LARGE, made.origin))
        return None
    found, problems = formatted(SourceFile(made.path, draft))
    if found is None and all(one.code == "format-unsafe" for one in problems):
        return draft  # It is right as it is, and only its form cannot be made the usual one.
    if found is None or found_in(found.text, made.key.kind):
        why = problems[0].message if problems else "It holds what looks personal."
        losses.add(Loss(made.path, "record", f"The record would not be valid: {why}.", made.origin))
        return None
    return found.text


def origin_line(origin: str) -> str:
    """Say in a remark what the source calls a record, so that the next import knows it again."""
    return f"{FROM}{origin if origin.isprintable() and origin == origin.strip() else json.dumps(origin)}"


def origin_in(text: str) -> str:
    """Read that remark from a file's text; nothing where there is none."""
    for line in text.split("\n")[:4]:
        if line.startswith(FROM):
            found = line.removeprefix(FROM)
            return str(json.loads(found)) if found.startswith('"') and found.endswith('"') else found
    return ""


def _text(made: Made, tree: Mapping[str, Any], ids: Ids) -> str:
    head = [modeline(made.path)]
    if made.origin:
        head.append(origin_line(remark(made.origin)))
    return "\n".join((*head, *_fields(tree, "", ids))) + "\n"


def _fields(tree: Mapping[str, Any], margin: str, ids: Ids) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield f"{margin}{name}:"
            yield from _fields(value, margin + STEP, ids)
        elif isinstance(value, (list, tuple)):
            yield from _list(name, value, margin, ids)
        else:
            yield f"{margin}{name}: {_scalar(value, ids)}"


def _list(name: str, values: Any, margin: str, ids: Ids) -> Iterator[str]:
    """Write a list: short things in brackets, groups of fields below each other."""
    if not any(isinstance(one, Mapping) for one in values):
        yield f"{margin}{name}: [{', '.join(_scalar(one, ids, '[{}]') for one in values)}]"
        return
    yield f"{margin}{name}:"
    for one in values:
        if not isinstance(one, Mapping):
            yield f"{margin}{STEP}- {_scalar(one, ids)}"
            continue
        lines = list(_fields(one, margin + STEP * 2, ids))
        yield f"{margin}{STEP}- {lines[0].strip()}"
        yield from lines[1:]


def _scalar(value: Any, ids: Ids, around: str = "- {}") -> str:
    if isinstance(value, Bare):
        return value.text
    text = ids.written(value) if isinstance(value, Key) else str(value)
    return text if is_plain(text, around) else json.dumps(text, ensure_ascii=False)


def _public(made: Made, value: Any, losses: Losses, path: str = "") -> Any:
    """Copy a tree without what looks personal: a mark stands in its place; an address with it is left out."""
    if isinstance(value, Mapping):
        steps = (
            (name, _public(made, one, losses, f"{path}/{name}".strip("/"))) for name, one in value.items()
        )
        copied = {name: one for name, one in steps if one not in (None, [])}
        return None if "url" in value and "url" not in copied and path else copied
    if isinstance(value, (list, tuple)):
        kept = (_public(made, one, losses, f"{path}/{index}") for index, one in enumerate(value))
        return [one for one in kept if one is not None]
    if isinstance(value, (Bare, Key)):
        return value
    text, looks = _without_personal(str(value), made.key.kind)
    if looks:
        losses.add(Loss(f"{made.path}: {path}", path.rpartition("/")[2], LOOKS.format(looks), made.origin))
    return None if looks and path.endswith("url") else text


def _without_personal(text: str, kind: str) -> tuple[str, str]:
    """Put a mark in place of what looks personal, and say what that looked like."""
    found = []
    for sign in SIGNS:
        if sign.only_in in ("", kind):
            matches = [match[0] for match in sign.form.finditer(text) if sign.is_one(match[0])]
            found += [sign.what] * bool(matches)
            for match in matches:
                text = text.replace(match, LEFT_OUT)
    return text, " and ".join(dict.fromkeys(found))
