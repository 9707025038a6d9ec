"""Who sat on what, and held which office, when: as far as the papers prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.cache import once
from generator.dates import Span, When, tenure
from generator.graph import Graph, Linked, Node
from generator.records.entries import Membership as Written

# The kinds of body, in their order.
SEATED = ("boards", "organizations")


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """One holding of a seat or office, derived from what a body's file says."""

    holder: Node | None
    name_as_written: str | None
    body: Node
    post: Node | None
    written: Written
    node: Node
    # What papers prove, in order of time, and the days for which one shows it to be held on each of them.
    proofs: tuple[When, ...] = field(init=False, repr=False)
    proved: tuple[Span, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Every day that is asked about is looked for in these: they are found once.
        current = self.written.current_as_of
        proofs = (*self.seen, current) if current else self.seen
        in_order = sorted(proofs, key=lambda when: when.sort_key)
        object.__setattr__(self, "proofs", tuple(in_order))
        object.__setattr__(self, "proved", tuple(when.span for when in in_order if _names_days(when)))

    @property
    def span(self) -> Span:
        return tenure(self.written.start_date, self.written.end_date)

    @property
    def role(self) -> str:
        """The office or role in words: the post's title, else the source's word, else the role."""
        if self.post is not None:
            return str(self.post.written.label)
        return self.written.label or (self.written.role or "member").capitalize()

    @property
    def seen(self) -> tuple[When, ...]:
        """The days that papers prove, in order of time."""
        return tuple(sorted((s.on for s in self.written.seen), key=lambda when: when.sort_key))

    @property
    def sort_key(self) -> tuple[date, str, str]:
        first = self.written.start_date or (self.seen[0] if self.seen else None)
        name = self.holder.title if self.holder else self.name_as_written or ""
        return ((first.earliest if first else None) or date.max, self.role, name)

    def is_proved_on(self, day: date) -> bool:
        """Whether a paper shows it to be held on this very day."""
        return any(span.holds(day) for span in self.proved)

    def standing_on(self, day: date) -> str | None:
        """Say how this was held on a day by what was known up to it, or None if it was not shown to be.

        Nothing later than the day is used: not a later sighting, and not the day it ended.
        """
        start, end = self.written.start_date, self.written.end_date
        if (start and start.earliest and start.earliest > day) or (end and end.latest and end.latest < day):
            return None
        known = [when for when in self.proofs if when.latest and when.latest <= day]
        if self.is_proved_on(day):
            return "in office on the day"
        if start and start.earliest:
            some_day = not start.is_day and start.latest is not None and start.latest >= day
            return f"in office from {'some day in ' if some_day else ''}{start}"
        return f"last recorded {known[-1]}" if known else None


def _names_days(when: When) -> bool:
    """Whether a date is exact to the day at both its ends, so that it proves each day between."""
    return all(end is not None and end.is_day for end in when.ends or (when,))


def memberships(graph: Graph) -> tuple[Membership, ...]:
    """List every membership written on a body, in order of body and then of time."""
    return tuple(one for linked in graph.linked_of(*SEATED) for one in memberships_in(linked, graph))


@once
def memberships_in(linked: Linked, graph: Graph) -> tuple[Membership, ...]:
    """List the memberships written on one body, in order of time."""
    found = (_membership(graph, linked.node, written) for written in linked.node.written.members)
    return tuple(sorted(found, key=lambda one: one.sort_key))


def _membership(graph: Graph, body: Node, written: Written) -> Membership:
    holder = written.person or written.organization
    node = graph.nodes.get(f"{body.key}#{written.id}") if written.id else None
    return Membership(
        holder=graph.find(holder, body) if holder else None,
        name_as_written=written.name_as_written,
        body=body,
        post=graph.find(written.post, body) if written.post else None,
        written=written,
        node=node or body,
    )
