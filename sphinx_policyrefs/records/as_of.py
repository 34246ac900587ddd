"""Third step of the graph: what was not known on the as-of day is left out.

From when an entry is known follows from two traits of its kind: ``known_from`` and ``rests_on``.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from sphinx_policyrefs.records.active import Conditions
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.entry_dates import EntryDates
from sphinx_policyrefs.records.kinds import Field, Kind
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.names import HIDDEN, Names
from sphinx_policyrefs.records.passages import cited_source
from sphinx_policyrefs.records.types import TYPES

#: Dates on which somebody looked at an entry or its source; they do not say when it became known.
_LOOKED = frozenset({"accessed", "verified"})


def as_of(names: Names, kinds: Mapping[str, Kind], conditions: Conditions) -> Names:
    """Return the names of what was known on the as-of day, whose entries have the fields that were known."""
    if conditions.as_of is None:
        return names
    entries, gone = _dated(names.entries, kinds, conditions)
    known = names.among(entries)
    resting = [entry.id for entry in entries.values() if kinds[entry.kind].rests_on]
    while hidden := {
        id_
        for id_ in resting
        if id_ in entries and _Known(known, kinds, conditions, gone).hides(entries[id_])
    }:
        # An entry hidden in this round may hide others in the next: a deadline that runs from a hidden
        # deadline.
        entries = {id_: entry for id_, entry in entries.items() if id_ not in hidden}
        known = known.among(entries)
    rest = _Known(known, kinds, conditions, gone)
    return known.among(
        {id_: rest.as_known(entry) if kinds[entry.kind].rests_on else entry for id_, entry in entries.items()}
    )


def _dated(
    entries: Mapping[str, Entry], kinds: Mapping[str, Kind], conditions: Conditions
) -> tuple[dict[str, Entry], set[tuple[str, str]]]:
    """Return the entries that their own dates make known, and the fields hidden in them: ``(id, field)``.

    An entry is hidden if all of its dates are later. A field that says how things ended is hidden if
    any date is.
    """
    left: dict[str, Entry] = {}
    gone: set[tuple[str, str]] = set()
    for id_, entry in entries.items():
        kind = kinds[entry.kind]
        if (known := entry.date_text("known")) and conditions.is_later(parse_date(known)):
            continue
        dated = kind.telling & entry.fields.keys()
        looked = _LOOKED & entry.fields.keys()
        later = {name for name in dated | looked if conditions.is_later(parse_date(entry.fields[name]))}
        if (dated and dated <= later) or not conditions.reached(entry.since):
            continue
        left[id_] = entry
        if later:
            gone.update((id_, name) for name in later)
            hidden = later | kind.outcomes if later & dated else later
            left[id_] = entry._replace(fields={k: v for k, v in entry.fields.items() if k not in hidden})
    return left, gone


class _Known:
    """Decides which entries without dates of their own were known, such as discrepancies: they rest on others.

    *gone* are the fields that the as-of day hides in entries that it leaves.
    """

    def __init__(
        self,
        names: Names,
        kinds: Mapping[str, Kind],
        conditions: Conditions,
        gone: AbstractSet[tuple[str, str]],
    ) -> None:
        self.names = names
        self.kinds = kinds
        self.conditions = conditions
        self.gone = gone
        self.dates = EntryDates(names, kinds)

    def hides(self, entry: Entry) -> bool:
        """Return whether the entry rests on a relation whose named entries are all hidden.

        An entry with a computed date rests on the asserted one where nothing that it rests on has a date.
        """
        kind = self.kinds[entry.kind]
        given = [f for f in kind.relations if f.name in kind.rests_on and f.name in entry.fields]
        if any(self._is_unheard(entry, field) for field in given):
            return True
        asserted = entry.date_text(kind.computed)
        return bool(
            asserted
            and self.conditions.is_later(parse_date(asserted))
            and not any(self._is_dated(entry, field) for field in given)
        )

    def as_known(self, entry: Entry) -> Entry:
        """Return the entry without values and outcome that rest on what is hidden."""
        fields = dict(entry.fields)
        hidden = False
        kind = self.kinds[entry.kind]
        for field in kind.fields:
            if field.name not in fields:
                continue
            if field.type == "values":
                values = self._known_values(fields[field.name])
                hidden |= values != fields[field.name]
                fields[field.name] = values
            elif field.type == "relation":
                hidden |= any(map(self._means_hidden, fields[field.name]))
        if hidden or (kind.computed and "outcome" in fields and self._ends_later(entry)):
            fields = {name: value for name, value in fields.items() if name not in kind.outcomes}
        return entry if fields == entry.fields else entry._replace(fields=fields)

    def _ends_later(self, deadline: Entry) -> bool:
        """Return whether the asserted outcome of a deadline came after the as-of day, or may have.

        Its day is that of the newest source, or of the newest entry that met or extended the deadline.
        What is not later than the start of the clock does not count: the statute that sets a deadline
        says nothing about its end. If nothing counts, the outcome came on the due day; ``missed`` never
        came earlier than that.
        """
        fields = deadline.fields
        events = [*fields.get("met-by", ()), *fields.get("extended-by", ())]
        sources = TYPES["sourced"].targets(fields.get("sources", ()))
        if any(map(self._means_hidden, (*events, *sources))):
            return True
        meant = [self.names.find(name).entry for name in events]
        meant += [cited_source(self.names, name) for name in sources]
        found = [entry for entry in meant if entry is not None]
        if fields["outcome"] != "missed":
            began = self._began(deadline)
            days = [date for entry in found for date in self.dates.dates(entry.id) if not date.is_unknown]
            if began is not None and any(date.earliest > began.latest for date in days):
                return False
        dues = [self.dates.due(entry.id) for entry in (deadline, *found) if entry.kind == deadline.kind]
        return any(due is not None and self.conditions.is_later(due) for due in dues)

    def _began(self, deadline: Entry) -> PartialDate | None:
        """Return the day on which the clock of a deadline started, or on which it was imposed, if known."""
        start = self.dates.start_of(deadline.id)
        if start is not None and start.date is not None:
            return start.date
        imposers = (self.names.find(name).entry for name in deadline.fields.get("imposed-by", ()))
        days = (self.dates.first_date(entry.id) for entry in imposers if entry is not None)
        return next((day for day in days if day is not None and not day.is_unknown), None)

    def _is_unheard(self, entry: Entry, field: Field) -> bool:
        """Return whether a relation names only hidden entries; of several values, whether at most one is left."""
        value = entry.fields[field.name]
        if field.type == "values":
            return len(value) > 1 and len(self._known_values(value)) < 2
        if field.type == "start":
            found, name = self.names.find(value), ""
            if found.entry is None and found is not HIDDEN:
                found, name = self.names.find_value(value)
            return found is HIDDEN or (found.entry is not None and (found.entry.id, name) in self.gone)
        return bool(value) and all(map(self._means_hidden, value))

    def _is_dated(self, entry: Entry, field: Field) -> bool:
        """Return whether the entries that a relation names have dates that say when they became known."""
        if field.type == "start":
            return True
        found = (self.names.find(name).entry for name in entry.fields[field.name])
        return any(self.kinds[entry.kind].milestones for entry in found if entry is not None)

    def _known_values(
        self, values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    ) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the values that have no source, or one that is not hidden, without their hidden sources."""
        known = []
        for value, sources in values:
            heard = tuple(pair for pair in sources if not self._means_hidden(pair[0]))
            if heard or not sources:
                known.append((value, heard))
        return tuple(known)

    def _means_hidden(self, name: str) -> bool:
        """Return whether a name means an entry that the as-of day hides."""
        return self.names.find(name) is HIDDEN
