"""Popolo as it comes: a whole file, a list of one class, a folder of such files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.importing.errors import SourceError
from generator.importing.given import Given
from generator.importing.losses import Loss, Losses

LOSSES = "-losses.json"
RESTORED = ("founding_date", "dissolution_date", "start_date", "end_date", "date", "public_role")
# What programmes call the list in their answer.
WRAPPED = ("result", "results", "objects", "items", "@graph")
FOR_MACHINES = "It tells programmes how to read the file, and says nothing of the record."
LARGEST = 300_000_000
DEEPEST = 40
CLASSES = ("persons", "organizations", "posts", "memberships", "areas", "events", "motions", "vote_events")
ALSO_CALLED = {"people": "persons", "votes": "vote_events", "organisations": "organizations"}
# Fields that hold objects of another class: which class, and the field that then names the object's owner.
HELD: dict[str, dict[str, tuple[str, str]]] = {
    "persons": {"memberships": ("memberships", "person_id")},
    "organizations": {
        "memberships": ("memberships", "organization_id"), "posts": ("posts", "organization_id"),
        "children": ("organizations", "parent_id"),
    },
    "posts": {"memberships": ("memberships", "post_id")},
    "motions": {"vote_events": ("vote_events", "motion_id")},
}  # fmt: skip
# Fields that hold one object, where most files hold its id in a field of the same name with `_id`.
NAMED = {
    "person": "persons", "organization": "organizations", "post": "posts", "area": "areas",
    "on_behalf_of": "organizations", "parent": "organizations", "motion": "motions", "creator": "persons",
}  # fmt: skip
# The classes whose objects nothing refers to.
UNNAMED = ("memberships", "vote_events")
# What tells the class of an object in a list that does not say which it is of, in this order.
SIGNS = (
    ("vote_events", {"motion_id", "counts"}), ("motions", {"creator_id", "text"}),
    ("memberships", {"person_id", "on_behalf_of_id", "post_id", "person"}), ("posts", {"label", "role"}),
    ("events", {"attendees", "start_date"}),
    ("persons", {"family_name", "given_name", "gender", "birth_date", "memberships", "sort_name", "email"}),
    ("organizations", {"classification", "parent_id", "founding_date", "dissolution_date"}),
    ("areas", {"geometry", "type"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Popolo:
    """The objects of each class, and what the file says of itself."""

    objects: Mapping[str, tuple[Given, ...]]
    meta: Mapping[str, Any]

    def of(self, name: str) -> tuple[Given, ...]:
        return self.objects.get(name, ())


def read(path: Path, losses: Losses) -> Popolo:
    """Read a file, or every JSON file of a folder."""
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not paths:
        raise SourceError(f"there is no JSON file in {path}")
    shelf: dict[str, list[Given]] = {name: [] for name in CLASSES}
    meta: dict[str, Any] = {}
    for one in paths:
        data = load(one, losses)
        prefix = f"{one.name}: " if len(paths) > 1 else ""
        for name, where, held in _lists(data, one.stem, prefix, losses):
            _shelve(name, Given(held, where, losses), shelf)
        if isinstance(data, dict) and isinstance(data.get("meta"), dict):
            meta |= data["meta"]
    if "version" in meta:
        _restore(path.with_name(f"{path.stem}{LOSSES}"), shelf, losses)
    found = Popolo({name: tuple(_merged(objects)) for name, objects in shelf.items()}, meta)
    if not any(found.objects.values()):
        raise SourceError(f"{path} holds none of {', '.join(CLASSES)}, so it is no Popolo file")
    return found


def _restore(path: Path, shelf: Mapping[str, list[Given]], losses: Losses) -> None:
    """Put back what our own export wrote down as lost: dates that Popolo cannot hold, and public roles."""
    whole = load(path, losses) if path.is_file() else None
    listed = whole.get("losses") if isinstance(whole, dict) else None
    listed = listed if isinstance(listed, list) else []
    lost = {(one.get("id"), one.get("field")): one.get("written") for one in listed if isinstance(one, dict)}
    for given in (one for objects in shelf.values() for one in objects):
        assert isinstance(given.data, dict)
        for name in RESTORED:
            if isinstance(written := lost.get((given.own, name)), str):
                given.data[name] = written


def load(path: Path, losses: Losses) -> Any:
    """Read one JSON file; keys that stand twice are reported, the last one counts."""
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{path} is larger than {LARGEST // 1_000_000} million bytes. Part it")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path} is not UTF-8 text (line {line}). Save it as UTF-8") from None
    try:
        found = json.loads(text, object_pairs_hook=_pairs(path, losses), parse_constant=str, parse_int=str,
                           parse_float=str)  # fmt: skip
    except json.JSONDecodeError as error:
        raise SourceError(f"{path} is no JSON: {error.msg}, line {error.lineno}") from None
    except RecursionError:
        raise SourceError(f"{path} has groups within groups, deeper than any Popolo file") from None
    return found


def _pairs(path: Path, losses: Losses) -> Any:
    def pairs(held: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(held)
        if len(found) < len(held):
            own = str(found.get("id", ""))
            for index, (name, value) in enumerate(held):
                if any(name == later for later, _ in held[index + 1 :]):
                    why = "The field stands twice in one object; the last counts."
                    losses.add(Loss(f"{path.name}: {name}", name, why, own, value))
        return found

    return pairs


def _lists(data: Any, stem: str, prefix: str, losses: Losses) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Find the objects of a file with the class of each; all else in it is reported."""
    data = _inside(data, prefix, losses)
    named = data if isinstance(data, dict) and _is_whole(data) else {_class_of_file(stem): data}
    for name, held in named.items():
        listed = held if isinstance(held, list) else [held]
        if name == "meta" or held in ([], {}, None, ""):
            continue
        if name.startswith("@"):
            losses.add(Loss(f"{prefix}{name}", name, FOR_MACHINES, value=held))
            continue
        if ALSO_CALLED.get(name, name) not in ("", *CLASSES):
            losses.add(Loss(f"{prefix}{name}", name, "Popolo has no such class.", value=held))
            continue
        for index, one in enumerate(listed):
            where = f"{prefix}{name}[{index}]"
            if not isinstance(one, dict):
                losses.add(Loss(where, name, "A group of fields is wanted here.", value=one))
            elif own := ALSO_CALLED.get(name, name) or _class(one):
                yield own, where, one
            else:
                losses.add(Loss(where, "object", "Nothing tells what class it is of.", value=one))


def _inside(data: Any, prefix: str, losses: Losses) -> Any:
    """Take what a programme's answer is wrapped around: what else stands in the wrapping is reported."""
    if not isinstance(data, dict) or _is_whole(data) or "id" in data:
        return data
    name = next((one for one in WRAPPED if isinstance(data.get(one), (list, dict))), "")
    if not name:
        return data
    for other, value in data.items():
        if other != name and value not in ([], {}, None, ""):
            why = "It is about the answer of a programme, not about the record."
            losses.add(Loss(f"{prefix}{other}", other, why, value=value))
    return data[name]


def _is_whole(data: Mapping[str, Any]) -> bool:
    return any(isinstance(data.get(name), list) for name in (*CLASSES, *ALSO_CALLED)) and "id" not in data


def _class_of_file(stem: str) -> str:
    plain = stem.lower().replace("-", "_")
    plain = plain if plain.endswith("s") or plain in ALSO_CALLED else f"{plain}s"
    return ALSO_CALLED.get(plain, plain) if plain in (*CLASSES, *ALSO_CALLED) else ""


def _class(one: Mapping[str, Any]) -> str:
    """Tell an object's class by the fields that only that class has."""
    found = next((name for name, signs in SIGNS if signs & one.keys()), "")
    return found or ("persons" if "name" in one else "")


def _shelve(name: str, given: Given, shelf: dict[str, list[Given]], depth: int = 0) -> None:
    """Put an object with those of its class, and the objects that it holds with those of theirs."""
    data = dict(given.data)
    flat = Given(data, given.where, given.losses)
    if depth < DEEPEST:
        for step, (other, owner) in HELD.get(name, {}).items():
            for index, one in enumerate(flat.many(step)):
                held = {**one.data, owner: one.data.get(owner) or flat.own}
                if not one.own and other not in UNNAMED:
                    held["id"] = f"{flat.own or flat.where}/{step}/{index}"
                _shelve(other, Given(held, one.where, one.losses), shelf, depth + 1)
            data.pop(step, None)
        for step, other in NAMED.items():
            if isinstance(data.get(step), dict):
                _shelve_named(step, other, flat.within(step, data.pop(step)), data, shelf, depth)
    shelf[name] += _each(Given(data, given.where, given.losses)) if name == "memberships" else [
        Given(data, given.where, given.losses)]  # fmt: skip


def _shelve_named(
    step: str, other: str, held: Given, data: dict[str, Any], shelf: dict[str, list[Given]], depth: int
) -> None:
    """Put the one object of a field with those of its class; what has no id is known by its name."""
    name = next((held.data[one] for one in ("name", "label", "role") if held.data.get(one)), "")
    owner = f"{data.get('organization_id')}/" if other == "posts" else ""
    own = held.own or str(data.get(f"{step}_id") or "") or (f"{owner}{name}" if name else "")
    if not own:
        held.rest("It has neither an id nor a name, so nothing can refer to it.")
        return
    if not data.get(f"{step}_id"):
        data[f"{step}_id"] = own
    more = {"organization_id": data.get("organization_id")} if other == "posts" else {}
    _shelve(other, Given({**more, **held.data, "id": own}, held.where, held.losses), shelf, depth + 1)


def _each(given: Given) -> Iterator[Given]:
    """Part a membership of several people into one for each."""
    people = given.data.get("person_id")
    if not isinstance(people, list) or any(isinstance(one, (list, dict)) for one in people):
        yield given
        return
    for one in people or [None]:
        yield Given({**given.data, "person_id": one}, given.where, given.losses)


def _merged(objects: list[Given]) -> Iterator[Given]:
    """Make one of the objects that have one id: what a later one says otherwise is reported."""
    first: dict[str, Given] = {}
    for given in objects:
        before = first.get(given.own) if given.own else None
        if before is None:
            first[given.own] = given
            yield given
            continue
        assert isinstance(before.data, dict)
        for name, value in given.data.items():
            if before.data.setdefault(name, value) != value:
                why = f"Another object has this id ({before.where}) and says otherwise; the first counts."
                given.lose(name, why, value=value)
