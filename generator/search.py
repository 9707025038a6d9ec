"""The search index: Pagefind reads the pages, and its index is published with them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

FOLDER = "pagefind"
FILES = frozenset(f"{FOLDER}/{name}" for name in ("pagefind.js",))
FRAGMENTS = f"{FOLDER}/fragment/"
FACETS = f"{FOLDER}/facets.json"
# What Pagefind writes before the text of each file of its own.
SIGNATURE = b"pagefind_dcd"
# Numbers of sources and words for ears only would break up the lines that results show.
LEFT_OUT = ".refs, .for-ears, .back"
# Pagefind's own user interface: the search page has one that needs no inline style.
NOT_OURS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-highlight", "pagefind-component-ui")


# What stands on an element for Pagefind to read; where it stands nowhere, Pagefind reads all pages whole.
MARKED = b"data-pagefind-body"


class SearchError(Exception):
    """Says why the index could not be made."""


def indexed(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """List what an index depends on: of each page that goes into it path, language and what is marked.

    All else may change, such as the day in the foot of each page, and the index stays as it is.
    """
    pages = sorted(path for path in files if path.endswith(".html"))
    for path in [path for path in pages if MARKED in files[path]] or pages:
        page = files[path]
        start, end = page.find(b"<main"), page.rfind(b"</main>")
        around = page[:start] + page[end:]
        is_marked = 0 <= start < end and MARKED in page[start : page.find(b">", start)]
        yield path.encode()
        yield page[: page.find(b">", page.find(b"<html"))]
        yield page[start:end] if is_marked and MARKED not in around else page


def index_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Index pages before they are published, so that both are put in place as one."""
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files.items():
            if path.endswith(".html"):
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_bytes(data)
        return index(Path(folder))


def index(output: Path) -> dict[str, bytes]:
    """Index the pages below a folder; the files of the index by output path."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pagefind", "--site", str(output), "--output-path", folder]
        command += ["--exclude-selectors", LEFT_OUT]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own arguments
        if done.returncode:
            said = done.stderr.strip() or done.stdout.strip()
            raise SearchError(said.decode("utf-8", "replace"))
        files = {
            f"{FOLDER}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and not path.name.startswith(NOT_OURS)
        }
    return files | {FACETS: facets(files)}


def facets(files: Mapping[str, bytes]) -> bytes:
    """List what each page of an index can be narrowed by.

    Pagefind has filters of its own, but it writes the values of each in an order that changes from run
    to run. The pages say the same in their metadata, which it keeps in order.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(files):
        if path.startswith(FRAGMENTS):
            meta = _fragment(files[path])["meta"]
            values = {"kind": meta.get("group"), "body": meta.get("bodies"), "year": meta.get("years")}
            found[PurePosixPath(path).stem] = {name: value for name, value in values.items() if value}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _fragment(data: bytes) -> dict[str, dict[str, str]]:
    """Read what Pagefind keeps of one page."""
    text = gzip.decompress(data)
    if not text.startswith(SIGNATURE):
        raise SearchError("this version of Pagefind keeps pages in another form")
    fragment: dict[str, dict[str, str]] = json.loads(text.removeprefix(SIGNATURE))
    return fragment
