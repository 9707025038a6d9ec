"""What a command can be told to do, and the little that must be known of it before any content is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# The ledger lies beside the content folder.
LEDGER = "published.json"
USUAL_ZONE = "Europe/London"
# A plain host, without the name of a user in front.
ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)*\.?(?::[0-9]{1,5})?(?=[/?#]|\Z)")


@dataclass(frozen=True, slots=True)
class Options:
    """What a build depends on besides the content itself."""

    today: date
    content: Path = Path("content")
    templates: Path = Path("templates")
    ledger: Path | None = None
    base_url: str = ""
    drafts: bool = False
    noindex: bool = False
    search: bool = True
    jobs: int = 1
    withheld: tuple[str, ...] = ()
