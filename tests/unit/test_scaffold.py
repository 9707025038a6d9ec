"""Scaffolds: each passes `check` once its blanks are filled, says what is blank, and invents nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from written import LEAST, TODAY, Content, codes, files, options, parse, write

from generator.build import Site, check
from generator.dates import When
from generator.markdown import Prose
from generator.records import FOLDERS, Shape, shapes
from generator.records.entries import Citation, Model
from generator.records.shape import model_at
from generator.scaffold import ScaffoldError, Wanted, scaffold
from generator.scaffold.forms import FORMS, ITEM, Field
from generator.scaffold.naming import SINGULAR, slug
from generator.scaffold.writing import scalar

# One record of each kind that a blank can name, and a board with members of every sort.
KNOWN = LEAST | files("""
    === people/ann.yaml
    name: Ann Lee
    public_role: Councillor
    === people/bob.yaml
    name: Bob Orr
    public_role: Councillor
    === people/cat.yaml
    name: Cat Poe
    public_role: Councillor
    === people/eve.yaml
    name: Eve Tarn
    public_role: Officer
    === people/dan.yaml
    name: Dan Roe
    public_role: Councillor
    === boards/club.yaml
    name: Club
    classification: Committee
    aliases: [society]
    posts:
      - id: chair
        label: Chairman
        role: chair
    members:
      - person: bob
        role: vice-chair
        start_date: 2018-05-01
        sources: [paper#p1]
      - person: cat
        start_date: 2017-05-01
        end_date: 2018-04-30
        sources: [paper#p1]
      - person: dan
        seen:
          - on: 2018-06-05
            sources: [paper#p1]
      - person: ann
        post: "#chair"
        start_date: 2018-05-01
        sources: [paper#p1]
      - organization: town
      - name_as_written: A churchwarden
        start_date: 2018-05-01
        sources: [paper#p1]
    === documents/paper.yaml
    title: Paper
    classification: Report
    outline:
      - id: p1
    === topics/rope.yaml
    name: Rope
    === inspections/look.yaml
    title: Look
    by: town
    of: [club]
    date: 2018
    findings:
      - id: dark
        kind: concern
        title: Dark
        text: It is dark.
        sources: [paper#p1]
    === decisions/order.yaml
    title: Order
    classification: Direction
    date: 2018
    === meetings/club-2018-10-02.yaml
    bodies: [club]
    date: 2018-10-02
    items:
      - id: rope
        minute_number: 41b
        title: Rope
    === rules.yaml
    clocks:
      - id: two-months
        title: Two months
        legal_basis: Byelaw 4
        months: 2
    """)

# What a filler writes for a reference to each kind; a field that takes any kind gets the first.
IDS = {
    "people": "eve", "boards": "club", "organizations": "town", "documents": "paper", "topics": "rope",
    "inspections": "look", "decisions": "order", "meetings": "club-2018-10-02", "findings": "look#dark",
    "posts": "club#chair",
}  # fmt: skip
NAMED = {"made_on": "2018-10-02", "rule": "two-months", "id": "first", "url": "https://example.org/"}
LINE = re.compile(r"(?P<lead> *(?:- )?)(?P<name>[a-z_]+):(?: (?P<value>[^#].*?))??(?P<remark>  # .*)?")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = check(options(write(tmp_path_factory.mktemp("known"), KNOWN)))
    assert not found.problems
    return found


def made(site: Site, kind: str, **said: object) -> str:
    return scaffold(Wanted(kind, **said), site, TODAY).text  # type: ignore[arg-type]


def problems(folder: Path, path: str, text: str) -> list[tuple[str, int]]:
    """The code and line of each problem that a file has among the known ones."""
    write(folder, {**KNOWN, path: text})
    return [(one.code, one.place.line) for one in check(options(folder)).problems]


# Filling in as a clerk would, line by line


def with_all_that_is_offered(text: str) -> str:
    return re.sub(r"^( *)# ( *(?:- )?[a-z_]+:)", r"\1\2", text, flags=re.MULTILINE)


def filled(text: str, model: type[Model]) -> str:
    """Fill each blank with something its field takes."""
    return "\n".join(line for _, line in _filled(text, model)) + "\n"


def blanks(text: str, model: type[Model]) -> list[int]:
    """The lines on which something has to be written."""
    before = text.splitlines()
    return [number for number, line in _filled(text, model) if line != before[number - 1]]


def _filled(text: str, model: type[Model]) -> Iterator[tuple[int, str]]:
    around: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = LINE.fullmatch(line)
        if not match:
            yield number, line
            continue
        column = len(match["lead"])
        around = [*(one for one in around if one[0] < column), (column, match["name"])]
        path = tuple(name for _, name in around)
        shape = shapes(model_at(model, path[:-1]))[path[-1]]
        yield number, _written(match, shape, line)


def _written(match: re.Match[str], shape: Shape, line: str) -> str:
    if match["value"] not in (None, "[]", ">-") or (shape.model and match["value"] != "[]"):
        return line
    value = f"[{_value(shape)}]" if shape.many else _value(shape)
    start = f"{match['lead']}{match['name']}:"
    return (
        f"{start} >-\n{' ' * len(match['lead'])}  {value}" if match["value"] == ">-" else f"{start} {value}"
    )


def _value(shape: Shape) -> str:
    if shape.model is Citation:
        return "paper#p1"
    if shape.ref:
        return IDS[next((kind for kind in shape.ref.kinds if kind in IDS), "people")]
    if shape.choices:
        return str(shape.choices[0])
    if shape.name.endswith("_time"):
        return "19:30"
    by_type = {When: "2019-05-01", Decimal: "3", int: "3", bool: "true", Prose: "It was done."}
    return NAMED.get(shape.name) or by_type.get(shape.type, "Words")


# Each kind


def test_every_kind_has_a_form_and_a_singular() -> None:
    assert FORMS.keys() == FOLDERS.keys() == set(SINGULAR.values())


def test_every_field_of_a_form_is_one_of_its_model() -> None:
    def known(fields: tuple[Field, ...], model: type[Model]) -> bool:
        return all(
            one.name in shapes(model)
            and (not one.within or known(one.within, shapes(model)[one.name].model or Model))
            for one in fields
        )

    assert all(known(form.fields, FOLDERS[kind]) for kind, form in FORMS.items())
    assert known(ITEM, model_at(FOLDERS["meetings"], ("items",)))


def test_every_required_field_is_asked_for() -> None:
    for kind, form in FORMS.items():
        required = {shape.name for shape in shapes(FOLDERS[kind]).values() if shape.required}
        assert required <= {one.name for one in form.fields if not one.offered}, kind


@pytest.mark.parametrize("everything", [False, True], ids=["asked", "offered too"])
@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_a_scaffold_with_its_blanks_filled_has_no_problem(
    kind: str, everything: bool, site: Site, tmp_path: Path
) -> None:
    text = made(site, kind, id="fresh")
    text = filled(with_all_that_is_offered(text) if everything else text, FOLDERS[kind])
    assert problems(tmp_path, f"{kind}/fresh.yaml", text) == []


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_check_says_of_a_blank_scaffold_what_is_missing_at_its_line(
    kind: str, site: Site, tmp_path: Path
) -> None:
    text = made(site, kind, id="fresh")
    found = problems(tmp_path, f"{kind}/fresh.yaml", text)
    assert found
    assert {line for _, line in found} <= set(blanks(text, FOLDERS[kind]))
    assert {code for code, _ in found} <= {
        "field-not-text", "field-empty", "field-too-few", "value-not-allowed", "number-form",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_every_blank_has_a_word_on_it(kind: str, site: Site) -> None:
    lines = made(site, kind, id="fresh").splitlines()
    assert all("  # " in line for line in lines if re.search(r":( \[\]| >-)?(  #.*)?$", line))


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_a_scaffold_begins_with_the_schema_for_the_editor(kind: str, site: Site) -> None:
    first = made(site, kind, id="fresh").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json"


# Kinds and ids


@pytest.mark.parametrize(
    ("word", "folder"),
    [
        ("meeting", "meetings"),
        ("Meetings", "meetings"),
        ("person", "people"),
        ("organisation", "organizations"),
    ],
)
def test_kind_is_known_in_singular_and_plural(word: str, folder: str, site: Site) -> None:
    assert scaffold(Wanted(word, id="fresh"), site, TODAY).path == f"{folder}/fresh.yaml"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted("meetign"), "Did you mean “meeting”?"),
        (Wanted("xyzzy"), "The kinds are: person, board"),
        (Wanted("glossary"), "there is one glossary.yaml"),
        (Wanted("person", title="Ann"), "taken by people/ann.yaml. Give another one, such as “ann-2”"),
        (Wanted("topic", id="ann"), "taken by people/ann.yaml"),
        (Wanted("topic", id="society"), "taken by boards/club.yaml, as an earlier id"),
        (Wanted("topic", id="Sea Wall"), "Write “sea-wall”, or give the words with --title."),
        (Wanted("topic", id="con"), "kept for something else"),
        (Wanted("page", id="timeline"), "kept for something else"),
        (Wanted("person", title="李明"), "throughline new person ID"),
        (Wanted("person"), "Give --title, or an ID"),
        (Wanted("meeting", boards=("club",)), "give --board and --date"),
        (Wanted("meeting", boards=("clubb",), date="2020"), "Did you mean “club”?"),
        (Wanted("meeting", boards=("xyzzy",), date="2020"), "throughline new board xyzzy"),
        (Wanted("meeting", boards=("ann",), date="2020"), "there is no body “ann”"),
        (Wanted("event", title="Fair", date="30/02/2017"), "year first"),
        (Wanted("topic", title="Fair", date="2017"), "a topic has no date"),
        (Wanted("person", title="Eve", boards=("club",)), "Members are written on the body"),
        (Wanted("document", title="Eve", boards=("club", "town")), "names one body only"),
        (Wanted("event", title="Eve", items=("One",)), "an event has no agenda"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_plain_words(wanted: Wanted, words: str, site: Site) -> None:
    with pytest.raises(ScaffoldError, match=re.escape(words)):
        scaffold(wanted, site, TODAY)


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        (Wanted("person", title="Zoë O’Brien-Šmíd"), "people/zoe-obrien-smid.yaml"),
        (Wanted("meeting", boards=("club",), date="2019-03-05"), "meetings/club-2019-03-05.yaml"),
        (Wanted("meeting", boards=("club",), date="2019-03"), "meetings/club-2019-03.yaml"),
        (Wanted("recommendation", boards=("club",), date="2019-03-05"), "recommendations/club-2019-1.yaml"),
        (Wanted("recommendation", boards=("club",), date="2019-03-05", title="Light it"),
         "recommendations/light-it.yaml"),
        (Wanted("visit", boards=("club",), date="2019-03-05"), "visits/club-2019-03-05.yaml"),
    ],
)  # fmt: skip
def test_id_is_made_from_what_was_said(wanted: Wanted, path: str, site: Site) -> None:
    assert scaffold(wanted, site, TODAY).path == path


def test_a_long_title_makes_an_id_that_ends_with_a_word() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 12)
    assert len(slug("x" * 200)) == 60


@pytest.mark.parametrize(
    "text",
    ["Planning: a review", "Null", "yes", "#1", "- dash", "It’s “quoted”", "a  # b", "Ends:", "[x]", "& Co",
     "007", "Ann’s “own” \\ way", "Library Committee, 12 March 2025: minutes", "'x", "@name", "Straße"],
)  # fmt: skip
def test_a_title_is_read_as_it_was_said(text: str) -> None:
    parsed, found = parse(f"title: {scalar(text)}\n")
    assert not found
    assert parsed.data == {"title": text}


# A meeting


def attendance(text: str) -> str:
    return text[text.index("attendance:") : text.index("items:")]


def test_members_as_at_the_day_are_listed_chair_first(site: Site) -> None:
    listed = attendance(made(site, "meeting", boards=("club",), date="2019-03-05"))
    assert re.findall(r"^  - (?:person|name_as_written): (.*)$", listed, re.MULTILINE) == [
        "ann  # Ann Lee: Chairman, in office from 1 May 2018",
        "bob  # Bob Orr: Vice-chair, in office from 1 May 2018",
        "dan  # Dan Roe: Member, last recorded 5 June 2018",
        "A churchwarden  # Member, in office from 1 May 2018",
    ]
    assert "\n  # - person:  # Who came for Town. Member, no dates recorded.\n" in listed


def test_a_body_of_seats_that_nobody_is_named_for_has_no_list_yet(tmp_path: Path) -> None:
    panel = """
        name: Panel
        classification: Panel
        members:
          - organization: town
          - role: clerk
          - role: clerk
        """
    known = {**LEAST, "boards/panel.yaml": panel}
    text = made(check(options(write(tmp_path, known))), "meeting", boards=("panel",), date="2019-03-05")
    assert re.findall(r"^# +- person:  # (.*)$", text, re.MULTILINE) == [
        "Who came for Town. Member, no dates recorded.",
        "Who came. Clerk, no dates recorded.",
        "Who came. Clerk, no dates recorded.",
    ]
    filled_in = filled(text, FOLDERS["meetings"])
    assert problems(tmp_path, "meetings/panel-2019-03-05.yaml", filled_in) == []


def test_whoever_sat_earlier_is_listed_for_an_earlier_day_only(site: Site) -> None:
    listed = attendance(made(site, "meeting", boards=("club",), date="2018-02-01"))
    assert re.findall(r"person: (\w+)", listed) == ["cat"]


def test_whether_a_member_came_is_left_blank(site: Site, tmp_path: Path) -> None:
    text = made(site, "meeting", boards=("club",), date="2019-03-05", items=("Rope",))
    found = problems(tmp_path, "meetings/club-2019-03-05.yaml", text)
    assert [code for code, _ in found] == ["value-not-allowed"] * 4


def test_prefilled_meeting_with_its_blanks_filled_has_no_problem(site: Site, tmp_path: Path) -> None:
    text = made(site, "meeting", boards=("club",), date="2019-03-05", items=("Rope", "Chain: a review"))
    path = "meetings/club-2019-03-05.yaml"
    assert problems(tmp_path / "asked", path, filled(text, FOLDERS["meetings"])) == []
    everything = filled(with_all_that_is_offered(text), FOLDERS["meetings"])
    assert problems(tmp_path / "offered", path, everything) == []


def test_a_meeting_yet_to_come_passes_as_it_is(site: Site, tmp_path: Path) -> None:
    text = made(site, "meeting", boards=("club",), date="2020-03-05", items=("Rope",))
    assert "status: scheduled" in text
    assert "\n#   - person: ann" in text
    path = "meetings/club-2020-03-05.yaml"
    assert problems(tmp_path / "asked", path, text) == []
    everything = filled(with_all_that_is_offered(text), FOLDERS["meetings"])
    assert problems(tmp_path / "offered", path, everything) == []


def test_minutes_run_on_through_the_municipal_year(site: Site) -> None:
    text = made(site, "meeting", boards=("club",), date="2019-03-05", items=("Rope", "Chain"))
    assert re.findall(r"minute_number: (\d+)", text) == ["42", "43"]
    assert "The last we have is 41b, of 2 October 2018" in text


def test_no_number_is_made_up_in_a_new_municipal_year(site: Site) -> None:
    text = made(site, "meeting", boards=("club",), date="2019-05-14", items=("Rope",))
    assert not re.search(r"minute_number: \d", text)
    assert "41b, of 2 October 2018, in an earlier municipal year" in text


def test_no_number_comes_from_a_later_meeting(site: Site) -> None:
    assert not re.search(r"minute_number: \d", made(site, "meeting", boards=("club",), date="2018-06-05"))


def test_items_get_permanent_ids_from_their_titles(site: Site) -> None:
    text = made(
        site, "meeting", boards=("club",), date="2020-03-05", items=("The Budget", "The budget", "李")
    )
    assert re.findall(r"^  - id: (.*)$", text, re.MULTILINE) == ["the-budget", "item-2", "item-3"]


def test_a_source_given_once_stands_under_every_statement(site: Site) -> None:
    text = made(site, "meeting", boards=("club",), date="2019-03-05", items=("Rope",), source="paper#p1")
    assert attendance(text).count("sources: [paper#p1]") == 5
    assert "sources: []" not in text


def test_a_body_that_shares_its_id_is_named_with_its_kind(tmp_path: Path) -> None:
    both: Content = {
        **LEAST,
        "boards/books.yaml": "name: B\nclassification: b\n",
        "topics/books.yaml": "name: B\n",
    }
    shared = check(options(write(tmp_path, both)))
    assert "\nmade_by: [boards/books]\n" in made(shared, "recommendation", id="x", boards=("boards/books",))


def test_without_settings_a_scaffold_is_made_all_the_same(tmp_path: Path) -> None:
    bare = check(options(write(tmp_path, {"topics/rope.yaml": "name: Rope\n"})))
    assert codes(bare.problems) == ["site-missing"]
    assert made(bare, "meeting", id="first").startswith("# yaml")
    with pytest.raises(ScaffoldError, match=r"no site\.yaml"):
        made(bare, "meeting", boards=("club",), date="2020")


def test_same_words_make_the_same_bytes(site: Site) -> None:
    said = Wanted("meeting", boards=("club",), date="2019-03-05")
    assert scaffold(said, site, TODAY) == scaffold(said, site, TODAY)
    assert scaffold(said, site, date(2018, 1, 1)) != scaffold(said, site, TODAY)
