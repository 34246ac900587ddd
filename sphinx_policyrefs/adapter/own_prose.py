"""Authors' prose as a reader sees it, with what it refers to; read from doctrees when needed, never stored."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import CITATION, policy_facts
from sphinx_policyrefs.adapter.reading.prose import SKIPPED, is_shown
from sphinx_policyrefs.adapter.references.targets import target_of
from sphinx_policyrefs.review.own_prose import Mention, OwnBlock
from sphinx_policyrefs.views.cells import plain

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build


def own_prose(build: Build) -> Iterator[OwnBlock]:
    """Yield the paragraphs of authors' prose that this build shows, in the order of documents and lines.

    Headings, views and the bodies of entries are none.
    """
    gc.freeze()  # as in prose.pages
    try:
        for docname in sorted(build.env.found_docs):
            yield from _Page(build, docname).blocks()
    finally:
        gc.unfreeze()


class _Page:
    """One walk over a document."""

    def __init__(self, build: Build, docname: str) -> None:
        self.build = build
        self.docname = docname
        self.file = build.relative(build.env.doc2path(docname))
        self.document = build.env.get_doctree(docname)
        self.section = 0

    def blocks(self) -> Iterator[OwnBlock]:
        """Yield its paragraphs."""
        yield from self._walk(self.document)

    def _walk(self, node: nodes.Element) -> Iterator[OwnBlock]:
        for child in node.children:
            if not isinstance(child, nodes.Element):
                continue
            if isinstance(child, (nodes.paragraph, nodes.line)):
                if (block := self._block(child)).text.strip():
                    yield block
                continue
            if isinstance(child, SKIPPED) or not is_shown(self.build.graph, child):
                continue
            if isinstance(child, addnodes.desc_content) and any(
                isinstance(below, policy_facts) for below in child.children
            ):
                continue
            if isinstance(child, nodes.section):
                self.section += 1
            yield from self._walk(child)

    def _block(self, paragraph: nodes.Element) -> OwnBlock:
        file = self.build.relative(paragraph.source) if paragraph.source else self.file
        shown = _Shown(self)
        shown.add(paragraph)
        mentions, broken = tuple(shown.mentions), tuple(shown.broken)
        line = paragraph.line or 0
        return OwnBlock(self.docname, str(file), line, self.section, shown.text, mentions, broken)


class _Shown:
    """The text of a paragraph as it is made."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.text = ""
        self.mentions: list[Mention] = []
        self.broken: list[tuple[int, int]] = []

    def add(self, node: nodes.Element) -> None:
        """Add what stands in *node*."""
        for child in node.children:
            if isinstance(child, nodes.Text):
                self.text += str(child)
            elif isinstance(child, addnodes.pending_xref) and _is_ours(child):
                self._reference(child)
            elif isinstance(child, nodes.footnote_reference):
                self._note(child)
            elif isinstance(child, (nodes.raw, nodes.math, addnodes.index, nodes.comment)):
                continue
            elif isinstance(child, nodes.image):
                self.text += str(child.get("alt", ""))
            elif isinstance(child, nodes.Element):
                self.add(child)

    def _reference(self, node: addnodes.pending_xref) -> None:
        role, target, explicit = node["reftype"], node["reftarget"], bool(node["refexplicit"])
        text = node.astext()
        if not explicit and (found := target_of(self.page.build, role, target)) is not None:
            text = found.text if isinstance(found.text, str) else plain(found.text)
        start = len(self.text)
        self.text += text
        self.mentions.append(Mention(start, len(self.text), role, target, explicit))
        if lines := node.rawsource.count("\n") - text.count("\n"):
            self.broken.append((len(self.text), lines))

    def _note(self, mark: nodes.footnote_reference) -> None:
        """Add what a note refers to; its mark is not read aloud, and belongs to the word before it."""
        place = len(self.text.rstrip())
        if CITATION in mark:
            self.mentions.append(Mention(place, place, "cite", mark[CITATION]))
            return
        note = self.page.document.ids.get(mark.get("refid", ""))
        if isinstance(note, nodes.footnote):
            self.mentions += [
                Mention(place, place, node["reftype"], node["reftarget"], bool(node["refexplicit"]))
                for node in note.findall(addnodes.pending_xref)
                if _is_ours(node)
            ]
            self.mentions += [
                Mention(place, place, "cite", below[CITATION])
                for below in note.findall(nodes.footnote_reference)
                if CITATION in below
            ]


def _is_ours(node: addnodes.pending_xref) -> bool:
    return bool(node.get("refdomain") == "policy" or node["reftype"] == "any")
