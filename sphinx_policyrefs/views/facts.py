"""The facts of an entry on its page: its fields, then its relations in both directions."""

from __future__ import annotations

from sphinx_policyrefs.records.kinds import SOURCE, Field
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.derived_columns import LABELS, basis, with_verdict
from sphinx_policyrefs.views.model import Cell, Facts
from sphinx_policyrefs.views.wording import N_

#: Fields that the line on the basis of a deadline replaces.
_TOLD = frozenset({"from", "runs", "count"})
#: Fields that the line on the outcome of a deadline replaces.
_OUTCOME = frozenset({"outcome", "outcome-by"})

#: Fields that stand after the relations of the entry's own kind, in this order.
_LAST = frozenset({"sources", "url", "see"})


def facts(
    cells: Cells, entry: Entry, *, shown: tuple[str, ...] = ("card",), elsewhere: frozenset[str] = frozenset()
) -> Facts:
    """Return the facts of *entry*: labels in the language of the page, values with links.

    *elsewhere* are the kinds whose relations to the entry another part of the view shows; ``source`` stands for the
    entry's own sources. An entry outside the record (``:no-index:``) shows only its own fields.
    """
    kind = cells.graph.kinds[entry.kind]
    active = cells.graph.has(entry)
    told: frozenset[str] = frozenset()
    if active and kind.computed:
        told = _OUTCOME | _TOLD if basis(cells, entry) else _OUTCOME
    if SOURCE in elsewhere:
        told |= {"sources"}
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    last: list[tuple[str, tuple[Cell, ...]]] = []
    for field in kind.given(entry.fields):
        if field.shown not in shown or field.symmetric or field.name in told or field.name == "confidence":
            continue  # what holds in both directions stands below, once, and confidence is a mark
        if field.body:  # which stands below
            continue
        if field.name == "due" and active:
            rows += _course(cells, entry)
        elif values := _values(cells, entry, field):
            (last if field.name in _LAST else rows).append((cells.wording.label(field.term), values))
    if active:
        rows += _inverse(cells, entry, elsewhere)
    return Facts(tuple(rows + last), cells.marks(entry))


def _values(cells: Cells, entry: Entry, field: Field) -> tuple[Cell, ...]:
    """Return the values of a field; the verdict on a claim and its fault as columns have them."""
    if entry.kind == "claim" and field.name in ("verdict", "fault") and cells.graph.has(entry):
        return cells.column(entry, field.name)
    return cells.field(entry, field)


def _course(cells: Cells, entry: Entry) -> list[tuple[str, tuple[Cell, ...]]]:
    """Return when a deadline is due and why, when it is after its extensions, and what became of it."""
    return [
        (cells.wording.label(label), values)
        for name, label in (("due", N_("due")), *((n, LABELS[n]) for n in ("basis", "in-force", "outcome")))
        if (values := cells.column(entry, name))
    ]


def _inverse(cells: Cells, entry: Entry, elsewhere: frozenset[str]) -> list[tuple[str, tuple[Cell, ...]]]:
    """Return who points to *entry*, by the name that the relation has on this side."""
    graph = cells.graph
    found: dict[str, list[str]] = {}
    order: dict[str, tuple[int, int]] = {}
    kinds = list(graph.kinds)
    for (kind, name), ids in graph.back(entry.id).items():
        field = graph.kinds[kind].field(name)
        if field is None or kind in elsewhere:
            continue
        label = field.inverse
        found.setdefault(label, []).extend(ids)
        place = (kinds.index(kind), graph.kinds[kind].places[name])
        order[label] = min(order.get(label, place), place)
    return [
        (
            cells.wording.label(label),
            tuple(
                with_verdict(cells, i, cells.named(i, beside=entry.home))
                for i in sorted(dict.fromkeys(found[label]), key=graph.rank.__getitem__)
            ),
        )
        for label in sorted(found, key=order.__getitem__)
    ]
