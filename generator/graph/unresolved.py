"""What is wrong with a reference that leads nowhere, and which id is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.graph.nodes import Node
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records import FOLDERS
from generator.records.entries import Model
from generator.records.fields import Ref
from generator.records.guesses import of_date
from generator.records.nearest import Nearest, ask, nearest, tidy
from generator.records.shape import shapes

FEW = 4
# Entries of a record that can be named in one line.
MOST_LISTED = 12
# A reference of the wrong kind has mostly a right spelling: only a very like id is offered.
VERY_LIKE = 0.8
HONORIFICS = re.compile(
    r"^(?:the )?(?:rt hon |hon )?(?:councillor|cllr|mr|mrs|ms|miss|dr|prof|professor|sir|dame)\.? ",
    re.IGNORECASE,
)
# A paper and a place in it, with another sign than # between them.
PARTED = re.compile(r"@?([a-z0-9-]+?)(?:\.yaml)?(?:/|, ?|: ?| p(?:ara)?\.? ?| |\|)#?([\w.()-]+)")
PLACE = re.compile(r"\d+(?:\.\d+)*[a-z]?")
SMALL = frozenset(("of", "the", "a", "an", "and", "for", "on", "in", "at", "to", ""))
KIND_NAMES = {
    "people": "person", "boards": "board", "organizations": "organization", "meetings": "meeting",
    "decisions": "decision", "inspections": "inspection", "visits": "visit",
    "recommendations": "recommendation", "documents": "document", "plans": "plan",
    "measures": "measure", "events": "event", "topics": "topic", "pages": "page", "posts": "post",
    "findings": "finding", "contributions": "contribution", "items": "item", "money": "sum",
    "parts": "part of a decision",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """All that a reference can lead to, in the forms that suggestions need."""

    nodes: Mapping[str, Node]
    names: Mapping[str, tuple[Node, ...]]
    kept_back: frozenset[str]

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of each kind."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes.values():
            found[node.kind].append(node.key.partition("/")[2])
        return {kind: tuple(ids) for kind, ids in found.items()}

    @cached_property
    def titles(self) -> Mapping[str, tuple[Node, ...]]:
        """The records by the names that people know them by."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            for name in _names(node):
                if (plain := tidy(name)) and node not in found[plain]:
                    found[plain].append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}

    def entries(self, home: Node) -> tuple[str, ...]:
        """The ids of the entries of a record."""
        return tuple(node.id for node in self.nodes.values() if node.parent is not None and node.home is home)


def _names(node: Node) -> Iterable[str]:
    written = node.written
    yield node.title
    if node.parent is None:
        yield str(getattr(written, "short_name", None) or "")
        yield from (str(other.name) for other in getattr(written, "other_names", ()))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reference as written: where it stands, in what, and which kinds the field takes."""

    written: str
    ref: Ref
    near: Node
    path: Path
    place: Place

    def mended(self, instead: str) -> str:
        """Give the line with another id in the place of the one written."""
        new = f'"{instead}"' if instead.startswith("#") else instead
        return self.near.record.parsed.line_with(self.place, self.written, new)


def unresolved(known: Known, wanted: Wanted, found: Node | None) -> Problem:
    """Say why a reference leads nowhere; `found` is what it names, where that is of the wrong kind."""
    if found is not None:
        return _wrong_kind(known, wanted, found)
    written, place = wanted.written, wanted.place
    record, mark, entry = written.partition("#")
    candidates = known.names.get(record, ())
    if len(candidates) > 1:
        listed = ", ".join(node.key for node in candidates)
        message = f"“{written}” could be any of several records"
        return Problem("reference-ambiguous", message, place, f"Write one of: {listed}.")
    if any(record in (key, key.partition("/")[2]) for key in known.kept_back):
        message = f"“{written}” is a record that is not public yet"
        hint = "Take the reference out until the other record is published, or publish both."
        return Problem("reference-not-public", message, place, hint)
    home = candidates[0] if candidates else wanted.near.home if mark and not record else None
    if mark and home is not None:
        return _no_such_entry(known, wanted, home, entry)
    return _not_known(known, wanted)


def _wrong_kind(known: Known, wanted: Wanted, found: Node) -> Problem:
    message = f"“{wanted.written}” is {_a(found.kind)}, but {kinds_of(wanted.ref)} is wanted here"
    fields = _fields_for(wanted, found.kind)
    if fields:
        hint = f"For {_a(found.kind)} there is the field {' or '.join(f'“{name}”' for name in fields)}."
    else:
        best = _nearest_id(known, wanted.written, wanted.ref, VERY_LIKE) or _beside(known, wanted)
        hint = ask(best) or f"Write the id of {kinds_of(wanted.ref)}, or look for another field."
    return Problem("reference-kind", message, wanted.place, hint, example=_valid(known, wanted.ref))


def _beside(known: Known, wanted: Wanted) -> Nearest | None:
    """Find the one id of a right kind that has the id of the wrong one in it: the minutes of a meeting."""
    ids = [name for kind in wanted.ref.kinds for name in known.ids.get(kind, ())]
    named = [name for name in ids if name.endswith(f"-{wanted.written}")]
    likely = [name for name in named if name == f"minutes-{wanted.written}"] or named
    return Nearest(likely[0], certain=False) if len(likely) == 1 else None


def _fields_for(wanted: Wanted, kind: str) -> tuple[str, ...]:
    """List the fields of the same group that take this kind."""
    names = [step for step in wanted.path if isinstance(step, str)]
    around: type[Model] = type(wanted.near.written)
    fits = (
        shape.name for shape in shapes(around).values()
        if shape.ref and kind in shape.ref.kinds and shape.name not in names[-1:]
    )  # fmt: skip
    # The field itself, or one in a list of the group: deeper, the group is not an entry of its own.
    is_own = len(wanted.path) - len(wanted.near.path) <= len(("field", "index"))
    return tuple(fits)[:2] if is_own else ()


def _valid(known: Known, ref: Ref) -> str:
    """Give an id that would do."""
    return next((ids[0] for kind in ref.kinds if (ids := known.ids.get(kind))), "")


def _no_such_entry(known: Known, wanted: Wanted, home: Node, entry: str) -> Problem:
    wanted_kind = kinds_of(wanted.ref).partition(" ")[2]
    message = f"there is no {wanted_kind} with the id “{wanted.written}”: {home.id} has no entry “{entry}”"
    record = wanted.written.partition("#")[0]
    outline = {str(place.id) for place in getattr(home.written, "outline", ())}
    if entry in outline:
        hint = f"It is a place in a paper: cite it under sources, or in a text as [@{home.id}, {entry}]."
        return Problem("reference-unknown", message, wanted.place, f"Did you mean “{home.id}”? {hint}")
    if not record and entry in known.names:
        hint = f"Did you mean “{entry}”? # stands in front of an entry of this file only."
        return Problem("reference-unknown", message, wanted.place, hint, mended=wanted.mended(entry))
    entries = known.entries(home)
    best = nearest(entry, entries)
    if best is None:
        if elsewhere := _entry_elsewhere(known, wanted, home, entry):
            return Problem("reference-unknown", message, wanted.place, ask(elsewhere))
        listed = f"Its entries are: {', '.join(sorted(entries))}." if 0 < len(entries) <= MOST_LISTED else ""
        hint = listed or (
            f"Did you mean “{record}”?" if record and not entries else "Look the id up in that file."
        )
        return Problem("reference-unknown", message, wanted.place, hint)
    instead = f"{record}#{best.word}"
    mended = wanted.mended(instead) if best.certain else ""
    return Problem("reference-unknown", message, wanted.place, f"Did you mean “{instead}”?", mended=mended)


def _entry_elsewhere(known: Known, wanted: Wanted, home: Node, entry: str) -> Nearest | None:
    """Find the one entry of this id, and of a kind that fits, in another record; first in the body above."""
    ids = [name for kind in wanted.ref.kinds for name in known.ids.get(kind, ())]
    named = [name for name in ids if name.endswith(f"#{entry}")]
    above = str(getattr(home.written, "parent", "") or "")
    best = [name for name in named if name == f"{above}#{entry}"] or named
    return Nearest(best[0], certain=False) if len(best) == 1 else None


def _not_known(known: Known, wanted: Wanted) -> Problem:
    written = wanted.written
    message = f"there is no {kinds_of(wanted.ref).partition(' ')[2]} with the id “{written}”"
    problem = Problem("reference-unknown", message, wanted.place)
    if several := parts_of(known, written):
        hint = f"Each needs a comma or a hyphen of its own: {', '.join(several)}."
        line = wanted.near.record.parsed.line_with(wanted.place, written, ", ".join(several))
        is_list = "[" in line[: wanted.place.column - 1] and "[[" not in line
        message = f"“{written}” is {len(several)} ids in one"
        return replace(problem, message=message, hint=hint, mended=line if is_list else "")
    if (joined := _joined(known, wanted)) is not None:
        mended = wanted.mended(joined)
        return replace(problem, hint=f"Did you mean “{joined}”?", mended=mended)
    if (at := _place_alone(known, wanted)) is not None:
        return replace(problem, message=f"“{written}” is a place without its paper", hint=at)
    best = _meant(known, wanted)
    if best is None:
        folder = KIND_NAMES.get(wanted.ref.kinds[0], wanted.ref.kinds[0]) if wanted.ref.kinds else "record"
        return replace(problem, hint=f"Check the spelling, or create the {folder} first.",
                       example=_valid(known, wanted.ref))  # fmt: skip
    return replace(problem, hint=ask(best), mended=wanted.mended(best.word) if best.certain else "")


def parts_of(known: Known, written: str) -> list[str]:
    """Split several ids that were written as one."""
    parts = [part for part in re.split(r"\s+and\s+|[\s,;+&]+", written) if part not in ("", "-")]
    return parts if len(parts) > 1 and all(part.partition("#")[0] in known.names for part in parts) else []


def _joined(known: Known, wanted: Wanted) -> str | None:
    """Read a paper and a place with another sign than # between them."""
    match = re.fullmatch(
        r"@?([a-z0-9-]+?)(?:\.yaml)?(?:/|, ?|: ?| p(?:ara)?\.? ?| |\|)#?([\w.()-]+)", wanted.written
    )
    if match is None or wanted.ref.kinds != ("documents",) or "sources" not in wanted.path:
        return None
    papers = [node for node in known.names.get(match[1], ()) if node.kind == "documents"]
    places = {str(place.id) for node in papers for place in node.written.outline}
    return f"{match[1]}#{match[2]}" if match[2] in places else None


def _place_alone(known: Known, wanted: Wanted) -> str | None:
    """Tell of `[report, 5.4]`, where the place became a source of its own."""
    if wanted.ref.kinds != ("documents",) or "sources" not in wanted.path:
        return None
    if not PLACE.fullmatch(wanted.written) and not _is_place_of_the_one_before(known, wanted):
        return None
    best = _nearest_id(known, wanted.written, wanted.ref, VERY_LIKE)
    return None if best else f"Write the paper and the place as one, with # between: report#{wanted.written}"


def _is_place_of_the_one_before(known: Known, wanted: Wanted) -> bool:
    line = wanted.near.record.parsed.file.text.split("\n")[wanted.place.line - 1][: wanted.place.column - 1]
    before = re.search(r"([a-z0-9-]+), *$", line)
    papers = known.names.get(before[1], ()) if before else ()
    outlines = (node.written.outline for node in papers if node.kind == "documents")
    return any(wanted.written == place.id for outline in outlines for place in outline)


def _meant(known: Known, wanted: Wanted) -> Nearest | None:
    """Find the id that is meant: by its own spelling, by a name, or by an entry of this file."""
    written, ref = wanted.written, wanted.ref
    entry = known.nodes.get(f"{wanted.near.home.key}#{written}")
    if entry is not None and (not ref.kinds or entry.kind in ref.kinds):
        return Nearest(f"#{written}", certain=True)
    bare = re.sub(r"\.(?:yaml|yml|md)$", "", written.strip("[]@“”\"' /"))
    for name in (bare, HONORIFICS.sub("", bare)):
        named = [node for node in known.titles.get(tidy(name), ()) if not ref.kinds or node.kind in ref.kinds]
        if len(named) == 1:
            return Nearest(named[0].key.partition("/")[2], certain=True)
    if "#" not in bare and "/" in bare:
        parts = [part for part in bare.split("/") if part in known.names]
        bare = parts[-1] if parts else bare.rpartition("/")[2]
    found = _nearest_id(known, bare, ref)
    if found is None or not found.certain:
        found = _by_words(known, HONORIFICS.sub("", bare), ref) or found
    return found if found is None or "#" in bare or "#" not in found.word else replace(found, certain=False)


def _by_words(known: Known, written: str, ref: Ref) -> Nearest | None:
    """Find the one id that has all the words written: a last name, a name turned round, a number."""
    words = set(_as_in_ids(written).split("-")) - SMALL
    kinds = ref.kinds or tuple(FOLDERS)
    ids = {name for kind in kinds for name in known.ids.get(kind, ()) if "#" not in name}
    having = [(name.count("-"), name) for name in ids if words and words <= set(name.split("-"))]
    shortest = [name for length, name in having if length == min(having)[0]]
    likely = shortest if len(shortest) == 1 else [name for name in shortest if name.endswith("-council")]
    return Nearest(likely[0], certain=False) if len(likely) == 1 else None


def _as_in_ids(written: str) -> str:
    """Write words as ids have them: a day written out becomes a date."""
    match = re.search(r"\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}", written)
    guess = of_date(match[0]) if match else None
    return tidy(written.replace(match[0], guess.instead) if match and guess else written)


def _nearest_id(known: Known, written: str, ref: Ref, least: float = 0.6) -> Nearest | None:
    kinds = ref.kinds or tuple(known.ids if "#" in written else FOLDERS)
    ids = {name for kind in kinds for name in known.ids.get(kind, ())}
    if "#" in written:
        record, _, entry = written.partition("#")
        home = nearest(record, {name.partition("#")[0] for name in ids})
        if home and f"{home.word}#{entry}" in ids:
            return Nearest(f"{home.word}#{entry}", home.certain)
    return nearest(written, ids, least)


def to_itself(field: str, place: Place) -> Problem:
    """Say that a record names itself where it should name another."""
    message = f"“{field}” names the record that it stands in"
    return Problem("reference-to-itself", message, place, "Write the id of the other one, or remove it.")


def kinds_of(ref: Ref) -> str:
    """Name the kinds a field takes, with an article."""
    names = [KIND_NAMES.get(kind, kind) for kind in ref.kinds]
    return _article(" or ".join(names)) if 0 < len(names) <= FEW else "a record"


def _a(kind: str) -> str:
    return _article(KIND_NAMES.get(kind, kind))


def _article(words: str) -> str:
    return f"an {words}" if words[0] in "aeio" else f"a {words}"
