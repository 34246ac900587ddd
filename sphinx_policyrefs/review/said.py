"""What each sentence of a document says that could be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, Protocol

from sphinx_policyrefs.records.courts import COURTS, Court
from sphinx_policyrefs.review.cited import said_citations, taken_by
from sphinx_policyrefs.review.court_names import find_courts
from sphinx_policyrefs.review.dates import Dates
from sphinx_policyrefs.review.model import (
    LONGEST,
    Article,
    Said,
    SaidCourt,
    SaidName,
    SaidWords,
    Sentence,
)
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.quantities import find_numbers, find_votes
from sphinx_policyrefs.review.quotes import find_quotes
from sphinx_policyrefs.review.unknown import find_unknown, proper_names

#: How much each sort of thing adds: what is left unsaid shrinks by this part.
_WEIGHTS: Final = {
    "dates": 0.35,
    "names": 0.12,
    "unknown": 0.06,
    "numbers": 0.3,
    "votes": 0.4,
    "citations": 0.35,
    "courts": 0.25,
    "quotes": 0.3,
}
#: A heading promises, and the text below it says.
_HEADING: Final = 0.5


def said_of(article: Article, names: Names, courts: Mapping[str, Court] = COURTS) -> tuple[Said, ...]:
    """Return what each sentence of *article* says, in the order of its sentences.

    What is carried from one sentence to the next stays within a section, and an open quotation within a paragraph.
    """
    return tuple(_said(article, names, courts))


def _said(article: Article, names: Names, courts: Mapping[str, Court]) -> Iterator[Said]:
    dates = Dates(article.language)
    met: set[str] = set()
    proper = proper_names(article.sentences)
    for _section, sentences in groupby(article.sentences, lambda sentence: sentence.locus.section):
        dates.begin_section()
        for _paragraph, run in groupby(sentences, lambda sentence: sentence.locus.paragraph):
            opened = ""
            for sentence in run:
                quotes, opened = find_quotes(sentence.text[:LONGEST], opened)
                said = _of_sentence(sentence, names, dates, met, proper, courts, article.language)
                yield _weighed(said._replace(quotes=tuple(quotes)), sentence)


def _of_sentence(
    sentence: Sentence,
    names: Names,
    dates: Dates,
    met: set[str],
    proper: frozenset[str],
    courts: Mapping[str, Court],
    language: str,
) -> Said:
    english = language.startswith("en")
    text = sentence.text[:LONGEST]
    cited = list(said_citations(text, names.rows))
    named = names.find(text, met)
    for said, citation in cited:
        named += [SaidName(said.start, said.end, said.text, entry) for entry in names.cited(citation)]
    citations = tuple(said for said, _citation in cited)
    found = dates.find(text, taken_by(citations))
    spans = [*_places(citations), *_places(found)]
    numbered = _places(one for one in named if re.search(r"\d", one.text))
    votes = find_votes(text, (*spans, *numbered))
    numbers = find_numbers(text, (*spans, *numbered, *_places(votes)), language)
    in_courts = tuple(find_courts(text, courts))
    unknown: tuple[SaidWords, ...] = ()
    if sentence.kind not in {"title", "heading"} and english:
        unknown = _unknown(text, spans, named, in_courts, proper)
    names_said = tuple(sorted(dict.fromkeys(named)))
    return Said(found, names_said, unknown, tuple(numbers), tuple(votes), citations, in_courts)


def _unknown(
    text: str,
    spans: list[tuple[int, int]],
    named: list[SaidName],
    courts: tuple[SaidCourt, ...],
    proper: frozenset[str],
) -> tuple[SaidWords, ...]:
    """Return the names that the record lacks, courts among them that it has no entry for."""
    known = _places(named)
    lacking = [
        SaidWords(court.start, court.end, court.text)
        for court in courts
        if all(court.end <= start or end <= court.start for start, end in known)
    ]
    others = find_unknown(text, (*spans, *known, *_places(courts)), proper)
    return tuple(sorted([*lacking, *others]))


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _places(things: Iterable[_Placed]) -> list[tuple[int, int]]:
    return [(thing.start, thing.end) for thing in things]


def _weighed(said: Said, sentence: Sentence) -> Said:
    unsaid = 1.0
    for sort, weight in _WEIGHTS.items():
        unsaid *= (1 - weight) ** min(3, len(getattr(said, sort)))
    factor = _HEADING if sentence.kind in {"title", "heading"} else 1.0
    return said._replace(checkable=round((1 - unsaid) * factor, 2))
