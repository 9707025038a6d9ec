"""Problems printed for a person, a program, a pull request or a code scanner."""

from generator.reports.frames import as_text
from generator.reports.github import MOST_ANNOTATIONS, as_github, as_markdown
from generator.reports.machines import as_json, as_sarif
from generator.reports.rules import explanations

__all__ = [
    "MOST_ANNOTATIONS", "as_github", "as_json", "as_markdown", "as_sarif", "as_text", "explanations",
]  # fmt: skip
