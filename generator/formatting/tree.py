"""A file's values with each comment beside the thing that it is about, so that both can move together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.formatting.scalars import BLANK
from generator.parsing import Comment, Fields, Items, Layout, Scalar
from generator.parsing.positions import BLOCKS, Value


@dataclass
class Part:
    """A field or an item with its value and its comments; an empty line is kept as an empty comment.

    `above` stands on lines of its own before it, `beside` on its line, `below` after the last of its parts.
    """

    key: Scalar | None
    value: Value
    parts: list[Part] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.key.start if self.key else self.value.start

    @property
    def has_comments_inside(self) -> bool:
        return any(self.below) or any(
            any(part.above) or part.beside or part.has_comments_inside for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is empty or has only a comment."""

    start: int
    column: int
    text: str


def tree(laid: Layout) -> Part:
    """Attach every comment and every empty line of a file that has fields."""
    assert laid.root is not None
    root = _part(None, laid.root)
    attaching = _Attaching(laid, list(_lines(laid)))
    attaching.part(root, None, 0)
    attaching.end(root)
    for comment in laid.comments:
        if not _leads(laid, comment):
            attaching.beside(comment, root)
    return root


def _part(key: Scalar | None, value: Value) -> Part:
    if isinstance(value, Fields):
        return Part(key, value, [_part(*entry) for entry in value.entries])
    if isinstance(value, Items):
        return Part(key, value, [_part(None, entry) for entry in value.entries])
    return Part(key, value)


def _lines(laid: Layout) -> Iterator[_Line]:
    """Find the lines with nothing but a comment, and the empty ones that belong to no text."""
    text = laid.file.text
    leading = {laid.position(one.start)[0]: one for one in laid.comments if _leads(laid, one)}
    within = {line for scalar in _scalars(laid.root) for line in _own_lines(laid, scalar)}
    last = laid.position(laid.end)[0]
    for number in range(laid.position(laid.first)[0], last + 1):
        start = laid.line_starts[number]
        line = text[start : text.find("\n", start)]
        if number in leading:
            column = len(line) - len(line.lstrip(" "))
            yield _Line(start, column, leading[number].text)
        elif number not in within and number < last and not line.strip():
            yield _Line(start, 0, BLANK)


def _leads(laid: Layout, comment: Comment) -> bool:
    """Tell whether a comment has its line to itself, but for a hyphen, so that it is on what follows."""
    before = laid.file.text[laid.line_starts[laid.position(comment.start)[0]] : comment.start]
    return comment.alone or not before.strip(" -.")


def _scalars(value: Value | None) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Fields):
        for _, inner in value.entries:
            yield from _scalars(inner)
    elif isinstance(value, Items):
        for inner in value.entries:
            yield from _scalars(inner)


def _own_lines(laid: Layout, scalar: Scalar) -> range:
    """The lines of a text; the empty ones after a block belong to it only where it keeps them."""
    text = laid.file.text
    end = scalar.end
    if scalar.style in BLOCKS and "+" not in text[scalar.start : scalar.start + 3]:
        end = len(text[: scalar.end].rstrip())
    elif scalar.style in BLOCKS:
        end -= 1
    return range(laid.position(scalar.start)[0], laid.position(end)[0] + 1)


@dataclass
class _Attaching:
    """One pass over a tree in the order of the file, with the lines that are not given out yet."""

    laid: Layout
    lines: list[_Line]
    spots: list[tuple[int, Part]] = field(default_factory=list)

    def column(self, value: Value) -> int:
        return self.laid.position(value.start)[1]

    def part(self, part: Part, before: Part | None, column: int) -> None:
        """Give a part the lines above it, but for those that end what stands before."""
        start = part.value.start if isinstance(part.value, Scalar) else part.start
        self.give(part.above, self.upto(start), before, column)
        if part.key:
            self.spots.append((part.key.start, part))
        for previous, one in zip([None, *part.parts], part.parts, strict=False):
            self.part(one, previous, self.column(part.value))
        if isinstance(part.value, Scalar):
            if part.value.style not in BLOCKS:
                self.spots.append((part.value.end, part))
        elif part.value.flow:
            last = part.below if part.parts else part.above
            last += [line.text for line in self.upto(part.value.end) if line.text]
            self.spots.append((part.value.end, part))

    def upto(self, start: int) -> list[_Line]:
        """Take the lines before a place."""
        count = sum(1 for line in self.lines if line.start < start)
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken

    def end(self, root: Part) -> None:
        """Give the lines at the end of the file to what they stand in."""
        self.give(root.below, self.lines, root, -1)

    def give(self, above: list[str], lines: list[_Line], before: Part | None, column: int) -> None:
        """Give lines further in than what follows to what they end, and the rest to what follows."""
        inner = list(self.open(before))
        blanks: list[str] = []
        for number, line in enumerate(lines):
            if not line.text:
                blanks.append(BLANK)
                continue
            if line.column <= column or not inner:
                above += blanks + [one.text for one in lines[number:]]
                return
            inner = [one for one in inner if self.column(one.value) <= line.column] or inner[:1]
            inner[-1].below += [*blanks, line.text]
            blanks = []
        above += blanks

    def open(self, part: Part | None) -> Iterator[Part]:
        """The lists and groups that end where a part ends, the outermost first."""
        while part is not None and not isinstance(part.value, Scalar) and not part.value.flow and part.parts:
            yield part
            part = part.parts[-1]

    def beside(self, comment: Comment, root: Part) -> None:
        """Give a comment to what began or ended last before it on its line."""
        start = self.laid.line_starts[self.laid.position(comment.start)[0]]
        spots = [(at, number) for number, (at, _) in enumerate(self.spots) if start <= at <= comment.start]
        if spots:
            part = self.spots[max(spots)[1]][1]
            part.above += part.beside
            part.beside = [comment.text]
        else:
            self.after(comment, root).append(comment.text)

    def after(self, comment: Comment, root: Part) -> list[str]:
        """Where a comment belongs that stands before its thing, as after a bracket."""
        later = [
            (part.start, number) for number, (_, part) in enumerate(self.spots) if part.start > comment.start
        ]
        return self.spots[min(later)[1]][1].above if later else root.below
