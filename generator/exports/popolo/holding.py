"""People, bodies, offices and who held them, in Popolo's terms."""

from __future__ import annotations

from typing import Any

from generator.exports.popolo.losses import Losses
from generator.exports.rows import member_places, membership_ids
from generator.exports.stock import Stock, filled
from generator.graph import Node
from generator.records.entries import OtherName
from generator.timeline import Membership

Object = dict[str, Any]
NO_TERM = "Popolo has no term for it."
# The parts of a body that are objects of their own, with sources of their own, or are not carried.
BODY_PARTS = ("posts", "members", "findings")


def links(stock: Stock, node: Node) -> list[Object]:
    """List the page about a record on this site, and its links elsewhere."""
    own = {"url": stock.address(node), "note": stock.site.title}
    return [own, *({"url": one.url, "note": one.title} for one in node.written.links)]


def sources(stock: Stock, cited: list[Any]) -> list[Object]:
    """Name each source as Popolo does: its address, and in words the document, the place and its date."""
    named = [(one["address"], _words(stock, one)) for one in stock.sources(cited)]
    return [{"url": url, "note": note} for url, note in dict.fromkeys(named)]


def _words(stock: Stock, source: dict[str, str]) -> str:
    when = stock.graph.nodes[source["document"]].when
    printed = f", {source['printed']}" if "printed" in source else ""
    return f"{source['title']}{printed}{f' ({when})' if when else ''}"


def person(stock: Stock, node: Node, losses: Losses) -> Object:
    """Describe a person."""
    written = node.written
    losses.left_out(node.key, NO_TERM, public_role=written.public_role)
    return filled(
        id=node.key,
        name=written.name,
        other_names=_other_names(stock, node, losses),
        family_name=written.family_name,
        given_name=written.given_name,
        honorific_prefix=written.honorific_prefix,
        honorific_suffix=written.honorific_suffix,
        sort_name=written.sort_name,
        summary=stock.words(written.summary),
        biography=stock.words(written.text),
        links=links(stock, node),
        sources=sources(stock, stock.cited(node)),
    )


def organization(stock: Stock, node: Node, losses: Losses) -> Object:
    """Describe a body."""
    written = node.written
    parent = stock.graph.find(written.parent, node, "boards", "organizations") if written.parent else None
    losses.left_out(
        node.key, NO_TERM, text=stock.words(written.text),
        accountable_to=" ".join(written.accountable_to), succeeded_by=" ".join(written.succeeded_by),
    )  # fmt: skip
    short = [{"name": written.short_name, "note": "Short name"}] if written.short_name else []
    return filled(
        id=node.key,
        name=written.name,
        other_names=[*short, *_other_names(stock, node, losses)],
        classification=written.classification,
        parent_id=parent.key if parent else None,
        abstract=stock.words(written.summary),
        description=stock.words(written.remit),
        founding_date=losses.date(node.key, "founding_date", written.founding_date),
        dissolution_date=losses.date(node.key, "dissolution_date", written.dissolution_date),
        links=links(stock, node),
        sources=sources(stock, stock.cited(node, without=BODY_PARTS)),
    )


def _other_names(stock: Stock, node: Node, losses: Losses) -> list[Object]:
    return [
        _other_name(node, index, one, losses) | filled(note=stock.words(one.note))
        for index, one in enumerate(node.written.other_names)
    ]


def _other_name(node: Node, index: int, one: OtherName, losses: Losses) -> Object:
    place = f"other_names/{index}/"
    return filled(
        name=one.name,
        honorific_prefix=one.honorific_prefix,
        honorific_suffix=one.honorific_suffix,
        start_date=losses.date(node.key, f"{place}start_date", one.start_date),
        end_date=losses.date(node.key, f"{place}end_date", one.end_date),
    )


def post(stock: Stock, node: Node, losses: Losses) -> Object:
    """Describe an office."""
    written = node.written
    losses.left_out(node.key, NO_TERM, summary=stock.words(written.summary))
    return filled(
        id=node.key,
        label=written.label,
        other_label=[written.other_label] if written.other_label else None,
        role=written.role,
        organization_id=node.home.key,
        start_date=losses.date(node.key, "start_date", written.start_date),
        end_date=losses.date(node.key, "end_date", written.end_date),
        links=[{"url": stock.address(node), "note": stock.site.title}],
        sources=sources(stock, stock.cited(node)),
    )


def memberships(stock: Stock, losses: Losses) -> list[Object]:
    """Describe every seat or office held by somebody who is known."""
    places = member_places(stock)
    found = [
        membership(stock, one, own, losses)
        | filled(sources=sources(stock, stock.cited(one.body, ("members", places[id(one.written)]))))
        for one, own in zip(stock.timeline.memberships, membership_ids(stock), strict=True)
        if _is_known(one, own, losses)
    ]
    # By id, as the days that order them elsewhere may not be in here.
    return sorted(found, key=lambda one: str(one["id"]))


def _is_known(one: Membership, own: str, losses: Losses) -> bool:
    """Whether there is a member, as Popolo wants; else the membership is written down as left out."""
    if one.holder is None:
        why = "A Popolo membership has a person or a body as its member; here a paper gives only words."
        losses.add(own, "membership", one.name_as_written or "nobody named", None, why)
    return one.holder is not None


def membership(stock: Stock, one: Membership, own: str, losses: Losses) -> Object:
    """Describe one seat or office held."""
    written = one.written
    assert one.holder is not None
    is_person = one.holder.kind == "people"
    behalf = written.on_behalf_of and stock.graph.find(written.on_behalf_of, one.body)
    _left_out(own, one, losses)
    return filled(
        id=own,
        label=written.label,
        role=written.role or (one.post.written.role if one.post else None),
        person_id=one.holder.key if is_person else None,
        member=None if is_person else {"id": one.holder.key, "name": one.holder.title},
        organization_id=one.body.key,
        post_id=one.post.key if one.post else None,
        on_behalf_of_id=behalf.key if behalf else None,
        area_id=area_id(written.area) if written.area else None,
        start_date=losses.date(own, "start_date", written.start_date),
        end_date=losses.date(own, "end_date", written.end_date),
    )


def _left_out(own: str, one: Membership, losses: Losses) -> None:
    written = one.written
    losses.left_out(
        own, NO_TERM, interim="true" if written.interim else "",
        voting="" if written.voting is None else str(written.voting).lower(),
        current_as_of=written.current_as_of.text if written.current_as_of else "",
        seen=" ".join(when.text for when in one.seen),
    )  # fmt: skip


def area_id(name: str) -> str:
    """Make the id of an area from its name, the only thing that is written of it."""
    return f"areas/{'-'.join(name.casefold().split())}"


def areas(stock: Stock) -> list[Object]:
    """List the areas that members stand for."""
    names = (one.written.area for one in stock.timeline.memberships if one.holder and one.written.area)
    found = {area_id(name): name for name in sorted(names)}
    return [{"id": own, "name": name} for own, name in sorted(found.items())]
