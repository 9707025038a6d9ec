"""Which fields a scaffold of each kind shows: what is asked for, and what is offered behind a `#`."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a scaffold; `value` is written as it stands, `within` are the fields of a nested entry."""

    name: str
    within: tuple[Field, ...] = ()
    value: str = ""
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one kind in their order, and which of them the command's flags fill."""

    fields: tuple[Field, ...]
    title: str = "title"
    date: str = ""
    board: str = ""


def ask(name: str, *within: Field, value: str = "") -> Field:
    """Show a field as a blank to be filled in."""
    return Field(name, within, value)


def offer(name: str, *within: Field, value: str = "") -> Field:
    """Show a field behind a `#`, to be used where the papers have it."""
    return replace(ask(name, *within, value=value), offered=True)


SOURCES = ask("sources")
FINDINGS = offer(
    "findings", ask("id", value="finding-1"), ask("kind"), ask("title"), ask("text"), SOURCES
)  # fmt: skip
ACTIONS = offer(
    "actions", ask("id", value="action-1"), ask("title"), offer("owner_post"), ask("target_date"),
    offer("done_on"), ask("status"), SOURCES,
)  # fmt: skip
ABSENT = offer("absent", ask("what"), ask("reason"))
BODY = (
    ask("name"), ask("classification"), offer("parent"), offer("remit"), offer("founding_date"),
    offer("posts", ask("id", value="chair"), ask("label"), offer("role")),
    offer("members", ask("person"), offer("post"), offer("role"), offer("start_date"), SOURCES),
    offer("summary"), offer("topics"),
)  # fmt: skip

FORMS: dict[str, Form] = {
    "people": Form(
        (
            offer("honorific_prefix"), ask("name"), offer("sort_name"), ask("public_role"), offer("summary"),
            offer("sources"),
        ),
        title="name",
    ),
    "boards": Form(BODY, title="name", board="parent"),
    "organizations": Form(BODY, title="name", board="parent"),
    "meetings": Form(
        (
            offer("title"), ask("bodies"), ask("date"), offer("start_time"), offer("end_time"),
            offer("place"), ask("status"),
            offer("minutes", ask("document"), ask("status"), SOURCES),
            offer("summary"), offer("topics"),
            offer("attendance", ask("person"), ask("status"), SOURCES),
            ask("items"), ABSENT,
        ),
        date="date", board="bodies",
    ),
    "decisions": Form(
        (
            ask("title"), ask("classification"), ask("date"), offer("decision_maker"), offer("made_to"),
            offer("document"), offer("summary"), offer("topics"),
            ask("parts", ask("id", value="part-1"), offer("number"), ask("outcome"), ask("text"),
                offer("about"), SOURCES),
            SOURCES, ABSENT,
        ),
        date="date", board="decision_maker",
    ),
    "inspections": Form(
        (
            ask("title"), ask("by"), ask("of"), ask("date"), offer("published_date"), offer("framework"),
            offer("report"), offer("summary"), offer("topics"),
            offer("judgements", ask("id", value="overall"), ask("area"), ask("grade"),
                  offer("overall", value="true"), SOURCES),
            FINDINGS, ABSENT,
        ),
        date="date", board="of",
    ),
    "visits": Form(
        (
            ask("title"), ask("by"), ask("to"), ask("date"), offer("number"), offer("follows"),
            offer("focus"), offer("letter"), offer("published_date"), offer("summary"), offer("topics"),
            FINDINGS, ABSENT,
        ),
        date="date", board="to",
    ),
    "recommendations": Form(
        (
            ask("title"), offer("reference"), ask("made_by"), ask("made_to"), offer("made_in"),
            ask("made_on"), ask("asks"), offer("arises_from"), offer("topics"), offer("summary"),
            offer("response_due", ask("rule")),
            offer("responses", ask("id", value="response-1"), ask("by"), ask("answer"), offer("decided_in"),
                  ask("date"), SOURCES),
            ACTIONS,
            offer("status_updates", ask("id", value="update-1"), ask("status"), ask("as_at"),
                  ask("assessed_by"), offer("noted_in"), offer("evidence"), ask("text"), SOURCES),
            SOURCES, ABSENT,
        ),
        date="made_on", board="made_by",
    ),
    "documents": Form(
        (
            ask("title"), ask("classification"), offer("number"), ask("publisher"), ask("date"), offer("url"),
            offer("version"), offer("part_of"), offer("summary"), offer("topics"),
            ask("outline", ask("id"), offer("printed"), offer("heading"), offer("begins"), offer("page")),
        ),
        date="date", board="publisher",
    ),
    "plans": Form(
        (
            ask("title"), ask("owner"), offer("overseen_by"), ask("date"), offer("document"),
            offer("answers"), offer("summary"), offer("topics"),
            offer("priorities", ask("id", value="priority-1"), offer("number"), ask("title"), offer("lead")),
            ACTIONS,
            offer("progress", ask("id", value="progress-1"), ask("as_at"), ask("text"), SOURCES),
            SOURCES,
        ),
        date="date", board="owner",
    ),
    "measures": Form(
        (
            ask("title"), ask("unit"), offer("scope"), ask("body"), offer("summary"), offer("topics"),
            ask("series", ask("id", value="series-1"), ask("title"),
                ask("points", ask("date"), ask("value"), SOURCES)),
        ),
        board="body",
    ),
    "events": Form(
        (
            ask("title"), ask("classification"), ask("date"), offer("place"), offer("status"),
            offer("bodies"), offer("people", ask("person"), offer("role"), SOURCES),
            offer("about"), offer("summary"), offer("topics"), SOURCES, ABSENT,
        ),
        date="date", board="bodies",
    ),
    "topics": Form((ask("name"), ask("summary"), offer("text")), title="name"),
    "pages": Form((ask("title"), offer("summary"), ask("text"))),
}  # fmt: skip

ITEM = (
    ask("id", value="item-1"), offer("agenda_number"), offer("minute_number"), ask("title"),
    offer("papers", ask("document"), offer("role"), offer("circulation")),
    offer("text"),
    offer("decisions", ask("id", value="decision-1"), ask("title"),
          ask("parts", ask("id", value="part-1"), offer("number"), ask("outcome"), ask("text"), SOURCES)),
)  # fmt: skip
