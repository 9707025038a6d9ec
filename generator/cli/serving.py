"""The command `serve`: build, watch, reload."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import click

from generator import serve
from generator.build import Options, Site, build
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


@click.command("serve")
@content_option()
@templates_option()
@today_option()
@drafts_option()
@click.option("--host", default="127.0.0.1", help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="The port to listen at.")
def command(
    content: Path, templates: Path | None, today: date | None, drafts: bool, host: str, port: int
) -> None:
    """Build, watch and reload the browser while you write."""
    options = Options(
        today=day(today, content), content=content, templates=template_folder(templates), drafts=drafts,
        ledger=ledger_file(None, content), noindex=True, search=False, jobs=1,
    )  # fmt: skip
    desk = serve.Desk(lambda: build(options))
    report(desk.rebuild())
    try:
        server = serve.server(desk, host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen at {host}:{port}: {error.strerror}") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Open http://{host}:{server.server_port}/ and keep this running. Stop it with Ctrl-C.")
    try:
        serve.watch(desk, (content, options.templates), _rebuilt)
    except KeyboardInterrupt:
        say("Stopped.")


def _rebuilt(site: Site, seconds: float) -> None:
    report(site)
    say(f"Built again in {1000 * seconds:.0f} ms: {counted(site.problems)}.")
