"""Problems for a pull request on GitHub: annotations at the lines, and a summary of them all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.problems import Problem
from generator.reports.frames import Lines, from_root, printable, width

# GitHub shows ten annotations of each severity a step, and drops the rest in silence.
MOST_ANNOTATIONS = 9
# A job's summary may have a mebibyte; what is more is dropped whole.
LARGEST_SUMMARY = 900_000
MARKS = re.compile(r"([\\`*_<>\[\]|#])")


def as_github(problems: Iterable[Problem], folder: str) -> str:
    """Print GitHub's annotations: nine of each severity, then how many more there are."""
    found = list(problems)
    lines: list[str] = []
    for severity in ("error", "warning"):
        these = [one for one in found if one.severity == severity]
        lines += (_annotation(one, folder) for one in these[:MOST_ANNOTATIONS])
        if (more := len(these) - MOST_ANNOTATIONS) > 0:
            words = f"{more} more {severity}{'' if more == 1 else 's'}, all listed in the job summary"
            lines.append(f"::{severity} title=Throughline::{words}")
    return "\n".join(lines)


def _annotation(one: Problem, folder: str) -> str:
    place = f"file={_escaped(from_root(one, folder))},line={one.place.line},col={one.place.column}"
    instead = f"\nWrite instead: {one.mended}" if one.mended else ""
    text = _escaped(f"{one.message}. {one.hint}{instead}".strip(), message=True)
    return f"::{one.severity} {place},title={_escaped(one.code)}::{text}"


def _escaped(text: str, *, message: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if message else text.replace(":", "%3A").replace(",", "%2C")


def as_markdown(problems: Iterable[Problem], lines: Lines, folder: str) -> str:
    """Write all problems as Markdown, by file, for the summary of a job."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        by_file[one.place.path].append(one)
    if not by_file:
        return "### The content has no problems\n"
    total = sum(map(len, by_file.values()))
    parts = [f"### The content has {total:,} problem{'' if total == 1 else 's'}\n"]
    size, told = 0, 0
    for path, found in by_file.items():
        parts.append(f"\n#### `{folder}/{path}`\n")
        for one in found:
            entry = "".join(_entry(one, lines))
            if (size := size + len(entry.encode())) > LARGEST_SUMMARY:
                return "".join([*parts, f"\n… and {total - told:,} more.\n"])
            parts.append(entry)
            told += 1
    return "".join(parts)


def _entry(one: Problem, lines: Lines) -> Iterator[str]:
    mark = "❌" if one.is_error else "⚠️"
    yield f"\n{mark} **Line {one.place.line}**: {_plain(one.message)} (`{one.code}`)\n"
    text = lines.get(one.place.path, [])
    if 0 < one.place.line <= len(text):
        written = printable(text[one.place.line - 1])
        yield _fenced(f"{written}\n{' ' * width(written[: one.place.column - 1])}^")
    if one.hint:
        yield f"\n{_plain(one.hint)}\n"
    if one.mended:
        yield f"\nWrite instead:\n{_fenced(printable(one.mended))}"
    elif one.example:
        yield f"\nFor example: `` {printable(one.example)} ``\n"


def _plain(text: str) -> str:
    return MARKS.sub(r"\\\1", printable(text))


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"\n{fence}text\n{text}\n{fence}\n"
