"""The command `new`: the file of a new record, ready to be filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import scaffold
from generator.cli.arguments import content_option, day, say, today_option
from generator.loading import Options, check


@click.command("new")
@click.argument("kind")
@click.argument("record_id", metavar="[ID]", default="")
@click.option("--title", default="", help="Its title, or its name.")
@click.option("--date", "written_date", default="", metavar="DATE", help="Its date, as far as it is known.")
@click.option(
    "--board",
    "boards",
    multiple=True,
    metavar="ID",
    help="The body it is about; more than one for a joint meeting.",
)
@click.option(
    "--item", "items", multiple=True, metavar="TITLE", help="An item of a meeting’s agenda; once for each."
)
@click.option("--source", default="", metavar="DOCUMENT#PLACE", help="Where all of it stands.")
@content_option()
@today_option()
def command(
    kind: str, record_id: str, title: str, written_date: str, boards: tuple[str, ...], items: tuple[str, ...],
    source: str, content: Path, today: date | None,
) -> None:  # fmt: skip
    """Write the file of a new record: blanks with a word on each, and what is known filled in."""
    if not content.is_dir():
        raise click.UsageError(
            f"there is no folder {content}: run this in the project’s folder, or name it with --content"
        )
    as_at = day(today, content)
    wanted = scaffold.Wanted(kind, record_id, title, written_date, boards, items, source)
    try:
        made = scaffold.scaffold(wanted, check(Options(today=as_at, content=content, drafts=True)), as_at)
    except scaffold.ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    path = content / made.path
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made.text)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    click.echo(path.as_posix())
    say("Open it, fill in what stands empty, and run: throughline check")
