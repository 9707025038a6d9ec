"""The command line: arguments, printing, exit codes; the only place that reads the clock."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from generator import __version__, publish, reports, search
from generator import serve as serving
from generator import stats as statistics
from generator.build import Options, Site, build, check, time_zone
from generator.dates import DateError, parse
from generator.problems import Problem

FOLDER = click.Path(path_type=Path, file_okay=False)


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            when = parse(str(value))
        except DateError as error:
            self.fail(f"“{value}”: {error}", param, ctx)
        if not when.is_day or when.earliest is None:
            self.fail(f"“{value}” is not a single day, as 2017-03-12", param, ctx)
        return when.earliest


Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def _content() -> Decorator:
    return click.option("--content", type=FOLDER, default=Path("content"), help="The content folder.")


def _templates() -> Decorator:
    return click.option("--templates", type=FOLDER, default=None, help="The templates folder.")


def _today() -> Decorator:
    return click.option("--today", type=_Day(), default=None, help="Build as at this day.")


def _drafts() -> Decorator:
    return click.option("--drafts", is_flag=True, help="Show what is not public yet.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="throughline")
def main() -> None:
    """Make a public, cross-linked record of how a council governs from YAML and Markdown."""


@main.command("build")
@_content()
@_templates()
@click.option("--output", type=FOLDER, default=Path("site"), help="The folder to publish to.")
@click.option("--base-url", default="", help="The public address of the site.")
@_today()
@_drafts()
@click.option("--search/--no-search", "with_search", default=True, help="Index the pages for search.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="How many processes to use.")
@click.option("--clean", is_flag=True, help="Exchange the whole folder instead of what differs.")
@click.option("--explain", is_flag=True, help="Say of each file written why it was.")
def build_command(
    content: Path, templates: Path | None, output: Path, base_url: str, today: date | None,
    drafts: bool, with_search: bool, jobs: int | None, clean: bool, explain: bool,
) -> None:  # fmt: skip
    """Check the content, make the site and put it in place; nothing is written if there is an error."""
    production = os.environ.get("CONTEXT", "") == "production"
    if drafts and production:
        raise click.UsageError("--drafts cannot be used for the production site")
    _recover(output)
    started = time.perf_counter()
    options = Options(
        today=_day(today, content), content=content, templates=_template_folder(templates),
        base_url=base_url, drafts=drafts, noindex=_not_production(), search=with_search,
        jobs=jobs or os.cpu_count() or 1,
    )  # fmt: skip
    site = build(options)
    _report(site)
    if site.has_errors:
        _say(f"Nothing was written: {_counted(site.problems)}.")
        sys.exit(1)
    try:
        changes = _publish(site.files, output, with_search=with_search, clean=clean)
    except (publish.PublishError, search.SearchError) as error:
        raise click.ClickException(str(error)) from None
    if explain:
        _explain(changes)
    seconds = time.perf_counter() - started
    _say(
        f"{len(site.views):,} pages in {seconds:.1f} s: {len(changes.added):,} files added, "
        f"{len(changes.changed):,} changed, {len(changes.removed):,} removed, {changes.same:,} as before."
    )


def _recover(output: Path) -> None:
    """Complete an interrupted run first; an output that cannot be written is a wrong command line."""
    try:
        publish.recover(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from None


def _publish(files: dict[str, bytes], output: Path, *, with_search: bool, clean: bool) -> publish.Changes:
    """Publish the pages, index them, and publish the index; without search an index is removed."""
    kept = {path: (output / path).read_bytes() for path in _index_files(output)} if with_search else {}
    changes = publish.publish(files | kept, output, clean=clean)
    if not with_search:
        return changes
    if kept and not any(path.endswith(".html") for path in _touched(changes)):
        return changes
    found = search.index(output)
    indexed = publish.publish(files | found, output)
    return publish.Changes(
        tuple(sorted({*changes.added, *indexed.added})),
        tuple(sorted({*changes.changed, *indexed.changed})),
        tuple(sorted({*changes.removed, *indexed.removed})),
        indexed.same - changes.written,
    )


def _index_files(output: Path) -> tuple[str, ...]:
    ours = publish.published(output)
    return tuple(p for p in sorted(ours) if p.startswith(f"{search.FOLDER}/") and (output / p).is_file())


def _touched(changes: publish.Changes) -> tuple[str, ...]:
    return changes.added + changes.changed + changes.removed


def _explain(changes: publish.Changes) -> None:
    for why, paths in (
        ("new", changes.added), ("different", changes.changed), ("no longer made", changes.removed),
    ):  # fmt: skip
        for path in paths:
            click.echo(f"{why}: {path}")


@main.command("check")
@_content()
@_today()
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--warnings-as-errors", is_flag=True, help="Let warnings fail the check too.")
def check_command(content: Path, today: date | None, form: str, warnings_as_errors: bool) -> None:
    """Report everything that is wrong in the content, all at once."""
    site = check(Options(today=_day(today, content), content=content))
    folder = content.as_posix()
    if form == "json":
        click.echo(reports.as_json(site.problems))
    elif form == "sarif":
        click.echo(reports.as_sarif(site.problems, folder))
    elif form == "github":
        click.echo(reports.as_github(site.problems, folder))
        _report(site)
    else:
        _report(site)
        _say(f"{len(site.records):,} records, {_counted(site.problems)}.")
    sys.exit(1 if site.has_errors or (warnings_as_errors and site.problems) else 0)


@main.command("stats")
@_content()
@_today()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def stats_command(content: Path, today: date | None, form: str) -> None:
    """Count what the record holds, how much of it has a source, and what is missing."""
    found = statistics.stats(check(Options(today=_day(today, content), content=content)))
    as_json = form == "json"
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else statistics.as_text(found))


@main.command("serve")
@_content()
@_templates()
@_today()
@_drafts()
@click.option("--host", default="127.0.0.1", help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="The port to listen at.")
def serve_command(
    content: Path, templates: Path | None, today: date | None, drafts: bool, host: str, port: int
) -> None:
    """Build, watch and reload the browser while you write."""
    options = Options(
        today=_day(today, content), content=content, templates=_template_folder(templates), drafts=drafts,
        noindex=True, search=False, jobs=1,
    )  # fmt: skip
    desk = serving.Desk(lambda: build(options))
    _report(desk.rebuild())
    try:
        server = serving.server(desk, host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen at {host}:{port}: {error.strerror}") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _say(f"Open http://{host}:{server.server_port}/ and keep this running. Stop it with Ctrl-C.")
    try:
        serving.watch(desk, (content, options.templates), _rebuilt)
    except KeyboardInterrupt:
        _say("Stopped.")


def _rebuilt(site: Site, seconds: float) -> None:
    _report(site)
    _say(f"Built again in {1000 * seconds:.0f} ms: {_counted(site.problems)}.")


def _day(today: date | None, content: Path) -> date:
    """The day to build as at: given, else SOURCE_DATE_EPOCH, else the clock in the site's zone."""
    if today is not None:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, which is no time in seconds") from None
    return now.astimezone(ZoneInfo(time_zone(content))).date()


def _not_production() -> bool:
    """Whether a host says that this is a preview: only production may be found by search engines."""
    return os.environ.get("CONTEXT", "production") != "production"


def _template_folder(given: Path | None) -> Path:
    """The templates to use: those given, those of the project, or those that came with the package."""
    if given is not None:
        if not (given / "base.html").is_file():
            raise click.UsageError(f"there is no base.html in {given}, so it holds no templates")
        return given
    project = Path("templates")
    if (project / "base.html").is_file():
        return project
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "templates"


def _report(site: Site) -> None:
    if site.problems:
        lines = {file.path: file.text.split("\n") for file in site.sources}
        click.echo(reports.as_text(site.problems, lines))


def _counted(problems: tuple[Problem, ...]) -> str:
    count = Counter(problem.severity for problem in problems)
    if not count:
        return "no problems"
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for word in ("error", "warning") if (n := count[word])]
    return " and ".join(parts)


def _say(words: str) -> None:
    click.echo(words, err=True)
