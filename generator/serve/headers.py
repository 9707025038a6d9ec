"""The headers that the host will send, so that what they forbid shows while one writes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from generator.scaffold.beginning import starter

FILE = "netlify.toml"
# The first is for HTTPS alone, which this server does not speak; what is written must not be kept.
NOT_HERE = ("strict-transport-security", "cache-control")

Rules = tuple[tuple[str, Mapping[str, str]], ...]


class HeadersError(ValueError):
    """Says why the headers cannot be read."""


def header_rules(project: Path) -> Rules:
    """Read the headers of a project's `netlify.toml`, or of the one that new projects get."""
    own = project / FILE
    file = own if own.is_file() else starter() / FILE
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        return tuple(_rule(rule) for rule in read.get("headers", []))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise HeadersError(f"the headers in {file} cannot be read: {error}") from None


def headers_for(rules: Rules, address: str) -> dict[str, str]:
    """Gather the headers of every rule that is about an address."""
    found: dict[str, str] = {}
    for pattern, values in rules:
        if fnmatchcase(address, pattern):
            found |= values
    return found


def _rule(rule: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    """One rule; a value over several lines becomes one line."""
    values = {
        name: " ".join(str(value).split())
        for name, value in rule["values"].items()
        if name.lower() not in NOT_HERE
    }
    return str(rule["for"]), values
