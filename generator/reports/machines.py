"""Problems for a program: JSON, and SARIF 2.1.0 for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.problems import Problem
from generator.reports.frames import from_root
from generator.reports.rules import Explanation

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
NONE_EXPLAINED: Mapping[str, Explanation] = MappingProxyType({})


def as_json(problems: Iterable[Problem]) -> str:
    """Print a list of objects: code, severity, path, line, column, message, hint, mended, example."""
    return json.dumps(
        [
            {
                "code": one.code, "severity": one.severity, "path": one.place.path,
                "line": one.place.line, "column": one.place.column, "message": one.message,
                "hint": one.hint, "mended": one.mended, "example": one.example,
            }
            for one in problems
        ],
        ensure_ascii=False, indent=2,
    )  # fmt: skip


def as_sarif(
    problems: Iterable[Problem],
    folder: str,
    explained: Mapping[str, Explanation] = NONE_EXPLAINED,
    help_address: str = "",
) -> str:
    """Print SARIF 2.1.0: a rule for each code, with its explanation, and a fix where the line is certain."""
    found = list(problems)
    rules = [_rule(code, explained.get(code), help_address) for code in sorted({one.code for one in found})]
    run = {
        "tool": {"driver": {"name": "throughline", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, folder) for one in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, explained: Explanation | None, help_address: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if explained is not None:
        rule["shortDescription"] = {"text": explained.cause}
        rule["help"] = {"text": explained.text, "markdown": explained.markdown}
    if help_address:
        rule["helpUri"] = f"{help_address}#{code}"
    return rule


def _result(one: Problem, folder: str) -> dict[str, Any]:
    region = {"startLine": one.place.line, "startColumn": one.place.column}
    artifact = {"uri": quote(from_root(one, folder))}
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity,
        "message": {"text": f"{one.message}. {one.hint}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if one.mended:
        # Without an end a region reaches to the end of its line.
        line = {"startLine": one.place.line, "startColumn": 1}
        change = {"deletedRegion": line, "insertedContent": {"text": one.mended}}
        fix = {
            "description": {"text": "Write the mended line."},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}],
        }
        result["fixes"] = [fix]
    return result
