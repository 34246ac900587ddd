"""The chronology: every milestone in order, as a table, a list or prose."""

from __future__ import annotations

from sphinx_policyrefs.records.graph import Row
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Paragraph

COLUMNS = ("date", "title", "parties", "legal-action", "sources")
LAYOUTS = ("table", "list", "prose")


def build(context: ViewContext) -> Blocks:
    """Return the selected rows; by default one table, without groups."""
    rows = context.rows()
    if not rows:
        return context.nothing()
    layout = context.option("layout", "table").lower()
    if layout == "list" or (layout == "table" and context.option("show").lower() == "body"):
        return context.grouped(rows, "none", lambda some: _list(context, some))
    if layout == "prose":
        return context.grouped(rows, "none", lambda some: _prose(context, some))
    known = [row for row in rows if not row.date.is_unknown]
    unknown = rows[len(known) :]
    if not unknown or context.option("group-by", "none").lower() not in ("none", ""):
        return context.grouped(rows, "none", lambda some: (context.row_table(some, COLUMNS),))
    blocks: list[Block] = [context.row_table(known, COLUMNS)] if known else []
    return (*blocks, *context.unknown_heading(), context.row_table(unknown, COLUMNS))


def _list(context: ViewContext, rows: list[Row]) -> Blocks:
    items: list[Cell] = []
    blocks: list[Block] = []
    for row in rows:
        date = context.cells.column(context.graph.entries[row.entry], "date", row)[0]
        line: Cell = (*date, ": ", *context.cells.row_title(row))
        text = context.text_of(context.graph.entries[row.entry])
        if text and not isinstance(text[0], Paragraph):
            blocks += [*context.listing(items), Paragraph(line), *text]
            items = []
        else:
            items.append((*line, ". ", *text[0].content) if text and isinstance(text[0], Paragraph) else line)
    return (*blocks, *context.listing(items))


def _prose(context: ViewContext, rows: list[Row]) -> Blocks:
    blocks: list[Block] = []
    for row in rows:
        entry = context.graph.entries[row.entry]
        date = context.cells.column(entry, "date", row)[0]
        head: Cell = (*date, ": ", *context.cells.row_title(row), ".")
        text = context.text_of(entry, "summary")
        if text and isinstance(text[0], Paragraph):
            blocks.append(Paragraph((*head, " ", *text[0].content)))
        else:
            blocks += [Paragraph(head), *text]
    return tuple(blocks)


VIEW = View(
    "chronology",
    build,
    own={"layout": LAYOUTS},
    about="Every milestone of the record in order.",
)
