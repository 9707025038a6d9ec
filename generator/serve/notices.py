"""Problems as the browser is told of them: where they stand, the line itself, the way to the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.problems import Place, Problem
from generator.serve import editors
from generator.sources import SourceFile

# More are listed in the terminal; nobody mends them from a page.
MOST = 100
LONGEST_LINE = 160
BEFORE = 60
CUT = "…"

Notice = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the writer's files are, and the editor that opens them."""

    content: Path = Path("content")
    templates: Path = Path("templates")
    editor: str = ""

    def notices(self, problems: Iterable[Problem], sources: Iterable[SourceFile]) -> tuple[Notice, ...]:
        """Word problems for the browser, errors first."""
        texts = {file.path: file.text for file in sources}
        listed = sorted(problems, key=lambda problem: not problem.is_error)
        return tuple(self._notice(problem, texts) for problem in listed[:MOST])

    def _notice(self, problem: Problem, texts: Mapping[str, str]) -> Notice:
        file = self._file(problem.place)
        line = _line(texts.get(problem.place.path), file, problem.place.line)
        shown, column = _cut(line, problem.place.column)
        return {
            "severity": problem.severity, "code": problem.code, "message": problem.message,
            "hint": problem.hint, "mended": problem.mended, "example": problem.example,
            "path": problem.place.path, "number": problem.place.line, "line": shown, "column": column,
            "place": _copied(problem.place, file),
            "editor": self._link(problem.place, file),
        }  # fmt: skip

    def _file(self, place: Place) -> Path | None:
        """The file that a place is in: of the content, beside it, or of the templates."""
        for folder in (self.content, self.templates, self.content.parent):
            if not place.path.startswith("/") and (folder / place.path).is_file():
                return folder / place.path
        return None

    def _link(self, place: Place, file: Path | None) -> str:
        return editors.link(self.editor, file, place.line, place.column) if file else ""


def failure(error: BaseException, details: str) -> Notice:
    """Word a fault of the program itself, with what whoever mends it must know."""
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    hint = (
        "This is a fault in the program, not in what you wrote. The page stays as it was, and is made "
        "anew when you save. Take back your last change, or report the fault with the text below."
    )
    return {
        "severity": "error", "code": "", "message": f"Throughline itself has failed ({said})",
        "hint": hint, "details": details,
    }  # fmt: skip


def _copied(place: Place, file: Path | None) -> str:
    return f"{file}:{place.line}:{place.column}" if file else str(place)


def _line(text: str | None, file: Path | None, number: int) -> str:
    """The line itself, from what was built; a template's from the disk."""
    if text is None and file is not None:
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    lines = (text or "").split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _cut(line: str, column: int) -> tuple[str, int]:
    """A long line is shown from near the place on; the column is that in what is shown."""
    if len(line) <= LONGEST_LINE:
        return line, column
    start = max(0, column - 1 - BEFORE)
    shown = line[start : start + LONGEST_LINE]
    before, after = CUT if start else "", CUT if start + LONGEST_LINE < len(line) else ""
    return f"{before}{shown}{after}", column - start + len(before)
