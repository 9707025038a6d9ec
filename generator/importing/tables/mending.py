"""References to what the tables do not hold: what a name is enough for is made, others are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importing.losses import Loss, Losses
from generator.importing.made import Key
from generator.importing.tables.building import Building
from generator.markdown import CITATION, LINK
from generator.records import FOLDERS, shapes
from generator.records.entries import Model

NOT_HELD = "The tables do not hold what it refers to."


def mend(building: Building, there: frozenset[Key], losses: Losses) -> None:
    """Make the topics that are named, and leave out every reference that would lead nowhere."""
    places = _places(building)
    named = {one for tree in building.records.values() for one in _named(tree)} - places
    for key in sorted(named - there, key=lambda one: (one.kind, one.id, one.entry)):
        building.name_alone(key)
    known = {*building.records, *building.entries, *there}
    mending = _Mending(frozenset(known), frozenset(known | places), losses)
    for key, tree in [*building.records.items()]:
        building.records[key] = mending.tree(tree, key, FOLDERS[key.kind], "")


def _places(building: Building) -> set[Key]:
    """List the places of documents that can be cited."""
    return {
        Key(key.kind, key.id, str(place["id"]))
        for key, tree in building.records.items() for place in tree.get("outline", ())
    }  # fmt: skip


def _named(value: Any) -> Iterator[Key]:
    """List every record that a tree names."""
    if isinstance(value, Key):
        yield value
    elif isinstance(value, (Mapping, list)):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _named(one)


class _Mending:
    """One pass over all trees."""

    def __init__(self, known: frozenset[Key], cited: frozenset[Key], losses: Losses) -> None:
        self.known, self.cited, self.losses = known, cited, losses
        self.ids = {(key.id, key.entry) for key in known}

    def tree(self, tree: Mapping[str, Any], home: Key, model: type[Model], path: str) -> dict[str, Any]:
        """Copy a group of fields without references that lead nowhere."""
        found = {}
        for name, value in tree.items():
            shape = shapes(model).get(name)
            inner = shape.model if shape and shape.model else model
            kept = self._value(value, home, inner, f"{path}/{name}".strip("/"))
            if kept not in (None, [], {}):
                found[name] = kept
        return found

    def _value(self, value: Any, home: Key, model: type[Model], path: str) -> Any:
        if isinstance(value, Key):
            return self._reference(value, home, path)
        if isinstance(value, Mapping):
            return self.tree(value, home, model, path)
        if isinstance(value, list):
            kept = (self._value(one, home, model, f"{path}/{index}") for index, one in enumerate(value))
            return [one for one in kept if one not in (None, {})]
        if isinstance(value, str) and "[" in value:
            return CITATION.sub(lambda found: self._citation(found, home, path),
                                LINK.sub(lambda found: self._link(found, home, path), value))  # fmt: skip
        return value

    def _reference(self, key: Key, home: Key, path: str) -> Key | None:
        if key in self.known or key in self.cited:
            return key
        whole = Key(key.kind, key.id)
        kept = whole if key.entry and whole in self.known and re.search(r"sources/\d+$", path) else None
        self._lose(home, path, f"{key.kind}/{key.id}{f'#{key.entry}' if key.entry else ''}",
                   f"{kept.kind}/{kept.id}" if kept else "")  # fmt: skip
        return kept

    def _link(self, found: re.Match[str], home: Key, path: str) -> str:
        target, _, entry = found[1].partition("#")
        own = target.rpartition("/")[2] or home.id
        if (own, entry) in self.ids:
            return found[0]
        words = found[2] or (entry or own).replace("-", " ")
        self._lose(home, path, found[0], words)
        return words

    def _citation(self, found: re.Match[str], home: Key, path: str) -> str:
        own, place = found[1].rpartition("/")[2], (found[2] or "").strip()
        if Key("documents", own, place) in self.cited:
            return found[0]
        kept = f"[@{found[1]}]" if Key("documents", own) in self.known else ""
        self._lose(home, path, found[0], kept)
        return kept

    def _lose(self, home: Key, path: str, value: str, carried_as: str) -> None:
        field = re.sub(r"/?\d+$", "", path).rpartition("/")[2]
        where = f"{home.kind}/{home.id}: {path}"
        self.losses.add(Loss(where, field, NOT_HELD, value=value, carried_as=carried_as))
