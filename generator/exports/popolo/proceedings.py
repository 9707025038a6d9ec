"""Meetings, inspections, visits and other events, decisions and votes, in Popolo's terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.dates import When
from generator.exports.popolo.days import at_time, ends, loses
from generator.exports.popolo.holding import NO_TERM, Object, sources
from generator.exports.popolo.losses import Losses
from generator.exports.stock import Stock, filled
from generator.graph import Node

BODIES = ("boards", "organizations")
STATUS = {
    "held": "confirmed", "happened": "confirmed", "scheduled": "confirmed", "planned": "tentative",
    "cancelled": "cancelled", "postponed": "postponed",
}  # fmt: skip
CLASSIFICATION = {"meetings": "meeting", "inspections": "inspection", "visits": "visit"}
CAME = ("present", "late", "also present", "in attendance", "witness", "substitute")
# Outcomes that say a motion was carried or lost; the others, such as “noted”, say neither.
PASSED = ("resolved", "recommended", "agreed", "endorsed", "accepted", "directed", "appointed")
EVENT_PARTS = ("items", "findings", "judgements")


def event(stock: Stock, node: Node, losses: Losses) -> Object:
    """Describe a meeting, inspection, visit or other event."""
    written = node.written
    bodies = stock.resolved(_organizers(written), node, *BODIES, "people", "posts")
    start, end = _when(stock, node, losses)
    more = " ".join(body.key for body in bodies[1:])
    losses.left_out(node.key, "A Popolo event has one organization.", organizers=more)
    losses.left_out(node.key, NO_TERM, text=stock.words(written.text))
    return filled(
        id=node.key,
        name=node.title,
        description=stock.words(written.summary),
        start_date=start,
        end_date=end,
        location=getattr(written, "place", None),
        status=STATUS[written.status],
        classification=CLASSIFICATION.get(node.kind) or written.classification,
        organization_id=bodies[0].home.key if bodies and bodies[0].home.kind in BODIES else None,
        attendees=_attendees(stock, node),
        sources=sources(stock, stock.cited(node, without=EVENT_PARTS)),
    )


def _organizers(written: Any) -> tuple[str, ...]:
    by: Any = getattr(written, "by", None) or getattr(written, "bodies", ())
    return (by,) if isinstance(by, str) else tuple(by)


def _when(stock: Stock, node: Node, losses: Losses) -> tuple[str | None, str | None]:
    """Give start and end: to the minute where a time is written, else as far as they are known."""
    written = node.written
    when: When | None = written.date
    start, end = ends(when)
    if when is None:
        return None, None
    if when.is_day and when.earliest:
        zone = stock.graph.site.time_zone
        begins, closes = getattr(written, "start_time", None), getattr(written, "end_time", None)
        start = (at_time(when.earliest, begins, zone) if begins else None) or start
        end = at_time(when.earliest, closes, zone) if closes and (not begins or closes >= begins) else None
    elif any(one and loses(one) for one in when.ends or (when,)):
        losses.add(node.key, "date", when.text, "/".join(one or ".." for one in (start, end)),
                   "Popolo dates are a year, a month or a day.")  # fmt: skip
    return start, end


def _attendees(stock: Stock, node: Node) -> list[Object]:
    """Name the people who came, each once; of a visit also whose it was."""
    took = [one for one in _organizers(node.written) if node.kind == "visits"]
    took += [one.person for one in getattr(node.written, "attendance", ()) if one.status in CAME]
    took += [one.person for one in getattr(node.written, "people", ())]
    people = {one.key: one for one in stock.resolved(took, node, "people") if one.kind == "people"}
    return [{"id": one.key, "name": one.title} for one in people.values()]


def motion(stock: Stock, node: Node, losses: Losses) -> Object:
    """Describe a decision: what was decided is the text of the motion."""
    written = node.written
    moved = stock.resolved([written.moved_by], node, "people")
    return filled(
        id=node.key,
        organization_id=_decided_by(stock, node),
        creator_id=moved[0].key if moved else None,
        text=_text(stock, node),
        classification=getattr(written, "classification", None),
        date=losses.date(node.key, "date", node.home.when),
        result=_result(written),
        sources=sources(stock, stock.cited(node)),
    )


def _text(stock: Stock, node: Node) -> str:
    """Give what was decided: the texts of the parts, else the summary, else the title."""
    parts = [" ".join(filter(None, (one.number, stock.words(one.text)))) for one in node.written.parts]
    said = "\n".join(parts) or stock.words(node.written.summary)
    return f"{node.title}\n{said}" if said else node.title


def _decided_by(stock: Stock, node: Node) -> str | None:
    """Find the body that decided: the one named, else the meeting's, where it is one alone."""
    named = stock.resolved([node.written.decision_maker], node)
    met = stock.resolved(getattr(node.home.written, "bodies", ()), node, *BODIES)
    found = named or (met if len(met) == 1 else [])
    return found[0].home.key if found and found[0].home.kind in BODIES else None


def _result(written: Any) -> str | None:
    """Say “pass” or “fail” only where the record says carried or lost, or the outcome leaves no doubt."""
    if written.vote and written.vote.result:
        return "pass" if written.vote.result == "carried" else "fail"
    outcomes = {part.outcome for part in written.parts}
    if outcomes and outcomes <= {*PASSED}:
        return "pass"
    return "fail" if outcomes == {"refused"} else None


def vote_events(stock: Stock, losses: Losses) -> Iterator[Object]:
    """Describe each vote whose numbers or result are recorded."""
    for node in stock.graph.of_kind("decisions"):
        vote = node.written.vote
        if vote is None:
            continue
        options = (("yes", vote.votes_for), ("no", vote.votes_against), ("abstain", vote.abstentions))
        yield filled(
            id=f"{node.key}{'.' if '#' in node.key else '#'}vote",
            organization_id=_decided_by(stock, node),
            motion_id=node.key,
            start_date=losses.date(node.key, "vote/date", node.home.when),
            result={"carried": "pass", "lost": "fail"}.get(vote.result or ""),
            counts=[{"option": name, "value": count} for name, count in options if count is not None],
            sources=sources(stock, stock.cited(node, (*node.path, "vote"))),
        )
