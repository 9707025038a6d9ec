"""A whole comparison of two states: its parts in order, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diff import holding, proceedings, scrutiny
from generator.diff.arrivals import arrivals, drafts
from generator.diff.changes import Change
from generator.diff.mistakes import Mistakes, mistakes
from generator.diff.pages import Pages, changed_pages
from generator.diff.sides import Side, beside, side
from generator.diff.states import State, sites
from generator.diff.steps import Compared
from generator.diff.telling import Tellers, Told, tell
from generator.diff.texts import counted
from generator.loading import Options, Site


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two states, as at a day."""

    base: State
    head: State
    errors: tuple[int, int]
    today: date
    base_url: str
    changes: tuple[Change, ...]
    drafts: tuple[int, int, int]
    laid_out: int
    mistakes: Mistakes
    pages: Pages | None
    with_pages: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know about the two states."""
        said = [state.note for state in (self.base, self.head) if state.note]
        for state, errors in zip((self.base, self.head), self.errors, strict=True):
            if errors:
                what = counted(errors, "error")
                said.append(f"{what} in {state.words}: what cannot be read there cannot be told.")
        return tuple(said)

    @property
    def is_same(self) -> bool:
        """Whether nothing at all changed that can be told."""
        found = self.mistakes
        told = (found.new, found.mended, found.untold_new, found.untold_mended)
        paged = self.pages and (self.pages.added or self.pages.removed or self.pages.changed)
        return not (self.changes or any(self.drafts) or self.laid_out or any(told) or paged)


def compare(base: State, head: State, options: Options, *, with_pages: bool = True) -> Comparison:
    """Build two states and compare them record by record."""
    today = options.today
    was, now = sites(base, head, options, with_pages=with_pages)
    old, new = beside(side(was, today), side(now, today))
    changes = sorted({*arrivals(old, new), *_changed(old, new, today)}, key=lambda one: one.sort_key)
    settings = now.graph.site if now.graph else None
    return Comparison(
        base=base,
        head=head,
        errors=(_errors(was), _errors(now)),
        today=today,
        base_url=(options.base_url or (settings and settings.base_url) or "").rstrip("/"),
        changes=tuple(changes),
        drafts=drafts(old, new),
        laid_out=_laid_out(old, new),
        mistakes=mistakes(old, new),
        pages=changed_pages(was, now) if with_pages else None,
        with_pages=with_pages,
    )


def _errors(site: Site) -> int:
    """Count the errors of a state; where there are no files, nothing is wrong with them."""
    if not site.sources:
        return 0
    return sum(problem.is_error for problem in site.problems)


def _changed(before: Side, after: Side, today: date) -> Iterator[Change]:
    """Tell what changed in the records that are on both sides."""
    tellers: Tellers = {
        **scrutiny.TELLERS, **holding.TELLERS, **proceedings.TELLERS, **scrutiny.status_tellers(today),
    }  # fmt: skip
    for key in sorted(before.records):
        other = before.moved.get(key, key)
        if other not in after.records:
            continue
        old, new = before.records[key].written, after.records[other].written
        if before.moved or old is not new:
            yield from tell(
                Told(Compared(before, after, before.graph.nodes[key], after.graph.nodes[other])), tellers
            )


def _laid_out(before: Side, after: Side) -> int:
    """Count the public files whose text differs although nothing in them does."""
    count = 0
    for key in before.records.keys() & after.records.keys():
        old, new = before.records[key], after.records[key]
        if old.parsed.file.text != new.parsed.file.text:
            compared = Compared(before, after, before.graph.nodes[key], after.graph.nodes[key])
            aliases = [getattr(one.written, "aliases", ()) for one in (old, new)]
            count += not compared.differs and aliases[0] == aliases[1]
    return count
