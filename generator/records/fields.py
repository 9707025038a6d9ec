"""The types of single fields: how a scalar of the content becomes a value, and what it may be.

Every scalar arrives as text; only the conversion here gives it another type. A value that was
quoted arrives as `Quoted`, so that a number in quotes stays text, as it does in an editor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator import dates, markdown
from generator.parsing import Quoted

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
    r"\u200b\u2060-\u2064\ufeff]"
    # Signs of no shape that spell the name of a flag after a black one, and anywhere else hide a text.
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
    # Joiners of no width shape words of some scripts, and emoji; after Latin or Greek they only hide.
    r"|(?:\A|(?<=[\s\x21-\u052f\u1e00-\u1fff\u200c\u200d]))[\u200c\u200d]"
)
# An address of the web: a plain host, without the name of a user in front.
ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)*\.?(?::[0-9]{1,5})?(?=[/?#]|\Z)")
# These turn the order of what follows round, so that a text reads otherwise than it is stored.
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def wrong(code: str, message: str) -> PydanticCustomError:
    """Make an error whose `code` and words reach the clerk unchanged."""
    return PydanticCustomError(code, "{said}", {"said": message})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("field-not-text", f"text is wanted here, but there is {_kind(value)}")
    if found := CONTROL.search(value):
        raise wrong(
            "text-control-character",
            f"there is an invisible control character (U+{ord(found[0]):04X}) in the text",
        )
    if found := DIRECTION.search(value):
        raise wrong(
            "text-direction-control",
            f"there is an invisible character (U+{ord(found[0]):04X}) that turns the order of the text round",
        )
    return str(value)


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, (list, tuple)) else "a group of fields"


def _line(value: object) -> str:
    text = _text(value)
    if not text.strip():
        raise wrong("field-empty", "nothing is written here")
    return " ".join(text.split())


def _local_id(value: object) -> str:
    text = _line(value)
    if not ID.fullmatch(text):
        raise wrong("id-form", f"“{text}” is not an id: use small letters, digits and single hyphens")
    return text


def _alias(value: object) -> str:
    """Read an earlier id, with its kind or without."""
    text = _line(value)
    if not ID.fullmatch(text.rpartition("/")[2]):
        raise wrong("id-form", f"“{text}” is not an id: use small letters, digits and single hyphens")
    return text


def _locator(value: object) -> str:
    text = _line(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", text):
        raise wrong("locator-form", f"“{text}” is no place id: use letters, digits, points and hyphens")
    return text


def _whole_number(value: object) -> int:
    if isinstance(value, str) and not isinstance(value, Quoted) and re.fullmatch(r"[0-9]{1,15}", value):
        return int(value)
    raise wrong("number-form", f"a whole number is wanted, but there is {_shown(value)}")


def _decimal(value: object) -> Decimal:
    if isinstance(value, str) and not isinstance(value, Quoted):
        try:
            if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
                return Decimal(value)
        except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
            pass
    raise wrong(
        "number-form",
        f"a number is wanted, with digits and a point only, but there is {_shown(value)}",
    )


def _boolean(value: object) -> bool:
    if value in ("true", "false") and not isinstance(value, Quoted):
        return value == "true"
    raise wrong("true-or-false", f"true or false is wanted, but there is {_shown(value)}")


def _time(value: object) -> str:
    text = _line(value)
    if not TIME.fullmatch(text):
        raise wrong("time-form", f"“{text}” is not a time: write it as 19:30")
    return text


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else _kind(value)


def _when(value: object) -> dates.When:
    try:
        return dates.parse(_line(value))
    except dates.DateError as error:
        raise wrong("date-form", f"“{value}” is not a date: {error}") from None


def _day(value: object) -> dates.When:
    when = _when(value)
    if not when.is_day:
        raise wrong("date-not-a-day", f"a single day is wanted, as 2017-03-12, not “{value}”")
    return when


def _prose(value: object) -> markdown.Prose:
    text = _text(value)
    if not text.strip():
        raise wrong("field-empty", "nothing is written here")
    return markdown.parse(text)


def _address(value: object) -> str:
    text = _line(value)
    if not ADDRESS.match(text):
        raise wrong("link-form", f"“{text}” is not a web address: it starts with https://")
    return text


def _destination(value: object) -> str:
    """Read where a link leads: to a page of this site, from its first slash, or to one elsewhere."""
    text = _line(value)
    if re.match(r"/(?![/\\])", text):
        return text
    return _address(text)


TEXT_LIKE: dict[str, Any] = {"type": ["string", "number"]}

Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(TEXT_LIKE)]
LocalId = Annotated[str, BeforeValidator(_local_id), WithJsonSchema({**TEXT_LIKE})]
Alias = Annotated[str, BeforeValidator(_alias), WithJsonSchema(TEXT_LIKE)]
Locator = Annotated[str, BeforeValidator(_locator), WithJsonSchema(TEXT_LIKE)]
Whole = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": "integer"})]
Number = Annotated[Decimal, PlainValidator(_decimal), WithJsonSchema({"type": "number"})]
Flag = Annotated[bool, BeforeValidator(_boolean), WithJsonSchema({"type": "boolean"})]
Time = Annotated[str, BeforeValidator(_time), WithJsonSchema({"type": "string"})]
Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string"})]
Destination = Annotated[str, BeforeValidator(_destination), WithJsonSchema({"type": "string"})]
When = Annotated[dates.When, PlainValidator(_when), WithJsonSchema(TEXT_LIKE)]
Day = Annotated[dates.When, PlainValidator(_day), WithJsonSchema({"type": "string"})]
Prose = Annotated[markdown.Prose, PlainValidator(_prose), WithJsonSchema(TEXT_LIKE)]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names another record or entry: of which kinds, and what that means there.

    `back` is the heading on the other's page: a chair's page lists the meeting under "Chaired".
    """

    kinds: tuple[str, ...]
    back: str

    def __init__(self, *kinds: str, back: str = "Mentioned in") -> None:
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "back", back)

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core_schema), "x-refers-to": list(self.kinds)}
