"""Whole records: which came, went, moved, were published or taken off; and how much is not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from generator.diff.changes import GROUP_OF_KIND, Change, Mention, Sentence, listed, sentence
from generator.diff.sides import Side
from generator.diff.texts import counted
from generator.diff.words import mention, reference_words
from generator.graph import Node
from generator.records import SINGLES

MOST = 12
NAMES = {
    "people": ("person", "people"), "boards": ("board or committee", "boards and committees"),
    "organizations": ("organization", ""), "meetings": ("meeting", ""),
    "decisions": ("decision outside a meeting", "decisions outside meetings"),
    "inspections": ("inspection", ""), "visits": ("visit", ""), "recommendations": ("recommendation", ""),
    "documents": ("document", ""), "plans": ("plan", ""), "measures": ("figure", ""),
    "events": ("event", ""), "topics": ("topic", ""), "pages": ("page of text", "pages of text"),
    "glossary": ("glossary", ""), "rules": ("file of rules", ""), "corrections": ("list of corrections", ""),
    "site": ("file of settings", ""),
}  # fmt: skip


def _decisions(written: Any) -> int:
    return sum(len(item.decisions) for item in written.items)


def _count(field: str) -> Callable[[Any], int]:
    return lambda written: len(getattr(written, field))


# What a new record brings with it that is worth a number: of what, one and many, and how it is counted.
BRINGS: dict[str, tuple[tuple[str, str, Callable[[Any], int]], ...]] = {
    "meetings": (("decision", "", _decisions),),
    "boards": (("seat or office held", "seats and offices held", _count("members")),),
    "organizations": (("seat or office held", "seats and offices held", _count("members")),),
    "inspections": (("judgement", "", _count("judgements")), ("finding", "", _count("findings"))),
    "visits": (("finding", "", _count("findings")),),
    "documents": (("finding", "", _count("findings")),),
    "decisions": (("part", "", _count("parts")), ("sum", "", _count("money"))),
    "plans": (("priority", "priorities", _count("priorities")), ("sum", "", _count("money"))),
    "measures": (("row of values", "rows of values", _count("series")),),
    "recommendations": (("answer", "", _count("responses")), ("status report", "", _count("status_updates"))),
    "glossary": (("term", "", _count("terms")),),
    "corrections": (("correction", "", _count("corrections")),),
}


def arrivals(before: Side, after: Side) -> Iterator[Change]:
    """Tell of whole records that are new, gone, elsewhere, published or taken off."""
    known = before.records.keys() | before.hidden.keys() | before.unread
    there = after.records.keys() | after.hidden.keys() | after.unread
    came = after.records.keys() - known - frozenset(before.moved.values())
    gone = before.records.keys() - there - before.moved.keys()
    yield from _by_kind(after, came, "added")
    yield from _by_kind(before, gone, "removed")
    for key in sorted(after.records.keys() & before.hidden.keys()):
        named = mention(after, after.graph.nodes[key])
        yield Change("publication", "published", sentence(named, " is published now"))
    for key in sorted(before.records.keys() & after.hidden.keys()):
        named = _gone(before, before.graph.nodes[key])
        yield Change("publication", "withdrawn", sentence(named, " is not public any more"))
    yield from _moves(before, after)
    yield from _unread(before, after)


def _by_kind(side: Side, keys: Iterable[str], verb: str) -> Iterator[Change]:
    kinds: dict[str, list[Node]] = defaultdict(list)
    for key in sorted(keys):
        kinds[side.records[key].kind].append(side.graph.nodes[key])
    for kind, nodes in kinds.items():
        count = counted(len(nodes), *NAMES[kind])
        made = "made" if kind == "recommendations" and verb == "added" else verb
        with_it = _with(kind, nodes) if verb == "added" else ""
        names = listed([_named(side, node, is_there=verb == "added") for node in nodes], MOST)
        ending: Sentence = () if kind in SINGLES else (": ", *names)
        said = sentence(f"{count} {made}{with_it}", ending)
        yield Change(GROUP_OF_KIND.get(kind, "settings"), verb, said)


def _with(kind: str, nodes: list[Node]) -> str:
    """Count what new records bring with them."""
    totals = (
        (sum(count(node.written) for node in nodes), one, many) for one, many, count in BRINGS.get(kind, ())
    )
    said = [counted(total, one, many) for total, one, many in totals if total]
    return f" with {' and '.join(said)}" if said else ""


def _named(side: Side, node: Node, *, is_there: bool) -> Mention:
    """Name a record; a recommendation with whoever made it."""
    named = mention(side, node) if is_there else _gone(side, node)
    if node.kind != "recommendations":
        return named
    makers = ", ".join(reference_words(side, one, node) for one in node.written.made_by)
    return Mention(f"{named.words}, by {makers}", named.key, named.address)


def _gone(side: Side, node: Node) -> Mention:
    """Name a record that has no page now."""
    return replace(mention(side, node), address="")


def _moves(before: Side, after: Side) -> Iterator[Change]:
    for old, new in sorted(before.moved.items()):
        was, now = before.graph.nodes[old], after.graph.nodes[new]
        named = mention(after, now)
        address = named.address or f"/{new}/"
        earlier = mention(before, was).address or f"/{old}/"
        yield Change("moved", "moved", sentence(named, f" is now at {address} (it was at {earlier})"))
    yield from _redirects(before, after)


def _redirects(before: Side, after: Side) -> Iterator[Change]:
    """Tell of old addresses that lead somewhere now, or no longer do, where no record moved."""
    if before.site.addresses is None or after.site.addresses is None:
        return
    was, now = before.site.addresses.redirects, after.site.addresses.redirects
    paths = before.site.addresses.paths
    places = {paths[key] for key in before.moved}
    untold = {paths.get(key) for key in (*after.hidden, *after.unread)}
    for old in sorted((was.keys() | now.keys()) - places):
        if old not in now and was[old] in untold:
            continue
        if old not in now:
            said = f"the old address {old} does not lead to {was[old]} any more"
            yield Change("moved", "redirect-removed", sentence(said))
        elif old not in was:
            yield Change(
                "moved", "redirect-added", sentence(f"the old address {old} leads to {now[old]} now")
            )


def _unread(before: Side, after: Side) -> Iterator[Change]:
    """Say what cannot be told because a file cannot be read on one side."""
    for key in sorted(before.records.keys() & after.unread):
        named = _gone(before, before.graph.nodes[key])
        said = (" has a mistake in its file now, so what changed in it cannot be told",)
        yield Change("publication", "unread", sentence(named, said))
    for key in sorted(after.records.keys() & before.unread):
        named = mention(after, after.graph.nodes[key])
        said = (" can be read again; what changed in it cannot be told",)
        yield Change("publication", "mended", sentence(named, said))
    others = after.unread - before.records.keys()
    if others:
        said = (f"{counted(len(others), 'file')} more cannot be read for now, and what is in it is not told",)
        yield Change("publication", "unread", sentence(said))


def drafts(before: Side, after: Side) -> tuple[int, int, int]:
    """Count what is not public on either side: added, changed, removed; and tell nothing else of it."""
    public = before.records.keys() | after.records.keys()
    added = after.hidden.keys() - before.hidden.keys() - public
    removed = before.hidden.keys() - after.hidden.keys() - public
    both = before.hidden.keys() & after.hidden.keys()
    changed = [key for key in both if before.hidden[key].written != after.hidden[key].written]
    return len(added), len(changed), len(removed)
