"""The YAML language server, as VS Code runs it, explains, offers and marks what it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from language_server import LanguageServer, node, settings

from generator import schema
from generator.scaffold.beginning import begin

PROJECT = Path(__file__).parent.parent
IN_A_BROWSER = PROJECT / "tests" / "node" / "web_editor.mjs"
SETTINGS = settings(schema.editor_files()["settings.json"])

pytestmark = pytest.mark.node

CONTENT = {
    "people/jo-arden.yaml": "name: Jo Arden\npublic_role: Councillor\n",
    "people/sam-birch.yaml": "name: Sam Birch\npublic_role: Councillor\n",
    "boards/committee.yaml": """\
        name: Library Committee
        classification: committee
        posts:
          - id: chair
            label: Chairman
        """,
    "documents/minutes.yaml": """\
        title: The minutes
        classification: minutes
        outline:
          - id: minute-14
            heading: Opening hours
        """,
}
MEETING = "content/meetings/committee-2025.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with some content and its schemas."""
    folder = tmp_path_factory.mktemp("project")
    for path, text in CONTENT.items():
        full = folder / "content" / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(dedent(text), encoding="utf-8")
    schema.write(schema.files(folder / "content"), folder / schema.FOLDER)
    return folder


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[LanguageServer]:
    server = LanguageServer(project.as_uri(), SETTINGS)
    yield server
    server.close()


def meeting(rest: str) -> str:
    return f"bodies: [committee]\ndate: 2025-03-12\n{rest}"


# What it offers


def test_it_offers_the_ids_of_people_with_their_names(editor: LanguageServer) -> None:
    offered = editor.complete(MEETING, meeting("attendance:\n  - person: ▮\n"))
    assert {label: item["documentation"] for label, item in offered.items()} == {
        "jo-arden": "Jo Arden",
        "sam-birch": "Sam Birch",
    }


def test_it_offers_ids_in_a_list_and_while_a_word_is_half_written(editor: LanguageServer) -> None:
    assert {*editor.complete(MEETING, "bodies:\n  - ▮\n")} == {"committee"}
    assert "jo-arden" in editor.complete(MEETING, meeting("attendance:\n  - person: jo▮\n"))


def test_it_offers_entries_and_places_with_their_names(editor: LanguageServer) -> None:
    offered = editor.complete("content/boards/x.yaml", "name: X\nclassification: y\nmembers:\n  - post: ▮\n")
    assert offered["committee#chair"]["documentation"] == "Chairman (Library Committee)"
    offered = editor.complete(MEETING, meeting("sources:\n  - ▮\n"))
    assert offered["minutes#minute-14"]["documentation"] == "minute-14: Opening hours (The minutes)"


def test_it_offers_choices_and_fields_but_no_made_up_values(editor: LanguageServer) -> None:
    offered = editor.complete(MEETING, meeting("attendance:\n  - person: jo-arden\n    status: ▮\n"))
    assert "apologies" in offered
    assert "null" not in offered
    assert "attendance" in editor.complete(MEETING, meeting("▮"))
    assert editor.complete(MEETING, "bodies: [committee]\ndate: ▮\n") == {}
    assert editor.complete(MEETING, meeting("title: ▮\n")) == {}


def test_it_writes_out_what_a_new_entry_needs(editor: LanguageServer) -> None:
    offered = editor.complete(MEETING, meeting("it▮"))
    assert "- id: $1" in offered["items"]["insertText"]
    assert "title: $2" in offered["items"]["insertText"]


# What it explains


def test_it_explains_a_field_and_how_to_write_it(editor: LanguageServer) -> None:
    explained = editor.hover(MEETING, "bodies: [committee]\nda▮te: 2025-03-12\n")
    assert "day of the meeting" in explained
    assert "2016-06-27" in explained


def test_it_says_which_values_there_are_and_what_counts_without_one(editor: LanguageServer) -> None:
    explained = editor.hover(MEETING, meeting("sta▮tus: cancelled\n"))
    assert "it counts as: held" in explained
    assert "* `postponed`" in explained


def test_it_says_first_whom_an_id_means(editor: LanguageServer) -> None:
    explained = editor.hover(MEETING, meeting("attendance:\n  - person: sam-b▮irch\n"))
    assert explained.index("`sam-birch`: Sam Birch") < explained.index("`jo-arden`: Jo Arden")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (meeting("sources:\n  - docu▮ment: minutes\n"), "#### Citation\n\nThe document that says so."),
        (meeting("sources: [min▮utes]\n"), "Where this stands"),
        ("bodies: [comm▮ittee]\ndate: 2025\n", "The body that met"),
        (meeting("minu▮tes:\n  document: minutes\n"), "Where the minutes are"),
    ],
)
def test_it_explains_references_in_the_words_of_their_field(
    editor: LanguageServer, text: str, words: str
) -> None:
    explained = editor.hover(MEETING, text)
    assert words in explained
    assert "||" not in explained


# What it marks


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (meeting("attendance:\n  - person: jo-ardn\n"), 3, "No record that fits here has this id."),
        ("bodies: [comittee]\ndate: 2025\n", 0, "No record that fits here has this id."),
        (meeting("sources: [minutes#minute-41]\n"), 2, "No document has this id, or it has no such place"),
        (meeting("sources:\n  - document: minuets\n"), 3, "No record that fits here has this id."),
        (meeting("atendance: []\n"), 2, "Property atendance is not allowed."),
        (meeting("status: canceled\n"), 2, "It is one of: scheduled, held, cancelled, postponed."),
        ("bodies: [committee]\ndate: 12/03/2025\n", 1, "A date is written year first"),
        ("bodies: [committee]\ndate: 2025-02-30\n", 1, "A date is written year first"),
        ("bodies: [committee]\ndate:\n", 1, "A date is written year first"),
        ("bodies: [committee]\n", 0, 'Missing property "date".'),
        ("bodies: committee\ndate: 2025\n", 0, "“bodies” is a list"),
        (meeting("start_time: 19.30\n"), 2, "A time is written as 19:30."),
        (meeting("publish_on: 2025-03\n"), 2, "A single day is wanted"),
        (meeting("links:\n  - title: T\n    url: example.org\n"), 4, "A web address starts with https://"),
        (meeting("title: Null\nsummary: true\n"), 3, "Words are wanted here. Put quotes around them"),
        (meeting("items:\n  - id: Item 1\n    title: T\n"), 3, "An id has small letters, digits"),
    ],
)
def test_it_marks_a_mistake_at_its_line_and_says_what_to_write(
    editor: LanguageServer, text: str, line: int, message: str
) -> None:
    (found,) = editor.diagnose({MEETING: text})[MEETING]
    assert found["range"]["start"]["line"] == line
    assert found["message"].startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        meeting(
            'title: Null\nstart_time: 19:30\nplace: 007\nsummary: "true"\nsources: [minutes#minute-14]\n'
        ),
        meeting("sources:\n  - document: minutes\n    at: minute-14\n    quote: Open\n"),
        meeting("topics: []\nminutes:\n  document: documents/minutes\n"),
        meeting("attendance:\n  - person:\n    name_as_written: NO\n    role: on\n"),
    ],
)
def test_it_marks_nothing_that_is_right(editor: LanguageServer, text: str) -> None:
    assert editor.messages(MEETING, text) == []


def test_it_finds_nothing_wrong_in_the_real_content(tmp_path: Path) -> None:
    content = PROJECT / "content"
    documents = {
        path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
        for path in content.rglob("*.yaml")
    }
    schema.write(schema.files(content), tmp_path / schema.FOLDER)
    editor = LanguageServer(tmp_path.as_uri(), SETTINGS)
    found = editor.diagnose(documents)
    editor.close()
    assert len(found) > 250
    assert {path: problems for path, problems in found.items() if problems} == {}


# How it finds the schemas


def test_the_line_in_a_file_leads_to_its_schema_without_settings(project: Path) -> None:
    editor = LanguageServer(project.as_uri(), {"yaml": {"schemaStore": {"enable": False}}})
    marked = schema.with_modeline("meetings/x.yaml", meeting("atendance: []\n"))
    assert editor.messages(MEETING, marked) == ["Property atendance is not allowed."]
    assert editor.messages("elsewhere/x.yaml", "atendance: []\n") == []
    editor.close()


def test_a_new_record_works_in_the_editor_as_it_comes(tmp_path: Path) -> None:
    """What `init` writes has the lines, the schemas and the settings; here the lines alone must do."""
    new = tmp_path / "record"
    begin(new, "")
    assert schema.stale(schema.files(new / "content"), new / schema.FOLDER) == []
    assert settings((new / ".vscode/settings.json").read_text(encoding="utf-8")) == SETTINGS
    documents = {
        path.relative_to(new).as_posix(): path.read_text(encoding="utf-8") for path in new.rglob("*.yaml")
        if "content" in path.parts
    }  # fmt: skip
    editor = LanguageServer(new.as_uri(), {"yaml": {"schemaStore": {"enable": False}}})
    assert {path: problems for path, problems in editor.diagnose(documents).items() if problems} == {}
    misspelt = {path: f"{text}zzz: x\n" for path, text in documents.items()}
    assert [len(problems) for problems in editor.diagnose(misspelt).values()] == [1] * len(documents)
    editor.close()


def test_the_line_in_a_file_works_in_a_browser(project: Path) -> None:
    """On github.dev the settings lead nowhere, as the server takes their paths for paths on a disk."""
    opened = "/owner/name"
    command = [node(), "--conditions=browser", str(IN_A_BROWSER), opened, str(project)]
    editor = LanguageServer(f"vscode-vfs://github{opened}", SETTINGS, *command)
    unmarked = meeting("attendance:\n  - person: jo-ardn\n")
    marked = schema.with_modeline("meetings/x.yaml", unmarked)
    assert editor.messages(MEETING, marked)[0].startswith("No record that fits here has this id.")
    offered = editor.complete(MEETING, marked.replace("jo-ardn", "▮"))
    assert offered["jo-arden"]["documentation"] == "Jo Arden"
    editor.close()
