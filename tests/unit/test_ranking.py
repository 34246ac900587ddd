"""Which entries a sentence may be about."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from factories import entry, graph_of

from sphinx_policyrefs.review.model import Said, SaidDate, SaidName, SaidVote
from sphinx_policyrefs.review.ranking import Index, Query
from sphinx_policyrefs.review.terms import keys_in
from sphinx_policyrefs.review.words import Stems

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph


def first(graph: Graph, text: str, said: Said = Said()) -> list[str]:  # noqa: B008 - a tuple
    return [each.entry for each in Index(graph).rank(Query(text, said))]


def test_words_count_whatever_their_form_and_the_same_meaning_is_one_word() -> None:
    stems = Stems()
    assert list(stems.of("The judge ruled that TikTok’s lawsuits are barred.")) == [
        "judg",
        "rule",
        "tiktok",
        "sue",
        "ban",
    ] or (stems.one("ruled") == stems.one("ruling") and stems.one("lawsuits") == stems.one("sued"))
    assert list(Stems("de").of("Die Gerichte")) == ["die", "gericht"]


def test_rare_names_count_more_than_common_ones() -> None:
    events = [
        entry("event", f"e{n}", f"Meeting number {n}", date="2020-01-01", parties="acme") for n in range(20)
    ]
    graph = graph_of(
        entry("party", "acme", "Acme"),
        entry("party", "rare", "Rarotonga"),
        entry("event", "odd", "Something", date="2020-02-02", parties="rare"),
        *events,
    )
    text = "Acme and Rarotonga did something."
    said = Said(names=(SaidName(0, 4, "Acme", "acme"), SaidName(9, 18, "Rarotonga", "rare")))
    assert first(graph, text, said)[0] == "odd"


def test_near_dates_count_and_the_same_one_counts_more() -> None:
    graph = graph_of(
        *(entry("event", f"d{n:02}", "A thing happens", date=f"2020-03-{n:02}") for n in (1, 9, 10, 28))
    )
    said = Said(dates=(SaidDate(3, 17, "March 10, 2020", "2020-03-10"),))
    assert first(graph, "On March 10, 2020 a thing happened.", said)[:2] == ["d10", "d09"]


def test_claims_are_no_candidates_and_feed_nothing() -> None:
    made = [
        entry("source", "article", "An article"),
        entry("event", "strike", "Dockers stop work", date="2020-01-02"),
        entry("event", "other", "Rain falls", date="2020-01-03"),
    ]
    claim = entry(
        "claim",
        "c",
        "Zebras stop work",
        made_in="article @ 1.1.1",
        evidence="other",
        text=("Zebras and rain",),
    )
    with_claim, without = (Index(graph_of(*made, *more)) for more in ([claim], []))
    for text in ("Zebras stop work in the rain.", "Dockers stop."):
        assert with_claim.rank(Query(text, Said())) == without.rank(Query(text, Said()))


def test_the_document_itself_is_no_candidate() -> None:
    graph = graph_of(
        entry("source", "article", "Ten years of docks"), entry("event", "e", "Docks", date="2020")
    )
    ranked = Index(graph, without="article").rank(Query("Ten years of docks", Said()))
    assert [each.entry for each in ranked] == ["e"]


def test_each_candidate_says_why() -> None:
    graph = graph_of(
        entry("party", "senate", "Senate"),
        entry("event", "vote", "The Senate passes the bill", date="2020-05-06", actor="senate", vote="60-40"),
    )
    text = "The Senate passed the bill on May 6, 2020 by 60-40."
    said = Said(
        dates=(SaidDate(30, 41, "May 6, 2020", "2020-05-06"),),
        names=(SaidName(4, 10, "Senate", "senate"),),
        votes=(SaidVote(45, 50, "60-40", 60, 40),),
    )
    best = Index(graph).rank(Query(text, said))[0]
    assert best.entry == "vote"
    assert "names: Senate" in best.reasons
    assert "date: May 6, 2020" in best.reasons
    assert "the same vote" in best.reasons
    assert any(reason.startswith("words: ") for reason in best.reasons)


def test_numbers_find_their_entry_however_they_are_written() -> None:
    graph = graph_of(
        entry(
            "legal-action", "schrems", "Schrems v Commissioner", court="Court of Justice", docket="C-362/14"
        ),
        entry("legal-action", "irish", "The Irish case", court="High Court", docket="2013 No. 765 JR"),
        entry("instrument", "order", "An order", type="order", citation="87 FR 62283"),
    )
    for text, id_ in (
        ("Case C-362/14 is over.", "schrems"),
        ("It bore the number 2013 No 765 JR.", "irish"),
        ("See 87 FR 62283.", "order"),
    ):
        ranked = Index(graph).rank(Query(text, Said()))[0]
        assert (ranked.entry, ranked.numbered) == (id_, True), text
    assert "c36214" in set(keys_in("in (C-362/14),"))


def test_no_more_than_twelve_are_looked_at_and_a_sentence_of_common_words_costs_no_more() -> None:
    source = random.Random(1)  # noqa: S311 - the same words each time
    words = [f"word{n}" for n in range(300)]
    entries = [
        entry("event", f"e{n}", " ".join(source.choices(words, k=8)), date="2020-01-01") for n in range(1000)
    ]
    index = Index(graph_of(*entries))
    assert len(index.rank(Query(" ".join(words), Said()))) == 12
