"""The rules of the house, read from the code itself: who imports whom, sizes, names, docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CODE = PROJECT / "generator"
TEMPLATES = PROJECT / "templates"

# A module may import only modules before it.
ORDER = (
    "problems", "options", "dates", "sources", "cache", "reads", "markdown", "parsing", "records", "graph",
    "timeline", "addresses", "ledger", "withholding", "checks", "loading", "linked_data", "pages", "feeds",
    "calendars", "exports", "render", "fingerprints", "publish", "store", "search", "build", "schema", "diff",
    "edits", "formatting", "rename", "importing",
    "scaffold", "reference", "stats", "reports", "serve", "cli", "__main__",
)  # fmt: skip

# What reaches beyond values in memory, and the modules that may.
OUTSIDE = {
    "os",
    "shutil",
    "subprocess",
    "tempfile",
    "fcntl",
    "socket",
    "http",
    "multiprocessing",
    "threading",
}
REACH_OUTSIDE = {
    "sources",
    "store",
    "render",
    "publish",
    "search",
    "diff",
    "edits",
    "importing",
    "scaffold",
    "serve",
    "cli",
}

LONGEST_FUNCTION = 60
LONGEST_MODULE = 350
NAMES_THAT_SAY_NOTHING = re.compile(r"utils?|helpers?|managers?|misc|common|context", re.IGNORECASE)

# Words that a docstring may begin with although they end as verbs of the third person or participles do.
VERBS = {
    "Address",
    "Bring",
    "Discuss",
    "Embed",
    "Express",
    "Feed",
    "Guess",
    "Pass",
    "Press",
    "Process",
    "String",
}
NO_VERBS = {
    "A", "All", "An", "And", "Any", "As", "At", "Both", "By", "Each", "Every", "Everything", "For", "From",
    "Her", "His", "How", "If", "In", "Is", "It", "No", "None", "Nothing", "Of", "On", "One", "Only", "Or",
    "Our", "Some", "That", "The", "Their", "Then", "These", "This", "Those", "To", "Two", "We", "What",
    "When", "Where", "Whether", "Which", "Who", "Whom", "Whose", "Why", "With", "You", "Your",
}  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef

MODULES = {
    path.relative_to(CODE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py"))
}
TREES = {name: ast.parse(text) for name, text in MODULES.items()}


def stage(name: str) -> str:
    """The module or package that a file belongs to."""
    return name.partition("/")[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Name what a file imports, in full: `generator.dates`, `generator.dates.parse`, `json`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module) -> Iterator[Function]:
    return (node for node in tree.body if isinstance(node, Function) and not node.name.startswith("_"))


def test_there_is_code_to_read() -> None:
    assert {"problems", "dates", "build", "cli"} <= {stage(name) for name in MODULES}
    assert {one.name for one in functions(TREES["dates.py"])} >= {"parse", "words", "overlaps"}


def test_every_module_has_a_place_in_the_order() -> None:
    assert {stage(name) for name in MODULES} - {"__init__"} <= set(ORDER)


def test_a_module_imports_only_what_stands_before_it() -> None:
    """The package itself holds the version and nothing else, so that all may import it."""
    against = {}
    for name, tree in TREES.items():
        own = stage(name)
        before = {*ORDER[: ORDER.index(own) + 1], "__version__"} if own in ORDER else set()
        ours = {one.split(".")[1] for one in imported(tree) if one.startswith("generator.")}
        against[name] = ours - before
    assert not {name: modules for name, modules in against.items() if modules}


def test_only_some_modules_reach_outside() -> None:
    used = {name: {one.partition(".")[0] for one in imported(tree)} & OUTSIDE for name, tree in TREES.items()}
    assert not {
        name: modules for name, modules in used.items() if modules and stage(name) not in REACH_OUTSIDE
    }


def test_only_the_command_line_reads_the_clock() -> None:
    clock = re.compile(r"\b(date|datetime)\.(today|now|utcnow)$|\btime\.(time|localtime)$")
    calls = {
        (name, ast.unparse(node.func))
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert {stage(name) for name, call in calls if clock.search(call)} == {"cli"}


def test_nothing_is_imported_within_a_function_or_a_condition() -> None:
    found = [
        (name, node.lineno)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in tree.body
    ]
    assert not found


def test_no_function_is_long() -> None:
    lengths = {
        f"{name}: {one.name}": (one.end_lineno or 0) - one.lineno + 1
        for name, tree in TREES.items() for one in functions(tree)
    }  # fmt: skip
    assert not {function: lines for function, lines in lengths.items() if lines > LONGEST_FUNCTION}


def test_no_module_is_long() -> None:
    lengths = {name: text.count("\n") for name, text in MODULES.items()}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}


def test_a_module_says_what_it_is_for() -> None:
    said = {name: (ast.get_docstring(tree) or "").partition("\n\n")[0] for name, tree in TREES.items()}
    assert not [name for name, words in said.items() if not words.endswith(".")]


def test_a_public_function_says_with_a_verb_what_it_does() -> None:
    said = {
        f"{name}: {one.name}": (ast.get_docstring(one) or "").partition("\n")[0]
        for name, tree in TREES.items() for one in public(tree)
    }  # fmt: skip
    assert not {function: words for function, words in said.items() if not _begins_with_a_verb(words)}


def _begins_with_a_verb(words: str) -> bool:
    first = re.match(r"[A-Z][a-z]+\b", words)
    if not first or first[0] in NO_VERBS:
        return False
    return first[0] in VERBS or not re.search(r"(s|ing|ed)$", first[0])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Make a page.", True),
        ("Build, watch and reload.", True),
        ("Pass a value on.", True),
        ("Makes a page.", False),
        ("Making a page.", False),
        ("The page.", False),
        ("A page.", False),
        ("make a page.", False),
        ("", False),
    ],
)
def test_what_counts_as_a_verb(words: str, expected: bool) -> None:
    assert _begins_with_a_verb(words) is expected


def test_every_name_says_something() -> None:
    parts = {part for name in MODULES for part in name.removesuffix(".py").split("/")}
    assert not [part for part in parts if NAMES_THAT_SAY_NOTHING.fullmatch(part)]
    classes = {
        node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    assert not [one for one in classes if re.search(r"(Manager|Helper|Context|Utils?)$", one)]


# What a page reads of the whole record goes through the library, which notes it.
NOTED = {"links_to", "links_from", "differences", "absences", "statements", "cited_at", "cards"}


def test_a_page_reads_the_whole_record_only_where_it_is_noted() -> None:
    read = {
        f"{name}: {node.attr}"
        for name, tree in TREES.items()
        if stage(name) in ("pages", "exports", "feeds", "calendars", "linked_data")
        and name != "pages/library.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in NOTED
        if node.attr in ("cited_at", "cards")
        or "graph" in (getattr(node.value, a, "") for a in ("attr", "id"))
    }
    assert read == set()


def test_the_generator_knows_no_council_by_name() -> None:
    files = [*CODE.rglob("*.py"), *(path for path in TEMPLATES.rglob("*") if path.is_file())]
    assert not [path for path in files if re.search(rb"bromley|ofsted", path.read_bytes(), re.IGNORECASE)]


def test_the_templates_load_nothing_from_another_host() -> None:
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    }
    elsewhere = re.compile(r"(?:src|href)=\"https?:|url\(\s*['\"]?https?:|@import")
    assert not [path for path, text in texts.items() if elsewhere.search(text)]
