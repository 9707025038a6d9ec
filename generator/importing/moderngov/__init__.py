"""A folder of XML from ModernGov's web service, as councils run it, made into records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.importing.errors import SourceError
from generator.importing.losses import Loss, Losses
from generator.importing.made import Ids, Key, Made
from generator.importing.moderngov.meetings import Meetings
from generator.importing.moderngov.people import People
from generator.importing.moderngov.reading import files, holds, outside

GROUPS = ("committee", "meeting", "ward")
ORIGIN = "moderngov: council"
UNKNOWN = (
    "It holds no committee, meeting or ward by ModernGov’s names: it was not read, and is not repeated here."
)


def make(path: Path, ids: Ids, losses: Losses, today: date, _zone: str) -> Iterator[Made]:
    """Make records of every file of a folder, and settings for a site that has none."""
    read = list(files(path, losses))
    council = ids.of("organizations", ORIGIN, ["the council"])
    people = People(ids, losses, council)
    meetings = Meetings(ids, losses, people, today)
    for file in read:
        if not holds(file.data, GROUPS):
            losses.add(Loss(file.where, ", ".join(file.data), UNKNOWN))
            continue
        outside(file, GROUPS)
        people.read(file)
        meetings.read(file)
    if not (people.trees or meetings.committees):
        raise SourceError(f"{path} holds nothing of ModernGov’s: no committee, meeting or ward")
    yield from meetings.make()
    yield from people.make()
    yield _council(people, losses)
    yield Made(Key("", "site"), {"title": "The council", "description": "The public record of the council.",
                                 "council": council})  # fmt: skip


def _council(people: People, losses: Losses) -> Made:
    """Make the body that councillors sit on and committees belong to; ModernGov does not name it."""
    why = "ModernGov does not name the council itself. Write its name."
    losses.add(Loss("council", "name", why, carried_as="The council"))
    tree = {"name": "The council", "classification": "council"}
    members = people.members.get(people.council)
    return Made(people.council, tree | ({"members": members} if members else {}), ORIGIN)
