"""Rows of the chronology that tell of more than one milestone: of one day, of an event, and of what was said there."""

from __future__ import annotations

import json

import pytest
from factories import entry, graph_of, view

from sphinx_policyrefs.exports import EXPORTS, export
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.selection import Selection
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.model import Picture
from sphinx_policyrefs.views.wording import Wording

ORDER = entry(
    "instrument", "eo", "Executive Order 13942", short="EO 13942", signed="2020-08-06", effective="2020-08-06",
    published="2020-08-11", sources="register @ 5",
)  # fmt: skip
LAW = entry("instrument", "law", "The Act", signed="2024-04-24", effective="2024-04-24", sources="statutes")
SIGNING = entry(
    "event", "signing", "The Act is signed", date="2024-04", instrument="law", milestone="signed", actor="biden",
    confidence="disputed", sources="report",
)  # fmt: skip
HEARING = entry("event", "hearing", "Hearing", date="2023-03-23", actor="house", sources="report")
SAID = entry(
    "statement", "said", "Chew denies it", date="2023-03-23", speaker="chew", occasion="hearing",
    confidence="alleged", sources="transcript",
)  # fmt: skip
LATER = entry(
    "statement", "later", "Chew adds a letter", date="2023-04-01", speaker="chew", occasion="hearing"
)
OTHERS = (
    *(entry("source", id_, id_.capitalize()) for id_ in ("register", "statutes", "report", "transcript")),
    *(entry("party", id_, id_.capitalize()) for id_ in ("biden", "house", "chew")),
)


def shown(graph: Graph, language: str = "en") -> list[str]:
    cells = Cells(graph, Wording(language))
    return [plain(cells.row_title(row)) for row in graph.rows]


def rows_of(*entries: Entry) -> list[dict[str, object]]:
    edition = Edition(graph_of(*entries, *OTHERS), Wording(), "P", lambda _entry: None)
    rows: list[dict[str, object]] = json.loads(export("json", edition, EXPORTS))["chronology"]
    return rows


def test_milestones_of_one_day_are_one_row() -> None:
    graph = graph_of(ORDER, *OTHERS)
    assert shown(graph) == ["EO 13942: signed and effective", "EO 13942: published"]
    assert shown(graph, "de")[0] == "EO 13942: signed und effective"
    assert rows_of(ORDER) == [
        {"date": "2020-08-06", "entry": "eo", "field": "signed", "fields": ["signed", "effective"]},
        {"date": "2020-08-11", "entry": "eo", "field": "published"},
    ]


def test_months_are_no_days() -> None:
    law = entry("instrument", "law", "The Act", signed="2024-04", effective="2024-04")
    assert len(graph_of(law).rows) == 2


def test_an_event_that_is_one_of_them_takes_the_others() -> None:
    (row,) = rows_of(LAW, SIGNING)
    assert row == {
        "date": "2024-04-24",
        "entry": "signing",
        "field": "date",
        "merges": {"entry": "law", "field": "signed", "fields": ["signed", "effective"]},
    }


def test_a_row_of_two_has_what_both_have() -> None:
    graph = graph_of(LAW, SIGNING, *OTHERS)
    cells, (row,) = Cells(graph, Wording()), graph.rows
    event = graph.entries["signing"]
    assert [plain(cell) for cell in cells.column(event, "sources", row)] == ["Report", "Statutes"]
    assert [plain(cell) for cell in cells.column(event, "parties", row)] == ["Biden"]
    assert plain(cells.row_title(row)) == "The Act is signed (disputed)"


def test_a_statement_is_one_row_with_its_occasion_where_both_are_selected() -> None:
    graph = graph_of(HEARING, SAID, LATER, *OTHERS)
    assert shown(graph) == ["Hearing; Chew denies it (alleged)", "Chew adds a letter"]
    row = graph.rows[0]
    cells, event = Cells(graph, Wording()), graph.entries["hearing"]
    assert [plain(cell) for cell in cells.column(event, "parties", row)] == ["House", "Chew"]
    assert [plain(cell) for cell in cells.column(event, "sources", row)] == ["Report", "Transcript"]
    assert rows_of(HEARING, SAID, LATER)[0] == {
        "date": "2023-03-23",
        "entry": "hearing",
        "field": "date",
        "with": ["said"],
    }
    only = graph.select_rows(Selection({"kinds": ("statement",)}))
    assert [row.entry for row in only] == ["said", "later"]
    assert [row.members for row in graph.select_rows(Selection({"parties": ("chew",)}))] == [
        ("said",),
        ("later",),
    ]


@pytest.mark.parametrize("layout", ["table", "list", "prose"])
def test_every_layout_shows_what_was_said_there(layout: str) -> None:
    hearing, said = HEARING._replace(summary=("They ask.",)), SAID._replace(summary=("It does not.",))
    text = repr(view("chronology", graph_of(hearing, said, *OTHERS), layout=layout, show="summary"))
    assert text.index("They ask.") < text.index("It does not.")
    assert text.count("It does not.") == 1


def test_other_views_and_exports_tell_of_both() -> None:
    graph = graph_of(HEARING, SAID, LAW, SIGNING, *OTHERS)
    assert "Hearing" in repr(view("dossier", graph, "hearing"))
    (picture,) = [b for b in view("timeline", graph) if isinstance(b, Picture)]
    assert "Chew denies it (alleged)" in repr(picture)
    edition = Edition(graph, Wording(), "P", lambda _entry: None)
    for name in ("timelinejs", "ics"):
        text = export(name, edition, EXPORTS).decode().replace("\r\n ", "")
        assert "Hearing; Chew denies it (alleged)".replace(";", "\\;" if name == "ics" else ";") in text
        assert "Transcript" in text
