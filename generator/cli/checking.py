"""The command `check`: all problems at once, for a person, a program or a pull request."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from generator import reports, sources, store
from generator.cli.answering import answers
from generator.cli.arguments import (
    content_option,
    counted,
    day,
    ledger_file,
    ledger_option,
    lines_of,
    pipeline,
    report,
    say,
    today_option,
    withheld,
    withhold_option,
)
from generator.options import Options
from generator.sources import SourceFile


@click.command("check")
@content_option()
@ledger_option()
@today_option()
@withhold_option()
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--warnings-as-errors", is_flag=True, help="Let warnings fail the check too.")
def command(
    content: Path, ledger: Path | None, today: date | None, withhold: Path | None, form: str,
    warnings_as_errors: bool,
) -> None:  # fmt: skip
    """Report everything that is wrong in the content, all at once."""
    with answers(content) as known:
        options = Options(
            day(today, content, known), content,
            ledger=ledger_file(ledger, content), withheld=withheld(withhold),
        )  # fmt: skip
        found, files = _checked(options, known)
    _print(found, files, form, content.as_posix())
    has_errors = any(problem.is_error for problem in found.problems)
    sys.exit(1 if has_errors or (warnings_as_errors and found.problems) else 0)


def _checked(options: Options, known: store.Answers) -> tuple[store.Checked, tuple[SourceFile, ...]]:
    """Check the content, unless all is as it was; give what was found, and the files to show lines of."""
    read = sources.read(options.content)
    inputs = store.inputs(options, read)
    if (before := known.check_of(inputs)) is not None:
        return before, read[0]
    site = pipeline("generator.cli.remembering").check(options)
    found = store.Checked(inputs, len(site.records), site.problems)
    # What changed meanwhile may have been read before, or after.
    if inputs and inputs == store.inputs(options, sources.read(options.content)):
        known.checked = found
    return found, site.sources


def _print(found: store.Checked, files: tuple[SourceFile, ...], form: str, folder: str) -> None:
    """Print what was found in the form that was asked for."""
    if form == "json":
        click.echo(reports.as_json(found.problems))
    elif form == "sarif":
        explained = reports.explanations(problems_page())
        click.echo(reports.as_sarif(found.problems, folder, explained, help_address()))
    elif form == "github":
        click.echo(reports.as_github(found.problems, folder))
        report(found.problems, files)
        summarise(reports.as_markdown(found.problems, lines_of(files), folder))
    else:
        report(found.problems, files)
        say(f"{found.records:,} records, {counted(found.problems)}.")


def problems_page() -> str:
    """Read the page on all problems, of the project or as it came with the package."""
    packaged = Path(__file__).parents[1] / "problems.md"
    page = packaged if packaged.is_file() else Path(__file__).parents[2] / "docs" / "problems.md"
    return page.read_text(encoding="utf-8") if page.is_file() else ""


def help_address() -> str:
    """Tell where the page on all problems can be read, when GitHub runs the check of a project with one."""
    known = [os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")]
    if not all(known) or not Path("docs/problems.md").is_file():
        return ""
    server, repository, commit = known
    return f"{server}/{repository}/blob/{commit}/docs/problems.md"


def summarise(words: str) -> None:
    """Add to the summary of the job, where GitHub has named a file for it."""
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as summary:
            summary.write(words)
