"""The command `stats`: what the record holds and lacks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from generator import stats
from generator.cli.arguments import content_option, day, today_option
from generator.loading import Options, check


@click.command("stats")
@content_option()
@today_option()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(content: Path, today: date | None, form: str) -> None:
    """Count what the record holds, how much of it has a source, and what is missing."""
    found = stats.stats(check(Options(today=day(today, content), content=content)))
    as_json = form == "json"
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else stats.as_text(found))
