"""What clerks call a field, or a word of a list, that has another name here."""

from __future__ import annotations

from collections.abc import Sequence

from generator.records.nearest import Nearest, nearest

# Each field by its name here, with what else it is called.
FIELDS = {
    "place": ("venue", "location", "where"),
    "date": ("when", "day"),
    "start_time": ("time", "start"),
    "end_time": ("finish",),
    "summary": ("description",),
    "bodies": ("body", "committee", "board"),
    "items": ("agenda",),
    "attendance": ("attendees", "present", "apologies"),
    "title": ("name", "heading"),
    "name": ("title",),
    "classification": ("type", "category"),
    "url": ("website", "address", "link"),
    "note": ("comment", "notes", "remarks"),
    "status": ("outcome",),
    "person": ("member",),
    "start_date": ("from", "began"),
    "end_date": ("to", "ended"),
    "authors": ("author",),
    "number": ("reference", "ref"),
    "amount": ("cost", "sum"),
    "public_role": ("role",),
    "honorific_prefix": ("title",),
    "family_name": ("surname", "last_name"),
    "given_name": ("forename", "first_name"),
    "publisher": ("published_by", "publishers"),
    "owner": ("owned_by", "responsible"),
    "made_by": ("author", "by"),
    "navigation": ("menu",),
    "meaning": ("definition",),
    "status_updates": ("updates", "progress"),
    "document": ("doc", "paper"),
    "on": ("date",),
}
# What clerks write for a word of a list; and beginnings that turn a word into its opposite.
MEANT = {
    "ongoing": ("in progress",), "done": ("reported done",), "complete": ("reported done",),
    "completed": ("reported done",), "expected": ("planned", "scheduled"),
    "upcoming": ("planned", "scheduled"),
    "took place": ("held", "happened"), "met": ("held",), "abandoned": ("cancelled",),
    "approved": ("agreed", "accepted"), "unknown": ("not recorded", "not known"), "no": ("off",),
    "none": ("off",), "ignore": ("off",), "false": ("off",), "private": ("confidential",),
    "closed": ("exempt",), "annual": ("full-year",), "yearly": ("full-year",), "recurring": ("ongoing",),
    "non-recurring": ("one-off",), "worry": ("concern",), "writing": ("written",), "verbal": ("oral",),
    "hidden": ("draft",), "sorry": ("apologies",), "sent apologies": ("apologies",), "aa": ("full",),
    "redacted": ("exempt",), "missing": ("lost",),
}  # fmt: skip
OPPOSITE = ("un", "not ", "non-", "in", "dis")


def field_meant(written: str, free: Sequence[str]) -> Nearest | None:
    """Find the field that is meant, among those that are not there yet."""
    name = written.lstrip("-")
    found = nearest(name, free)
    if found and found.certain:
        return found
    called = [field for field, words in FIELDS.items() if name.casefold() in words and field in free]
    begun = [field for field in free if field.startswith(f"{name.casefold()}_")]
    likely = called[:1] or (begun if len(begun) == 1 else [])
    return Nearest(likely[0], certain=False) if likely else found


def choice(written: str, choices: Sequence[str]) -> Nearest | None:
    """Find the word of a list that is meant: by what people call it, or by its spelling."""
    said = written.casefold().strip(" .")
    if (meant := next((one for one in MEANT.get(said, ()) if one in choices), None)) is not None:
        return Nearest(meant, certain=False)
    found = nearest(written, choices)
    if found and any(said == f"{before}{found.word}" for before in OPPOSITE):
        return None
    whole = next((one for one in choices if one in said.split()), None)
    return Nearest(whole, certain=False) if whole and not (found and found.certain) else found
