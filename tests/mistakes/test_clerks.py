"""Mistakes that clerks make in the real content, one at a time: each is told where it is, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from clerks import ANY, LAST, Mistake, Moved
from clerks_examined import EXAMINED, EXAMINED_FILES
from clerks_fields import FIELDS
from clerks_files import FILES as WRONG_FILES
from clerks_layout import LAYOUT
from clerks_references import REFERENCES
from clerks_values import VALUES

from generator import addresses, checks, graph, parsing, records, sources, timeline
from generator.problems import Problem, in_order
from generator.records import Record
from generator.reports import as_text
from generator.sources import SourceFile

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 22)
MISTAKES = [*LAYOUT, *VALUES, *FIELDS, *REFERENCES, *EXAMINED]
FILES = [*WRONG_FILES, *EXAMINED_FILES]
# Words of the program, and none of a clerk.
JARGON = re.compile(
    r"\b(?:scalar|mapping|sequence|token|parse|schema|null|None|boolean|string|integer|tuple|dict|regex|"
    r"Traceback|pydantic|validation|validator|node)\b"
)


@cache
def texts() -> Mapping[str, str]:
    found, problems = sources.read(CONTENT)
    assert not problems
    return {file.path: file.text for file in found}


@cache
def untouched() -> Mapping[str, Record]:
    """Every record of the real content, read once."""
    return {path: record for path, text in texts().items() if (record := read(path, text)[0])}


def read(path: str, text: str) -> tuple[Record | None, list[Problem]]:
    parsed, problems = parsing.parse(SourceFile(path, text))
    if parsed is None:
        return None, problems
    record, more = records.read(parsed)
    return record, problems + more


def check(changed: Mapping[str, Record]) -> tuple[Problem, ...]:
    """Link and check all records, some of them changed."""
    found = tuple(dict(sorted({**untouched(), **changed}.items())).values())
    shown, kept_back, problems = records.published(found, TODAY, drafts=False)
    linked, more = graph.build(shown, kept_back)
    placed, taken = addresses.build(linked)
    whole = checks.Whole(linked, timeline.build(linked), placed, TODAY)
    return in_order(problems + more + taken + checks.check(whole))


@dataclass(frozen=True)
class Made:
    """A mistake as it was made: in which file, where, and what was said of the file."""

    path: str
    match: re.Match[str]
    text: str
    problems: tuple[Problem, ...]

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.match.start()) + 1


def made(mistake: Mistake, taken: Iterable[str] = ()) -> tuple[Made, Record | None] | None:
    """Make one mistake, and say what reading its file alone tells."""
    place = mistake.place(texts(), frozenset(taken))
    if place is None:
        return None
    path, match = place
    text = texts()[path][: match.start()] + match.expand(mistake.put) + texts()[path][match.end() :]
    record, problems = read(path, text)
    return Made(path, match, text, in_order(problems)), record


@cache
def told() -> Mapping[int, Made]:
    """Make every mistake; those that show only in the whole are checked together, each in its own file."""
    done: dict[int, Made] = {}
    waiting = [number for number, mistake in enumerate(MISTAKES) if mistake.place(texts())]
    while waiting:
        changed: dict[str, Record] = {}
        group: dict[str, tuple[int, Made]] = {}
        for number in waiting:
            found = made(MISTAKES[number], changed)
            if found and (found[0].problems or found[1] is None):
                done[number] = found[0]
            elif found and found[1]:
                changed[found[0].path] = found[1]
                group[found[0].path] = (number, found[0])
        if changed:
            problems = check(changed)
            assert {one.place.path for one in problems} <= changed.keys()
        for path, (number, one) in group.items():
            own = tuple(problem for problem in problems if problem.place.path == path)
            done[number] = Made(path, one.match, one.text, own)
        waiting = [number for number in waiting if number not in done]
    return done


def test_the_untouched_content_has_no_problems() -> None:
    assert len(untouched()) == len(texts())
    assert check({}) == ()


def test_there_are_as_many_mistakes_as_were_asked_for() -> None:
    assert len(MISTAKES) + len(FILES) >= 250
    assert len(set(MISTAKES)) == len(MISTAKES)


def test_there_is_a_place_for_every_mistake() -> None:
    assert not [str(mistake) for mistake in MISTAKES if not mistake.place(texts())]


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[str(mistake) for mistake in MISTAKES])
def test_each_mistake_is_told_at_its_line_with_what_to_write(number: int) -> None:
    mistake, one = MISTAKES[number], told()[number]
    shown = as_text(one.problems, {one.path: one.text.split("\n")})
    found = [problem for problem in one.problems if problem.code == mistake.code]
    assert found, f"{one.path}:{one.line}\n{shown}"
    here = found[0]
    if mistake.at != ANY:
        further = one.match.expand(mistake.put).count("\n") if mistake.at == LAST else mistake.at
        assert here.place.line == one.line + further, shown
    assert re.search(_expanded(one, mistake.says), f"{here.message} {here.hint}"), shown
    assert here.hint, shown
    if mistake.mended is not None:
        assert here.mended == (one.match.expand(mistake.mended) if mistake.mended else ""), shown


def _expanded(one: Made, says: str) -> str:
    words = one.match.expand(says) if "\\" in says else says
    return "|".join(re.escape(part) for part in words.split("|")) if "[[" not in words else re.escape(words)


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[str(mistake) for mistake in MISTAKES])
def test_a_mistake_is_told_once_in_words_of_a_clerk(number: int) -> None:
    one = told()[number]
    errors = [problem for problem in one.problems if problem.is_error]
    assert len(errors) <= 2, as_text(errors, {one.path: one.text.split("\n")})
    for problem in one.problems:
        assert problem.place.line <= one.text.count("\n") + 1
        assert not JARGON.search(f"{problem.message} {problem.hint}"), problem


@pytest.mark.parametrize(
    "number", [number for number, mistake in enumerate(MISTAKES) if mistake.mended], ids=str
)
def test_a_mended_line_is_right_where_it_is_put(number: int) -> None:
    """With the line that is offered, the mistake is gone and nothing else is wrong."""
    mistake, one = MISTAKES[number], told()[number]
    here = next(problem for problem in one.problems if problem.code == mistake.code)
    lines = one.text.split("\n")
    lines[here.place.line - 1] = here.mended
    _, problems = read(one.path, "\n".join(lines))
    assert here.code not in {problem.code for problem in problems}


@pytest.mark.parametrize("moved", FILES, ids=str)
def test_a_file_with_a_wrong_name_place_or_start_is_told(moved: Moved, tmp_path: Path) -> None:
    text = texts()[moved.like] if moved.like else moved.text
    path = tmp_path / moved.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    files, problems = sources.read(tmp_path)
    for file in files:
        record, more = read(file.path, file.text)
        problems += more
        if record and not more:
            problems += check({file.path: record})
    shown = as_text(problems, {})
    assert {problem.place.path for problem in problems} == {moved.told_in or moved.path}, shown
    found = next(problem for problem in problems if problem.code == moved.code)
    assert found.place.line == moved.line
    assert moved.says in f"{found.message} {found.hint}", shown
