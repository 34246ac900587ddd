"""Kinds of a project: what they may say, and that their traits settle what the lists of kinds once did."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import CHECKS
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord, Entry

EXTRA = {
    "hearing": {
        "happens": True,
        "asserts": True,
        "fields": {
            "held": {"type": "date", "milestone": True},
            "after": {"targets": ["hearing", "event"], "inverse": "before", "causal": True, "acyclic": True},
        },
    },
    "minutes": {
        "rests_on": ["of"],
        "known_from": ["released"],
        "fields": {
            "of": {"targets": ["hearing"], "inverse": "minutes"},
            "written": {"type": "date", "milestone": True},
            "released": {"type": "date"},
        },
    },
    "photo": {"aside": True, "fields": {"taken": {"type": "date", "milestone": True}}},
    "event": {"fields": {"hearing": {"targets": ["hearing"], "inverse": "history", "whole": True}}},
}


def made(kind: str, id_: str, **fields: Any) -> Entry:
    return Entry(kind, id_, id_, fields, {}, "page", "page.rst", 1)


def graph_of(*entries: Entry, as_of: str = "") -> Graph:
    day = parse_date(as_of) if as_of else None
    return Graph([DocRecord("page", entries)], kinds=kinds_with(EXTRA), as_of=day)


def test_a_relation_to_all_that_happens_names_an_added_kind_that_does() -> None:
    kinds = kinds_with(EXTRA)
    follows, imposed = kinds["event"].field("follows"), kinds["deadline"].field("imposed-by")
    assert follows is not None
    assert imposed is not None
    assert follows.targets == (
        "event", "legal-action", "instrument", "statement", "agreement", "deadline", "hearing",
    )  # fmt: skip
    assert imposed.targets == (*follows.targets, "party")
    assert kinds_with({}) == KINDS


def test_a_causal_relation_orders_rows_of_one_day_and_may_not_go_round() -> None:
    later = made("hearing", "a", held="2024", after=("b",))
    graph = graph_of(later, made("hearing", "b", held="2024"))
    assert [row.entry for row in graph.rows] == ["b", "a"]
    graph = graph_of(later, made("hearing", "b", held="2024", after=("a",)))
    assert [row.entry for row in graph.rows] == ["a", "b"]
    assert [f.entry for f in CHECKS["circular-relation"](Scope(graph))] == ["a"]


def test_an_added_kind_asserts_stands_aside_and_has_milestones_that_events_are() -> None:
    graph = graph_of(
        made("event", "e", date="2024-05-01", milestone="held", hearing=("h",)),
        made("hearing", "h", held="2024-05"),
        made("photo", "p", taken="2024"),
    )
    assert [(row.entry, row.merges) for row in graph.rows] == [("p", ()), ("e", (("h", "held"),))]
    assert [f.entry for f in CHECKS["unsourced"](Scope(graph))] == ["e", "h"]


def test_what_an_added_kind_is_known_from_and_rests_on() -> None:
    entries = (
        made("hearing", "h", held="2024"),
        made("minutes", "late", written="2023", released="2025"),
        made("minutes", "early", written="2025", released="2023"),
        made("minutes", "resting", of=("h",)),
    )
    assert list(graph_of(*entries, as_of="2023-06").entries) == ["early"]
    assert list(graph_of(*entries, as_of="2024-12-31").entries) == ["h", "early", "resting"]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"event": {"happens": True}}, "'happens' is for kinds that you add"),
        ({"ship": {"happens": "yes"}}, "['happens']: write True or False"),
        ({"ship": {"fields": {"of": {"required": 1}}}}, "['required']: write True or False"),
        ({"ship": {"known_from": ["built"], "fields": {"built": {}}}}, "'built' is no date of the kind"),
        ({"ship": {"rests_on": ["of"]}}, "'of' is no relation of the kind"),
        ({"ship": {"rests_on": "of"}}, "['rests_on']: write a list of texts"),
        ({"ship": {"fields": {"built": {"causal": True}}}}, "only a relation can have 'causal'"),
    ],
)
def test_traits_that_do_not_fit_are_told(extra: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match="policyrefs_kinds") as error:
        kinds_with(extra)
    assert message in str(error.value)
