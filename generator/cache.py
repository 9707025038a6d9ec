"""What was made of a file or of a record, kept for the next build in the same process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from generator.sources import SourceFile


@dataclass
class Memory:
    """The latest file at each path, with what was made of it; a file that is gone is forgotten.

    `fresh` counts the files of which something was made anew the last time.
    """

    _made: dict[str, tuple[SourceFile, Any]] = field(default_factory=dict)
    fresh: int = 0

    @property
    def size(self) -> int:
        return len(self._made)

    def take(self, files: Iterable[SourceFile], make: Callable[[SourceFile], Any]) -> list[Any]:
        """Make something of each file, or take what was made of it last time.

        What `make` returns must depend on the file alone, and nobody may change it.
        """
        kept: dict[str, tuple[SourceFile, Any]] = {}
        self.fresh = 0
        for file in files:
            before = self._made.get(file.path)
            if before is None or before[0] != file:
                before = (file, make(file))
                self.fresh += 1
            kept[file.path] = before
        self._made = kept
        return [made for _, made in kept.values()]


Value = TypeVar("Value")
Made = TypeVar("Made")
Part = TypeVar("Part")
More = ParamSpec("More")


# What goes with its value to the next process, by the name of what makes it.
_lasting: dict[str, WeakKeyDictionary[Any, Any]] = {}


def once(make: Callable[Concatenate[Value, More], Made]) -> Callable[Concatenate[Value, More], Made]:
    """Make something of a value once, for as long as anybody has the value; values are told by identity.

    What else is given is looked at that one time: what is made may depend on it only as far as it is
    sure to be the same to that value for good. What is made must not lead to the value, or neither
    would ever be forgotten.
    """
    return _once(make, WeakKeyDictionary())


def lasting(make: Callable[Concatenate[Value, More], Made]) -> Callable[Concatenate[Value, More], Made]:
    """Make something of a value once, as `once` does, and let it go to the next process with the value."""
    return _once(make, _lasting.setdefault(f"{make.__module__}.{make.__qualname__}", WeakKeyDictionary()))


def lasting_values() -> dict[str, list[tuple[Any, Any]]]:
    """Give all that lasts, to be written down together with the values that it was made of."""
    return {name: list(found.items()) for name, found in _lasting.items()}


def put_back(values: dict[str, list[tuple[Any, Any]]]) -> None:
    """Take what an earlier process had made of values that were read with it."""
    for name, pairs in values.items():
        _lasting.setdefault(name, WeakKeyDictionary()).update(pairs)


def _once(
    make: Callable[Concatenate[Value, More], Made], found: WeakKeyDictionary[Value, Made]
) -> Callable[Concatenate[Value, More], Made]:
    @wraps(make)
    def made_once(value: Value, /, *more: More.args, **named: More.kwargs) -> Made:
        try:
            return found[value]
        except KeyError:
            made = found[value] = make(value, *more, **named)
            return made

    return made_once


def while_same(
    make: Callable[Concatenate[Value, tuple[Part, ...], More], Made],
) -> Callable[Concatenate[Value, tuple[Part, ...], More], Made]:
    """Make something of a value and its parts, and again only when one of the parts is not what it was.

    Of what else is given the same is true as under `once`: it may add nothing to the value and the parts.
    And no part, nor what is made, may lead to a value: they are kept as long as the value is.
    """
    found: WeakKeyDictionary[Value, tuple[tuple[Part, ...], Made]] = WeakKeyDictionary()

    @wraps(make)
    def made_while_same(
        value: Value, parts: tuple[Part, ...], /, *more: More.args, **named: More.kwargs
    ) -> Made:
        before = found.get(value)
        if before is None or before[0] != parts:
            before = found[value] = (parts, make(value, parts, *more, **named))
        return before[1]

    return made_while_same
