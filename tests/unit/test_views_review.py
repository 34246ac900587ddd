"""The views of the review, built from plain entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import column, entry, graph_of, heads, shown, tables, view

from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.records.fields import FieldError, natural
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.derived_columns import sentence
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.model import Body, Facts, Link, Mark
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry


def facts_of(graph: Graph, id_: str) -> dict[str, str]:
    made = facts(Cells(graph, Wording()), graph.entries[id_])
    return {label: "; ".join(map(plain, values)) for label, values in made.rows}


# -- deadlines -----------------------------------------------------------------------------------------

#: What set the saga's deadlines, and when.
INSTRUMENTS = {
    "eo-13942": "2020-08-06",
    "divest-order": "2020-08-14",
    "pafaca": "2024-04-24",
    "eo-14166": "2025-01-20",
    "eo-14258": "2025-04-04",
    "eo-14310": "2025-06-19",
    "eo-14350": "2025-09-16",
    "eo-14352": "2025-09-25",
}

#: id -> start, period, further options, and the day on which it ended
SAGA: dict[str, tuple[str, str, dict[str, str], str]] = {
    "ban-45": ("eo-13942.signed", "45 days", {"imposed_by": "eo-13942"}, "2020-09-20"),
    "divest-90": ("divest-order.signed", "90 days", {"extended_by": "ext-1"}, "2020-11-12"),
    "ext-1": ("divest-90.due", "15 days", {"extended_by": "ext-2"}, "2020-11-27"),
    "ext-2": ("ext-1.due", "7 days", {}, "2020-12-04"),
    "act-270": ("pafaca.signed", "270 days", {"met_by": "closing", "imposed_by": "pafaca"}, "2025-01-19"),
    "delay-1": ("eo-14166.signed", "75 days", {"extended_by": "delay-2"}, "2025-04-05"),
    "delay-2": (
        "delay-1.due", "75 days", {"extended_by": "delay-3", "imposed_by": "eo-14258"}, "2025-06-19"
    ),
    "delay-3": (
        "delay-2.due", "90 days", {"extended_by": "delay-4", "imposed_by": "eo-14310"}, "2025-09-17"
    ),
    "delay-4": (
        "delay-3.due", "90 days", {"extended_by": "delay-5", "imposed_by": "eo-14350"}, "2025-12-16"
    ),
    "delay-5": ("eo-14352.signed", "120 days", {"met_by": "closing"}, "2026-01-23"),
}  # fmt: skip


def saga(**graph: str) -> Graph:
    return graph_of(
        *(entry("instrument", id_, signed=day) for id_, day in INSTRUMENTS.items()),
        entry("event", "closing", "The venture closes", date="2026-01-22"),
        entry("instrument", "eo-14034", "EO 14034", signed="2021-06-09", revokes="eo-13942"),
        *(
            entry("deadline", id_, from_=start, runs=runs, **more)
            for id_, (start, runs, more, _due) in SAGA.items()
        ),
        **graph,
    )


@pytest.mark.parametrize(("id_", "day"), [(id_, day) for id_, (*_, day) in SAGA.items()])
def test_the_deadlines_of_the_saga_are_those_of_history(id_: str, day: str) -> None:
    due = saga().due(id_)
    assert due is not None
    assert due.text == day


def test_a_chain_of_extensions_leaves_the_first_day_and_ends_with_the_one_in_force() -> None:
    graph = saga()
    found = course(graph, "divest-90")
    assert found.extensions == ("ext-1", "ext-2")
    assert (str(found.due), str(found.in_force)) == ("2020-11-12", "2020-12-04")
    (lines,) = column(view("deadlines", graph, ids="divest-90"), "term")
    assert lines == (
        "Thursday, November 12, 2020 / 90 days after signature of Divest order, August 14, 2020"
        " / extended to Friday, November 27, 2020: Ext 1 / extended to Friday, December 4, 2020: Ext 2"
    )


def test_deadlines_come_by_their_first_day_computed_or_not() -> None:
    graph = graph_of(
        entry("deadline", "asserted", due="2024-06-01"),
        entry("event", "start", date="2024-01-01"),
        entry("deadline", "computed", from_="start", runs="10 days"),
        entry("deadline", "undated"),
    )
    assert column(view("deadlines", graph), "title") == ["Computed", "Asserted", "Undated"]


@pytest.mark.parametrize(
    ("options", "basis"),
    [
        ({"from_": "act.signed", "runs": "1 day"}, "1 day after signature of Act, April 24, 2024"),
        ({"from_": "act.expires", "runs": "2 weeks"}, "2 weeks after Act (expires), May 2030"),
        ({"from_": "hearing", "runs": "-10 days"}, "10 days before Hearing, June 3, 2024"),
        ({"from_": "first", "runs": "1 year"}, "1 year after the end of First, September 8, 2024"),
        ({"from_": "someone", "runs": "3 months"}, "3 months after Someone"),
        (
            {"from_": "case.decided", "runs": "14 days", "count": "frcp6"},
            (
                "14 days after the decision of Case, June 7, 2024,"
                " counted by Rule 6(a) of the Federal Rules of Civil Procedure"
            ),
        ),
        ({"due": "2024-06-01"}, ""),
        ({"from_": "nothing", "runs": "3 months"}, ""),
    ],
)
def test_the_basis_reads_as_a_phrase(options: dict[str, str], basis: str) -> None:
    graph = graph_of(
        entry("instrument", "act", signed="2024-04-24", expires="2030-05"),
        entry("event", "hearing", date="2024-06-03"),
        entry("legal-action", "case", filed="2024-01-01", decided="2024-06-07"),
        entry("party", "someone"),
        entry("deadline", "first", due="2024-09-08"),
        entry("deadline", "this", **options),
    )
    assert column(view("deadlines", graph, ids="this", columns="basis"), "basis") == [basis]


def outcome(graph: Graph, id_: str) -> str:
    return column(view("deadlines", graph, ids=id_, columns="outcome"), "outcome")[0]


@pytest.mark.parametrize(
    ("met", "reads"),
    [
        ("2024-06-01", "met on June 1, 2024 by Answer"),
        ("2024-06-02", "met on June 2, 2024 by Answer (1 day late)"),
        ("2024-06-11", "met on June 11, 2024 by Answer (10 days late)"),
        ("2024-06", "met by Answer, June 2024"),  # perhaps in time
        ("2024-07", "met by Answer, July 2024 (at least 30 days late)"),
        ("XXXX", "met by Answer"),
    ],
)
def test_what_meets_a_deadline_is_late_only_if_it_must_be(met: str, reads: str) -> None:
    graph = graph_of(
        entry("event", "answer", date=met), entry("deadline", "this", due="2024-06-01", met_by="answer")
    )
    assert outcome(graph, "this") == reads


def test_lateness_counts_from_the_day_in_force() -> None:
    graph = graph_of(
        entry("event", "answer", date="2024-06-20"),
        entry("deadline", "first", due="2024-06-01", extended_by="more"),
        entry("deadline", "more", due="2024-06-18", met_by="answer"),
    )
    assert outcome(graph, "first") == "met on June 20, 2024 by Answer (2 days late)"


def test_a_deadline_is_open_up_to_its_day_and_overdue_after_it() -> None:
    def state(today: str) -> str:
        return outcome(graph_of(entry("deadline", "this", due="2024-06-01"), today=today), "this")

    assert state("2024-06-01") == "open as of June 1, 2024"
    assert state("2024-06-02") == "overdue as of June 2, 2024"
    assert outcome(graph_of(entry("deadline", "undated")), "undated") == "open as of November 22, 2026"


def test_a_deadline_ends_with_the_revocation_of_what_imposed_it() -> None:
    assert outcome(saga(), "ban-45") == "its basis revoked on June 9, 2021 by EO 14034"
    assert outcome(saga(as_of="2021-01-01"), "ban-45") == "overdue as of January 1, 2021"


def test_a_deadline_stayed_without_a_new_day_is_not_overdue() -> None:
    stay = entry("event", "stay", "The stay", date="2024-05-30")
    graph = graph_of(stay, entry("deadline", "one", due="2024-06-01", extended_by="stay"), today="2024-07-01")
    assert course(graph, "one").in_force is None
    assert outcome(graph, "one") == "extended on May 30, 2024 by The stay, new day unknown"


def test_extensions_that_lead_back_end() -> None:
    graph = graph_of(
        entry("deadline", "one", due="2024-06-01", extended_by="two"),
        entry("deadline", "two", due="2024-07-01", extended_by="one"),
    )
    assert course(graph, "one").extensions == ("two",)
    assert str(course(graph, "one").in_force) == "2024-07-01"


def test_an_extension_without_a_day_leaves_the_last_known_one_in_force() -> None:
    graph = graph_of(
        entry("deadline", "one", due="2024-06-01", extended_by="two"), entry("deadline", "two", runs="3 days")
    )
    assert str(course(graph, "one").in_force) == "2024-06-01"
    assert column(view("deadlines", graph, ids="one"), "term") == ["Saturday, June 1, 2024 / extended: Two"]


def test_the_card_of_a_deadline_says_why_until_when_and_what_became_of_it() -> None:
    card = facts_of(saga(), "divest-90")
    assert list(card) == ["Due", "Basis", "In force", "Outcome", "Extended by", "Starts the clock for"]
    assert card["In force"] == "Friday, December 4, 2020; Ext 1; Ext 2"
    assert card["Outcome"] == "overdue as of November 22, 2026"
    assert facts_of(saga(), "act-270")["Outcome"].endswith("(368 days late)")


def test_the_card_of_a_deadline_without_a_computed_day_keeps_its_fields() -> None:
    card = facts_of(graph_of(entry("deadline", "this", runs="-3 months", due="2024-06")), "this")
    assert card == {
        "Period": "3 months before",
        "Due": "June 2024",
        "Outcome": "overdue as of November 22, 2026",
    }


def test_an_as_of_build_knows_a_deadline_before_it_is_due() -> None:
    graph = saga(as_of="2024-12-06")
    assert outcome(graph, "act-270") == "open as of December 6, 2024"
    assert "delay-1" not in graph.entries
    graph = saga(as_of="2025-02-01")
    assert outcome(graph, "act-270") == "overdue as of February 1, 2025"
    assert str(course(graph, "delay-1").in_force) == "2025-04-05"
    assert not [i for i in graph.entries if i.startswith("delay-") and i != "delay-1"]
    assert all(row.date.earliest <= graph.as_of.latest for row in graph.rows)


def test_an_as_of_build_hides_a_deadline_that_nothing_dated_announces() -> None:
    graph = graph_of(
        entry("party", "court"),
        entry("deadline", "bare", due="2025-01-01"),
        entry("deadline", "ordered", due="2025-01-01", imposed_by="court"),
        entry("deadline", "past", due="2023-01-01", imposed_by="court"),
        as_of="2024-01-01",
    )
    assert sorted(graph.entries) == ["court", "past"]


# -- claims --------------------------------------------------------------------------------------------


def claim(id_: str, place: str, verdict: str = "accurate", **more: str) -> Entry:
    return entry("claim", id_, made_in=f"article @ {place}" if place else "article", verdict=verdict, **more)


ARTICLE = entry("source", "article", "The article")


def test_places_sort_by_their_numbers() -> None:
    places = ["B2.10", "B2.1b", "B2.1", "B2.1a", "B10.1", "B2.9", "B2.1-2"]
    assert sorted(places, key=natural) == ["B2.1", "B2.1-2", "B2.1a", "B2.1b", "B2.9", "B2.10", "B10.1"]


def test_claims_come_by_section_as_they_first_appear_then_by_place() -> None:
    graph = graph_of(
        ARTICLE,
        claim("title", "T"),
        claim("b-ten", "B10"),
        claim("nowhere", ""),
        claim("r", "R1"),
        claim("b-nine", "B9"),
        claim("p", "P1"),
        claim("f", "F1"),
    )
    review = view("claim-review", graph, "article")
    assert column(review, "locus") == ["T", "B9", "B10", "R1", "P1", "F1", ""]
    # what is left out by a selection does not move the rest
    some = view("claim-review", graph, "article", not_ids="b-ten; r")
    assert column(some, "locus") == ["T", "B9", "P1", "F1", ""]
    assert column(view("claim-review", graph, "article", order="newest", limit="2"), "locus") == ["", "F1"]


def test_pages_and_paragraphs_sort_as_one_section() -> None:
    graph = graph_of(
        ARTICLE, *(claim(f"c-{n}", place) for n, place in enumerate(["p. 10", "p. 9", "para. 2"]))
    )
    assert column(view("claim-review", graph, "article"), "locus") == ["p. 9", "p. 10", "para. 2"]


def test_a_claim_shows_verdict_fault_day_correction_and_evidence() -> None:
    graph = graph_of(
        ARTICLE,
        entry("event", "order", "The order", short="EO", date="2020-08-06"),
        entry(
            "claim", "c-11", "It left 45 days to sell", made_in="article @ B2.3b", verdict="wrong",
            fault="conflated", as_of="2026-11-22", evidence="order",
            text=("No sale. See ", ("event", "order", ""), "."),
        ),
        claim("c-60", "F1", "prediction", came_true="partly"),
        claim("c-61", "F2", "prediction"),
    )  # fmt: skip
    blocks = view("claim-review", graph, "article")
    assert shown(blocks) == [
        "3 claims made in The article. Verdicts: wrong 1, prediction 2. Predictions that came true: partly 1, open 1.",
        [
            ["B2.3b", "It left 45 days to sell", "wrong (conflated) / as of November 22, 2026",
             "No sale. See The order.", "EO"],
            ["F1", "C 60", "prediction / came true: partly", "", ""],
            ["F2", "C 61", "prediction / came true: open", "", ""],
        ],
    ]  # fmt: skip
    marks = [
        part for row in tables(blocks)[0].rows for cell in row[2] for part in cell if isinstance(part, Mark)
    ]
    assert marks == [Mark("wrong", "wrong"), *[Mark("prediction", "prediction")] * 2]
    assert facts_of(graph, "c-11")["Verdict"] == "wrong"


@pytest.mark.parametrize(
    ("evidence", "day"),
    [
        ("rumor; closing; order", "overtaken on January 22, 2026"),
        ("later", "overtaken: March 2026"),
        ("order", "overtaken since"),
    ],
)
def test_a_claim_that_was_superseded_says_so_in_its_verdict(evidence: str, day: str) -> None:
    graph = graph_of(
        ARTICLE,
        entry("event", "order", date="2020-08-06"),
        entry("event", "closing", date="2026-01-22"),
        entry("event", "later", date="2026-03"),
        entry("event", "rumor", date="XXXX"),
        claim("c", "1", fault="superseded", as_of="2026-01-21", evidence=evidence),
        entry("claim", "plain", made_in="article @ 2", fault="superseded"),
    )
    told = f"accurate when written; {day}"
    shown = [told] if day != "overtaken since" else [f"{told} / as of January 21, 2026"]
    assert column(view("claim-review", graph, "article"), "assessment") == [*shown, "superseded"]
    assert column(view("claim-index", graph, columns="verdict, fault"), "verdict") == [told, ""]
    facts = facts_of(graph, "c")
    assert facts["Verdict"] == told
    assert "Fault" not in facts
    for id_ in evidence.split("; "):
        assert facts_of(graph, id_)["Evidence for"] == "C (superseded)"
    assert facts_of(graph, "article")["Claims made in it"] == "C (superseded); Plain (superseded)"
    wrong = graph_of(
        ARTICLE, entry("event", "it", date="2020"), claim("c", "1", verdict="wrong", evidence="it")
    )
    assert facts_of(wrong, "it")["Evidence for"] == "C (wrong)"
    assert facts_of(graph, "plain")["Fault"] == "superseded"


def test_a_bibliography_names_claims_with_their_verdicts() -> None:
    graph = graph_of(
        ARTICLE,
        entry("source", "act", "The Act"),
        claim("c", "1", verdict="wrong", sources='act @ 2 "forty-five days"'),
        claim("d", "2", verdict="accurate", fault="superseded", sources="act"),
        entry("claim", "e", sources="act"),
    )
    assert shown(view("bibliography-of-record", graph, ids="c; d; e")) == [[
        "The Act. Cited by: C (wrong); D (superseded); E.", ["2: “forty-five days” (C (wrong))"],
        "The article. Cited by: C (wrong); D (superseded).",
    ]]  # fmt: skip


def test_the_counts_are_those_of_the_selection_whatever_the_limit() -> None:
    graph = graph_of(
        ARTICLE,
        claim("a", "1"),
        claim("b", "2", "wrong", tags="x"),
        entry("claim", "c", made_in="article @ 3"),
    )
    head = shown(view("claim-review", graph, "article", limit="1"))[0]
    assert head == "3 claims made in The article. Verdicts: accurate 1, wrong 1, none yet 1."
    assert shown(view("claim-review", graph, "article", tags="x"))[0] == (
        "1 claim made in The article. Verdicts: wrong 1."
    )


def test_without_a_source_the_claims_of_all_stand_source_by_source() -> None:
    graph = graph_of(
        entry("source", "speech", "A speech"),
        ARTICLE,
        claim("a-two", "2"),
        entry("claim", "said", made_in="speech @ 7", verdict="wrong"),
        entry("claim", "rumour"),
        claim("a-one", "1"),
    )
    blocks = view("claim-review", graph)
    assert heads(blocks) == ["The article", "A speech", "Made elsewhere"]
    assert column(blocks, "title") == ["A one", "A two", "Said", "Rumour"]
    assert heads(view("claim-review", graph, group_by="kind")) == ["Claims"]


def test_a_claim_of_several_sources_stands_at_its_place_in_each() -> None:
    graph = graph_of(
        entry("source", "speech", "A speech"), ARTICLE, claim("first", "1"),
        entry("claim", "both", made_in="article @ 2; speech @ 1"), claim("last", "3"),
    )  # fmt: skip
    assert column(view("claim-review", graph, "article"), "title") == ["First", "Both", "Last"]
    assert column(view("claim-review", graph, "speech"), "locus") == ["The article, 2 / A speech, 1"]


def test_bodies_of_claims_follow_their_facts() -> None:
    graph = graph_of(ARTICLE, claim("one", "1"))
    blocks = view("claim-review", graph, "article", show="body")
    assert isinstance(blocks[2], Facts)
    assert blocks[3] == Body("page", "claim-one")


def test_a_source_without_claims_says_so() -> None:
    nothing = ["No entry of the record matches this selection."]
    assert shown(view("claim-review", graph_of(ARTICLE), "article")) == nothing
    assert shown(view("claim-review", graph_of(ARTICLE), "nowhere")) == nothing


def test_an_as_of_build_hides_reviews_of_later_days() -> None:
    graph = graph_of(
        ARTICLE,
        claim("old", "1", as_of="2024-01-01"),
        claim("new", "2", as_of="2026-01-01"),
        as_of="2025-01-01",
    )
    assert column(view("claim-review", graph, "article"), "title") == ["Old"]


# -- discrepancies -------------------------------------------------------------------------------------


def dispute(**graph: str) -> Graph:
    return graph_of(
        entry("source", "paper", "The paper", published="2020-09-22"),
        entry("source", "study", "The study", published="2025-03-01"),
        entry("party", "company", "The company"),
        entry("party", "other", "The other company"),
        entry("event", "closing", date="2026-01-22"),
        entry(
            "discrepancy", "users", "How many users", about="company", type="measurement", status="open",
            values="100 million | paper @ 3\n170 million | study",
        ),
        entry(
            "discrepancy", "shares", "Who owns it", about="company; other; closing", type="dispute",
            values="half | paper\nno half | paper", resolution="Half.", status="resolved",
        ),
        **graph,
    )  # fmt: skip


def test_values_stand_side_by_side_with_their_sources() -> None:
    assert shown(view("discrepancies", dispute())) == [
        [
            ["How many users", "The company",
             "100 million (The paper, 3) / 170 million (The study)", "measurement", "", "open"],
            ["Who owns it", "The company / The other company / Closing", "half (The paper) / no half (The paper)",
             "dispute", "Half.", "resolved"],
        ]
    ]  # fmt: skip


def test_marks_stand_in_one_order_and_say_nothing_of_what_is_settled() -> None:
    graph = graph_of(
        entry("party", "both", confidence="disputed", review="draft"),
        entry("party", "none", confidence="undisputed", review="accepted"),
    )
    cells = Cells(graph, Wording())
    marks = {id_: cells.marks(graph.entries[id_]) for id_ in ("both", "none")}
    assert marks == {"both": (" ", Mark("draft", "draft"), " ", Mark("disputed", "disputed")), "none": ()}
    assert facts(cells, graph.entries["both"]).marks == marks["both"]


def test_what_an_open_discrepancy_is_about_bears_a_mark_that_leads_there() -> None:
    graph = dispute()
    cells = Cells(graph, Wording())
    mark = Mark("open discrepancy", "open-discrepancy", Link("How many users", "page", "discrepancy-users"))
    assert cells.marks(graph.entries["company"]) == (" ", mark)
    assert cells.marks(graph.entries["other"]) == ()  # resolved
    assert column(view("party-index", graph), "title") == [
        "The company (open discrepancy)",
        "The other company",
    ]
    assert facts_of(graph, "company")["Discrepancies"] == "How many users; Who owns it"


def test_a_discrepancy_is_open_until_its_author_says_otherwise() -> None:
    graph = graph_of(entry("party", "company"), entry("discrepancy", "cf", about="company"))
    assert Cells(graph, Wording()).marks(graph.entries["company"])


def test_an_as_of_build_knows_only_the_values_published_by_then() -> None:
    graph = dispute(as_of="2024-01-01")
    assert "users" not in graph.entries  # one value alone is not a discrepancy
    assert graph.entries["shares"].fields.keys() == {"about", "type", "values"}
    assert Cells(graph, Wording()).marks(graph.entries["other"])  # nor was it resolved
    graph = dispute(as_of="2025-06-01")
    assert column(view("discrepancies", graph, columns="values", ids="users"), "values") == [
        "100 million (The paper, 3) / 170 million (The study)"
    ]


def test_an_as_of_build_hides_a_discrepancy_about_later_things_alone() -> None:
    graph = graph_of(
        entry("event", "closing", date="2026-01-22"),
        entry("discrepancy", "year", about="closing", values="2026\n2025"),
        entry("scenario", "deal", about="closing"),
        as_of="2024-01-01",
    )
    assert list(graph.entries) == []


def test_an_as_of_build_does_not_know_how_a_scenario_ended() -> None:
    graph = graph_of(
        entry("party", "company"),
        entry("event", "ruling", date="2025-01-17"),
        entry("scenario", "win", about="company", came_true="no", resolved_by="ruling", horizon="2025-06"),
        as_of="2024-12-06",
    )
    assert column(view("scenarios", graph, columns="came-true, horizon, resolved-by"), "came-true") == [
        "open"
    ]
    assert graph.entries["win"].fields["horizon"] == "2025-06"


def test_an_as_of_build_does_not_tell_when_its_sources_were_looked_at() -> None:
    graph = graph_of(
        entry("source", "paper", accessed="2026-11-22", verified="2020-01-01"), as_of="2024-12-06"
    )
    assert graph.entries["paper"].fields == {"verified": "2020-01-01"}


# -- open questions ------------------------------------------------------------------------------------

SETTLED = (
    ARTICLE,
    entry("event", "sourced", date="2020-01-01", sources="article", importance="key", verified="2024-01-01"),
    entry("discrepancy", "done", about="sourced", status="resolved"),
    entry("issue", "decided", status="decided"),
    entry("issue", "moot", status="moot"),
    claim("right", "1", "prediction", came_true="yes"),
    entry("scenario", "past", came_true="no"),
    entry("deadline", "kept", due="2020-02-01", met_by="sourced"),
    entry("party", "somebody"),
)


def test_nothing_left_says_so() -> None:
    assert shown(view("open-questions", graph_of(*SETTLED))) == ["Nothing is left to settle."]
    assert shown(view("open-questions", graph_of(*SETTLED), tags="none")) == [
        "No entry of the record matches this selection."
    ]


@pytest.mark.parametrize(
    ("heading", "one"),
    [
        ("Without a source", entry("event", "it", date="2020")),
        ("Without a source", entry("legal-action", "it")),
        ("Disputed", entry("party", "it", confidence="disputed")),
        ("Alleged", entry("party", "it", confidence="alleged")),
        ("Unsure", entry("party", "it", confidence="unsure")),
        ("Key entries that nobody has verified", entry("party", "it", importance="key")),
        ("Discrepancies that are not resolved", entry("discrepancy", "it", status="open")),
        ("Discrepancies that are not resolved", entry("discrepancy", "it")),
        ("Issues that are not decided", entry("issue", "it", status="open")),
        ("Issues that are not decided", entry("issue", "it")),
        ("Predictions and scenarios whose outcome is open", claim("it", "", "prediction")),
        ("Predictions and scenarios whose outcome is open", claim("it", "", "prediction", came_true="open")),
        ("Predictions and scenarios whose outcome is open", entry("scenario", "it")),
        ("Deadlines that passed without an outcome", entry("deadline", "it", due="2020")),
    ],
)
def test_each_reason_has_a_section(heading: str, one: Entry) -> None:
    blocks = view("open-questions", graph_of(*SETTLED, one))
    assert heads(blocks) == [heading]
    assert [title.partition(" (")[0] for title in column(blocks, "title")] == ["It"]


@pytest.mark.parametrize(
    ("one", "waived"),
    [
        (
            entry("event", "it", date="2020", waive="unsourced -- common knowledge"),
            "unsourced: common knowledge",
        ),
        (entry("party", "it", importance="key", waive="unverified -- own words"), "unverified: own words"),
        (entry("discrepancy", "it", waive="discrepancy-open -- hopeless"), "discrepancy-open: hopeless"),
        (entry("deadline", "it", due="2020", waive="deadline-open -- lapsed"), "deadline-open: lapsed"),
    ],
)
def test_what_is_waived_stands_with_its_reason_alone(one: Entry, waived: str) -> None:
    blocks = view("open-questions", graph_of(*SETTLED, one))
    assert heads(blocks) == ["Checks that were waived"]
    assert column(blocks, "waive") == [waived]


def test_of_an_extended_deadline_the_last_extension_alone_is_left_to_settle() -> None:
    first = entry("deadline", "first", due="2020-11-12", extended_by="it")
    last = entry("deadline", "it", due="2020-12-04")
    assert column(view("open-questions", graph_of(first, last)), "title") == ["It"]
    waived = last._replace(fields={**last.fields, "waive": (("deadline-open", "lapsed"),)})
    assert heads(view("open-questions", graph_of(first, waived))) == ["Checks that were waived"]


def test_open_questions_take_selection_and_form() -> None:
    graph = graph_of(
        *(entry("event", f"e-{n}", date=f"202{n}", tags="x" if n else "y") for n in range(4)),
        entry("party", "p", confidence="disputed", tags="x"),
    )
    blocks = view("open-questions", graph, tags="x", limit="2", columns="title", group_by="year")
    assert heads(blocks) == ["Without a source", "2021", "2022", "Disputed", "Unknown date"]
    assert shown(blocks)[2:5:2] == [[["E 1"]], [["E 2"]]]
    cards = view("open-questions", graph, kinds="party", show="body")
    assert [type(block).__name__ for block in cards] == ["Heading", "Paragraph", "Facts", "Body"]


# -- the phrases ---------------------------------------------------------------------------------------


def test_a_translated_sentence_may_put_its_parts_in_another_order() -> None:
    german = Wording(
        "de", {"met on %(date)s by %(entry)s": "durch %(entry)s am %(date)s eingehalten"}.__getitem__
    )
    link = Link("X", "page", "event-x")
    made = sentence(german, "met on %(date)s by %(entry)s", date=("1. Mai",), entry=(link,))
    assert made == ("durch ", link, " am ", "1. Mai", " eingehalten")


def test_computed_columns_may_be_asked_for_where_their_kind_is_shown() -> None:
    graph = saga()
    assert column(view("deadline-index", graph, ids="act-270", columns="in-force, outcome, due"), "due") == [
        "Sunday, January 19, 2025"
    ]
    with pytest.raises(FieldError, match='"locus" is not a column'):
        view("deadlines", graph, columns="locus")
