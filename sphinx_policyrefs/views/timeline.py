"""The timeline: the rows of the chronology as a picture, in lanes, each date as exact as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_policyrefs.records.dates import OPEN_END, OPEN_START, PartialDate, parse_date
from sphinx_policyrefs.records.dates.edtf import year_text
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.cells import plain, stopped
from sphinx_policyrefs.views.chronology import as_list
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Heading, Items, Link, Picture
from sphinx_policyrefs.views.pictures.axis import Words, make_axis
from sphinx_policyrefs.views.pictures.model import Item, Lane, Look, Timeline
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_policyrefs.records.chronology import Row
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.kinds import Kind
    from sphinx_policyrefs.views.pictures.axis import Axis
    from sphinx_policyrefs.views.pictures.model import Form, Side

#: What lanes stand for, with the selection option that names those wanted and the column that tells them.
LANES = {
    "party": ("parties", "parties"),
    "kind": ("kinds", "kind"),
    "legal-action": ("legal-actions", "legal-action"),
    "issue": ("issues", "issues"),
    "tag": ("tags", "tags"),
}
LABELS = ("auto", "all", "key")
BREAKS = ("yes", "no")
COLUMNS = ("date", "title", "parties", "legal-action")
#: More lanes than these nobody can tell apart; the rest share the last one.
MOST_LANES = 8

_WEIGHTS = {"key": 2, "normal": 1, "minor": 0}


def build(context: ViewContext) -> Blocks:
    """Return the selected rows as one picture, or one for each group; unknown dates in words below."""
    rows = context.rows()
    if not rows:
        return context.nothing()
    blocks = context.grouped(rows, "none", lambda some: _picture(context, some))
    if context.option("show").lower() == "body":
        return (*blocks, *as_list(context, rows))
    return blocks


def _picture(context: ViewContext, rows: Sequence[Row]) -> Blocks:
    known = [row for row in rows if not row.date.is_unknown]
    unknown = [row for row in rows if row.date.is_unknown]
    blocks: list[Block] = []
    if known:
        by = context.option("lanes").lower()
        columns = tuple(dict.fromkeys((*COLUMNS[:2], *([LANES[by][1]] if by else ()), *COLUMNS[2:])))
        table = context.row_table(known, columns)
        drawn = _timeline(context, known, by, table.caption)
        label = context.wording(N_("The same in a table (%(count)s)"), count=len(known))
        blocks.append(Picture(drawn, table, label, tuple(_sign(item) for item in drawn.items)))
    if unknown:
        head = context.wording(N_("Unknown date"))
        grouped = context.option("group-by", "none").lower() in ("year", "month")
        blocks += () if grouped else (Heading(head),)
        blocks.append(Items(tuple(_in_words(context, row) for row in unknown)))
    return tuple(blocks)


def _in_words(context: ViewContext, row: Row) -> Cell:
    """Return a row without its date, with the parties."""
    title = context.cells.row_title(row)
    parties = context.cells.parties(context.graph.entries[row.entry])
    names = [part for n, cell in enumerate(parties) for part in (", " if n else ": ", *cell)]
    return (*title, *names)


def _sign(item: Item) -> str:
    """Return the words by which a style sheet sets a row of the table apart."""
    words = [item.form, item.look.kind]
    words += [word for word, said in (("hollow", item.hollow), ("dashed", item.dashed)) if said]
    words += ["key"] if item.weight == 2 else []
    return " ".join(f"policy-at-{word}" for word in words)


def _timeline(context: ViewContext, rows: Sequence[Row], by: str, caption: str) -> Timeline:
    word = context.wording
    items = tuple(_item(context, row) for row in rows)
    lanes = _lanes(context, rows, by) if by else (Lane("", None, tuple(range(len(items)))),)
    day = _day(context.graph, word, rows)
    spans = [span for item in items for span in _taken(item)]
    if day:
        spans.append((day[0], day[0]))
    axis = make_axis(spans, _words(word), broken=context.option("breaks", "yes").lower() == "yes")
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    about = word(
        N_("%(count)s dates from %(first)s to %(last)s"),
        count=len(rows),
        first=_words(word).year(first),
        last=_words(word).year(last),
    )
    labels = context.option("labels", "auto").lower()
    title = caption or word(N_("Timeline"))
    return Timeline(title, about, items, lanes, axis, day, _legend(context, items, axis), labels)


def _words(word: Wording) -> Words:
    def year(number: int) -> str:
        return word.date(parse_date(year_text(number)))

    def month(index: int) -> str:
        number, of = divmod(index, 12)
        if abs(number) > 9999:
            return year(number)
        return word.date(parse_date(f"{year_text(number)}-{of + 1:02}"))

    def span(first: int, last: int) -> str:
        return year(first) if first == last else f"{year(first)}–{year(last)}"

    return Words(year, month, word.short_month, span)


# -- rows ----------------------------------------------------------------------------------------------


def _item(context: ViewContext, row: Row) -> Item:
    graph, cells, word = context.graph, context.cells, context.wording
    entry = graph.entries[row.entry]
    kind = graph.kinds[entry.kind]
    step = cells.steps(row) if row.field not in ("date", "due") else ""
    title = plain(cells.row_title(row))
    name = entry.fields.get("short", entry.title)
    doubts = cells.doubts(row)
    date = row.date
    form, spans, sides = _form(date)
    said = [word.label(kind.label)]
    said += [plain(cells.marked(graph.entries[id_])) for id_ in row.statements]
    said += [", ".join(plain(cell) for cell in cells.column(entry, "parties", row))]
    if kind.computed:
        said += [plain(cell) for cell in cells.column(entry, "outcome")]
    said += [plain(context.beginning(graph.entries[id_])) for id_ in (entry.id, *row.statements)]
    return Item(
        Link(title, entry.docname, entry.anchor, entry.uri),
        f"{name}: {step}" if step else name,
        f" ({', '.join(map(word.word, doubts))})" if doubts else "",
        step,
        word.date(date),
        " ".join(plain(stopped((part[:1].upper() + part[1:],))) for part in said if part),
        _look(kind),
        _WEIGHTS.get(entry.fields.get("importance", "normal"), 1),
        form,
        spans,
        sides,
        form in ("range", "one-of") or date.approximate,
        date.uncertain or bool(doubts),
        _track(graph, row),
    )


def _look(kind: Kind) -> Look:
    return Look(kind.name, kind.sign, kind.colour.ink if kind.colour else "")


def _form(date: PartialDate) -> tuple[Form, tuple[tuple[int | None, int | None], ...], tuple[Side, Side]]:
    """Return how a date is drawn, with its runs of days and how these begin and end."""
    if date.precision == "day":
        side: Side = "about" if date.approximate else "sharp"
        return "day", ((date.earliest, date.earliest),), (side, side)
    if date.precision == "set":
        parts = sorted((part for part in date.parts if part), key=lambda part: part.sort_key)
        spans = tuple(dict.fromkeys((_bound(p.earliest), _bound(p.latest)) for p in parts))
        first: Side = "open" if spans[0][0] is None else "sharp"
        last: Side = "open" if any(end is None for _, end in spans) else "sharp"
        return "one-of" if date.text[0] == "[" else "all-of", spans, (first, last)
    span = ((_bound(date.earliest), _bound(date.latest)),)
    if date.precision == "interval":
        start, end = date.parts
        words = date.text.split("/")  # the text, since it alone tells an open side from an unknown one
        return "span", span, (_side(start, words[0]), _side(end, words[1]))
    side = "about" if date.approximate else "sharp"
    return "range", span, (side, side)


def _bound(day: int) -> int | None:
    return None if day in (OPEN_START, OPEN_END) else day


def _side(part: PartialDate | None, text: str) -> Side:
    if part is None or part.is_unknown:
        return "open" if text == ".." else "unknown"
    return "about" if part.approximate else "sharp"


def _taken(item: Item) -> Iterable[tuple[int, int]]:
    """Yield the runs of days that the axis must have room for."""
    for first, last in item.spans:
        bounds = [day for day in (first, last) if day is not None]
        if bounds:
            yield bounds[0], bounds[-1]


def _track(graph: Graph, row: Row) -> str:
    """Return the proceeding, instrument or agreement of which a row is a step, or ""."""
    if row.merges:
        return row.merges[0][0]
    entry = graph.entries[row.entry]
    several = len(graph.kinds[entry.kind].milestones) > 1
    return entry.id if several else ""


def _day(graph: Graph, word: Wording, rows: Sequence[Row]) -> tuple[int, str] | None:
    """Return the day to be marked: the as-of day, or the build's where something lies beyond it.

    If nothing is later, the line would tell readers nothing and would change the page every day.
    """
    if graph.as_of is not None:
        return graph.as_of.latest, word(N_("As of %(day)s"), day=word.date(graph.as_of))
    today = graph.today
    if today is None or not any(today.latest < row.date.latest < OPEN_END for row in rows):
        return None
    return today.latest, word(N_("Today, %(day)s"), day=word.date(today))


# -- lanes ---------------------------------------------------------------------------------------------


def _lanes(context: ViewContext, rows: Sequence[Row], by: str) -> tuple[Lane, ...]:
    """Return the lanes: those that the author selected by, in that order, else those with the most rows.

    A row stands in each lane that it belongs to; what belongs to none of them shares the last one.
    """
    graph, cells = context.graph, context.cells
    members: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    of: list[list[str]] = []
    for n, row in enumerate(rows):
        keys = _keys(context, row, by)
        of.append([key for key, _ in keys])
        for key, name in keys:
            names.setdefault(key, name)
            members.setdefault(key, []).append(n)
    chosen = [key for key in _selected(context, by) if key in members]
    if not chosen:
        places = {key: n for n, key in enumerate(graph.kinds if by == "kind" else sorted(members))}
        ranked = sorted(members, key=lambda key: (-len(members[key]), places[key]))
        chosen = ranked if len(ranked) <= MOST_LANES else ranked[: MOST_LANES - 1]
        if by == "kind":
            chosen.sort(key=places.__getitem__)
    lanes = [
        Lane(names[key], cells.short(key) if key in graph.entries else None, tuple(members[key]))
        if by not in ("kind", "tag")
        else Lane(names[key], None, tuple(members[key]), _look(graph.kinds[key]) if by == "kind" else None)
        for key in chosen
    ]
    rest = tuple(n for n, keys in enumerate(of) if not set(keys) & set(chosen))
    if rest:
        lanes.append(Lane(context.wording(N_("Others") if lanes else N_("None of these")), None, rest))
    return tuple(lanes)


def _keys(context: ViewContext, row: Row, by: str) -> list[tuple[str, str]]:
    if by == "tag":
        tags = (tag for id_ in row.members for tag in context.graph.entries[id_].fields.get("tags", ()))
        return list({tag.casefold(): (tag.casefold(), tag) for tag in tags}.values())
    return context.row_heads(by, row)


def _selected(context: ViewContext, by: str) -> list[str]:
    """Return the keys of the lanes that the author's selection names."""
    words = context.selection.only.get(LANES[by][0], ())
    if by in ("kind", "tag"):
        return [word.casefold() for word in words]
    return [found.entry.id for word in words if (found := context.graph.find(word, (by,))).entry]


# -- legend --------------------------------------------------------------------------------------------


def _legend(context: ViewContext, items: Sequence[Item], axis: Axis) -> tuple[tuple[Look | str, str], ...]:
    """Return what the signs of a picture mean: kinds where there are several, and what dates lack."""
    word, kinds = context.wording, context.graph.kinds
    found = {item.look.kind for item in items}
    shown = [kind for kind in kinds.values() if kind.name in found]
    # A single kind needs no legend, except deadlines: a reader has to know that the day is a due day.
    named = shown if len(shown) > 1 or any(kind.computed for kind in shown) else ()
    legend = tuple((_look(kind), word(kind.label)) for kind in named)
    tracks = [item.track for item in items if item.track]
    said = (
        ("hollow", N_("date not exact"), any(i.hollow and i.form != "one-of" for i in items)),
        ("dashed", N_("uncertain or disputed"), any(i.dashed for i in items)),
        ("one-of", N_("one of several dates"), any(i.form == "one-of" for i in items)),
        ("span", N_("span of time"), any(i.form == "span" for i in items)),
        ("fade", N_("end open or not exact"), any(i.form == "span" and i.sides != _SHARP for i in items)),
        ("track", N_("steps of one matter"), len(set(tracks)) < len(tracks)),
        ("box", N_("one more date"), True),  # which the layout leaves out where it draws none
        ("break", N_("years left out"), bool(axis.breaks)),
    )
    return (*legend, *((sign, word(text)) for sign, text, there in said if there))


_SHARP = ("sharp", "sharp")

VIEW = View(
    "timeline",
    build,
    own={"lanes": tuple(LANES), "labels": LABELS, "breaks": BREAKS},
    about="The chronology as a picture, in lanes.",
    pictures=True,
    titles_only=True,
)
