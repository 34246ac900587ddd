"""Places in a document."""

from __future__ import annotations

import pytest

from sphinx_policyrefs.review.loci import TITLE, Locus, parse_locus


@pytest.mark.parametrize("text", ["0.0.0", "2.3.1", "3.4.1a", "3.4.1-2", "12.10.9-11"])
def test_what_is_read_is_written_back(text: str) -> None:
    assert str(parse_locus(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2.3", "2.3.1.4", "B2.3", "3.4.2-1", "3.4.1-1", "3.4.1ab", "p. 3", "٢.3.1"]
)
def test_other_locators_are_no_loci(text: str) -> None:
    assert parse_locus(text) is None


def test_dashes_of_typography_are_taken_as_hyphens() -> None:
    assert parse_locus(" 3.4.1–2 ") == Locus(3, 4, 1, 2)


def test_a_run_belongs_to_each_sentence_that_it_names() -> None:
    assert Locus(3, 4, 1, 3).sentences == (Locus(3, 4, 1), Locus(3, 4, 2), Locus(3, 4, 3))
    assert Locus(3, 4, 1, part="a").sentences == (Locus(3, 4, 1),)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("3.4.1", "3.4.1", True),
        ("3.4.1a", "3.4.1b", True),
        ("3.4.1-3", "3.4.3-5", True),
        ("3.4.1-3", "3.4.2a", True),
        ("3.4.1-3", "3.4.4", False),
        ("3.4.1", "3.5.1", False),
    ],
)
def test_loci_touch_where_they_share_a_sentence(one: str, other: str, both: bool) -> None:
    first, second = parse_locus(one), parse_locus(other)
    assert first
    assert second
    assert first.touches(second) is second.touches(first) is both


def test_loci_sort_by_their_numbers() -> None:
    texts = ["10.1.1", "0.0.0", "2.0.0", "2.1.10", "2.1.9", "2.1.9a", "2.1.9-10"]
    assert [str(locus) for locus in sorted(map(parse_locus, texts))] == [
        "0.0.0",
        "2.0.0",
        "2.1.9",
        "2.1.9a",
        "2.1.9-10",
        "2.1.10",
        "10.1.1",
    ]
    assert str(TITLE) == "0.0.0"
