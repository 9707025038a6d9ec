"""What must hold of every download: tried on the invented town and on the real record."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, TODAY, TOWN
from frictionless import Package
from jsonschema import Draft202012Validator
from popolo import mistakes

from generator import exports, pages
from generator.build import Options, check, site_view
from generator.dates import When
from generator.exports import package, schemas
from generator.exports.cells import parted, unguarded
from generator.exports.columns import Column, Row, Table, held
from generator.exports.stock import SHAPE_VERSION, Stock
from generator.exports.tables import TABLES
from generator.markdown import Prose
from generator.pages import Library
from generator.records import FOLDERS
from generator.records.entries import Citation

OPTIONS = {
    "town": Options(TODAY, TOWN / "content", PROJECT / "templates", search=False),
    "record": Options(date(2026, 11, 22), PROJECT / "content", PROJECT / "templates", search=False),
}
SHAPES = Path(__file__).with_name("shapes.json")


@dataclass(frozen=True, repr=False)
class Data:
    """The downloads of a site, with what they were made from."""

    stock: Stock
    files: dict[str, bytes]

    def json(self, path: str) -> Any:
        return json.loads(self.files[path])

    def rows(self, table: Table) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[f"data/{table.path}"].decode(), newline="")))

    @cached_property
    def twins(self) -> dict[str, Any]:
        found = (path for path in self.files if path.endswith("/index.json"))
        return {path: self.json(path) for path in found}


@pytest.fixture(scope="module", params=sorted(OPTIONS))
def data(request: pytest.FixtureRequest) -> Data:
    options = OPTIONS[request.param]
    site = check(options)
    assert site.graph
    assert site.timeline
    assert site.addresses
    shown = site_view(site.graph, options)
    library = Library(site.graph, site.timeline, site.addresses, options.today, shown.base_url)
    stock = Stock(library, shown, site.ledger)
    made = {batch.paths: batch.make() for batch in exports.build(stock, pages.build(library)).batches}
    assert {paths: tuple(files) for paths, files in made.items()} == {paths: paths for paths in made}
    return Data(stock, {path: data for files in made.values() for path, data in files.items()})


# The tables


def test_the_tables_load_as_their_description_says(
    data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, content in data.files.items():
        if path.startswith("data/") and path.count("/") == 1:
            (tmp_path / Path(path).name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    report = Package("datapackage.json").validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_the_check_of_the_tables_finds_an_id_that_leads_nowhere(
    data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, content in data.files.items():
        if path.startswith("data/") and path.count("/") == 1:
            (tmp_path / Path(path).name).write_bytes(content)
    people = tmp_path / "people.csv"
    people.write_bytes(b"".join(people.read_bytes().splitlines(keepends=True)[:1]))
    monkeypatch.chdir(tmp_path)
    assert {kind for (kind,) in Package("datapackage.json").validate().flatten(["type"])} >= {"foreign-key"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_table_holds_can_be_read_back_without_loss(data: Data, table: Table) -> None:
    rows = list(table.rows(data.stock))
    read = data.rows(table)
    assert len(rows) == len(read)
    own = [column for column in table.columns if column.field]
    different = [
        (row.home.key, column.name)
        for row, line in zip(rows, read, strict=True)
        for column in own
        if not _is_same(data.stock, row, column, line[column.name])
    ]
    assert not different


def _is_same(stock: Stock, row: Row, column: Column, cell: str) -> bool:
    """Whether a cell says what the field says: ids may be written in full."""
    value = held(row.entry, column.field)
    text = unguarded(cell) if column.type == "string" else cell
    texts = parted(text) if column.many else tuple(filter(None, [text]))
    values = (value or ()) if column.many else tuple(one for one in [value] if one is not None)
    pairs = zip(texts, values, strict=False)
    return len(texts) == len(values) and all(_says(stock, row, *pair) for pair in pairs)


def _says(stock: Stock, row: Row, text: str, value: Any) -> bool:
    if isinstance(value, Prose):
        return text == value.source
    if isinstance(value, When):
        return text == value.text
    if isinstance(value, Citation):
        document, _, at = text.partition("#")
        return (document, at or None) == (value.document, value.at)
    if isinstance(value, bool):
        return text == str(value).lower()
    return text == str(value) or (text in stock.graph.nodes and text in _meant(stock, row, value))


def _meant(stock: Stock, row: Row, value: str) -> Iterator[str]:
    """What a reference can name; of several kinds that share an id, the field takes one."""
    for kind in (None, *FOLDERS):
        node = stock.graph.find(value, row.home, *([kind] if kind else []))
        if node is not None:
            yield node.key


def test_every_table_has_a_row_in_one_of_the_sites() -> None:
    """A table that is always empty would pass every other test."""
    options = OPTIONS["town"]
    site = check(options)
    assert site.graph
    assert site.timeline
    assert site.addresses
    stock = Stock(Library(site.graph, site.timeline, site.addresses, TODAY), site_view(site.graph, options))
    assert [table.name for table in TABLES if not list(table.rows(stock))] == []


def test_every_citation_of_the_record_is_in_the_table_of_citations(data: Data) -> None:
    table = next(table for table in TABLES if table.name == "citations")
    found = [(row["record"], row["document"], row["locator"]) for row in data.rows(table)]
    cited = data.stock.graph.cited
    assert sorted(found) == sorted((c.source.home.key, c.document.key, c.citation.at or "") for c in cited)


# Popolo


def test_popolo_is_valid_and_its_ids_names_and_dates_hold(data: Data) -> None:
    assert mistakes(data.json("data/popolo.json")) == []


def test_the_check_of_popolo_finds_what_is_wrong(data: Data) -> None:
    popolo = data.json("data/popolo.json")
    popolo["persons"][0] |= {"name": " ", "height": "tall"}
    popolo["posts"][0] |= {"start_date": "2016-13", "organization_id": "boards/none"}
    popolo["memberships"][0] |= {"start_date": "2017", "end_date": "2016-12-31"}
    popolo["memberships"][1].pop("person_id", None)
    popolo["memberships"][1].pop("member", None)
    words = "\n".join(mistakes(popolo))
    for said in ("blank", "height", "no day", "leads nowhere", "ends before", "no member"):
        assert said in words


def test_each_loss_of_popolo_names_what_the_record_holds(data: Data) -> None:
    report = data.json("data/popolo-losses.json")
    known = {
        one["id"] for part in data.json("data/popolo.json").values() if isinstance(part, list) for one in part
    }
    strangers = {one["id"] for one in report["losses"] if one["field"] != "membership"} - known
    assert not strangers
    assert report["losses"]


def test_popolo_carries_every_source_of_a_membership(data: Data) -> None:
    carried = {one["id"]: len(one.get("sources", ())) for one in data.json("data/popolo.json")["memberships"]}
    for row in next(table for table in TABLES if table.name == "memberships").rows(data.stock):
        seen = {source for sighting in row.entry.seen for source in sighting.sources}
        if row.id in carried:
            assert carried[row.id] >= len({*row.entry.sources, *seen})


# The timeline, and each record


@pytest.mark.parametrize("name", ["popolo", "popolo-losses", "timeline"])
def test_a_download_follows_its_schema(data: Data, name: str) -> None:
    schema = data.json(f"data/schemas/{name}.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data.json(f"data/{name}.json"))


def test_each_record_follows_its_schema(data: Data) -> None:
    schema = data.json("data/schemas/record.json")
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema)
    wrong = [f"{path}: {e.message}" for path, twin in data.twins.items() for e in checker.iter_errors(twin)]
    assert not wrong
    assert len(data.twins) > 20


def test_the_timeline_has_every_moment_in_order(data: Data) -> None:
    moments = data.json("data/timeline.json")["moments"]
    assert [one["id"] for one in moments] == [one.id for one in data.stock.timeline.moments]
    planned = {one["id"] for one in moments if one["status"] == "planned"}
    assert planned == {one.id for one in data.stock.timeline.moments if one.is_planned}


def test_what_a_record_names_names_it_back(data: Data) -> None:
    by_id = {twin["id"]: twin for twin in data.twins.values()}
    for twin in by_id.values():
        for link in twin["links"]:
            other = by_id.get(link["id"])
            if (
                other is None
                or other["id"] == twin.get("within", twin["id"])
                or twin["id"].startswith(f"{other['id']}#")
            ):
                continue
            back = {one["id"] for group in other["referred_to_by"].values() for one in group}
            assert any(
                one == twin["id"] or one.startswith((f"{twin['id']}#", twin["id"].partition("#")[0]))
                for one in back
            )


def test_every_schema_describes_every_field(data: Data) -> None:
    def bare(schema: Any, path: str) -> Iterator[str]:
        for name, one in schema.get("properties", {}).items():
            yield from bare(one, f"{path}/{name}")
            if (
                not one.get("description")
                and "$ref" not in one
                and one.get("type") not in ("string", "array", "integer")
            ):
                yield f"{path}/{name}"

    for name in schemas.SCHEMAS:
        schema = data.json(f"data/schemas/{name}.json")
        parts = {"": schema, **schema.get("$defs", {})}
        assert [path for part, one in parts.items() for path in bare(one, part)] == []


# The shapes


def _shape() -> str:
    """A digest of the names and types of all there is, without the words that describe it."""
    found = {name: schemas.schema(name) for name in schemas.SCHEMAS}
    tables = {table.name: package.schema(table) for table in TABLES}
    text = json.dumps(_without_words({"json": found, "csv": tables}), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        words = {"$comment", "title", "description"}
        return {k: _without_words(v) for k, v in value.items() if k not in words or isinstance(v, dict)}
    return [_without_words(one) for one in value] if isinstance(value, list) else value


def test_a_shape_changes_only_with_its_version() -> None:
    """Raise SHAPE_VERSION, write the change in docs/data.md, then run this with UPDATE_GOLDEN=1."""
    known = json.loads(SHAPES.read_text(encoding="utf-8"))
    if os.environ.get("UPDATE_GOLDEN") == "1" and SHAPE_VERSION not in known:
        known[SHAPE_VERSION] = _shape()
        SHAPES.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    cure = test_a_shape_changes_only_with_its_version.__doc__
    assert known.get(SHAPE_VERSION) == _shape(), f"the shapes have changed. {cure}"
