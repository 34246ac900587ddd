"""The card of an entry in short, as a reader sees it beside a reference: plain data without links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.cells import Cells, at, plain
from sphinx_policyrefs.views.model import Mark

#: How many letters of an entry's first paragraph a card shows at most.
LENGTH = 280
#: How many citations it shows, and how many words of each.
SOURCES, WORDS = 2, 12


class Card(NamedTuple):
    """What a card shows, in this order."""

    title: str
    kind: str
    dates: tuple[str, ...]
    #: name and text of each mark, such as 'disputed'
    marks: tuple[tuple[str, str], ...]
    text: str
    #: sources with the words that prove it
    sources: tuple[str, ...] = ()


def card(cells: Cells, entry: Entry) -> Card:
    """Return the card of an entry of the record."""
    word, kind = cells.wording, cells.graph.kinds[entry.kind]
    dates = []
    for name in kind.milestones:
        date, field = cells.graph.date(entry.id, name), kind.field(name)
        if date is not None and field is not None:
            dates.append(
                word.date(date) if name == "date" else f"{word.label(field.term)}: {word.date(date)}"
            )
    text = plain(cells.beginning(entry))
    return Card(
        entry.title,
        word.label(kind.label),
        tuple(dates),
        tuple((part.name, part.text) for part in cells.marks(entry) if isinstance(part, Mark)),
        text if kind.words else shortened(text),
        tuple(_quoted(cells, entry)),
    )


def _quoted(cells: Cells, entry: Entry) -> Iterator[str]:
    """Yield the first few sources that have words, with the place and the beginning of these."""
    links = [link for link in cells.graph.links(entry.id).get("sources", ()) if link.quote]
    for link in links[:SOURCES]:
        source = cells.graph.entries[link.target]
        place = plain(at((source.fields.get("short", source.title),), link.locator))
        yield f"{place}: “{cells.cut(link.quote, WORDS)}”"


def shortened(text: str) -> str:
    """Return a text of at most :data:`LENGTH` letters, cut between words where it has spaces."""
    text = " ".join(text.split())
    if len(text) <= LENGTH:
        return text
    head = text[:LENGTH]
    words = head.rpartition(" ")[0]
    return f"{words if len(words) > LENGTH // 2 else head}…"
