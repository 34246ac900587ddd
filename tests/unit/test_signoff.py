"""Signatures: a signature lapses exactly when its sentence or its evidence changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import block, entry, graph_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_policyrefs.review.own_prose import own_sentences
from sphinx_policyrefs.review.signoff import (
    BULK,
    OK,
    QUERY,
    Signing,
    SignoffError,
    as_lines,
    counts_of,
    mark_of,
    read_rows,
    signed,
)

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.review.own_blocks import OwnSentence
    from sphinx_policyrefs.review.signoff import Signed

pytest.importorskip("nupunkt")

#: What can change of the record, and whether a signature rests on it.
CHANGES: dict[str, tuple[dict[str, dict[str, str]], bool]] = {
    "title": ({"vote": {"title": "Council refuses"}}, True),
    "own field": ({"vote": {"vote": "6-3"}}, True),
    "own relation": ({"vote": {"parties": "council; mayor"}}, True),
    "date": ({"vote": {"date": "2021-03-03"}}, True),
    "place in the source": ({"vote": {"sources": 'minutes @ 4 "was approved"'}}, True),
    "words": ({"vote": {"sources": 'minutes @ 3 "was not approved"'}}, True),
    "copy": ({"minutes": {"sha256": "1" * 64}}, True),
    "verified": ({"vote": {"verified": "2022-01-01"}}, False),
    "review": ({"vote": {"review": "accepted"}}, False),
    "tags": ({"vote": {"tags": "bridge"}}, False),
    "importance": ({"vote": {"importance": "key"}}, False),
    "another entry": ({"mayor": {"title": "The Mayor"}}, False),
    "who refers to it": ({"sale": {"follows": "vote"}}, False),
    "path of the copy": ({"minutes": {"copy": "elsewhere.pdf"}}, False),
}


def graph(*changes: str) -> Graph:
    options: dict[str, dict[str, str]] = {
        "vote": {
            "title": "Council approves",
            "date": "2021-03-02",
            "vote": "7-2",
            "parties": "council",
            "sources": 'minutes @ 3 "was approved"',
        },
        "sale": {"title": "Sale", "date": "2021-05-20"},
        "minutes": {"title": "Minutes", "sha256": "0" * 64, "copy": "minutes.pdf"},
        "council": {"title": "Council"},
        "mayor": {"title": "Mayor"},
    }
    kinds = {"vote": "event", "sale": "event", "minutes": "source", "council": "party", "mayor": "party"}
    for change in changes:
        for id_, fields in CHANGES[change][0].items():
            options[id_] = {**options[id_], **fields}
    titles = {id_: given["title"] for id_, given in options.items()}
    return graph_of(
        *(
            entry(
                kinds[id_],
                id_,
                titles[id_],
                **{name: text for name, text in given.items() if name != "title"},
            )
            for id_, given in options.items()
        )
    )


FIRST = "On 2 March 2021 [it was approved|event:vote], 7 to 2."
SECOND = "Then 40 million dollars[|cite:minutes @ 5] were spent."


def prose(record: Graph, *texts: str, page: str = "page") -> list[OwnSentence]:
    return own_sentences([block(text, page, 10 * n) for n, text in enumerate(texts, 1)], record)


def row(
    sentence: OwnSentence, record: Graph, by: str = "AB", verdict: str = OK, comment: str = ""
) -> Signing:
    return Signing(
        sentence.page, sentence.text, by, "2026-11-30", verdict, comment, mark_of(sentence, record)
    )


def states(found: list[Signed]) -> list[str]:
    return [each.state for each in found]


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(sorted(CHANGES))), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_signature_lapses_exactly_when_sentence_or_evidence_changes(
    changes: set[str], moved: bool, wrapped: bool, renamed: bool, edited: bool
) -> None:
    before = graph()
    rows = [row(each, before) for each in prose(before, FIRST, SECOND)]
    texts = [FIRST.replace(" ", "\n", 1) if wrapped else FIRST, SECOND]
    if edited:
        texts[0] = texts[0].replace("7 to 2", "7 votes to 2")
    after = graph(*sorted(changes))
    found = signed(
        prose(after, *(texts[::-1] if moved else texts), page="other" if renamed else "page"), rows, after
    )
    state = {each.sentence.text[:5]: each.state for each in found}
    rests = {change for change in changes if CHANGES[change][1]}
    # The second sentence cites the minutes alone.
    assert state["On 2 "] == ("lapsed" if rests or edited else "signed")
    assert state["Then "] == ("lapsed" if "copy" in rests else "signed")


def test_quotation_marks_and_dashes_are_those_of_the_builder() -> None:
    """HTML has other ones than text, for which Sphinx leaves them as they are typed."""
    record = graph()
    (typed,) = prose(
        record, """The council's [vote|event:vote] -- "7 to 2" -- was 'final'... on 2 March 2021."""
    )
    for text in (
        "The council’s [vote|event:vote] – “7 to 2” – was ‘final’… on 2 March 2021.",
        "The council’s [vote|event:vote] – «\u202f7 to 2\u202f» – was ‹final›… on 2 March 2021.",
    ):
        (read,) = prose(record, text)
        assert states(signed([read], [row(typed, record)], record)) == ["signed"]
        assert states(signed([typed], [row(read, record)], record)) == ["signed"]
    (other,) = prose(
        record, """The council's [vote|event:vote] -- 7 to 2 -- was 'final'... on 2 March 2021."""
    )
    assert states(signed([other], [row(typed, record)], record)) == ["lapsed"]


def test_equal_sentences_have_a_row_each() -> None:
    record = graph()
    twice = prose(record, FIRST, FIRST)
    one = [row(twice[0], record)]
    assert states(signed(twice, one, record)) == ["signed", "unsigned"]
    assert states(signed(twice, [*one, *one], record)) == ["signed", "signed"]


@pytest.mark.parametrize(
    ("rows", "needed", "state"),
    [
        ([("AB", OK, "")], 1, "signed"),
        ([("AB", OK, "")], 2, "unsigned"),
        ([("AB", OK, ""), ("AB", OK, "")], 2, "unsigned"),
        ([("AB", OK, ""), ("CD", OK, "")], 2, "signed"),
        ([("AB", OK, BULK)], 1, "signed"),
        ([("AB", OK, ""), ("CD", OK, BULK)], 2, "unsigned"),
        ([("AB", QUERY, "Which day?")], 1, "query"),
        ([("AB", QUERY, "Which day?"), ("AB", OK, "")], 1, "signed"),
        ([("AB", QUERY, "Which day?"), ("CD", OK, "The second.")], 1, "signed"),
        ([("AB", OK, ""), ("CD", QUERY, "Sure?")], 1, "query"),
    ],
)
def test_people_and_queries(rows: list[tuple[str, str, str]], needed: int, state: str) -> None:
    record = graph()
    sentences = prose(record, FIRST)
    made = [row(sentences[0], record, *each) for each in rows]
    assert states(signed(sentences, made, record, needed)) == [state]


def test_a_lapsed_sentence_is_not_unsigned_and_may_be_signed_again() -> None:
    before, after = graph(), graph("date")
    rows = [row(each, before) for each in prose(before, FIRST)]
    now = prose(after, FIRST)
    assert counts_of(signed(now, rows, after)) == {
        "sentences": 1,
        "signed": 0,
        "lapsed": 1,
        "query": 0,
        "unsigned": 0,
    }
    assert states(signed(now, [*rows, row(now[0], after)], after)) == ["signed"]


def test_what_is_gone_leaves_nothing_behind() -> None:
    record = graph()
    rows = [row(each, record) for each in prose(record, FIRST, SECOND)]
    other = "On 9 May 1999 somebody else sold 3 percent of a company for $5 million."
    assert states(signed(prose(record, SECOND, other), rows, record)) == ["signed", "unsigned"]


def test_the_file() -> None:
    record = graph()
    rows = [row(each, record, comment='a, "b"\nc') for each in prose(record, FIRST, SECOND)]
    text = as_lines(rows[:1], head=True) + as_lines(rows[1:], head=False)
    assert read_rows(text) == rows
    assert read_rows("") == []
    for bad, line in (("page,by\n", 1), (text + "a,b\n", 6), (text + "p,s,AB,2026,maybe,,m\n", 6)):
        with pytest.raises(SignoffError) as caught:
            read_rows(bad)
        assert caught.value.line == line
