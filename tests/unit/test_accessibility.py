"""The accessibility statement says what the settings say, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from written import LEAST, options, write

from generator.build import build

SITE = "site.yaml"
FULL = """\
accessibility:
  conformance: partial
  prepared_on: 2019-06-01
  reviewed_on: 2019-12-01
  contact: Ask at the desk.
  limits: The *maps* have no words.
  tested: By three readers.
  enforcement: Write to the commission.
"""
LITTLE = "accessibility: {conformance: not yet assessed, prepared_on: 2019-06-01}\n"


def statement(tmp_path: Path, more: str) -> LexborHTMLParser:
    files = build(options(write(tmp_path, {**LEAST, SITE: LEAST[SITE] + more}))).files
    return LexborHTMLParser(files["accessibility/index.html"].decode())


def test_says_all_that_is_written(tmp_path: Path) -> None:
    page = statement(tmp_path, FULL)
    sections = {str(one.attributes["id"]): one.text(separator=" ") for one in page.css("section.part")}
    assert list(sections) == ["statement", "limits", "contact", "enforcement", "dates"]
    assert "partly meets" in sections["statement"]
    assert "maps" in sections["limits"]
    assert "Ask at the desk." in sections["contact"]
    assert "Write to the commission." in sections["enforcement"]
    for words in ("1 June 2019", "1 December 2019", "By three readers."):
        assert words in sections["dates"]


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        (LITTLE, ["statement", "dates"]),
        (f"{LITTLE}report_address: mistakes@town.example\n", ["statement", "contact", "dates"]),
    ],
)
def test_leaves_out_what_is_not_written(tmp_path: Path, more: str, parts: list[str]) -> None:
    page = statement(tmp_path, more)
    assert [one.attributes["id"] for one in page.css("section.part")] == parts
    assert "Not yet reviewed" in page.css("#dates")[0].text()


def test_says_that_there_is_none(tmp_path: Path) -> None:
    assert "No accessibility statement has been written" in statement(tmp_path, "").css("main")[0].text()
