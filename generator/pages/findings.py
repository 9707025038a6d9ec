"""The findings of a record, whatever its kind."""

from __future__ import annotations

from generator.graph import Node
from generator.pages import entries as show
from generator.pages.scribe import Scribe
from generator.pages.views import Section


def findings_section(scribe: Scribe, node: Node, title: str) -> Section:
    """Show the findings a record holds."""
    blocks = tuple(show.finding(scribe, node, one) for one in node.written.findings)
    return Section("findings", title, blocks=blocks)
