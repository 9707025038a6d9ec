"""The tables there are: one list, for the files, their description and the page about them."""

from __future__ import annotations

from generator.exports import rows
from generator.exports.cells import joined
from generator.exports.columns import (
    NUMBER,
    Column,
    Row,
    Table,
    belongs_to,
    day_columns,
    made,
    of,
    row_id,
)
from generator.exports.stock import Stock
from generator.markdown import Prose
from generator.records import entries as e
from generator.records.kinds import (
    Decision,
    Document,
    Inspection,
    Measure,
    Meeting,
    Organization,
    Person,
    Recommendation,
    Visit,
)
from generator.timeline import status_on

SHARED = ("summary", "text", "topics", "aliases", "note", "sources")


def _address(stock: Stock, row: Row) -> str:
    return stock.address(stock.graph.nodes[row.id])


ADDRESS = made("address", "The page about it on this site.", _address, required=True)


def _other_names(_stock: Stock, row: Row) -> str:
    return joined(one.name for one in row.entry.other_names)


OTHER_NAMES = made("other_names", "Other names of it.", _other_names, many=True)


def _title(stock: Stock, row: Row) -> str:
    return stock.graph.nodes[row.id].title


def _kind(_stock: Stock, row: Row) -> str:
    return row.home.kind


def _body(_stock: Stock, row: Row) -> str:
    return row.home.key


def _meeting_of(_stock: Stock, row: Row) -> str:
    return row.home.key if row.home.kind == "meetings" else ""


def _item_of(_stock: Stock, row: Row) -> str:
    return row.within if row.home.kind == "meetings" else ""


def _date_of(_stock: Stock, row: Row) -> str:
    return row.home.when.text if row.home.when else ""


def _within(_stock: Stock, row: Row) -> str:
    return str(row.within)


def _seen_on(_stock: Stock, row: Row) -> str:
    return joined(one.on.text for one in row.entry.seen)


def _status(stock: Stock, row: Row) -> str:
    update = status_on(row.home, stock.library.as_at)
    return update.status if update else ""


def _series(name: str) -> Column:
    description = e.Series.model_fields[name].description or ""
    return made(f"series_{name}", description, lambda _, row: getattr(row.within, name), required=True)


def _measure(name: str) -> Column:
    description = Measure.model_fields[name].description or ""
    return made(name, description, lambda _, row: getattr(row.home.written, name) or "")


def _document(_stock: Stock, row: Row) -> str:
    return str(row.within.document.key)


def _printed(stock: Stock, row: Row) -> str:
    return stock.printed(row.within.document, row.entry) or ""


def _page(stock: Stock, row: Row) -> str:
    place = stock.library.outline(row.within.document).get(row.entry.at or "")
    return (place.page if place else None) or ""


def _place(stock: Stock, row: Row) -> str:
    return stock.place(row.within.document, row.entry)


def _entry(_stock: Stock, row: Row) -> str:
    source = row.within.source
    return source.key if source.parent is not None else ""


def _in_a_text(_stock: Stock, row: Row) -> str:
    """Whether a citation stands in the words of a text: its place then names a text, not a list."""
    value = row.home.written
    for step in row.path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return "true" if isinstance(value, Prose) else "false"


TABLES: tuple[Table, ...] = (
    Table(
        "people", "People", "Everybody with a page: one row each.", rows.of_kinds("people"),
        (
            row_id("person"),
            *of(Person, "name", "honorific_prefix", "honorific_suffix", "given_name", "family_name",
                "sort_name"),
            OTHER_NAMES, *of(Person, "public_role", *SHARED), ADDRESS,
        ),
    ),
    Table(
        "organizations", "Bodies", "Every board, committee, council, inspectorate or team: one row each.",
        rows.of_kinds("boards", "organizations"),
        (
            row_id("body"),
            made("kind", "Boards have members who meet; organizations are all others.", _kind,
                 choices=("boards", "organizations"), required=True),
            *of(Organization, "name", "short_name", "classification"), OTHER_NAMES,
            *of(Organization, "parent", "accountable_to", "founding_date", "dissolution_date", "succeeded_by",
                "remit", *SHARED), ADDRESS,
        ),
    ),
    Table(
        "posts", "Offices", "Every office of every body: one row each.", rows.of_kinds("posts"),
        (
            row_id("office"), belongs_to("organization", "organizations"),
            *of(e.Post, "label", "other_label", "role", "start_date", "end_date", "summary", "note",
                "sources"), ADDRESS,
        ),
    ),
    Table(
        "memberships", "Memberships",
        "Who sat on which body or held which office, as far as papers prove it: one row for each time. "
        "An end that is not given is not recorded; it does not mean “still”.",
        rows.memberships,
        (
            row_id("membership"),
            made("body", "The id of the body.", _body, required=True, refers_to="organizations"),
            NUMBER,
            *of(e.Membership, "person", "organization", "name_as_written", "post", "role", "label", "voting",
                "on_behalf_of", "area", "interim", "start_date", "end_date", "current_as_of"),
            made("seen_on", "Single days that papers prove. Dates in EDTF.", _seen_on, many=True),
            *of(e.Membership, "note", "sources"),
        ),
    ),
    Table(
        "meetings", "Meetings", "Every meeting, held or not: one row each.", rows.of_kinds("meetings"),
        (
            row_id("meeting"),
            made("name", "The title, or the bodies and the date where none is written.", _title,
                 required=True),
            *of(Meeting, "title", "bodies", "date", "start_time", "end_time", "place", "status",
                "minutes.document", "minutes.status", "minutes.confirmed_at", *SHARED), ADDRESS,
        ),
    ),
    Table(
        "attendance", "Attendance", "Who came to which meeting, or sent apologies: one row each.",
        rows.entries("meetings", "attendance"),
        (
            belongs_to("meeting", "meetings"), NUMBER,
            *of(e.Attendance, "person", "name_as_written", "status", "role", "capacity", "substitute_for",
                "note", "sources"),
        ),
        key=("meeting", "number"),
    ),
    Table(
        "decisions", "Decisions", "Every decision, at a meeting or outside one: one row each.",
        rows.of_kinds("decisions"),
        (
            row_id("decision"),
            made("meeting", "The id of the meeting it was taken at; empty where there was none.", _meeting_of,
                 refers_to="meetings"),
            made("item", "The id of the agenda item it was taken under.", _item_of),
            *of(Decision, "title", "classification", optional=True),
            made("date", "When it was taken; at a meeting, the meeting’s date. A date in EDTF.", _date_of),
            *day_columns("date", lambda _stock, row: row.home.when),
            *of(Decision, "access", "exempt_paragraph", "decision_maker", "made_to", "moved_by",
                "seconded_by", "vote.votes_for", "vote.votes_against", "vote.abstentions", "vote.result",
                "reasons", "alternatives", "conflicts_of_interest", "key_decision", "subject_to_call_in",
                "effective_date", "end_date", "about", "document", *SHARED, optional=True), ADDRESS,
        ),
    ),
    Table(
        "decision_parts", "Parts of decisions", "Every numbered part of a decision: one row each.",
        rows.of_kinds("parts"),
        (
            row_id("part"),
            made("decision", "The id of the decision.", _within, required=True, refers_to="decisions"),
            *of(e.Part, "number", "outcome", "text", "quotation.text", "about", "made_to", "note", "sources"),
        ),
    ),
    Table(
        "recommendations", "Recommendations", "Every recommendation with a page: one row each.",
        rows.of_kinds("recommendations"),
        (
            row_id("recommendation"),
            *of(Recommendation, "title", "kind", "reference", "made_by", "made_to", "made_in", "made_on",
                "asks", "quotation.text", "arises_from", "theme", "response_due.rule", "response_due.date"),
            made("status", "The latest status that is recorded.", _status),
            *of(Recommendation, *SHARED), ADDRESS,
        ),
    ),
    Table(
        "status_updates", "Status of recommendations",
        "How far each recommendation was, on a day, by somebody’s assessment: one row each.",
        rows.entries("recommendations", "status_updates"),
        (
            belongs_to("recommendation", "recommendations"), NUMBER,
            *of(e.StatusUpdate, "status", "as_at", "reported_on", "assessed_by", "noted_in", "evidence",
                "text", "note", "sources"),
        ),
        key=("recommendation", "number"),
    ),
    Table(
        "inspections", "Inspections", "Every inspection: one row each.", rows.of_kinds("inspections"),
        (
            row_id("inspection"),
            *of(Inspection, "title", "by", "of", "framework", "date", "published_date", "status", "report",
                *SHARED), ADDRESS,
        ),
    ),
    Table(
        "judgements", "Judgements", "Every grade that an inspection gave: one row each.",
        rows.entries("inspections", "judgements"),
        (
            belongs_to("inspection", "inspections"), NUMBER,
            *of(e.Judgement, "area", "body", "grade", "overall", "note", "sources"),
        ),
        key=("inspection", "number"),
    ),
    Table(
        "visits", "Visits", "Every visit by an inspector, adviser or member: one row each.",
        rows.of_kinds("visits"),
        (
            row_id("visit"),
            *of(Visit, "title", "by", "to", "date", "number", "status", "follows", "focus", "letter",
                "published_date", *SHARED), ADDRESS,
        ),
    ),
    Table(
        "documents", "Documents", "Every source this record rests on or knows of: one row each.",
        rows.of_kinds("documents"),
        (
            row_id("document"),
            *of(Document, "title", "classification", "number", "publisher", "authors", "date",
                "published_date", "url", "version", "access", "exempt_paragraph", "part_of", "read",
                "licence", *SHARED), ADDRESS,
        ),
    ),
    Table(
        "citations", "Citations",
        "Where every statement stands: one row for each citation, with the way to the statement in its "
        "record and the place in the document.",
        rows.citations,
        (
            made("record", "The id of the record that cites.", _body, required=True),
            made("path", "The way to the citation in the record: items/0/sources/1.",
                 lambda _stock, row: row.id, required=True),
            NUMBER,
            made("entry", "The id of the entry that cites, where it has one.", _entry),
            made("in_text", "Whether it stands in the words of a text; else it is in a list of sources.",
                 _in_a_text, type="boolean", required=True),
            made("document", "The id of the document.", _document, required=True, refers_to="documents"),
            made("locator", "The id of the place in the document.", lambda _, row: row.entry.at or ""),
            made("printed", "The place as the document prints it.", _printed),
            made("page", "The printed page.", _page),
            *of(e.Citation, "quote", "note"),
            made("document_date", "The date that the document bears. A date in EDTF.",
                 lambda _, row: row.within.document.when.text if row.within.document.when else ""),
            *day_columns("document_date", lambda _, row: row.within.document.when),
            made("address", "The place on this site’s page about the document.", _place, required=True),
        ),
        key=("record", "path", "number"),
    ),
    Table(
        "money", "Sums",
        "Every sum that is stated, or said to be missing: one row each. Sums on different bases, or parts "
        "of one another, are not to be added up.", rows.of_kinds("money"),
        (
            row_id("sum"),
            made("record", "The id of the record that states it.", _body, required=True),
            made("within", "The id of the entry that states it.", _within, required=True),
            *of(e.Money, "title", "amount", "amount_as_written", "currency", "period", "basis", "condition",
                "phase", "purpose", "part_of", "note", "sources"),
        ),
    ),
    Table(
        "measures", "Measures", "Every value of every figure that is followed: one row each.", rows.points,
        (
            made("measure", "The id of the measure.", _body, required=True),
            _measure("title"), _measure("unit"), _measure("scope"),
            _series("id"), _series("title"), NUMBER,
            *of(e.Point, "date", "category", "value", "value_as_written", "note", "sources"),
        ),
        key=("measure", "series_id", "number"),
    ),
)  # fmt: skip
