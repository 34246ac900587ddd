"""Statements in order, with who made them, where, and what they were for."""

from __future__ import annotations

from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Blocks

COLUMNS = ("date", "speaker", "title", "position", "venue", "sources")


def build(context: ViewContext) -> Blocks:
    """Return the selected statements, oldest first."""
    entries = context.entries("statement")
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: context.entry_blocks(some, COLUMNS))


VIEW = View("statements", build, about="Who said what, when and where.", kind="statement")
