"""How changes of a record read: titles, fields and values of its exports as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sphinx_policyrefs.changes.compare import Item
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.model import Cell, Link
from sphinx_policyrefs.views.wording import N_, Wording

#: Labels of what changes like a field although it is not one, such as the title.
LABELS: Mapping[str, str] = {
    "title": N_("title"),
    "kind": N_("kind"),
    "summary": N_("text"),
    "uri": N_("page"),
    "file": N_("file"),
    "line": N_("line"),
}


class _Cells(Cells):
    """Cells of one record whose links lead to the pages of a later one."""

    def __init__(self, graph: Graph, wording: Wording, now: Graph) -> None:
        super().__init__(graph, wording)
        self.now = now

    def link(self, id_: str, text: str = "") -> Link:
        """Return a link to where an entry stands now; its title is that of its own record."""
        link = super().link(id_, text)
        entry = self.now.entries.get(id_)
        return link._replace(docname=entry.docname, anchor=entry.anchor, uri=entry.uri) if entry else link


class Reading:
    """One side of a comparison: the record of an export, and how its values read.

    *now* is the record whose pages links lead to; without it, and for what it lacks, names are plain text.
    """

    def __init__(self, graph: Graph, wording: Wording, now: Graph | None = None) -> None:
        self.graph = graph
        self.wording = wording
        self.now = now
        self.cells = _Cells(graph, wording, now) if now is not None else Cells(graph, wording)

    def label(self, item: Item, name: str) -> str:
        """Return what a field is called, with a capital letter."""
        kind = self.graph.kinds.get(item["kind"])
        field = kind.field(name) if kind else None
        return self.wording.label(field.term if field else LABELS.get(name, name.replace("-", " ")))

    def kind(self, item: Item) -> str:
        """Return what an entry is."""
        kind = self.graph.kinds.get(item["kind"])
        return self.wording(kind.label) if kind else str(item["kind"])

    def title(self, item: Item) -> Cell:
        """Return the title of an entry, with a link where the record has it now."""
        if self.now is not None and (entry := self.now.entries.get(item["id"])) is not None:
            return self.cells.marked(entry)
        return (str(item["title"]),)

    def values(self, item: Item, name: str) -> tuple[Cell, ...]:
        """Return the values of a field of an entry, none where it has none."""
        value = item.get(name)
        if value is None:
            return ()
        if name == "kind":
            return ((self.kind(item),),)
        entry = self.graph.entries.get(item["id"])
        field = self.graph.kinds[entry.kind].field(name) if entry else None
        if entry is None or field is None:
            return tuple((text,) for text in _raw(value))
        found = self.cells.field(entry, field) if name in entry.fields else ()
        unknown = tuple((id_,) for id_ in _ids(field, value) if id_ not in self.graph.entries)
        return (*found, *unknown) or self._computed(value)

    def _computed(self, value: Any) -> tuple[Cell, ...]:
        """Return a value that the entry itself does not have, such as a computed day."""
        try:
            return ((self.wording.date(parse_date(value)),),)
        except (DateError, TypeError, AttributeError):
            return tuple((text,) for text in _raw(value))

    def text(self, item: Item, name: str) -> str:
        """Return the values of a field as plain text, "" where it has none."""
        return "; ".join(map(plain, self.values(item, name)))


def _ids(field: Field, value: Any) -> list[str]:
    """Return the ids that a list of relations names; what else holds ids shows those that it does not know."""
    found: list[str] = []

    def note(id_: str) -> str:
        found.append(id_)
        return id_

    if TYPES[field.type].is_links:
        TYPES[field.type].json_renamed(value, note)
    return found


def raw_text(value: Any) -> str:
    """Return a value as the export has it, as plain text; "" for none."""
    return "" if value is None else "; ".join(_raw(value))


def _raw(value: Any) -> Iterator[str]:
    """Yield the texts of a value of which only its form is known."""
    if isinstance(value, list):
        for part in value:
            yield from _raw(part)
    elif isinstance(value, dict):
        yield ", ".join(text for part in value.values() for text in _raw(part))
    else:
        yield str(value).lower() if isinstance(value, bool) else str(value)
