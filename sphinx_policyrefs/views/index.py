"""The index of a kind: one row for each of its entries."""

from __future__ import annotations

from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.filters import FILTER, searched
from sphinx_policyrefs.views.model import Blocks

LAYOUTS = ("table", "cards")


def build(context: ViewContext) -> Blocks:
    """Return the selected entries of the view's kind."""
    kind = context.graph.kinds[context.view.kind]
    entries = context.entries(kind.name)
    if not entries:
        return context.nothing()
    if context.option("layout", "table").lower() == "cards" or context.option("show").lower() == "body":
        return context.grouped(entries, "none", context.cards)
    blocks = context.grouped(entries, "none", lambda some: (context.table(some, kind.columns),))
    return (*searched(context, len(entries)), *blocks)


def index_of(kind: Kind) -> View:
    """Return the view ``<kind>-index``."""
    return View(
        f"{kind.name}-index",
        build,
        own={"layout": LAYOUTS, **FILTER},
        about="One row or card for each entry of the kind.",
        kind=kind.name,
        titles_only=True,
        idle=(
            Idle(("columns", "filter"), "layout", ("cards",)),
            Idle(("columns", "filter"), "show", ("body",)),
        ),
    )
