"""Problems printed for a person, a program, a pull request or a code scanner."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from posixpath import normpath
from urllib.parse import quote

from generator import __version__
from generator.problems import Problem

MOST_ANNOTATIONS = 9


def as_text(problems: Iterable[Problem], lines: Mapping[str, list[str]]) -> str:
    """Print each problem with its place, the line itself with a caret, and what to do."""
    return "\n".join(_entry(problem, lines) for problem in problems)


def _entry(problem: Problem, lines: Mapping[str, list[str]]) -> str:
    said = [f"{problem.place}: {problem.severity}: {problem.message} [{problem.code}]"]
    text = lines.get(problem.place.path, [])
    if 0 < problem.place.line <= len(text):
        margin = f"{problem.place.line:>5} | "
        said.append(f"{margin}{text[problem.place.line - 1]}")
        said.append(" " * (len(margin) + problem.place.column - 1) + "^")
    if problem.hint:
        said.append(f"    {problem.hint}")
    return "\n".join(said) + "\n"


def as_json(problems: Iterable[Problem]) -> str:
    """Print a list of objects: code, severity, path, line, column, message, hint."""
    return json.dumps(
        [
            {
                "code": one.code, "severity": one.severity, "path": one.place.path,
                "line": one.place.line, "column": one.place.column, "message": one.message,
                "hint": one.hint,
            }
            for one in problems
        ],
        ensure_ascii=False, indent=2,
    )  # fmt: skip


def as_github(problems: Iterable[Problem], folder: str) -> str:
    """Print GitHub's annotations: nine, then how many more, as GitHub drops the rest in silence."""
    found = list(problems)
    lines = [_annotation(one, folder) for one in found[:MOST_ANNOTATIONS]]
    if len(found) > MOST_ANNOTATIONS:
        more = len(found) - MOST_ANNOTATIONS
        lines.append(f"::warning title=Throughline::{more} more, all listed in the job’s log")
    return "\n".join(lines)


def _annotation(one: Problem, folder: str) -> str:
    place = f"file={_escaped(_from_root(one, folder))},line={one.place.line},col={one.place.column}"
    text = _escaped(f"{one.message}. {one.hint}".strip(), message=True)
    return f"::{one.severity} {place},title={_escaped(one.code)}::{text}"


def _from_root(one: Problem, folder: str) -> str:
    """The path of a problem's file from the project's root; the ledger lies beside the content folder."""
    return normpath(f"{folder}/{one.place.path}")


def _escaped(text: str, *, message: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if message else text.replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Iterable[Problem], folder: str) -> str:
    """Print SARIF 2.1.0 for code scanning."""
    found = list(problems)
    rules = [{"id": code} for code in sorted({one.code for one in found})]
    run = {
        "tool": {"driver": {"name": "throughline", "version": __version__, "rules": rules}},
        "results": [_result(one, folder) for one in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(one: Problem, folder: str) -> dict[str, object]:
    region = {"startLine": one.place.line, "startColumn": one.place.column}
    artifact = {"uri": quote(_from_root(one, folder))}
    return {
        "ruleId": one.code,
        "level": one.severity,
        "message": {"text": f"{one.message}. {one.hint}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
