"""XML of ModernGov's web service read as groups of fields: no entity, no DTD, all within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from generator.importing.errors import SourceError
from generator.importing.given import Given
from generator.importing.losses import NO_FIELD, Losses
from generator.importing.markup import BREAKS

LARGEST, LARGEST_OF_ALL = 50_000_000, 400_000_000
DEEPEST = 60
MOST_FILES = 20_000
MOST_ELEMENTS = 500_000
# Elements of HTML that some councils' texts hold unescaped: they are part of the text.
WITHIN_LINES = {"a", "b", "center", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "u"}
MARKUP = BREAKS | WITHIN_LINES | {"tbody", "td", "th", "thead"}
DOCTYPE = (
    "it has a DOCTYPE, which ModernGov never writes and which can do harm. Take the line out if you trust it"
)


@dataclass(slots=True)
class _Element:
    """An element while it is read: its fields, and its text."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    def value(self) -> Any:
        """Give the fields, which attributes are too; where there are none, the text."""
        text = "".join(self.text).strip()
        if text and not self.fields:
            return text
        return {**self.attributes, **self.fields} or ""


@dataclass(slots=True)
class _Reading:
    """One pass over a file."""

    root: _Element = field(default_factory=lambda: _Element(""))
    open: list[_Element] = field(default_factory=list)
    marks: int = 0
    count: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        self.count += 1
        if len(self.open) + self.marks > DEEPEST:
            raise SourceError("its elements stand deeper in one another than any that ModernGov writes")
        if self.count > MOST_ELEMENTS:
            raise SourceError(f"it has more than {MOST_ELEMENTS:,} elements")
        if name in MARKUP and len(self.open) > 1:
            self.marks += 1
            self.open[-1].text.append(f"<{name}>")
            return
        # A name with a colon is about the XML itself, such as `xsi:nil`.
        told = {one.lower(): value for one, value in attributes.items() if ":" not in one and one != "xmlns"}
        self.open.append(_Element(name, told))

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2].lower()
        if self.marks and name in MARKUP:
            self.marks -= 1
            self.open[-1].text.append(f"</{name}>")
            return
        done = self.open.pop()
        into = (self.open[-1] if self.open else self.root).fields
        value = done.value()
        if done.name not in into:
            into[done.name] = value
        elif isinstance(into[done.name], list):
            into[done.name].append(value)
        else:
            into[done.name] = [into[done.name], value]

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)


def files(path: Path, losses: Losses) -> Iterator[Given]:
    """Read each XML file of a folder, or the one that is given."""
    paths = sorted(path.rglob("*.xml"))[: MOST_FILES + 1] if path.is_dir() else [path]
    if not paths:
        raise SourceError(f"there is no XML file in {path}")
    if len(paths) > MOST_FILES:
        raise SourceError(f"{path} has more than {MOST_FILES:,} XML files. Import them in parts")
    if sum(one.stat().st_size for one in paths) > LARGEST_OF_ALL:
        raise SourceError(
            f"{path} holds more than {LARGEST_OF_ALL // 1_000_000} million bytes. Import it in parts"
        )
    for one in paths:
        name = one.relative_to(path).as_posix() if path.is_dir() else one.name
        try:
            yield Given(parse(_bytes(one)), name, losses)
        except SourceError as error:
            raise SourceError(f"{one} cannot be read: {error}") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"it is larger than {LARGEST // 1_000_000} million bytes")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(str(error.strerror)) from None


def parse(data: bytes) -> Mapping[str, Any]:
    """Read XML as groups of fields: names in small letters, equal ones as a list."""
    parser, reading = expat.ParserCreate(), _Reading()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError(f"it is no XML ({expat.ErrorString(error.code)}, line {error.lineno})") from None
    except (LookupError, ValueError) as error:
        raise SourceError(f"its encoding is not known ({error})") from None
    return reading.root.fields


def _refuse(*_: Any) -> None:
    raise SourceError(DOCTYPE)


def found(given: Given, name: str) -> Iterator[Given]:
    """Find the groups of one name at any depth, but not within each other."""
    for step, value in given.data.items():
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(one, dict):
                continue
            inner = given.within(f"{step}[{index}]" if isinstance(value, list) else step, one)
            if step == name:
                yield inner
            else:
                yield from found(inner, name)


def holds(value: Any, names: tuple[str, ...]) -> bool:
    """Tell whether a group of some names is anywhere in what was read."""
    if isinstance(value, list):
        return any(holds(one, names) for one in value)
    return isinstance(value, dict) and any(step in names or holds(one, names) for step, one in value.items())


def outside(given: Given, names: tuple[str, ...]) -> None:
    """Report what stands outside the groups of some names; how many there are of a thing is no loss."""
    for step, value in given.data.items():
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            place = f"{step}[{index}]" if isinstance(value, list) else step
            if isinstance(one, dict):
                if step not in names:
                    outside(given.within(place, one), names)
            elif one and not step.endswith("count"):
                given.lose(place, NO_FIELD, value=one, name=step)


def listed(given: Given, group: str, name: str) -> Iterator[Given]:
    """Take the entries of a group that holds many of one name, and their count."""
    for outer in given.many(group):
        yield from outer.many(name)
        outer.taken.update(one for one in outer.data if one.endswith("count"))
        outer.rest()
