"""A new council's folder: the example record, and all that checks, builds and serves it."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from generator import schema
from generator.scaffold.naming import ScaffoldError

REQUIREMENTS = "requirements.txt"
# A folder that only git knows is as good as empty: so is a new repository that was just cloned.
MAY_BE_THERE = frozenset({".git"})


def starter() -> Path:
    """Find the files of a new folder: beside an installed program, or in the project it is run from."""
    packaged = Path(__file__).parents[1] / "starter"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "starter"


def begin(target: Path, program: str) -> tuple[str, ...]:
    """Write a new council's folder, which must be empty or not there yet; list its files.

    `program` is what pip is to install the program from, or nothing where that is not known.
    """
    _ensure_empty(target)
    source = starter()
    found = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
    written = {name: path.read_bytes() for name, path in found.items()} | _for_editors(source)
    if program:
        written[REQUIREMENTS] += f"{program}\n".encode()
    for name, data in written.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        with (target / name).open("xb") as file:
            file.write(data)
    return tuple(sorted(written))


def _for_editors(source: Path) -> dict[str, bytes]:
    """What makes an editor explain, offer and mark things: settings, and a schema for each kind."""
    settings = {f".vscode/{name}": text for name, text in schema.editor_files().items()}
    schemas = {f"{schema.FOLDER}/{name}": text for name, text in schema.files(source / "content").items()}
    return {name: text.encode() for name, text in (settings | schemas).items()}


def _ensure_empty(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ScaffoldError(f"{target} is a file. Name a folder that is empty or not there yet")
    if held := sorted(path.name for path in target.iterdir() if path.name not in MAY_BE_THERE):
        raise ScaffoldError(
            f"{target} is not empty: it holds {held[0]}. Name a folder that is empty or not there yet"
        )


def requirement() -> str:
    """Say how pip can get this very program again, or nothing where it came from this machine.

    The name alone would be wrong: on the public index another project has it.
    """
    try:
        written = distribution("throughline").read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    return from_direct_url(written or "{}")


def from_direct_url(text: str) -> str:
    """Turn what an installer noted of a package's origin (PEP 610) into a line for pip."""
    noted = json.loads(text)
    url = str(noted.get("url", ""))
    if not url.startswith("https://"):
        return ""
    if "vcs_info" not in noted:
        return f"throughline @ {url}"
    return f"throughline @ {noted['vcs_info']['vcs']}+{url}@{noted['vcs_info']['commit_id']}"
