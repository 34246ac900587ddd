"""The set's own prose: its sentences, and what each says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.review.model import Article
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence, parts
from sphinx_policyrefs.review.said import said_of


def own_sentences(blocks: Iterable[OwnBlock], graph: Graph, language: str = "en") -> list[OwnSentence]:
    """Return the sentences of paragraphs, which stand page by page in their order.

    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` where the library is missing that finds sentences.
    """
    names: Names | None = None
    found: list[OwnSentence] = []
    for _page, group in groupby(blocks, lambda block: block.page):
        page = [part for block in group for part in parts(block, language)]
        if not page:
            continue
        names = names or Names(graph.entries.values(), graph.citations)
        article = Article("", (), tuple(part.sentence for part in page), language)
        said = said_of(article, names, graph.courts)
        found += [part.saying(says) for part, says in zip(page, said, strict=True)]
    return found
