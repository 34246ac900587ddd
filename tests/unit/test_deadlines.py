from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from factories import entry, graph_of
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records import deadlines, state_holidays
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.deadlines import Period, compute_due, frcp6_has_holidays, parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_holidays = pytest.mark.skipif(not frcp6_has_holidays(), reason="needs the extra frcp")


def due(start: str, runs: str, count: deadlines.Count = "calendar") -> str:
    return compute_due(parse_date(start), parse_period(runs), count).text


@pytest.fixture
def _without_holidays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "holidays", None)
    state_holidays.legal_holidays.cache_clear()
    yield
    state_holidays.legal_holidays.cache_clear()


@pytest.mark.parametrize(
    ("text", "period", "canonical"),
    [
        ("45 days", Period(45, "day"), "45 days"),
        ("1 day", Period(1, "day"), "1 day"),
        ("3 months", Period(3, "month"), "3 months"),
        ("1 year", Period(1, "year"), "1 year"),
        ("-10 days", Period(-10, "day"), "-10 days"),
        ("− 1 month", Period(-1, "month"), "-1 month"),
        ("90 calendar days", Period(90, "day"), "90 days"),
        ("2 Weeks", Period(2, "week"), "2 weeks"),
        ("  270\n days ", Period(270, "day"), "270 days"),
        ("45-day", Period(45, "day"), "45 days"),
    ],
)
def test_periods(text: str, period: Period, canonical: str) -> None:
    assert parse_period(text) == period
    assert str(period) == canonical


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "write a number and a unit"),
        ("days", "write a number and a unit"),
        ("45", "write a number and a unit"),
        ("forty-five days", "write a number and a unit"),
        ("1.5 months", "write a number and a unit"),
        ("45 days or so", "write a number and a unit"),
        ("99999 days", "write a number and a unit"),
        ("3 decades", "write a number and a unit"),
        ("٤٥ days", "write a number and a unit"),
        ("0 days", "one day at least"),
        ("10 business days", "write calendar days"),
        ("10 working days", "write calendar days"),
    ],
)
def test_what_is_no_period(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as raised:
        parse_period(text)
    assert not str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


@given(st.integers(-9999, 9999).filter(bool), st.sampled_from(["day", "week", "month", "year"]))
def test_canonical_text_is_read_back(amount: int, unit: str) -> None:
    assert parse_period(str(Period(amount, unit))) == Period(amount, unit)


@pytest.mark.parametrize(
    ("start", "runs", "calendar", "frcp6"),
    [
        # the orders of August 2020
        ("2020-08-06", "45 days", "2020-09-20", "2020-09-21"),
        ("2020-08-14", "90 days", "2020-11-12", "2020-11-12"),
        # the Act: 19 January 2025 was a Sunday, and the day after it the birthday of Martin Luther King
        ("2024-04-24", "270 days", "2025-01-19", "2025-01-21"),
        # the delays of enforcement
        ("2025-01-20", "75 days", "2025-04-05", "2025-04-07"),
        ("2025-04-05", "75 days", "2025-06-19", "2025-06-20"),  # Juneteenth
        ("2025-06-19", "90 days", "2025-09-17", "2025-09-17"),
        ("2025-09-17", "90 days", "2025-12-16", "2025-12-16"),
        ("2025-09-25", "120 days", "2026-01-23", "2026-01-23"),
        # other units
        ("2024-01-31", "1 month", "2024-02-29", "2024-02-29"),
        ("2023-01-31", "1 month", "2023-02-28", "2023-02-28"),
        ("2024-02-29", "1 year", "2025-02-28", "2025-02-28"),
        ("2024-11-04", "3 weeks", "2024-11-25", "2024-11-25"),
        ("2024-06-01", "3 months", "2024-09-01", "2024-09-03"),  # a Sunday before Labor Day
        # the two examples of the committee's note of 2009 on subdivision (a)(5)
        ("2007-08-22", "10 days", "2007-09-01", "2007-09-04"),
        ("2007-09-11", "-10 days", "2007-09-01", "2007-08-31"),
        # observed: 4 July 2020 was a Saturday, Independence Day was kept on the Friday
        ("2020-06-03", "30 days", "2020-07-03", "2020-07-06"),
        ("2020-07-06", "-3 days", "2020-07-03", "2020-07-02"),
        # 26 December 2025: the departments were closed on both sides of Christmas
        ("2025-12-10", "14 days", "2025-12-24", "2025-12-29"),
        # a half-day closing is not a holiday
        ("2015-12-10", "14 days", "2015-12-24", "2015-12-24"),
        # Juneteenth was none before 2021
        ("2020-06-09", "10 days", "2020-06-19", "2020-06-19"),
    ],
)
@needs_holidays
def test_days(start: str, runs: str, calendar: str, frcp6: str) -> None:
    assert due(start, runs) == calendar
    assert due(start, runs, "frcp6") == frcp6


@pytest.mark.parametrize(
    ("start", "runs", "calendar", "frcp6"),
    [
        ("2020-08", "45 days", "2020-09-15/2020-10-15", "2020-09-15/2020-10-15"),
        ("2020-08~", "1 month", "2020-09~", "2020-09~"),  # a Tuesday to a Wednesday
        ("2020-07", "1 month", "2020-08", "2020-08-03/2020-08-31"),  # 1 August was a Saturday
        ("2020-07~", "1 month", "2020-08~", "2020-08-03~/2020-08-31~"),
        ("2020-08-06~", "45 days", "2020-09-20~", "2020-09-21~"),
        ("2020-08-06T12:00-04:00", "45 days", "2020-09-20", "2020-09-21"),
        ("2020-08-05/2020-08-06", "45 days", "2020-09-19/2020-09-20", "2020-09-21"),
        ("[2020-08-05,2020-08-06]", "45 days", "[2020-09-19,2020-09-20]", "2020-09-21"),
        ("[2020-08-06,2020-08-14]", "45 days", "[2020-09-20,2020-09-28]", "[2020-09-21,2020-09-28]"),
        ("2020-08-06/..", "45 days", "2020-09-20/..", "2020-09-21/.."),
        ("XXXX", "45 days", "XXXX", "XXXX"),
    ],
)
@needs_holidays
def test_a_partial_start_gives_a_span(start: str, runs: str, calendar: str, frcp6: str) -> None:
    assert due(start, runs) == calendar
    assert due(start, runs, "frcp6") == frcp6


@pytest.mark.usefixtures("_without_holidays")
def test_without_holidays_weekends_alone_count() -> None:
    assert not frcp6_has_holidays()
    assert due("2024-04-24", "270 days", "frcp6") == "2025-01-20"


def test_the_end_of_the_calendar_is_an_error() -> None:
    with pytest.raises(DateError):
        compute_due(parse_date("2024-04-24"), parse_period("9000 years"))


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
AMOUNTS = st.integers(-1000, 1000).filter(bool)


@given(DAYS, AMOUNTS)
def test_calendar_days_are_days(start: date, amount: int) -> None:
    assert due(start.isoformat(), f"{amount} days") == (start + timedelta(amount)).isoformat()


@given(DAYS, AMOUNTS)
def test_rule_6_moves_onward_to_a_weekday(start: date, amount: int) -> None:
    plain = start + timedelta(amount)
    rolled = date.fromisoformat(due(start.isoformat(), f"{amount} days", "frcp6"))
    assert rolled.weekday() < 5
    moved = (rolled - plain).days * (1 if amount > 0 else -1)
    # At most over a weekend and the days round Christmas.
    assert 0 <= moved <= 5


@given(DAYS, DAYS, AMOUNTS)
def test_rule_6_keeps_the_order_of_starts(one: date, other: date, amount: int) -> None:
    one, other = sorted((one, other))
    assert due(one.isoformat(), f"{amount} days", "frcp6") <= due(
        other.isoformat(), f"{amount} days", "frcp6"
    )


@given(DAYS, AMOUNTS)
def test_weeks_are_seven_days(start: date, amount: int) -> None:
    assert due(start.isoformat(), f"{amount} weeks") == due(start.isoformat(), f"{7 * amount} days")


def in_state(start: str, runs: str, state: str) -> str:
    return compute_due(parse_date(start), parse_period(runs), "frcp6", state).text


@needs_holidays
@pytest.mark.parametrize(
    ("start", "runs", "state", "due_there"),
    [
        ("2021-04-02", "14 days", "DC", "2021-04-19"),  # Emancipation Day
        ("2024-04-01", "14 days", "MA", "2024-04-16"),  # Patriots' Day
        ("2024-04-01", "14 days", "ME", "2024-04-16"),
        ("2024-04-01", "14 days", "NY", "2024-04-15"),
        (
            "2024-04-29",
            "-14 days",
            "MA",
            "2024-04-15",
        ),  # state holidays count in periods after an event alone
        ("2021-01-06", "14 days", "DC", "2021-01-21"),  # Inauguration Day
        ("2021-01-06", "14 days", "MD", "2021-01-20"),  # of the law of D.C. alone
        ("2024-02-01", "14 days", "CA", "2024-02-15"),  # Susan B. Anthony Day: schools observe it
        ("2024-02-01", "14 days", "NY", "2024-02-15"),
        ("2024-01-29", "14 days", "NY", "2024-02-13"),  # Lincoln's Birthday
        ("2024-01-29", "14 days", "NJ", "2024-02-12"),  # no more since 2008
        ("2022-01-28", "14 days", "NY", "2022-02-11"),  # a Saturday's holiday does not move there
        ("2022-01-28", "14 days", "CT", "2022-02-14"),
        ("2021-04-20", "14 days", "IN", "2021-05-04"),  # no election in that year
        ("2024-11-15", "14 days", "PA", "2024-11-29"),
        ("2024-11-15", "14 days", "DE", "2024-12-02"),
        ("2024-04-01", "14 days", "XX", "2024-04-15"),
    ],
)
def test_holidays_of_the_state_of_a_district_court(start: str, runs: str, state: str, due_there: str) -> None:
    assert in_state(start, runs, state) == due_there


@needs_holidays
def test_what_is_left_out_by_law_is_known_to_the_package() -> None:
    """A name that the package spells otherwise would count again, in silence."""
    holidays = pytest.importorskip("holidays")
    for state, names in state_holidays._LEFT_OUT.items():
        there = holidays.country_holidays("US", subdiv=state, years=range(2000, 2031), language="en_US")
        known = {name.removesuffix(" (observed)") for text in there.values() for name in text.split("; ")}
        assert names <= known, state


@needs_holidays
def test_the_court_of_a_deadline_is_that_of_its_proceeding() -> None:
    runs = {"runs": "14 days", "count": "frcp6"}
    graph = graph_of(
        entry("legal-action", "boston", court="mad", decided="2024-04-01"),
        entry("legal-action", "appeal", court="D.C. Cir.", decided="2024-04-01"),
        entry("event", "hearing", date="2024-04-01", legal_action="boston"),
        entry("event", "order", date="2024-04-01"),
        entry("deadline", "direct", from_="boston.decided", **runs),
        entry("deadline", "by-event", from_="hearing", **runs),
        entry("deadline", "imposed", from_="order", imposed_by="hearing", **runs),
        entry("deadline", "above", from_="appeal.decided", **runs),
        entry("deadline", "nowhere", from_="order", **runs),
    )
    assert {e.id: str(graph.due(e.id)) for e in graph.entries.values() if e.kind == "deadline"} == {
        "direct": "2024-04-16", "by-event": "2024-04-16", "imposed": "2024-04-16",
        "above": "2024-04-15", "nowhere": "2024-04-15",
    }  # fmt: skip
