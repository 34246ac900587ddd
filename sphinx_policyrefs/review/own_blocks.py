"""The paragraphs of the set's own prose, taken apart into sentences, and the entries to which these refer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.model import Mention
from sphinx_policyrefs.records.named import named_by
from sphinx_policyrefs.review.loci import Locus
from sphinx_policyrefs.review.model import CHECKABLE, Said, Sentence
from sphinx_policyrefs.review.sentences import spans


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
    #: which paragraph of the page it is, shown or not, counted from 0
    number: int = 0


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
    #: which paragraph of the page it stands in, and where in the text of that it ends
    place: tuple[int, int] = (0, 0)

    def evidence(self, graph: Graph) -> tuple[str, ...]:
        """Return the ids of the entries that it refers to and that may show what it says, each once."""
        return tuple(dict.fromkeys(id_ for each in self.mentions for id_ in evidence_of(graph, each)))

    @property
    def is_checkable(self) -> bool:
        """Return whether it says something that can be checked by more than reading."""
        return self.said.checkable >= CHECKABLE


class Part(NamedTuple):
    """A sentence of a paragraph."""

    sentence: Sentence
    block: OwnBlock
    #: where it begins
    line: int
    mentions: tuple[Mention, ...]
    #: where it ends in the text of the paragraph
    end: int

    def saying(self, said: Said) -> OwnSentence:
        """Return the sentence with what it says."""
        block = self.block
        return OwnSentence(
            block.page,
            block.file,
            self.line,
            self.sentence.text,
            self.mentions,
            said,
            (block.number, self.end),
        )


def parts(block: OwnBlock, language: str) -> Iterator[Part]:
    """Yield the sentences of a paragraph, each with the line where it begins and its own mentions."""
    waiting = list(block.mentions)
    found = spans(block.text, language)
    for number, (start, end) in enumerate(found, 1):
        raw = block.text[start:end]
        # The mark of a note belongs to the sentence before it.
        here = [m for m in waiting if m.start < end or m.start == m.end == end or number == len(found)]
        waiting = waiting[len(here) :]
        line = block.line + block.text.count("\n", 0, start)
        # A reference is shown as one line, over however many it is written.
        line += sum(
            m.ends - block.text.count("\n", m.start, m.end)
            for m in block.mentions
            if m.start < m.end <= start
        )
        text = " ".join(raw.split())
        mentions = tuple(
            each._replace(start=_squeezed(raw, each.start - start), end=_squeezed(raw, each.end - start))
            for each in here
        )
        # What is carried from one sentence to the next stays within a section.
        yield Part(Sentence(Locus(block.section, block.line, number), text), block, line, mentions, end)


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


def unreferenced(sentences: Iterable[OwnSentence], graph: Graph) -> list[OwnSentence]:
    """Return the sentences that say something checkable and refer to no evidence."""
    return [each for each in sentences if each.is_checkable and not each.evidence(graph)]
