"""Titles, short names and aliases as a reader sees them: references in them are resolved by the graph."""

from __future__ import annotations

from typing import Any

import pytest
from factories import entry

from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.markup import plain, title_runs
from sphinx_policyrefs.records.model import DocRecord, Entry


def marked(kind: str, id_: str, title: str, **options: str) -> Entry:
    """Return an entry whose title has markup, read as a data file's would be."""
    return entry(kind, id_, plain(title), **options)._replace(title_runs=title_runs(title, KINDS))


def graph(*entries: Entry, **settings: Any) -> Graph:
    return Graph([DocRecord("page", entries)], **settings)


TIKTOK = entry("party", "tiktok", "TikTok Inc.", short="TikTok", aliases="The App")


@pytest.mark.parametrize(
    ("title", "reads"),
    [
        (":party:`tiktok` sues", "TikTok Inc. sues"),
        (":party:`the app` sues", "TikTok Inc. sues"),
        ("{policy:party}`tiktok` sues", "TikTok Inc. sues"),
        (":party:`The company <tiktok>` sues", "The company sues"),
        (":policy:ref:`tiktok` sues", "TikTok Inc. sues"),
        (":party:`nobody` sues", "nobody sues"),
        (":policy:value:`tiktok.title` sues", "TikTok Inc. sues"),
        ("Signed [#]_", "Signed"),
        ("Signed\\ [1]_, then published [#note]_", "Signed, then published"),
        ("Signed[^1]", "Signed"),
        ("A warning :cite:p:`k2000` {cite:t}`k`", "A warning"),
        ("See :ref:`sec` and :doc:`The page <other>`", "See sec and The page"),
    ],
)
def test_titles_are_read(title: str, reads: str) -> None:
    assert graph(TIKTOK, marked("event", "e", title, date="2024")).entries["e"].title == reads


def test_entries_are_found_by_what_a_reader_sees() -> None:
    event = marked("event", "e", ":party:`tiktok` sues", date="2024", short=":party:`tiktok`'s suit [#]_")
    record = graph(TIKTOK, event, marked("event", "f", "After :event:`TikTok Inc. sues`", date="2025"))
    assert record.find("tiktok inc. sues").entry is record.entries["e"]
    assert record.find("TikTok Inc.'s suit").entry is record.entries["e"]
    assert record.entries["f"].title == "After TikTok Inc. sues"
    assert record.find("tiktok sues").code == "unknown-reference"


def test_circles_end() -> None:
    record = graph(
        marked("event", "a", "A :event:`b`", date="2024"),
        marked("event", "b", "B :event:`a`", date="2024"),
        marked("event", "c", "C :event:`c`", date="2024"),
    )
    assert [e.title for e in record.entries.values()] == ["A B a", "B A b", "C c"]


def test_long_chains_and_tangles_end() -> None:
    chain = [marked("event", f"e{n}", f"{n} :event:`e{n + 1}`", date="2024") for n in range(3000)]
    every = " ".join(f":event:`t{n}`" for n in range(30))
    tangle = [marked("event", f"t{n}", f"T{n} {every}", date="2024") for n in range(30)]
    laughs = [
        marked("event", f"l{n}", f":event:`l{n + 1}` :event:`l{n + 1}`", date="2024") for n in range(60)
    ]
    record = graph(*chain, *tangle, *laughs)
    assert all(len(e.title) < 50_000 for e in record.entries.values())


def test_values_and_what_others_know() -> None:
    said = {"value": "May 7, 2024", "std:ref": "A section", "substitution": "PAFACA"}
    record = graph(
        marked("event", "e", ":policy:value:`x.date`: {ref}`sec`, {{ law }}", date="2024"),
        words=lambda _graph, role, _target, _entry: said.get(role, ""),
    )
    assert record.entries["e"].title == "May 7, 2024: A section, PAFACA"


def test_titles_keep_what_is_not_known_yet() -> None:
    ruling = entry("event", "ruling", "The secret ruling", date="2025-01-17")
    event = marked("event", "e", "Before :event:`ruling`", date="2024", short=":event:`ruling`?")
    assert graph(ruling, event).entries["e"].title == "Before The secret ruling"
    early = graph(ruling, event, as_of=parse_date("2024-06-01")).entries["e"]
    assert (early.title, early.fields["short"]) == ("Before ruling", "ruling?")
