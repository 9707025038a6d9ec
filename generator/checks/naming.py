"""Every page has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.whole import Whole, records
from generator.graph import Node
from generator.problems import Problem


def ensure_pages_have_names_of_their_own(whole: Whole) -> Iterator[Problem]:
    """Ensure no two addresses are one when compared without case."""
    seen: dict[str, Node] = {}
    for node in records(whole.graph):
        folded = whole.addresses.of(node).casefold()
        if folded in seen and seen[folded].key != node.key:
            message = f"{seen[folded].record.parsed.path} differs only by case"
            yield Problem("address-case", message, node.record.place(), "Rename one of the files.")
        seen[folded] = node
