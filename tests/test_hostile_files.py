"""Hostile files: each is a clear problem in a child process of bounded memory, and the others are read."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PROJECT

from generator.cli import main
from generator.sources import LARGEST, read

# The most memory a child may take: a reader that keeps a bomb in memory needs many times as much.
MOST_MEMORY = 400_000_000
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[1]), int(sys.argv[1])))
from generator.cli import main
main(sys.argv[2:])
"""
SITE = "title: T\ndescription: D\ncouncil: town\nbase_url: https://example.org\n"
TOWN = "name: Town\nclassification: council\n"
NEARLY = LARGEST - 1_000


def checked(tmp_path: Path) -> list[tuple[str, str]]:
    """Check a folder in a child process: which problem is in which file."""
    words = ["check", "--content", str(tmp_path), "--today", "2020-01-01", "--format", "json"]
    child = [sys.executable, "-c", CHILD, str(MOST_MEMORY), *words]
    done = subprocess.run(child, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert len(done.stdout) < 1_000_000
    return [(one["path"], one["code"]) for one in json.loads(done.stdout)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in (("site.yaml", SITE), ("organizations/town.yaml", TOWN)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "people").mkdir()
    return tmp_path


BOMBS = {
    # What is in the file, and the codes that it gives, each once or more.
    "aliases": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)),
        {"yaml-alias", "yaml-mark", "more-mistakes", "field-unknown", "field-missing"},
    ),
    "merges": (
        "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(20_000)),
        {"yaml-merge", "yaml-alias", "yaml-mark", "more-mistakes", "field-unknown", "field-missing"},
    ),
    "flow": ("a: " + "[" * 10_000, {"yaml-too-much"}),
    "groups": ("a: " + "{b: " * 10_000, {"yaml-too-much"}),
    "block": ("".join(" " * n + "a:\n" for n in range(1_900)), {"yaml-too-much"}),
    "hyphens": ("a:\n" + "- " * 10_000 + "x\n", {"yaml-too-much"}),
    "mixed": ("a: " + "[{b: " * 5_000, {"yaml-too-much"}),
    "keys": ("? " * 10_000 + "x\n", {"yaml-too-much"}),
    "list": ("sources: [" + "x," * 900_000 + "]\n", {"yaml-too-much"}),
    "fields": (
        "".join(f"k{n}: x\n" for n in range(50_000)),
        {"field-missing", "field-unknown", "more-mistakes"},
    ),
    "twice": ("a: x\n" * 50_000, {"field-missing", "field-unknown", "yaml-duplicate-key", "more-mistakes"}),
    "long-key": ("b" * NEARLY + ": a\n", {"yaml-syntax"}),
    "long-value": ("a: " + "b" * NEARLY, {"field-unknown", "field-missing"}),
    "tabs": ("\t" * NEARLY, {"yaml-tab", "yaml-syntax"}),
    "colons": ("a: " + "b: " * 600_000, {"yaml-colon"}),
    "unclosed": ('name: "' + "x\n" * 400_000, {"yaml-unclosed-quote"}),
    "open": ("name: [\n" + "x\n" * 400_000, {"yaml-unclosed-bracket"}),
    "remarks": ("#" * NEARLY, {"field-missing", "file-empty"}),
    "blanks": ("\n" * NEARLY, {"field-missing", "file-empty"}),
}


def test_bombs_are_told_in_bounded_memory_and_words(folder: Path) -> None:
    for name, (text, _) in BOMBS.items():
        (folder / "people" / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = checked(folder)
    found = {name: [code for path, code in told if path == f"people/{name}.yaml"] for name in BOMBS}
    assert sum(map(len, found.values())) == len(told)
    for name, (_, codes) in BOMBS.items():
        assert found[name], name
        assert set(found[name]) <= codes, name
        assert len(found[name]) <= 101, name


def test_a_file_of_a_hundred_million_bytes_is_not_read(folder: Path) -> None:
    for name in ("x.md", "y.yaml"):
        with (folder / "people" / name).open("wb") as file:
            file.truncate(100_000_000)
    assert checked(folder) == [("people/x.md", "file-too-large"), ("people/y.yaml", "file-too-large")]


def _socket(path: Path) -> None:
    os.mknod(path, 0o140644)


SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo, "socket": _socket,
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "link to a folder": lambda path: path.symlink_to("/"),
    "link to nothing": lambda path: path.symlink_to("x"),
    "link to itself": lambda path: path.symlink_to(path.name),
}  # fmt: skip


@pytest.mark.parametrize("place", ["people/{}.yaml", "{}"])
def test_what_is_no_ordinary_file_is_never_opened(place: str, folder: Path) -> None:
    names = {place.format(kind.replace(" ", "-")): make for kind, make in SPECIAL.items()}
    for name, make in names.items():
        make(folder / name)
    found = dict(checked(folder))
    assert found.keys() == names.keys()
    assert set(found.values()) <= {"file-link", "file-not-regular", "file-suffix"}


@pytest.mark.parametrize("name", ["rules.yaml", "topics"])
def test_a_pipe_where_the_settings_or_a_kind_belong_is_not_waited_for(name: str, folder: Path) -> None:
    os.mkfifo(folder / name)
    assert [path for path, _ in checked(folder)] == [name]


ENCODED = {
    "latin": "name: René\n".encode("latin-1"), "utf-16": "name: Jo\n".encode("utf-16"),
    "utf-32": "name: Jo\n".encode("utf-32"), "cut": "name: René".encode()[:-1], "nul": b"name: a\x00b\n",
    "surrogate": b"name: \xed\xa0\x80\n", "overlong": b"name: \xc0\xaf\n", "big": b"name: \xf4\x90\x80\x80\n",
}  # fmt: skip


def test_bytes_that_are_no_text_are_one_problem_each(folder: Path) -> None:
    for name, data in ENCODED.items():
        (folder / "people" / f"{name}.yaml").write_bytes(data)
    codes = {f"people/{name}.yaml": "file-encoding" for name in ENCODED}
    codes["people/nul.yaml"] = "yaml-control-character"
    assert sorted(checked(folder)) == sorted(codes.items())


def test_a_name_that_is_no_text_is_told_and_can_be_printed(folder: Path) -> None:
    for name in (b"\xff.yaml", b"\x1b[31m.yaml", b"a\nb.yaml"):
        with open(os.path.join(os.fsencode(folder / "people"), name), "wb") as file:  # noqa: PTH118, PTH123 - no Path holds it
            file.write(b"name: x\npublic_role: y\n")
    found = checked(folder)
    assert {code for _, code in found} == {"id-form"}
    assert {path for path, _ in found} == {
        "people/<U+DCFF>.yaml",
        "people/<U+001B>[31m.yaml",
        "people/a\nb.yaml",
    }


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user's rights to give up")
def test_a_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is closed to root, so it is another user for a moment."""
    (folder / "people" / "x.yaml").touch(mode=0)
    (folder / "topics").mkdir(mode=0)
    for open_to_all in (folder, folder / "people", folder / "organizations"):
        open_to_all.chmod(0o755)
    monkeypatch.chdir(folder)
    codecs.lookup("utf-8-sig")  # the other user may have no right to load it
    os.seteuid(65534)
    try:
        problems = read(Path())[1]
    finally:
        os.seteuid(0)
    found = sorted((one.place.path, one.code) for one in problems)
    assert found == [("people/x.yaml", "file-unreadable"), ("topics", "file-unreadable")]


def replaced(file: Path, what: str) -> None:
    """Make something else of a file."""
    file.unlink()
    if what == "grown":
        file.write_bytes(b"#" * (LARGEST + 1))
    elif what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    elif what == "link":
        file.symlink_to("/etc/hostname")


@pytest.mark.parametrize("when", ["after it was listed", "after it was looked at"])
@pytest.mark.parametrize("what", ["gone", "grown", "folder", "pipe", "link"])
def test_a_file_that_changes_while_it_is_read_is_one_problem(
    what: str, when: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "people" / "x.yaml"
    file.write_text("name: x\n", encoding="utf-8")
    listed, opened = os.scandir, os.open

    def list_and_change(path: Path) -> object:
        found = list(listed(path))
        if any(one.name == "x.yaml" for one in found):
            replaced(file, what)
        return found

    def change_and_open(path: Path, flags: int) -> int:
        if path == file:
            replaced(file, what)
        return opened(path, flags)

    if when == "after it was listed":
        monkeypatch.setattr(os, "scandir", list_and_change)
    else:
        monkeypatch.setattr(os, "open", change_and_open)
    files, problems = read(folder)
    assert [one.path for one in files] == ["organizations/town.yaml", "site.yaml"]
    codes = {
        "gone": "file-unreadable",
        "link": "file-not-regular" if when == "after it was listed" else "file-unreadable",
        "grown": "file-too-large",
        "folder": "file-not-regular",
        "pipe": "file-not-regular",
    }
    assert [(one.place.path, one.code) for one in problems] == [("people/x.yaml", codes[what])]


@pytest.mark.parametrize("words", [["ledger"], ["fmt"], ["rename", "people/jo", "jo-arden"]], ids=" ".join)
def test_a_link_where_a_file_is_written_first_is_not_followed(words: list[str], folder: Path) -> None:
    content = folder / "content"
    content.mkdir()
    for name in ("site.yaml", "organizations", "people"):
        (folder / name).rename(content / name)
    (content / "people" / "jo.yaml").write_text("public_role: Clerk\nname: Jo\n", encoding="utf-8")
    (folder / "outside").write_text("outside", encoding="utf-8")
    for beside in (
        folder / ".published.json",
        content / "people" / ".jo.yaml",
        content / "people" / ".jo-arden.yaml",
    ):
        for suffix in (".new", ".old", ".throughline-new", ".throughline-old"):
            beside.with_name(beside.name + suffix).symlink_to(folder / "outside")
    result = CliRunner().invoke(main, [*words, "--content", str(content)])
    assert result.exit_code == 0, result.output
    assert (folder / "outside").read_text(encoding="utf-8") == "outside"
