"""Problems on a terminal, in colour: the only part that needs rich, and loaded only where it is used."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from generator.problems import Problem
from generator.reports.frames import Lines, frame

STYLES = {
    "place": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "message": "",
    "code": "dim",
    "margin": "dim",
    "line": "",
    "caret": "bold red",
    "hint": "",
    "mended": "green",
}


def show(problems: Iterable[Problem], lines: Lines, console: Console | None = None) -> None:
    """Print problems in colour where the terminal has it; lines are never broken by us."""
    console = console or Console(highlight=False, markup=False, emoji=False)
    for number, problem in enumerate(problems):
        text = Text("\n" if number else "")
        for words, what in frame(problem, lines):
            text.append(words, STYLES[what])
        console.print(text, soft_wrap=True, end="")
    console.print()
