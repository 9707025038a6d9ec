"""The accessibility checks of axe-core."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from browser.reading import Visit

PROGRAM = Path(__file__).parent.parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
# The dark scheme changes colours and nothing else, so there only what depends on them is asked again.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# As text, for axe's own results hold what Playwright is slow to carry over.
RUN = "async (options) => JSON.stringify((await axe.run(options)).violations)"
SHOWN = 5


class Axe:
    def __init__(self) -> None:
        assert PROGRAM.is_file(), "run `make test`, which fetches axe-core, or leave this out with SKIP=node"
        self._program = PROGRAM.read_text(encoding="utf-8")

    def check(self, visit: Visit) -> None:
        """Fail with all that axe finds on a page."""
        # The policy of the site allows no added script, so axe comes in through the browser's own door.
        visit.page.evaluate(self._program)
        rules = ALL if visit.setting.scheme == "light" else COLOURS
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        violations = json.loads(visit.page.evaluate(RUN, options))
        told = "\n".join(map(_told, violations))
        assert not violations, f"{visit}\n{told}"


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}, in {len(nodes)} places"]
    for node in nodes[:SHOWN]:
        lines += [f"  {node['target']}: {node['html'][:160]}", f"    {node['failureSummary']}"]
    return "\n".join(lines)
