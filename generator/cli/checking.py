"""The command `check`: all problems at once, for a person, a program or a pull request."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator import reports
from generator.build import Options, check
from generator.cli.arguments import (
    content_option,
    counted,
    day,
    ledger_file,
    ledger_option,
    report,
    say,
    today_option,
)


@click.command("check")
@content_option()
@ledger_option()
@today_option()
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--warnings-as-errors", is_flag=True, help="Let warnings fail the check too.")
def command(
    content: Path, ledger: Path | None, today: date | None, form: str, warnings_as_errors: bool
) -> None:
    """Report everything that is wrong in the content, all at once."""
    site = check(Options(day(today, content), content, ledger=ledger_file(ledger, content)))
    folder = content.as_posix()
    if form == "json":
        click.echo(reports.as_json(site.problems))
    elif form == "sarif":
        click.echo(reports.as_sarif(site.problems, folder))
    elif form == "github":
        click.echo(reports.as_github(site.problems, folder))
        report(site)
    else:
        report(site)
        say(f"{len(site.records):,} records, {counted(site.problems)}.")
    sys.exit(1 if site.has_errors or (warnings_as_errors and site.problems) else 0)
