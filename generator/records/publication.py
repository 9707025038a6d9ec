"""What of the records may be public on a day: drafts are left out, exempt matter is reduced.

This is done before anything is linked, so that no later stage can show what is not public.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from generator.cache import once
from generator.problems import Problem
from generator.records.entries import Item, MadeDecision, Model
from generator.records.kinds import Common, Decision, Document, Meeting
from generator.records.reading import Record
from generator.records.shape import shapes

KEPT: dict[Any, tuple[str, ...]] = {
    Item: ("id", "agenda_number", "minute_number", "access", "exempt_paragraph", "absent"),
    MadeDecision: ("id", "access", "exempt_paragraph", "absent"),
    Decision: ("classification", "date", "access", "exempt_paragraph", "absent", "aliases"),
    Document: (
        "classification",
        "date",
        "number",
        "access",
        "exempt_paragraph",
        "absent",
        "aliases",
    ),
}
UNTITLED = "Exempt from publication"


def published(
    records: tuple[Record, ...], today: date, *, drafts: bool
) -> tuple[tuple[Record, ...], frozenset[str], list[Problem]]:
    """Keep what may be shown on a day; also the keys of what was kept back, and prose where none may be."""
    shown: list[Record] = []
    kept_back: set[str] = set()
    problems: list[Problem] = []
    for record in records:
        if not drafts and not is_public(record.written, today):
            kept_back.add(record.key)
            continue
        reduced, more = _reduced_record(record)
        shown.append(reduced or record)
        problems += more
    return tuple(shown), frozenset(kept_back), problems


@once
def _reduced_record(record: Record) -> tuple[Record | None, tuple[Problem, ...]]:
    """Reduce a record to what may be known of it; to nothing else where that is all of it."""
    problems: list[Problem] = []
    written = _reduced(record, problems)
    reduced = None if written is record.written else replace(record, written=written)
    return reduced, tuple(problems)


def is_public(written: Any, today: date) -> bool:
    """Tell whether a record may be shown on a day."""
    if not isinstance(written, Common):
        return True
    if written.publication == "draft":
        return False
    return written.publish_on is None or (written.publish_on.earliest or today) <= today


def _reduced(record: Record, problems: list[Problem]) -> Any:
    written = record.written
    if isinstance(written, Meeting):
        items = tuple(
            _reduced_item(record, item, index, problems) for index, item in enumerate(written.items)
        )
        return written if items == written.items else written.model_copy(update={"items": items})
    if isinstance(written, (Decision, Document)) and written.access != "public":
        return _shell(record, written, (), problems)
    return written


def _reduced_item(record: Record, item: Item, index: int, problems: list[Problem]) -> Item:
    if item.access != "public":
        shell: Item = _shell(record, item, ("items", index), problems)
        return shell
    decisions = tuple(
        decision if decision.access == "public"
        else _shell(record, decision, ("items", index, "decisions", number), problems)
        for number, decision in enumerate(item.decisions)
    )  # fmt: skip
    return item if decisions == item.decisions else item.model_copy(update={"decisions": decisions})


def _shell(record: Record, entry: Any, path: tuple[str | int, ...], problems: list[Problem]) -> Any:
    """Reduce an exempt entry to what may be known of it, and report what should not be in the file."""
    model = type(entry)
    kept = {name: getattr(entry, name) for name in KEPT[model]}
    title = getattr(entry, "public_title", None) or UNTITLED
    surplus = [
        name for name in _set_fields(entry)
        if name not in (*KEPT[model], "public_title", "title", "publication", "publish_on", "sources")
    ]  # fmt: skip
    remarks = [("absent", index, "note") for index, one in enumerate(entry.absent) if one.note]
    remarks += [
        ("sources", index, name)
        for index, one in enumerate(entry.sources) for name in ("quote", "note") if getattr(one, name)
    ]  # fmt: skip
    for inner in [*((name,) for name in surplus), *remarks]:
        hint = "The repository may be public too. Remove it; keep number, public_title and paragraph."
        message = f"there is “{inner[-1]}” under {entry.access} matter"
        problems.append(Problem("exempt-prose", message, record.parsed.place((*path, *inner)), hint))
    said = {"title", *(name for name in kept if name in entry.model_fields_set)}
    absent = tuple(one.model_copy(update={"note": None}) for one in entry.absent)
    return model.model_construct(said, **{**_defaults(model), **kept, "title": title, "absent": absent})


def _set_fields(entry: Model) -> list[str]:
    return [name for name in shapes(type(entry)) if name in entry.model_fields_set]


def _defaults(model: type[Model]) -> dict[str, Any]:
    fields = model.model_fields
    return {name: field.get_default() for name, field in fields.items() if not field.is_required()}
