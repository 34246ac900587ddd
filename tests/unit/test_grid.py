"""The grid of a view's tables: the same columns, and widths that follow from the texts."""

from __future__ import annotations

import pytest
from factories import entry, graph_of, view

from sphinx_policyrefs.views.grid import shares, tracks
from sphinx_policyrefs.views.model import Column, Heading, Table
from sphinx_policyrefs.views.pictures.metrics import width

DATES = ("September 18, 2020", "March 2019", "about May 1, 2021")


def table(**columns: tuple[str, ...]) -> Table:
    """Return a table of these columns."""
    return Table(
        tuple(Column(name, name.capitalize()) for name in columns),
        tuple(
            tuple(((text,),) if text else () for text in row) for row in zip(*columns.values(), strict=True)
        ),
    )


def test_groups_of_a_view_have_the_same_columns() -> None:
    graph = graph_of(
        entry("party", "acme", "Acme"),
        entry("event", "one", "One", date="2019"),
        entry("event", "two", "Two", date="2020", parties="acme"),
    )
    blocks = view("chronology", graph, group_by="year")
    first, second = (block for block in blocks if isinstance(block, Table))
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["2019", "2020"]
    assert [column.name for column in first.columns] == ["date", "title", "parties"]
    assert first.columns == second.columns
    assert [len(row) for row in first.rows] == [3]
    assert first.rows[0][2] == ()  # no party is known
    # A column that is empty in every group is still left out, and one that was asked for is not.
    assert "sources" not in {column.name for column in first.columns}
    (alone, _other) = (
        block
        for block in view("chronology", graph, group_by="year", columns="date, sources")
        if isinstance(block, Table)
    )
    assert [column.name for column in alone.columns] == ["date", "sources"]


def test_a_table_alone_leaves_its_empty_columns_out() -> None:
    (found,) = (
        b
        for b in view("chronology", graph_of(entry("event", "one", "One", date="2019")))
        if isinstance(b, Table)
    )
    assert [column.name for column in found.columns] == ["date", "title"]


@pytest.mark.parametrize("room", [50, 60, 90])
def test_short_texts_get_two_lines_and_the_rest_is_shared(room: float) -> None:
    some = table(
        date=DATES, title=("A title of some words that goes on for a while",) * 3, status=("on appeal",) * 3
    )
    found = tracks([some])
    assert sum(track.share for track in found) == pytest.approx(1, abs=0.01)
    left = room - sum(track.least for track in found)
    date, title, status = (track.least + track.share * left for track in found)
    assert width("September 18,") < date
    assert status < date < title


def test_a_long_word_is_no_reason_for_a_table_that_nobody_can_read() -> None:
    found = tracks([table(title=("Donaudampfschifffahrtsgesellschaft " * 4,), sources=("word " * 40,))])
    assert found[0].least < 10


def test_all_rows_of_all_tables_count() -> None:
    short, long = table(date=("2020",), title=("Act",)), table(date=("2021",), title=("word " * 30,))
    assert tracks([short, long]) == tracks([long, short])
    assert tracks([short, long])[1].share > tracks([short])[1].share
    assert shares([short, long]) == shares([long, short])


def test_a_few_long_dates_make_no_wide_column() -> None:
    dates = (*DATES * 30, "Tuesday, September 15, 2020", "January 30 – February 2, 2023")
    found = tracks([table(date=dates, title=("A title of some words that goes on",) * len(dates))])
    assert width("September 18,") < found[0].least < 10
    assert (
        found[0].least + found[0].share * (60 - found[0].least - found[1].least) > 9.69
    )  # what the span needs


def test_a_due_day_with_its_basis_below_stands_on_two_lines() -> None:
    due, basis = "Tuesday, September 15, 2020", "45 days after signature of EO 13942, August 6, 2020"
    columns = (Column("term", "Due"), Column("title", "Title"))
    found = tracks([Table(columns, ((((due,), (basis,)), (("A title of some words",),)),) * 3)])
    assert found[0].least > width("September 15, 2020")


def test_a_few_long_texts_get_room_too() -> None:
    outcomes = ("", "", "", "", "", "disputed, according to " * 4)
    title, outcome = tracks([table(title=("A title of some words",) * 6, outcome=outcomes)])
    assert outcome.share > title.share / 3


def test_a_table_without_rows_has_room_for_its_head() -> None:
    (only,) = tracks([table(proceeding=())])
    assert only.least >= width("Proceeding")
    assert only.share == pytest.approx(1)


def test_columns_of_paper_have_room_for_their_longest_word() -> None:
    date, title, kind = shares(
        [table(date=("2020",) * 3, title=("word " * 80,) * 3, kind=("disestablishing",) * 3)]
    )
    assert kind >= len("disestablishing") + 3  # a cell has some space on both sides
    assert title > kind > date
