"""What libyaml's complaints mean in a clerk's words, with the mended line where it is certain."""

from __future__ import annotations

import re

import yaml

from generator.problems import Place, Problem


def explain(path: str, text: str, error: yaml.YAMLError, offset: int) -> Problem:
    """Translate a YAML error of `text`, whose first line is line `offset` of its file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    if mark is None:
        return _unreadable_sign(path, text, offset)
    row = min(mark.line, len(lines) - 1)
    for test in TESTS:
        if found := test(lines, row, str(error)):
            code, message, hint, at, column = found
            return Problem(code, message, Place(path, at + offset, column), hint)
    message = f"the file cannot be read past this line ({_short(error)})"
    hint = "Look at this line and the one before: indent, colon, quotes, brackets."
    return Problem("yaml-syntax", message, Place(path, row + offset, mark.column + 1), hint)


_Found = tuple[str, str, str, int, int]


def _short(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", "") or "not YAML")


def _unreadable_sign(path: str, text: str, offset: int) -> Problem:
    bad = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return control_character(path, text, bad.start() if bad else 0, offset)


def control_character(path: str, text: str, at: int, offset: int) -> Problem:
    """Report an invisible character at a position of a text."""
    line = text.count("\n", 0, at)
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    message = "there is an invisible control character here"
    hint = "Delete the character; it often comes from copying out of a PDF."
    return Problem("yaml-control-character", message, Place(path, line + offset, column), hint)


def _tab(lines: list[str], row: int, _: str) -> _Found | None:
    for at in (row, row - 1):
        match = re.match(r" *\t", lines[at]) if at >= 0 else None
        if match:
            hint = "Use two spaces for each step of indent, never the tab key."
            return "yaml-tab", "this line is indented with a tab", hint, at, match.end()
    return None


def _smart_quotes(lines: list[str], row: int, _: str) -> _Found | None:
    match = re.search(r"(?::|-) [“‘].*: ", lines[row])
    if match:
        hint = 'Use straight quotes: ".'
        return (
            "yaml-smart-quotes",
            "curly quotes do not protect a text",
            hint,
            row,
            match.start() + 3,
        )
    return None


def _sign(lines: list[str], row: int, error: str) -> _Found | None:
    if "cannot start any token" not in error:
        return None
    match = re.search(r"(?:: |- |^\s*)([@`%])(.*)$", lines[row])
    if not match:
        return None
    value = match[1] + match[2]
    hint = f'Put quotes around it: "{value.strip()}".'
    return "yaml-sign", f"a value cannot start with {match[1]}", hint, row, match.start(1) + 1


def _sign_before_words(lines: list[str], row: int, _: str) -> _Found | None:
    """A value such as `*home to school` starts with a sign that YAML has taken for itself."""
    match = re.match(r"^(\s*(?:- |(?:- )?[\w-]+: ))([*&!])(\S* +\S.*)$", lines[row])
    if not match:
        return None
    hint = f'Put quotes around it: "{match[2]}{match[3].rstrip()}".'
    return "yaml-sign", f"a value cannot start with {match[2]}", hint, row, match.end(1) + 1


def _quote_inside(lines: list[str], row: int, _: str) -> _Found | None:
    """A value such as `"Getting to good" seminar` goes on after its closing quote."""
    match = re.match(r"^(\s*(?:- )?[\w-]+: )(\"[^\"]*\"|'[^']*')( *[^\s#,].*)$", lines[row])
    if not match:
        return None
    other = "'" if match[2][0] == '"' else '"'
    hint = f"Put the other quotes around the whole: {other}{match[2]}{match[3].rstrip()}{other}."
    message = "the value goes on after its closing quotation mark"
    return "yaml-quote-inside", message, hint, row, match.end(2) + 1


def _too_far_in(lines: list[str], row: int, error: str) -> _Found | None:
    """A field further in than the complete field above it."""
    above = re.match(r"^( *)[\w-]+: \S", lines[row - 1]) if row else None
    here = re.match(r"^( *)[\w-]+:(?: |$)", lines[row])
    if not (above and here and len(here[1]) > len(above[1]) and "mapping values" in error):
        return None
    hint = f"Give it {len(above[1])} spaces in front, as the line above has."
    message = "this line’s indent is deeper than that of the field above it"
    return "yaml-indent", message, hint, row, len(here[1]) + 1


def _unclosed_quote(lines: list[str], row: int, error: str) -> _Found | None:
    if "quoted scalar" not in error and "did not find expected" not in error:
        return None
    for at in range(row, -1, -1):
        match = re.search(r"(?::|-) ([\"'])", lines[at])
        if match and lines[at].count(match[1]) % 2 == 1:
            hint = f"Add the closing {match[1]} at the end of the value."
            message = f"a quotation mark {match[1]} is opened here and never closed"
            return "yaml-unclosed-quote", message, hint, at, match.start(1) + 1
    return None


def _colon_in_value(lines: list[str], row: int, error: str) -> _Found | None:
    if "mapping values are not allowed" not in error:
        return None
    match = re.match(r"^(\s*(?:- )?)([\w-]+): (.*: .*)$", lines[row])
    if not match:
        return None
    hint = f"Put quotes around the value: {match[2]}: {_quoted(match[3].rstrip())}"
    message = f"the value of “{match[2]}” has a colon in it"
    return "yaml-colon", message, hint, row, match.start(3) + 1


def _quoted(value: str) -> str:
    """Put a value in the quotes that need least change in it."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _no_space_after_colon(lines: list[str], row: int, error: str) -> _Found | None:
    """A line `made_on:2017-06-28` reads as text, and the next line then makes no sense."""
    if "could not find expected ':'" not in error and "mapping values" not in error:
        return None
    for at in (row, row - 1):
        match = re.match(r"^(\s*(?:- )?)([a-z_]+):([^\s/].*)$", lines[at]) if at >= 0 else None
        if match:
            hint = f"Write {match[2]}: {match[3].strip()}"
            return "yaml-missing-space", "there is no space after the colon", hint, at, match.end(2) + 2
    return None


def _unclosed_bracket(lines: list[str], row: int, error: str) -> _Found | None:
    """A list that begins with [ and goes on over the lines that follow."""
    if "did not find expected ',' or" not in error:
        return None
    for at in range(row, -1, -1):
        for opened, closed in (("[", "]"), ("{", "}")):
            begins = re.search(rf": *{re.escape(opened)}", lines[at])
            if begins and lines[at].count(opened) > lines[at].count(closed):
                hint = f"Add the closing {closed} at the end of the list."
                message = f"a bracket {opened} is opened here and never closed"
                return "yaml-unclosed-bracket", message, hint, at, begins.end()
    return None


def _text_out_of_its_block(lines: list[str], row: int, error: str) -> _Found | None:
    """A line of wrapped text that stands at the margin, under lines of text further in."""
    if "could not find expected ':'" not in error:
        return None
    for at in (row, row - 1):
        if at < 1:
            continue
        above = re.match(r"^( +)(?!- )[^\s:#][^:]*$", lines[at - 1])
        here = re.match(r"^( *)(?!- )[^\s:#-][^:]*$", lines[at])
        if above and here and len(here[1]) < len(above[1]):
            hint = f"Give it {len(above[1])} spaces in front, as the line above has."
            message = "this line belongs to the text above, but is not as far in"
            return "yaml-indent", message, hint, at, len(here[1]) + 1
    return None


def _missing_colon(lines: list[str], row: int, error: str) -> _Found | None:
    """A line `title Planning` reads as text, and the next line then makes no sense."""
    if "could not find expected ':'" in error or "mapping values are not allowed" in error:
        for at in (row, row - 1):
            match = re.match(r"^(\s*(?:- )?)([a-z_]+) +(\S.*)$", lines[at]) if at >= 0 else None
            if match and ": " not in lines[at] and not lines[at].rstrip().endswith(":"):
                hint = f"Write {match[2]}: {match[3]}"
                message = f"there is no colon after “{match[2]}”"
                return "yaml-missing-colon", message, hint, at, match.start(2) + 1
    if "did not find expected key" in error or "did not find expected '-'" in error:
        indent = len(lines[row]) - len(lines[row].lstrip())
        hint = "Give it as many spaces in front as the lines it belongs with."
        message = "this line’s indent fits neither the line above nor any list or group around it"
        return "yaml-indent", message, hint, row, indent + 1
    return None


TESTS = (
    _tab,
    _smart_quotes,
    _sign,
    _sign_before_words,
    _quote_inside,
    _unclosed_quote,
    _too_far_in,
    _colon_in_value,
    _no_space_after_colon,
    _unclosed_bracket,
    _text_out_of_its_block,
    _missing_colon,
)
