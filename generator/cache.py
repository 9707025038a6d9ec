"""What was made of a file or of a record, kept for the next build in the same process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
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


def once(make: Callable[[Value], Made]) -> Callable[[Value], Made]:
    """Make something of a value once, for as long as anybody has the value; values are told by identity."""
    found: WeakKeyDictionary[Value, Made] = WeakKeyDictionary()

    @wraps(make)
    def made_once(value: Value) -> Made:
        try:
            return found[value]
        except KeyError:
            made = found[value] = make(value)
            return made

    return made_once
