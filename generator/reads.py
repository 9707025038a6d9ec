"""What is read of the records while a page is made, so that a later build knows which pages an edit touches.

What can be read is told apart by name: all that is written in a record, by its key; what an entry is
called and when it was, by its key and `NAMED`; what leads to it, by its key and `LED_TO`; what cites a
document, by its key and `CITED`; what stands before and after it, by its key and `BESIDE`; the words of a
moment, by `MOMENT` and its id; and three lists of all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

NAMED, LED_TO, CITED, BESIDE, LISTED, MOMENT = "%", "<", "&", "^", "*", "@"
DIFFERENCES, ABSENCES, STATEMENTS = (f"{what}{LISTED}" for what in ("differences", "absences", "statements"))

# What is collected now, and what adds to it: noting is done so often that it is one call, and no more.
_seen: set[str] = set()
note = _seen.add


def of_record(name: str) -> str:
    """Name what can be read that holds it: what is written in an entry is a part of its record."""
    return (
        name
        if name[0] == MOMENT or name[-1] in (NAMED, LED_TO, CITED, BESIDE, LISTED)
        else name.partition("#")[0]
    )


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@contextmanager
def reading() -> Iterator[set[str]]:
    """Collect what is read meanwhile, and nothing else."""
    before, found = _seen, set[str]()
    _collect(found)
    try:
        yield found
    finally:
        _collect(before)


def _collect(found: set[str]) -> None:
    global _seen, note
    _seen, note = found, found.add


@contextmanager
def uncounted() -> Iterator[None]:
    """Let what is read meanwhile count for no page: who asks for it sees that its outcome is compared."""
    with reading():
        yield


def noting(slot: Any, told: Callable[[Any], str]) -> Any:
    """Make a slot of a class note each time it is read; `told` says what is noted."""
    get, put = slot.__get__, slot.__set__

    def read(one: Any) -> Any:
        note(told(one))
        return get(one)

    return property(read, put, doc=slot.__doc__)


class Kept(Generic[Key, Value]):
    """Values that several pages share, each made once: whoever takes one has read all that it was made of."""

    def __init__(self) -> None:
        self._made: dict[Key, tuple[Value, frozenset[str]]] = {}

    def take(self, key: Key, make: Callable[[], Value]) -> Value:
        """Give the value of a key, making it the first time."""
        found = self._made.get(key)
        if found is None:
            with reading() as seen:
                value = make()
            found = self._made[key] = (value, frozenset(seen))
        _seen.update(found[1])
        return found[0]
