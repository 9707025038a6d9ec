"""Who sat where and held which office, in the time that there was such a body and such an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.cache import once
from generator.checks.whole import each, find
from generator.dates import When
from generator.graph import Graph, Linked, Node
from generator.problems import Place, Problem
from generator.records.entries import Membership

# The kinds of body that have members.
SEATED = ("boards", "organizations")


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership where it stands in its body's file, with its holder and office."""

    body: Node
    index: int
    written: Membership
    holder: Node | None
    post: Node | None

    @property
    def name(self) -> str:
        return self.holder.title if self.holder else self.written.name_as_written or "this member"

    @property
    def place(self) -> Place:
        return self.body.record.place(("members", self.index))

    @property
    def held(self) -> tuple[date, date] | None:
        """The first and the last day for which papers surely show it; without an end no further."""
        one = self.written
        starts = [one.start_date.latest] if one.start_date else []
        ends = [one.end_date.earliest] if one.end_date else []
        proved = [when.earliest for when in (*(s.on for s in one.seen), one.current_as_of) if when]
        days = [day for day in (*starts, *ends, *proved) if day is not None]
        return (min(days), max(days)) if days else None


@once
def seats(linked: Linked, graph: Graph) -> tuple[Seat, ...]:
    """List the memberships of a body, each with its place."""
    body = linked.node
    return tuple(
        Seat(
            body, index, written,
            find(graph, written.person or written.organization, body, "people", "boards", "organizations"),
            find(graph, written.post, body, "posts"),
        )
        for index, written in enumerate(body.written.members)
    )  # fmt: skip


@each(*SEATED)
def ensure_members_fit_their_body(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure nobody sits on a body before it began or after it ended."""
    for seat in seats(linked, graph):
        written = seat.body.written
        if _is_outside(seat.written, written.founding_date, written.dissolution_date):
            message = f"{seat.name} is a member outside the life of {seat.body.title}"
            hint = "Check the body’s founding and dissolution dates and the membership’s."
            yield Problem("member-outside-body", message, seat.place, hint)


@each(*SEATED)
def ensure_holders_fit_their_post(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure nobody holds an office before it was created or after it ended."""
    for seat in seats(linked, graph):
        post = seat.post
        if post is not None and _is_outside(seat.written, post.written.start_date, post.written.end_date):
            message = f"{seat.name} holds an office outside its time: {post.title}"
            hint = "Check start_date and end_date of the office under posts, and those of the membership."
            yield Problem("member-outside-post", message, seat.place, hint)


def _is_outside(held: Membership, began: When | None, ended: When | None) -> bool:
    """Whether a seat, or a day that it is seen on, surely ends before a time or starts after it."""
    spans = [(held.start_date, held.end_date), *((one.on, one.on) for one in held.seen)]
    return any(
        bool(start and ended and ended.latest and start.earliest and start.earliest > ended.latest)
        or bool(end and began and began.earliest and end.latest and end.latest < began.earliest)
        for start, end in spans
    )


@each(*SEATED)
def ensure_memberships_do_not_overlap(linked: Linked, graph: Graph) -> Iterator[Problem]:
    """Ensure nobody is twice in one seat or office at a time."""
    same: dict[tuple[Any, ...], list[tuple[tuple[date, date], Seat]]] = defaultdict(list)
    for seat in seats(linked, graph):
        if seat.holder is not None and seat.held is not None:
            role = (
                seat.post.key if seat.post else (seat.written.label or seat.written.role or "member").lower()
            )
            key = (seat.body.key, seat.holder.key, role, seat.written.on_behalf_of, seat.written.area)
            same[key].append((seat.held, seat))
    for group in same.values():
        yield from _overlaps(sorted(group, key=lambda pair: (pair[0], pair[1].index)))


def _overlaps(group: list[tuple[tuple[date, date], Seat]]) -> Iterator[Problem]:
    """Report each seat that begins while an earlier one lasts; two may meet on one day."""
    longest: tuple[tuple[date, date], Seat] | None = None
    for held, seat in group:
        if longest is not None and (held[0] < longest[0][1] or held[0] == longest[0][0]):
            line = longest[1].place.line
            message = f"{seat.name} is in the same seat twice at one time"
            hint = f"The other is on line {line}. Make them one, or check where the first ends."
            yield Problem("members-overlap", message, seat.place, hint)
        if longest is None or held[1] > longest[0][1]:
            longest = (held, seat)
