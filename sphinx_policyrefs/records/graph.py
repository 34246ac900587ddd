"""The record as a whole: names, relations in both directions, dates, chronology and selection.

One :class:`Graph` is derived from all document records when everything is read.  It is a façade: each step has a
module of its own, is a function of the steps before it, and is computed once, when something of it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from sphinx_policyrefs.records.active import Active, Conditions, active, place_key
from sphinx_policyrefs.records.as_of import as_of as known_as_of
from sphinx_policyrefs.records.chronology import Chronology, Row
from sphinx_policyrefs.records.citations import CitationForm
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.courts import COURTS, Court
from sphinx_policyrefs.records.dates import PartialDate
from sphinx_policyrefs.records.entry_dates import EntryDates, Start
from sphinx_policyrefs.records.kinds import KINDS, Field, Kind, causal_fields
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding
from sphinx_policyrefs.records.names import Lookup, Names, names_in
from sphinx_policyrefs.records.relations import Link, Relations
from sphinx_policyrefs.records.selection import Selection, Selector
from sphinx_policyrefs.records.titles import has_references, titled

#: Returns the text of a reference in a title that the records alone do not give, such as that of a
#: ``:ref:``.  Its arguments are a graph without such texts, the role, its target and the entry; "" if unknown.
Words: TypeAlias = "Callable[[Graph, str, str, Entry], str]"


class Graph:
    """All active entries, found by name and by relation.

    *shows* tells whether an ``only`` expression holds for this build.  *as_of* is the day on which the
    record is looked at; None takes everything.  *today* is the day by which deadlines are open or overdue.
    *sets* are the names of other projects, which their entries have as ``home`` and as a prefix of
    their ids; True for those that could not be loaded, whose entries are unknown. *words* gives the
    text of references in titles to fields and to things outside the record.
    """

    def __init__(
        self,
        records: Iterable[DocRecord],
        *,
        kinds: Mapping[str, Kind] = KINDS,
        courts: Mapping[str, Court] = COURTS,
        citations: tuple[CitationForm, ...] = (),
        shows: Callable[[str], bool] = lambda _expression: True,
        as_of: PartialDate | None = None,
        today: PartialDate | None = None,
        sets: Mapping[str, bool] = MappingProxyType({}),
        words: Words = lambda _graph, _role, _target, _entry: "",
    ) -> None:
        self.kinds = kinds
        #: courts by id, the project's own included
        self.courts = courts
        #: forms of citation that the project adds
        self.citations = citations
        self.as_of = as_of
        self.today = today
        self.sets = sets
        self._records = tuple(records)
        self._conditions = Conditions(shows, as_of)
        self._words = words

    # -- the steps -------------------------------------------------------------------------------------

    @cached_property
    def _active(self) -> Active:
        return active(self._records, self._conditions)

    @cached_property
    def _names(self) -> Names:
        named = self._titled(Names.of(self._active.entries, self.sets))
        known = known_as_of(named, self.kinds, self._conditions)
        # A title may name what is not known yet.
        return known if known is named else self._titled(known)

    @cached_property
    def _dates(self) -> EntryDates:
        return EntryDates(self._names, self.kinds)

    def state_of(self, id_: str) -> str:
        """Return the state whose holidays a deadline by Rule 6 heeds, "" where federal ones alone count."""
        return self._dates.state_of(id_)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Return each entry's place: by its first date, undated ones after, then by title and id."""
        return self._dates.rank

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self._names, self.kinds, self.rank)

    @cached_property
    def _chronology(self) -> Chronology:
        return Chronology(self._dates, self._relations, self.causal, self._conditions)

    @cached_property
    def _selector(self) -> Selector:
        return Selector(self._dates, self._relations)

    def _titled(self, names: Names) -> Names:
        return titled(names, self._active.entries, self.kinds, self._says)

    def _says(self, role: str, target: str, entry: Entry) -> str:
        return self._words(self._valued if role == "value" else self, role, target, entry)

    @cached_property
    def _valued(self) -> Graph:
        """Return the record in whose titles no fields are shown, so that fields may be shown in titles."""
        words = self._words
        return Graph(
            self._records,
            kinds=self.kinds,
            courts=self.courts,
            citations=self.citations,
            shows=self._conditions.shows_one,
            as_of=self.as_of,
            today=self.today,
            sets=self.sets,
            words=lambda graph, role, target, entry: (
                "" if role == "value" else words(graph, role, target, entry)
            ),
        )

    # -- what is in the record -------------------------------------------------------------------------

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Return the active entries by id, in the order of documents and lines; those of other sets among them."""
        return self._names.entries

    @cached_property
    def own(self) -> Collection[Entry]:
        """Return the active entries of the set itself, which are what is checked, counted, listed and exported."""
        if not self.sets:
            return self.entries.values()
        return [entry for entry in self.entries.values() if not entry.home]

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Return what is wrong with ids and relations."""
        return [*self._active.findings, *self._relations.findings]

    @cached_property
    def referring(self) -> Sequence[tuple[str, ...]]:
        """Return the names, as a reader sees them, of the entries whose names refer to something."""
        written = self._active.entries
        return [
            (entry.title, *names_in(entry.fields))
            for id_, entry in self.entries.items()
            if has_references(written[id_])
        ]

    @property
    def repeated(self) -> AbstractSet[str]:
        """Return the ids of entries of data files that pages show more than once."""
        return self._active.repeated

    def has(self, entry: Entry) -> bool:
        """Return whether an entry is part of the record as it is: none that is hidden, private or a duplicate is."""
        return self.entries.get(entry.id) is entry

    def shows(self, expressions: Iterable[str]) -> bool:
        """Return whether all of the ``only`` expressions hold."""
        return self._conditions.shows(expressions)

    def reached(self, days: Iterable[str]) -> bool:
        """Return whether all the days of ``policy:since`` lie on or before the as-of day."""
        return self._conditions.reached(days)

    def place_of(self, entry: Entry) -> Entry:
        """Return the place where an entry of a data file stands, of all those at which pages show it."""
        return self._active.places.get(place_key(entry), entry)

    def is_hidden(self, entry: Entry) -> bool:
        """Return whether the as-of day, and nothing else, keeps an entry out."""
        return not entry.private and self._names.is_hidden(entry.id)

    # -- names -----------------------------------------------------------------------------------------

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Lookup:
        """Look for the entry that *name* means: an id, or a title, short name or alias of one alone.

        *kinds* are those admitted, all of them when empty.
        """
        return self._names.find(name, kinds)

    def find_value(self, text: str) -> tuple[Lookup, str]:
        """Divide ``entry.field`` at the last dot; return the entry and the field's name."""
        return self._names.find_value(text)

    # -- dates -----------------------------------------------------------------------------------------

    def date(self, id_: str, name: str) -> PartialDate | None:
        """Return a date field of an entry, a deadline's due day computed, or None."""
        return self._dates.date(id_, name)

    def dates(self, id_: str) -> list[PartialDate]:
        """Return all milestone dates of an entry, in the order of its kind's fields."""
        return self._dates.dates(id_)

    def first_date(self, id_: str) -> PartialDate | None:
        """Return the milestone date by which an entry stands in order, or None."""
        return self._dates.first_date(id_)

    def due(self, id_: str) -> PartialDate | None:
        """Return the first due day of a deadline: computed where it can be, else as asserted."""
        return self._dates.due(id_)

    def computed_due(self, id_: str) -> PartialDate | None:
        """Return the due day that ``from`` and ``runs`` make; None where one is missing, or it can't be counted."""
        return self._dates.computed_due(id_)

    def start_of(self, id_: str) -> Start | None:
        """Return what starts a deadline; None where it names no entry."""
        return self._dates.start_of(id_)

    # -- relations -------------------------------------------------------------------------------------

    @cached_property
    def causal(self) -> tuple[str, ...]:
        """Return the names of the relations that say what goes before what."""
        return causal_fields(self.kinds)

    def links(self, id_: str) -> Mapping[str, tuple[Link, ...]]:
        """Return where the entry's relations lead, by field."""
        return self._relations.links(id_)

    def cited(self, citation: Citation) -> Link | None:
        """Return where a single citation leads; None where it names no source."""
        return self._relations.cited(citation)

    def targets(self, id_: str, *fields: str) -> list[str]:
        """Return the ids that the named relations of an entry lead to."""
        return self._relations.targets(id_, *fields)

    def back(self, id_: str) -> Mapping[tuple[str, str], Sequence[str]]:
        """Return who points here: ``(kind, field)`` -> ids, oldest first."""
        return self._relations.back(id_)

    def sources_back(self, id_: str, kind: str, *fields: str) -> list[str]:
        """Return the entries of *kind* whose named relations point here, oldest first."""
        return self._relations.sources_back(id_, kind, *fields)

    def ends(self, entry: Entry, relation: Field) -> tuple[Link, ...]:
        """Return the entries that a relation of *entry*, which may be no part of the record, points to."""
        return self._relations.ends(entry, relation)

    # -- chronology and selection ----------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return every milestone of the set's own entries in order, merged ones once."""
        own = (row for row in self.all_rows if not self.sets or not self.entries[row.entry].home)
        return tuple(self._chronology.joined(own))

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Return every milestone in order, those of other sets among them, each statement in a row of its own."""
        return self._chronology.rows()

    def milestones_of(self, event: Entry) -> list[tuple[str, str]]:
        """Return the ``(entry, field)`` pairs that an event's ``milestone`` option names."""
        return self._chronology.milestones_of(event)

    def selected(self, selection: Selection) -> Callable[[str], bool]:
        """Return a test that says whether an entry is selected; dates are the rows' affair."""
        return self._selector.selected(selection)

    def select(
        self, selection: Selection, kinds: Sequence[str] = (), among: Iterable[str] | None = None
    ) -> list[Entry]:
        """Return the selected entries, of *kinds* and *among* some where given, by rank."""
        return self._selector.select(selection, kinds, among)

    def select_rows(
        self, selection: Selection, concerns: Callable[[Row], bool] = lambda _row: True
    ) -> list[Row]:
        """Return the rows that a selection shows and that pass a test, oldest first."""
        return self._chronology.joined(self._selector.select_rows(self.all_rows, selection, concerns))
