"""Typed records: what each kind needs, what each field refuses and how that is said, what may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from written import codes, only, parse, read, read_all, read_one

from generator import records
from generator.parsing import Parsed, Path, Quoted
from generator.problems import Problem
from generator.records import FOLDERS, SINGLES, Shape, shapes
from generator.records.entries import Model
from generator.sources import SourceFile

# The least of each kind: each line is a required field.
LEAST = {
    "people": "name: Jo\npublic_role: councillor\n",
    "boards": "name: Board\nclassification: board\n",
    "organizations": "name: Town\nclassification: council\n",
    "meetings": "bodies: [b]\ndate: 2016-06-27\n",
    "decisions": "title: T\nclassification: direction\ndate: 2016\n",
    "inspections": "title: T\nby: o\nof: [o]\ndate: 2016\n",
    "visits": "title: T\nby: [o]\nto: [o]\n",
    "recommendations": "title: T\nmade_by: [o]\nasks: That it act.\n",
    "documents": "title: T\nclassification: report\n",
    "plans": "title: T\n",
    "measures": "title: T\nunit: children\nseries: [{id: a, title: T, points: [{value: 5}]}]\n",
    "events": "title: T\nclassification: launch\ndate: 2016\n",
    "topics": "name: Caseloads\n",
    "pages": "title: T\n",
    "site": "title: T\ndescription: D\ncouncil: o\n",
    "glossary": "",
    "rules": "",
    "corrections": "",
}
JO = LEAST["people"]


def path_of(kind: str) -> str:
    return f"{kind}/x.yaml" if kind in FOLDERS else f"{kind}.yaml"


def refused(text: str, path: str = "people/x.yaml") -> Problem:
    return only(read(path, text)[1])


def test_every_kind_is_tried_here() -> None:
    assert LEAST.keys() == FOLDERS.keys() | SINGLES.keys()


@pytest.mark.parametrize("kind", LEAST)
def test_the_least_of_a_kind_is_a_record(kind: str) -> None:
    record = read_one(path_of(kind), LEAST[kind])
    assert record.kind == kind
    assert record.id == ("x" if kind in FOLDERS else kind)
    assert record.key == f"{kind}/{record.id}"
    assert type(record.written) is {**FOLDERS, **SINGLES}[kind]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, line.partition(":")[0]) for kind, text in LEAST.items() for line in text.splitlines()],
)
def test_what_a_kind_needs_cannot_be_left_out(kind: str, name: str) -> None:
    text = "note: n\n" + "".join(
        f"{line}\n" for line in LEAST[kind].splitlines() if not line.startswith(f"{name}:")
    )
    missing = [problem for problem in read(path_of(kind), text)[1] if problem.code == "field-missing"]
    problem = only(missing)
    assert f"needs “{name}”" in problem.message
    assert problem.hint.startswith(f"Add {name}: ")
    assert problem.place.line == 1


def test_an_empty_file_lacks_all_it_needs() -> None:
    problem = refused("")
    assert problem.code == "file-empty"
    assert "name and public_role" in problem.hint


def test_a_field_without_a_value_is_empty_and_reported() -> None:
    record, problems = read("people/x.yaml", JO + "summary:\nother_names: [{name: J, note: }]\n")
    assert record is not None
    assert record.written.summary is None
    assert [(str(one.place), one.code, one.severity) for one in problems] == [
        ("people/x.yaml:3:1", "field-blank", "warning"),
        ("people/x.yaml:4:25", "field-blank", "warning"),
    ]


def test_all_mistakes_of_a_record_are_reported_at_once() -> None:
    text = "nam: Jo\npublic_role: [x]\npublish_on: soon\ntopics: caseloads\n"
    assert sorted(codes(read("people/x.yaml", text)[1])) == [
        "date-form", "field-not-list", "field-not-text", "field-unknown",
    ]  # fmt: skip


def test_an_entry_with_a_mistake_still_counts_as_one() -> None:
    """Two of three mistakes said here would be untrue: there is a row, and it has a point."""
    text = "title: T\nunit: u\nseries: [{id: a, title: T, points: [{value: five}]}]\n"
    assert codes(read("measures/x.yaml", text)[1]) == ["number-form"]


# A kind, what is added to the least of it; then the code, the place, and words of message and hint.
ADDED = [
    ("people", "sumary: x\n", "field-unknown", "3:1",
     "“sumary” is not a field of a person", "Did you mean “summary”?"),
    ("people", "zzz: x\n", "field-unknown", "3:1", "not a field of a person", "The fields here are:"),
    ("boards", "posts:\n- id: a\n  label: L\n  lable: x\n", "field-unknown", "6:3",
     "“lable” is not a field of a post", "Did you mean “label”?"),
    ("people", "other_names:\n- nam: x\n  name: y\n", "field-unknown", "4:3",
     "“nam” is not a field of an other name", "Did you mean “name”?"),
    ("people", "sources: [{document: d, page: 5}]\n", "field-unknown", "3:25",
     "“page” is not a field of a citation", "The fields here are: document, at, quote, note."),
    ("people", "sources: [{at: 5}]\n", "field-missing", "3:11", "needs “document”", "Add document"),
    ("meetings", "status: canceled\n", "value-not-allowed", "3:9",
     "“status” cannot be “canceled”", "Did you mean “cancelled”? It is one of: scheduled, held, cancelled,"),
    ("meetings", "status: zzz\n", "value-not-allowed", "3:9", "cannot be “zzz”", "It is one of: scheduled"),
    ("site", "checks: {quotation-too-long: maybe}\n", "value-not-allowed", "4:30",
     "cannot be “maybe”", "error, warning, off"),
    ("people", "topics: caseloads\n", "field-not-list", "3:9",
     "“topics” is a list, but there is the text “caseloads”", "hyphen in front"),
    ("people", "topics: {a: b}\n", "field-not-list", "3:9", "there is a group of fields", "hyphen in front"),
    ("people", "topics:\n", "field-not-list", "3:8", "there is nothing", "hyphen in front"),
    ("people", "sources: report#5\n", "field-not-list", "3:10", "there is the text “report#5”", "hyphen"),
    ("people", "links: [home]\n", "field-not-group", "3:9",
     "a group of fields is wanted here, but there is the text “home”", "The fields are: title, url."),
    ("meetings", "minutes: m\n", "field-not-group", "3:10", "there is the text “m”", "document, status"),
    ("people", "text: ' '\n", "field-empty", "3:7", "nothing is written here", "leave the whole line out"),
    ("people", "sources: ['#5']\n", "field-empty", "3:11", "in “document”: nothing is written here", ""),
    ("people", 'summary: "a\\x07b"\n', "text-control-character", "3:10", "in “summary”", "U+0007"),
    ("people", 'text: "a\\Lb"\n', "text-control-character", "3:7", "in “text”", "U+2028"),
    ("people", "sources_differ:\n- field: f\n  accounts: [{value: v}]\n", "field-too-few", "5:13",
     "“accounts” needs at least 2", "Add what is missing"),
    ("meetings", "start_time: 7.30pm\n", "time-form", "3:13", "“7.30pm” is not a time", "as 19:30"),
    ("meetings", "start_time: 24:00\n", "time-form", "3:13", "“24:00” is not a time", ""),
    ("people", "publish_on: 2017-02-30\n", "date-form", "3:13", "February 2017 has 28 days", ""),
    ("people", "publish_on: 2017-03\n", "date-not-a-day", "3:13", "a single day is wanted", "month and day"),
    ("people", "links:\n- {title: t, url: example.org}\n", "link-form", "4:19",
     "“example.org” is not a web address: it starts with https://", ""),
    ("people", "links:\n- {title: t, url: 'javascript:x'}\n", "link-form", "4:19", "not a web address", ""),
    ("boards", "posts: [{id: The Chair, label: l}]\n", "id-form", "3:14", "“The Chair” is not an id", ""),
    ("documents", "outline: [{id: 'para 5'}]\n", "locator-form", "3:16", "“para 5” is no place id", ""),
    ("site", "newest_first: yes\n", "true-or-false", "4:15", "but there is “yes”", "without quotes"),
    ("site", 'newest_first: "true"\n', "true-or-false", "4:15", "true or false is wanted", "without quotes"),
    ("visits", "number: three\n", "number-form", "4:9", "a whole number is wanted", "“three”"),
    ("visits", 'number: "3"\n', "number-form", "4:9", "a whole number is wanted", "without quotes"),
    ("visits", "number: -3\n", "number-form", "4:9", "a whole number is wanted", "signs"),
    ("visits", "number: 3.0\n", "number-form", "4:9", "a whole number is wanted", "digits only"),
    ("visits", "number: ٣\n", "number-form", "4:9", "a whole number is wanted", "digits only"),
]  # fmt: skip

# The same, where the mistake is in what a kind needs.
NEEDED = [
    ("people", "name: {a: b}\npublic_role: x\n", "field-not-text", "1:7",
     "in “name”: text is wanted here, but there is a group of fields", "after the colon"),
    ("people", "name: [a]\npublic_role: x\n", "field-not-text", "1:7", "there is a list", "after the colon"),
    ("people", "name:\npublic_role: x\n", "field-not-text", "1:6", "there is nothing", "after the colon"),
    ("people", 'name: ""\npublic_role: x\n', "field-empty", "1:7", "nothing is written", "the whole line"),
    ("meetings", "bodies: []\ndate: 2016\n", "field-too-few", "1:9", "“bodies” needs at least 1", "Add what"),
    ("meetings", "bodies: [b]\ndate: 2016-13\n", "date-form", "2:7", "there is no month 13", ""),
]  # fmt: skip
REFUSED = [(kind, LEAST[kind] + text, *rest) for kind, text, *rest in ADDED] + NEEDED


@pytest.mark.parametrize(
    ("kind", "text", "code", "place", "message", "hint"),
    REFUSED,
    ids=[f"{row[2]}: {row[1].splitlines()[-1]}" for row in REFUSED],
)
def test_what_is_refused_where_and_how_it_is_said(
    kind: str, text: str, code: str, place: str, message: str, hint: str
) -> None:
    problem = refused(text, path_of(kind))
    assert (problem.code, str(problem.place)) == (code, f"{path_of(kind)}:{place}")
    assert message in problem.message
    assert hint in f"{problem.message} {problem.hint}"


# Files and names

FILES = [
    ("peple/x.yaml", "folder-unknown", "Did you mean “people”?"),
    ("zzz/x.yaml", "folder-unknown", "The folders are: people, boards,"),
    ("people/old/x.yaml", "folder-unknown", "people"),
    ("x.yaml", "folder-unknown", "The folders are: people, boards,"),
    ("people/Jo.yaml", "id-form", "small letters"),
    ("people/jo arden.yaml", "id-form", "small letters"),
    ("people/jo_arden.yaml", "id-form", "hyphens"),
    ("people/jo--arden.yaml", "id-form", "single hyphens"),
    ("people/-jo.yaml", "id-form", "small letters"),
    ("people/jo..yaml", "id-form", "small letters"),
    ("people/é.yaml", "id-form", "small letters"),
    ("people/con.yaml", "id-form", "keeps this name for itself"),
    ("people/nul.yaml", "id-form", "keeps this name for itself"),
    ("people/lpt1.yaml", "id-form", "keeps this name for itself"),
    ("people/index.yaml", "id-form", "keeps this name for itself"),
]


@pytest.mark.parametrize(("path", "code", "hint"), FILES)
def test_a_file_in_the_wrong_place_or_with_a_wrong_name(path: str, code: str, hint: str) -> None:
    problem = refused(JO, path)
    assert (problem.code, str(problem.place)) == (code, f"{path}:1:1")
    assert hint in problem.hint


@pytest.mark.parametrize("name", ["jo-arden", "x", "2016", "cs17036", "lpt10", "console"])
def test_a_name_that_may_be_an_id(name: str) -> None:
    assert read_one(f"people/{name}.yaml", JO).id == name


def test_any_record_may_be_markdown() -> None:
    assert read_one("people/x.md", f"---\n{JO}---\nMore.\n").written.text.source == "More.\n"


# Fields and their values

VALUES: list[tuple[str, str, str, object]] = [
    ("people", "name: Null\npublic_role: NO\n", "name", "Null"),
    ("people", "name: 007\npublic_role: x\n", "name", "007"),
    ("people", 'name: "007"\npublic_role: x\n', "name", "007"),
    ("people", "name: |\n  Jo\n  Arden\npublic_role: x\n", "name", "Jo Arden"),
    ("meetings", LEAST["meetings"] + "start_time: 19:30\n", "start_time", "19:30"),
    ("documents", LEAST["documents"] + "number: 3.10\n", "number", "3.10"),
    ("documents", LEAST["documents"] + "read: false\n", "read", False),
    ("documents", LEAST["documents"], "read", True),
    ("visits", LEAST["visits"] + "number: 007\n", "number", 7),
    ("people", JO + "topics: []\n", "topics", ()),
    ("people", JO + "topics: [a, b]\n", "topics", ("a", "b")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "name", "value"), VALUES)
def test_the_field_decides_what_a_scalar_is(kind: str, text: str, name: str, value: object) -> None:
    found = getattr(read_one(path_of(kind), text).written, name)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("written", "value"), [("949000", "949000"), ("0.5", "0.5"), ("1.10", "1.10"), ("-3", "-3"), ("007", "7")]
)
def test_a_number_is_kept_exactly(written: str, value: str) -> None:
    text = f"title: T\nunit: u\nseries: [{{id: a, title: T, points: [{{value: {written}}}]}}]\n"
    found = read_one("measures/x.yaml", text).written.series[0].points[0].value
    assert found == Decimal(value)
    assert str(found) == str(Decimal(written))


@pytest.mark.parametrize(
    "written", ["1e3", "1,000", "£5", "+5", "5.", ".5", "1_000", '"5"', "nan", "٣", "0x1F"]
)
def test_what_is_no_number(written: str) -> None:
    money = f"money:\n- id: m\n  title: M\n  basis: total\n  amount: {written}\n"
    assert refused(LEAST["documents"] + money, "documents/x.yaml").code == "number-form"


CITATIONS = [
    ("report", ("report", None, None, None)),
    ("report#5.5.1", ("report", "5.5.1", None, None)),
    ("report#a#b", ("report", "a#b", None, None)),
    ("{document: report}", ("report", None, None, None)),
    ("{document: report, at: 5.10, quote: So it is., note: twice}", ("report", "5.10", "So it is.", "twice")),
]


@pytest.mark.parametrize(("written", "parts"), CITATIONS)
def test_the_forms_of_a_citation(written: str, parts: tuple[str | None, ...]) -> None:
    cited = only(read_one("people/x.yaml", f"{JO}sources:\n- {written}\n").written.sources)
    assert (cited.document, cited.at, cited.quote, cited.note) == parts


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_one("people/x.yaml", JO).written.name = "Al"


# Every field of every model, given each kind of wrong value, is refused in words of our own.

WRONG: list[Any] = [
    None,
    "",
    "x",
    Quoted("5"),
    "\x00",
    "9" * 5_000,
    [],
    [None],
    ["x"],
    [[]],
    {},
    {"zzz": None},
]
OURS = {
    "field-unknown", "field-missing", "field-not-text", "field-not-list", "field-not-group", "field-empty",
    "field-too-few", "value-not-allowed", "text-control-character", "date-form", "date-not-a-day",
    "time-form", "time-zone", "number-form", "true-or-false", "id-form", "locator-form", "link-form",
}  # fmt: skip
THEIRS = re.compile(r"None|\[\]|\{|'|Input|Value error|valid")


def _fields(
    model: type[Model], path: Path, seen: set[tuple[type[Model], str]]
) -> Iterator[tuple[Path, Shape]]:
    """Every field of a model and of the models in it, each once, with a path that leads to it."""
    for shape in shapes(model).values():
        if (model, shape.name) in seen:
            continue
        seen.add((model, shape.name))
        yield (*path, shape.name), shape
        if shape.model:
            yield from _fields(shape.model, (*path, shape.name, *([0] if shape.many else [])), seen)


def _at(path: Path, value: Any) -> Any:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def test_no_wrong_value_is_answered_in_words_that_are_not_ours() -> None:
    said = set()
    seen: set[tuple[type[Model], str]] = set()
    for kind, model in {**FOLDERS, **SINGLES}.items():
        for path, shape in _fields(model, (), seen):
            for value in WRONG:
                file = SourceFile(path_of(kind), "")
                _, problems = records.read(Parsed(file, _at(path, value)))
                for problem in problems:
                    if problem.code not in OURS or THEIRS.search(problem.message):
                        said.add((kind, shape.name, repr(value)[:9], problem.code, problem.message[:60]))
    assert not said


# What may be shown

DAY = date(2020, 1, 1)


def shown(files: dict[str, str], *, drafts: bool = False) -> tuple[set[str], frozenset[str], list[Problem]]:
    found, kept_back, problems = records.published(read_all(files), DAY, drafts=drafts)
    return {record.key for record in found}, kept_back, problems


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ("", True),
        ("publication: published\n", True),
        ("publication: draft\n", False),
        ("publish_on: 2019-12-31\n", True),
        ("publish_on: 2020-01-01\n", True),
        ("publish_on: 2020-01-02\n", False),
        ("publication: draft\npublish_on: 2019-12-31\n", False),
    ],
)
def test_a_draft_and_what_is_not_due_yet_are_kept_back(fields: str, is_shown: bool) -> None:
    files = {"people/x.yaml": JO + fields, "topics/y.yaml": "name: Y\n"}
    keys, kept_back, problems = shown(files)
    assert keys == {"topics/y"} | ({"people/x"} if is_shown else set())
    assert kept_back == (frozenset() if is_shown else {"people/x"})
    assert not problems
    assert shown(files, drafts=True)[:2] == ({"people/x", "topics/y"}, frozenset())


MEETING = """\
bodies: [b]
date: 2016-06-27
items:
- id: open
  title: Budget
  text: It was agreed.
  decisions:
  - {{id: budget, title: Open budget, summary: For all to see.}}
  - id: sale
    title: Secret sale
    access: confidential
    public_title: A sale
    exempt_paragraph: "3"
    {decision}
- id: closed
  agenda_number: 7
  minute_number: 31
  title: Secret contract
  access: exempt
  public_title: A contract
  exempt_paragraph: "1"
  absent: [{{what: the report, reason: exempt, paragraph: "1"}}]
  {item}
"""


def reduced(decision: str = "", item: str = "") -> tuple[Any, list[Problem]]:
    record = read_one("meetings/x.yaml", MEETING.format(decision=decision, item=item))
    found, _, problems = records.published((record,), DAY, drafts=False)
    return only(found).written, problems


def test_an_exempt_item_keeps_its_numbers_public_title_reason_and_paragraph() -> None:
    written, problems = reduced()
    assert not problems
    item = written.items[1]
    assert (item.id, item.agenda_number, item.minute_number) == ("closed", "7", "31")
    assert (item.title, item.access, item.exempt_paragraph) == ("A contract", "exempt", "1")
    assert [one.reason for one in item.absent] == ["exempt"]


def test_a_confidential_decision_is_reduced_and_the_item_around_it_stays() -> None:
    written, problems = reduced()
    assert not problems
    plain, decision = written.items[0].decisions
    assert (decision.id, decision.title, decision.access) == ("sale", "A sale", "confidential")
    assert (plain.title, plain.summary.source) == ("Open budget", "For all to see.")
    assert written.items[0].text.source == "It was agreed."


def test_without_a_public_title_exempt_matter_has_none() -> None:
    text = re.sub(r" +public_title: .*\n", "", MEETING.format(decision="", item=""))
    found, _, _ = records.published((read_one("meetings/x.yaml", text),), DAY, drafts=False)
    items = only(found).written.items
    assert [items[1].title, items[0].decisions[1].title] == ["Exempt from publication"] * 2


SURPLUS = [
    ("text: 'Whisper'", "text"),
    ("note: 'Whisper'", "note"),
    ("money: [{id: m, title: Whisper, basis: total}]", "money"),
    ("sources_differ: [{field: f, accounts: [{value: Whisper}, {value: w}]}]", "sources_differ"),
    ("papers: [{document: whisper}]", "papers"),
    ("contributions: [{id: c, text: Whisper}]", "contributions"),
    ("requests: [{id: c, text: Whisper}]", "requests"),
    ("questions: [{id: c, title: Whisper, parts: [{id: d, text: Whisper}]}]", "questions"),
    ("decisions: [{id: d, title: Whisper}]", "decisions"),
    ("report_number: WHISPER", "report_number"),
]


@pytest.mark.parametrize(("line", "name"), SURPLUS, ids=[name for _, name in SURPLUS])
def test_what_stands_under_an_exempt_item_is_an_error_and_is_not_shown(line: str, name: str) -> None:
    written, problems = reduced(item=line)
    problem = only(problems)
    assert (problem.code, problem.is_error) == ("exempt-prose", True)
    assert f"“{name}”" in problem.message
    assert problem.place.line == MEETING.splitlines().index("  {item}") + 1
    assert "whisper" not in repr(written).lower()


@pytest.mark.parametrize(
    "line",
    [
        "summary: Whisper",
        "reasons: Whisper",
        "parts: [{id: p, outcome: noted, text: Whisper}]",
        "moved_by: whisper",
    ],
)
def test_what_stands_under_a_confidential_decision_is_an_error_and_is_not_shown(line: str) -> None:
    written, problems = reduced(decision=line)
    assert codes(problems) == ["exempt-prose"]
    assert problems[0].place.line == MEETING.splitlines().index("    {decision}") + 1
    assert "whisper" not in repr(written).lower()


def test_nothing_of_an_exempt_title_is_left() -> None:
    written, _ = reduced()
    assert "Secret" not in repr(written)


STANDALONE = [
    ("documents/x.yaml", "classification: report\nnumber: CS1\ndate: 2016\n"),
    ("decisions/x.yaml", "classification: direction\ndate: 2016\n"),
]


@pytest.mark.parametrize(("path", "fields"), STANDALONE)
def test_an_exempt_document_or_decision_is_reduced(path: str, fields: str) -> None:
    text = fields + "title: Secret\naccess: exempt\nexempt_paragraph: '3'\naliases: [y]\nsummary: Whisper\n"
    record = read_one(path, text)
    found, kept_back, problems = records.published((record,), DAY, drafts=False)
    written = only(found).written
    assert not kept_back
    assert codes(problems) == ["exempt-prose"]
    assert (written.title, str(written.date), written.aliases) == ("Exempt from publication", "2016", ("y",))
    assert (written.access, written.exempt_paragraph) == ("exempt", "3")
    assert not re.search("secret|whisper", repr(written), re.IGNORECASE)


def test_what_is_exempt_is_reduced_in_drafts_too() -> None:
    record = read_one("meetings/x.yaml", MEETING.format(decision="", item="text: Whisper"))
    found, _, problems = records.published((record,), DAY, drafts=True)
    assert codes(problems) == ["exempt-prose"]
    assert "Whisper" not in repr(only(found).written)


def test_an_open_meeting_is_left_as_it_is() -> None:
    record = read_one("meetings/x.yaml", LEAST["meetings"] + "items: [{id: a, title: A, text: B}]\n")
    found, _, _ = records.published((record,), DAY, drafts=False)
    assert found == (record,)


def test_a_key_and_a_value_can_be_placed_in_a_record() -> None:
    record = read_one("boards/x.yaml", LEAST["boards"] + "posts:\n- id: a\n  label: L\n")
    assert str(record.place(("posts", 0, "label"))) == "boards/x.yaml:5:10"
    assert parse(JO)[0].place(("name",)).column == 7
