"""Partial dates: what a text in EDTF means, as bounds, with order and arithmetic.

The module reads EDTF (ISO 8601-2:2019), levels 0 and 1 and the sets of level 2.  It also takes ``2020-Q3`` for
``2020-35``, and an offset from UTC without its colon.  Days are numbered as ``datetime.date.toordinal`` numbers them
(the proleptic Gregorian calendar), for years of any size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

#: The bound of a side that is open or unknown; every real day lies between the two.
OPEN_START = -(10**12)
OPEN_END = 10**12

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Precision = Literal[
    "day", "month", "season", "quarter", "year", "decade", "century", "interval", "set", "unknown"
]

#: The message for a span that ends before it starts; only its author knows which of the two dates is wrong.
END_FIRST = "the end lies before the start"

_CYCLE = 146_097  # days in the 400 years after which the Gregorian calendar repeats
_LENGTH = {"month": 1, "season": 3, "quarter": 3, "year": 12, "decade": 120, "century": 1200}  # in months

_DATE = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|Y-?\d{1,9})(?:-(?P<part>\d\d|XX|Q\d)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<date>-?\d{4}-\d\d-\d\d)T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?P<offset>Z|(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?)?",
    re.ASCII,
)


class DateError(ValueError):
    """The text is not a date.  ``str()`` gives one sentence that says what to write.

    `suggestion` is the EDTF text to write instead, if the text can only be read in one way.
    """

    def __init__(self, text: str, advice: str, suggestion: str | None = None) -> None:
        super().__init__(text, advice, suggestion)  # all three, so that it can be pickled
        self.text = text
        self.advice = advice
        self.suggestion = suggestion

    def __str__(self) -> str:
        text = " ".join(self.text.split())
        text = "".join(char if char.isprintable() else "�" for char in text)
        if len(text) > 60:
            text = text[:59] + "…"
        bare = re.fullmatch(r"[0-9XYQTZW~?%.,:/+\[\]{}-]+", text, re.ASCII)
        return f"{text}: {self.advice}" if bare else f'"{text}": {self.advice}'


class FormError(Exception):
    """The text does not have the form of a date.  `parse_date` turns this into a DateError."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, as exact as it is known.  `parse_date` makes it; two are equal if their canonical texts are."""

    #: Canonical EDTF.
    text: str
    #: The first and the last day that it may mean or include; OPEN_START and OPEN_END if there is none.
    earliest: int = field(compare=False, repr=False)
    latest: int = field(compare=False, repr=False)
    precision: Precision = field(compare=False, repr=False)
    #: Seconds since midnight in the date's own offset.
    seconds: int | None = field(default=None, compare=False, repr=False)
    #: Minutes east of UTC.
    offset: int | None = field(default=None, compare=False, repr=False)
    #: An interval's start and end (None: open or unknown); a set's members, ranges among them as intervals.
    parts: tuple[PartialDate | None, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[object, ...]:
        return parse_date, (self.text,)  # ten bytes a date, and one object for equal dates

    @property
    def is_unknown(self) -> bool:
        return self.precision == "unknown"

    @property
    def is_open(self) -> bool:
        """Whether one side has no known bound; an unknown date is not open."""
        return not self.is_unknown and (self.earliest == OPEN_START or self.latest == OPEN_END)

    @property
    def is_exact(self) -> bool:
        """Whether it is one single day, be it approximate or uncertain."""
        return self.earliest == self.latest

    @property
    def approximate(self) -> bool:
        """Whether it, or any part of it, is marked ``~`` or ``%``."""
        return "~" in self.text or "%" in self.text

    @property
    def uncertain(self) -> bool:
        """Whether it, or any part of it, is marked ``?`` or ``%``."""
        return "?" in self.text or "%" in self.text

    @property
    def unspecified(self) -> bool:
        """Whether it, or any part of it, has an ``X`` for a digit."""
        return "X" in self.text

    @property
    def sort_key(self) -> tuple[int, int, int, int]:
        """Unknown last, then earliest day, latest day, seconds of the day (-1: no time)."""
        return self.is_unknown, self.earliest, self.latest, -1 if self.seconds is None else self.seconds

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The runs of days that it may mean or include, as (first, last); a set has one for each member."""
        if self.precision == "set":
            return tuple((part.earliest, part.latest) for part in self.parts if part)
        return ((self.earliest, self.latest),)

    def compatible(self, other: PartialDate) -> bool:
        """Return whether some day fits both dates; every day fits an unknown one."""
        return any(a <= d and c <= b for a, b in self.spans for c, d in other.spans)


@lru_cache(maxsize=1 << 16)
def parse_date(text: str) -> PartialDate:
    """Return the date that an EDTF text means; raise DateError for any other text."""
    text = text.strip()
    if len(text) == 10 and text[4] == text[7] == "-":  # nine dates of ten: let C do the work
        try:
            day = date.fromisoformat(text).toordinal()
        except ValueError:
            pass
        else:
            return PartialDate(text, day, day, "day")
    try:
        return read_edtf(text)
    except FormError:
        from .hints import explain  # here, since only a wrong text needs it, and it needs this module

        raise explain(text) from None


def read_edtf(text: str) -> PartialDate:
    """Do what `parse_date` does, but raise FormError for a text that does not have the form of a date."""
    if text in ("XXXX", "XXXX-XX", "XXXX-XX-XX"):
        return PartialDate(text, OPEN_START, OPEN_END, "unknown")
    if text.startswith(("[", "{")) or "/" in text:
        try:
            return _read_interval(text) if "/" in text else _read_set(text)
        except DateError as error:
            if error.text == text:
                raise
            raise DateError(error.text, error.advice) from None  # its suggestion replaces a part alone
    return _read_time(text) if "T" in text else _read_date(text)


def _read_date(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if not match:
        if timed := _TIME.fullmatch(text):
            raise DateError(text, f"a span or a set holds days without a time; write {timed['date']}")
        raise FormError
    written, part, day = match["year"], match["part"], match["day"]
    first, last = _years(text, written)
    if first != last or written[0] == "Y":
        if part:
            raise DateError(text, f"a month needs a year of four digits; write {written}")
        precision: Precision = "year" if first == last else "decade" if last - first == 9 else "century"
        return _of_months(text, first * 12, precision)
    if part is None or (part == "XX" and day in (None, "XX")):
        return _of_months(text, first * 12, "year")
    if part == "XX":
        raise DateError(text, f"a day needs its month; write {written}-XX-XX")
    if "00" in (part, day):
        known = (written if part == "00" else f"{written}-{part}") + match["mark"]
        raise DateError(text, f"there is no month or day 00; where it is not known write {known}", known)
    if part[0] == "Q":
        if part[1] not in "1234":
            raise DateError(text, "quarters run from Q1 to Q4")
        number = f"3{int(part[1]) + 2}"
        text, part = text.replace(part, number), number
    return _read_part(text, first, int(part), day)


def _read_part(text: str, year: int, number: int, day: str | None) -> PartialDate:
    """Return the month, season or quarter of that number, or a day of the month."""
    if number > 12 and day:
        raise DateError(text, "a day belongs to a month, from 01 to 12")
    if 21 <= number <= 24:
        return _of_months(text, year * 12 + 3 * (number - 20) - 1, "season")
    if 33 <= number <= 36:
        return _of_months(text, year * 12 + 3 * (number - 33), "quarter")
    if number > 12:
        raise DateError(text, "months run from 01 to 12, seasons from 21 to 24, quarters from 33 to 36")
    index = year * 12 + number - 1
    if day in (None, "XX"):
        return _of_months(text, index, "month")
    start, length = first_day(index), first_day(index + 1) - first_day(index)
    if int(day) > length:
        raise DateError(text, f"{MONTHS[number - 1]} {year} has {length} days")
    return PartialDate(text, start + int(day) - 1, start + int(day) - 1, "day")


def _years(text: str, written: str) -> tuple[int, int]:
    """Return the first and the last year that a year's text may stand for."""
    if written[0] == "Y":
        year = int(written[1:])
        if written != year_text(year):
            short = text.replace(written, year_text(year))
            raise DateError(text, f"write {short}", short)
        return year, year
    if written == "-0000":
        raise DateError(text, "there is one year 0, written 0000")
    ends = int(written.replace("X", "0")), int(written.replace("X", "9"))
    return min(ends), max(ends)


def _of_months(text: str, index: int, precision: Precision) -> PartialDate:
    """Return the date that starts with the month `index` and has as many months as its precision says."""
    return PartialDate(text, first_day(index), first_day(index + _LENGTH[precision]) - 1, precision)


def _read_time(text: str) -> PartialDate:
    match = _TIME.fullmatch(text)
    if not match:
        raise FormError
    day = _read_date(match["date"])
    if day.precision != "day":
        raise FormError
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise DateError(text, "times run from 00:00 to 23:59:59")
    if hours > 23 or minutes > 59:
        raise DateError(text, "write the offset from UTC as in -05:00")
    offset = None
    if match["offset"]:
        offset = (60 * hours + minutes) * (-1 if match["sign"] == "-" else 1)
    seconds = 3600 * hour + 60 * minute + second
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text) if match["minutes"] else text
    return PartialDate(text, day.earliest, day.latest, "day", seconds, offset)


def _read_interval(text: str) -> PartialDate:
    sides = [side.strip() for side in text.split("/")]
    if len(sides) != 2:
        raise FormError
    start, end = (None if side in ("", "..") else _read_date(side) for side in sides)
    first, last = (str(part or side) for part, side in zip((start, end), sides, strict=True))
    return _span(f"{first}/{last}", start, end)


def _span(text: str, start: PartialDate | None, end: PartialDate | None, sign: str = "/") -> PartialDate:
    """Return the interval between two dates; raise DateError if both are missing, or the end comes first."""
    if not (start or end) and (sign == ".." or ".." not in text):
        raise DateError(text, "a span needs a start or an end; write XXXX for an unknown date")
    if start and end and end.latest < start.earliest:
        turned = f"{end}{sign}{start}"
        raise DateError(f"{start}{sign}{end}", f"{END_FIRST}; write {turned}", turned)
    earliest, latest = start.earliest if start else OPEN_START, end.latest if end else OPEN_END
    return PartialDate(text, earliest, latest, "interval", parts=(start, end))


def _read_set(text: str) -> PartialDate:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        raise FormError
    parts = [_read_member(member.strip()) for member in text[1:-1].split(",")]
    members = (f"{p.parts[0] or ''}..{p.parts[1] or ''}" if p.parts else p.text for p in parts)
    return PartialDate(
        f"{text[0]}{','.join(members)}{text[-1]}",
        min(part.earliest for part in parts),
        max(part.latest for part in parts),
        "set",
        parts=tuple(parts),
    )


def _read_member(text: str) -> PartialDate:
    first, dots, last = (piece.strip() for piece in text.partition(".."))
    if not dots:
        return _read_date(text)
    start, end = (_read_date(side) if side else None for side in (first, last))
    return _span(f"{start or '..'}/{end or '..'}", start, end, sign="..")


def first_day(index: int) -> int:
    """Return the first day of a month; months are counted from January of the year 0, which is 0."""
    year, month = divmod(index, 12)
    cycle, year = divmod(year, 400)
    return date(year + 400, month + 1, 1).toordinal() + (cycle - 1) * _CYCLE


def civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of the month of a day number."""
    cycle, rest = divmod(day - 1, _CYCLE)
    in_cycle = date.fromordinal(rest + 1)
    return in_cycle.year + 400 * cycle, in_cycle.month, in_cycle.day


def year_text(year: int) -> str:
    """Return a year in EDTF: four digits, or ``Y`` and all digits where there are more."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def day_text(day: int) -> str:
    """Return a day number as YYYY-MM-DD."""
    year, month, number = civil(day)
    return f"{year_text(year)}-{month:02}-{number:02}"


def _month_text(index: int) -> str:
    return f"{year_text(index // 12)}-{index % 12 + 1:02}"


def shift(d: PartialDate, *, days: int = 0, months: int = 0, years: int = 0) -> PartialDate:
    """Return a date that is so much later.  Years and months are added first, then days.

    If the month is shorter, the day is its last one: 31 January and one month is 28 February.  A date that is less
    exact than what is added becomes an interval: 2020 and 10 days is from 11 January 2020 to 10 January 2021.
    Periods count whole days, so a time of day is left out.  Qualifiers, open ends and unknown dates stay.

    Raise DateError if the result has a month or day in a year of more than four digits, which EDTF can't write.
    """
    months += 12 * years
    if d.is_unknown or not (days or months):
        return d
    if d.precision == "interval":
        sides = d.text.split("/")  # the text, since it alone tells an open side from an unknown one
        start, end = d.parts
        text = f"{_moved(start, months, days)[0] or sides[0]}/{_moved(end, months, days)[1] or sides[1]}"
    elif d.precision == "set":
        members = []
        for part in d.parts:
            start, end = part.parts if part and part.parts else (part, part)
            first, last = _moved(start, months, days)[0], _moved(end, months, days)[1]
            members.append(first if first == last else f"{first}..{last}")
        text = f"{d.text[0]}{','.join(members)}{d.text[-1]}"
    else:
        first, last = _moved(d, months, days)
        text = first if first == last else f"{first}/{last}"
    try:
        return parse_date(text)
    except DateError:
        raise DateError(d.text, "the shifted date has a year of more than four digits") from None


def _moved(d: PartialDate | None, months: int, days: int) -> tuple[str, str]:
    """Return the first and the last date of what a simple date becomes, the same twice where it is one."""
    if d is None:
        return "", ""
    mark = d.text[-1] if d.text[-1] in "~?%" else ""
    year, month, number = civil(d.earliest)
    index = year * 12 + month - 1 + months
    if d.precision == "day":
        first = last = day_text(min(first_day(index) + number, first_day(index + 1)) - 1 + days)
    else:
        length = _LENGTH[d.precision]
        end = index + length
        if days:
            first, last = day_text(first_day(index) + days), day_text(first_day(end) - 1 + days)
        elif length == 1:
            first = last = _month_text(index) + ("-XX" if d.unspecified else "")
        elif months % 12:
            first, last = _month_text(index), _month_text(end - 1)
        elif length > 12:
            first, last = year_text(index // 12), year_text(end // 12 - 1)
        else:  # what follows the year stays: a season, a quarter, XX
            first = last = year_text(index // 12) + d.text.removesuffix(mark)[len(year_text(year)) :]
    return first + mark, last + mark
