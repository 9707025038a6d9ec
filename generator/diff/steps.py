"""What differs between two states of one record: each value, each entry that is new or gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.diff.sides import Side
from generator.graph import Node
from generator.records import Shape, shapes
from generator.records.entries import Citation, Model

# A way to know an entry again: it gives of an entry what must be equal, by what its values mean.
Meaning = Callable[..., Any]
Telling = Callable[[Model, Meaning], Any]
# What says how a record is published and where it was before is told apart from what it says.
NOT_COMPARED = frozenset({"aliases", "publication", "publish_on"})
# By what an entry without an id is known again, for each name of a model.
KNOWN_BY: dict[str, tuple[str, ...]] = {
    "Absence": ("what",),
    "Attendance": ("person", "name_as_written"),
    "Count": ("what",),
    "Declaration": ("person", "name_as_written", "item"),
    "Difference": ("field",),
    "Judgement": ("area", "body"),
    "Link": ("url",),
    "MenuEntry": ("address",),
    "OtherName": ("name",),
    "OutlinePlace": ("id",),
    "Paper": ("document",),
    "PlanCount": ("what",),
    "Point": ("date", "category"),
    "Progress": ("as_at",),
    "Sighting": ("on",),
    "StatusUpdate": ("as_at",),
    "Target": ("target_date",),
    "Took": ("person", "organization", "name_as_written"),
}
SEAT = ("person", "organization", "name_as_written", "post", "role", "label")
# Such an entry about somebody else is another entry, however alike the rest of it is.
ABOUT_SOMEBODY = frozenset({"Attendance", "Declaration", "Membership", "Took"})
# What often stays when an entry was given another id, or what it is known by was put right.
OFTEN_KEPT: dict[str, tuple[str, ...]] = {
    "Absence": ("reason", "note"),
    "Contribution": ("text",),
    "Link": ("title",),
    "MenuEntry": ("title",),
    "Part": ("text",),
    "Request": ("text",),
    "StatusUpdate": ("text",),
    "Term": ("term",),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A record or entry as it was and as it is, and the field that it fills."""

    before: Any
    after: Any
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that differs: in which entries, in which field, from what to what; None is nothing."""

    trail: tuple[Pair, ...]
    shape: Shape
    before: Any
    after: Any

    @property
    def holder(self) -> Pair:
        return self.trail[-1]

    @property
    def is_entry(self) -> bool:
        """Whether it is a whole entry that is new or gone."""
        return self.shape.model is not None and self.shape.model is not Citation


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One record in two states, with what its references mean in each."""

    before: Side
    after: Side
    old: Node
    new: Node

    def was(self, value: Any, shape: Shape | None = None) -> Any:
        """What a value of the earlier state means."""
        return self.before.meaning(value, shape, self.old)

    def now(self, value: Any, shape: Shape | None = None) -> Any:
        """What a value of the later state means."""
        return self.after.meaning(value, shape, self.new)

    def steps(self) -> tuple[Step, ...]:
        """List what differs, in the order of the models."""
        return tuple(self._steps((Pair(self.old.written, self.new.written),)))

    @property
    def differs(self) -> bool:
        """Whether anything in the two differs, even if it is only an order."""
        model: type[Model] = type(self.new.written)
        fields = [one for one in shapes(model).values() if one.name not in NOT_COMPARED]
        return any(
            self.was(getattr(self.old.written, one.name), one)
            != self.now(getattr(self.new.written, one.name), one)
            for one in fields
        )

    def _steps(self, trail: tuple[Pair, ...]) -> Iterator[Step]:
        before, after = trail[-1].before, trail[-1].after
        model: type[Model] = type(after)
        fields = shapes(model)
        if getattr(before, "access", None) != getattr(after, "access", None):
            # One of the two states shows nothing but a shell: what is in the other is not told.
            yield Step(trail, fields["access"], before.access, after.access)
            return
        for shape in fields.values():
            old, new = getattr(before, shape.name), getattr(after, shape.name)
            if shape.name not in NOT_COMPARED and self.was(old, shape) != self.now(new, shape):
                yield from self._field(trail, shape, old, new)

    def _field(self, trail: tuple[Pair, ...], shape: Shape, old: Any, new: Any) -> Iterator[Step]:
        is_entry = shape.model is not None and shape.model is not Citation
        if is_entry and not shape.many and old is not None and new is not None:
            yield from self._steps((*trail, Pair(old, new, shape)))
        elif is_entry and shape.many:
            for one, other in self._matched(shape, old, new):
                if one is not None and other is not None:
                    yield from self._steps((*trail, Pair(one, other, shape)))
                else:
                    yield Step(trail, shape, one, other)
        elif shape.many:
            yield from self._values(trail, shape, old, new)
        else:
            yield Step(trail, shape, old, new)

    def _values(self, trail: tuple[Pair, ...], shape: Shape, old: Any, new: Any) -> Iterator[Step]:
        """What left a list of plain values, and what joined it."""
        left: dict[Any, list[Any]] = {}
        for one in old:
            left.setdefault(self.was(one, shape), []).append(one)
        joined = []
        for other in new:
            same = left.get(self.now(other, shape))
            if same:
                same.pop()
            else:
                joined.append(other)
        yield from (Step(trail, shape, one, None) for same in left.values() for one in same)
        yield from (Step(trail, shape, None, other) for other in joined)

    def _matched(self, shape: Shape, old: Iterable[Model], new: Iterable[Model]) -> list[tuple[Any, Any]]:
        """Pair the entries of a list with what they were; what is left over is gone or new."""
        gone, come = list(old), list(new)
        found: list[tuple[Any, Any]] = []
        for told in self._tellings(shape):
            by_telling: dict[Any, list[Model]] = {}
            for one in gone:
                by_telling.setdefault(told(one, self.was), []).append(one)
            left = []
            for other in come:
                telling = told(other, self.now)
                if telling is not None and by_telling.get(telling):
                    found.append((by_telling[telling].pop(0), other))
                else:
                    left.append(other)
            gone, come = [one for same in by_telling.values() for one in same], left
        if len(gone) == len(come) == 1 and self._is_alike(gone[0], come[0]):
            return [*found, (gone[0], come[0])]
        return [*found, *((one, None) for one in gone), *((None, other) for other in come)]

    def _is_alike(self, one: Model, other: Model) -> bool:
        """Whether the last entry left over is the other reworded: half of what is filled is the same."""
        if type(one).__name__ in ABOUT_SOMEBODY:
            return False
        same = differing = 0
        for shape in shapes(type(one)).values():
            old, new = self.was(getattr(one, shape.name), shape), self.now(getattr(other, shape.name), shape)
            if old or new:
                same, differing = same + (old == new), differing + (old != new)
        return same >= differing

    def _tellings(self, shape: Shape) -> tuple[Telling, ...]:
        """The ways to know an entry again, the surest first."""
        name = shape.model.__name__ if shape.model else ""
        ways: list[Telling] = [_by_id, _whole]
        if name == "Membership":
            return (*ways, _by(*SEAT, "start_date"), _by(*SEAT))
        if name in KNOWN_BY:
            ways.append(_by(*KNOWN_BY[name]))
        if name in OFTEN_KEPT:
            ways.append(_by(*OFTEN_KEPT[name]))
        return (*ways, _by("title", "label"))


def _by_id(entry: Model, _: Meaning) -> Any:
    return getattr(entry, "id", None)


def _whole(entry: Model, meaning: Meaning) -> Any:
    return meaning(entry)


def _by(*names: str) -> Telling:
    """Know an entry by some of its fields; not at all where none of them is filled."""

    def told(entry: Model, meaning: Meaning) -> Any:
        fields = shapes(type(entry))
        values = tuple(meaning(getattr(entry, name, None), fields.get(name)) for name in names)
        return values if any(value is not None for value in values) else None

    return told
