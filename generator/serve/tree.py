"""What the folders hold at a moment, told by name, time and size: two of these tell what changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.sources import is_passed_over

# Deeper than content or templates ever go; a folder by mistake cannot keep the server busy.
DEEPEST = 8

Tree = Mapping[str, tuple[int, ...]]


def look(folders: Iterable[Path]) -> Tree:
    """Take down every file below the folders, and the folders themselves where they are there."""
    found: dict[str, tuple[int, ...]] = {}
    for folder in folders:
        if (state := _state(folder)) is not None:
            found[str(folder)] = (state.st_dev, state.st_ino)
            found.update(_files(str(folder), DEEPEST))
    return found


def differences(before: Tree, now: Tree, noted: Iterable[str] = ()) -> tuple[str, ...]:
    """List the paths that came, went or are other, and those noted that were there or are.

    A file written twice in one tick of the clock looks the same, so what is noted counts as well;
    what came and went unseen, as editors' own files do, does not.
    """
    seen = {path for path in noted if path in before or path in now}
    return tuple(
        sorted(seen | {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)})
    )


def _files(folder: str, depth: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not is_passed_over(entry.name)]
    except OSError:
        return
    for entry in listed:
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth:
                    yield from _files(entry.path, depth - 1)
                continue
            state = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        yield entry.path, (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)


def _state(folder: Path) -> os.stat_result | None:
    try:
        return folder.stat()
    except OSError:
        return None
