"""What differs in one record, told in sentences: by a teller of its own where there is one, else plainly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.diff.changes import GROUP_OF_KIND, Change, Mention, Sentence, listed, sentence
from generator.diff.sides import Side
from generator.diff.steps import Compared, Step
from generator.diff.texts import counted, reworded, sentence_count
from generator.diff.words import (
    citation_words,
    entry_words,
    field,
    mention,
    noun,
    place,
    prose_words,
    reference_words,
    value_words,
)
from generator.graph import Node
from generator.markdown import Prose
from generator.records import Shape, shapes
from generator.records.entries import Absence, Citation, Difference, Model

FEW = 6


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One record in two states, and the words for what is in it."""

    compared: Compared

    @property
    def side(self) -> Side:
        return self.compared.after

    @property
    def home(self) -> Node:
        return self.compared.new

    @property
    def group(self) -> str:
        return GROUP_OF_KIND.get(self.home.kind, "settings")

    @property
    def record(self) -> Mention:
        return mention(self.side, self.home)

    def old(self, value: Any, shape: Shape | None = None) -> str:
        """Print a value of the earlier state."""
        return value_words(self.compared.before, value, shape, self.compared.old)

    def new(self, value: Any, shape: Shape | None = None) -> str:
        """Print a value of the later state."""
        return value_words(self.side, value, shape, self.home)

    def name(self, written: str | None, *kinds: str, old: bool = False) -> str:
        """Name what a reference means; nothing where there is none."""
        side, home = (self.compared.before, self.compared.old) if old else (self.side, self.home)
        return reference_words(side, written, home, kinds) if written else ""

    def entry(self, entry: Any, *, old: bool = False) -> str:
        """Name an entry in a few words."""
        side, home = (self.compared.before, self.compared.old) if old else (self.side, self.home)
        return entry_words(side, entry, home)

    def facts(self, entry: Any, *, old: bool = False) -> str:
        """Print the plain fields of a group."""
        model: type[Model] = type(entry)
        said = self.old if old else self.new
        fields = [one for one in shapes(model).values() if one.model is None and getattr(entry, one.name)]
        facts = [f"{field(one)} {said(getattr(entry, one.name), one)}" for one in fields]
        return ", ".join(facts[:FEW])

    def prose(self, prose: Prose | None, *, old: bool = False) -> str:
        """Read a text without its marks."""
        return prose_words(self.compared.before if old else self.side, prose)

    def place(self, step: Step) -> Sentence:
        """Say where something is."""
        return place(self.side, step.trail, self.home)

    def change(self, action: str, *parts: str | Mention | Sentence, group: str = "") -> Change:
        """Make a change that stands under the heading of the record's kind, unless another is given."""
        return Change(group or self.group, action, sentence(*parts))


# Told by a function of its own: a field of a model, by their names.
Teller = Callable[[Told, Step], Iterator[Change]]
Tellers = dict[tuple[str, str], Teller]


def tell(told: Told, tellers: Tellers) -> Iterator[Change]:
    """Tell all that differs in a record; what is alike is told together."""
    together: dict[tuple[str, bool, Sentence], list[Step]] = {}
    steps = told.compared.steps()
    for step in steps:
        teller = tellers.get((type(step.holder.after).__name__, step.shape.name))
        if teller is not None:
            yield from teller(told, step)
        elif step.shape.model is Citation:
            together.setdefault(("sources", step.before is None, (told.record,)), []).append(step)
        elif step.is_entry and not step.shape.many:
            yield _group(told, step)
        elif step.is_entry or (step.shape.many and not isinstance(step.after, Prose)):
            together.setdefault((step.shape.name, step.before is None, told.place(step)), []).append(step)
        elif isinstance(step.before or step.after, Prose):
            yield _text(told, step)
        else:
            yield _value(told, step)
    for (_, is_new, where), alike in together.items():
        yield _together(told, alike, where, is_new=is_new)
    if not steps and told.compared.differs:
        yield told.change("reordered", "what stands in ", told.record, " was put in another order")


def _value(told: Told, step: Step) -> Change:
    """Tell of a single value that was added, removed or changed."""
    name, where = field(step.shape), told.place(step)
    if step.before is None:
        return told.change("set", where, f": {name} added: ", told.new(step.after, step.shape))
    if step.after is None:
        return told.change("unset", where, f": {name} removed: ", told.old(step.before, step.shape))
    old, new = told.old(step.before, step.shape), told.new(step.after, step.shape)
    return told.change("changed", where, f": {name} changed from {old} to {new}")


def _text(told: Told, step: Step) -> Change:
    """Tell of a text that was added, removed or reworded."""
    name, where = field(step.shape), told.place(step)
    old, new = told.prose(step.before, old=True), told.prose(step.after)
    if step.before is None or step.after is None:
        action, verb = ("text-added", "added") if step.before is None else ("text-removed", "removed")
        count = counted(sentence_count(new or old), "sentence")
        return told.change(action, where, f": {name} {verb} ({count})", group="texts")
    found = reworded(old, new)
    said = told.change("reworded", where, f": {name} reworded ({found.words})", group="texts")
    return Change(said.group, said.action, said.sentence, found.before, found.after)


def _group(told: Told, step: Step) -> Change:
    """Tell of a group of fields that was added or removed: a vote, a quotation."""
    old = step.after is None
    entry, verb = (step.before, "removed") if old else (step.after, "added")
    facts = told.facts(entry, old=old)
    return told.change(verb, told.place(step), f": {noun(type(entry))} {verb}{f': {facts}' if facts else ''}")


def _together(told: Told, steps: list[Step], where: Sentence, *, is_new: bool) -> Change:
    """Tell in one sentence of entries or values of one kind that were added, or removed."""
    verb, preposition = ("added", "to") if is_new else ("removed", "from")
    model = steps[0].shape.model
    if model is Citation:
        return _sources(told, steps, where, verb, preposition)
    if model is None:
        values = [
            told.new(one.after, one.shape) if is_new else told.old(one.before, one.shape) for one in steps
        ]
        return told.change(verb, where, f": {field(steps[0].shape)}, {verb}: ", listed(values, FEW))
    count = counted(len(steps), noun(model), noun(model, many=True))
    names = [told.entry(one.after if is_new else one.before, old=not is_new) for one in steps]
    quoted = listed([f"“{name}”" for name in names], FEW)
    group = "doubts" if model in (Absence, Difference) else ""
    return told.change(verb, f"{count} {verb} {preposition} ", where, ": ", quoted, group=group)


def _sources(told: Told, steps: list[Step], where: Sentence, verb: str, preposition: str) -> Change:
    """Tell of the sources added to a record or removed from it, wherever in it they stand."""
    side, home = (told.side, told.home) if verb == "added" else (told.compared.before, told.compared.old)
    cited = sorted({citation_words(side, step.after or step.before, home) for step in steps})
    count = counted(len(steps), "source")
    return told.change(
        f"source-{verb}", f"{count} {verb} {preposition} ", where, ": ", listed(cited, FEW), group="sources"
    )
