"""The content of views and the facts of entries, as blocks.  Pages and their digests are both made from these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.views.base import ViewContext, captioned
from sphinx_policyrefs.views.facts import facts as facts_of
from sphinx_policyrefs.views.model import Facts, Paragraph
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.changes.compare import News
    from sphinx_policyrefs.records.model import ViewCall
    from sphinx_policyrefs.views.model import Blocks, Cell


def view_blocks(build: Build, docname: str, number: int, *, keep: bool = False) -> Blocks:
    """Return the content of a view, by the number of its call; in an as-of build it begins with the day.

    With *keep*, the content is made for the page's digest and kept until the page is written, which takes it away.
    """
    views = build.snapshot.views
    blocks = views.pop((docname, number), None)
    if blocks is None:
        blocks = _built(build, build.documents[docname].views[number])
    if keep:
        views[docname, number] = blocks
    return blocks


def _built(build: Build, call: ViewCall) -> Blocks:
    graph, word, view = build.graph, build.wording, build.views[call.name]
    scripted = writes_html(build.builder)

    def news(since: str) -> News | None:
        return build.snapshot.baselines.news(since)

    context = ViewContext(
        graph,
        word,
        view,
        call,
        news,
        scripted=scripted,
        cells=build.cells,
        signatures=lambda: build.signatures,
    )
    blocks = view.build(context)
    if call.name in build.added.views:
        from sphinx_policyrefs.extend import sound

        blocks = sound(view, blocks)
    blocks = captioned(context, blocks)
    if graph.as_of is None:
        return blocks
    return Paragraph((word(N_("As of %(day)s."), day=word.date(graph.as_of)),), "as-of"), *blocks


class EntryPlace(NamedTuple):
    """What the place of an entry on a page shows, as data."""

    facts: Facts
    #: whether the as-of day or a confidential source leaves it out, with all that stands in it
    hidden: bool
    #: whether it has the anchor: of several places on one page, only the one in the record does
    anchored: bool
    #: whether the general index leads to it
    indexed: bool


def entry_place(build: Build, docname: str, number: int, *, keep: bool = False) -> EntryPlace:
    """Return what the place of an entry shows: the entry of the record, or what stands there if that is outside it.

    With *keep*, its facts are made for the page's digest and kept until the page is written, which takes them away.
    """
    own, active = build.documents[docname].entries[number], build.active(docname, number)
    facts = facts_of(build.cells, active or own)
    if keep:
        build.snapshot.facts[docname, number] = facts
    return EntryPlace(
        facts,
        is_hidden(build, docname, number),
        is_anchored(build, docname, number),
        # Pages of HTML and plain text hold no lines of it.
        build.builder.format not in {"html", "text"} and active is not None and build.is_indexed(active),
    )


def entry_facts(build: Build, docname: str, number: int) -> Facts:
    """Return the facts of an entry: of the record's, or of what stands on the page if that is outside it."""
    kept = build.snapshot.facts.pop((docname, number), None)
    if kept is not None:
        return kept
    return facts_of(build.cells, build.active(docname, number) or build.documents[docname].entries[number])


def entry_marks(build: Build, docname: str, number: int) -> Cell:
    """Return the marks that stand beside an entry's title; they are part of its facts too."""
    return build.cells.marks(build.active(docname, number) or build.documents[docname].entries[number])


def entry_kind(build: Build, docname: str, number: int) -> str:
    """Return what an entry is, in the language of the page: a claim must not look like an event."""
    return build.wording.label(build.kinds[build.documents[docname].entries[number].kind].label)


def is_hidden(build: Build, docname: str, number: int) -> bool:
    """Return whether the as-of day leaves an entry out, or it is of a confidential source."""
    entry = build.documents[docname].entries[number]
    return build.graph.is_hidden(entry) or build.graph.is_secret(entry)


def is_anchored(build: Build, docname: str, number: int) -> bool:
    """Return whether an entry's anchor stays: of several places on one page, that of the record has it."""
    id_ = build.documents[docname].entries[number].id
    first = build.graph.entries.get(id_) if id_ in build.snapshot.twins else None
    return first is None or first.docname != docname or build.active(docname, number) is not None
