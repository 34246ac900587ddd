"""Amounts of money: what is read of what people write, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.money import parse_amount
from sphinx_policyrefs.records.types import TYPES, parse_field

FIELD = Field("amount", "money")
BILLION = 10**9
MILLION = 10**6

AMOUNTS = [
    ("$14 billion", 14 * BILLION, None, "USD"),
    ("about US$ 1–2 million", MILLION, 2 * MILLION, "USD"),
    ("€ 200.000", 200_000, None, "EUR"),
    ("RMB 10bn", 10 * BILLION, None, "CNY"),
    ("200.000 €", 200_000, None, "EUR"),
    ("EUR 1.5m", 1_500_000, None, "EUR"),
    ("between $1 and $2 million", MILLION, 2 * MILLION, "USD"),
    ("zwischen 1 und 2 Mio. Euro", MILLION, 2 * MILLION, "EUR"),
    ("14 billion dollars", 14 * BILLION, None, "USD"),
    ("C$5", 5, None, "CAD"),
    ("5 million Canadian dollars", 5 * MILLION, None, "CAD"),
    ("100亿元", 10 * BILLION, None, "CNY"),
    ("10 万亿元", 10**13, None, "CNY"),
    ("1.250 million euros", 1_250_000, None, "EUR"),
    ("$1,250 million", 1_250 * MILLION, None, "USD"),
    ("$0.125", 0.125, None, "USD"),
    ("$1,234,567.89", 1_234_567.89, None, "USD"),
    ("€ 1.234.567,89", 1_234_567.89, None, "EUR"),
    ("CHF 1'000'000", MILLION, None, "CHF"),
    ("1 000 000 EUR", MILLION, None, "EUR"),
    ("₹ 1,00,000", 100_000, None, "INR"),
    ("12 M€", 12 * MILLION, None, "EUR"),
    ("2 milliards d'euros", 2 * BILLION, None, "EUR"),
    ("3 mil millones de euros", 3 * BILLION, None, "EUR"),
    ("14 millones de dólares", 14 * MILLION, None, "USD"),
    ("rund 14,5 Milliarden US-Dollar", 14_500 * MILLION, None, "USD"),
    ("1–2 million Swiss francs", MILLION, 2 * MILLION, "CHF"),
    ("$900,000 to 1.2 million", 900_000, 1_200_000, "USD"),
    ("$500 to $2 million", 500, 2 * MILLION, "USD"),
    ("EUR 3,5 Mio. bis 4 Mio.", 3_500_000, 4_000_000, "EUR"),
    ("-$5 million", -5 * MILLION, None, "USD"),
    ("USD -5", -5, None, "USD"),
    # other numbers beside it
    ("$5 million to 12 companies", 5 * MILLION, None, "USD"),
    ("$14 billion over 5 years", 14 * BILLION, None, "USD"),
    ("in 2020 €5 million", 5 * MILLION, None, "EUR"),
    ("5% of $3 million", 3 * MILLION, None, "USD"),
    ("US$14bn (€12bn)", 14 * BILLION, None, "USD"),
    ("a fine of $92,000 per day", 92_000, None, "USD"),
    ("under Title 9, COVID-19 aid of $3m", 3 * MILLION, None, "USD"),
]


@pytest.mark.parametrize(("text", "number", "to", "currency"), AMOUNTS)
def test_amounts(text: str, number: float, to: float | None, currency: str) -> None:
    assert parse_field(FIELD, text) == (number, to, currency, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("14 billion", "names no currency: write one such as $14 billion"),
        ("for 100 days", "names no currency"),
        ("undisclosed", "holds no amount of money"),
        ("two million dollars", "holds no amount of money"),
        ("¥ 500", "several currencies are called ¥; write CNY or JPY"),
        ("500 kr", "write DKK or NOK or SEK"),
        ("5 lakh rupees", "write INR or PKR"),
        ("$2 to $1", "does not end above its start"),
        ("$1 to €2", "two currencies"),
        ("$5 million euros", "two currencies"),
        ("$1.2.3", "read in two ways"),
        ("$1.234,567.8", "read in two ways"),
    ],
)
def test_what_is_no_amount(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as error:
        parse_field(FIELD, text)
    assert says in str(error.value)


@given(st.text("0123456789.,-–$€¥ kmbM万亿USDtoands'", max_size=24))
def test_any_text_is_an_amount_or_an_error_of_one_line(text: str) -> None:
    try:
        amount = parse_amount(text)
    except ValueError:
        return
    assert amount.to is None or amount.to > amount.number
    json = TYPES["money"].to_json((*amount, text), None)  # type: ignore[arg-type]
    assert parse_amount(TYPES["money"].from_json(json)) == amount
    assert parse_amount(TYPES["money"].from_json({**json, "text": "übersetzt"})) == amount


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"number": 14, "currency": "USD"}, "USD 14"),
        ({"number": "1.5", "to": 2, "currency": "EUR", "text": "words"}, "EUR 1.5–2"),
        ({"number": 14, "to": None, "currency": "USD", "text": "etwa vierzehn Dollar"}, "USD 14"),
        ({"text": "about $5"}, "about $5"),
        ("$5", "$5"),
    ],
)
def test_an_amount_as_data(data: object, text: str) -> None:
    assert TYPES["money"].from_json(data) == text
