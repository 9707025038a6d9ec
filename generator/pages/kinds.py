"""What each kind of record is called, and which of its index's columns say most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """The words for a kind: one, many, and what its index says of itself."""

    one: str
    many: str
    about: str


# The kinds that can act: who makes, answers, owns, decides.
ANYONE = ("boards", "organizations", "people", "posts")

# What stands beside the page of a kind for those who follow it.
FEEDS = ("feed.xml", "feed.json")
CALENDAR = "calendar.ics"
FOLLOWED = {
    "boards": (*FEEDS, CALENDAR), "organizations": (*FEEDS, CALENDAR), "people": FEEDS,
    "recommendations": FEEDS, "topics": FEEDS,
}  # fmt: skip

KINDS: dict[str, Kind] = {
    "people": Kind("Person", "People", "Everyone with a public role in this record."),
    "boards": Kind("Body", "Bodies", "Committees, boards and groups whose members meet."),
    "organizations": Kind("Organization", "Organizations", "Councils, inspectorates, departments and teams."),
    "meetings": Kind("Meeting", "Meetings", "Every meeting in this record, by date."),
    "decisions": Kind("Decision", "Decisions", "What was decided, at meetings and outside them."),
    "recommendations": Kind(
        "Recommendation", "Recommendations", "What was asked for, of whom, and what came of it."
    ),
    "inspections": Kind("Inspection", "Inspections", "Full inspections, with their judgements."),
    "visits": Kind("Visit", "Visits", "Shorter looks by inspectors, advisers and members."),
    "documents": Kind("Document", "Documents", "The papers this record rests on."),
    "plans": Kind("Plan", "Plans", "What was planned, and how far it came."),
    "measures": Kind("Measure", "Measures", "Figures over time and across categories."),
    "events": Kind("Event", "Events", "What else happened or was planned."),
    "topics": Kind("Topic", "Topics", "What runs through many records."),
    "pages": Kind("Page", "Pages", ""),
}
