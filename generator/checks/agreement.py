"""House rules on what one record says twice: two fields of it must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.whole import each
from generator.graph import Graph, Linked, Node
from generator.parsing import Path
from generator.problems import Problem
from generator.records.entries import Attendance
from generator.records.nearest import nearest, tidy
from generator.records.quantities import of_number

# A sum or a number as printed; a unit that itself holds a factor.
PRINTED = re.compile(r"[£€$]? ?\d[\d,]*(?:\.\d+)? ?(?:k|m|bn|million|thousand)?\b", re.IGNORECASE)
SCALED = re.compile(r"million|thousand|billion|,000|'000|[£€$] ?[km]\b", re.IGNORECASE)
PLACES = 15
TITLES = re.compile(
    r"(?:rt\.? hon|hon|the|councillor|cllr|mr|mrs|ms|miss|mx|dr|prof|professor|sir|rev)\.? ", re.IGNORECASE
)
DATED = re.compile(r".*-(\d{4}-\d\d-\d\d)")
ROLES = ("chair", "vice-chair")
CHAIRS = {"chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "the-chair": "chair",
          "vice-chairman": "vice-chair", "vice-chairwoman": "vice-chair", "vice-chairperson": "vice-chair",
          "deputy-chair": "vice-chair", "deputy-chairman": "vice-chair"}  # fmt: skip


@each()
def ensure_numbers_agree_with_their_words(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure a number is the one that its paper prints, where a slip of the key would explain it."""
    for node in linked.nearest.values():
        if node.kind == "money":
            one = node.written
            yield from _unlike(node, node.path, "amount", one.amount, one.amount_as_written)
        elif node.kind == "measures" and not SCALED.search(node.written.unit):
            yield from _points(node)


def _points(node: Node) -> Iterator[Problem]:
    for row, series in enumerate(node.written.series):
        for at, point in enumerate(series.points):
            path = ("series", row, "points", at)
            yield from _unlike(node, path, "value", point.value, point.value_as_written)


def _unlike(
    node: Node, path: Path, field: str, number: Decimal | None, words: str | None
) -> Iterator[Problem]:
    printed = [one.strip() for one in PRINTED.findall(words or "")]
    guess = of_number(printed[0]) if len(printed) == 1 else None
    if number is None or guess is None or not guess.instead:
        return
    meant = Decimal(guess.instead)
    if meant != number and _is_slip(abs(number), abs(meant)):
        message = f"“{field}” is {number}, but the paper’s words are “{words}”"
        hint = f"Write {field}: {guess.instead}, or mend the words."
        yield Problem("number-unlike-words", message, node.record.place((*path, field)), hint)


def _is_slip(number: Decimal, meant: Decimal) -> bool:
    """Tell whether one is the other with noughts too many or too few, or with its digits in disorder."""
    if not number or not meant:
        return False
    ratio = max(number, meant) / min(number, meant)
    in_disorder = sorted(str(number.normalize())) == sorted(str(meant.normalize()))
    return in_disorder or any(ratio == 10**places for places in range(1, PLACES))


@each("people")
def ensure_names_are_in_their_parts(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure a person's name has no title in it, and agrees with the name to sort by."""
    node = linked.node
    person = node.written
    place = node.record.place
    if title := TITLES.match(person.name):
        hint = f"Write name: {person.name[title.end() :]}, and the title under honorific_prefix."
        message = f"“{title[0].strip()}” is a title, and no part of a name"
        yield Problem("name-form", message, place(("name",)), hint)
    if "," in person.name:
        last, _, first = person.name.partition(",")
        hint = f"Write name: {first.strip()} {last.strip()}, and this form under sort_name."
        yield Problem("name-form", "a name begins with the first name", place(("name",)), hint)
    family, sort = person.family_name, person.sort_name
    if family and sort and not tidy(sort).startswith(tidy(family)):
        hint = f"Write the last name first: {family}, {person.given_name or '…'}"
        message = f"“{sort}” does not begin with the family name, {family}"
        yield Problem("name-form", message, place(("sort_name",)), hint)
    if family and not set(tidy(family).split("-")) & set(tidy(person.name).split("-")):
        message = f"the family name {family} is no part of the name {person.name}"
        yield Problem("name-form", message, place(("family_name",)), "Look which of the two is right.")


@each("meetings")
def ensure_meetings_agree_with_their_id(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure the day in a meeting's id is the day of the meeting."""
    node = linked.node
    dated, when = DATED.fullmatch(node.id), node.written.date
    if dated and when.is_day and when.earliest.isoformat() != dated[1] and not node.written.aliases:
        message = f"the meeting is dated {when}, but its file is named after {dated[1]}"
        hint = "Mend the date, or let throughline rename give the file its new name."
        yield Problem("date-unlike-id", message, node.record.place(("date",)), hint)


@each("meetings")
def ensure_roles_are_told(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure a chair is written as such, and a substitute comes for somebody else."""
    node = linked.node
    for number, one in enumerate(node.written.attendance):
        path = ("attendance", number)
        yield from _role(node, path, one)
        if one.substitute_for and one.status != "substitute":
            message = f"“substitute_for” is there, but the status is “{one.status}”"
            yield Problem("role-unlike", message, node.record.place((*path, "substitute_for")),
                          "Write status: substitute, or take substitute_for out.")  # fmt: skip
        if one.substitute_for and one.substitute_for == one.person:
            yield Problem("role-unlike", "nobody can come in place of themselves",
                          node.record.place((*path, "substitute_for")),
                          "Write the id of the member who stayed away.")  # fmt: skip


def _role(node: Node, path: Path, one: Attendance) -> Iterator[Problem]:
    if not one.role or one.role in ROLES:
        return
    found = nearest(one.role, ROLES)
    meant = CHAIRS.get(tidy(one.role)) or (found.word if found and found.certain else "")
    if meant:
        place = node.record.place((*path, "role"))
        mended = node.record.parsed.line_with(place, one.role, meant)
        message = f"“{one.role}” is not read as the {meant} of the meeting"
        yield Problem("role-unlike", message, place, f"Write role: {meant}", mended=mended)


@each("documents")
def ensure_what_is_read_is_known_by_itself(linked: Linked, _: Graph) -> Iterator[Problem]:
    """Ensure a paper known from another is marked as one that nobody here has read."""
    node = linked.node
    if node.written.read and node.written.known_from:
        message = "“known_from” is for a paper that nobody here has read, and this one counts as read"
        yield Problem("read-and-known", message, node.record.place(("known_from",), of_key=True),
                      "Write read: false, or take known_from out.")  # fmt: skip
