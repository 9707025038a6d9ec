"""The record in Popolo 1.0.1: who, in which body, in which office, when, and what was decided."""

from __future__ import annotations

from generator.exports.popolo import holding, proceedings
from generator.exports.popolo.losses import NEVER_CARRIED, Losses
from generator.exports.stock import SHAPE_VERSION, Stock, filled, json_file

PATHS = ("data/popolo.json", "data/popolo-losses.json")
EVENTS = ("meetings", "inspections", "visits", "events")


def files(stock: Stock) -> dict[str, bytes]:
    """Write the record in Popolo's terms, and beside it all that did not fit them."""
    losses = Losses()
    graph = stock.graph
    bodies = graph.of_kind("boards", "organizations")
    popolo = {
        "meta": filled(title=stock.site.title, licence=stock.site.licence, version=SHAPE_VERSION),
        "persons": [holding.person(stock, node, losses) for node in graph.of_kind("people")],
        "organizations": [holding.organization(stock, node, losses) for node in bodies],
        "posts": [holding.post(stock, node, losses) for node in graph.of_kind("posts")],
        "memberships": holding.memberships(stock, losses),
        "areas": holding.areas(stock),
        "events": [proceedings.event(stock, node, losses) for node in graph.of_kind(*EVENTS)],
        "motions": [proceedings.motion(stock, node, losses) for node in graph.of_kind("decisions")],
        "vote_events": list(proceedings.vote_events(stock, losses)),
    }
    report = {"version": SHAPE_VERSION, "never_carried": NEVER_CARRIED, "losses": losses.found}
    return dict(zip(PATHS, (json_file(popolo), json_file(report)), strict=True))
