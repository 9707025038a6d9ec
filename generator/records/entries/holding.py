"""Names, offices and seats: who is what, where, and as far as papers prove."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.records.entries.base import BODIES, Entry, Model, Named, Sources
from generator.records.fields import Day, Flag, Line, LocalId, Prose, Ref, When


class OtherName(Entry):
    """Another name of a person or body, with the time or the papers it belongs to."""

    name: Line = Field(description="The other name in full.")
    honorific_prefix: Line | None = Field(None, description="What stands before it: Councillor, Mrs, Dr.")
    honorific_suffix: Line | None = Field(None, description="What stands after it: OBE.")
    start_date: When | None = Field(None, description="First day of this name, as far as it is known.")
    end_date: When | None = Field(None, description="Last day of this name.")
    used_in: Sources = Field((), description="The papers that use this name.")


class Post(Named):
    """An office that somebody can hold."""

    label: Line = Field(description="The title of the office.")
    other_label: Line | None = Field(None, description="Another title for the same office.")
    role: Line | None = Field(None, description="The plain role: chair, member, director.")
    summary: Prose | None = Field(None, description="What the office is for.")
    start_date: When | None = Field(None, description="When the office was created.")
    end_date: When | None = Field(None, description="When the office ended.")


class Sighting(Model):
    """A single day on which a paper shows someone in office."""

    on: When = Field(description="The day on which the paper shows them in office.")
    sources: Sources = ()


class Membership(Entry):
    """A person, or a body through its representative, who sits on a body or holds an office."""

    id: LocalId | None = Field(None, description="Permanent id, where others point at it.")
    person: Annotated[Line, Ref("people", back="Member of")] | None = Field(None, description="The person.")
    organization: Annotated[Line, Ref(*BODIES, back="Represented on")] | None = Field(
        None, description="The body represented, where no person is named."
    )
    name_as_written: Line | None = Field(
        None, description="The paper's words, where the person is not known."
    )
    post: Annotated[Line, Ref("posts", back="Held by")] | None = Field(
        None, description="The office held: record#post, or #post in this file."
    )
    role: Line | None = Field(None, description="The plain role: chair, vice-chair, member.")
    label: Line | None = Field(None, description="The role in the source's words.")
    voting: Flag | None = Field(None, description="Whether the member has a vote.")
    on_behalf_of: Annotated[Line, Ref(*BODIES, back="Represented by")] | None = Field(
        None, description="The party, school or church the member stands for."
    )
    area: Line | None = Field(None, description="The ward or area the member stands for.")
    interim: Flag = Field(False, description="True for an interim or acting holder.")
    start_date: When | None = Field(None, description="First day held, as far as a paper says.")
    end_date: When | None = Field(None, description="Last day held; leave out when not recorded.")
    current_as_of: Day | None = Field(None, description="The day the holder was known to be current.")
    seen: tuple[Sighting, ...] = Field(
        (), description="Single days on which a paper shows them in office, where no start or end is known."
    )
