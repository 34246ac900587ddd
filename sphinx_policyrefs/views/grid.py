"""One grid for the tables of a view: the same columns in each of its groups, and how wide each column is.

A reader who goes down a chronology of many years finds every date, title and source below the one before.  The
widths follow from the texts alone, so that no page has to be measured, and all tables with the same columns have
the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Column, Diagram, Picture, Table
from sphinx_policyrefs.views.pictures.metrics import width

#: Columns whose cells begin a line each; those of others stand in a row.
LINES = frozenset({"title", "values", "term", "assessment", "outcome", "waive"})


def aligned(blocks: Blocks) -> Blocks:
    """Return blocks in which tables that were made of the same columns have each that one of them has."""
    full: dict[tuple[str, ...], dict[str, Column]] = {}
    for table in _tables(blocks):
        if table.grid:
            full.setdefault(table.grid, {}).update((column.name, column) for column in table.columns)
    columns = {grid: tuple(some[name] for name in grid if name in some) for grid, some in full.items()}
    if all(columns.get(table.grid, table.columns) == table.columns for table in _tables(blocks)):
        return blocks

    def filled(table: Table) -> Table:
        wanted = columns.get(table.grid, table.columns)
        if wanted == table.columns:
            return table
        at = {column.name: n for n, column in enumerate(table.columns)}
        places = [at.get(column.name) for column in wanted]
        rows = tuple(tuple(() if n is None else row[n] for n in places) for row in table.rows)
        return table._replace(columns=wanted, rows=rows)

    def made(block: Block) -> Block:
        return filled(block) if isinstance(block, Table) else block

    return tuple(map(made, blocks))


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Yield the tables that readers see one below the other."""
    return (block for block in blocks if isinstance(block, Table))


def alike(blocks: Iterable[Block]) -> dict[tuple[Column, ...], list[Table]]:
    """Return all tables of blocks by their columns, those beside pictures and diagrams too."""
    found: dict[tuple[Column, ...], list[Table]] = {}
    for block in blocks:
        match block:
            case Table():
                some = [block]
            case Picture():
                some = [block.table]
            case Diagram():
                some = [part for part in block.alternative if isinstance(part, Table)]
            case _:
                continue
        for table in some:
            found.setdefault(table.columns, []).append(table)
    return found


# -- on screen ---------------------------------------------------------------------------------------------

#: How many rows are looked at to find the widths: enough to know the texts of a column.
_LOOKED_AT = 400
#: A column is narrow if most of its texts fit on two lines of this width; it is so wide that nearly all of them do.
_NARROW, _MOSTLY, _NEARLY = 8.8, 0.95, 0.99
#: The width of a table on a usual screen: there each text of a narrow column of up to this width has two lines.
_USUAL, _WIDEST = 50.0, 11.3
#: What a narrow column gets of the rest at least, and all of them together at most.
_LEAST, _MOST = 0.02, 0.4
#: The room of the longest word of other columns: from, to.
_WORD = (4.5, 7.5)
_DAY = re.compile(r"(?<=\w) (?=\d{1,2},)")
#: The space between two columns.
_GAP = 0.9
#: A column that begins with a date and says more below it.
_TERM = "term"
#: What readers read gets more of the room that is left.
_READ = {"title": 2.0}


class Track(NamedTuple):
    """The room of a column, in units of the size of its letters."""

    #: what it must have
    least: float
    #: its share of what the table has beyond that
    share: float
    #: what is enough, 0 where nothing is too much
    most: float = 0


class _Need(NamedTuple):
    least: float
    #: what a narrow column has to have where the table is as wide as usual
    usual: float = 0
    #: what it takes of the rest, 0 if it is narrow
    weight: float = 0


def tracks(tables: Sequence[Table]) -> tuple[Track, ...]:
    """Return the room for each column of tables that have the same ones.

    Dates, numbers and other short texts stand on two lines at the most; what is left goes to the others, by the
    root of what they hold: where one holds ten times as much, it needs more of the line, but not ten times as much.
    """
    rows = [row for table in tables for row in table.rows]
    rows = rows[:: max(1, len(rows) // _LOOKED_AT)]
    columns = tables[0].columns
    needs = [_need(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
    rest = max(_USUAL - sum(need.least for need in needs) - _GAP * (len(needs) - 1), 1)
    shares = [0 if need.weight else max(_LEAST, (need.usual - need.least) / rest) for need in needs]
    weights = sum(need.weight for need in needs)
    narrow = sum(shares)
    scale = min(1, _MOST / narrow) if weights and narrow else 1 / (narrow or 1)
    left = 1 - narrow * scale
    made = []
    for n, need in enumerate(needs):
        gap = _GAP if n < len(needs) - 1 else 0
        share = left * need.weight / weights if need.weight else shares[n] * scale
        most = 0 if need.weight or not weights else max(need.usual, need.least + 2) + gap
        made.append(Track(round(need.least + gap, 1), round(share, 3), round(most, 1)))
    return tuple(made)


def _need(column: Column, cells: Sequence[tuple[Cell, ...]]) -> _Need:
    """Return what a column needs for the words of its head and for its cells."""
    texts: list[str] = []
    for values in cells:
        parts = [plain(value) for value in values]
        texts += parts if column.name in LINES and parts else ["; ".join(parts)]
    head = max((width(word, bold=True) for word in column.label.split()), default=0)
    halves = sorted(map(_on_two_lines, texts)) or [0.0]
    if _share_of(halves, _MOSTLY) <= _NARROW:
        least = max(head, min(_share_of(halves, _NEARLY), _NARROW))
        return _Need(least, max(least, min(halves[-1], _WIDEST)))
    if column.name == _TERM:
        days = [_on_two_lines(plain(values[0])) for values in cells if values]
        head = max(head, min(max(days, default=0), _WIDEST))
    longest = max(width(word) for text in texts for word in text.split() or [""])
    # The root of the mean square: a few long texts in a column that is else empty need room as well.
    usual = (sum(width(text) ** 2 for text in texts) / len(texts)) ** 0.5
    weight = max(1.0, usual**0.6) * _READ.get(column.name, 1)
    return _Need(max(head, min(max(longest, _WORD[0]), _WORD[1])), weight=weight)


def _share_of(lengths: Sequence[float], share: float) -> float:
    """Return the length that such a share of sorted *lengths* does not go beyond."""
    return lengths[ceil(share * len(lengths)) - 1]


def _on_two_lines(text: str) -> float:
    """Return how wide two lines have to be to hold a text, with the day of 'May 1, 2020' beside its month."""
    words = _DAY.sub("\N{NO-BREAK SPACE}", text).split(" ")
    if len(words) < 2:
        return width(text)
    first = list(accumulate(width(f"{word} ") for word in words))
    return min(max(at - width(" "), first[-1] - at - width(" ")) for at in first[:-1])


# -- on paper, and wherever columns have shares of a line ----------------------------------------------------

#: How many characters of a table fit on a line of paper, and up to how many a word is not divided.
_LINE, _UNDIVIDED = 84, 18


def shares(tables: Sequence[Table]) -> list[int]:
    """Return the widths of columns as shares of a line: by the root of what they hold, whole words at least."""
    roots, words = [], []
    for n, column in enumerate(tables[0].columns):
        texts = [column.label, *("; ".join(map(plain, row[n])) for table in tables for row in table.rows)]
        roots.append(max(1.0, sum(map(len, texts)) / len(texts)) ** 0.5)
        words.append(min(_UNDIVIDED, max(len(word) for text in texts for word in text.split() or [""])))
    share = _LINE / sum(roots)
    return [max(round(root * share), word + 3) for root, word in zip(roots, words, strict=True)]
