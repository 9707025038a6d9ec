"""The ledger of published addresses: what was ever public where, since when, and how often it changed.

It is a committed file, `published.json`, beside the content folder. What the site says of its own past
comes from it and never from git, whose dates are silently wrong on a shallow clone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.addresses import Addresses, page_nodes
from generator.dates import When
from generator.graph import Graph, Node
from generator.markdown import Prose
from generator.options import LEDGER
from generator.problems import Place, Problem
from generator.records import shapes
from generator.records.entries import Model

VERSION = 1
# A thousand bytes for each of a hundred thousand addresses.
LARGEST = 100_000_000
KEY = re.compile(r'\s*"([^"\\]*)":')
DIGEST = re.compile(r"[0-9a-f]{16}")
# Half a character, which JSON can spell and no file can hold.
HALF = re.compile("[\ud800-\udfff]")
# Fields that say how a record is published, and nothing of what is public in it.
NOT_SHOWN = frozenset({"publication", "publish_on", "aliases"})
# A title may be the very thing that had to be removed, so the ledger forgets it.
REMOVED = "Removed"


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one address; `sequence` counts the changes since it was first published."""

    kind: str
    title: str
    digest: str
    first_published: date
    last_changed: date
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every address that was ever public; what is gone stays in it. Also the file, and where each stands."""

    entries: Mapping[str, Published] = field(default_factory=dict)
    path: Path | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, address: str) -> Place:
        """Where an address stands in the file."""
        return place(self.path, self.lines.get(address, 1))


def read(path: Path | None, text: str | None = None) -> tuple[Ledger, list[Problem]]:
    """Read the ledger from disk, or the text of one; where there is none, nothing has been published yet."""
    if text is not None:
        return _parse(path, text)
    try:
        text = _text(path) if path and (path.exists() or path.is_symlink()) else ""
    except (OSError, UnicodeDecodeError):
        return Ledger(), [_damaged(path, 1, 1, "this is not a text that can be read")]
    return _parse(path, text)


def _text(path: Path) -> str:
    """Read the file; what is none, or has no end, would be waited for or fill the memory."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise OSError
    return path.read_text(encoding="utf-8-sig")


def _parse(path: Path | None, text: str) -> tuple[Ledger, list[Problem]]:
    if not text:
        return Ledger(), []
    try:
        pairs = json.loads(text, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return Ledger(), [_damaged(path, line, column, "the ledger breaks off or has a mistake here")]
    if not isinstance(pairs, _Pairs) or ("version", VERSION) not in pairs:
        return Ledger(), [_damaged(path, 1, 1, f"this is not a ledger of version {VERSION}")]
    return _ledger(path, text, [pair for pair in pairs if pair[0] != "version"])


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON as pairs: two branches may have written one address twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> _Pairs:
    return _Pairs(pairs)


def _ledger(path: Path | None, text: str, pairs: Iterable[tuple[str, Any]]) -> tuple[Ledger, list[Problem]]:
    entries: dict[str, Published] = {}
    problems: list[Problem] = []
    lines = {
        match[1]: number for number, line in enumerate(text.split("\n"), 1) if (match := KEY.match(line))
    }
    for address, value in pairs:
        one = _published(value)
        if one is None or not address.startswith("/") or HALF.search(f"{address}{one.kind}{one.title}"):
            said = f"the entry of “{address}” is not what the ledger holds"
            problems.append(_damaged(path, lines.get(address, 1), 1, said))
        else:
            entries[address] = _joined(entries[address], one) if address in entries else one
    return Ledger(entries, path, lines), problems


def _published(value: Any) -> Published | None:
    """Read one entry, or nothing where a field is missing, too many or not of its form."""
    if not isinstance(value, _Pairs):
        return None
    fields = dict(value)
    try:
        first, last = (date.fromisoformat(fields.pop(name)) for name in ("first_published", "last_changed"))
        one = Published(**fields, first_published=first, last_changed=last)
    except (KeyError, TypeError, ValueError):
        return None
    is_text = all(isinstance(text, str) for text in (one.kind, one.title, one.digest))
    is_count = type(one.sequence) is int and one.sequence >= 0
    return one if is_text and is_count and DIGEST.fullmatch(one.digest) and first <= last else None


def _joined(one: Published, other: Published) -> Published:
    """Make one of two entries for an address, as two branches that were merged leave them."""
    newer = max(one, other, key=lambda entry: (entry.last_changed, entry.sequence, entry.digest))
    return replace(newer, first_published=min(one.first_published, other.first_published))


def _damaged(path: Path | None, line: int, column: int, message: str) -> Problem:
    hint = "The program keeps this file: take the last good version of it, then run “throughline ledger”."
    return Problem("ledger-damaged", message, place(path, line, column), hint)


def place(path: Path | None, line: int = 1, column: int = 1) -> Place:
    """Name a place in the ledger, from the content folder that it lies beside."""
    return Place(f"../{path.name if path else LEDGER}", line, column)


def as_text(ledger: Ledger) -> str:
    """Write a ledger, one line an entry and every line complete, so that branches merge line by line."""
    lines = [
        f"{json.dumps(address, ensure_ascii=False)}: {_line(ledger.entries[address])},"
        for address in sorted(ledger.entries)
    ]
    return "\n".join(["{", *lines, f'"version": {VERSION}', "}"]) + "\n"


def _line(one: Published) -> str:
    fields = {
        "kind": one.kind, "title": one.title, "digest": one.digest,
        "first_published": one.first_published.isoformat(), "last_changed": one.last_changed.isoformat(),
        "sequence": one.sequence,
    }  # fmt: skip
    return json.dumps(fields, ensure_ascii=False)


def brought_up_to_date(known: Ledger, graph: Graph, addresses: Addresses, today: date) -> Ledger:
    """Enter what is public on a day; what is unchanged, or gone without a word, stays as it was."""
    entries = dict(known.entries)
    earlier = _earlier(known, addresses)
    for node in page_nodes(graph):
        address = addresses.of(node)
        before = entries.get(address) or earlier.get(address)
        entries[address] = _entered(before, node.kind, node.title, digest(node), today)
    for address, removal in addresses.tombstones.items():
        before = entries.get(address)
        kind = before.kind if before else address.strip("/").partition("/")[0]
        entries[address] = _entered(before, kind, REMOVED, digest(removal), today)
    return Ledger({address: entries[address] for address in sorted(entries)})


def _earlier(known: Ledger, addresses: Addresses) -> dict[str, Published]:
    """What stood at the earlier address of a record that was renamed: the rename is one more change."""
    found: dict[str, Published] = {}
    for old, new in addresses.redirects.items():
        if old in known.entries:
            one = known.entries[old]
            found[new] = _joined(found[new], one) if new in found else one
    return {address: replace(one, digest="") for address, one in found.items()}


def _entered(before: Published | None, kind: str, title: str, found: str, today: date) -> Published:
    if before is None:
        return Published(kind, title, found, today, today)
    if before.digest == found:
        return before
    last = max(today, before.last_changed)
    return Published(kind, title, found, before.first_published, last, before.sequence + 1)


def vanished(known: Ledger, graph: Graph, addresses: Addresses) -> tuple[str, ...]:
    """List the addresses of the ledger at which there is no page, no redirect and no tombstone now."""
    if not known.entries:
        return ()
    here = {addresses.of(node) for node in page_nodes(graph)}
    led_on = (*addresses.redirects, *addresses.tombstones)
    return tuple(sorted(known.entries.keys() - here - frozenset(led_on)))


def digest(node: Node) -> str:
    """Sum up what is public in a record: its values, however they are laid out in the file."""
    values = json.dumps(_plain(node.written), ensure_ascii=False, sort_keys=True)
    return sha256(values.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        fields = type(value).model_fields
        return {
            name: _plain(getattr(value, name))
            for name in shapes(type(value))
            # A field that is left out counts for nothing, so that a new kind of field changes no digest.
            if name not in NOT_SHOWN and getattr(value, name) != fields[name].get_default()
        }
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, Prose):
        return [" ".join(part.split()) for part in re.split(r"\n\s*\n", value.source.strip())]
    return value.text if isinstance(value, When) else str(value) if isinstance(value, Decimal) else value


def compared(one: Ledger, other: Ledger) -> tuple[int, int, int]:
    """Count the addresses that another ledger adds to one, changes in it, and leaves as they are."""
    added = len(other.entries.keys() - one.entries.keys())
    kept = sum(one.entries.get(address) == entry for address, entry in other.entries.items())
    return added, len(other.entries) - added - kept, kept
