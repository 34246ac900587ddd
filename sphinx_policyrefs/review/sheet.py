"""A document beside a record: for each sentence what it says, which entries it may be about, and its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.review.comparing import Candidate, Comparer
from sphinx_policyrefs.review.loci import Locus, parse_locus
from sphinx_policyrefs.review.model import CHECKABLE, Article, Said, Sentence
from sphinx_policyrefs.review.ranking import Index, Query, Ranked

#: How a sentence begins that goes on about what the one before is about.
_GOES_ON: Final = re.compile(
    r"(?:and |but |in |at |on )?(?:it|its|their|they|his|her|he|she|that|this|these|those|the (?:case|court|judges?"
    r"|judgment|ruling|decision|order|law|act|bill|deal|agreement|suit|lawsuit|vote|measure|fine|company|panel"
    r"|rule|justices|extension|settlement|opinion|appeal|action|statute|hearing))\b",
    re.IGNORECASE,
)
#: How much of the score of a candidate goes over to the next sentence, and how much a name does for each sentence.
_KEPT, _FADES = 0.45, 0.5
#: What a name of the sentence before counts, and below what it is forgotten.
_BEFORE, _FORGOTTEN = 0.5, 0.2
#: How many characters of a sentence are looked at; no sentence is as long, but a damaged document may have one.
_LONGEST: Final = 3000
#: Candidates with less than this part of the first one's score are left out.
_TOO_FAINT: Final = 0.2


class Reviewed(NamedTuple):
    """A sentence beside the record."""

    sentence: Sentence
    said: Said
    #: best first
    candidates: tuple[Candidate, ...] = ()
    #: ids of the claims that review it
    claims: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Return whether it is the title or a heading."""
        return self.sentence.locus.sentence == 0

    @property
    def is_checkable(self) -> bool:
        """Return whether it says something that could be looked up."""
        return self.said.checkable >= CHECKABLE

    @property
    def differs(self) -> bool:
        """Return whether something in it differs from the record."""
        return any(candidate.differs for candidate in self.candidates)

    @property
    def agrees(self) -> bool:
        """Return whether something in it agrees with the record."""
        return any(candidate.agrees for candidate in self.candidates)


class Review(NamedTuple):
    """A whole document beside the record."""

    article: Article
    #: title and headings among them
    sentences: tuple[Reviewed, ...]
    #: id of the source that the document is, "" where nobody said
    source: str = ""
    #: ids of claims made in that source at a place that is not one of its sentences
    elsewhere: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many sentences there are of several sorts, title and headings among them."""
        body = self.sentences
        return {
            "sentences": len(body),
            "checkable": sum(each.is_checkable for each in body),
            "agrees": sum(each.agrees for each in body),
            "differs": sum(each.differs for each in body),
            "reviewed": sum(bool(each.claims) for each in body),
        }

    @property
    def worth_checking(self) -> list[Reviewed]:
        """Return the sentences in the order in which they are worth a look: what differs comes first."""
        return sorted(
            self.sentences, key=lambda each: (not each.differs, not each.agrees, -each.said.checkable)
        )


def review(
    graph: Graph, article: Article, said: Iterable[Said], source: str = "", claims: Graph | None = None
) -> Review:
    """Return a document beside the record.

    *said* is what each sentence says, in order; *source* the document's own entry, if it has one.  *claims* is the
    record in which its claims are looked up, where that is another one.
    """
    made = claims_by_sentence(claims or graph, source) if source else {}
    known = {sentence.locus for sentence in article.sentences}
    return Review(
        article,
        tuple(
            each._replace(claims=made.get(each.sentence.locus, ()))
            for each in reviewed(graph, article, said, source)
        ),
        source,
        tuple(dict.fromkeys(id_ for locus, ids in made.items() if locus not in known for id_ in ids)),
    )


def reviewed(graph: Graph, article: Article, said: Iterable[Said], source: str = "") -> Iterator[Reviewed]:
    """Yield the sentences of a document, each beside the record."""
    index = Index(graph, article.language, source)
    comparer = Comparer(graph, index.stems)
    titles = {section.number: section.title for section in article.sections}
    before: dict[str, float] = {}
    last: list[Ranked] = []
    place: tuple[int, int] = (-1, -1)
    for sentence, says in zip(article.sentences, said, strict=True):
        if place != sentence.locus[:2]:
            place = (sentence.locus.section, sentence.locus.paragraph)
            last = []
            before = _faded(before)
        focus: dict[str, float] = {}
        if last and _GOES_ON.match(sentence.text):
            focus = {last[0].entry: last[0].score * _KEPT}
        text, told = _bounded(sentence.text, says)
        query = Query(text, told, before, titles.get(sentence.locus.section, ""), focus)
        last = index.rank(query)
        found = comparer.candidates(query, last)
        faint = found[0].score * _TOO_FAINT if found else 0.0
        yield Reviewed(sentence, says, tuple(each for each in found if each.score >= faint))
        before = _faded(before) | {name.entry: _BEFORE for name in says.names}


def _bounded(text: str, says: Said) -> tuple[str, Said]:
    """Return the beginning of a sentence, as long as any that somebody wrote to be read, and what it says."""
    if len(text) <= _LONGEST:
        return text, says
    parts: dict[str, Any] = {
        name: tuple(part for part in getattr(says, name) if part.end <= _LONGEST)
        for name in Said._fields
        if name != "checkable"
    }
    return text[:_LONGEST], says._replace(**parts)


def _faded(names: Mapping[str, float]) -> dict[str, float]:
    return {id_: weight * _FADES for id_, weight in names.items() if weight > _FORGOTTEN}


def claims_by_sentence(graph: Graph, source: str) -> dict[Locus | None, tuple[str, ...]]:
    """Return the claims made in a source by the sentences that they review; under None those at other places."""
    found: dict[Locus | None, list[str]] = {}
    for entry in graph.entries.values():
        if entry.kind != "claim":
            continue
        for link in graph.links(entry.id).get("made-in", ()):
            if link.target == source:
                locus = parse_locus(link.locator)
                for place in locus.sentences if locus is not None else (None,):
                    ids = found.setdefault(place, [])
                    if entry.id not in ids:
                        ids.append(entry.id)
    return {place: tuple(ids) for place, ids in found.items()}
