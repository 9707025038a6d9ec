"""What a clerk may have meant by a number, a yes or no, a code or an address that cannot be read."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from generator.records.guesses import ROMAN, Guess
from generator.records.nearest import ask, nearest, tidy

NUMBERS = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# What people call the time of the United Kingdom.
BRITISH = frozenset(("bst", "gmt", "uk", "gb", "british", "britain", "england", "united-kingdom"))
FLAGS = ("true", "false")
CURRENCIES = {"£": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "pounds sterling": "GBP",
              "quid": "GBP", "€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "dollar": "USD",
              "dollars": "USD"}  # fmt: skip


def of_number(written: str, *, whole: bool = False) -> Guess | None:
    """Guess the number that is meant."""
    if (spoken := _spoken(written.strip().casefold())) is not None:
        return Guess(f"Write {spoken}", str(spoken))
    text = written.strip().replace("−", "-").replace("–", "-").replace("\u00a0", " ")
    bare = re.sub(r"^(?:GBP|EUR|USD|about|over|c\.)\s*|^([-+]?)\s*[£$€]\s*", r"\1", text, flags=re.IGNORECASE)
    bare = re.sub(r"(?:%| ?per cent| ?percent| ?p\.a\.|\s*GBP|\s*pounds)$", "", bare, flags=re.IGNORECASE)
    if whole:
        bare = re.sub(r"^(\d+)(?:st|nd|rd|th| [a-z]+)$", r"\1", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^(\d{1,3}),(\d{1,2})$", r"\1.\2", bare)
    if re.fullmatch(r"\d[\doOlI]*", bare):
        bare = bare.translate(str.maketrans("oOlI", "0011"))
    negative = re.fullmatch(r"\((.*)\)", bare)
    match = re.fullmatch(r"(-?)\+?(\d{1,3}(?:[, '_]\d{3})+|\d+)?(\.\d+)?\.?\s*(k|m|bn|thousand|million)?",
                         negative[1] if negative else bare, re.IGNORECASE | re.ASCII)  # fmt: skip
    if not match or not (match[2] or match[3]):
        return None
    digits = re.sub(r"[, '_]", "", match[2] or "0") + (match[3] or "")
    found = _scaled(digits, (match[4] or "").casefold())
    sign = "-" if match[1] or negative else ""
    if whole and ("." in found or sign):
        return Guess("Only a whole number makes sense here, without a point and a minus sign.")
    return Guess(f"Write {sign}{found}", f"{sign}{found}")


def _spoken(words: str) -> int | None:
    """Read a number in words, to ninety-nine, or in Roman numerals, to twelve."""
    tens, _, ones = words.replace(" ", "-").partition("-")
    if tens in TENS and (not ones or ones in NUMBERS[1:10] or ones in ORDINALS[1:10]):
        return 10 * (TENS.index(tens) + 2) + next(
            (n.index(ones) for n in (NUMBERS, ORDINALS) if ones in n), 0
        )
    for listed in (NUMBERS, ORDINALS):
        if words in listed:
            return listed.index(words)
    return ROMAN.index(words) + 1 if words in ROMAN else None


def _scaled(digits: str, unit: str) -> str:
    """Write a number out: 949k is 949000."""
    places = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9}[unit]
    if not places:
        return digits
    whole, _, fraction = digits.partition(".")
    moved = (whole + fraction[:places].ljust(places, "0")).lstrip("0") or "0"
    rest = fraction[places:].rstrip("0")
    return f"{moved}.{rest}" if rest else moved


def of_flag(written: str) -> Guess | None:
    """Guess whether yes or no is meant."""
    word = written.strip().casefold()
    if word in ("yes", "y", "true", "t", "on", "1"):
        return Guess("Write true", "true")
    if word in ("no", "n", "false", "f", "off", "0", "✗", "✘"):
        return Guess("Write false", "false")
    meant = "true" if word in ("✓", "✔") else next((one.word for one in (nearest(word, FLAGS),) if one), "")
    return Guess(f"Write {meant}", meant) if meant else None


def of_currency(written: str) -> Guess | None:
    """Guess the code of a currency that is meant."""
    word = written.strip().strip(".").casefold()
    code = CURRENCIES.get(word, word.upper() if re.fullmatch(r"[a-z]{3}", word) else "")
    return Guess(f"Write {code}", code) if code else None


def of_language(written: str) -> Guess | None:
    """Guess the code of a language that is meant."""
    text = written.strip().replace("_", "-")
    if text.casefold() in ("english", "british english", "en-uk", "uk", "gb"):
        return Guess("Write en-GB", "en-GB")
    if text.casefold() in ("welsh", "cymraeg"):
        return Guess("Write cy", "cy")
    first, mark, region = text.partition("-")
    plain = f"{first.lower()}{mark}{region.upper()}"
    return Guess(f"Write {plain}", plain) if re.fullmatch(r"[a-z]{2}(?:-[A-Z]{2})?", plain) else None


def of_time_zone(written: str) -> Guess | None:
    """Guess the time zone that is meant: by its city, or by its spelling."""
    zones, plain = available_timezones(), tidy(written)
    cities = [zone for zone in zones if "/" in zone and tidy(zone.rpartition("/")[2]) == plain]
    if plain in BRITISH or len(cities) == 1:
        zone = "Europe/London" if plain in BRITISH else cities[0]
        return Guess(f"Write {zone}", zone)
    found = None if re.match(r"(?:GMT|UTC)[ +-]", written, re.IGNORECASE) else nearest(written, zones)
    return Guess(ask(found), found.word if found.certain else "") if found else None


def of_contact(written: str) -> Guess | None:
    """Guess the e-mail address or web address that is meant."""
    if "@" in written:
        return Guess("An e-mail address is written name@council.example, with nothing else beside it.")
    return of_address(written)


def of_address(written: str) -> Guess | None:
    """Guess the web address that is meant."""
    text = written.strip().strip("<>()[]“”\"'").rstrip(",;.")
    if "@" in text and "/" not in text:
        return Guess("This is an e-mail address. Only a web address fits here.")
    bare = re.sub(r"^(?:h?t{1,3}ps?|https?)[:;]?/{0,3}(?=\w)|^/+", "", text, flags=re.IGNORECASE)
    bare = bare if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/:?#]|$)", bare) else ""
    if not bare or " " in bare:
        return Guess("An address has no spaces in it; a space is written %20.") if " " in text else None
    scheme = "http" if re.match(r"http:", text, re.IGNORECASE) else "https"
    return Guess(f"Write {scheme}://{bare}", f"{scheme}://{bare}")
