"""What a page can be found by besides its words: its kind, its years, the bodies it concerns."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from written import TODAY, checked, files

from generator.pages.library import Library
from generator.pages.seeking import search_view, sought
from generator.pages.views import Sought
from generator.search import SearchError, facets, indexed

HARBOUR = files("""\
    === boards/harbour.yaml
    name: Harbour Board
    classification: board
    members: [{person: jo, role: member, start_date: 2019-05-01}]
    === people/jo.yaml
    name: Jo Bell
    public_role: councillor
    === meetings/first.yaml
    bodies: [harbour]
    date: 2019-06-03
    items:
    - id: one
      title: Lamps
      decisions: [{id: lit, title: Light them, parts: [{id: p, outcome: agreed, text: Yes.}]}]
    === events/long.yaml
    title: The long works
    classification: works
    date: 2001/2012
    === events/short.yaml
    title: The short works
    classification: works
    date: 2018-12/2019-01
    """)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    site = checked(tmp_path, HARBOUR)
    assert [one.message for one in site.problems if one.is_error] == []
    assert site.graph
    assert site.timeline
    assert site.addresses
    return Library(site.graph, site.timeline, site.addresses, TODAY)


def found(library: Library, key: str) -> Sought:
    return sought(library, library.graph.nodes[key])


def test_what_happened_is_found_by_its_body_and_its_years(library: Library) -> None:
    assert found(library, "meetings/first") == Sought(
        "meetings", "3 June 2019", ("2019",), ("boards/harbour",)
    )
    assert found(library, "meetings/first#lit").bodies == ("boards/harbour",)
    assert found(library, "events/short").years == ("2018", "2019")


def test_a_body_is_found_by_itself_and_a_person_by_the_bodies_of_their_seats(library: Library) -> None:
    assert found(library, "boards/harbour").bodies == ("boards/harbour",)
    assert found(library, "people/jo") == Sought("people", bodies=("boards/harbour",))


def test_a_long_span_is_found_under_no_year(library: Library) -> None:
    assert found(library, "events/long").years == ()


def test_the_search_page_offers_each_choice_with_how_many_pages_have_it(library: Library) -> None:
    filters = {one.name: one.choices for one in search_view(library).extra["filters"]}
    assert [(one.words, one.count) for one in filters["year"]] == [("2018", 1), ("2019", 3)]
    assert ("Events", 2) in [(one.words, one.count) for one in filters["kind"]]
    assert [one.words for one in filters["body"]] == ["Harbour Board", "Town"]


def test_a_filter_with_one_choice_is_left_out(tmp_path: Path) -> None:
    site = checked(tmp_path, {})
    assert site.graph
    assert site.timeline
    assert site.addresses
    library = Library(site.graph, site.timeline, site.addresses, TODAY)
    assert search_view(library).extra["filters"] == ()


def fragment(**meta: str) -> bytes:
    return gzip.compress(b"pagefind_dcd" + json.dumps({"url": "/", "meta": meta}).encode())


def test_facets_are_gathered_from_the_index_by_fragment() -> None:
    index = {
        "pagefind/fragment/en_2.pf_fragment": fragment(title="T", group="meetings", years="2018 2019"),
        "pagefind/fragment/en_1.pf_fragment": fragment(title="T"),
        "pagefind/pagefind.js": b"",
    }
    assert facets(index) == b'{"en_1":{},"en_2":{"kind":"meetings","year":"2018 2019"}}'


def test_an_index_in_another_form_is_not_guessed_at() -> None:
    with pytest.raises(SearchError, match="another form"):
        facets({"pagefind/fragment/en_1.pf_fragment": gzip.compress(b"{}")})


PAGE = '<html lang="en"><title>{0}</title><main{1}><h1>{2}</h1></main><footer>{0}</footer></html>'
BODY = " data-pagefind-body"


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (PAGE.format("a", BODY, "x"), PAGE.format("b", BODY, "x"), False),
        (PAGE.format("a", BODY, "x"), PAGE.format("a", BODY, "y"), True),
        (PAGE.format("a", BODY, "x"), PAGE.format("a", BODY, "x").replace('"en"', '"cy"'), True),
        (PAGE.format("a", BODY, "x"), PAGE.format("a", "", "x"), True),
        # Templates of a council's own may mark another element, or several, or none.
        (f"<html><p{BODY}>x</p></html>", f"<html><p{BODY}>y</p></html>", True),
        (PAGE.format(f"<p{BODY}>a</p>", BODY, "x"), PAGE.format(f"<p{BODY}>b</p>", BODY, "x"), True),
        ("<html><p>x</p></html>", "<html><p>y</p></html>", True),
    ],
)
def test_an_index_depends_on_the_part_of_a_page_that_is_marked(before: str, after: str, differ: bool) -> None:
    one, other = (list(indexed({"a.html": page.encode(), "b.css": b""})) for page in (before, after))
    assert (one != other) is differ


def test_a_page_that_is_not_marked_is_not_in_an_index_of_marked_ones() -> None:
    marked = PAGE.format("a", BODY, "x").encode()
    files = {"a.html": marked, "b.html": PAGE.format("a", "", "x").encode()}
    assert list(indexed(files)) == list(indexed({"a.html": marked}))
