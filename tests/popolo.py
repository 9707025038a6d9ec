"""Popolo 1.0.1, restated: the terms of each class, and rules that its JSON Schemas cannot say.

Restated from the field lists of the specification's own JSON Schemas (popolo-project/popolo-spec,
`schemas/`), with the same names, types and patterns. They are stricter here in one way: a term that
Popolo does not have is a mistake.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

DAY = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
TIME = r"^[0-9]{4}((-[0-9]{2}){0,2}|(-[0-9]{2}){2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2})?)?Z)?)$"

TEXT = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": DAY}
MOMENT = {"type": ["string", "null"], "pattern": TIME}
STAMP = {"type": ["string", "null"], "format": "date-time"}
ANY = {"type": ["object", "null"]}


def one(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": one(name)}


def terms(texts: str, **others: Any) -> dict[str, Any]:
    properties = {**dict.fromkeys(texts.split(), TEXT), **others}
    return {"type": "object", "properties": properties, "additionalProperties": False}


KEPT = {"created_at": STAMP, "updated_at": STAMP, "sources": many("link")}
ABOUT = {"contact_details": many("contact_detail"), "links": many("link"), **KEPT}
DEFINITIONS = {
    "link": {**terms("note", url={"type": "string", "format": "uri"}), "required": ["url"]},
    "identifier": {**terms("scheme", identifier={"type": "string"}), "required": ["identifier"]},
    "contact_detail": terms("label type value note", valid_from=DATE, valid_until=DATE, **KEPT),
    "other_name": {
        **terms(
            "family_name given_name additional_name honorific_prefix honorific_suffix patronymic_name note",
            name={"type": "string"}, start_date=DATE, end_date=DATE,
        ),
        "required": ["name"],
    },
    "count": {
        **terms("group_id", option={"type": "string"}, value={"type": "integer"}, group=ANY),
        "required": ["option", "value"],
    },
    "person": terms(
        "id name family_name given_name additional_name honorific_prefix honorific_suffix patronymic_name "
        "sort_name email gender image summary biography national_identity",
        other_names=many("other_name"), identifiers=many("identifier"), birth_date=DATE, death_date=DATE,
        memberships=many("membership"), **ABOUT,
    ),
    "organization": terms(
        "id name classification parent_id area_id abstract description image",
        other_names=many("other_name"), identifiers=many("identifier"), parent=one("organization"),
        area=one("area"), founding_date=DATE, dissolution_date=DATE, memberships=many("membership"),
        posts=many("post"), **ABOUT,
    ),
    "post": terms(
        "id label role organization_id area_id",
        other_label={"type": "array", "items": {"type": "string"}}, organization=one("organization"),
        area=one("area"), start_date=DATE, end_date=DATE, memberships=many("membership"), **ABOUT,
    ),
    "membership": terms(
        "id label role person_id organization_id post_id on_behalf_of_id area_id",
        member=ANY, person=one("person"), organization=one("organization"), post=one("post"),
        on_behalf_of=one("organization"), area=one("area"), start_date=DATE, end_date=DATE, **ABOUT,
    ),
    "event": terms(
        "id name description location status classification organization_id parent_id",
        start_date=MOMENT, end_date=MOMENT, identifiers=many("identifier"), organization=one("organization"),
        attendees=many("person"), parent=one("event"), **KEPT,
    ),
    "motion": terms(
        "id organization_id legislative_session_id creator_id text identifier classification date "
        "requirement result",
        organization=one("organization"), legislative_session=ANY, creator=one("person"),
        vote_events=many("vote_event"), **KEPT,
    ),
    "vote_event": terms(
        "id organization_id legislative_session_id identifier motion_id classification start_date end_date "
        "result",
        organization=one("organization"), motion=one("motion"), counts=many("count"), **KEPT,
    ),
    "area": terms("id name identifier classification parent_id", parent=one("area"), geometry=ANY, **KEPT),
}  # fmt: skip
CLASSES = {
    "persons": "person", "organizations": "organization", "posts": "post", "memberships": "membership",
    "areas": "area", "events": "event", "motions": "motion", "vote_events": "vote_event",
}  # fmt: skip
SCHEMA = {
    "properties": {"meta": {}, **{name: many(kind) for name, kind in CLASSES.items()}},
    "additionalProperties": False,
    "$defs": DEFINITIONS,
}
# Which class an id in a field is of.
LEADS_TO = {
    "person_id": "persons", "creator_id": "persons", "organization_id": "organizations",
    "parent_id": "organizations", "on_behalf_of_id": "organizations", "post_id": "posts",
    "area_id": "areas", "motion_id": "motions",
}  # fmt: skip
BEGINS = {"start_date": "end_date", "founding_date": "dissolution_date"}
STATUSES = {"cancelled", "confirmed", "tentative", "postponed", "rescheduled"}


def mistakes(popolo: dict[str, Any]) -> list[str]:
    """Say everything that is wrong with some Popolo."""
    Draft202012Validator.check_schema(SCHEMA)
    found = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(popolo)
    ]
    ids = {name: [one["id"] for one in popolo[name]] for name in CLASSES}
    every = [own for held in ids.values() for own in held]
    found += sorted({f"{own}: is used twice" for own in every if every.count(own) > 1})
    for name in CLASSES:
        for entry in popolo[name]:
            found += [f"{entry['id']}: {words}" for words in _wrong(name, entry, ids)]
    return found


def _wrong(name: str, entry: dict[str, Any], ids: dict[str, list[str]]) -> Iterator[str]:
    for field, leads in LEADS_TO.items():
        if field in entry and entry[field] not in ids[leads]:
            yield f"{field} leads nowhere: {entry[field]}"
    for person in entry.get("attendees", ()):
        if person["id"] not in ids["persons"]:
            yield f"attendee {person['id']} is nobody"
    for field in ("name", "label", "text"):
        if not (entry.get(field) or "-").strip():
            yield f"{field} is blank"
    if name in ("persons", "organizations", "areas", "events") and not entry.get("name"):
        yield "has no name"
    yield from _wrong_dates(entry)
    yield from _wrong_by_class(name, entry, ids)


def _wrong_by_class(name: str, entry: dict[str, Any], ids: dict[str, list[str]]) -> Iterator[str]:
    if name == "memberships":
        member = entry.get("member", {}).get("id")
        if ("person_id" in entry) == (member in ids["organizations"]):
            yield "has no member, or two"
        if not entry.get("organization_id") and not entry.get("post_id"):
            yield "is of no organization or post"
    if name == "events" and entry["status"] not in STATUSES:
        yield f"status {entry['status']}"
    if entry.get("result") not in (None, "pass", "fail"):
        yield f"result {entry['result']}"


def _wrong_dates(entry: dict[str, Any]) -> Iterator[str]:
    for holder in (entry, *entry.get("other_names", ())):
        for begins, ends in BEGINS.items():
            for field in (begins, ends, "date"):
                if field in holder and not _is_real(holder[field]):
                    yield f"{field} is no day: {holder[field]}"
            if begins in holder and ends in holder and _first(holder[begins]) > _last(holder[ends]):
                yield f"ends before it begins: {holder[begins]}, {holder[ends]}"


def _is_real(written: str) -> bool:
    parts = [int(part) for part in written.partition("T")[0].split("-")]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return False
    return len(parts) < 3 or 1 <= parts[2] <= monthrange(parts[0], parts[1])[1]


def _first(written: str) -> str:
    return written + "0000-01-01"[len(written) :]


def _last(written: str) -> str:
    return written + "0000-99-99T99"[len(written) :]
