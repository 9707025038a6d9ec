"""Imported files put beside what is there: only changes are written, and nothing edited is touched."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import edits, sources
from generator.importing.errors import SourceError
from generator.importing.made import Ids, Key
from generator.importing.writing import origin_in
from generator.records import FOLDERS

MEMORY = sources.OF_IMPORTS
ALIASES = re.compile(r"^aliases: *\[([^\]]*)\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands in the folder: the text of each content file, and the digest of each that was imported."""

    texts: Mapping[str, str]
    digests: Mapping[str, str]
    stems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with each file; those that are kept stay as they are, whatever the source says."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]
    gone: tuple[str, ...]
    texts: Mapping[str, str]
    digests: Mapping[str, str]


def before(folder: Path) -> Before:
    """Read what stands in a content folder, which may not be there yet."""
    if not folder.is_dir():
        return Before({}, {})
    files, _ = sources.read(folder)
    there = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    stems = {path.rpartition(".")[0]: path for path in sorted(there, reverse=True)}
    return Before({file.path: file.text for file in files}, _remembered(folder / MEMORY), stems)


def _remembered(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(
            f"{path} cannot be read ({type(error).__name__}). Take it from the last commit, or remove it: "
            "then every file that is there counts as edited by hand."
        ) from None


def ids(found: Before) -> Ids:
    """Note the ids in use, and which record each imported thing became: a renamed file keeps its remark."""
    made = Ids()
    earlier = {}
    for path, text in found.texts.items():
        folder, _, name = path.rpartition("/")
        if folder not in FOLDERS:
            continue
        key = Key(folder, name.rpartition(".")[0])
        made.take(key)
        for alias in re.findall(r"[a-z0-9-]+", " ".join(ALIASES.findall(text))):
            made.take(Key(folder, alias))
        if origin := origin_in(text):
            earlier[origin] = key
    made.earlier = earlier
    return made


def plan(found: Before, texts: Mapping[str, str]) -> Plan:
    """Decide what happens to each file that the import made, and name what it no longer makes."""
    fates: dict[str, list[str]] = {one: [] for one in ("new", "changed", "same", "edited", "removed")}
    digests = dict(found.digests)
    for path, text in sorted(texts.items()):
        fate = _fate(found, path, text)
        fates[fate].append(path)
        if fate in ("new", "changed", "same"):
            digests[path] = digest(text)
    gone = tuple(sorted(path for path in found.digests if path not in texts and path in found.texts))
    return Plan(
        **{name: tuple(paths) for name, paths in fates.items()}, gone=gone, texts=texts, digests=digests
    )


def _fate(found: Before, path: str, text: str) -> str:
    """Tell what happens to a file: it is replaced only where it reads as the last import wrote it."""
    known, there = found.digests.get(path), found.texts.get(path)
    if there is None and path.rpartition(".")[0] in found.stems:
        return "edited"
    if there is None:
        return "new" if known is None else "removed"
    if there == text:
        return "same"
    return "changed" if digest(there) == known else "edited"


def digest(text: str) -> str:
    """Tell a text by a short sum of it; how its lines end counts for nothing."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def put(folder: Path, wanted: Plan) -> None:
    """Write what is new or changed, and the file that remembers it: all of it or nothing."""
    files = {path: wanted.texts[path].encode() for path in (*wanted.new, *wanted.changed)}
    memory = json.dumps({"version": 1, "files": dict(sorted(wanted.digests.items()))}, indent=0) + "\n"
    if not (folder / MEMORY).is_file() or (folder / MEMORY).read_text(encoding="utf-8") != memory:
        files[MEMORY] = memory.encode()
    for path in files:
        if link := next((one for one in (folder / path, (folder / path).parent) if one.is_symlink()), None):
            raise SourceError(f"{link} is a link to another place, so nothing is written there")
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    edits.write(folder, files)
