"""Authors' prose, paragraph by paragraph, with what it refers to: plain data, kept with the record of its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import CITATION, policy_facts, policy_since
from sphinx_policyrefs.adapter.reading.prose import SKIPPED
from sphinx_policyrefs.records.model import Mention, ProseParagraph


def paragraphs(
    document: nodes.document, file: str, relative: Callable[[str], object]
) -> Iterator[tuple[nodes.Element, ProseParagraph]]:
    """Yield the paragraphs of authors' prose in a document that was read from *file*, each with its node.

    Headings, views and the bodies of entries are none.  *relative* gives the path below the source directory of what
    was included.
    """
    sections = 0

    def walk(
        node: nodes.Element, section: int, only: tuple[str, ...], since: tuple[str, ...]
    ) -> Iterator[tuple[nodes.Element, ProseParagraph]]:
        nonlocal sections
        for child in node.children:
            if not isinstance(child, nodes.Element):
                continue
            if isinstance(child, (nodes.paragraph, nodes.line)):
                text, mentions = written(child, document)
                source = str(relative(child.source)) if child.source else file
                yield child, ProseParagraph(text, mentions, section, source, child.line or 0, only, since)
            elif isinstance(child, SKIPPED) or _is_body(child):
                continue
            elif isinstance(child, addnodes.only):
                yield from walk(child, section, (*only, str(child["expr"])), since)
            elif isinstance(child, policy_since):
                yield from walk(child, section, only, (*since, child["day"]) if child["day"] else since)
            elif isinstance(child, nodes.section):
                sections += 1
                yield from walk(child, sections, only, since)
            else:
                yield from walk(child, section, only, since)

    return walk(document, 0, (), ())


def _is_body(node: nodes.Element) -> bool:
    """Return whether a node is the body of an entry."""
    return isinstance(node, addnodes.desc_content) and any(
        isinstance(child, policy_facts) for child in node.children
    )


def written(paragraph: nodes.Element, document: nodes.document) -> tuple[str, tuple[Mention, ...]]:
    """Return the text of a paragraph as it was written, and what it refers to, its footnotes included."""
    text = _Written(document)
    text.add(paragraph)
    return text.text, tuple(text.mentions)


class Piece(NamedTuple):
    """A node of which the text of a paragraph is made, with its place in that; the mark of a note has no width."""

    node: nodes.Node
    start: int
    end: int


def pieces(paragraph: nodes.Element, document: nodes.document) -> list[Piece]:
    """Return the nodes of which the text of a paragraph is made, in their order."""
    text = _Written(document)
    text.add(paragraph)
    return text.pieces


#: What stands in a paragraph and is read by nobody, or is not the author's: what a parser says is a part of its tree.
_UNREAD = (nodes.raw, nodes.math, addnodes.index, nodes.comment, nodes.system_message)


class _Written:
    """The text of a paragraph as it is made."""

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        self.text = ""
        self.mentions: list[Mention] = []
        self.pieces: list[Piece] = []

    def add(self, node: nodes.Element) -> None:
        """Add what stands in *node*."""
        for child in node.children:
            start = len(self.text)
            if isinstance(child, nodes.Text):
                self.text += child.astext()  # without the backslashes that are escaped
            elif isinstance(child, addnodes.pending_xref) and is_ours(child):
                self._reference(child)
            elif isinstance(child, nodes.footnote_reference):
                self._note(child)
            elif isinstance(child, _UNREAD):
                continue
            elif isinstance(child, nodes.image):
                self.text += str(child.get("alt", ""))
            elif isinstance(child, nodes.Element):
                self.add(child)
                continue
            self.pieces.append(Piece(child, start, len(self.text)))

    def _reference(self, node: addnodes.pending_xref) -> None:
        start = len(self.text)
        self.text += node.astext()
        self.mentions.append(_mention(node, start, len(self.text), node.rawsource.count("\n")))

    def _note(self, mark: nodes.footnote_reference) -> None:
        """Add what a note refers to; its mark is not read aloud, and belongs to the word before it."""
        place = len(self.text.rstrip())
        if CITATION in mark:
            self.mentions.append(Mention(place, place, "cite", mark[CITATION]))
            return
        note = self.document.ids.get(mark.get("refid", ""))
        if isinstance(note, nodes.footnote):
            references = (node for node in note.findall(addnodes.pending_xref) if is_ours(node))
            self.mentions += [_mention(node, place, place) for node in references]
            self.mentions += [
                Mention(place, place, "cite", below[CITATION])
                for below in note.findall(nodes.footnote_reference)
                if CITATION in below
            ]


def _mention(node: addnodes.pending_xref, start: int, end: int, ends: int = 0) -> Mention:
    return Mention(start, end, node["reftype"], node["reftarget"], bool(node["refexplicit"]), ends)


def is_ours(node: addnodes.pending_xref) -> bool:
    """Return whether a reference may lead to an entry."""
    return bool(node.get("refdomain") == "policy" or node["reftype"] == "any")
