"""Prose: what becomes a slot, what becomes HTML, and that hostile text becomes neither."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode
from written import LAWS

from generator.markdown import (
    CitationSlot,
    LinkSlot,
    Prose,
    Slot,
    parse,
    parse_any,
    parse_plain,
    plain_source,
)

X = LinkSlot("x")

SLOTS = [
    ("a [[csig-board]] b", [LinkSlot("csig-board")]),
    ("[[csig-board|the Governance Board]]", [LinkSlot("csig-board", "the Governance Board")]),
    ("[[ x |  the\n Board ]]", [LinkSlot("x", "the Board")]),
    ("[[boards/x#post]]", [LinkSlot("boards/x#post")]),
    ("[[#minute-73]]", [LinkSlot("#minute-73")]),
    ("[@report]", [CitationSlot("report")]),
    ("[@report, 5.5.1]", [CitationSlot("report", "5.5.1")]),
    ("[@report,\n5.5.1 ]", [CitationSlot("report", "5.5.1")]),
    ("It rose [@a, 1][@b, 2] in [[x]].", [CitationSlot("a", "1"), CitationSlot("b", "2"), X]),
    ("**[[x]]** and *[@a]*", [X, CitationSlot("a")]),
    ("## [[x]]", [X]),
    ("- [[x]]\n- [@a]", [X, CitationSlot("a")]),
    ("| a |\n|---|\n| [[x]] |", [X]),
    ("| a |\n|---|\n| [[x\\|the Board]] |", [LinkSlot("x", "the Board")]),
    ("[see [[x]] now](https://example.org)", [X]),
    ("[[x]](https://example.org)", [X]),
    ("![[x]]", [X]),
    ("`[[x]]`", []),
    ("    [[x]]", []),
    ("```\n[@a, 1]\n```", []),
    ("\\[[x]]", []),
    ("[[x]", []),
    ("[[]]", []),
    ("[[x|]]", []),
    ("[@]", []),
    ("[@a b]", []),
    ("[x]", []),
    ("[[x\ny]]", []),
]


@pytest.mark.parametrize(("text", "slots"), SLOTS)
def test_links_and_citations_become_slots(text: str, slots: list[Slot]) -> None:
    assert list(parse(text).slots) == slots


def test_a_table_cell_can_hold_a_link_with_words_of_its_own() -> None:
    """The bar between id and words is no border of a cell; what follows it must not be lost."""
    assert parse("| a |\n|---|\n| [[x|the Board]] |").slots == (LinkSlot("x", "the Board"),)


def test_pieces_stand_in_the_order_of_the_text() -> None:
    assert parse("a [[x]] b [@d, 1] c").pieces == ("<p>a ", X, " b ", CitationSlot("d", "1"), " c</p>\n")


def test_the_sign_that_stands_for_slots_cannot_be_written() -> None:
    assert parse("a \x00 &#0; [[x]] b").pieces == ("<p>a � � ", X, " b</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b>b</b> <!-- c -->", "<p>a &lt;b&gt;b&lt;/b&gt; &lt;!-- c --&gt;</p>\n"),
        ("<div>\n\na", "<p>&lt;div&gt;</p>\n<p>a</p>\n"),
        ("![a](https://example.org/b.png)", '<p>!<a href="https://example.org/b.png">a</a></p>\n'),
        ("Part 1\n===", "<p>Part 1\n===</p>\n"),
        ("https://example.org", "<p>https://example.org</p>\n"),
        (
            "| a |\n|---|",
            '<div class="wide"><table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table></div>\n',
        ),
    ],
    ids=["script", "tags", "block", "image", "underlined", "bare address", "table"],
)
def test_the_dialect(text: str, html: str) -> None:
    assert parse(text).pieces == (html,)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "data:text/html,<script>",
    ],
)
@pytest.mark.parametrize("form", ["[x]({})", "<{}>", "[x]: {}\n\n[x]", "[x](<{}>)"])
def test_an_address_that_runs_something_makes_no_link(form: str, address: str) -> None:
    assert _schemes(parse(form.format(address))) <= {""}


HEADINGS = [
    ("# Background", [(2, "text-background")]),
    ("## Background", [(2, "text-background")]),
    ("### Background", [(3, "text-background")]),
    ("###### Deep", [(6, "text-deep")]),
    ("# A\n## A\n# A", [(2, "text-a"), (2, "text-a-2"), (2, "text-a-3")]),
    ("# A 2\n# A\n# A", [(2, "text-a-2"), (2, "text-a"), (2, "text-a-3")]),
    ("# What *Ann's* board did", [(2, "text-what-ann-s-board-did")]),
    ("# [[csig-board]] & [@d, 1] co", [(2, "text-csig-board-co")]),
    ("#", [(2, "text-heading")]),
    ("# 东京\n# 北京", [(2, "text-heading"), (2, "text-heading-2")]),
    ("> # Quoted", [(2, "text-quoted")]),
]


@pytest.mark.parametrize(("text", "found"), HEADINGS)
def test_headings_have_anchors_and_stand_below_the_title(text: str, found: list[tuple[int, str]]) -> None:
    prose = parse(text)
    assert [(heading.level, heading.anchor) for heading in prose.headings] == found
    for level, anchor in found:
        assert f'<h{level} id="{anchor}">' in _html(prose)
        assert f"</h{level}>" in _html(prose)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", True),
        ("Two\nlines.", True),
        ("[[x]] opens and [@d] ends", True),
        ("[[x]]", True),
        ("Says &lt;p&gt; and `<p>`", True),
        ("One.\n\nTwo.", False),
        ("One.\n\n- two", False),
        ("- one\n\n  two", False),
        ("> quoted", False),
        ("# Heading", False),
        ("One.\n\n***", False),
        ("    code", False),
        ("", False),
        (" \n", False),
    ],
)
def test_only_a_single_paragraph_can_stand_in_a_line(text: str, expected: bool) -> None:
    assert parse(text).is_paragraph is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Bold** and _slanted_ and `code`", "Bold and slanted and code"),
        ("See [[csig-board]].", "See csig board."),
        ("See [[csig-board|the Board]].", "See the Board."),
        ("It rose [@d, 5.5.1].", "It rose."),
        ("It rose. [@d, 5.5.1] Then it fell.", "It rose. Then it fell."),
        ("[The report](https://example.org/a)", "The report"),
        ("## Why\nso", "Why so"),
        ("Two\n lines", "Two lines"),
        ("5 * 3 is 15", "5 * 3 is 15"),
        ("the file final_report", "the file final_report"),
    ],
)
def test_plain_words_are_those_a_reader_reads(text: str, words: str) -> None:
    assert plain_source(text) == words


# Laws

SIGNS = [
    *"<>[]()!`*_&;#\\\"'|-:=/ \n\t@,.~^{}",
    "\x00", "&#0;", "\u2028", "\ufffe", "é", "东", "x", "a b",
    "[[", "]]", "[[x]]", "[[x|y]]", "[@d", "[@d, 1]", "](", "[x](", "[x]: ", "```", "    ", "> ", "- ",
    "1. ", "# ", "\n\n", "|---|", "| a |\n|---|\n| ",
    "<script>", "</script>", "<iframe src=x>", "<img src=x onerror=alert(1)>", "<svg/onload=x>",
    "<a href=x>", "<!--", "-->", "<?", "<![CDATA[", "onclick=", "style=",
    "javascript:", "JAVASCRIPT:", "data:text/html,", "data:image/svg+xml,", "vbscript:",
    "&colon;", "&Tab;", "&NewLine;", "&lt;", "&quot;", "&#x27;",
    "https://example.org/", "//example.org", "mailto:a@b.c",
]  # fmt: skip
hostile = st.lists(st.sampled_from(SIGNS), max_size=24).map("".join)

ELEMENTS = {
    "p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br",
    "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td", "slot",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"}, "code": {"class"}, "ol": {"start"}, "div": {"class"}, "th": {"style"},
    "td": {"style"}, **{f"h{level}": {"id"} for level in range(2, 7)},
}  # fmt: skip


def _html(prose: Prose) -> str:
    return "".join(piece if isinstance(piece, str) else "<slot></slot>" for piece in prose.pieces)


def _elements(prose: Prose) -> Iterator[LexborNode]:
    body = LexborHTMLParser(f"<body>{_html(prose)}</body>").body
    assert body is not None
    yield from body.css("body *")


def _schemes(prose: Prose) -> set[str]:
    """What the addresses of links begin with, as a browser reads them: it passes over control characters."""
    addresses = [element.attributes.get("href") or "" for element in _elements(prose)]
    return {
        urlsplit("".join(sign for sign in one if sign > " ").partition("[")[0]).scheme for one in addresses
    }


@LAWS
@given(st.text(max_size=60) | hostile)
@example("[x](javascript:alert(1))")
def test_any_text_is_read_into_html_and_slots_in_turn(text: str) -> None:
    prose = parse(text)
    assert prose.source == text
    assert all(isinstance(piece, str) for piece in prose.pieces[::2])
    assert prose.slots == prose.pieces[1::2]
    assert "\x00" not in _html(prose)
    plain_source(text)


@LAWS
@given(hostile)
@example("[a](b 'x\"onclick=y')")
@example('```x" onclick=y\n')
def test_hostile_text_makes_no_element_of_its_own(text: str) -> None:
    for element in _elements(parse(text)):
        assert element.tag in ELEMENTS
        assert set(element.attributes) <= ATTRIBUTES.get(element.tag or "", set())
        assert element.attributes.get("style") in {
            None,
            *(f"text-align:{side}" for side in ("left", "right", "center")),
        }


@LAWS
@given(hostile, st.sampled_from(["[x]({})", "<{}>", "[x][y]\n\n[y]: {}"]))
def test_hostile_text_makes_no_link_that_runs_something(text: str, form: str) -> None:
    assert _schemes(parse(form.format(text))) <= {"", "http", "https", "mailto"}


@LAWS
@given(hostile)
@example("[a [[x]] b](c)")
@example("[a [[x]]][b]\n\n[b]: c")
def test_no_link_stands_inside_a_link(text: str) -> None:
    assert not [
        inner
        for element in _elements(parse(text))
        if element.tag == "a"
        for inner in element.css("a, slot")[1:]
    ]


@LAWS
@given(st.lists(st.sampled_from(["A", "a", "A 2", "A-2", "!", "[[x]]", "*A*", "东", ""]), max_size=8))
def test_no_two_headings_share_an_anchor(titles: list[str]) -> None:
    prose = parse("\n".join(f"## {title}" for title in titles))
    anchors = [heading.anchor for heading in prose.headings]
    assert len(set(anchors)) == len(titles)
    assert [element.attributes["id"] for element in _elements(prose) if element.tag == "h2"] == anchors


@LAWS
@given(st.lists(st.text("abc", min_size=1), min_size=1))
def test_plain_words_come_out_as_they_went_in(words: list[str]) -> None:
    text = " ".join(words)
    assert parse(text).pieces == (f"<p>{text}</p>\n",)
    assert plain_source(text) == text


ids = st.sampled_from(["a", "sea-wall", "report-2018", "report-2018#1.2", "x9#y-z"])
spoken = st.lists(st.text("aé东9*_`<&'(:#-!>", min_size=1, max_size=4), min_size=1, max_size=3).map(" ".join)


@LAWS
@given(
    st.lists(st.tuples(ids, st.none() | spoken, st.booleans()), max_size=4), st.sampled_from(["", "- ", "> "])
)
def test_links_and_citations_come_out_as_they_were_written(
    written: list[tuple[str, str | None, bool]], begin: str
) -> None:
    slots: list[Slot] = [
        LinkSlot(name, words) if is_link else CitationSlot(name, words) for name, words, is_link in written
    ]
    forms = (
        f"[[{name}{f'|{words}' if words else ''}]]"
        if is_link
        else f"[@{name}{f', {words}' if words else ''}]"
        for name, words, is_link in written
    )
    assert list(parse(f"{begin}Of {' and '.join(forms)}.").slots) == slots


# Plain prose has a way of its own, which must mean the same

TOKENS = st.sampled_from(
    [
        "word",
        "a",
        "Z9",
        "é",
        "\u00a0",
        "\u2003",
        "“q”",
        "’",
        "-",
        "- ",
        "–",
        "1.",
        "1)",
        "12",
        "(x)",
        ".",
        ":",
        ": ",
        "=",
        "+",
        "# ",
        "> ",
        ">",
        "<b>",
        "&",
        "& ",
        "&amp;",
        "*",
        "**b c**",
        "**b-c**",
        " **x** ",
        "_",
        "`",
        "~~~",
        "|",
        "|-|",
        "[",
        "]",
        "[[a]]",
        "[[a|b c]]",
        "[[a#b]]",
        "[@d]",
        "[@d, 1.2]",
        "[@d,3]",
        "[x]: y",
        "[x](y)",
        "![",
        "\\",
        "\n",
        "\n\n",
        "\n \n",
        "\n  ",
        "\n    ",
        " ",
        "  ",
        "\t",
        "http://x.y",
        '"',
        "'",
        "{{",
        "$",
        "\u200b",
        "\u2028",
        "\x85",
        "😀",
        "a\n-",
        "[[a|x\n\ny]]",
        "[@d,\n1]",
        "x]:",
        "\n1. ",
        "\n:--",
        "**a*b**",
        "**a.**",
        "a**b**",
        "  \n",
    ]
)


@LAWS
@given(st.lists(TOKENS, min_size=1, max_size=9).map("".join))
def test_plain_prose_means_the_same_as_any_markdown(text: str) -> None:
    plain = parse_plain(text)
    assert plain is None or plain == parse_any(text)


PLAIN_TEXTS = [
    "One paragraph.",
    "Two lines\nof one paragraph, with “quotes” & more: 5 > 3.\n\nAnd another.",
    "See [[csig-board|the Board]], [[a#b]] and **bold words**. [@paper, 5.1] [@paper]",
    "A line of a folded text that ends here.\n",
]


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_usual_prose_is_plain(text: str) -> None:
    assert parse_plain(text) == parse_any(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "- item",
        "1. item",
        "# Title",
        "> said",
        "a  \nb",
        "*a*",
        "`a`",
        "[a](b)",
        "[a]: b",
        "<b>",
        "a | b\n-|-",
    ],
)
def test_what_has_a_meaning_in_markdown_is_not_plain(text: str) -> None:
    assert parse_plain(text) is None
