"""The description of the tables for machines: a Frictionless Data Package, made from the same list."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from generator.exports.cells import GUARD_RULE, SEPARATOR_RULE
from generator.exports.columns import Column, Table
from generator.exports.stock import SHAPE_VERSION, Stock, filled, json_file
from generator.exports.tables import TABLES

PATH = "data/datapackage.json"
PROFILE = "tabular-data-package"
NOTES = (
    GUARD_RULE,
    SEPARATOR_RULE,
    "An empty cell means that nothing is written there.",
    (
        "Dates are EDTF (ISO 8601-2), as far as they are known; named years read “financial 2016/17”. The "
        "columns _earliest and _latest hold the first and last day that such a date can mean."
    ),
    "An id is the kind, a slash and the record’s own id; an entry in a record follows after #.",
)


def files(stock: Stock, tables: Mapping[str, bytes]) -> dict[str, bytes]:
    """Describe the tables that were made."""
    site = stock.site
    package = filled(
        profile=PROFILE,
        name="tables",
        title=site.title,
        description=site.description,
        homepage=site.base_url or None,
        version=SHAPE_VERSION,
        licenses=[{"path": "index.html", "title": site.licence}] if site.licence else None,
        notes=list(NOTES),
        sources=_sources(stock),
    )
    package["resources"] = [_resource(table, tables[f"data/{table.path}"]) for table in TABLES]
    return {PATH: json_file(package)}


def _sources(stock: Stock) -> list[dict[str, str]]:
    """Name the documents that the tables rest on; a paper that is only known of is none of them."""
    read = (node for node in stock.graph.of_kind("documents") if node.written.read)
    return [filled(title=node.title, path=node.written.url) for node in read]


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """Describe the columns of a table, what tells its rows apart, and what its ids lead to."""
    keys = [
        {"fields": [column.name], "reference": {"resource": _reference(column, table), "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return filled(
        fields=[_field(column, table) for column in table.columns],
        missingValues=[""],
        primaryKey=list(table.key),
        foreignKeys=keys,
    )


def _reference(column: Column, table: Table) -> str:
    """Name the table that a column leads to; its own is named by nothing, as the standard has it."""
    return "" if column.refers_to == table.name else column.refers_to.replace("_", "-")


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints = filled(
        required=column.required or None,
        unique=(table.key == (column.name,)) or None,
        enum=list(column.choices),
    )
    values = {"trueValues": ["true"], "falseValues": ["false"]} if column.type == "boolean" else {}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **values,
        **filled(constraints=constraints, separator="|" if column.many else None,
                 contentField=column.field or None),
    }  # fmt: skip
