"""Sixth step of the graph: every milestone in order; an event's row includes its ``milestone``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from sphinx_policyrefs.records.active import Conditions
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.entry_dates import UNKNOWN, EntryDates
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Relations

#: The relation of a statement to the event at which it was made.
OCCASION = "occasion"


class Row(NamedTuple):
    """One row of the chronology: a dated field of an entry, or several of one day."""

    date: PartialDate
    entry: str
    #: the first of them in the order of the entry's kind
    field: str
    #: the milestones that an event's row stands for as well: ``(entry, field)``
    merges: tuple[tuple[str, str], ...] = ()
    #: the other fields of that day
    also: tuple[str, ...] = ()
    #: the statements that were made at an event, and have no rows of their own
    statements: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of the entry that the row stands for."""
        return (self.field, *self.also)

    @property
    def same(self) -> tuple[str, ...]:
        """Return the ids of the entries whose milestone it is, its own first."""
        if not self.merges:
            return (self.entry,)
        return tuple(dict.fromkeys((self.entry, *(id_ for id_, _field in self.merges))))

    @property
    def members(self) -> tuple[str, ...]:
        """Return the ids of all entries that the row tells of, its own first and its statements last."""
        return (*self.same, *self.statements)


class Chronology:
    """The rows of the chronology, and what puts them in order.

    *causal* are the relations that say what goes before what.
    """

    def __init__(
        self, dates: EntryDates, relations: Relations, causal: Collection[str], conditions: Conditions
    ) -> None:
        self._dates = dates
        self._entries = dates.entries
        self._kinds = dates.kinds
        self._relations = relations
        self._causal = causal
        self._conditions = conditions

    @cached_property
    def own(self) -> tuple[Row, ...]:
        """Return every milestone of the project's own entries in order, merged ones once."""
        rows = self.all
        if self._dates.names.sets:
            rows = tuple(row for row in rows if not self._entries[row.entry].home)
        return tuple(self.joined(rows))

    @cached_property
    def all(self) -> tuple[Row, ...]:
        """Return every milestone in order, other projects' among them, each statement in a row of its own."""
        rows: list[Row] = []
        merged: dict[int, list[tuple[str, str]]] = {}
        for entry in self._entries.values():
            kind = self._kinds[entry.kind]
            days: dict[str, int] = {}
            for name in kind.milestones:
                date = self._dates.date(entry.id, name)
                if date is None:
                    definition = kind.field(name)
                    if definition is None or not definition.required:
                        continue
                    date = UNKNOWN
                elif self._conditions.is_later(date):
                    continue
                if date.precision == "day" and (same := days.setdefault(date.text, len(rows))) < len(rows):
                    rows[same] = rows[same]._replace(also=(*rows[same].also, name))
                    continue
                rows.append(Row(date, entry.id, name))
                if "milestone" in entry.fields and (others := self.milestones_of(entry)):
                    merged[len(rows) - 1] = others
        return tuple(self._in_order(_merged(rows, merged)))

    def joined(self, rows: Iterable[Row]) -> list[Row]:
        """Return rows in their order, statements in that of the event at which they were made, where it is there."""
        rows = list(rows)
        occasions = {
            row.entry: self._relations.targets(row.entry, OCCASION)
            for row in rows
            if OCCASION in self._entries[row.entry].fields
        }
        if not occasions:
            return rows
        events = {row.entry: row.date for row in rows if row.field == "date"}
        made: dict[str, list[str]] = defaultdict(list)
        told = set()
        for row in rows:
            for event in occasions.get(row.entry, ()):
                if event in events and event not in occasions and row.date.compatible(events[event]):
                    made[event].append(row.entry)
                    told.add(row.entry)
                    break
        return [
            row._replace(statements=tuple(made[row.entry])) if row.entry in made else row
            for row in rows
            if row.entry not in told
        ]

    def milestones_of(self, event: Entry) -> list[tuple[str, str]]:
        """Return the ``(entry, field)`` pairs that an event's ``milestone`` option names.

        Of the linked entries, the first with a date compatible with the event's counts, or the first of
        all if none is. An event that names several proceedings with the same date, such as the ruling
        in consolidated cases, is the milestone of all.
        """
        name = event.fields.get("milestone")
        if not name:
            return []
        day = {
            target: self._entries[target].date_text(name)
            for target in self._relations.targets(event.id, *self._kinds[event.kind].wholes)
            if name in self._kinds[self._entries[target].kind].milestones
        }
        bearing = [target for target, text in day.items() if text]
        own = self._dates.date(event.id, "date") or UNKNOWN
        fitting = [t for t in bearing if parse_date(day[t]).compatible(own)] or bearing[:1]
        return [(target, name) for target in fitting if day[target] == day[fitting[0]]]

    def _in_order(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows by date; on equal dates by ``order``, then what is followed first, then title and id.

        Rows of one entry stay in the order of its kind's fields.
        """
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows:
            order = self._entries[row.entry].fields.get("order", 0)
            groups[(*row.date.sort_key, order)].append(row)
        for key in sorted(groups):
            group = groups[key]
            if len(group) > 1:
                group.sort(key=lambda row: (self._entries[row.entry].title.casefold(), row.entry))
                group = self._followed_first(group)
            yield from group

    def _followed_first(self, group: list[Row]) -> list[Row]:
        """Return rows of one date, already sorted by title, each entry after those that it ``follows``."""
        rows: dict[str, list[Row]] = {}
        for row in group:
            rows.setdefault(row.entry, []).append(row)
        if all(self._relations.links(id_).keys().isdisjoint(self._causal) for id_ in rows):
            return group
        # A chain of causes that has gone back before this date does not return to it, unless the record
        # contradicts itself.  The walk therefore stops there, which keeps long chains cheap.
        floor = group[0].date.earliest
        causes = {id_: self._causes(id_, floor, rows.keys()) for id_ in rows}
        place = {id_: n for n, id_ in enumerate(rows)}
        if all(place[cause] < place[id_] for id_, some in causes.items() for cause in some):
            return group
        return [row for id_ in _causes_first(causes) for row in rows[id_]]

    def _causes(self, id_: str, floor: int, members: AbstractSet[str]) -> set[str]:
        """Return the *members* that an entry follows, not those behind them, over steps down to the day *floor*."""
        found: set[str] = set()
        stack = self._relations.targets(id_, *self._causal)
        while stack:
            cause = stack.pop()
            if cause in found:
                continue
            found.add(cause)
            if cause in members:
                continue
            ends = [date.latest for date in self._dates.dates(cause) if not date.is_unknown]
            if not ends or max(ends) >= floor:
                stack += self._relations.targets(cause, *self._causal)
        return (found & members) - {id_}


def _merged(rows: list[Row], merged: Mapping[int, list[tuple[str, str]]]) -> Iterator[Row]:
    """Return the rows, where a milestone that an event stands for is part of the event's row.

    *merged* has the milestones by the number of the event's row.  Of two dates that fit the more exact one is shown.
    """
    numbers = {(row.entry, name): n for n, row in enumerate(rows) for name in row.fields} if merged else {}
    gone = set()
    for event, others in merged.items():
        taken = [n for other in others if (n := numbers.get(other)) is not None]
        date = rows[event].date
        for n in taken:
            theirs = rows[n].date
            if date.compatible(theirs) and _span(theirs) < _span(date):
                date = theirs
        # What else happened to the other entry on that day has no row of its own either.
        stood_for = (
            [(rows[n].entry, name) for name in rows[n].fields]
            if (n := numbers.get(other)) is not None
            else [other]
            for other in others
        )
        merges = tuple(dict.fromkeys(pair for pairs in stood_for for pair in pairs))
        rows[event] = rows[event]._replace(date=date, merges=merges)
        gone.update(taken)
    return (row for n, row in enumerate(rows) if n not in gone)


def _causes_first(causes: Mapping[str, AbstractSet[str]]) -> Iterator[str]:
    """Yield the ids, each after its causes; where they leave the choice, in the order in which they are given.

    If none is ready, the relations are circular. The check circular-relation reports that; here the
    given order decides.
    """
    ids = list(causes)
    place = {id_: n for n, id_ in enumerate(ids)}
    left: dict[str, AbstractSet[str]] = dict(causes)
    while left:
        sorter = TopologicalSorter(left)
        with suppress(CycleError):
            sorter.prepare()
        ready = [place[id_] for id_ in sorter.get_ready()]
        heapify(ready)
        done: set[str] = set()
        while ready:
            id_ = ids[heappop(ready)]
            yield id_
            done.add(id_)
            sorter.done(id_)
            for later in sorter.get_ready():
                heappush(ready, place[later])
        left = {id_: before - done for id_, before in left.items() if id_ not in done}
        if left:
            first = next(iter(left))
            yield first
            del left[first]
            left = {id_: before - {first} for id_, before in left.items()}


def _span(date: PartialDate) -> int:
    """Return how many days a date may mean, so that the more exact of two is the smaller."""
    return date.latest - date.earliest
