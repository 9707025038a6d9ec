"""Partial dates: every form a clerk may write, what it means, how it prints, and what is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import LAWS

from generator.dates import DateError, Span, When, day_words, of_day, parse, tenure

# As written, first and last day, words, `datetime` attribute.
FORMS = [
    ("2016", "2016-01-01", "2016-12-31", "2016", "2016"),
    ("2016~", "2016-01-01", "2016-12-31", "about 2016", "2016"),
    ("2016-06", "2016-06-01", "2016-06-30", "June 2016", "2016-06"),
    ("2016-02", "2016-02-01", "2016-02-29", "February 2016", "2016-02"),
    ("2016-11~", "2016-11-01", "2016-11-30", "about November 2016", "2016-11"),
    ("2016-06-27", "2016-06-27", "2016-06-27", "27 June 2016", "2016-06-27"),
    ("2016-06-07", "2016-06-07", "2016-06-07", "7 June 2016", "2016-06-07"),
    ("2016-06-27~", "2016-06-27", "2016-06-27", "about 27 June 2016", "2016-06-27"),
    ("2017-21", "2017-03-01", "2017-05-31", "spring 2017", None),
    ("2017-22", "2017-06-01", "2017-08-31", "summer 2017", None),
    ("2017-23", "2017-09-01", "2017-11-30", "autumn 2017", None),
    ("2017-24", "2017-12-01", "2018-02-28", "winter 2017", None),
    ("2019-24", "2019-12-01", "2020-02-29", "winter 2019", None),
    ("2017-21~", "2017-03-01", "2017-05-31", "about spring 2017", None),
    ("2020-21", "2020-03-01", "2020-05-31", "spring 2020", None),
    ("2020-21/2020-23", "2020-03-01", "2020-11-30", "spring 2020 to autumn 2020", None),
    ("2016/2017", "2016-01-01", "2017-12-31", "2016 to 2017", None),
    ("2016-06/2016-08", "2016-06-01", "2016-08-31", "June 2016 to August 2016", None),
    ("2016-04-11/2016-05-05", "2016-04-11", "2016-05-05", "11 April to 5 May 2016", None),
    ("2016-11-08/2016-11-09", "2016-11-08", "2016-11-09", "8 to 9 November 2016", None),
    ("2016-12-30/2017-01-02", "2016-12-30", "2017-01-02", "30 December 2016 to 2 January 2017", None),
    ("2016-11-08~/2016-11-09", "2016-11-08", "2016-11-09", "about 8 November 2016 to 9 November 2016", None),
    ("2016-11-08/2016-11", "2016-11-08", "2016-11-30", "8 November 2016 to November 2016", None),
    ("2017-01/..", "2017-01-01", None, "from January 2017", None),
    ("2017-01/", "2017-01-01", None, "from January 2017", None),
    ("../2016-09-30", None, "2016-09-30", "until 30 September 2016", None),
    ("/2016~", None, "2016-12-31", "until about 2016", None),
    ("municipal 2016/17", "2016-05-01", "2017-04-30", "municipal year 2016/17", None),
    ("financial 2016/17", "2016-04-01", "2017-03-31", "financial year 2016/17", None),
    ("academic 1999/00", "1999-09-01", "2000-08-31", "academic year 1999/00", None),
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "first", "last", "words", "machine"), FORMS)
def test_a_form_means_its_days_and_prints_as_words(
    text: str, first: str | None, last: str | None, words: str, machine: str | None
) -> None:
    when = parse(text)
    assert (when.earliest, when.latest) == (day(first), day(last))
    assert str(when) == words
    assert when.machine == machine
    assert when.text == text


BAD = [
    ("2017-02-30", "February 2017 has 28 days, so there is no day 30"),
    ("2016-02-30", "February 2016 has 29 days"),
    ("2017-04-00", "no day 0"),
    ("2016-13", "there is no month 13"),
    ("2016-00", "there is no month 00"),
    ("2016-25", "there is no month 25"),
    ("2016-21-05", "there is no month 21"),
    ("1990-00-00", "there is no month 00"),
    ("0000", "the year 0000 is not a date"),
    ("0000-01-01", "the year 0000 is not a date"),
    ("12/03/2017", "year first, as 2017-03-12"),
    ("1/2/17", "year first"),
    ("12.03.2017", "year first"),
    ("12-03-2017", "year first"),
    ("2016-6", "two digits"),
    ("2016-6-7", "two digits"),
    ("2016-06-7", "two digits"),
    ("2017/2016", "the range ends before it starts"),
    ("2016-06/2016-05-31", "the range ends before it starts"),
    ("../..", "at least one end that is known"),
    ("/", "at least one end that is known"),
    ("../", "at least one end that is known"),
    ("2016/17", "a date is written as"),
    ("municipal 2016/18", "2016/18 is not two years in a row"),
    ("municipal 2016/2017", "a date is written as"),
    ("Municipal 2016/17", "a date is written as"),
    ("2015/2016/2017", "a date is written as"),
    ("2016-05/2016-13", "there is no month 13"),
    ("27 June 2016", "a date is written as"),
    ("2016-06-27T19:30", "a date is written as"),
    ("", "a date is written as"),
    (" 2016", "a date is written as"),
    ("2016-06-27\n", "a date is written as"),
    ("..", "a date is written as"),
    ("20160627", "a date is written as"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_is_no_date_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(DateError, match=words.replace("(", r"\(")):
        parse(text)


@pytest.mark.parametrize("text", ["٢٠١٦", "２０１６-０６"])
def test_only_plain_digits_make_a_date(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize("text", ["9999-24", "municipal 9999/00", "municipal 0000/01"])
def test_a_period_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31", "../9999-12-31"])
def test_the_last_year_of_the_calendar_is_refused_or_has_a_span(text: str) -> None:
    """People write 9999-12-31 for “not known”; it must not stop the build."""
    try:
        when = parse(text)
    except DateError:
        return
    assert when.span.holds(date(9999, 1, 1))
    assert tenure(None, when).holds(date(9999, 1, 1))


# Each list in the order of time: within a period, the less precise stands first.
ORDERED = [
    ["municipal 2015/16", "2016", "2016-01", "2016-01-01", "2016-01-02", "2016-02", "2016-21", "2016-03"],
    ["2016-12-31", "2017", "2017-01", "2017-01-01", "2017-01-02/2017-01-05", "2017-01-02"],
    ["2016-24", "2016-12", "2016-12-01"],
    ["2016-09", "../2016-09-30", "2016-09-30", "2016-10"],
]


@pytest.mark.parametrize("texts", ORDERED)
def test_dates_sort_by_time_and_the_imprecise_first(texts: list[str]) -> None:
    mixed = sorted(texts)
    assert sorted(mixed, key=lambda text: parse(text).sort_key) == texts


# As written, the year and the month that a timeline files it under.
FILED = [
    ("2016-06-27", 2016, 6),
    ("2016-06", 2016, 6),
    ("2016", 2016, None),
    ("2016-21", 2016, None),
    ("municipal 2016/17", 2016, None),
    ("2016-06/2016-08", 2016, 6),
    ("2016-06/..", 2016, 6),
    ("2016/2016-08", 2016, None),
    ("2016-21/2016-23", 2016, None),
    ("../2016-09-30", 2016, None),
]


@pytest.mark.parametrize(("text", "year", "month"), FILED)
def test_a_date_is_filed_under_its_month_only_where_one_is_known(
    text: str, year: int, month: int | None
) -> None:
    assert (parse(text).year, parse(text).month) == (year, month)


def test_only_a_single_day_is_a_day() -> None:
    assert [text for text, *_ in FORMS if parse(text).is_day] == ["2016-06-27", "2016-06-07", "2016-06-27~"]


def test_a_day_made_and_a_day_written_are_the_same() -> None:
    assert of_day(date(2016, 6, 7)) == parse("2016-06-07")
    assert day_words(date(2016, 6, 7)) == str(parse("2016-06-07"))


def test_tenure_runs_from_the_first_to_the_last_day_held() -> None:
    held = tenure(parse("2016-06"), parse("2017-05"))
    assert held == Span(date(2016, 6, 1), date(2017, 6, 1))


def test_an_end_that_is_not_recorded_leaves_tenure_open() -> None:
    assert tenure(parse("2016"), None) == Span(date(2016, 1, 1), None)
    assert tenure(None, None).holds(date(1, 1, 1))


# Laws

days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
singles = st.one_of(
    days.map(str),
    days.map(lambda one: f"{one:%Y-%m}"),
    days.map(lambda one: f"{one:%Y}"),
    st.builds("{:04}-{}".format, st.integers(1000, 2999), st.integers(21, 24)),
)
inexact = st.builds("{}{}".format, singles, st.sampled_from(["", "~"]))
named = st.builds(
    lambda name, year: f"{name} {year}/{(year + 1) % 100:02}",
    st.sampled_from(["municipal", "financial", "academic"]),
    st.integers(1000, 2999),
)
half_open = st.one_of(st.builds("{}/..".format, inexact), st.builds("../{}".format, inexact))
closed = st.builds("{}/{}".format, inexact, inexact)


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


written_dates = st.one_of(inexact, named, half_open, closed.filter(_is_date))
whens = written_dates.map(parse)
spans = st.one_of(
    whens.map(lambda when: when.span),
    st.builds(lambda a, n: Span(a, a + timedelta(n)), days, st.integers(1, 5)),
    st.just(Span(None, None)),
)


@LAWS
@given(written_dates)
def test_a_date_read_again_from_its_text_is_the_same(text: str) -> None:
    once = parse(text)
    again = parse(once.text)
    assert (again, again.ends) == (once, once.ends)
    assert str(again) == str(once)
    assert once.text == text


@LAWS
@given(whens)
def test_no_date_ends_before_it_starts(when: When) -> None:
    assert when.earliest or when.latest
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@LAWS
@given(whens)
def test_a_span_holds_the_first_and_the_last_day_and_none_beside(when: When) -> None:
    one = timedelta(1)
    for edge, beside in ((when.earliest, -one), (when.latest, one)):
        if edge is not None:
            assert when.span.holds(edge)
            assert not when.span.holds(edge + beside)


@LAWS
@given(spans, spans)
def test_overlap_is_mutual(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@LAWS
@given(spans, days)
def test_to_hold_a_day_is_to_overlap_it(span: Span, on: date) -> None:
    assert span.holds(on) == span.overlaps(of_day(on).span)


@LAWS
@given(whens)
def test_every_span_overlaps_itself(when: When) -> None:
    assert when.span.overlaps(when.span)


@LAWS
@given(inexact, inexact)
def test_a_range_runs_from_its_first_to_its_last_day_or_is_refused(first: str, last: str) -> None:
    start, end = parse(first), parse(last)
    assert start.earliest is not None
    assert end.latest is not None
    if end.latest < start.earliest:
        with pytest.raises(DateError):
            parse(f"{first}/{last}")
    else:
        when = parse(f"{first}/{last}")
        assert (when.earliest, when.latest) == (start.earliest, end.latest)


# A longer period, and a shorter one that begins it.
WITHIN = [
    ("2017", "2017-01"),
    ("2017-01", "2017-01-01"),
    ("2017-21", "2017-03"),
    ("2017", "2017-01-01"),
    ("2017-01-01/2017-01-05", "2017-01-01"),
    ("2017-01", "2017-01-01/2017-01-05"),
    ("2017/2018", "2017"),
    ("2017/2018", "2017-01/2017-02"),
    ("2017/..", "2017"),
]


@pytest.mark.parametrize(("longer", "shorter"), WITHIN)
def test_a_period_sorts_before_a_shorter_one_that_begins_it(longer: str, shorter: str) -> None:
    assert parse(longer).sort_key < parse(shorter).sort_key


@LAWS
@given(singles, days)
def test_a_period_sorts_by_its_first_day(text: str, other: date) -> None:
    period = parse(text)
    assert period.earliest is not None
    if period.earliest != other:
        assert (period.sort_key < of_day(other).sort_key) == (period.earliest < other)


@LAWS
@given(whens)
def test_a_date_prints_as_words_without_marks(when: When) -> None:
    words = str(when)
    assert words == words.strip() != ""
    assert not set(words) & set("~.-")


@LAWS
@given(st.text(st.sampled_from("012359-/.~ aflmnuci"), max_size=24))
def test_any_other_text_is_refused_and_nothing_else_happens(text: str) -> None:
    with suppress(DateError):
        assert parse(text).text == text
