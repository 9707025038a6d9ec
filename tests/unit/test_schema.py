"""The schemas say what the models say: the same is right and wrong to an editor and to the build."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT7
from written import LEAST, link, write

from generator import parsing, schema, sources
from generator.parsing import Quoted
from generator.records import FOLDERS, SINGLES, Shape, shapes
from generator.records.entries import Citation, Model
from generator.schema import ids
from generator.schema.models import model_schema

PROJECT = Path(__file__).parents[2]
KINDS = FOLDERS | SINGLES

CONTENT = {
    "people/jo-arden.yaml": "name: Jo Arden\npublic_role: Councillor\n",
    "people/sam.yaml": "name: Sam\npublic_role: Councillor\npublication: draft\n",
    "boards/committee.yaml": """\
        name: Committee
        classification: committee
        aliases: [old-committee]
        posts:
          - id: chair
            label: Chairman
        """,
    "topics/2016.yaml": "name: The year\n",
    "topics/budget.yaml": "name: Budget\n",
    "plans/budget.yaml": "title: The budget\n",
    "documents/minutes.yaml": """\
        title: Minutes
        classification: minutes
        outline:
          - id: minute-14
            printed: "14"
            heading: Opening hours
          - id: "15"
        """,
    "visits/first.yaml": "title: [A mistake]\n",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schemas of some content, by name."""
    folder = write(tmp_path_factory.mktemp("content"), {**LEAST, **CONTENT})
    return {name: json.loads(text) for name, text in schema.files(folder).items()}


def validator(described: Any, known: Any) -> Any:
    ids_file = DRAFT7.create_resource(known)
    return jsonschema.Draft7Validator(described, registry=Registry().with_resource(schema.IDS_FILE, ids_file))


# How YAML 1.2 reads a value that is not quoted; all else is text.
TYPED: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"null|Null|NULL|~", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda word: word.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
)


def as_an_editor(value: Any) -> Any:
    """Give a value, and all in it, the type that an editor sees."""
    if isinstance(value, dict):
        return {key: as_an_editor(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_an_editor(one) for one in value]
    if value is None or isinstance(value, Quoted):
        return value if value is None else str(value)
    return next((read_as(value) for form, read_as in TYPED if re.fullmatch(form, value)), value)


def read(path: str, text: str) -> Any:
    parsed, problems = parsing.parse(sources.SourceFile(path, text))
    assert parsed is not None
    assert not problems
    return as_an_editor(parsed.data)


# What is written


def test_every_kind_has_a_schema_that_is_one(written: dict[str, Any]) -> None:
    assert written.keys() == {schema.schema_name(kind) for kind in KINDS} | {schema.IDS_FILE}
    for described in written.values():
        jsonschema.Draft7Validator.check_schema(described)


def test_every_field_is_explained_and_no_other_may_stand_there(written: dict[str, Any]) -> None:
    groups = [group for described in written.values() for group in _groups(described)]
    assert len(groups) > 100
    for group in groups:
        assert group["additionalProperties"] is False
        assert all(field["description"] for field in group["properties"].values())


def _groups(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "properties" in value and "title" in value:
            yield value
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _groups(one)


def test_nothing_made_up_is_offered_as_a_value(written: dict[str, Any]) -> None:
    """An editor offers examples and defaults to take over, and the word null where the type is allowed."""
    for text in map(json.dumps, written.values()):
        assert '"examples"' not in text
        assert '"default":' not in text
        assert '"null"' not in text


def test_committed_schemas_are_those_of_the_models() -> None:
    """The ids may lag behind the content, as a clerk in a browser cannot renew them; the fields may not."""
    assert schema.stale(schema.model_files(), PROJECT / schema.FOLDER) == [], "run: throughline schema"
    assert (PROJECT / schema.FOLDER / schema.IDS_FILE).is_file()


def test_committed_settings_of_the_editor_are_those_of_the_program() -> None:
    for name, text in schema.editor_files().items():
        assert (PROJECT / ".vscode" / name).read_text(encoding="utf-8") == text


def test_each_id_has_a_line_of_its_own(written: dict[str, Any], tmp_path: Path) -> None:
    text = schema.files(write(tmp_path, {**LEAST, **CONTENT}))[schema.IDS_FILE]
    assert json.loads(text) == written[schema.IDS_FILE]
    assert re.search(r'^ +"jo-arden",\n +"sam"$', text, re.MULTILINE)


# A word that YAML has another meaning for, in a file that is right to the build: see DEVIATIONS.
MARKED_IN_TOWN = {"people/amos-null.yaml": ["$.sources_differ[0].accounts[0].value"]}


@pytest.mark.parametrize(("content", "marked"), [("content", {}), ("tests/town/content", MARKED_IN_TOWN)])
def test_every_real_file_is_right_to_an_editor(content: str, marked: dict[str, list[str]]) -> None:
    known = ids.known_ids(PROJECT / content)
    read_all, _ = sources.read(PROJECT / content)
    checks = {kind: validator(model_schema(model), known) for kind, model in KINDS.items()}
    wrong: dict[str, list[str]] = {}
    for file in read_all:
        parsed, _ = parsing.parse(file)
        assert parsed is not None
        check = checks[file.folder or file.stem]
        errors = [error.json_path for error in check.iter_errors(as_an_editor(parsed.data))]
        wrong |= {file.path: errors} if errors else {}
    assert len(read_all) > 20
    assert wrong == marked


# Known ids


def listed(written: dict[str, Any], kind: str) -> dict[Any, str]:
    known = written[schema.IDS_FILE]["definitions"][kind]
    return dict(zip(known["enum"], known["enumDescriptions"], strict=True))


def test_ids_stand_there_with_their_names_drafts_too(written: dict[str, Any]) -> None:
    assert listed(written, "people") == {"jo-arden": "Jo Arden", "sam": "Sam"}
    assert listed(written, "posts") == {"committee#chair": "Chairman (Committee)"}


def test_places_of_documents_stand_there_as_they_are_cited(written: dict[str, Any]) -> None:
    assert listed(written, "places") == {
        "minutes": "Minutes",
        "minutes#15": "15 (Minutes)",
        "minutes#minute-14": "14: Opening hours (Minutes)",
    }


def test_a_file_with_mistakes_can_be_referred_to(written: dict[str, Any]) -> None:
    assert listed(written, "visits") == {"first": "first"}


def test_an_id_of_two_kinds_is_offered_with_its_kind(written: dict[str, Any]) -> None:
    assert listed(written, "shared") == {"plans/budget": "The budget", "topics/budget": "Budget"}


def test_an_id_that_looks_like_a_number_is_known_without_quotes(written: dict[str, Any]) -> None:
    assert listed(written, "topics") == {"2016": "The year", "budget": "Budget", 2016: "The year"}


def test_many_ids_are_listed_in_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ids, "AT_ONCE", 2)
    known = ids.known_ids(write(tmp_path, {**LEAST, **CONTENT}))["definitions"]
    assert [part["enum"] for part in known["places"]["anyOf"][1:]] == [
        ["minutes", "minutes#15"],
        ["minutes#minute-14"],
    ]
    assert known["people"]["enum"] == ["jo-arden", "sam"]


def test_too_many_ids_are_not_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ids, "MOST", 1)
    known = ids.known_ids(write(tmp_path, {**LEAST, **CONTENT}))
    assert "enum" not in known["definitions"]["people"]
    assert known["definitions"]["boards"]["enum"] == ["committee"]
    checks = {kind: validator(known["definitions"][kind] | known, known) for kind in ("people", "places")}
    assert checks["people"].is_valid("anybody")
    assert checks["places"].is_valid("minutes")
    assert checks["places"].is_valid("minutes#minute-99")
    assert not checks["places"].is_valid("minuets")


ATTENDED = "bodies: [committee]\ndate: 2016\nattendance:\n  - person: {}\n"
HELD = "name: B\nclassification: board\nmembers:\n  - post: {}\n"
CITED = "name: T\nsources: [{}]\n"
ABOUT = "title: E\nclassification: launch\ndate: 2016\nabout: [{}]\n"
# To the build each of these is right or wrong as the last column says, in the content above.
REFERENCES = [
    ("meetings/x.yaml", ATTENDED, "jo-arden", True),
    ("meetings/x.yaml", ATTENDED, "people/jo-arden", True),
    ("meetings/x.yaml", ATTENDED, "jo-ardn", False),
    ("meetings/x.yaml", ATTENDED, "committee", False),
    ("meetings/x.yaml", ATTENDED, "boards/committee", False),
    ("meetings/x.yaml", ATTENDED, '"#chair"', False),
    ("meetings/x.yaml", ATTENDED.replace("[committee]", "[old-committee]"), "jo-arden", True),
    ("meetings/x.yaml", ATTENDED.replace("[committee]", "[commitee]"), "jo-arden", False),
    ("boards/x.yaml", HELD, "committee#chair", True),
    ("boards/x.yaml", HELD, "old-committee#chair", True),
    ("boards/x.yaml", HELD, "boards/committee#chair", True),
    ("boards/x.yaml", HELD, "committee#chare", False),
    ("boards/x.yaml", HELD, "committee", False),
    ("boards/x.yaml", HELD + "posts:\n  - id: head\n    label: Head\n", '"#head"', True),
    ("topics/x.yaml", CITED, "minutes", True),
    ("topics/x.yaml", CITED, "minutes#minute-14", True),
    ("topics/x.yaml", CITED, "minutes#15", True),
    ("topics/x.yaml", CITED, "documents/minutes#minute-14", True),
    ("topics/x.yaml", CITED, "minutes#minute-99", False),
    ("topics/x.yaml", CITED, "minuets#minute-14", False),
    ("topics/x.yaml", CITED, "{document: minutes, at: minute-14}", True),
    ("topics/x.yaml", CITED, "{document: minuets, at: minute-14}", False),
    ("topics/x.yaml", CITED, "{document: minutes, place: minute-14}", False),
    ("events/x.yaml", ABOUT, "committee", True),
    ("events/x.yaml", ABOUT, "committee#chair", True),
    ("events/x.yaml", ABOUT, "topics/budget", True),
    ("events/x.yaml", ABOUT, '"2016"', True),
    ("events/x.yaml", ABOUT, "2016", True),
    ("events/x.yaml", ABOUT, "comittee", False),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "reference", "right"), REFERENCES)
def test_editor_and_build_agree_on_references(
    written: dict[str, Any], path: str, text: str, reference: str, right: bool
) -> None:
    filled = text.replace("{}", reference)
    kind = path.partition("/")[0]
    data = read(path, filled)
    check = validator(written[schema.schema_name(kind)], written[schema.IDS_FILE])
    assert check.is_valid(data) is right
    assert _is_right_to_the_build(path, filled) is right


def _is_right_to_the_build(path: str, text: str) -> bool:
    content = {name: text_ for name, text_ in CONTENT.items() if not name.startswith("visits/")}
    try:
        return not link({**content, path: text})[1]
    except AssertionError:
        return False


# The same values are right and wrong

WORDS = (
    "5", "05", "1.5", "-5", "1e5", "1.0", "999999999999999", "9999999999999999", "true", "True", "null", "~",
    "NO", "two words", "part-1", "Part 1", "part--1", "5.7.12-second", "people/jo", "19:30", "9:30", "24:00",
    "2016", "0999", "9999", "2016-06", "2016-13", "2016-6-1", "2016-06-27", "2016-06-27~", "2016-06-31",
    "2016-02-29", "2017-02-29", "2017-02-30", "2017-21", "2017-25", "2016-04/2016-06", "2016-06/2016-04",
    "2017-01/..", "2017-01/", "../2016-09-30", "/2016", "../..", "financial 2016/17", "financial 2016/18",
    "lunar 2016/17", "12/03/2017", "https://example.org/a", "http://x", "https://", "example.org",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    *WORDS, *map(Quoted, ("", "  ", "5", "1.5", "true", "null", "2016", " part-1 ", "a\tb", "a\x07b")),
    None, [], ["a"], [None], [[]], {}, {"x": "y"},
)  # fmt: skip

# Where an editor and the build differ on purpose, or because what the one sees the other cannot.
DEVIATIONS: dict[str, set[Any]] = {
    "true, false and null are words to the build; an editor asks for quotes": {"true", "True", "null", "~"},
    "an editor reads 1e5 and 1.0 as numbers; the build wants digits": {"1e5", "1.0"},
    "an editor takes True for true": {"True"},
    "an editor does not know the leap years": {"2017-02-29"},
    "an editor does not see that a range ends before it starts": {"2016-06/2016-04"},
    "an editor does not add one to the year of financial 2016/18": {"financial 2016/18"},
    "the build takes away the blanks around a value": {" part-1 "},
    "an editor does not look for invisible characters": {"a\x07b"},
    "an editor marks a group with nothing in it yet": {None},
}


def every_kind_of_field() -> dict[tuple[Any, ...], tuple[type[Model], Shape]]:
    """One field for each way that fields differ in what they take."""
    found: dict[tuple[Any, ...], tuple[type[Model], Shape]] = {}
    for model in every_model():
        for shape in shapes(model).values():
            way = (shape.form, bool(shape.ref), shape.many, shape.optional, shape.least, shape.choices)
            found.setdefault((*way, shape.model, shape.type), (model, shape))
    return found


def every_model() -> list[type[Model]]:
    found: dict[type[Model], None] = dict.fromkeys(KINDS.values())
    for model in list(found):
        _gather(model, found)
    return list(found)


def _gather(model: type[Model], found: dict[type[Model], None]) -> None:
    for shape in shapes(model).values():
        if shape.model and shape.model not in found:
            found[shape.model] = None
            _gather(shape.model, found)


SAMPLES = {
    "line": "Words", "text": "Words", "own id": "part-1", "earlier id": "old", "place id": "5.1",
    "time": "19:30", "whole number": "5", "number": "1.5", "true or false": "true", "web address": "https://example.org",
    "web or e-mail address": "office@council.example",
    "date": "2016", "day": "2016-06-27", "destination": "/timeline/",
}  # fmt: skip


def sample(shape: Shape) -> Any:
    """A value that is right for a field."""
    one = _one_sample(shape)
    return [one] * max(shape.least, 1) if shape.many else one


def _one_sample(shape: Shape) -> Any:
    if shape.model:
        return least(shape.model)
    if shape.type is dict:
        return {"some-problem": shape.choices[0]}
    return SAMPLES[shape.form.name] if shape.form else shape.choices[0]


def least(model: type[Model]) -> dict[str, Any]:
    """The least that a group of fields must hold."""
    return {name: sample(shape) for name, shape in shapes(model).items() if shape.required}


def takes_any_id() -> Any:
    """The file of ids, as it would be if every id were known."""
    anything = {"type": ["string", "number"], "pattern": r"\S"}
    return {"definitions": dict.fromkeys((*ids.KINDS, "any", "shared", "places", "earlier"), anything)}


def is_right_to_the_model(model: type[Model], data: Any) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def test_editor_and_build_agree_on_the_values_of_every_kind_of_field() -> None:
    known = takes_any_id()
    differ: dict[Any, list[str]] = {}
    fields = every_kind_of_field().values()
    assert len(fields) > 80
    for model, shape in fields:
        check = validator(model_schema(model), known)
        right = {**least(model), shape.name: sample(shape)}
        assert is_right_to_the_model(model, right), (model, right)
        assert check.is_valid(as_an_editor(right)), (model, right)
        for value in (*VALUES, *shape.choices):
            data = {**right, shape.name: value}
            if check.is_valid(as_an_editor(data)) != is_right_to_the_model(model, data):
                key = value if value is None or isinstance(value, str) else repr(value)
                differ.setdefault(key, []).append(f"{model.__name__}.{shape.name}")
    named = {value for values in DEVIATIONS.values() for value in values}
    assert {value: where for value, where in differ.items() if value not in named} == {}
    assert named - differ.keys() == set()
    groups = {shape.name for model in every_model() for shape in shapes(model).values() if shape.model}
    assert {where.partition(".")[2] for where in differ[None]} <= groups


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_editor_and_build_agree_on_the_fields_of_every_group(model: type[Model]) -> None:
    check = validator(model_schema(model), takes_any_id())
    right = least(model)
    cases = [right, {**right, "titel": "x"}, {**right, "<<": "x"}]
    cases += [{name: value for name, value in right.items() if name != left_out} for left_out in right]
    for data in cases:
        assert check.is_valid(as_an_editor(data)) is is_right_to_the_model(model, data), data
    assert is_right_to_the_model(model, right)
    assert model is Citation or not is_right_to_the_model(model, "words")
    assert not check.is_valid(["words"])


# The line that leads to a schema


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("people/jo.yaml", "# yaml-language-server: $schema=../../schemas/people.schema.json"),
        ("site.yaml", "# yaml-language-server: $schema=../schemas/site.schema.json"),
    ],
)
def test_the_line_leads_from_a_file_to_its_schema(path: str, line: str) -> None:
    assert schema.modeline(path) == line


def test_the_line_changes_nothing_for_the_build() -> None:
    text = "name: Jo\npublic_role: Councillor\n"
    marked = schema.with_modeline("people/jo.yaml", text)
    assert read("people/jo.yaml", marked) == read("people/jo.yaml", text)
    assert marked.endswith(f"\n{text}")


@pytest.mark.parametrize("text", ["name: Jo\n", "# A remark\nname: Jo\n", "\ufeffname: Jo\r\n", ""])
def test_the_line_is_put_there_once_and_renewed(text: str) -> None:
    marked = schema.with_modeline("people/jo.yaml", text)
    assert schema.with_modeline("people/jo.yaml", marked) == marked
    moved = schema.with_modeline("topics/jo.yaml", marked)
    assert moved == marked.replace("people.schema", "topics.schema")
    assert marked.replace(schema.modeline("people/jo.yaml"), "").replace("\r", "").lstrip("\n\ufeff") == (
        text.replace("\r", "").lstrip("\ufeff")
    )


def test_a_link_in_the_place_of_a_schema_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "own.txt", tmp_path / "schemas"
    elsewhere.write_text("mine", encoding="utf-8")
    folder.mkdir()
    for name in ("a.json", ".a.json.new"):
        (folder / name).symlink_to(elsewhere)
    schema.write({"a.json": "{}"}, folder)
    assert elsewhere.read_text(encoding="utf-8") == "mine"
    assert {path.name: path.is_symlink() for path in folder.iterdir()} == {"a.json": False}
