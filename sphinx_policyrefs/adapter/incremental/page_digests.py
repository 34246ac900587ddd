"""What each page shows of other pages, as a digest of the same blocks from which the page is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.exporting.exports import linked_data
from sphinx_policyrefs.adapter.nodes import policy_facts, policy_since
from sphinx_policyrefs.adapter.pages.blocks import entry_place, view_blocks
from sphinx_policyrefs.adapter.pages.bodies import contents_of, footnotes_of, notes_with
from sphinx_policyrefs.adapter.pages.previews import cards_of, has_cards
from sphinx_policyrefs.adapter.references.targets import shown, target_of
from sphinx_policyrefs.records.reach import Reach, changed, shown_entries
from sphinx_policyrefs.records.watched import Watched
from sphinx_policyrefs.views.model import Body, Diagram, Link, Picture

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.adapter.incremental.labels import Labels
    from sphinx_policyrefs.records.model import DocRecord

#: What plain text does not show of a node.
_PLACES = re.compile(r' (?:ids|names|dupnames|backrefs|refid|refname|refuri)="[^"]*"')


class Pages:
    """Computes what pages show of other pages in one build."""

    def __init__(self, build: Build, labels: Labels, drawing: tuple[str, ...]) -> None:
        """Take what labels show in the build, and how diagrams are drawn there."""
        self.build, self.env = build, build.env
        self.labels, self.places = labels, labels.places
        self.drawing = drawing
        self.has_cards = has_cards(build)
        self.graph = self.build.graph
        self._pages: dict[str, tuple[dict[str, nodes.Element], dict[str, nodes.footnote]]] = {}

    def shown(self, record: DocRecord) -> tuple[Any, bool]:
        """Return what the page of a document shows beyond its own source, as plain data, and whether that is near.

        What is near are its own entries, what is linked with these, and what its prose names: a change elsewhere in the
        record can't change it.
        """
        self.build.snapshot.facts.clear()  # a page is written right after this, or not at all
        if record.views or not self._is_plain:
            shown, near = list(self._shown(self.build, record)), False
        else:
            watched: Any = Watched(self.graph)
            through = self.build.through(watched)
            shown = list(self._shown(through, record))
            if self.has_cards:
                self.build.snapshot.cards[record.docname] = cards_of(through, record.docname)
            near = watched.is_near(*shown_entries(self.graph, record))
        return shown if self.places else _texts(shown), near

    # -- what a change reaches -------------------------------------------------------------------------

    def is_reached(self, record: DocRecord) -> bool:
        """Return whether something has changed since the last build that is near the page of a document, or may be.

        The record has to be the one that the environment held before this build read anything, so that what has changed
        since is known.
        """
        return self._reach is None or self._reach.touches(*shown_entries(self.graph, record))

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
        snapshot, marks = self.build.snapshot, self.build.config.policyrefs_show_signoffs
        return not (snapshot.withholds or snapshot.twins or snapshot.copies or marks)

    # -- what a page shows -----------------------------------------------------------------------------

    def _shown(self, build: Build, record: DocRecord) -> Iterator[Any]:
        shows = self.graph.shows
        for n, entry in enumerate(record.entries):
            if not entry.only or shows(entry.only):
                yield entry_place(build, record.docname, n, keep=True)
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
                yield self.reference(build, reference.role, reference.target, explicit=reference.explicit)
        if marks := build.sentence_marks.get(record.docname):
            yield marks
        yield linked_data(build, record.docname)
        yield self.labels.of(record)
        yield [shows([condition]) for condition in record.conditions]
        yield [self.graph.reached([day]) for day in record.days]

    def reference(self, build: Build, role: str, name: str, *, explicit: bool) -> Any:
        """Return what a reference shows."""
        return shown(target_of(build, role, name), explicit=explicit, places=self.places)

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
                yield self.labels.place(self._numbered(domain, target))
                return
            yield self.labels.label(body.docname, role, target)
            if domain == "policy" or role == "any":
                yield self.reference(self.build, role, target, explicit=bool(node["refexplicit"]))
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
