"""The words that are cited of a source, in order of place: what bibliographies and dossiers show below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from sphinx_policyrefs.evidence.locators import place_key
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import PASSAGE
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.views.derived_columns import with_verdict
from sphinx_policyrefs.views.model import Branch, Inline, Items, Tree

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.records.relations import Link
    from sphinx_policyrefs.views.cells import Cells

#: A citation, and the id of the entry that makes it, "" for a passage, which makes none.
Made: TypeAlias = "tuple[Link, str]"


def made_by(graph: Graph, entry: Entry) -> Iterator[Made]:
    """Yield the citations of an entry, those of single values included; of a passage the one that names it."""
    if entry.kind == PASSAGE and (own := graph.cited(Citation(entry.id))) is not None:
        yield own, ""
    for field in graph.kinds[entry.kind].relations:
        if field.name in entry.fields:
            for citation in TYPES[field.type].citations(entry.fields[field.name]):
                if (link := graph.cited(citation)) is not None:
                    yield link, entry.id


def below(cells: Cells, made: Iterable[Made], *, citing: bool = False) -> tuple[Branch, ...]:
    """Return an item for each place of one source with words, and for each passage, with who cites it if asked.

    Words of one place that the same entries cite stand together.
    """
    who: dict[Link, dict[str, None]] = {}
    passages: dict[Link, str] = {}
    for link, id_ in made:
        if link.quote or link.passage:
            words = link._replace(passage="")
            found = who.setdefault(words, {})
            if id_:
                found[id_] = None
            if link.passage:
                passages.setdefault(words, link.passage)
    places: dict[tuple[str, str, tuple[str, ...]], list[Link]] = {}
    for words, ids in who.items():
        place = words.locator, passages.get(words, ""), tuple(ids if citing else ())
        places.setdefault(place, []).append(words)
    ordered = sorted(places.items(), key=lambda item: place_key(item[0][0]))
    return tuple(_branch(cells, words, passage, ids) for (_place, passage, ids), words in ordered)


def _branch(cells: Cells, words: list[Link], passage: str, citing: tuple[str, ...]) -> Branch:
    """Return the place, which leads to the passage that holds it, the words, and who cites them in parentheses."""
    locator = words[0].locator
    cell: list[Inline] = []
    if locator:
        cell.append(cells.link(passage, locator) if passage else locator)
    cell += cells.worded(
        [link._replace(passage=passage) for link in words], ": " if cell else "", linked=not cell
    )
    for n, id_ in enumerate(citing):
        cell += ["; " if n else " (", *with_verdict(cells, id_, cells.shortly(id_))]
    return Branch((*cell, *([")"] if citing else ())))


def listed(branches: Iterable[Branch]) -> Items | Tree:
    """Return a list of sources, which has a second level where one of them has words."""
    found = tuple(branches)
    return Tree(found) if any(branch.below for branch in found) else Items(tuple(b.content for b in found))
