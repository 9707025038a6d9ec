"""What templates get: ready-made pieces, with nothing left to look up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from generator.records.singles import Outputs

NOTHING = Markup("")
FEW = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value: a line of the key facts."""

    label: str
    value: Markup


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which sources differ, with each account."""

    about: str
    accounts: tuple[tuple[str, Markup, bool], ...]
    why: Markup = NOTHING
    used: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """What is missing, and why."""

    what: str
    reason: str
    explanation: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Block:
    """One entry as it shows on a page, with the entries inside it."""

    anchor: str = ""
    title: Markup = NOTHING
    label: str = ""
    tone: str = ""
    facts: tuple[Fact, ...] = ()
    body: Markup = NOTHING
    refs: Markup = NOTHING
    quotation: Markup = NOTHING
    differences: tuple[Difference, ...] = ()
    absences: tuple[Absence, ...] = ()
    note: Markup = NOTHING
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: a link, its date, a label and a sentence."""

    title: Markup
    when: Markup = NOTHING
    label: str = ""
    tone: str = ""
    line: Markup = NOTHING
    anchor: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    # Of a row that stands on many pages: how it was rendered.
    rendered: dict[int, Markup] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many items have it."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of choices that narrows a list."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; `total` where the rows are not all there are."""

    title: str
    rows: tuple[Row, ...]
    anchor: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; the first cell names it."""

    cells: tuple[Markup | str, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Line, ...]
    numeric: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One item of a timeline."""

    anchor: str
    when: Markup
    kind: str
    label: str
    title: Markup
    line: Markup = NOTHING
    led_to: tuple[Markup, ...] = ()
    refs: Markup = NOTHING
    planned: bool = False
    status: str = ""
    part: str = ""
    permalink: str = ""
    name: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    # Of a row that stands on many pages: how it was rendered, by the level of its heading.
    rendered: dict[int, Markup] | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The moments of a month, or of a stretch of the year no month is known for."""

    title: str
    anchor: str
    moments: tuple[MomentRow, ...]
    continuing: tuple[Markup, ...] = ()
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """The moments of a year by month."""

    title: str
    anchor: str
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ChainKnot:
    """One thing on a throughline as it shows."""

    title: Markup
    when: Markup
    refs: Markup
    here: bool


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of a throughline as it shows."""

    title: str
    knots: tuple[ChainKnot, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A throughline as it shows."""

    title: Markup
    steps: tuple[ChainStep, ...]
    picture: Markup = NOTHING
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; whichever of its fields are filled are shown, in this order."""

    anchor: str
    title: str
    intro: Markup = NOTHING
    facts: tuple[Fact, ...] = ()
    picture: Markup = NOTHING
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    years: tuple[Year, ...] = ()
    chains: tuple[Chain, ...] = ()
    differences: tuple[Difference, ...] = ()
    absences: tuple[Absence, ...] = ()

    @property
    def is_empty(self) -> bool:
        filled = (self.intro, self.facts, self.picture, self.tables, self.blocks, self.rows,
                  self.groups, self.years, self.chains, self.differences, self.absences)  # fmt: skip
        return not any(filled)


# What a kind of record adds to its page: facts, and sections.
Made = tuple[tuple[Fact, ...], tuple[Section, ...]]


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source of a page."""

    number: int
    text: Markup


@dataclass(frozen=True, slots=True)
class Explained:
    """An acronym used on a page, and what it stands for."""

    term: str
    meaning: str
    address: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What a page can be found by besides its words; bodies by their keys."""

    kind: str
    when: str = ""
    years: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that the template of one page may reach, apart from the site-wide view."""

    address: str
    template: str
    title: str
    description: str
    heading: Markup
    kind: str = ""
    summary: Markup = NOTHING
    crumbs: tuple[Crumb, ...] = ()
    facts: tuple[Fact, ...] = ()
    status: str = ""
    tone: str = ""
    note: Markup = NOTHING
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    explained: tuple[Explained, ...] = ()
    coverage: str = ""
    feeds: tuple[str, ...] = ()
    linked: tuple[Markup, ...] = ()
    previous: Markup = NOTHING
    next: Markup = NOTHING
    earlier: Markup = NOTHING
    later: Markup = NOTHING
    sought: Sought | None = None
    twin: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    noindex: bool = False

    @property
    def contents(self) -> tuple[Section, ...]:
        """The sections to list at the top, where there are enough to be worth it."""
        return self.sections if len(self.sections) > FEW else ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be made: where it will be, and what makes its view when it is wanted."""

    address: str
    make: Callable[[], View]
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows: the site's name, its navigation, and the dates it is as at.

    `as_at` is the day of the build; `told_as_at` the day that states and delays are told as at.
    """

    title: str
    description: str
    language: str
    navigation: tuple[Crumb, ...]
    pages: tuple[Crumb, ...]
    as_at: str
    told_as_at: str
    base_url: str
    noindex: bool
    drafts: bool
    licence: str
    report_address: str
    has_search: bool
    outputs: Outputs = field(default_factory=Outputs)

    @property
    def base_path(self) -> str:
        """The path the site is at on its host, with a slash at both ends."""
        steps = [quote(step, safe="%") for step in urlsplit(self.base_url).path.split("/") if step]
        return "".join(f"/{step}" for step in steps) + "/"

    def followed(self, feeds: tuple[str, ...]) -> tuple[str, ...]:
        """Keep those of a page's feeds and calendars that are made."""
        made = {"xml": self.outputs.feeds, "json": self.outputs.feeds, "ics": self.outputs.calendars}
        return tuple(one for one in feeds if self.base_url and made[one.rpartition(".")[2]])
