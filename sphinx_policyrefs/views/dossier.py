"""The dossier: all that the record knows about one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from sphinx_policyrefs.records.kinds import SIDES, SOURCE, Kind
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.model import Block, Blocks, Branch, Cell, Column, Heading, Paragraph, Table
from sphinx_policyrefs.views.quotations import Made, below, listed, made_by
from sphinx_policyrefs.views.wording import N_

CHRONOLOGY = ("date", "title", "legal-action", "sources")


def build(context: ViewContext) -> Blocks:
    """Return the entry's facts, chronology, proceedings, statements, agreements, sources and discrepancies."""
    found = context.graph.find(context.call.argument)
    if found.entry is None:
        return context.nothing()
    entry = found.entry
    word = context.wording
    blocks: list[Block] = [Paragraph(context.cells.marked(entry), "title")]
    blocks += context.text_of(entry, "summary")
    parts = _parts(context.graph.kinds)
    told = _TOLD.union((kind.name for kind in parts), context.selection.unless.get("kinds", ()))
    blocks.append(facts(context.cells, entry, shown=("card", "dossier"), elsewhere=told))
    naming = {id_ for ids in context.graph.back(entry.id).values() for id_ in ids}
    concerned = {entry.id, *naming}
    rows = context.rows(lambda row: any(id_ in concerned for id_ in row.members))
    if rows:
        blocks += [Heading(word(N_("Chronology"))), context.row_table(rows, CHRONOLOGY)]
    blocks += _proceedings(context, entry, naming)
    for kind in parts:
        related = context.graph.select(context.selection, (kind.name,), naming)
        if related:
            blocks += [Heading(word(kind.plural)), context.table_of(related, kind.dossier)]
    blocks += _sources(context, entry, {id_ for row in rows for id_ in row.members})
    return tuple(blocks)


#: Kinds of which a dossier tells in other ways, so that the facts need not list their titles either.
_TOLD = frozenset({"event", "legal-action", SOURCE})


def _parts(kinds: Mapping[str, Kind]) -> list[Kind]:
    """Return the kinds with a table of their own below the proceedings, those that happen before the others."""
    return sorted((kind for kind in kinds.values() if kind.dossier), key=lambda kind: not kind.happens)


def _proceedings(context: ViewContext, entry: Entry, naming: AbstractSet[str]) -> Blocks:
    """Return the legal actions among those *naming* the entry, with its side in each."""
    cells, graph, word = context.cells, context.graph, context.wording
    kind = graph.kinds.get("legal-action")
    if kind is None:
        return ()
    rows: list[tuple[tuple[Cell, ...], ...]] = []
    for case in graph.select(context.selection, (kind.name,), naming - {entry.id}):
        parts = [
            word(field.inverse.removesuffix(" in") if field.name in SIDES else field.term)
            for field in kind.relations
            if entry.id in graph.targets(case.id, field.name) and field.name != "sources"
        ]
        if parts:
            columns = (cells.column(case, name) for name in ("court", "docket", "filed", "status"))
            rows.append((cells.column(case, "title"), ((", ".join(parts),),), *columns))
    if not rows:
        return ()
    labels = (N_("title"), N_("part"), "court", "docket", "filed", "status")
    head = tuple(Column(label, word.label(label)) for label in labels)
    return (Heading(word(N_("Proceedings"))), Table(head, tuple(rows)))


def _sources(context: ViewContext, entry: Entry, rows: Iterable[str]) -> Blocks:
    """Return the sources that the entry and its chronology rest on, each with the words that they quote.

    They follow from what is shown, so that of the selection only ``:not-kinds: source`` concerns them.
    """
    graph, cells = context.graph, context.cells
    if SOURCE in context.selection.unless.get("kinds", ()):
        return ()
    ids = graph.targets(entry.id, "sources")
    quoted: dict[str, list[Made]] = {}
    for id_ in (entry.id, *sorted(rows, key=graph.rank.__getitem__)):
        ids += graph.targets(id_, "sources")
        for made in made_by(graph, graph.entries[id_]):
            quoted.setdefault(made[0].target, []).append(made)
    if not ids:
        return ()
    found = sorted(dict.fromkeys(ids), key=graph.rank.__getitem__)
    sources = (Branch(cells.reference(graph.entries[i]), below(cells, quoted.get(i, ()))) for i in found)
    return (Heading(context.wording(N_("Sources"))), listed(sources))


VIEW = View(
    "dossier",
    build,
    argument=(),
    about="Everything that the record says about one entry.",
    honours=("order", "columns", "show", "limit"),
)
