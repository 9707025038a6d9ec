"""The documentation is true: what it names exists, what exists is named, and its examples work."""

from __future__ import annotations

import ast
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import click
import pytest

from generator import build, formatting, reference
from generator.cli import COMMANDS, main
from generator.problems import Problem
from generator.sources import SourceFile

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
TODAY = date(2026, 11, 22)
PAGES = tuple(
    sorted(path.relative_to(PROJECT).as_posix() for path in (*PROJECT.glob("*.md"), *DOCS.glob("*.md")))
)
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")

# Problems that no text of a content file can show: their sections quote the message instead of an example.
TOLD_ONLY = {
    "content-missing", "file-encoding", "file-link", "file-not-regular", "file-suffix", "file-too-large",
    "file-unreadable", "yaml-control-character", "yaml-too-much", "site-missing", "address-case",
    "address-vanished", "ledger-damaged", "more-mistakes", "template-error", "format-unsafe",
    "name-withheld",
}  # fmt: skip

KIT_MOSS = """{
"/people/kit-moss/": {"kind": "people", "title": "Kit Moss", "digest": "0123456789abcdef", \
"first_published": "2025-01-01", "last_changed": "2025-01-01", "sequence": 0},
"version": 1
}"""

# How to bring about those of them that can be brought about on every disk, by every user.
DAMAGE: dict[str, Callable[[Path], object]] = {
    "address-vanished": lambda content: (content / "../published.json").write_text(KIT_MOSS),
    "ledger-damaged": lambda content: (content / "../published.json").write_text("<<<<<<< HEAD"),
    "content-missing": shutil.rmtree,
    "file-encoding": lambda content: (content / "people/rene-hall.yaml").write_bytes(b"name: Ren\xe9 Hall\n"),
    "file-link": lambda content: (content / "documents/report.yaml").symlink_to(content / "site.yaml"),
    "file-not-regular": lambda content: os.mkfifo(content / "people/jo.yaml"),
    "file-suffix": lambda content: (content / "documents/report.pdf").touch(),
    "file-too-large": lambda content: (content / "meetings/council-2025.yaml").write_bytes(b"#" * 3_104_220),
    "site-missing": lambda content: (content / "site.yaml").unlink(),
    "yaml-control-character": lambda content: (content / "events/fair.yaml").write_text("title: Book fa\air"),
    "yaml-too-much": lambda content: (content / "measures/visits.yaml").write_text("title: " + "[" * 50),
}


def read(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A page without its blocks of code, in which nothing is a heading or a link."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


# The reference of all fields


def test_content_reference_is_what_the_models_give() -> None:
    cure = "run: python -m generator.reference > docs/content-reference.md"
    assert read("docs/content-reference.md") == reference.content_reference(), cure


# Problem codes


def codes_of_the_program() -> Iterator[str]:
    for path in sorted((PROJECT / "generator").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _given(node)


def _given(call: ast.Call) -> Iterator[str]:
    """The code of `Problem("code", …)`, `wrong("code", …)` and their like."""
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
    if (
        name in ("Problem", "Found", "Slip", "Mark", "wrong", "report")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ):
        yield str(call.args[0].value)


@cache
def sections() -> dict[str, str]:
    """The section of each code in docs/problems.md."""
    parts = re.split(r"^### `([a-z-]+)`$", read("docs/problems.md"), flags=re.MULTILINE)
    return {code: text.split("\n## ")[0] for code, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_problem_code_has_a_section_and_every_section_a_code() -> None:
    codes = set(codes_of_the_program())
    assert all(CODE.fullmatch(code) for code in codes)
    assert sections().keys() == codes


def test_sections_are_in_alphabetical_order_within_a_stage() -> None:
    for stage in read("docs/problems.md").split("\n## "):
        codes = re.findall(r"^### `([a-z-]+)`$", stage, flags=re.MULTILINE)
        assert codes == sorted(codes)


@pytest.mark.parametrize("code", sorted(sections()))
def test_every_section_has_cause_cure_and_example(code: str) -> None:
    assert re.search(r"\*\*Cause\.\*\* .*\*\*Cure\.\*\* .*^```", sections()[code], re.DOTALL | re.MULTILINE)
    assert (code in TOLD_ONLY) == ("```text" in sections()[code])


# Examples


def blocks(text: str) -> Iterator[str]:
    """The blocks of YAML and Markdown in a text."""
    for match in re.finditer(r"^```(?:yaml|markdown)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield match[1]


def files(text: str) -> dict[str, str]:
    """The content files of a text's examples: a remark with a path starts each of them."""
    found: dict[str, str] = {}
    for block in blocks(text):
        parts = re.split(r"^# ([\w/-]+\.(?:yaml|md))\n", block, flags=re.MULTILINE)
        assert not parts[0], f"this example does not say which file it is:\n{block}"
        found.update(zip(parts[1::2], parts[2::2], strict=True))
    return found


def smallest() -> dict[str, str]:
    text = read("docs/for-another-council.md")
    found = files(text[text.index("## The smallest site") : text.index("## Your copy")])
    assert len(found) == 2
    return found


def guided() -> dict[str, str]:
    """The smallest site with all that the guide for clerks adds to it."""
    return smallest() | files(read("docs/for-clerks.md"))


def write(content: dict[str, str], folder: Path) -> None:
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def said(problem: Problem) -> str:
    return f"{problem.place}: {problem.severity}: {problem.message} [{problem.code}]"


def problems(content: dict[str, str], folder: Path, *, whole: bool = False) -> tuple[Problem, ...]:
    write(content, folder / "content")
    options = build.Options(TODAY, folder / "content", PROJECT / "templates")
    made = build.build(options) if whole else build.check(options)
    return made.problems


def test_the_smallest_site_is_whole(tmp_path: Path) -> None:
    assert [problem.code for problem in problems(smallest(), tmp_path, whole=True)] == ["no-base-url"]


def test_examples_for_clerks_make_a_site_without_problems(tmp_path: Path) -> None:
    assert [problem.code for problem in problems(guided(), tmp_path, whole=True)] == ["no-base-url"]


def test_examples_for_clerks_are_in_order() -> None:
    for path, text in guided().items():
        found, _ = formatting.formatted(SourceFile(path, text))
        assert found is not None
        assert text == found.text


def test_every_set_example_for_another_council_is_right(tmp_path: Path) -> None:
    assert problems(guided() | files(read("docs/for-another-council.md")), tmp_path) == ()


@pytest.mark.parametrize("code", sorted(sections().keys() - TOLD_ONLY))
def test_examples_of_problems_give_their_problem(code: str, tmp_path: Path) -> None:
    found = problems(guided() | files(sections()[code]), tmp_path, whole=code == "link-dead")
    assert code in {problem.code for problem in found}, found


@pytest.mark.parametrize("code", sorted(DAMAGE))
def test_quoted_messages_are_those_of_the_program(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(guided(), tmp_path / "content")
    (tmp_path / "content" / "measures").mkdir()
    DAMAGE[code](tmp_path / "content")
    made = build.check(build.Options(TODAY, ledger=Path("published.json")))
    (found,) = [one for one in made.problems if one.code == code]
    assert said(found) in sections()[code]
    assert found.hint in sections()[code]


def test_message_in_the_guide_for_clerks_is_that_of_the_program(tmp_path: Path) -> None:
    content = guided()
    name = "meetings/library-committee-2025-03-12.yaml"
    content[name] = content[name].replace("date: 2025-03-12\n", "date: 2025-02-30\n", 1)
    (found,) = [one for one in problems(content, tmp_path) if one.is_error]
    assert said(found) in read("docs/for-clerks.md")


# Commands, flags and targets


def options() -> Iterator[tuple[str, str]]:
    """Every command with each of its flags, long form."""
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for flag in (*parameter.opts, *parameter.secondary_opts):
                    yield name, flag


def named() -> set[tuple[str, str]]:
    """Every command, alone and with each flag after it, that the documentation names."""
    found: set[tuple[str, str]] = set()
    for page in PAGES:
        for line in re.findall(r"throughline ([^`\n]*)", read(page)):
            words = re.findall(r"(?<!\S)--?[a-z][a-z-]*|^[a-z]+", line)
            if words and not words[0].startswith("-"):
                found |= {(words[0], word) for word in words if word.startswith("-")} | {(words[0], "")}
    return found


def test_every_command_and_flag_named_exists() -> None:
    exist = set(options()) | {(name, "") for name in COMMANDS}
    in_code = {pair for pair in named() if pair[1] or pair[0] in COMMANDS}
    assert in_code - exist == set()
    for page in PAGES:
        for name in re.findall(r"`throughline ([a-z]+)", read(page)):
            assert name in COMMANDS


def test_every_command_and_flag_is_named() -> None:
    exist = set(options()) | {(name, "") for name in COMMANDS}
    alone = " ".join(read(page) for page in PAGES)
    missing = {pair for pair in exist - named() if f"`{pair[1]}`" not in alone or not pair[1]}
    assert missing == set()


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z-]+)", read(page))) <= targets


def test_every_target_with_a_description_is_named() -> None:
    described = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), flags=re.MULTILINE))
    assert described <= {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", read(page))}


# Links


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub gives them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(text), flags=re.MULTILINE):
        base = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = sum(1 for one in found if re.fullmatch(rf"{re.escape(base)}(-\d+)?", one))
        found.add(f"{base}-{number}" if number else base)
    return found


def links(page: str) -> Iterator[str]:
    text = re.sub(r"`[^`\n]*`", "", prose(read(page)))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_and_picture_leads_somewhere(page: str) -> None:
    for target in links(page):
        path, _, fragment = target.partition("#")
        there = (PROJECT / page).parent / path if path else PROJECT / page
        assert there.exists(), target
        if fragment:
            assert fragment in anchors(there.read_text(encoding="utf-8")), target


# The first edit that the README leads through


def test_first_edit_of_the_readme_is_as_it_says(tmp_path: Path) -> None:
    text = read("README.md")
    file, old, new = re.findall(r"`content/([\w/-]+\.yaml)`.*?`([^`]+)`.*?`([^`]+)`", text, re.DOTALL)[0]
    assert (PROJECT / "content" / file).read_text(encoding="utf-8").count(old) == 1
    content = {
        path.relative_to(PROJECT / "content").as_posix(): path.read_text(encoding="utf-8")
        for path in (PROJECT / "content").rglob("*")
        if path.is_file()
    }
    content[file] = content[file].replace(old, new)
    assert not [problem for problem in problems(content, tmp_path) if problem.is_error]
    wrong = re.findall(r"^ +\d+ \| (date: .*)$", text, re.MULTILINE)[0]
    content[file] = re.sub(r"^date: .*$", wrong, content[file], flags=re.MULTILINE)
    (found,) = [problem for problem in problems(content, tmp_path) if problem.is_error]
    assert said(found) in text


# The architecture


def modules() -> list[str]:
    """The modules in the order that docs/architecture.md gives."""
    table = re.search(r"^\| Module \|.*?\n\n", read("docs/architecture.md"), re.DOTALL | re.MULTILINE)
    return re.findall(r"^\| `(\w+)` \|", table[0], flags=re.MULTILINE) if table else []


def imported(path: Path) -> Iterator[str]:
    """The modules of the program that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            yield str(node.module).split(".")[1]


def test_architecture_lists_every_module_above_those_that_import_it() -> None:
    order = modules()
    found = {path.stem for path in (PROJECT / "generator").iterdir() if not path.name.startswith("_")}
    assert set(order) == found
    for module in order:
        package = PROJECT / "generator" / module
        for path in package.rglob("*.py") if package.is_dir() else [package.with_suffix(".py")]:
            above = {*order[: order.index(module)], module}
            assert {name for name in imported(path) if name in order} <= above, path


def test_every_name_that_the_architecture_gives_exists() -> None:
    dotted = re.findall(r"`((?:\w+\.)+\w+)`", read("docs/architecture.md"))
    names = [name for name in dotted if name.split(".")[0] in modules()]
    assert names
    for name in names:
        assert resolve_name(f"generator.{name}") is not None


def test_architecture_lists_every_dependency() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    groups = (one for group in project["dependency-groups"].values() for one in group)
    named = [*project["project"]["dependencies"], *(one for one in groups if isinstance(one, str))]
    part = read("docs/architecture.md").split("## What the program depends on")[1]
    listed = {
        name for row in re.findall(r"^\| ([\w, -]+) \|", part, re.MULTILINE) for name in row.split(", ")
    }
    assert {re.split(r"[\[>=]", name)[0] for name in named} == listed - {"Package"}
