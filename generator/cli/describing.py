"""The command `schema`: what an editor needs to know of the content."""

from __future__ import annotations

from pathlib import Path

import click

from generator import schema
from generator.cli.arguments import FOLDER, content_option, say


@click.command("schema")
@content_option()
@click.option("--output", type=FOLDER, default=schema.FOLDER, help="The folder of the schemas.")
@click.option("--check", is_flag=True, help="Write nothing; say which schemas are not up to date.")
@click.option("--lines", is_flag=True, help="Also put the line that names its schema into each content file.")
def command(content: Path, output: Path, check: bool, lines: bool) -> None:
    """Write what an editor needs to explain, offer and mark things, as JSON Schema."""
    if not content.is_dir():
        raise click.UsageError(f"there is no folder {content}")
    if check and lines:
        raise click.UsageError("--check writes nothing, so it cannot go with --lines")
    written = schema.files(content)
    if check:
        _report(schema.stale(written, output), output)
        return
    changed = schema.write(written, output)
    say(f"{len(written)} schemas in {output}, {len(changed)} of them changed")
    if lines:
        say(f"the line of its schema put into {len(schema.add_modelines(content))} content files")


def _report(names: list[str], output: Path) -> None:
    for name in names:
        click.echo(f"{output / name} is not up to date")
    if names:
        say("Run: throughline schema")
        raise SystemExit(1)
