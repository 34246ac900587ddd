"""The reader of ``policyrefs import``, which keeps what a data file holds and gives each entry its own id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx_policyrefs.imports.entries import Item, Reader
from sphinx_policyrefs.imports.linked_sources import LinkedSources
from sphinx_policyrefs.imports.tree import List, Map, Node, Scalar
from sphinx_policyrefs.imports.written import Written, entry_of
from sphinx_policyrefs.records.fields import slugify
from sphinx_policyrefs.records.kinds import SOURCE


class Importer(Reader):
    """Takes entries with their internal notes, which stay internal in a data file.

    An address where a source belongs becomes a source of its own.
    """

    def entry(self, pairs: Iterable[tuple[Scalar, Node]], line: int) -> None:
        pairs = [
            (key, self._cited(value) if self.name(key) in self.sourced else value) for key, value in pairs
        ]
        before = len(self.items)
        super().entry(pairs, line)
        if len(self.items) > before:
            notes = [v.text or "" for k, v in pairs if isinstance(v, Scalar) and self.name(k) == "note"]
            self._notes.append("; ".join(filter(None, [*(note.strip() for note in notes[:1]), *self.unread])))
            self._given_ids.append("id" in self.items[-1].entry.lines)

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type] # those of the base class
        self._notes: list[str] = []
        self._given_ids: list[bool] = []
        self._linked = LinkedSources()

    def propose(self, entry: Written, file: str, line: int) -> None:
        """Take an entry that was made of what stands in a file at a line."""
        self.file = file
        self.entry([(Scalar(name, line), _node(value, line)) for name, value in entry.items()], line)

    def _cited(self, node: Node) -> Node:
        """Return citations with ids in the place of addresses."""
        match node:
            case Scalar(text=str(text), line=line):
                return Scalar(self._linked.cited(text), line)
            case List(items=items, line=line):
                return List([self._cited(item) for item in items], line)
            case Map(pairs=pairs, line=line):
                named = ("id", "source")
                return Map([(k, self._cited(v) if k.text in named else v) for k, v in pairs], line)
        return node

    def written(self) -> list[Written]:
        """Return the entries as a data file has them, then the sources that are made of addresses.

        Of those that bear the same title and name no id, the later ones get the day into theirs.
        """
        made: dict[str, Written] = {}
        for item, note, given in zip(self.items, self._notes, self._given_ids, strict=True):
            id_ = item.entry.id
            if id_ in made and not given:
                id_ = next(name for name in _more(item) if name not in made)
            if id_ in made:
                message = f'the id "{id_}" is there twice; give one of the two entries another'
                self.report("duplicate-id", message, item.entry.line, id_)
                continue
            made[id_] = entry_of(item, self.kinds[item.entry.kind], note) | {"id": id_}
        entries = list(made.values())
        there = {e["url"]: e["id"] for e in entries if e["kind"] == SOURCE and "url" in e}
        new, renamed = self._linked.sources(there, made)
        if renamed:
            entries = [_renamed(entry, renamed, self.sourced) for entry in entries]
        return entries + new


def _node(value: Any, line: int) -> Node:
    """Return a value as a data file would have it."""
    if isinstance(value, dict):
        return Map([(Scalar(name, line), _node(each, line)) for name, each in value.items()], line)
    if isinstance(value, list):
        return List([_node(each, line) for each in value], line)
    return Scalar(value, line)


def _renamed(entry: Written, ids: dict[str, str], names: Iterable[str]) -> Written:
    """Return an entry whose citations have other ids."""

    def of(part: Any) -> Any:
        if isinstance(part, dict):
            return {**part, "id": ids.get(part.get("id", ""), part.get("id"))}
        return ids.get(part, part)

    return entry | {name: [of(part) for part in entry[name]] for name in names if name in entry}


def _more(item: Item) -> Iterator[str]:
    """Yield further ids for an entry: with its day, then with a number."""
    entry = item.entry
    day = slugify(next((entry.date_text(n) for n in ("date", *entry.fields) if entry.date_text(n)), ""))
    base = f"{entry.id}-{day}" if day else entry.id
    yield base
    n = 2
    while True:
        yield f"{base}-{n}"
        n += 1
