"""The docket: the procedural history of a legal action, its appeals and consolidated cases included."""

from __future__ import annotations

from functools import partial

from sphinx_policyrefs.records.graph import Row
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.model import Block, Blocks, Facts, Heading, Paragraph
from sphinx_policyrefs.views.wording import N_

COLUMNS = ("date", "title", "parties", "sources")


def build(context: ViewContext) -> Blocks:
    """Return, for each stage of the case from the first court up: its facts, then what happened there."""
    graph, cells = context.graph, context.cells
    found = graph.find(context.call.argument, ("legal-action",))
    if found.entry is None:
        return context.nothing()
    blocks: list[Block] = []
    for id_ in family(context, found.entry.id):
        case = graph.entries[id_]
        court = case.fields.get("court")
        docket = case.fields.get("docket")
        number = docket and context.wording(N_("No. %(docket)s"), docket=docket)
        head = ", ".join(part for part in (court and cells.court(court), number) if part)
        blocks.append(Heading(head or case.title))
        blocks.append(Paragraph(cells.marked(case), "title"))
        shown = facts(cells, case)
        dates = {context.wording.label(f.term) for f in graph.kinds[case.kind].fields if f.milestone}
        told = dates | {context.wording.label("proceedings")}
        blocks.append(Facts(tuple(row for row in shown.rows if row[0] not in told)))
        rows = context.rows(partial(_belongs, context, id_))
        blocks.append(context.row_table(rows, COLUMNS) if rows else context.nothing()[0])
    return tuple(blocks)


def _belongs(context: ViewContext, id_: str, row: Row) -> bool:
    """Return whether a row is part of the course of one case."""
    return row.entry == id_ or (
        context.graph.entries[row.entry].kind == "event"
        and id_ in context.graph.targets(row.entry, "legal-action")
    )


def family(context: ViewContext, id_: str) -> list[str]:
    """Return the case with all that it appeals from, is appealed in and is consolidated with, oldest first.

    A court below comes before the court above, whatever their dates.
    """
    graph = context.graph
    members: dict[str, None] = {}
    stack = [id_]
    while stack:
        member = stack.pop()
        if member in members:
            continue
        members[member] = None
        stack += graph.targets(member, "appeal-of", "consolidated-with")
        stack += graph.sources_back(member, "legal-action", "appeal-of", "consolidated-with")
    ordered: list[str] = []
    waiting = sorted(members, key=graph.rank.__getitem__)
    while waiting:
        for member in waiting:
            if not _below(context, member) & set(waiting) - {member}:
                break
        else:
            member = waiting[0]
        waiting.remove(member)
        ordered.append(member)
    return ordered


def _below(context: ViewContext, id_: str) -> set[str]:
    """Return what a case appeals from, with what is consolidated with that."""
    graph = context.graph
    below = graph.targets(id_, "appeal-of")
    return {
        case
        for member in below
        for case in (
            member,
            *graph.targets(member, "consolidated-with"),
            *graph.sources_back(member, "legal-action", "consolidated-with"),
        )
    }


VIEW = View(
    "docket",
    build,
    argument=("legal-action",),
    about="The procedural history of a legal action, with its appeals and consolidated cases.",
)
