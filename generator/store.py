"""What an earlier run left for the next one, in the user's own cache folder, and only if it can be trusted.

It never lies in the project: reading it runs what it says, and whoever proposes content must not be able
to propose that. It holds for one state of the program and of the libraries; any other begins anew.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pydantic

from generator.loading import Memory
from generator.problems import Problem
from generator.publish import published
from generator.sources import LARGEST

# A file that was read anew costs less than writing all down again.
FEW = 20
DIGEST = 32
# In seconds: two months.
LONGEST = 60 * 24 * 3600
MOST_OUTPUTS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """A site as it stands published: the digest of all it was made from, and what was said of it."""

    inputs: bytes
    output: bytes
    pages: int
    problems: tuple[Problem, ...]


@dataclass
class Store:
    """All that is kept for one content folder: what was read of its files, and the sites made of it."""

    memory: Memory = field(default_factory=Memory)
    standing: dict[str, Standing] = field(default_factory=dict)

    def stands(self, output: Path, inputs: bytes) -> Standing | None:
        """Give what stands published in a folder, if made of these inputs and untouched since."""
        found = self.standing.get(str(output.absolute()))
        is_whole = found is not None and inputs and found.inputs == inputs
        return found if is_whole and found and found.output == of_output(output) else None

    def put(self, output: Path, made: Standing) -> None:
        """Note what stands published in a folder now, the latest last."""
        name = str(output.absolute())
        self.standing.pop(name, None)
        self.standing[name] = made
        for old in list(self.standing)[:-MOST_OUTPUTS]:
            del self.standing[old]


def store_file(content: Path) -> Path:
    """Name the file for a content folder."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "throughline" / f"{digest([os.fsencode(content.absolute())]).hex()[:32]}.kept"


def load(path: Path) -> Store:
    """Read what an earlier run kept; nothing where it is damaged, another program's or open to others."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return Store()
            mark, data = file.read(2 * DIGEST), file.read()
    except OSError:
        return Store()
    if mark != program() + digest([data]):
        return Store()
    found = pickle.loads(data)  # noqa: S301 - our own file, which nobody else can write, and whole
    return found if isinstance(found, Store) else Store()


def save(store: Store, path: Path) -> None:
    """Keep something for the next run; where it cannot be kept, the next run begins anew."""
    try:
        data = pickle.dumps(store, pickle.HIGHEST_PROTOCOL)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(program() + digest([data]) + data)
        draft.replace(path)
        _forget_old(path)
    except OSError:
        return


def _forget_old(path: Path) -> None:
    """Remove what was kept of content that nobody has worked on for long."""
    now = path.stat().st_mtime
    for other in path.parent.iterdir():
        if now - other.stat().st_mtime > LONGEST:
            other.unlink(missing_ok=True)


def is_worth_keeping(memory: Memory) -> bool:
    """Tell whether enough was read anew to write it all down again."""
    return memory.read.fresh * FEW > memory.read.size


def _is_ours(found: os.stat_result) -> bool:
    """Tell whether a file belongs to this user, and nobody else may write it."""
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def digest(parts: Iterable[bytes]) -> bytes:
    """Make one digest of several values, each with its length, so that none can run into the next."""
    made = blake2b(digest_size=DIGEST)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


@cache
def program() -> bytes:
    """Make the digest of the program itself: its code, Python, and the versions of all that is installed."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    installed = sorted(path.name for path in Path(pydantic.__file__).parents[1].glob("*.dist-info"))
    return digest([*(path.read_bytes() for path in code), *map(str.encode, installed), sys.version.encode()])


def of_folder(folder: Path) -> bytes:
    """Make the digest of all files below a folder, by name and by what is in them."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest(part for path in found for part in (os.fsencode(path.relative_to(folder)), _whole(path)))


def _whole(path: Path) -> bytes:
    """Read a file; of one that is too large to be read as content, tell only what changes when it does."""
    found = path.stat()
    if found.st_size <= LARGEST:
        return path.read_bytes()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}".encode()


def of_output(output: Path) -> bytes:
    """Make the digest of the files that we published: their sizes and the moments they were written."""
    paths = sorted(published(output))
    return digest(part for path in paths for part in (path.encode(), _look(output / path)))


def _look(path: Path) -> bytes:
    try:
        found = path.lstat()
    except OSError:
        return b""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}".encode()
