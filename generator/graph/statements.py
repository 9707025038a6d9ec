"""The statements of the record, and whether each carries its source.

A statement is a nested entry, or a sentence of prose, with a date, a number or a judgement. A
sentence is covered by a citation in it or later in its paragraph, as a footnote covers what it
follows; prose inside an entry is covered by the entry's own sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from generator.cache import once
from generator.dates import MONTHS, When
from generator.graph.nodes import Node, near
from generator.markdown import CITATION, LINK, Prose, places_cited, plain_source
from generator.parsing import Path
from generator.problems import Place
from generator.records import Record, shapes
from generator.records import entries as e
from generator.records.entries import Citation, Entry, Model, place_cited

JUDGED = ("grade", "status", "outcome", "answer", "kind", "result")
NOT_STATEMENTS = (
    e.Item,
    e.MadeDecision,
    e.Question,
    e.Post,
    e.OutlinePlace,
    e.Difference,
    e.Absence,
)
EDITORIAL = ("pages", "rules", "corrections")
# “March” and “may” are words too: those two count after a preposition only.
MONTH = "|".join(month for month in MONTHS if month not in ("March", "May"))
CLAIM = re.compile(
    rf"\d|\b(?:{MONTH})\b|\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ff]rom|to|of|[Dd]uring) (?:March|May)\b"
    r"|\b(?i:inadequate|outstanding|requires improvement|effective|ineffective)\b"
)
# A sentence ends with all its citations; the next one may be an item of a list.
SENTENCE = re.compile(r"(?<=[.!?])(?:\s*\[@[^\]]*\])*\s+(?=[A-Z“\"'£0-9*]|\[(?!@)|[-+]\s)")


# How an item of a list begins, which begins a sentence of its own.
ITEM = re.compile(r"[\s.,;:]*\n\s*(?:[-*+]|\d{1,9}[.)])\s")
# Citations that stand together say the same of the same words.
CITED = re.compile(rf"{CITATION.pattern}(?:\s*{CITATION.pattern})*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: the node it stands in, its words, and the citations that cover it."""

    node: Node
    path: Path
    words: str
    citations: tuple[Citation, ...]
    opening: str = ""

    @property
    def has_source(self) -> bool:
        return bool(self.citations)

    @property
    def place(self) -> Place:
        """Where it stands: the entry, or the sentence's first words."""
        if self.opening:
            return self.node.record.parsed.place_of_words(self.path, self.opening)
        return self.node.record.place(self.path)


class _Said(NamedTuple):
    """A statement as it stands in its record, before its node is known."""

    path: Path
    words: str
    citations: tuple[Citation, ...]
    opening: str = ""


def statements(nearest: Mapping[Path, Node]) -> Iterator[Statement]:
    """List the statements of a record; `nearest` gives the node of each of its entries by path."""
    for said in _said(nearest[()].record):
        yield Statement(near(nearest, said.path), *said)


@once
def _said(record: Record) -> tuple[_Said, ...]:
    if record.kind in EDITORIAL:
        return ()
    found = [said for path, prose in _record_prose(record.written) for said in _sentences(path, prose)]
    for path, _, value, _ in record.spots:
        if isinstance(value, Entry) and not isinstance(value, NOT_STATEMENTS) and _claims(value):
            found.append(_Said(path, words_of(value), _cover(value)))
        elif isinstance(value, (e.Account, e.Sighting)):
            found.append(_Said(path, _account(value), value.sources))
    return tuple(found)


def _cover(entry: Entry) -> tuple[Citation, ...]:
    quotation = getattr(entry, "quotation", None)
    return entry.sources + (quotation.sources if quotation else ())


def _account(value: Model) -> str:
    return str(getattr(value, "value", None) or getattr(value, "on", ""))


def _record_prose(written: Model) -> Iterator[tuple[Path, Prose]]:
    for shape in shapes(type(written)).values():
        prose = getattr(written, shape.name)
        if shape.type is Prose and prose and shape.name != "note":
            yield (shape.name,), prose


def _claims(entry: Entry) -> bool:
    """Whether an entry itself holds a date, a number, a judgement or prose that states one."""
    for name in shapes(type(entry)):
        value = getattr(entry, name)
        if name not in entry.model_fields_set or value is None or value == ():
            continue
        if isinstance(value, (When, Decimal)) or (type(value) is int):
            return True
        if name in JUDGED or name in ("text", "counts"):
            return True
    return False


def _sentences(path: Path, prose: Prose) -> Iterator[_Said]:
    for paragraph in re.split(r"\n\s*\n", prose.source):
        for sentence, rest in _with_rest(paragraph):
            if CLAIM.search(_own_words(sentence)):
                opening = sentence.strip()[:24].partition("\n")[0]
                yield _Said(path, plain_source(sentence), _citations(rest), opening)


def _own_words(sentence: str) -> str:
    """What the sentence itself says: an id in a link or a citation is no claim."""
    return LINK.sub(lambda match: match[2] or "", CITATION.sub("", sentence))


def _with_rest(paragraph: str) -> Iterator[tuple[str, str]]:
    """Each sentence of a paragraph, with everything from it to the paragraph's end."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(paragraph)), len(paragraph)]
    for start, end in pairwise(starts):
        if paragraph[start:end].strip():
            yield paragraph[start:end], paragraph[start:]


def _citations(text: str) -> tuple[Citation, ...]:
    """The citations of the first sentence that has any, in a stretch of text."""
    first = re.search(r"(?:\[@[^\]]*\]\s*)+", text)
    if not first:
        return ()
    return tuple(place_cited(document, at) for document, at in places_cited(first[0]))


def sentences(prose: Prose) -> Iterator[str]:
    """Part a text into its sentences, each with the citations that follow it."""
    for paragraph in re.split(r"\n\s*\n", prose.source):
        for sentence, _ in _with_rest(paragraph):
            yield sentence


def clause(sentence: str, document: str, at: str | None) -> str:
    """Take the part of a sentence that a citation stands after, from the citation before it on."""
    start = 0
    for match in CITED.finditer(sentence):
        if (document, at) in places_cited(match[0]):
            before, after = sentence[start : match.start()], sentence[match.end() :]
            item = ITEM.match(before if start else f"\n{before}")
            part = before[item.end() - (not start) if item else 0 :].strip(" ,;:\n")
            if not any(map(str.isalnum, part)):
                return sentence
            opening = "… " if start and not item else ""
            if ITEM.match(after):
                return opening + part
            return f"{opening}{part}{' …' if after.strip(' .,;:!?') else after}"
        start = match.end()
    return ""


def words_of(entry: Model) -> str:
    """Say in a line what an entry states, else what kind of entry it is."""
    said = own_words(entry) or getattr(entry, "name_as_written", None)
    kind = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in type(entry).__name__).strip()
    whose = getattr(entry, "person", None) or getattr(entry, "organization", None)
    return str(said or (f"the {kind} of {whose}" if whose else f"the {kind}"))


def own_words(entry: Model, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say in a line what an entry states, in its own words where it has any."""
    for name in ("title", "text", "area", "what", "name", "value_as_written"):
        found = getattr(entry, name, None)
        if isinstance(found, Prose):
            return plain_source(found.source, names)
        if found:
            return _with_value(entry, str(found))
    return ""


def _with_value(entry: Model, words: str) -> str:
    extra = getattr(entry, "grade", None) or getattr(entry, "amount_as_written", None)
    return f"{words}: {extra}" if extra else words
