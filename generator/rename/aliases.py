"""The old id kept among a record's earlier ids, in the way its file is written."""

from __future__ import annotations

from generator.edits import Edit
from generator.formatting.order import rank
from generator.parsing import Items, Layout, Scalar
from generator.records.entries import Model
from generator.rename.naming import Naming

FIELD = "aliases"


def edit(naming: Naming, laid: Layout) -> Edit:
    """Add the old id to the aliases; where the new id is one of them, the old takes its place."""
    path = laid.file.path
    listed = laid.at((FIELD,))
    if not isinstance(listed, Items):
        return _new_field(naming, laid)
    aliases = [alias for alias in listed.entries if isinstance(alias, Scalar)]
    for alias in aliases:
        if alias.text.strip().rpartition("/")[2] == naming.new:
            return Edit(path, alias.start, alias.end, naming.old)
    if not aliases:
        return Edit(path, listed.start, listed.end, f"[{naming.old}]")
    last = aliases[-1]
    if listed.flow:
        return Edit(path, last.end, last.end, f", {naming.old}")
    return _new_line(laid, last, naming.old)


def _new_line(laid: Layout, last: Scalar, old: str) -> Edit:
    """Add a line to a list that has one for each alias."""
    text, path = laid.file.text, laid.file.path
    start = laid.line_starts[laid.position(last.start)[0]]
    margin = text[start : text.index("-", start)]
    end = text.find("\n", last.end)
    if end < 0:
        return Edit(path, len(text), len(text), f"\n{margin}- {old}")
    return Edit(path, end, end, f"\n{margin}- {old}")


def _new_field(naming: Naming, laid: Layout) -> Edit:
    """Add the field where its kind's order has it: before the first field that comes later."""
    text, path, root = laid.file.text, laid.file.path, laid.root
    assert root is not None
    line = f"{FIELD}: [{naming.old}]"
    if root.flow:
        return Edit(path, root.start + 1, root.start + 1, f"{line}, ")
    model: type[Model] = type(naming.record.written)
    order = rank(model)
    keys = [key for key, _ in root.entries]
    later = next((key for key in keys if order[key.text] > order[FIELD]), None)
    margin = " " * laid.position(keys[0].start)[1]
    # A text at the end of a file may be read with the end of its line or without it: nothing is put behind.
    if later is None and not text[: laid.last].endswith("\n"):
        later = keys[-1]
    if later is None:
        return Edit(path, laid.last, laid.last, f"{margin}{line}\n")
    at = laid.position(later.start)[0]
    while later is not keys[0] and _is_heading(laid, at - 1, len(margin)):
        at -= 1
    return Edit(path, laid.line_starts[at], laid.line_starts[at], f"{margin}{line}\n")


def _is_heading(laid: Layout, line: int, margin: int) -> bool:
    """Tell whether a line is a comment on the field below it, and not the end of what is above."""
    return any(one.alone and laid.position(one.start) == (line, margin) for one in laid.comments)
