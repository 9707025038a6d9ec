"""The command `check`: all problems at once, for a person, a program or a pull request."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from generator import reports
from generator.cli.arguments import (
    content_option,
    counted,
    day,
    kept,
    ledger_file,
    ledger_option,
    lines_of,
    report,
    say,
    today_option,
    withheld,
    withhold_option,
)
from generator.loading import Options, check


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
    options = Options(
        day(today, content), content, ledger=ledger_file(ledger, content), withheld=withheld(withhold)
    )
    with kept(content) as store:
        site = check(options, store.memory)
    folder = content.as_posix()
    if form == "json":
        click.echo(reports.as_json(site.problems))
    elif form == "sarif":
        explained = reports.explanations(problems_page())
        click.echo(reports.as_sarif(site.problems, folder, explained, help_address()))
    elif form == "github":
        click.echo(reports.as_github(site.problems, folder))
        report(site)
        summarise(reports.as_markdown(site.problems, lines_of(site), folder))
    else:
        report(site)
        say(f"{len(site.records):,} records, {counted(site.problems)}.")
    sys.exit(1 if site.has_errors or (warnings_as_errors and site.problems) else 0)


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
