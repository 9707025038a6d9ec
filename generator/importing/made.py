"""The records that an import makes, as plain trees, and the ids that they get."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.addresses import RESERVED
from generator.checks.privacy import found_in
from generator.records import FOLDERS
from generator.records.fields import ID
from generator.records.reading import RESERVED_IDS

LONGEST_ID = 60
LONGEST_OWN = 200
SHORT = 12
# Letters that the standard library knows no Latin ones for; a point stands for none.
SPELT = (
    ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
     "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya"),
    ("іїєґўјљњћђџѓќѕ", "i yi ye g u j lj nj c dj dz g k dz"),
    ("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
    ("ßæœþðıəŋĸ", "ss ae oe th d i a ng k"),
)  # fmt: skip
LETTERS = {
    sign: plain.strip(".") for signs, spelt in SPELT for sign, plain in zip(signs, spelt.split(), strict=True)
}
WITH_A_MARK = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")


@dataclass(frozen=True, slots=True)
class Key:
    """A record by its kind and id; `entry` names an entry or a citable place in it."""

    kind: str
    id: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Bare:
    """A value that is written without quotes: a date, a number, true or false."""

    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """A record to be written: its fields, and what the source calls it."""

    key: Key
    tree: Mapping[str, Any]
    origin: str = ""

    @property
    def path(self) -> str:
        return f"{self.key.kind}/{self.key.id}.yaml" if self.key.kind else f"{self.key.id}.yaml"


def letters(text: str) -> str | None:
    """Write a text in small Latin letters, digits and hyphens; nothing where a letter has none."""
    found = []
    for sign in unicodedata.normalize("NFC", text).lower():
        plain = _letter(sign)
        if plain is None:
            return None
        found.append(plain)
    return re.sub(r"[^a-z0-9]+", "-", "".join(found).replace("'", "")).strip("-")


def _letter(sign: str) -> str | None:
    if sign.isascii():
        return sign
    if sign in LETTERS:
        return LETTERS[sign]
    if sign in "’‘ʼ´`":
        return ""
    decomposed = unicodedata.normalize("NFKD", sign)
    plain = "".join(LETTERS.get(one, one) for one in decomposed if not unicodedata.combining(one))
    if plain.isascii() and plain != sign:
        return plain.lower()
    if marked := WITH_A_MARK.match(unicodedata.name(sign, "")):
        return marked[1].lower()
    return None if unicodedata.category(sign)[0] in "LMN" else "-"


def slug(text: str) -> str:
    """Make an id from words, cut at a word's end; nothing where they cannot be written in Latin letters."""
    full = letters(text) or ""
    return full if len(full) <= LONGEST_ID else full[: LONGEST_ID + 1].rpartition("-")[0] or full[:LONGEST_ID]


@dataclass(slots=True)
class Ids:
    """The ids in use: those that earlier imports gave stay, and no two records share one."""

    earlier: Mapping[str, Key] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    given: dict[str, Key] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def of(self, kind: str, origin: str, names: Iterable[str | None], own: str = "") -> Key:
        """Give the id of what the source calls `origin`: the earlier one, its own, or one from its names."""
        known = self.given.get(origin) or self.earlier.get(remark(origin)) or self.exact(kind, own)
        if known is None:
            known = Key(kind, self._free(self._base(kind, origin, names)))
        self.given[origin] = known
        self.take(known)
        return known

    def take(self, key: Key) -> None:
        """Note that an id is in use."""
        self.kinds.setdefault(key.id, set()).add(key.kind)

    def exact(self, kind: str, own: str) -> Key | None:
        """Keep an id that is one of ours: `people/jane-doe`."""
        folder, _, name = own.rpartition("/")
        fits = (
            folder in FOLDERS and ID.fullmatch(name) and name not in RESERVED_IDS and len(name) <= LONGEST_OWN
        )
        return Key(folder, name) if fits and (folder == kind or not kind) else None

    def _base(self, kind: str, origin: str, names: Iterable[str | None]) -> str:
        for name in names:
            if name and (found := slug(name)) and not found.isdigit():
                return found
        word = FOLDERS[kind].__name__.lower().removesuffix("page")
        plain = slug(origin.split(" ", 2)[-1])
        return f"{word}-{plain if plain and len(plain) <= SHORT else _digest(origin)}"

    def _free(self, base: str) -> str:
        """Add the first number that makes an id one nobody has."""
        found, number = base, self.counted.get(base, 2)
        while found in self.kinds or found in RESERVED_IDS or found in RESERVED:
            found, number = f"{base}-{number}", number + 1
        # An id that is in use stays so: the next namesake need not try the same numbers again.
        self.counted[base] = number
        return found

    def written(self, key: Key) -> str:
        """Write a reference: the id alone, or with its kind where two share it."""
        entry = f"#{key.entry}" if key.entry else ""
        if not key.id:
            return entry
        return f"{key.kind}/{key.id}{entry}" if len(self.kinds.get(key.id, ())) > 1 else f"{key.id}{entry}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def remark(origin: str) -> str:
    """Say what the source calls a record; what looks personal in it, by a short sum of it."""
    if not found_in(origin, "people"):
        return origin
    return f"{' '.join(origin.split(' ', 2)[:2])} {_digest(origin)}"


def filled(**fields: Any) -> dict[str, Any]:
    """Keep the fields that hold something."""
    return {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [], (), {})}
