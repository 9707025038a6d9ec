"""The types of single fields: how a scalar of the content becomes a value, and what it may be.

Every scalar arrives as text; only the conversion here gives it another type. A value that was
quoted arrives as `Quoted`, so that a number in quotes stays text, as it does in an editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from generator import dates, markdown
from generator.options import ADDRESS
from generator.parsing import Quoted
from generator.records import guesses, quantities
from generator.records.guesses import Guess
from generator.records.nearest import tidy

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LOCATOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
DAY_WANTED = Guess("Write year, month and day.")
BOLD = re.compile(r"\*\*[^*]+\*\*")
LINKED = re.compile(r"\[\[[^\]]*\]?\]?|\[@[^\]]*\]?")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
    r"\u200b\u2060-\u2064\ufeff]"
    # Signs of no shape that spell the name of a flag after a black one, and anywhere else hide a text.
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
    # Joiners of no width shape words of some scripts, and emoji; after Latin or Greek they only hide.
    r"|(?:\A|(?<=[\s\x21-\u052f\u1e00-\u1fff\u200c\u200d]))[\u200c\u200d]"
)
MAIL = re.compile(r"[A-Za-z0-9.!$'*+/_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
ODD_IN_ADDRESS = re.compile(r"[\s“”]")
# These turn the order of what follows round, so that a text reads otherwise than it is stored.
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def wrong(code: str, message: str, guess: Guess | None = None) -> PydanticCustomError:
    """Make an error whose `code` and words reach the clerk unchanged, with what may be meant."""
    guess = guess or Guess("")
    return PydanticCustomError(
        code, "{said}", {"said": message, "hint": guess.hint, "instead": guess.instead}
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("field-not-text", f"text is wanted here, but there is {_kind(value)}")
    # Python calls each of these signs unprintable, and finds that out much sooner than a pattern does.
    if value.replace("\n", "").isprintable():
        return str(value)
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
    if "[" in text and (found := LINKED.search(text)):
        hint = "Write the plain words or the id alone: links and citations work in longer texts only."
        raise wrong("field-no-links", f"“{found[0]}” is a link, and this field takes none", Guess(hint))
    if "**" in text and (bold := BOLD.search(text)):
        words = " ".join(text.replace("**", "").split())
        raise wrong("field-no-links", f"“{bold[0]}” is in bold, and this field takes plain words only",
                    Guess(f"Write {words}", words))  # fmt: skip
    return " ".join(text.split())


def _local_id(value: object) -> str:
    text = _line(value)
    if not ID.fullmatch(text):
        raise _no_id(text)
    return text


def _no_id(text: str, meant: str = "") -> PydanticCustomError:
    message = f"“{text}” is not an id: use small letters, digits and single hyphens"
    plain = tidy(meant or text)
    return wrong("id-form", message, Guess(f"Write {plain}", plain) if plain else None)


def _alias(value: object) -> str:
    """Read an earlier id, with its kind or without."""
    text = _line(value)
    if not ID.fullmatch(text.rpartition("/")[2]):
        raise _no_id(text, re.sub(r"\.(?:ya?ml|md)$", "", text.strip("/").rpartition("/")[2]))
    return text


def _locator(value: object) -> str:
    text = _line(value)
    if not LOCATOR.fullmatch(text):
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")
        guess = Guess(f"Write {plain}, and the printed form under printed:", plain) if plain else None
        raise wrong(
            "locator-form", f"“{text}” is no place id: use letters, digits, points and hyphens", guess
        )
    return text


def _whole_number(value: object) -> int:
    if isinstance(value, str) and not isinstance(value, Quoted) and re.fullmatch(r"[0-9]{1,15}", value):
        return int(value)
    guess = quantities.of_number(value, whole=True) if isinstance(value, str) else None
    raise wrong("number-form", f"a whole number is wanted, but there is {_shown(value)}", guess)


def _decimal(value: object) -> Decimal:
    if isinstance(value, str) and not isinstance(value, Quoted):
        try:
            if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
                return Decimal(value)
        except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
            pass
    message = f"a number is wanted, with digits and a point only, but there is {_shown(value)}"
    raise wrong("number-form", message, quantities.of_number(value) if isinstance(value, str) else None)


def _boolean(value: object) -> bool:
    if value in ("true", "false") and not isinstance(value, Quoted):
        return value == "true"
    guess = quantities.of_flag(value) if isinstance(value, str) else None
    raise wrong("true-or-false", f"true or false is wanted, but there is {_shown(value)}", guess)


def _time(value: object) -> str:
    text = _line(value)
    if not TIME.fullmatch(text):
        raise wrong("time-form", f"“{text}” is not a time: write it as 19:30", guesses.of_time(text))
    return text


def _time_zone(value: object) -> str:
    text = _line(value)
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        guess = quantities.of_time_zone(text)
        raise wrong("time-zone", f"“{text}” is not a time zone: write it as Europe/London", guess) from None


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else _kind(value)


def _when(value: object) -> dates.When:
    return _dated(value)


def _dated(value: object, *, day: bool = False) -> dates.When:
    text = _line(value)
    try:
        return dates.parse(text)
    except dates.DateError as error:
        guess = guesses.of_date(text)
        if day and guess and guess.instead and not dates.parse(guess.instead).is_day:
            guess = DAY_WANTED
        raise wrong("date-form", f"“{value}” is not a date: {error}", guess) from None


def _day(value: object) -> dates.When:
    when = _dated(value, day=True)
    if not when.is_day:
        raise wrong("date-not-a-day", f"a single day is wanted, as 2017-03-12, not “{value}”", DAY_WANTED)
    return when


def _prose(value: object) -> markdown.Prose:
    text = _text(value)
    if not text.strip():
        raise wrong("field-empty", "nothing is written here")
    return markdown.parse(text)


def _address(value: object) -> str:
    text = _line(value)
    if not ADDRESS.match(text) or ODD_IN_ADDRESS.search(text):
        message = f"“{text}” is not a web address: it starts with https://"
        raise wrong("link-form", message, quantities.of_address(text))
    return text


def _destination(value: object) -> str:
    """Read where a link leads: to a page of this site, from its first slash, or to one elsewhere."""
    text = _line(value)
    if re.match(r"/(?![/\\])", text):
        return text
    if re.fullmatch(r"[a-z0-9-]+(?:/[a-z0-9-]+)*/?", text):
        page = f"/{text.strip('/')}/"
        message = f"“{text}” is neither a page of this site, which starts with /, nor a web address"
        raise wrong("link-form", message, Guess(f"Write {page}", page))
    return _address(text)


def _contact(value: object) -> str:
    """Read where people write to: an e-mail address, or the address of a form."""
    text = _line(value).removeprefix("mailto:")
    if MAIL.fullmatch(text) or (ADDRESS.match(text) and not ODD_IN_ADDRESS.search(text)):
        return text
    message = f"“{text}” is neither an e-mail address nor a web address"
    raise wrong("link-form", message, quantities.of_contact(text))


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a plain value is written: what it is called, and what an editor may know of it.

    `accepts` is the conversion above as JSON Schema, as far as that can say it; an editor reads YAML
    with types, so a number is accepted wherever text may look like one. `example` is for people.
    """

    name: str
    accepts: Mapping[str, Any]
    wrong: str
    example: str = ""


_ID = f"^{ID.pattern}$"
_TEXT = {"type": ["string", "number"], "pattern": r"\S"}
_MOST = 10**15

LINE = Form("line", _TEXT, "Words are wanted here. Put quotes around them if they are true, false or null.")
TEXT = Form("text", _TEXT, LINE.wrong)
OWN_ID = Form(
    "own id",
    {"type": ["string", "integer"], "pattern": _ID, "minimum": 0},
    "An id has small letters, digits and single hyphens: part-1.",
    "Small letters, digits and hyphens: part-1.",
)
EARLIER_ID = Form(
    "earlier id",
    {"type": ["string", "integer"], "pattern": rf"^(.*/)?{ID.pattern}$", "minimum": 0},
    "An id has small letters, digits and single hyphens: jo-arden.",
)
PLACE_ID = Form(
    "place id",
    {"type": ["string", "number"], "pattern": "^[A-Za-z0-9][A-Za-z0-9.-]*$", "minimum": 0},
    "A place in a document has letters, digits, points and hyphens: 5.7.12-second.",
)
WHOLE_NUMBER = Form(
    "whole number",
    {"type": "integer", "minimum": 0, "exclusiveMaximum": _MOST},
    "A whole number is wanted: digits only, without quotes.",
    "Digits only, without quotes: 12.",
)
NUMBER = Form(
    "number",
    {"type": "number", "exclusiveMinimum": -_MOST, "exclusiveMaximum": _MOST},
    "A number is wanted: digits and a point only, without quotes or commas.",
    "Digits and a point only, without quotes or commas: 949000.",
)
TRUE_OR_FALSE = Form("true or false", {"type": "boolean"}, "Write true or false, without quotes.")
TIME_OF_DAY = Form(
    "time",
    {"type": "string", "pattern": f"^(?:{TIME.pattern})$"},
    "A time is written as 19:30.",
    "For example: 19:30.",
)
WEB_ADDRESS = Form(
    "web address",
    {"type": "string", "pattern": r"^https?://[^\s/?#]+"},
    "A web address starts with https://",
    "It starts with https://",
)
DESTINATION = Form(
    "destination",
    {"type": "string", "pattern": r"^(?:https?://[^\s/?#]+|/(?![/\\]))"},
    "A page of this site starts with /, a page elsewhere with https://",
    "A page of this site starts with /, a page elsewhere with https://",
)
CONTACT = Form(
    "web or e-mail address",
    {"type": "string", "pattern": r"^(?:https?://[^\s/?#]+|(?:mailto:)?[^\s@/]+@[^\s@/]+\.[^\s@/]+$)"},
    "An e-mail address, or a web address that starts with https://",
    "An e-mail address, or the address of a form: https://",
)
DATE = Form(
    "date",
    {"type": ["string", "integer"], "pattern": dates.PATTERN, "minimum": dates.FIRST_YEAR,
     "maximum": dates.LAST_YEAR},
    "A date is written year first, as far as it is known: 2016, 2016-06 or 2016-06-27.",
    "As far as it is known: 2016, 2016-06, 2016-06-27, 2016-11~ (about), 2016-04-11/2016-05-05, "
    "2017-01/.., financial 2016/17.",
)  # fmt: skip
DAY = Form(
    "day",
    {"type": "string", "pattern": dates.DAY_PATTERN},
    "A single day is wanted, year first: 2017-03-12.",
    "For example: 2017-03-12.",
)

Line = Annotated[str, BeforeValidator(_line), LINE]
LocalId = Annotated[str, BeforeValidator(_local_id), OWN_ID]
Alias = Annotated[str, BeforeValidator(_alias), EARLIER_ID]
Locator = Annotated[str, BeforeValidator(_locator), PLACE_ID]
Whole = Annotated[int, BeforeValidator(_whole_number), WHOLE_NUMBER]
Number = Annotated[Decimal, PlainValidator(_decimal), NUMBER]
Flag = Annotated[bool, BeforeValidator(_boolean), TRUE_OR_FALSE]
Time = Annotated[str, BeforeValidator(_time), TIME_OF_DAY]
TimeZone = Annotated[str, BeforeValidator(_time_zone), LINE]
Address = Annotated[str, BeforeValidator(_address), WEB_ADDRESS]
Destination = Annotated[str, BeforeValidator(_destination), DESTINATION]
Contact = Annotated[str, BeforeValidator(_contact), CONTACT]
When = Annotated[dates.When, PlainValidator(_when), DATE]
Day = Annotated[dates.When, PlainValidator(_day), DAY]
Prose = Annotated[markdown.Prose, PlainValidator(_prose), TEXT]


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
