"""People, bodies, offices and who held them, from Popolo."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.graph.nodes import TAKEN_ANCHORS
from generator.importing import cleaning
from generator.importing.given import Given
from generator.importing.losses import LOOKS_PERSONAL, Loss, Losses
from generator.importing.made import Bare, Ids, Key, Made, filled, letters, remark, slug
from generator.importing.popolo.names import main_name, name_of, names_of
from generator.importing.popolo.reading import Popolo
from generator.importing.popolo.references import References, drop_personal, missing, span
from generator.records.fields import ID

# What kinds of bodies have members who meet.
MEET = re.compile(
    r"board|committee|council|cabinet|legislature|parliament|assembly|chamber|panel|commission|executive",
    re.IGNORECASE,
)
BODY = re.compile(r"\b(committee|board|cabinet|council|commission|panel)\b", re.IGNORECASE)
SHORT = "Short name"
NO_ID = "Only people, bodies, events and decisions keep the id that the source gave them."
NO_LINKS = "A seat or an office has no links of its own in a record."
SECOND = "It is a second id of a person."
OUR_MEMBER = re.compile(r"[^.#]+\.[^.#]+\.([^.#]+)(?:\.\d+)?")


@dataclass(slots=True)
class Holding:
    """The people, bodies and offices of a file while records are made of them."""

    popolo: Popolo
    ids: Ids
    refs: References
    losses: Losses
    people: dict[str, Key] = field(default_factory=dict)
    bodies: dict[str, Key] = field(default_factory=dict)
    parents: dict[Key, Key] = field(default_factory=dict)
    names: dict[Key, str] = field(default_factory=dict)
    renamed: set[Key] = field(default_factory=set)
    posts: dict[str, tuple[Key, Given]] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    periods: dict[str, tuple[Key, str]] = field(default_factory=dict)
    redirected: set[str] = field(default_factory=set)
    roles: dict[Key, str] = field(default_factory=dict)
    members: dict[Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    offices: dict[Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    invented: list[Made] = field(default_factory=list)

    def name_everything(self) -> None:
        """Give each person and body its id before anything refers to it."""
        persons = {given.own: given for given in self.popolo.of("persons")}
        for given in self.popolo.of("persons"):
            if not given.data.get("redirect"):
                self._name_person(given)
        for given in self.popolo.of("persons"):
            if given.data.get("redirect"):
                self._redirect(given, persons)
        for given in self.popolo.of("organizations"):
            self._name_body(given)
        for given in self.popolo.of("organizations"):
            if parent := self.bodies.get(str(given.data.get("parent_id"))):
                self.parents[self.bodies[given.handle]] = parent
        for given in self.popolo.of("areas"):
            self.areas[given.handle] = given.line("name") or given.own
            self.no_id(given, self.areas[given.handle])
            given.rest()

    def no_id(self, given: Given, words: str = "") -> None:
        """Take the id of a thing that keeps none in a record, and report it where the source wrote it."""
        own = given.own if given.raw("id") else ""
        step = given.where.rpartition(".")[2].replace("[", "/").removesuffix("]")
        is_made = own.endswith((f"/{step}", f"/{words}")) or own == words
        if own and not is_made and not self.refs.title:
            given.lose("id", NO_ID, value=own)

    def _keep_id(self, given: Given, word: str) -> None:
        """Take the id that the remark in a file repeats, and report one that may not be repeated."""
        given.raw("id")
        if given.own and remark(_origin(word, given)) != _origin(word, given):
            given.lose("id", f"A sum of it stands in the file. {LOOKS_PERSONAL}")

    def _redirect(self, given: Given, persons: Mapping[str, Given]) -> None:
        """Let a second id of a person lead where the first does."""
        at, seen = given, {given.own}
        while (after := str(at.data.get("redirect") or "")) in persons and after not in seen:
            seen.add(after)
            at = persons[after]
        if at.handle in self.people:
            self.people[given.handle] = key = self.people[at.handle]
            self.redirected.add(given.handle)
            given.taken.update(("id", "redirect"))
            given.lose("redirect", SECOND, value=given.data["redirect"], carried_as=f"people/{key.id}")
            given.rest()
        else:
            self._name_person(given)

    def _name_person(self, given: Given) -> None:
        key = self.ids.of("people", _origin("person", given), names_of(given), given.own)
        self.people[given.handle] = key

    def _name_body(self, given: Given) -> None:
        key = self.ids.exact("boards", given.own) or self.ids.exact("organizations", given.own)
        folder = key.kind if key else "boards" if MEET.search(_sort(given)) else "organizations"
        found = self.ids.of(folder, _origin("organization", given), names_of(given), given.own)
        self.bodies[given.handle] = found
        name = given.data.get("name")
        self.names[found] = (cleaning.line(name) if isinstance(name, str) else "") or found.id
        if given.data.get("other_names"):
            self.renamed.add(found)

    def body(self, own: str | None, given: Given) -> Key | None:
        """Find the body of an id; one that the file only names gets a record of its own."""
        if not own:
            return None
        if own not in self.bodies:
            key = self.ids.of("organizations", f"popolo: organization {own}", [own.replace("/", " ")], own)
            self.bodies[own], self.names[key] = key, own
            name = cleaning.line(own) or key.id
            tree = {"name": name, "classification": "organization"}
            self.invented.append(Made(key, tree, f"popolo: organization {own}"))
            why = "No object has this id, so a body was made that has only this name."
            given.losses.add(Loss(given.where, "organization", why, given.called, own, name))
        return self.bodies[own]

    def make(self) -> Iterator[Made]:
        """Make the records of people and bodies."""
        for given in self.popolo.of("posts"):
            self._post(given)
        for given in self.popolo.of("memberships"):
            self._membership(given)
        used = {one.get("area") for members in self.members.values() for one in members}
        for own, name in self.areas.items():
            if name not in used:
                self.losses.add(Loss("areas", "area", "No membership is for it.", own, name))
        persons = [given for given in self.popolo.of("persons") if given.handle not in self.redirected]
        yield from (self._person(given) for given in persons)
        yield from [self._body(given) for given in self.popolo.of("organizations")]
        for made in self.invented:
            yield Made(made.key, {**made.tree, **self._parts(made.key)}, made.origin)

    def _person(self, given: Given) -> Made:
        key = self.people[given.handle]
        self._keep_id(given, "person")
        drop_personal(given)
        tree = filled(
            name=given.line("name") or self._name_for(given, key),
            honorific_prefix=given.line("honorific_prefix"),
            honorific_suffix=given.line("honorific_suffix"),
            given_name=given.line("given_name"),
            family_name=given.line("family_name"),
            sort_name=given.line("sort_name"),
            other_names=self.refs.other_names(given),
            public_role=given.line("public_role") or self.roles.get(key, "Named in the imported record"),
            summary=self.refs.prose(given, "summary"),
            text=self.refs.prose(given, "biography"),
            links=self.refs.links(given),
            sources=self.refs.sources(given),
        )
        given.rest()
        return Made(key, tree, _origin("person", given))

    def _name_for(self, given: Given, key: Key) -> str:
        """Name somebody whose name the source lacks."""
        used = cleaning.line(name_of(given.data) or main_name(given))
        if not used:
            missing(self.losses, given, "name", key.id)
        return used or key.id

    def _body(self, given: Given) -> Made:
        key = self.bodies[given.handle]
        self._keep_id(given, "organization")
        drop_personal(given)
        others = self.refs.other_names(given)
        short = next((one for one in others if one.get("note") == f"{SHORT}."), None)
        name, sort = given.line("name"), given.line("classification")
        if name is None:
            missing(self.losses, given, "name", key.id)
        if sort is None:
            missing(self.losses, given, "classification", _sort(given))
        parent = self.body(given.scalar("parent_id"), given)
        if parent and self._is_below(given, parent):
            given.lose("parent_id", "A body cannot belong to itself.", value=given.data["parent_id"])
            parent = None
        tree = filled(
            name=name or key.id,
            short_name=short["name"] if short else None,
            classification=sort or _sort(given),
            parent=parent,
            **span(given, "founding_date", "dissolution_date"),
            other_names=[one for one in others if one is not short],
            summary=self.refs.prose(given, "abstract"),
            remit=self.refs.prose(given, "description"),
            links=self.refs.links(given),
            sources=self.refs.sources(given),
            **self._parts(key),
        )
        given.rest()
        return Made(key, tree, _origin("organization", given))

    def _is_below(self, given: Given, parent: Key) -> bool:
        """Tell whether a body's parent is, in the end, the body itself."""
        seen: set[Key] = set()
        at: Key | None = parent
        while at is not None and at not in seen:
            if at == self.bodies[given.handle]:
                return True
            seen.add(at)
            at = self.parents.get(at)
        return False

    def _parts(self, key: Key) -> dict[str, Any]:
        return filled(posts=self.offices.get(key), members=self.members.get(key))

    def _post(self, given: Given) -> None:
        body = self.body(given.scalar("organization_id"), given)
        if body is None:
            given.lose(
                "post", "An office belongs to a body, and the source names none.", value=dict(given.data)
            )
            return
        label = given.line("label") or given.line("role")
        if label is None:
            label = given.own or "Office"
            missing(self.losses, given, "label", label)
        self.no_id(given, label)
        others = given.raw("other_label")
        listed = others if isinstance(others, list) else [others] if others else []
        local = self._local(body, given, label)
        self.posts[given.handle] = (Key(body.kind, body.id, local), given)
        self.offices[body].append(filled(
            id=local, label=label, role=given.line("role"),
            other_label=cleaning.line(str(listed[0])) if listed else None, **span(given),
            sources=self.refs.sources(given),
        ))  # fmt: skip
        if listed[1:]:
            given.lose("other_label", "An office has one other title.", value=listed[1:])
        self.refs.no_links(given, NO_LINKS)
        given.raw("area_id")
        given.rest()

    def _local(self, body: Key, given: Given, label: str) -> str:
        """Give an office an id of its own in its body."""
        own = given.own.rpartition("#")[2] if "#" in given.own else ""
        base = own if ID.fullmatch(own) else slug(label) or "office"
        base = f"{base}-office" if TAKEN_ANCHORS.fullmatch(base) else base
        taken = {one["id"] for one in self.offices[body]}
        found, number = base, 2
        while found in taken:
            found, number = f"{base}-{number}", number + 1
        return found

    def _membership(self, given: Given) -> None:
        own = given.own
        self.no_id(given)
        post = self.posts.get(given.scalar("post_id") or "")
        if post is None and given.data.get("post_id"):
            given.lose("post_id", "No office has this id.", value=given.data["post_id"])
        body = self.body(given.scalar("organization_id"), given)
        body = body or (Key(post[0].kind, post[0].id) if post else None)
        if body is None:
            given.rest("A membership is of a body, and the source names none.")
            return
        role, label = given.line("role"), given.line("label")
        tree = filled(
            **self._own_id(own, body),
            **self._member(given, body, label or role),
            post=Key("", "", post[0].entry) if post and (post[0].kind, post[0].id) == (body.kind, body.id)
            else post[0] if post else None,
            role=role, label=label,
            on_behalf_of=self.body(given.scalar("on_behalf_of_id"), given),
            area=self._area(given, post),
            **self._time(given, own),
            note=self._period(given),
            sources=self.refs.sources(given),
        )  # fmt: skip
        self.refs.no_links(given, NO_LINKS)
        given.rest()
        self.members[body].append(tree)

    def _own_id(self, own: str, body: Key) -> dict[str, str]:
        """Keep a membership's id where somebody wrote it for this record; a point shows that it was made."""
        home, _, local = own.partition("#")
        fits = home == f"{body.kind}/{body.id}" and ID.fullmatch(local)
        return {"id": local} if fits else {}

    def _member(self, given: Given, body: Key, role: str | None) -> dict[str, Any]:
        """Name the member: a person, a body, or where no object has the id, that id as words."""
        nested = next(iter(given.many("member")), None)
        own = given.scalar("person_id") or given.scalar("member_id") or (nested.own if nested else "")
        if nested:
            nested.taken.update(("id", "name"))
            nested.rest()
        if own in self.people:
            person = self.people[own]
            self.roles.setdefault(person, f"{(role or 'Member').capitalize()}, {self.names[body]}")
            return {"person": person}
        if own in self.bodies:
            return {"organization": self.bodies[own]}
        words = cleaning.line((str(nested.data.get("name") or "") if nested else "") or own) or "not named"
        given.lose("person_id", "No object has this id, so it stands as words.", value=own, carried_as=words)
        return {"name_as_written": words}

    def _area(self, given: Given, post: tuple[Key, Given] | None) -> str | None:
        own = given.scalar("area_id") or (str(post[1].data.get("area_id") or "") if post else "")
        return self.areas.get(own) or cleaning.line(own) or None

    def _time(self, given: Given, own: str) -> dict[str, Any]:
        """Take the time held; an id that we made ourselves says the first day more exactly."""
        found: dict[str, Any] = span(given)
        made = OUR_MEMBER.fullmatch(own.partition("#")[2]) if self.refs.title else None
        exact = made[1].replace("_", "/") if made and made[1] != "undated" else ""
        if exact and re.fullmatch(r"\d{4}(?:-\d{2}){0,2}~?", exact):
            if "start_date" not in found:
                found["seen"] = [{"on": Bare(exact)}]
            elif exact.startswith(found["start_date"].text):
                found["start_date"] = Bare(exact)
        return found

    def _period(self, given: Given) -> str | None:
        """Say in which period of a parliament somebody sat, where the source says it so."""
        own = given.scalar("legislative_period_id")
        if own is None:
            return None
        if own not in self.periods:
            return f"Legislative period: {cleaning.escaped(cleaning.line(own))}."
        key, name = self.periods[own]
        words = re.sub(r"[\[\]|\\*_`<]", " ", name).strip()
        return f"Legislative period: [[{self.ids.written(key)}|{words or key.id}]]."


def _origin(word: str, given: Given) -> str:
    """Name an object as the remark in its file does; what is ours already needs no remark."""
    own = given.own or next((name for name in names_of(given) if letters(name)), given.where)
    return f"popolo: {word} {own}"


def _sort(given: Given) -> str:
    """Say what sort of body one is: what is written, else the word for it in its name."""
    written = given.data.get("classification")
    named = BODY.search(str(given.data.get("name") or ""))
    if isinstance(written, str) and written.strip():
        return written
    return named[1].lower() if named else "organization"
