"""Each record as data, beside its page: what was written, and apart from it what follows from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from generator.exports.chronicle import dated
from generator.exports.rows import membership_ids, path_words
from generator.exports.stock import SHAPE_VERSION, Stock, filled, json_file
from generator.exports.written import plain
from generator.graph import Link, Node
from generator.reads import Kept
from generator.timeline import Membership, Throughline, Turnout, response_due, status_on

Object = dict[str, Any]


def path(stock: Stock, node: Node) -> str:
    """Name the file beside the page of a record, or of a decision taken at a meeting."""
    return f"{stock.library.addresses.of(node).strip('/')}/index.json"


@dataclass(frozen=True)
class Writer:
    """Writes records as data; what they share is found once."""

    stock: Stock
    things: Kept[str, Object] = field(default_factory=Kept)

    @cached_property
    def own(self) -> Mapping[int, str]:
        """The id of each membership."""
        memberships = self.stock.timeline.memberships
        return dict(zip(map(id, memberships), membership_ids(self.stock), strict=True))

    @cached_property
    def turnouts(self) -> Mapping[str, list[Turnout]]:
        """How often each person came, by the person."""
        found: dict[str, list[Turnout]] = defaultdict(list)
        for one in self.stock.timeline.turnouts:
            found[one.person.key].append(one)
        return found

    def files(self, node: Node) -> dict[str, bytes]:
        """Write the file of one record."""
        return {path(self.stock, node): json_file(self.twin(node))}

    def twin(self, node: Node) -> Object:
        """Describe one record."""
        stock = self.stock
        return {
            "version": SHAPE_VERSION,
            **filled(
                id=node.key,
                kind=node.kind,
                address=stock.address(node),
                within=node.home.key if node.parent is not None else None,
                licence=stock.site.licence,
            ),
            "written": plain(node.written),
            "derived": self.derived(node),
            "links": [self.link(one) for one in _in_order(self.links_of(node))],
            "referred_to_by": self.back_links(node),
            "sources": stock.sources(stock.cited(node)),
        }

    def derived(self, node: Node) -> Object:
        """Give what follows from the whole record for this one."""
        sourced, total = self.stock.library.coverage(node)
        own = DERIVED.get(node.kind)
        return filled(
            title=node.title,
            when=dated(node.when),
            **(own(self, node) if own else {}),
            throughlines=[
                self.thing(one.recommendation)
                for one in self.stock.timeline.chains_of.get(node.key, ())
                if one.recommendation is not node
            ],
            statements={"total": total, "with_source": sourced} if total else None,
        )

    def thing(self, node: Node) -> Object:
        """Name a node, with its date and address; the same node is named in many files."""

        def make() -> Object:
            when = node.when.text if node.when else None
            return filled(id=node.key, title=node.title, date=when, address=self.stock.address(node))

        return self.things.take(node.key, make)

    def links_of(self, node: Node) -> Iterable[Link]:
        graph = self.stock.graph
        yield from self.stock.library.links_from(node)
        for entry in graph.entries_of.get(node.home.key, ()):
            if entry is not node and entry.path[: len(node.path)] == node.path:
                yield from self.stock.library.links_from(entry)

    def link(self, one: Link) -> Object:
        """Say what a reference names, and which field it stands in."""
        return {"field": path_words(one.path), **self.thing(one.target)}

    def back_links(self, node: Node) -> Object:
        """List all that refers to a record or an entry in it, by what it says of it."""
        groups: dict[str, dict[str, Node]] = defaultdict(dict)
        for link in sorted(self.links_to(node), key=_in_time):
            if link.source.home is not node and link.source.home.kind != "site":
                groups[link.back].setdefault(link.source.key, link.source)
        return {back: [self.thing(one) for one in groups[back].values()] for back in sorted(groups)}

    def links_to(self, node: Node) -> Iterable[Link]:
        graph = self.stock.graph
        yield from self.stock.library.links_to(node)
        for entry in graph.entries_of.get(node.home.key, ()):
            if entry is not node and entry.path[: len(node.path)] == node.path:
                yield from self.stock.library.links_to(entry)

    def membership(self, one: Membership) -> Object:
        """Describe one seat or office held."""
        written = one.written
        return filled(
            id=self.own[id(one)],
            holder=one.holder.key if one.holder else None,
            name=one.holder.title if one.holder else one.name_as_written,
            body=one.body.key,
            post=one.post.key if one.post else None,
            role=one.role,
            start_date=written.start_date.text if written.start_date else None,
            end_date=written.end_date.text if written.end_date else None,
            seen=[when.text for when in one.seen],
            current_as_of=written.current_as_of.text if written.current_as_of else None,
        )

    def person(self, node: Node) -> Object:
        """Give a person's seats and offices, and how often the person came."""
        return {
            "memberships": [self.membership(one) for one in self.stock.timeline.held_by.get(node.key, ())],
            "attendance": [
                {"body": one.body.key, "attended": one.attended, "possible": one.possible}
                for one in self.turnouts.get(node.key, ())
            ],
        }

    def body(self, node: Node) -> Object:
        """Give a body's seats and offices, and those it holds on other bodies."""
        timeline = self.stock.timeline
        return {
            "members": [self.membership(one) for one in timeline.members_of.get(node.key, ())],
            "memberships": [self.membership(one) for one in timeline.held_by.get(node.key, ())],
        }

    def recommendation(self, node: Node) -> Object:
        """Give the status of a recommendation, the day an answer is due, and its thread."""
        update = status_on(node, self.stock.library.as_at)
        due = response_due(self.stock.graph, node)
        chains = self.stock.timeline.chains_of.get(node.key, ())
        return {
            "status": {"status": update.status, "as_at": update.as_at.text} if update else None,
            "response_due": due.text if due else None,
            "throughline": [step for one in chains if one.recommendation is node for step in self.steps(one)],
        }

    def steps(self, line: Throughline) -> Iterable[Object]:
        """Give the steps of a thread, each with what is on it or the words that say it is missing."""
        for step in line.steps:
            things = [
                filled(id=knot.node.key, title=knot.words, date=knot.when.text if knot.when else None,
                       address=self.stock.address(knot.node))
                for knot in step.knots
            ]  # fmt: skip
            yield filled(step=step.id, things=things, missing=step.missing)


DERIVED: dict[str, Callable[[Writer, Node], Object]] = {
    "people": Writer.person,
    "boards": Writer.body,
    "organizations": Writer.body,
    "recommendations": Writer.recommendation,
}


def _in_time(link: Link) -> tuple[date, str]:
    when = link.source.home.when
    return ((when.earliest if when else None) or date.max, link.source.key)


def _in_order(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda one: (path_words(one.path), one.target.key))
