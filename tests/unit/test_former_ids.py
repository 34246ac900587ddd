"""Former ids: names that lead on, in the record, in changes and in exports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exported import edition_of
from factories import entry, graph_of, view

from sphinx_policyrefs.changes.compare import compare
from sphinx_policyrefs.cli import main
from sphinx_policyrefs.exports import EXPORTS, export
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.exported import Exported, read_exported
from sphinx_policyrefs.records.exported import exported as checked
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS, Field
from sphinx_policyrefs.records.model import DocRecord
from sphinx_policyrefs.records.types import parse_field

if TYPE_CHECKING:
    from pathlib import Path


def test_a_former_id_leads_to_the_entry() -> None:
    graph = graph_of(
        entry("party", "tiktok", "TikTok Inc.", formerly="tik-tok, musical-ly"),
        entry("party", "other", "Musical-ly"),  # an id comes before a title, a former one too
        entry("event", "e", date="2020", parties="tik-tok; Musical-ly"),
        entry("deadline", "d", from_="late.signed", runs="1 day"),
        entry("instrument", "act", signed="2020-01-01", formerly="late"),
    )
    assert graph.findings == []
    assert graph.targets("e", "parties") == ["tiktok"]
    assert str(graph.due("d")) == "2020-01-02"
    assert [e.id for e in graph.entries.values() if graph.find(e.id).entry is not e] == []
    assert graph.find("tik-tok", ("event",)).code == "unknown-reference"


def test_an_id_that_is_in_use_is_not_a_former_one() -> None:
    graph = graph_of(
        entry("party", "one", formerly="two; three"),
        entry("party", "two"),
        entry("party", "four", formerly="three; four"),
    )
    assert [(f.code, f.entry, f.message) for f in graph.findings] == [
        (
            "duplicate-id",
            "one",
            ':formerly: "two" is the id of the party "Two"; references lead there, so delete it here',
        ),
        (
            "duplicate-id",
            "four",
            ':formerly: "three" is given at one too; references lead there, so delete it here',
        ),
        (
            "duplicate-id",
            "four",
            ':formerly: "four" is the id of the party "Four"; references lead there, so delete it here',
        ),
    ]
    assert graph.find("two").entry is graph.entries["two"]


def test_a_former_id_is_written_as_an_id() -> None:
    with pytest.raises(FieldError, match=r"write tik-tok-inc\Z"):
        parse_field(Field("formerly", "ids"), "tiktok; Tik_Tok Inc.")


def test_former_ids_of_other_sets_and_of_hidden_entries() -> None:
    theirs = read_exported(export("json", edition_of(entry("party", "new", formerly="old"))))
    taken = entries_of(theirs, KINDS, home="senate")
    graph = Graph([DocRecord("senate:", taken.entries)], sets={"senate": False})
    assert graph.find("senate:old").entry is graph.entries["senate:new"]
    hidden = graph_of(entry("event", "new", date="2024", formerly="old"), as_of="2020-01-01")
    assert hidden.find("old").code == ""
    assert hidden.find("old").entry is None


def test_a_former_id_is_exported_and_not_shown() -> None:
    party = entry("party", "new", formerly="old-id")
    assert json.loads(export("json", edition_of(party)))["entries"][0]["formerly"] == ["old-id"]
    assert "old-id" in export("csv", edition_of(party)).decode()
    assert "old-id" not in repr(view("dossier", graph_of(party), "new"))


@pytest.mark.parametrize("name", ["atom", "ics"])
def test_calendars_and_feeds_know_a_renamed_entry(name: str) -> None:
    def identity(*given: str) -> set[str]:
        id_, *former = given
        one = entry("event", id_, "Title", date="2024-01-01", **({"formerly": former[0]} if former else {}))
        text = export(name, edition_of(one)).decode()
        mark = "UID:" if name == "ics" else "<id>"
        return {line.strip() for line in text.splitlines() if mark in line}

    assert name in EXPORTS
    assert identity("old") == identity("new", "old") == identity("newest", "old; new")
    assert identity("old") != identity("new")


def data(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "project": "P", "as_of": None, "entries": list(entries), "chronology": []}


def exported(*entries: dict[str, Any]) -> Exported:
    return checked(data(*entries))


def save(path: Path, *entries: dict[str, Any]) -> str:
    path.write_text(json.dumps(data(*entries)), encoding="utf-8")
    return str(path)


# -- changes -------------------------------------------------------------------------------------------

JOE = {"id": "joe", "kind": "party", "title": "Joe", "type": "person"}
EVENT = {"id": "e", "kind": "event", "title": "E", "date": "2024", "parties": ["joe"]}


def test_a_rename_that_is_told_is_one_whatever_else_changed() -> None:
    new = {**JOE, "id": "joseph", "title": "Joseph", "formerly": ["joe"]}
    found = compare(exported(JOE, EVENT), exported(new, {**EVENT, "parties": ["joseph"]}))
    assert (found.added, found.removed, found.renamed) == ((), (), (("joe", "joseph"),))
    assert [(c.field, c.old, c.new) for item in found.changed for c in item.changes] == [
        ("title", "Joe", "Joseph")
    ]


def test_of_two_entries_that_became_one_nothing_was_removed() -> None:
    old = exported(JOE, {**JOE, "id": "biden"}, EVENT)
    new = exported({**JOE, "id": "biden", "formerly": ["joe"]}, {**EVENT, "parties": ["biden"]})
    found = compare(old, new)
    assert found == ((), (), (), (("joe", "biden"),))


def test_a_former_id_alone_is_no_change() -> None:
    assert not compare(exported(JOE), exported({**JOE, "formerly": ["long-ago"]}))


def test_nothing_is_corrected_to_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two parties of one title: readers see no difference, and authors see the ids."""
    twin = {**JOE, "id": "joe-2", "office": "Mayor"}
    old = save(tmp_path / "old.json", JOE, twin, EVENT)
    new = save(tmp_path / "new.json", JOE, twin, {**EVENT, "parties": ["joe-2"]})
    assert main(["diff", old, new, "--format", "corrections"]) == 1
    assert capsys.readouterr().out == "# Corrections\n\nNothing that was said has been corrected.\n"
    main(["diff", old, new])
    assert "parties: joe -> joe-2" in capsys.readouterr().out.lower()
