"""Records built of rows: each table's rows become records or entries, in the order that they had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.exports.cells import parted
from generator.exports.tables import TABLES
from generator.importing.given import Given
from generator.importing.losses import Loss, Losses
from generator.importing.made import Key
from generator.importing.mending import references
from generator.importing.tables.fields import NO_ID, fields, key_of, when
from generator.records import FOLDERS, entries
from generator.records.entries import Model
from generator.records.fields import ID

# The tables of records, and those of entries: their model, the column of what they stand in, the list.
RECORDS = ("people", "organizations", "meetings", "recommendations", "inspections", "visits", "documents")
ENTRIES: dict[str, tuple[type[Model], str, str]] = {
    "posts": (entries.Post, "organization", "posts"),
    "memberships": (entries.Membership, "body", "members"),
    "attendance": (entries.Attendance, "meeting", "attendance"),
    "status_updates": (entries.StatusUpdate, "recommendation", "status_updates"),
    "judgements": (entries.Judgement, "inspection", "judgements"),
    "decision_parts": (entries.Part, "decision", "parts"),
    "money": (entries.Money, "within", "money"),
}
NO_TITLE = "The tables have no titles of items; this was made of its id."
NO_AMOUNT = "No amount is given, and the tables do not say why."
# Tables whose column of numbers is the place in the list; elsewhere it is a number as printed.
IN_ORDER = ("memberships", "attendance", "status_updates", "judgements")
ONLY_NAMED = "The tables only name it; its title was made of its id."
# Kinds that have no table, and the one field that a record of them must have.
NAME_ALONE = {"topics": "name", "plans": "title", "pages": "title"}
WITH_FINDINGS = ("boards", "organizations", "inspections", "visits", "documents")
NO_FINDING = "The tables name this finding and do not hold its words."
BY_NAME = {table.name: table for table in TABLES}
Rows = Mapping[str, tuple[Given, ...]]


@dataclass(slots=True)
class Building:
    """The trees of all records while rows are put into them, and of the entries that have an id."""

    rows: Rows
    losses: Losses
    records: dict[Key, dict[str, Any]] = field(default_factory=dict)
    entries: dict[Key, dict[str, Any]] = field(default_factory=dict)

    def build(self) -> None:
        """Build all records."""
        for name in RECORDS:
            for given in self.rows.get(name, ()):
                self._record(given, name)
        for given in self.rows.get("decisions", ()):
            self._decision(given)
        for given in self.rows.get("measures", ()):
            self._point(given)
        for name in ENTRIES:
            rows = self.rows.get(name, ())
            for given in sorted(rows, key=_number) if name in IN_ORDER else rows:
                self._entry(given, name)

    def _key(self, given: Given, name: str) -> Key | None:
        text = str(given.data.get(name) or "")
        key = key_of(text)
        if key is None:
            given.lose(name, f"{NO_ID} The row was left out.", value=dict(given.data))
        return key

    def _record(self, given: Given, name: str) -> None:
        key = self._key(given, "id")
        if key is None:
            return
        if key in self.records or key.entry:
            given.lose("id", "Another row has this id; the first counts.", value=dict(given.data))
            return
        tree = fields(given, BY_NAME[name], FOLDERS[key.kind])
        if names := parted(str(given.data.get("other_names") or "")):
            tree["other_names"] = [{"name": one} for one in names]
        self.records[key] = tree

    def _decision(self, given: Given) -> None:
        """Put a decision into its meeting, or make the record of one that was taken outside."""
        key = self._key(given, "id")
        if key is None:
            return
        model = entries.MadeDecision if key.entry else FOLDERS["decisions"]
        tree = fields(given, BY_NAME["decisions"], model)
        if not key.entry:
            date = when(str(given.data.get("date") or ""), given, "date")
            self.records[key] = tree | ({"date": date} if date else {})
            return
        item = key_of(str(given.data.get("item") or ""))
        meeting = self.records.get(Key(key.kind, key.id))
        if meeting is None or item is None or not ID.fullmatch(key.entry):
            given.lose("id", "The tables hold no meeting and item for it.", value=dict(given.data))
            return
        made = {"id": key.entry, **tree}
        if tree.get("access", "public") != "public":
            made["public_title"] = tree.get("title")
        self._item(meeting, item, given).setdefault("decisions", []).append(made)
        self.entries[key] = made

    def _item(self, meeting: dict[str, Any], item: Key, given: Given) -> dict[str, Any]:
        """Find or make an item of an agenda, of which the tables hold the id alone."""
        if item not in self.entries:
            title = item.entry.replace("-", " ").capitalize()
            self.entries[item] = {"id": item.entry, "title": title}
            meeting.setdefault("items", []).append(self.entries[item])
            given.lose("item", NO_TITLE, value=item.entry, carried_as=title)
        return self.entries[item]

    def _entry(self, given: Given, name: str) -> None:
        model, owner, into = ENTRIES[name]
        home = self._key(given, owner)
        if home is None:
            return
        self.name_alone(home)
        held = self.entries.get(home) if home.entry else self.records.get(home)
        if held is None:
            given.lose(owner, "The tables do not hold what it stands in.", value=dict(given.data))
            return
        tree = fields(given, BY_NAME[name], model)
        if name == "attendance" and not {"person", "name_as_written"} & tree.keys():
            given.lose("person", "The row names nobody.", value=dict(given.data))
            return
        own = str(given.data.get("id") or "").partition("#")[2]
        if ID.fullmatch(own):
            tree = {"id": own, **tree}
            self.entries[Key(home.kind, home.id, own)] = tree
        if seen := parted(str(given.data.get("seen_on") or "")):
            days = (when(one, given, "seen_on") for one in seen)
            tree["seen"] = [{"on": day} for day in days if day]
        if name == "money" and "amount" not in tree:
            tree["absent"] = [{"what": "the amount", "reason": "not yet entered by us"}]
            given.lose("amount", NO_AMOUNT, carried_as="absent: not yet entered by us")
        held.setdefault(into, []).append(tree)

    def name_alone(self, key: Key) -> None:
        """Make a record that the tables only name, where a name is all that its kind must have."""
        name = (key.entry or key.id).replace("-", " ").capitalize()
        home = self.records.get(Key(key.kind, key.id))
        if key.entry and home is not None and key.kind in WITH_FINDINGS and key not in self.entries:
            if not ID.fullmatch(key.entry):
                return
            self.entries[key] = {"id": key.entry, "kind": "finding", "title": name, "text": NO_FINDING}
            home.setdefault("findings", []).append(self.entries[key])
            self.losses.add(Loss(key.kind, "finding", NO_FINDING, value=f"{key.kind}/{key.id}#{key.entry}",
                                 carried_as=name))  # fmt: skip
        if key.kind not in NAME_ALONE or key.entry or key in self.records:
            return
        self.records[key] = {NAME_ALONE[key.kind]: name}
        self.losses.add(Loss(key.kind, "record", ONLY_NAMED, value=f"{key.kind}/{key.id}", carried_as=name))

    def name_what_is_only_named(self, there: set[Key]) -> None:
        """Make each record and finding that the tables only name, where a name is enough."""
        listed = [one for key, tree in self.records.items() for one in references(tree, FOLDERS[key.kind])]
        for key, ref in sorted(listed, key=lambda one: (one[0].kind, one[0].id, one[0].entry)):
            kind = "findings" if key.entry else key.kind
            if key not in there and kind in (ref.kinds or (kind,)):
                self.name_alone(key)

    def _point(self, given: Given) -> None:
        """Put a value into its series, and the series into its measure."""
        key = self._key(given, "measure")
        own = str(given.data.get("series_id") or "")
        if key is None or not ID.fullmatch(own):
            return
        about = {
            name: given.as_line(name, str(given.data.get(name) or "")) for name in ("title", "unit", "scope")
        }
        measure = self.records.setdefault(key, {name: one for name, one in about.items() if one})
        series = Key(key.kind, key.id, own)
        if series not in self.entries:
            title = given.as_line("series_title", str(given.data.get("series_title") or "")) or own
            self.entries[series] = {"id": own, "title": title, "points": []}
            measure.setdefault("series", []).append(self.entries[series])
        self.entries[series]["points"].append(fields(given, BY_NAME["measures"], entries.Point))


def _number(given: Given) -> int:
    text = str(given.data.get("number") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - no list is as long


def trees(building: Building) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Give every record that was built."""
    yield from sorted(building.records.items(), key=lambda one: (one[0].kind, one[0].id))
