"""What an import did not carry: every value, where it stood in the source, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from generator.checks.privacy import found_in

NO_FIELD = "There is no field for it."
PRIVATE = "It is personal, so it does not belong in a public record. It is not repeated here."
LOOKS_PERSONAL = "It looks personal, so it is not repeated here."
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Loss:
    """One value that was left out or changed: `value` is nothing where it may not be repeated."""

    where: str
    field: str
    why: str
    of: str = ""
    value: Any = None
    carried_as: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the fields that hold something."""
        found = {
            "where": self.where, "field": self.field, "of": self.of, "value": self.value,
            "carried_as": self.carried_as, "why": self.why,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value not in (None, "")}

    @property
    def shown(self) -> str:
        """The value on one short line of visible signs."""
        if self.value is None:
            return ""
        text = self.value if isinstance(self.value, str) else json.dumps(self.value, ensure_ascii=False)
        plain = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
        return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"


@dataclass(slots=True)
class Losses:
    """The losses of one import, in the order they were met."""

    found: list[Loss] = field(default_factory=list)

    def add(self, loss: Loss) -> None:
        """Write one down; a value that looks personal is not repeated."""
        value = loss.value if isinstance(loss.value, str) else json.dumps(loss.value, ensure_ascii=False)
        if loss.value is not None and found_in(value, "people"):
            loss = replace(loss, value=None, why=f"{loss.why} {LOOKS_PERSONAL}")
        self.found.append(loss)

    def groups(self) -> Iterator[tuple[str, str, list[Loss]]]:
        """Group what is alike: the field, the reason, and each loss."""
        grouped: dict[tuple[str, str], list[Loss]] = {}
        for loss in self.found:
            grouped.setdefault((loss.field, loss.why), []).append(loss)
        for (name, why), losses in sorted(grouped.items()):
            yield name, why, losses
