"""Statements in order, with who made them, where, and what they were for."""

from __future__ import annotations

from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.model import Block, Blocks, Inline, Paragraph

COLUMNS = ("date", "speaker", "title", "position", "venue", "sources")


def build(context: ViewContext) -> Blocks:
    """Return the selected statements, oldest first."""
    entries = context.entries("statement")
    if not entries:
        return context.nothing()
    if context.option("show").lower() == "body":
        return context.grouped(entries, "none", lambda some: _quoted(context, some))
    return context.grouped(entries, "none", lambda some: (context.table(some, COLUMNS),))


def _quoted(context: ViewContext, entries: list[Entry]) -> Blocks:
    """Return the statements in full, each below its day, its speaker and its title."""
    blocks: list[Block] = []
    for entry in entries:
        parts = (*context.cells.column(entry, "date"), *context.cells.column(entry, "speaker"))
        head: list[Inline] = []
        for part in parts:
            head += [", " if head else "", *part]
        blocks.append(Paragraph((*head, ": " if head else "", *context.cells.marked(entry)), "title"))
        blocks += context.text_of(entry)
    return tuple(blocks)


VIEW = View(
    "statements",
    build,
    about="Who said what, when and where.",
    kind="statement",
    idle=(Idle(("columns",), "show", ("body",)),),
)
