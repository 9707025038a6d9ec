"""Our own tables read again: each row as a group of fields, without the signs put there for safety."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.exports.cells import unguarded
from generator.exports.columns import Table
from generator.exports.tables import TABLES
from generator.importing.errors import SourceError
from generator.importing.given import Given
from generator.importing.losses import Loss, Losses

LARGEST = 200_000_000
LONGEST_CELL = 1_000_000
NOT_OURS = "None of our tables has this name."
NO_COLUMN = "The table has no such column."


def read(folder: Path, losses: Losses) -> dict[str, tuple[Given, ...]]:
    """Read the tables of a folder, or the one that is given; other files and columns are reported."""
    paths = sorted(folder.glob("*.csv")) if folder.is_dir() else [folder]
    tables = {table.path: table for table in TABLES}
    found = {}
    for path in paths:
        if path.name in tables:
            found[tables[path.name].name] = tuple(_rows(path, tables[path.name], losses))
        else:
            losses.add(Loss(path.name, "file", NOT_OURS))
    if not found:
        raise SourceError(f"{folder} holds none of our tables, such as people.csv")
    return found


def _rows(path: Path, table: Table, losses: Losses) -> Iterator[Given]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    head: list[str] = []
    try:
        csv.field_size_limit(LONGEST_CELL)
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                head = _head(path, cells, table, losses)
            elif any(cells):
                yield _row(path, number, head, cells, losses)
    except csv.Error as error:
        raise SourceError(f"{path} is no table: {error}, line {reader.line_num}") from None
    if not head:
        raise SourceError(f"{path} is empty. Its first line holds the names of the columns")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{path} is larger than {LARGEST // 1_000_000} million bytes")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        hint = "In Excel, save it as “CSV UTF-8”"
        raise SourceError(f"{path} is not UTF-8 text. {hint}") from None


def _head(path: Path, cells: list[str], table: Table, losses: Losses) -> list[str]:
    """Take the names of the columns; one that stands twice, or a key that is not there, spoils all."""
    twice = sorted({name for name in cells if cells.count(name) > 1})
    wanted = {column.name for column in table.columns}
    lacking = sorted(set(table.key) - set(cells))
    if twice or lacking:
        words = f"has the column “{twice[0]}” twice" if twice else f"has no column “{lacking[0]}”"
        raise SourceError(f"{path} {words}. Its first line holds the names of the columns, set off by commas")
    for name in cells:
        if name not in wanted:
            losses.add(Loss(f"{path.name}: {name}", name, NO_COLUMN))
    return cells


def _row(path: Path, number: int, head: list[str], cells: list[str], losses: Losses) -> Given:
    where = f"{path.name}:{number}"
    if len(cells) > len(head):
        losses.add(Loss(where, "row", "It has more cells than there are columns.", value=cells[len(head) :]))
    data: Mapping[str, Any] = {name: unguarded(cell) for name, cell in zip(head, cells, strict=False)}
    return Given(data, where, losses)
