"""What a source gives: an object and the way to it; what no one takes of it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.checks.privacy import found_in
from generator.importing import cleaning
from generator.importing.losses import NO_FIELD, PRIVATE, Loss, Losses

LONGEST_CALLED = 80
EMPTY: tuple[Any, ...] = (None, "", [], {})
CUT = "It is longer than any {}; the rest was cut off."
NO_TIME = "Only the day is kept here, without a time of day."
# What databases write that must have some date where there is none yet.
NEVER = "9999-12-31"
UNSEEN = "Signs that nobody sees, or that would be a link of ours, were taken out."


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """An object of the source: its fields as they stand there, and where it stands."""

    data: Mapping[str, Any]
    where: str
    losses: Losses
    taken: set[str] = field(default_factory=set)

    @property
    def own(self) -> str:
        """The source's own id of it, or nothing."""
        found = self.data.get("id")
        return str(found) if isinstance(found, (str, int)) and not isinstance(found, bool) else ""

    @property
    def handle(self) -> str:
        """What it is told from all others by: its own id, or where it stands."""
        return self.own or self.where

    @property
    def called(self) -> str:
        """What a reader of the report knows it by."""
        named = next((self.data[one] for one in ("name", "label", "title") if self.data.get(one)), "")
        parts = (self.own, named if isinstance(named, str) else "")
        words = cleaning.line(" ".join(part for part in dict.fromkeys(parts) if part))[:LONGEST_CALLED]
        return "" if found_in(words, "people") else words

    def raw(self, name: str) -> Any:
        """Take a field as it is; nothing where it is empty."""
        self.taken.add(name)
        value = self.data.get(name)
        return None if isinstance(value, (str, list, dict)) and value in EMPTY else value

    def scalar(self, name: str) -> str | None:
        """Take a field that holds one value, as text; a list of one counts as that one."""
        value = self.raw(name)
        if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], (list, dict)):
            value = value[0]
        if value is None:
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (str, int, float)):
            return str(value)
        self.lose(name, "One value is wanted here.", value=value)
        return None

    def line(self, name: str) -> str | None:
        """Take a field as a line of text."""
        value = self.scalar(name)
        return self.as_line(name, value) if value is not None else None

    def as_line(self, name: str, value: str) -> str | None:
        """Make a line of a text, and say what that changed."""
        found = cleaning.line(value)
        if len(found) >= cleaning.LONGEST_LINE:
            self.lose(name, CUT.format("line of a record"), value=value, carried_as=found[:80])
        elif found != " ".join(value.split()):
            self.lose(name, UNSEEN, value=value, carried_as=found)
        return found or None

    def prose(self, name: str) -> str | None:
        """Take a field as a text of one or more paragraphs."""
        value = self.scalar(name)
        return self.as_prose(name, value) if value is not None else None

    def as_prose(self, name: str, value: str) -> str | None:
        """Write a text in Markdown, and say what that changed."""
        if len(value) > cleaning.LONGEST_PROSE:
            self.lose(name, CUT.format("text of a record"), value=value)
        elif "".join(cleaning.visible(value).split()) != "".join(value.split()):
            self.lose(name, UNSEEN, value=value)
        return cleaning.prose(value) or None

    def date(self, name: str) -> str | None:
        """Take a field as a date, as far as it is known."""
        day, time = self.moment(name)
        if time:
            self.lose(name, NO_TIME, value=self.scalar(name), carried_as=day)
        return day or None

    def moment(self, name: str) -> tuple[str, str]:
        """Take a field as a date and, where there is one, a time of day."""
        value = self.scalar(name)
        if value is None:
            return "", ""
        day, time = cleaning.date(value)
        if value.strip().startswith(NEVER):
            self.lose(name, "It stands for no date at all.", value=value)
            return "", ""
        if not day:
            self.lose(name, "This is no date.", value=value)
        elif not value.strip().startswith(day) or (len(day) < len("2015-01-01") and day != value.strip()):
            self.lose(name, "The date was shortened to what is real of it.", value=value, carried_as=day)
        return day, time

    def address(self, name: str) -> str | None:
        """Take a field as an address of the web."""
        value = self.scalar(name)
        if value is None:
            return None
        found = cleaning.address(value)
        if not found:
            self.lose(name, "This is no address of the web.", value=value)
        return found or None

    def many(self, name: str) -> Iterator[Given]:
        """Take a field as a list of objects; what is no object is reported."""
        value = self.raw(name)
        if isinstance(value, dict):
            yield self.within(name, value)
            return
        for index, one in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            if isinstance(one, dict):
                yield self.within(f"{name}[{index}]", one)
            else:
                self.lose(f"{name}[{index}]", "A group of fields is wanted here.", value=one, name=name)

    def within(self, step: str, data: Mapping[str, Any]) -> Given:
        """Give an object that stands in this one."""
        return Given(data, f"{self.where}.{step}", self.losses)

    def lose(self, step: str, why: str, **more: Any) -> None:
        """Write down that a field was left out or changed."""
        name = more.pop("name", step)
        self.losses.add(Loss(f"{self.where}.{step}", name, why, self.called, **more))

    def drop(self, names: Iterable[str], why: str, *, private: bool = False) -> None:
        """Leave fields out for a reason; of what is private the value is not repeated."""
        for name in names:
            value = self.raw(name)
            if value is not None:
                self.lose(name, why, value=None if private else value)

    def drop_private(self, *names: str) -> None:
        """Leave personal fields out."""
        self.drop(names, PRIVATE, private=True)

    def rest(self, why: str = NO_FIELD) -> None:
        """Report every field that nothing took."""
        self.drop([name for name in self.data if name not in self.taken], why)
