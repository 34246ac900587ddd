"""The views that list the selected entries of one kind: deadlines, discrepancies and scenarios."""

from __future__ import annotations

from functools import partial

from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.model import Blocks


def build(context: ViewContext, columns: tuple[str, ...], *, cards: bool) -> Blocks:
    """Return the selected entries as tables; where the author asks for bodies as cards or as text alone."""
    entries = context.entries(context.view.kind)
    if not entries:
        return context.nothing()
    listed = context.reviewed if cards else context.entry_blocks
    return context.grouped(entries, "none", lambda some: listed(some, columns))


#: Cards and bodies have no columns.
_IDLE = (Idle(("columns",), "show", ("body",)),)

DEADLINES = View(
    "deadlines",
    partial(build, columns=("term", "title", "imposed-by", "on", "outcome"), cards=True),
    about="Computed deadlines with their basis, their extensions, and what became of them.",
    kind="deadline",
    idle=_IDLE,
)

DISCREPANCIES = View(
    "discrepancies",
    partial(build, columns=("title", "about", "values", "type", "resolution", "status"), cards=True),
    about="Values on which sources differ, side by side, and how they were settled.",
    kind="discrepancy",
    idle=_IDLE,
)

SCENARIOS = View(
    "scenarios",
    partial(
        build, columns=("title", "condition", "horizon", "came-true", "resolved-by", "sources"), cards=False
    ),
    about="Possible courses of events, and whether they came true.",
    kind="scenario",
    idle=_IDLE,
)
