"""The shape of our Popolo: the terms of Popolo 1.0.1 that we use, and how we use them."""

from __future__ import annotations

from generator.exports.schemas.terms import KEY, LICENCE, VERSION, Schema, group, listed, text, whole

PARTIAL = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
TIMED = r"^[0-9]{4}((-[0-9]{2}){0,2}|(-[0-9]{2}){2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)$"

DATE = text("A year, a month or a day.", pattern=PARTIAL)
TIME = text("A year, a month, a day, or a time of a day in universal time.", pattern=TIMED)
LINK = group("A page.", {"url": text("Its address."), "note": text("What it is.")}, "url")
LINKS = listed(LINK, "Pages about it.")
SOURCES = listed(LINK, "Where it stands: the page of the document, at the place.")
NAMED = group("A person or body, by id and name.", {"id": KEY, "name": text("The name.")}, "id", "name")
OTHER_NAME = group(
    "Another name.",
    {
        "name": text("The name."), "honorific_prefix": text(), "honorific_suffix": text(),
        "start_date": DATE, "end_date": DATE, "note": text("What kind of name it is."),
    },
    "name",
)  # fmt: skip
RESULT = {"enum": ["pass", "fail"], "description": "There only where the record leaves no doubt."}
COUNT = group(
    "How many voted so.",
    {"option": {"enum": ["yes", "no", "abstain"]}, "value": {"type": "integer", "minimum": 0}},
    "option", "value",
)  # fmt: skip

CLASSES: dict[str, Schema] = {
    "persons": group(
        "A person.",
        {
            "id": KEY, "name": text("The name, without titles or honours."),
            "other_names": listed(OTHER_NAME), "family_name": text(), "given_name": text(),
            "honorific_prefix": text(), "honorific_suffix": text(), "sort_name": text(),
            "summary": text("A sentence or two."), "biography": text("More, in plain words."),
            "links": LINKS, "sources": SOURCES,
        },
        "id", "name",
    ),
    "organizations": group(
        "A body.",
        {
            "id": KEY, "name": text("The name."), "other_names": listed(OTHER_NAME),
            "classification": text("What kind of body."), "parent_id": KEY,
            "abstract": text("A sentence or two."), "description": text("What it is for."),
            "founding_date": DATE, "dissolution_date": DATE, "links": LINKS, "sources": SOURCES,
        },
        "id", "name", "classification",
    ),
    "posts": group(
        "An office.",
        {
            "id": KEY, "label": text("The title of the office."), "other_label": listed(text()),
            "role": text("The plain role."), "organization_id": KEY, "start_date": DATE, "end_date": DATE,
            "links": LINKS, "sources": SOURCES,
        },
        "id", "label", "organization_id",
    ),
    "memberships": group(
        "A seat or office held. An end that is not given is not recorded.",
        {
            "id": KEY, "label": text("The role in the source’s words."), "role": text("The plain role."),
            "person_id": KEY, "member": NAMED, "organization_id": KEY, "post_id": KEY,
            "on_behalf_of_id": KEY, "area_id": text("The id of an area."), "start_date": DATE,
            "end_date": DATE, "sources": SOURCES,
        },
        "id", "organization_id",
    ) | {"oneOf": [{"required": ["person_id"]}, {"required": ["member"]}]},
    "areas": group("A ward or area.", {"id": text("The id."), "name": text("The name.")}, "id", "name"),
    "events": group(
        "A meeting, inspection, visit or other event.",
        {
            "id": KEY, "name": text("The title."), "description": text("A sentence or two."),
            "start_date": TIME, "end_date": TIME, "location": text("Where."),
            "status": {
                "enum": ["cancelled", "confirmed", "postponed", "tentative"],
                "description": "Planned inspections, visits and events are tentative.",
            },
            "classification": text("What kind of event."), "organization_id": KEY,
            "attendees": listed(NAMED, "Who came."), "sources": SOURCES,
        },
        "id", "name", "status", "classification",
    ),
    "motions": group(
        "A decision.",
        {
            "id": KEY, "organization_id": KEY, "creator_id": KEY,
            "text": text("The title, and below it what was decided."),
            "classification": text("What kind of decision, outside meetings."), "date": DATE,
            "result": RESULT, "sources": SOURCES,
        },
        "id", "text",
    ),
    "vote_events": group(
        "A vote whose numbers or result are recorded.",
        {
            "id": text("The id."), "organization_id": KEY, "motion_id": KEY, "start_date": DATE,
            "result": RESULT, "counts": listed(COUNT), "sources": SOURCES,
        },
        "id", "motion_id",
    ),
}  # fmt: skip


def popolo() -> Schema:
    """Describe popolo.json."""
    meta = group(
        "About this file.",
        {"title": text("The site."), "licence": LICENCE, "version": VERSION}, "title", "version",
    )  # fmt: skip
    fields = {"meta": meta, **{name: listed(one) for name, one in CLASSES.items()}}
    return whole("Popolo", "The record in the terms of Popolo 1.0.1.", fields, *fields)


def losses() -> Schema:
    """Describe popolo-losses.json."""
    loss = group(
        "A value that did not fit.",
        {
            "id": KEY,
            "field": text("The field it stands in."),
            "written": text("What the record says."),
            "exported": text("What is left of it; nothing where it was left out."),
            "why": text("Why."),
        },
        "id", "field", "written", "why",
    )  # fmt: skip
    never = {
        "type": "object",
        "additionalProperties": text(),
        "description": "What is never carried, and why.",
    }
    fields = {"version": VERSION, "never_carried": never, "losses": listed(loss)}
    return whole("What Popolo does not carry", "All that did not fit Popolo’s terms.", fields, *fields)
