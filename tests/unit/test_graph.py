"""The graph: names, relations in both directions, the order of rows, selection."""

from __future__ import annotations

from itertools import permutations

import pytest
from factories import entry, graph_of, titles

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry
from sphinx_policyrefs.records.names import Lookup
from sphinx_policyrefs.records.selection import Selection

# -- names ---------------------------------------------------------------------------------------------------

NAMED = graph_of(
    entry("party", "tiktok", "TikTok Inc.", short="TikTok US", aliases="The App; Musical.ly"),
    entry("party", "ftc", "Federal Trade Commission", aliases="Commission"),
    entry("party", "fec", "Federal Election Commission", aliases="Commission"),
    entry("event", "commission", "A commission is set up", date="2020"),
    entry("issue", "ban", "The Ban", short="ban"),
    entry("instrument", "eo", "The ban", signed="2020"),
    entry("party", "fec-too", "fec"),
)


@pytest.mark.parametrize(
    ("name", "kinds", "id_"),
    [
        ("tiktok", (), "tiktok"),
        ("TikTok", (), "tiktok"),
        ("  tiktok   INC. ", (), "tiktok"),
        ("tiktok us", ("party",), "tiktok"),
        ("MUSICAL.LY", (), "tiktok"),
        ("Federal Trade Commission", (), "ftc"),
        ("commission", (), "commission"),
        ("the ban", ("issue",), "ban"),
        ("the ban", ("instrument", "event"), "eo"),
        ("fec", (), "fec"),
    ],
)
def test_names(name: str, kinds: tuple[str, ...], id_: str) -> None:
    found = NAMED.find(name, kinds)
    assert found.entry is not None
    assert found == Lookup(NAMED.entries[id_])


@pytest.mark.parametrize(
    ("name", "kinds", "code", "says"),
    [
        ("the ban", (), "ambiguous-name", "write one of the ids ban (issue), eo (instrument)"),
        ("tikotk", (), "unknown-reference", "names no entry of the record; did you mean tiktok?"),
        ("tikotk", ("party",), "unknown-reference", "names no party of the record; did you mean tiktok?"),
        ("tikotk", ("issue",), "unknown-reference", "names no issue of the record"),
        ("musically", (), "unknown-reference", "did you mean tiktok?"),
        (
            "eos",
            ("issue", "event", "party"),
            "unknown-reference",
            "names no issue, event or party of the record",
        ),
        ("eo", ("party",), "unknown-reference", "is an instrument, where a party belongs"),
        ("tiktok", ("issue", "event"), "unknown-reference", "is a party, where an issue or event belongs"),
        ("commission", ("party",), "unknown-reference", "is an event, where a party belongs"),
        ("", (), "unknown-reference", "names no entry of the record"),
        ("https://example.org/tiktok", ("source",), "unknown-reference", "is an address, and names no entry"),
        ("[tiktok, 'ban']", (), "unknown-reference", "is in brackets: write tiktok; ban without them"),
        ("[TikTok]", (), "unknown-reference", "is in brackets: write TikTok without them"),
        ("TikTok and the  FEC", (), "unknown-reference", "did you mean"),
        ("TikTok and FEC", (), "unknown-reference", "joins 2 names: write TikTok; FEC"),
        ("tiktok fec", (), "unknown-reference", "joins 2 names: write tiktok; fec"),
        ("TikTok, ban, and FEC", (), "unknown-reference", "joins 3 names: write TikTok; ban; FEC"),
        (":policy:party:`tiktok`", (), "unknown-reference", "options take names alone: write tiktok"),
        ("{party}`The app <tiktok>`", (), "unknown-reference", "options take names alone: write tiktok"),
    ],
)
def test_names_of_nothing(name: str, kinds: tuple[str, ...], code: str, says: str) -> None:
    found = NAMED.find(name, kinds)
    assert (found.entry, found.code) == (None, code)
    assert says in found.reason


def test_an_alias_alone_is_a_name_and_other_sets_are_named_first() -> None:
    theirs = entry("party", "senate:board", "The Board")._replace(home="senate")
    record = DocRecord("page", (entry("party", "ours", "The Office", aliases="The Bureau"), theirs))
    graph = Graph([record], sets={"senate": False, "house": True})
    for name, id_ in {
        "The Bureau": "ours",
        "senate:The Board": "senate:board",
        "senate:board": "senate:board",
    }.items():
        found = graph.find(name).entry
        assert found is not None
        assert found.id == id_
    for name in ("The Board", "senate:nobody", "nobody"):
        assert graph.find(name).code == "unknown-reference", name
    assert graph.find("house:anybody") == Lookup(None)  # of a project that could not be had nothing is known


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Doe_2020", "doe-2020"),
        ("doe:2020", "doe-2020"),
        ("DBLP:conf/x.Y", "dblp-conf-x-y"),
        ("Doe 2020", ""),
        ("An_Act", ""),
    ],
)
def test_sources_answer_to_their_keys_in_a_bibliography(name: str, id_: str) -> None:
    graph = graph_of(
        entry("source", "doe-2020", "T"),
        entry("source", "dblp-conf-x-y", "U"),
        entry("instrument", "an-act", "V"),
    )
    found = graph.find(name, ("source",)).entry
    assert (found.id if found else "") == id_
    hidden = graph_of(entry("source", "doe-2020", "T", published="2021"), as_of="2020")
    assert hidden.find("Doe_2020") == Lookup(None)


def test_values_are_divided_at_the_last_dot() -> None:
    found, field = NAMED.find_value("TikTok Inc..type")
    assert (found.entry, field) == (NAMED.entries["tiktok"], "type")
    assert NAMED.find_value("type")[0].entry is None


# -- what is in the record -----------------------------------------------------------------------------------


def test_the_first_by_document_and_line_has_the_id() -> None:
    twins = [entry("party", "twin", title)._replace(docname=name, file=f"{name}.rst") for title, name in
             (("In b", "b"), ("In a", "a"), ("Second in a", "a"))]  # fmt: skip
    twins[2] = twins[2]._replace(line=7, lines={"id": 8})
    for order in permutations([DocRecord("b", (twins[0],)), DocRecord("a", (twins[1], twins[2]))]):
        graph = Graph(order)
        assert graph.entries == {"twin": twins[1]}
        assert [(f.file, f.line, f.entry) for f in graph.findings] == [
            ("a.rst", 8, "twin"),
            ("b.rst", 1, "twin"),
        ]
        assert all('the party "In a" at a.rst:1' in f.message for f in graph.findings)


def test_private_and_hidden_entries_are_no_part_of_it() -> None:
    record = DocRecord(
        "page",
        (
            entry("party", "a")._replace(private=True),
            entry("party", "a")._replace(private=True),
            entry("party", "b", only=("internal",)),
            entry("party", "b", only=("public",)),
            entry("party", "c", only=("public", "internal")),
            entry("event", "d", date="2020", parties="a; b; c"),
        ),
    )
    asked: list[str] = []

    def shows(expression: str) -> bool:
        asked.append(expression)
        return expression == "public"

    graph = Graph([record], shows=shows)
    assert list(graph.entries) == ["b", "d"]
    assert graph.entries["b"].only == ("public",)
    assert graph.targets("d", "parties") == ["b"]
    assert [f.message.split('"')[1] for f in graph.findings] == ["a", "c"]
    assert sorted(asked) == ["internal", "public"]


def test_translated_entries_answer_to_the_names_in_the_sources_first() -> None:
    one = entry("party", "p1", "Zwei", short="Z")._replace(untranslated=("One", "O"))
    two = entry("party", "p2", "Vier")._replace(untranslated=("Two",))
    three = entry("party", "p3", "Z")
    graph = graph_of(one, two, three)
    for name, id_ in (("one", "p1"), ("O", "p1"), ("Zwei", "p1"), ("Two", "p2"), ("Vier", "p2"), ("Z", "p3")):
        found = graph.find(name).entry
        assert found is not None
        assert found.id == id_


def test_a_translated_entry_of_a_later_day_is_hidden_by_all_its_names() -> None:
    late = entry("event", "late", "Spät", date="2025")._replace(untranslated=("Late",))
    graph = graph_of(late, as_of="2024-01-01")
    assert [graph.find(name).code for name in ("Late", "Spät", "Never")] == ["", "", "unknown-reference"]


# -- relations -----------------------------------------------------------------------------------------------

RELATED = graph_of(
    entry("party", "us", "United States"),
    entry("party", "acme"),
    entry("event", "late", date="2021", parties="acme; ACME; us"),
    entry("event", "early", date="2020", parties="acme", sources="paper @ p. 2; paper @ p. 3"),
    entry("legal-action", "one", plaintiffs="acme", filed="2020", consolidated_with="two"),
    entry("legal-action", "two", filed="2021"),
    entry("legal-action", "three", filed="2022", consolidated_with="two; one"),
    entry("agreement", "deal", shares="acme = 20%; United States = 80%"),
    entry("discrepancy", "differ", values="20% | paper @ p. 9; paper"),
    entry("source", "paper"),
)


def test_relations_lead_both_ways() -> None:
    assert RELATED.targets("late", "parties") == ["acme", "us"]
    assert RELATED.back("acme")["event", "parties"] == ["early", "late"]
    assert RELATED.back("acme")["legal-action", "plaintiffs"] == ["one"]
    assert RELATED.back("us")["agreement", "shares"] == ["deal"]
    assert RELATED.back("paper")["discrepancy", "values"] == ["differ"]
    assert RELATED.back("early") == {}
    assert RELATED.sources_back("acme", "event", "parties", "actor") == ["early", "late"]
    assert RELATED.findings == []


def test_locators_stay_with_their_links() -> None:
    assert [(link.target, link.locator) for link in RELATED.links("early")["sources"]] == [
        ("paper", "p. 2"),
        ("paper", "p. 3"),
    ]


def test_one_entry_by_two_names_is_one_end() -> None:
    assert [link.target for link in RELATED.links("late")["parties"]] == ["acme", "us"]


def test_symmetric_relations_hold_from_both_ends_once() -> None:
    key = ("legal-action", "consolidated-with")
    assert {id_: list(RELATED.back(id_)[key]) for id_ in ("one", "two", "three")} == {
        "one": ["two", "three"],
        "two": ["one", "three"],
        "three": ["one", "two"],
    }


def test_a_relation_to_nothing_is_a_finding_and_nothing_else() -> None:
    wrong = entry("event", "e", date="2020", parties="acme; nobody")._replace(lines={"parties": 4})
    graph = graph_of(entry("party", "acme"), wrong)
    assert graph.targets("e", "parties") == ["acme"]
    assert [(f.code, f.line, f.entry) for f in graph.findings] == [("unknown-reference", 4, "e")]


# -- rows ----------------------------------------------------------------------------------------------------


def rows(*entries: Entry) -> list[str]:
    """Return the rows of a chronology; the same whatever the order in which the entries were read."""
    found = {
        tuple(
            row.entry if row.field == "date" else f"{row.entry}.{row.field}" for row in graph_of(*order).rows
        )
        for order in [entries, entries[::-1], (*entries[1:], entries[0])]
    }
    assert len(found) == 1
    return list(found.pop())


@pytest.mark.parametrize(
    "dates",
    [
        ["2020-08-06", "2020-08-07"],
        ["2020-08", "2020-08-06"],
        ["2020", "2020-08-01", "2020-08"],
        ["../2020-09-20", "2019"],
        ["2020-01-01", "XXXX"],
        ["2020-01-01T09:00Z", "2020-01-01T10:00Z"],
    ],
)
def test_rows_are_in_the_order_of_their_dates(dates: list[str]) -> None:
    # Titles would have it the other way round.
    entries = [entry("event", f"e{n}", chr(ord("z") - n), date=date) for n, date in enumerate(dates)]
    assert rows(*entries) == [e.id for e in entries]


def test_order_breaks_ties_before_causes_and_titles() -> None:
    assert rows(
        entry("event", "a", date="2020", order="2", follows="b"),
        entry("event", "b", date="2020"),
        entry("event", "c", "A title that comes first", date="2020", order="1"),
        entry("event", "d", date="2020", order="-1", follows="a"),
    ) == ["d", "b", "c", "a"]


def test_what_is_followed_comes_first_over_several_steps() -> None:
    assert rows(
        entry("event", "a", date="2020", follows="b"),
        entry("event", "b", date="2020", caused_by="c"),
        entry("event", "c", date="2020", follows="d"),
        entry("event", "d", date="2020"),
    ) == ["d", "c", "b", "a"]


def test_steps_through_other_days_count() -> None:
    assert rows(
        entry("event", "a", date="2020-08", follows="between"),
        entry("event", "between", date="2020-08-15", follows="z"),
        entry("event", "z", date="2020-08"),
    ) == ["z", "a", "between"]


def test_circles_end_in_the_order_of_titles() -> None:
    assert rows(
        entry("event", "b", date="2020", follows="c"),
        entry("event", "c", date="2020", follows="b"),
        entry("event", "a", date="2020", follows="a"),
    ) == ["a", "b", "c"]


def test_titles_then_ids_then_fields_decide() -> None:
    assert rows(
        entry("event", "z", "straße", date="2020"),
        entry("event", "b", "Same", date="2020"),
        entry("event", "a", "same", date="2020"),
        entry("event", "y", "Strasse!", date="2020"),
        entry("legal-action", "case", "A case", decided="2020", filed="2020"),
    ) == ["case.filed", "case.decided", "a", "b", "z", "y"]


def test_a_required_date_that_is_missing_is_unknown() -> None:
    graph = graph_of(
        entry("event", "undated"), entry("event", "dated", date="2020"), entry("instrument", "law")
    )
    assert [(row.entry, row.date.is_unknown) for row in graph.rows] == [("dated", False), ("undated", True)]


def test_deadlines_that_run_from_each_other_have_no_date() -> None:
    graph = graph_of(
        entry("deadline", "one", from_="two", runs="1 day"),
        entry("deadline", "two", from_="one", runs="1 day"),
        entry("deadline", "self", from_="self", runs="1 day", due="2020"),
    )
    assert [row.entry for row in graph.rows] == ["self"]


# -- merged milestones ---------------------------------------------------------------------------------------


def merged(*entries: Entry) -> list[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    return [(row.date.text, row.entry, row.field, row.merges) for row in graph_of(*entries).rows]


def test_an_event_that_is_a_milestone_makes_one_row() -> None:
    law = entry("instrument", "law", signed="2024-04-24", effective="2025-01-19")
    event = entry("event", "signing", date="2024-04-24", instrument="law", milestone="signed")
    assert merged(law, event) == [
        ("2024-04-24", "signing", "date", (("law", "signed"),)),
        ("2025-01-19", "law", "effective", ()),
    ]


@pytest.mark.parametrize(("mine", "theirs"), [("2024-04", "2024-04-24"), ("2024-04-24", "2024-04")])
def test_the_more_exact_date_is_shown(mine: str, theirs: str) -> None:
    law = entry("instrument", "law", signed=theirs)
    event = entry("event", "signing", date=mine, instrument="law", milestone="signed")
    assert merged(event, law) == [("2024-04-24", "signing", "date", (("law", "signed"),))]


def test_dates_that_exclude_each_other_show_the_events() -> None:
    law = entry("instrument", "law", signed="2024-04-25")
    event = entry("event", "signing", date="2024-04-24", instrument="law", milestone="signed")
    assert merged(law, event) == [("2024-04-24", "signing", "date", (("law", "signed"),))]


def test_one_event_may_be_the_milestone_of_several_cases() -> None:
    cases = [entry("legal-action", id_, decided="2024-12-06") for id_ in ("a", "b")]
    event = entry("event", "ruling", date="2024-12-06", legal_action="a; b", milestone="decided")
    assert merged(*cases, event) == [("2024-12-06", "ruling", "date", (("a", "decided"), ("b", "decided")))]


@pytest.mark.parametrize("option", [{"milestone": "decided"}, {"milestone": "signed"}, {}])
def test_what_is_not_named_stays(option: dict[str, str]) -> None:
    law = entry("instrument", "law", signed="2024-04-24")
    event = entry("event", "e", date="2024-04-24", **option)
    assert len(merged(law, event)) == 2


# -- selection -----------------------------------------------------------------------------------------------

CHOSEN = graph_of(
    entry("party", "acme"),
    entry("party", "birch"),
    entry("source", "paper", published="2020-05"),
    entry("instrument", "law", signed="2020-01-01", tags="Law; old", sources="paper"),
    entry("legal-action", "case", filed="2020-02-01", status="pending", plaintiffs="acme", challenges="law"),
    entry("event", "both", date="2020-03-01", parties="acme; birch", tags="law", importance="key"),
    entry("event", "mine", date="2020-04~", parties="acme", confidence="disputed", type="ruling"),
    entry("event", "see", date="2020-06-01", see="acme"),
    entry("event", "signing", date="2020-01-01", instrument="law", milestone="signed", parties="birch"),
    entry("event", "when", date="XXXX", parties="acme"),
    entry("statement", "said", date="2020-03-15/2020-07", speaker="acme", about="law"),
)


def select(start: str = "", end: str = "", **options: str) -> list[str]:
    only = {k.replace("_", "-"): tuple(v.split()) for k, v in options.items() if not k.startswith("not_")}
    unless = {k[4:].replace("_", "-"): tuple(v.split()) for k, v in options.items() if k.startswith("not_")}
    dates = [parse_date(text) if text else None for text in (start, end)]
    return [row.entry for row in CHOSEN.select_rows(Selection(only, unless, *dates))]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, ["signing", "case", "both", "said", "mine", "see", "when"]),
        ({"kinds": "event"}, ["signing", "both", "mine", "see", "when"]),
        ({"kinds": "source"}, ["paper"]),
        ({"kinds": "instrument"}, ["signing"]),
        ({"not_kinds": "event statement"}, ["signing", "case"]),
        ({"parties": "acme"}, ["case", "both", "said", "mine", "when"]),
        ({"parties": "acme birch"}, ["signing", "case", "both", "said", "mine", "when"]),
        ({"parties": "acme", "not_parties": "birch"}, ["case", "said", "mine", "when"]),
        ({"instruments": "law"}, ["signing", "case", "said"]),
        ({"sources": "paper"}, ["signing"]),
        ({"ids": "mine case"}, ["case", "mine"]),
        ({"ids": "law"}, ["signing"]),
        ({"not_ids": "law"}, ["signing", "case", "both", "said", "mine", "see", "when"]),
        ({"not_ids": "law signing"}, ["case", "both", "said", "mine", "see", "when"]),
        ({"tags": "law"}, ["signing", "both"]),
        ({"tags": "LAW", "kinds": "event"}, ["both"]),
        ({"types": "ruling"}, ["mine"]),
        ({"status": "pending"}, ["case"]),
        ({"not_status": "pending"}, ["signing", "both", "said", "mine", "see", "when"]),
        ({"confidence": "disputed alleged"}, ["mine"]),
        ({"confidence": "undisputed", "kinds": "event"}, ["signing", "both", "see", "when"]),
        ({"importance": "key"}, ["both"]),
        ({"importance": "normal", "kinds": "legal-action"}, ["case"]),
        ({"start": "2020-04"}, ["said", "mine", "see"]),
        ({"end": "2020-02"}, ["signing", "case"]),
        ({"start": "2020-02-01", "end": "2020-03-01"}, ["case", "both"]),
        ({"start": "2020-07-31", "end": "2020-07-31"}, ["said"]),
        ({"parties": "nobody"}, []),
    ],
)
def test_selections(options: dict[str, str], ids: list[str]) -> None:
    assert select(**options) == ids


@pytest.mark.parametrize(
    ("span", "ids"),
    [
        # What touches the first or the last day of a span is left out with it, an unknown date never is.
        (("2020-03-01", ""), ["signing", "case", "when"]),
        (("2020-03-02", ""), ["signing", "case", "both", "when"]),
        (("", "2020-06-01"), ["when"]),
        (("", "2020-05-31"), ["see", "when"]),
        (("", "2020-01-01"), ["case", "both", "said", "mine", "see", "when"]),
    ],
)
def test_days_that_are_left_out(span: tuple[str, str], ids: list[str]) -> None:
    start, end = (parse_date(text) if text else None for text in span)
    left_out = Selection(not_start=start, not_end=end)
    assert [row.entry for row in CHOSEN.select_rows(left_out)] == ids
    undated = ["acme", "birch"]
    assert [e.id for e in CHOSEN.select(left_out, ("event", "legal-action", "statement", "party"))] == [
        *ids[: ids.index("when")],
        *undated,
        "when",
    ]


def test_order_breaks_ties_among_entries_too() -> None:
    graph = graph_of(
        entry("event", "a", date="2020", order="2"),
        entry("event", "b", date="2020"),
        entry("event", "c", date="2020", order="-1"),
        entry("event", "d", date="2019", order="9"),
        entry("party", "z", order="-1"),
        entry("party", "y"),
    )
    assert [e.id for e in graph.select(Selection())] == ["d", "c", "b", "a", "z", "y"]


def test_entries_are_selected_by_rank() -> None:
    chosen = Selection({"parties": ("acme",)})
    assert [e.id for e in CHOSEN.select(chosen)] == ["case", "both", "said", "mine", "acme", "when"]
    assert titles(CHOSEN.select(chosen, ("statement", "party"))) == ["Said", "Acme"]
    assert [e.id for e in CHOSEN.select(Selection(start=parse_date("2020-05")), ("source",))] == ["paper"]


# -- as of a day ---------------------------------------------------------------------------------------------


def test_an_earlier_day_knows_less() -> None:
    record = (
        entry("legal-action", "case", filed="2020-01-01", decided="2024", disposition="denied", docket="1"),
        entry("event", "later", date="2024-01-02", aliases="the later one"),
        entry("event", "perhaps", date="2019/2025", parties="acme"),
        entry("party", "acme"),
        entry("event", "after", date="2020-01-02", follows="later"),
    )
    graph = graph_of(*record, as_of="2023-12-31")
    assert sorted(graph.entries) == ["acme", "after", "case", "perhaps"]
    assert set(graph.entries["case"].fields) == {"filed", "docket"}
    assert Row(parse_date("2020-01-01"), "case", "filed") in graph.rows
    assert graph.findings == []
    assert graph.find("the later one") == Lookup(None)
    assert graph.find("nothing at all").code == "unknown-reference"
    assert sorted(graph_of(*record, as_of="2024-01-02").entries) == sorted(e.id for e in record)
