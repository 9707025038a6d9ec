"""The house rules: one function each, in one list that reads as the policy.

A rule that needs no other file is checked where the file is read; these need the whole record.
How strict each is can be set in `site.yaml` under `checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from generator.cache import lasting
from generator.checks.accessibility import ensure_accessibility_is_reviewed
from generator.checks.agreement import (
    ensure_meetings_agree_with_their_id,
    ensure_names_are_in_their_parts,
    ensure_numbers_agree_with_their_words,
    ensure_roles_are_told,
    ensure_what_is_read_is_known_by_itself,
)
from generator.checks.attendance import (
    ensure_attendance_names_somebody,
    ensure_members_attend_while_members,
    ensure_nobody_attends_twice,
    ensure_those_present_are_on_the_list,
)
from generator.checks.bodies import ensure_declarations_name_an_item, ensure_meetings_fit_their_body
from generator.checks.circles import ensure_nothing_leads_back_to_itself
from generator.checks.days import ensure_dates_are_likely
from generator.checks.money import (
    ensure_counts_fit_their_total,
    ensure_money_has_amount_or_reason,
    ensure_sums_add_up,
)
from generator.checks.namesakes import ensure_one_person_has_one_file
from generator.checks.naming import (
    ensure_pages_have_names_of_their_own,
    ensure_published_addresses_stay,
    ensure_removed_pages_are_gone,
)
from generator.checks.order import (
    ensure_dates_are_in_order,
    ensure_nothing_has_happened_yet_to_come,
    ensure_rules_are_known,
)
from generator.checks.people import (
    ensure_holders_fit_their_post,
    ensure_members_fit_their_body,
    ensure_memberships_do_not_overlap,
)
from generator.checks.privacy import ensure_no_personal_data
from generator.checks.proceedings import (
    ensure_decisions_have_minutes,
    ensure_no_draft_is_left_open,
    ensure_the_public_is_not_named,
    ensure_votes_add_up,
)
from generator.checks.scrutiny import (
    ensure_nothing_is_past_its_date,
    ensure_recommendations_have_an_owner,
)
from generator.checks.settings import (
    ensure_addresses_lead_somewhere,
    ensure_codes_are_codes,
    ensure_entries_say_something,
    ensure_nothing_is_listed_twice,
)
from generator.checks.sources import ensure_quotations_are_short, ensure_statements_have_sources
from generator.checks.whole import Check, Each, Whole
from generator.graph import Graph, Linked
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
    # What is said is true of its source.
    ("statement-without-source", "warning", ensure_statements_have_sources),
    ("quotation-too-long", "error", ensure_quotations_are_short),
    # Things happen in their order.
    ("dates-out-of-order", "error", ensure_dates_are_in_order),
    ("date-to-come", "warning", ensure_nothing_has_happened_yet_to_come),
    ("date-unlikely", "warning", ensure_dates_are_likely),
    ("rule-unknown", "error", ensure_rules_are_known),
    ("reference-circle", "error", ensure_nothing_leads_back_to_itself),
    ("date-unlike-id", "warning", ensure_meetings_agree_with_their_id),
    # People sit where there is a seat, once, and in its time.
    ("member-outside-body", "warning", ensure_members_fit_their_body),
    ("member-outside-post", "warning", ensure_holders_fit_their_post),
    ("members-overlap", "warning", ensure_memberships_do_not_overlap),
    ("people-alike", "warning", ensure_one_person_has_one_file),
    ("name-form", "warning", ensure_names_are_in_their_parts),
    # Whoever came to a meeting could.
    ("meeting-outside-body", "warning", ensure_meetings_fit_their_body),
    ("attendance-nobody", "error", ensure_attendance_names_somebody),
    ("attendance-twice", "error", ensure_nobody_attends_twice),
    ("present-not-member", "warning", ensure_members_attend_while_members),
    ("present-not-listed", "warning", ensure_those_present_are_on_the_list),
    ("item-unknown", "error", ensure_declarations_name_an_item),
    ("role-unlike", "warning", ensure_roles_are_told),
    # Nothing is left open.
    ("minutes-missing", "warning", ensure_decisions_have_minutes),
    ("draft-left-open", "warning", ensure_no_draft_is_left_open),
    ("owner-missing", "warning", ensure_recommendations_have_an_owner),
    ("past-its-date", "warning", ensure_nothing_is_past_its_date),
    ("accessibility-review-due", "warning", ensure_accessibility_is_reviewed),
    # Numbers agree.
    ("money-without-amount", "error", ensure_money_has_amount_or_reason),
    ("sums-do-not-add-up", "warning", ensure_sums_add_up),
    ("sums-do-not-add-up", "warning", ensure_counts_fit_their_total),
    ("sums-do-not-add-up", "warning", ensure_votes_add_up),
    ("number-unlike-words", "warning", ensure_numbers_agree_with_their_words),
    # What is written says something, and once.
    ("code-form", "warning", ensure_codes_are_codes),
    ("nothing-said", "warning", ensure_entries_say_something),
    ("listed-twice", "warning", ensure_nothing_is_listed_twice),
    ("read-and-known", "warning", ensure_what_is_read_is_known_by_itself),
    # Nobody private is in the record.
    ("personal-data", "error", ensure_no_personal_data),
    ("public-named", "warning", ensure_the_public_is_not_named),
    # What was published can be found for good.
    ("address-case", "error", ensure_pages_have_names_of_their_own),
    ("address-vanished", "error", ensure_published_addresses_stay),
    ("address-unknown", "warning", ensure_addresses_lead_somewhere),
    ("removal-not-done", "error", ensure_removed_pages_are_gone),
    ("check-unknown", "error", ensure_settings_name_checks),
)
EACH = tuple(rule for _, _, rule in CHECKS if isinstance(rule, Each))
# The build itself says where there is no address.
SETTABLE = frozenset({"no-base-url", *(code for code, _, _ in CHECKS)} - {"check-unknown"})


def check(whole: Whole) -> list[Problem]:
    """Run every house rule, each as strict as the site sets it."""
    strictness = whole.graph.site.checks
    by_record = _by_record(whole.graph)
    found: list[Problem] = []
    for code, usual, rule in CHECKS:
        severity = strictness.get(code, usual)
        if severity != "off":
            problems = by_record[rule] if isinstance(rule, Each) else rule(whole)
            found += (replace(problem, severity=severity) for problem in problems)
    return found


def _by_record(graph: Graph) -> Mapping[Each, list[Problem]]:
    """List what is wrong with the records by themselves, for each rule."""
    found: dict[Each, list[Problem]] = {rule: [] for rule in EACH}
    for linked in graph.linked.values():
        for number, problems in _wrong_with(linked, graph):
            found[EACH[number]] += problems
    return found


@lasting
def _wrong_with(linked: Linked, graph: Graph) -> tuple[tuple[int, tuple[Problem, ...]], ...]:
    """List what is wrong with a record by itself, by the number of the rule."""
    found = ((number, tuple(rule.found_in(linked, graph))) for number, rule in enumerate(EACH))
    return tuple((number, problems) for number, problems in found if problems)
