"""Where a field belongs that stands in the wrong group: further out, further in, or in another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.parsing import Path
from generator.records.entries import Model
from generator.records.kinds import FOLDERS
from generator.records.shape import model_at, shapes
from generator.records.spoken import called

# Of more groups than these none is worth naming.
MOST = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """Words that say where a field belongs."""

    message: str
    hint: str


def elsewhere(model: type[Model], path: Path, name: str) -> Moved | None:
    """Find the group that a field of this name belongs to."""
    around = model_at(model, path[:-1])
    for outer in _outer(model, path[:-1]):
        if outer is not around and name in shapes(outer):
            message = f"it belongs to {_the(outer)}, not to {_the(around)}"
            return Moved(message, f"Move it out to the left, to the fields of {_the(outer)}.")
    if deeper := [(field, inner) for field, inner in _inner(around) if name in shapes(inner)][:MOST]:
        message = f"it belongs to {_or(_the(inner) for _, inner in deeper)}, not to {_the(around)}"
        fields = _or(f"{field}:" for field, _ in deeper)
        return Moved(message, f"Move it in, under {fields} with two more spaces in front.")
    kinds = [folder for folder, kind in FOLDERS.items() if name in shapes(kind)]
    if not path[:-1] and 0 < len(kinds) <= MOST:
        message = f"it belongs to {_or(called(FOLDERS[kind]) for kind in kinds)}"
        return Moved(message, f"Take it out, or look whether the file belongs in {kinds[0]}/.")
    return None


def _or(words: Iterable[str]) -> str:
    """Join several words, each said once."""
    return " or ".join(dict.fromkeys(words))


def _the(model: type[Model]) -> str:
    """Name a model with “the”."""
    words = called(model)
    return f"the {words.partition(' ')[2]}" if words.startswith(("a ", "an ")) else words


def _outer(model: type[Model], path: Path) -> Iterator[type[Model]]:
    """List the models of the groups around a place, from the nearest."""
    for end in range(len(path) - 1, -1, -1):
        if not end or isinstance(path[end - 1], int) or isinstance(path[end], str):
            yield model_at(model, path[:end])


def _inner(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """List the groups right inside a model."""
    for shape in shapes(model).values():
        if shape.model is not None and shape.name not in ("sources", "sources_differ", "absent", "links"):
            yield shape.name, shape.model
