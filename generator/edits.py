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
STAGED = ".throughline-new"


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
    """Put files in place and remove others, all of it or, where something fails, nothing."""
    staged = {path: (content / path).with_name(f".{Path(path).name}{STAGED}") for path in files}
    before = {path: _read(content / path) for path in (*files, *removed)}
    try:
        for path, data in files.items():
            _stage(content / path, staged[path], data)
        for path in files:
            staged[path].replace(content / path)
        for path in removed:
            (content / path).unlink()
    except OSError as error:
        _restore(content, before)
        raise WriteError(f"{error.filename}: {error.strerror}") from error
    finally:
        for draft in staged.values():
            draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _stage(path: Path, staged: Path, data: bytes) -> None:
    """Write the new bytes beside the file, with the file's own rights, so that only a name has to change."""
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        staged.chmod(path.stat().st_mode & 0o7777)


def _restore(content: Path, before: Mapping[str, bytes | None]) -> None:
    for path, data in before.items():
        if data is None:
            (content / path).unlink(missing_ok=True)
        elif _read(content / path) != data:
            (content / path).write_bytes(data)
