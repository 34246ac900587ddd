"""Dates in tables and in files of other programs -> EDTF, if they can mean one thing only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, TypeAlias

from sphinx_policyrefs.records.dates import DateError, display_date, parse_date
from sphinx_policyrefs.records.dates.edtf import END_FIRST, MONTHS
from sphinx_policyrefs.records.dates.hints import of_a_spreadsheet

ShortSpans: TypeAlias = Literal["", "beyond months", "all"]

#: What may stand behind the name of a dated field, with a dot, where a date is in several columns.
DATE_PARTS = ("year", "month", "day", "end", "end.year", "end.month", "end.day")
#: How machines write a day that they keep as a moment: JavaScript, SQL, pandas.
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0+)?Z?")
#: A year and two digits: a season or a quarter of EDTF, or the years from one to another.
SHORT_SPAN = re.compile(r"(\d\d)(\d\d)-(\d\d)")
#: A day whose year has its last two digits alone: 8/6/20, 6-Aug-20, Aug. 6, '20.
_TWO_DIGITS = re.compile(
    r"(\d{1,2}[-/. ]\d{1,2}[-/. ]|\d{1,2}\.?[-/. ]?[^\W\d_]{3,}\.?[-/., ]+|[^\W\d_]{3,}\.? \d{1,2},? )['’]?(\d\d)"
)
#: What stands between the parts of a date in languages other than English.
_LINKS = re.compile(r"(?<=\d)(?:er|º|ª)\b|\b(?:de|del|den|der|le|el|il|em|d)\b['’]?", re.IGNORECASE)


@lru_cache(maxsize=8)
def month_names(language: str) -> Mapping[str, int]:
    """Return the names of months, long and short, folded, with their numbers; ValueError for no language of CLDR."""
    names = {_folded(name): number for number, name in enumerate(MONTHS, 1)}
    names |= {name[:3]: number for name, number in names.items()} | {"sept": 9}
    if language and language != "en":
        from babel import Locale, UnknownLocaleError

        try:
            locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            msg = f"{language!r} is not a language with known months; write one such as de, fr or pt_BR"
            raise ValueError(msg) from None
        own = {
            _folded(name): number
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for number, name in locale.months[context][width].items()
        }
        names = names | {name: number for name, number in own.items() if not name.isdecimal()}
    return names


def month_number(name: str, language: str = "") -> int | None:
    """Return the number of a month by its name or the first letters of it, at least three; None for no month."""
    names, name = month_names(language), _folded(name)
    if name in names:
        return names[name]
    found = {number for full, number in names.items() if full.startswith(name)} if len(name) > 2 else set()
    return found.pop() if len(found) == 1 else None


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().strip(" ."))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def full_year(digits: str, century: int) -> str:
    """Return the year of two digits in the hundred years from `century` on: 1969 has 69 as 1969 and 68 as 2068."""
    year = century + (int(digits) - century) % 100
    return f"{year:04}"


def read_cell(text: str, century: int | None = None, language: str = "", short_spans: ShortSpans = "") -> str:
    """Return a date as EDTF where it can mean one thing only; raises DateError, which says what to write.

    `century` is the first of the hundred years that years of two digits lie in. `short_spans` says what of the form
    1831-35 may be the years from 1831 to 1835, and is asked for: what is not a month ("beyond months"), or all ("all").
    """
    text = text.strip()
    if not text:
        return ""
    if short_spans:
        _ask_for_span(text, short_spans)
    if advice := of_a_spreadsheet(text, serials="[1-9]"):
        raise DateError(text, advice)
    if match := _MIDNIGHT.fullmatch(text):
        return match[1]
    asked = _with_century(_in_english(text, language), century)
    try:
        return re.sub(r"(T[\d:]+)[.,]0+(?=\D|$)", r"\1", parse_date(asked).text)
    except DateError as error:
        found = error.suggestion
        guessed = error.advice.startswith(END_FIRST) or (asked.isdecimal() and len(asked) not in (4, 6, 8))
        if found is None or guessed:
            advice = error.advice
            if error.advice.startswith("write the year with four digits") and century is None:
                advice += ", or say which hundred years are meant with the option century"
            raise DateError(text, advice) from None
        return _MIDNIGHT.sub(r"\1", found)


def joined_parts(year: str, month: str, day: str, century: int | None = None, language: str = "") -> str:
    """Return year, month and day of three cells as EDTF; what they hold, if that is not a date."""
    year, month, day = (re.sub(r"\.0+$", "", part.strip()) for part in (year, month, day))
    if re.fullmatch(r"['’]?\d\d", year) and century is not None:
        year = full_year(year[-2:], century)
    number = month if month.isdecimal() else month_number(month, language) if month else ""
    number_of_day = re.sub(r"(?i)(?<=\d)(?:st|nd|rd|th|\.)$", "", day)
    known = [part for part in (year, str(number or month), number_of_day) if part]
    if day and not month and year:
        return f"{year}-XX-{number_of_day:0>2}"  # of which is said that the month is missing
    if not re.fullmatch(r"\d{4}", year) or (month and not number):
        return " ".join(filter(None, (day, month, year)))
    return "-".join([year, *(f"{part:0>2}" for part in known[1:])])


def _ask_for_span(text: str, short_spans: ShortSpans) -> None:
    """Raise DateError for 1831-35 and the like, which say either of two things."""
    match = SHORT_SPAN.fullmatch(text)
    if not match or not is_later(match):
        return
    years = f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    try:
        date = parse_date(text)
    except DateError:
        raise DateError(text, f"write {years} if these are the years from one to the other") from None
    if date.precision == "month" and short_spans != "all":
        return
    words = display_date(date)
    other = f"{text[:4]}-Q{int(match[3]) - 32}" if date.precision == "quarter" else f'"{words}"'
    raise DateError(text, f"write {years} for the years, or {other} for what EDTF means by it ({words})")


def is_later(match: re.Match[str]) -> bool:
    """Return whether the last two digits of a text that has the form of `SHORT_SPAN` may be those of a later year."""
    return int(match[3]) > int(match[2])


def _in_english(text: str, language: str) -> str:
    """Return a date with English names of months in the place of those of another language."""
    if language in ("", "en"):
        return text
    known = month_names(language)

    def english(match: re.Match[str]) -> str:
        number = known.get(_folded(match[0])) or month_number(match[0], language)
        return MONTHS[number - 1] if number else match[0]

    return " ".join(re.sub(r"[^\W\d_]{3,}\.?", english, _LINKS.sub(" ", text)).split())


def _with_century(text: str, century: int | None) -> str:
    match = None if century is None else _TWO_DIGITS.fullmatch(text)
    return f"{match[1]}{full_year(match[2], century)}" if match and century is not None else text
