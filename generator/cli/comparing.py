"""The command `diff`: what changed between two states of the record, and what that does to the site."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from generator import diff, sources
from generator.cli.arguments import (
    content_option,
    day,
    ledger_file,
    template_folder,
    templates_option,
    today_option,
)
from generator.loading import Options


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@content_option()
@templates_option()
@today_option()
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@click.option("--base-url", default="", help="The public address that links lead to.")
@click.option("--pages", type=click.IntRange(0), default=20, help="How many pages to list; 0 compares none.")
def command(
    base: str | None, head: str | None, content: Path, templates: Path | None, today: date | None,
    form: str, base_url: str, pages: int,
) -> None:  # fmt: skip
    """Say in plain words what changed since another state, and which pages change.

    BASE and HEAD are branches, tags or commits. Without HEAD the files as they are now are compared;
    without BASE, with the state in which this branch parted from the main branch.
    """
    try:
        before, after = diff.states(content, base, head)
    except sources.RevisionError as error:
        raise click.UsageError(str(error)) from None
    options = Options(
        today=day(today, content), content=content, templates=template_folder(templates),
        ledger=ledger_file(None, content), base_url=base_url, search=False, jobs=os.cpu_count() or 1,
    )  # fmt: skip
    found = diff.compare(before, after, options, with_pages=pages > 0)
    if form == "json":
        click.echo(diff.as_json(found))
    elif form == "markdown":
        click.echo(diff.as_markdown(found, pages), nl=False)
    else:
        click.echo(diff.as_text(found, pages))
    sys.exit(1 if found.errors[1] else 0)
