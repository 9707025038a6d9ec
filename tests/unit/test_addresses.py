"""Where each thing is on the site, what earlier ids lead to, and the files beside the pages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from written import codes, files, link, linked, only, options, write

from generator import addresses, build
from generator.addresses import RESERVED, Addresses
from generator.problems import Problem

TOWN = files("""\
    === site.yaml
    title: T
    description: D
    council: town
    base_url: https://example.org/record/
    === organizations/town.yaml
    name: Town
    classification: council
    === people/jo.yaml
    name: Jo & <Co>
    public_role: x
    aliases: [old-jo, older-jo]
    === boards/b.yaml
    name: Board
    classification: board
    posts: [{id: chair, label: Chair}]
    === meetings/m.yaml
    bodies: [b]
    date: 2016-06-27
    items:
    - id: budget
      title: Budget
      contributions: [{id: said, text: Said.}]
      decisions:
      - id: agreed
        title: Agreed
        parts: [{id: one, outcome: noted, text: Noted.}]
    === decisions/d.yaml
    title: D
    classification: direction
    date: 2016-06-27
    parts: [{id: two, outcome: directed, text: Do.}]
    === pages/about.yaml
    title: About
    aliases: [history]
    """)
JO = TOWN["people/jo.yaml"]


def placed(**content: str) -> tuple[Addresses, list[Problem]]:
    found, problems = link({**TOWN, **content})
    assert not problems
    return addresses.build(found)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("site/site", "/"),
        ("people/jo", "/people/jo/"),
        ("pages/about", "/about/"),
        ("boards/b#chair", "/boards/b/#chair"),
        ("meetings/m#budget", "/meetings/m/#item-budget"),
        ("meetings/m#said", "/meetings/m/#said"),
        ("meetings/m#agreed", "/decisions/m/agreed/"),
        ("meetings/m#one", "/decisions/m/agreed/#one"),
        ("decisions/d", "/decisions/d/"),
        ("decisions/d#two", "/decisions/d/#two"),
    ],
)
def test_a_thing_has_an_address_on_the_page_it_stands_on(key: str, address: str) -> None:
    found, problems = placed()
    node = linked(TOWN).nodes[key]
    assert not problems
    assert found.of(node) == address


def test_no_two_things_have_one_address() -> None:
    found, _ = placed()
    assert len(set(found.paths.values())) == len(found.paths)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_page_cannot_have_the_address_of_one_the_generator_makes(name: str) -> None:
    problem = only(placed(**{f"pages/{name}.yaml": "title: T\n"})[1])
    assert (problem.code, problem.place.path) == ("address-reserved", f"pages/{name}.yaml")


def test_all_that_the_generator_makes_at_the_top_is_reserved(tmp_path: Path) -> None:
    found = build.build(options(write(tmp_path, TOWN)))
    made = {
        path.partition("/")[0].removesuffix(".html")
        for path in found.files
        if "/" in path or path.endswith(".html")
    }
    assert made - {"index", "about", "history"} <= RESERVED


def test_an_earlier_id_leads_to_the_present_address() -> None:
    assert placed()[0].redirects == {
        "/people/old-jo/": "/people/jo/",
        "/people/older-jo/": "/people/jo/",
        "/history/": "/about/",
    }


def test_an_earlier_id_of_another_kind_leads_from_where_that_kind_was() -> None:
    board = TOWN["boards/b.yaml"] + "aliases: [organizations/b]\n"
    assert placed(**{"boards/b.yaml": board})[0].redirects["/organizations/b/"] == "/boards/b/"


def test_an_earlier_id_of_a_meeting_leads_from_the_pages_of_its_decisions_too() -> None:
    """Their addresses hold the meeting’s id: `/decisions/m/agreed/`."""
    found, _ = placed(**{"meetings/m.yaml": TOWN["meetings/m.yaml"] + "aliases: [old-m]\n"})
    assert found.redirects["/meetings/old-m/"] == "/meetings/m/"
    assert any("/decisions/old-m/agreed/".startswith(old) for old in found.redirects)


TAKEN = [
    ("people/al.yaml", JO.replace("[old-jo, older-jo]", "[jo]")),
    ("people/al.yaml", JO.replace("[old-jo, older-jo]", "[old-jo]")),
    ("people/al.yaml", JO.replace("[old-jo, older-jo]", "[al]")),
    ("people/al.yaml", JO.replace("[old-jo, older-jo]", "[new, new]")),
    ("pages/x.yaml", "title: T\naliases: [about]\n"),
    ("pages/x.yaml", "title: T\naliases: [timeline]\n"),
    ("pages/x.yaml", "title: T\naliases: [people]\n"),
    ("pages/x.yaml", "title: T\naliases: [assets]\n"),
    ("decisions/e.yaml", "title: E\nclassification: x\ndate: 2016\naliases: [m]\n"),
    ("people/al.yaml", JO.replace("[old-jo, older-jo]", "[nothing/al-once]")),
]


@pytest.mark.parametrize(("path", "text"), TAKEN, ids=[text.splitlines()[-1] for _, text in TAKEN])
def test_an_earlier_id_cannot_be_an_address_in_use(tmp_path: Path, path: str, text: str) -> None:
    found = build.build(options(write(tmp_path, {**TOWN, path: text})))
    assert found.has_errors


@pytest.mark.parametrize("alias", ["..", "../..", ".", "a b", "A", "é", "a?b", "a#b", "*"])
def test_an_earlier_id_has_the_form_of_an_id(tmp_path: Path, alias: str) -> None:
    """It becomes a file’s path and a line of `_redirects`, where `..`, a space or `*` would do harm."""
    jo = JO.replace("[old-jo, older-jo]", f"['{alias}']")
    found = build.build(options(write(tmp_path, {**TOWN, "people/jo.yaml": jo})))
    assert found.has_errors
    assert {problem.place.path for problem in found.problems if problem.is_error} == {"people/jo.yaml"}


@pytest.mark.parametrize(
    "name", ["main", "members", "posts", "sources", "timeline", "note-1", "ref-1", "year-2016"]
)
def test_an_entry_does_not_take_the_anchor_of_a_part_of_its_page(tmp_path: Path, name: str) -> None:
    """A clerk may choose any id; two places of one page with the same one make links go astray."""
    board = (
        "name: B\nclassification: board\nfounding_date: 2016\n"
        "members: [{person: jo, start_date: 2016, sources: [report]}]\n"
        f"posts: [{{id: {name}, label: L}}]\n"
    )
    report = "title: R\nclassification: report\n"
    content = {**TOWN, "boards/b.yaml": board, "documents/report.yaml": report}
    found = build.build(options(write(tmp_path, content)))
    html = found.files.get("boards/b/index.html", b"").decode()
    assert found.has_errors or html.count(f' id="{name}"') <= 1


# The files beside the pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> build.Site:
    found = build.build(options(write(tmp_path_factory.mktemp("town"), TOWN)))
    assert not found.has_errors
    return found


def test_redirects_are_forced_one_a_line(site: build.Site) -> None:
    assert site.files["_redirects"].decode().splitlines() == [
        "/people/old-jo/*  /people/jo/:splat  301!",
        "/people/older-jo/*  /people/jo/:splat  301!",
        "/history/*  /about/:splat  301!",
    ]


@pytest.mark.parametrize(
    ("path", "target"),
    [("people/old-jo/index.html", "../../people/jo/"), ("history/index.html", "../about/")],
)
def test_a_stub_leads_on_where_redirects_are_not_read(site: build.Site, path: str, target: str) -> None:
    html = site.files[path].decode()
    assert f'content="0; url={target}"' in html
    assert f'href="{target}"' in html
    assert "noindex" in html


def test_the_site_map_lists_every_public_page_once(site: build.Site) -> None:
    tree = ET.fromstring(site.files["sitemap.xml"])
    found = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    public = set(site.pages) - {"/404.html", "/search/"}
    assert len(found) == len(set(found))
    assert set(found) == {f"https://example.org/record{address}" for address in public}


def test_robots_are_told_of_the_site_map_or_kept_away(site: build.Site, tmp_path: Path) -> None:
    assert site.files["robots.txt"].decode().splitlines() == [
        "User-agent: *", "Allow: /", "Sitemap: https://example.org/record/sitemap.xml",
    ]  # fmt: skip
    hidden = build.build(options(write(tmp_path, TOWN), noindex=True))
    assert hidden.files["robots.txt"].decode().splitlines() == ["User-agent: *", "Disallow: /"]


def test_without_a_public_address_there_is_no_site_map(tmp_path: Path) -> None:
    text = re.sub("base_url.*\n", "", TOWN["site.yaml"])
    found = build.build(options(write(tmp_path, {**TOWN, "site.yaml": text})))
    assert "sitemap.xml" not in found.files
    assert "no-base-url" in codes(found.problems)
