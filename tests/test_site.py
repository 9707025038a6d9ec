"""What must hold of every page of every site: tried on the invented town and on the real record."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
import yaml
from conftest import PROJECT, TODAY, TOWN, built
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Options

HOST = "https://site.invalid"
TEMPLATES = PROJECT / "templates"
CONTENT = {"town": TOWN / "content", "bromley": PROJECT / "content"}
CLICKS = 4
# The same list as another page has, from its other end or without what is said of each event.
OTHER_FORM = re.compile(r"^timeline/(.+/)?(list|latest-first|earliest-first)/")
LINKS = ("href", "src", "action", "poster", "data")

# Words of the town that only matter under embargo, in a draft, or under exempt matter uses.
NOT_YET = ("quillfeather", "obsidian")
NEVER = ("marrowgate",)
HIDDEN = {"pages/quillfeather-regatta", "decisions/obsidian-ferry"}


@dataclass(frozen=True, repr=False)
class Page:
    """One HTML file of a site, parsed apart from the program that made it."""

    path: str
    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @property
    def address(self) -> str:
        return f"/{self.path.removesuffix('index.html')}"

    @cached_property
    def is_stub(self) -> bool:
        """Whether this only leads on from an old address."""
        return self.tree.css_first('meta[http-equiv="refresh"]') is not None

    @cached_property
    def ids(self) -> list[str]:
        return [node.attributes["id"] or "" for node in self.tree.css("[id]")]

    @cached_property
    def links(self) -> list[str]:
        """Every address the page refers to, as written."""
        found = [node.attributes[name] or "" for name in LINKS for node in self.tree.css(f"[{name}]")]
        leading_on = self.tree.css('meta[http-equiv="refresh"]')
        return found + [(node.attributes["content"] or "").partition("url=")[2] for node in leading_on]

    def one(self, selector: str) -> LexborNode:
        (node,) = self.tree.css(selector)
        return node


@dataclass(frozen=True, repr=False)
class Whole:
    """A built site, the folder of its content, and the path that its own address ends with."""

    name: str
    content: Path
    files: Mapping[str, bytes]
    errors: list[str]
    base_url: str

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {
            path: Page(path, data.decode()) for path, data in self.files.items() if path.endswith(".html")
        }

    @cached_property
    def real(self) -> dict[str, Page]:
        """The pages that are read: not the stubs of old addresses."""
        return {path: page for path, page in self.pages.items() if not page.is_stub}

    @property
    def base(self) -> str:
        return self.base_url or HOST

    def target(self, page: Page, link: str) -> tuple[str, str] | None:
        """The file and fragment that a browser would go to; nothing if it leaves the site."""
        address, _, fragment = urljoin(f"{self.base}{page.address}", link).partition("#")
        if not address.startswith(f"{self.base}/"):
            return None
        path = unquote(urlsplit(address[len(self.base) :]).path)[1:]
        return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(fragment)


def _site(name: str, *, drafts: bool = False) -> Whole:
    content = CONTENT[name]
    settings = yaml.load((content / "site.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    site = built(Options(TODAY, content=content, templates=TEMPLATES, drafts=drafts))
    return Whole(name, content, site.files, site.errors, settings.get("base_url", ""))


@pytest.fixture(scope="module", params=CONTENT)
def site(request: pytest.FixtureRequest) -> Whole:
    return _site(request.param)


@pytest.fixture(scope="module")
def drafts() -> Whole:
    """The town with what is not public yet."""
    return _site("town", drafts=True)


def _written(content: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every record as a clerk wrote it: its kind, its id, its fields; read without our parser."""
    for path in sorted(content.glob("*/*")):
        text = path.read_text(encoding="utf-8")
        fields = text.split("---\n")[1] if path.suffix == ".md" else text
        yield path.parent.name, path.stem, yaml.load(fields, yaml.CBaseLoader)


def test_site_is_built_without_an_error(site: Whole) -> None:
    assert site.errors == []
    assert site.pages


def test_every_record_and_decision_has_a_page(site: Whole) -> None:
    expected = set()
    for kind, name, written in _written(site.content):
        if f"{kind}/{name}" in HIDDEN:
            continue
        expected.add(f"{name}/index.html" if kind == "pages" else f"{kind}/{name}/index.html")
        for item in written.get("items", []):
            if item.get("access", "public") == "public":
                expected |= {f"decisions/{name}/{one['id']}/index.html" for one in item.get("decisions", [])}
    assert expected
    assert expected - site.real.keys() == set()


def test_every_link_leads_to_a_file_and_to_a_place_on_it(site: Whole) -> None:
    dead = []
    for page in site.pages.values():
        for link in page.links:
            found = site.target(page, link)
            if found is None:
                assert re.match(r"https?://", link), f"{page.path}: {link} leaves the site"
                continue
            path, fragment = found
            if path not in site.files or (fragment and fragment not in site.pages[path].ids):
                dead.append(f"{page.path}: {link}")
    assert dead == []


def test_link_stays_below_wherever_the_site_stands(site: Whole) -> None:
    pages = [page for page in site.real.values() if page.path != "404.html"]
    rooted = {f"{page.path}: {link}" for page in pages for link in page.links if link.startswith("/")}
    assert rooted == set()


def test_links_of_the_404_page_hold_at_any_address(site: Whole) -> None:
    base = f"{urlsplit(site.base_url).path}/"
    links = site.pages["404.html"].links
    assert any(link == base for link in links)
    ours = [link for link in links if not re.match(r"https?://|#", link)]
    assert [link for link in ours if not link.startswith(base)] == []


def test_every_page_is_found_within_a_few_clicks_of_home(site: Whole) -> None:
    clicks = {"index.html": 0}
    queue = deque(clicks)
    while queue:
        page = site.pages[queue.popleft()]
        for node in page.tree.css("a[href]"):
            found = site.target(page, node.attributes["href"] or "")
            if found and found[0] in site.pages and found[0] not in clicks:
                clicks[found[0]] = clicks[page.path] + 1
                queue.append(found[0])
    assert site.real.keys() - clicks.keys() == {"404.html"}
    assert {path: count for path, count in clicks.items() if count > CLICKS} == {}


def test_ids_of_a_page_are_its_own(site: Whole) -> None:
    twice = {path: _repeated(page.ids) for path, page in site.pages.items() if _repeated(page.ids)}
    assert twice == {}
    assert not [path for path, page in site.pages.items() if any(not one or " " in one for one in page.ids)]


def _repeated(values: list[str]) -> list[str]:
    return sorted({value for value in values if values.count(value) > 1})


def test_what_names_an_id_of_its_page_names_one_that_is_there(site: Whole) -> None:
    lost = []
    for page in site.pages.values():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            for node in page.tree.css(f"[{name}]"):
                ids = (node.attributes[name] or "").split()
                lost += [f"{page.path}: {name}={one}" for one in ids if one not in page.ids]
    assert lost == []


def _collisions(words: Mapping[str, str]) -> list[str]:
    """Say which pages have the same words."""
    same: dict[str, list[str]] = defaultdict(list)
    for path, text in sorted(words.items()):
        same[text].append(path)
    return [f"“{text}”: {', '.join(paths)}" for text, paths in same.items() if len(paths) > 1]


def test_no_two_pages_have_one_title(site: Whole) -> None:
    titles = {path: page.one("head > title").text() for path, page in site.real.items()}
    assert all(title.strip() for title in titles.values())
    found = _collisions(titles)
    assert not found, "\n".join([f"{len(found)} titles are shared:", *found])


def test_no_two_pages_have_one_description(site: Whole) -> None:
    described = {
        path: page.one('meta[name="description"]').attributes["content"] or ""
        for path, page in site.real.items()
    }
    assert all(words.strip() for words in described.values())
    found = _collisions(described)
    assert not found, "\n".join([f"{len(found)} descriptions are shared:", *found])


def test_every_page_has_one_first_heading(site: Whole) -> None:
    assert {path: len(page.tree.css("h1")) for path, page in site.real.items()} == dict.fromkeys(site.real, 1)


def test_headings_never_skip_a_level(site: Whole) -> None:
    skipped = []
    for page in site.real.values():
        headings = page.tree.css("h1, h2, h3, h4, h5, h6")
        above = 0
        for heading in headings:
            level = int((heading.tag or "")[1])
            if level > above + 1:
                skipped.append(
                    f"{page.path}: h{above} is followed by h{level}, “{heading.text().strip()[:40]}”"
                )
            above = level
    pages = {words.partition(":")[0] for words in skipped}
    assert not skipped, "\n".join([f"on {len(pages)} pages:", *skipped[:20]])


def test_no_heading_is_empty(site: Whole) -> None:
    headings = "h1, h2, h3, h4, h5, h6"
    empty = [
        page.path for page in site.real.values() for one in page.tree.css(headings) if not one.text().strip()
    ]
    assert sorted(set(empty)) == []


def test_no_page_has_code_or_style_in_it(site: Whole) -> None:
    found = []
    for page in site.pages.values():
        # A description for search engines is data: no browser runs it, and no policy needs to allow it.
        code = "script:not([src]):not([type='application/ld+json'])"
        inline = page.tree.css(f"style, [style], {code}, iframe, object, embed, base")
        found += [f"{page.path}: {node.tag}" for node in inline]
        for node in page.tree.css("*"):
            for name, value in node.attributes.items():
                if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                    found.append(f"{page.path}: {node.tag} {name}")
    assert found == []


def test_every_page_says_its_language_and_its_encoding(site: Whole) -> None:
    for path, page in site.real.items():
        assert page.html.startswith("<!doctype html>"), path
        assert page.one("html").attributes["lang"] == "en-GB", path
        assert page.one("meta[charset]").attributes["charset"] == "utf-8", path


def test_every_citation_leads_to_its_note_and_every_note_back(site: Whole) -> None:
    count = 0
    for page in site.real.values():
        cited = page.tree.css(".refs a")
        notes = {node.attributes["id"]: node for node in page.tree.css("li[id^=note-]")}
        assert {(node.attributes["href"] or "")[1:] for node in cited} == notes.keys(), page.path
        assert list(notes) == [f"note-{number}" for number in range(1, len(notes) + 1)], page.path
        firsts = {node.attributes["id"]: node for node in cited if "id" in node.attributes}
        for name, note in notes.items():
            (back,) = note.css("a.back")
            assert firsts[(back.attributes["href"] or "")[1:]].attributes["href"] == f"#{name}", page.path
        count += len(notes)
    assert count


def test_numbers_of_citations_are_those_of_their_notes_in_order_of_appearance(site: Whole) -> None:
    for page in site.real.values():
        numbers = []
        for node in page.tree.css(".refs a"):
            number = int(re.sub(r"\D", "", node.text()))
            assert node.attributes["href"] == f"#note-{number}", page.path
            numbers.append(number)
        assert list(dict.fromkeys(numbers)) == sorted(set(numbers)), page.path


def test_every_page_is_its_own_canonical_address(site: Whole) -> None:
    expected = {path: f"{site.base_url}{page.address}" for path, page in site.real.items() if site.base_url}
    expected.pop("404.html", None)
    found = {
        path: node.attributes["href"]
        for path, page in site.real.items()
        if (node := page.tree.css_first('link[rel="canonical"]')) is not None
    }
    assert found == expected


def test_every_page_says_what_it_is_where_it_is_shared(site: Whole) -> None:
    for page in site.real.values():
        said = {
            node.attributes["property"]: node.attributes["content"]
            for node in page.tree.css('meta[property^="og:"]')
        }
        title = page.one("head > title").text()
        assert title.startswith(str(said["og:title"])), page.path
        assert said["og:description"] == page.one('meta[name="description"]').attributes["content"]
        assert said["og:site_name"], page.path
        assert said["og:type"] == ("website" if page.path == "index.html" else "article"), page.path
        is_found = site.base_url and page.path != "404.html"
        assert said.get("og:url") == (f"{site.base_url}{page.address}" if is_found else None), page.path


def test_every_page_says_how_to_cite_it_and_where_to_report_a_mistake_in_it(site: Whole) -> None:
    for path, page in site.real.items():
        if path == "404.html":
            continue
        cited = page.one("#citation").text()
        assert f"{site.base_url}{page.address}" in cited, path
        version = re.search(r"version ([0-9a-f]{12})\.", cited)
        assert version, path
        found = [str(node.attributes["href"]) for node in page.tree.css(".page-foot > p a")]
        asked = [parse_qs(urlsplit(href).query) for href in found]
        pages = [(one["page"], one["version"]) for one in asked]
        expected = [([f"{site.base_url}{page.address}"], [version[1]])]
        assert pages == (expected if site.name == "town" else []), path


# What is followed: what happens at a body, to a person, on a topic, to a recommendation, and all of it.
FOLLOWED = {
    "index.html": {"feed.xml", "feed.json", "calendar.ics"},
    "boards/*/index.html": {"feed.xml", "feed.json", "calendar.ics"},
    "organizations/*/index.html": {"feed.xml", "feed.json", "calendar.ics"},
    "people/*/index.html": {"feed.xml", "feed.json"},
    "topics/*/index.html": {"feed.xml", "feed.json"},
    "recommendations/index.html": {"feed.xml", "feed.json"},
    "recommendations/*/index.html": {"feed.xml", "feed.json"},
}


def test_what_is_followed_is_offered_where_it_belongs_and_nowhere_else(site: Whole) -> None:
    if not site.base_url:
        return
    for path, page in site.real.items():
        depth = path.count("/")
        fit = [names for like, names in FOLLOWED.items() if fnmatch(path, like) and like.count("/") == depth]
        expected = fit[0] if fit else set()
        links = page.tree.css('link[rel="alternate"]:not([type="application/json"])')
        named = {str(node.attributes["href"]).rpartition("/")[2] for node in links}
        seen = {str(node.attributes["href"]).rpartition("/")[2] for node in page.tree.css("#follow a")}
        assert named == expected, path
        assert seen - {"changes.xml"} == expected, path


def test_site_map_lists_every_page_to_be_found(site: Whole) -> None:
    if not site.base_url:
        assert "sitemap.xml" not in site.files
        return
    listed = re.findall(r"<loc>([^<]*)</loc>", site.files["sitemap.xml"].decode())
    hidden = {"404.html", "search/index.html"}
    hidden |= {path for path in site.real if OTHER_FORM.search(path)}
    pages = {f"{site.base_url}{page.address}" for path, page in site.real.items() if path not in hidden}
    assert sorted(listed) == sorted(pages)


# What may not be known of, or not yet.


def _holding(files: Mapping[str, bytes], words: tuple[str, ...]) -> list[str]:
    """The files with any of some words in their path or their bytes, packed or not."""
    return [
        path
        for path, data in files.items()
        if any(word in path.lower() or word.encode() in _unpacked(data).lower() for word in words)
    ]


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def test_town_holds_words_that_may_not_be_seen() -> None:
    written = {path.name: path.read_bytes() for path in sorted(CONTENT["town"].rglob("*.*"))}
    for word in (*NOT_YET, *NEVER):
        assert _holding(written, (word,))


def test_nothing_of_drafts_embargoes_and_exempt_matter_is_in_any_file(site: Whole) -> None:
    assert _holding(site.files, (*NOT_YET, *NEVER)) == []


def test_drafts_are_shown_on_request_and_exempt_matter_never(drafts: Whole) -> None:
    for word in NOT_YET:
        assert _holding(drafts.files, (word,))
    assert _holding(drafts.files, NEVER) == []


def test_every_page_with_drafts_says_so_and_may_not_be_indexed(drafts: Whole) -> None:
    for path, page in drafts.pages.items():
        assert page.one('meta[name="robots"]').attributes["content"] == "noindex", path
    for path, page in drafts.real.items():
        assert "Drafts are shown here" in page.one(".draft-notice").text(), path
    assert b"Disallow: /\n" in drafts.files["robots.txt"]


def test_public_pages_may_be_indexed_but_for_those_that_lead_nowhere(site: Whole) -> None:
    closed = {path for path, page in site.pages.items() if page.tree.css('meta[name="robots"]')}
    forms = {path for path in site.real if OTHER_FORM.search(path)}
    assert closed == {"404.html"} | forms | (site.pages.keys() - site.real.keys())


# The same content on the same day gives the same bytes, wherever and however it is built.


class _Backwards:
    """`os.scandir` as another disk might give it: the last name first."""

    scandir = staticmethod(os.scandir)

    def __init__(self, path: Any = ".") -> None:
        with self.scandir(path) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: str(entry.name), reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self.entries

    def __next__(self) -> Any:
        return next(self.entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close nothing: all entries have been read."""


def test_order_of_files_on_the_disk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _site("town").files
    monkeypatch.setattr(os, "scandir", _Backwards)
    names = [entry.name for entry in os.scandir(CONTENT["town"])]
    assert names == sorted(names, reverse=True)
    assert _changed(_site("town").files, before) == []


def _changed(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


Environment = dict[str, str]
HERE: Environment = {
    "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}  # fmt: skip
ELSEWHERE: Environment = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8"}


def _start(
    content: Path, output: Path, environment: Environment, *flags: str, umask: int = 0o022
) -> subprocess.Popen[str]:
    words = ["build", "--content", content, "--templates", TEMPLATES, "--output", output, *flags]
    command = [sys.executable, "-m", "generator", *map(str, words), "--today", TODAY.isoformat()]
    outside = {
        name: value for name, value in os.environ.items() if name not in ("CONTEXT", "SOURCE_DATE_EPOCH")
    }
    return subprocess.Popen(
        command, cwd=PROJECT, env=outside | environment, text=True, umask=umask,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _made(*runs: tuple[subprocess.Popen[str], Path]) -> list[dict[str, bytes]]:
    """Wait for builds that run side by side; the files of each."""
    for process, _ in runs:
        said, _nothing = process.communicate()
        assert process.returncode == 0, said
    return [_tree(output) for _, output in runs]


def test_where_and_how_a_site_is_made_changes_nothing(tmp_path: Path) -> None:
    """Hash seed, time zone, language, rights of new files, number of processes, signs in a path."""
    one, other = tmp_path / "one", tmp_path / "a b" / "%20 é#東?{{x}}"
    copy = tmp_path / "in é #1 [2]" / "content"
    shutil.copytree(CONTENT["bromley"], copy)
    shutil.copy(CONTENT["bromley"].with_name("published.json"), copy.parent)
    first, second = _made(
        (_start(CONTENT["bromley"], one, HERE, "--no-search", "--jobs", "1"), one),
        (_start(copy, other, ELSEWHERE, "--no-search", "--jobs", "3", umask=0o077), other),
    )
    assert len(first) > 300, "there must be enough pages for three processes"
    assert _changed(first, second) == []


def test_search_index_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    copy = tmp_path / "content"
    for path in sorted(CONTENT["town"].rglob("*.*"), reverse=True):
        (copy / path.relative_to(CONTENT["town"])).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy / path.relative_to(CONTENT["town"]))
    one, other = tmp_path / "one", tmp_path / "other"
    first, second = _made((_start(CONTENT["town"], one, HERE), one), (_start(copy, other, ELSEWHERE), other))
    assert any(path.startswith("pagefind/fragment/") for path in first)
    assert _changed(first, second) == []
    assert _holding(first, (*NOT_YET, *NEVER)) == []
    fragments = {path: data for path, data in first.items() if path.startswith("pagefind/fragment/")}
    assert _holding(fragments, ("lamplighter",)), "the words of the index can be read by this test"


def test_a_day_later_only_pages_that_name_the_day_have_changed() -> None:
    def uncited(files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files without the citation at the foot of each page, which names the day."""
        return {
            path: re.sub(rb'<div class="page-foot">.*?</div>', b"", data, flags=re.DOTALL)
            for path, data in files.items()
        }

    today = Options(TODAY, content=CONTENT["town"], templates=TEMPLATES)
    before = uncited(built(today).files)
    changed = _changed(before, uncited(built(replace(today, today=TODAY.replace(day=2))).files))
    assert "index.html" in changed
    assert [path for path in changed if b"1 January 2020" not in before.get(path, b"")] == []
