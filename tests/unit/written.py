"""Content that a test holds as text, and what each stage of the pipeline makes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TypeVar

from hypothesis import settings

from generator import graph, parsing, records, timeline
from generator.build import Options, Site, check
from generator.graph import Graph
from generator.parsing import Parsed
from generator.problems import Problem
from generator.records import Record
from generator.sources import SourceFile
from generator.timeline import Timeline

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2020, 1, 1)

Content = Mapping[str, str]
One = TypeVar("One")

# The least that makes a site.
LEAST = {
    "site.yaml": "title: T\ndescription: D\ncouncil: town\nbase_url: https://example.org\n",
    "organizations/town.yaml": "name: Town\nclassification: council\n",
}


def files(text: str) -> dict[str, str]:
    """Part a text into files: each begins with a line `=== path`."""
    parts = re.split(r"^=== (.*)\n", dedent(text), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def source(path: str, text: str) -> SourceFile:
    return SourceFile(path, dedent(text))


def parse(text: str, path: str = "people/x.yaml") -> tuple[Parsed, list[Problem]]:
    """Parse a text of which something can be made."""
    parsed, problems = parsing.parse(source(path, text))
    assert parsed is not None, problems
    return parsed, problems


def read(path: str, text: str) -> tuple[Record | None, list[Problem]]:
    parsed, problems = parse(text, path)
    record, more = records.read(parsed)
    return record, problems + more


def read_one(path: str, text: str) -> Record:
    """Read a record that has no mistake."""
    record, problems = read(path, text)
    assert record is not None, problems
    assert not problems
    return record


def read_all(content: Content) -> tuple[Record, ...]:
    return tuple(read_one(path, content[path]) for path in sorted(content))


def link(content: Content, kept_back: frozenset[str] = frozenset()) -> tuple[Graph, list[Problem]]:
    """Link some content to the least there is."""
    return graph.build(read_all({**LEAST, **content}), kept_back)


def linked(content: Content) -> Graph:
    """Link content that has no mistake."""
    found, problems = link(content)
    assert not problems
    return found


def dated(content: Content) -> Timeline:
    return timeline.build(linked(content))


def write(folder: Path, content: Content) -> Path:
    for path, text in content.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(dedent(text), encoding="utf-8")
    return folder


def options(content: Path, **others: object) -> Options:
    return Options(TODAY, content, TEMPLATES, search=False, **others)  # type: ignore[arg-type]


def checked(folder: Path, content: Content) -> Site:
    """Check some content together with the least there is."""
    return check(options(write(folder, {**LEAST, **content})))


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def only(found: Iterable[One]) -> One:
    """The single thing there is."""
    (one,) = found
    return one


# Laws are tried on the same examples every time, and never against a clock; on others, and on many times as
# many, in an audit: THROUGHLINE_LAWS=40.
TIMES = int(os.environ.get("THROUGHLINE_LAWS", "1"))
LAWS = settings(deadline=None, derandomize=TIMES == 1, database=None, max_examples=150 * TIMES)
