"""The command `rename`: another id for a record or an entry, and every reference with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator import edits, reports
from generator.cli.arguments import content_option, day, say
from generator.loading import Options
from generator.rename import Refusal, Renaming, files, rename
from generator.sources import SourceFile, read


@click.command("rename")
@click.argument("old")
@click.argument("new")
@content_option()
@click.option("--dry-run", is_flag=True, help="Show each line that would change, and change nothing.")
def command(old: str, new: str, content: Path, dry_run: bool) -> None:
    """Give a record or an entry another id, and rewrite every reference to it.

    An entry is written RECORD#ID. A record's old id stays among its aliases, so that its old address
    leads to the new one.
    """
    found = rename(Options(today=day(None, content), content=content), old, new)
    if isinstance(found, Refusal):
        _refuse(found, content)
    if dry_run:
        for path, file in sorted(found.sources.items()):
            _show(path, file, found)
    else:
        _write(found, content)
    say(_told(found, dry_run=dry_run))


def _refuse(refusal: Refusal, content: Path) -> NoReturn:
    """Say why nothing was done: mistakes of the content are shown as `check` shows them."""
    said = f"{refusal.message}. {refusal.hint}".strip()
    if not refusal.problems:
        raise click.UsageError(said)
    lines = {file.path: file.text.split("\n") for file in read(content)[0]}
    click.echo(reports.as_text(refusal.problems, lines))
    say(f"Nothing was renamed: {said}")
    sys.exit(1)


def _write(found: Renaming, content: Path) -> None:
    made = files(found, content)
    if isinstance(made, Refusal):
        _refuse(made, content)
    try:
        edits.write(content, made, removed=found.moved[:1] if found.moved else ())
    except edits.WriteError as error:
        raise click.ClickException(f"nothing was renamed, as a file cannot be written: {error}") from None


def _show(path: str, file: SourceFile, found: Renaming) -> None:
    """Print the lines of one file that change, as they are and as they will be."""
    click.echo(path if found.path(path) == path else f"{path} becomes {found.path(path)}")
    for line in edits.changes(file.text, edits.applied(file.text, found.edits[path])):
        click.echo(line)


def _told(found: Renaming, *, dry_run: bool) -> str:
    """Say what was done, where the old address leads, and what is left to the clerk."""
    named, (old, new) = found.naming, found.addresses
    would = "would now be" if dry_run else "is now"
    where = f"{named.record.record.parsed.path}: " if not named.is_record else ""
    said = [f"{where}“{named.old}” {would} “{named.new}”. {_counted(found)}"]
    if named.is_record:
        said.append(f"The old address {old} leads to {new}.")
    elif "#" in old:
        said.append(
            f"Its address {old} becomes {new}. A part of a page cannot lead on: old links open the page."
        )
    else:
        said.append(f"Its page {old} becomes {new}. Nothing leads on from the old address of an entry.")
    if found.comments:
        listed = ", ".join(f"{place.path}:{place.line}" for place in found.comments)
        said.append(f"These comments still have the old id, as a comment is yours alone: {listed}")
    return "\n".join(said)


def _counted(found: Renaming) -> str:
    references, touched = found.references, len(found.edits)
    rewritten = f"{references} reference{'' if references == 1 else 's'}"
    return f"{rewritten} rewritten; {touched} file{'' if touched == 1 else 's'} changed."
