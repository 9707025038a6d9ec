"""Publishing: what it writes and removes, and that no interruption leaves a mixture of two sets."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import LAWS, TIMES

from generator.publish import Changes, PublishError, publish, published, recover, recover_if_left

PROJECT = Path(__file__).parents[2]
Files = dict[str, bytes]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def on_disk(site: Path) -> Files:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def made(*paths: str, of: str = "old") -> Files:
    return {path: f"{path} {of}".encode() for path in paths}


OLD = made("index.html", "a/index.html", "b/index.html", "b/c/index.html", "same.css")
NEW = made("index.html", "b/index.html", "d/e/index.html", of="new") | made("same.css")


# What publishing does


@pytest.mark.parametrize("clean", [False, True])
def test_the_first_time_everything_is_added(site: Path, clean: bool) -> None:
    changes = publish(OLD, site, clean=clean)
    assert on_disk(site) == OLD
    assert changes == Changes(tuple(sorted(OLD)), (), (), 0)
    assert changes.written == len(OLD)
    assert published(site) == OLD.keys()


@pytest.mark.parametrize("clean", [False, True])
def test_another_set_takes_the_place_of_the_first(site: Path, clean: bool) -> None:
    publish(OLD, site)
    changes = publish(NEW, site, clean=clean)
    assert on_disk(site) == NEW
    assert changes.added == ("d/e/index.html",)
    assert changes.changed == ("b/index.html", "index.html")
    assert changes.removed == ("a/index.html", "b/c/index.html")
    assert changes.same == 1
    assert published(site) == NEW.keys()


def test_folders_that_become_empty_go(site: Path) -> None:
    publish(OLD, site)
    publish(NEW, site)
    assert folders(site) == {"b", "d", "d/e"}


def test_the_folder_itself_stays_when_nothing_is_left_in_it(site: Path) -> None:
    publish(OLD, site)
    publish({}, site)
    assert site.is_dir()
    assert not list(site.iterdir())


def test_what_has_not_changed_is_not_written_again(site: Path) -> None:
    publish(OLD, site)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in site.rglob("*")}
    changes = publish(OLD, site)
    assert changes == Changes((), (), (), len(OLD))
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in site.rglob("*")} == before


def test_a_file_damaged_since_is_mended(site: Path) -> None:
    publish(OLD, site)
    (site / "index.html").write_bytes(b"damaged")
    (site / "same.css").unlink()
    assert publish(OLD, site) == Changes(("same.css",), ("index.html",), (), len(OLD) - 2)
    assert on_disk(site) == OLD


FOREIGN = made("CNAME", ".nojekyll", "a/photo.jpg", "z/notes.txt", of="theirs")


def with_foreign(site: Path) -> None:
    publish(OLD, site)
    for path, data in FOREIGN.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)


def test_files_that_are_not_ours_stay(site: Path) -> None:
    with_foreign(site)
    publish(NEW, site)
    assert on_disk(site) == NEW | FOREIGN
    publish({}, site)
    assert on_disk(site) == FOREIGN


IN_THE_WAY = [
    ("z", made("z/index.html"), "z is a file, but a folder is needed there"),
    ("z/notes.txt", made("z"), "z is a folder, but a file is needed there"),
    ("z/a/b/notes.txt", made("z/a"), "a is a folder, but a file is needed there"),
]


@pytest.mark.parametrize("clean", [False, True])
@pytest.mark.parametrize(("theirs", "ours", "words"), IN_THE_WAY)
def test_what_is_not_ours_is_not_removed_to_make_room(
    site: Path, theirs: str, ours: Files, words: str, clean: bool
) -> None:
    publish(OLD, site)
    (site / theirs).parent.mkdir(parents=True, exist_ok=True)
    (site / theirs).write_bytes(b"theirs")
    with pytest.raises(PublishError, match=words):
        publish(NEW | ours, site, clean=clean)
    assert on_disk(site) == OLD | {theirs: b"theirs"}


def test_empty_folders_of_others_make_room(site: Path) -> None:
    publish(OLD, site)
    (site / "z" / "a").mkdir(parents=True)
    publish(made("z"), site)
    assert on_disk(site) == made("z")


def test_a_clean_exchange_keeps_all_that_is_not_ours(site: Path) -> None:
    with_foreign(site)
    (site / "z" / "link").symlink_to("notes.txt")
    publish(NEW, site, clean=True)
    assert on_disk(site) == NEW | FOREIGN | {"z/link": FOREIGN["z/notes.txt"]}
    assert (site / "z" / "link").is_symlink()


def test_a_clean_exchange_writes_dot_files_of_ours_anew(site: Path) -> None:
    publish(made(".htaccess", of="old"), site)
    publish(made(".htaccess", of="new"), site, clean=True)
    assert on_disk(site) == made(".htaccess", of="new")


SHAPES = [
    (made("a"), made("a/b")),
    (made("a/b"), made("a")),
    (made("a/b/c/d", "a/b/e"), made("a")),
    (made("a"), made("a/b/c/d", "a/b/e")),
    (made("a", "b/c"), made("a/b", "b")),
]


@pytest.mark.parametrize("clean", [False, True])
@pytest.mark.parametrize(("first", "second"), SHAPES)
def test_a_file_becomes_a_folder_and_a_folder_a_file(
    site: Path, first: Files, second: Files, clean: bool
) -> None:
    publish(first, site)
    publish(second, site, clean=clean)
    assert on_disk(site) == second
    publish(first, site, clean=clean)
    assert on_disk(site) == first


def test_nothing_is_left_beside_the_site_but_what_the_next_run_needs(tmp_path: Path, site: Path) -> None:
    for clean in (False, True):
        publish(OLD, site)
        publish(NEW, site, clean=clean)
        assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.throughline"}
        assert {path.name for path in (tmp_path / ".site.throughline").iterdir()} == {"lock", "manifest.json"}


def test_there_is_nothing_to_recover_after_a_whole_run(site: Path) -> None:
    publish(OLD, site)
    assert recover(site) is False
    assert on_disk(site) == OLD


paths = st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map("/".join)


def _apart(files: Files) -> bool:
    """Whether no file is also a folder of another."""
    return not any(other.startswith(f"{path}/") for path in files for other in files)


sets = st.dictionaries(paths, st.binary(max_size=1), max_size=5).filter(_apart)


@settings(LAWS, max_examples=60 * TIMES)
@given(st.lists(st.tuples(sets, st.booleans()), min_size=1, max_size=4))
def test_after_any_runs_the_last_set_is_there(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[Files, bool]]
) -> None:
    site = tmp_path_factory.mktemp("runs") / "site"
    for files, clean in runs:
        publish(files, site, clean=clean)
        assert on_disk(site) == files
        assert not any(not list(path.iterdir()) for path in site.rglob("*") if path.is_dir())


# Interruptions


class PowerCut(BaseException):
    """Ends a run at once: no handler for errors may go on after it."""


TOUCHES = [
    (os, "replace"), (os, "rename"), (os, "unlink"), (os, "rmdir"), (os, "mkdir"), (Path, "write_bytes"),
    (Path, "write_text"),
]  # fmt: skip


@contextmanager
def power_cut(at: int, *, after: bool) -> Iterator[list[str]]:
    """Cut the power at the n-th touch of the disk, before or after it is done; lists the touches."""
    touches: list[str] = []

    def touch(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def touched(*arguments: Any, **options: Any) -> Any:
            touches.append(name)
            is_last = len(touches) == at
            if is_last and not after:
                raise PowerCut
            try:
                return real(*arguments, **options)
            finally:
                if is_last:
                    raise PowerCut

        return touched

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in TOUCHES:
            patch.setattr(owner, name, touch(name, getattr(owner, name)))
        yield touches


# From one set to the next: pages that change, and files that become folders and the reverse.
TURNS = {"pages": (OLD, NEW), "shapes": (made("a", "b/c", "d"), made("a/b", "b", "d"))}
TURN = pytest.mark.parametrize(("first", "second"), TURNS.values(), ids=TURNS)
CLEAN = pytest.mark.parametrize("clean", [False, True], ids=["changes", "clean"])


def interruptions(tmp_path: Path, first: Files, second: Files, *, clean: bool, after: bool) -> Iterator[Path]:
    """Publish one set, then the second up to a power cut at each touch in turn; gives each site."""
    publish(first, tmp_path / "count" / "site")
    with power_cut(0, after=False) as touches:
        publish(second, tmp_path / "count" / "site", clean=clean)
    assert len(touches) > len(second)
    for at in range(1, len(touches) + 1):
        site = tmp_path / str(at) / "site"
        publish(first, site)
        with pytest.raises(PowerCut), power_cut(at, after=after):
            publish(second, site, clean=clean)
        yield site


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@CLEAN
@TURN
def test_after_any_interruption_the_site_is_the_old_set_or_the_new(
    tmp_path: Path, first: Files, second: Files, clean: bool, after: bool
) -> None:
    ends, finished = [], []
    for site in interruptions(tmp_path, first, second, clean=clean, after=after):
        finished.append(recover(site))
        found = on_disk(site)
        assert found in (first, second)
        assert published(site) == found.keys()
        assert not [path for path in (site.parent / ".site.throughline").iterdir() if path.is_dir()]
        ends.append(found == second)
    assert ends == sorted(ends), "an early cut leaves the old set, a late one the new"
    assert set(ends) == {False, True}
    assert set(finished) == {False, True}
    assert all(ends[at] for at, is_finished in enumerate(finished) if is_finished)


@CLEAN
@TURN
def test_a_command_that_only_reads_completes_an_interrupted_run(
    tmp_path: Path, first: Files, second: Files, clean: bool
) -> None:
    """Where there is nothing to complete it changes nothing: another run may just be writing."""
    ends = []
    for site in interruptions(tmp_path, first, second, clean=clean, after=True):
        ends.append(recover_if_left(site))
        assert not ends[-1] or on_disk(site) == second
        assert on_disk(site) in (first, second)
        assert recover_if_left(site) is False
    assert set(ends) == {False, True}


def test_a_run_that_somebody_is_at_work_on_is_not_completed(site: Path) -> None:
    publish(OLD, site)
    work = site.parent / ".site.throughline"
    (work / "journal.json").write_text("{}")
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert recover_if_left(site) is False
    assert on_disk(site) == OLD


@CLEAN
@TURN
def test_a_run_after_an_interrupted_one_needs_no_recovery_by_hand(
    tmp_path: Path, first: Files, second: Files, clean: bool
) -> None:
    third = made("index.html", "f/index.html", of="third")
    for site in interruptions(tmp_path, first, second, clean=clean, after=False):
        publish(third, site)
        assert on_disk(site) == third
        assert folders(site) == {"f"}


@CLEAN
@TURN
def test_a_recovery_that_is_interrupted_too_can_be_taken_up_again(
    tmp_path: Path, first: Files, second: Files, clean: bool
) -> None:
    for site in interruptions(tmp_path, first, second, clean=clean, after=True):
        for again in (3, 2, 1):
            with suppress(PowerCut), power_cut(again, after=True):
                recover(site)
        recover(site)
        assert on_disk(site) in (first, second)


def test_a_file_cut_off_while_it_is_staged_is_never_shown(site: Path) -> None:
    publish(OLD, site)
    write = Path.write_bytes

    def torn(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_bytes", torn)
        with pytest.raises(PowerCut):
            publish(NEW, site)
    recover(site)
    assert on_disk(site) == OLD


@CLEAN
def test_foreign_files_live_through_an_interruption(tmp_path: Path, clean: bool) -> None:
    for at in range(1, 60):
        site = tmp_path / str(at) / "site"
        with_foreign(site)
        with suppress(PowerCut), power_cut(at, after=False):
            publish(NEW, site, clean=clean)
        recover(site)
        assert on_disk(site) in (OLD | FOREIGN, NEW | FOREIGN)


# What somebody else has put in our folder, or in the site

STOLEN = [
    "../outside.txt",
    "../../outside.txt",
    "/etc/passwd",
    "a/../../outside.txt",
    "..",
    ".",
    "",
    "a\0b",
    5,
    None,
]


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A file beside the site, which nothing may touch."""
    file = tmp_path / "outside.txt"
    file.write_bytes(b"outside")
    yield file
    assert file.read_bytes() == b"outside"


@pytest.mark.parametrize("path", STOLEN)
def test_what_a_list_of_ours_names_outside_the_site_is_not_touched(
    site: Path, outside: Path, path: Any
) -> None:
    assert outside
    publish(OLD, site)
    work = site.parent / ".site.throughline"
    (work / "manifest.json").write_text(json.dumps([path, *OLD]))
    publish(NEW, site)
    assert on_disk(site) == NEW
    for journal in (
        {"moves": {"0": path}, "removed": [], "manifest": []},
        {"moves": {}, "removed": [path], "manifest": []},
        {"moves": {"../../outside.txt": "a"}, "removed": [], "manifest": []},
    ):
        (work / "stage").mkdir(exist_ok=True)
        (work / "stage" / "0").write_bytes(b"hostile")
        (work / "journal.json").write_text(json.dumps(journal))
        assert recover_if_left(site) is False
        assert on_disk(site) == NEW


@pytest.mark.parametrize("name", ["journal.json", "exchange.json", "manifest.json"])
@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "{}", "[1]", '{"moves": 1, "removed": 2, "manifest": 3}']
)
def test_a_list_that_no_run_of_ours_has_written_is_thrown_away(site: Path, name: str, text: str) -> None:
    publish(OLD, site)
    (site.parent / ".site.throughline" / name).write_text(text)
    recover(site)
    assert not (site.parent / ".site.throughline" / "journal.json").exists()
    publish(NEW, site)
    assert on_disk(site).items() >= NEW.items()


@pytest.mark.parametrize("name", ["lock", "journal.new", "manifest.new", "exchange.new"])
@CLEAN
def test_a_link_in_our_folder_is_not_followed(site: Path, outside: Path, name: str, clean: bool) -> None:
    publish(OLD, site)
    link = site.parent / ".site.throughline" / name
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    publish(NEW, site, clean=clean)
    assert on_disk(site) == NEW


@CLEAN
def test_a_folder_of_the_site_that_leads_elsewhere_is_told_and_not_written_to(
    tmp_path: Path, site: Path, clean: bool
) -> None:
    publish(OLD, site)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.html").write_bytes(b"theirs")
    shutil.rmtree(site / "b")
    (site / "b").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="b is a link, but a folder is needed there"):
        publish(NEW, site, clean=clean)
    publish({}, site)
    assert on_disk(tmp_path / "elsewhere") == {"index.html": b"theirs"}


# A whole process is killed, and the disk says no

# THROUGHLINE_KILLS=300 for an audit.
KILLS = int(os.environ.get("THROUGHLINE_KILLS", "12"))
PUBLISHER = """
import sys
from pathlib import Path
from generator.publish import publish
site, clean = Path(sys.argv[1]), sys.argv[2] == "clean"
sets = [{f"{name}/{n}.html": name.encode() * 4000 for n in range(60)} | {"index.html": name.encode() * 4000}
        for name in ("one", "two")]
print(flush=True)
while True:
    for files in sets:
        publish(files, site, clean=clean)
"""


@CLEAN
def test_a_run_that_is_killed_leaves_one_whole_set_and_what_is_not_ours(site: Path, clean: bool) -> None:
    """At moments that nobody chose, as the machine is busy with other things; each is one of two sets."""
    publish({}, site)
    (site / "theirs").write_bytes(b"theirs")
    for turn in range(KILLS):
        command = [sys.executable, "-c", PUBLISHER, str(site), "clean" if clean else ""]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=0.0037 * turn % 0.4)
            child.kill()
        recover(site)
        found = on_disk(site)
        assert found.pop("theirs") == b"theirs"
        names = {path.partition("/")[0] for path in found if "/" in path}
        assert len(names) <= 1
        assert len(found) == (61 if names else 0)
        assert set(found.values()) <= {name.encode() * 4000 for name in names}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE, errno.EROFS, errno.EIO])
@CLEAN
@TURN
def test_where_the_disk_says_no_the_site_is_the_old_set_or_the_new(
    tmp_path: Path, first: Files, second: Files, clean: bool, number: int
) -> None:
    """At every touch of the disk in turn, and at all that follow it: a full disk stays full."""
    for at in range(1, 60):
        site = tmp_path / str(at) / "site"
        publish(first, site)
        with suppress(OSError), refusal(at, number):
            publish(second, site, clean=clean)
        recover(site)
        assert on_disk(site) in (first, second)


@contextmanager
def refusal(at: int, number: int) -> Iterator[None]:
    """Refuse every touch of the disk from the n-th on."""
    touches: list[str] = []

    def touch(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def touched(*arguments: Any, **options: Any) -> Any:
            touches.append(name)
            if len(touches) >= at:
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        return touched

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in TOUCHES:
            patch.setattr(owner, name, touch(name, getattr(owner, name)))
        yield


@contextmanager
def limited(which: int, most: int) -> Iterator[None]:
    """Let this process have no more of something; what the system says to that is real."""
    usual = resource.getrlimit(which)
    resource.setrlimit(which, (most, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(which, usual)


@CLEAN
@TURN
def test_where_the_system_gives_no_more_the_site_is_the_old_set_or_the_new(
    tmp_path: Path, first: Files, second: Files, clean: bool
) -> None:
    """File handles run out at each number of them; a disk is full at each size of a file."""
    with Path(os.devnull).open() as lowest:
        handles = [(resource.RLIMIT_NOFILE, lowest.fileno() + more) for more in range(5)]
    sizes = [(resource.RLIMIT_FSIZE, size) for size in (0, 3, 10, 60, 400)]
    refused = []
    for number, (which, most) in enumerate((*handles, *sizes)):
        site = tmp_path / str(number) / "site"
        publish(first, site)
        try:
            with limited(which, most):
                publish(second, site, clean=clean)
        except OSError as error:
            refused.append(error.errno)
        recover(site)
        assert on_disk(site) in (first, second)
        publish(second, site)
        assert on_disk(site) == second
    assert {errno.EMFILE, errno.EFBIG} <= set(refused)


# Two at once

RACER = """
import sys
from pathlib import Path
from generator.publish import publish
site, name = Path(sys.argv[1]), sys.argv[2]
files = {f"{name}/{n}.html": name.encode() * 1000 for n in range(40)} | {"index.html": name.encode()}
print(flush=True)
sys.stdin.readline()
for turn in range(5):
    publish(files, site, clean=turn % 2 == 1)
"""


def test_two_runs_at_once_end_in_one_whole_set(site: Path) -> None:
    racers = {
        name: subprocess.Popen(
            [sys.executable, "-c", RACER, site, name],
            cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("one", "two")
    }  # fmt: skip
    for racer in racers.values():
        assert racer.stdout is not None
        racer.stdout.readline()
    for racer in racers.values():
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    for racer in racers.values():
        racer.communicate()
        assert racer.returncode == 0
    name = (site / "index.html").read_text()
    assert on_disk(site).keys() == {"index.html", *(f"{name}/{n}.html" for n in range(40))}
    assert {data for path, data in on_disk(site).items() if path != "index.html"} == {name.encode() * 1000}
