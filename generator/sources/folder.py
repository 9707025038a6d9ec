"""Find and read the content files of a folder on disk; make the text of each from its bytes."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problem, visible

SUFFIXES = (".yaml", ".md")
LARGEST = 2_000_000
DEEPEST = 4
# Backups and drafts of editors: of most, of Vim, of PyCharm and its kin.
LEAVINGS = ("~", ".swp", ".swx", ".tmp", ".bak", "___jb_tmp___", "___jb_old___", "___jb_bak___")
# Vim makes a file of this name to see whether it may.
VIM_TRIES = "4913"
# What `import` remembers of the files that it wrote.
OF_IMPORTS = "imported.json"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One content file: its path from the content folder, with `/`, and its text."""

    path: str
    text: str

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def is_markdown(self) -> bool:
        return self.path.endswith(".md")


def read(content: Path, only: str = "") -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """Read every content file below a folder, or `only` one, with what could not be read."""
    if not content.is_dir():
        hint = "Run the command from the project's folder, or name the folder with --content."
        return (), [Problem("content-missing", f"there is no folder {content}", Place("."), hint)]
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in (only,) if only else _paths(content, "", problems, 0):
        found = _read_file(content / path, visible(path))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files.append(found)
    return tuple(files), problems


def is_passed_over(name: str) -> bool:
    """Tell whether a name is one that editors, or imports, give to files of their own."""
    return name.startswith((".", "#", "~$")) or name.endswith(LEAVINGS) or name in (VIM_TRIES, OF_IMPORTS)


def _paths(content: Path, folder: str, problems: list[Problem], depth: int) -> list[str]:
    """List the files to read, sorted by path; dot files and editors' leavings are passed over."""
    found: list[str] = []
    try:
        entries = sorted(os.scandir(content / folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return found
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if is_passed_over(entry.name):
            continue
        if entry.is_symlink():
            problems.append(link_problem(path))
        elif entry.is_dir() and depth < DEEPEST:
            found += _paths(content, path, problems, depth + 1)
        else:
            found.append(path)
    return found


def link_problem(path: str) -> Problem:
    """Report a symbolic link."""
    hint = "Put the file itself in the content folder."
    message = "this is a link to another place, which is not read"
    return Problem("file-link", message, Place(visible(path)), hint)


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem("file-unreadable", f"this cannot be read: {error.strerror}", Place(visible(path) or "."))


def _read_file(full: Path, path: str) -> SourceFile | Problem:
    if not path.endswith(SUFFIXES):
        return suffix_problem(path)
    try:
        state, data = full.lstat(), b""
        if stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST:
            state, data = _opened(full)
    except OSError as error:
        return _unreadable(path, error)
    if not stat.S_ISREG(state.st_mode):
        return irregular_problem(path)
    return size_problem(path, state.st_size) if state.st_size > LARGEST else decode(path, data)


def _opened(full: Path) -> tuple[os.stat_result, bytes]:
    """Read a file that may have become something else just now: never waited for, and never without end."""
    descriptor = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return state, b""
        return state, _whole(descriptor, min(state.st_size, LARGEST) + 1)
    finally:
        os.close(descriptor)


def _whole(descriptor: int, expected: int) -> bytes:
    """Read to the end, or to one byte more than a file may have."""
    data = part = os.read(descriptor, expected)
    while part and len(data) <= LARGEST:
        part = os.read(descriptor, LARGEST + 1 - len(data))
        data += part
    return data


def suffix_problem(path: str) -> Problem:
    """Report a file of another kind."""
    return Problem("file-suffix", "this is not a content file", Place(path), _suffix_hint(path))


def _suffix_hint(path: str) -> str:
    """Say what to call a file that is probably content, and where to put one that is not."""
    stem, _, suffix = path.rpartition(".")
    if suffix.casefold() in ("yml", "yaml", "md", "txt"):
        plain = stem if stem.casefold().endswith(SUFFIXES) else f"{stem}.yaml"
        name = f"{stem}.md" if suffix.casefold() == "md" else plain
        return f"Content files end in .yaml or .md. Rename it to {name}"
    hint = "Content files end in .yaml or .md; other files belong elsewhere."
    if "/" in suffix or not stem:
        return hint
    return f"{hint} To name a paper, give it a record in documents/ with its url."


def irregular_problem(path: str) -> Problem:
    """Report what is neither a file nor a folder."""
    return Problem("file-not-regular", "this is not an ordinary file", Place(path))


def size_problem(path: str, size: int) -> Problem:
    """Report a file that is too large."""
    hint = f"A content file may have {LARGEST // 1_000_000} million bytes. Split it."
    return Problem("file-too-large", f"this file has {size:,} bytes", Place(path), hint)


def decode(path: str, data: bytes) -> SourceFile | Problem:
    """Turn bytes into text: UTF-8, with or without a byte-order mark, any line ends."""
    if len(data) > LARGEST:
        return size_problem(path, len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        hint = "Save the file as UTF-8 in your editor."
        return Problem("file-encoding", "this file is not UTF-8 text", Place(path, line, column), hint)
    return SourceFile(path, text.replace("\r\n", "\n").replace("\r", "\n"))
