"""The command `build`: check, render, publish, index."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import click

from generator import publish, sources, store
from generator.cli.answering import answers
from generator.cli.arguments import (
    FOLDER,
    WebAddress,
    content_option,
    day,
    drafts_option,
    is_preview,
    ledger_file,
    ledger_option,
    pipeline,
    report,
    say,
    template_folder,
    templates_option,
    today_option,
    withheld,
    withhold_option,
)
from generator.options import Options


@click.command("build")
@content_option()
@templates_option()
@ledger_option()
@click.option("--output", type=FOLDER, default=Path("site"), help="The folder to publish to.")
@click.option("--base-url", type=WebAddress(), default="", help="The public address of the site.")
@today_option()
@drafts_option()
@withhold_option()
@click.option("--search/--no-search", "with_search", default=True, help="Index the pages for search.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="How many processes to use.")
@click.option("--clean", is_flag=True, help="Write every file anew, and exchange the whole folder.")
@click.option("--explain", is_flag=True, help="Say why the site was made anew, and what became of each file.")
def command(
    content: Path, templates: Path | None, ledger: Path | None, output: Path, base_url: str,
    today: date | None, drafts: bool, withhold: Path | None, with_search: bool, jobs: int | None,
    clean: bool, explain: bool,
) -> None:  # fmt: skip
    """Check the content, make the site and put it in place; nothing is written if there is an error."""
    if drafts and os.environ.get("CONTEXT", "") == "production":
        raise click.UsageError("--drafts cannot be used for the production site")
    _recover(output)
    started = time.perf_counter()
    with answers(content, anew=clean) as known:
        options = Options(
            today=day(today, content, known), content=content, templates=template_folder(templates),
            ledger=ledger_file(ledger, content), base_url=base_url, drafts=drafts, noindex=is_preview(),
            search=with_search, jobs=jobs or os.cpu_count() or 1, withheld=withheld(withhold),
        )  # fmt: skip
        pages, why, changes = _made(options, output, known, clean=clean)
    if explain:
        _explain(why, changes)
    seconds = time.perf_counter() - started
    say(
        f"{pages:,} pages in {seconds:.1f} s: {len(changes.added):,} files added, "
        f"{len(changes.changed):,} changed, {len(changes.removed):,} removed, {changes.same:,} as before."
    )


def _made(
    options: Options, output: Path, known: store.Answers, *, clean: bool
) -> tuple[int, tuple[str, ...], publish.Changes]:  # fmt: skip
    """Make the site, unless it stands as it would be made; tell its pages, why it was made, what changed."""
    read = sources.read(options.content)
    inputs = store.inputs(options, read, templates=True)
    if (standing := known.stands(output, inputs)) is not None:
        report(standing.problems, read[0])
        return standing.pages, (), publish.Changes((), (), (), len(publish.published(output)))
    why = known.why(output, inputs)
    before = {} if clean else known.untouched(output)
    making = pipeline("generator.cli.making")
    made = making.make(options, output, making.Inputs(before, inputs), clean=clean)
    # What changed meanwhile may have been read before, or after.
    if inputs and inputs == store.inputs(options, sources.read(options.content), templates=True):
        stands = store.Standing(inputs, store.of_output(output), len(made.site.pages), made.site.problems)
        known.put(output, stands)
    return len(made.site.pages), (*why, *made.why), made.changes


def _recover(output: Path) -> None:
    """Complete an interrupted run first; an output that cannot be written is a wrong command line."""
    try:
        publish.recover(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from None


def _explain(why: tuple[str, ...], changes: publish.Changes) -> None:
    for word, told in (
        ("because", why), ("new", changes.added), ("different", changes.changed),
        ("no longer made", changes.removed),
    ):  # fmt: skip
        for one in told:
            click.echo(f"{word}: {one}")
