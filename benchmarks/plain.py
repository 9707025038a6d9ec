"""Read a corpus as plain pages: what every generator is given to show, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import yaml

KINDS = {
    "meetings": "Meetings",
    "decisions": "Decisions",
    "recommendations": "Recommendations",
    "inspections": "Inspections",
    "visits": "Visits",
    "boards": "Bodies",
    "organizations": "Organizations",
    "people": "People",
    "documents": "Documents",
}
HEADINGS = (
    "Members", "Chaired by", "Attended by", "Apologies from", "Meetings", "Decisions", "Moved",
    "Recommendations", "Made to", "Inspections", "Visits", "Parts", "Published", "Mentioned in", "Cited in",
)  # fmt: skip
LINK, CITATION = re.compile(r"\[\[([^]]+)\]\]"), re.compile(r"\[@([^,\]]+), ([^]]+)\]")

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with what it says: a fact, a row of a table, a note."""

    name: str
    text: str
    url: str = ""


@dataclass(slots=True)
class Page:
    """One page, as any generator can show it. Its body is Markdown with ordinary links."""

    url: str
    kind: str
    title: str
    day: str = ""
    words: str = ""
    facts: list[Entry] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)
    links: list[Entry] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def data(self) -> Fields:
        """Give all but the body, for the head of a file."""
        return {name: value for name, value in asdict(self).items() if name != "body" and value}


@dataclass(slots=True)
class _Writer:
    """What pages are called, and the page being written."""

    records: dict[str, Fields]
    titles: dict[str, str]
    page: Page = field(default_factory=lambda: Page("", "", ""))

    def url(self, name: str) -> str:
        return f"/{self.records[name]['kind']}/{name}/"

    def link(self, heading: str, name: str) -> None:
        """Note that the other page shall show this one, under a heading; once."""
        entry = Entry(heading, "", self.url(name))
        if entry not in self.page.links:
            self.page.links.append(entry)

    def fact(self, label: str, name: str, heading: str = "") -> None:
        self.page.facts.append(Entry(label, self.titles[name], self.url(name)))
        if heading:
            self.link(heading, name)

    def cite(self, book: str, place: str) -> str:
        """Number a source on this page."""
        note = Entry(self.titles[book], place, f"{self.url(book)}#at-{place}")
        if note not in self.page.notes:
            self.page.notes.append(note)
            self.link("Cited in", book)
        number = self.page.notes.index(note) + 1
        return f"[{number}](#note-{number})"

    def sources(self, entry: Fields) -> str:
        return " ".join(self.cite(*source.split("#")) for source in entry.get("sources", ()))

    def prose(self, text: str) -> str:
        """Turn our links and citations into ordinary ones."""

        def linked(match: re.Match[str]) -> str:
            self.link("Mentioned in", match[1])
            return f"[{self.titles[match[1]]}]({self.url(match[1])})"

        return CITATION.sub(lambda match: self.cite(match[1], match[2]), LINK.sub(linked, text))

    def part(self, level: int, title: str, text: str, source: str = "") -> None:
        self.page.body.append(f"{'#' * level} {title}")
        self.page.body.append(f"{self.prose(text)} {source}".strip())


def pages(files: dict[str, str]) -> list[Page]:
    """Make the plain pages of a corpus."""
    records: dict[str, Fields] = {}
    for path, text in files.items():
        kind, _, name = path.removesuffix(".yaml").rpartition("/")
        if kind:
            records[name] = {"kind": kind, **yaml.load(text, yaml.CSafeLoader)}
    titles = {name: _title(record, records) for name, record in records.items()}
    return [page for name in records for page in _pages(name, _Writer(records, titles))]


def headings(pages: list[Page]) -> dict[str, list[str]]:
    """Tell for each kind under which headings its pages are linked to, in order."""
    found = {(link.url.split("/")[1], link.name) for page in pages for link in page.links}
    return {kind: [name for name in HEADINGS if (kind, name) in found] for kind in KINDS}


def _title(record: Fields, records: dict[str, Fields]) -> str:
    if record["kind"] == "meetings":
        return f"{records[record['bodies'][0]]['name']}, {words(record['date'])}"
    return str(record.get("title") or record["name"])


def words(day: date | int | str) -> str:
    """Write a date as readers do."""
    return f"{day.day} {day:%B} {day.year}" if isinstance(day, date) else str(day)


def _pages(name: str, writer: _Writer) -> Iterator[Page]:
    record = writer.records[name]
    day = record.get("date") or record.get("made_on") or ""
    page = Page(writer.url(name), record["kind"], writer.titles[name], str(day), words(day))
    writer.page = page
    if day:
        page.facts.append(Entry("Date", page.words))
    WRITERS[page.kind](record, writer)
    yield page
    for item in record.get("items", ()):
        for decision in item.get("decisions", ()):
            yield _decision(name, item, decision, writer)


def _decision(meeting: str, item: Fields, decision: Fields, writer: _Writer) -> Page:
    record = writer.records[meeting]
    address = f"/decisions/{meeting}/{decision['id']}/"
    writer.page = Page(address, "decisions", decision["title"], str(record["date"]), words(record["date"]))
    writer.page.facts += [Entry("Date", writer.page.words), Entry("Item", item["title"])]
    writer.fact("Taken at", meeting, "Decisions")
    writer.fact("Decided by", record["bodies"][0], "Decisions")
    writer.fact("Moved by", decision["moved_by"], "Moved")
    for part in decision["parts"]:
        writer.part(
            2, f"{part['outcome'].capitalize()}: part {part['number']}", part["text"], writer.sources(part)
        )
    return writer.page


def _meeting(record: Fields, writer: _Writer) -> None:
    writer.fact("Body", record["bodies"][0], "Meetings")
    writer.page.facts += [Entry("Time", "19:30"), Entry("Place", record["place"])]
    writer.fact("Minutes", record["minutes"]["document"], "Cited in")
    for seat in record["attendance"]:
        said = {"chair": "Chair"}.get(seat.get("role", ""), seat.get("status", "present").capitalize())
        heading = {"Chair": "Chaired by", "Apologies": "Apologies from"}.get(said, "Attended by")
        writer.page.rows.append(Entry(writer.titles[seat["person"]], said, writer.url(seat["person"])))
        writer.link(heading, seat["person"])
        writer.sources(seat)
    address = writer.page.url.replace("/meetings/", "/decisions/")
    for item in record["items"]:
        writer.part(2, f"{item['agenda_number']}. {item['title']}", item["text"])
        for decision in item.get("decisions", ()):
            title = f"Decision: [{decision['title']}]({address}{decision['id']}/)"
            for part in decision["parts"]:
                writer.part(3, title, f"{part['outcome'].capitalize()}. {part['text']}", writer.sources(part))


def _scrutiny(record: Fields, writer: _Writer) -> None:
    by = record["by"] if isinstance(record["by"], str) else record["by"][0]
    writer.fact("By", by, KINDS[record["kind"]])
    writer.fact("Of", (record.get("of") or record["to"])[0], KINDS[record["kind"]])
    for one in record.get("judgements", ()):
        writer.page.rows.append(Entry(one["area"], one["grade"]))
        writer.sources(one)
    for finding in record["findings"]:
        writer.part(2, f"Concern: {finding['title']}", finding["text"], writer.sources(finding))


def _recommendation(record: Fields, writer: _Writer) -> None:
    writer.page.facts.append(Entry("Reference", record["reference"]))
    writer.fact("Made by", record["made_by"][0], "Recommendations")
    writer.fact("Made to", record["made_to"][0], "Made to")
    writer.fact("Made in", record["made_in"], "Recommendations")
    name, _, place = record["arises_from"][0].partition("#")
    finding = next(one for one in writer.records[name]["findings"] if one["id"] == place)
    writer.page.facts.append(Entry("Arises from", finding["title"], writer.url(name)))
    writer.link("Recommendations", name)
    writer.part(2, "What it asks", record["asks"], writer.sources(record))
    for one in record["responses"]:
        writer.part(
            2, f"{one['answer'].capitalize()}, {words(one['date'])}", one["text"], writer.sources(one)
        )
    for one in record["status_updates"]:
        title = f"{one['status'].capitalize()}, {words(one['as_at'])}"
        writer.part(2, title, one["text"], writer.sources(one))


def _board(record: Fields, writer: _Writer) -> None:
    writer.fact("Part of", record["parent"], "Parts")
    for seat in record["members"]:
        end = f" to {words(seat['end_date'])}" if "end_date" in seat else ""
        said = f"Member from {words(seat['start_date'])}{end}"
        writer.page.rows.append(Entry(writer.titles[seat["person"]], said, writer.url(seat["person"])))
        writer.link("Members", seat["person"])
        writer.sources(seat)


def _document(record: Fields, writer: _Writer) -> None:
    writer.fact("Published by", record["publisher"], "Published")
    writer.page.outline = [place["id"] for place in record["outline"]]


def _named(record: Fields, writer: _Writer) -> None:
    said = record.get("public_role") or record["classification"]
    writer.page.facts.append(Entry("What it is", str(said)))


WRITERS = {
    "meetings": _meeting,
    "inspections": _scrutiny,
    "visits": _scrutiny,
    "recommendations": _recommendation,
    "boards": _board,
    "documents": _document,
    "people": _named,
    "organizations": _named,
}
