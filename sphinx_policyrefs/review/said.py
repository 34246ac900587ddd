"""What each sentence of a document says that could be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, Protocol

from sphinx_policyrefs.records.citations import Citation, find_citations
from sphinx_policyrefs.records.courts import COURTS, Court
from sphinx_policyrefs.review.court_names import find_courts
from sphinx_policyrefs.review.dates import Dates
from sphinx_policyrefs.review.model import (
    Article,
    Said,
    SaidCitation,
    SaidCourt,
    SaidName,
    SaidWords,
    Sentence,
)
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.quantities import find_numbers, find_votes
from sphinx_policyrefs.review.quotes import find_quotes
from sphinx_policyrefs.review.unknown import find_unknown, proper_names

#: From here on a sentence says something that can be checked by more than reading.
CHECKABLE: Final = 0.25
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
#: How much of a sentence is looked at: no person wrote a longer one.
_LONGEST: Final = 10_000
#: A heading promises, and the text below it says.
_HEADING: Final = 0.5

_SERIAL: Final = r"(?:\d\d-\d{2,6}(?!\d)|[CTF]-\d{1,4}/\d\d)"
#: Docket numbers with a word before them, one or several, and those that are known without one.
_DOCKETS: Final = re.compile(
    rf"(?<![\w/.-])(?:(?:[Cc]ases?|[Dd]ockets?)(?:\s[Nn]umbers?|\s[Nn]os?\.?)?|[Nn]os?\.)\s"
    rf"(?P<listed>{_SERIAL}(?:,?\s(?:and|&)\s{_SERIAL}|,\s{_SERIAL}){{0,8}})(?![\w/])"
    r"|(?<![\w/.-])(?P<alone>\d\d-(?:cv|cr|mc|md|civ|mj)-\d{2,6}|[CTF]-\d{1,4}/\d\d(?:\sP)?)(?![\w/])"
)
_DOCKET: Final = re.compile(rf"{_SERIAL}|\d\d-[a-z]{{2,3}}-\d{{2,6}}")
#: A year or a day as most sentences have them, which saves looking for all forms of citations in them.
_PLAIN_DATE: Final = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}(?:,\s(?:19|20)\d\d)?"
    r"|\b(?:[Ii]n|of|by|to|the|and|since|until|from|for|early|late|[A-Z][a-z]{3,8})\s(?:19|20)\d\d)(?=[\s,.;:)]|\Z)"
)
_PARENTHESES: Final = re.compile(r"\s?\([^()]*\d{4}\)\Z")


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
                quotes, opened = find_quotes(sentence.text[:_LONGEST], opened)
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
    text = sentence.text[:_LONGEST]
    cited = list(_citations(text, names))
    named = names.find(text, met)
    for citation, entries in cited:
        named += [SaidName(citation.start, citation.end, citation.text, entry) for entry in entries]
    citations = tuple(citation for citation, _entries in cited)
    taken = [(one.start, one.end - _with_day(one.text)) for one in citations]
    found = dates.find(text, taken)
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


def _with_day(citation: str) -> int:
    """Return how long the parentheses with a date are at the end of a citation."""
    match = _PARENTHESES.search(citation)
    return len(match[0]) if match else 0


def _weighed(said: Said, sentence: Sentence) -> Said:
    unsaid = 1.0
    for sort, weight in _WEIGHTS.items():
        unsaid *= (1 - weight) ** min(3, len(getattr(said, sort)))
    factor = _HEADING if sentence.kind in {"title", "heading"} else 1.0
    return said._replace(checkable=round((1 - unsaid) * factor, 2))


def _citations(text: str, names: Names) -> Iterator[tuple[SaidCitation, tuple[str, ...]]]:
    """Yield the citations and docket numbers in a sentence, each with the entries that it belongs to."""
    if not re.search(r"\d", _PLAIN_DATE.sub("", text)):
        return
    end = 0
    found = [(place.start, place.end, place.citation) for place in find_citations(text, names.rows)]
    for match in _DOCKETS.finditer(text):
        for number in _DOCKET.finditer(text, *match.span(match.lastgroup or 0)):
            if all(number.end() <= start or stop <= number.start() for start, stop, _citation in found):
                citation = Citation("docket", number[0], None, {"number": number[0]})
                found.append((number.start(), number.end(), citation))
    for start, stop, citation in sorted(found, key=lambda item: item[:2]):
        if start >= end:
            end = stop
            said = SaidCitation(start, stop, text[start:stop], citation.text, citation.kind)
            yield said, names.cited(citation)
