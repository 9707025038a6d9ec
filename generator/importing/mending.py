"""References that would lead nowhere, or to a thing of another kind: left out, or made plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from generator.graph.nodes import ENTRY_KINDS
from generator.importing.losses import Loss, Losses
from generator.importing.made import Key, Made
from generator.markdown import CITATION, LINK, Prose
from generator.records import FOLDERS, SINGLES, Shape, shapes
from generator.records.entries import Citation, Model, OutlinePlace
from generator.records.fields import Ref

Kept = TypeVar("Kept", Key, str)
NOWHERE = "Nothing that was imported has this id, or it is a thing of another kind."
DOCUMENTS = Ref("documents")
# Where somebody stands who has no record.
WORDS = "name_as_written"


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to: records, entries with their kind, places, and what was there before."""

    records: frozenset[tuple[str, str]]
    entries: Mapping[tuple[str, str, str], str]
    before: frozenset[tuple[str, str]]

    def fits(self, key: Key, ref: Ref) -> bool:
        """Tell whether a reference leads to a thing of one of the kinds that a field takes."""
        own = (key.kind, key.id)
        if not key.entry:
            return own in self.records | self.before and (not ref.kinds or key.kind in ref.kinds)
        kind = self.entries.get((*own, key.entry))
        return own in self.before - self.records or (
            kind is not None and (not ref.kinds or kind in ref.kinds)
        )

    def has_place(self, key: Key) -> bool:
        """Tell whether a document has a place that can be cited."""
        return (key.kind, key.id) in self.before - self.records or (
            self.entries.get((key.kind, key.id, key.entry)) == "places"
        )

    def named(self, own: str, entry: str) -> bool:
        """Tell whether a link in a text leads anywhere."""
        kinds = [kind for kind in FOLDERS if (kind, own) in self.records | self.before]
        return bool(kinds) and (not entry or any((kind, own, entry) in self.entries for kind in kinds))


def model_of(made: Made) -> type[Model]:
    """Find the model of a record."""
    return FOLDERS.get(made.key.kind) or SINGLES[made.key.id]


def known(listed: Iterable[Made], before: Iterable[tuple[str, str]]) -> Known:
    """Gather what a set of records can be referred to by."""
    listed = tuple(listed)
    entries = {
        (made.key.kind, made.key.id, own): kind
        for made in listed for own, kind in _entries(made.tree, model_of(made))
    }  # fmt: skip
    return Known(frozenset((made.key.kind, made.key.id) for made in listed), entries, frozenset(before))


def _entries(tree: Mapping[str, Any], model: type[Model]) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        shape = shapes(model).get(name)
        if shape is None or shape.model is None:
            continue
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, Mapping):
                if "id" in one:
                    kind = "places" if shape.model is OutlinePlace else ENTRY_KINDS.get(shape.model, name)
                    yield str(one["id"]), kind
                yield from _entries(one, shape.model)


def references(tree: Mapping[str, Any], model: type[Model]) -> Iterator[tuple[Key, Ref]]:
    """List what a tree refers to, each with the kinds that its field takes."""
    for name, value in tree.items():
        shape = shapes(model).get(name)
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, Key) and shape is not None:
                yield one, shape.ref or DOCUMENTS
            elif isinstance(one, Mapping) and shape is not None and shape.model:
                yield from references(one, shape.model)


def mended(made: Made, there: Known, losses: Losses) -> Made:
    """Copy a record without references that lead nowhere; the same one where there are none."""
    tree = _Mending(made, there, losses).tree(made.tree, model_of(made), "")
    return made if tree == made.tree else replace(made, tree=tree)


@dataclass(frozen=True, slots=True)
class _Mending:
    """One pass over a record."""

    made: Made
    known: Known
    losses: Losses

    def tree(self, tree: Mapping[str, Any], model: type[Model], path: str) -> dict[str, Any]:
        found = {}
        for name, value in tree.items():
            shape = shapes(model).get(name)
            kept = self.value(value, shape, f"{path}/{name}".strip("/")) if shape else value
            if kept not in (None, [], {}):
                found[name] = kept
        person = tree.get("person")
        if isinstance(person, Key) and "person" not in found and WORDS in shapes(model):
            found.setdefault(WORDS, person.id.replace("-", " "))
        return found

    def value(self, value: Any, shape: Shape, path: str) -> Any:
        if isinstance(value, (list, tuple)):
            kept = [self.value(one, shape, f"{path}/{index}") for index, one in enumerate(value)]
            return [one for one in kept if one not in (None, {})]
        if isinstance(value, Key):
            return (
                self.citation(value, path) if shape.model is Citation else self.reference(value, shape, path)
            )
        if isinstance(value, Mapping) and shape.model:
            return self.tree(self.group(value, path) if shape.model is Citation else value, shape.model, path)
        if shape.ref is not None:
            return self.lose(path, str(value))
        if shape.type is Prose and isinstance(value, str) and "[" in value:
            return self.text(value, path)
        return value

    def reference(self, key: Key, shape: Shape, path: str) -> Key | None:
        home = self.made.key
        whole = key if key.id else Key(home.kind, home.id, key.entry)
        if shape.ref and self.known.fits(whole, shape.ref):
            return key
        return self.lose(path, _written(whole))

    def citation(self, key: Key, path: str) -> Key | None:
        """Keep a source; without the place where its document has none of that id."""
        document = Key(key.kind, key.id)
        if not self.known.fits(document, DOCUMENTS):
            return self.lose(path, _written(key))
        if key.entry and not self.known.has_place(key):
            return self.lose(path, _written(key), document)
        return key

    def group(self, value: Mapping[str, Any], path: str) -> Mapping[str, Any]:
        """Leave out the place of a citation that its document does not have."""
        document, place = value.get("document"), str(value.get("at") or "")
        if isinstance(document, Key) and place and not self.known.has_place(replace(document, entry=place)):
            self.lose(f"{path}/at", place)
            return {name: one for name, one in value.items() if name != "at"}
        return value

    def text(self, text: str, path: str) -> str:
        linked = LINK.sub(lambda found: self.link(found, path), text)
        return CITATION.sub(lambda found: self.cited(found, path), linked)

    def link(self, found: re.Match[str], path: str) -> str:
        target, _, entry = found[1].partition("#")
        own = target.rpartition("/")[2] or self.made.key.id
        if self.known.named(own, entry):
            return found[0]
        words = found[2] or (entry or own).replace("-", " ")
        self.lose(path, found[0], words)
        return words

    def cited(self, found: re.Match[str], path: str) -> str:
        document = Key("documents", found[1].rpartition("/")[2])
        place = (found[2] or "").strip()
        is_there = self.known.fits(document, DOCUMENTS)
        if is_there and (not place or self.known.has_place(replace(document, entry=place))):
            return found[0]
        kept = f"[@{found[1]}]" if is_there else ""
        self.lose(path, found[0], kept)
        return kept

    def lose(self, path: str, value: str, kept: Kept | None = None) -> Kept | None:
        """Report what leads nowhere, and give what stands in its place."""
        field = next(step for step in reversed(path.split("/")) if not step.isdigit())
        shown = _written(kept) if isinstance(kept, Key) else kept or ""
        self.losses.add(Loss(f"{self.made.path}: {path}", field, NOWHERE, self.made.origin, value, shown))
        return kept


def _written(key: Key) -> str:
    return f"{key.kind}/{key.id}{f'#{key.entry}' if key.entry else ''}"
