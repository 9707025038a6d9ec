"""The command `serve`: build, watch, show the page anew."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import serve, store
from generator.build import draft
from generator.cli.arguments import (
    content_option,
    counted,
    day,
    drafts_option,
    ledger_file,
    report,
    say,
    template_folder,
    templates_option,
    today_option,
)
from generator.cli.checking import problems_page
from generator.loading import Memory, Options, Site
from generator.problems import Problem

PORT = 8000
TRIED = 20
MOST_NAMED = 3
MOST_PRINTED = 20


class Editor(click.ParamType[str]):
    """An editor we know, or the form of its addresses."""

    name = "editor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return serve.template_of(str(value))
        except serve.EditorError as error:
            self.fail(f"“{value}”: {error}", param, ctx)


@click.command("serve")
@content_option()
@templates_option()
@today_option()
@drafts_option()
@click.option("--host", default="127.0.0.1", help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help=f"The port to listen at: {PORT}.")
@click.option(
    "--editor", type=Editor(), default="vscode", metavar="NAME",
    help="What opens a file at its line: vscode, vscodium, cursor, none, or an address with {path}.",
)  # fmt: skip
@click.option(
    "--poll", type=click.FloatRange(0.1, 60), default=None, metavar="SECONDS",
    help="Look at the files every so many seconds, where a network folder tells of no changes.",
)  # fmt: skip
@click.option("--search", "with_search", is_flag=True, help="Index the pages for search, in the background.")
def command(
    content: Path, templates: Path | None, today: date | None, drafts: bool, host: str, port: int | None,
    editor: str, poll: float | None, with_search: bool,
) -> None:  # fmt: skip
    """Build, watch and show the page anew while you write."""
    options = Options(
        today=day(today, content), content=content, templates=template_folder(templates), drafts=drafts,
        ledger=ledger_file(None, content), noindex=True, search=with_search, jobs=1,
    )  # fmt: skip
    desk = serve.Desk(_builder(options, today), serve.Workplace(content, options.templates, editor))
    server = _server(desk, host, port, content)
    _welcome(host, server.server_port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as stack:
        watcher = serve.Watcher((content, options.templates), poll, say)
        stack.callback(watcher.close)
        stack.enter_context(serve.serving(server))
        indexer = serve.Indexer(desk, say) if with_search else None
        if indexer is not None:
            stack.callback(indexer.close)
        try:
            serve.follow(desk, watcher, _Terminal(), indexer)
        except KeyboardInterrupt:
            say("Stopped.")


def _builder(options: Options, today: date | None) -> Callable[[], Site]:
    """What builds: only what changed is read again, and the day is that of each build."""
    memory = store.load(store.file_of(options.content, store.READ), Memory) or Memory()
    return lambda: draft(replace(options, today=day(today, options.content)), memory)


def _server(desk: serve.Desk, host: str, port: int | None, content: Path) -> serve.Server:
    """Make the server; where the usual port is taken, take the next that is free."""
    try:
        rules = serve.header_rules(content.parent)
    except serve.HeadersError as error:
        raise click.UsageError(str(error)) from None
    own = serve.Own(problems_page())
    for tried in range(PORT, PORT + TRIED) if port is None else (port,):
        try:
            return serve.Server((host, tried), desk, rules, own)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.UsageError(f"cannot listen at {host}: {error.strerror or error}") from None
            say(f"Port {tried} is taken, perhaps by another `throughline serve`.")
    if port is None:
        raise click.UsageError(f"no port from {PORT} to {PORT + TRIED - 1} is free; choose one with --port")
    raise click.UsageError(f"choose another port than {port}, or leave --port out to get one that is free")


def _welcome(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    if not serve.is_loopback(host):
        say(
            f"Take care: at {host} others on your network can read the site as you write it, "
            "drafts too where you show them."
        )
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, shown)  # noqa: S104 - to be reached here
    say(f"Open http://{shown}:{port}/ and keep this running. Stop it with Ctrl-C.")


@dataclass
class _Terminal:
    """One line for each build, and each problem once."""

    told: frozenset[Problem] = field(default_factory=frozenset)

    def built(self, changed: tuple[str, ...], shown: serve.Shown, seconds: float) -> None:
        what = _listed([os.path.relpath(path) for path in changed]) or "Built"
        say(f"{what}: {1000 * seconds:.0f} ms, {self._problems(shown)}.")

    def proved(self, changed: tuple[str, ...], shown: serve.Shown) -> None:
        if changed:
            count = len(changed)
            say(f"  {count:,} page{'' if count == 1 else 's'} changed: {_listed(list(changed))}.")
        if frozenset(shown.problems) - self.told:
            said = self._problems(shown)
            say(f"  Found while making every page: {said}.")

    def _problems(self, shown: serve.Shown) -> str:
        """Print the problems that are new, and count all there are."""
        new = tuple(one for one in shown.problems if one not in self.told)
        self.told = frozenset(shown.problems)
        report(new[:MOST_PRINTED], shown.sources)
        if len(new) > MOST_PRINTED:
            say(f"… and {len(new) - MOST_PRINTED:,} more; `throughline check` lists them all.\n")
        if shown.fault is not None:
            say(f"{shown.fault['message']}. {shown.fault['hint']}\n{shown.fault['details']}")
            return "Throughline has failed; the pages stay as they were"
        return counted(shown.problems)


def _listed(names: list[str]) -> str:
    """The first few, and how many more."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
