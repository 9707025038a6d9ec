"""What every entry shows beside its own fields: sources, quotation, differences, gaps, a note."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from generator.pages.markup import html
from generator.pages.scribe import Scribe
from generator.pages.views import Absence, Block, Difference, Fact
from generator.records import entries as e

TONES = {
    "strength": "good", "progress": "good", "concern": "poor", "finding": "plain",
    "inadequate": "poor", "requires improvement": "fair", "good": "good", "outstanding": "good",
    "verified done": "good", "reported done": "good", "in progress": "fair", "not started": "poor",
    "not accepted": "poor", "superseded": "plain", "not known": "plain", "no status recorded": "plain",
    "accepted": "good", "rejected": "poor", "accepted in part": "fair",
    "accepted in principle": "fair",
}  # fmt: skip


def facts(*pairs: tuple[str, Markup | str | None]) -> tuple[Fact, ...]:
    """Keep the facts that are there."""
    return tuple(Fact(label, escape(value)) for label, value in pairs if value)


def differences(scribe: Scribe, entry: e.Entry) -> tuple[Difference, ...]:
    """Show the points on which the sources of an entry disagree."""
    return tuple(difference(scribe, one) for one in entry.sources_differ)


def difference(scribe: Scribe, one: e.Difference) -> Difference:
    """Show one point on which sources disagree, with each account and its source."""
    accounts = tuple(
        (account.value, scribe.cite(account.sources), account.value == one.used) for account in one.accounts
    )
    used = one.used if one.used and not any(is_used for _, _, is_used in accounts) else ""
    return Difference(one.field, accounts, scribe.inline(one.why), used)


def absences(scribe: Scribe, entry: e.Entry) -> tuple[Absence, ...]:
    """Show what is missing in an entry, and why."""
    return tuple(absence(scribe, one) for one in entry.absent)


def absence(scribe: Scribe, one: e.Absence) -> Absence:
    """Show one thing that is missing, and why."""
    reason = f"{one.reason}, {one.paragraph}" if one.paragraph else one.reason
    return Absence(one.what, reason, scribe.inline(one.note) + scribe.cite(one.sources))


def block(scribe: Scribe, entry: Any, **parts: Any) -> Block:
    """Show an entry: what is particular to it is given, what every entry has is added."""
    parts.setdefault("anchor", getattr(entry, "id", None) or "")
    quotation = getattr(entry, "quotation", None)
    return Block(
        **parts,
        refs=scribe.cite(entry.sources),
        quotation=quoted(scribe, quotation),
        differences=differences(scribe, entry),
        absences=absences(scribe, entry),
        note=scribe.inline(entry.note),
    )


def remarks(scribe: Scribe, entry: e.Entry) -> Markup:
    """Show an entry's note, gaps and differences inside a line, where it has no block of its own."""
    parts = [html("{}", scribe.inline(entry.note))] if entry.note else []
    parts += [
        html("{}: {}{}", one.what, one.reason, html(". {}", one.explanation) if one.explanation else "")
        for one in absences(scribe, entry)
    ]
    parts += [_in_a_line(one) for one in differences(scribe, entry)]
    shown = [*(Markup(part.rstrip(". ")) for part in parts[:-1]), *parts[-1:]]  # noqa: S704 - from HTML
    return html(' <span class="remark">({})</span>', Markup("; ").join(shown)) if parts else Markup("")


def _in_a_line(one: Difference) -> Markup:
    accounts = Markup(" or ").join(html("“{}”{}", value, refs) for value, refs, _ in one.accounts)
    used = next((value for value, _, is_used in one.accounts if is_used), one.used)
    return html("sources differ on {}: {}{}{}",
        one.about, accounts, f", “{used}” used here" if used else "",
        html(". {}", one.why) if one.why else "",
    )  # fmt: skip


def quoted(scribe: Scribe, quotation: e.Quotation | None) -> Markup:
    """Show the source's own words, with where they stand."""
    if quotation is None:
        return Markup("")
    return html("<q>{}</q>{}", quotation.text, scribe.cite(quotation.sources))


def access_words(written: Any) -> str:
    """Say why something is not public."""
    if written.access == "public":
        return ""
    return f"{written.access}, {written.exempt_paragraph or 'no paragraph given'}"
