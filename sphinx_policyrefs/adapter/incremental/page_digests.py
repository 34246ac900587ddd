"""What each page shows of other pages, as a digest of the same blocks from which the page is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.text import TextBuilder
from sphinx.util import docname_join

from sphinx_policyrefs.adapter.exporting.exports import edition_of, linked_data, links, wanted
from sphinx_policyrefs.adapter.incremental.toctrees import Toctrees
from sphinx_policyrefs.adapter.nodes import policy_facts, policy_since
from sphinx_policyrefs.adapter.pages import assets
from sphinx_policyrefs.adapter.pages.blocks import entry_place, needs_nodes, shows_texts, view_blocks
from sphinx_policyrefs.adapter.pages.bodies import contents_of, footnotes_of, notes_with
from sphinx_policyrefs.adapter.pages.indices import pages
from sphinx_policyrefs.adapter.pages.previews import cards_of
from sphinx_policyrefs.adapter.pictures.diagrams import drawing
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.adapter.references.targets import shown, target_of
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.records.reach import Reach, changed, shown_entries
from sphinx_policyrefs.records.watched import Watched
from sphinx_policyrefs.views.coverage import counts_signatures
from sphinx_policyrefs.views.model import Body, Diagram, Link, Picture

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.model import DocRecord

#: What plain text does not show of a node.
_PLACES = re.compile(r' (?:ids|names|dupnames|backrefs|refid|refname|refuri)="[^"]*"')


class Pages:
    """Computes what pages show of other pages in one build."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.env, builder = build.env, build.builder
        self.graph = build.graph
        self.outlines = Toctrees(build.env, builder, build.kept("outlines"))
        self.indices = pages(build)
        bar = sorted(self.indices) if self.outlines.has_bar else []
        texts = assets.texts(build.app)
        self.common = digest((texts, bar, links(builder))) if builder.format == "html" else ""
        #: what JSON-LD in pages says beside the record, None where pages have none
        self.embedded = edition_of(build).about if "jsonld" in wanted(builder) else None
        self.places = not isinstance(builder, TextBuilder)
        self.has_cards = writes_html(builder) and build.config.policyrefs_previews
        #: how diagrams are drawn; they are tables where the program is gone, and pictures once it is there
        self.drawing = drawing(builder)
        self._pages: dict[str, tuple[dict[str, nodes.Element], dict[str, nodes.footnote]]] = {}

    @property
    def frame(self) -> tuple[object, bool]:
        """Return what a page that is of no document shows beside its content, and whether such pages are linked."""
        return (self.common, self.outlines.around("")), self.outlines.has_bar

    def basis(self, docname: str, states: tuple[str, str] | None = None) -> str:
        """Return a digest of everything on which the page may depend; "" if only making the page can tell.

        *states* are the digests of the record, where they are not those of this build.
        """
        around = self.common, self.outlines.around(docname)
        record = self.build.documents.get(docname)
        if record is None:
            return digest(around)
        views = [(self.build.views[call.name], call) for call in record.views]
        added = self.build.added.views
        if any(needs_nodes(call) or view.compares or view.name in added for view, call in views):
            # There is no digest for the content of a baseline, or for what the code of a project's own view depends on.
            return ""
        states = states or self.build.snapshot.state
        state = states[any(shows_texts(view, call) for view, call in views)]
        drawing = self.drawing if any(view.draws for view, _call in views) else ""
        exports = [
            self._reference(self.build, r.role, r.target, explicit=False)
            for r in record.references
            if r.role == "export"
        ]
        signed = self._signed if self._shows_signatures(record) else ""
        # Whether a page is near is known of what was made for its digest, with these.
        made_with = self._marks, self.has_cards
        return digest(
            (
                around,
                state,
                record.own,
                self._labels(record),
                drawing,
                exports,
                self.embedded,
                signed,
                made_with,
            )
        )

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

    def digest(self, docname: str) -> tuple[str, bool]:
        """Return the digest of what the page *docname* shows beyond its own source, and whether that is near.

        What is near are its own entries, what is linked with these, and what its prose names: a change elsewhere in the
        record can't change it.
        """
        record = self.build.documents.get(docname)
        if record is None:
            shown, near = [], False
        elif record.views or not self._is_plain:
            shown, near = list(self._shown(self.build, record)), False
        else:
            watched: Any = Watched(self.graph)
            through = self.build.through(watched)
            shown = list(self._shown(through, record))
            if self.has_cards:
                self.build.snapshot.cards[docname] = cards_of(through, docname)
            near = watched.is_near(*shown_entries(self.graph, record))
        made = digest((self.common, self.outlines.around(docname), shown if self.places else _texts(shown)))
        return made, near

    # -- what a change reaches -------------------------------------------------------------------------

    def is_unreached(self, docname: str, basis: str) -> bool:
        """Return whether nothing has changed that a page can show, of which all is near.

        *basis* is what that of the page was when it was written. The record has to be the one that the environment
        held before this build read anything, so that what has changed since is known.
        """
        before = self.build.before
        return (
            before is not None and basis == self.basis(docname, before.state) and not self.is_reached(docname)
        )

    def is_reached(self, docname: str) -> bool:
        """Return whether something has changed since the last build that is near a page, or that may be."""
        record = self.build.documents.get(docname)
        if self._reach is None or record is None:
            return True
        return self._reach.touches(*shown_entries(self.graph, record))

    @cached_property
    def _reach(self) -> Reach | None:
        """Return what this build's changes reach; None where that may be anything."""
        before, build = self.build.before, self.build
        if before is None or not self._is_plain or before.settings != build.snapshot.settings:
            return None
        found = changed(before.documents, build.documents)
        return Reach(self.graph, found) if found is not None else None

    @cached_property
    def _is_plain(self) -> bool:
        """Return whether the record has all entries of the documents, each once, and pages show nothing but these.

        How far a sentence is signed, and what became of words in copies, may depend on any of them.
        """
        snapshot = self.build.snapshot
        return not (snapshot.withholds or snapshot.twins or snapshot.copies or self._marks)

    # -- what a page shows -----------------------------------------------------------------------------

    def _shown(self, build: Build, record: DocRecord) -> Iterator[Any]:
        shows = self.graph.shows
        for n, entry in enumerate(record.entries):
            if not entry.only or shows(entry.only):
                yield entry_place(build, record.docname, n)
        for n, call in enumerate(record.views):
            if not call.only or shows(call.only):
                blocks = view_blocks(build, record.docname, n, keep=True)
                yield blocks
                for block in blocks:
                    if isinstance(block, Body):
                        yield from self._body(block)
                    elif isinstance(block, Diagram):
                        yield self.drawing
        for reference in record.references:
            if shows(reference.only) and self.graph.reached(reference.since):
                yield self._reference(build, reference.role, reference.target, explicit=reference.explicit)
        if marks := build.snapshot.sentence_marks.get(record.docname):
            yield marks
        yield linked_data(build, record.docname)
        yield self._labels(record)
        yield [shows([condition]) for condition in record.conditions]
        yield [self.graph.reached([day]) for day in record.days]

    def _reference(self, build: Build, role: str, name: str, *, explicit: bool) -> Any:
        """Return what a reference shows."""
        return shown(target_of(build, role, name), explicit=explicit, places=self.places)

    def _labels(self, record: DocRecord) -> list[Any]:
        return [self._label(record.docname, role, target) for role, target in record.labels]

    def _label(self, docname: str, role: str, target: str) -> Any:
        """Return what one of Sphinx's own references by title shows; Sphinx alone would leave it stale."""
        standard = self.env.domains.standard_domain
        found: list[Any] = []
        if role in ("doc", "any"):
            other = docname_join(docname, target)
            title = self.env.titles.get(other)
            found.append((title is not None and title.astext(), self._place(other)))
        if role in ("term", "any"):
            place = standard.objects.get(("term", target)) or standard.data["terms"].get(target.lower())
            found.append(self._place(place))
        if role in ("ref", "any", "numref"):
            target = target.lower()
            label, bare = standard.labels.get(target), standard.anonlabels.get(target)
            found += [label and label[2], self._place((label, bare)), target in self.indices]
            if role == "numref" and bare is not None and self.places:  # plain text says "Table %s"
                found += [self.env.toc_fignumbers.get(bare[0]), self.env.toc_secnumbers.get(bare[0])]
        return found

    def _place(self, place: Any) -> Any:
        return place if self.places else bool(place)

    def _body(self, body: Body) -> Iterator[Any]:
        """Yield the markup of an entry's body, which is not part of the record, and what stands in it."""
        contents, notes = self._page(body.docname)
        content = contents.get(body.anchor)
        if content is None:
            return
        parts = [
            *(c for c in content.children if not isinstance(c, policy_facts)),
            *notes_with(content, notes),
        ]
        markup = "".join(part.pformat() for part in parts)
        yield markup if self.places else _PLACES.sub("", markup)
        if self.places:
            yield self._numbers(body.docname, content)
        for part in parts:
            for node in part.findall(nodes.Element):
                yield from self._within(body, node)

    def _within(self, body: Body, node: nodes.Element) -> Iterator[Any]:
        """Yield what an element of a body shows beyond its own markup."""
        if isinstance(node, addnodes.pending_xref):
            domain, role, target = node.get("refdomain"), node["reftype"], node["reftarget"]
            if domain in {"math", "citation"}:
                yield self._place(self._numbered(domain, target))
                return
            yield self._label(body.docname, role, target)
            if domain == "policy" or role == "any":
                yield self._reference(self.build, role, target, explicit=bool(node["refexplicit"]))
        elif isinstance(node, policy_facts):
            yield entry_place(self.build, body.docname, node["number"])
        elif isinstance(node, addnodes.only):
            yield self.graph.shows([str(node["expr"])])
        elif isinstance(node, policy_since):
            yield self.graph.reached([node["day"]] if node["day"] else [])

    def _numbers(self, docname: str, content: nodes.Element) -> list[Any]:
        """Return the numbers of figures, tables, code blocks and equations in a body."""
        numbers = self.env.toc_fignumbers.get(docname, {})
        ids = {id_ for node in content.findall(nodes.Element) for id_ in node["ids"]}
        return [(k, i, found[i]) for k, found in sorted(numbers.items()) for i in sorted(ids & found.keys())]

    def _numbered(self, domain: str, target: str) -> Any:
        """Return place and number of an equation, or the place of a citation."""
        if domain == "citation":
            return self.env.domains.citation_domain.citations.get(target)
        place = self.env.domains.math_domain.equations.get(target)
        return place and (place, self.env.toc_fignumbers.get(place[0], {}).get("displaymath"))

    def _page(self, docname: str) -> tuple[dict[str, nodes.Element], dict[str, nodes.footnote]]:
        """Return the contents of a page's entries by their anchors, and its footnotes by their ids."""
        page = self._pages.get(docname)
        if page is None:
            doctree = self.env.get_doctree(docname)
            page = self._pages[docname] = contents_of(doctree), footnotes_of(doctree)
        return page


def _texts(value: Any) -> Any:
    """Return blocks without the places that they link to or come from, which plain text does not show."""
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Body):
        return None
    if isinstance(value, Picture):
        return _texts(value.table)
    if isinstance(value, (tuple, list)):
        return type(value).__name__, [_texts(part) for part in value]
    return value
