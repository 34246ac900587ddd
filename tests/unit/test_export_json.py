"""The JSON export and its schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exported import edition_of, entries_of_all_kinds
from factories import entry, graph_of
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from sphinx_policyrefs.exports import EXPORTS, export, schema
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry

SCHEMA = json.loads(schema.PATH.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(*entries: Entry, **how: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(export("json", edition_of(*entries, **how)))
    VALIDATOR.validate(data)
    return data


def fields(*entries: Entry, **how: Any) -> dict[str, Any]:
    """Return the fields of the first of some entries."""
    for item in read(*entries, **how)["entries"]:
        if item["id"] == entries[0].id:
            return {k: v for k, v in item.items() if k not in ("id", "kind", "title", "uri", "file", "line")}
    raise AssertionError(entries[0].id)


def test_the_published_schema_is_the_one_that_the_kinds_make() -> None:
    assert schema.PATH.read_text("utf-8") == schema.text(), "run: python -m sphinx_policyrefs.exports.schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_an_entry_says_what_it_is_and_where_it_stands() -> None:
    data = read(
        entry("event", "signed", "Signed", date="2024-04-24", parties="biden"),
        entry("party", "biden", "Joe Biden", type="person"),
    )
    assert data["version"] == 1
    assert (data["project"], data["as_of"]) == ("Harbour", None)
    assert data["entries"] == [
        {"id": "biden", "kind": "party", "title": "Joe Biden", "uri": "page.html#party-biden", "file": "page.rst",
         "line": 2, "type": "person"},
        {"id": "signed", "kind": "event", "title": "Signed", "uri": "page.html#event-signed", "file": "page.rst",
         "line": 1, "date": "2024-04-24", "parties": ["biden"]},
    ]  # fmt: skip
    assert data["chronology"] == [{"date": "2024-04-24", "entry": "signed", "field": "date"}]


def test_every_type_of_field_has_its_natural_form() -> None:
    source = entry("source", "act", "The Act", published="2024", citation="138 Stat. 955; 1 U.S. 1")
    party = entry("party", "oracle", aliases="Oracle Corp.; ORCL")
    assert fields(
        entry("agreement", "deal", shares="oracle = 15%\nOracle Corp. = 12.5", sources="The Act @ § 2; act"),
        source, party,
    ) == {
        "shares": [{"party": "oracle", "share": 15}, {"party": "oracle", "share": 12.5}],
        "sources": [{"id": "act", "locator": "§ 2"}, {"id": "act", "locator": None}],
    }  # fmt: skip
    assert fields(
        entry("discrepancy", "count", values="170 million | act @ 3; nobody\n150 million"), source
    ) == {
        "values": [
            {"value": "170 million", "sources": [{"id": "act", "locator": "3"}]},
            {"value": "150 million", "sources": []},
        ]
    }
    assert fields(entry("claim", "c", made_in="act @ 1:02:03", fault="own-word"), source) == {
        "made-in": [{"id": "act", "locator": "1:02:03"}],
        "fault": "own-word",
    }
    assert fields(
        entry("statement", "s", date="2020-Q3", sworn="", order="-2", tags="a; b c", speaker="Oracle Corp."),
        party,
    ) == {"date": "2020-35", "speaker": ["oracle"], "sworn": True, "tags": ["a", "b c"], "order": -2}
    assert fields(source) == {"published": "2024", "citation": ["138 Stat. 955", "1 U.S. 1"]}
    assert fields(entry("event", "e", date="[2020-08-06,2020-08-14]", vote="352 - 65")) == {
        "date": "[2020-08-06,2020-08-14]",
        "vote": "352-65",
    }


def test_a_deadline_has_the_day_that_was_computed() -> None:
    act = entry("instrument", "act", signed="2024-04-24", effective="2024-05-01")
    assert fields(entry("deadline", "d", from_="act.signed", runs="270 days"), act) == {
        "from": "act.signed",
        "runs": "270 days",
        "due": "2025-01-19",
    }
    assert fields(entry("deadline", "d", from_="Act.signed", due="2025-01-20"), act)["from"] == "act.signed"
    assert fields(entry("deadline", "d", from_="nothing.signed", runs="2 days")) == {"runs": "2 days"}


def test_relations_hold_ids_of_the_record_alone() -> None:
    assert fields(
        entry("event", "e", date="2020", parties="B; nobody; hidden", see="b"),
        entry("party", "b"),
        entry("party", "hidden", only=("internal",)),
        shows=lambda _expression: False,
    ) == {"date": "2020", "parties": ["b"], "see": ["b"]}


def test_nothing_internal_is_in_it() -> None:
    text = export(
        "json",
        edition_of(
            entry("event", "e", date="2020", waive="unsourced -- told in confidence"),
            entry("event", "f", "Secret", date="2020")._replace(private=True),
            entry("event", "g", "Secret", date="2020", only=("internal",)),
            entry("event", "h", "Secret", date="2024-12-07"),
            as_of="2024-12-06",
            shows=lambda _expression: False,
        ),
    ).decode()
    assert "confidence" not in text
    assert "Secret" not in text
    assert json.loads(text)["as_of"] == "2024-12-06"


def test_a_merged_milestone_is_one_row() -> None:
    act, order = (
        entry("instrument", "act", signed="2024-04-24"),
        entry("instrument", "order", signed="2024-04-24"),
    )
    event = entry("event", "e", date="2024-04", instrument="act; order", milestone="signed")
    one = entry("event", "e", date="2024-04", instrument="act", milestone="signed")
    assert read(one, act)["chronology"] == [
        {"date": "2024-04-24", "entry": "e", "field": "date", "merges": {"entry": "act", "field": "signed"}}
    ]
    (row,) = read(event, act, order)["chronology"]
    assert row["merges"] == [{"entry": "act", "field": "signed"}, {"entry": "order", "field": "signed"}]


def test_the_days_of_sources_are_no_rows() -> None:
    assert read(entry("source", "s", published="2020"))["chronology"] == []


def test_an_event_without_its_date_has_a_row_of_an_unknown_one() -> None:
    assert read(entry("event", "e"))["chronology"] == [{"date": "XXXX", "entry": "e", "field": "date"}]


def test_a_summary_is_plain_text() -> None:
    text = ("Signed by ", ("party", "biden", ""), ", as  ", ("ref", "nobody", "they"), "\nsay.")
    assert fields(
        entry("event", "e", text=text, date="2020"), entry("party", "biden", "Joe Biden")
    )["summary"] == "Signed by Joe Biden, as they say."  # fmt: skip


def test_addresses_are_absolute_where_that_of_the_site_is_known() -> None:
    (item,) = read(entry("party", "größe"), site="https://example.org/b/")["entries"]
    assert item["uri"] == "https://example.org/b/page.html#party-gr%C3%B6%C3%9Fe"
    (item,) = read(entry("party", "p")._replace(docname=""), site="https://example.org/b/")["entries"]
    assert item["uri"] is None


def test_entries_of_other_sets_are_theirs_to_export() -> None:
    data = read(
        entry("event", "e", date="2020", see="senate:act"),
        entry("instrument", "senate:act", signed="2020")._replace(home="senate"),
    )
    assert [item["id"] for item in data["entries"]] == ["e"]
    assert data["entries"][0]["see"] == ["senate:act"]
    assert [row["entry"] for row in data["chronology"]] == ["e"]


def test_kinds_and_fields_of_a_set_are_valid() -> None:
    kinds = kinds_with({
        "lobbying": {"fields": {
            "spent": {}, "since": {"type": "date"}, "for": {"targets": ["party"], "inverse": "lobbied"},
            "filing": {"type": "sourced", "targets": ["source"], "inverse": "filed"},
            "months": {"type": "integer"}, "done": {"type": "flag"}, "names": {"type": "names"},
        }},
        "event": {"fields": {"round": {"type": "integer"}}},
    })  # fmt: skip
    made = Entry("lobbying", "l", "L", {
        "spent": "1", "since": "2020", "for": ("p",), "filing": (Citation("s", "1"),), "months": 2, "done": True,
        "names": ("a", "b"),
    }, {}, "page", "page.rst", 1)  # fmt: skip
    event = Entry("event", "e", "E", {"date": "2020", "round": 3}, {}, "page", "page.rst", 2)
    graph = Graph([DocRecord("page", (made, event, entry("party", "p"), entry("source", "s")))], kinds=kinds)
    data = json.loads(export("json", edition_of(graph=graph)))
    VALIDATOR.validate(data)
    assert data["entries"][0]["round"] == 3
    assert data["entries"][1]["for"] == ["p"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "1 was expected"),
        ({"entries": {}}, "is not of type 'array'"),
        ({"entries": [{"id": "e"}]}, "'kind' is a required property"),
        ({"as_of": "yesterday"}, "is not valid under any of the given schemas"),
    ],
)
def test_the_schema_refuses_what_is_no_export(change: dict[str, Any], message: str) -> None:
    data = read(entry("event", "e", date="2020")) | change
    with pytest.raises(ValidationError, match=message):
        VALIDATOR.validate(data)


@pytest.mark.parametrize(
    "wrong",
    [{"date": "June 2020"}, {"date": 2020}, {"parties": "biden"}, {"confidence": "sure"}, {"sources": ["act"]},
     {"own": {"a": 1}}],
    ids=str,
)  # fmt: skip
def test_the_schema_refuses_a_wrong_field(wrong: dict[str, Any]) -> None:
    data = read(entry("event", "e", date="2020"))
    data["entries"][0] |= wrong
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)


def test_entries_of_every_kind_are_valid_and_the_same_bytes_each_time() -> None:
    entries = entries_of_all_kinds()
    read(*entries)
    assert export("json", edition_of(*entries)) == export("json", edition_of(*entries))
    assert EXPORTS["json"].file == "policyrefs.json"
    assert graph_of(*entries).findings == []
