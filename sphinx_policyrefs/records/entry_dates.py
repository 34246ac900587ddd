"""Fourth step of the graph: the dates of entries, those of deadlines computed, and the order that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from sphinx_policyrefs.records.courts import state_of
from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.deadlines import compute_due, parse_period
from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.names import Names

UNKNOWN = parse_date("XXXX")


class Start(NamedTuple):
    """What starts the period of a deadline."""

    entry: str
    #: its date field; "" if it has no date, or has several and the deadline does not name one
    field: str
    #: None where the field has no value
    date: PartialDate | None


class EntryDates:
    """The dates of the entries of *names*."""

    def __init__(self, names: Names, kinds: Mapping[str, Kind]) -> None:
        self.names = names
        self.entries = names.entries
        self.kinds = kinds
        #: deadlines being computed, so that two that run from each other do not recurse endlessly
        self._starting: set[str] = set()

    def date(self, id_: str, name: str) -> PartialDate | None:
        """Return a date field of an entry, a deadline's due day computed, or None."""
        entry = self.entries[id_]
        if name == self.kinds[entry.kind].computed:
            return self.due(id_)
        text = entry.date_text(name)
        return parse_date(text) if text else None

    def dates(self, id_: str) -> list[PartialDate]:
        """Return all milestone dates of an entry, in the order of its kind's fields."""
        entry = self.entries[id_]
        kind = self.kinds[entry.kind]
        if kind.computed:
            return [date for name in kind.milestones if (date := self.date(id_, name)) is not None]
        return [parse_date(text) for name in kind.milestones if (text := entry.date_text(name))]

    def first_date(self, id_: str) -> PartialDate | None:
        """Return the milestone date by which an entry stands in order, or None."""
        return min(self.dates(id_), key=lambda date: date.sort_key, default=None)

    def due(self, id_: str) -> PartialDate | None:
        """Return the first due day of a deadline: computed where it can be, else as asserted."""
        computed = self.computed_due(id_)
        if computed is not None:
            return computed
        text = self.entries[id_].date_text("due")
        return parse_date(text) if text else None

    def computed_due(self, id_: str) -> PartialDate | None:
        """Return the due day that ``from`` and ``runs`` make; None where one is missing, or it can't be counted."""
        fields = self.entries[id_].fields
        start, period = self.start_of(id_), fields.get("runs")
        if start is None or not period or start.date is None:
            return None
        try:
            count = fields.get("count", "calendar")
            state = self.state_of(id_) if count == "frcp6" else ""
            return compute_due(start.date, parse_period(period), count, state)
        except DateError:
            return None

    def state_of(self, id_: str) -> str:
        """Return the state whose holidays a deadline by Rule 6 heeds: that of its district court, "" for other courts.

        The court is that of the proceeding in which the deadline runs, by what starts it and who imposes it.
        """
        fields = self.entries[id_].fields
        start = self.start_of(id_)
        causes = [start.entry] if start is not None else []
        causes += self._named(fields.get("imposed-by", ()))
        for cause in causes:
            for case in (cause, *self._named(self.entries[cause].fields.get("legal-action", ()))):
                if court := self.entries[case].fields.get("court"):
                    return state_of(court)
        return ""

    def _named(self, names: Iterable[str]) -> list[str]:
        """Return the ids of the entries that a relation names."""
        return [entry.id for name in names if (entry := self.names.find(name).entry) is not None]

    def start_of(self, id_: str) -> Start | None:
        """Return what starts a deadline; None where it names no entry.

        An entry with several dates and no field named has no date here.
        """
        text = self.entries[id_].fields.get("from")
        if not text:
            return None
        found, name = self.names.find(text), ""
        if found.entry is None:
            found, name = self.names.find_value(text)
        if found.entry is None:
            return None
        start, kind = found.entry, self.kinds[found.entry.kind]
        if self.names.is_mask(start):
            return Start(start.id, "", None)
        if not name:
            dated = [kind.computed] if kind.computed else [n for n in kind.milestones if n in start.fields]
            if len(dated) != 1:
                return Start(start.id, "", None)
            name = dated[0]
        if kind.computed and id_ in self._starting:
            return Start(start.id, name, None)
        self._starting.add(id_)
        try:
            return Start(start.id, name, self.date(start.id, name))
        finally:
            self._starting.discard(id_)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Return each entry's place: by its first date, undated ones after, then by title and id."""
        unknown = UNKNOWN.sort_key

        def key(entry: Entry) -> tuple[Any, ...]:
            first = unknown
            kind = self.kinds[entry.kind]
            for name in kind.milestones:
                date = self.date(entry.id, name) if kind.computed or name in entry.fields else None
                if date is not None:
                    first = min(first, date.sort_key)
            return (*first, entry.fields.get("order", 0), entry.title.casefold(), entry.id)

        return {entry.id: n for n, entry in enumerate(sorted(self.entries.values(), key=key))}
