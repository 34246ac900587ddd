"""The views of the record, built from plain entries."""

from __future__ import annotations

import pytest
from factories import VIEWS, column, entry, graph_of, heads, rows, shown, tables, view

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord
from sphinx_policyrefs.views.base import ViewContext
from sphinx_policyrefs.views.bibliography import VIEW as BIBLIOGRAPHY
from sphinx_policyrefs.views.docket import family
from sphinx_policyrefs.views.model import Address, Body, Heading, Items, Link, Paragraph, Table
from sphinx_policyrefs.views.wording import Wording

NOTHING = ["No entry of the record matches this selection."]

#: A small controversy: an act, the case against it through two courts, what people said, and what is unclear.
RECORD = (
    entry("party", "tiktok", "TikTok Inc.", short="TikTok", type="company", parent="bytedance"),
    entry("party", "bytedance", "ByteDance Ltd.", short="ByteDance", type="company"),
    entry("party", "doj", "Department of Justice", type="agency"),
    entry("party", "trump", "Donald Trump", type="person"),
    entry("source", "statute", "Public Law 118-50", published="2024-04-24", author="Congress", quality="official"),
    entry("source", "opinion", "Slip opinion", published="2024-12-06", publisher="D.C. Circuit",
          citation="122 F.4th 930", url="https://example.org/opinion"),
    entry("source", "unused", "A book"),
    entry("instrument", "act", "The Act", type="statute", signed="2024-04-24", effective="2025-01-19",
          sources="statute @ div. H", tags="law"),
    entry("event", "signing", "The Act is signed", date="2024-04-24", instrument="act", milestone="signed",
          parties="trump", sources="statute", text=("The President signs ", ("instrument", "act", ""), ".")),
    entry("legal-action", "below", "TikTok v. Garland", court="cadc", docket="24-1113", filed="2024-05-07",
          decided="2024-12-06", petitioners="tiktok; bytedance", respondents="doj", challenges="act",
          disposition="denied", status="decided", sources="opinion @ 3", issues="speech"),
    entry("legal-action", "twin", "Firebaugh v. Garland", court="cadc", docket="24-1130", filed="2024-05-14",
          consolidated_with="below", respondents="doj"),
    entry("legal-action", "above", "TikTok v. Garland (Supreme Court)", court="scotus", docket="24-656",
          filed="2024-04-01", appeal_of="below", petitioners="tiktok"),
    entry("event", "argument", "The petition is argued", date="2024-09-16", legal_action="below", parties="tiktok"),
    entry("issue", "speech", "Is it speech?", type="legal"),
    entry("event", "leak", "A leak", date="2020-08~", confidence="alleged", importance="minor", parties="tiktok"),
    entry("event", "meeting", "A meeting", date="XXXX", parties="bytedance"),
    entry("event", "call", "A call", date="2024-04-24", follows="signing", parties="trump; tiktok"),
    entry("statement", "pledge", "We stay", date="2024-04-24", speaker="tiktok", position="oppose", about="act"),
    entry("statement", "threat", "They go", date="2020-07-31", speaker="trump", position="support", about="tiktok"),
    entry("agreement", "deal", "The deal", announced="2025-09", parties="bytedance", status="proposed"),
    entry("scenario", "win", "A win in court", about="tiktok", condition="The Act falls", horizon="2025"),
)  # fmt: skip


@pytest.fixture
def record() -> Graph:
    return graph_of(*RECORD)


# -- chronology ----------------------------------------------------------------------------------------


def test_a_merged_row_cites_a_source_as_exactly_as_its_entries_do() -> None:
    graph = graph_of(
        entry("source", "order"), entry("source", "press"),
        entry("instrument", "ban", signed="2019-03-13", sources="order; press @ 2"),
        entry("event", "it", date="2019-03-13", instrument="ban", milestone="signed", sources='order @ 3; press @ 4'),
    )  # fmt: skip
    assert column(view("chronology", graph), "sources") == ["Order, 3 / Press, 4 / Press, 2"]


def test_the_chronology_has_every_milestone_in_order_and_merged_ones_once(record: Graph) -> None:
    blocks = view("chronology", record, columns="date, title")
    assert rows(tables(blocks)[0]) == [
        ["July 31, 2020", "They go"],
        ["about August 2020", "A leak (alleged)"],
        ["April 1, 2024", "TikTok v. Garland (Supreme Court): filed"],
        ["April 24, 2024", "The Act is signed"],
        ["April 24, 2024", "A call"],  # follows the signing, whatever its title
        ["April 24, 2024", "We stay"],
        ["May 7, 2024", "TikTok v. Garland: filed"],
        ["May 14, 2024", "Firebaugh v. Garland: filed"],
        ["September 16, 2024", "The petition is argued"],
        ["December 6, 2024", "TikTok v. Garland: decided"],
        ["January 19, 2025", "The Act: effective"],
        ["September 2025", "The deal: announced"],
    ]
    assert isinstance(blocks[1], Heading)
    assert shown(blocks)[1:] == ["# Unknown date", [["unknown date", "A meeting"]]]


def test_rows_link_parties_proceeding_and_sources_by_their_short_names(record: Graph) -> None:
    (table,) = tables(view("chronology", record, ids="below, argument, signing"))
    assert [c.label for c in table.columns] == ["Date", "Title", "Parties", "Proceeding", "Sources"]
    assert rows(table) == [
        ["April 24, 2024", "The Act is signed", "Donald Trump", "", "Public Law 118-50, div. H"],
        ["May 7, 2024", "TikTok v. Garland: filed", "TikTok / ByteDance / Department of Justice", "",
         "Slip opinion, 3"],
        ["September 16, 2024", "The petition is argued", "TikTok", "TikTok v. Garland", ""],
        ["December 6, 2024", "TikTok v. Garland: decided", "TikTok / ByteDance / Department of Justice", "",
         "Slip opinion, 3"],
    ]  # fmt: skip
    assert table.rows[2][2] == ((Link("TikTok", "page", "party-tiktok"),),)


@pytest.mark.parametrize("option", [{"group_by": "year"}, {}])
def test_unknown_dates_stand_last_under_their_heading(record: Graph, option: dict[str, str]) -> None:
    for order in ("oldest", "newest"):
        blocks = view("chronology", record, order=order, kinds="event", **option)
        assert heads(blocks)[-1] == "Unknown date"
        assert column(blocks, "title")[-1] == "A meeting"


def test_newest_first_turns_the_known_dates_round(record: Graph) -> None:
    oldest = column(view("chronology", record, from_="2000"), "title")
    assert column(view("chronology", record, from_="2000", order="newest"), "title") == oldest[::-1]
    assert column(view("chronology", record, order="newest", limit="2"), "date") == [
        "September 2025",
        "January 19, 2025",
    ]


def test_the_list_layout_has_one_item_for_each_row(record: Graph) -> None:
    assert shown(view("chronology", record, layout="list", ids="signing, leak")) == [
        ["about August 2020: A leak (alleged)", "April 24, 2024: The Act is signed"]
    ]
    assert shown(view("chronology", record, layout="list", ids="signing", show="summary")) == [
        ["April 24, 2024: The Act is signed. The President signs The Act."]
    ]


def test_bodies_stand_below_their_rows(record: Graph) -> None:
    for layout in ("table", "list"):
        assert shown(view("chronology", record, layout=layout, ids="signing, leak", show="body")) == [
            "about August 2020: A leak (alleged)",
            "<event-leak>",
            "April 24, 2024: The Act is signed",
            "<event-signing>",
        ]


def test_a_row_may_have_the_first_sentence_of_its_text_and_how_it_ended() -> None:
    made = graph_of(
        entry("event", "vote", "The House votes", date="2024-03-13", outcome="passed", vote="352-65",
              text=("The bill goes on. A copy is kept.",)),
        entry("event", "call", "The count", date="2024-03-14", vote="5-2"),
        entry("legal-action", "case", "A v. B", filed="2024-05-01", argued="2024-06-01", decided="2024-12-06",
              disposition="denied"),
        entry("event", "ruling", "The petition fails", date="2024-12-06", legal_action="case", milestone="decided",
              text=("Three judges agree.",)),
        entry("legal-action", "other", "B v. C", decided="2025-01-02", disposition="dismissed"),
        entry("deadline", "day", "To appeal", due="2025-02-01"),
        entry("party", "us", "The Company", short="Co."),
        entry("source", "memo", "A memo"),
        entry("deadline", "sale", "To sell", due="2025-03-01", outcome="disputed", outcome_by="us", sources="memo"),
    )  # fmt: skip
    assert shown(view("chronology", made, columns="date, title, result", show="sentence")) == [
        [
            ["March 13, 2024", "The House votes / The bill goes on.", "passed (352–65)"],
            ["March 14, 2024", "The count", "5–2"],
            ["May 1, 2024", "A v. B: filed", "denied"],
            ["June 1, 2024", "A v. B: argued", ""],
            ["December 6, 2024", "The petition fails / Three judges agree.", "denied"],
            ["January 2, 2025", "B v. C: decided", "dismissed"],
            ["February 1, 2025", "To appeal: due", "overdue as of November 22, 2026"],
            ["March 1, 2025", "To sell: due", "disputed, according to Co."],
        ]
    ]
    assert shown(view("chronology", made, ids="vote", layout="list", show="sentence")) == [
        ["March 13, 2024: The House votes. The bill goes on."]
    ]
    assert column(view("legal-action-index", made, columns="title, result"), "result") == [
        "denied",
        "dismissed",
    ]


def test_the_prose_layout_has_a_paragraph_for_each_row_with_its_summary(record: Graph) -> None:
    assert shown(view("chronology", record, layout="prose", ids="signing, leak")) == [
        "about August 2020: A leak (alleged).",
        "April 24, 2024: The Act is signed. The President signs The Act.",
    ]
    assert shown(view("chronology", record, layout="prose", ids="signing", show="title")) == [
        "April 24, 2024: The Act is signed."
    ]


def test_summaries_stand_below_titles_in_tables(record: Graph) -> None:
    assert column(view("chronology", record, ids="signing", show="summary"), "title") == [
        "The Act is signed / The President signs The Act."
    ]


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("year", ["2020", "2024", "2025", "Unknown date"]),
        ("month", ["July 2020", "August 2020", "April 2024", "May 2024", "September 2024", "December 2024",
                   "January 2025", "September 2025", "Unknown date"]),
        ("party", ["ByteDance Ltd.", "Department of Justice", "Donald Trump", "TikTok Inc.", "None of these"]),
        ("issue", ["Is it speech?", "None of these"]),
        ("legal-action", ["Firebaugh v. Garland", "TikTok v. Garland", "TikTok v. Garland (Supreme Court)",
                          "None of these"]),
        ("kind", ["Events", "Legal actions", "Instruments", "Statements", "Agreements"]),
        ("none", ["Unknown date"]),
    ],
)  # fmt: skip
def test_rows_are_grouped(record: Graph, group: str, headings: list[str]) -> None:
    assert heads(view("chronology", record, group_by=group)) == headings


def test_a_row_of_two_parties_stands_under_both(record: Graph) -> None:
    blocks = view("chronology", record, ids="call", group_by="party", columns="title")
    assert shown(blocks) == ["# Donald Trump", [["A call"]], "# TikTok Inc.", [["A call"]]]


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ({"kinds": "statement"}, ["They go", "We stay"]),
        ({"kinds": "statement; agreement"}, ["They go", "We stay", "The deal: announced"]),
        ({"kinds": "source"}, ["Public Law 118-50: published", "Slip opinion: published"]),
        ({"not_kinds": "event, legal-action, instrument"}, ["They go", "We stay", "The deal: announced"]),
        ({"parties": "trump", "kinds": "event"}, ["The Act is signed", "A call"]),
        ({"parties": "Donald Trump", "not_parties": "TikTok", "kinds": "event"}, ["The Act is signed"]),
        ({"instruments": "act", "kinds": "event"}, ["The Act is signed"]),
        ({"legal_actions": "below", "kinds": "event"}, ["The petition is argued"]),
        ({"issues": "speech"}, ["TikTok v. Garland: filed", "TikTok v. Garland: decided"]),
        ({"tags": "law"}, ["The Act is signed", "The Act: effective"]),  # a merged row is either's
        ({"types": "statute", "not_ids": "signing"}, ["The Act is signed", "The Act: effective"]),
        ({"status": "decided"}, ["TikTok v. Garland: filed", "TikTok v. Garland: decided"]),
        ({"not_status": "decided, proposed", "kinds": "agreement"}, []),
        ({"confidence": "alleged"}, ["A leak (alleged)"]),
        ({"importance": "minor"}, ["A leak (alleged)"]),
        ({"kinds": "event", "not_confidence": "alleged", "to": "2024-04"}, ["The Act is signed", "A call"]),
        ({"sources": "opinion"}, ["TikTok v. Garland: filed", "TikTok v. Garland: decided"]),
        ({"from": "2025"}, ["The Act: effective", "The deal: announced"]),
        ({"to": "2020-08-01"}, ["They go", "A leak (alleged)"]),  # August overlaps its first day
        ({"from": "2020-08-31", "to": "2023"}, ["A leak (alleged)"]),
        ({"from": "2030"}, []),
    ],
)
def test_selection(record: Graph, options: dict[str, str], titles: list[str]) -> None:
    blocks = view("chronology", record, **options)
    assert column(blocks, "title") == titles
    if not titles:
        assert shown(blocks) == NOTHING


def test_a_caption_goes_with_the_table_and_empty_default_columns_go_without(record: Graph) -> None:
    (table,) = tables(view("chronology", record, ids="pledge", caption="What was said"))
    assert table.caption == "What was said"
    assert [c.name for c in table.columns] == ["date", "title", "parties"]
    (table,) = tables(view("chronology", record, ids="pledge", columns="Date, venue, kind, relations"))
    assert [c.label for c in table.columns] == ["Date", "Venue", "Kind", "Relations"]
    assert rows(table) == [["April 24, 2024", "", "Statement", "TikTok Inc. / The Act"]]


def test_a_row_of_a_deadline_says_that_something_is_due() -> None:
    made = graph_of(entry("deadline", "a", "Review of the Act", due="2024-07-10"))
    assert shown(view("chronology", made)) == [[["July 10, 2024", "Review of the Act: due"]]]


def test_a_caption_stands_once_however_many_tables_there_are(record: Graph) -> None:
    grouped = tables(view("chronology", record, caption="All", group_by="year"))
    undated = tables(view("chronology", record, caption="All"))
    assert [table.caption for table in grouped] == ["All", "", "", ""]
    assert [table.caption for table in undated] == ["All", ""]


@pytest.mark.parametrize(
    ("title", "end"), [("Who pays?", ""), ("It is “over!”", ""), ("Meta, Inc.", ""), ("A", ".")]
)
def test_no_title_gets_a_second_stop(title: str, end: str) -> None:
    made = graph_of(
        entry("event", "a", title, date="2020", sources="s", text=("It was so.",)),
        entry("source", "s", title),
    )
    assert shown(view("chronology", made, layout="prose")) == [f"2020: {title}{end} It was so."]
    assert shown(view("chronology", made, layout="list", show="summary")) == [
        [f"2020: {title}{end} It was so."]
    ]
    assert shown(view("bibliography-of-record", made)) == [[f"{title}{end} Cited by: {title}{end}"]]


@pytest.mark.parametrize(
    ("name", "option", "text", "message"),
    [
        ("chronology", "order", "random", '"random" is not an order: write one of oldest, newest'),
        (
            "chronology",
            "layout",
            "lst",
            '"lst" is not a layout: write one of table, list, prose; did you mean list?',
        ),
        ("chronology", "limit", "0", '"0" is not a limit'),
        ("chronology", "columns", "titel", "did you mean title?"),
        ("chronology", "partys", "x", "did you mean parties?"),
        ("chronology", "kinds", "evnt", "did you mean event?"),
        ("chronology", "from", "5 May", "write"),
        ("chronology", "tags", " ", "has no value"),
        ("docket", "layout", "list", "is not an option of docket"),
        ("legal-action-index", "status", "pendng", "did you mean pending?"),
    ],
)
def test_a_wrong_option_is_told_with_what_to_write(
    record: Graph, name: str, option: str, text: str, message: str
) -> None:
    with pytest.raises(FieldError) as error:
        view(name, record, "below" if name == "docket" else "", **{option: text})
    assert message in str(error.value)


# -- one kind ------------------------------------------------------------------------------------------


def test_every_kind_has_an_index(record: Graph) -> None:
    for kind in KINDS.values():
        (table, *_) = tables(view(f"{kind.name}-index", record)) or [None]
        entries = [e for e in RECORD if e.kind == kind.name]
        assert (len(table.rows) if table else 0) == len(entries)
        if table is None:
            assert shown(view(f"{kind.name}-index", record)) == NOTHING


def test_an_index_is_by_title_where_its_kind_has_no_dates_else_by_date(record: Graph) -> None:
    assert column(view("party-index", record), "title") == [
        "ByteDance Ltd.", "Department of Justice", "Donald Trump", "TikTok Inc.",
    ]  # fmt: skip
    assert column(view("legal-action-index", record), "docket") == ["24-656", "24-1113", "24-1130"]
    assert column(view("legal-action-index", record, order="newest", limit="1"), "docket") == ["24-1130"]


def test_an_index_turned_round_keeps_what_has_no_date_last() -> None:
    dates = {"u2": "XXXX", "b": "2020", "u1": "XXXX", "a": "2019"}
    graph = graph_of(
        *(entry("event", i, date=d) for i, d in dates.items()), entry("party", "q"), entry("party", "p")
    )
    assert column(view("event-index", graph), "title") == ["A", "B", "U1", "U2"]
    assert column(view("event-index", graph, order="newest"), "title") == ["B", "A", "U2", "U1"]
    assert column(view("party-index", graph, order="newest"), "title") == ["Q", "P"]


def test_an_index_shows_the_columns_of_its_kind(record: Graph) -> None:
    (table,) = tables(view("legal-action-index", record, ids="below"))
    assert [c.label for c in table.columns] == ["Filed", "Title", "Court", "Docket", "Status", "Challenges"]
    assert rows(table)[0] == [
        "May 7, 2024", "TikTok v. Garland", "U.S. Court of Appeals for the D.C. Circuit", "24-1113", "decided",
        "The Act",
    ]  # fmt: skip


def test_cards_have_the_facts_from_both_ends(record: Graph) -> None:
    title, facts = shown(view("instrument-index", record, layout="cards"))
    assert title == "The Act"
    assert facts == {
        "Signed": "April 24, 2024",
        "Effective": "January 19, 2025",
        "Type": "statute",
        "History": "The Act is signed",
        "Challenged in": "TikTok v. Garland",
        "Statements about": "We stay",
        "Sources": "Public Law 118-50, div. H",
    }


def test_cards_with_bodies(record: Graph) -> None:
    blocks = view("party-index", record, show="body", ids="doj")
    assert blocks[2] == Body("page", "party-doj")


def test_an_index_is_grouped_and_selected(record: Graph) -> None:
    assert shown(view("party-index", record, types="company", columns="title", group_by="kind")) == [
        "# Parties",
        [["ByteDance Ltd."], ["TikTok Inc."]],
    ]


def test_statements_and_scenarios(record: Graph) -> None:
    assert shown(view("statements", record)) == [
        [
            ["July 31, 2020", "Donald Trump", "They go", "support"],
            ["April 24, 2024", "TikTok", "We stay", "oppose"],
        ]
    ]
    assert (
        shown(view("statements", record, group_by="year", parties="tiktok", columns="title"))[0] == "# 2020"
    )
    assert shown(view("statements", record, show="body", ids="pledge")) == [
        "April 24, 2024, TikTok: We stay",
        "<statement-pledge>",
    ]
    assert shown(view("scenarios", record)) == [[["A win in court", "The Act falls", "2025", "open"]]]
    assert shown(view("statements", graph_of())) == NOTHING
    assert shown(view("scenarios", graph_of())) == NOTHING


# -- docket --------------------------------------------------------------------------------------------


def context(graph: Graph) -> ViewContext:
    from sphinx_policyrefs.records.model import ViewCall

    return ViewContext(graph, Wording(), VIEWS["docket"], ViewCall("docket", "below", {}, {}, "page.rst", 1))


@pytest.mark.parametrize("start", ["below", "twin", "above"])
def test_a_docket_goes_up_from_the_lowest_court_wherever_it_begins(record: Graph, start: str) -> None:
    # the appeal was filed, by a slip of its author, before the case itself
    assert family(context(record), start) == ["below", "twin", "above"]
    assert heads(view("docket", record, start)) == [
        "U.S. Court of Appeals for the D.C. Circuit, No. 24-1113",
        "U.S. Court of Appeals for the D.C. Circuit, No. 24-1130",
        "Supreme Court of the United States, No. 24-656",
    ]


def test_a_docket_shows_facts_and_course_of_each_stage(record: Graph) -> None:
    blocks = shown(view("docket", record, "below", columns="date, title"))
    assert blocks[1] == "TikTok v. Garland"
    assert blocks[2] == {
        "Court": "U.S. Court of Appeals for the D.C. Circuit",
        "Docket": "24-1113",
        "Petitioners": "TikTok Inc.; ByteDance Ltd.",
        "Respondents": "Department of Justice",
        "Challenges": "The Act",
        "Disposition": "denied",
        "Status": "decided",
        "Issues": "Is it speech?",
        "Appealed in": "TikTok v. Garland (Supreme Court)",
        "Consolidated with": "Firebaugh v. Garland",
        "Sources": "Slip opinion, 3",
    }
    assert blocks[3] == [
        ["May 7, 2024", "TikTok v. Garland: filed"],
        ["September 16, 2024", "The petition is argued"],
        ["December 6, 2024", "TikTok v. Garland: decided"],
    ]
    newest = shown(view("docket", record, "below", columns="date", order="newest"))
    assert newest[3] == [["December 6, 2024"], ["September 16, 2024"], ["May 7, 2024"]]


def test_appeals_in_a_circle_end() -> None:
    graph = graph_of(
        entry("legal-action", "one", filed="2020", appeal_of="two"),
        entry("legal-action", "two", filed="2021", appeal_of="one"),
    )
    assert family(context(graph), "two") == ["one", "two"]


def test_a_docket_of_no_case_says_so(record: Graph) -> None:
    assert shown(view("docket", record, "tiktok")) == NOTHING
    assert shown(view("docket", record, "TikTok v. Garland"))[1] == "TikTok v. Garland"


# -- dossier -------------------------------------------------------------------------------------------


def test_a_dossier_gathers_all_that_concerns_an_entry(record: Graph) -> None:
    blocks = view("dossier", record, "tiktok")
    assert heads(blocks) == ["Chronology", "Proceedings", "Statements", "Scenarios", "Sources"]
    told = shown(blocks)
    assert told[0] == "TikTok Inc."
    facts = told[1]
    assert isinstance(facts, dict)
    assert facts["Short name"] == "TikTok"
    assert "Petitioner in" not in facts  # the table of proceedings tells it
    at = {told[n]: told[n + 1] for n in range(len(told)) if str(told[n]).startswith("# ")}
    assert [row[1] for row in at["# Chronology"]] == [
        "They go",
        "A leak (alleged)",
        "TikTok v. Garland (Supreme Court): filed",
        "A call",
        "We stay",
        "TikTok v. Garland: filed",
        "The petition is argued",
        "TikTok v. Garland: decided",
    ]
    assert [row[:2] for row in at["# Proceedings"]] == [
        ["TikTok v. Garland (Supreme Court)", "petitioner"],
        ["TikTok v. Garland", "petitioner"],
    ]
    assert at["# Statements"] == [
        ["July 31, 2020", "Donald Trump", "They go", "support", ""],
        ["April 24, 2024", "TikTok", "We stay", "oppose", ""],
    ]
    assert at["# Sources"] == [
        "Slip opinion, D.C. Circuit, December 6, 2024, 122 F.4th 930, https://example.org/opinion."
    ]


def test_a_dossier_has_no_headings_for_what_it_lacks(record: Graph) -> None:
    assert shown(view("dossier", record, "unused")) == ["A book", {}]
    assert shown(view("dossier", record, "nobody")) == NOTHING


def test_a_dossier_takes_the_selection_of_its_chronology(record: Graph) -> None:
    blocks = view("dossier", record, "tiktok", from_="2024-09", show="body")
    assert column(blocks, "title")[:2] == ["The petition is argued", "TikTok v. Garland: decided"]
    assert blocks[1] == Body("page", "party-tiktok")


def test_a_dossier_may_do_without_its_sources(record: Graph) -> None:
    blocks = view("dossier", record, "tiktok", not_kinds="source; scenario")
    assert heads(blocks) == ["Chronology", "Proceedings", "Statements"]
    blocks = view("dossier", record, "bytedance", not_kinds="party")
    assert "Subsidiaries" not in next(block for block in shown(blocks) if isinstance(block, dict))


# -- bibliography --------------------------------------------------------------------------------------


def test_the_bibliography_has_each_source_once_by_author_with_what_rests_on_it(record: Graph) -> None:
    assert shown(view("bibliography-of-record", record)) == [
        [
            "A book.",
            "Congress: Public Law 118-50, April 24, 2024. Cited by: The Act; The Act is signed.",
            (
                "Slip opinion, D.C. Circuit, December 6, 2024, 122 F.4th 930, https://example.org/opinion."
                " Cited by: TikTok v. Garland."
            ),
        ]
    ]
    (items,) = view("bibliography-of-record", record, ids="opinion")
    assert isinstance(items, Items)
    assert Address("https://example.org/opinion", "https://example.org/opinion") in items.items[0]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"container_title": "Law J.", "volume": "12", "issue": "3", "page": "45–67"}, "T, Law J. 12(3), pp. 45–67."),
        ({"container_title": "The Times", "page": "A1", "published": "2020"}, "T, The Times, p. A1, 2020."),
        ({"type": "legal_case", "container_title": "U.S.", "volume": "410", "page": "113"}, "T, 410 U.S. 113."),
        ({"type": "report", "publisher": "GAO", "number": "GAO-20-1"}, "T, GAO-20-1, GAO."),
        ({"type": "book", "volume": "2", "edition": "3", "publisher": "P"}, "T, Volume 2, edition 3, P."),
        ({"issue": "7", "edition": "Second edition"}, "T, no. 7, Second edition."),
        ({"author": "Human Rights Watch;"}, "Human Rights Watch: T."),
    ],
)  # fmt: skip
def test_the_bibliography_says_where_a_source_appeared(fields: dict[str, str], line: str) -> None:
    assert shown(view("bibliography-of-record", graph_of(entry("source", "s", "T", **fields)))) == [[line]]


def test_a_card_shows_no_sign_behind_an_author() -> None:
    graph = graph_of(entry("source", "s", author="Human Rights Watch;"))
    (_title, facts) = shown(view("source-index", graph, layout="cards"))
    assert facts == {"Author": "Human Rights Watch"}


def test_the_bibliography_of_a_selection_has_what_it_rests_on(record: Graph) -> None:
    def first(**options: str) -> list[str]:
        (items,) = shown(view("bibliography-of-record", record, **options))
        return [str(item).split(",")[0] for item in items]  # type: ignore[attr-defined]

    assert first(kinds="event") == ["Congress: Public Law 118-50"]
    assert first(kinds="legal-action") == ["Slip opinion"]
    assert first(limit="1") == ["A book."]
    assert first(order="newest", limit="1") == ["Slip opinion"]
    assert shown(view("bibliography-of-record", record, tags="none")) == NOTHING
    assert heads(view("bibliography-of-record", record, group_by="year")) == ["2024", "Unknown date"]
    assert BIBLIOGRAPHY.argument is None


# -- all of them ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_record_says_so_in_every_view(name: str) -> None:
    argument = "" if VIEWS[name].argument is None else "nobody"
    nothing = ["The earlier record is not there to compare with."] if name == "whats-new" else NOTHING
    assert shown(view(name, graph_of(), argument)) == nothing


@pytest.mark.parametrize("name", VIEWS)
def test_views_are_plain_data_in_a_stable_order(name: str, record: Graph) -> None:
    argument = {"docket": "below", "dossier": "act"}.get(name, "")
    again = Graph([DocRecord("page", tuple(record.entries.values()))], today=record.today)
    assert repr(view(name, record, argument)) == repr(view(name, again, argument))
    assert view(name, record, argument) or argument
    for block in view(name, record, argument):
        assert isinstance(block, tuple)
        assert not isinstance(block, Paragraph) or block.content
        assert not isinstance(block, Table) or all(len(row) == len(block.columns) for row in block.rows)


@pytest.mark.parametrize("name", VIEWS)
def test_every_phrase_of_a_view_can_be_translated(name: str, record: Graph) -> None:
    from sphinx_policyrefs.records.model import ViewCall

    argument = {"docket": "below", "dossier": "act"}.get(name, "")
    asked: list[str] = []

    def translate(text: str) -> str:
        asked.append(text)
        return text

    call = ViewCall(name, argument, {}, {}, "page.rst", 1)
    blocks = VIEWS[name].build(ViewContext(record, Wording("en", translate), VIEWS[name], call))
    for block in blocks:
        if isinstance(block, Heading) and name != "docket":
            assert block.text in asked
        elif isinstance(block, Table):
            assert {c.label.lower() for c in block.columns} <= {
                text.rpartition("|")[2].lower() for text in asked
            }
