"""What each page shows of other pages, as a digest made from the very blocks that it will show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.text import TextBuilder
from sphinx.util import docname_join

from sphinx_policyrefs.adapter.exporting.exports import linked_data, links
from sphinx_policyrefs.adapter.incremental.toctrees import Outlines
from sphinx_policyrefs.adapter.nodes import entry_of, policy_facts, title_of
from sphinx_policyrefs.adapter.pages import assets
from sphinx_policyrefs.adapter.pages.blocks import entry_facts, needs_nodes, shows_texts, view_blocks
from sphinx_policyrefs.adapter.pictures.diagrams import drawing
from sphinx_policyrefs.adapter.references.addresses import root_of
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.views.model import Body, Diagram, Link, Picture
from sphinx_policyrefs.views.whats_new import VIEW as WHATS_NEW

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.records.model import DocRecord, Entry

#: What plain text does not show of a node.
_PLACES = re.compile(r' (?:ids|names|dupnames|backrefs|refid|refname|refuri)="[^"]*"')


class Pages:
    """Computes what pages show of other pages in one build."""

    def __init__(self, domain: PolicyDomain, env: BuildEnvironment, builder: Builder) -> None:
        self.domain = domain
        self.env = env
        self.graph = domain.graph
        self.outlines = Outlines(domain, env, builder)
        bar = sorted(domain.pages) if self.outlines.has_bar else []
        texts = assets.texts(domain.app)
        self.common = digest((texts, bar, links(builder))) if builder.format == "html" else ""
        self.places = not isinstance(builder, TextBuilder)
        #: how diagrams are drawn; they are tables where the program is gone, and pictures once it is there
        self.drawing = drawing(builder)
        self._bodies: dict[str, dict[str, nodes.Element]] = {}

    def basis(self, docname: str) -> str:
        """Return a digest of what the page may depend on, "" where only looking at all of it would tell."""
        around = self.common, self.outlines.around(docname)
        record = self.domain.documents.get(docname)
        if record is None:
            return digest(around)
        looked = {WHATS_NEW.name, *self.domain.added.views}
        if any(needs_nodes(call) or call.name in looked for call in record.views):
            return (
                ""  # nothing tells what a baseline holds, or what the code of a project's own view depends on
            )
        state = self.domain.state[any(map(shows_texts, record.views))]
        drawing = self.drawing if any(self.domain.views[call.name].draws for call in record.views) else ""
        exports = [self._export(r.target) for r in record.references if r.role == "export"]
        return digest((around, state, record.own, self._labels(record), drawing, exports))

    def digest(self, docname: str) -> str:
        """Return the digest of what the page *docname* shows beyond its own source."""
        record = self.domain.documents.get(docname)
        shown = list(self._shown(record)) if record is not None else []
        return digest((self.common, self.outlines.around(docname), shown if self.places else _texts(shown)))

    def _shown(self, record: DocRecord) -> Iterator[Any]:
        shows = self.graph.shows
        for n, entry in enumerate(record.entries):
            if not entry.only or shows(entry.only):
                yield self._entry(record.docname, n, entry)
        for call in record.views:
            if not call.only or shows(call.only):
                blocks = view_blocks(self.domain, call, keep=True)
                yield blocks
                for block in blocks:
                    if isinstance(block, Body):
                        yield from self._body(block)
                    elif isinstance(block, Diagram):
                        yield self.drawing
        for reference in record.references:
            if shows(reference.only) and self.graph.reached(reference.since):
                yield self._reference(reference.role, reference.target, explicit=reference.explicit)
        yield linked_data(self.domain, record.docname)
        yield self._labels(record)
        yield [shows([condition]) for condition in record.conditions]
        yield [self.graph.reached([day]) for day in record.days]

    def _entry(self, docname: str, number: int, entry: Entry) -> Any:
        """Return the facts of an entry, and whether the record has this one or another of its id, or hides it."""
        first = self.graph.entries.get(entry.id)
        here = first is not None and first.docname == docname
        same = first is not None and here and self.domain.active(docname, number) is not None
        return (
            entry_facts(self.domain, docname, number),
            first is None,
            here,
            same,
            self.graph.is_hidden(entry),
        )

    def _reference(self, role: str, target: str, *, explicit: bool) -> Any:
        """Return what a reference shows: the place of its target, and the title where it is shown."""
        if role == "value":
            return self.domain.cells.value(target)
        if role == "export":
            return self._export(target)
        entry = self.graph.find(target, () if role in ("ref", "any") else (role,)).entry
        if entry is None:
            return None
        return (
            (entry.docname, entry.anchor, entry.kind, entry.uri)
            if self.places
            else role != "any" or bool(entry.docname or entry.home),
            "" if explicit else entry.title,
        )

    def _export(self, name: str) -> Any:
        """Return what a reference to an export shows, None where this set does not write it."""
        export = self.domain.added.exports.get(name)
        if export is None or name not in self.domain.app.config.policyrefs_exports:
            return None
        return export.label, self.places and (export.file, root_of(self.domain.app.builder))

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
            found += [label and label[2], self._place((label, bare)), target in self.domain.pages]
            if role == "numref" and bare is not None and self.places:  # plain text says "Table %s"
                found += [self.env.toc_fignumbers.get(bare[0]), self.env.toc_secnumbers.get(bare[0])]
        return found

    def _place(self, place: Any) -> Any:
        return place if self.places else bool(place)

    def _body(self, body: Body) -> Iterator[Any]:
        """Yield the markup of an entry's body, which is not part of the record, and what stands in it."""
        content = self._contents(body.docname).get(body.anchor)
        if content is None:
            return
        record = self.domain.documents[body.docname]
        markup = "".join(c.pformat() for c in content.children if not isinstance(c, policy_facts))
        yield markup if self.places else _PLACES.sub("", markup)
        for node in content.findall(nodes.Element):
            if isinstance(node, addnodes.pending_xref):
                role, target = node["reftype"], node["reftarget"]
                yield self._label(body.docname, role, target)
                if node.get("refdomain") == "policy" or role == "any":
                    yield self._reference(role, target, explicit=bool(node["refexplicit"]))
            elif isinstance(node, policy_facts) and node.parent is not content:
                yield self._entry(body.docname, node["number"], record.entries[node["number"]])

    def _contents(self, docname: str) -> dict[str, nodes.Element]:
        """Return the contents of a page's entries by their anchors."""
        contents = self._bodies.get(docname)
        if contents is None:
            contents = self._bodies[docname] = {}
            for facts in self.env.get_doctree(docname).findall(policy_facts):
                if (entry := entry_of(facts)) is not None and facts.parent is not None:
                    contents.update((anchor, facts.parent) for anchor in title_of(entry)["ids"])
        return contents


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
