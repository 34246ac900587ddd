"""The filter above a long view in a browser: the data with which its script narrows the rows.

Pages are complete without the script. The data are kept small, since every page with a long view carries them: a
name that a row shows anyway is not repeated, and the most common choice of a facet is stored once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.dates import OPEN_END, OPEN_START, civil
from sphinx_policyrefs.records.kinds import CONFIDENCE
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.base import ViewContext
from sphinx_policyrefs.views.model import Blocks, Cell, Facet, Filter, Items, Link, Mark, Paragraph, Table
from sphinx_policyrefs.views.wording import N_, Wording

#: The option that turns the filter on for few rows, or off for many.
FILTER: Mapping[str, tuple[str, ...]] = {"filter": ("yes", "no")}

#: From this many rows on, a view can be filtered unless its author says otherwise.
MANY = 12


#: What the script says to readers, by the names it has for it.
PHRASES: Mapping[str, str] = {
    "filter": N_("Filter"),
    "search": N_("Search these entries"),
    "order": N_("Order"),
    "oldest": N_("Oldest first"),
    "newest": N_("Newest first"),
    "years": N_("Years: choose one, or a second one for the time between"),
    "shown": N_("%(shown)s of %(all)s shown"),
    "filtered": N_("Filtered: %(choices)s."),
    "drop": N_("Remove: %(choice)s"),
    "reset": N_("Show all"),
}


def phrases(wording: Wording) -> dict[str, str]:
    """Return what the script says, in the language of the documents; it fills in what stands in braces."""
    gaps = {name: f"{{{name}}}" for name in ("shown", "all", "choices", "choice")}
    return {
        name: wording(phrase, **gaps) if "%(" in phrase else wording(phrase)
        for name, phrase in PHRASES.items()
    }


class _Aspect(NamedTuple):
    """How rows are told apart by one facet."""

    label: str
    #: the keys of an entry
    keys: Callable[[ViewContext, Entry], Sequence[str]]
    #: key -> how it reads
    name: Callable[[ViewContext, str], str]
    #: the order of keys: those listed first, the others by name
    first: Callable[[ViewContext], Sequence[str]] = lambda _context: ()
    #: whether the keys are entries, whose names the rows may show
    entries: bool = False
    #: whether every row has exactly one
    single: bool = False


def _entries(kind: str, label: str) -> _Aspect:
    return _Aspect(
        label,
        lambda context, entry: context.concerned(kind, entry),
        lambda context, id_: context.cells.short(id_).text,
        entries=True,
    )


_ASPECTS: Mapping[str, _Aspect] = {
    "kind": _Aspect(
        N_("kind"),
        lambda _context, entry: (entry.kind,),
        lambda context, kind: context.wording.label(context.graph.kinds[kind].label),
        lambda context: list(context.graph.kinds),
        single=True,
    ),
    "party": _entries("party", N_("Party")),
    "legal-action": _entries("legal-action", N_("proceeding")),
    "issue": _entries("issue", N_("Issue")),
    "tag": _Aspect(
        N_("tag"), lambda _context, entry: entry.fields.get("tags", ()), lambda _context, tag: tag
    ),
    "confidence": _Aspect(
        N_("confidence"),
        lambda _context, entry: (entry.fields.get("confidence", "undisputed"),),
        lambda context, word: context.wording.word(word),
        lambda _context: CONFIDENCE,
        single=True,
    ),
}


def wanted(context: ViewContext, rows: int) -> bool:
    """Return whether a view of so many rows gets a filter."""
    if not context.scripted or context.option("show").lower() == "body":
        return False
    return context.option("filter", "yes" if rows >= MANY else "no").lower() == "yes"


def searched(context: ViewContext, rows: int) -> Blocks:
    """Return the filter of rows that a reader can search by their text alone, or nothing."""
    return (Filter(),) if wanted(context, rows) else ()


def filtered(context: ViewContext, blocks: Blocks, rows: Sequence[Row]) -> Blocks:
    """Return the filter of the chronology's *rows*, in the order in which *blocks* show them, or nothing."""
    if not wanted(context, len(rows)):
        return ()
    names = _names(blocks)
    facets: list[Facet] = []
    columns: list[list[tuple[int, ...]]] = []
    members = [row.members for row in rows]
    kinds = {entry.kind for entry in context.graph.entries.values()}
    for name, aspect in _ASPECTS.items():
        if aspect.entries and name not in kinds:
            continue
        keys = _keys(context, aspect, members)
        if aspect.entries:
            keys = _without_singles(keys, rows)
        counts = Counter(chain.from_iterable(keys))
        if len(counts) < 2 and (not counts or aspect.single or counts.total() == len(rows)):
            continue
        label = {key: aspect.name(context, key) for key in counts}
        first = {key: n for n, key in enumerate(aspect.first(context))}
        order = sorted(counts, key=lambda k: (first.get(k, len(first)), label[k].casefold(), k))
        number = {key: n for n, key in enumerate(order)}
        usual = max(order, key=counts.__getitem__) if aspect.single else ""
        facets.append(
            Facet(
                name,
                context.wording.label(aspect.label),
                tuple(
                    (key, "" if aspect.entries and names.get(f"{name}-{key}") == label[key] else label[key])
                    for key in order
                ),
                number[usual] if usual else -1,
            )
        )
        numbers = {some: tuple(number[key] for key in some if key != usual) for some in set(keys)}
        columns.append([numbers[some] for some in keys])
    return (
        Filter(
            tuple(facets),
            tuple(zip(*columns, strict=True)) if columns else ((),) * len(rows),
            tuple(map(_year, rows)),
            context.newest_first,
            context.option("group-by", "none").lower() in ("none", "year", "month"),
        ),
    )


def _keys(context: ViewContext, aspect: _Aspect, rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the keys of each row, of which the members are given: its entry's, then those of the other members."""
    entries, of = context.graph.entries, partial(aspect.keys, context)
    found: list[tuple[str, ...]] = []
    for members in rows:
        keys = of(entries[members[0]])
        if len(members) > 1 and not aspect.single:
            keys = (*keys, *(key for id_ in members[1:] for key in of(entries[id_])))
        found.append(tuple(dict.fromkeys(keys)) if keys else ())
    return found


def _without_singles(keys: list[tuple[str, ...]], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the keys of rows without entries whose one row is their own: a row alone is not a group."""
    counts = Counter(chain.from_iterable(keys))
    return [
        tuple(key for key in some if key != row.entry or counts[key] > 1) if row.entry in some else some
        for some, row in zip(keys, rows, strict=True)
    ]


def _year(row: Row) -> int | None:
    """Return the year in which a date begins, or ends where its start is open; None where neither is known."""
    day = row.date.latest if row.date.earliest == OPEN_START else row.date.earliest
    return None if day == OPEN_END else civil(day)[0]


def _names(blocks: Blocks) -> dict[str, str]:
    """Return the texts of the first links to entries, by anchor."""
    found: dict[str, str] = {}
    for link in (link for block in blocks for cell in _cells(block) for link in _links(cell)):
        if link.docname:
            found.setdefault(link.anchor, link.text)
    return found


def _cells(block: object) -> Iterator[Cell]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell
    elif isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Paragraph):
        yield block.content


def _links(cell: Cell) -> Iterator[Link]:
    for part in cell:
        if isinstance(part, Link):
            yield part
        elif isinstance(part, Mark) and part.link:
            yield part.link._replace(text=part.text)
