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

# An editor lists all values beside the explanation of a field: with more than these it lists none.
MOST = 2_000
NUMBER_LIKE = re.compile(r"[0-9]+(?:e[0-9]+)?")
KINDS = (*FOLDERS, *sorted({*ENTRY_KINDS.values()} - FOLDERS.keys()))
SHARED = "shared"
# An enumeration of nothing is not allowed; no text fits this pattern.
NONE: Json = {"type": "string", "pattern": "^(?!)", "errorMessage": UNKNOWN_ID}


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
    definitions[PLACES] = _listed(_places(linked.of_kind("documents")), UNKNOWN_PLACE)
    definitions[EARLIER] = _earlier(nodes)
    definitions[ANY] = {"anyOf": [{"$ref": f"#/definitions/{kind}"} for kind in (*KINDS, SHARED)]}
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


def _places(documents: Iterable[Node]) -> dict[str, str]:
    """Every place that can be cited, as `document#place`, and every document as a whole."""
    found = {}
    for document in documents:
        found[document.id] = document.title
        for place in document.written.outline:
            words = [place.printed or place.id, place.heading or place.begins]
            found[f"{document.id}#{place.id}"] = f"{': '.join(filter(None, words))} ({document.title})"
    return found


def _listed(names: dict[str, str], wrong: str) -> Json:
    """Say which ids there are and what each stands for; only what they look like where there are too many."""
    if len(names) > MOST:
        pattern = f"^(?:[a-z]+/)?{ID.pattern}(?:#.+)?$"
        return {"type": ["string", "number"], "pattern": pattern, "errorMessage": wrong}
    if not names:
        return NONE
    ids = sorted(names)
    # YAML reads such an id as a number where it stands without quotes.
    numbers = [one for one in ids if NUMBER_LIKE.fullmatch(one)]
    return {
        "enum": [*ids, *(_number(one) for one in numbers)],
        "enumDescriptions": [names[one] for one in (*ids, *numbers)],
        "errorMessage": wrong,
    }


def _number(written: str) -> int | float:
    return float(written) if "e" in written else int(written)


def _earlier(nodes: Iterable[Node]) -> Json:
    """Earlier ids: they are accepted, but an editor does not offer what matches a pattern."""
    aliases = {alias for node in nodes for alias in getattr(node.written, "aliases", ())}
    ways = "|".join(map(re.escape, sorted(aliases)))
    return {**NONE, "pattern": f"^(?:{ways})(?:#.+)?$"} if aliases else NONE
