"""Meetings, other events, decisions and votes, from Popolo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.dates import parse
from generator.importing import cleaning
from generator.importing.given import Given
from generator.importing.made import Bare, Key, Made, filled
from generator.importing.popolo.holding import Holding
from generator.importing.popolo.references import missing
from generator.records.fields import ID

STATUS = {"cancelled": "cancelled", "canceled": "cancelled", "postponed": "postponed", "tentative": "planned"}
PASSED = {"pass": "agreed", "passed": "agreed", "carried": "agreed", "fail": "refused", "failed": "refused",
          "lost": "refused"}  # fmt: skip
CARRIED = {"agreed": "carried", "refused": "lost"}
VOTES = {"yes": "votes_for", "no": "votes_against", "abstain": "abstentions"}
NO_LINKS = "A vote, or a decision at a meeting, has no links of its own in a record."
WHOLE = re.compile(r"[0-9]{1,15}")
KINDS = ("meetings", "inspections", "visits", "events")


@dataclass(slots=True)
class Proceedings:
    """The events and motions of a file while records are made of them."""

    holding: Holding
    today: date
    zone: str
    council: Key
    events: dict[str, Key] = field(default_factory=dict)
    decided: dict[Key, list[dict[str, Any]]] = field(default_factory=dict)
    votes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def name_everything(self) -> None:
        """Give each event its id before anything refers to it."""
        for given in self.holding.popolo.of("events"):
            sort = str(given.data.get("classification") or "").lower()
            exact = next((key for kind in KINDS if (key := self.holding.ids.exact(kind, given.own))), None)
            kind = exact.kind if exact else "meetings" if "meeting" in sort else "events"
            body = self.holding.bodies.get(str(given.data.get("organization_id")))
            start = str(given.data.get("start_date") or "")[:10]
            names = [f"{body.id} {start}"] if kind == "meetings" and body and start else []
            names += [name for name in (given.data.get("name"), given.own) if isinstance(name, str)]
            key = self.holding.ids.of(kind, f"popolo: event {given.own or given.where}", names, given.own)
            self.events[given.handle] = key
            if sort == "legislative period":
                self.holding.periods[given.handle] = (key, str(given.data.get("name") or given.own))

    def make(self) -> Iterator[Made]:
        """Make the records of meetings, events and decisions."""
        for given in self.holding.popolo.of("vote_events"):
            self._vote(given)
        apart = [made for given in self.holding.popolo.of("motions") if (made := self._motion(given))]
        yield from (made for given in self.holding.popolo.of("events") if (made := self._event(given)))
        yield from apart

    def _event(self, given: Given) -> Made | None:
        key = self.events[given.handle]
        given.raw("id")
        when, times = self._when(given)
        if not when and key.kind != "visits":
            given.rest("An event has a date, and the source gives none that is real.")
            return None
        body = self.holding.body(given.scalar("organization_id"), given)
        status = self._status(given, key.kind, when)
        make = {"meetings": self._meeting, "inspections": self._inspection, "visits": self._visit}
        specific = make.get(key.kind, self._other)(given, body, when, times)
        tree = filled(
            **specific, date=Bare(when) if when else None, status=status,
            summary=self.holding.refs.prose(given, "description"), links=self.holding.refs.links(given),
            sources=self.holding.refs.sources(given),
        )  # fmt: skip
        if given.raw("parent_id") and (parent := given.data["parent_id"]):
            given.lose("parent_id", "Events do not stand in one another.", value=parent)
        given.rest()
        return Made(key, tree, f"popolo: event {given.own or given.where}")

    def _meeting(self, given: Given, body: Key | None, when: str, times: dict[str, str]) -> dict[str, Any]:
        name, sort = given.line("name"), given.line("classification")
        if sort and sort.lower() != "meeting":
            given.lose("classification", "Meetings are of one kind.", value=sort, carried_as="meeting")
        bodies = self._bodies(body, name, when)
        usual = f"{' and '.join(self.holding.names[one] for one in bodies)}, {parse(when)}"
        if body is None:
            missing(given.losses, given, "organization_id", self.council.id)
        key = self.events[given.handle]
        items = self.decided.get(key)
        return filled(
            title=None if name == usual and not self.holding.renamed & set(bodies) else name,
            bodies=bodies or [self.council], **times,
            place=self._place(given),
            attendance=[{"person": one} for one in self._people(given)],
            items=[{"id": _free(items), "title": "Decisions", "decisions": items}] if items else None,
        )  # fmt: skip

    def _place(self, given: Given) -> str | None:
        """Take where it was: words, or a group of fields with a name."""
        if not isinstance(given.data.get("location"), dict):
            return given.line("location")
        group = next(given.many("location"), None)
        name = group.line("name") if group else None
        if group:
            group.rest()
        return name

    def _bodies(self, first: Key | None, name: str | None, when: str) -> list[Key]:
        """List the bodies that met; those of a joint meeting stand in its name alone."""
        words = (name or "").removesuffix(f", {parse(when)}").split(" and ")
        named = {self.holding.names[key]: key for key in self.holding.bodies.values()}
        listed = [named[one] for one in words if one in named]
        is_joint = len(listed) == len(words) > 1 and listed[0] == first
        return listed if is_joint else [first] if first else []

    def _inspection(self, given: Given, body: Key | None, _when: str, _times: Any) -> dict[str, Any]:
        given.taken.add("classification")
        missing(given.losses, given, "of", self.council.id)
        return filled(title=given.line("name") or "Inspection", by=body or self.council, of=[self.council],
                      people=[{"person": one} for one in self._people(given)])  # fmt: skip

    def _visit(self, given: Given, body: Key | None, _when: str, _times: Any) -> dict[str, Any]:
        given.taken.add("classification")
        people = self._people(given)
        missing(given.losses, given, "to", self.council.id)
        return filled(title=given.line("name") or "Visit", by=[body or (people or [self.council])[0]],
                      to=[self.council], people=[{"person": one} for one in people])  # fmt: skip

    def _other(self, given: Given, body: Key | None, _when: str, times: dict[str, str]) -> dict[str, Any]:
        name, sort = given.line("name"), given.line("classification")
        if name is None:
            missing(given.losses, given, "name", sort or "Event")
        if "end_time" in times:
            given.lose("end_date", "An event of this record has no time at which it ends.",
                       value=given.data.get("end_date"))  # fmt: skip
        return filled(title=name or sort or "Event", classification=sort or "event",
                      start_time=times.get("start_time"), place=self._place(given),
                      bodies=[body] if body else None,
                      people=[{"person": one} for one in self._people(given)])  # fmt: skip

    def _when(self, given: Given) -> tuple[str, dict[str, Any]]:
        """Take start and end: a day with its times, else a date or the days from one to another."""
        if exact := given.date("date"):
            given.taken.update(("start_date", "end_date"))
            return exact, {}
        start, first = self._local(given, "start_date")
        end, last = self._local(given, "end_date")
        if start and end and end < start[: len(end)]:
            given.lose("end_date", "It is before the start.", value=f"{start} to {end}")
            end = last = ""
        times = filled(start_time=first and Bare(f'"{first}"'), end_time=last and Bare(f'"{last}"'))
        if start and end and start != end:
            overnight = last and last < "04:00" and first
            return (start if overnight else f"{start}/{end}"), (times if overnight else {})
        return start or (f"../{end}" if end else ""), times if start else {}

    def _local(self, given: Given, name: str) -> tuple[str, str]:
        """Take a date, and its time of day where the record's zone has it."""
        day, time = given.moment(name)
        if not time:
            return day, ""
        written = str(given.data[name]).strip().replace(" ", "T", 1)
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return day, time
        local = moment.astimezone(ZoneInfo(self.zone)) if moment.tzinfo else moment
        return local.date().isoformat(), local.strftime("%H:%M")

    def _status(self, given: Given, kind: str, when: str) -> str:
        written = (given.line("status") or "").lower()
        found = STATUS.get(written, "")
        if written and not found and written != "confirmed":
            given.lose("status", "The record has no such status.", value=written)
        first = parse(when).earliest if when else None
        to_come = bool(first and first > self.today)
        if kind == "meetings":
            return "scheduled" if found == "planned" or (to_come and not found) else found or "held"
        if found == "postponed":
            given.lose("status", "Only meetings are postponed.", value=written, carried_as="planned")
        done = "happened" if kind == "events" else "held"
        return {"postponed": "planned", "": "planned" if to_come and written != "confirmed" else done}.get(
            found, found)  # fmt: skip

    def _people(self, given: Given) -> list[Key]:
        """Take those who came, each once."""
        found = []
        for one in given.many("attendees"):
            if one.own in self.holding.people:
                found.append(self.holding.people[one.own])
                one.taken.update(("id", "name"))
                one.rest()
            else:
                one.rest("No person has this id.")
        return list(dict.fromkeys(found))

    def _vote(self, given: Given) -> None:
        """Take a vote for the motion it was on: how many voted how, and whether it was carried."""
        motion = given.scalar("motion_id") or ""
        known = any(motion == one.own for one in self.holding.popolo.of("motions"))
        if not known or motion in self.votes:
            given.rest("A decision has one vote." if known else "No motion has the id that it names.")
            return
        self.holding.no_id(given)
        given.taken.add("organization_id")
        vote: dict[str, Any] = {}
        for one in given.many("counts"):
            name, value = VOTES.get(one.line("option") or ""), one.scalar("value") or ""
            if name and WHOLE.fullmatch(value):
                vote[name] = Bare(value)
                one.rest()
            else:
                one.lose("option", "The record counts for, against and abstentions.", value=dict(one.data))
        result = PASSED.get((given.line("result") or "").lower())
        if result:
            vote["result"] = CARRIED[result]
        elif given.data.get("result"):
            given.lose("result", "A vote is carried or lost.", value=given.data["result"])
        vote["sources"] = self.holding.refs.sources(given)
        self.votes[motion] = {**filled(**vote), "date": given.date("start_date")}
        self.holding.refs.no_links(given, NO_LINKS)
        given.drop(("votes", "group_results"), "The record does not say how each person or group voted.")
        given.rest()

    def _motion(self, given: Given) -> Made | None:
        own = given.own
        given.raw("id")
        vote = dict(self.votes.get(own, {}))
        when = given.date("date") or vote.pop("date", None)
        vote.pop("date", None)
        body = self.holding.body(given.scalar("organization_id"), given)
        mover = self.holding.people.get(given.scalar("creator_id") or "")
        if mover is None and given.data.get("creator_id"):
            given.lose("creator_id", "No person has this id.", value=given.data["creator_id"])
        title, text, parts = self._words(given, vote)
        local, meeting = own.partition("#")[2], self._meeting_of(given)
        tree = filled(
            title=title, vote=vote or None, moved_by=mover, summary=text, parts=parts,
            decision_maker=body if body and not self._is_own(meeting, body) else None,
            sources=self.holding.refs.sources(given),
        )  # fmt: skip
        sort = given.line("classification")
        links = self.holding.refs.links(given) if not meeting else None
        if meeting:
            self.holding.refs.no_links(given, NO_LINKS)
        given.taken.add("legislative_session_id")
        if session := given.data.get("legislative_session_id"):
            given.lose("legislative_session_id", "Decisions name no session.", value=session)
        given.rest()
        if meeting:
            self.decided.setdefault(meeting, []).append({"id": local, **tree})
            return None
        if not when:
            given.lose("motion", "A decision has a date, and the source gives none.", value=dict(given.data))
            return None
        key = self.holding.ids.of("decisions", f"popolo: motion {own or given.where}", [title], own)
        whole = {**tree, **filled(classification=sort or "motion", date=Bare(when), links=links)}
        return Made(key, whole, f"popolo: motion {own or given.where}")

    def _meeting_of(self, given: Given) -> Key | None:
        """Find the meeting that a decision was taken at, by an id as we write it: `meetings/x#lamps`."""
        home, _, local = given.own.partition("#")
        meeting = self.events.get(home) if ID.fullmatch(local) else None
        return meeting if meeting and meeting.kind == "meetings" else None

    def _is_own(self, meeting: Key | None, body: Key) -> bool:
        """Tell whether a decision at a meeting was taken by the body that met."""
        own = next(
            (one for one in self.holding.popolo.of("events") if self.events[one.handle] == meeting), None
        )
        return own is not None and self.holding.bodies.get(str(own.data.get("organization_id"))) == body

    def _words(self, given: Given, vote: dict[str, Any]) -> tuple[str, str | None, list[dict[str, Any]]]:
        """Part the text of a motion into its title and what was decided, with its outcome."""
        text = given.scalar("text") or ""
        first, _, rest = text.strip().partition("\n")
        title = given.as_line("text", first) or cleaning.line(given.own) or "Motion"
        written = (given.line("result") or "").lower()
        outcome = PASSED.get(written)
        if written and not outcome:
            given.lose("result", "It does not say plainly that it was agreed or refused.", value=written)
        lines = (
            [one for one in rest.split("\n") if one.strip()] if self.holding.refs.title else [rest.strip()]
        )
        if len(lines) > 1 and outcome is None:
            given.lose("text", "Popolo does not say what was done with each part.", value=None,
                       carried_as="noted", name="outcome")  # fmt: skip
        prefix = f"{given.own.partition('#')[2]}-" if self._meeting_of(given) else ""
        by_vote = outcome is not None and CARRIED[outcome] == vote.get("result")
        if len(lines) < 2 and (outcome is None or by_vote):  # noqa: PLR2004 - one text needs no parts
            return title, given.as_prose("text", rest), []
        parts = [
            {"id": f"{prefix}part-{number}", "outcome": outcome or "noted",
             "text": given.as_prose("text", one or title)}
            for number, one in enumerate(lines, start=1)
        ]  # fmt: skip
        return title, None, parts


def _free(decisions: list[dict[str, Any]]) -> str:
    """Give an id to the item that decisions stand under, which none of them has."""
    taken = {one["id"] for one in decisions} | {
        part["id"] for one in decisions for part in one.get("parts", ())
    }
    return next(one for one in ("decisions", *(f"decisions-{n}" for n in range(2, 9999))) if one not in taken)
