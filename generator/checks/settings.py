"""House rules on the files that stand alone: settings, terms, time limits, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.addresses import INDEXES, PAGE, RESERVED
from generator.checks.whole import Whole, records
from generator.graph import Node
from generator.parsing import Path
from generator.problems import Place, Problem
from generator.records.nearest import nearest
from generator.records.quantities import of_currency, of_language

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
CURRENCY = re.compile(r"[A-Z]{3}")
TO_A_PAGE = re.compile(r"\]\((/[^()\s#?]*)")
FORM = re.compile(r"/(?:[a-z0-9-]+/)*[a-z0-9-]*")


def ensure_codes_are_codes(whole: Whole) -> Iterator[Problem]:
    """Ensure languages and currencies are written as their codes."""
    site = next(node for node in whole.graph.of_kind("site"))
    language = site.written.language
    if not LANGUAGE.fullmatch(language):
        guess = of_language(language)
        message = f"“{language}” is not the code of a language: British English is en-GB, Welsh is cy"
        yield _coded(site, ("language",), language, message, guess.instead if guess else "")
    for node in whole.graph.of_kind("money"):
        currency = node.written.currency
        if not CURRENCY.fullmatch(currency):
            guess = of_currency(currency)
            message = f"“{currency}” is not the code of a currency: it has three capital letters"
            yield _coded(node, (*node.path, "currency"), currency, message, guess.instead if guess else "")


def _coded(node: Node, path: Path, written: str, message: str, instead: str) -> Problem:
    place = node.record.place(path)
    mended = node.record.parsed.line_with(place, written, instead) if instead else ""
    hint = f"Write {instead}" if instead else "Look its code up."
    return Problem("code-form", message, place, hint, mended=mended)


def ensure_entries_say_something(whole: Whole) -> Iterator[Problem]:
    """Ensure a term is explained, a clock has a limit, and a point has a value."""
    for node in whole.graph.of_kind("terms"):
        one = node.written
        if not (one.meaning or one.expansion or one.record or one.absent):
            yield _empty(node, node.path, "this term is not explained", "meaning: or expansion:")
    for node in whole.graph.of_kind("clocks"):
        if not (node.written.months or node.written.working_days):
            yield _empty(node, node.path, "this clock has no time limit", "months: or working_days:")
    for node in whole.graph.of_kind("measures"):
        for row, series in enumerate(node.written.series):
            for number, point in enumerate(series.points):
                if point.value is None and not (point.value_as_written or point.absent):
                    path = ("series", row, "points", number)
                    yield _empty(node, path, "this point has no value", "value: or value_as_written:")


def _empty(node: Node, path: Path, message: str, fields: str) -> Problem:
    hint = f"Add {fields}, or say under absent: what is missing and why."
    return Problem("nothing-said", message, node.record.place(path), hint)


def ensure_nothing_is_listed_twice(whole: Whole) -> Iterator[Problem]:
    """Ensure no day, term, number of a visit or overall grade stands twice where it can stand once."""
    site = next(node for node in whole.graph.of_kind("site"))
    yield from _twice(site, [(("key_dates", at), str(day)) for at, day in enumerate(site.written.key_dates)])
    for rules in whole.graph.of_kind("rules"):
        days = enumerate(rules.written.bank_holidays)
        yield from _twice(rules, [(("bank_holidays", at), str(day)) for at, day in days])
    for glossary in whole.graph.of_kind("glossary"):
        terms = enumerate(glossary.written.terms)
        yield from _twice(glossary, [(("terms", at, "term"), one.term.strip()) for at, one in terms])
    for node in whole.graph.of_kind("inspections"):
        overall = [
            (("judgements", at, "overall"), f"an overall grade of {one.body or 'the whole'}")
            for at, one in enumerate(node.written.judgements) if one.overall
        ]  # fmt: skip
        yield from _twice(node, overall)
    yield from _numbered(whole)


def _numbered(whole: Whole) -> Iterator[Problem]:
    """Report a number that two visits have which follow one inspection."""
    seen: dict[tuple[object, ...], str] = {}
    for node in whole.graph.of_kind("visits"):
        one = node.written
        key = (one.number, one.follows, one.by, one.to)
        if one.number and one.follows and key in seen:
            message = f"{seen[key]} has the number {one.number} too, and follows the same inspection"
            hint = "Look which of the two is right."
            yield Problem("listed-twice", message, node.record.place(("number",)), hint)
        seen.setdefault(key, node.record.parsed.path)


def _twice(node: Node, listed: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for path, words in listed:
        place = node.record.place(path)
        if words in first:
            hint = f"It stands first on line {first[words].line}. Remove one of the two."
            yield Problem("listed-twice", f"{words} is here twice", place, hint)
        first.setdefault(words, place)


def ensure_addresses_lead_somewhere(whole: Whole) -> Iterator[Problem]:
    """Ensure an address of a page that is written by hand is one of a page that there is."""
    known = _known(whole)
    for node, address, place in _written(whole):
        is_spoilt = address.rstrip("/").rpartition("/")[2] in whole.spoilt
        if address in known or is_spoilt or not FORM.fullmatch(address):
            continue
        instead = f"{address}/" if f"{address}/" in known else ""
        if not instead and (found := nearest(address, known)):
            instead = found.word if found.certain else ""
        first, _, rest = address.strip("/").partition("/")
        is_record = first in INDEXES and rest and "/" not in rest
        if not instead and not is_record:
            continue
        hint = f"Did you mean {instead}?" if instead else "Look the address up on the site."
        mended = node.record.parsed.line_with(place, address, instead) if instead else ""
        yield Problem("address-unknown", f"there is no page {address} here", place, hint, mended=mended)


def _known(whole: Whole) -> frozenset[str]:
    """List the addresses of pages that are known before the pages are made."""
    placed = whole.addresses
    paths = (path.partition("#")[0] for path in placed.paths.values())
    return frozenset(("/", *paths, *placed.redirects, *placed.tombstones, *(f"/{one}/" for one in RESERVED)))


def _written(whole: Whole) -> Iterator[tuple[Node, str, Place]]:
    """List the addresses of this site that stand in settings, corrections and texts."""
    for site in whole.graph.of_kind("site"):
        for at, entry in enumerate(site.written.navigation):
            if entry.address.startswith("/"):
                path = ("navigation", at, "address")
                yield site, entry.address.partition("#")[0], site.record.place(path)
    for node in whole.graph.of_kind("corrections"):
        for at, one in enumerate(getattr(node.written, "corrections", ())):
            if one.kind == "corrected" and one.address and PAGE.fullmatch(one.address):
                path = ("corrections", at, "address")
                yield node, one.address.partition("#")[0], node.record.place(path)
    for node in records(whole.graph):
        text = node.record.parsed.file.text
        if "](/" in text:
            for match in TO_A_PAGE.finditer(text):
                line = text.count("\n", 0, match.start(1))
                column = match.start(1) - text.rfind("\n", 0, match.start(1))
                yield node, match[1], Place(node.record.parsed.path, line + 1, column)
