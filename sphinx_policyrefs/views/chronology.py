"""The chronology: every milestone in order, as a table, a list or prose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.cells import stopped
from sphinx_policyrefs.views.filters import FILTER, filtered
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Paragraph

COLUMNS = ("date", "title", "parties", "legal-action", "sources")
LAYOUTS = ("table", "list", "prose")


def build(context: ViewContext) -> Blocks:
    """Return the selected rows; by default one table, without groups."""
    rows = context.rows()
    if not rows:
        return context.nothing()
    shown: list[Row] = []
    blocks = _blocks(context, rows, shown)
    return (*filtered(context, blocks, shown), *blocks)


def _blocks(context: ViewContext, rows: list[Row], shown: list[Row]) -> Blocks:
    """Return the rows as the author wants them, and put each into *shown* when it is."""
    layout = context.option("layout", "table").lower()
    if layout == "list" or (layout == "table" and context.option("show").lower() == "body"):
        made: Callable[[list[Row]], Blocks] = partial(as_list, context)
    elif layout == "prose":
        made = partial(_prose, context)
    else:
        made = partial(_table, context)

    def show(some: list[Row]) -> Blocks:
        shown.extend(some)
        return made(some)

    known = [row for row in rows if not row.date.is_unknown]
    if len(known) == len(rows) or context.option("group-by", "none").lower() != "none":
        return context.grouped(rows, "none", show)
    return (*(show(known) if known else ()), *context.unknown_heading(), *show(rows[len(known) :]))


def _table(context: ViewContext, rows: list[Row]) -> Blocks:
    return (context.row_table(rows, COLUMNS),)


def as_list(context: ViewContext, rows: list[Row]) -> Blocks:
    """Return a line for each row, with as much text as the author asked for."""
    items: list[Cell] = []
    blocks: list[Block] = []
    for row in rows:
        date = context.cells.column(context.graph.entries[row.entry], "date", row)[0]
        line: Cell = (*date, ": ", *context.cells.row_title(row))
        text = context.row_text(row)
        if any(not isinstance(block, Paragraph) for block in text):
            blocks += [*context.listing(items), Paragraph(line), *text]
            items = []
        else:
            items.append(_told(line, text) if text else line)
    return (*blocks, *context.listing(items))


def _prose(context: ViewContext, rows: list[Row]) -> Blocks:
    blocks: list[Block] = []
    for row in rows:
        entry = context.graph.entries[row.entry]
        date = context.cells.column(entry, "date", row)[0]
        head = stopped((*date, ": ", *context.cells.row_title(row)))
        text = context.row_text(row, "summary")
        if text and all(isinstance(block, Paragraph) for block in text):
            blocks.append(Paragraph(_told(head, text)))
        else:
            blocks += [Paragraph(head), *text]
    return tuple(blocks)


def _told(line: Cell, text: Blocks) -> Cell:
    """Return a line with paragraphs after it."""
    told = (part for block in text if isinstance(block, Paragraph) for part in (" ", *block.content))
    return (*stopped(line), *told)


VIEW = View(
    "chronology",
    build,
    own={"layout": LAYOUTS, **FILTER},
    about="Every milestone of the record in order.",
    titles_only=True,
    idle=(Idle(("columns",), "layout", ("list", "prose")), Idle(("columns",), "show", ("body",))),
)
