"""The docket: the procedural history of a legal action, its appeals and consolidated cases included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Literal, TypeAlias

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.kinds import CLAIMING
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.chronology import as_list
from sphinx_policyrefs.views.diagrams import NUMBER, details_of, is_drawable, node_of
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.model import (
    Block,
    Blocks,
    Branch,
    Cell,
    Diagram,
    Edge,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Tree,
)
from sphinx_policyrefs.views.wording import N_

#: A line of the course: from where, to where, label, arrowhead.
_Line: TypeAlias = tuple[str, str, str, Literal["end", "none"]]

COLUMNS = ("date", "title", "parties", "sources")


def build(context: ViewContext) -> Blocks:
    """Return, for each stage of the case from the first court up: its facts, then what happened there."""
    graph, cells = context.graph, context.cells
    found = graph.find(context.call.argument, ("legal-action",))
    if found.entry is None:
        return context.nothing()
    members = family(context, found.entry.id)
    blocks: list[Block] = [course(context, members)] if len(members) > 1 else []
    for id_ in members:
        case = graph.entries[id_]
        court = case.fields.get("court")
        docket = case.fields.get("docket")
        number = docket and context.wording(NUMBER, docket=docket)
        head = ", ".join(part for part in (court and cells.court(court), number) if part)
        blocks.append(Heading(head or case.title))
        blocks.append(Paragraph(cells.marked(case), "title"))
        shown = facts(cells, case)
        dates = {context.wording.label(f.term) for f in graph.kinds[case.kind].fields if f.milestone}
        told = dates | {context.wording.label("proceedings")}
        blocks.append(Facts(tuple(row for row in shown.rows if row[0] not in told)))
        rows = context.rows(partial(_belongs, context, id_))
        if rows and context.option("show").lower() == "body":
            blocks += as_list(context, rows)
        else:
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


def course(context: ViewContext, members: Sequence[str]) -> Diagram | Tree:
    """Return the diagram of appeals: the related cases, with the instruments that they challenge above them."""
    graph, cells, word = context.graph, context.cells, context.wording
    lines = [*_twins(context, members), *(line for member in members for line in _lines(context, member))]
    challenged = dict.fromkeys(start for start, _end, _label, _arrow in lines if start not in members)
    number = {id_: n for n, id_ in enumerate((*challenged, *members))}
    tree = Tree(_branches(context, members))
    if not is_drawable(number, lines):
        return tree
    entries = [graph.entries[id_] for id_ in number]
    return Diagram(
        tuple(node_of(cells, entry, details_of(cells, entry)) for entry in entries),
        tuple(Edge(number[start], number[end], label, arrow) for start, end, label, arrow in lines),
        word(N_("Course of the proceedings")),
        (tree,),
        word(N_("The same as a list")),
    )


def _twins(context: ViewContext, members: Sequence[str]) -> Iterator[_Line]:
    """Yield lines that join consolidated cases, each with the next of them."""
    groups: dict[str, list[str]] = {}
    for member in members:
        twins = context.graph.targets(member, "consolidated-with")
        twins += context.graph.sources_back(member, "legal-action", "consolidated-with")
        joined = [member]
        for group in {id(groups[twin]): groups[twin] for twin in twins if twin in groups}.values():
            joined += group
        groups.update(dict.fromkeys(joined, joined))
    place = {member: [n] for n, member in enumerate(members)}
    for member in members:  # an appeal stands below its case, lest lines cross
        if below := context.graph.targets(member, "appeal-of"):
            place[member] = [*min(place[case] for case in below), *place[member]]
    for group in {id(group): group for group in groups.values()}.values():
        group.sort(key=place.__getitem__)
        for left, right in pairwise(group):
            yield left, right, context.wording(N_("consolidated")), "none"


def _lines(context: ViewContext, id_: str) -> Iterator[_Line]:
    """Yield what leads to a case: the cases that it appeals from, else the instruments that it challenges.

    An appeal challenges the same instruments as the case below it, so only the first case has lines to them.
    """
    graph, word = context.graph, context.wording
    below = graph.targets(id_, "appeal-of")
    for case in below:
        yield case, id_, _appealed(context, id_), "end"
    for instrument in () if below else graph.targets(id_, "challenges"):
        if graph.entries[instrument].kind == "instrument":
            yield instrument, id_, word(N_("challenged")), "end"


def _appealed(context: ViewContext, id_: str) -> str:
    """Return that a case was appealed, and by whom where the appeal *id_* says so."""
    by = context.graph.targets(id_, *CLAIMING)
    if not by:
        return context.wording(N_("appealed"))
    names = ", ".join(context.cells.short(i).text for i in by[:2]) + ("…" if len(by) > 2 else "")
    return context.wording(N_("appealed by %(parties)s"), parties=names)


def _branches(context: ViewContext, members: Sequence[str]) -> tuple[Branch, ...]:
    """Return the cases as a tree: below each its appeals, beside it what is consolidated with it."""
    left = dict.fromkeys(members)

    def branch(id_: str, lead: str = "") -> Branch:
        left.pop(id_, None)
        appeals = [a for a in context.graph.sources_back(id_, "legal-action", "appeal-of") if a in left]
        for appeal in appeals:
            left.pop(appeal, None)
        return Branch(
            _told(context, id_, members, lead), tuple(branch(a, _appealed(context, a)) for a in appeals)
        )

    found = []
    while left:
        found.append(branch(next(iter(left))))
    return tuple(found)


def _told(context: ViewContext, id_: str, members: Collection[str], lead: str) -> Cell:
    """Return a case as an item of the tree: *lead* ('appealed by …'), name, court, number, consolidated cases."""
    graph, cells, word = context.graph, context.cells, context.wording
    entry = graph.entries[id_]
    told: list[Inline] = [f"{lead[:1].upper()}{lead[1:]}: "] if lead else []
    told += cells.marked(entry)
    details = [detail for detail in details_of(cells, entry) if detail]
    if details:
        told.append(f" ({', '.join(details)})")
    twins = [i for i in graph.targets(id_, "consolidated-with") if i in members]
    for n, twin in enumerate(twins):
        told += [", " if n else f"; {word(N_('consolidated with'))} ", cells.link(twin)]
    return tuple(told)


VIEW = View(
    "docket",
    build,
    argument=("legal-action",),
    draws=True,
    honours=("order", "columns", "show", "limit"),
    idle=(Idle(("columns",), "show", ("body",)),),
    about="The procedural history of a legal action, with its appeals and consolidated cases.",
)
