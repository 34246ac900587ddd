"""Where a change of some entries does not reach, nothing that is shown differs.

Hypothesis draws a small record and changes fields of some entries; each entry, with a reference in prose, is looked at
as a page of its own would show it, without any build.
"""

from __future__ import annotations

from typing import Any

import pytest
from factories import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CITED, COMMON, IDS, KINDS, NAMES, TITLES

from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS as ALL
from sphinx_policyrefs.records.model import DocRecord, Entry, Reference
from sphinx_policyrefs.records.reach import Reach, changed, shown_entries
from sphinx_policyrefs.records.watched import Watched
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.wording import Wording

#: More of what the kinds have than edits of documents set, above all relations.
MORE = {
    "agreement": {
        "parties": NAMES,
        "shares": ("one = 30%", "beta = 5%"),
        "announced": ("2024", "2024-01-02"),
    },
    "discrepancy": {
        "about": NAMES,
        "values": ("a | one @ 1\nb | two", "a | three\nb"),
        "status": ("settled",),
    },
    "scenario": {"about": NAMES, "horizon": ("2025",)},
    "deadline": {"met-by": NAMES, "imposed-by": NAMES, "outcome": ("met", "missed"), "count": ("frcp6",)},
    "claim": {"discrepancy": NAMES, "made-in": NAMES},
}
NAMING = {"short", "aliases", "no-index"}


def _choices(kind: str) -> dict[str, tuple[str, ...]]:
    return {**KINDS.get(kind, {}), **MORE.get(kind, {}), **COMMON}


def _fields(kind: str) -> st.SearchStrategy[dict[str, str]]:
    pairs = [
        (name, value)
        for name, values in _choices(kind).items()
        if ALL[kind].field(name) is not None and name not in NAMING
        for value in values
        if _is_sound(kind, name, value)
    ]
    return st.lists(st.sampled_from(pairs), max_size=6).map(dict)


def _is_sound(kind: str, name: str, value: str) -> bool:
    try:
        _entry(kind, "one", "One", {name: value})
    except ValueError:
        return False
    return True


def _entry(kind: str, id_: str, title: str, options: dict[str, str]) -> Entry:
    return entry(kind, id_, title, **{name.replace("-", "_"): value for name, value in options.items()})


KIND = st.sampled_from(sorted({*KINDS, *MORE}))
FIELDS = {kind: _fields(kind) for kind in {*KINDS, *MORE}}


@st.composite
def _records(draw: st.DrawFn) -> tuple[list[Entry], list[Entry]]:
    """Draw a record before and after a change."""
    before, after = [], []
    edited = draw(st.sets(st.sampled_from(IDS), min_size=1, max_size=2))
    for id_ in IDS:
        kind, title = draw(KIND), draw(st.sampled_from(TITLES))
        before.append(_entry(kind, id_, title, draw(FIELDS[kind])))
        after.append(_entry(kind, id_, title, draw(FIELDS[kind])) if id_ in edited else before[-1])
    return before, after


def _graph(entries: list[Entry]) -> tuple[dict[str, DocRecord], Graph]:
    records = {e.id: DocRecord(e.id, (e._replace(docname=e.id),)) for e in entries}
    return records, Graph(records.values(), today=parse_date("2024-02-01"))


def _shown(graph: Any, whole: str, role: str, name: str) -> list[Any]:
    """Return what a page shows with one entry and one reference."""
    cells = Cells(graph, Wording())
    shown: list[Any] = [facts(cells, graph.entries[whole])]
    if role == "value":
        shown.append(cells.value(name))
    elif role == "cite":
        shown.append(cells.note(name))
    elif (found := graph.find(name).entry) is not None:
        shown.append((found.title, found.kind, found.docname, found.anchor, found.uri))
    return shown


def _entries(graph: Graph, id_: str, role: str, name: str) -> tuple[set[str], set[str]]:
    """Return what the page shows as a whole, and what it names."""
    entries = (graph.entries[id_],)
    reference = Reference(role, name, explicit=False, file="", line=1)
    return shown_entries(graph, DocRecord(id_, entries, references=(reference,)))


REFERENCES = st.one_of(
    st.tuples(st.just("ref"), st.sampled_from(NAMES)),
    st.tuples(st.just("cite"), st.sampled_from((*NAMES, *CITED))),
    st.tuples(
        st.just("value"),
        st.builds("{}.{}".format, st.sampled_from(NAMES), st.sampled_from(("date", "sources", "due", "see"))),
    ),
)


def check(pair: tuple[list[Entry], list[Entry]], reference: tuple[str, str]) -> int:
    """Return how many pages of the record the change does not reach; assert that they are the same."""
    (old, before), (new, after) = map(_graph, pair)
    found = changed(old, new)
    if found is None:
        return 0
    reach = Reach(after, found)
    unreached = 0
    for id_ in IDS:
        watched: Any = Watched(before)
        shown = _shown(watched, id_, *reference)
        assert shown == _shown(before, id_, *reference)
        if not watched.is_near(*_entries(before, id_, *reference)):
            continue
        if not reach.touches(*_entries(after, id_, *reference)):
            unreached += 1
            assert shown == _shown(after, id_, *reference)
    return unreached


@settings(max_examples=300, deadline=None)
@given(pair=_records(), reference=REFERENCES)
def test_what_a_change_does_not_reach_stays(
    pair: tuple[list[Entry], list[Entry]], reference: tuple[str, str]
) -> None:
    check(pair, reference)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(pair=_records(), reference=REFERENCES)
def test_what_a_change_does_not_reach_stays_in_thousands_of_records(
    pair: tuple[list[Entry], list[Entry]], reference: tuple[str, str]
) -> None:
    check(pair, reference)
