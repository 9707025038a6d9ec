"""What a table consists of: columns made from the fields of a model, and columns worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.dates import When
from generator.exports.cells import csv_file, guarded, joined
from generator.exports.stock import Stock
from generator.graph import Node
from generator.markdown import Prose
from generator.parsing import Path
from generator.records import Shape, shapes
from generator.records.entries import Citation, Model

ColumnType = Literal["string", "number", "integer", "boolean", "date"]
TYPES: dict[Any, ColumnType] = {Decimal: "number", int: "integer", bool: "boolean"}
# The table that holds what a reference can name, where one table holds all of it.
TABLE_OF = {
    "people": "people", "boards": "organizations", "organizations": "organizations", "posts": "posts",
    "meetings": "meetings", "decisions": "decisions", "parts": "decision_parts",
    "recommendations": "recommendations", "inspections": "inspections", "visits": "visits",
    "documents": "documents", "money": "money",
}  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """What one row of a table is about: an entry, the record it stands in, and which of its kind it is."""

    home: Node
    entry: Any
    id: str
    path: Path = ()
    number: int = 0
    within: Any = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and how to find that for a row."""

    name: str
    description: str
    value: Callable[[Stock, Row], str]
    type: ColumnType = "string"
    field: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""

    def cell(self, stock: Stock, row: Row) -> str:
        """Find the cell's text for a row; no text can be run by a spreadsheet."""
        text = self.value(stock, row)
        return guarded(text) if self.type == "string" else text


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it holds, its rows, its columns, and those of them that tell its rows apart."""

    name: str
    title: str
    description: str
    rows: Callable[[Stock], Iterable[Row]]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def cells(self, stock: Stock) -> list[list[str]]:
        """Find all cells, row by row, in order of the key."""
        return [[column.cell(stock, row) for column in self.columns] for row in self.rows(stock)]

    def file(self, stock: Stock) -> bytes:
        """Write the table."""
        return csv_file((column.name for column in self.columns), self.cells(stock))


def of(model: type[Model], *fields: str, optional: bool = False) -> tuple[Column, ...]:
    """Make the columns of some fields; `minutes.status` is a field of a group. A date has three columns."""
    return tuple(column for field in fields for column in _columns(model, field, optional))


def _columns(model: type[Model], field: str, optional: bool) -> Iterable[Column]:
    shape = _shape(model, field)
    name = field.replace(".", "_")
    yield Column(
        name, _described(shape), lambda stock, row: field_text(stock, row, field, shape),
        type=TYPES.get(shape.type, "string"), field=field, many=shape.many,
        required=shape.required and not optional and "." not in field,
        choices=() if shape.many else shape.choices, refers_to="" if shape.many else _table_of(shape),
    )  # fmt: skip
    if shape.type is When and not shape.many:
        yield from day_columns(name, lambda _stock, row: held(row.entry, field))


def day_columns(name: str, when: Callable[[Stock, Row], When | None]) -> tuple[Column, Column]:
    """Make the columns of the first and the last day that a date can mean."""
    return (
        Column(f"{name}_earliest", f"The first day that {name} can mean.",
               lambda stock, row: day_text(when(stock, row), "earliest"), type="date"),
        Column(f"{name}_latest", f"The last day that {name} can mean.",
               lambda stock, row: day_text(when(stock, row), "latest"), type="date"),
    )  # fmt: skip


def day_text(when: When | None, end: Literal["earliest", "latest"]) -> str:
    """Write the first or last day of a date, where it is known."""
    day = getattr(when, end, None)
    return day.isoformat() if day else ""


def _shape(model: type[Model], field: str) -> Shape:
    first, _, rest = field.partition(".")
    shape = shapes(model)[first]
    if not rest:
        return shape
    assert shape.model is not None, f"{first} is no group of fields"
    return _shape(shape.model, rest)


def _described(shape: Shape) -> str:
    words = shape.description
    if shape.type is When:
        return f"{words} A date in EDTF, as far as it is known."
    if shape.type is Prose:
        return f"{words} In Markdown."
    if shape.ref is not None:
        return f"{words} {'Ids' if shape.many else 'An id'}."
    return words


def _table_of(shape: Shape) -> str:
    tables = {TABLE_OF.get(kind, "") for kind in shape.ref.kinds} if shape.ref else set()
    return tables.pop() if len(tables) == 1 else ""


def held(entry: Any, field: str) -> Any:
    """Look up a field of an entry, or of a group in it; nothing where it is not written."""
    for name in field.split("."):
        entry = getattr(entry, name, None)
    return entry


def field_text(stock: Stock, row: Row, field: str, shape: Shape) -> str:
    """Write what a field holds as the text of a cell."""
    value = held(row.entry, field)
    if value is None:
        return ""
    if shape.many:
        return joined(_text(stock, row, one, shape) for one in value)
    return _text(stock, row, value, shape)


def _text(stock: Stock, row: Row, value: Any, shape: Shape) -> str:
    if shape.ref is not None:
        node = stock.graph.find(value, row.home, *shape.ref.kinds)
        return node.key if node else str(value)
    if isinstance(value, Citation):
        return f"{value.document}#{value.at}" if value.at else value.document
    if isinstance(value, When):
        return value.text
    if isinstance(value, Prose):
        return value.source
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def made(
    name: str, description: str, value: Callable[[Stock, Row], str], **more: Any
) -> Column:  # fmt: skip
    """Make a column that is worked out, and not written by anybody."""
    return Column(name, description, value, **more)


def row_id(what: str) -> Column:
    """Make the column that tells the rows of a table apart."""
    description = f"The id of the {what}; it stays the same."
    return Column("id", description, lambda _stock, row: row.id, required=True)


def belongs_to(name: str, table: str) -> Column:
    """Make the column that says in which record a row stands."""
    description = f"The id of the {name} it belongs to."
    return Column(name, description, lambda _stock, row: row.home.key, required=True, refers_to=table)


NUMBER = Column(
    "number", "Which one it is, in the order of the record.", lambda _stock, row: str(row.number),
    type="integer", required=True,
)  # fmt: skip
