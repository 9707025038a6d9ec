"""Values, entries and places in the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.dates import When, words
from generator.diff.changes import Mention, Sentence
from generator.diff.sides import DOCUMENTS, Side
from generator.diff.steps import Pair
from generator.graph import Node, part_words, styled
from generator.markdown import LINK, Prose, plain_source, shortened
from generator.records import Shape, shapes
from generator.records.entries import Citation, Model, Money

LONGEST = 90
WITHHELD = "a record that cannot be shown"
# What entries are called, where the model's name is not a clerk's word: one; many where no “s” makes it.
NOUNS: dict[str, tuple[str, str]] = {
    "Absence": ("remark on what is missing", "remarks on what is missing"),
    "Accessibility": ("accessibility statement", ""),
    "Action": ("piece of work", "pieces of work"),
    "Attendance": ("name on the attendance list", "names on the attendance list"),
    "Clock": ("time limit", ""),
    "Contribution": ("thing said", "things said"),
    "Coverage": ("account of what is covered", ""),
    "Declaration": ("declaration of interest", "declarations of interest"),
    "Difference": ("difference between sources", "differences between sources"),
    "Item": ("agenda item", ""),
    "Judgement": ("judgement", ""),
    "KnownFrom": ("account of how it is known", "accounts of how it is known"),
    "Link": ("link to another site", "links to other sites"),
    "MadeDecision": ("decision", ""),
    "Membership": ("holding of a seat or office", "holdings of seats and offices"),
    "MenuEntry": ("link of the menu", "links of the menu"),
    "Minutes": ("entry on the minutes", "entries on the minutes"),
    "Money": ("sum", ""),
    "OtherName": ("other name", ""),
    "OutlinePlace": ("place to cite", "places to cite"),
    "Part": ("part of a decision", "parts of a decision"),
    "PlanCount": ("count", ""),
    "Point": ("value", ""),
    "Post": ("office", ""),
    "Priority": ("priority", "priorities"),
    "Progress": ("progress report", ""),
    "QuestionPart": ("part of a question", "parts of a question"),
    "Response": ("answer", ""),
    "ResponseDue": ("date for an answer", ""),
    "Series": ("row of values", "rows of values"),
    "Sighting": ("day that a paper proves", "days that papers prove"),
    "StatusUpdate": ("status report", ""),
    "Target": ("earlier target date", ""),
    "Term": ("term", ""),
    "Took": ("participant", ""),
}
# Fields that name an entry, the best first.
NAMING = (
    "title", "label", "term", "area", "name", "field", "what", "heading", "printed", "person", "organization",
    "document", "name_as_written", "legal_basis", "on", "as_at", "target_date", "date", "category", "text",
    "value", "rule", "answer", "status", "result", "id",
)  # fmt: skip
FIELDS = {
    "made_by": "who made it", "made_to": "to whom it is made", "made_in": "where it was made",
    "made_on": "the day it was made", "of": "who was inspected", "by": "by whom", "to": "to whom",
    "at": "place", "done_on": "the day it was done", "as_at": "the day it was true",
    "on": "day", "about": "what it is about", "asks": "what it asks", "start_date": "first day",
    "end_date": "last day", "name_as_written": "name as written", "note": "note",
    "report_address": "address to report mistakes to", "id": "id", "why": "reason", "read": "read by us",
    "url": "web address", "base_url": "public address", "noted_in": "where it was noted",
    "funded_by": "what pays for it", "follows": "the inspection it follows", "lead": "who leads on it",
    "checks": "how strict the rules are", "newest_first": "newest first", "classification": "kind",
}  # fmt: skip


def noun(model: type[Model], many: bool = False) -> str:
    """Call an entry by a word."""
    name = model.__name__
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    one, several = NOUNS.get(name, (spaced, ""))
    return (several or f"{one}s") if many else one


def field(shape: Shape) -> str:
    """Call a field by words."""
    return FIELDS.get(shape.name, shape.name.replace("_", " "))


def at(when: When) -> str:
    """Put a date behind a verb: on 3 May 2017, in May 2017, (about May 2016)."""
    if when.is_day and not when.approximate:
        return f"on {when}"
    if when.approximate or when.precision == "range":
        return f"({when})"
    return f"in the {when}" if when.precision == "named year" else f"in {when}"


def cut(text: str) -> str:
    """Keep a name or a value short enough for a sentence."""
    return shortened(" ".join(text.split()), LONGEST)


def prose_words(side: Side, prose: Prose | None) -> str:
    """Read a text without its marks; a link by its words or by the name of what it leads to."""
    if prose is None:
        return ""
    source = LINK.sub(
        lambda link: WITHHELD if side.is_withheld(link[1]) and not link[2] else link[0], prose.source
    )
    return plain_source(source, side.names)


def value_words(side: Side, value: Any, shape: Shape | None, home: Node | None) -> str:
    """Print a value for a sentence: names for ids, dates in words, what is quoted in quotes."""
    if isinstance(value, Citation):
        return citation_words(side, value, home)
    if isinstance(value, Prose):
        return f"“{cut(prose_words(side, value))}”"
    if isinstance(value, Model):
        return f"“{entry_words(side, value, home)}”"
    if isinstance(value, str) and shape is not None and shape.ref is not None:
        return reference_words(side, value, home, shape.ref.kinds)
    return _plain_words(value, is_choice=shape is not None and bool(shape.choices))


def _plain_words(value: Any, *, is_choice: bool) -> str:
    """Print a value that stands for itself."""
    if isinstance(value, When):
        return words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in sorted(value.items())) or "as usual"
    return str(value) if is_choice else f"“{cut(str(value))}”"


def reference_words(side: Side, written: str, home: Node | None, kinds: Iterable[str] = ()) -> str:
    """Name what a reference means."""
    node = side.find(written, home, tuple(kinds))
    if node is None:
        return WITHHELD if side.is_withheld(written) else cut(written)
    return node_words(node)


def node_words(node: Node) -> str:
    """Name a record or an entry as a sentence would."""
    if node.kind == "people":
        return cut(styled(node.written))
    if node.kind == "recommendations":
        reference = node.written.reference
        return f"{cut(reference)} ({cut(node.title)})" if reference else f"“{cut(node.title)}”"
    return cut(node.title)


def citation_words(side: Side, citation: Citation, home: Node | None) -> str:
    """Name a document and the place in it."""
    name = reference_words(side, citation.document, home, DOCUMENTS)
    return f"{name}, {cut(citation.at)}" if citation.at else name


def entry_words(side: Side, entry: Any, home: Node | None) -> str:
    """Name an entry in a few words, by whatever field of it serves as a name."""
    if isinstance(entry, Money):
        sum_ = entry.figure or entry.amount_as_written
        return f"{cut(entry.title)}, {cut(sum_)}" if sum_ else cut(entry.title)
    if getattr(entry, "outcome", None) and (number := part_words(entry.number)):
        return f"{number}: {cut(prose_words(side, entry.text))}"
    model: type[Model] = type(entry)
    fields = shapes(model)
    for name in NAMING:
        value = getattr(entry, name, None)
        if value and name in fields:
            return value_words(side, value, fields[name], home).strip("“”")
    return noun(model)


def mention(side: Side, node: Node) -> Mention:
    """Name a record so that a page can link to it."""
    placed = side.site.addresses
    address = placed.paths.get(node.key, "") if placed else ""
    return Mention(node_words(node), node.home.key, address)


def place(side: Side, trail: tuple[Pair, ...], home: Node) -> Sentence:
    """Say where in a record something is: the innermost entry, and the record."""
    record = mention(side, home)
    inner = trail[-1].after
    if len(trail) == 1:
        return (record,)
    shape = trail[-1].shape
    if shape is not None and not shape.many:
        outer = place(side, trail[:-1], home)
        return (f"the {noun(type(inner))} of ", *outer)
    return (f"the {noun(type(inner))} “{entry_words(side, inner, home)}” in ", record)
