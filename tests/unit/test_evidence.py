"""The view of the evidence: each citation with its words, and what became of them."""

from __future__ import annotations

import pytest
from factories import Texts, entry, graph_of, shown, view

from sphinx_policyrefs.documents.model import NEEDS_LIBRARY, Page
from sphinx_policyrefs.evidence.proofs import Proof, Proofs
from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.evidence import state
from sphinx_policyrefs.views.wording import Wording

FIRST = "The Harbor Trust may not permit any dredging. Whoever violates this section shall be fined."
SECOND = "The county engineer will report to the council by May 5."
COPIES = Texts(
    act_pdf=(FIRST, SECOND), plain_txt=f"{FIRST} {SECOND}", torn_pdf="unreadable: has no text in it"
)
SOURCES = (
    entry("source", "act", copy="act.pdf"),
    entry("source", "plain", copy="plain.txt"),
    entry("source", "torn", copy="torn.pdf"),
    entry("source", "gone", copy="gone.pdf"),
    entry("source", "other", copy="act.pdf", sha256="0" * 64),
    entry("source", "web"),
)


@pytest.mark.parametrize(
    ("citation", "says"),
    [
        ('act @ p. 3 "may not permit any dredging"', "found on p. 3"),
        ('act "may not permit any dredging"', "found on p. 3"),
        ('act @ § 2 "may not permit any dredging"', "found on p. 3"),
        ('plain @ p. 3 "may not permit any dredging"', "found"),
        ('act @ 4 "may not permit any dredging"', "on p. 3, not p. 4"),
        ('act @ p. 4 "may not permit any dredging"', "on p. 3, not p. 4"),
        ('act @ pp. 9-10 "may not permit any dredging"', "on p. 3, not pp. 9-10"),
        ('act @ 3 "shall be fined. The county engineer"', "found on pp. 3–4"),
        ('plain "[The trust] may not permit any dredging"', "found, altered"),
        ('plain "may not permit … shall be fined"', "found, with omissions"),
        ('plain "[It] may not permit … shall be fined"', "found, altered and with omissions"),
        ('act @ 3 "[It] may not permit any dredging"', "found, altered, on p. 3"),
        ('act @ 3 "may permit any dredging"', "not found"),
        ('act "dredging"', "too short"),
        ('act @ 3 "any dredging"', "found on p. 3"),
        ('web "may not permit any dredging"', "no copy"),
        ('gone "may not permit any dredging"', "no copy"),
        ('other "may not permit any dredging"', "copy changed"),
        ('torn "may not permit any dredging"', "copy can't be read"),
        ("act @ 3", "no words"),
    ],
)
def test_each_state_reads_as_it_is(citation: str, says: str) -> None:
    graph = graph_of(*SOURCES, entry("event", "it", sources=citation))
    proofs = Proofs(graph, COPIES)
    ((_field, link),) = proofs.citations("it")
    assert plain(state(Wording(), proofs.of(link), link.locator)) == says


def test_pages_have_their_printed_name_and_their_number_in_the_file() -> None:
    pages = Page(5, "3"), Page(6, "4")
    assert state(Wording(), Proof("found", pages[:1]), "") == ("found on p. 3 (PDF 5)",)
    assert state(Wording(), Proof("found", pages), "") == ("found on pp. 3–4 (PDF 5–6)",)
    assert state(Wording(), Proof("found", (Page(3, "3"),)), "") == ("found on p. 3",)


def test_each_citation_has_a_row_with_all_its_words() -> None:
    long = " ".join(f"w{n}" for n in range(60))
    graph = graph_of(
        *SOURCES,
        entry("passage", "duty", source="act", locator="p. 3", quote="may not permit any dredging"),
        entry("event", "later", date="2022", sources=f'act "{long}"; web'),
        entry("event", "first", date="2021", sources='duty; plain @ § 2 "原文在此六字" = "the original"'),
        entry("event", "bare", date="2020"),
        entry("discrepancy", "odd", values='one | act @ 3 "shall be fined"\ntwo | web @ 7'),
    )
    assert shown(view("evidence", graph, copies=COPIES)) == [
        [
            ["First", "Act", "p. 3", "“may not permit any dredging”", "found on p. 3"],
            ["First", "Plain", "§ 2", "“原文在此六字” / “the original”", "not found"],
            ["Later", "Act", "", f"“{long}”", "not found"],
            ["Later", "Web", "", "", "no words"],
            ["Duty", "Act", "p. 3", "“may not permit any dredging”", "found on p. 3"],
            ["Odd", "Act", "3", "“shall be fined”", "found on p. 3"],
            ["Odd", "Web", "7", "", "no words"],
        ]
    ]
    assert (
        shown(view("evidence", graph, copies=COPIES, kinds="event", limit="1", order="newest"))[0][0][0]
        == "Later"
    )
    assert len(shown(view("evidence", graph, copies=COPIES, kinds="event", limit="1"))[0]) == 2
    assert shown(view("evidence", graph, copies=COPIES, group_by="kind"))[::2] == [
        "# Events",
        "# Passages",
        "# Discrepancies",
    ]
    assert shown(view("evidence", graph, ids="bare")) == ["No entry of the record matches this selection."]


def test_a_confidential_source_has_its_words_alone() -> None:
    graph = graph_of(
        entry(
            "source",
            "memo",
            "Memo of Ms. X",
            copy="act.pdf",
            confidential="a person with knowledge of the talks",
        ),
        entry("passage", "duty", source="memo", locator="p. 3", quote="may not permit any dredging"),
        entry("event", "it", sources='memo @ 3 "may not permit any dredging"; duty'),
    )
    assert shown(view("evidence", graph.public, copies=COPIES)) == [
        [["It", "a person with knowledge of the talks"]]
    ]


def test_a_missing_library_is_known_once_words_were_looked_for() -> None:
    graph = graph_of(
        entry("source", "act", copy="act.pdf"), entry("event", "it", sources='act "may not permit any"')
    )
    for reason, needs in ((NEEDS_LIBRARY, True), ("has no text in it", False)):
        proofs = Proofs(graph, Texts(act_pdf=f"unreadable: {reason}"))
        assert not proofs.needs_library
        assert proofs.entry("it")[0].state == "copy can't be read"
        assert proofs.needs_library is needs
