"""What docs/problems.md says of each code, for reports that carry an explanation with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """The section of one code: its cause in a sentence, and the whole of it as Markdown."""

    cause: str
    markdown: str

    @property
    def text(self) -> str:
        """The section without its marks."""
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", self.markdown)
        return re.sub(r"\*\*|^```\w*$\n?", "", plain, flags=re.MULTILINE).strip()


def explanations(page: str) -> Mapping[str, Explanation]:
    """Part the page of all problems into the sections of its codes."""
    parts = re.split(r"^### `([a-z-]+)`$", page, flags=re.MULTILINE)
    return {
        code: _explanation(text.split("\n## ")[0].strip())
        for code, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def _explanation(section: str) -> Explanation:
    match = re.search(r"\*\*Cause\.\*\* (.*?)(?=\n\*\*Cure|\n\n|\Z)", section, re.DOTALL)
    cause = " ".join(match[1].split()) if match else ""
    return Explanation(cause, section)
