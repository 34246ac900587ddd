"""Outcomes that deadlines assert, and days before which something may not happen."""

from __future__ import annotations

import pytest
from factories import column, entry, graph_of, view

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import review
from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Finding
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.wording import Wording

RECORD = (
    entry("party", "doj", "Department of Justice", short="DOJ"),
    entry("party", "owner"),
    entry("source", "statute", "The Act", published="2024-04-24"),
    entry("source", "letter", "Letter", published="2025-02-10"),
    entry("instrument", "act", signed="2024-04-24"),
    entry("event", "sale", date="2025-01-22"),
)


def record(*, as_of: str = "", **options: str) -> Graph:
    deadline = entry("deadline", "it", from_="act.signed", runs="270 days", **options)
    return graph_of(*RECORD, deadline, as_of=as_of)


def findings(graph: Graph) -> list[Finding]:
    return [item.finding for item in review(Scope(graph, ()), {})]


def outcome(graph: Graph) -> str:
    return column(view("deadlines", graph, columns="outcome"), "outcome")[0]


@pytest.mark.parametrize(
    ("options", "reads"),
    [
        ({"outcome": "missed"}, "missed / overdue as of November 22, 2026"),
        (
            {"outcome": "missed", "outcome_by": "doj; owner"},
            "missed, according to DOJ, Owner / overdue as of November 22, 2026",
        ),
        (
            {"outcome": "disputed", "outcome_by": "doj", "sources": "statute @ § 2; letter @ p. 3"},
            "disputed, according to DOJ (The Act, § 2; Letter, p. 3) / overdue as of November 22, 2026",
        ),
        (
            {"outcome": "met", "met_by": "sale", "sources": "letter"},
            "met (Letter) / met on January 22, 2025 by Sale (3 days late)",
        ),
        ({"outcome": "lifted", "outcome_by": "doj"}, "lifted, according to DOJ"),
        ({"outcome": "superseded", "sources": "letter"}, "superseded (Letter)"),
        ({"outcome": "unknown"}, "unknown"),
        ({"type": "by"}, "overdue as of November 22, 2026"),
        ({"type": "not-before"}, "run out as of November 22, 2026"),
        ({"type": "not-before", "met_by": "sale"}, "met on January 22, 2025 by Sale"),
    ],
)
def test_what_is_asserted_stands_before_what_the_record_comes_to(options: dict[str, str], reads: str) -> None:
    assert outcome(record(**options)) == reads


@pytest.mark.parametrize(
    ("done", "reads"),
    [
        ("2025-01-18", "met on January 18, 2025 by Closing (1 day too early)"),
        ("2025-01-16", "met on January 16, 2025 by Closing (3 days too early)"),
        ("2024-12", "met by Closing, December 2024 (at least 19 days too early)"),
        ("2025-01", "met by Closing, January 2025"),
        ("2025-01-19", "met on January 19, 2025 by Closing"),
    ],
)
def test_what_comes_before_its_day_is_too_early(done: str, reads: str) -> None:
    graph = graph_of(
        entry("event", "closing", date=done),
        entry("deadline", "it", "Waiting period", type="not-before", due="2025-01-19", met_by="closing"),
    )
    assert outcome(graph) == reads


def test_a_day_not_before_reads_so_everywhere() -> None:
    graph = graph_of(entry("deadline", "it", "Waiting period", type="not-before", due="2025-01-19"))
    assert column(view("deadlines", graph, columns="due"), "due") == ["not before Sunday, January 19, 2025"]
    assert column(view("chronology", graph), "title") == ["Waiting period: not before"]
    card = {
        label: "; ".join(map(plain, v))
        for label, v in facts(Cells(graph, Wording()), graph.entries["it"]).rows
    }
    assert card == {
        "Due": "not before Sunday, January 19, 2025",
        "Outcome": "run out as of November 22, 2026",
    }


def test_a_deadline_without_a_type_is_one_by_its_day() -> None:
    graph = graph_of(
        entry("deadline", "plain", due="2024-01-01"),
        entry("deadline", "waits", due="2024-01-02", type="not-before"),
    )
    assert column(view("deadlines", graph, types="by"), "title") == ["Plain"]
    assert column(view("deadlines", graph, not_types="by"), "title") == ["Waits"]


@pytest.mark.parametrize(
    ("name", "what"),
    [("vetoed", "veto"), ("denied", "denial"), ("repealed", "repeal"), ("withdrawn", "withdrawal")],
)
def test_a_period_may_run_from_the_end_of_an_instrument(name: str, what: str) -> None:
    graph = graph_of(
        entry("instrument", "permit", "Permit", **{name: "2024-01-01"}),
        entry("deadline", "it", from_="permit", runs="30 days"),
    )
    assert column(view("deadlines", graph, columns="basis"), "basis") == [
        f"30 days after the {what} of Permit, January 1, 2024"
    ]


def test_the_card_says_the_outcome_once_and_the_party_what_it_says() -> None:
    graph = record(outcome="lifted", outcome_by="doj")
    cells = Cells(graph, Wording())
    rows = [label for label, _values in facts(cells, graph.entries["it"]).rows]
    assert rows.count("Outcome") == 1
    assert "Outcome according to" not in rows
    assert cells.parties(graph.entries["it"]) == ()  # who says it is not concerned by it
    assert [label for label, _values in facts(cells, graph.entries["doj"]).rows][-1] == "Says the outcome of"


def test_an_asserted_outcome_settles_what_is_open() -> None:
    assert {f.code for f in findings(record())} >= {"deadline-open"}
    for said in ("met", "missed", "lifted", "superseded", "disputed", "unknown"):
        graph = record(outcome=said)
        assert "deadline-open" not in {f.code for f in findings(graph)}
        assert not course(graph, "it").is_left_open
    assert "deadline-open" not in {f.code for f in findings(record(type="not-before"))}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"outcome": "met", "met_by": "sale"}, "sale (2025-01-22) is 3 days late for 2025-01-19"),
        ({"outcome": "met", "met_by": "sale", "due": "2025-01-19"}, "3 days late"),
        ({"outcome": "missed", "met_by": "sale"}, ""),
        ({"outcome": "met"}, ""),
        ({"outcome": "met", "met_by": "sale", "type": "not-before"}, ""),
    ],
)
def test_met_is_held_against_what_met_it(options: dict[str, str], says: str) -> None:
    told = [f.message for f in findings(record(**options)) if f.code == "deadline-mismatch"]
    assert len(told) == bool(says)
    assert all(says in message for message in told)


@pytest.mark.parametrize(
    ("options", "absent", "there"),
    [
        # nothing dates it: the due day
        ({"outcome": "missed"}, "2025-01-18", "2025-01-19"),
        ({"outcome": "lifted"}, "2025-01-18", "2025-01-19"),
        # its newest source, but not the statute that sets the deadline
        ({"outcome": "missed", "sources": "statute; letter"}, "2025-02-09", "2025-02-10"),
        ({"outcome": "met", "sources": "statute"}, "2025-01-18", "2025-01-19"),
        ({"outcome": "disputed", "sources": "early"}, "2024-11-30", "2024-12-01"),
        ({"outcome": "missed", "sources": "early"}, "2025-01-18", "2025-01-19"),
        # what met it
        ({"outcome": "met", "met_by": "sold"}, "2024-11-04", "2024-11-05"),
        # an extension
        ({"outcome": "missed", "extended_by": "later"}, "2025-03-31", "2025-04-01"),
    ],
)
def test_an_outcome_is_not_known_before_it(options: dict[str, str], absent: str, there: str) -> None:
    more = (
        entry("source", "early", published="2024-12-01"),
        entry("event", "sold", date="2024-11-05"),
        entry("deadline", "later", from_="it.due", runs="72 days", outcome_by="doj"),
    )

    def known(day: str) -> bool:
        deadline = entry("deadline", "it", from_="act.signed", runs="270 days", outcome_by="doj", **options)
        graph = graph_of(*RECORD, *more, deadline, as_of=day)
        fields = graph.entries["it"].fields
        assert ("outcome" in fields) == ("outcome-by" in fields)
        return "outcome" in fields

    assert not known(absent)
    assert known(there)
