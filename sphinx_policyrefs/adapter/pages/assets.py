"""The style sheet and the scripts: copied beside the pages, and linked from those that need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.builders.epub3 import Epub3Builder
from sphinx.util import logging

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.pages.indices import LABELS
from sphinx_policyrefs.adapter.pictures.programs import drawing
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.later import later
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.views.calls import needs_nodes

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.kinds import Kind
    from sphinx_policyrefs.records.model import DocRecord
    from sphinx_policyrefs.views.wording import Wording

logger = logging.getLogger(__name__)

#: What the words of a script stand in for.
_WORDS = "{/* words */}"


class Asset(NamedTuple):
    """A file of ``static/`` that pages link."""

    file: str
    #: whether the page of a document needs it
    needed: Callable[[DocRecord, Build], bool]
    #: whether the automatic pages need it
    on_indices: bool = False
    #: what it says to readers, in the language of the documents
    words: Callable[[Wording], dict[str, str]] | None = None
    #: what it has for the kinds that a project adds, in e-books or not
    rules: Callable[[Iterable[Kind], bool], str] | None = None
    #: the file that e-books have in its place, whose readers know less; "" for the same one
    in_books: str = ""


def _refers(record: DocRecord, build: Build) -> bool:
    """Return whether a page may have references to entries, whose cards are shown beside them."""
    return bool(build.config.policyrefs_previews and (record.entries or record.views or record.references))


def _marks(record: DocRecord, build: Build) -> bool:
    """Return whether a page may have marks beside its sentences."""
    return bool(build.config.policyrefs_show_signoffs and record.prose)


def _draws(record: DocRecord, build: Build) -> bool:
    """Return whether a page may have a diagram."""
    return any(build.views[call.name].draws for call in record.views)


def _pictures(record: DocRecord, build: Build) -> bool:
    """Return whether a page may have a picture."""
    return any(build.views[call.name].pictures for call in record.views)


def _filters(record: DocRecord, build: Build) -> bool:
    """Return whether a page may have a view with a filter."""
    return any(
        build.views[call.name].filters
        and call.options.get("filter", "").lower() != "no"
        and not needs_nodes(call)
        for call in record.views
    )


ASSETS = (
    Asset(
        "policyrefs.css",
        lambda record, build: (
            bool(record.entries or record.views) or _refers(record, build) or _marks(record, build)
        ),
        on_indices=True,
        in_books="policyrefs-epub.css",
    ),
    Asset("policyrefs-diagrams.css", _draws),
    Asset(
        "policyrefs-timeline.css",
        _pictures,
        rules=later("views.pictures.style_sheet:added_rules"),
        in_books="policyrefs-timeline-epub.css",
    ),
    Asset("policyrefs-filter.js", _filters, words=later("views.filters:phrases")),
    Asset("policyrefs-previews.js", _refers),
)

#: What LaTeX needs to set entries and views.
PAPER = "policyrefs.sty"


@cache
def _raw(file: str) -> str:
    return (Path(__file__).parents[2] / "static" / file).read_text("utf-8")


def _contents(app: Sphinx, asset: Asset) -> str:
    """Return the text of an asset as it is put beside the pages."""
    book = isinstance(app.builder, Epub3Builder)
    text = _raw((book and asset.in_books) or asset.file)
    build = build_of(app.env)
    added = [kind for name, kind in build.kinds.items() if name not in KINDS]
    if added and asset.rules is not None:
        text += asset.rules(added, book)
    if asset.words is None:
        return text
    return text.replace(_WORDS, json.dumps(asset.words(build.wording), ensure_ascii=False, indent=1))


def _assets(app: Sphinx) -> Iterator[Asset]:
    """Yield what the pages of a builder may link: a script only where each document is a page of its own."""
    if app.builder.format == "html" and build_of(app.env).has_record:
        scripted = writes_html(app.builder)
        for asset in ASSETS:
            if scripted or asset.file.endswith(".css"):
                yield asset


class Links:
    """What pages link of the assets: pages name checksums, so a change of an asset concerns those that link it."""

    def __init__(self, app: Sphinx) -> None:
        self.build = build_of(app.env)
        self._digests = [(asset, digest(_contents(app, asset))) for asset in _assets(app)]

    def of(self, record: DocRecord) -> list[str]:
        """Return digests of what the page of a document links."""
        return [text for asset, text in self._digests if asset.needed(record, self.build)]

    @property
    def of_indices(self) -> list[str]:
        """Return digests of what the automatic pages link."""
        return [text for asset, text in self._digests if asset.on_indices]


def copy(app: Sphinx, *_builder: Any) -> None:
    """Put the assets where pages look for them, in HTML before Sphinx computes their checksums."""
    folder = Path(app.outdir)
    if app.builder.format == "latex":
        files = {PAPER: _raw(PAPER)}
    else:
        folder /= "_static"
        if app.builder.format == "html" and not build_of(app.env).has_record:
            for asset in ASSETS:
                (folder / asset.file).unlink(missing_ok=True)
        files = {asset.file: _contents(app, asset) for asset in _assets(app)}
    for file, text in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / file).is_file() or (folder / file).read_text("utf-8") != text:
            (folder / file).write_text(text, "utf-8")


def link(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Link from a page the assets that what it shows needs (``html-page-context``)."""
    build = build_of(app.env)
    documents = build.documents
    builder: Any = app.builder
    # One page for all documents is made of all their records.
    pages = documents.values() if builder.name == "singlehtml" else [documents.get(pagename)]
    for asset in _assets(app):
        if (asset.on_indices and pagename in LABELS) or any(
            record and asset.needed(record, build) for record in pages
        ):
            if asset.file.endswith(".css"):
                builder.add_css_file(asset.file)
            else:
                builder.add_js_file(asset.file, defer="defer")


def add_packages(app: Sphinx, builder: Builder) -> None:
    """Have LaTeX load what pictures are drawn with, where a document has any (``write-started``)."""
    build = build_of(app.env)
    if builder.format != "latex" or app.registry.has_latex_package("tikz"):
        return
    if any(_pictures(record, build) for record in build.documents.values()):
        app.add_latex_package("tikz")


def tell_undrawn(app: Sphinx, *_builder: Any) -> None:
    """Say once how to get pictures, where a page has diagrams and nothing draws them (``write-started``)."""
    if app.builder.format not in {"html", "latex"} or drawing(app.builder):
        return
    build = build_of(app.env)
    if not any(_draws(record, build) for record in build.documents.values()):
        return
    from sphinx_policyrefs.adapter.pages.blocks import view_blocks
    from sphinx_policyrefs.views.model import Diagram

    for record in build.documents.values():
        for number, call in enumerate(record.views):
            if not (build.views[call.name].draws and build.graph.shows(call.only)):
                continue
            if any(
                isinstance(block, Diagram) for block in view_blocks(build, record.docname, number, keep=True)
            ):
                logger.info(
                    "%r (graphviz_dot) is not a program here, so that diagrams are tables and lists; to have them "
                    "drawn, install Graphviz: apt install graphviz, or brew install graphviz",
                    app.config.graphviz_dot,
                )
                return
