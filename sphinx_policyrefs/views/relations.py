"""The relations among the selected entries: a graph where it can be drawn, else a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx_policyrefs.records.fields import FieldError, split_list
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.views.base import Idle, View, ViewContext, each
from sphinx_policyrefs.views.diagrams import details_of, is_drawable, node_of
from sphinx_policyrefs.views.model import Blocks, Cell, Column, Diagram, Edge, Paragraph, Table
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx_policyrefs.records.kinds import Field, Kind
    from sphinx_policyrefs.records.model import Entry

#: Relations to sources, which are shown only if sources are selected: they would hide those between facts.
_TO_SOURCES = frozenset({"sources", "made-in", "values"})

_DEPTH = re.compile(r"0*[1-9]\d{0,3}", re.ASCII)


class _Line(NamedTuple):
    """One relation between two entries."""

    entry: str
    field: Field
    target: str


def build(context: ViewContext) -> Blocks:
    """Return the selected entries that name each other, and how."""
    entries = _chosen(context)
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: _shown(context, some))


def _shown(context: ViewContext, entries: list[Entry]) -> Blocks:
    lines = list(_lines(context, {e.id: None for e in entries}))
    if not lines:
        return (Paragraph((context.wording(N_("None of the selected entries names another.")),), "empty"),)
    ends = {id_ for line in lines for id_ in (line.entry, line.target)}
    drawn = [e for e in entries if e.id in ends]
    table = _table(context, entries, lines)
    edges = _edges(context, {e.id: n for n, e in enumerate(drawn)}, lines)
    if context.option("layout", "graph").lower() == "table" or not is_drawable(drawn, edges):
        return (table,)
    word = context.wording
    return (
        Diagram(
            tuple(node_of(context.cells, e, details_of(context.cells, e)) for e in drawn),
            edges,
            table.caption or word(N_("Relations among entries")),
            (table,),
            word(N_("The same as a table")),
            table.caption,
            "right" if context.option("direction").lower() == "right" else "down",
            both=True,
        ),
    )


def _fields(context: ViewContext) -> dict[str, None]:
    """Return the names of the relations that the view shows."""
    named = split_list(context.option("relations").lower())
    unwanted = split_list(context.option("not-relations").lower())
    names = {f.name: None for kind in context.graph.kinds.values() for f in kind.relations}
    sources = _selects_sources(context)
    return {
        name: None
        for name in names
        if name not in unwanted
        and (name in named if named else name != "see" and (sources or name not in _TO_SOURCES))
    }


def _selects_sources(context: ViewContext) -> bool:
    return SOURCE in context.selection.only.get("kinds", ())


def _chosen(context: ViewContext) -> list[Entry]:
    """Return the selected entries: sources only where their kind or one of them is named, or relations to them."""
    graph = context.graph
    found = graph.select(context.selection)
    named = {"ids", "sources"} & context.selection.only.keys()
    wanted = _TO_SOURCES & set(split_list(context.option("relations").lower()))
    if not (_selects_sources(context) or named or wanted):
        found = [e for e in found if not graph.kinds[e.kind].aside]
    if text := context.option("around"):
        starts = [e for name in split_list(text) if (e := graph.find(name).entry) is not None]
        ids = _near(context, [e.id for e in starts], {e.id for e in found})
        found = [graph.entries[i] for i in sorted(ids, key=graph.rank.__getitem__)]
    return context.limited(found)


def _near(context: ViewContext, starts: list[str], selected: AbstractSet[str]) -> set[str]:
    """Return *starts*, and the *selected* entries at most ``depth`` steps from them."""
    graph = context.graph
    follow = context.option("follow", "both").lower()
    names = _fields(context)
    reached = set(starts)
    edge = starts
    for _ in range(int(context.option("depth", "1"))):
        after: dict[str, None] = {}
        for id_ in edge:
            if follow != "back":
                after.update(dict.fromkeys(graph.targets(id_, *names)))
            if follow != "forward":
                for (_kind, name), ids in graph.back(id_).items():
                    if name in names:
                        after.update(dict.fromkeys(ids))
        edge = [i for i in after if i in selected and i not in reached]
        reached.update(edge)
        if not edge:
            break
    return reached


def _lines(context: ViewContext, ids: Mapping[str, None]) -> Iterable[_Line]:
    """Yield the relations among entries, one that holds in both directions once."""
    graph = context.graph
    names = _fields(context)
    told: set[tuple[str, str, str]] = set()
    for id_ in ids:
        for field in graph.kinds[graph.entries[id_].kind].relations:
            if field.name not in names:
                continue
            for target in graph.targets(id_, field.name):
                if target not in ids or target == id_ or (target, field.name, id_) in told:
                    continue
                if field.symmetric:
                    told.add((id_, field.name, target))
                yield _Line(id_, field, target)


def _table(context: ViewContext, entries: list[Entry], lines: Iterable[_Line]) -> Table:
    """Return a row for each entry and each of its relations, with all that it leads to."""
    word, cells = context.wording, context.cells
    rows: dict[tuple[str, str], list[Cell]] = {}
    terms: dict[str, str] = {}
    for line in lines:
        rows.setdefault((line.entry, line.field.name), []).append(
            cells.named(line.target, beside=context.graph.entries[line.entry].home)
        )
        terms[line.field.name] = word(line.field.term)
    columns = tuple(
        Column(name, word.label(label))
        for name, label in (
            ("title", N_("title")),
            ("relation", N_("relation")),
            ("related", N_("related entry")),
        )
    )
    at = {entry.id: entry for entry in entries}
    return Table(
        columns,
        tuple(
            ((cells.marked(at[id_]),), ((terms[name],),), tuple(targets))
            for (id_, name), targets in rows.items()
        ),
        context.caption(),
    )


def _edges(context: ViewContext, number: Mapping[str, int], lines: Iterable[_Line]) -> tuple[Edge, ...]:
    """Return an edge for each two entries and each direction, with the names of all relations between them."""
    joined: dict[tuple[str, str, bool], list[str]] = {}
    for line in lines:
        labels = joined.setdefault((line.entry, line.target, line.field.symmetric), [])
        labels.append(context.wording(line.field.term))
    edges = []
    for (id_, target, symmetric), labels in joined.items():
        # What an entry names was there before it, and stands above it, as what it belongs to does.
        below = _is_later(context, target, id_)
        start, end = (id_, target) if below else (target, id_)
        arrow: Literal["end", "start", "none"] = "none" if symmetric else "end" if below else "start"
        edges.append(Edge(number[start], number[end], ", ".join(labels), arrow))
    return tuple(edges)


def _is_later(context: ViewContext, id_: str, other: str) -> bool:
    """Return whether the first date of an entry is known to be later than that of another."""
    dates = context.graph.first_date(id_), context.graph.first_date(other)
    if dates[0] is None or dates[1] is None or dates[0].is_unknown or dates[1].is_unknown:
        return False
    return dates[0].sort_key > dates[1].sort_key


def _check(name: str, text: str, kinds: Mapping[str, Kind]) -> None:
    """Raise FieldError if *text* is not a value of one of the options that take names or numbers."""
    if name in {"relations", "not-relations"}:
        each(
            split_list(text),
            dict.fromkeys(f.name for kind in kinds.values() for f in kind.relations),
            "relation",
        )
    elif name == "depth" and not _DEPTH.fullmatch(text.strip()):
        raise FieldError(f'"{text}" is not a depth: write a whole number from 1 on')


VIEW = View(
    "relations",
    build,
    own={
        "relations": (),
        "not-relations": (),
        "around": (),
        "depth": (),
        "follow": ("both", "forward", "back"),
        "direction": ("down", "right"),
        "layout": ("graph", "table"),
    },
    draws=True,
    honours=("order", "group-by", "limit"),
    idle=(Idle(("depth", "follow"), "around", ("",)), Idle(("direction",), "layout", ("table",))),
    about="The relations between the selected entries, as a graph or a table.",
    check=_check,
)
