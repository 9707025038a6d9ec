"""A tree written out again: two spaces a step, fields in order, short lists on one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.formatting.order import rank
from generator.formatting.scalars import BLANK, block, inline, is_plain
from generator.formatting.tree import Part
from generator.formatting.wrapping import WIDTH
from generator.markdown import Prose
from generator.parsing import Fields, Scalar
from generator.parsing.positions import BLOCKS
from generator.records import Shape, shapes
from generator.records.entries import Model

STEP = 2
# How little there may be around a text without quotes, so that it is read as that text.
KEY, ITEM, IN_BRACKETS = "{}:", "- {}", "[{}]"


@dataclass(frozen=True, slots=True)
class Writing:
    """The text that the parts of a tree are read from."""

    text: str

    def file(self, root: Part, model: type[Model]) -> str:
        """Write all fields of a file."""
        lines = [*_tidy([*root.above, *root.beside], 0, first=True), *self.fields(root, model, 0)]
        lines += _without_blanks_at_the_end(_tidy(root.below, 0))
        return "".join(f"{line}\n" for line in lines)

    def fields(self, part: Part, model: type[Model] | None, margin: int) -> Iterator[str]:
        """Write a group of fields, each on its own line, in the order of their model."""
        order = rank(model) if model else {}
        fields = sorted(part.parts, key=lambda one: order.get(_key(one), len(order)))
        for one in fields:
            yield from _tidy(one.above, margin, first=one is fields[0])
            yield from self.field(one, shapes(model).get(_key(one)) if model else None, margin)

    def field(self, part: Part, shape: Shape | None, margin: int) -> Iterator[str]:
        assert part.key
        key = inline(part.key, self.text, KEY)
        opening = f"{' ' * margin}{key}:"
        yield from self.value(part, shape, opening, margin)

    def value(self, part: Part, shape: Shape | None, opening: str, margin: int) -> Iterator[str]:
        """Write a value after what opens it: on the same line, or on lines of its own below."""
        if isinstance(part.value, Scalar):
            yield from self.scalar(part, part.value, shape, opening, margin)
            return
        flow = self.flow(part)
        if flow is not None and len(f"{opening} {flow}") <= WIDTH:
            yield _with(f"{opening} {flow}", part.beside)
            return
        yield _with(opening, part.beside)
        yield from self.parts(part, shape.model if shape else None, margin + STEP)

    def parts(self, part: Part, model: type[Model] | None, margin: int) -> Iterator[str]:
        """Write the fields or items of a value on lines of their own."""
        if isinstance(part.value, Fields):
            yield from self.fields(part, model, margin)
        else:
            for one in part.parts:
                yield from _tidy(one.above, margin, first=one is part.parts[0])
                yield from self.item(one, model, margin)
        yield from _tidy(part.below, margin)

    def item(self, part: Part, model: type[Model] | None, margin: int) -> Iterator[str]:
        """Write an item of a list; the comments of its first field come above the hyphen."""
        opening = f"{' ' * margin}-"
        flow = None if isinstance(part.value, Scalar) else self.flow(part)
        if isinstance(part.value, Scalar) or (flow is not None and len(f"{opening} {flow}") <= WIDTH):
            yield from self.value(part, None, opening, margin)
            return
        yield from _tidy(part.beside, margin)
        opened = False
        for line in self.parts(part, model, margin + STEP):
            if opened or not line.strip() or line.lstrip().startswith("#"):
                yield line if opened else line[STEP:]
            else:
                opened = True
                yield f"{opening}{line[margin + 1 :]}"

    def scalar(
        self, part: Part, scalar: Scalar, shape: Shape | None, opening: str, margin: int
    ) -> Iterator[str]:
        """Write a text on the line it belongs to or, where it is long, as a block."""
        line = f"{opening} {inline(scalar, self.text)}".rstrip()
        if _is_block(scalar, line, self.text, is_prose=shape is not None and shape.type is Prose):
            head, *lines = block(scalar, self.text, margin + STEP)
            yield _with(f"{opening} {head}", part.beside)
            yield from lines
        else:
            yield _with(line, part.beside)

    def flow(self, part: Part) -> str | None:
        """Write a list or group on one line, if it was written in brackets and has no comment inside."""
        if isinstance(part.value, Scalar):
            return inline(part.value, self.text, IN_BRACKETS)
        if part.parts and (not part.value.flow or part.has_comments_inside):
            return None
        inner = [self.flow_entry(one) for one in part.parts]
        if isinstance(part.value, Fields):
            return f"{{{', '.join(inner)}}}"
        return f"[{', '.join(inner)}]"

    def flow_entry(self, part: Part) -> str:
        key = f"{inline(part.key, self.text, IN_BRACKETS)}: " if part.key else ""
        return f"{key}{self.flow(part)}"


def _is_block(scalar: Scalar, line: str, text: str, *, is_prose: bool) -> bool:
    """Tell whether a text needs lines of its own; one in Markdown keeps those that it was given."""
    is_long = len(line) > WIDTH or "\n" in scalar.text
    if scalar.style in BLOCKS:
        return bool(scalar.text) and (is_prose or is_long or not is_plain(scalar.text, ITEM))
    had_lines = "\n" in text[scalar.start : scalar.end]
    return bool(scalar.text) and is_long and (is_prose or had_lines)


def _key(part: Part) -> str:
    return part.key.text if part.key else ""


def _with(line: str, beside: list[str]) -> str:
    return "  ".join((line, *beside))


def _tidy(comments: list[str], margin: int, *, first: bool = False) -> list[str]:
    """Give comments their margin; of empty lines one is kept, and none at the start of a group."""
    found: list[str] = []
    for one in comments:
        if one or (found[-1] if found else not first):
            found.append(f"{' ' * margin}{one}" if one else BLANK)
    return found


def _without_blanks_at_the_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
