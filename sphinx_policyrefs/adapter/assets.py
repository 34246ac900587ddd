"""The style sheet and the scripts: copied beside the pages, and linked from those that need them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_policyrefs.adapter.domain import LABELS, policy_domain
from sphinx_policyrefs.views import VIEWS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_policyrefs.records.model import DocRecord


class Asset(NamedTuple):
    """A file of ``static/`` that pages link."""

    file: str
    #: whether the page of a document needs it
    needed: Callable[[DocRecord], bool]
    #: whether the automatic pages need it
    on_indices: bool = False


#: Views that may show a diagram; those of a project have none to show.
_DRAWING = frozenset(name for name, view in VIEWS.items() if view.draws)

ASSETS = (
    Asset("policyrefs.css", lambda record: bool(record.entries or record.views), on_indices=True),
    Asset("policyrefs-diagrams.css", lambda record: any(call.name in _DRAWING for call in record.views)),
)

#: What LaTeX needs to set entries and views.
PAPER = "policyrefs.sty"


@cache
def text(file: str) -> str:
    """Return the text of an asset."""
    return (Path(__file__).parents[1] / "static" / file).read_text("utf-8")


def texts() -> tuple[str, ...]:
    """Return the texts of all assets: pages name their checksums, so a change of one concerns those pages."""
    return tuple(text(asset.file) for asset in ASSETS)


def copy(app: Sphinx, *_builder: Any) -> None:
    """Put the assets where pages look for them, in HTML before Sphinx computes their checksums."""
    if app.builder.format == "html":
        folder, files = Path(app.outdir) / "_static", [asset.file for asset in ASSETS]
    elif app.builder.format == "latex":
        folder, files = Path(app.outdir), [PAPER]
    else:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        target = folder / file
        if not target.is_file() or target.read_text("utf-8") != text(file):
            target.write_text(text(file), "utf-8")


def link(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Link from a page the assets that what it shows needs (``html-page-context``)."""
    domain = policy_domain(app.env)
    builder: Any = app.builder
    # One page for all documents is made of all their records.
    pages = domain.documents.values() if builder.name == "singlehtml" else [domain.documents.get(pagename)]
    for asset in ASSETS:
        if (asset.on_indices and pagename in LABELS) or any(
            record and asset.needed(record) for record in pages
        ):
            if asset.file.endswith(".css"):
                builder.add_css_file(asset.file)
            else:
                builder.add_js_file(asset.file, loading_method="defer")
