"""Names as Popolo files write them: whole, or in parts that stand with their times among other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.importing.given import Given
from generator.importing.made import letters

# Parts of an ordinary name, in the order in which they are said.
USUAL = ("given_name", "additional_name", "family_name")
# Parts of a peer's name as TheyWorkForYou has it: the title, the name, and the place.
PEER = ("honorific_prefix", "lordname", "lordofname")


def name_of(data: Mapping[str, Any]) -> str:
    """Give a whole name: as it is written, or put together from its parts."""
    whole = data.get("name")
    return whole if isinstance(whole, str) and whole.strip() else _joined(data, parts_of(data))


def parts_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """List the fields that a name is put together from, where it is not written whole."""
    return PEER if data.get("lordname") or data.get("lordofname") else USUAL


def _joined(data: Mapping[str, Any], parts: tuple[str, ...]) -> str:
    said = {one: data[one].strip() for one in parts if isinstance(data.get(one), str) and data[one].strip()}
    return " ".join(f"of {word}" if part == "lordofname" else word for part, word in said.items())


def main_name(given: Given) -> str:
    """Find the name of somebody who has none but among the other names: the latest that is the main one."""
    others = [one for one in _others(given.data) if str(one.get("note")).lower() == "main"]
    return name_of(max(others, key=_since)) if others else ""


def names_of(given: Given) -> list[str]:
    """List what an id can be made from: the name, and other forms of it that Latin letters can write."""
    data = given.data
    others = sorted(_others(data), key=lambda one: one.get("lang") != "en")
    parts = {name: value for name, value in data.items() if name != "name"}
    listed = [
        data.get("name"), *(name_of(one) for one in others if one.get("lang") == "en"),
        name_of(parts), main_name(given), data.get("sort_name"), *map(name_of, others),
    ]  # fmt: skip
    return [one for one in listed if isinstance(one, str) and letters(one)]


def _others(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in data.get("other_names") or () if isinstance(one, dict)]


def _since(data: Mapping[str, Any]) -> str:
    return str(data.get("start_date") or "")
