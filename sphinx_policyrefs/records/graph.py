"""The record as a whole: names, relations in both directions, dates, chronology and selection.

One :class:`Graph` is derived from all document records when everything is read.  It is a façade: each step has a
module of its own, is a function of the steps before it, and is computed once, when something of it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeAlias

from sphinx_policyrefs.records.active import Active, Conditions, active
from sphinx_policyrefs.records.as_of import as_of as known_as_of
from sphinx_policyrefs.records.chronology import Chronology, Row
from sphinx_policyrefs.records.citations import CitationForm
from sphinx_policyrefs.records.confidential import is_confidential, is_secret, masks, secrets, unsaid
from sphinx_policyrefs.records.courts import COURTS, Court
from sphinx_policyrefs.records.dates import PartialDate
from sphinx_policyrefs.records.delegation import Of
from sphinx_policyrefs.records.drafts import is_unjudged, judged
from sphinx_policyrefs.records.entry_dates import EntryDates
from sphinx_policyrefs.records.kinds import KINDS, Kind, causal_fields
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding
from sphinx_policyrefs.records.names import Names
from sphinx_policyrefs.records.relations import Relations
from sphinx_policyrefs.records.selection import Selector
from sphinx_policyrefs.records.titles import referring, titled

#: Returns the text of a reference in a title that the records alone do not give, such as that of a
#: ``:ref:``.  Its arguments are a graph without such texts, the role, its target and the entry; "" if unknown.
Words: TypeAlias = "Callable[[Graph, str, str, Entry], str]"


class Graph:
    """All active entries, found by name and by relation.

    *shows* tells whether an ``only`` expression holds for this build.  *as_of* is the day on which the
    record is looked at; None takes everything.  *today* is the day by which deadlines are open or overdue.
    *sets* are the names of other projects, which their entries have as ``home`` and as a prefix of
    their ids; True for those that could not be loaded, whose entries are unknown.  *words* gives the
    text of references in titles to fields and to things outside the record.  The graph with *masked* is
    :attr:`public`; whatever may be published has to be made of that one.  *drafts* says that claims which nobody has
    judged yet are part of it.
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
        masked: bool = False,
        drafts: bool = False,
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
        self._like = partial(
            Graph, self._records, kinds=kinds, courts=courts, citations=citations, shows=shows, as_of=as_of,
            today=today, sets=sets, words=words, drafts=drafts,
        )  # fmt: skip
        self._conditions = Conditions(shows, as_of)
        #: what references in titles read like
        self.words = words
        #: whether confidential sources are left out, and claims that nobody has judged unless *drafts* are shown
        self.masked = masked
        self.drafts = drafts

    @cached_property
    def public(self) -> Graph:
        """Return what may be published of the record: of confidential sources the words alone, no drafts of claims."""
        if self.masked or not any(self._withholds(entry) for r in self._records for entry in r.entries):
            return self
        return self._like(masked=True)

    def _withholds(self, entry: Entry) -> bool:
        """Return whether published output has less of an entry than the record, or nothing."""
        return is_confidential(entry) or (not self.drafts and is_unjudged(entry))

    # -- the steps -------------------------------------------------------------------------------------

    @cached_property
    def _active(self) -> Active:
        return active(self._records, self._conditions)

    @cached_property
    def _names(self) -> Names:
        named = self._titled(Names.of(self._active.entries, self.sets))
        known = known_as_of(named, self.kinds, self._conditions)
        if self.masked and not self.drafts and (left := judged(known.entries)) is not known.entries:
            known = known.among(left)
        if self.masked:
            secret = secrets(known)
            other = unsaid(known, (entry for record in self._records for entry in record.entries))
            known = known.masked(masks(secret, known.entries), other)
        # A title may name what is not known yet, or not to be known.
        return known if known is named else self._titled(known)

    @cached_property
    def _dates(self) -> EntryDates:
        return EntryDates(self._names, self.kinds)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Return each entry's place: by its first date, undated ones after, then by title and id."""
        return self._dates.rank

    @cached_property
    def causal(self) -> tuple[str, ...]:
        """Return the names of the relations that say what goes before what."""
        return causal_fields(self.kinds)

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self._names, self.kinds, self.rank)

    @cached_property
    def _chronology(self) -> Chronology:
        return Chronology(self._dates, self._relations, self.causal, self._conditions)

    @cached_property
    def _selector(self) -> Selector:
        return Selector(self._dates, self._relations, self._chronology)

    def _titled(self, names: Names) -> Names:
        return titled(names, self._active.entries, self.kinds, self._says)

    def _says(self, role: str, target: str, entry: Entry) -> str:
        return self.words(self._valued if role == "value" else self, role, target, entry)

    @cached_property
    def _valued(self) -> Graph:
        """Return the record in whose titles no fields are shown, so that fields may be shown in titles."""
        words = self.words
        graph = copy(self)  # of what is computed by now: names, which ask for this, are not
        graph.words = lambda graph, role, target, entry: (
            "" if role == "value" else words(graph, role, target, entry)
        )
        return graph

    # -- what is in the record -------------------------------------------------------------------------

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Return the active entries by id, in the order of documents and lines; other projects' are among them."""
        return self._names.entries

    @cached_property
    def own(self) -> Collection[Entry]:
        """Return the active entries of the project itself: what is checked, counted, listed and exported."""
        return self._names.own

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Return what is wrong with ids and relations."""
        return [*self._active.findings, *self._relations.findings]

    def words_for(self, role: str, target: str) -> str:
        """Return the words that stand in public for what a role names, "" where that is not confidential."""
        if not self.masked:
            return ""
        name = target.rpartition(".")[0].strip() if role == "value" else target
        return self._names.words_for(name, () if role in ("ref", "any", "value") else (role,))

    @cached_property
    def secrets(self) -> Mapping[str, Entry]:
        """Return the confidential sources by id, and each passage of one by its id with the source."""
        return secrets(self._names)

    def is_secret(self, entry: Entry) -> bool:
        """Return whether no page may show an entry: a confidential source or a passage of one."""
        return self.masked and is_secret(entry, self._names)

    @cached_property
    def referring(self) -> Sequence[tuple[str, ...]]:
        """Return the names, as a reader sees them, of the entries whose names refer to something."""
        return referring(self._names, self._active.entries)

    @cached_property
    def repeated(self) -> AbstractSet[str]:
        """Return the ids of entries of data files that pages show more than once."""
        return self._active.repeated

    shows = Of("_conditions", Conditions.shows)
    reached = Of("_conditions", Conditions.reached)
    place_of = Of("_active", Active.place_of)
    has = Of("_names", Names.has)
    is_hidden = Of("_names", Names.hides)
    is_mask = Of("_names", Names.is_mask)

    # -- names, dates and relations --------------------------------------------------------------------

    find = Of("_names", Names.find)
    find_value = Of("_names", Names.find_value)

    date = Of("_dates", EntryDates.date)
    dates = Of("_dates", EntryDates.dates)
    first_date = Of("_dates", EntryDates.first_date)
    due = Of("_dates", EntryDates.due)
    computed_due = Of("_dates", EntryDates.computed_due)
    start_of = Of("_dates", EntryDates.start_of)
    state_of = Of("_dates", EntryDates.state_of)

    links = Of("_relations", Relations.links)
    cited = Of("_relations", Relations.cited)
    miscited = Of("_relations", Relations.miscited)
    targets = Of("_relations", Relations.targets)
    back = Of("_relations", Relations.back)
    sources_back = Of("_relations", Relations.sources_back)
    ends = Of("_relations", Relations.ends)

    # -- chronology and selection ----------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return every milestone of the project's own entries in order, merged ones once."""
        return self._chronology.own

    milestones_of = Of("_chronology", Chronology.milestones_of)
    selected = Of("_selector", Selector.selected)
    select = Of("_selector", Selector.select)
    select_rows = Of("_selector", Selector.select_rows)
