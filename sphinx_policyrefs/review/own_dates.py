"""Sentences of the set's own prose that say another day than the one entry to which they refer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from sphinx_policyrefs import __version__
from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Mention, digest
from sphinx_policyrefs.records.prose import dated_by, may_differ
from sphinx_policyrefs.review.model import LONGEST, Said, SaidDate
from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence, parts


class Differing(NamedTuple):
    """A sentence that says another day than the one entry that it refers to."""

    sentence: OwnSentence
    entry: str
    said: SaidDate


#: What is kept of a page: a digest of all that its sentences are made of, and these as plain data.
Kept: TypeAlias = "tuple[str, tuple[tuple[Any, ...], ...]]"


def dated_sentences(
    blocks: Iterable[OwnBlock],
    graph: Graph,
    language: str = "en",
    kept: MutableMapping[str, Kept] | None = None,
) -> list[OwnSentence]:
    """Return those sentences of paragraphs that may differ from what they refer to, with the dates that they say.

    In *kept* is what was found before, by page; it is brought up to date.
    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` where the library is missing that finds sentences.
    """
    kept = {} if kept is None else kept
    found: list[OwnSentence] = []
    for page, group in groupby(blocks, lambda block: block.page):
        sections = list(_worth(group, graph, language))
        if not sections:
            continue
        state = digest((__version__, language, graph.citations, sections))
        if kept.get(page, ("",))[0] != state:
            kept[page] = (
                state,
                tuple(each for section in sections for each in _sentences(section, graph, language)),
            )
        found += map(_sentence, kept[page][1])
    return found


#: The paragraphs of a section as far as they matter, and the numbers of those that may hold what differs.
_Section: TypeAlias = "tuple[list[OwnBlock], list[int]]"


def _worth(page: Iterable[OwnBlock], graph: Graph, language: str) -> Iterator[_Section]:
    """Yield the sections worth a look; what stands before may give the year of a date, what follows does not."""
    for _section, group in groupby(page, lambda block: block.section):
        section = list(group)
        worth = [n for n, each in enumerate(section) if may_differ(each.text, each.mentions, graph, language)]
        if worth:
            yield section[: worth[-1] + 1], worth


def _sentences(section: _Section, graph: Graph, language: str) -> Iterator[tuple[Any, ...]]:
    """Yield the sentences of a section that refer to something and say one date of their own, as plain data."""
    from sphinx_policyrefs.review.cited import said_citations, taken_by
    from sphinx_policyrefs.review.dates import Dates

    dates = Dates(language)
    blocks, worth = section
    for number, block in enumerate(blocks):
        for part in parts(block, language):
            text = part.sentence.text[:LONGEST]
            found = dates.find(text, taken_by(said for said, _ in said_citations(text, graph.citations)))
            if number in worth and part.mentions and len(_own_dates(text, found)) == 1:
                plain = part.saying(Said(found))
                yield *plain[:5], tuple(map(tuple, found)), plain.place


def _sentence(kept: tuple[Any, ...]) -> OwnSentence:
    page, file, line, text, mentions, dates, place = kept
    said = Said(tuple(SaidDate(*date) for date in dates))
    return OwnSentence(page, file, line, text, mentions, said, place)


def differing(sentences: Iterable[OwnSentence], graph: Graph) -> list[Differing]:
    """Return the sentences that refer to one dated entry and state one date of their own that none of its dates fits.

    What the record gave, as the value of a field does, is no date of the sentence's own, and makes two of them.

    The dates of what it is a milestone of count as its own, and so do those of the events of a proceeding, an
    instrument or an agreement. A date after the as-of day may be one that the record hides.
    """
    found = []
    for each in sentences:
        dated = set(dated_by(each.mentions, graph))
        said = _own_dates(each.text, each.said.dates)
        if len(dated) != 1 or len(said) != 1 or _of_the_record(said[0], each.mentions):
            continue
        (id_,) = dated
        day = _parsed(said[0].edtf)
        if day is None or not graph.reached([day.text]):
            continue
        if not _fits(said[0], day, list(_dates(graph, id_))):
            found.append(Differing(each, id_, said[0]))
    return found


def _fits(said: SaidDate, date: PartialDate, dates: Iterable[PartialDate]) -> bool:
    """Return whether some date fits; of a day whose year is carried, the day alone may, since the year is a guess."""
    if said.carried and date.precision == "day" and re.search(r"\d", said.text):
        return any(
            date.compatible(own) or (own.precision == "day" and own.text[5:10] == date.text[5:10])
            for own in dates
        )
    return any(date.compatible(own) for own in dates)


def _own_dates(text: str, dates: Iterable[SaidDate]) -> list[SaidDate]:
    """Return the dates that a sentence states, and not only to tell which thing is meant."""
    return [date for date in dates if not _is_attribute(text, date)]


def _is_attribute(text: str, date: SaidDate) -> bool:
    """Return whether a date only tells which thing is meant, as in 'the statute of 2024'."""
    return len(date.edtf) <= len("2024-01") and re.search(r"\bof\s\Z", text[: date.start]) is not None


def _dates(graph: Graph, id_: str) -> Iterator[PartialDate]:
    entry = graph.entries[id_]
    yield from graph.dates(id_)
    for target, name in graph.milestones_of(entry):
        if (date := graph.date(target, name)) is not None:
            yield date
    for kind in graph.kinds.values():
        for member in graph.sources_back(id_, kind.name, *kind.wholes) if kind.wholes else ():
            # One that is a milestone of it has the date that it has itself.
            if all(target != id_ for target, _name in graph.milestones_of(graph.entries[member])):
                yield from graph.dates(member)


def _of_the_record(date: SaidDate, mentions: Iterable[Mention]) -> bool:
    """Return whether a date stands in words that the record gave."""
    return any(m.start < date.end and date.start < m.end and not m.explicit for m in mentions)


def _parsed(edtf: str) -> PartialDate | None:
    """Return a date; None for a day without any year, which fits whatever it is set beside."""
    if edtf.startswith("XXXX"):
        return None
    try:
        return parse_date(edtf)
    except DateError:
        return None
