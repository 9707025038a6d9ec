"""A new record's file: the fields that matter, each with a word on it, and what is known filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from generator.dates import DateError, When, parse
from generator.graph import Node
from generator.loading import Site
from generator.records import FOLDERS, shapes
from generator.records.entries import Item
from generator.scaffold.forms import FORMS, ITEM, Field, Form, ask
from generator.scaffold.meetings import Numbering, attendance, numbering
from generator.scaffold.naming import (
    SINGULAR,
    ScaffoldError,
    ensure_free,
    holders,
    kind_of,
    slug,
    suggestion,
)
from generator.scaffold.writing import Known, entry, lines, scalar
from generator.schema import modeline

__all__ = ["Scaffold", "ScaffoldError", "Wanted", "scaffold"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the clerk said of the record to be made."""

    kind: str
    id: str = ""
    title: str = ""
    date: str = ""
    boards: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A file to be written: its path from the content folder, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What the words stand for: the kind and its form, the bodies, the date."""

    kind: str
    form: Form
    bodies: tuple[Node, ...]
    when: When | None


def scaffold(wanted: Wanted, site: Site, today: date) -> Scaffold:
    """Make the scaffold of a record, beside all that the content holds already."""
    kind = kind_of(wanted.kind)
    _ensure_flags_fit(wanted, kind, FORMS[kind])
    bodies = tuple(_body(written, site) for written in wanted.boards)
    found = _Found(kind, FORMS[kind], bodies, _date(wanted.date) if wanted.date else None)
    name = wanted.id or _id(wanted, found, site)
    ensure_free(name, kind, site)
    blocks = _meeting_blocks(wanted, found, site, today) if kind == "meetings" else {}
    known = Known(_values(wanted, found, site, today), blocks, wanted.source)
    path = f"{kind}/{name}.yaml"
    text = [*_head(path), *lines(found.form.fields, FOLDERS[kind], known)]
    return Scaffold(path, "\n".join(text) + "\n")


def _head(path: str) -> tuple[str, ...]:
    """The line that tells an editor the schema, and two for the clerk."""
    about = (FOLDERS[path.partition("/")[0]].__doc__ or "").partition("\n")[0]
    return (
        modeline(path),
        f"# {about}",
        "# Fill in what stands empty. To use a line with a # in front, take the # and one space away.",
    )


def _ensure_flags_fit(wanted: Wanted, kind: str, form: Form) -> None:
    """Ensure the kind has a field for each flag given."""
    name = _a(_singular(kind))
    if wanted.date and not form.date:
        raise ScaffoldError(f"{name} has no date, so --date has no place in it")
    if wanted.boards and not form.board:
        members = " Members are written on the body, under members." if kind == "people" else ""
        raise ScaffoldError(f"{name} names no body, so --board has no place in it.{members}")
    if len(wanted.boards) > 1 and not _is_list(kind, form):
        raise ScaffoldError(f"{name} names one body only, so --board can be given once")
    if wanted.items and kind != "meetings":
        raise ScaffoldError(f"{name} has no agenda, so --item has no place in it")


def _is_list(kind: str, form: Form) -> bool:
    return shapes(FOLDERS[kind])[form.board].many


def _singular(kind: str) -> str:
    return next(word for word, plural in SINGULAR.items() if plural == kind)


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _date(text: str) -> When:
    try:
        return parse(text)
    except DateError as error:
        raise ScaffoldError(f"“{text}” is not a date: {error}") from None


def _body(written: str, site: Site) -> Node:
    """Find a body by its id; without a graph there is none to find."""
    if site.graph is None:
        raise ScaffoldError("there is no site.yaml that can be read, so no body can be looked up")
    found = site.graph.find(written, None, "boards", "organizations")
    if found is not None and found.kind in ("boards", "organizations"):
        return found
    ids = [node.id for node in site.graph.of_kind("boards", "organizations")]
    hint = suggestion(written, ids) or f"Make it first: throughline new board {slug(written) or 'ID'}"
    raise ScaffoldError(f"there is no body “{written}”. {hint}")


def _id(wanted: Wanted, found: _Found, site: Site) -> str:
    """Make an id from what was said: of a meeting its body and date, of most others the title."""
    dated = f"{found.bodies[0].id}-{slug(found.when.text)}" if found.bodies and found.when else ""
    if found.kind == "meetings":
        name = dated
    elif found.kind == "recommendations" and dated and not wanted.title:
        name = _numbered(f"{found.bodies[0].id}-{found.when.year if found.when else ''}", site)
    else:
        name = slug(wanted.title) or dated
    if not name:
        raise ScaffoldError(_no_id(wanted, found.kind))
    return name


def _numbered(name: str, site: Site) -> str:
    """Number an id from 1, as what it names is one of several."""
    taken = holders(site)
    number = 1
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _no_id(wanted: Wanted, kind: str) -> str:
    """Say what an id could have been made from."""
    name = _singular(kind)
    if kind == "meetings":
        return "a meeting’s id is made from its body and its date: give --board and --date, or an ID"
    if wanted.title:
        return f"no id can be made from “{wanted.title}”. Give one: throughline new {name} ID --title …"
    return f"the id is made from the title. Give --title, or an ID: throughline new {name} ID"


def _values(wanted: Wanted, found: _Found, site: Site, today: date) -> dict[str, str]:
    """Write what the flags say as values of the fields they fill."""
    values = {}
    if wanted.title:
        values[found.form.title] = scalar(" ".join(wanted.title.split()))
    if found.when is not None:
        values[found.form.date] = scalar(found.when.text)
        if found.kind == "meetings":
            values["status"] = "held" if _is_past(found.when, today) else "scheduled"
    if found.bodies:
        ids = [_reference(body, site) for body in found.bodies]
        values[found.form.board] = f"[{', '.join(ids)}]" if _is_list(found.kind, found.form) else ids[0]
    return values


def _is_past(when: When, today: date) -> bool:
    return when.latest is not None and when.latest < today


def _reference(body: Node, site: Site) -> str:
    """Name a body by its id, with its kind where two share the id."""
    shared = site.graph is not None and len(site.graph.names.get(body.id, ())) > 1
    return body.key if shared else body.id


def _meeting_blocks(wanted: Wanted, found: _Found, site: Site, today: date) -> dict[str, tuple[str, ...]]:
    """Write what the record knows of a meeting beforehand: its members, its items and their numbers."""
    day = found.when.earliest if found.when else None
    if day is None or found.when is None or site.graph is None or site.timeline is None:
        return {"items": _items(wanted, Numbering(None, ""), held=False)}
    held = _is_past(found.when, today)
    next_minute = numbering(site.graph, found.bodies, day)
    blocks = {"items": _items(wanted, next_minute, held=held)}
    if listed := attendance(site.timeline, found.bodies, day, wanted.source, held=held):
        blocks["attendance"] = listed
    return blocks


def _items(wanted: Wanted, next_minute: Numbering, *, held: bool) -> tuple[str, ...]:
    """Write the agenda: a full entry, and of each further title what every item has."""
    written = [f"items:  # The agenda. {next_minute.words}".rstrip()]
    ids: list[str] = []
    for index, title in enumerate(wanted.items or ("",)):
        ids.append(_item_id(title, index + 1, ids))
        minute = next_minute.next + index if next_minute.next is not None and held else None
        fields = tuple(_item_fields(ids[-1], title, minute, short=index > 0))
        written += entry(fields, Item, Known({}, {}, wanted.source), listed=True)
    return tuple(written)


def _item_id(title: str, number: int, taken: list[str]) -> str:
    name = slug(title)
    return name if name and name not in taken else f"item-{number}"


def _item_fields(name: str, title: str, minute: int | None, *, short: bool) -> list[Field]:
    given = {
        "id": name,
        "title": scalar(" ".join(title.split())) if title else "",
        "minute_number": str(minute or ""),
    }
    fields = [replace(one, value=given.get(one.name) or one.value) for one in ITEM]
    fields = [
        ask(one.name, value=one.value) if one.name == "minute_number" and minute else one for one in fields
    ]
    return [one for one in fields if not (short and one.offered)]
