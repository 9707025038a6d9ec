"""Every page has an address of its own, for good."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from generator import ledger
from generator.checks.whole import Whole, records
from generator.graph import Node
from generator.problems import Problem
from generator.records import FOLDERS, Record, is_public
from generator.records.kinds import Common

# What is the same on every disk, as nearly every address is.
PLAIN = re.compile(r"[a-z0-9/-]+")


def ensure_pages_have_names_of_their_own(whole: Whole) -> Iterator[Problem]:
    """Ensure no two addresses are one when compared without case, as other disks and systems do."""
    seen: dict[str, Node] = {}
    for node in records(whole.graph):
        folded = _folded(whole.addresses.of(node))
        if folded in seen and seen[folded].key != node.key:
            message = f"{seen[folded].record.parsed.path} differs only by case"
            yield Problem("address-case", message, node.record.place(), "Rename one of the files.")
        seen[folded] = node


def _folded(address: str) -> str:
    """An address as the least exact disk sees it: no case, one form of each sign, no dots at the end."""
    if PLAIN.fullmatch(address):
        return address
    steps = unicodedata.normalize("NFKC", address).casefold().split("/")
    return unicodedata.normalize("NFKC", "/".join(step.rstrip(". ") for step in steps))


def ensure_published_addresses_stay(whole: Whole) -> Iterator[Problem]:
    """Ensure every address that was ever public has a page, a redirect or a word on its removal."""
    vanished = ledger.vanished(whole.ledger, whole.graph, whole.addresses)
    kept_back = _kept_back(whole) if vanished else {}
    for address in vanished:
        if address in kept_back:
            yield _taken_back(address, kept_back[address])
        elif whole.spoilt.isdisjoint(address.split("/")):
            message = f"{address} was published, but there is nothing at it now"
            yield Problem("address-vanished", message, whole.ledger.place(address), _how_to_keep(address))


def _kept_back(whole: Whole) -> Mapping[str, Record]:
    """The records that are not public, by the address that each would have."""
    return {
        f"/{one.kind}/{one.id}/": one
        for one in whole.written
        if isinstance(one.written, Common) and not is_public(one.written, whole.today)
    }


def _taken_back(address: str, record: Record) -> Problem:
    """Report a record that was public and is to be so no more."""
    field = "publication" if record.written.publication == "draft" else "publish_on"
    message = f"{address} was published, and “{field}” takes it back"
    hint = f"Take {field}: out. {_removal(address)}"
    return Problem("address-vanished", message, record.place((field,)), hint)


def _removal(address: str) -> str:
    return f"If it is to go, say so in corrections.yaml: kind: removed and address: {address}"


def _how_to_keep(address: str) -> str:
    kind, *names = address.strip("/").split("/")
    removal = _removal(address)
    if len(names) > 1:
        return f"Give the decision its id “{names[-1]}” back in {names[0]}. {removal}"
    alias = names[0] if names else kind
    return f"If it was renamed, write aliases: [{alias}] in its new file. {removal}"


def ensure_removed_pages_are_gone(whole: Whole) -> Iterator[Problem]:
    """Ensure that what `corrections.yaml` calls removed is no longer there."""
    corrections = (node for node in whole.graph.of_kind("corrections") if node.parent is not None)
    removals = [node for node in corrections if node.written.kind == "removed"]
    if not removals:
        return
    there = {
        whole.addresses.of(node): node for node in whole.graph.nodes.values() if node.home.kind in FOLDERS
    }
    for removal in removals:
        node = there.get(removal.written.address or "")
        if node is not None and is_public(node.home.written, whole.today):
            place = removal.record.place((*removal.path, "address"))
            message = f"{removal.written.address} is said to be removed, but it is still there"
            hint = f"Take it out of {node.record.parsed.path}, or write kind: corrected here."
            yield Problem("removal-not-done", message, place, hint)
