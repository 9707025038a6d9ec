"""What an earlier run left for the next one, in the user's own cache folder, and only if it can be trusted.

It never lies in the project: reading it runs what it says, and whoever proposes content must not be able
to propose that. It holds for one state of the program and of the libraries; any other begins anew.

Answers have a file of their own, as all that was read is some megabytes that an answer told again needs not.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from generator.options import Options
from generator.problems import Problem
from generator.publish import published
from generator.sources import LARGEST, SourceFile

DIGEST = 32
# In seconds: two months.
LONGEST = 60 * 24 * 3600
MOST_OUTPUTS = 8
# What those who read of a change call an option.
SAID = {
    "today": "the day", "content": "--content", "templates": "--templates", "ledger": "--ledger",
    "base_url": "--base-url", "drafts": "--drafts", "noindex": "whether it is a preview",
    "search": "--search", "withheld": "--withhold",
}  # fmt: skip
# The ends of the names of the files: of what was read, of what was found, of what each page was made
# from, of what search goes by, and of compiled templates.
READ, FOUND, MADE, INDEX, COMPILED = ".kept", ".answers", ".made", ".index", ".compiled"

Kept = TypeVar("Kept")
# All that a result depends on besides the program: a digest of each file and of each option, by its name.
Inputs = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: all that it depended on, how many records, and what is wrong."""

    inputs: Inputs
    records: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A site as it stands published: all that it was made from, and what was said of it."""

    inputs: Inputs
    output: bytes
    pages: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index for search: the digest of what it was made of, and its files."""

    of: bytes
    files: Mapping[str, bytes]


@dataclass
class Answers:
    """What was found of one content folder: its time zone, the latest check, the sites that stand."""

    zone: tuple[bytes, str] | None = None
    checked: Checked | None = None
    standing: dict[str, Standing] = field(default_factory=dict)

    def check_of(self, inputs: Inputs) -> Checked | None:
        """Give the latest check, if it was of these very inputs."""
        return self.checked if self.checked and inputs and self.checked.inputs == inputs else None

    def stands(self, output: Path, inputs: Inputs) -> Standing | None:
        """Give what stands published in a folder, if made of these inputs and untouched since."""
        found = self.standing.get(str(output.absolute()))
        is_same = found is not None and inputs and found.inputs == inputs
        return found if is_same and self.untouched(output) else None

    def untouched(self, output: Path) -> Inputs:
        """Give what a site was made from that stands in a folder as it was put there."""
        found = self.standing.get(str(output.absolute()))
        return found.inputs if found is not None and found.output == of_output(output) else {}

    def why(self, output: Path, inputs: Inputs) -> tuple[str, ...]:
        """Say why a site that stands in a folder, if there is one, is not what would be made now."""
        found = self.standing.get(str(output.absolute()))
        if found is None or not inputs:
            return ("nothing is kept of an earlier run",)
        return tuple(differing(found.inputs, inputs)) or (f"{output} was changed by something else",)

    def put(self, output: Path, made: Standing) -> None:
        """Note what stands published in a folder now, the latest last."""
        name = str(output.absolute())
        self.standing.pop(name, None)
        self.standing[name] = made
        for old in list(self.standing)[:-MOST_OUTPUTS]:
            del self.standing[old]


def file_of(content: Path, what: str) -> Path:
    """Name the file for a content folder, of what was read of it or of what was found."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    name = digest([os.fsencode(content.absolute())]).hex()[:32]
    return Path(home) / "throughline" / f"{name}{what}"


def load(path: Path, kind: type[Kept]) -> Kept | None:
    """Read what an earlier run kept; nothing where it is damaged, another program's or open to others."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            mark, data = file.read(2 * DIGEST), file.read()
    except OSError:
        return None
    if mark != program() + digest([data]):
        return None
    found = pickle.loads(data)  # noqa: S301 - our own file, which nobody else can write, and whole
    return found if isinstance(found, kind) else None


def save(kept: object, path: Path) -> None:
    """Keep something for the next run; where it cannot be kept, the next run begins anew."""
    try:
        data = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
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
    # Found and not imported: that would take longer than all else here.
    library = find_spec("pydantic")
    beside = Path(library.origin).parents[1] if library and library.origin else Path(__file__).parents[1]
    installed = sorted(path.name for path in beside.glob("*.dist-info"))
    return digest([*(path.read_bytes() for path in code), *map(str.encode, installed), sys.version.encode()])


def inputs(
    options: Options, content: tuple[tuple[SourceFile, ...], list[Problem]], *, templates: bool = False
) -> Inputs:
    """List all that a command's result depends on besides the program; empty where none is kept.

    Nothing is kept of a run that looks for names to be withheld, as short a list could be guessed from its
    digest; nor where something cannot be read, as the run itself says so.
    """
    if options.withheld:
        return {}
    files, unread = content
    try:
        found = {"the ledger": _beside(options.ledger)}
        found |= of_folder(options.templates) if templates else {}
    except OSError:
        return {}
    texts = {f"{options.content}/{one.path}": one.text.encode("utf-8", "surrogatepass") for one in files}
    said = {one.name: repr(getattr(options, one.name)).encode() for one in fields(options)}
    del said["jobs"]
    told = {SAID[name]: value for name, value in said.items()} | {
        "what cannot be read": repr(unread).encode()
    }
    return {name: digest([data]) for name, data in {**told, **found, **texts}.items()}


def differing(before: Inputs, now: Inputs) -> Iterator[str]:
    """Say what has changed since a site was made, and how."""
    for name in sorted(before.keys() | now.keys()):
        if name not in before:
            yield f"{name} is new"
        elif name not in now:
            yield f"{name} is gone"
        elif before[name] != now[name]:
            yield f"{name} changed"


def only_records_differ(before: Inputs, now: Inputs, content: Path) -> bool:
    """Tell whether all that is not as it was is what stands in records that are there before and now."""
    start = f"{content}/"
    differing = [name for name in before if before[name] != now.get(name)]
    return before.keys() == now.keys() and all(
        name.startswith(start) and "/" in name.removeprefix(start) for name in differing
    )


def _beside(ledger: Path | None) -> bytes:
    """Read the ledger; where there is none, nothing has been published yet."""
    if ledger is None or not (ledger.exists() or ledger.is_symlink()):
        return b""
    if not ledger.is_file():
        raise OSError
    return ledger.read_bytes()


def of_folder(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, by path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): _whole(path) for path in found}


def _whole(path: Path) -> bytes:
    """Read a file; of one that is too large to be read as content, tell only what changes when it does."""
    found = path.stat()
    if found.st_size <= LARGEST:
        return path.read_bytes()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}".encode()


def of_output(output: Path) -> bytes:
    """Make the digest of the files that we published: their sizes and the moments they were written."""
    paths = sorted(published(output))
    return digest(part for path in paths for part in (path.encode(), _look(f"{output}/{path}")))


def _look(path: str) -> bytes:
    try:
        found = os.lstat(path)
    except OSError:
        return b""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}".encode()
