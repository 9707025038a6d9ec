"""Links that open an editor at a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

# `{path}` begins with a slash on every system.
EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "none": "",
}
FIELD = re.compile(r"\{(\w*)\}")
FIELDS = ("path", "line", "column")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# An address of these kinds would run in the page instead of opening a program.
NEVER = ("javascript:", "data:", "vbscript:", "blob:")


class EditorError(ValueError):
    """Says why an editor's address cannot be used."""


def template_of(wanted: str) -> str:
    """Give the form of an editor's links: that of an editor we know, or one written out."""
    if wanted in EDITORS:
        return EDITORS[wanted]
    unknown = sorted(set(FIELD.findall(wanted)) - set(FIELDS))
    if unknown:
        raise EditorError(f"{{{unknown[0]}}} is not known; write {{path}}, {{line}} and {{column}}")
    if not SCHEME.match(wanted) or "{path}" not in wanted:
        known = ", ".join(EDITORS)
        raise EditorError(f"give one of {known}, or an address with {{path}}, as idea://open?file={{path}}")
    if wanted.lower().startswith(NEVER):
        raise EditorError("an address of that kind opens no editor")
    return wanted


def link(template: str, path: Path, line: int, column: int) -> str:
    """Make the link that opens a file at a place; nothing where no editor is wanted."""
    if not template:
        return ""
    address = quote(path.absolute().as_posix(), safe="/:")
    values = {"path": f"/{address.lstrip('/')}", "line": str(line), "column": str(column)}
    return FIELD.sub(lambda match: values[match[1]], template)
