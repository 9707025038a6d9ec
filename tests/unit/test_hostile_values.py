"""Values that no field takes: addresses that run something, signs that cannot be seen."""

from __future__ import annotations

import json
import re

import pytest
from written import LEAST, codes, only, read, read_one, source

from generator import parsing
from generator.markdown import parse, plain_source
from generator.problems import LONGEST, UNSEEN, Place, Problem, visible
from generator.records.fields import CONTROL, DIRECTION

PERSON = "name: Jo\npublic_role: Clerk\n"

REFUSED = [
    # What is written where an address of the web, or of a page of the site, belongs.
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "https://", "https://a b.example/", "https://x@evil.example/", "https://x:y@evil.example/", "https://[x]/",
    "https://[::1", 'https://"><script>/', "https://x.example:port/", "http:/x.example", "https:x.example",
    "//evil.example/", "/\\evil.example/", "\\\\evil.example", "../../x", " javascript:x", "https://℀.example",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
@pytest.mark.parametrize(
    "form", ["links: [{{title: x, url: {}}}]\n", "navigation: [{{title: x, address: {}}}]\n"]
)
def test_an_address_that_is_none_of_the_web_is_refused(address: str, form: str) -> None:
    path, start = ("site.yaml", LEAST["site.yaml"]) if form.startswith("nav") else ("people/x.yaml", PERSON)
    _, problems = read(path, start + form.format(json.dumps(address)))
    assert [code for code in codes(problems) if code != "text-html"] == ["link-form"]


@pytest.mark.parametrize(
    "address", ["https://xn--e1afmkfd.example", "http://é.example:8080/a?b=c#d", "https://a.example./x[1]"]
)
def test_an_address_of_the_web_is_taken(address: str) -> None:
    record = read_one("people/x.yaml", f"{PERSON}links: [{{title: x, url: {json.dumps(address)}}}]\n")
    assert record.written.links[0].url == address


@pytest.mark.parametrize("address", ["/", "/timeline/", "/a#b", "https://x.example/"])
def test_the_menu_leads_to_pages_of_the_site_and_elsewhere(address: str) -> None:
    record = read_one(
        "site.yaml", f"{LEAST['site.yaml']}navigation: [{{title: x, address: {json.dumps(address)}}}]\n"
    )
    assert record.written.navigation[0].address == address


ZONES = [
    "null",
    "GMT+1",
    "Europe",
    "../../etc/passwd",
    "/etc/localtime",
    "europe/londn",
    "a" * 5_000,
    "a\x00b",
    ".",
]


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_zone_that_there_is_not_is_one_problem(zone: str) -> None:
    """Whatever it is, no file of that name is read as one."""
    _, problems = read("site.yaml", f"{LEAST['site.yaml']}time_zone: {json.dumps(zone)}\n")
    assert only(problems).code == ("text-control-character" if "\0" in zone else "time-zone")


TURNING = [chr(number) for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def _said(text: str) -> list[str]:
    return codes(read("people/x.yaml", f"name: Jo\npublic_role: {json.dumps(text, ensure_ascii=False)}\n")[1])


@pytest.mark.parametrize("sign", TURNING)
def test_a_sign_that_turns_the_text_round_is_refused(sign: str) -> None:
    assert _said(f"a{sign}b") == ["text-direction-control"]


UNWANTED = [
    "\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\u2028", "\u2029", "\ufffe", "\uffff",
    "\u200b", "\u2060", "\ufeff", "\u2064", "\U000e0041", "\u200d", "\u200c",
]  # fmt: skip


@pytest.mark.parametrize("sign", UNWANTED)
def test_a_sign_that_cannot_be_seen_is_refused(sign: str) -> None:
    """A lone surrogate cannot even be written: YAML refuses it."""
    escaped = "".join(f"\\U{ord(one):08x}" for one in sign)
    assert codes(read("people/x.yaml", f'name: Jo\npublic_role: "a{escaped}b"\n')[1]) == [
        "text-control-character"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم", "क्\u200dष", "👨\u200d👩\u200d👧", "🏳️\u200d🌈",
        "🏴\U000e0067\U000e0062\U000e007f", "שלום\u200e a",
        "e\u0301",
    ],
)  # fmt: skip
def test_signs_that_a_script_or_an_emoji_needs_are_taken(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\uD83D\\uDE00"])
def test_half_a_character_is_one_problem(escape: str) -> None:
    parsed, problems = parsing.parse(source("people/x.yaml", f'name: "{escape}"\n'))
    assert parsed is None
    assert only(problems).code == "yaml-backslash"


def test_what_a_message_quotes_can_be_seen_and_printed() -> None:
    bad = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0xD800, 0xFFFF)))
    said = Problem("x", f"“{bad}”", Place("x"), bad)
    for words in (said.message, said.hint):
        words.encode()
        assert not UNSEEN.search(words)
        assert "<U+001B>" in words
        assert "<U+D800>" in words
    assert visible("é 東 \n\t") == "é 東 \n\t"


def test_a_message_does_not_quote_a_whole_file() -> None:
    assert len(Problem("x", "a" * 1_000_000, Place("x")).message) == LONGEST + 1


def test_what_no_field_takes_is_shown_by_its_number_in_messages() -> None:
    signs = [
        chr(number) for number in range(0x110000) if DIRECTION.search(chr(number)) or _always(chr(number))
    ]
    assert len(signs) > 2000
    assert [sign for sign in signs if not UNSEEN.search(sign)] == []


def _always(sign: str) -> bool:
    """Whether no field takes a sign, whatever stands before it."""
    return bool(CONTROL.search(f"東{sign}")) or bool(re.search("[\U000e0000-\U000e007f]", sign))


# Repeats that a careless pattern would go through again from each of their signs. At these lengths that would
# take minutes; it takes as long as there are signs.
REPEATS = [
    "b", "[", "[[", "[a](", "[a", "*a ", "**a*", "`", "a\n", "|", "[@a, ", "[[a|", "[@", ", ", "&a",
    "<a", "#", "\\", "1 May ", "a@", "1", "_a", "_", ". ", "a\n:", "(", "![", "](", "a.", "- ", " ",
    "\n", "0", "+44 ", "AB1 ", "](a) ",
]  # fmt: skip
LONG = 100_000


@pytest.mark.parametrize("repeat", REPEATS)
def test_no_text_takes_more_time_than_its_length(repeat: str) -> None:
    text = repeat * (LONG // len(repeat))
    for one in (text, f"[@a, {text}", f"[[{text}", f"a{text}b"):
        plain_source(one)
    for one in (text, f"a{text}b"):
        assert parse(one[: LONG // 5]).source


@pytest.mark.parametrize(
    ("begin", "end"), [("> ", "x"), ("- ", "x"), ("> - ", ""), ("* > ", "x"), ("1. ", "x")]
)
def test_deep_nesting_in_prose_ends(begin: str, end: str) -> None:
    assert parse(begin * 5_000 + end).pieces


def test_no_sign_that_is_refused_counts_as_printable() -> None:
    """The reader looks closer only at a text with a sign that Python would not print."""
    printable = "a".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert not CONTROL.search(printable)
    assert not DIRECTION.search(printable)
