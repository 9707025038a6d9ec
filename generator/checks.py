"""The house rules: one function each, in one list that reads as the policy.

A rule that needs no other file is checked where the file is read; these need the whole record.
How strict each is can be set in `site.yaml` under `checks`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.addresses import Addresses
from generator.graph import Graph, Node
from generator.problems import Problem
from generator.records import walk
from generator.records.entries import Citation, Quotation
from generator.timeline import Timeline

LONGEST_QUOTATION = 25
PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}"),
    "a telephone number": re.compile(
        r"(?<![\d£.,/-])(?:\+44[ -]?\(?0?\)?\d{2,4}|\(?0\d{2,4}\)?)[ -]?\d{3,4}[ -]?\d{3,4}\b"
    ),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
    "a National Insurance number": re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a rule may look at."""

    graph: Graph
    timeline: Timeline
    addresses: Addresses
    today: date


Check = Callable[[Whole], Iterator[Problem]]


def ensure_statements_have_sources(whole: Whole) -> Iterator[Problem]:
    """Ensure each statement with a date, number or judgement says where it stands."""
    for statement in whole.graph.statements:
        if not statement.has_source:
            words = statement.words[:60]
            hint = "Add sources: [document#place], or [@document, place] after the sentence."
            message = f"no source for “{words}”"
            yield Problem("statement-without-source", message, statement.place, hint)


def ensure_quotations_are_short(whole: Whole) -> Iterator[Problem]:
    """Ensure no quotation is longer than the words a citation may carry."""
    for node in _records(whole.graph):
        for spot in walk(node.written):
            text = _quoted(spot.value)
            if text and len(text.split()) > LONGEST_QUOTATION:
                hint = f"Quote {LONGEST_QUOTATION} words or fewer and say the rest in your own."
                message = f"this quotation has {len(text.split())} words"
                yield Problem("quotation-too-long", message, node.record.place(spot.path), hint)


def _quoted(value: object) -> str | None:
    if isinstance(value, Quotation):
        return value.text
    return value.quote if isinstance(value, Citation) else None


def ensure_dates_are_in_order(whole: Whole) -> Iterator[Problem]:
    """Ensure nothing ends before it starts or is published before it happened."""
    pairs = (("start_date", "end_date"), ("founding_date", "dissolution_date"),
             ("date", "published_date"), ("as_at", "reported_on"))  # fmt: skip
    for node in _records(whole.graph):
        entries = [((), node.written), *((spot.path, spot.value) for spot in walk(node.written))]
        for path, entry in entries:
            for first, second in pairs:
                start, end = getattr(entry, first, None), getattr(entry, second, None)
                if start and end and start.earliest and end.latest and end.latest < start.earliest:
                    message = f"“{second}” ({end}) is before “{first}” ({start})"
                    place = node.record.place((*path, second))
                    yield Problem("dates-out-of-order", message, place, "Check both dates.")


def ensure_members_fit_their_body(whole: Whole) -> Iterator[Problem]:
    """Ensure nobody sits on a body before it began or after it ended."""
    for one in whole.timeline.memberships:
        began, ended = one.body.written.founding_date, one.body.written.dissolution_date
        start, end = one.written.start_date, one.written.end_date
        late = start and ended and ended.latest and start.earliest and start.earliest > ended.latest
        early = end and began and began.earliest and end.latest and end.latest < began.earliest
        if late or early:
            name = one.holder.title if one.holder else one.name_as_written
            message = f"{name} is a member outside the life of {one.body.title}"
            hint = "Check the body’s founding and dissolution dates and the membership’s."
            index = one.body.written.members.index(one.written)
            yield Problem("member-outside-body", message, one.body.record.place(("members", index)), hint)


def ensure_attendance_names_somebody(whole: Whole) -> Iterator[Problem]:
    """Ensure each line of an attendance list says who it is about."""
    for node in whole.graph.of_kind("meetings"):
        for index, one in enumerate(node.written.attendance):
            if not one.person and not one.name_as_written:
                hint = "Add person: with an id, or name_as_written: with the paper’s words."
                place = node.record.place(("attendance", index))
                yield Problem("attendance-nobody", "nobody is named here", place, hint)


def ensure_money_has_amount_or_reason(whole: Whole) -> Iterator[Problem]:
    """Ensure a sum states its amount, or why there is none."""
    for node in whole.graph.of_kind("money"):
        written = node.written
        if written.amount is None and not written.absent and not written.amount_as_written:
            hint = "Add amount: with digits only, or absent: with what and reason."
            yield Problem("money-without-amount", f"“{node.title}” has no amount", node.place, hint)


def ensure_no_personal_data(whole: Whole) -> Iterator[Problem]:
    """Ensure no e-mail address, telephone number, postcode or insurance number is in the content."""
    for node in _records(whole.graph):
        text = node.record.parsed.file.text
        for what, pattern in PERSONAL.items():
            met: Counter[str] = Counter()
            for match in pattern.finditer(text):
                place = node.record.parsed.place_of_words((), match[0], met[match[0]])
                met[match[0]] += 1
                hint = "Contact details do not belong in the record. Take it out."
                yield Problem("personal-data", f"this looks like {what}", place, hint)


def ensure_pages_have_names_of_their_own(whole: Whole) -> Iterator[Problem]:
    """Ensure no two addresses are one when compared without case."""
    seen: dict[str, Node] = {}
    for node in _records(whole.graph):
        folded = whole.addresses.of(node).casefold()
        if folded in seen and seen[folded].key != node.key:
            message = f"{seen[folded].record.parsed.path} differs only by case"
            yield Problem("address-case", message, node.record.place(), "Rename one of the files.")
        seen[folded] = node


def ensure_rules_are_known(whole: Whole) -> Iterator[Problem]:
    """Ensure the clock that a recommendation names is in `rules.yaml`."""
    clocks = {clock.id for clock in whole.graph.singles["rules"].clocks}
    for node in whole.graph.of_kind("recommendations"):
        due = node.written.response_due
        if due is not None and due.rule and due.rule not in clocks:
            place = node.record.place(("response_due", "rule"))
            hint = f"The rules are: {', '.join(sorted(clocks)) or 'none yet'}."
            yield Problem("rule-unknown", f"there is no rule “{due.rule}” in rules.yaml", place, hint)


def ensure_declarations_name_an_item(whole: Whole) -> Iterator[Problem]:
    """Ensure the item that a declaration of interest names is on the meeting's agenda."""
    for node in whole.graph.of_kind("meetings"):
        items = {item.id for item in node.written.items}
        for index, one in enumerate(node.written.declarations):
            if one.item and one.item not in items:
                place = node.record.place(("declarations", index, "item"))
                hint = f"The items are: {', '.join(sorted(items)) or 'none yet'}."
                yield Problem("item-unknown", f"there is no item “{one.item}” in this meeting", place, hint)


def ensure_settings_name_checks(whole: Whole) -> Iterator[Problem]:
    """Ensure `site.yaml` sets the strictness of rules that there are."""
    site = next(node for node in whole.graph.of_kind("site"))
    for code in whole.graph.site.checks:
        if code not in SETTABLE:
            hint = f"These can be set: {', '.join(sorted(SETTABLE))}."
            place = site.record.place(("checks", code), of_key=True)
            yield Problem("check-unknown", f"there is no rule “{code}” to set", place, hint)


SETTABLE = frozenset(
    (
        "address-case", "attendance-nobody", "dates-out-of-order", "item-unknown",
        "member-outside-body", "money-without-amount", "no-base-url", "personal-data",
        "quotation-too-long", "rule-unknown", "statement-without-source",
    )
)  # fmt: skip

CHECKS: tuple[tuple[Check, str], ...] = (
    (ensure_statements_have_sources, "warning"),
    (ensure_quotations_are_short, "error"),
    (ensure_dates_are_in_order, "error"),
    (ensure_members_fit_their_body, "warning"),
    (ensure_attendance_names_somebody, "error"),
    (ensure_money_has_amount_or_reason, "error"),
    (ensure_rules_are_known, "error"),
    (ensure_declarations_name_an_item, "error"),
    (ensure_settings_name_checks, "error"),
    (ensure_no_personal_data, "error"),
    (ensure_pages_have_names_of_their_own, "error"),
)


def check(whole: Whole) -> list[Problem]:
    """Run every house rule, each as strict as the site sets it."""
    strictness = whole.graph.site.checks
    found = []
    for rule, usual in CHECKS:
        for problem in rule(whole):
            severity = strictness.get(problem.code, usual)
            if severity == "error":
                found.append(replace(problem, severity="error"))
            elif severity == "warning":
                found.append(replace(problem, severity="warning"))
    return found


def _records(graph: Graph) -> Iterator[Node]:
    """Every record's own node, in order of key."""
    for key in sorted(graph.nodes):
        if graph.nodes[key].parent is None:
            yield graph.nodes[key]
