"""What a call of a view asks for, told before the view is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import ViewCall
    from sphinx_policyrefs.views.base import View


def needs_nodes(call: ViewCall) -> bool:
    """Return whether a view shows markup of other pages, which only nodes can carry."""
    return call.options.get("show", "").strip().lower() == "body"


def shows_texts(view: View, call: ViewCall) -> bool:
    """Return whether a view may show summaries; tables and lists without ``:show:`` do not."""
    plain = view.titles_only and "correction" not in call.options.get("columns", "").lower()
    return not plain or "show" in call.options or call.options.get("layout", "table").lower() == "prose"


def counts_signatures(call: ViewCall) -> bool:
    """Return whether the author asked how far sentences are signed."""
    return call.name == "coverage" and call.options.get("signatures", "no").strip().lower() != "no"
