"""The reference of all fields, written from the models, so that it can say nothing else than they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.records import FOLDERS, SINGLES, Shape, shapes
from generator.records.entries import Entry, Model
from generator.records.fields import Ref
from generator.records.kinds import Common
from generator.schema.models import TAKEN_IN_MEETINGS, name_of

INTRODUCTION = """\
# Content reference

Every file a clerk can write, and every field it can have. This page is written by the program from its own
rules: `python -m generator.reference > docs/content-reference.md`. How to use the fields is told
in [the guide for clerks](for-clerks.md).

## What a field can hold

| Words used below | What to write |
|---|---|
| line | Words on one line. Quotes around them are allowed, and needed where they hold a colon and a space. |
| text | Words in [Markdown](for-clerks.md#links), of one or more paragraphs. |
| date | As far as it is known: `2016`, `2016-06`, `2016-06-27`, a range. See [dates](for-clerks.md#dates). |
| day | A single day: `2016-06-27`. |
| time | Hours and minutes: `19:30`. |
| number, whole number | Digits only, without quotes: `949000`. |
| true or false | One of the two words, without quotes. |
| own id | A name for this entry that never changes: small letters, digits and hyphens. Unique in its file. |
| id in a folder | The name of a file there without its ending: `jo-arden` for `people/jo-arden.yaml`. |
| `record#id` | The id of a record, then the own id of an entry in it. In the same file, `#id` is enough. |
| earlier id | An id that this record had before: the old name of its file. |
| place id | The name of a place in a document: letters, digits, points and hyphens. |
| web address | It starts with `https://`. |
| one of | Exactly one of the words listed. |
| list | Any number of what follows, each on a line of its own that starts with a hyphen, or `[one, two]`. |
| a linked word | A group of fields, which has a table of its own further down. |
| [citation](#citation) | A group of fields too, and mostly written short: `document#place`. |

Where a field is not needed and something counts without it, the third column says what: `no: held`.
"""


def content_reference() -> str:
    """Write the whole page, in Markdown."""
    parts = [INTRODUCTION, "## Folders\n", *_folders(), "## Files that stand alone\n", *_singles()]
    parts += ["## What many have in common\n", *_shared(), "## Groups of fields\n"]
    parts += [_section(name_of(model), model) for model in _nested()]
    return "\n".join(parts)


def _folders() -> Iterator[str]:
    """One section for each model; two folders of one model share theirs."""
    for model in dict.fromkeys(FOLDERS.values()):
        names = [f"{folder}/" for folder, other in FOLDERS.items() if other is model]
        yield _section(" and ".join(names), model)


def _singles() -> Iterator[str]:
    return (_section(f"{name}.yaml", model) for name, model in SINGLES.items())


def _shared() -> Iterator[str]:
    yield _section(EVERY_RECORD, Common)
    yield _section(EVERY_ENTRY, Entry)


EVERY_RECORD = "Fields every record can have"
EVERY_ENTRY = "Fields every record and almost every group can have"


def _section(title: str, model: type[Model]) -> str:
    """A heading, what the thing is, and its fields."""
    rows = "\n".join(_row(shape) for shape in _own(model).values())
    table = f"| Field | Holds | Needed | What it is |\n|---|---|---|---|\n{rows}\n" if rows else ""
    return "\n".join(filter(None, (f"### {title}\n", f"{_about(model)}\n", table, _besides(model))))


def _about(model: type[Model]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


def _base(model: type[Model]) -> type[Model] | None:
    """The fields a section leaves to another one that holds them for many."""
    wider = (base for base in (Common, Entry) if issubclass(model, base) and model is not base)
    return next(wider, None)


def _own(model: type[Model]) -> dict[str, Shape]:
    base = _base(model)
    shared = base.model_fields if base else {}
    return {name: shape for name, shape in shapes(model).items() if name not in shared}


def _besides(model: type[Model]) -> str:
    base = _base(model)
    if base is None:
        return ""
    title = EVERY_RECORD if base is Common else EVERY_ENTRY
    return f"Also: [{_lowered(title)}](#{_anchor(title)}).\n"


def _row(shape: Shape) -> str:
    needed = "yes" if shape.required else _default(shape)
    return f"| `{shape.name}` | {_holds(shape)} | {needed} | {shape.description} |"


def _default(shape: Shape) -> str:
    """What counts where a field is left out, if that is not nothing."""
    value = shape.default
    words = str(value).lower() if isinstance(value, bool) else value
    return f"no: `{words}`" if isinstance(words, str) else "no"


def _holds(shape: Shape) -> str:
    one = _one(shape)
    if not shape.many:
        return one
    return f"list: {one}{f', at least {shape.least}' if shape.least > 1 else ''}"


def _one(shape: Shape) -> str:
    """What one value of a field is called."""
    if shape.model:
        title = name_of(shape.model)
        return f"[{_lowered(title)}](#{_anchor(title)})"
    if shape.ref:
        return _reference(shape.ref)
    if shape.type is dict:
        return "the code of a problem, a colon, and " + _one_of(shape.choices)
    return shape.form.name if shape.form else _one_of(shape.choices)


def _one_of(choices: tuple[str, ...]) -> str:
    return "one of: " + ", ".join(f"`{choice}`" for choice in choices)


def _reference(ref: Ref) -> str:
    """Say what a reference may name: records by folder, entries by what they are."""
    folders = [f"`{kind}/`" for kind in ref.kinds if kind in FOLDERS]
    entries = [kind for kind in ref.kinds if kind not in FOLDERS or kind == TAKEN_IN_MEETINGS]
    if not ref.kinds:
        return "id of any record, or `record#id`"
    ways = [f"id in {_listed(folders)}"] if folders else []
    ways += [f"`record#id` in {_listed(entries)}"] if entries else []
    return ", or ".join(ways)


def _listed(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _nested() -> list[type[Model]]:
    """Every group of fields that some record can hold, by its title."""
    found: dict[type[Model], None] = {}
    for model in (*FOLDERS.values(), *SINGLES.values()):
        _gather(model, found)
    return sorted(found, key=name_of)


def _gather(model: type[Model], found: dict[type[Model], None]) -> None:
    for shape in shapes(model).values():
        if shape.model and shape.model not in found:
            found[shape.model] = None
            _gather(shape.model, found)


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


SIGNS: Mapping[str, str] = {"/": "", ".": "", " ": "-"}


def _anchor(title: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return "".join(SIGNS.get(sign, sign) for sign in title.lower())


if __name__ == "__main__":
    print(content_reference(), end="")  # noqa: T201 - what the program is for
