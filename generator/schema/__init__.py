"""What an editor is told of the content: a JSON Schema for each kind of file, and the ids there are.

The schema of a kind comes from its model alone and changes with the program. The ids come from the
content and stand in one file that all others refer to, so that a new record changes only that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator import sources
from generator.records import FOLDERS, SINGLES
from generator.schema.editor import editor_files
from generator.schema.ids import known_ids
from generator.schema.models import IDS_FILE, Json, model_schema

FOLDER = Path("schemas")
MARK = "yaml-language-server:"
__all__ = [
    "FOLDER", "IDS_FILE", "add_modelines", "editor_files", "files", "is_content", "model_files", "modeline",
    "schema_name", "stale", "with_modeline", "write",
]  # fmt: skip

# Each id has a line of its own, so that two people's new records seldom meet.
WIDTH, WIDTH_OF_IDS = 100, 0
MODELINE = re.compile(rf"(?:^|(?<=\ufeff))#\s*{MARK}[^\r\n]*", re.MULTILINE)


def files(content: Path) -> dict[str, str]:
    """Write all schemas for a folder of content: the text of each by its name."""
    return model_files() | {IDS_FILE: _text(known_ids(content), WIDTH_OF_IDS)}


def stale(written: Mapping[str, str], folder: Path) -> list[str]:
    """Name those of the schemas that are missing in a folder or stand there otherwise."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name, text in written.items() if found.get(name) != text)


def write(written: Mapping[str, str], folder: Path) -> list[str]:
    """Put the schemas into a folder, and name those that changed."""
    changed = stale(written, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        new = folder / f".{name}.new"
        new.unlink(missing_ok=True)
        new.write_text(written[name], encoding="utf-8", newline="\n")
        # Either may have been a link to elsewhere: a new name takes its place, and nothing is written there.
        new.replace(folder / name)
    return changed


def model_files() -> dict[str, str]:
    """Write the schema of each kind of file, which depends on no content."""
    kinds = FOLDERS | SINGLES
    return {schema_name(kind): _text(model_schema(model), WIDTH) for kind, model in kinds.items()}


def schema_name(kind: str) -> str:
    """Name the file that holds the schema of a kind: `people` or `site`."""
    return f"{kind}.schema.json"


def modeline(path: str) -> str:
    """Give the line that leads an editor from a content file, `people/jo-arden.yaml`, to its schema.

    The path in it starts from the file itself, and `schemas/` stands beside the content folder.
    """
    folder, _, name = path.rpartition("/")
    kind = folder or name.partition(".")[0]
    up = "../" * (path.count("/") + 1)
    return f"# {MARK} $schema={up}{FOLDER.as_posix()}/{schema_name(kind)}"


def add_modelines(content: Path) -> list[str]:
    """Put its line at the top of each YAML file of the content that lacks it, and name those that changed."""
    read, _ = sources.read(content)
    changed = []
    for file in read:
        if file.is_markdown or not is_content(file.path):
            continue
        before = (content / file.path).read_bytes().decode("utf-8")
        after = with_modeline(file.path, before)
        if after != before:
            (content / file.path).write_bytes(after.encode())
            changed.append(file.path)
    return changed


def is_content(path: str) -> bool:
    """Tell whether a file of this path is of a kind that has a schema."""
    folder, _, name = path.rpartition("/")
    return folder in FOLDERS if folder else name.partition(".")[0] in SINGLES


def with_modeline(path: str, text: str) -> str:
    """Put the line at the top of a file's text, or in place of an earlier one, and change nothing else."""
    line = modeline(path)
    if MODELINE.search(text):
        return MODELINE.sub(line, text, count=1)
    order_mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{order_mark}{line}{end}{text.removeprefix(order_mark)}"


def _text(schema: Json, width: int) -> str:
    """Write JSON with two spaces a level, and what fits into the width on one line."""
    return "".join(_lines(schema, "", width)) + "\n"


def _lines(value: Any, indent: str, width: int) -> Iterator[str]:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(indent) + len(flat) <= width:
        yield flat
    elif isinstance(value, dict):
        yield from _many(
            ("{", "}"), [(f"{json.dumps(key)}: ", one) for key, one in value.items()], indent, width
        )
    else:
        yield from _many(("[", "]"), [("", one) for one in value], indent, width)


def _many(signs: tuple[str, str], parts: list[tuple[str, Any]], indent: str, width: int) -> Iterator[str]:
    opening, closing = signs
    yield opening
    for index, (key, one) in enumerate(parts):
        yield f"{',' if index else ''}\n{indent}  {key}"
        yield from _lines(one, f"{indent}  ", width)
    yield f"\n{indent}{closing}"
