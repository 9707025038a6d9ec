"""What every nested part may carry: sources, differences, what is absent."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.records.fields import Address, Line, LocalId, Prose, Ref, wrong
from generator.records.guesses import Guess

BODIES = ("boards", "organizations")


Body = Annotated[Line, Ref(*BODIES)]


AbsenceReason = Literal[
    "not recorded", "not in our sources", "not yet published", "not yet entered by us", "oral only",
    "no duty to publish", "exempt", "confidential", "lost", "breaks off",
]  # fmt: skip


Access = Literal["public", "exempt", "confidential"]


Status = Literal[
    "not started", "in progress", "reported done", "verified done", "not accepted", "superseded",
    "not known",
]  # fmt: skip


class Model(BaseModel):
    """The rules all content shares: unknown fields are mistakes, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    def relation(self, field: str, back: str) -> str:  # noqa: ARG002 - for overriding
        """Name a link from one of these fields as it shows on the other's page."""
        return back


class Citation(Model):
    """Where a statement stands: a document and a place in its outline, written `document#place`."""

    document: Annotated[Line, Ref("documents", back="Rests on this document")] = Field(
        description="The document that says so."
    )
    at: Line | None = Field(
        None, description="The id of the paragraph, minute or heading in the document's outline."
    )
    quote: Line | None = Field(None, description="The source's own words, 25 at most, where they matter.")
    note: Line | None = Field(None, description="What a reader should know about this source.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            document, mark, at = value.partition("#")
            if mark and not at.strip():
                hint = "Write the place after #, or leave # out."
                raise wrong("citation-place", f"there is no place after # in “{value}”", Guess(hint))
            return {"document": document, "at": at} if mark else {"document": document}
        return value


@lru_cache(maxsize=65_536)
def place_cited(document: str, at: str | None) -> Citation:
    """Make the citation of a place, one for all texts that cite it."""
    return Citation(document=document, at=at)


Sources = Annotated[
    tuple[Citation, ...],
    Field(
        description="Where this stands: one or more of document#place, such as minutes-2025-03-12#minute-14."
    ),
]


class Account(Model):
    """What one source says where sources differ."""

    value: Line = Field(description="The value as this source gives it.")
    sources: Sources = ()


class Difference(Model):
    """A point on which two sources, or two places in one, disagree."""

    field: Line = Field(description="What they disagree about, in words: the date, the sum, a name.")
    accounts: tuple[Account, ...] = Field(min_length=2, description="Each account with its source.")
    used: Line | None = Field(
        None, description="The value this record uses for sorting and sums, where it uses one."
    )
    why: Prose | None = Field(None, description="Why that value is used, or what explains it.")


class Absence(Model):
    """What is not there, and why: a blank never lies."""

    what: Line = Field(description="What is missing: the minutes, the vote, the date.")
    reason: AbsenceReason = Field(description="Why it is missing, in one of these words.")
    paragraph: Line | None = Field(None, description="For exempt matter: the paragraph of Schedule 12A.")
    note: Prose | None = Field(None, description="A sentence of explanation.")
    sources: Sources = ()


class Entry(Model):
    """What every nested part may carry."""

    sources: Sources = ()
    sources_differ: tuple[Difference, ...] = Field(
        (), description="Points on which the sources disagree: each account is kept and shown."
    )
    absent: tuple[Absence, ...] = Field((), description="What is missing here, and why: a blank never lies.")
    note: Prose | None = Field(
        None, description="A remark of ours that readers should see, apart from what the sources say."
    )


class Named(Entry):
    """A nested part that others can point at, by its permanent id."""

    id: LocalId = Field(description="Permanent id, unique in this file; others write record#id.")


class Quotation(Model):
    """The operative words themselves, 25 at most."""

    text: Line = Field(description="The words exactly as they stand in the source.")
    sources: Sources = ()


class Link(Model):
    """A page elsewhere on the web."""

    title: Line = Field(description="What the page is.")
    url: Address = Field(description="Its address.")


class Speaker(Named):
    """Someone who says, asks or answers: a person, a post or body, or only words in the paper."""

    person: Annotated[Line, Ref("people", back="Spoke at")] | None = Field(
        None, description="The person who spoke."
    )
    post: Annotated[Line, Ref("posts", back="Spoke at")] | None = Field(
        None, description="The office that spoke, where the paper names no person."
    )
    organization: Annotated[Line, Ref(*BODIES, back="Spoke at")] | None = Field(
        None, description="The body that spoke."
    )
    name_as_written: Line | None = Field(
        None, description="The source's words for who it was: a Member, the Vice-Chairman."
    )
