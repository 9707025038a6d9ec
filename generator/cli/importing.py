"""The command `import`: other people's data into content files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from generator import edits, importing
from generator.cli.arguments import FILE, FOLDER, day, say, today_option
from generator.importing import told


@click.command("import")
@click.argument("source_format", metavar="FORMAT", type=click.Choice(sorted(importing.FORMATS)))
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path, exists=True))
@click.option("--output", type=FOLDER, default=Path("content"), show_default=True,
              help="The content folder to write into.")  # fmt: skip
@click.option("--report", type=FILE, help="Where to write all that was not carried, value by value, as JSON.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would happen.")
@today_option()
def command(
    source_format: str, path: Path, output: Path, report: Path | None, dry_run: bool, today: date | None
) -> None:
    """Write content files from other people’s data, and report all that was not carried.

    FORMAT is popolo, moderngov or csv. PATH is a file, or a folder of files. A file that somebody has
    edited since the last import is never overwritten.
    """
    try:
        done = importing.bring(source_format, path, output, day(today, output), write=not dry_run)
    except importing.SourceError as error:
        raise click.ClickException(str(error)) from None
    except (edits.WriteError, OSError) as error:
        raise click.ClickException(f"nothing was written, as a file cannot be: {error}") from None
    click.echo("\n".join(told.as_text(done)))
    if report is not None:
        _write(report, done)
    if not dry_run:
        say(f"\nRead what was written to {output}, then run: throughline check --content {output}")


def _write(report: Path, done: importing.Imported) -> None:
    """Write the whole report."""
    text = json.dumps(told.as_json(done), ensure_ascii=False, indent=2) + "\n"
    try:
        report.write_text(text.encode("utf-8", "backslashreplace").decode(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"the report cannot be written to {report}: {error.strerror}") from None
