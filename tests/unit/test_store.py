"""What a run leaves for the next: it is taken only where it is whole, ours and of the same program."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from written import LEAST, options, write

from generator import store
from generator.build import Memory, build, check
from generator.publish import publish
from generator.store import Answers

TOWN = {**LEAST, "people/jo.yaml": "name: Jo\npublic_role: Member\n"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content", TOWN)


def kept_of(content: Path) -> Path:
    """Build once, and keep what was read."""
    file, found = store.file_of(content, store.READ), Memory()
    build(options(content), found)
    store.save(found, file)
    return file


def fresh(content: Path) -> int:
    """Build with what was kept, and count the files that were read anew."""
    found = store.load(store.file_of(content, store.READ), Memory) or Memory()
    assert build(options(content), found).files == build(options(content)).files
    return found.read.fresh


def test_a_file_is_read_anew_only_where_it_changed(content: Path) -> None:
    assert fresh(content) == len(TOWN)
    kept_of(content)
    assert fresh(content) == 0
    (content / "people/jo.yaml").write_text("name: Jo Hall\npublic_role: Member\n", encoding="utf-8")
    assert fresh(content) == 1


@pytest.mark.parametrize(
    ("edited", "text", "anew"),
    [
        ("bo", "name: Bo\npublic_role: Member\nsummary: A member.\n", {"bo"}),
        ("jo", "name: Jo\npublic_role: Member\nsummary: A member.\n", {"jo"}),
        ("jo", "name: Joe\npublic_role: Member\n", {*TOWN, "al", "bo"}),
        ("jo", "name: Jo\npublic_role: Member\naliases: [joe]\n", {*TOWN, "al", "bo"}),
        ("cy", "name: Cy\npublic_role: Member\n", {*TOWN, "al", "bo", "cy"}),
        ("al", "name: Al\npublic_role: Clerk\nsummary: Follows [[nobody]].\n", {"al"}),
    ],
)
def test_a_record_is_linked_anew_where_it_or_what_it_can_lead_to_changed(
    content: Path, edited: str, text: str, anew: set[str]
) -> None:
    write(content, {
        "people/al.yaml": "name: Al\npublic_role: Clerk\nsummary: Follows [[jo]].\n",
        "people/bo.yaml": "name: Bo\npublic_role: Member\n",
    })  # fmt: skip
    memory = Memory()
    before = check(options(content), memory)
    assert memory.linked.fresh == len(before.records) == len(TOWN) + 2
    check(options(content), memory)
    assert memory.linked.fresh == 0
    write(content, {f"people/{edited}.yaml": text})
    after = check(options(content), memory)
    assert memory.linked.fresh == len(anew)
    assert after.problems == check(options(content)).problems


def test_a_record_that_is_not_linked_anew_leads_to_what_is_there_now(content: Path) -> None:
    write(content, {"people/al.yaml": "name: Al\npublic_role: Clerk\nsummary: Follows [[jo]].\n"})
    memory = Memory()
    check(options(content), memory)
    write(content, {"people/jo.yaml": "name: Jo\npublic_role: Mayor\n"})
    graph = check(options(content), memory).graph
    assert graph
    assert [link.target for link in graph.links_from["people/al"]] == [graph.nodes["people/jo"]]
    assert graph.nodes["people/jo"].written.public_role == "Mayor"


def test_what_leads_nowhere_is_looked_up_again_each_time(content: Path) -> None:
    write(content, {"people/al.yaml": "name: Al\npublic_role: Clerk\nsummary: Follows [[jon]].\n"})
    memory = Memory()
    assert "Did you mean “jo”" in check(options(content), memory).problems[0].hint
    check(options(content), memory)
    assert memory.linked.fresh == 1


def test_each_content_folder_has_a_file_of_its_own_and_none_lies_in_it(content: Path) -> None:
    folders, parts = (content, content.parent), (store.READ, store.FOUND)
    files = {store.file_of(folder, part) for folder in folders for part in parts}
    assert len(files) == len(folders) * len(parts)
    assert not [file for file in files if content.parent in file.parents]


@pytest.mark.parametrize("at", [0, 40, 70, 900, -1])
def test_what_is_damaged_is_not_taken(content: Path, at: int) -> None:
    kept = kept_of(content)
    data = bytearray(kept.read_bytes())
    data[at] ^= 1
    kept.write_bytes(data)
    assert fresh(content) == len(TOWN)


def test_what_is_cut_off_is_not_taken(content: Path) -> None:
    kept = kept_of(content)
    kept.write_bytes(kept.read_bytes()[:-1])
    assert fresh(content) == len(TOWN)


def test_what_another_program_kept_is_not_taken(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_of(content)
    monkeypatch.setattr(store, "program", lambda: b"\0" * store.DIGEST)
    assert fresh(content) == len(TOWN)


def test_what_is_of_another_kind_is_not_taken(content: Path) -> None:
    assert store.load(kept_of(content), Answers) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_could_have_written_is_not_read(content: Path, mode: int) -> None:
    """Reading it runs what it says."""

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(content / "sprung"),)

    data = pickle.dumps(Trap())
    kept = kept_of(content)
    kept.write_bytes(store.program() + store.digest([data]) + data)
    kept.chmod(mode)
    assert fresh(content) == len(TOWN)
    assert not (content / "sprung").exists()


def test_what_another_user_wrote_is_not_taken(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_of(content)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert fresh(content) == len(TOWN)


def test_where_nothing_can_be_kept_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store.save(Answers(), tmp_path / "file" / "x.kept")


def test_what_nobody_used_for_two_months_is_forgotten(content: Path) -> None:
    kept = kept_of(content)
    old = kept.with_name("old.kept")
    old.touch()
    os.utime(old, (0, 0))
    kept_of(content)
    assert kept.exists()
    assert not old.exists()


# What stands published

THIS = {"x": b"1", "z": b"1"}


def published(content: Path, output: Path) -> Answers:
    found = Answers()
    publish(build(options(content)).files, output)
    found.put(output, store.Standing(THIS, store.of_output(output), 1, ()))
    return found


def test_a_site_stands_while_nobody_touches_it(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    found = published(content, output)
    assert found.stands(output, THIS)
    assert not found.stands(output, {"x": b"2", "y": b"1"})
    assert not found.stands(output, {})
    assert not found.stands(tmp_path, THIS)
    (output / "index.html").write_bytes(b"")
    assert not found.stands(output, THIS)


def test_it_is_said_why_a_site_stands_no_more(content: Path, tmp_path: Path) -> None:
    found = published(content, tmp_path)
    assert found.why(tmp_path, {"x": b"2", "y": b"1"}) == ("x changed", "y is new", "z is gone")
    assert found.why(tmp_path, THIS) == (f"{tmp_path} was changed by something else",)
    nothing = ("nothing is kept of an earlier run",)
    assert found.why(tmp_path / "other", THIS) == found.why(tmp_path, {}) == nothing


def test_a_site_that_lost_a_file_stands_no_more(content: Path, tmp_path: Path) -> None:
    found = published(content, tmp_path / "site")
    (tmp_path / "site/people/jo/index.html").unlink()
    assert not found.stands(tmp_path / "site", THIS)


def test_only_the_last_few_outputs_are_remembered(tmp_path: Path) -> None:
    found = Answers()
    for number in range(20):
        found.put(tmp_path / str(number), store.Standing({}, b"", 0, ()))
    assert len(found.standing) == store.MOST_OUTPUTS
    assert str(tmp_path / "19") in found.standing


def test_a_file_too_large_to_be_content_is_not_read_to_see_whether_it_changed(tmp_path: Path) -> None:
    """It has no bytes on the disk, and would have a hundred thousand million in memory."""
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(10**11)
    before = store.of_folder(tmp_path)
    assert store.of_folder(tmp_path) == before
    os.truncate(tmp_path / "x.yaml", 10**11 + 1)
    assert store.of_folder(tmp_path) != before
