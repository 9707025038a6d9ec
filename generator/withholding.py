"""Names that must not appear: found wherever content has them, and never said aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.ledger import Ledger
from generator.problems import Place, Problem
from generator.records import Record
from generator.sources import SourceFile

# Between the words of a name: spaces, the hyphen of an id, the marks of Markdown, a line that goes on.
BETWEEN = r"(?:%20|[\W_]){1,40}"
# O'Brien is one word, and may be written obrien.
WORD = r"[^\W_]+(?:['’][^\W_]+)*"
# A letter or a digit: a name neither begins nor ends within a word.
IN_WORD = r"[^\W_]"
HIDDEN = "█"


@dataclass(frozen=True)
class Names:
    """The names to withhold, each as its words in small letters without accents."""

    written: tuple[str, ...]

    @cached_property
    def _words(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(re.findall(WORD, _folded(name))) for name in self.written)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """List where names stand in a text, in order: from their first sign to the one after their last."""
        folded = _folded(text)
        held = [words for words in self._words if all(max(_parts(word), key=len) in folded for word in words)]
        found = {match.span() for words in held for match in _form(words).finditer(folded)}
        if not found or text.isascii():
            return tuple(sorted(found))
        at = [number for number, sign in enumerate(text) for _ in _folded(sign)]
        return tuple(sorted((at[start], at[end - 1] + 1) for start, end in found))

    def hidden(self, text: str) -> str:
        """Black every name out of a text; what follows stays where it stood."""
        for start, end in self.spans(text):
            text = text[:start] + re.sub(r"\S", HIDDEN, text[start:end]) + text[end:]
        return text

    def told(self, problem: Problem) -> Problem:
        """Say a problem without any name."""
        place = replace(problem.place, path=self.hidden(problem.place.path))
        words = (problem.message, problem.hint, problem.mended, problem.example)
        message, hint, mended, example = map(self.hidden, words)
        return replace(problem, message=message, hint=hint, place=place, mended=mended, example=example)


def _folded(text: str) -> str:
    """Put a text into small letters without accents, and without signs that cannot be seen."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))


def _form(words: tuple[str, ...]) -> re.Pattern[str]:
    """Make the form of a name: its words in their order, or the last one first, as in a list of names."""
    forms = tuple(rf"(?:{BETWEEN})?".join(map(re.escape, _parts(word))) for word in words)
    orders = dict.fromkeys((forms, (forms[-1], *forms[:-1])))
    return re.compile("|".join(_bounded(BETWEEN.join(one)) for one in orders))


def _parts(word: str) -> list[str]:
    """Part a word at its apostrophes."""
    return re.split("['’]", word)


def _bounded(form: str) -> str:
    """Keep a form from standing within a word, where its letters are of a script that parts words."""
    first = rf"(?<!{IN_WORD})" if form[0].isascii() else ""
    return f"{first}{form}" + (rf"(?!{IN_WORD})" if form[-1].isascii() else "")


def check(
    names: Names, files: Iterable[SourceFile], records: Iterable[Record], ledger: Ledger
) -> Iterator[Problem]:
    """Report every place where a name stands that is to be withheld, drafts and remarks included."""
    seen = set()
    for file in files:
        if names.spans(file.path):
            yield _problem(Place(file.path), "the name of this file")
        for start, _ in names.spans(file.text):
            line = file.text.count("\n", 0, start) + 1
            seen.add(file.path)
            yield _problem(Place(file.path, line, start - file.text.rfind("\n", 0, start)), "this")
    for record in records:
        if record.parsed.path not in seen:
            for path in _values(record.parsed.data, (), names):
                yield _problem(record.parsed.place(path), "this")
    for address, one in ledger.entries.items():
        if names.spans(address) or names.spans(one.title):
            yield _problem(ledger.place(address), "what the ledger says here")


def _problem(place: Place, what: str) -> Problem:
    hint = "Take it out, also of the history of the files where that is public."
    return Problem("name-withheld", f"{what} has a name that is to be withheld", place, hint)


def _values(value: Any, path: tuple[str | int, ...], names: Names) -> Iterator[tuple[str | int, ...]]:
    """List the paths of values with a name that does not stand in the file as it is read."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _values(one, (*path, key), names)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _values(one, (*path, number), names)
    elif isinstance(value, str) and names.spans(value):
        yield path
