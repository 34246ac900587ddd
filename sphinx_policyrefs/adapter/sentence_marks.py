"""Marks beside the sentences of authors' prose that say how far each is signed, for an internal edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.gettext import I18nBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import policy_signoff, with_pages
from sphinx_policyrefs.adapter.reading.paragraphs import paragraphs, pieces

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.views.signatures import SentenceMark

#: What a mark does not stand in, but behind.
_WHOLE = (nodes.reference, addnodes.pending_xref, nodes.literal, nodes.math)


class SentenceMarks(SphinxPostTransform):
    """Puts a mark behind each sentence that is to be signed."""

    #: Before anything is taken off the page, so that the paragraphs are those that were read.
    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        """Put the marks."""
        build = build_of(self.env)
        marks = build.sentence_marks
        if not marks or isinstance(build.builder, I18nBuilder):
            return
        # Joined documents do not know the document that holds them.
        pages = {id(node): docname for node, docname in with_pages(self.document, self.env.docname)}
        numbers: Counter[str] = Counter()
        for node, read in list(paragraphs(self.document, "", str)):
            docname = pages[id(node)]
            number = numbers[docname]
            numbers[docname] += 1
            record = build.documents.get(docname)
            here = [mark for mark in marks.get(docname, ()) if mark.paragraph == number]
            # Another extension may have changed the page since, and a mark at the wrong sentence is worse than none.
            if here and record is not None and record.prose[number].text == read.text:
                _mark(build, node, self.document, here)


def _mark(
    build: Build, paragraph: nodes.Element, document: nodes.document, marks: Sequence[SentenceMark]
) -> None:
    """Put the marks of a paragraph, from the last one on, so that places stay what they are."""
    found = pieces(paragraph, document)
    for mark in reversed(marks):
        at = next((n for n, piece in enumerate(found) if piece.start < mark.end <= piece.end), None)
        if at is None:
            continue
        piece, made = found[at], _made(build, mark)
        whole = _whole(piece.node, paragraph)
        # The mark of a note belongs to the sentence before it.
        notes = list(
            takewhile(lambda piece: isinstance(piece.node, nodes.footnote_reference), found[at + 1 :])
        )
        rest = (
            ""
            if whole or not isinstance(piece.node, nodes.Text)
            else piece.node.astext()[mark.end - piece.start :]
        )
        if rest.strip() or (rest and not notes):
            # The sentence ends in the midst of a text: what follows becomes a text of its own.
            first = nodes.Text(piece.node.astext()[: mark.end - piece.start])
            _put(piece.node, [first, *made, nodes.Text(rest)], instead=True)
            found[at] = piece._replace(node=first, end=mark.end)
        else:
            _put(notes[-1].node if notes else whole or piece.node, made)


def _whole(node: nodes.Node, paragraph: nodes.Element) -> nodes.Node | None:
    """Return the outermost link, literal or the like round a node, None where it stands in none."""
    found = None
    while node is not paragraph:
        if isinstance(node, _WHOLE):
            found = node
        node = node.parent
    return found


def _put(node: nodes.Node, made: list[nodes.Node], *, instead: bool = False) -> None:
    """Put what was made behind a node, or in its place."""
    index = node.parent.index(node)
    node.parent[index + (not instead) : index + 1] = made


def _made(build: Build, mark: SentenceMark) -> list[nodes.Node]:
    """Return the nodes of a mark: on a screen a sign that tells more, elsewhere words."""
    builder, word = build.builder, build.wording
    if builder.format == "html" and not isinstance(builder, Epub3Builder):
        return [policy_signoff("", stage=mark.stage, sign=mark.sign, told=mark.told(word))]
    return [nodes.Text("\N{NO-BREAK SPACE}"), nodes.inline("", mark.plain(word), classes=["policy-signoff"])]
