"""Sentences of a set's own pages: which refer to no evidence, and which say another day than what they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import block, entry, graph_of

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import review
from sphinx_policyrefs.records.model import DocRecord, ProseParagraph
from sphinx_policyrefs.review.kept_sentences import KeptSentences
from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence, unreferenced
from sphinx_policyrefs.review.own_dates import differing
from sphinx_policyrefs.review.own_prose import own_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_policyrefs.records.graph import Graph

pytest.importorskip("nupunkt")

GRAPH = graph_of(
    entry("party", "council", "City Council", type="agency"),
    entry("issue", "tolls", "Tolls"),
    entry("source", "minutes", "Minutes", published="2021-04-01"),
    entry("instrument", "bond", "Bond resolution", introduced="2021-02-01", adopted="2021-03-02"),
    entry("event", "vote", "Council votes", date="2021-03", parties="council", instrument="bond", milestone="adopted"),
    entry("event", "sale", "Bonds are sold", date="2021-05-20", instrument="bond"),
    entry("legal-action", "suit", "Taxpayers v. City", filed="2021-06-01"),
    entry("deadline", "reply", "Reply", due="2021-07-01"),
    entry("scenario", "wide", "A wide bridge"),
)  # fmt: skip


def bare(*marked: str) -> list[str]:
    sentences = own_sentences([block(text, line=10 * n) for n, text in enumerate(marked, 1)], GRAPH)
    return [each.text for each in unreferenced(sentences, GRAPH)]


UNREFERENCED = [
    ("On March 2, 2021 the Council approved it, 7 to 2.", True),
    ("On March 2, 2021 [the Council|party:council] approved it, 7 to 2.", True),
    ("On March 2, 2021 they spoke about [tolls|issue:tolls] and $40 million.", True),
    ("On March 2, 2021 they drew [a wide bridge|scenario:wide] for $40 million.", True),
    ("On March 2, 2021 [it was approved|event:vote].", False),
    ("On March 2, 2021 [the bond|ref:bond] was approved.", False),
    ("On March 2, 2021 it was approved ([Minutes|source:minutes]).", False),
    ("It was approved on [=March 2, 2021|value:bond.adopted] by the Council for $40 million.", False),
    ("On March 2, 2021 it was approved for $40 million.[|cite:minutes @ 3]", False),
    ("On March 2, 2021 it was approved for $40 million. [|cite:minutes @ 3]", False),
    ("A bridge is a bridge.", False),
]


@pytest.mark.parametrize(("text", "told"), UNREFERENCED)
def test_what_is_checkable_needs_evidence(text: str, told: bool) -> None:
    assert bool(bare(text)) is told


def test_the_mark_of_a_note_belongs_to_the_sentence_before_it() -> None:
    two = "On March 2, 2021 it was approved, 7 to 2. [|cite:minutes @ 3] On May 20, 2021 they sold $40 million of it."
    assert bare(two) == ["On May 20, 2021 they sold $40 million of it."]


def test_a_sentence_has_its_line() -> None:
    text = "One sentence stands\nhere. On March 2, 2021 it was\napproved, 7 to 2."
    (told,) = unreferenced(own_sentences([block(text, line=30)], GRAPH), GRAPH)
    assert (told.line, told.text) == (31, "On March 2, 2021 it was approved, 7 to 2.")


DIFFERING = [
    ("On March 9, 2021 [the bond was adopted|instrument:bond].", "bond"),
    ("On April 9, 2021 [it was approved|event:vote].", "vote"),
    # What it is a milestone of, and the events of an instrument.
    ("On March 2, 2021 [it was approved|event:vote].", ""),
    ("On May 20, 2021 [bonds|instrument:bond] were sold.", ""),
    ("In 2021 [bonds|event:sale] were sold.", ""),
    ("In May 2020 [bonds|event:sale] were sold.", "sale"),
    ("By July 3, 2021 [a reply|deadline:reply] was due.", "reply"),
    # Two dates, or two dated entries.
    ("On April 9, 2021, and again on June 2, 2022, [it was approved|event:vote].", ""),
    ("On April 9, 2021 [it|event:vote] was followed by [a sale|event:sale].", ""),
    # The day on which a source was published is no date of what it says.
    ("On April 9, 2021 it was approved ([Minutes|source:minutes]).", ""),
    # Words that the record gave, and what only tells which thing is meant.
    ("On April 9, 2021 they adopted what was filed on [=June 1, 2021|value:suit.filed].", ""),
    ("The plan of 2019 led to [the sale|event:sale].", ""),
    # A day without any year.
    ("On April 9 [it was approved|event:vote].", ""),
]


@pytest.mark.parametrize(("text", "entry_"), DIFFERING)
def test_one_date_beside_one_dated_entry(text: str, entry_: str) -> None:
    found = differing(own_sentences([block(text)], GRAPH), GRAPH)
    assert [each.entry for each in found] == [entry_] * bool(entry_)


def test_a_day_after_the_as_of_day_may_be_one_that_is_hidden() -> None:
    suit = entry("legal-action", "suit", filed="2021-06-01", decided="2023-05-04")
    graph = graph_of(suit, as_of="2022-01-01")
    told = [
        bool(differing(own_sentences([block(f"On {day} [it was decided|ref:suit]."), ], graph), graph))
        for day in ("May 4, 2023", "May 4, 2020")
    ]  # fmt: skip
    assert told == [False, True]


def test_carried_dates_count_within_a_section() -> None:
    before = "The council met on March 2, 2021."
    after = "On April 9 [it was approved|event:vote]."
    one = [block(before, line=1), block(after, line=5)]
    two = [one[0], one[1]._replace(section=2)]
    assert [d.said.edtf for d in differing(own_sentences(one, GRAPH), GRAPH)] == ["2021-04-09"]
    assert differing(own_sentences(two, GRAPH), GRAPH) == []


def test_they_are_told_as_findings() -> None:
    blocks = [
        block("On April 9, 2021 [it was approved|event:vote]."),
        block("On March 2, 2021 it cost $40 million.", line=20),
    ]
    kept = tuple(ProseParagraph(b.text, b.mentions, b.section, b.file, b.line) for b in blocks)
    scope = Scope(GRAPH, (DocRecord("page", prose=kept),), prose=lambda: blocks)
    found = [t.finding for t in review(scope, {}, ("warning", "info"))]
    told = {f.code: (f.file, f.line) for f in found if f.file == "page.rst"}
    assert told["prose-differs"] == ("page.rst", 10)
    assert told["unreferenced-sentence"] == ("page.rst", 20)


def test_without_the_library_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from sphinx_policyrefs.documents.model import Unreadable
    from sphinx_policyrefs.review import own_blocks

    def missing(*_arguments: object) -> None:
        raise Unreadable("needs a library")

    monkeypatch.setattr(own_blocks, "spans", missing)
    assert list(Scope(GRAPH, prose=lambda: [block("On April 9, 2021 it cost $4 million.")]).sentences) == []


def test_sentences_are_taken_apart_again_only_where_prose_or_record_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    def counted(blocks: list[OwnBlock], graph: Graph, language: str) -> list[OwnSentence]:
        taken.append(len(blocks))
        return own_sentences(blocks, graph, language)

    monkeypatch.setattr("sphinx_policyrefs.review.own_prose.own_sentences", counted)
    path = tmp_path / "sentences.pickle"
    blocks = [block("On 9 April 2021 the Board met. It paid $3 million.")]
    first = KeptSentences(path).of(blocks, GRAPH, "en")
    assert KeptSentences(path).of(blocks, GRAPH, "en") == first == own_sentences(blocks, GRAPH)
    assert taken == [1]
    other = graph_of(entry("event", "storm", date="2021-04-09"))
    assert KeptSentences(path).of(blocks, other, "en") == own_sentences(blocks, other)
    KeptSentences(path).of([*blocks, block("More.", line=9)], other, "en")
    path.write_bytes(b"damaged")
    KeptSentences(path).of(blocks, other, "en")
    assert taken == [1, 1, 2, 1]
