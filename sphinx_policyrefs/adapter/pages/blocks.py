"""The content of views and the facts of entries, as blocks: what pages show, and what their digests are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.extend import sound
from sphinx_policyrefs.views.base import ViewContext
from sphinx_policyrefs.views.facts import facts as facts_of
from sphinx_policyrefs.views.model import Paragraph
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.records.model import ViewCall
    from sphinx_policyrefs.views.model import Blocks, Cell, Facts


def view_blocks(domain: PolicyDomain, call: ViewCall, *, keep: bool = False) -> Blocks:
    """Return the content of a view; in an as-of build it begins with the day.

    What the digest of a page needed is kept (*keep*) until the page is written, once.
    """
    blocks = domain.blocks.pop(id(call), None)
    if blocks is None:
        blocks = _built(domain, call)
    if keep:
        domain.blocks[id(call)] = blocks
    return blocks


def _built(domain: PolicyDomain, call: ViewCall) -> Blocks:
    graph, word, view = domain.graph, domain.wording, domain.views[call.name]
    scripted = writes_html(domain.app.builder)
    blocks = view.build(ViewContext(graph, word, view, call, domain.baselines.news, scripted=scripted))
    if call.name in domain.added.views:
        blocks = sound(view, blocks)
    if graph.as_of is None:
        return blocks
    return Paragraph((word(N_("As of %(day)s."), day=word.date(graph.as_of)),), "as-of"), *blocks


def entry_facts(domain: PolicyDomain, docname: str, number: int) -> Facts:
    """Return the facts of an entry: of the record's, or of what stands on the page if that is outside it."""
    entry = domain.active(docname, number) or domain.documents[docname].entries[number]
    return facts_of(domain.cells, entry)


def entry_marks(domain: PolicyDomain, docname: str, number: int) -> Cell:
    """Return the marks that stand beside an entry's title; they are part of its facts too."""
    entry = domain.active(docname, number) or domain.documents[docname].entries[number]
    return domain.cells.marks(entry)


def needs_nodes(call: ViewCall) -> bool:
    """Return whether a view shows markup of other pages, which only nodes can carry."""
    return call.options.get("show", "").strip().lower() == "body"


def shows_texts(call: ViewCall) -> bool:
    """Return whether a view may show summaries; tables and lists without ``:show:`` do not."""
    plain = call.name in ("chronology", "timeline") or call.name.endswith("-index")
    plain = plain and "correction" not in call.options.get("columns", "").lower()
    return not plain or "show" in call.options or call.options.get("layout", "table").lower() == "prose"
