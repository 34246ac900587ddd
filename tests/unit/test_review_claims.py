"""Claims to be judged: which are made, and where those made before now belong."""

from __future__ import annotations

import pytest

from sphinx_policyrefs.review.claims import Made, plan, title_of
from sphinx_policyrefs.review.comparing import Candidate, Compared
from sphinx_policyrefs.review.loci import parse_locus
from sphinx_policyrefs.review.model import Article, Said, Section, Sentence
from sphinx_policyrefs.review.sheet import Review, Reviewed

FIRST = "The council voted on February 3, 2020, seven to two."
SECOND = "The mayor signed the bill a week later in the town hall."
CLAUSE = "The council voted on February 3, 2020, seven to two, after nine hours"
THIRD = "Nobody was surprised by any of it."


def review(*sentences: tuple[str, str]) -> Review:
    """Return a review of sentences by locus, each of which agrees with an entry."""
    made = []
    for place, text in sentences:
        locus = parse_locus(place)
        assert locus is not None
        agrees = (Compared("date", "2020", "2020"),) if text != THIRD else ()
        made.append(Reviewed(Sentence(locus, text), Said(), (Candidate("vote", 3.0, (), agrees),)))
    article = Article("", (Section(1, "One"),), tuple(each.sentence for each in made))
    return Review(article, tuple(made), "article")


def test_each_sentence_that_compares_gets_a_claim_but_those_that_have_one() -> None:
    planned = plan(review(("1.1.1", FIRST), ("1.1.2", SECOND), ("1.1.3", THIRD)), [], [], {"article-1-1-1"})
    assert [(d.id, d.locator, d.quote, d.evidence) for d in planned.new] == [
        ("article-1-1-1-v2", "1.1.1", FIRST, ("vote",)),
        ("article-1-1-2", "1.1.2", SECOND, ("vote",)),
    ]
    other = [Made("old", "1.1.1", ""), Made("part", "9.9.9b", "signed the bill a week later")]
    assert plan(review(("1.1.1", FIRST), ("1.1.2", SECOND)), [], other, ()).new == ()


def test_a_claim_follows_its_words_and_then_its_place() -> None:
    own = [
        Made("moved", "1.1.1", FIRST, title_of(FIRST)),
        Made("changed", "1.1.2", SECOND, "The mayor signed"),
        Made("gone", "1.1.3", "A sentence about quite another thing, since deleted.", "Gone"),
    ]
    now = SECOND.replace("a week", "two weeks")
    planned = plan(
        review(("1.1.1", "An opening that is new."), ("1.1.2", now), ("1.1.4", FIRST)), own, [], ()
    )
    moved, changed = planned.moved
    assert (moved.id, moved.old[0], moved.new, moved.is_changed) == (
        "moved",
        "1.1.1",
        ("1.1.4", FIRST),
        False,
    )
    assert (changed.id, changed.new, changed.is_changed, changed.title) == (
        "changed",
        ("1.1.2", now),
        True,
        "",
    )
    assert [made.id for made in planned.vanished] == ["gone"]
    assert [draft.locator for draft in planned.new] == ["1.1.1"]


def test_letters_and_runs_stay_and_straight_quotation_marks_are_as_good_as_curly_ones() -> None:
    text = "He said “never” and left."
    own = [Made("part", "1.1.1b", 'said "never"'), Made("run", "1.1.1-2", f"He said 'x'. {SECOND}")]
    planned = plan(review(("1.1.1", text), ("1.1.2", SECOND)), own[:1], [], ())
    assert (planned.moved, planned.vanished, planned.same) == ((), (), 1)
    both = Made("run", "1.1.1-2", f"{FIRST} {SECOND}")
    planned = plan(review(("1.1.1", THIRD), ("1.1.2", FIRST), ("1.1.3", SECOND)), [both], [], ())
    assert planned.moved[0].new == ("1.1.2-3", f"{FIRST} {SECOND}")


def test_of_two_equal_sentences_the_nearer_one_is_meant() -> None:
    own = [Made("late", "1.3.1", FIRST)]
    planned = plan(review(("1.1.1", FIRST), ("1.2.1", FIRST)), own, [], ())
    assert planned.moved[0].new[0] == "1.2.1"


def test_a_title_keeps_what_differs_from_the_record() -> None:
    long = f"{CLAUSE}, but nobody had read the draft of it, which cost $3 million."
    locus = parse_locus("1.1.1")
    assert locus is not None
    for words, title in (("$3 million", long[:-1]), ("February 3, 2020", title_of(long))):
        found = Candidate("vote", 3.0, (), (), (Compared("amount", words, "other"),))
        made = Reviewed(Sentence(locus, long), Said(), (found,))
        drafted = plan(Review(Article("", (), (made.sentence,)), (made,), "article"), [], [], ())
        assert drafted.new[0].title == title
    new = long.replace("$3", "$4")
    followed = plan(review(("1.1.1", new)), [Made("whole", "1.1.1", long, long[:-1])], [], ())
    assert followed.moved[0].title == new[:-1]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Short and plain.", "Short and plain"),
        ("It went to the U.S.", "It went to the U.S."),
        (f"{CLAUSE}, but nobody had read the draft of it to the end.", CLAUSE),
        ("word " * 40, "word " * 20 + "word …"),
    ],
)
def test_titles(sentence: str, title: str) -> None:
    assert len(title_of(sentence)) <= 112
    if not sentence.startswith("word"):
        assert title_of(sentence) == title
