"""A rename changes the names of one thing, and no other byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, TOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from written import LAWS, LEAST, TIMES, files, options, write

from generator import edits
from generator.build import Site, build, check
from generator.graph import Graph
from generator.rename import Refusal, Renaming, rename
from generator.rename import files as new_files

CONTENT = PROJECT / "content"

# Everything that looks like jo-arden; what names the person is marked with !, and the rest must stay.
FORMS = files("""
=== people/jo-arden.yaml
# jo-arden is this file
name: Jo Arden
public_role: Councillor
summary: See [[!]].
# what it rests on
sources: [jo-arden-letter#jo-arden]
=== people/jo-arden-smith.yaml
name: Jo Arden Smith
public_role: Not jo-arden but a line, where nothing is a link
=== people/bo.yaml
name: Bo
public_role: Clerk
=== topics/caseloads.yaml
name: Caseloads
=== measures/caseloads.yaml
title: Cases
unit: cases
series:
  - id: a
    title: A
    points:
      - value: 1
        date: 2019
        sources: [jo-arden-letter]
=== documents/jo-arden-letter.yaml
title: jo-arden
classification: letter
authors: [!, people/!, "!", '!']
outline:
  - id: jo-arden
=== boards/committee.yaml
name: Committee
classification: Committee
posts:
  - {id: chair, label: Chairman}
members:
  - person: !   # jo-arden sits here
    post: "#chair"
    sources: [jo-arden-letter]
  - {person: "people/!", role: member, sources: [{document: jo-arden-letter, at: jo-arden}]}
  - person: >-
      !
    role: jo-arden
    note: jo-arden is a word here, `[[ jo-arden ]]` and `[x](/people/jo-arden/)` code.
    sources:
      - jo-arden-letter
=== meetings/committee-2019.md
---
bodies: [committee]
date: 2019-01-02
summary: |
  [[!]], [[ ! ]], [[people/!|jo-arden]], [@jo-arden-letter, jo-arden]

      [[ jo-arden ]] in code

  | a | b |
  |---|---|
  | [[!|Jo]] | [her page](/people/!/) |
attendance:
  - person: !
  - name_as_written: jo-arden
---
[[!|She
who]] spoke; so did [[jo-arden-smith]].
See [this](/people/!/#x), [that](/people/jo-arden-smith/), [far](https://example.org/people/jo-arden/).
""")
CORRECTIONS = """
corrections:
  - id: one
    date: 2019-12-01
    kind: corrected
    what: A word
    why: It was wrong.
    address: /people/!/
"""


def marked(name: str) -> dict[str, str]:
    """The forms with a person's id where it names the person."""
    site = LEAST["site.yaml"] + "navigation:\n  - title: Jo\n    address: /people/!/\n"
    found = {**LEAST, **FORMS, "site.yaml": site, "corrections.yaml": CORRECTIONS}
    return {path: text.replace("!", name) for path, text in found.items()}


def plan(folder: Path, old: str, new: str) -> Renaming:
    found = rename(options(folder), old, new)
    assert isinstance(found, Renaming), found
    return found


def refusal(folder: Path, old: str, new: str) -> Refusal:
    found = rename(options(folder), old, new)
    assert isinstance(found, Refusal), found
    return found


def do(folder: Path, old: str, new: str) -> Renaming:
    """Rename on the disk, as the command does."""
    found = plan(folder, old, new)
    made = new_files(found, folder)
    assert not isinstance(made, Refusal)
    edits.write(folder, made, found.moved[:1] if found.moved else ())
    return found


def contents(folder: Path) -> dict[str, str]:
    """Every file there is, hidden ones too, with its line ends as they are."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(folder, Path(place) / "content"))


# What is a name of it, and what is not


def test_every_name_is_changed_and_nothing_that_looks_alike(tmp_path: Path) -> None:
    found = do(write(tmp_path, marked("jo-arden")), "jo-arden", "joan")
    expected = marked("joan")
    moved = expected.pop("people/jo-arden.yaml")
    expected["people/joan.yaml"] = moved.replace("summary:", "aliases: [jo-arden]\nsummary:")
    assert contents(tmp_path) == expected
    assert found.references == sum(text.count("!") for text in FORMS.values()) + 2


def test_comments_are_left_and_pointed_out(tmp_path: Path) -> None:
    found = plan(write(tmp_path, marked("jo-arden")), "jo-arden", "joan")
    assert [f"{place.path}:{place.line}" for place in found.comments] == [
        "boards/committee.yaml:6",
        "people/jo-arden.yaml:1",
    ]


def test_an_id_that_two_kinds_share_is_told_apart(tmp_path: Path) -> None:
    text = """
=== topics/books.yaml
name: Books
=== boards/books.yaml
name: Book board
classification: Board
parent: town
=== boards/shelf.yaml
name: Shelf
classification: Board
parent: books
topics: [books]
summary: Of [[boards/books]] and [[topics/books]].
"""
    do(write(tmp_path, {**LEAST, **files(text)}), "topics/books", "reading")
    assert contents(tmp_path)["boards/shelf.yaml"].splitlines()[2:] == [
        "parent: books",
        "topics: [reading]",
        "summary: Of [[boards/books]] and [[topics/reading]].",
    ]
    do(tmp_path, "topics/reading", "books")
    assert contents(tmp_path)["boards/shelf.yaml"] == files(text)["boards/shelf.yaml"]


def test_a_draft_and_an_embargoed_record_are_changed_too(tmp_path: Path) -> None:
    text = """
=== topics/books.yaml
name: Books
=== events/a.yaml
title: A
classification: Fair
date: 2019
topics: [books]
publication: draft
=== events/b.yaml
title: B
classification: Fair
date: 2019
topics: [books]
publish_on: 2999-01-01
"""
    do(write(tmp_path, {**LEAST, **files(text)}), "books", "reading")
    assert all("topics: [reading]" in contents(tmp_path)[f"events/{one}.yaml"] for one in "ab")


def test_a_meeting_takes_the_addresses_of_its_decisions_along(tmp_path: Path) -> None:
    text = """
=== meetings/m.yaml
bodies: [town]
date: 2019-01-02
items:
  - id: one
    title: One
    decisions:
      - id: yes
        title: Yes
  - id: secret
    title: A thing
    access: exempt
summary: "[a](/meetings/m/#item-one) [b](/decisions/m/yes/) [c](/timeline/meetings/)"
"""
    do(write(tmp_path, {**LEAST, **files(text)}), "m", "town-2019")
    site = check(options(tmp_path))
    assert site.addresses
    assert site.addresses.redirects == {
        "/meetings/m/": "/meetings/town-2019/",
        "/decisions/m/yes/": "/decisions/town-2019/yes/",
    }
    assert contents(tmp_path)["meetings/town-2019.yaml"].splitlines()[2] == "aliases: [m]"
    assert "[a](/meetings/town-2019/#item-one) [b](/decisions/town-2019/yes/)" in contents(tmp_path)[
        "meetings/town-2019.yaml"
    ]  # fmt: skip


def test_a_name_split_by_an_escape_is_refused_with_its_place(tmp_path: Path) -> None:
    text = """
=== topics/books.yaml
name: Books
=== events/a.yaml
title: About books
classification: Fair
date: 2019
topics: ["b\\x6foks"]
"""
    write(tmp_path, {**LEAST, **files(text)})
    assert "events/a.yaml:4:10" in refusal(tmp_path, "books", "reading").message


# How the file stays


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_mark_at_the_start_stay(tmp_path: Path, mark: str, end: str) -> None:
    write(tmp_path, LEAST)
    text = "name: Books\nsummary: >-\n  [[books]]\n  é [[books]]\nnote: '[[books]]'\n"
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics/books.yaml").write_bytes((mark + text.replace("\n", end)).encode())
    do(tmp_path, "books", "reading")
    expected = text.replace("books", "reading").replace("summary", "aliases: [books]\nsummary")
    assert (tmp_path / "topics/reading.yaml").read_bytes().decode() == mark + expected.replace("\n", end)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: B\n", "name: B\naliases: [books]\n"),
        ("name: B", "aliases: [books]\nname: B"),
        ("name: B\naliases: [old]\n", "name: B\naliases: [old, books]\n"),
        ("name: B\naliases: []\n", "name: B\naliases: [books]\n"),
        ("name: B\naliases: [old,\n  older] # c\n", "name: B\naliases: [old,\n  older, books] # c\n"),
        ("name: B\naliases:\n- old # c\ntext: T\n", "name: B\naliases:\n- old # c\n- books\ntext: T\n"),
        ("name: B\naliases:\n    - 'old'", "name: B\naliases:\n    - 'old'\n    - books"),
        ("name: B\naliases: [new, old]\n", "name: B\naliases: [books, old]\n"),
        ("name: B\naliases:\n  - topics/new\n", "name: B\naliases:\n  - books\n"),
        ("{name: B}\n", "{aliases: [books], name: B}\n"),
        ("# head\nnote: N\nname: B\n", "# head\naliases: [books]\nnote: N\nname: B\n"),
        ("name: B\n# on the note\nnote: N\n", "name: B\naliases: [books]\n# on the note\nnote: N\n"),
        ("name: B\ntext: |+\n  T\n\n\nnote: N\n", "name: B\naliases: [books]\ntext: |+\n  T\n\n\nnote: N\n"),
        ("---\nname: B\n...\n# end\n", "---\nname: B\naliases: [books]\n...\n# end\n"),
        ("  name: B\n  note: N\n", "  name: B\n  aliases: [books]\n  note: N\n"),
    ],
)  # fmt: skip
def test_the_old_id_joins_the_aliases_in_the_files_own_way(tmp_path: Path, before: str, after: str) -> None:
    write(tmp_path, LEAST)
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics/books.yaml").write_text(before, encoding="utf-8")
    do(tmp_path, "books", "new")
    assert (tmp_path / "topics/new.yaml").read_text(encoding="utf-8") == after
    do(tmp_path, "new", "books")
    assert "books" not in (tmp_path / "topics/books.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "step", [(os, "fsync", 2), (os, "fsync", 9), (Path, "replace", 1), (Path, "replace", 6)]
)
@pytest.mark.parametrize("stop", [OSError(28, "No space left on device", "x"), KeyboardInterrupt()])
def test_nothing_is_written_where_a_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str, int], stop: BaseException
) -> None:
    write(tmp_path, marked("jo-arden"))
    before = contents(tmp_path)
    owner, name, number = step
    real, done = getattr(owner, name), []

    def failing(*words: Any) -> Any:
        done.append(words)
        if len(done) == number:
            raise stop
        return real(*words)

    monkeypatch.setattr(owner, name, failing)
    with pytest.raises((edits.WriteError, KeyboardInterrupt)):
        do(tmp_path, "jo-arden", "joan")
    assert len(done) >= number
    assert contents(tmp_path) == before


def test_a_file_changed_in_the_meantime_stops_it(tmp_path: Path) -> None:
    write(tmp_path, marked("jo-arden"))
    found = plan(tmp_path, "jo-arden", "joan")
    with (tmp_path / "boards/committee.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more thing\n")
    made = new_files(found, tmp_path)
    assert isinstance(made, Refusal)
    assert "boards/committee.yaml was changed" in made.message


# Entries


ENTRIES = files("""
=== rules.yaml
clocks:
  - id: two-months
    title: Two months
    legal_basis: An act
=== documents/paper.yaml
title: Paper
classification: report
outline:
  - id: "3.2"
  - id: 3.2-second
  - id: one
=== meetings/m.yaml
bodies: [town]
date: 2019-01-02
declarations:
  - name_as_written: Cllr One
    item: one
    text: Owns one.
    sources: ["paper#3.2", paper#3.2-second, paper#one]
items:
  - id: one
    title: one
    decisions:
      - id: yes
        title: Yes
        parts:
          - id: part-1
            outcome: agreed
            text: As in [[#one]], [[m#one|one]] and [[meetings/m#one]]. [@paper, 3.2] [@paper, 3.2-second]
            sources: [{document: paper, at: 3.2}]
summary: "[a](/meetings/m/#item-one) [b](/decisions/m/yes/) [c](/decisions/m/yes/#part-1)"
text: "[d](/documents/paper/#at-3.2)"
=== recommendations/r.yaml
title: R
made_by: [town]
made_in: m#part-1
asks: Do it.
response_due: {rule: two-months}
status_updates:
  - status: not known
    as_at: 2019
    noted_in: "m#one"
    text: T
""")


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("m#one", "m#two", {
            "    item: one": "    item: two",
            "  - id: one\n    title": "  - id: two\n    title",
            "[[#one]], [[m#one|": "[[#two]], [[m#two|",
            "[[meetings/m#one]]": "[[meetings/m#two]]",
            "#item-one": "#item-two",
            '"m#one"': '"m#two"',
        }),
        ("meetings/m#yes", "#no", {"id: yes": "id: no", "/decisions/m/yes/": "/decisions/m/no/"}),
        ("m#part-1", "yes-1", {"id: part-1": "id: yes-1", "m#part-1": "m#yes-1", "s/#part-1": "s/#yes-1"}),
        ("paper#3.2", "paper#4.1", {
            'id: "3.2"': 'id: "4.1"',
            '"paper#3.2"': '"paper#4.1"',
            "[@paper, 3.2]": "[@paper, 4.1]",
            "at: 3.2}": "at: 4.1}",
            "#at-3.2)": "#at-4.1)",
        }),
        ("rules#two-months", "rules#six", {"id: two-months": "id: six", "rule: two-months": "rule: six"}),
    ],
)  # fmt: skip
def test_an_entry_and_a_place_can_be_renamed(
    tmp_path: Path, old: str, new: str, changed: Mapping[str, str]
) -> None:
    expected = {**LEAST, **ENTRIES}
    do(write(tmp_path, expected), old, new)
    for before, after in changed.items():
        assert any(before in text for text in expected.values()), before
        expected = {path: text.replace(before, after) for path, text in expected.items()}
    assert contents(tmp_path) == expected


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("jo-ardn", "joan", "no record with the id “jo-ardn”", "Did you mean “jo-arden”?"),
        ("jo-arden", "Joan Arden", "“Joan Arden” cannot be an id", "small letters"),
        ("jo-arden", "jo-arden", "has the id “jo-arden” already", ""),
        ("jo-arden", "bo", "is taken: there is a file people/bo.yaml", "Choose another"),
        ("jo-arden", "committee", "is taken: boards/committee.yaml has this id", "Choose another"),
        ("jo-arden", "boards/joan", "another kind of record", "Write “joan”"),
        ("jo-arden", "con", "Windows", "Choose another"),
        ("caseloads", "cases", "could be any of several records", "measures/caseloads, topics/caseloads"),
        ("#chair", "#head", "in which record the entry is", "before the #"),
        ("site", "main", "site.yaml always has this name", ""),
        ("committee#chir", "committee#head", "no entry “chir” in boards/committee.yaml", "“chair”"),
        ("committee#chair", "bo#head", "another record", "Write “committee#head”"),
        ("committee#chair", "committee#Head", "“Head” cannot be an id", ""),
        ("committee#chair", "committee#chair", "has the id “chair” already", ""),
        ("measures/caseloads#a", "x y", "cannot be an id", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(
    tmp_path: Path, old: str, new: str, message: str, hint: str
) -> None:
    write(tmp_path, marked("jo-arden"))
    found = refusal(tmp_path, old, new)
    assert message in found.message
    assert hint in found.hint


def test_an_earlier_id_of_another_record_is_taken(tmp_path: Path) -> None:
    write(tmp_path, {**marked("jo-arden"), "topics/reading.yaml": "name: R\naliases: [books]\n"})
    assert "topics/reading.yaml once had this id" in refusal(tmp_path, "jo-arden", "books").message
    assert "is an earlier id of topics/reading" in refusal(tmp_path, "books", "x").message


def test_content_with_mistakes_is_refused_with_them(tmp_path: Path) -> None:
    write(tmp_path, {**marked("jo-arden"), "topics/x.yaml": "nam: X\n"})
    assert [one.code for one in refusal(tmp_path, "jo-arden", "joan").problems] == ["field-unknown"]


def test_an_id_that_a_page_of_the_site_needs_is_refused_with_the_problem(tmp_path: Path) -> None:
    write(tmp_path, {**LEAST, "pages/about.yaml": "title: About\ntext: T\n"})
    assert [one.code for one in refusal(tmp_path, "about", "timeline").problems] == ["address-reserved"]


# Laws


def links(graph: Graph | None, old: str = "", new: str = "") -> Counter[tuple[str, ...]]:
    assert graph

    def key(of: str) -> str:
        record, mark, entry = of.partition("#")
        return new if of == old else f"{new if record == old else record}{mark}{entry}"

    return Counter(
        (key(link.source.key), key(link.target.key), link.back, str(link.path)) for link in graph.links
    ) + Counter(
        (key(one.source.key), key(one.document.key), str(one.citation.at), str(one.path))
        for one in graph.cited
    )


def records_of(folder: Path) -> Site:
    return check(options(folder, drafts=True))


def codes_of(site: Site) -> list[str]:
    """What is wrong, in no order of files: a rename moves them."""
    return sorted(one.code for one in site.problems)


TOWN_SITE = records_of(TOWN / "content")
RENAMED = [record.key for record in TOWN_SITE.records if "/" in record.parsed.path]


@settings(LAWS, max_examples=20 * TIMES)
@given(st.sampled_from(RENAMED), st.from_regex(r"zz[a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True))
def test_a_rename_keeps_the_links_the_problems_and_every_line_that_does_not_name_it(
    old: str, new: str
) -> None:
    kind, _, name = old.partition("/")
    with copy_of(TOWN / "content") as folder:
        before = contents(folder)
        do(folder, old, new)
        after, site = contents(folder), records_of(folder)
        assert codes_of(site) == codes_of(TOWN_SITE)
        assert links(site.graph) == links(TOWN_SITE.graph, old, f"{kind}/{new}")
        for path, text in before.items():
            moved = path.replace(f"/{name}.", f"/{new}.") if path.startswith(f"{old}.") else path
            lines = [line for line in after[moved].split("\n") if line != f"aliases: [{name}]"]
            for line, other in zip(text.split("\n"), lines, strict=True):
                assert line == other or (name in line and new in other) or other.startswith("aliases: ")
        do(folder, f"{kind}/{new}", name)
        assert {path: without(new, text) for path, text in contents(folder).items()} == before


def without(alias: str, text: str) -> str:
    return text.replace(f"aliases: [{alias}]\n", "").replace(f", {alias}]", "]")


ENTRIES_OF_THE_TOWN = sorted(
    node.key for node in TOWN_SITE.graph.nodes.values() if node.parent is not None
) if TOWN_SITE.graph else []  # fmt: skip


@settings(LAWS, max_examples=30 * TIMES)
@given(st.sampled_from(ENTRIES_OF_THE_TOWN))
def test_a_rename_of_an_entry_keeps_links_and_problems_and_can_be_undone(key: str) -> None:
    record, _, old = key.partition("#")
    home = record if "/" in record and record.split("/")[0] != record.split("/")[1] else record.split("/")[0]
    with copy_of(TOWN / "content") as folder:
        before = contents(folder)
        do(folder, f"{home}#{old}", "#zz-new")
        site = records_of(folder)
        assert codes_of(site) == codes_of(TOWN_SITE)
        assert links(site.graph, f"{record}#zz-new", key) == links(TOWN_SITE.graph)
        do(folder, f"{home}#zz-new", f"#{old}")
        assert contents(folder) == before


def test_the_person_named_most_is_renamed_on_the_lines_that_name_them_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    graph = records_of(folder).graph
    assert graph
    named = Counter(link.target.id for link in graph.links if link.target.kind == "people")
    ((person, times),) = named.most_common(1)
    before = contents(folder)
    found = do(folder, person, "renamed-person")
    after = contents(folder)
    changed = [
        (line, other)
        for path, text in before.items() if path != f"people/{person}.yaml"
        for line, other in zip(text.split("\n"), after[path].split("\n"), strict=True)
        if line != other
    ]  # fmt: skip
    assert after.keys() ^ before.keys() == {f"people/{person}.yaml", "people/renamed-person.yaml"}
    assert all(line.replace(person, "renamed-person") == other for line, other in changed)
    own = [line for line in after["people/renamed-person.yaml"].split("\n") if line != f"aliases: [{person}]"]
    assert len(own) == len(before[f"people/{person}.yaml"].split("\n"))
    assert times <= found.references
    redirects = build(options(folder)).files["_redirects"].decode()
    assert f"/people/{person}/*  /people/renamed-person/:splat  301!" in redirects
