"""The command `fmt`: content files in their one form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator import edits, reports, sources
from generator.cli.arguments import content_option, counted, say
from generator.formatting import Formatted, formatted
from generator.problems import in_order

MOST_LINES = 12


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@content_option()
@click.option("--check", is_flag=True, help="Change nothing; list the files that are not in order.")
def command(paths: tuple[Path, ...], content: Path, check: bool) -> None:
    """Put the fields of files in order and wrap long lines; every comment stays.

    PATHS are files or folders of the content; without any, all of it.
    """
    wanted = _chosen(paths, content)
    files, problems = sources.read(content)
    files = tuple(file for file in files if wanted(file.path))
    problems = [one for one in problems if wanted(one.place.path)]
    found: list[Formatted] = []
    for file in files:
        one, more = formatted(file)
        problems += more
        found += [one] if one else []
    if problems:
        lines = {file.path: file.text.split("\n") for file in files}
        click.echo(reports.as_text(in_order(problems), lines))
    changed = _changed(found, content)
    if check:
        _show([one for one in found if one.file.path in changed])
    else:
        _write(changed, content)
    say(_told(len(changed), len(found), counted(in_order(problems)), check=check))
    sys.exit(1 if problems or (check and changed) else 0)


def _chosen(paths: tuple[Path, ...], content: Path) -> Callable[[str], bool]:
    """Make the test for the files that the command is about; a path elsewhere is a wrong command line."""
    whole = content.resolve()
    places = [path.resolve() for path in paths]
    for path, place in zip(paths, places, strict=True):
        if not place.is_relative_to(whole):
            raise click.UsageError(f"{path} is not in the content folder {content}")
    return lambda path: not places or any((whole / path).is_relative_to(place) for place in places)


def _changed(found: list[Formatted], content: Path) -> dict[str, bytes]:
    """Make the new bytes of the files that are not in order, a mark at the start and line ends kept."""
    changed = {}
    for one in found:
        data = (content / one.file.path).read_bytes()
        new = edits.encoded(one.text, data)
        if new != data:
            changed[one.file.path] = new
    return changed


def _write(changed: Mapping[str, bytes], content: Path) -> None:
    try:
        edits.write(content, changed)
    except edits.WriteError as error:
        raise click.ClickException(f"nothing was changed, as a file cannot be written: {error}") from None


def _show(found: list[Formatted]) -> None:
    """Print which files would change, and the first lines of each that would."""
    for one in found:
        lines = list(edits.changes(one.file.text, one.text)) or ["      only the ends of its lines"]
        click.echo(f"{one.file.path}: {len(lines)} line{'' if len(lines) == 1 else 's'} to change")
        for line in lines[:MOST_LINES]:
            click.echo(line)
        if len(lines) > MOST_LINES:
            click.echo(f"      … and {len(lines) - MOST_LINES} more")


def _told(changed: int, found: int, problems: str, *, check: bool) -> str:
    said = f"{changed} of {found} files {'to put' if check else 'put'} in order"
    if problems != "no problems":
        said += f"; {problems}, and files with errors were left as they are"
    return f"{said}. Run: throughline fmt" if check and changed else f"{said}."
