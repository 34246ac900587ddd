"""The deadlines: when each is due and why, how it was extended, and what became of it."""

from __future__ import annotations

from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Blocks

COLUMNS = ("term", "title", "imposed-by", "on", "outcome")


def build(context: ViewContext) -> Blocks:
    """Return the selected deadlines by their first due day, those without one last."""
    entries = context.entries("deadline")
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: context.reviewed(some, COLUMNS))


VIEW = View(
    "deadlines",
    build,
    about="Computed deadlines with their basis, their extensions, and what became of them.",
    kind="deadline",
)
