"""What a clerk calls a kind, an id made from words, and whether an id is free."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.addresses import RESERVED
from generator.graph.unresolved import KIND_NAMES
from generator.loading import Site
from generator.records import FOLDERS, SINGLES
from generator.records.fields import ID
from generator.records.nearest import ask, nearest
from generator.records.reading import RESERVED_IDS

LONGEST_ID = 60
SINGULAR = {KIND_NAMES[kind]: kind for kind in FOLDERS}
SPELT_OTHERWISE = {"organisation": "organizations", "organisations": "organizations"}


class ScaffoldError(ValueError):
    """Says in a clerk's words why no scaffold can be made."""


def kind_of(word: str) -> str:
    """Find the kind that a word means, in the singular or the plural."""
    names = {**{kind: kind for kind in FOLDERS}, **SINGULAR, **SPELT_OTHERWISE}
    if word.lower() in names:
        return names[word.lower()]
    if word.lower() in SINGLES:
        raise ScaffoldError(f"there is one {word}.yaml for the whole record, so it has no scaffold")
    hint = suggestion(word.lower(), names) or f"The kinds are: {', '.join(SINGULAR)}."
    raise ScaffoldError(f"there is no kind “{word}”. {hint}")


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Offer the nearest of some words, or nothing where none is near."""
    return ask(nearest(word, choices))


def slug(words: str) -> str:
    """Make an id from words: small letters, digits and hyphens, cut at a word's end; maybe nothing."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    full = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return full if len(full) <= LONGEST_ID else full[: LONGEST_ID + 1].rpartition("-")[0] or full[:LONGEST_ID]


def ensure_free(name: str, kind: str, site: Site) -> None:
    """Refuse an id that has another form, is kept for something else, or belongs to a record already."""
    if not ID.fullmatch(name):
        made = slug(name)
        hint = f" Write “{made}”, or give the words with --title." if made else ""
        raise ScaffoldError(
            f"“{name}” cannot be an id: it is made of small letters, digits and single hyphens.{hint}"
        )
    if name in RESERVED_IDS or (kind == "pages" and name in RESERVED):
        raise ScaffoldError(f"“{name}” is kept for something else. Choose another id.")
    if holder := holders(site).get(name):
        raise ScaffoldError(
            f"the id “{name}” is taken by {holder}. Give another one, such as “{free(name, site)}”."
        )


def holders(site: Site) -> dict[str, str]:
    """Map each id in use, and each earlier id, to the file that has it."""
    earlier = {
        alias.rpartition("/")[2]: f"{record.parsed.path}, as an earlier id"
        for record in site.records
        for alias in getattr(record.written, "aliases", ())
    }
    return earlier | {file.stem: file.path for file in site.sources}


def free(name: str, site: Site) -> str:
    """Add the first number to an id that makes it one nobody has."""
    taken = holders(site)
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
