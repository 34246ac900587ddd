"""What all views share: how their options are read, and the parts that several of them show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.entry_dates import UNKNOWN
from sphinx_policyrefs.records.fields import FieldError, nearest, split_list, with_article
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.records.selection import ALL_SETS, ENTRY_OPTIONS, WORD_OPTIONS, Selection
from sphinx_policyrefs.records.synonyms import short_list, value_hint
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.derived_columns import COMPUTED, LABELS
from sphinx_policyrefs.views.facts import facts
from sphinx_policyrefs.views.first_sentence import first_sentence
from sphinx_policyrefs.views.grid import aligned
from sphinx_policyrefs.views.model import (
    Block,
    Blocks,
    Body,
    Cell,
    Column,
    Diagram,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
)
from sphinx_policyrefs.views.signatures import Signatures
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.changes.compare import News
    from sphinx_policyrefs.records.model import Entry, ViewCall

GROUPS = ("year", "month", "party", "issue", "legal-action", "kind", "none")
SPECIAL_COLUMNS = ("date", "title", "kind", "relations", "sources")
#: Options of form that take one word, with the words.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "order": ("oldest", "newest"),
    "group-by": GROUPS,
    "show": ("title", "sentence", "summary", "body"),
}
_LIMIT = re.compile(r"0*[1-9]\d{0,8}", re.ASCII)
SELECTION = ("kinds", *ENTRY_OPTIONS, *WORD_OPTIONS, "sets")
#: Options of form that a view may do nothing with, and those that work in every view.
HONOURABLE = ("order", "group-by", "columns", "show", "limit")
FORM = (*HONOURABLE, "caption", "name", "class")


class Idle(NamedTuple):
    """Options that do nothing while another one has some value."""

    options: tuple[str, ...]
    #: the other option, and its values in that case: "" where it is not given
    other: str
    values: tuple[str, ...]

    def because(self, options: Mapping[str, str]) -> str:
        """Return what of *options* keeps those from working, as authors write it; "" where nothing does."""
        value = options.get(self.other, "").strip().lower()
        if value not in self.values:
            return ""
        return f"with :{self.other}: {value}" if value else f"without :{self.other}:"


@dataclass(frozen=True, slots=True)
class View:
    """A view directive: what it is called, what it takes, and how it is built."""

    name: str
    build: Callable[[ViewContext], Blocks]
    #: what the directive's argument is: "" for none, else kinds of the entry it names
    argument: tuple[str, ...] | None = None
    #: whether the argument may be left out
    optional: bool = False
    #: options of its own: name -> allowed values, none for any text
    own: Mapping[str, tuple[str, ...]] | None = None
    #: what the view is for, in one sentence for the reference pages
    about: str = ""
    #: the kind that an index view lists
    kind: str = ""
    #: whether it may show a diagram
    draws: bool = False
    #: whether it shows pictures
    pictures: bool = False
    #: whether it shows an entry's text only if an option asks for it
    titles_only: bool = False
    #: the options of :data:`HONOURABLE` that it does something with
    honours: tuple[str, ...] = HONOURABLE
    #: those of its own that say all by being there
    flags: tuple[str, ...] = ()
    #: options of these and of its own that do nothing beside others
    idle: tuple[Idle, ...] = ()
    #: raises FieldError if a text is not a value of one of its own options that have no list of values
    check: Callable[[str, str, Mapping[str, Kind]], None] | None = None

    @property
    def filters(self) -> bool:
        """Return whether a script may narrow its rows, which an option decides."""
        return "filter" in (self.own or ())

    @property
    def options(self) -> tuple[str, ...]:
        """Return the names of all options that the directive takes."""
        selection = [f"{no}{name}" for name in SELECTION for no in ("", "not-")]
        return (*selection, "from", "to", "not-from", "not-to", *FORM, *(self.own or ()))


def unused(view: View, options: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each of a view's *options* that it does nothing with."""
    found = {}
    for name in options:
        if name in HONOURABLE and name not in view.honours:
            found[name] = f"does nothing in {view.name}; delete it"
            continue
        reasons = (idle.because(options) for idle in view.idle if name in idle.options)
        if reason := next(filter(None, reasons), ""):
            found[name] = f"does nothing in {view.name} {reason}; delete it or change that"
    return found


def turned(options: Mapping[str, str]) -> str:
    """Return what is wrong with a span that ends before it begins, or ""; ``not-from`` and ``not-to`` may do so."""
    start, end = options.get("from"), options.get("to")
    if start and end and parse_date(end).latest < parse_date(start).earliest:
        return f"{end} lies before :from: {start}; correct one of the two"
    return ""


def check_option(view: View, name: str, text: str, kinds: Mapping[str, Kind]) -> None:
    """Raise :class:`FieldError` if *text* is not a value of an option, as far as can be told without the record."""
    base = name.removeprefix("not-")
    if name not in view.options:
        near = nearest(name, view.options)
        hint = f"did you mean {near}?" if near else f"it takes {short_list(view.options, name)}"
        raise FieldError(f"is not an option of {view.name}; {hint}")
    if not text.strip():
        if name in view.flags:
            return
        raise FieldError("has no value; write one or leave the option out")
    if base == "kinds":
        each(split_list(text), kinds, "kind")
    elif base in ("from", "to"):
        try:
            parse_date(text)
        except DateError as error:
            raise FieldError(str(error), "bad-date") from None
    elif base in WORD_OPTIONS:
        of = [kinds[view.kind]] if view.kind else kinds.values()
        fields = [f for kind in of if (f := kind.field(WORD_OPTIONS[base]))]
        if fields and all(f.choices and not f.open for f in fields):
            each(split_list(text), dict.fromkeys(c for f in fields for c in f.choices), fields[0].name)
    elif name == "columns":
        each(split_list(text.lower()), columns_of(view, kinds), "column")
    elif name == "limit" and not _LIMIT.fullmatch(text.strip()):
        raise FieldError(f'"{text}" is not a limit: write a whole number from 1 on')
    elif name in _WORDS:
        each((text,), _WORDS[name], name)
    elif view.own and view.own.get(name):
        each((text,), view.own[name], name)
    elif view.check is not None:
        view.check(name, text, kinds)


def columns_of(view: View, kinds: Mapping[str, Kind]) -> list[str]:
    """Return the columns that a view can show: the special ones and the fields of its kinds."""
    of = [kinds[view.kind]] if view.kind else list(kinds.values())
    names = [f.name for kind in of for f in kind.all_fields if f.shown != "never"]
    computed = [name for kind in of for name in COMPUTED.get(kind.name, ())]
    return list(dict.fromkeys([*SPECIAL_COLUMNS, *names, *computed]))


def each(values: Iterable[str], allowed: Iterable[str], what: str) -> None:
    """Raise :class:`FieldError` for the first of *values* that is not *allowed*."""
    allowed = list(allowed)
    for value in values:
        if value.lower() not in allowed:
            near = value_hint(what, value, allowed)
            hint = f"; did you mean {near}?" if near else ""
            raise FieldError(
                f'"{value}" is not {with_article(what)}: write one of {short_list(allowed, near or value)}{hint}'
            )


def captioned(context: ViewContext, blocks: Blocks) -> Blocks:
    """Return the content of a view, its tables in one grid, below a caption that none of them and no picture bears."""
    blocks = aligned(blocks)
    caption = context.option("caption")
    if not caption or any(map(_bears_caption, blocks)):
        return blocks
    return (Paragraph((caption,), "caption"), *blocks)


def _bears_caption(block: Block) -> bool:
    match block:
        case Table() | Diagram():
            return bool(block.caption)
        case Picture():
            return bool(block.table.caption)
    return False


class ViewContext:
    """One view on one page: the graph, the words, and the options as its author gave them."""

    def __init__(
        self,
        graph: Graph,
        wording: Wording,
        view: View,
        call: ViewCall,
        news: Callable[[str], News | None] | None = None,
        *,
        scripted: bool = False,
        cells: Cells | None = None,
        signatures: Callable[[], Signatures] = Signatures,
    ) -> None:
        self.graph = graph
        self.wording = wording
        #: those of the same graph, where they are there already
        self.cells = cells or Cells(graph, wording)
        self.view = view
        self.call = call
        #: compares with a baseline, for the view ``whats-new``
        self.news = news
        #: whether the page may have a script, so that data for a filter are of use
        self.scripted = scripted
        #: gives how far the sentences of the pages are signed
        self.signatures = signatures
        self._captioned = False

    def option(self, name: str, default: str = "") -> str:
        """Return the text of an option."""
        return self.call.options.get(name, default).strip()

    @cached_property
    def selection(self) -> Selection:
        """Return what the view's author selected."""
        only: dict[str, tuple[str, ...]] = {}
        unless: dict[str, tuple[str, ...]] = {}
        for name, text in self.call.options.items():
            base = name.removeprefix("not-")
            if base in SELECTION:
                values = split_list(text)
                if base not in ENTRY_OPTIONS:
                    values = tuple(v.lower() for v in values)
                (only if base == name else unless)[base] = values
        if self.call.argument and not {"sets", "not-sets"} & self.call.options.keys():
            only["sets"] = (ALL_SETS,)  # a view about one entry shows whatever refers to it, from any project
        return Selection(only, unless, *map(self._day, ("from", "to", "not-from", "not-to")))

    def _day(self, name: str) -> PartialDate | None:
        text = self.option(name)
        return parse_date(text) if text else None

    @property
    def newest_first(self) -> bool:
        """Return whether the author asked for the newest first."""
        return self.option("order", "oldest").lower() == "newest"

    def entries(self, *kinds: str) -> list[Entry]:
        """Return the selected entries of *kinds*, in the author's order, up to the limit."""
        found = self.graph.select(self.selection, kinds)
        if not self.option("order") and kinds and not any(self.graph.kinds[k].milestones for k in kinds):
            found.sort(key=lambda e: (e.title.casefold(), e.id))
        return self.limited(found)

    def rows(self, concerns: Callable[[Row], bool] = lambda _row: True) -> list[Row]:
        """Return the selected rows of the chronology that pass a test, in the author's order, up to the limit."""
        rows = self.graph.select_rows(self.selection, concerns)
        if self.newest_first:  # unknown dates stay last: they are not newer than the others
            known = [row for row in rows if not row.date.is_unknown]
            rows = known[::-1] + rows[len(known) :]
        return rows[: self.limit]

    def limited(self, entries: list[Entry], graph: Graph | None = None) -> list[Entry]:
        """Return entries, of another record where one is named, in the author's order, up to the limit."""
        if self.newest_first:  # here as well, what has no known date stays last
            starts = [(graph or self.graph).first_date(entry.id) or UNKNOWN for entry in entries]
            dated = [entry for entry, start in zip(entries, starts, strict=True) if not start.is_unknown]
            undated = [entry for entry, start in zip(entries, starts, strict=True) if start.is_unknown]
            entries = [*dated[::-1], *undated[::-1]]
        return entries[: self.limit]

    def _start(self, item: Row | Entry) -> PartialDate:
        """Return the date by which a row or an entry stands in order, the unknown one where it has none."""
        return item.date if isinstance(item, Row) else self.graph.first_date(item.id) or UNKNOWN

    @property
    def limit(self) -> int | None:
        """Return how many rows the author wants at most."""
        text = self.option("limit")
        return int(text) if text else None

    def columns(self, default: tuple[str, ...]) -> tuple[Column, ...]:
        """Return the columns that the author chose, or the default ones, with their labels."""
        names = split_list(self.option("columns").lower()) or default
        return tuple(Column(name, self.wording.label(self._label(name))) for name in names)

    def _label(self, name: str) -> str:
        if name in COLUMN_LABELS:
            return COLUMN_LABELS[name]
        if name in LABELS:
            return LABELS[name]
        kinds = [self.graph.kinds[self.view.kind]] if self.view.kind else self.graph.kinds.values()
        for kind in kinds:
            if (field := kind.field(name)) is not None:
                return field.term
        return name

    def caption(self) -> str:
        """Return the caption that the author gave, for the first of the view's tables, or ""."""
        if self._captioned:
            return ""
        self._captioned = True
        return self.option("caption")

    def nothing(self) -> Blocks:
        """Return the sentence for a selection that matches nothing."""
        return (Paragraph((self.wording(N_("No entry of the record matches this selection.")),), "empty"),)

    def grouped(self, items: list[Any], default: str, show: Callable[[list[Any]], Blocks]) -> Blocks:
        """Return blocks for *items* (rows or entries), under a heading for each group that was asked for."""
        group = self.option("group-by", default).lower()
        if group == "none":
            return show(items)
        blocks: list[Block] = []
        for heading, members in self._groups(group, items):
            blocks.append(Heading(heading))
            blocks += show(members)
        return tuple(blocks)

    def _groups(self, group: str, items: list[Any]) -> Iterator[tuple[str, list[Any]]]:
        if group in {"year", "month"}:
            unknown = self.wording(N_("Unknown date"))
            periods: dict[str, list[Any]] = {}
            known = [item for item in items if not self._start(item).is_unknown]
            known.sort(key=lambda item: self._start(item).sort_key, reverse=self.newest_first)
            for item in (*known, *(item for item in items if self._start(item).is_unknown)):
                heading = self.wording.period(self._start(item), group) or unknown
                periods.setdefault(heading, []).append(item)
            yield from periods.items()
            return
        heads: dict[str, tuple[str, list[Any]]] = {}
        none = self.wording(N_("None of these"))
        for item in items:
            for key, heading in self._heads(group, item) or [("", none)]:
                heads.setdefault(key, (heading, []))[1].append(item)
        rest = heads.pop("", None)
        kinds = list(self.graph.kinds)
        order = kinds.index if group == "kind" else lambda key: (heads[key][0].casefold(), key)
        for key in sorted(heads, key=order):
            yield heads[key]
        if rest:
            yield rest

    def _heads(self, group: str, item: Row | Entry) -> list[tuple[str, str]]:
        return self.row_heads(group, item) if isinstance(item, Row) else self.heads(group, item)

    def row_heads(self, group: str, row: Row) -> list[tuple[str, str]]:
        """Return the groups that a row belongs to: that of its entry's kind, else those of all that it tells of."""
        ids = row.members[:1] if group == "kind" else row.members
        return list(dict.fromkeys(head for id_ in ids for head in self.heads(group, self.graph.entries[id_])))

    def heads(self, group: str, entry: Entry) -> list[tuple[str, str]]:
        """Return the groups of a kind that an entry belongs to, as key and heading."""
        if group == "kind":
            return [(entry.kind, self.wording(self.graph.kinds[entry.kind].plural))]
        return [(i, self.graph.entries[i].title) for i in self.concerned(group, entry)]

    def concerned(self, group: str, entry: Entry) -> list[str]:
        """Return the parties, issues or legal actions (*group*) that an entry concerns, itself among them."""
        fields: tuple[str, ...]
        if group == "party":
            fields = self.graph.kinds[entry.kind].party_fields
        elif group == "issue":
            fields = ("issues",)
        else:
            fields = ("legal-action", "appeal-of", "consolidated-with")
        ids = self.graph.targets(entry.id, *fields)
        if group == entry.kind:
            ids.insert(0, entry.id)
        if not ids:
            return ids
        entries = self.graph.entries
        return [i for i in dict.fromkeys(ids) if entries[i].kind == group]

    def table(self, entries: Iterable[Entry], default: tuple[str, ...]) -> Table:
        """Return a table with one row for each entry."""
        columns = self.columns(default)
        rows = []
        for entry in entries:
            row = tuple(self.cells.column(entry, c.name) for c in columns)
            rows.append(self._with_text(entry, columns, row))
        return self._made(columns, rows)

    def row_table(self, rows: Iterable[Row], default: tuple[str, ...]) -> Table:
        """Return a table with one row for each row of the chronology."""
        columns = self.columns(default)
        names = [column.name for column in columns]
        with_text = self.option("show", "title").lower() != "title"
        made = []
        for row in rows:
            entry = self.graph.entries[row.entry]
            cells = tuple([self.cells.column(entry, name, row) for name in names])
            for id_ in (entry.id, *row.statements) if with_text else ():
                cells = self._with_text(self.graph.entries[id_], columns, cells)
            made.append(cells)
        return self._made(columns, made)

    def _made(self, columns: tuple[Column, ...], rows: list[tuple[tuple[Cell, ...], ...]]) -> Table:
        """Return a table, without the columns that are empty throughout if the author did not ask for them."""
        grid: tuple[str, ...] = ()
        if not self.option("columns"):
            grid = tuple(column.name for column in columns)
            full = [n for n in range(len(columns)) if any(row[n] for row in rows)]
            if len(full) < len(columns):
                columns = tuple(columns[n] for n in full)
                rows = [tuple(row[n] for n in full) for row in rows]
        return Table(columns, tuple(rows), self.caption(), grid)

    def _with_text(
        self, entry: Entry, columns: tuple[Column, ...], row: tuple[tuple[Cell, ...], ...]
    ) -> tuple[tuple[Cell, ...], ...]:
        """Return a row with the beginning of the entry's text below its title where the author asked for it."""
        text = self.beginning(entry)
        if not text:
            return row
        at = next((n for n, c in enumerate(columns) if c.name == "title"), 0)
        return (*row[:at], (*row[at], text), *row[at + 1 :])

    def table_of(self, entries: Iterable[Entry], names: tuple[str, ...]) -> Table:
        """Return a table of entries with fixed columns, as a part of a larger view."""
        columns = tuple(Column(name, self.wording.label(self._label(name))) for name in names)
        return Table(columns, tuple(tuple(self.cells.column(e, n) for n in names) for e in entries))

    def entry_blocks(self, entries: list[Entry], default: tuple[str, ...]) -> Blocks:
        """Return entries as a table, or one after the other with their bodies where the author asked."""
        if self.option("show").lower() != "body":
            return (self.table(entries, default),)
        blocks: list[Block] = []
        for entry in entries:
            blocks += [Paragraph(self.cells.marked(entry), "title"), *self.text_of(entry)]
        return tuple(blocks)

    def cards(self, entries: Iterable[Entry]) -> Blocks:
        """Return entries one after the other, each with its facts and as much text as the author asked for."""
        blocks: list[Block] = []
        for entry in entries:
            blocks += [Paragraph(self.cells.marked(entry), "title"), facts(self.cells, entry)]
            blocks += self.text_of(entry)
        return tuple(blocks)

    def reviewed(self, entries: list[Entry], default: tuple[str, ...]) -> Blocks:
        """Return entries as a table, or as cards with their bodies where the author asked."""
        if self.option("show").lower() == "body":
            return self.cards(entries)
        return (self.table(entries, default),)

    def unknown_heading(self) -> Blocks:
        """Return the heading under which rows without a known date stand."""
        return (Heading(self.wording(N_("Unknown date"))),)

    def text_of(self, entry: Entry, default: str = "title") -> Blocks:
        """Return the first sentence, the summary or the body of an entry, as the author asked."""
        if self.option("show", default).lower() == "body" and entry.docname:
            return (Body(entry.docname, entry.anchor),)
        text = self.beginning(entry, default)
        return (Paragraph(text),) if text else ()

    def beginning(self, entry: Entry, default: str = "title") -> Cell:
        """Return as much of the first paragraph of an entry as the author asked for."""
        show = self.option("show", default).lower()
        if show == "title":
            return ()
        text = self.cells.beginning(entry)
        return first_sentence(text, self.wording.language) if show == "sentence" else text

    def row_text(self, row: Row, default: str = "title") -> Blocks:
        """Return the summaries or bodies of a row's entry and of the statements in it, as the author asked."""
        entries = self.graph.entries
        return tuple(
            block for id_ in (row.entry, *row.statements) for block in self.text_of(entries[id_], default)
        )

    def listing(self, cells: Iterable[Cell]) -> Blocks:
        """Return a bullet list, or nothing."""
        items = tuple(cells)
        return (Items(items),) if items else ()


COLUMN_LABELS = {
    "date": N_("date"),
    "title": N_("title"),
    "kind": N_("kind"),
    "relations": N_("relations"),
    "sources": N_("sources"),
    "parties": N_("parties"),
    "legal-action": N_("proceeding"),
}
