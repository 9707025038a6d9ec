"""What a comparison tells: one change in one sentence, and the heading it stands under."""

from __future__ import annotations

from dataclasses import dataclass

GROUPS: dict[str, str] = {
    "recommendations": "Recommendations",
    "people": "People and offices",
    "meetings": "Meetings",
    "decisions": "Decisions and money",
    "inspections": "Inspections and visits",
    "plans": "Plans",
    "documents": "Documents",
    "measures": "Figures",
    "events": "Events",
    "bodies": "Bodies",
    "pages": "Topics and pages of text",
    "texts": "Texts reworded",
    "sources": "Sources",
    "doubts": "What sources differ on, and what is missing",
    "moved": "New addresses",
    "publication": "Published, taken off, or not told",
    "corrections": "Corrections",
    "settings": "Settings, terms and rules",
}
GROUP_OF_KIND = {
    "people": "people", "boards": "bodies", "organizations": "bodies", "meetings": "meetings",
    "decisions": "decisions", "inspections": "inspections", "visits": "inspections",
    "recommendations": "recommendations", "documents": "documents", "plans": "plans",
    "measures": "measures", "events": "events", "topics": "pages", "pages": "pages",
    "corrections": "corrections",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: the words, the record's key, and where it is now, if it is anywhere."""

    words: str
    key: str
    address: str = ""


Sentence = tuple[str | Mention, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: its heading, a word for programs, a sentence, and a text before and after."""

    group: str
    action: str
    sentence: Sentence
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        return plain(self.sentence)

    @property
    def records(self) -> tuple[str, ...]:
        keys = (part.key for part in self.sentence if isinstance(part, Mention))
        return tuple(dict.fromkeys(keys))

    @property
    def sort_key(self) -> tuple[int, str, str, str, str]:
        return (list(GROUPS).index(self.group), self.words, self.action, self.before, self.after)


def plain(sentence: Sentence) -> str:
    """Say a sentence without links."""
    return "".join(part if isinstance(part, str) else part.words for part in sentence)


def sentence(*parts: str | Mention | Sentence) -> Sentence:
    """Join words, names and parts of sentences; the first letter is a capital, a full stop ends it."""
    joined: list[str | Mention] = []
    for part in parts:
        if isinstance(part, tuple):
            joined += part
        elif part:
            joined.append(part)
    if isinstance(joined[0], str):
        joined[0] = joined[0][:1].upper() + joined[0][1:]
    return (*joined, ".") if not plain(tuple(joined)).endswith((".", "…", "!", "?")) else tuple(joined)


def listed(parts: list[Mention] | list[str], most: int) -> Sentence:
    """Join names, which may have commas in them; past the most there may be, say how many more there are."""
    found: list[str | Mention] = []
    for part in parts[:most]:
        if found:
            found.append("; ")
        found.append(part)
    more = len(parts) - most
    return (*found, f" and {more:,} more") if more > 0 else tuple(found)
