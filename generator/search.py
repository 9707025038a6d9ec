"""The search index: Pagefind reads the published folder and its index is published beside it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = "pagefind"
FILES = frozenset(f"{FOLDER}/{name}" for name in ("pagefind.js",))


class SearchError(Exception):
    """Says why the index could not be made."""


def index(output: Path) -> dict[str, bytes]:
    """Index the pages below a folder; the files of the index by output path."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pagefind", "--site", str(output), "--output-path", folder]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own arguments
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).decode("utf-8", "replace")
            raise SearchError(said)
        return {
            f"{FOLDER}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and not path.name.startswith(NOT_OURS)
        }


# Pagefind's own user interface: the search page has one that needs no inline style.
NOT_OURS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-highlight", "pagefind-component-ui")
