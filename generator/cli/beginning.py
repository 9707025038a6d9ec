"""The command `init`: a new council's folder, with an example record that builds."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.arguments import say
from generator.scaffold import ScaffoldError
from generator.scaffold.beginning import REQUIREMENTS, begin, requirement


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--program",
    default="",
    metavar="REQUIREMENT",
    help="Where pip gets the program; as it came here, if left out.",
)
def command(folder: Path, program: str) -> None:
    """Make a new council’s folder: settings, an example of each kind, checks and hosting."""
    source = program or requirement()
    try:
        written = begin(folder, source)
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}") from None
    click.echo(f"{len(written)} files written to {folder}. Begin with {folder / 'README.md'}.")
    if not source:
        say(f"Say in {folder / REQUIREMENTS} where the program comes from, before the site is hosted.")
