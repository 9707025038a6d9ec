"""Put a new set of files in place safely: after recovery the site is the old set or the new one.

Changed files are staged beside the output with a journal that names them, then renamed in. A journal
found by a later run means that staging was complete: the run is finished. Staged files without a
journal mean that it was not: they are thrown away. Files that were not written by us stay.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The steps that no path of ours has: it is not absolute, and stays below the output.
OUTSIDE = frozenset(("", ".", ".."))


class PublishError(Exception):
    """Says what stands in the way of a file, where it is not ours to remove."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing did, by output path, each list sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: int

    @property
    def written(self) -> int:
        return len(self.added) + len(self.changed)


def _work(output: Path) -> Path:
    return output.parent / f".{output.name}.throughline"


def recover(output: Path) -> bool:
    """Complete or undo an interrupted run; tell whether there was one to complete."""
    with _locked(output) as work:
        return _recover(work, output)


def recover_if_left(output: Path) -> bool:
    """Complete an interrupted run if there is one that nobody is at work on; tell whether there was."""
    work = _work(output)
    if not any((work / name).exists() for name in ("journal.json", "exchange.json")):
        return False
    with (work / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return _recover(work, output)


def publish(
    files: Mapping[str, bytes], output: Path, *, clean: bool = False, standing: frozenset[str] = frozenset()
) -> Changes:  # fmt: skip
    """Make the output hold these files; write only what differs, remove only what we wrote before.

    What is `standing` is known to lie there as it is to be, and is neither written nor looked at.
    """
    with _locked(output) as work:
        _recover(work, output)
        ours = _manifest(work)
        changes = compare(files, output, ours, standing)
        _ensure_free(files, output, ours)
        if clean:
            _exchange(files, work, output, _others(output, ours))
        else:
            _stage(files, changes, work, standing)
            _finish(work, output)
        return changes


def compare(
    files: Mapping[str, bytes], output: Path, ours: frozenset[str], standing: frozenset[str] = frozenset()
) -> Changes:
    """Compare new files with what is on disk, byte for byte; those that are standing are as before."""
    added, changed = [], []
    for path, data in files.items():
        found = _read(output / path)
        if found is None:
            added.append(path)
        elif found != data:
            changed.append(path)
    gone = ours - files.keys() - standing
    removed = tuple(sorted(path for path in gone if (output / path).exists()))
    same = len(files) + len(standing) - len(added) - len(changed)
    return Changes(tuple(sorted(added)), tuple(sorted(changed)), removed, same)


def published(output: Path) -> frozenset[str]:
    """List the paths of the files that the last run wrote."""
    return _manifest(_work(output))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


@contextmanager
def _locked(output: Path) -> Iterator[Path]:
    """Hold the right to write one output; a second run waits for the first."""
    work = _work(output)
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield work


def _manifest(work: Path) -> frozenset[str]:
    found = _json(work / "manifest.json")
    return frozenset(path for path in found if _is_within(path)) if isinstance(found, list) else frozenset()


def _is_within(path: Any) -> bool:
    """Tell whether a path can be one of ours: whoever wrote it down, nothing outside is touched."""
    if not isinstance(path, str) or "\0" in path:
        return False
    return not OUTSIDE.intersection(path.split("/"))


def _journal(work: Path) -> dict[str, Any] | None:
    """Read what a run had staged; nothing where no run of ours can have written it."""
    found = _json(work / "journal.json")
    if not isinstance(found, dict) or found.keys() != {"moves", "removed", "manifest"}:
        return None
    moves, removed, manifest = (found[name] for name in ("moves", "removed", "manifest"))
    if not (isinstance(moves, dict) and isinstance(removed, list) and isinstance(manifest, list)):
        return None
    paths = (*moves.values(), *removed, *manifest)
    return found if all(map(_is_within, paths)) and all(map(str.isdecimal, moves)) else None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write_json(path: Path, value: object) -> None:
    """Write a small file whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)  # it may be a link to elsewhere
    draft.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def _stage(files: Mapping[str, bytes], changes: Changes, work: Path, standing: frozenset[str]) -> None:
    stage = work / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    moves = {}
    for number, path in enumerate((*changes.added, *changes.changed)):
        (stage / str(number)).write_bytes(files[path])
        moves[str(number)] = path
    journal = {"moves": moves, "removed": changes.removed, "manifest": sorted(standing.union(files))}
    _write_json(work / "journal.json", journal)


def _finish(work: Path, output: Path) -> None:
    """Do what the journal says; doing it again changes nothing."""
    journal = _journal(work)
    assert journal is not None, "whoever calls has seen to it"
    for path in journal["removed"]:
        if _leads_out(output, path):
            continue
        if (output / path).is_file():
            (output / path).unlink()
        _prune(output, (output / path).parent)
    for number, path in journal["moves"].items():
        staged = work / "stage" / number
        if staged.exists() and not _leads_out(output, path):
            _make_room(output, path)
            staged.replace(output / path)
    _write_json(work / "manifest.json", journal["manifest"])
    (work / "journal.json").unlink()
    shutil.rmtree(work / "stage", ignore_errors=True)


def _ensure_free(files: Mapping[str, bytes], output: Path, ours: frozenset[str]) -> None:
    """Ensure that nothing of others' is in the way of our files before anything is moved."""
    for folder in sorted({folder for path in files for folder in list(Path(path).parents)[:-1]}):
        if (output / folder).is_symlink():
            raise PublishError(f"{output / folder} is a link, but a folder is needed there")
        if (output / folder).is_file() and folder.as_posix() not in ours:
            raise PublishError(f"{output / folder} is a file, but a folder is needed there")
    for path in files:
        if (output / path).is_dir():
            inside = (one for one in (output / path).rglob("*") if one.is_file())
            if any(one.relative_to(output).as_posix() not in ours for one in inside):
                raise PublishError(f"{output / path} is a folder, but a file is needed there")


def _leads_out(output: Path, path: str) -> bool:
    """Tell whether a link among the folders of a file leads elsewhere."""
    return any((output / folder).is_symlink() for folder in list(Path(path).parents)[:-1])


def _make_room(output: Path, path: str) -> None:
    """Make the folders of a file; empty folders where it will be give way."""
    target = output / path
    if target.is_dir():
        for folder in sorted(target.rglob("*"), reverse=True):
            folder.rmdir()
        target.rmdir()
    target.parent.mkdir(parents=True, exist_ok=True)


def _prune(output: Path, folder: Path) -> None:
    """Remove folders that became empty, never the output itself."""
    while folder != output and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _others(output: Path, ours: frozenset[str]) -> list[Path]:
    """List what lies in the output and was not written by us, from the output, sorted."""
    found = (path for path in output.rglob("*") if path.is_symlink() or not path.is_dir())
    paths = (path.relative_to(output) for path in found)
    return sorted(path for path in paths if path.as_posix() not in ours)


def _exchange(files: Mapping[str, bytes], work: Path, output: Path, others: Iterable[Path]) -> None:
    """Write a whole new tree and exchange it for the old; what is not ours is taken over into it."""
    new, old = work / "new", work / "old"
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir()
    for path, data in files.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_bytes(data)
    for other in others:
        if other.as_posix() not in files:
            (new / other).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(output / other, new / other, follow_symlinks=False)
    _write_json(work / "exchange.json", sorted(files))
    _finish_exchange(work, output)


def _exchanged(work: Path) -> bool:
    """Tell whether a run had a whole new tree ready."""
    found = _json(work / "exchange.json")
    return isinstance(found, list) and all(map(_is_within, found)) and not (work / "new").is_symlink()


def _finish_exchange(work: Path, output: Path) -> None:
    """Exchange the trees from wherever it stopped; doing it again changes nothing."""
    new, old = work / "new", work / "old"
    if new.exists():
        if output.exists():
            shutil.rmtree(old, ignore_errors=True)
            output.replace(old)
        new.replace(output)
    _write_json(work / "manifest.json", _json(work / "exchange.json"))
    (work / "exchange.json").unlink()
    shutil.rmtree(old, ignore_errors=True)


def _recover(work: Path, output: Path) -> bool:
    if _exchanged(work):
        _finish_exchange(work, output)
        return True
    if _journal(work):
        _finish(work, output)
        return True
    for name in ("journal.json", "exchange.json"):
        (work / name).unlink(missing_ok=True)
    for folder in ("stage", "new", "old"):
        shutil.rmtree(work / folder, ignore_errors=True)
    output.mkdir(parents=True, exist_ok=True)
    return False
