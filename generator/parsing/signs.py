"""Values that begin or end with a sign that has a meaning in YAML: quotes, brackets, @, *, a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.parsing.found import KEY, SPACES, VALUE, Found, Test, plain, quoted

# Long enough not to be a word: judi-ellis, report#5.4.
LIKE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+(?:#[A-Za-z0-9.-]+)?")


# A date or an id, and then another field.
TWO_FIELDS = re.compile(rf"(?:\d{{4}}[0-9/~-]*|{LIKE_ID.pattern}|\[.*\]),?;? +([a-z_]+): +(\S.*)")


def _tab(lines: list[str], row: int, _: str) -> Iterator[Found]:
    match = re.match(r" *\t[ \t]*", lines[row])
    if not match:
        return
    hint = "Use two spaces for each step of indent, never the tab key."
    rest = lines[row][match.end() :]
    column = match[0].index("\t") + 1
    before = next((at for at in range(row - 1, -1, -1) if lines[at].strip()), None)
    beside = len(lines[before]) - len(lines[before].lstrip()) if before is not None else 0
    for width in dict.fromkeys((2 * match[0].count("\t") + match[0].count(" "), beside, beside + 2, 4, 6)):
        mended = f"{' ' * width}{rest}"
        yield Found("yaml-tab", "this line is indented with a tab", hint, row, column, mended)


def _odd_space(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A no-break space from a word processor looks like a space, and is none."""
    match = re.match(rf"^ *(?:{SPACES.pattern}| )*", lines[row])
    found = SPACES.search(match[0]) if match else None
    if found is None:
        found = re.search(rf"(?<=[:-]){SPACES.pattern}", lines[row])
    if found:
        hint = "Delete the space before the words, and type it again."
        message = "here is a no-break space, which only looks like a space"
        mended = SPACES.sub(" ", lines[row])
        yield Found("yaml-odd-space", message, hint, row, found.start() + 1, mended)


def _curly_quotes(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """Curly quotes stand where only straight ones would protect the value."""
    match = VALUE.match(lines[row])
    if not match or not re.match(r"[\"'“”„‘’]", match[2]) or not re.search(r"[“”„‘’]", match[2]):
        return
    value = match[2]
    if value[0] in "\"'" and value[-1] not in "“”‘’":
        return
    hint = 'Use straight quotes: ".'
    message = "curly quotes do not protect a text"
    inner = value[1:-1]
    if value[-1] in "\"'“”‘’" and not re.search(r"[\"“”„]", inner):
        yield Found("yaml-smart-quotes", message, hint, row, len(match[1]) + 1, match[1] + quoted(inner))
    yield Found("yaml-smart-quotes", message, hint, row, len(match[1]) + 1, match[1] + quoted(value))


def _citation_as_value(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A citation as in a text, `[@report, 5.4]`, where a list of sources is wanted."""
    match = re.match(r"^(\s*)((?:- )?(?:sources|used_in): +|- +)(\[?)@([a-z0-9-]+)(?:, *([\w.-]+))?\]?\s*$",
                     lines[row])  # fmt: skip
    if not match or (match[2].startswith("- ") and not match[3] and ":" not in match[2]):
        return
    written = match[4] + (f"#{match[5]}" if match[5] else "")
    written = f"[{written}]" if ":" in match[2] else written
    hint = f"In a list of sources a paper is written without @: {written}"
    message = "a citation has @ in a text only, not in a list"
    yield Found("yaml-sign", message, hint, row, match.end(2) + 1, f"{match[1]}{match[2]}{written}")


def _bullet(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A bullet of a word processor instead of a hyphen."""
    match = re.match(r"^(\s*)([•·▪●◦*–—−+]) ?(\S.*)$", lines[row])
    if match and not (match[2] == "*" and match[3][:1] == "*"):
        hint = "Start each line of a list with a hyphen and a space."
        message = f"a line of a list cannot start with {match[2]}"
        yield Found("yaml-bullet", message, hint, row, len(match[1]) + 1, f"{match[1]}- {match[3]}",
                    is_guess=True)  # fmt: skip


def _sign(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A value that starts with a sign which YAML keeps for itself, or has taken for itself."""
    for match in re.finditer(r"(?:: +|- +|^\s*|[\[,] *)([@`%*&!])([^,\]]*)", lines[row]):
        if match[1] in "@`%" and "cannot start any token" not in error and "directive" not in error:
            continue
        if match[0][0] in "[," and not VALUE.match(lines[row]):
            continue
        value = match[1] + match[2]
        alone = not re.search(r"[\[,] *$", lines[row][: match.start(1)])
        value = (lines[row][match.start(1) :] if alone else value).rstrip()
        if match[1] in "*&!" and not re.search(r"\S +\S|^.$|^.\W", value):
            continue
        bare = value[1:] if LIKE_ID.fullmatch(value[1:]) else ""
        hint = f"Leave the {match[1]} out: {bare}." if bare else f"Put quotes around it: {quoted(value)}."
        end = match.start(1) + len(value)
        mended = lines[row][: match.start(1)] + (bare or quoted(value)) + lines[row][end:]
        message = f"a value cannot start with {match[1]}"
        yield Found("yaml-sign", message, hint, row, match.start(1) + 1, mended)


def _block_sign(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A sign for a text over several lines that has other signs in it: |–, >>-, >2-."""
    match = re.match(rf"^(\s*{KEY} *)([|>][|>+–—0-9-]*)\s*$", lines[row])
    if match and match[2] not in ("|", ">", "|-", ">-", "|+", ">+"):
        sign = f"{match[2][0]}-"
        message = f"the sign for a text over several lines is {sign}"
        mended = f"{match[1]}{sign}"
        yield Found("yaml-block", message, f"Write {mended.strip()}", row, match.end(1) + 1, mended)


def _words_after_bracket(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A value that starts with words in brackets, and goes on after them."""
    match = re.match(
        rf"^(\s*(?:- +)?{KEY} +)((\[[^\[\]]*\]|\{{[^{{}}]*\}}) *[^\s#,\]}}:].*?)\s*$", lines[row]
    )
    if match and "did not find expected" in error:
        message = "what stands in brackets is a list, and words follow it"
        is_list = re.fullmatch(r"\[[a-z0-9#., -]*\]", match[3])
        hint = "Remove what follows the bracket." if is_list else f"Put quotes around it: {quoted(match[2])}."
        mended = match[1] + (match[3] if is_list else quoted(match[2]))
        yield Found("yaml-sign", message, hint, row, match.end(1) + len(match[3]) + 1, mended)


def _question_mark(lines: list[str], row: int, error: str) -> Iterator[Found]:
    match = re.match(rf"^(\s*(?:- +)?(?:{KEY} +)?)(\?(?: .*)?)$", lines[row].rstrip())
    if match and match[1].strip() and ("mapping keys" in error or "expected" in error):
        hint = f"Put quotes around it: {quoted(match[2])}."
        mended = match[1] + quoted(match[2])
        yield Found("yaml-sign", "a value cannot start with ?", hint, row, match.end(1) + 1, mended)


def _two_hyphens(lines: list[str], row: int, _: str) -> Iterator[Found]:
    match = re.match(r"^(\s*)- +- +(\S.*)$", lines[row])
    if match:
        mended = f"{match[1]}- {match[2]}"
        message = "there are two hyphens in front of this line"
        yield Found("yaml-hyphen", message, "Leave one of them out.", row, match.end(1) + 3, mended)


def _as_in_json(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A field as other programs write it: `"title": "Planning",`."""
    match = re.match(r"^(\s*)([\"'])([\w-]+)\2 *: *\"([^\"]*)\",\s*$", lines[row])
    if match:
        mended = f"{match[1]}{match[3]}: {plain(match[4])}"
        message = "a comma stands after the value"
        yield Found("yaml-comma", message, f"Write {mended.strip()}", row, len(lines[row].rstrip()), mended)


def _block_with_words(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """Words directly after `>-` or `|`, where the line must end."""
    match = re.match(rf"^(\s*{KEY} *)([|>][+-]?+)( *)(\S.*)$", lines[row])
    if not match or not ("block scalar" in error or "expected" in error):
        return
    message = f"there are words after {match[2]}, which must end its line"
    if match[2][-1] in "+-":
        hint = f"Write the text on the next line, two spaces further in than {match[1].strip()}"
        yield Found("yaml-block", message, hint, row, match.start(4) + 1, is_decisive=True)
        return
    value = match[2] + match[3] + match[4]
    hint = f"Put quotes around it: {quoted(value)}."
    yield Found("yaml-sign", f"a value cannot start with {match[2]}", hint, row, match.start(2) + 1,
                match[1] + quoted(value))  # fmt: skip


def _list_on_its_line(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A list that begins right after the name of its field: `bodies: - executive`."""
    match = re.match(rf"^(\s*{KEY} +)- +(\S.*?)\s*$", lines[row])
    if match and "sequence entries" in error:
        is_id = re.fullmatch(r"[a-z0-9#.-]+", match[2])
        mended = f"{match[1]}[{match[2]}]" if is_id else ""
        message = "a line of a list cannot stand right after the name of its field"
        hint = "Begin the list on the next line, or put it in square brackets."
        yield Found("yaml-list-start", message, hint, row, match.end(1) + 1, mended, is_decisive=True)


def _quote_inside(lines: list[str], row: int, _: str) -> Iterator[Found]:
    """A value such as `"Getting to good" seminar` goes on after its closing quote."""
    match = re.match(rf"^(\s*(?:{KEY}|-) +)(\"[^\"]*\"|'[^']*')( *[^\s#].*?)\s*$", lines[row])
    if not match:
        return
    whole = match[2] + match[3]
    column = match.end(2) + 1
    if match[3].strip() in (",", ";", "."):
        message = f"there is {match[3].strip()} after the value"
        yield Found("yaml-quote-inside", message, "Remove it.", row, column, match[1] + match[2])
        return
    if whole[-1] == whole[0]:
        hint = f"Put the other quotes around the whole: {quoted(whole[1:-1])}."
        message = f"the value has the quotation mark {whole[0]} inside it, which ends it too early"
        yield Found("yaml-quote-inside", message, hint, row, column, match[1] + quoted(whole[1:-1]))
    hint = f"Put the other quotes around the whole: {quoted(whole)}."
    message = "the value goes on after its closing quotation mark"
    yield Found("yaml-quote-inside", message, hint, row, column, match[1] + quoted(whole))


def _backslash(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A backslash between double quotes has a meaning; between single ones it has none."""
    match = re.match(rf"^(\s*(?:{KEY}|-) +)\"([^\"]*\\.*)\"\s*$", lines[row])
    if match and ("escape" in error or "hexdecimal" in error):
        hint = "Put single quotes around the value, in which a backslash is only a sign."
        message = "a backslash has a meaning between double quotes"
        column = match.end(1) + match[2].index("\\") + 2
        value = match[2].replace("'", "''")
        yield Found("yaml-backslash", message, hint, row, column, f"{match[1]}'{value}'")


def _unclosed_quote(lines: list[str], row: int, error: str) -> Iterator[Found]:
    if "quoted scalar" not in error and "did not find expected" not in error:
        return
    for match in re.finditer(r"(?::|-|[\[,]) *([\"'])", lines[row]):
        mark, rest = match[1], lines[row][match.end() :].rstrip()
        if rest.count(mark) % 2:
            continue
        hint = f"Add the closing {mark} at the end of the value."
        message = f"a quotation mark {mark} is opened here and never closed"
        if rest[-1:] in ("”", "’", "'", '"') and rest[-1:] != mark:
            rest = rest[:-1]
        column = match.start(1) + 1
        begin = lines[row][: match.end()]
        in_list = re.match(r"([^\]]*?)(\s*[\],].*)$", rest) if "[" in begin else None
        if in_list:
            yield Found("yaml-unclosed-quote", message, hint, row, column,
                        f"{begin}{in_list[1]}{mark}{in_list[2]}")  # fmt: skip
        yield Found("yaml-unclosed-quote", message, hint, row, column, begin + rest + mark)
        return


def _bracket(lines: list[str], row: int, error: str) -> Iterator[Found]:
    """A list in brackets that is not closed, is closed twice, or has a comma too many."""
    if "did not find expected" not in error and "could not find expected" not in error:
        return
    line = lines[row].rstrip()
    for opened, closed, other in (("[", "]", "}"), ("{", "}", "]")):
        begins = re.search(rf"(?::|-) *{re.escape(opened)}", line)
        if not begins:
            continue
        column = begins.end()
        if " #" in line and line.index(" #") < line.rfind(closed):
            message = "after a space, # makes the rest of the line a remark"
            hint = "Write the paper and its place without a space between: report#5.4"
            mended = re.sub(r" +#", "#", line)
            yield Found("yaml-remark", message, hint, row, line.index(" #") + 2, mended)
        if line.endswith(other) and not line.endswith(closed):
            message = f"a list opened with {opened} is closed with {other}"
            yield Found("yaml-unclosed-bracket", message, f"Close it with {closed}", row, len(line),
                        line[:-1] + closed)  # fmt: skip
        if line.count(closed) > line.count(opened):
            message = f"there is a bracket {closed} too many"
            yield Found("yaml-bracket-twice", message, "Remove it.", row, len(line), line[:-1])
        if re.search(r",\s*,|[\[{]\s*,", line):
            at = re.search(r"(?<=,)\s*,|(?<=[\[{])\s*,", line)
            mended = re.sub(r"([\[{])\s*,", r"\1", re.sub(r",(\s*,)+", ",", line))
            message = "there is a comma too many"
            yield Found("yaml-comma", message, "Remove it.", row, (at.end() if at else 1), mended)
        if line.count(opened) > line.count(closed):
            yield from _unclosed_bracket(lines, row, column, opened, closed)


def _unclosed_bracket(lines: list[str], row: int, column: int, opened: str, closed: str) -> Iterator[Found]:
    hint = f"Add the closing {closed} at the end of the list."
    message = f"a bracket {opened} is opened here and never closed"
    line = lines[row].rstrip()
    yield Found("yaml-unclosed-bracket", message, hint, row, column, line.rstrip(",") + closed)
    last = row
    for at in range(row + 1, len(lines)):
        if not lines[at].strip() or re.match(rf"^\s*(?:{KEY}|- )", lines[at]):
            break
        last = at
    if last > row:
        end = lines[last].rstrip().rstrip(",")
        yield Found("yaml-unclosed-bracket", message, hint, last, len(end) + 1, end + closed)


def _colon_in_value(lines: list[str], row: int, error: str) -> Iterator[Found]:
    match = re.match(r"^(\s*(?:- +)*)([\w-]+): +(\S.*?:(?: .*)?)$", lines[row])
    if not match or "mapping values are not allowed" not in error or match[3][0] in "\"'[{|>":
        return
    value = match[3].rstrip()
    if second := TWO_FIELDS.fullmatch(value):
        message = f"“{match[2]}” and “{second[1]}” are two fields on one line"
        hint = f"Write {second[1]}: {second[2]} on a line of its own, below this one."
        yield Found("yaml-colon", message, hint, row, match.start(3) + second.start(1) + 1, is_decisive=True)
        return
    message = f"the value of “{match[2]}” has a colon in it"
    if value.endswith(":") and " " not in value:
        message = f"the value of “{match[2]}” ends with a colon"
        mended = f"{match[1]}{match[2]}: {value.rstrip(':')}"
        yield Found(
            "yaml-colon", message, "Remove the colon at the end.", row, len(lines[row].rstrip()), mended
        )
        return
    hint = f"Put quotes around the value: {match[2]}: {quoted(value)}"
    mended = f"{match[1]}{match[2]}: {quoted(value)}"
    yield Found("yaml-colon", message, hint, row, match.start(3) + 1, mended)


SIGNS: tuple[Test, ...] = (
    _tab,
    _odd_space,
    _curly_quotes,
    _citation_as_value,
    _block_sign,
    _question_mark,
    _two_hyphens,
    _as_in_json,
    _words_after_bracket,
    _block_with_words,
    _backslash,
    _list_on_its_line,
    _sign,
    _quote_inside,
    _unclosed_quote,
    _bracket,
    _bullet,
)
COLON: tuple[Test, ...] = (_colon_in_value,)
