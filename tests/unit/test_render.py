"""Pages made into bytes: links made relative, every link checked, the same with any number of workers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS, LEAST, TEMPLATES, codes, files, only, options, write

from generator import build
from generator.problems import Problem
from generator.render import assets, check_links, leads, making, number_notes, output_path, relative

# Addresses and files


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/people/", "people/index.html"),
        ("/people/jo/", "people/jo/index.html"),
        ("/404.html", "404.html"),
        ("/data/people.json", "data/people.json"),
    ],
)
def test_an_address_is_shown_by_a_file(address: str, path: str) -> None:
    assert output_path(address) == path


# Links made relative

RELATIVE = [
    ("/", '<a href="/">', '<a href="./">'),
    ("/", '<a href="/people/jo/">', '<a href="./people/jo/">'),
    ("/people/", '<a href="/">', '<a href="../">'),
    ("/people/jo/", '<a href="/meetings/m/#item-1">', '<a href="../../meetings/m/#item-1">'),
    ("/decisions/m/d/", '<img src="/assets/a.svg">', '<img src="../../../assets/a.svg">'),
    ("/search/", '<form method="get" action="/search/">', '<form method="get" action="../search/">'),
    ("/people/", '<a\nhref="/a/">', '<a\nhref="../a/">'),
    ("/people/", '<a href="/a/"><a href="/b/">', '<a href="../a/"><a href="../b/">'),
    ("/people/", '<a href="//example.org/">', '<a href="//example.org/">'),
    ("/people/", '<a href="https://example.org/">', '<a href="https://example.org/">'),
    ("/people/", '<a href="#main">', '<a href="#main">'),
    ("/people/", '<a data-href="/a/">', '<a data-href="/a/">'),
    ("/people/", "<p>Write href=&#34;/a/&#34; there.</p>", "<p>Write href=&#34;/a/&#34; there.</p>"),
    ("/404.html", '<a href="/people/">', '<a href="/people/">'),
]


@pytest.mark.parametrize(("address", "html", "expected"), RELATIVE)
def test_links_from_the_root_are_made_relative_to_the_page(address: str, html: str, expected: str) -> None:
    assert relative(html, address) == expected


def test_a_page_shown_at_any_address_has_links_from_the_base_path() -> None:
    assert relative('<a href="/people/">', "/404.html", "/record/") == '<a href="/record/people/">'
    assert relative('<a href="/people/">', "/people/jo/", "/record/") == '<a href="../../people/">'


addresses = st.lists(st.sampled_from(["a", "b", "people"]), max_size=4).map(
    lambda steps: "/".join(["", *steps, ""])
)


def followed(
    files: Mapping[str, str], elsewhere: frozenset[str] = frozenset(), without: str = ""
) -> list[Problem]:
    """Follow every link of some pages, one of which may be taken away."""
    left = {path: text for path, text in files.items() if path != without}
    pages = {path: leads(text) for path, text in left.items() if path.endswith(".html")}
    return check_links(left, pages, elsewhere)


@LAWS
@given(addresses, addresses)
def test_a_relative_link_leads_where_the_rooted_one_did(page: str, target: str) -> None:
    html = relative(f'<a href="{target}">', page)
    link = html.removeprefix('<a href="').removesuffix('">')
    assert not link.startswith("/")
    assert normpath(join(page, link)) == normpath(target)
    assert not followed({output_path(target): "", output_path(page): html})


# Sources numbered


def reference(note: int) -> str:
    return f'<a href="#note-{note}" aria-label="source {note}">{note}</a>'


def test_sources_are_numbered_as_they_appear() -> None:
    notes = "".join(
        f'<li id="note-{note}">{text}</li>\n' for note, text in ((1, "one"), (2, "two"), (3, "three"))
    )
    html = number_notes(f"<p>{reference(3)}{reference(1)}{reference(3)}</p><ol>\n{notes}</ol>")
    assert re.findall(r'<a(?: id="ref-\d")? href="#note-\d"', html) == [
        '<a id="ref-1" href="#note-1"', '<a id="ref-2" href="#note-2"', '<a href="#note-1"',
    ]  # fmt: skip
    assert re.findall(r'aria-label="source (\d)">\1</a>', html) == ["1", "2", "1"]
    listed = re.findall(r'<li id="note-(\d)">(\w+) <a class="back" href="#ref-(\d)" aria-label', html)
    assert listed == [("1", "three", "1"), ("2", "one", "2")]
    assert re.search(r"<ol>\n<li .*</li>\n</ol>$", html, re.DOTALL)
    assert html.count("<li ") == 2


def test_a_page_without_sources_stays_as_it_is() -> None:
    html = '<ol><li>one</li>\n</ol><a href="#note-1">see</a>'
    assert number_notes(html) == html


# Links checked


def dead(html: str, path: str = "people/jo/index.html", **others: str) -> list[str]:
    """What is said of the links of a page that stands beside some others."""
    files = {
        "index.html": '<p id="top">',
        "people/al/index.html": '<p id="born">',
        "assets/a b.css": "",
        **others,
    }
    found = followed({**files, path: html}, frozenset(["pagefind/p.js"]))
    assert {problem.code for problem in found} <= {"link-dead"}
    assert {problem.place.path for problem in found} <= {f"/{path}"}
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    "target",
    [
        "../../", "../al/", "../al/#born", "../al/?q=1#born", "#here", "", "./", "?q=1", "../../index.html",
        "../../assets/a%20b.css", "../../pagefind/p.js", "https://example.org/x", "HTTPS://example.org/x",
        "mailto:a@b.c", "//example.org/", "../al/#b%6Frn", "..", "../al/index.html#born",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere(target: str) -> None:
    page = {"people/index.html": ""}
    assert not dead(f'<p id="here"><a href="{target}">', **page)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("../bo/", "leads nowhere"),
        ("../al", "leads nowhere"),
        ("al/", "leads nowhere"),
        ("../../assets/b.css", "leads nowhere"),
        ("../../pagefind/q.js", "leads nowhere"),
        ("/people/al/", "leads nowhere"),
        ("../al/#died", "a place that is not on that page"),
        ("#there", "a place that is not on that page"),
        ("../al/#BORN", "a place that is not on that page"),
        ("../../#born", "a place that is not on that page"),
    ],
)
def test_a_link_that_leads_nowhere(target: str, words: str) -> None:
    said = only_one(dead(f'<p id="here"><a href="{target}">'))
    assert f"“{target}”" in said
    assert words in said


def only_one(found: list[str]) -> str:
    (one,) = found
    return one


@pytest.mark.parametrize(
    "tag", ['<img src="x.png">', '<script src="x.js">', '<form action="x/">', '<link\nhref="x.css">']
)
def test_every_kind_of_link_is_checked(tag: str) -> None:
    assert len(dead(tag)) == 1


def test_a_dead_link_is_said_once_a_page_and_on_every_page() -> None:
    html = '<a href="x/"><a href="x/">'
    found = followed({"a.html": html, "b.html": html, "c.css": html})
    assert [problem.place.path for problem in found] == ["/a.html", "/b.html"]


def test_an_escaped_address_is_read_as_a_browser_reads_it() -> None:
    assert not dead('<a href="../al/?a=1&amp;b=2#born">')
    assert len(dead('<a href="../a&amp;l/">')) == 1


def test_the_page_for_what_is_not_found_may_be_shown_anywhere() -> None:
    assert not dead('<a href="/people/al/">', path="404.html")


# Whole sites

PAGES = 30
PEOPLE = {
    f"people/p{n}.yaml": f"name: Person {n}\npublic_role: <b>&\ntext: See [[p{(n + 1) % PAGES}]].\n"
    for n in range(PAGES)
}
TOWN = files("""\
    === boards/b.yaml
    name: Board
    classification: board
    aliases: [old-board]
    members: [{person: p1, start_date: 2016}]
    === meetings/m.yaml
    bodies: [b]
    date: 2016-06-27
    items: [{id: i, title: I, decisions: [{id: d, title: D}]}]
    === pages/about.md
    ---
    title: About
    ---
    # Why

    See [[m#i|the item]] and [[b]].
    """)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("content"), {**LEAST, **PEOPLE, **TOWN})


@pytest.fixture(scope="module")
def site(content: Path) -> build.Site:
    return build.build(options(content))


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    return ((path, data.decode()) for path, data in files.items() if path.endswith(".html"))


def test_a_small_site_has_no_dead_link(site: build.Site) -> None:
    assert "link-dead" not in codes(site.problems)
    assert len(site.pages) > PAGES
    assert {output_path(address) for address in site.pages} <= site.files.keys()


def test_no_link_of_a_page_begins_at_the_root(site: build.Site) -> None:
    """The site works below any path of a host."""
    rooted = {path for path, html in pages(site.files) if re.search(r'\s(?:href|src|action)="/', html)}
    assert rooted == {"404.html"}


def test_a_page_that_is_taken_away_is_missed(site: build.Site) -> None:
    found = followed(
        {**dict.fromkeys(site.files, ""), **dict(pages(site.files))}, without="people/p1/index.html"
    )
    missing = {problem.place.path for problem in found}
    assert {"/people/index.html", "/people/p0/index.html", "/boards/b/index.html"} <= missing


def test_no_page_uses_an_identifier_twice(site: build.Site) -> None:
    for path, html in pages(site.files):
        found = re.findall(r'\sid="([^"]*)"', html)
        assert len(found) == len(set(found)), path


def test_headings_in_two_texts_of_a_page_have_anchors_of_their_own(tmp_path: Path) -> None:
    texts = "".join(f"{name}: '# Background'\n" for name in ("reasons", "alternatives", "text"))
    decision = f"title: D\nclassification: direction\ndate: 2016\n{texts}"
    found = build.build(options(write(tmp_path, {**LEAST, "decisions/d.yaml": decision})))
    anchors = re.findall(r' id="(text-[^"]*)"', found.files["decisions/d/index.html"].decode())
    assert len(anchors) == len(set(anchors)) == 3


def test_any_number_of_workers_makes_the_same_bytes(
    content: Path, site: build.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, jobs: int, *others: Any) -> None:
            used.append(jobs)
            super().__init__(jobs, *others)

    monkeypatch.setattr(making, "FEWEST_PER_JOB", 10)
    monkeypatch.setattr(making, "ProcessPoolExecutor", Pool)
    for jobs in (1, 2, 3):
        assert build.build(options(content, jobs=jobs)).files == site.files
    assert used == [2, 3]


@pytest.mark.parametrize("refusal", [OSError(24, "Too many open files"), BrokenProcessPool("one was ended")])
def test_where_the_system_has_no_workers_the_site_is_made_without(
    content: Path, site: build.Site, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    def none(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(making, "FEWEST_PER_JOB", 10)
    monkeypatch.setattr(making, "ProcessPoolExecutor", none)
    assert build.build(options(content, jobs=2)).files == site.files


def test_a_site_at_a_path_of_its_host_has_a_page_not_found_that_works(content: Path) -> None:
    found = build.build(options(content, base_url="https://example.org/record"))
    page = found.files["404.html"].decode()
    assert 'href="/record/assets/style.css"' in page
    assert 'href="/assets' not in page


def test_every_asset_is_copied_as_it_is() -> None:
    found = assets(TEMPLATES)
    files = [path for path in (TEMPLATES / "assets").rglob("*") if path.is_file()]
    assert len(found) == len(files) > 0
    assert all(found[path.relative_to(TEMPLATES).as_posix()] == path.read_bytes() for path in files)


def test_no_asset_comes_from_elsewhere(tmp_path: Path) -> None:
    """A link among the templates would publish what only the machine that builds may read."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates" / "assets"
    folder.mkdir(parents=True)
    (folder / "own.css").touch()
    (folder / "key").symlink_to(tmp_path / "secret" / "key")
    (folder / "keys").symlink_to(tmp_path / "secret")
    assert assets(tmp_path / "templates") == {"assets/own.css": b""}


def test_an_error_in_the_content_makes_no_files(tmp_path: Path) -> None:
    found = build.build(options(write(tmp_path, {**LEAST, "people/jo.yaml": "name: Jo\n"})))
    assert only(found.problems).code == "field-missing"
    assert not found.files


def test_a_dead_link_in_the_content_is_an_error(tmp_path: Path) -> None:
    jo = "name: Jo\npublic_role: x\ntext: '[here](/on/nobody/) and [there](#nowhere)'\n"
    found = build.build(options(write(tmp_path, {**LEAST, "people/jo.yaml": jo})))
    assert found.has_errors
    assert codes(found.problems).count("link-dead") >= 2
