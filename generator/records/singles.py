"""The files that stand alone: the glossary, the rules, the corrections, the settings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.options import USUAL_ZONE
from generator.records.entries import (
    BODIES,
    Accessibility,
    Clock,
    Correction,
    Coverage,
    MenuEntry,
    Model,
    Sources,
    Term,
)
from generator.records.fields import Address, Contact, Day, Flag, Line, Prose, Ref, TimeZone


class Glossary(Model):
    """Terms and acronyms."""

    terms: tuple[Term, ...] = Field((), description="The words and acronyms to explain.")


class Rules(Model):
    """Clocks and bank holidays."""

    clocks: tuple[Clock, ...] = Field((), description="Time limits with their legal basis.")
    bank_holidays: tuple[Day, ...] = Field((), description="Days that are not working days.")


class Corrections(Model):
    """What was corrected or removed."""

    corrections: tuple[Correction, ...] = Field((), description="Each correction or removal.")


class Outputs(Model):
    """What is made beside the pages; each is made unless it is switched off."""

    data: Flag = Field(True, description="Downloads of the whole record, under /data/.")
    twins: Flag = Field(True, description="Each record as data: index.json beside its page.")
    feeds: Flag = Field(True, description="News of what happened, and of what changed, as feeds.")
    calendars: Flag = Field(True, description="What has a known day, as calendars.")


class Site(Model):
    """The settings of the site."""

    title: Line = Field(description="The site's title.")
    description: Line = Field(description="What the record is, in a sentence.")
    council: Annotated[Line, Ref(*BODIES, back="Subject of this record")] = Field(
        description="The council this record is about."
    )
    base_url: Address | None = Field(None, description="The public address of the site.")
    language: Line = Field("en-GB", description="The language the record is written in, as a code.")
    time_zone: TimeZone = Field(USUAL_ZONE, description="Time zone of times in the content.")
    introduction: Prose | None = Field(None, description="The story in brief, for the home page.")
    coverage: Coverage = Field(
        default_factory=Coverage, description="What the record covers, and what it does not."
    )
    newest_first: Flag = Field(
        True, description="Whether the newest comes first. False for a closed period, read as a story."
    )
    navigation: tuple[MenuEntry, ...] = Field((), description="The links of the header.")
    key_dates: tuple[Day, ...] = Field((), description="Days with a page of the whole structure.")
    checks: dict[str, Literal["error", "warning", "off"]] = Field(
        default_factory=dict,
        description="How strict each house rule is: the code of a problem, then error, warning or off.",
    )
    outputs: Outputs = Field(default_factory=Outputs, description="What is made beside the pages.")
    accessibility: Accessibility | None = Field(None, description="The accessibility statement.")
    report_address: Contact | None = Field(
        None, description="Where readers report mistakes: an e-mail address, or a form on the web."
    )
    licence: Line | None = Field(None, description="The licence of the record's own words.")
    sources: Sources = ()


SINGLES: dict[str, type[Model]] = {
    "glossary": Glossary,
    "rules": Rules,
    "corrections": Corrections,
    "site": Site,
}
