"""The style sheet and the scripts: copied beside the pages, and linked from those that need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.builders.epub3 import Epub3Builder

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.pages.blocks import needs_nodes
from sphinx_policyrefs.adapter.pages.indices import LABELS
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.views import VIEWS
from sphinx_policyrefs.views.filters import phrases

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from sphinx_policyrefs.records.model import DocRecord
    from sphinx_policyrefs.views.wording import Wording

#: What the words of a script stand in for.
_WORDS = "{/* words */}"


class Asset(NamedTuple):
    """A file of ``static/`` that pages link."""

    file: str
    #: whether the page of a document needs it
    needed: Callable[[DocRecord, Config], bool]
    #: whether the automatic pages need it
    on_indices: bool = False
    #: what it says to readers, in the language of the documents
    words: Callable[[Wording], dict[str, str]] = lambda _wording: {}
    #: the file that e-books have in its place, whose readers know less; "" for the same one
    in_books: str = ""


#: Views that may show a diagram; those of a project have none to show.
_DRAWING = frozenset(name for name, view in VIEWS.items() if view.draws)


def _refers(record: DocRecord, config: Config) -> bool:
    """Return whether a page may have references to entries, whose cards are shown beside them."""
    return bool(config.policyrefs_previews and (record.entries or record.views or record.references))


def _filters(record: DocRecord, _config: Config) -> bool:
    """Return whether a page may have a view with a filter."""
    return any(
        (call.name == "chronology" or call.name.endswith("-index"))
        and call.options.get("filter", "").lower() != "no"
        and not needs_nodes(call)
        for call in record.views
    )


ASSETS = (
    Asset(
        "policyrefs.css",
        lambda record, config: bool(record.entries or record.views) or _refers(record, config),
        on_indices=True,
        in_books="policyrefs-epub.css",
    ),
    Asset(
        "policyrefs-diagrams.css",
        lambda record, _config: any(call.name in _DRAWING for call in record.views),
    ),
    Asset(
        "policyrefs-timeline.css",
        lambda record, _config: any(call.name == "timeline" for call in record.views),
        in_books="policyrefs-timeline-epub.css",
    ),
    Asset("policyrefs-filter.js", _filters, words=phrases),
    Asset("policyrefs-previews.js", _refers),
)

#: What LaTeX needs to set entries and views.
PAPER = "policyrefs.sty"


@cache
def _raw(file: str) -> str:
    return (Path(__file__).parents[2] / "static" / file).read_text("utf-8")


def _text(app: Sphinx, asset: Asset) -> str:
    """Return the text of an asset as it is put beside the pages."""
    book = isinstance(app.builder, Epub3Builder)
    text = _raw((book and asset.in_books) or asset.file)
    words = asset.words(build_of(app.env).wording)
    return text.replace(_WORDS, json.dumps(words, ensure_ascii=False, indent=1)) if words else text


def _assets(app: Sphinx) -> Iterator[Asset]:
    """Yield what the pages of a builder may link: a script only where each document is a page of its own."""
    if app.builder.format == "html":
        scripted = writes_html(app.builder)
        for asset in ASSETS:
            if scripted or asset.file.endswith(".css"):
                yield asset


def texts(app: Sphinx) -> tuple[object, ...]:
    """Return the texts of all assets: pages name their checksums, so a change of one concerns those pages.

    So does whether references show previews, by which pages link more or fewer of them.
    """
    return app.config.policyrefs_previews, *(_text(app, asset) for asset in _assets(app))


def copy(app: Sphinx, *_builder: Any) -> None:
    """Put the assets where pages look for them, in HTML before Sphinx computes their checksums."""
    folder = Path(app.outdir)
    if app.builder.format == "latex":
        files = {PAPER: _raw(PAPER)}
    else:
        folder /= "_static"
        files = {asset.file: _text(app, asset) for asset in _assets(app)}
    for file, text in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / file).is_file() or (folder / file).read_text("utf-8") != text:
            (folder / file).write_text(text, "utf-8")


def link(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Link from a page the assets that what it shows needs (``html-page-context``)."""
    documents = build_of(app.env).documents
    builder: Any = app.builder
    # One page for all documents is made of all their records.
    pages = documents.values() if builder.name == "singlehtml" else [documents.get(pagename)]
    for asset in _assets(app):
        if (asset.on_indices and pagename in LABELS) or any(
            record and asset.needed(record, app.config) for record in pages
        ):
            if asset.file.endswith(".css"):
                builder.add_css_file(asset.file)
            else:
                builder.add_js_file(asset.file, defer="defer")


def add_packages(app: Sphinx, builder: Builder) -> None:
    """Have LaTeX load what pictures are drawn with, where a document has any (``write-started``)."""
    records = build_of(app.env).documents.values()
    if builder.format != "latex" or app.registry.has_latex_package("tikz"):
        return
    if any(call.name == "timeline" for record in records for call in record.views):
        app.add_latex_package("tikz")
