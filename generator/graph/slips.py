"""Links and citations in a text that were meant as such and did not become one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.graph.nodes import Node
from generator.markdown import CITATION, LINK, LinkSlot
from generator.parsing import Path
from generator.problems import Place, Problem, Severity
from generator.records.nearest import tidy
from generator.records.quantities import of_address

# Only a text with one of these signs outside of its links needs a look.
SUSPECT = re.compile(r"[\[\]@＠]|\{\{|\w\(http|\) ?\[|\([a-z0-9]+-[a-z0-9-]+, ")
CODE = re.compile(r"`+[^`]*`+")
THREE = re.compile(r"\[\[\[[^\[\]\n]+\]\]\]")
ID = r"[A-Za-z0-9][A-Za-z0-9_/#-]*"
PLACE = r"[\w.()-]+"

Names = Mapping[str, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip is, what to write, and the words that stand in its place where that is certain."""

    code: str
    message: str
    hint: str
    instead: str = ""
    # The words that `instead` stands for, where they are not all that was found.
    written: str = ""
    # What may be meant as it stands is only warned of.
    severity: Severity = "error"


def slips(near: Node, path: Path, source: str, names: Names) -> Iterator[Problem]:
    """Report what in a text begins like a link or a citation, or lacks a sign to be one."""
    if "[[[" in source:
        for match in THREE.finditer(source):
            yield _problem(near, path, source, match, _three(match))
        source = THREE.sub(_blank, source)
    masked = CODE.sub(_blank, CITATION.sub(_blank, LINK.sub(_blank, source)))
    if not SUSPECT.search(masked):
        return
    taken: set[int] = set()
    for pattern, reading in READINGS:
        for match in pattern.finditer(masked):
            found = reading(match, names) if not taken & set(range(*match.span())) else None
            if found:
                taken |= set(range(*match.span()))
                yield _problem(near, path, source, match, found)


def misread(near: Node, slot: LinkSlot, names: Names, place: Callable[[], Place]) -> Problem | None:
    """Say that a link is read otherwise than it was meant: turned round, or as a citation."""
    written = f"{slot.target}|{slot.words}" if slot.words else slot.target
    instead = ""
    if slot.target.startswith("@") and (cited := re.fullmatch(rf"@({ID}), *({PLACE})", slot.target)):
        instead, message = _cited(cited[1], cited[2]), "a citation stands in one pair of brackets"
    elif slot.words in names and not re.fullmatch(rf"{ID}", slot.target):
        instead, message = f"[[{slot.words}|{slot.target}]]", "in a link the id comes first, then the words"
    elif slot.words and "|" in slot.words:
        message = "there are two bars in this link, and only one can part its id from its words"
        return Problem("link-form", message, place(), "Write [[id|words]], with one bar.")
    else:
        return None
    code = "citation-form" if slot.target.startswith("@") else "link-form"
    at = place()
    begin = Place(at.path, at.line, at.column - len("[["))
    mended = near.record.parsed.line_with(begin, f"[[{written}]]", instead)
    return Problem(code, message, at, f"Write {instead}", mended=mended)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _problem(near: Node, path: Path, source: str, match: re.Match[str], slip: Slip) -> Problem:
    written = slip.written or match[0]
    # A text is folded in its file: only its first word is sure to stand there as it does here.
    head = re.split(r"[\s|]", match[0], maxsplit=1)[0]
    place = near.record.parsed.place_of_words(path, head, source.count(head, 0, match.start()))
    mended = near.record.parsed.line_with(place, written, slip.instead) if slip.instead else ""
    return Problem(slip.code, slip.message, place, slip.hint, slip.severity, mended)


def _is_document(written: str, names: Names) -> bool:
    return any(node.kind == "documents" for node in names.get(written, ()))


def _cited(document: str, place: str | None) -> str:
    return f"[@{document}, {place}]" if place else f"[@{document}]"


def _empty(match: re.Match[str], _: Names) -> Slip | None:
    what = "citation" if "@" in match[0] else "link"
    return Slip("link-empty", f"this {what} names nothing", "Write an id into it, or remove it.")


def _no_words(match: re.Match[str], _: Names) -> Slip | None:
    instead = f"[[{match[1]}]]"
    hint = f"Write {instead}, or words between the bar and the brackets."
    return Slip("link-empty", "this link has a bar, but no words after it", hint, instead)


def _no_comma(match: re.Match[str], _: Names) -> Slip | None:
    instead = _cited(match[1], match[2])
    return Slip("citation-form", "there is no comma between paper and place", f"Write {instead}", instead)


def _no_at(match: re.Match[str], names: Names) -> Slip | None:
    if not _is_document(match[1], names):
        # A word in brackets may be no more than that; an id with hyphens is meant as a link.
        is_link = "-" in match[1] and match[1] in names and match[2] is None
        return _one_bracket(match, names) if is_link else None
    instead = _cited(match[1], match[2])
    return Slip("citation-form", f"“{match[0]}” is a citation without @", f"Write {instead}", instead)


def _spaces(match: re.Match[str], names: Names) -> Slip | None:
    hint = f"Write the name of its file, without .yaml: [@id, {match[2]}]"
    plain = tidy(match[1])
    instead = _cited(plain, match[2]) if _is_document(plain, names) else ""
    return Slip("citation-form", "a paper is cited by its id, which has no spaces", hint, instead)


def _bar_outside(match: re.Match[str], _: Names) -> Slip | None:
    instead = f"[[{match[1]}|{match[2]}]]"
    return Slip(
        "link-not-closed", "the words of a link stand inside its brackets", f"Write {instead}", instead
    )


def _picture(_: re.Match[str], __: Names) -> Slip | None:
    return Slip("link-form", "pictures are not shown", "Remove it, or say in words what it shows.")


def _round(match: re.Match[str], names: Names) -> Slip | None:
    if not _is_document(match[1], names):
        return None
    instead = _cited(match[1], match[2])
    return Slip("citation-form", "a citation stands in square brackets", f"Write {instead}", instead)


def _one_bracket(match: re.Match[str], names: Names) -> Slip | None:
    if match[1].partition("#")[0] not in names:
        return None
    instead = f"[[{match[1]}{match[2] or ''}]]"
    return Slip("link-not-closed", "a link has two brackets on each side", f"Write {instead}", instead)


def _not_closed(match: re.Match[str], names: Names) -> Slip | None:
    if match[0].startswith("[["):
        return _open_link(match[0], names)
    hint = "Write it as [@document, place], with its closing bracket."
    cited = re.match(rf"\[@({ID})(?:, *({PLACE}\w))?", match[0])
    if cited is None:
        return Slip("link-not-closed", "this citation is not closed", hint)
    return Slip("link-not-closed", "this citation is not closed", hint, _cited(cited[1], cited[2]), cited[0])


def _open_link(written: str, names: Names) -> Slip:
    hint = "Write it as [[id]], with its closing bracket."
    whole = re.fullmatch(rf"\[\[({ID})(\|[^\]]*)?\]", written)
    if whole:
        return Slip("link-not-closed", "this link is not closed", hint, f"{written}]")
    alone = re.match(rf"\[\[({ID})(?![|\w])", written)
    instead = f"[[{alone[1]}]]" if alone and alone[1].partition("#")[0] in names else ""
    return Slip("link-not-closed", "this link is not closed", hint, instead, alone[0] if alone else "")


def _parted(match: re.Match[str], _: Names) -> Slip | None:
    instead = f"[{match[1]}]({match[2]})"
    message = "a link to the web has no space between its brackets"
    return Slip("link-form", message, f"Write {instead}", instead)


def _turned(match: re.Match[str], _: Names) -> Slip | None:
    instead = f"[{match[2]}]({match[1]})"
    return Slip("link-form", "the words of a link come first, then its address", f"Write {instead}", instead)


def _no_scheme(match: re.Match[str], names: Names) -> Slip | None:
    address = match[2]
    if re.match(r"(?:https?:|mailto:|tel:|/|#)", address):
        return _space_in(match) if re.search(r"\s[^\s\"'(]", address) else None
    if re.match(r"[a-z]+:", address):
        return _no_such_scheme(match)
    if address.partition("#")[0] in names:
        instead = f"[[{address}|{match[1]}]]"
        return Slip(
            "link-form", f"“{address}” is no web address", f"To link to a record write {instead}", instead
        )
    if not re.match(r"[\w-]+(\.[\w-]+)+", address):
        return Slip("link-form", f"“{address}” is no web address", "A web address starts with https://")
    instead = f"[{match[1]}](https://{address})"
    return Slip("link-form", f"“{address}” is not a full web address", f"Write {instead}", instead)


def _space_in(match: re.Match[str]) -> Slip:
    address = "%20".join(match[2].split())
    hint = f"An address has no spaces in it. Write [{match[1]}]({address})"
    return Slip("link-form", "this address has a space in it, so it is no link", hint, severity="warning")


def _no_such_scheme(match: re.Match[str]) -> Slip:
    guess = of_address(match[2])
    instead = f"[{match[1]}]({guess.instead})" if guess and guess.instead else ""
    hint = f"Write {instead}" if instead else "A web address starts with https://"
    return Slip(
        "link-form", f"“{match[2]}” is no web address, so this is no link", hint, instead, severity="warning"
    )


def _no_address(match: re.Match[str], _: Names) -> Slip | None:
    hint = "Write the web address between the round brackets, or [[id]] for a record."
    return Slip("link-empty", f"“{match[0]}” is a link without an address", hint, severity="warning")


def _footnote(match: re.Match[str], _: Names) -> Slip | None:
    hint = "Write [@document, place] where the note belongs: its number is made by itself."
    return Slip(
        "citation-form", f"“{match[0]}” is a footnote, and there are none here", hint, severity="warning"
    )


def _three(match: re.Match[str]) -> Slip:
    instead = match[0][1:-1]
    return Slip("link-form", "a link has two brackets on each side, not three", f"Write {instead}", instead)


def _full_width(match: re.Match[str], _: Names) -> Slip | None:
    instead = _cited(match[1], match[2])
    return Slip("citation-form", "this is another sign than @", f"Write {instead}", instead)


def _curly(match: re.Match[str], names: Names) -> Slip | None:
    instead = f"[[{match[1]}]]" if match[1].partition("#")[0] in names else ""
    hint = f"Write {instead}" if instead else "Write [[id]] for a link, or remove the brackets."
    severity: Severity = "error" if instead else "warning"
    return Slip("link-form", "curly brackets make no link", hint, instead, severity=severity)


READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Names], Slip | None]], ...] = (
    (re.compile(rf"\[＠({ID})(?:, *({PLACE}))?\]"), _full_width),
    (re.compile(r"\[\^[\w-]+\]"), _footnote),
    (re.compile(r"\{\{ *([^{}\n]*?) *\}\}"), _curly),
    (re.compile(r"\[([^\[\]]+)\]\(\s*\)"), _no_address),
    (re.compile(r"\[\[\s*(?:\|[^\]]*)?\]\]|\[@\s*\]"), _empty),
    (re.compile(rf"\[\[({ID})\|\s*\]\]"), _no_words),
    (re.compile(rf"\[\[({ID})\]\|([^\[\]]+)\]\]?"), _bar_outside),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), _picture),
    (re.compile(rf"\[@ ?({ID})[ ;:.]+({PLACE})\]"), _no_comma),
    (re.compile(rf"\[@([^\[\],]+ [^\[\],]+), *({PLACE})\]"), _spaces),
    (re.compile(rf"@\[({ID})(?:, *({PLACE}))?\]"), _round),
    (re.compile(rf"\[ +\[({ID})(\|[^\[\]]*)?\] *\]"), _one_bracket),
    (re.compile(rf"\[@ +({ID})(?:, *({PLACE}))?\]"), _round),
    (re.compile(r"\[\[[^\]\n\[]*\]?(?!\])|\[@[^\]\n\[]*(?:\n[^\]\n\[]*\])?"), _not_closed),
    (re.compile(rf"(?<![\[\w])\[({ID})(?:[,#] *({PLACE}))?\](?![\](|])"), _no_at),
    (re.compile(rf"(?<!\[)\[({ID})(\|[^\[\]]*)?\]\]"), _one_bracket),
    (re.compile(rf"(?<![\w\[/#|-])({ID})(\|[^\[\]|.]*)?\]\]"), _one_bracket),
    (re.compile(rf"(?<![\[\w])\[({ID})[ ;:]+(\d{PLACE})\](?![\](|])"), _no_at),
    (re.compile(rf"\(({ID}), *(\d[\w.-]*)\)"), _round),
    (re.compile(rf"\(@({ID})(?:, *({PLACE}))?\)"), _round),
    (re.compile(rf"\{{@({ID})(?:, *({PLACE}))?\}}"), _round),
    (re.compile(rf"(?<![\w@\[])@({ID})(?:, *([\w.-]*\w))?\]"), _round),
    (re.compile(rf"(?<![\w@\[])@({ID})(?:, *(\d[\w.-]*\w))?"), _round),
    (re.compile(r"\[([^\[\]]+)\] \((https?://[^()\s]+)\)"), _parted),
    (re.compile(r"\((https?://[^()\s]+)\) ?\[([^\[\]]+)\]"), _turned),
    (re.compile(r"\[([^\[\]]+)\]\(([^()\n]+(?:\([^()\n]*\))?[^()\n]*)\)"), _no_scheme),
)
