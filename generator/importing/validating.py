"""Records held against their models: what does not fit is left out and reported, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from generator.importing.losses import Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made
from generator.importing.mending import model_of
from generator.parsing import Quoted

MOST_ROUNDS = 20
MISSING = "missing"
LACKS = "It lacks “{}”, which every record or entry of its kind must have."
UNFIT = "It does not fit its field: {}."


def valid(made: Made, ids: Ids, losses: Losses) -> Made | None:
    """Leave out of a record what its model refuses; nothing where it lacks what it must have."""
    tree: Any = made.tree
    for _ in range(MOST_ROUNDS):
        try:
            model_of(made).model_validate(_plain(tree, ids))
        except ValidationError as error:
            tree = _without(made, tree, error, losses)
            if tree is None:
                return None
        else:
            return made if tree is made.tree else replace(made, tree=tree)
    losses.add(Loss(made.path, "record", UNFIT.format("too much of it is wrong"), made.origin))
    return None


def _plain(value: Any, ids: Ids) -> Any:
    """Give a tree as it will be read from its file."""
    if isinstance(value, Mapping):
        return {name: _plain(one, ids) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, ids) for one in value]
    if isinstance(value, Bare):
        return Quoted(value.text.strip('"')) if value.text.startswith('"') else value.text
    return ids.written(value) if isinstance(value, Key) else str(value)


def _without(made: Made, tree: Any, error: ValidationError, losses: Losses) -> Any:
    """Leave out each thing that an error is about; of an entry that lacks a field, the entry."""
    paths: dict[tuple[Any, ...], str] = {}
    for one in error.errors(include_url=False):
        is_missing = one["type"] == MISSING or not one["loc"]
        said = str(one["msg"]) if not is_missing else ""
        path = one["loc"][:-1] if is_missing else one["loc"]
        why = LACKS.format(one["loc"][-1] if one["loc"] else "") if is_missing else UNFIT.format(said)
        paths.setdefault(_existing(tree, path), why)
    for path in sorted(paths, key=lambda steps: [str(step).zfill(9) for step in steps], reverse=True):
        held = _at(tree, path)
        losses.add(Loss(f"{made.path}: {'/'.join(map(str, path))}".removesuffix(": "),
                        str(next((one for one in reversed(path) if isinstance(one, str)), "record")),
                        paths[path], made.origin, _shown(held)))  # fmt: skip
        if not path:
            return None
        tree = _cut(tree, path)
    return tree


def _existing(tree: Any, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Shorten a path to what stands in the tree."""
    for length in range(len(path)):
        tree = _at(tree, path[length : length + 1])
        if tree is None:
            return path[:length]
    return path


def _at(tree: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        if isinstance(tree, Mapping):
            tree = tree.get(step)
        elif isinstance(tree, (list, tuple)) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _cut(tree: Any, path: tuple[Any, ...]) -> Any:
    """Copy a tree without what stands at a path; a group or list that is left empty goes too."""
    step, *rest = path
    if isinstance(tree, Mapping):
        inner = _cut(tree[step], tuple(rest)) if rest and step in tree else None
        copied = {name: one for name, one in tree.items() if name != step}
        return {**copied, step: inner} if inner not in (None, [], {}) else copied
    listed = list(tree)
    if isinstance(step, int) and step < len(listed):
        inner = _cut(listed[step], tuple(rest)) if rest else None
        listed[step : step + 1] = [inner] if inner not in (None, [], {}) else []
    return listed


def _shown(value: Any) -> Any:
    """Give a value as the report shows it."""
    if isinstance(value, Mapping):
        return {name: _shown(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(one) for one in value]
    return f"{value.kind}/{value.id}" if isinstance(value, Key) else getattr(value, "text", value)
