"""The scope of the record: how many entries, over which time, and how many are sourced and reviewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sphinx_policyrefs.records.kinds import CONFIDENCE
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.calls import counts_signatures
from sphinx_policyrefs.views.model import Blocks, Cell, Column, Heading, Link, Paragraph, Table
from sphinx_policyrefs.views.signatures import STAGES, summed
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry

_ALL = N_("all kinds")
_PAGES = N_("all pages")
_OPTION = "signatures"
#: What is said where nothing is counted.
_TROUBLE = {
    "": N_("No sentence of the pages is to be signed."),
    "unnamed": N_("Nobody signs the sentences of this record."),
    "unread": N_("The file of signatures can't be read."),
    "library": N_("What finds sentences is not installed."),
}


def build(context: ViewContext) -> Blocks:
    """Return a table of what the selected entries are, and one of how far they are reviewed."""
    entries = context.limited(context.graph.select(context.selection))
    counted = context.grouped(entries, "none", lambda some: _tables(context, some)) if entries else ()
    counted = counted or context.nothing()
    return (*counted, *_signatures(context)) if counts_signatures(context.call) else counted


def _signatures(context: ViewContext) -> Blocks:
    """Return how many sentences of each page are signed, or why nobody knows."""
    word, signatures = context.wording, context.signatures()
    heading = Heading(word(N_("How far it is signed")))
    if signatures.trouble or not signatures.pages:
        return heading, Paragraph((word(_TROUBLE[signatures.trouble]),), "empty")
    rows: list[tuple[Cell, tuple[int, ...]]] = [
        ((Link(page.title, page.docname, ""),), page.counts) for page in signatures.pages
    ]
    if len(rows) > 1:
        rows.append(((word.label(_PAGES),), summed(signatures.pages)))
    columns = (
        Column("page", word.label(N_("page"))),
        Column("sentences", word.label(N_("sentences"))),
        *(Column(name, word.label(stage.label)) for name, stage in STAGES.items()),
    )
    cells = tuple(((name,), *(((str(count),),) for count in (sum(counts), *counts))) for name, counts in rows)
    return heading, Table(columns, cells)


def _tables(context: ViewContext, entries: Sequence[Entry]) -> Blocks:
    word = context.wording
    parts = [
        (word(kind.plural), some)
        for kind in context.graph.kinds.values()
        if (some := [e for e in entries if e.kind == kind.name])
    ]
    if len(parts) > 1:
        parts.append((word.label(_ALL), list(entries)))
    return (
        Heading(word(N_("What the record holds"))),
        _table(context, parts, _SCOPE, context.caption()),
        Heading(word(N_("How far it is reviewed"))),
        _table(context, parts, _REVIEW),
    )


def _table(
    context: ViewContext,
    parts: Sequence[tuple[str, Sequence[Entry]]],
    columns: Sequence[tuple[str, str, Callable[[ViewContext, Sequence[Entry]], tuple[Cell, ...]]]],
    caption: str = "",
) -> Table:
    word = context.wording
    rows = [(((name,),), *(count(context, some) for _name, _label, count in columns)) for name, some in parts]
    head = [("kinds", N_("kind")), *((name, label) for name, label, _count in columns)]
    full = [n for n in range(len(head)) if any(row[n] for row in rows)]
    return Table(
        tuple(Column(head[n][0], word.label(head[n][1])) for n in full),
        tuple(tuple(row[n] for n in full) for row in rows),
        caption,
    )


def _number(_context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
    return ((str(len(entries)),),)


def _first(context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
    dates = [d for e in entries for d in context.graph.dates(e.id) if not d.is_unknown]
    return ((context.wording.date(min(dates, key=lambda d: d.sort_key)),),) if dates else ()


def _last(context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
    dates = [d for e in entries for d in context.graph.dates(e.id) if not d.is_unknown]
    return (
        ((context.wording.date(max(dates, key=lambda d: (d.latest, d.earliest, d.text))),),) if dates else ()
    )


def _undated(context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
    """Return how many entries of kinds that have dates lack a known one."""
    kinds = context.graph.kinds
    count = sum(
        bool(kinds[e.kind].milestones) and all(d.is_unknown for d in context.graph.dates(e.id))
        for e in entries
    )
    return ((str(count),),) if count else ()


def _share(
    concerns: Callable[[ViewContext, Entry], bool], holds: Callable[[ViewContext, Entry], bool]
) -> Callable[[ViewContext, Sequence[Entry]], tuple[Cell, ...]]:
    """Return of how many entries something is true, as number and percentage; nothing if it concerns none."""

    def shown(context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
        concerned = [entry for entry in entries if concerns(context, entry)]
        if not concerned:
            return ()
        part, whole = sum(holds(context, entry) for entry in concerned), len(concerned)
        # Rounded down, so that 100 means all; and up from nothing, so that 0 means none.
        percent = max(part * 100 // whole, min(part, 1))
        phrase = N_("%(part)d of %(whole)d (%(percent)d%%)")
        return ((context.wording(phrase, part=part, whole=whole, percent=percent),),)

    return shown


def _confidence(context: ViewContext, entries: Sequence[Entry]) -> tuple[Cell, ...]:
    """Return how many entries are not undisputed, by what they are instead."""
    counts = {word: sum(e.fields.get("confidence") == word for e in entries) for word in CONFIDENCE[1:]}
    return tuple((f"{count} {context.wording.word(word)}",) for word, count in counts.items() if count)


def _is_any(_context: ViewContext, _entry: Entry) -> bool:
    return True


_SCOPE = (
    ("entries", N_("entries"), _number),
    ("first", N_("first date"), _first),
    ("last", N_("last date"), _last),
    ("undated", N_("without a date"), _undated),
)
_REVIEW = (
    (
        "sourced",
        N_("sourced"),
        _share(
            lambda context, e: context.graph.kinds[e.kind].asserts,
            lambda context, e: bool(context.graph.targets(e.id, "sources")),
        ),
    ),
    (
        "checked",
        N_("checked"),
        _share(_is_any, lambda _context, e: e.fields.get("review") in {"checked", "accepted"}),
    ),
    ("accepted", N_("accepted"), _share(_is_any, lambda _context, e: e.fields.get("review") == "accepted")),
    ("verified", N_("verified"), _share(_is_any, lambda _context, e: "verified" in e.fields)),
    ("confidence", N_("confidence"), _confidence),
)

VIEW = View(
    "coverage",
    build,
    honours=("group-by", "limit"),
    own={_OPTION: ("yes", "no")},
    flags=(_OPTION,),
    about="The scope of the record: counts by kind, span of dates, and how far it is sourced and reviewed.",
)
