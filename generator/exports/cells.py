"""How a value stands in a cell of a table, and how it is read back: one rule each, none loses anything.

Spreadsheets run a cell that begins with certain signs as a formula. Such a text gets one apostrophe
in front; so does one that begins with apostrophes and then such a sign, so that the apostrophe can
be taken away again without a guess. Numbers are left alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

SEPARATOR = "|"
# The last four are the wide forms that some spreadsheets take for the first four.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
FIRST_SIGNS = frozenset("'=+-@\t\r\n＝＋－＠")
PARTED = re.compile(r"(?:[^\\|]|\\.)+", re.DOTALL)

GUARD_RULE = (
    "A text that begins with = + - @, their wide forms, a tab or a line break (also after apostrophes) "
    "has one apostrophe put in front, so that no spreadsheet runs it; take that one away to have the text."
)
SEPARATOR_RULE = (
    r"Several values in a cell are separated by |. Inside a value, | is written \| and \ is written \\."
)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if text[:1] in FIRST_SIGNS and FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Take the apostrophe away again that `guarded` put."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def joined(values: Iterable[str]) -> str:
    """Put several values in one cell."""
    return SEPARATOR.join(value.replace("\\", "\\\\").replace(SEPARATOR, "\\|") for value in values)


def parted(cell: str) -> tuple[str, ...]:
    """Part a cell into its values again."""
    return tuple(re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in PARTED.findall(cell))


def csv_file(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table by RFC 4180: UTF-8, commas, quoted where needed, lines that end in CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
