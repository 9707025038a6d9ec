"""What a page is about, for search engines: in types and properties that schema.org has.

A recommendation is no `Recommendation` of schema.org, which is a kind of review, but a creative work.
Everything needs the public address of the site, and is left out without one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.addresses import Addresses
from generator.dates import When
from generator.graph import Graph, Node
from generator.markdown import Prose, plain_source
from generator.timeline import Membership, Timeline

Thing = dict[str, Any]
STATUSES = {
    "cancelled": "EventCancelled", "postponed": "EventPostponed", "held": "EventScheduled",
    "scheduled": "EventScheduled", "planned": "EventScheduled", "happened": "EventScheduled",
}  # fmt: skip
# A browser ends a script at these signs, whatever stands around them.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Describer:
    """Says in schema.org's words what things are."""

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    names: Mapping[str, str]
    base_url: str

    def words(self, prose: Prose | None) -> str:
        """Read a text without its marks, links as the names of what they lead to."""
        return plain_source(prose.source, self.names) if prose else ""

    def url(self, address: str) -> str:
        return f"{self.base_url}{address}"

    def named(self, node: Node) -> Thing:
        """Name a person or body, with its page."""
        kind = "Person" if node.kind == "people" else "GovernmentOrganization"
        return {"@type": kind, "name": node.title, "url": self.url(self.addresses.of(node))}

    def all_named(self, home: Node, *written: str | None) -> list[Thing]:
        """Name whom references mean, an office standing for its body."""
        found = (self.graph.find(one, home) for one in written if one)
        nodes = (one if one.kind == "people" else one.home for one in found if one)
        actors = {node.key: node for node in nodes if node.kind in ("people", "boards", "organizations")}
        return [self.named(node) for node in actors.values()]

    def work(self, node: Node | None) -> Thing | None:
        """Name a document or another record as a work."""
        if node is None:
            return None
        return {"@type": "CreativeWork", "name": node.title, "url": self.url(self.addresses.of(node))}


def describe(describer: Describer, node: Node) -> Thing | None:
    """Describe the record that a page is about; some kinds are nothing that schema.org has a word for."""
    make = MAKERS.get(node.kind)
    if make is None:
        return None
    about = describer.words(getattr(node.written, "summary", None))
    common = {
        "@context": "https://schema.org", "name": node.title, "description": about,
        "url": describer.url(describer.addresses.of(node)),
    }  # fmt: skip
    return _filled(common | make(describer, node))


def crumbs(describer: Describer, steps: Iterable[tuple[str, str]]) -> Thing:
    """Describe the way from the home page to a page."""
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": describer.url(address)}
        for number, (title, address) in enumerate(steps, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def downloads(
    describer: Describer, title: str, about: str, licence: str, files: Iterable[tuple[str, str]]
) -> Thing:
    """Describe the downloads as one set of data; each file by its address and its media type."""
    return _filled(
        {
            "@context": "https://schema.org", "@type": "Dataset", "name": title, "description": about,
            "url": describer.url("/data/"),
            "license": {"@type": "CreativeWork", "name": licence} if licence else None,
            "isAccessibleForFree": True,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": describer.url(address), "encodingFormat": media}
                for address, media in files
            ],
        }
    )  # fmt: skip


def as_script(thing: Thing) -> str:
    """Write a description so that it can stand in a script element: no sign in it can end the element."""
    text = json.dumps(thing, ensure_ascii=False)
    return "".join(ESCAPED.get(sign, sign) for sign in text) if any(one in text for one in ESCAPED) else text


def _filled(thing: Mapping[str, Any]) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [], ())}


def _others(node: Node) -> list[str]:
    """The other names of a person or body, each once."""
    names = dict.fromkeys(one.name for one in node.written.other_names)
    return [name for name in names if name != node.title]


def _first(when: When | None) -> str | None:
    """The start of a date as ISO 8601 has it; nothing where only a stretch is known."""
    first = when.ends[0] if when and when.ends else when
    return first.machine if first else None


def _last(when: When | None) -> str | None:
    last = when.ends[1] if when and when.ends else None
    return last.machine if last else None


def _event(describer: Describer, node: Node) -> Thing:
    written = node.written
    start, end = getattr(written, "start_time", None), getattr(written, "end_time", None)
    day, last = _first(written.date), _last(written.date)
    is_day = written.date is not None and written.date.is_day
    place = getattr(written, "place", None)
    named = (*getattr(written, "bodies", ()), *_listed(getattr(written, "by", ())))
    return {
        "@type": "Event",
        "startDate": f"{day}T{start}" if is_day and start else day,
        "endDate": last or (f"{day}T{end}" if is_day and start and end and end > start else None),
        "eventStatus": f"https://schema.org/{STATUSES[written.status]}",
        "location": {"@type": "Place", "name": place} if place else None,
        "organizer": describer.all_named(node, *named),
    }


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _person(describer: Describer, node: Node) -> Thing:
    written = node.written
    held = describer.timeline.held_by.get(node.key, ())
    return {
        "@type": "Person",
        "description": written.public_role,
        "honorificPrefix": written.honorific_prefix,
        "honorificSuffix": written.honorific_suffix,
        "givenName": written.given_name,
        "familyName": written.family_name,
        "alternateName": _others(node),
        "memberOf": [_role(one, "memberOf", describer.named(one.body)) for one in held],
    }


def _body(describer: Describer, node: Node) -> Thing:
    written = node.written
    parent = describer.graph.find(written.parent, node) if written.parent else None
    held = describer.timeline.members_of.get(node.key, ())
    return {
        "@type": "GovernmentOrganization",
        "description": describer.words(written.summary or written.remit),
        "alternateName": _others(node),
        "foundingDate": _first(written.founding_date),
        "dissolutionDate": _first(written.dissolution_date),
        "parentOrganization": describer.named(parent) if parent else None,
        "member": [_role(one, "member", describer.named(one.holder)) for one in held if one.holder],
    }


def _role(one: Membership, name: str, other: Thing) -> Thing:
    return _filled({
        "@type": "OrganizationRole", "roleName": one.role, name: other,
        "startDate": _first(one.written.start_date), "endDate": _first(one.written.end_date),
    })  # fmt: skip


def _document(describer: Describer, node: Node) -> Thing:
    written = node.written
    whole = describer.graph.find(written.part_of, node, "documents") if written.part_of else None
    return {
        "@type": "Report",
        "reportNumber": written.number,
        "dateCreated": _first(written.date),
        "datePublished": _first(written.published_date),
        "publisher": describer.all_named(node, written.publisher),
        "author": describer.all_named(node, *written.authors),
        "isPartOf": describer.work(whole),
        "sameAs": written.url,
    }


def _recommendation(describer: Describer, node: Node) -> Thing:
    written = node.written
    sources = {one.document for one in written.sources}
    documents = [describer.graph.find(one, None, "documents") for one in sorted(sources)]
    return {
        "@type": "CreativeWork",
        "abstract": describer.words(written.asks),
        "creator": describer.all_named(node, *written.made_by),
        "dateCreated": _first(written.made_on),
        "isBasedOn": [describer.work(one) for one in documents if one],
    }


def _decision(describer: Describer, node: Node) -> Thing:
    maker = node.written.decision_maker
    makers = [maker] if maker else list(getattr(node.home.written, "bodies", ()))
    return {
        "@type": "CreativeWork",
        "dateCreated": _first(node.when),
        "creator": describer.all_named(node, *makers),
        "isPartOf": describer.work(node.home) if node.parent is not None else None,
    }


def _plan(describer: Describer, node: Node) -> Thing:
    written = node.written
    return {
        "@type": "CreativeWork",
        "dateCreated": _first(written.submitted or written.date),
        "creator": describer.all_named(node, written.owner),
    }


def _measure(_: Describer, node: Node) -> Thing:
    return {"@type": "Dataset", "variableMeasured": [one.title for one in node.written.series]}


def _topic(_: Describer, __: Node) -> Thing:
    return {"@type": "CollectionPage"}


def _page(_: Describer, __: Node) -> Thing:
    return {"@type": "WebPage"}


MAKERS: Mapping[str, Callable[[Describer, Node], Thing]] = {
    "people": _person,
    "boards": _body,
    "organizations": _body,
    "meetings": _event,
    "inspections": _event,
    "visits": _event,
    "events": _event,
    "documents": _document,
    "recommendations": _recommendation,
    "decisions": _decision,
    "plans": _plan,
    "measures": _measure,
    "topics": _topic,
    "pages": _page,
}
