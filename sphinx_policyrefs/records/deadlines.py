"""Deadlines: periods as authors write them, and the day on which one ends."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx_policyrefs.records.dates import OPEN_END, OPEN_START, PartialDate, day_text, parse_date, shift

if TYPE_CHECKING:
    from collections.abc import Callable, Container

Count = Literal["calendar", "frcp6"]
Unit = Literal["day", "week", "month", "year"]

_PERIOD = re.compile(r"([-−–+]?)\s*(\d{1,5})[\s-]+(?:calendar[\s-]+)?(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
_WRITE = "write a number and a unit, such as 45 days, 2 weeks, 3 months, 1 year or -10 days"


class Period(NamedTuple):
    """A length of time; a negative one counts backward."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if abs(self.amount) == 1 else 's'}"


class Due(NamedTuple):
    """The end of a period."""

    #: As exact as its start: the interval of the days that it may be where the start is not one day.
    date: PartialDate
    #: Whether Rule 6 was asked for and the legal holidays were unknown, so that only weekends moved it.
    without_holidays: bool = False


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Return the period that a text names; ``str`` of it is the text in its one canonical form.

    Raises ValueError, in one sentence, for a text that names none. Business days are none: Rule 6, which is what
    ``count`` is for, has no longer excluded weekends from within a period since 2009.
    """
    shown = f'"{" ".join(text.split())[:60]}"'
    match = _PERIOD.fullmatch(text.strip())
    if match:
        amount = int(match[2])
        if amount == 0:
            raise ValueError(f"{shown}: a period is at least one day long")
        unit: Unit = match[3].lower()  # type: ignore[assignment]  # the pattern has no other words
        return Period(-amount if match[1] in {"-", "−", "–"} else amount, unit)
    if re.search(r"business|working|court", text, re.IGNORECASE):
        raise ValueError(f"{shown}: write calendar days, with count: frcp6 to roll on from weekends and holidays")
    raise ValueError(f"{shown}: {_WRITE}")


def compute_due(start: PartialDate, period: Period, count: Count = "calendar") -> Due:
    """Return the last day of a period that begins on a date.

    ``calendar`` counts every day, and months as calendars have them. ``frcp6`` is Federal Rule of Civil Procedure
    6(a)(1), (5) and (6): the day of the event is excluded and every other one counted, and where the last one is a
    Saturday, a Sunday or a legal holiday, counting goes on, in the same direction, to the next day that is none.
    Raises DateError where the end lies beyond the year 9999.
    """
    amount, unit = period
    if unit in {"day", "week"}:
        due = shift(start, days=amount * (7 if unit == "week" else 1))
    else:
        due = shift(start, months=amount * (12 if unit == "year" else 1))
    if count == "calendar":
        return Due(due)
    return Due(_rolled(due, 1 if amount > 0 else -1), not frcp6_has_holidays())


def _rolled(due: PartialDate, step: int) -> PartialDate:
    """Return the date with each of its bounds moved off weekends and legal holidays."""
    if due.is_unknown:
        return due
    first, last = (
        bound if abs(bound) == OPEN_END else _next_working_day(bound, step) for bound in (due.earliest, due.latest)
    )
    if (first, last) == (due.earliest, due.latest):
        return due
    if first == last:
        return parse_date(day_text(first))
    start = ".." if first == OPEN_START else day_text(first)
    return parse_date(f"{start}/{'..' if last == OPEN_END else day_text(last)}")


def _next_working_day(day: int, step: int) -> int:
    holidays = _legal_holidays()
    # 1 January of the year 1, which is day 1, was a Monday.
    while day % 7 in {6, 0} or (1 <= day <= date.max.toordinal() and date.fromordinal(day) in holidays):
        day += step
    return day


def frcp6_has_holidays() -> bool:
    """Tell whether the legal holidays are known, that is whether the extra ``frcp`` is installed."""
    return not isinstance(_legal_holidays(), frozenset)


@lru_cache(maxsize=1)
def _legal_holidays() -> Container[date]:
    """Return the legal holidays of Rule 6(a)(6)(A) and (B); an empty frozenset without the package `holidays`.

    These are the days of 5 U.S.C. § 6103, on the Friday or Monday where they are observed when they fall on a
    weekend, and with Juneteenth (Pub. L. 117-17), and other days on which the President closed the government.
    Holidays of the state where a district court sits, (C), are not among them.
    """
    try:
        import holidays
    except ImportError:
        return frozenset()
    return holidays.country_holidays("US", categories=("public", "government"))
