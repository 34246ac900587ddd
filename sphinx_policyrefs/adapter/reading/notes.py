"""Citations in prose become notes: a mark where they stand, and a footnote that the build fills.

What a footnote says depends on the record, so it holds a reference that resolves with all others
(:class:`sphinx_policyrefs.adapter.pages.transforms.Notes`). Here it gets its number, among the footnotes of the author.
"""

from __future__ import annotations

from itertools import count
from typing import Any, Final

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_policyrefs.adapter.nodes import CITATION, policy_cite, policy_since
from sphinx_policyrefs.adapter.reading.collect import place_of

#: What a build may hide: the note of a citation in it stands in it as well.
_HIDEABLE: Final = (addnodes.only, policy_since, addnodes.desc_content)


class MakeNotes(SphinxTransform):
    """Put a mark in the place of each citation in prose, and add its footnote, before footnotes are numbered."""

    #: MyST sorts footnotes one step later.
    default_priority = Footnotes.default_priority - 3

    def apply(self, **kwargs: Any) -> None:
        """Make marks and footnotes; equal citations of one part of a page share theirs."""
        document: Any = self.document
        names: dict[tuple[str, int], str] = {}
        numbers = count(1)
        cites = list(document.findall(policy_cite))
        for cite in cites:
            key = cite["citation"], id(_holder(cite))
            new = key not in names
            if new:
                names[key] = next(
                    name for n in numbers if (name := f"policy-note-{n}") not in document.nameids
                )
            mark = nodes.footnote_reference(cite.rawsource, auto=1, refname=names[key])
            mark[CITATION] = cite["citation"]
            source, line = place_of(cite)
            cite.replace_self(mark)
            document.set_id(mark)
            document.note_autofootnote_ref(mark)
            document.note_footnote_ref(mark)
            if new:
                self._add(document, names[key], cite["citation"], source, line)
        if cites:
            _sort(document)

    def _add(self, document: Any, name: str, citation: str, source: str, line: int) -> None:
        reference = addnodes.pending_xref(
            "",
            nodes.inline(),  # Sphinx expects one
            refdomain="policy",
            reftype="cite",
            reftarget=citation,
            refexplicit=False,
            refwarn=False,
            refdoc=self.env.docname,
        )
        paragraph = nodes.paragraph("", "", reference, translatable=False)
        note = nodes.footnote("", paragraph, auto=1, names=[name], classes=["policy-note"])
        for node in (reference, paragraph, note):
            node.source, node.line = source, line
        document.append(note)
        document.note_autofootnote(note)
        document.note_explicit_target(note, note)


class PlaceNotes(SphinxTransform):
    """Put each footnote of a citation where it is hidden with its mark: at the end of the page, or of what may go.

    One of a part that belongs to the record from a day on stands with the others, and belongs to it from that day on.
    """

    #: MyST has collected all footnotes at the end of the page by then, which would show those of hidden parts.
    default_priority = Footnotes.default_priority + 5

    def apply(self, **kwargs: Any) -> None:
        """Move the footnotes."""
        marks = {
            mark.get("refid", ""): mark
            for mark in self.document.findall(nodes.footnote_reference)
            if CITATION in mark
        }
        for note in list(self.document.findall(nodes.footnote)) if marks else ():
            mark = next((marks[id_] for id_ in note["ids"] if id_ in marks), None)
            if mark is None or note.parent is None:
                continue
            note.parent.remove(note)
            holder = _holder(mark)
            placed: nodes.Element = note
            while isinstance(holder, policy_since):
                placed = policy_since("", placed, day=holder["day"])
                placed.source, placed.line = holder.source, holder.line
                holder = _holder(holder)
            if holder is self.document and holder.children and isinstance(holder.children[-1], nodes.section):
                holder = holder.children[-1]
            holder.append(placed)
        _drop_rule(self.document)


def _drop_rule(document: nodes.Element) -> None:
    """Drop the rule that MyST draws above footnotes where none is left below it, or may be on some day."""
    last = next((child for child in reversed(document.children) if not isinstance(child, policy_since)), None)
    if isinstance(last, nodes.transition) and "footnotes" in last["classes"]:
        document.remove(last)


def _holder(node: nodes.Node) -> nodes.Element:
    """Return the innermost part round *node* that a build may hide; the document where there is none."""
    parent = node.parent
    while parent.parent is not None and not isinstance(parent, _HIDEABLE):
        parent = parent.parent
    return parent


def _sort(document: Any) -> None:
    """Sort the footnotes that are numbered by the places where they are referred to first, as LaTeX numbers them."""
    order: dict[str, int] = {}
    unnamed = []
    marks = list(document.findall(nodes.footnote_reference))
    places_of = {id(mark): n for n, mark in enumerate(marks)}
    document.autofootnote_refs.sort(key=lambda mark: places_of.get(id(mark), len(marks)))
    for n, mark in enumerate(marks):
        if "refname" in mark:
            order.setdefault(mark["refname"], n)
        elif mark.get("auto") == 1:
            unnamed.append(n)
    places = iter(unnamed)
    last = len(order) + len(unnamed)

    def key(note: nodes.footnote) -> int:
        if not note["names"]:
            return next(places, last)
        return min((order[name] for name in note["names"] if name in order), default=last)

    keyed = [(key(note), n, note) for n, note in enumerate(document.autofootnotes)]
    document.autofootnotes[:] = [note for _key, _n, note in sorted(keyed, key=lambda item: item[:2])]
