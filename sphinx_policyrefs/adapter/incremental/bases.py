"""What a page may depend on, as a digest that is quick to have: while it is unchanged, the page need not be looked at.

What a page shows of the record is in :mod:`.page_digests`, which is loaded for pages whose basis has changed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.exporting.exports import edition_of, links, wanted
from sphinx_policyrefs.adapter.incremental.labels import Labels
from sphinx_policyrefs.adapter.incremental.toctrees import Toctrees
from sphinx_policyrefs.adapter.pages.assets import Links
from sphinx_policyrefs.adapter.pages.indices import pages
from sphinx_policyrefs.adapter.pages.previews import has_cards
from sphinx_policyrefs.adapter.pictures.programs import drawing
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.views import COMPARING
from sphinx_policyrefs.views.calls import counts_signatures, needs_nodes, shows_texts

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.adapter.incremental.page_digests import Pages
    from sphinx_policyrefs.records.model import DocRecord


class Bases:
    """What the pages of one build depend on."""

    def __init__(self, build: Build) -> None:
        self.build = build
        builder = build.builder
        self.outlines = Toctrees(build.env, builder, build.kept("outlines"))
        indices = pages(build)
        self.labels = Labels(build, indices)
        self.links = Links(build.app)
        bar = sorted(indices) if self.outlines.has_bar else []
        self.common = digest((bar, links(builder))) if builder.format == "html" else ""
        #: what JSON-LD in pages says beside the record, None where pages have none
        self.embedded = edition_of(build).about if "jsonld" in wanted(builder) else None

    @property
    def frame(self) -> tuple[object, bool]:
        """Return what a page that is of no document shows beside its content, and whether such pages are linked."""
        return (self.common, self.links.of_indices, self.outlines.around("")), self.outlines.has_bar

    @cached_property
    def drawing(self) -> tuple[str, ...]:
        """Return how diagrams are drawn; they are tables where the program is gone, and pictures once it is there."""
        return drawing(self.build.builder)

    @cached_property
    def _pages(self) -> Pages:
        from sphinx_policyrefs.adapter.incremental.page_digests import Pages

        return Pages(self.build, self.labels, self.drawing)

    def basis(self, docname: str, states: tuple[str, str] | None = None) -> str:
        """Return a digest of everything on which the page may depend; "" if only making the page can tell.

        *states* are the digests of the record, where they are not those of this build.
        """
        record = self.build.documents.get(docname)
        around = self._around(docname, record)
        if record is None or not self._shows(record):
            return digest((around, self.labels.of(record)))
        views = [(self.build.views[call.name], call) for call in record.views]
        added = self.build.added.views
        if any(needs_nodes(call) or view.name in COMPARING or view.name in added for view, call in views):
            # There is no digest for the content of a baseline, or for what the code of a project's own view depends on.
            return ""
        states = states or self.build.state
        state = states[any(shows_texts(view, call) for view, call in views)]
        drawing = self.drawing if any(view.draws for view, _call in views) else ""
        exports = [
            self._pages.reference(self.build, r.role, r.target, explicit=False)
            for r in record.references
            if r.role == "export"
        ]
        signed = self._signed if self._shows_signatures(record) else ""
        # Whether a page is near is known of what was made for its digest, with these.
        made_with = self._marks, has_cards(self.build)
        labels = self.labels.of(record)
        return digest((around, state, record.own, labels, drawing, exports, self.embedded, signed, made_with))

    def digest(self, docname: str) -> tuple[str, bool]:
        """Return the digest of what the page *docname* shows beyond its own source, and whether all of that is near."""
        record = self.build.documents.get(docname)
        shown: object = self.labels.of(record)
        near = False
        if record is not None and self._shows(record):
            shown, near = self._pages.shown(record)
        return digest((self._around(docname, record), shown)), near

    def is_unreached(self, docname: str, basis: str) -> bool:
        """Return whether nothing has changed that a page can show, of which all is near.

        *basis* is what that of the page was when it was written.
        """
        before = self.build.before
        return (
            before is not None and basis == self.basis(docname, before.state) and not self.is_reached(docname)
        )

    def is_reached(self, docname: str) -> bool:
        """Return whether something has changed since the last build that is near a page, or that may be."""
        record = self.build.documents.get(docname)
        return record is None or not self.build.has_record or self._pages.is_reached(record)

    def _shows(self, record: DocRecord) -> bool:
        """Return whether the page of a document may show anything of the record."""
        return record.adds or self._shows_signatures(record)

    def _shows_signatures(self, record: DocRecord) -> bool:
        """Return whether a page may show how far sentences are signed."""
        return (self._marks and bool(record.prose)) or any(map(counts_signatures, record.views))

    @property
    def _marks(self) -> bool:
        return bool(self.build.config.policyrefs_show_signoffs)

    @cached_property
    def _signed(self) -> str:
        from sphinx_policyrefs.adapter.signoffs import basis

        return basis(self.build)

    def _around(self, docname: str, record: DocRecord | None) -> object:
        links = self.links.of(record) if record is not None else []
        return self.common, links, self.outlines.around(docname)
