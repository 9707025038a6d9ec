"""What commands share: their options, the day they work at, and what they print."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from generator import reports, sources, store
from generator.dates import DateError, parse
from generator.options import ADDRESS, LEDGER
from generator.problems import Problem
from generator.sources import SourceFile

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            when = parse(str(value))
        except DateError as error:
            self.fail(f"“{value}”: {error}", param, ctx)
        if not when.is_day or when.earliest is None:
            self.fail(f"“{value}” is not a single day, as 2017-03-12", param, ctx)
        return when.earliest


class WebAddress(click.ParamType[str]):
    """An address that begins with https://, or nothing."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if text and not ADDRESS.match(text):
            self.fail(f"“{text}” is not a web address: it starts with https://", param, ctx)
        return text


def content_option() -> Decorator:
    """Take the folder of the content."""
    return click.option("--content", type=FOLDER, default=Path("content"), help="The content folder.")


def templates_option() -> Decorator:
    """Take the folder of the templates."""
    return click.option("--templates", type=FOLDER, default=None, help="The templates folder.")


def today_option() -> Decorator:
    """Take the day to work as at."""
    return click.option("--today", type=Day(), default=None, help="Build as at this day.")


def ledger_option() -> Decorator:
    """Take the ledger of published addresses."""
    words = "The ledger of published addresses: published.json beside the content folder."
    return click.option("--ledger", type=FILE, default=None, help=words)


def ledger_file(given: Path | None, content: Path) -> Path:
    """Choose the ledger given, else the one beside the content folder."""
    return given if given is not None else content.parent / LEDGER


def withhold_option() -> Decorator:
    """Take a file of names that must not appear."""
    words = "A file of names, one a line, that must not appear; it is never committed."
    return click.option("--withhold", type=FILE, default=None, help=words)


def withheld(file: Path | None) -> tuple[str, ...]:
    """Read the names that must not appear; a file without any would only seem to keep them back."""
    if file is None:
        return ()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(f"{file} cannot be read as a list of names") from None
    names = (line.strip() for line in lines if not line.lstrip().startswith("#"))
    found = tuple(dict.fromkeys(name for name in names if any(map(str.isalnum, name))))
    if not found:
        raise click.UsageError(f"there is no name in {file}")
    return found


def drafts_option() -> Decorator:
    """Take whether to show what is not public yet."""
    return click.option("--drafts", is_flag=True, help="Show what is not public yet.")


def day(today: date | None, content: Path, answers: store.Answers | None = None) -> date:
    """Tell the day to build as at: given, else SOURCE_DATE_EPOCH, else the clock in the site's zone."""
    if today is not None:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, which is no time in seconds") from None
    return now.astimezone(ZoneInfo(_time_zone(content, answers or store.Answers()))).date()


def _time_zone(content: Path, answers: store.Answers) -> str:
    """Tell the site's zone as it was read last time, unless the settings changed since."""
    settings = store.digest(one.text.encode() for one in sources.read(content, only="site.yaml")[0])
    if answers.zone is None or answers.zone[0] != settings:
        answers.zone = (settings, pipeline("generator.loading").time_zone(content))
    return answers.zone[1]


def pipeline(module: str) -> Any:
    """Load a part of the pipeline: that takes far longer than to tell an answer again, which needs none."""
    return import_module(module)


def is_preview() -> bool:
    """Tell whether a host says that this is a preview: only production may be found by search engines."""
    return os.environ.get("CONTEXT", "production") != "production"


def template_folder(given: Path | None) -> Path:
    """Choose the templates given, those of the project, or those that came with the package."""
    if given is not None:
        if not (given / "base.html").is_file():
            raise click.UsageError(f"there is no base.html in {given}, so it holds no templates")
        return given
    project = Path("templates")
    if (project / "base.html").is_file():
        return project
    packaged = Path(__file__).parents[1] / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


def report(problems: tuple[Problem, ...], files: Iterable[SourceFile]) -> None:
    """Print problems, each with its line; in colour on a terminal."""
    if not problems:
        return
    if _in_colour():
        console: Any = import_module("generator.reports.console")
        console.show(problems, lines_of(files))
    else:
        click.echo(reports.as_text(problems, lines_of(files)))


def _in_colour() -> bool:
    """Tell whether the report goes where colours are seen and wanted."""
    wanted = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
    return wanted and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def lines_of(files: Iterable[SourceFile]) -> dict[str, list[str]]:
    """List the lines of every content file, to show them beside a problem."""
    return {file.path: file.text.split("\n") for file in files}


def counted(problems: tuple[Problem, ...]) -> str:
    """Say how many errors and warnings there are."""
    count = Counter(problem.severity for problem in problems)
    if not count:
        return "no problems"
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for word in ("error", "warning") if (n := count[word])]
    return " and ".join(parts)


def say(words: str) -> None:
    """Print words that are not the command's result."""
    click.echo(words, err=True)
