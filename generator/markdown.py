"""Prose: Markdown made into pieces of HTML, with slots where links and citations go.

A slot is filled when addresses are known, so that a text depends on its own file only.
markdown-it-py defines the dialect: CommonMark and tables, raw HTML off, two forms of our own:
`[[id]]` or `[[id|words]]` for a record, `[@document, place]` for a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LINK = re.compile(r"\[\[([^\[\]|\x01\n]+)(?:[|\x01]([^\[\]]+))?\]\]")
BARRED = re.compile(r"(\[\[[^\[\]|\\\n]+)\|([^\[\]|]+\]\])")
# With a stroke before its last bracket it is no citation: somebody wrote the signs themselves.
CITATION = re.compile(r"\[@([^\[\],\s\\]+)(?:,([^\[\]]*[^\[\]\\])|\s*)\]")
# A link of Markdown's own, where words and address hold no further brackets, or round ones once.
LINKED = re.compile(r"\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)")
# An underscore inside a word belongs to the word.
MARKS = re.compile(
    r"^#+\s+|[*`]+(?=\S)|(?<=\S)[*`]+|(?<!\w)_+(?=\S)|(?<=[^\s_])_++(?!\w)|(?<=_)_(?!\w)", re.MULTILINE
)
LONGEST_DESCRIPTION = 160
# A sign with a stroke before it is itself and no mark: it is put aside while marks are taken out.
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
ASIDE = 0x10F000
PUT_BACK = {ASIDE + sign: sign for sign in range(128)}

# Plain prose: words without any sign that has a meaning, our own two forms, and bold words.
BOLD = re.compile(r"(?<!\S)\*\*(\w(?:[\w ,’-]*\w)?)\*\*(?=[\s.,;:)]|\Z)")
IN_SLOT = r"[^\[\]|\\\x00-\x1f]"
SLOTS = re.compile(rf"\[\[{IN_SLOT}+(?:\|{IN_SLOT}+)?\]\]|\[@[^\[\],\s\\]+(?:,{IN_SLOT}+| *)\]")
SIGNS = r"\\`*_<&\[\]|\x00-\x09\x0b-\x1f\x7f-\x9f"
PLAIN = re.compile(rf"(?:[^{SIGNS}]++|&(?= )|{BOLD.pattern}|{SLOTS.pattern})+")
# A line that may begin something other than a paragraph, a break within one, a definition of a link.
NOT_PLAIN = re.compile(r"^(?: {4}| {0,3}(?:[-+=#>~:]|\d+[.)]))|  $|\]:", re.MULTILINE)
# Where a link may lead: to the web, to a mailbox or telephone, or within the site.
LEADS = re.compile(r"(?:https?|mailto|tel):|(?![a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
PARAGRAPH = re.compile(r"\n(?: *\n)+")
LINE_END = re.compile(r" ?\n *")
SLOT = "\x00"
# Stands for the bar of a link while Markdown is read, so that a table does not take it for a border.
BAR = "\x01"


@dataclass(frozen=True, slots=True)
class LinkSlot:
    """A place for a link to a record: `target` as written, `words` where the writer chose them."""

    target: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class CitationSlot:
    """A place for a numbered reference to a document and a place in it."""

    document: str
    at: str | None = None


Slot = LinkSlot | CitationSlot


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text: its level as printed, its anchor and its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as written, and as pieces: HTML, slot, HTML, slot … HTML."""

    source: str
    pieces: tuple[str | Slot, ...]
    headings: tuple[Heading, ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(piece for piece in self.pieces if not isinstance(piece, str))

    @property
    def is_paragraph(self) -> bool:
        """Whether the text is one paragraph, so that it can stand inside a line."""
        first, last = self.pieces[0], self.pieces[-1]
        if not (isinstance(first, str) and isinstance(last, str)):
            return False
        blocks = sum(piece.count("<p>") for piece in self.pieces if isinstance(piece, str))
        return first.startswith("<p>") and last.endswith("</p>\n") and blocks == 1


def parse(text: str) -> Prose:
    """Turn Markdown into pieces; every text is accepted, as CommonMark has no syntax errors."""
    return parse_plain(text) or parse_any(text)


def parse_any(text: str) -> Prose:
    """Turn any Markdown into pieces: this is what the dialect means."""
    found: dict[str, Any] = {"slots": [], "headings": []}
    plain = text.replace(SLOT, "\ufffd").replace(BAR, "\ufffd")
    html = _dialect().render(BARRED.sub(rf"\1{BAR}\2", plain), found).replace(BAR, "|")
    pieces: list[str | Slot] = []
    for index, part in enumerate(html.split(SLOT)):
        if index:
            pieces.append(found["slots"][index - 1])
        pieces.append(part)
    return Prose(text, tuple(pieces), tuple(found["headings"]))


def parse_plain(text: str) -> Prose | None:
    """Turn paragraphs of plain words, links, citations and bold words into pieces; None for all else.

    Most prose is of this kind, and takes a tenth of the time this way. A test compares it with
    `parse_any` on very many texts.
    """
    if not PLAIN.fullmatch(text) or NOT_PLAIN.search(text) or not text.strip("\n "):
        return None
    pieces: list[str | Slot] = []
    html = ""
    for paragraph in PARAGRAPH.split(text.strip("\n ")):
        at, words = 0, LINE_END.sub("\n", paragraph.strip())
        html += "<p>"
        for match in SLOTS.finditer(words):
            slot = LINK.match(match[0]) or CITATION.match(match[0])
            assert slot, "both forms are narrower here"
            pieces += (html + _plain_html(words[at : match.start()]), _slot(slot))
            html, at = "", match.end()
        html += f"{_plain_html(words[at:])}</p>\n"
    return Prose(text, (*pieces, html))


def _plain_html(words: str) -> str:
    html = words.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
    return BOLD.sub(r"<strong>\1</strong>", html) if "**" in html else html


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """List the paragraphs of a text: the first line of each, and the line after its last."""
    tokens = _dialect().parse(text)
    return tuple(
        (token.map[0], token.map[1]) for token in tokens if token.type == "paragraph_open" and token.map
    )


@cache
def _dialect() -> MarkdownIt:
    dialect = MarkdownIt("commonmark", {"html": False}).enable("table")
    dialect.validateLink = _may_lead  # type: ignore[method-assign]
    dialect.disable(["html_block", "html_inline", "image", "lheading"])
    dialect.inline.ruler.before("link", "throughline", _slot_rule)
    dialect.add_render_rule("slot", _render_slot)
    dialect.add_render_rule("heading_open", _render_heading)
    dialect.add_render_rule("heading_close", _render_heading_close)
    dialect.add_render_rule("table_open", lambda *_: '<div class="wide"><table>\n')
    dialect.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return dialect


def _may_lead(url: str) -> bool:
    return LEADS.match(url.strip()) is not None


def _slot_rule(state: StateInline, silent: bool) -> bool:
    """Recognise `[[…]]` and `[@…]` where a link could begin."""
    if not state.src.startswith(("[[", "[@"), state.pos):
        return False
    match = LINK.match(state.src, state.pos) or CITATION.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        state.push("slot", "", 0).meta = {"slot": _slot(match)}
    state.pos = match.end()
    return True


def _slot(match: re.Match[str]) -> Slot:
    first, second = match[1].strip(), match[2]
    tidy = " ".join((second or "").split()) or None
    return LinkSlot(first, tidy) if match[0].startswith("[[") else CitationSlot(first, tidy)


def _render_slot(
    _: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    env["slots"].append(tokens[index].meta["slot"])
    return SLOT


def _render_heading(
    _: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    words = plain_source(tokens[index + 1].content)
    level = _level(tokens[index])
    anchor = _anchor(words, {heading.anchor for heading in env["headings"]})
    env["headings"].append(Heading(level, anchor, words))
    return f'<h{level} id="{anchor}">'


def _render_heading_close(
    _: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f"</h{_level(tokens[index])}>\n"


def _level(token: Token) -> int:
    """The page's title is the only first-level heading."""
    return max(2, int(token.tag[1]))


def _anchor(words: str, taken: set[str]) -> str:
    base = "text-" + (re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "heading")
    number, anchor = 1, base
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    return anchor


def places_cited(text: str) -> Iterator[tuple[str, str | None]]:
    """List the documents that a text cites, each with the place in it."""
    for match in CITATION.finditer(text):
        yield match[1].strip(), " ".join((match[2] or "").split()) or None


def plain_source(text: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Read the words of a Markdown text without its marks; a link by its words or by what it leads to."""
    text = CITATION.sub("", text)
    text = LINK.sub(lambda match: match[2] or names.get(match[1], match[1].replace("-", " ")), text)
    text = LINKED.sub(r"\1", text)
    text = MARKS.sub("", ESCAPED.sub(lambda match: chr(ASIDE + ord(match[1])), text))
    text = text.replace("\\\n", "\n").translate(PUT_BACK)
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))


def shortened(words: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Cut a text at a word's end; by default to the length a search engine shows."""
    if len(words) <= longest:
        return words
    return words[: longest - 1].rpartition(" ")[0].rstrip(",;:.") + "…"
