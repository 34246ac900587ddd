"""The discrepancies: values on which sources differ, side by side, and how they were settled."""

from __future__ import annotations

from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Blocks

COLUMNS = ("title", "about", "values", "type", "resolution", "status")


def build(context: ViewContext) -> Blocks:
    """Return the selected discrepancies."""
    entries = context.entries("discrepancy")
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: context.reviewed(some, COLUMNS))


VIEW = View(
    "discrepancies",
    build,
    about="Values on which sources differ, side by side, and how they were settled.",
    kind="discrepancy",
)
