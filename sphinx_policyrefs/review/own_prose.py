"""The set's own prose: its sentences, what each says, and the entries to which it refers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.named import named_by
from sphinx_policyrefs.review.loci import Locus
from sphinx_policyrefs.review.model import Article, Said, SaidDate, Sentence
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.said import CHECKABLE, said_of
from sphinx_policyrefs.review.sentences import spans


class Mention(NamedTuple):
    """A reference in prose: ``text[start:end]`` is what a reader sees of it, nothing for the mark of a note."""

    start: int
    end: int
    #: a kind, or ``ref``, ``any``, ``value``, ``cite``
    role: str
    target: str
    #: whether its words are the author's own, and not the record's
    explicit: bool = False


class OwnBlock(NamedTuple):
    """A paragraph of authors' prose, as a reader sees it."""

    #: the document
    page: str
    #: path below the source directory, with slashes
    file: str
    #: of its first line
    line: int
    #: which section of the page it stands in, counted in the order of the page
    section: int
    text: str
    mentions: tuple[Mention, ...] = ()
    #: where source lines end within what is shown as one: places in the text, and how many lines
    broken: tuple[tuple[int, int], ...] = ()


class OwnSentence(NamedTuple):
    """A sentence of a page."""

    page: str
    file: str
    line: int
    #: with single blanks
    text: str
    #: what it refers to, with places in :attr:`text`
    mentions: tuple[Mention, ...]
    said: Said

    def evidence(self, graph: Graph) -> tuple[str, ...]:
        """Return the ids of the entries that it refers to and that may show what it says, each once."""
        return tuple(dict.fromkeys(id_ for each in self.mentions for id_ in evidence_of(graph, each)))

    @property
    def is_checkable(self) -> bool:
        """Return whether it says something that can be checked by more than reading."""
        return self.said.checkable >= CHECKABLE


def own_sentences(blocks: Iterable[OwnBlock], graph: Graph, language: str = "en") -> list[OwnSentence]:
    """Return the sentences of paragraphs, which stand page by page in their order.

    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` where the library is missing that finds sentences.
    """
    names: Names | None = None
    found: list[OwnSentence] = []
    for _page, group in groupby(blocks, lambda block: block.page):
        parts = [part for block in group for part in _parts(block, language)]
        if not parts:
            continue
        names = names or Names(graph.entries.values(), graph.citations)
        article = Article("", (), tuple(sentence for sentence, *_rest in parts), language)
        said = said_of(article, names, graph.courts)
        found += [
            OwnSentence(block.page, block.file, line, sentence.text, mentions, says)
            for (sentence, block, line, mentions), says in zip(parts, said, strict=True)
        ]
    return found


_Part = tuple[Sentence, OwnBlock, int, tuple[Mention, ...]]


def _parts(block: OwnBlock, language: str) -> Iterator[_Part]:
    """Yield the sentences of a paragraph, each with the line where it begins and its own mentions."""
    waiting = list(block.mentions)
    found = spans(block.text, language)
    for number, (start, end) in enumerate(found, 1):
        raw = block.text[start:end]
        # The mark of a note belongs to the sentence before it.
        here = [m for m in waiting if m.start < end or m.start == m.end == end or number == len(found)]
        waiting = waiting[len(here) :]
        line = block.line + block.text.count("\n", 0, start)
        line += sum(lines for place, lines in block.broken if place <= start)
        text = " ".join(raw.split())
        mentions = tuple(
            each._replace(start=_squeezed(raw, each.start - start), end=_squeezed(raw, each.end - start))
            for each in here
        )
        # What is carried from one sentence to the next stays within a section.
        yield Sentence(Locus(block.section, block.line, number), text), block, line, mentions


def _squeezed(raw: str, place: int) -> int:
    """Return where a place of a text is once it has single blanks."""
    before = re.sub(r"\s+", " ", raw[: max(0, place)])
    return min(len(before.lstrip()), len(" ".join(raw.split())))


def evidence_of(graph: Graph, mention: Mention) -> list[str]:
    """Return the ids of the entries that a mention names, if it is evidence.

    An entry that may be dated is, and a source; so are citations, and the value of any field.  A party, an issue or a
    tag alone is none.
    """
    named = named_by(graph, mention.role, mention.target)
    if mention.role in ("cite", "value"):
        return named
    kinds = graph.kinds
    return [
        id_
        for id_ in named
        if (kind := graph.entries[id_].kind) in (SOURCE, PASSAGE) or kinds[kind].milestones
    ]


class Differing(NamedTuple):
    """A sentence that says another day than the one entry that it refers to."""

    sentence: OwnSentence
    entry: str
    said: SaidDate


def unreferenced(sentences: Iterable[OwnSentence], graph: Graph) -> list[OwnSentence]:
    """Return the sentences that say something checkable and refer to no evidence."""
    return [each for each in sentences if each.is_checkable and not each.evidence(graph)]


def differing(sentences: Iterable[OwnSentence], graph: Graph) -> list[Differing]:
    """Return the sentences that refer to one dated entry and state one date of their own that none of its dates fits.

    What the record gave, as the value of a field does, is no date of the sentence's own, and makes two of them.

    The dates of what it is a milestone of count as its own, and so do those of the events of a proceeding, an
    instrument or an agreement.
    """
    found = []
    for each in sentences:
        dated = {
            id_
            for mention in each.mentions
            for id_ in named_by(graph, mention.role, mention.target)
            if _is_dated(graph, id_)
        }
        said = [date for date in each.said.dates if not _is_attribute(each.text, date)]
        if len(dated) != 1 or len(said) != 1 or _of_the_record(said[0], each.mentions):
            continue
        (id_,) = dated
        if not _fits(said[0], list(_dates(graph, id_))):
            found.append(Differing(each, id_, said[0]))
    return found


def _fits(said: SaidDate, dates: Iterable[PartialDate]) -> bool:
    """Return whether some date fits; of a day whose year is carried, the day alone may, since the year is a guess."""
    date = _parsed(said.edtf)
    if date is None:
        return True
    if said.carried and date.precision == "day" and re.search(r"\d", said.text):
        return any(
            date.compatible(own) or (own.precision == "day" and own.text[5:10] == date.text[5:10])
            for own in dates
        )
    return any(date.compatible(own) for own in dates)


def _is_attribute(text: str, date: SaidDate) -> bool:
    """Return whether a date only tells which thing is meant, as in 'the statute of 2024'."""
    return len(date.edtf) <= len("2024-01") and re.search(r"\bof\s\Z", text[: date.start]) is not None


def _is_dated(graph: Graph, id_: str) -> bool:
    """Return whether an entry has a known date; the day on which a source was published is no date of what it says."""
    kind = graph.kinds[graph.entries[id_].kind]
    return not kind.aside and any(not date.is_unknown for date in graph.dates(id_))


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
