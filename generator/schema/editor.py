"""The settings that make VS Code use the schemas, in the browser too."""

from __future__ import annotations

import json
from typing import Any

from generator.records import FOLDERS, SINGLES

EXTENSION = "redhat.vscode-yaml"


def editor_files(folder: str = "schemas", content: str = "content") -> dict[str, str]:
    """Write the files that a project's `.vscode` holds: the text of each by its name."""
    settings = {**_schemas(folder, content), **YAML_SETTINGS, "[yaml]": WHILE_WRITING}
    return {"extensions.json": _text({"recommendations": [EXTENSION]}), "settings.json": _text(settings)}


def _schemas(folder: str, content: str) -> dict[str, Any]:
    files = {kind: f"{content}/{kind}/*.yaml" for kind in FOLDERS}
    files |= {kind: f"{content}/{kind}.yaml" for kind in SINGLES}
    return {"yaml.schemas": {f"./{folder}/{kind}.schema.json": path for kind, path in files.items()}}


# Nothing is fetched from elsewhere, and nothing is formatted: `throughline fmt` does that in one way.
YAML_SETTINGS: dict[str, Any] = {
    "yaml.schemaStore.enable": False,
    "yaml.yamlVersion": "1.2",
    "yaml.format.enable": False,
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
}

# Words of the same file are not offered: among them an id would be lost.
WHILE_WRITING: dict[str, Any] = {
    "editor.insertSpaces": True,
    "editor.tabSize": 2,
    "editor.detectIndentation": False,
    "editor.formatOnSave": False,
    "editor.wordWrap": "on",
    "editor.wordBasedSuggestions": "off",
    "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
