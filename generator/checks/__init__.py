"""The house rules: one function each, in one list that reads as the policy.

A rule that needs no other file is checked where the file is read; these need the whole record.
How strict each is can be set in `site.yaml` under `checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from generator.checks.days import ensure_dates_are_likely
from generator.checks.money import ensure_money_has_amount_or_reason
from generator.checks.naming import ensure_pages_have_names_of_their_own
from generator.checks.order import ensure_dates_are_in_order, ensure_rules_are_known
from generator.checks.people import (
    ensure_attendance_names_somebody,
    ensure_declarations_name_an_item,
    ensure_members_fit_their_body,
)
from generator.checks.privacy import ensure_no_personal_data
from generator.checks.sources import ensure_quotations_are_short, ensure_statements_have_sources
from generator.checks.whole import Check, Whole
from generator.problems import Problem
from generator.records.nearest import ask, nearest

__all__ = ["CHECKS", "SETTABLE", "Check", "Whole", "check"]


def ensure_settings_name_checks(whole: Whole) -> Iterator[Problem]:
    """Ensure `site.yaml` sets the strictness of rules that there are."""
    site = next(node for node in whole.graph.of_kind("site"))
    for code in whole.graph.site.checks:
        if code not in SETTABLE:
            hint = f"{ask(nearest(code, SETTABLE))} These can be set: {', '.join(sorted(SETTABLE))}.".strip()
            place = site.record.place(("checks", code), of_key=True)
            yield Problem("check-unknown", f"there is no rule “{code}” to set", place, hint)


# The code of each rule's problems, how strict it is where nothing is set, and the rule.
CHECKS: tuple[tuple[str, Literal["error", "warning"], Check], ...] = (
    ("statement-without-source", "warning", ensure_statements_have_sources),
    ("quotation-too-long", "error", ensure_quotations_are_short),
    ("dates-out-of-order", "error", ensure_dates_are_in_order),
    ("date-unlikely", "warning", ensure_dates_are_likely),
    ("member-outside-body", "warning", ensure_members_fit_their_body),
    ("attendance-nobody", "error", ensure_attendance_names_somebody),
    ("money-without-amount", "error", ensure_money_has_amount_or_reason),
    ("rule-unknown", "error", ensure_rules_are_known),
    ("item-unknown", "error", ensure_declarations_name_an_item),
    ("check-unknown", "error", ensure_settings_name_checks),
    ("personal-data", "error", ensure_no_personal_data),
    ("address-case", "error", ensure_pages_have_names_of_their_own),
)
# The build itself says where there is no address.
SETTABLE = frozenset({"no-base-url", *(code for code, _, _ in CHECKS)} - {"check-unknown"})


def check(whole: Whole) -> list[Problem]:
    """Run every house rule, each as strict as the site sets it."""
    strictness = whole.graph.site.checks
    found: list[Problem] = []
    for code, usual, rule in CHECKS:
        severity = strictness.get(code, usual)
        if severity != "off":
            found += (replace(problem, severity=severity) for problem in rule(whole))
    return found
