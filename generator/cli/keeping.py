"""The command `ledger`: enter what is public now in the ledger of published addresses."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator import ledger as ledgers
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
from generator.loading import Options, Site, check


@click.command("ledger")
@content_option()
@ledger_option()
@today_option()
@click.option("--check", "only_check", is_flag=True, help="Only tell whether it is out of date.")
def command(content: Path, ledger: Path | None, today: date | None, only_check: bool) -> None:
    """Bring the ledger of published addresses up to date."""
    file, now = ledger_file(ledger, content), day(today, content)
    site = check(Options(now, content, ledger=file))
    if site.has_errors or not (site.graph and site.addresses):
        report(site.problems, site.sources)
        say(f"The ledger stays as it was: {counted(site.problems)}.")
        sys.exit(1)
    found = ledgers.brought_up_to_date(site.ledger, site.graph, site.addresses, now)
    text = ledgers.as_text(found)
    if only_check:
        _compare(site, found, is_same=file.is_file() and file.read_text(encoding="utf-8") == text)
        return
    _write(file, text)
    say(f"{file}: {_counts(site, found)}.")


def _compare(site: Site, found: ledgers.Ledger, *, is_same: bool) -> None:
    if is_same:
        say("The ledger is up to date.")
        return
    say(f"The ledger is out of date: {_counts(site, found)}. Run “throughline ledger”.")
    sys.exit(1)


def _counts(site: Site, found: ledgers.Ledger) -> str:
    added, changed, same = ledgers.compared(site.ledger, found)
    return f"{added:,} added, {changed:,} changed, {same:,} as before"


def _write(file: Path, text: str) -> None:
    """Put the new ledger in place whole, so that an interrupted run leaves the old one."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.unlink(missing_ok=True)  # it may be a link to elsewhere
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(file)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}") from None
