"""Exports become entries again: the same record in one's own set, a prefixed one beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from factories import entry, graph_of
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.exports import as_json
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.imports.exported import address, entries_of
from sphinx_policyrefs.records.exported import Exported, exported
from sphinx_policyrefs.records.fields import split_list
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord
from sphinx_policyrefs.records.selection import Selection
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry

#: Every type of field, with values that are hard to tell apart.
RECORD = (
    entry("party", "acme", "Acme, Inc.", aliases="A, b", tags="one, two", parent="holding", order="-2"),
    entry("party", "holding", "Holding", short="H"),
    entry("source", "paper", "Paper", url="https://example.org/a?b=c", citation="122 F.4th 930; 1 Stat. 2"),
    entry("instrument", "act", "The Act", signed="2024-04-24", effective="2025~", type="statute"),
    entry("event", "signed", "Signing", date="2024-04-24", instrument="act", milestone="signed", vote="5-2",
          sources="paper @ p. 3, line 4; paper", text=("It is ", ("instrument", "act", ""), " now.")),
    entry("statement", "said", "So they say", date="2024?", speaker="acme", sworn="", about="act; signed"),
    entry("agreement", "deal", "Deal", parties="acme; holding", shares="acme = 12.5%\nholding = 80"),
    entry("discrepancy", "doubt", "Doubt", about="signed", values="3 | paper @ 2; paper\n4 or 5"),
    entry("deadline", "sale", "Sale", from_="act.signed", runs="270 days", on="acme"),
    entry("deadline", "appeal", "Appeal", from_="signed", runs="1 month"),
    entry("legal-action", "case", "Case", court="cadc", petitioners="acme", challenges="act", status="decided"),
)  # fmt: skip


def export(*entries: Entry, **more: Any) -> Exported:
    edition = Edition(graph_of(*entries), Wording(), "P", lambda e: f"page.html#{e.anchor}")
    return exported({**json.loads(as_json.write(edition)), **more})


def beside(*theirs: Entry, own: tuple[Entry, ...] = (), absent: bool = False) -> Graph:
    taken = entries_of(export(*theirs), KINDS, home="senate", pages="https://s.example.org/")
    assert taken.problems == ()
    return Graph([DocRecord("page", own), DocRecord("senate:", taken.entries)], sets={"senate": absent})


def test_an_export_read_and_exported_again_is_the_same() -> None:
    once = export(*RECORD)
    taken = entries_of(once, KINDS)
    assert taken.problems == ()
    edition = Edition(Graph([DocRecord("", taken.entries)]), Wording(), "P", lambda e: e.uri)
    again = exported(json.loads(as_json.write(edition)))
    bare = {id_: {**item, "file": "", "line": 0, "uri": None} for id_, item in once.entries.items()}
    assert {id_: {**item, "uri": None} for id_, item in again.entries.items()} == bare
    assert again.chronology == once.chronology


def test_ids_and_relations_of_another_set_are_prefixed() -> None:
    alone, theirs = graph_of(*RECORD), beside(*RECORD)
    assert set(theirs.entries) == {f"senate:{e.id}" for e in RECORD}
    assert theirs.own == []
    assert theirs.rows == ()
    assert theirs.findings == []
    for id_ in alone.entries:
        links = {
            name: [link._replace(target=f"senate:{link.target}") for link in ends]
            for name, ends in alone.links(id_).items()
        }
        found = theirs.links(f"senate:{id_}")
        assert {name: list(ends) for name, ends in found.items()} == links
    assert [(row.date, row.entry) for row in theirs.select_rows(Selection({"sets": ("senate",)}))] == [
        (row.date, f"senate:{row.entry}") for row in alone.rows
    ]


def test_names_of_another_set_need_its_prefix() -> None:
    graph = beside(*RECORD, own=(entry("party", "acme", "Acme, Inc."),))
    assert graph.find("acme").entry is graph.entries["acme"]
    assert graph.find("Acme, Inc.").entry is graph.entries["acme"]
    for name in ("senate:acme", "Senate:Acme, Inc.", "senate:a, B"):
        assert graph.find(name).entry is graph.entries["senate:acme"], name
    assert (
        graph.find("senate:holdin").reason
        == "names no entry of the project senate; did you mean senate:holding?"
    )
    assert graph.find("house:acme").code == "unknown-reference"


def test_of_a_set_that_could_not_be_had_nothing_is_said() -> None:
    graph = Graph(
        [DocRecord("page", (entry("party", "acme", parent="senate:holding"),))], sets={"senate": True}
    )
    assert graph.findings == []
    assert graph.find("senate:anything") == graph.find("senate:else")
    assert graph.find("senate:anything").code == ""


def test_only_what_is_asked_for_is_selected() -> None:
    graph = beside(*RECORD, own=(entry("event", "ours", date="2024-01-01", parties="senate:acme"),))

    def select(**only: tuple[str, ...]) -> list[str]:
        return [e.id for e in graph.select(Selection(only), ("event",))]

    assert select() == ["ours"]
    assert select(sets=("*",)) == ["ours", "senate:signed"]
    assert select(sets=("senate",)) == ["senate:signed"]
    assert select(ids=("senate:signed",)) == ["senate:signed"]
    assert select(parties=("senate:acme",)) == ["ours"]
    unless = graph.select(Selection(unless={"sets": ("own",)}), ("event",))
    assert [e.id for e in unless] == ["senate:signed"]


def test_prefixed_ids_are_separated_by_commas_as_ids_are() -> None:
    assert split_list("senate:acme, holding") == ("senate:acme", "holding")
    assert split_list("Senate: a, b") == ("Senate: a, b",)


@pytest.mark.parametrize(
    ("uri", "pages", "found"),
    [
        ("a/b.html#c", "https://x.org/r/", "https://x.org/r/a/b.html#c"),
        ("a/b.html#c", "../r/", "../r/a/b.html#c"),
        ("https://y.org/b#c", "https://x.org/", "https://y.org/b#c"),
        ("a.html", "", ""),
        (None, "https://x.org/", ""),
        ("javascript:alert(1)", "https://x.org/", ""),
        ("javascript:alert(1)", "../r/", ""),
        ("//evil.org/a", "https://x.org/", ""),
        ("/etc/passwd", "https://x.org/", ""),
        ("a b.html", "https://x.org/", ""),
    ],
)
def test_where_an_entry_of_another_set_stands(uri: str | None, pages: str, found: str) -> None:
    assert address(uri, pages) == found


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["acme", "2024", "a @ b"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "locator", "value"]), inner)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([f.name for f in KINDS["agreement"].all_fields]), JSON, max_size=4))
def test_no_value_of_a_field_makes_the_reader_fail(fields: dict[str, object]) -> None:
    item = {"id": "x", "kind": "agreement", "title": "X", **fields}
    for home in ("", "senate"):
        (taken,) = entries_of(Exported("", "", {"x": item}, ()), KINDS, home=home).entries
        Graph([DocRecord("", (taken,))], sets={"senate": False})
