"""The ledger of published addresses: what it holds, when it changes, and what may not vanish from it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from written import codes, files, only, options, write

from generator import build, ledger
from generator.build import Site
from generator.ledger import Ledger

FIRST, LATER = date(2020, 1, 1), date(2020, 3, 1)
TOWN = files("""\
    === site.yaml
    title: T
    description: D
    council: town
    base_url: https://example.org
    === organizations/town.yaml
    name: Town
    classification: council
    === people/jo.yaml
    name: Jo
    public_role: x
    === meetings/m.yaml
    bodies: [town]
    date: 2016-06-27
    items:
    - id: budget
      title: Budget
      decisions: [{id: agreed, title: Agreed}]
    absent: [{what: The minutes, reason: lost}]
    """)
REMOVAL = (
    "corrections:\n- id: gone\n  date: 2019-12-01\n  kind: removed\n  what: The file of a person.\n"
    "  why: It named somebody private.\n  address: {}\n"
)


def kept(folder: Path, content: dict[str, str], today: date = FIRST) -> Site:
    """Check some content against the ledger beside it."""
    write(folder / "content", content)
    made = replace(options(folder / "content", ledger=folder / "published.json"), today=today)
    return build.check(made)


def entered(folder: Path, content: dict[str, str], today: date = FIRST) -> Ledger:
    """Bring the ledger up to date with some content, as the command does."""
    site = kept(folder, content, today)
    assert not site.has_errors, site.problems
    assert site.graph
    assert site.addresses
    found = ledger.brought_up_to_date(site.ledger, site.graph, site.addresses, today)
    (folder / "published.json").write_text(ledger.as_text(found), encoding="utf-8")
    return found


def without(*paths: str) -> dict[str, str]:
    return {path: text for path, text in TOWN.items() if path not in paths}


def after_removing(folder: Path, path: str, **others: str) -> Site:
    """Publish the town, take a file out of it, and check it again."""
    entered(folder, TOWN)
    (folder / "content" / path).unlink()
    return kept(folder, {**without(path), **others}, LATER)


def text(folder: Path) -> str:
    return (folder / "published.json").read_text(encoding="utf-8")


# What it holds


def test_every_page_of_a_record_is_in_it_with_its_day(tmp_path: Path) -> None:
    found = entered(tmp_path, TOWN).entries
    assert list(found) == ["/decisions/m/agreed/", "/meetings/m/", "/organizations/town/", "/people/jo/"]
    jo = found["/people/jo/"]
    assert (jo.kind, jo.title, jo.first_published, jo.last_changed, jo.sequence) == (
        "people", "Jo", FIRST, FIRST, 0,
    )  # fmt: skip


def test_what_is_not_public_is_not_in_it(tmp_path: Path) -> None:
    draft = "title: Obsidian\nclassification: x\ndate: 2016\npublication: draft\n"
    later = "title: Obsidian\nclassification: x\ndate: 2016\npublish_on: 2020-01-02\n"
    entered(tmp_path, {**TOWN, "decisions/obsidian.yaml": draft, "decisions/obsidian-2.yaml": later})
    assert "bsidian" not in text(tmp_path)


def test_nothing_of_an_exempt_item_counts_in_its_digest(tmp_path: Path) -> None:
    meeting = TOWN["meetings/m.yaml"].replace(
        "absent:", "- {id: lease, title: WORD, access: exempt}\nabsent:"
    )
    one, other = (
        entered(tmp_path / word, {**TOWN, "meetings/m.yaml": meeting.replace("WORD", word)})
        for word in ("Halved", "Doubled")
    )
    assert one == replace(other, path=one.path)


# When it changes


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    before = text(tmp_path)
    entered(tmp_path, TOWN, LATER)
    assert text(tmp_path) == before


@pytest.mark.parametrize(
    "jo",
    [
        "public_role: x\nname:   'Jo'\n",
        "# A remark\nname: Jo\npublic_role: x\n",
        "name: Jo\npublic_role: x\npublish_on: 2019-01-01\n",
        "name: Jo\npublic_role: x\naliases: [joe]\n",
    ],
)
def test_how_a_file_is_laid_out_is_no_change(tmp_path: Path, jo: str) -> None:
    entered(tmp_path, TOWN)
    before = text(tmp_path)
    entered(tmp_path, {**TOWN, "people/jo.yaml": jo}, LATER)
    assert text(tmp_path) == before


def test_a_change_of_what_is_public_is_counted_on_its_day(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    before = text(tmp_path).splitlines()
    found = entered(tmp_path, {**TOWN, "people/jo.yaml": "name: Joan\npublic_role: x\n"}, LATER)
    jo = found.entries["/people/jo/"]
    assert (jo.title, jo.first_published, jo.last_changed, jo.sequence) == ("Joan", FIRST, LATER, 1)
    assert len([line for line in text(tmp_path).splitlines() if line not in before]) == 1


def test_prose_that_is_only_wrapped_anew_is_no_change(tmp_path: Path) -> None:
    one = entered(tmp_path / "a", {**TOWN, "topics/t.yaml": "name: T\ntext: |-\n  One two\n  three.\n"})
    other = entered(tmp_path / "b", {**TOWN, "topics/t.yaml": "name: T\ntext: |-\n  One\n  two three.\n"})
    assert one.entries == other.entries


def test_a_renamed_record_keeps_its_first_day_and_its_count(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    (tmp_path / "content/people/jo.yaml").unlink()
    joan = TOWN["people/jo.yaml"] + "aliases: [jo]\n"
    found = entered(tmp_path, {**without("people/jo.yaml"), "people/joan.yaml": joan}, LATER).entries
    assert (found["/people/joan/"].first_published, found["/people/joan/"].sequence) == (FIRST, 1)
    assert found["/people/jo/"].last_changed == FIRST


# What may not vanish


def test_where_nothing_was_published_nothing_has_vanished(tmp_path: Path) -> None:
    assert not kept(tmp_path, TOWN).problems


def test_what_is_as_it_was_published_has_no_problem(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    assert not kept(tmp_path, TOWN, LATER).problems


def test_a_published_address_that_vanishes_is_an_error_at_its_line(tmp_path: Path) -> None:
    problem = only(after_removing(tmp_path, "people/jo.yaml").problems)
    assert (problem.code, problem.is_error, str(problem.place)) == (
        "address-vanished", True, "../published.json:5:1",
    )  # fmt: skip
    assert "aliases: [jo]" in problem.hint
    assert "address: /people/jo/" in problem.hint


@pytest.mark.parametrize("line", ["publication: draft", "publish_on: 2030-01-01"])
def test_what_was_public_is_not_taken_back_by_a_line_in_its_file(tmp_path: Path, line: str) -> None:
    entered(tmp_path, TOWN)
    jo = TOWN["people/jo.yaml"] + line + "\n"
    found = kept(tmp_path, {**without("meetings/m.yaml"), "people/jo.yaml": jo}).problems
    problem = next(one for one in found if one.place.path == "people/jo.yaml")
    assert (problem.code, problem.place.line) == ("address-vanished", jo.count("\n"))
    assert f"Take {line.partition(':')[0]}: out." in problem.hint


@pytest.mark.parametrize("address", ["people/jo", "/people/jo", "https://example.org/people/jo/"])
def test_a_correction_names_the_page_it_concerned_as_addresses_are(tmp_path: Path, address: str) -> None:
    log = REMOVAL.replace("removed", "corrected")
    wrong = kept(tmp_path, {**TOWN, "corrections.yaml": log.format(address)}).problems
    assert codes(wrong) == ["removal-address"]
    assert not kept(tmp_path, {**TOWN, "corrections.yaml": log.format("/people/jo/")}).problems


def test_an_alias_keeps_an_address(tmp_path: Path) -> None:
    joan = TOWN["people/jo.yaml"] + "aliases: [jo]\n"
    assert not after_removing(tmp_path, "people/jo.yaml", **{"people/joan.yaml": joan}).problems


def test_an_alias_that_is_taken_out_again_lets_its_address_vanish(tmp_path: Path) -> None:
    entered(tmp_path, {**TOWN, "people/jo.yaml": TOWN["people/jo.yaml"] + "aliases: [joe]\n"})
    (tmp_path / "content/people/jo.yaml").unlink()
    joan = TOWN["people/jo.yaml"] + "aliases: [jo]\n"
    entered(tmp_path, {**without("people/jo.yaml"), "people/joan.yaml": joan})
    site = kept(tmp_path, {**without("people/jo.yaml"), "people/joan.yaml": TOWN["people/jo.yaml"]})
    assert codes(site.problems) == ["address-vanished"]


def test_a_file_with_a_mistake_has_not_vanished(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    site = kept(tmp_path, {**TOWN, "people/jo.yaml": "nam: Jo\n", "meetings/m.yaml": "bodies: [\n"})
    assert "address-vanished" not in codes(site.problems)
    assert site.has_errors


def test_a_decision_that_vanishes_is_to_get_its_id_back(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    meeting = TOWN["meetings/m.yaml"].replace("agreed", "approved")
    problem = only(kept(tmp_path, {**TOWN, "meetings/m.yaml": meeting}).problems)
    assert (problem.code, "“agreed”" in problem.hint) == ("address-vanished", True)


# Removals


def test_a_removal_keeps_an_address_with_a_page_that_says_why(tmp_path: Path) -> None:
    removal = {"corrections.yaml": REMOVAL.format("/people/jo/")}
    assert not after_removing(tmp_path, "people/jo.yaml", **removal).problems
    made = options(tmp_path / "content", ledger=tmp_path / "published.json")
    site = build.build(replace(made, today=LATER))
    assert not site.problems
    html = site.files["people/jo/index.html"].decode()
    assert "The file of a person." in html
    assert "1 December 2019" in html
    assert "It named somebody private." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "data-pagefind-body" not in html
    assert "/people/jo/" not in site.files["sitemap.xml"].decode()
    assert 'href="../people/jo/"' in site.files["corrections/index.html"].decode()


def test_the_ledger_forgets_the_title_of_what_was_removed_and_nothing_else(tmp_path: Path) -> None:
    removal = {"corrections.yaml": REMOVAL.format("/people/jo/")}
    after_removing(tmp_path, "people/jo.yaml", **removal)
    found = entered(tmp_path, {**without("people/jo.yaml"), **removal}, LATER).entries["/people/jo/"]
    assert (found.title, found.first_published, found.last_changed, found.sequence) == (
        "Removed", FIRST, LATER, 1,
    )  # fmt: skip


def test_a_removed_meeting_takes_its_decisions_with_it(tmp_path: Path) -> None:
    removal = {"corrections.yaml": REMOVAL.format("/meetings/m/")}
    site = after_removing(tmp_path, "meetings/m.yaml", **removal)
    assert not site.problems
    assert site.addresses
    assert sorted(site.addresses.tombstones) == ["/decisions/m/agreed/", "/meetings/m/"]


def test_a_part_of_a_page_can_be_removed(tmp_path: Path) -> None:
    removal = REMOVAL.format("'/meetings/m/#item-lease'")
    site = kept(tmp_path, {**TOWN, "corrections.yaml": removal})
    assert not site.problems
    assert site.addresses
    assert not site.addresses.tombstones


@pytest.mark.parametrize("address", ["/people/jo/", "/decisions/m/agreed/", "'/meetings/m/#item-budget'"])
def test_what_is_still_there_was_not_removed(tmp_path: Path, address: str) -> None:
    site = kept(tmp_path, {**TOWN, "corrections.yaml": REMOVAL.format(address)})
    assert [(one.code, str(one.place)) for one in site.problems] == [
        ("removal-not-done", "corrections.yaml:7:12")
    ]


def test_a_draft_in_place_of_what_was_removed_is_no_problem_even_where_drafts_show(tmp_path: Path) -> None:
    draft = TOWN["people/jo.yaml"] + "publication: draft\n"
    content = {**TOWN, "people/jo.yaml": draft, "corrections.yaml": REMOVAL.format("/people/jo/")}
    assert not kept(tmp_path, content).problems
    shown = build.build(options(tmp_path / "content", drafts=True))
    assert not shown.problems
    assert "It named somebody" not in shown.files["people/jo/index.html"].decode()


@pytest.mark.parametrize(
    "address",
    [
        "people/jo", "/people/", "/timeline/", "/", "/../../etc/", "//example.org/", "/people/Jo/", "/x y/",
        "https://example.org/", "/assets/style.css", "/data/jo/", "/people/jo/more/", "/people/a%2fb/",
    ],
)  # fmt: skip
def test_only_the_page_of_a_record_can_be_removed(tmp_path: Path, address: str) -> None:
    site = kept(tmp_path, {**TOWN, "corrections.yaml": REMOVAL.format(f"'{address}'")})
    assert codes(site.problems) == ["removal-address"]
    assert site.addresses
    assert not site.addresses.tombstones


def test_an_address_is_not_both_led_on_and_removed(tmp_path: Path) -> None:
    jo = TOWN["people/jo.yaml"] + "aliases: [joe]\n"
    content = {**TOWN, "people/jo.yaml": jo, "corrections.yaml": REMOVAL.format("/people/joe/")}
    assert codes(kept(tmp_path, content).problems) == ["removal-address"]


# The file


def test_a_branch_that_adds_a_record_touches_no_line_of_another(tmp_path: Path) -> None:
    entered(tmp_path, TOWN)
    before = text(tmp_path).splitlines()
    entered(tmp_path, {**TOWN, "visits/z.yaml": "title: Z\nby: [town]\nto: [town]\n"}, LATER)
    assert [line for line in before if line not in text(tmp_path).splitlines()] == []


def test_two_branches_merged_line_by_line_are_read_and_put_in_order(tmp_path: Path) -> None:
    """With `merge=union`, git keeps the lines of both sides, also where they are about one address."""
    entered(tmp_path, TOWN)
    ours = text(tmp_path)
    theirs = entered(tmp_path, {**TOWN, "people/jo.yaml": "name: Joan\npublic_role: x\n"}, LATER)
    (changed,) = set(text(tmp_path).splitlines()) - set(ours.splitlines())
    (tmp_path / "published.json").write_text(ours.replace("{\n", "{\n" + changed + "\n", 1), encoding="utf-8")
    found, problems = ledger.read(tmp_path / "published.json")
    assert not problems
    assert found.entries == theirs.entries


BACKWARDS = (
    '{"kind": "k", "title": "t", "digest": "0123456789abcdef", "first_published": "2020-01-02", '
    '"last_changed": "2020-01-01", "sequence": 0}'
)
DAMAGED = [
    ("", None),
    ("not json", 1),
    ("[]", 1),
    ("{}", 1),
    ('{\n"version": 2\n}', 1),
    ('{\n<<<<<<< ours\n"version": 1\n}', 2),
    ('{\n"/a/": {},\n"/b/": 5,\n"version": 1\n}', 2),
    ('{\n"version": 1,\n"/a/": ' + BACKWARDS + "\n}", 3),
    ('{\n"version": 1,\n"/a/": ' + BACKWARDS.replace("-02", "-01").replace('"t"', r'"\ud800"') + "\n}", 3),
    ("[" * 100_000, 1),
    ('{"version": ' + "9" * 5_000 + "}", 1),
]  # fmt: skip


@pytest.mark.parametrize(("written", "line"), DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_ledger_is_a_problem_at_its_line(tmp_path: Path, written: str, line: int | None) -> None:
    (tmp_path / "published.json").write_text(written, encoding="utf-8")
    problems = [one for one in kept(tmp_path, TOWN).problems if one.code == "ledger-damaged"]
    assert [one.place.line for one in problems[:1]] == ([line] if line else [])


@pytest.mark.parametrize("what", ["pipe", "folder", "device", "gone", "endless"])
def test_a_ledger_that_is_no_ordinary_file_is_a_problem_and_not_waited_for(tmp_path: Path, what: str) -> None:
    file = tmp_path / "published.json"
    if what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    elif what == "endless":
        with file.open("wb") as opened:
            opened.truncate(10**11)
    else:
        file.symlink_to("/dev/zero" if what == "device" else tmp_path / "nowhere")
    found, problems = ledger.read(file)
    assert not found.entries
    assert codes(problems) == ["ledger-damaged"]


def test_a_ledger_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "published.json").write_bytes(b"\xff\xfe{}")
    assert codes(kept(tmp_path, TOWN).problems) == ["ledger-damaged"]
