"""What was added, changed and removed since an earlier export of the record."""

from __future__ import annotations

from functools import partial

from sphinx_policyrefs.changes.compare import Change, Changed, Comparison, Item, News
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.changed import Reading
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Column, Heading, Paragraph, Table
from sphinx_policyrefs.views.wording import N_

LAYOUTS = ("table", "corrections")
COLUMNS = ("kind", "date", "title")


def build(context: ViewContext) -> Blocks:
    """Return a section each for what was added, changed and removed; or the corrections alone, as a list."""
    news = context.news(context.option("since")) if context.news is not None else None
    if news is None:
        return (
            Paragraph((context.wording(N_("The earlier record is not there to compare with.")),), "empty"),
        )
    before = Reading(news.before, context.wording, context.graph)
    after = Reading(context.graph, context.wording, context.graph)
    if context.option("layout", "table").lower() == "corrections":
        return _corrections(context, news, before, after)
    comparison, word = news.comparison, context.wording
    blocks: list[Block] = []
    added = context.limited(
        context.graph.select(context.selection, (), _ids(comparison.added, context.graph))
    )
    if added:
        blocks.append(Heading(word(N_("Added"))))
        blocks += context.grouped(added, "none", partial(context.entry_blocks, default=COLUMNS))
    if changed := _changed(context, comparison, before, after):
        blocks += [Heading(word(N_("Changed"))), _change_table(context, changed, before, after)]
    if removed := _removed(context, news):
        blocks += [Heading(word(N_("Removed"))), _removal_table(context, removed, before)]
    return tuple(blocks) or (Paragraph((word(N_("Nothing has changed since then.")),), "empty"),)


def _ids(items: tuple[Item, ...], graph: Graph) -> list[str]:
    return [item["id"] for item in items if item["id"] in graph.entries]


def _changed(context: ViewContext, comparison: Comparison, before: Reading, after: Reading) -> list[Changed]:
    """Return the selected entries with changes that a reader can see, in the order of the record.

    A relation that now names another entry with the same title does not count: readers see no change.
    """
    items = {item.new["id"]: item for item in comparison.changed}
    selected = context.graph.select(context.selection, (), [i for i in items if i in context.graph.entries])
    found = [entry for entry in selected if _shown(context, items[entry.id], before, after)]
    return [
        items[entry.id]._replace(changes=_shown(context, items[entry.id], before, after))
        for entry in context.limited(found)
    ]


def _shown(context: ViewContext, item: Changed, before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return those changes of an entry that a reader can see."""
    return tuple(
        change
        for change in item.changes
        if _is_shown(context, str(item.new["kind"]), change)
        and before.text(item.old, change.field) != after.text(item.new, change.field)
    )


def _is_shown(context: ViewContext, kind: str, change: Change) -> bool:
    field = context.graph.kinds[kind].field(change.field)
    return field is None or field.shown != "never"


def _removed(context: ViewContext, news: News) -> list[Item]:
    items = {item["id"]: item for item in news.comparison.removed}
    found = news.before.select(context.selection, (), _ids(news.comparison.removed, news.before))
    return [items[entry.id] for entry in context.limited(found, news.before)]


def _head(context: ViewContext, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, context.wording.label(_LABELS[name])) for name in names)


_LABELS = {
    "title": N_("title"),
    "kind": N_("kind"),
    "field": N_("what"),
    "before": N_("before"),
    "now": N_("now"),
}


def _change_table(context: ViewContext, changed: list[Changed], before: Reading, after: Reading) -> Table:
    """Return a row for each field that changed."""
    rows = [
        (
            (after.title(item.new),),
            ((after.label(item.new, change.field),),),
            before.values(item.old, change.field),
            after.values(item.new, change.field),
        )
        for item in changed
        for change in item.changes
    ]
    return Table(_head(context, "title", "field", "before", "now"), tuple(rows), context.caption())


def _removal_table(context: ViewContext, removed: list[Item], before: Reading) -> Table:
    rows = [(((before.kind(item),),), ((str(item["title"]),),)) for item in removed]
    return Table(_head(context, "kind", "title"), tuple(rows), context.caption())


def _corrections(context: ViewContext, news: News, before: Reading, after: Reading) -> Blocks:
    """Return a line for each field that said something before that it no longer says."""
    found, word = news.comparison.corrections(), context.wording
    items: list[Cell] = []
    for item in _changed(context, found, before, after):
        for change in item.changes:
            values = {
                "field": after.label(item.new, change.field),
                "old": before.text(item.old, change.field),
                "new": after.text(item.new, change.field),
            }
            phrase = (
                N_("%(field)s corrected from “%(old)s” to “%(new)s”.")
                if values["new"]
                else N_("%(field)s withdrawn; it was “%(old)s”.")
            )
            items.append((*after.title(item.new), ": ", word(phrase, **values)))
    items += [
        (str(item["title"]), ": ", word(N_("withdrawn from the record.")))
        for item in _removed(context, news._replace(comparison=found))
    ]
    if not items:
        return (Paragraph((word(N_("Nothing that was said has been corrected since then.")),), "empty"),)
    return context.listing(items)


VIEW = View(
    "whats-new",
    build,
    own={"since": (), "layout": LAYOUTS},
    about="Entries added, changed field by field and removed since an earlier export.",
    idle=(Idle(("columns", "group-by", "show"), "layout", ("corrections",)),),
)
