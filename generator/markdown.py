"""Prose: Markdown made into pieces of HTML with slots for links and citations."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Prose:
    source: str


def parse(text: str) -> Prose:
    return Prose(text)
