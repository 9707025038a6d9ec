"""The ids there are in a folder of content, with the name of each, as JSON Schema."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator import graph, parsing, records, sources
from generator.graph.nodes import ENTRY_KINDS, Node, is_single
from generator.records import FOLDERS, Record
from generator.records.fields import ID
from generator.schema.models import ANY, DRAFT, EARLIER, PLACES, UNKNOWN_ID, UNKNOWN_PLACE, Json

# A long list is parted: the server compares every value of a list with every other when it loads it, and
# shows a whole list beside the explanation of a field. With more than the most, an editor lists none.
AT_ONCE, MOST = 200, 5_000
NUMBER_LIKE = re.compile(r"[0-9]+(?:e[0-9]+)?")
KINDS = (*FOLDERS, *sorted({*ENTRY_KINDS.values()} - FOLDERS.keys()))
SHARED = "shared"


def known_ids(content: Path) -> Json:
    """List what can be referred to, by kind: records, entries with an id, places in documents.

    Drafts are among them, as who writes one needs the ids of the others; so are files with mistakes.
    """
    files, _ = sources.read(content)
    linked, _ = graph.build(tuple(record for file in files if (record := _record(file))))
    nodes = [node for node in linked.nodes.values() if not is_single(node.record)]
    written = {(file.folder, file.stem) for file in files if file.folder in FOLDERS}
    counts = Counter(stem for _, stem in written)
    shared = frozenset(stem for stem, count in counts.items() if count > 1)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for folder, stem in written:
        names[folder][stem] = stem
        if stem in shared:
            names[SHARED][f"{folder}/{stem}"] = stem
    for node in nodes:
        names[node.kind][_reference(node, shared)] = _name(node)
        if node.key in names[SHARED]:
            names[SHARED][node.key] = node.title
    definitions = {kind: _listed(names[kind], UNKNOWN_ID) for kind in (*KINDS, SHARED)}
    definitions[PLACES] = _cited(linked.of_kind("documents"))
    definitions[EARLIER] = _earlier(nodes)
    all_kinds = [{"allOf": [{"$ref": f"#/definitions/{kind}"}]} for kind in (*KINDS, SHARED)]
    definitions[ANY] = {"anyOf": [_no_value(UNKNOWN_ID), *all_kinds]}
    return {"$schema": DRAFT, "definitions": definitions}


def _record(file: sources.SourceFile) -> Record | None:
    parsed, _ = parsing.parse(file)
    return records.read(parsed)[0] if parsed else None


def _reference(node: Node, shared: frozenset[str]) -> str:
    """The shortest way to write a reference that names this node alone, where its field takes its kind."""
    if node.parent is None:
        return node.id
    home = node.home
    return f"{home.key if home.id in shared else home.id}#{node.id}"


def _name(node: Node) -> str:
    return node.title if node.parent is None else f"{node.title} ({node.home.title})"


def _cited(documents: Iterable[Node]) -> Json:
    """Every document and place that can be cited; the documents alone where there are too many places."""
    names = {}
    for document in documents:
        names[document.id] = document.title
        for place in document.written.outline:
            words = [place.printed or place.id, place.heading or place.begins]
            names[f"{document.id}#{place.id}"] = f"{': '.join(filter(None, words))} ({document.title})"
    if len(names) <= MOST:
        return _listed(names, UNKNOWN_PLACE)
    any_place = {"type": "string", "pattern": f"^{ID.pattern}#.+$", "errorMessage": UNKNOWN_PLACE}
    return {"anyOf": [any_place, {"$ref": "#/definitions/documents"}]}


def _listed(names: dict[str, str], wrong: str) -> Json:
    """Say which ids there are and what each stands for; only what they look like where there are too many."""
    if len(names) > MOST:
        pattern = f"^(?:[a-z]+/)?{ID.pattern}(?:#.+)?$"
        return {"type": ["string", "number"], "pattern": pattern, "errorMessage": wrong}
    ids = sorted(names)
    parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    lists = [_list({one: names[one] for one in part}, wrong) for part in parts]
    return {"anyOf": [_no_value(wrong), *lists]} if len(lists) > 1 else next(iter(lists), _no_value(wrong))


def _no_value(wrong: str) -> Json:
    """What no text is: an empty list is not allowed.

    It also stands before several lists, as the server reports the first of several that fail, and would
    otherwise put all ids of all lists together into one message.
    """
    return {"type": "string", "pattern": "^(?!)", "errorMessage": wrong}


def _list(names: dict[str, str], wrong: str) -> Json:
    # YAML reads such an id as a number where it stands without quotes.
    numbers = [one for one in names if NUMBER_LIKE.fullmatch(one)]
    return {
        "enum": [*names, *(_number(one) for one in numbers)],
        "enumDescriptions": [names[one] for one in (*names, *numbers)],
        "errorMessage": wrong,
    }


def _number(written: str) -> int | float:
    return float(written) if "e" in written else int(written)


def _earlier(nodes: Iterable[Node]) -> Json:
    """Earlier ids: they are accepted, but an editor does not offer what matches a pattern."""
    aliases = {alias for node in nodes for alias in getattr(node.written, "aliases", ())}
    ways = "|".join(map(re.escape, sorted(aliases)))
    known = {"pattern": f"^(?:{ways})(?:#.+)?$"} if aliases else {}
    return {**_no_value(UNKNOWN_ID), **known}
