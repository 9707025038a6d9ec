"""Citations put back where they stood, with their quoted words; the places of documents that are cited."""

from __future__ import annotations

from typing import Any

from generator.importing.given import Given
from generator.importing.made import Key, filled
from generator.importing.tables.building import Building
from generator.importing.tables.fields import key_of
from generator.pages.prose import place_words
from generator.records.entries import OutlinePlace
from generator.records.fields import LOCATOR

LISTS = ("sources", "used_in")
# Lists whose entries have no id of their own.
WITHOUT_IDS = ("seen", "other_names", "absent", "sources_differ", "accounts", "people", "papers")
LOST = "The tables do not hold the statement that it is for."


def cite(building: Building) -> None:
    """Put every citation of the tables in its place."""
    for given in building.rows.get("citations", ()):
        _place(building, given)
        if given.data.get("in_text") != "true" and not _put(building, given):
            given.lose("path", LOST, value=dict(given.data))


def _place(building: Building, given: Given) -> None:
    """Note a cited place in the outline of its document."""
    key = key_of(str(given.data.get("document") or ""))
    own = str(given.data.get("locator") or "")
    document = building.records.get(key) if key else None
    if document is None or not LOCATOR.fullmatch(own):
        return
    outline = document.setdefault("outline", [])
    if any(one["id"] == own for one in outline):
        return
    printed = given.as_line("printed", str(given.data.get("printed") or ""))
    usual = place_words(OutlinePlace(id=own))
    page = given.as_line("page", str(given.data.get("page") or ""))
    outline.append(filled(id=own, printed=printed if printed != usual else None, page=page))


def _put(building: Building, given: Given) -> bool:
    """Put a citation into the list of sources that its path leads to; tell whether there is one."""
    path = str(given.data.get("path") or "").split("/")
    record = key_of(str(given.data.get("record") or ""))
    document = key_of(str(given.data.get("document") or ""))
    lists = next((name for name in LISTS if name in path), "")
    if record is None or document is None or not lists:
        return False
    steps = path[: path.index(lists)]
    entry = key_of(str(given.data.get("entry") or ""))
    if entry is not None and entry in building.entries:
        held = _follow(building.entries[entry], _after_entries(steps))
    else:
        held = _follow(building.records.get(record), steps)
    if held is None:
        return False
    _add(held, lists, path[-1], given, document)
    return True


def _after_entries(steps: list[str]) -> list[str]:
    """Leave out the way to an entry that is known by its id: lists with a number."""
    while len(steps) > 1 and steps[1].isdigit() and steps[0] not in WITHOUT_IDS:
        steps = steps[2:]
    return steps


def _follow(held: Any, steps: list[str]) -> dict[str, Any] | None:
    """Follow a path to a group of fields; one with sources alone, such as a quotation's, must be there."""
    for step in steps:
        if isinstance(held, dict):
            held = held.get(step)
        elif isinstance(held, list) and step.isdigit() and int(step) < len(held):
            held = held[int(step)]
        else:
            return None
    return held if isinstance(held, dict) else None


def _add(held: dict[str, Any], lists: str, index: str, given: Given, document: Key) -> None:
    """Put a citation at its place in a list: the id alone or, with quoted words, as a group of fields."""
    place = str(given.data.get("locator") or "")
    quote = given.as_line("quote", str(given.data.get("quote") or ""))
    note = given.as_line("note", str(given.data.get("note") or ""))
    plain = Key("documents", document.id, place)
    group = filled(document=Key("documents", document.id), at=place, quote=quote, note=note)
    listed = held.setdefault(lists, [])
    one = group if quote or note else plain
    at = int(index) if index.isdigit() else len(listed)
    if at < len(listed):
        listed[at] = one
    else:
        listed.append(one)
