"""Changes to content files: at single places with every other byte kept, and put in place all or none."""

from __future__ import annotations

import difflib
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MARK = "\ufeff"
NEW, OLD = ".throughline-new", ".throughline-old"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New words for those between two signs of a file's text as it is read: no mark, plain line ends."""

    path: str
    start: int
    end: int
    new: str


class WriteError(Exception):
    """Says which file could not be written; nothing is changed then."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Make the edits of one file in its text."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def rewritten(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits of one file in its bytes; a mark at the start and the line ends stay as they are."""
    mark, raw = _parted(data)
    ends = [found.start() - number for number, found in enumerate(re.finditer("\r\n", raw))]
    moved = [
        Edit(one.path, one.start + bisect_left(ends, one.start), one.end + bisect_left(ends, one.end),
             one.new.replace("\n", line_end(raw)))
        for one in edits
    ]  # fmt: skip
    return (mark + applied(raw, moved)).encode()


def encoded(text: str, data: bytes) -> bytes:
    """Give a new text the mark at the start and the line ends that the old bytes have."""
    mark, raw = _parted(data)
    return (mark + text.replace("\n", line_end(raw))).encode()


def _parted(data: bytes) -> tuple[str, str]:
    raw = data.decode()
    mark = MARK if raw.startswith(MARK) else ""
    return mark, raw.removeprefix(MARK)


def line_end(raw: str) -> str:
    """Tell how the lines of a text end, by the first of them."""
    found = re.search(r"\r?\n", raw)
    return found[0] if found else "\n"


def changes(before: str, after: str) -> Iterator[str]:
    """List the lines that differ: the number of each, with - as it is and with + as it will be."""
    old, new = before.split("\n"), after.split("\n")
    for tag, start, end, other, stop in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield from (f"{number + 1:>5} - {old[number]}" for number in range(start, end))
            yield from (f"{number + 1:>5} + {new[number]}" for number in range(other, stop))


def write(content: Path, files: Mapping[str, bytes], removed: Iterable[str] = ()) -> None:
    """Put files in place and remove others: all of it or, where something fails or stops it, nothing."""
    gone = tuple(removed)
    touched = {path: (content / path).exists() for path in (*files, *gone)}
    try:
        _stage(content, files, [path for path, existed in touched.items() if existed])
        for path in files:
            _beside(content / path, NEW).replace(content / path)
        for path in gone:
            (content / path).unlink()
    except BaseException as error:
        _restore(content, touched)
        if isinstance(error, OSError):
            raise WriteError(f"{error.filename}: {error.strerror}") from error
        raise
    finally:
        for path in touched:
            _beside(content / path, NEW).unlink(missing_ok=True)
            _beside(content / path, OLD).unlink(missing_ok=True)


def _stage(content: Path, files: Mapping[str, bytes], existing: Iterable[str]) -> None:
    """Write what is new, and a copy of what is old, beside each file: then only names have to change."""
    for path, data in files.items():
        _write(content / path, NEW, data)
    for path in existing:
        _write(content / path, OLD, (content / path).read_bytes())


def _beside(path: Path, suffix: str) -> Path:
    """Name a file that is passed over when content is read."""
    return path.with_name(f".{path.name}{suffix}")


def _write(path: Path, suffix: str, data: bytes) -> None:
    """Write bytes beside a file, with the file's own rights."""
    staged = _beside(path, suffix)
    staged.unlink(missing_ok=True)  # it may be a link to elsewhere
    with staged.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        staged.chmod(path.stat().st_mode & 0o7777)


def _restore(content: Path, touched: Mapping[str, bool]) -> None:
    """Undo what was done: the old copies back in place, and nothing where there was nothing."""
    for path, existed in touched.items():
        if not existed:
            (content / path).unlink(missing_ok=True)
        elif _beside(content / path, OLD).exists():
            _beside(content / path, OLD).replace(content / path)
