"""What the record holds and what it lacks, in numbers: records by kind, sources, open work."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generator.graph import Graph
from generator.loading import Site
from generator.records import FOLDERS


def stats(site: Site) -> dict[str, Any]:
    """Count records by kind, statements with and without a source, differences, gaps, open work."""
    graph = site.graph
    if graph is None:
        return {"records": len(site.records)}
    return {
        "records": {kind: _records(graph, kind) for kind in FOLDERS},
        "statements": len(graph.statements),
        "statements with a source": sum(one.has_source for one in graph.statements),
        "citations": len(graph.cited),
        "differences": len(graph.differences),
        "absences": dict(sorted(Counter(one.reason for _, one in graph.absences).items())),
        "records with statements without a source": _sourceless(graph),
        "recommendations without a status": _without_status(graph),
        "documents not read": sum(not node.written.read for node in graph.of_kind("documents")),
    }


def _records(graph: Graph, kind: str) -> int:
    return sum(node.parent is None for node in graph.of_kind(kind))


def _sourceless(graph: Graph) -> dict[str, int]:
    missing = Counter(one.node.home.key for one in graph.statements if not one.has_source)
    return dict(sorted(missing.items()))


def _without_status(graph: Graph) -> int:
    return sum(not node.written.status_updates for node in graph.of_kind("recommendations"))


def as_text(found: dict[str, Any]) -> str:
    """Print the numbers as lines, a group's entries under it."""
    lines: list[str] = []
    for name, value in found.items():
        if isinstance(value, dict):
            lines += [f"{name}:", *(f"  {key}: {number:,}" for key, number in value.items())]
        else:
            lines.append(f"{name}: {value:,}")
    return "\n".join(lines)
