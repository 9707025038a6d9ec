"""The command line: one module a command, each loaded only when it is used."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator import __version__, publish

# Where a site is published to unless another folder is named.
OUTPUT = Path("site")

# Each command with its module and what `--help` says of it, so that help loads none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("building", "Check the content, make the site and put it in place."),
    "check": ("checking", "Report everything that is wrong in the content, all at once."),
    "schema": ("describing", "Write what an editor needs to explain, offer and mark things, as JSON Schema."),
    "ledger": ("keeping", "Bring the ledger of published addresses up to date."),
    "fmt": ("formatting", "Put the fields of files in order and wrap long lines; every comment stays."),
    "rename": ("renaming", "Give a record or an entry another id, and rewrite every reference to it."),
    "serve": ("serving", "Build, watch and show the page anew while you write."),
    "init": (
        "beginning",
        "Make a new council’s folder: settings, an example of each kind, checks and hosting.",
    ),
    "new": (
        "starting",
        "Write the file of a new record: blanks with a word on each, and what is known filled in.",
    ),
    "import": (
        "importing",
        "Write content files from other people’s data, and report all that was not carried.",
    ),
    "diff": ("comparing", "Say in plain words what changed since another state, and which pages change."),
    "stats": ("counting", "Count what the record holds, how much of it has a source, and what is missing."),
}


class _Commands(click.Group):
    """Loads a command's module when the command is called, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module: Any = import_module(f"{__name__}.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="throughline")
def main() -> None:
    """Make a public, cross-linked record of how a council governs from YAML and Markdown."""
    with suppress(OSError):  # a command that only reads works on a disk that cannot be written
        if publish.recover_if_left(OUTPUT):
            click.echo(f"The last build of {OUTPUT} was interrupted. It has been completed.", err=True)
