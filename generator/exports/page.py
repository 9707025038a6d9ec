"""The page that says what there is to download: each file with its shape, its size and an example."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator import linked_data
from generator.exports.columns import Column
from generator.exports.columns import Table as Sheet
from generator.exports.package import NOTES
from generator.exports.stock import SHAPE_VERSION, Stock
from generator.exports.tables import TABLES
from generator.markdown import shortened
from generator.pages.views import Crumb, Fact, Line, Row, Section, Table, View

ADDRESS = "/data/"
MEDIA = {"csv": "text/csv", "json": "application/json"}
KILO = 1000
EXAMPLE_LINES, EXAMPLE_LINE, EXAMPLE_CELL = 20, 90, 60
ROWS_SEARCHED = 200
ABOUT = "Everything this record knows, as files to download and to work with."


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is no table: what it holds, and after which line its example begins."""

    path: str
    title: str
    about: str
    schema: str = ""
    example_after: str = ""


DOWNLOADS = (
    Download(
        "popolo.json", "People and bodies in Popolo",
        "People, bodies, offices, memberships, events and decisions in the terms of Popolo 1.0.1, with the "
        "sources of each.", "popolo", '"persons": [',
    ),
    Download(
        "popolo-losses.json", "What Popolo does not carry",
        "Each value that did not fit the terms of Popolo, and what is left of it there: dates that say more "
        "than a year, a month or a day, above all. Whoever reads the record in again needs both files.",
        "popolo-losses", '"losses": [',
    ),
    Download(
        "timeline.json", "The timeline",
        "Everything dated, in order of time: its kind, its date as far as it is known, who is concerned, "
        "whether it happened or was planned, and its sources.", "timeline", '"moments": [',
    ),
    Download(
        "datapackage.json", "Description of the tables",
        "A Frictionless Data Package. It gives the type of each column, and which columns lead to other "
        "tables.",
    ),
)  # fmt: skip


def view(stock: Stock, downloads: Callable[[], Mapping[str, bytes]]) -> View:
    """Make the page about the files there are to download."""
    files = downloads()
    return View(
        address=ADDRESS,
        template="record.html",
        title="Data",
        description=ABOUT,
        heading=escape("Data"),
        summary=escape(ABOUT),
        crumbs=(Crumb("Home", "/"),),
        linked=_linked(stock, files),
        facts=_facts(stock),
        sections=(
            _rules(stock),
            *(_download(one, files[f"data/{one.path}"]) for one in DOWNLOADS),
            *_twins(stock),
            _tables(files),
            *(_table(table, files[f"data/{table.path}"]) for table in TABLES),
        ),
    )


def _facts(stock: Stock) -> tuple[Fact, ...]:
    return (
        Fact("Licence", escape(stock.site.licence or "No licence is stated.")),
        Fact("Version of the shapes", escape(SHAPE_VERSION)),
    )


def _linked(stock: Stock, files: Iterable[str]) -> tuple[Markup, ...]:
    """What the downloads are, and the way to the page, for search engines."""
    if not stock.site.base_url:
        return ()
    describer = stock.library.describer
    listed = [(f"/{path}", MEDIA[path.rpartition(".")[2]]) for path in files if path.count("/") == 1]
    title = f"Data: {stock.site.title}"
    about = linked_data.downloads(describer, title, ABOUT, stock.site.licence, listed)
    way = linked_data.crumbs(describer, (("Home", "/"), ("Data", ADDRESS)))
    return tuple(Markup(linked_data.as_script(one)) for one in (about, way))  # noqa: S704 - escaped there


def _rules(stock: Stock) -> Section:
    """Say what holds for every file."""
    from_root = () if stock.site.base_url else ("Addresses begin at the root of this site.",)
    lines = (Markup("<li>{}</li>").format(note) for note in (*NOTES, *from_root))
    intro = Markup("<ul>{}</ul>").format(Markup("").join(lines))
    return Section("rules", "How to read the files", intro=intro)


def _download(one: Download, data: bytes) -> Section:
    schema = Markup(' Its shape: <a href="/data/schemas/{0}.json">schemas/{0}.json</a>.').format(one.schema)
    intro = Markup('<p><a href="/data/{0}">{0}</a> ({1}). {2}{3}</p>\n{4}').format(
        one.path, size_words(data), one.about, schema if one.schema else "", _example(one, data)
    )
    return Section(one.path.replace(".", "-"), one.title, intro=intro)


def size_words(data: bytes) -> str:
    """Say how large a file is."""
    if len(data) < KILO:
        return f"{len(data)} bytes"
    if len(data) < KILO * KILO:
        return f"{len(data) / KILO:.0f} kB"
    return f"{len(data) / KILO / KILO:.1f} MB"


def _example(one: Download, data: bytes) -> Markup:
    """Show the first entry of a file, laid out to be read."""
    _, mark, rest = data.decode().partition(f"\n{one.example_after}\n") if one.example_after else ("", "", "")
    if not mark:
        return Markup("")
    first = json.loads(rest.partition("\n")[0].removesuffix(","))
    lines = [shortened(line, EXAMPLE_LINE) for line in _laid_out(first)]
    shown = [*lines[:EXAMPLE_LINES], *(["…"] if len(lines) > EXAMPLE_LINES else [])]
    frame = Markup('<pre class="wide" role="region" aria-label="From {}" tabindex="0"><code>{}</code></pre>')
    return frame.format(one.path, "\n".join(shown))


def _laid_out(value: object) -> list[str]:
    return json.dumps(value, ensure_ascii=False, indent=1).splitlines()


def _twins(stock: Stock) -> tuple[Section, ...]:
    """Say that each record is there as data, with the council’s as an example."""
    council = stock.graph.find(stock.graph.site.council, None, "boards", "organizations")
    if not stock.site.outputs.twins or council is None:
        return ()
    words = Markup(
        "<p>Beside the page of each record there is the same record as data: add <code>index.json</code> "
        'to its address, as in <a href="{0}index.json">{0}index.json</a>. What was written and what '
        'follows from it are kept apart. Its shape: <a href="/data/schemas/record.json">'
        "schemas/record.json</a>.</p>"
    )
    intro = words.format(stock.library.addresses.of(council))
    return (Section("each-record", "Each record as data", intro=intro),)


def _tables(files: Mapping[str, bytes]) -> Section:
    rows = tuple(_listed(table, files[f"data/{table.path}"]) for table in TABLES)
    return Section("tables", "Tables", rows=rows)


def _listed(table: Sheet, data: bytes) -> Row:
    link = Markup('<a href="/data/{0}">{0}</a> ({1})').format(table.path, size_words(data))
    more = Markup('{} <a href="#{}">Its columns</a>').format(table.description, _anchor(table.name))
    return Row(link, line=more)


def _anchor(table: str) -> str:
    return f"table-{table.replace('_', '-')}"


def _table(table: Sheet, data: bytes) -> Section:
    """Describe the columns of a table, each with a value from it."""
    examples = _examples(data)
    lines = tuple(
        Line((Markup("<code>{}</code>").format(one.name), one.type, _about(one), examples[index]))
        for index, one in enumerate(table.columns)
    )
    head = ("Column", "Type", "What it holds", "Example")
    shown = (Table(f"Columns of {table.path}", head, lines),)
    return Section(_anchor(table.name), f"Columns: {table.title}", tables=shown)


def _about(column: Column) -> Markup:
    several = " Several values, separated by |." if column.many else ""
    if not column.refers_to:
        return escape(column.description + several)
    return Markup('{} In the table <a href="#{}">{}</a>.').format(
        column.description, _anchor(column.refers_to), column.refers_to
    )


def _examples(data: bytes) -> list[str]:
    """Find the first value there is in each column, among the first rows."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    found = ["" for _ in next(rows)]
    for _, row in zip(range(ROWS_SEARCHED), rows, strict=False):
        found = [old or shortened(new, EXAMPLE_CELL) for old, new in zip(found, row, strict=True)]
    return found
