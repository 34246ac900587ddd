"""Passages: how their words are read, what they are called, and where citations of them lead."""

from __future__ import annotations

from typing import Any

import pytest
from exported import place
from factories import column, entry, graph_of, shown, view

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import CHECKS
from sphinx_policyrefs.evidence.locators import place_key
from sphinx_policyrefs.exports import export
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.exported import read_exported
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord, Entry
from sphinx_policyrefs.records.passages import body_of, called, words_of
from sphinx_policyrefs.records.relations import Link
from sphinx_policyrefs.records.types import TYPES, parse_field
from sphinx_policyrefs.views.card import card
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.model import Link as PageLink
from sphinx_policyrefs.views.wording import Wording

PASSAGE = KINDS["passage"]
ORDER = entry("source", "order", "The order", short="Order", published="2020-01-02", quality="official")
DAYS = entry("passage", "days", "Forty-five days", source="order", locator="p. 3", quote="within 45 days")


def untitled(id_: str, **options: str) -> Entry:
    made = entry("passage", id_, "x", **options)
    return made._replace(title="written", title_runs=called(PASSAGE, made.fields))


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "quote", "translation", "paragraphs"),
    [
        ("Plain *words*\n  of `two` lines.", "Plain *words* of `two` lines.", "", 1),
        ('"All of it"', "All of it", "", 1),
        ("“All of “it””", "All of “it”", "", 1),
        ('"A," he said, "B"', '"A," he said, "B"', "", 1),
        ('"never closed', "never closed", "", 1),
        ("“(a) Words “x” of it.", "(a) Words “x” of it.", "", 1),
        ("“(a) One.\n\n“(b) Two.”", "“(a) One. “(b) Two.”", "", 2),
        ("One.\n\n  \n\nTwo; @ 3, | # four.", "One. Two; @ 3, | # four.", "", 2),
        ("„Ende“ steht da", "„Ende“ steht da", "", 1),
        ('"原文"\n= "the text"', "原文", "the text", 1),
        ('"A" "B"', '"A" "B"', "", 1),
        ("", "", "", 0),
    ],
)
def test_a_body_is_its_words(body: str, quote: str, translation: str, paragraphs: int) -> None:
    words = words_of(body)
    assert (words.quote, words.translation, len(words.paragraphs)) == (quote, translation, paragraphs)
    assert words_of(body_of(words.quote)).quote == words.quote


def test_a_mark_that_is_never_closed_is_told() -> None:
    assert words_of("“(a) Words “x” of it go on.").wrong == (
        "the quotation that begins with “(a) Words “x” of it is not closed; write its closing mark, or delete “"
    )
    assert not any(
        words_of(text).wrong for text in ("“A” and “B”", '"A" and "B', "“(a) One.\n\n“(b) Two.”", "")
    )


@pytest.mark.parametrize("quote", ["plain", "“x”", '"x"', '"x" and "y"', "“““x”””", '"x', "«x»"])
def test_words_are_written_such_that_they_are_read_again(quote: str) -> None:
    assert words_of(body_of(quote)).quote == quote


# -- names ---------------------------------------------------------------------------------------------


def test_without_a_title_it_is_called_by_source_and_place_else_by_its_first_words() -> None:
    graph = graph_of(
        ORDER,
        untitled("a", source="order", locator="p. 3", quote="x"),
        untitled("b", source="The order", quote="one two three four five six"),
        untitled("c", source="order", quote="one two"),
        untitled("d", source="nobody", locator="4", quote="x"),
    )
    assert {id_: e.title for id_, e in graph.entries.items() if e.kind == "passage"} == {
        "a": "The order, p. 3",
        "b": "The order: “one two three four five …”",
        "c": "The order: “one two”",
        "d": "nobody, 4",
    }
    assert graph.find("the order, P. 3").entry is graph.entries["a"]
    assert called(PASSAGE, {"locator": "3"}) == ()
    assert called(KINDS["event"], {"sources": "x"}) == ()


def test_it_is_of_one_source() -> None:
    field = PASSAGE.field("source")
    assert field is not None
    assert parse_field(field, "Order of No. 1, 2;") == ("Order of No. 1, 2",)
    with pytest.raises(FieldError, match="names 2 entries; write the one that it is of"):
        parse_field(field, "order; other")
    with pytest.raises(FieldError, match="write order alone, and the place in :locator:"):
        parse_field(field, "order @ p. 3")
    with pytest.raises(FieldError, match="write order alone, and the words below the options"):
        parse_field(field, "order “words”")
    assert parse_field(field, "“Quoted” title") == ("“Quoted” title",)


# -- citations -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def record() -> Graph:
    return graph_of(
        ORDER,
        entry("source", "minutes", "Minutes", published="2020-02", quality="secondary"),
        DAYS,
        untitled("noon", source="minutes", quote="it was noon", translation="es war Mittag"),
        entry("event", "filed", "Filed", date="2020-01-05", sources="days; order @ 7 “seven”; Order @ p. 3 “more”"),
        entry("event", "lunch", "Lunch", date="2020-01-06", sources="noon; days"),
        entry("claim", "soon", "It was soon", made_in="days"),
        entry("discrepancy", "when", "When", about="filed", values="45 | days\n44 | minutes @ 2 “forty-four”; noon"),
    )  # fmt: skip


def test_a_citation_of_a_passage_leads_to_its_source_at_its_place(record: Graph) -> None:
    days = Link("order", "p. 3", "within 45 days", "", "days")
    noon = Link("minutes", "", "it was noon", "es war Mittag", "noon")
    assert record.links("filed")["sources"] == (
        days, Link("order", "7", "seven"), Link("order", "p. 3", "more"),
    )  # fmt: skip
    assert record.links("lunch")["sources"] == (noon, days)
    assert record.links("soon")["made-in"] == (days,)
    assert record.links("when")["values"] == (days, Link("minutes"), noon)
    assert record.cited(Citation("Forty-five days")) == days
    assert record.cited(Citation("filed")) is None
    assert not record.findings


def test_what_cites_a_passage_cites_its_source_and_is_known_to_both(record: Graph) -> None:
    assert record.back("order") == {
        ("event", "sources"): ["filed", "lunch"], ("passage", "source"): ["days"],
        ("claim", "made-in"): ["soon"], ("discrepancy", "values"): ["when"],
    }  # fmt: skip
    assert record.back("days") == {
        ("event", "sources"): ["filed", "lunch"], ("claim", "made-in"): ["soon"],
        ("discrepancy", "values"): ["when"],
    }  # fmt: skip
    assert record.targets("lunch", "sources") == ["minutes", "order"]


def test_elsewhere_a_passage_is_an_entry_like_others() -> None:
    graph = graph_of(
        ORDER, DAYS, entry("event", "e", date="2020", see="days"), entry("claim", "c", evidence="days")
    )
    assert graph.links("e")["see"] == (Link("days"),)
    assert graph.links("c")["evidence"] == (Link("days"),)


@pytest.mark.parametrize(
    ("option", "value", "what"),
    [
        ("sources", "days @ p. 3", "place"),
        ("sources", "order; days “within”", "words"),
        ("made_in", "days @ 3 “within”", "place"),
        ("values", "45 | order; days @ 3", "place"),
    ],
)
def test_a_passage_is_cited_without_place_and_words(option: str, value: str, what: str) -> None:
    kind = {"sources": "event", "made_in": "claim", "values": "discrepancy"}[option]
    graph = graph_of(ORDER, DAYS, entry(kind, "it", **{option: value}))
    (finding,) = graph.findings
    assert (finding.code, finding.entry) == ("bad-option", "it")
    assert finding.message == (
        f':{option.replace("_", "-")}: "days" is a passage, whose place and words stand with it: delete the {what} '
        "given here, or cite its source"
    )
    assert "order" in graph.targets("it", option.replace("_", "-"))


def test_another_place_goes_on_with_the_source_of_the_passage_before_it() -> None:
    graph = graph_of(
        ORDER, DAYS, entry("event", "e", date="2020", sources='days; @ 5 "five" "six"; @ 6'),
        entry("discrepancy", "d", values='45 | days; @ 7'),
    )  # fmt: skip
    assert graph.findings == []
    assert [link[:3] for link in graph.links("e")["sources"]] == [
        ("order", "p. 3", "within 45 days"), ("order", "5", "five"), ("order", "5", "six"), ("order", "6", ""),
    ]  # fmt: skip
    assert shown(view("discrepancies", graph))[0][0][1].startswith(
        "45 (The order, p. 3: “within 45 days”; The order, 7)"
    )


def test_what_is_wrong_with_a_passage_is_told_once_at_the_passage() -> None:
    graph = graph_of(
        entry("passage", "lost", source="nosuch", quote="x"),
        entry("event", "e", date="2020", sources="lost", importance="key", verified="2024"),
        entry("event", "f", date="2020", sources="lost"),
    )
    assert [(f.code, f.entry) for f in graph.findings] == [("unknown-reference", "lost")]
    for code in ("weak-source", "unsourced", "single-source-dispute"):
        assert list(CHECKS[code](Scope(graph))) == []


def test_checks_count_a_passage_as_its_source() -> None:
    def found(code: str, sources: str) -> list[str]:
        event = entry("event", "e", date="2020", sources=sources, importance="key", confidence="disputed")
        graph = graph_of(ORDER, DAYS, entry("source", "paper", quality="secondary"), event)
        return [f.entry for f in CHECKS[code](Scope(graph))]

    assert found("weak-source", "days") == []
    assert found("single-source-dispute", "days; order @ 4") == ["e"]
    assert found("single-source-dispute", "days; paper") == []
    graph = graph_of(ORDER, DAYS)
    assert list(CHECKS["unused-entry"](Scope(graph))) == []


def test_an_as_of_day_that_hides_a_passage_hides_its_words_and_its_source() -> None:
    later = entry("source", "later", published="2025")
    known = DAYS._replace(id="known", fields={**DAYS.fields, "known": "2025-01-01"})
    record = [
        ORDER, later, DAYS, known._replace(title="Known"),
        untitled("of-later", source="later", locator="9", quote="secret"),
        entry("event", "e", date="2020", sources="days; known; of-later"),
        entry("discrepancy", "d", about="e", values="1 | days\n2 | known\n3 | of-later\n4 | order"),
    ]  # fmt: skip
    graph = graph_of(*record, as_of="2021-01-01")
    assert not graph.findings
    assert {"known", "of-later", "later"}.isdisjoint(graph.entries)
    assert [link.passage for link in graph.links("e")["sources"]] == ["days"]
    assert [text for text, _of in graph.entries["d"].fields["values"]] == ["1", "4"]
    told = repr(
        [shown(view(name, graph)) for name in ("chronology", "bibliography-of-record", "discrepancies")]
    )
    assert "secret" not in told
    assert "known" not in told


def test_a_deadline_that_a_passage_shows_to_be_met_is_as_old_as_its_source() -> None:
    paper = entry("source", "paper", published="2020-02-01")
    words = entry("passage", "words", source="paper", quote="lifted")
    start = entry("event", "start", date="2020-01-01")
    deadline = entry("deadline", "d", from_="start", runs="90 days", outcome="lifted", sources="words")
    assert "outcome" in graph_of(paper, words, start, deadline, as_of="2020-02-15").entries["d"].fields
    assert "outcome" not in graph_of(paper, words, start, deadline, as_of="2020-01-15").entries["d"].fields


def test_passages_of_another_project_are_cited_as_ones_own() -> None:
    public = Edition(
        graph_of(ORDER, DAYS, entry("event", "e", date="2020", sources="days")), Wording(), "P", place
    )
    taken = entries_of(read_exported(export("json", public)), KINDS, home="senate")
    assert taken.problems == ()
    own = entry("event", "mine", date="2021", sources="senate:days; senate:order @ 9")
    graph = Graph([DocRecord("", taken.entries), DocRecord("page", (own,))], sets={"senate": False})
    assert graph.findings == []
    days = Link("senate:order", "p. 3", "within 45 days", "", "senate:days")
    assert graph.links("mine")["sources"] == (days, Link("senate:order", "9"))
    assert graph.links("senate:e")["sources"] == (days,)


# -- data ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"passage": "days"}, "days"),
        (
            [{"id": "order", "locator": "p. 3", "quote": "within 45 days", "passage": "days"}, "order"],
            "days; order",
        ),
        ([{"passage": "days"}, {"id": "order", "quote": "a"}], "days; order “a”"),
    ],
)
def test_data_name_the_passage(data: Any, text: str) -> None:
    field = next(f for f in KINDS["event"].all_fields if f.name == "sources")
    value = parse_field(field, TYPES["sourced"].from_json(data))
    assert value == parse_field(field, text)


def test_another_id_is_another_passage() -> None:
    data = [{"id": "order", "locator": None, "passage": "days"}]
    assert TYPES["sourced"].json_renamed(data, {"days": "d", "order": "o"}.get) == [
        {"id": "o", "locator": None, "passage": "d"}
    ]


# -- views ---------------------------------------------------------------------------------------------

SEVEN = "Order, 7: “seven”"


def test_views_show_place_and_words(record: Graph) -> None:
    assert column(view("chronology", record, kinds="event"), "sources") == [
        f"Order, p. 3: “within 45 days” “more” / {SEVEN}",
        "Minutes: “it was noon” (“es war Mittag”) (passage) / Order, p. 3: “within 45 days”",
    ]
    (values,) = column(view("discrepancies", record), "values")
    assert values.split(" / ") == [
        "45 (The order, p. 3: “within 45 days”)",
        "44 (Minutes, 2: “forty-four”; Minutes: “it was noon” (“es war Mittag”) (passage))",
    ]
    assert column(view("claim-review", record), "words") == ["“within 45 days” (passage)"]


def test_views_select_by_a_passage(record: Graph) -> None:
    assert [row[1] for row in shown(view("chronology", record, sources="noon"))[0]] == ["Lunch"]
    assert [row[1] for row in shown(view("chronology", record, sources="order"))[0]] == [
        "Filed (open discrepancy)",
        "Lunch",
    ]


def test_a_place_leads_to_the_passage_else_a_word_behind_does(record: Graph) -> None:
    cells = Cells(record, Wording())
    links = [
        part for cell in cells.sources(record.entries["lunch"]) for part in cell if isinstance(part, PageLink)
    ]
    assert [(link.text, link.anchor) for link in links] == [
        ("Minutes", "source-minutes"), ("passage", "passage-noon"),
        ("Order", "source-order"), ("p. 3", "passage-days"),
    ]  # fmt: skip


def test_a_bibliography_has_passages_and_words_in_order_of_place(record: Graph) -> None:
    assert shown(view("bibliography-of-record", record)) == [[
        "Minutes, February 2020. Cited by: Lunch; When.",
        ["2: “forty-four” (When)", "“it was noon” (“es war Mittag”) (passage) (Lunch; When)"],
        "The order, January 2, 2020. Cited by: Filed; Lunch; It was soon; When.",
        ["p. 3: “within 45 days” (Filed; Lunch; It was soon; When)", "p. 3: “more” (Filed)", "7: “seven” (Filed)"],
    ]]  # fmt: skip
    assert shown(view("bibliography-of-record", record, ids="filed")) == [[
        "The order, January 2, 2020. Cited by: Filed.",
        ["p. 3: “within 45 days” (Filed)", "p. 3: “more” (Filed)", "7: “seven” (Filed)"],
    ]]  # fmt: skip


def test_a_dossier_has_the_words_below_the_source(record: Graph) -> None:
    *_parts, sources = shown(view("dossier", record, "lunch"))
    assert sources == [
        "The order, January 2, 2020.", ["p. 3: “within 45 days”"],
        "Minutes, February 2020.", ["“it was noon” (“es war Mittag”) (passage)"],
    ]  # fmt: skip
    _title, words, facts, *_rest = shown(view("dossier", record, "days"))
    assert words == "“within 45 days”"
    assert facts == {"Source": "The order", "Locator": "p. 3"}
    assert "“within 45 days”" in shown(view("passage-index", record, layout="cards", show="summary"))
    assert "“within 45 days”" not in repr(shown(view("passage-index", record, layout="cards")))


def test_words_are_cut_outside_of_the_passage(record: Graph) -> None:
    cells = Cells(record, Wording(quote_words=2))
    assert card(cells, record.entries["days"]).text == "“within 45 …”"
    assert card(cells, record.entries["filed"]).sources == (
        "Order, p. 3: “within 45 …”",
        "Order, 7: “seven”",
    )
    assert cells.cut("one two") == "one two"
    assert cells.cut("交易应在四十五日内剥离") == "交易应在 …"
    assert cells.cut("one two three", 1) == "one …"
    assert cells.cut("one . . . two") == "one . . . two"
    assert cells.cut("one … two (3)") == "one … two …"


def test_a_card_shows_two_sources_in_short() -> None:
    words = " ".join(map(str, range(20)))
    event = entry(
        "event", "e", date="2020", sources=f"order; order @ 1 “{words}”; order @ 2 “b”; order @ 3 “c”"
    )
    graph = graph_of(ORDER, event)
    assert card(Cells(graph, Wording()), event._replace(line=2)).sources == (
        "Order, 1: “0 1 2 3 4 5 6 7 8 9 10 11 …”",
        "Order, 2: “b”",
    )


def test_places_are_in_the_order_in_which_a_reader_meets_them() -> None:
    places = [
        "",
        "¶ 12",
        "A-3",
        "10",
        "p. 9",
        "slip op. at 3",
        "iv",
        "p. ii",
        "12:4–9",
        "1:02:33",
        "¶ 2",
        "pp. 3–4",
    ]
    assert sorted(places, key=place_key) == [
        "p. ii", "iv", "pp. 3–4", "slip op. at 3", "p. 9", "10", "12:4–9", "A-3", "1:02:33", "¶ 2", "¶ 12", "",
    ]  # fmt: skip
