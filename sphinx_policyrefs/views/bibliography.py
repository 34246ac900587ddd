"""The bibliography of record: the sources that the selected entries rest on, with back-links."""

from __future__ import annotations

from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.selection import Selection
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.cells import stopped
from sphinx_policyrefs.views.derived_columns import with_verdict
from sphinx_policyrefs.views.model import Blocks, Branch, Cell, Inline
from sphinx_policyrefs.views.quotations import Made, below, listed, made_by
from sphinx_policyrefs.views.wording import N_


def build(context: ViewContext) -> Blocks:
    """Return each source once, by author and title, followed by the entries that rest on it.

    Below it stand its passages, and the words that these entries quote, in the order of their places.

    Without a selection these are all sources of the record, used or not.
    """
    graph, cells = context.graph, context.cells
    selection = context.selection
    resting: dict[str, list[str]] = {}
    quoted: dict[str, list[Made]] = {}
    if selection == Selection():
        resting = {e.id: [] for e in graph.own if e.kind == SOURCE}
    for entry in graph.select(selection):
        for id_ in [entry.id] if entry.kind == SOURCE else []:
            resting.setdefault(id_, [])
        for links in graph.links(entry.id).values():
            for link in links:
                if graph.entries[link.target].kind == SOURCE:
                    # A passage is a part of its source, and is shown below it.
                    resting.setdefault(link.target, []).extend([entry.id] * (entry.kind != PASSAGE))
        for made in made_by(graph, entry):
            quoted.setdefault(made[0].target, []).append(made)
    if not resting:
        return context.nothing()

    def key(id_: str) -> tuple[str, str]:
        source = graph.entries[id_]
        return (source.fields.get("author") or source.title).casefold(), id_

    # By name, else by date where the author asks for an order.
    by = graph.rank.__getitem__ if context.option("order") else key
    found = context.limited([graph.entries[i] for i in sorted(resting, key=by)])
    return context.grouped(
        found,
        "none",
        lambda some: (
            listed(
                Branch(_line(context, e.id, resting[e.id]), below(cells, quoted.get(e.id, ()), citing=True))
                for e in some
            ),
        ),
    )


def _line(context: ViewContext, id_: str, entries: list[str]) -> Cell:
    line = context.cells.reference(context.graph.entries[id_])
    if not entries:
        return line
    cited: list[Inline] = [" " + context.wording(N_("Cited by:")) + " "]
    for n, citing in enumerate(dict.fromkeys(entries)):
        cited += [*["; "] * bool(n), *with_verdict(context.cells, citing, context.cells.shortly(citing))]
    return (*line, *stopped(tuple(cited)))


VIEW = View(
    "bibliography-of-record",
    build,
    about="The sources on which the selected entries rest, with quoted words and links back to these entries.",
    honours=("order", "group-by", "limit"),
)
