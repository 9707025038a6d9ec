"""What every Popolo object shares: links, pictures, sources, other names, and ids that are ours already."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from generator.dates import MONTHS, parse
from generator.importing import cleaning
from generator.importing.given import Given
from generator.importing.losses import Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made, filled
from generator.importing.markup import SURE, plain
from generator.importing.popolo.names import name_of, parts_of
from generator.records.fields import LOCATOR

OWN_PAGE = re.compile(r"(.*)/documents/([a-z0-9-]+)/(?:#at-(.+))?")
BASE = re.compile(r"(https?://[^/]+(?:/[^?#]*?)?)/\w+/[^/]+/(?:#.*)?")
PICTURE = "Picture"
DATED = re.compile(r"(.*) \(((?:about )?(?:(?:\d{1,2} )?([A-Z][a-z]+) )?\d{4})\)", re.DOTALL)
# Where a thing with an id of some scheme has its page.
PAGES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}/"),
    "gnd": ("Deutsche Nationalbibliothek", "https://d-nb.info/gnd/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "lcauth": ("Library of Congress", "https://id.loc.gov/authorities/names/{}"),
    "imdb": ("IMDb", "https://www.imdb.com/name/{}/"),
}
PRIVATE = (
    "birth_date", "dob", "date_of_birth", "death_date", "gender", "email", "contact_details", "address",
    "phone", "national_identity",
    "birthplace", "birth_place", "phones", "emails", "twitter", "facebook",
)  # fmt: skip


@dataclass(slots=True)
class References:
    """The documents that the objects of a file name as their sources, gathered while they are read."""

    ids: Ids
    losses: Losses
    title: str = ""
    base: str = ""
    named: dict[Key, dict[str, str]] = field(default_factory=dict)
    addresses: dict[Key, str] = field(default_factory=dict)

    def links(self, given: Given) -> list[dict[str, str]]:
        """Take links, pictures and known identifiers as pages elsewhere; its own page is not one."""
        found = [self._link(one) for one in given.many("links")]
        pictures = [given.address("image"), *(one.address("url") for one in given.many("images"))]
        found += [{"title": PICTURE, "url": one} for one in pictures if one]
        found += [self._identifier(one) for one in given.many("identifiers")]
        unique: dict[str, dict[str, str]] = {}
        for one in filter(None, found):
            first = unique.setdefault(one["url"], one)
            if one["title"] not in (first["title"], PICTURE):
                given.lose("links", "This address stands there twice; the first title counts.",
                           value=one["title"], carried_as=first["title"])  # fmt: skip
        return list(unique.values())

    def no_links(self, given: Given, why: str) -> None:
        """Report the links of a thing that has none in a record; its own page is no loss."""
        for one in self.links(given):
            given.lose("links", why, value=one)

    def _link(self, given: Given) -> dict[str, str] | None:
        note = given.line("note")
        if self.title and note == self.title and given.where.endswith("links[0]"):
            self._own_page(given)
            return None
        url = given.address("url")
        given.rest()
        return {"title": note or url, "url": url} if url else None

    def _own_page(self, given: Given) -> None:
        """Take the address of the site from the page that it has about a thing."""
        own = BASE.fullmatch(given.scalar("url") or "")
        self.base = own[1] if own else self.base

    def _identifier(self, given: Given) -> dict[str, str] | None:
        scheme, own = given.line("scheme") or "", given.line("identifier") or ""
        given.rest()
        page = PAGES.get(scheme.lower())
        url = cleaning.address(page[1].format(own)) if page and own else ""
        if page and url:
            return {"title": page[0], "url": url}
        if scheme or own:
            given.lose("identifier", f"Records have no ids of other systems ({scheme or 'no scheme'}).",
                       value=own, name="identifiers")  # fmt: skip
        return None

    def prose(self, given: Given, name: str) -> str | None:
        """Take a text as one of ours; HTML, which Popolo does not have but files do, becomes plain words."""
        value = given.scalar(name)
        if self.title or value is None or not SURE.search(value):
            return given.prose(name)
        found = given.as_prose(name, plain(value))
        why = "Its marks of HTML were made plain words."
        given.lose(name, why, value=value, carried_as=(found or "")[:80])
        return found

    def other_names(self, given: Given) -> list[dict[str, Any]]:
        """Take the other names of a person or body, with the language or remark that came with each."""
        plain = Given({"other_names": _groups(given.raw("other_names"), "name")}, given.where, given.losses)
        return [one for one in map(self._other_name, plain.many("other_names")) if one]

    def _other_name(self, given: Given) -> dict[str, Any] | None:
        note, language = given.line("note"), given.line("lang")
        said = (f"Language: {language}" if language else "", (note or "").removesuffix("."))
        remark = ". ".join(filter(None, said))
        name = given.line("name") or cleaning.line(name_of(given.data))
        if not given.data.get("name"):
            given.taken.update(parts_of(given.data))
        found = filled(
            name=name,
            honorific_prefix=None if "lordname" in given.taken else given.line("honorific_prefix"),
            honorific_suffix=given.line("honorific_suffix"),
            **span(given),
            note=cleaning.prose(f"{remark}.") if remark else None,
        )
        given.rest()
        if "name" not in found:
            given.lose("name", "Another name without a name says nothing.", value=dict(given.data))
            return None
        return found

    def sources(self, given: Given) -> list[Any]:
        """Take the sources of an object as citations of documents."""
        plain = Given({"sources": _groups(given.raw("sources"), "url")}, given.where, given.losses)
        cited = [self._cited(one) for one in plain.many("sources")]
        return list(dict.fromkeys(one for one in cited if one))

    def _cited(self, given: Given) -> Key | None:
        note, url = given.line("note"), given.line("url") or ""
        given.rest()
        own = OWN_PAGE.fullmatch(url) if self.title else None
        if own and (key := self.ids.exact("documents", f"documents/{own[2]}")):
            at = own[3] if own[3] and LOCATOR.fullmatch(own[3]) else ""
            self.ids.take(key)
            self.named.setdefault(key, {}).setdefault(at, note or "")
            return Key(key.kind, key.id, at)
        address = cleaning.address(url)
        if url and not address:
            given.lose("url", "This is no address of the web.", value=url)
        if not address and not note:
            return None
        key = self.ids.of("documents", f"popolo: source {address or note}", (note, _last(address)))
        self.named.setdefault(key, {}).setdefault("", note or address)
        self.addresses[key] = address
        return key

    def documents(self) -> list[Made]:
        """Make the documents that were named as sources."""
        return [self._document(key, notes) for key, notes in self.named.items()]

    def _document(self, key: Key, notes: dict[str, str]) -> Made:
        address = self.addresses.get(key, "")
        if not self.title or address:
            title = notes.get("") or address
            tree = filled(title=title, classification="web page" if address else "source", url=address)
            return Made(key, tree, f"popolo: source {address or title}")
        words, when = (
            {at: _dated(note)[0] for at, note in notes.items()},
            _dated(next(iter(notes.values())))[1],
        )
        title = words.get("") or _shared(list(words.values()))
        outline = [
            filled(id=at, printed=line.removeprefix(title).removeprefix(", "))
            for at, line in sorted(words.items()) if at
        ]  # fmt: skip
        tree = filled(title=title or key.id, classification="source", date=Bare(when) if when else None,
                      outline=outline)  # fmt: skip
        return Made(key, tree)


def span(given: Given, first: str = "start_date", last: str = "end_date") -> dict[str, Bare]:
    """Take the two ends of a time; an end before the start is left out and reported."""
    start, end = given.date(first), given.date(last)
    if start and end and _is_before(end, start):
        given.lose(last, "It is before the start.", value=f"{start} to {end}")
        end = None
    return {name: Bare(day) for name, day in ((first, start), (last, end)) if day}


def _is_before(end: str, start: str) -> bool:
    """Tell whether an end is surely before a start."""
    last, first = parse(end).latest, parse(start).earliest
    return last is not None and first is not None and last < first


def drop_personal(given: Given) -> None:
    """Leave out what is private of a person, and how to reach anybody."""
    given.drop_private(*PRIVATE)


def missing(losses: Losses, given: Given, name: str, used: str) -> None:
    """Write down that a field which a record must have was not there, and what stands in it now."""
    why = "The source does not say; the record must have it, so this was written."
    losses.add(Loss(f"{given.where}.{name}", name, why, given.called, carried_as=used))


def _groups(value: Any, name: str) -> Any:
    """Give a list as one of groups: a mere text in it is the field that counts, an empty place is none."""
    if not isinstance(value, list):
        return value
    return [{name: one} if isinstance(one, str) else one for one in value if one is not None]


def _last(address: str) -> str:
    return re.sub(r"[?#].*|/+$", "", address).rpartition("/")[2].partition(".")[0]


def _dated(note: str) -> tuple[str, str]:
    """Part the words of a source from the date in brackets at their end, as we write it ourselves."""
    found = DATED.fullmatch(note)
    if not found:
        return note, ""
    words = found[2].removeprefix("about ").split()
    about = "~" if found[2].startswith("about ") else ""
    if len(words) > 1 and words[-2] not in MONTHS:
        return note, ""
    month = [f"{MONTHS.index(words[-2]) + 1:02d}"] if len(words) > 1 else []
    return found[1], "-".join([words[-1], *month, *([words[0].zfill(2)] if len(words) > 2 else [])]) + about  # noqa: PLR2004 - a day before month and year


def _shared(notes: list[str]) -> str:
    """Find the title that the words of several places in one document begin with."""
    if len(notes) == 1:
        return notes[0].rpartition(", ")[0] or notes[0]
    parts = [note.split(", ") for note in notes]
    shared = [step[0] for step in zip(*parts, strict=False) if len(set(step)) == 1]
    return ", ".join(shared) or notes[0]
