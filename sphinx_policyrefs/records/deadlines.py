"""Deadlines: how periods are written, and the day on which one ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from sphinx_policyrefs.records.dates import PartialDate, day_text, parse_date, shift
from sphinx_policyrefs.records.state_holidays import legal_holidays

Count = Literal["calendar", "frcp6"]

_PERIOD = re.compile(
    r"([-−–]?) ?(\d{1,4})[ -](?:calendar[ -])?(day|week|month|year)s?", re.ASCII | re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)-?\d{4}-\d\d-\d\d")


class Period(NamedTuple):
    """A length of time; a negative one counts backward."""

    amount: int
    #: day, week, month or year
    unit: str

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if abs(self.amount) == 1 else 's'}"


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Return the period that a text names; ``str`` of it is its canonical text.

    Raises ValueError, in one sentence, for a text that names none. Business days name none: Rule 6, which alone
    might count them, has not skipped the weekends within a period since 2009.
    """
    text = " ".join(text.split())
    match = _PERIOD.fullmatch(text)
    if match and (amount := int(match[2])):
        return Period(-amount if match[1] else amount, match[3].lower())
    shown = f'"{text[:60]}"'
    if match:
        raise ValueError(f"{shown}: a period is one day at least")
    if re.search(r"\b(?:business|working|court) days?\b", text, re.IGNORECASE):
        raise ValueError(f"{shown}: write calendar days, and 'frcp6' as their count if Rule 6 applies")
    raise ValueError(
        f"{shown}: write a number and a unit, as in 45 days, 2 weeks, 3 months, 1 year or -10 days"
    )


def compute_due(
    start: PartialDate, period: Period, count: Count = "calendar", state: str = ""
) -> PartialDate:
    """Return the last day of a period that begins on a date, as exact as that date.

    ``calendar`` counts every day, and months as calendars have them. ``frcp6`` is Federal Rule of Civil
    Procedure 6(a)(1) and (5): the day of the event is left out, every other day counts, and if the last one is a
    Saturday, a Sunday or a legal holiday, counting goes on in the same direction to a day that is none.
    Legal holidays of the *state*, by its postal code, where the district court sits count in periods after an event:
    Rule 6(a)(6)(C). Without the extra ``frcp`` weekends alone are heeded.
    Raises DateError where the end lies beyond the year 9999.
    """
    amount, unit = period
    match unit:
        case "day":
            due = shift(start, days=amount)
        case "week":
            due = shift(start, days=7 * amount)
        case "month":
            due = shift(start, months=amount)
        case _:
            due = shift(start, years=amount)
    if count == "calendar":
        return due
    return _rolled(due, 1, state) if amount > 0 else _rolled(due, -1)


def frcp6_has_holidays() -> bool:
    """Tell whether the legal holidays are known here, that is whether the extra ``frcp`` is installed."""
    return legal_holidays() is not None


def _rolled(due: PartialDate, step: int, state: str = "") -> PartialDate:
    """Return the date with every day that it names moved off weekends and legal holidays."""
    # There and back makes a month the span of its days: 2020-09 becomes 2020-09-01/2020-09-30.
    spans = shift(shift(due, days=1), days=-1)
    rolled = parse_date(
        _DAY.sub(lambda match: day_text(_court_day(parse_date(match[0]).earliest, step, state)), spans.text)
    )
    if rolled == spans:
        return due
    # Saturday/Sunday has become Monday/Monday.
    return parse_date(day_text(rolled.earliest)) if rolled.parts and rolled.is_exact else rolled


def _court_day(day: int, step: int, state: str) -> int:
    """Return the day, or the next one in a direction that is not a Saturday, Sunday or legal holiday."""
    known = legal_holidays(state)
    while day % 7 in {0, 6} or (known and (known.federal(day) or known.state(day))):  # day 1 was a Monday
        day += step
    return day
