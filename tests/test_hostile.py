"""Hostile text in every field of every kind makes no markup, no link and no file, and is given back whole."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from conftest import PROJECT, TOWN, Built, built
from icalendar import Calendar
from planting import Planting, content, filled, record
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Options
from generator.exports.cells import unguarded
from generator.records import FOLDERS, SINGLES

# Each stands in the middle of a value. None has a sign that Markdown takes for its own.
TEXTS = {
    "markup": "\"><script>alert(1)</script><img src=x onerror=alert(1)>'><svg/onload=alert(1)></title>"
    "</textarea><!-- <a href=javascript:alert(1)>x</a> <i> <base href=//evil.example>",
    "xml": "]]> <![CDATA[<x>]]> <?xml version='1.1'?> <!DOCTYPE x> & &; </title></feed>",
    "jinja": "{{ 7+7 }} {% for x in (1,) %}{{ x }}{% endfor %} {# gone #} ${7+7} #{7+7} {{ view }} {} %s",
    "calendar": 'a;b,c:d BEGIN:VEVENT END:VCALENDAR "q" ^n ^\' X-A="b"',
    "cells": '=HYPERLINK("https://evil.example") @SUM(1) +1-1 =cmd|\' /C calc\'!A0 "a",b;c',
    "paths": "/../../../etc/passwd /..%2f..%2fx /etc/passwd C:/x CON nul.txt file:///etc/passwd %00 ~root",
    "letters": "שלום مرحبا नमस्ते 東京 👨‍👩‍👧 می‌خواهم e\u0301 \ue000 \U0001fffd ǅ ß İ \u200e\u061c 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
}
GROUPS = [("markup", "xml", "jinja"), ("calendar", "cells", "paths", "letters")]
# These begin a value, and the whole of it where a field takes any text.
BEGINNINGS = (
    "javascript:alert(1)//", "JaVaScRiPt:alert(1)//", "data:text/html,<script>alert(1)</script>",
    "vbscript:x//", "//evil.example/", "\\\\evil.example\\", "/\\evil.example", "../../../",
    "[x](javascript:alert(1))", "[x](data:image/png;base64,AAAA)",
    '[x](//evil.example \'a" onclick="b\')', "<javascript:alert(1)>", "# ", "> ", "- ",
    "| a | b |", '```x" onclick="y',
    "[x]: javascript:alert(1)", '<https://evil.example/"onclick="x>',
    "[x](blob:x)", "[x](file:///etc/passwd)", "[x](intent:x)", "=1+1",
    "'", "{{ 7*7 }}", "*x*", "&x", "!x", "%x",
)  # fmt: skip
PLANTED = re.compile(r"(?P<https>https://cnry\d{4}\.example/)|(?P<said>Said of cnry\d{4}\.)|cnry\d{4} words")
DAY = date(2020, 1, 1)


def said(text: str) -> Callable[[str], str]:
    """Put a text behind what a field holds."""

    def changed(value: str) -> str:
        if not (match := PLANTED.fullmatch(value)):
            return value
        return f"{value}{text.replace(' ', '')}" if match["https"] else f"{value} {text}"

    return changed


def beginning(turn: int) -> Callable[[str], str]:
    """Put a text before what a field holds, to each another; behind it where it is an address."""

    def changed(value: str) -> str:
        if not (match := PLANTED.fullmatch(value)):
            return value
        number = int("".join(sign for sign in value if sign.isdigit()))
        text = BEGINNINGS[(number + turn) % len(BEGINNINGS)]
        return f"{value}{_packed(text)}" if match["https"] else text + value

    return changed


def everywhere(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: everywhere(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [everywhere(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def records() -> dict[str, Any]:
    """Fill a record of every kind, and add entries to the files that there is one of."""
    planting = Planting("cnry")
    found = {f"{kind}/{planting.word(f'{kind} id')}.yaml": record(kind, planting) for kind in FOLDERS}
    for kind, model in SINGLES.items():
        town = yaml.load((TOWN / f"content/{kind}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        for name, value in filled(model, planting, kind).items():
            if isinstance(value, list) and name in town and name not in ("sources", "key_dates"):
                town[name] += value
            elif (
                isinstance(value, str) and PLANTED.fullmatch(value) and name not in ("language", "time_zone")
            ):
                town[name] = value
        found[f"{kind}.yaml"] = town
    found["site.yaml"]["checks"] |= {"quotation-too-long": "off"}
    return found


def site(folder: Path, change: Callable[[str], str]) -> Built:
    files = everywhere(records(), change)
    return built(Options(DAY, content(folder, files), PROJECT / "templates", search=False))


def harmless(text: str) -> str:
    """A text of the same length, with spaces in the same places."""
    return re.sub(r"\S", "x", text)


def parsed(data: bytes) -> LexborNode:
    root = LexborHTMLParser(data.decode()).root
    assert root is not None
    return root


def skeleton(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page in order, each with the names of its attributes."""
    return [(node.tag or "", tuple(sorted(node.attributes))) for node in parsed(data).traverse()]


def texts(path: str, data: bytes) -> list[str]:
    """All the words of an output file, each whole, as a reader of its format gets them."""
    if path.endswith(".xml"):
        return [
            text for node in ET.fromstring(data).iter() for text in (node.text or "", *node.attrib.values())
        ]
    if path.endswith(".json"):
        return list(_strings(json.loads(data)))
    if path.endswith(".ics"):
        return [
            str(value)
            for one in Calendar.from_ical(data.decode()).walk()
            for _, value in one.property_items()
        ]
    if path.endswith(".csv"):
        rows = csv.reader(io.StringIO(data.decode(), newline=""))
        return [unguarded(cell).replace("\\|", "|") for row in rows for cell in row]
    if path.endswith(".html"):
        root = parsed(data)
        for drawing in root.css("svg"):
            drawing.decompose()  # where lines are broken and cut
        for told in root.css("script[type='application/ld+json']"):
            told.decompose()  # JSON, which has its own signs before a quotation mark
        return root.text(separator="\x00", strip=True).split("\x00")
    return []


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from (key, *_strings(one))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    else:
        yield str(value)


# Hostile text behind what a field holds


@pytest.fixture(scope="module", params=GROUPS, ids="-".join)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Built, Built]:
    """A hostile text, the site with it everywhere, and the site with harmless words of its shape."""
    folder, text = tmp_path_factory.mktemp("hostile"), " ".join(TEXTS[name] for name in request.param)
    return text, site(folder / "hostile", said(text)), site(folder / "harmless", said(harmless(text)))


def test_hostile_text_makes_no_mistake_and_no_file(pair: tuple[str, Built, Built]) -> None:
    _, hostile, plain = pair
    assert hostile.errors == plain.errors == []
    assert hostile.files.keys() == plain.files.keys()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*", path) for path in hostile.files)
    assert not [path for path in hostile.files if ".." in path]


def test_hostile_text_makes_no_element_and_no_attribute(pair: tuple[str, Built, Built]) -> None:
    _, hostile, plain = pair
    pages = [path for path in plain.files if path.endswith(".html")]
    assert len(pages) > 100
    differ = [path for path in pages if skeleton(hostile.files[path]) != skeleton(plain.files[path])]
    # What counts as a sentence without a source depends on its words, and that page lists them.
    assert set(differ) <= {"open-work/index.html"}
    assert set(skeleton(hostile.files["open-work/index.html"])) <= set(
        skeleton(plain.files["open-work/index.html"])
    )


def test_every_format_gives_hostile_text_back(pair: tuple[str, Built, Built]) -> None:
    text, hostile, plain = pair
    found = 0
    for path in sorted(plain.files.keys() - {"open-work/index.html"}):
        before, after = texts(path, plain.files[path]), texts(path, hostile.files[path])
        for one, other in zip(before, after, strict=True):
            if one.startswith("tag:"):
                assert re.fullmatch(r"[a-zA-Z0-9:,/#%._~-]+", other), other
            elif harmless(text).replace(" ", "-") in one:  # an id that is made of words
                assert re.fullmatch(r"\S+", other), other
            elif "…" not in one and not one.startswith("sha256:"):
                assert _like(other) == _like(_with(text, one)), path
                found += text in other
    assert found > 1000


def _with(text: str, words: str) -> str:
    """Put a text where its harmless likeness stands, also where all spaces were taken out."""
    return words.replace(harmless(text), text).replace(_packed(harmless(text)), _packed(text))


def _like(words: str) -> str:
    """Leave out what a page may change: large letters, how many statements it counts, and its version."""
    return re.sub(r"version [0-9a-f]{12}|\d+", "", words.lower())


def _packed(text: str) -> str:
    return text.replace(" ", "")


# Hostile text at the beginning of what a field holds

# What Markdown makes of it, besides what is on the pages of the town already.
MARKDOWN = {
    ("h2", ("id",)), ("pre", ()), ("code", ()), ("code", ("class",)), ("blockquote", ()), ("em", ()),
    ("ul", ()), ("table", ()), ("a", ("href", "title")), ("div", ("class",)), ("thead", ()), ("tr", ()),
    ("th", ()), ("li", ()),
}  # fmt: skip
LEADING = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "content")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, tuple[str, ...]]]:
    """Every element, with the names of its attributes, on the pages of a site without hostile text."""
    plain = site(tmp_path_factory.mktemp("usual") / "content", lambda value: value)
    return {one for path, data in plain.files.items() if path.endswith(".html") for one in skeleton(data)}


def scheme(address: str) -> str:
    """What an address begins with, as a browser reads it."""
    seen = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    return (
        "//"
        if seen.startswith("//")
        else (re.match(r"[a-z][a-z0-9+.-]*(?=:)", seen, re.IGNORECASE) or [""])[0].lower()
    )


def leads(data: bytes) -> Iterator[str]:
    """What the addresses on a page begin with."""
    for node in parsed(data).css("*"):
        for name in LEADING[: -1 if node.tag == "meta" else None]:
            if node.attributes.get(name) is not None and node.tag != "meta":
                yield scheme(node.attributes[name] or "")


@pytest.mark.parametrize("turn", range(0, len(BEGINNINGS), 12))
def test_a_hostile_beginning_makes_nothing_of_its_own(
    turn: int, usual: set[tuple[str, tuple[str, ...]]], tmp_path: Path
) -> None:
    found = site(tmp_path / "content", beginning(turn))
    assert found.files
    assert not [problem for problem in found.problems if problem.is_error]
    for path, data in found.files.items():
        if path.endswith(".html"):
            assert set(skeleton(data)) <= usual | MARKDOWN, path
            assert set(leads(data)) <= {"", "http", "https", "mailto"}, path
        else:
            texts(path, data)


# Names and sizes

NAMES = [
    "con", "prn", "aux", "nul", "com1", "lpt9", "index", "a b", "a.b", "A", "\xe9", "-a", "a-", "a--b",
    "%2e%2e", "a\\b", "a\nb", "a\x1bb", "a\u202eb", "404\u200b", " a", "~a", "$a", 'a"onload=x', "<b>",
    "{{7*7}}",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_is_no_id_is_one_problem_and_no_page(name: str, tmp_path: Path) -> None:
    folder = content(tmp_path / "content", {f"people/{name}.yaml": {"name": "Jo", "public_role": "Clerk"}})
    found = built(Options(DAY, folder, PROJECT / "templates", search=False))
    assert [problem.code for problem in found.problems if problem.is_error] == ["id-form"]
    assert not found.files


ALIASES = [
    "../../etc/passwd", "/etc/passwd", "people/../x", "people//x", "x/..", "nowhere/x", "../people/x",
    "a b", "x?y", "x#y", "x\\y", "..", ".", "%2e%2e/x", "C:/x", "people/x/", "*", ":splat", "x y z",
]  # fmt: skip


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_that_leads_out_is_refused(alias: str, tmp_path: Path) -> None:
    person = {"name": "Jo", "public_role": "Clerk", "aliases": [alias]}
    folder = content(tmp_path / "content", {"people/jo.yaml": person})
    found = built(Options(DAY, folder, PROJECT / "templates", search=False))
    assert {problem.code for problem in found.problems if problem.is_error} <= {"id-form", "alias-taken"}
    assert not found.files


def test_a_text_of_a_million_letters_is_shown_whole(tmp_path: Path) -> None:
    fair = {"classification": "Fair", "date": "2019-05-01"}
    files = {
        "events/text.yaml": {"title": "Text", **fair, "text": "word " * 200_000 + "end"},
        "events/title.yaml": {"title": "b" * 20_000, **fair},
    }
    found = built(Options(DAY, content(tmp_path / "content", files), PROJECT / "templates", search=False))
    assert not found.errors
    assert b"word " * 199_999 + b"word end" in found.files["events/text/index.html"]
    assert b"b" * 20_000 in found.files["events/title/index.html"]
