"""Councillors by ward, and others who came to meetings, from ModernGov."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importing.given import Given
from generator.importing.losses import Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made, filled
from generator.importing.moderngov.reading import found, listed
from generator.importing.moderngov.values import british_date, line

TITLES = re.compile(
    r"(?:(?:the\s+)?(?:right\s+)?(?:worshipful|honourable|hon\.?|rt\.?)\s+|councillors?\s+|cllr\.?\s+|alderman\s+|"
    r"alderwoman\s+|mayor\s+|dr\.?\s+|mrs?\.?\s+|ms\.?\s+|miss\s+|mx\.?\s+|sir\s+|dame\s+|prof(?:essor)?\.?\s+|"
    r"rev(?:erend|d)?\.?\s+|lord\s+|lady\s+|baroness\s+)+",
    re.IGNORECASE,
)
VACANT = re.compile(
    r"(?:(?:councillor|cllr\.?)\s+)?(?:currently\s+)?vacan(?:t|cy)(?:\s+(?:seat|position))?", re.IGNORECASE
)
HONOURS = re.compile(r"(?:[,\s]+(?:[CDGKMO]BE|QPM|JP|DL|MP|QC|KC|CH|BEM|PhD))+$")
PRIVATE = ("homeaddress", "workaddress", "address", "phone", "mobile", "fax", "email", "homephone",
           "workphone", "hometelephone", "worktelephone", "dateofbirth", "gender",
           "additionalcontactinfo")  # fmt: skip


@dataclass(slots=True)
class People:
    """The people of a council while records are made of them."""

    ids: Ids
    losses: Losses
    council: Key
    keys: dict[str, Key] = field(default_factory=dict)
    trees: dict[Key, dict[str, Any]] = field(default_factory=dict)
    origins: dict[Key, str] = field(default_factory=dict)
    parties: dict[str, Key] = field(default_factory=dict)
    party_of: dict[Key, str] = field(default_factory=dict)
    members: dict[Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def read(self, file: Given) -> None:
        """Take every councillor of a file, ward by ward."""
        for ward in found(file, "ward"):
            title = line(ward, "wardtitle")
            seats = list(listed(ward, "councillors", "councillor"))
            for councillor in seats:
                self._councillor(councillor, title)
            if title and not seats:
                ward.lose(
                    "wardtitle", "Nobody sits for it, and a ward is written with its members.", value=title
                )
            ward.taken.add("wardid")
            ward.rest()

    def _councillor(self, given: Given, ward: str | None) -> None:
        given.drop_private(*PRIVATE)
        own, called = line(given, "councillorid") or "", line(given, "fullusername") or ""
        if VACANT.fullmatch(called):
            given.lose("fullusername", "A seat that nobody holds is no person.", value=f"{called}, {ward}")
            given.taken.update(("councillorid", "politicalpartytitle", "politicalgrouptitle"))
            given.rest()
            return
        key = self.person(own, called, "Councillor")
        if key is None:
            given.rest("A councillor has a name, and the source gives none.")
            return
        posts = line(given, "keyposts")
        pictures = [given.address(name) for name in ("photobigurl", "photosmallurl")]
        more = filled(summary=given.as_prose("keyposts", posts) if posts else None,
                      links=[{"title": "Picture", "url": one} for one in pictures if one][:1])  # fmt: skip
        for url in [one for one in pictures if one][1:]:
            given.lose("photosmallurl", "It is the same picture in small.", value=url)
        self.trees[key].update(more)
        party = line(given, "politicalpartytitle") or line(given, "politicalgrouptitle")
        group = line(given, "politicalgrouptitle")
        if group and group != party:
            given.lose("politicalgrouptitle", "A member stands for one party or group.", value=group)
        terms = [self._term(one) for one in listed(given, "termsofoffice", "termofoffice")]
        for term in list(dict.fromkeys(terms)) or [()]:
            self.members[self.council].append(filled(
                person=key, role="councillor", area=ward, on_behalf_of=self.party(party),
                **{name: Bare(day) for name, day in term},
            ))  # fmt: skip
        if party:
            self.party_of[key] = party
        if (other := line(given, "representing")) and other != ward:
            given.lose("representing", "The ward is carried in its place.", value=other)
        given.rest()

    def _term(self, given: Given) -> tuple[tuple[str, str], ...]:
        start, end = british_date(given, "startdate"), british_date(given, "enddate")
        if start and end and end < start:
            given.lose("enddate", "It is before the start.", value=f"{start} to {end}")
            end = ""
        given.rest()
        return tuple((name, day) for name, day in (("start_date", start), ("end_date", end)) if day)

    def party(self, title: str | None) -> Key | None:
        """Find the record of a party, by its title."""
        if title and title not in self.parties:
            self.parties[title] = self.ids.of("organizations", f"moderngov: party {title}", [title])
        return self.parties.get(title or "")

    def person(self, own: str, written: str, role: str) -> Key | None:
        """Find or make the record of a person: by the number, else by the name where one person has it."""
        origin = own if own and own != "0" else written
        if origin in self.keys or not written:
            return self.keys.get(origin)
        match = TITLES.match(written)
        rest = written[match.end() :].strip() if match else written
        honours = HONOURS.search(rest)
        name = rest[: honours.start()] if honours else rest
        key = self.ids.of("people", f"moderngov: person {origin}", [name])
        self.keys[origin] = key
        self.origins[key] = f"moderngov: person {origin}"
        self.trees[key] = filled(
            name=name or written, public_role=role,
            honorific_prefix=match[0].strip() if match and name else None,
            honorific_suffix=honours[0].strip(", ") if honours else None,
        )  # fmt: skip
        return key

    def by_name(self, written: str) -> Key | None:
        """Find the one person of a name, whatever the title in front."""
        match = TITLES.match(written)
        name = HONOURS.sub("", written[match.end() :] if match else written).strip()
        named = [key for key, tree in self.trees.items() if tree["name"] == name]
        return named[0] if len(named) == 1 else None

    def make(self) -> Iterator[Made]:
        """Make the records of people and parties."""
        for key, tree in self.trees.items():
            yield Made(key, tree, self.origins[key])
        for title, key in self.parties.items():
            yield Made(key, {"name": title, "classification": "party"}, f"moderngov: party {title}")


def told_of_party(losses: Losses, given: Given, party: str | None, known: str | None) -> None:
    """Report a party that is told of somebody at a meeting, where the record has no other word of it."""
    if party and party != known:
        why = "At a meeting nobody’s party is written; it stands with the seat on the council."
        losses.add(Loss(f"{given.where}.politicalparty", "politicalparty", why, given.called, party))
