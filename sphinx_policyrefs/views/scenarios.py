"""Scenarios: the condition of each, its horizon, and what came of it."""

from __future__ import annotations

from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Blocks

COLUMNS = ("title", "condition", "horizon", "came-true", "resolved-by", "sources")


def build(context: ViewContext) -> Blocks:
    """Return the selected scenarios."""
    entries = context.entries("scenario")
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: context.entry_blocks(some, COLUMNS))


VIEW = View("scenarios", build, about="Ways in which things may go, and what came of them.", kind="scenario")
