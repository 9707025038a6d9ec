"""Committees, meetings, their agendas, papers and who came, from ModernGov."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.dates import parse
from generator.importing import cleaning
from generator.importing.given import Given
from generator.importing.losses import Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made, filled, slug
from generator.importing.markup import plain
from generator.importing.moderngov.people import PRIVATE, People, told_of_party
from generator.importing.moderngov.reading import found, listed
from generator.importing.moderngov.values import (
    british_date,
    clock,
    is_hidden,
    is_true,
    line,
    prose,
    settled,
)

HIDDEN = "The council does not allow it to be shown, so nothing of it is written or repeated here."
PLACES = ("meetinglocation", "location", "venue", "meetingroom")
ENDS = ("meetingactualfinishtime", "actualendtime", "endtime")
RESTRICTED = "It is restricted, so nothing but its title may be written. It is not repeated here."
STATUS = (("cancel", "cancelled"), ("postpone", "postponed"), ("provisional", "scheduled"))
CAME = (
    ("without apolog", "absent"), ("no apolog", "absent"),
    ("apolog", "apologies"), ("absent", "absent"), ("substitut", "substitute"),
    ("in attendance", "in attendance"), ("also present", "also present"), ("late", "late"),
    ("present", "present"), ("attended", "present"), ("virtual", "present"), ("remote", "present"),
    ("deput", "substitute"), ("expected", "expected"),
)  # fmt: skip
ROLES = (("vice", "vice-chair"), ("deputy chair", "vice-chair"), ("chair", "chair"))


@dataclass(slots=True)
class Meetings:
    """The committees and meetings of a council while records are made of them."""

    ids: Ids
    losses: Losses
    people: People
    today: date
    committees: dict[str, Key] = field(default_factory=dict)
    bodies: dict[Key, dict[str, Any]] = field(default_factory=dict)
    listed: dict[str, tuple[Given, str]] = field(default_factory=dict)
    full: dict[str, tuple[Given, str]] = field(default_factory=dict)
    documents: dict[Key, Made] = field(default_factory=dict)

    def read(self, file: Given) -> None:
        """Take the committees of a file, and note its meetings; one in full counts before one in a list."""
        for given in found(file, "committee"):
            own = self._committee(given)
            for one in (
                *listed(given, "meetings", "meeting"),
                *listed(given, "committeemeetings", "meeting"),
                *given.many("meeting"),
            ):
                self._note(one, own)
            given.taken.update(name for name in given.data if name.endswith("count"))
            settled(given)
            given.rest()
        for given in found(file, "meeting"):
            if ".committee" not in given.where:
                self._note(given, "")

    def _committee(self, given: Given) -> str:
        """Take a committee; its flags of deletion are no part of the record."""
        own, title = line(given, "committeeid") or "", line(given, "committeetitle")
        category = line(given, "committeecategory")
        key = self.committee(own, title)
        if key and category:
            self.bodies[key]["classification"] = category
        if key and (about := prose(given, "committeedescription", "description")):
            self.bodies[key]["remit"] = about
        given.drop_private(*PRIVATE, "contactdetails")
        return own

    def committee(self, own: str, title: str | None) -> Key | None:
        """Find or make the record of a committee."""
        if not own and not title:
            return None
        named = (
            [] if own else [one for one, key in self.committees.items() if self.bodies[key]["name"] == title]
        )
        origin = own or (named[0] if len(named) == 1 else str(title))
        if origin not in self.committees:
            name = title or f"Committee {own}"
            key = self.ids.of("boards", f"moderngov: committee {origin}", [name])
            self.committees[origin] = key
            self.bodies[key] = {"name": name, "classification": "committee"}
        elif title and self.bodies[self.committees[origin]]["name"] == f"Committee {own}":
            self.bodies[self.committees[origin]]["name"] = title
        return self.committees[origin]

    def _note(self, given: Given, committee: str) -> None:
        own = line(given, "meetingid", "requestedmeetingid") or given.where
        is_full = "agendaitems" in given.data or "attendees" in given.data
        shelf = self.full if is_full else self.listed
        if own in shelf:
            given.rest("Another file has the same meeting; the first counts.")
            return
        shelf[own] = (given, committee)

    def make(self) -> Iterator[Made]:
        """Make the records of meetings, documents and committees."""
        for own in dict.fromkeys((*self.full, *self.listed)):
            if made := self._meeting(own):
                yield made
        yield from self.documents.values()
        for key, tree in self.bodies.items():
            own = next(one for one, held in self.committees.items() if held == key)
            parent = self.people.council if key != self.people.council else None
            members = self.people.members.get(key)
            yield Made(key, {**tree, **filled(parent=parent, members=members)}, f"moderngov: committee {own}")

    def _meeting(self, own: str) -> Made | None:
        given, committee = self.full.get(own) or self.listed[own]
        other = self.listed.get(own) if own in self.full else None
        if other:
            other[0].taken.update(other[0].data)
        if is_hidden(given):
            given.drop(given.data, HIDDEN, private=True)
            return None
        day = british_date(given, "meetingdate", "date")
        number = line(given, "committeeid") or committee or (other[1] if other else "")
        body = self.committee(number, line(given, "committeetitle") or (None if number else _referred(given)))
        if not day or body is None:
            given.rest("A meeting has a day and a committee, and the source does not give both.")
            return None
        key = self.ids.of("meetings", f"moderngov: meeting {own}", [f"{body.id} {day}"])
        start, end = clock(given, "meetingtime", "starttime"), clock(given, *ENDS)
        links, minutes = self._papers_of_all(given)
        tree = filled(
            bodies=[body], date=Bare(day), start_time=start and Bare(f'"{start}"'),
            end_time=end and Bare(f'"{end}"'), place=line(given, *PLACES),
            status=self._status(given, day), links=links, minutes=minutes,
            summary=prose(given, "meetingnotes", "notes"),
            attendance=list(self._attendance(given)),
            items=list(self._items(given, self.bodies[body]["name"])),
        )  # fmt: skip
        given.taken.update(("requestedmeetingid", "meetingid", "isagendapublished", "isminutespublished"))
        given.taken.update(name for name in given.data if name.endswith("count"))
        given.drop_private(*PRIVATE)
        settled(given)
        given.rest()
        return Made(key, tree, f"moderngov: meeting {own}")

    def _status(self, given: Given, day: str) -> str:
        written = (line(given, "meetingstatus", "status") or "").lower()
        for sign, status in STATUS:
            if sign in written:
                return status
        if written not in ("", "confirmed", "occurred", "held"):
            given.lose("meetingstatus", "The record has no such status; the day decides.", value=written)
        # A year alone is to come only if all of it is.
        return "scheduled" if (parse(day).earliest or self.today) > self.today else "held"

    def _attendance(self, given: Given) -> Iterator[dict[str, Any]]:
        """Take who came and who did not, each once."""
        met: set[Any] = set()
        for one in listed(given, "attendees", "attendee"):
            entry = self._attendee(one)
            who = entry.get("person") or entry.get("name_as_written")
            if not who or "status" not in entry or who in met:
                why = "Whoever is only expected, or has no name, or stands there twice, is not entered."
                one.lose("attendee", why, value=dict(one.data) if who in met or who else None)
                continue
            met.add(who)
            yield entry

    def _attendee(self, given: Given) -> dict[str, Any]:
        given.drop_private(*PRIVATE)
        own = line(given, "memberid", "attendeeid", "userid") or ""
        name = line(given, "name", "fullname", "fullusername", "attendeename") or ""
        sort = self._capacity(given)
        told = line(given, "role", "roledescription", "memberrole", "attendancerole", "position") or ""
        title, sort = self._role(told), sort or (told if "member" in told.lower() else None)
        key = self.people.by_name(name) if own in ("", "0") else None
        if own not in ("", "0"):
            key = self.people.person(own, name, sort or "Took part in meetings")
        told_of_party(self.losses, given, line(given, "politicalparty", "party", "politicalpartytitle"),
                      self.people.party_of.get(key) if key else None)  # fmt: skip
        stands_for = line(given, "representing")
        capacity = ", ".join(filter(None, (sort, stands_for)))
        written = (line(given, "attendance", "attendancestatus", "status", "attended") or "present").lower()
        status = next((to for sign, to in CAME if sign in written), "")
        if not status:
            given.lose("attendance", "The record has no such word for how somebody attends.", value=written)
        given.rest()
        return filled(person=key, name_as_written=None if key else name, role=title, capacity=capacity,
                      **({} if status in ("", "expected") else {"status": status}))  # fmt: skip

    def _capacity(self, given: Given) -> str | None:
        """Take as what somebody came; a mere letter is a sign that only ModernGov knows the meaning of."""
        found = line(given, "membertype", "attendeetype", "type")
        if found and len(found) == 1:
            given.lose("membertype", "It is a sign of ModernGov’s own.", value=found)
            return None
        return found

    def _role(self, written: str | None) -> str | None:
        plain_role = (written or "").lower()
        known = next((role for sign, role in ROLES if sign in plain_role), None)
        return known or (
            plain_role if plain_role not in ("", "none") and "member" not in plain_role else None
        )

    def _items(self, given: Given, committee: str) -> Iterator[dict[str, Any]]:
        taken: set[str] = set()
        known = (committee, *(str(given.data.get(name) or "") for name in ("meetingdate", "meetingtime")))
        for number, one in enumerate(listed(given, "agendaitems", "agendaitem"), start=1):
            if is_hidden(one):
                one.drop(one.data, HIDDEN, private=True)
                continue
            title = line(one, "agendaitemtitle", "title", "itemtitle") or f"Item {number}"
            base = slug(title) or f"item-{number}"
            own = base if base not in taken else f"{base}-{number}"
            taken.add(own)
            printed = line(
                one,
                "fulldisplaynumberformat",
                "agendanumber",
                "agendaitemnumber",
                "agendanum",
                "itemnumber",
                "number",
            )
            head = filled(id=own, agenda_number=(printed or "").rstrip(".") or None, title=title)
            said = (*known, str(one.data.get("agendaitemtitle")))
            yield {**head, **(self._hidden(one, title) if is_true(one, "isrestricted", "restricted")
                              else self._open(one, said))}  # fmt: skip
            if one.data.get("fulldisplaynumberformat"):
                one.taken.update(("agendaitemnumber", "agendaitemsubnumber"))
            one.taken.update(name for name in one.data if name.endswith("count"))
            settled(one, *known)
            one.rest()

    def _hidden(self, given: Given, title: str) -> dict[str, Any]:
        """Keep no more than the title of what is restricted."""
        kept = ("isrestricted", "restricted", "agendaitemid", "itemid")
        given.drop([name for name in given.data if name not in given.taken and name not in kept], RESTRICTED,
                   private=True)  # fmt: skip
        return {"access": "exempt", "public_title": title}

    def _open(self, given: Given, known: tuple[str, ...]) -> dict[str, Any]:
        said = prose(given, "minutesnonemptyhtmlbody", "minutestext", "minutes", "minutetext")
        intro = prose(given, "agendatext", "agendaitemtext", "introduction", "description", "summary")
        decided = prose(given, "decisionnonemptyhtmlbody", "decision", "decisiontext", "resolution")
        linked = [*listed(given, "linkeddocs", "linkeddoc"), *listed(given, "linkeddocuments", "linkeddoc")]
        papers = [{"document": key} for one in linked if (key := self._paper(one, known=known))]
        notes = [f"On the agenda: {intro}" if said and intro else None, *_comments(given)]
        return filled(
            papers=papers,
            minute_number=line(given, "minutenumber", "minutenum", "minutesitemnumber"),
            text="\n\n".join(filter(None, (said or intro, decided))) or None,
            note="\n\n".join(filter(None, notes)) or None,
        )

    def _paper(self, given: Given, sort: str = "", known: tuple[str, ...] = ()) -> Key | None:
        """Make the record of a linked document, and give its id."""
        settled(given, *known)
        given.drop_private(*PRIVATE)
        title = line(given, "title", "documenttitle") or "Untitled document"
        if is_true(given, "isrestricted", "restricted"):
            given.lose("linkeddoc", RESTRICTED)
            return None
        own, url = (
            line(given, "attachmentid", "documentid"),
            given.address("url") if given.data.get("url") else None,
        )
        owner = line(given, "ownertitle")
        published = british_date(given, "publicationdate", "datepublished", "published")
        origin = f"moderngov: document {own or url or title}"
        key = self.ids.of("documents", origin, [title])
        if key not in self.documents:
            tree = filled(title=title, classification=sort or _sort(title), url=url,
                          published_date=Bare(published) if published else None)  # fmt: skip
            self.documents[key] = Made(key, tree, origin)
        if owner and owner not in known:
            given.lose(
                "ownertitle",
                "A paper is listed where it came to, so its owner’s title is not kept.",
                value=owner,
            )
        given.rest()
        return key

    def _papers_of_all(self, given: Given) -> tuple[list[dict[str, str]], dict[str, Any] | None]:
        """Take the papers of a meeting as a whole: its minutes, and links to all others."""
        links, minutes = [], None
        for one in (
            *listed(given, "linkeddocs", "linkeddoc"),
            *listed(given, "linkeddocuments", "linkeddoc"),
        ):
            title = cleaning.line(plain(str(one.data.get("title") or "")))
            key = self._paper(one)
            url = self.documents[key].tree.get("url") if key else None
            if key and minutes is None and "minutes" in title.lower():
                minutes = {"document": key}
            elif key and url:
                links.append({"title": title or "Document", "url": str(url)})
            elif key:
                where = f"{one.where}.title"
                self.losses.add(Loss(where, "linkeddoc", "It has no address to link to.", title, title))
        return links, minutes


def _referred(given: Given) -> str | None:
    """Find the committee of a meeting that names none itself: its items say which they came to."""
    for items in given.many("agendaitems"):
        for one in items.many("agendaitem"):
            if title := line(one, "refertocommittee"):
                return title
    return None


def _comments(given: Given) -> Iterator[str]:
    """Take what a council keeps of each item in fields that it names itself, such as “Presented by”."""
    for number in ("1", "2"):
        label, said = line(given, f"commentlabel{number}"), prose(given, f"commenttext{number}")
        if said:
            yield f"{cleaning.prose(label)}: {said}" if label else said


def _sort(title: str) -> str:
    """Say what sort of paper a title names."""
    words = ("minutes", "agenda", "report", "appendix", "letter", "plan", "supplement")
    return next((word for word in words if word in title.lower()), "paper")
