"""One mistake that a clerk makes in the real content, and what must be said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch

# A line that counts from the end of what was put; and one that cannot be told, where a line is gone.
LAST, ANY = -1, -2


@dataclass(frozen=True)
class Mistake:
    """The first place that fits `find`, in the files that fit `where`, becomes `put`.

    Then there must be a problem with `code` in that file, whose words have `says` in them, at the line
    of the place and `at` lines further, or at the last line of `put` where that is LAST. `mended` is the
    line that must be offered; where it is empty no line may be offered; where it is None, any or none.
    """

    where: str
    find: str
    put: str
    code: str
    says: str = ""
    mended: str | None = None
    at: int = 0

    def __str__(self) -> str:
        return f"{self.code}: {self.where}: {self.put!r}"

    def place(
        self, texts: Mapping[str, str], taken: Collection[str] = ()
    ) -> tuple[str, re.Match[str]] | None:
        """Find where the mistake is made: the file and the match."""
        for path in sorted(texts):
            if fnmatch(path, self.where) and path not in taken:
                match = re.search(self.find, texts[path], re.MULTILINE)
                if match:
                    return path, match
        return None


@dataclass(frozen=True)
class Moved:
    """A file that a clerk adds or renames: the text of an existing one, or one of its own."""

    path: str
    code: str
    says: str = ""
    like: str = ""
    text: str = ""
    line: int = 1
    # Where it is told, if not in the file itself.
    told_in: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.path}"
