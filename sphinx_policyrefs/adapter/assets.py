"""The style sheet: copied beside the pages, and linked from those that need it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_policyrefs.adapter.domain import LABELS, policy_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


STYLESHEET = "policyrefs.css"


@cache
def stylesheet() -> str:
    """Return the text of the style sheet."""
    return (Path(__file__).parents[1] / "static" / STYLESHEET).read_text("utf-8")


def copy(app: Sphinx, *_builder: Any) -> None:
    """Put the style sheet where HTML pages look for it, before Sphinx computes its checksum."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / STYLESHEET
        if not target.is_file() or target.read_text("utf-8") != stylesheet():
            target.write_text(stylesheet(), "utf-8")


def link(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Link the style sheet from a page that shows entries or views, or is made of them (``html-page-context``)."""
    domain = policy_domain(app.env)
    record = domain.documents.get(pagename)
    one_page = app.builder.name == "singlehtml"
    if one_page or pagename in LABELS or (record is not None and (record.entries or record.views)):
        app.builder.add_css_file(STYLESHEET)  # type: ignore[attr-defined]
