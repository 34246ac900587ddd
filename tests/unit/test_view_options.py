"""Options that every view takes mean the same in each: spans, limits, order, groups."""

from __future__ import annotations

import pytest
from factories import column, entry, graph_of, shown, view

from sphinx_policyrefs.records.graph import Graph


@pytest.fixture(scope="module")
def days() -> Graph:
    """Return events of three years and of no known day."""
    return graph_of(
        entry("event", "one", date="2019-05"),
        entry("event", "two", date="2020"),
        entry("event", "three", date="2021-01-02"),
        entry("event", "never", date="XXXX"),
    )


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ({"not_from": "2020-06"}, ["One", "Never"]),
        ({"not_to": "2020-06"}, ["Three", "Never"]),
        ({"from_": "2019", "not_from": "2020-06"}, ["One"]),
        ({"not_from": "2021", "not_to": "2019"}, ["Two", "Never"]),
    ],
)
@pytest.mark.parametrize("name", ["chronology", "event-index"])
def test_spans_are_turned_round_as_the_other_options_are(
    days: Graph, name: str, options: dict[str, str], titles: list[str]
) -> None:
    assert column(view(name, days, **options), "title") == titles


@pytest.mark.parametrize("layout", ["table", "list", "prose"])
def test_unknown_dates_have_a_heading_in_every_layout(days: Graph, layout: str) -> None:
    found = shown(view("chronology", days, layout=layout))
    assert found[-2] == "# Unknown date"
    assert "Never" in str(found[-1])
    assert "# Unknown date" not in shown(view("chronology", days, layout=layout, ids="one"))


def test_what_has_no_known_day_is_never_newest(days: Graph) -> None:
    assert column(view("event-index", days, order="newest"), "title") == ["Three", "Two", "One", "Never"]
    assert column(view("event-index", days, order="newest", limit="1"), "title") == ["Three"]


def test_a_year_has_one_heading_whatever_the_order() -> None:
    sources = graph_of(
        entry("source", "a", author="A", published="2020"),
        entry("source", "b", author="B", published="2021"),
        entry("source", "c", author="C", published="2020"),
        entry("source", "d", author="D"),
    )
    found = shown(view("bibliography-of-record", sources, group_by="year"))
    assert [text for text in found if str(text).startswith("#")] == ["# 2020", "# 2021", "# Unknown date"]


def test_a_limit_counts_the_rows_that_are_shown() -> None:
    graph = graph_of(
        entry("event", "early", date="2000"),
        entry("legal-action", "case", filed="2001", decided="2002"),
        entry("legal-action", "other", filed="2003"),
        entry("event", "hearing", date="2004", legal_action="case"),
        entry("party", "acme"),
        entry("statement", "word", date="2005", speaker="acme"),
        entry("statement", "last-word", date="2006", speaker="acme"),
    )
    assert column(view("docket", graph, "case", limit="1"), "date") == ["2001"]
    assert column(view("docket", graph, "case", limit="2", order="newest"), "date") == ["2004", "2002"]
    assert shown(view("dossier", graph, "acme", limit="1"))[3] == [["2005", "Word"]]
    assert shown(view("dossier", graph, "acme", limit="1", order="newest"))[3] == [["2006", "Last word"]]


def test_a_discrepancy_with_a_resolution_is_open_nowhere() -> None:
    graph = graph_of(
        entry("event", "vote", date="2020"),
        entry("discrepancy", "settled", about="vote", resolution="The journal counts"),
    )
    assert column(view("chronology", graph), "title") == ["Vote"]
    assert "# Discrepancies that are not resolved" not in shown(view("open-questions", graph))
