"""The dates that sentences say."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.citations import find_citations
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.review.dates import Dates, of_other_years
from sphinx_policyrefs.review.model import SaidDate

TABLE = Path(__file__).with_name("spoken_dates.txt").read_text(encoding="utf-8").splitlines()
ROWS = [line.split(" ||") for line in TABLE if line and not line.startswith("#")]


def found(section: str, language: str = "en") -> list[SaidDate]:
    dates = Dates(language)
    said = []
    for sentence in section.split(" / "):
        said += dates.find(sentence, [(place.start, place.end) for place in find_citations(sentence)])
    return said


def written(section: str, language: str = "en") -> str:
    return " ".join(date.edtf + "*" * date.carried for date in found(section, language))


@pytest.mark.parametrize(("section", "dates"), ROWS)
def test_dates_are_found_as_a_reader_sees_them(section: str, dates: str) -> None:
    assert written(section) == dates.strip()


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("de", "Der Vertrag vom 3. März 2021 gilt seit 1.4.2021.", "2021-03-03 2021-04-01"),
        (
            "de",
            "Im Dezember 2020 wurde er am 16. Juli 2020 gerügt; am 5. August nicht.",
            "2020-12 2020-07-16 2020-08-05*",
        ),
        (
            "fr",
            "La loi du 6 août 2020, publiée le 1er janvier 2021, date de 2019.",
            "2020-08-06 2021-01-01 2019",
        ),
        ("es", "El 3 de mayo de 2021 y en junio de 2022.", "2021-05-03 2022-06"),
        ("zh_CN", "2020年8月6日，总统签署命令。9月27日暂停。", "2020-08-06 2020-09-27*"),
        ("zh_CN", "2024年4月通过的法律", "2024-04"),
        ("fr", "Le décret 2020-08-06 est là.", "2020-08-06"),
        ("en_GB", "It was filed on 8/6/2020.", "2020-06-08"),
        ("xx", "On 3 March 2021.", "2021-03-03"),
    ],
)
def test_other_languages_have_dates_in_full(language: str, text: str, dates: str) -> None:
    assert written(text, language) == dates


def test_a_section_carries_nothing_into_the_next() -> None:
    dates = Dates()
    dates.find("It passed on Aug. 6, 2020.")
    dates.begin_section()
    assert [date.edtf for date in dates.find("On September 27 it lapsed. Two days later it was back.")] == [
        "XXXX-09-27"
    ]


def test_of_a_day_that_does_not_exist_the_year_is_left() -> None:
    assert written("On February 30, 2020, and 31 June, and 13/32/2020.") == "2020"
    assert written("On February 29, 2020, and 29 February.") == "2020-02-29 2020-02-29*"


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("On Dec. 18, 2024, and on Jan. 10 it met.", "2025-01-10 2023-01-10"),
        ("In March 2024, and in May, it met.", "2025-05 2023-05"),
        ("On Jan. 10 it met.", ""),
        ("In 2024, on February 29, it met.", ""),
    ],
)
def test_a_carried_year_may_be_another(text: str, others: str) -> None:
    assert " ".join(date.text for date in of_other_years(found(text)[-1])) == others


_WORDS = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "of",
        "and",
        "to",
        "from",
        "between",
        "March",
        "May",
        "6",
        "14,",
        "2020",
        "2020-08-06",
        "2016-17",
        "8/6/2020",
        "later",
        "days",
        "two",
        "that",
        "December",
        "Thursday",
        "spring",
        "following",
        "early",
        "mid-",
        "1990s",
        "fiscal",
        "year",
        "Q3",
        "quarter",
        "§",
        "No.",
        "12",
        "(",
        ")",
        ",",
        ".",
        "–",
        "-",
        "/",
        "'the",
        "27th'",
        "XX",
        "99",
        "0",
    ]
)


@given(st.lists(_WORDS, max_size=30), st.sampled_from(["en", "de", "zh_CN"]))
def test_each_date_is_valid_and_stands_where_it_says(words: list[str], language: str) -> None:
    text = " ".join(words)
    said = Dates(language).find(text)
    assert said == Dates(language).find(text)
    ends = 0
    for date in said:
        assert ends <= date.start < date.end
        assert text[date.start : date.end] == date.text
        ends = date.end
        if not date.edtf.startswith("XXXX"):
            assert parse_date(date.edtf).text == date.edtf


@pytest.mark.parametrize(
    "piece",
    [
        "2020-",
        "1 ",
        "March ",
        "March 3, ",
        "the ",
        "from 2018 to ",
        "between May ",
        " ",
        "6 and ",
        "Sections 2019, ",
        "Q1",
        "early ",
        "年1月",
        "a",
        "two days ",
        "(2020",
    ],
)
def test_hostile_sentences_take_little_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    start = time.process_time()
    Dates().find(text)
    Dates("de").find(text)
    assert time.process_time() - start < 4
