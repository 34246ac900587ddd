"""The record as a whole: names, relations in both directions, dates, selection and chronology.

One :class:`Graph` is derived from all document records when everything is read.  It settles, once, what is
part of the record (``only`` blocks, ``:no-index:``, the as-of day); nothing else reads raw records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from heapq import heappop, heappush
from types import MappingProxyType
from typing import Any, NamedTuple

from sphinx_policyrefs.records.citations import Row as CitationRow
from sphinx_policyrefs.records.courts import COURTS, Court
from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.deadlines import compute_due, parse_period
from sphinx_policyrefs.records.fields import either, nearest
from sphinx_policyrefs.records.kinds import KINDS, Field, Kind
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding
from sphinx_policyrefs.records.types import TYPES

UNKNOWN = parse_date("XXXX")

#: Relations that say what goes before what.
CAUSAL = ("follows", "caused-by")


class Row(NamedTuple):
    """One row of the chronology: a dated field of an entry."""

    date: PartialDate
    entry: str
    field: str
    #: the milestones that an event's row stands for as well: ``(entry, field)``
    merges: tuple[tuple[str, str], ...] = ()


class Link(NamedTuple):
    """One resolved end of a relation."""

    target: str
    locator: str = ""


class Lookup(NamedTuple):
    """The outcome of looking for an entry by a name."""

    entry: Entry | None
    #: code of the finding when there is none: "", ``unknown-reference``, ``ambiguous-name``
    code: str = ""
    #: makes the reason; the nearest name takes long to find, and most lookups ask for none
    say: Callable[[], str] = str

    @property
    def reason(self) -> str:
        """Return what to say about it, without the name itself."""
        return self.say()


#: What an entry that the as-of day hides resolves to: nothing, without a finding.
_HIDDEN = Lookup(None)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view shows; the values of one option are alternatives, different options narrow.

    Each mapping goes from the option's name to its values; *unless* holds the ``not-`` options.
    """

    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start: PartialDate | None = None
    end: PartialDate | None = None
    not_start: PartialDate | None = None
    not_end: PartialDate | None = None


#: Selection options whose values are words: option -> field of the entry, value where it has none.
WORD_OPTIONS: Mapping[str, tuple[str, str]] = {
    "tags": ("tags", ""),
    "types": ("type", ""),
    "status": ("status", ""),
    "confidence": ("confidence", "undisputed"),
    "importance": ("importance", "normal"),
}

#: In the selection option ``sets``: the set itself, and all sets.
OWN, ALL_SETS = "own", "*"

#: Selection options whose values name entries: option -> kinds that it admits ("" for all).
ENTRY_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "parties": ("party",),
    "legal-actions": ("legal-action",),
    "instruments": ("instrument",),
    "issues": ("issue",),
    "sources": ("source",),
    "ids": (),
}


class Graph:
    """All active entries, found by name and by relation.

    *shows* tells whether an ``only`` expression holds for this build.  *as_of* is the day on which the
    record is looked at; None takes everything.  *today* is the day by which deadlines are open or overdue.
    *sets* are the names of other sets, whose entries bear them (``home``) and have them as a prefix of their
    ids; True for those that could not be had, of which nothing is known.
    """

    def __init__(
        self,
        records: Iterable[DocRecord],
        *,
        kinds: Mapping[str, Kind] = KINDS,
        courts: Mapping[str, Court] = COURTS,
        citations: tuple[CitationRow, ...] = (),
        shows: Callable[[str], bool] = lambda _expression: True,
        as_of: PartialDate | None = None,
        today: PartialDate | None = None,
        sets: Mapping[str, bool] = MappingProxyType({}),
    ) -> None:
        self.kinds = kinds
        #: courts by id, the project's own included
        self.courts = courts
        #: forms of citation that the project adds
        self.citations = citations
        self.as_of = as_of
        self.today = today
        self.sets = sets
        self._shows = shows
        self._shown: dict[str, bool] = {}
        #: active entries by id, in the order of documents and lines; those of other sets among them
        self.entries: dict[str, Entry] = {}
        self.findings: list[Finding] = []
        #: ids of entries of data files that pages show more than once
        self.repeated: set[str] = set()
        self._hidden: set[str] = set()
        self._hidden_names: set[str] = set()
        self._names: dict[str, list[str]] = defaultdict(list)
        self._lookups: dict[tuple[str, tuple[str, ...]], Lookup] = {}
        self._links: dict[str, dict[str, tuple[Link, ...]]] = {}
        self._back: dict[str, dict[tuple[str, str], list[str]]] = {}
        self._take(records)
        self._connect()

    # -- what is in the record -------------------------------------------------------------------------

    @cached_property
    def own(self) -> Collection[Entry]:
        """Return the active entries of the set itself, which are what is checked, counted, listed and exported."""
        if not self.sets:
            return self.entries.values()
        return [entry for entry in self.entries.values() if not entry.home]

    def shows(self, conditions: Iterable[str]) -> bool:
        """Return whether all of the ``only`` expressions hold."""
        for condition in conditions:
            shown = self._shown.get(condition)
            if shown is None:
                shown = self._shown[condition] = self._shows(condition)
            if not shown:
                return False
        return True

    def reached(self, days: Iterable[str]) -> bool:
        """Return whether all the days of ``policy:since`` lie on or before the as-of day."""
        return self.as_of is None or all(not self.is_later(parse_date(day)) for day in days)

    def is_later(self, date: PartialDate) -> bool:
        """Return whether a date is known to lie after the as-of day: its earliest day does."""
        return self.as_of is not None and not date.is_unknown and date.earliest > self.as_of.latest

    def _take(self, records: Iterable[DocRecord]) -> None:
        # The entries of pages by document and line, then those of data files in their order.
        ordered = sorted(records, key=lambda r: (not r.docname, r.docname))
        places = self._places = self._placed(ordered)
        for record in ordered:
            for entry in record.entries:
                if entry.private or (entry.only and not self.shows(entry.only)):
                    continue
                if entry.stored and places.get((entry.file, entry.line, entry.id), entry) is not entry:
                    continue
                first = self.entries.get(entry.id)
                if first is not None:
                    self.findings.append(
                        Finding(
                            "duplicate-id",
                            f'the id "{entry.id}" is taken by the {first.kind} "{first.title}" at '
                            f"{first.file}:{first.line}; give one of the two another :id:",
                            entry.file,
                            entry.lines.get("id", entry.line),
                            entry.id,
                        )
                    )
                    continue
                self.entries[entry.id] = entry
        self._name()
        if self.as_of is not None:
            self._go_back()

    def _name(self) -> None:
        """Note what each entry may be called by: before translation, the language of the sources, and after it."""
        new: dict[str, list[str]] = {}
        for entry in self.entries.values():
            fields = entry.fields
            if entry.untranslated:
                for name in dict.fromkeys(n.casefold() for n in entry.untranslated):
                    self._names[name].append(entry.id)
                for name in dict.fromkeys(n.casefold() for n in names_of(entry)):
                    new.setdefault(name, []).append(entry.id)
            elif entry.home or "short" in fields or "aliases" in fields:
                for name in dict.fromkeys(n.casefold() for n in names_of(entry)):
                    self._names[name].append(entry.id)
            else:
                self._names[entry.title.casefold()].append(entry.id)
        for name, ids in new.items():
            if name not in self._names:
                self._names[name] = ids

    def _placed(self, records: Iterable[DocRecord]) -> dict[tuple[str, int, str], Entry]:
        """Return where each entry of a data file stands that pages show: the first place that a reader sees.

        An entry that stands in hidden blocks alone keeps the first of these places, and is hidden.
        """
        places: dict[tuple[str, int, str], Entry] = {}
        seen: set[tuple[str, int, str]] = set()
        for record in records:
            for entry in record.entries if record.docname else ():
                if not entry.stored:
                    continue
                key = entry.file, entry.line, entry.id
                first = places.setdefault(key, entry)
                if first is not entry:
                    self.repeated.add(entry.id)
                if key not in seen and self.shows(entry.only):
                    if self.reached(entry.since):
                        seen.add(key)
                        places[key] = entry
                    elif not self.shows(first.only):
                        places[key] = entry
        return places

    def place_of(self, entry: Entry) -> Entry:
        """Return the place where an entry of a data file stands, of all those at which pages show it."""
        return self._places.get((entry.file, entry.line, entry.id), entry)

    def is_hidden(self, entry: Entry) -> bool:
        """Return whether the as-of day, and nothing else, keeps an entry out."""
        return not entry.private and entry.id in self._hidden

    def _go_back(self) -> None:
        """Leave out what was not known on the as-of day."""
        gone: set[tuple[str, str]] = set()
        for id_, entry in list(self.entries.items()):
            kind = self.kinds[entry.kind]
            dated = set(kind.milestones) & entry.fields.keys()
            if entry.kind == "deadline":  # known before it is due
                dated.clear()
            elif entry.kind == "claim":  # its review was made on one day
                dated = {"as-of"} & entry.fields.keys()
            looked = {"accessed", "verified"} & entry.fields.keys()
            later = {n for n in dated | looked if self.is_later(parse_date(entry.fields[n]))}
            if (dated and dated <= later) or not self.reached(entry.since):
                self._hide(entry)
            elif later:
                gone.update((id_, name) for name in later)
                ended = {f.name for f in kind.fields if f.outcome} if later & dated else set()
                kept = {k: v for k, v in entry.fields.items() if k not in later | ended}
                self.entries[id_] = entry._replace(fields=kept)
        resting = [e.id for e in self.entries.values() if e.kind in ("deadline", "discrepancy", "scenario")]
        while new := [i for i in resting if i in self.entries and self._is_news(self.entries[i], gone)]:
            for id_ in new:
                self._hide(self.entries[id_])
        for id_ in resting:
            if id_ in self.entries:
                self.entries[id_] = self._as_known(self.entries[id_])
        self._lookups.clear()

    def _hide(self, entry: Entry) -> None:
        """Take an entry that the as-of day hides out of the record."""
        del self.entries[entry.id]
        self._hidden.add(entry.id)
        for name in {n.casefold() for n in (*names_of(entry), *entry.untranslated)}:
            if entry.id in self._names.get(name, ()):
                self._names[name].remove(entry.id)
            self._hidden_names.add(name)
        self._lookups.clear()

    def _is_unheard(self, name: str) -> bool:
        """Return whether a name means an entry that the as-of day hides."""
        return self.find(name) is _HIDDEN

    def _is_news(self, entry: Entry, gone: AbstractSet[tuple[str, str]]) -> bool:
        """Return whether an entry without a date of its own rests on what the as-of day hides.

        A deadline rests on what starts it and on what imposes it, and where neither has a date is known from
        its due day on; a discrepancy and a scenario rest on what they are about.  *gone* are the fields that
        the as-of day hides in entries that it leaves.
        """
        if entry.kind != "deadline":
            about = entry.fields.get("about", ())
            if entry.kind == "discrepancy" and len(entry.fields.get("values", ())) > 1:
                known = self._as_known(entry).fields["values"]
                if len(known) < 2:
                    return True
            return bool(about) and all(map(self._is_unheard, about))
        start = entry.fields.get("from", "")
        if start:
            found, name = self.find(start), ""
            if found.entry is None and found is not _HIDDEN:
                found, name = self.find_value(start)
            if found is _HIDDEN or (found.entry is not None and (found.entry.id, name) in gone):
                return True
        imposers = entry.fields.get("imposed-by", ())
        if imposers and all(map(self._is_unheard, imposers)):
            return True
        dated = [e for name in imposers if (e := self.find(name).entry) is not None and e.kind != "party"]
        due = entry.date_text("due")
        return not start and not dated and bool(due) and self.is_later(parse_date(due))

    def _as_known(self, entry: Entry) -> Entry:
        """Return a discrepancy or a scenario without values and outcome that rest on what is hidden."""
        fields = dict(entry.fields)
        hidden = False
        if "values" in fields:
            values = []
            for value, sources in fields["values"]:
                heard = tuple(pair for pair in sources if not self._is_unheard(pair[0]))
                hidden |= len(heard) < len(sources)
                if heard or not sources:
                    values.append((value, heard))
            fields["values"] = tuple(values)
        hidden |= any(map(self._is_unheard, (*fields.get("about", ()), *fields.get("resolved-by", ()))))
        if not hidden:
            return entry
        ended = {f.name for f in self.kinds[entry.kind].fields if f.outcome}
        return entry._replace(fields={k: v for k, v in fields.items() if k not in ended})

    # -- names -----------------------------------------------------------------------------------------

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Lookup:
        """Look for the entry that *name* means: an id, or a title, short name or alias of one alone.

        *kinds* are those admitted, all of them when empty.
        """
        key = (name, kinds)
        found = self._lookups.get(key)
        if found is None:
            found = self._lookups[key] = self._find(name, kinds)
        return found

    def _find(self, name: str, kinds: tuple[str, ...]) -> Lookup:
        text = " ".join(name.split())
        folded = text.casefold()
        entry = self.entries.get(text) or self.entries.get(folded)
        rivals = [entry.id] if entry else self._names.get(folded, [])
        fitting = [i for i in rivals if not kinds or self.entries[i].kind in kinds]
        if len(fitting) == 1:
            return Lookup(self.entries[fitting[0]])
        if fitting:
            several = ", ".join(f"{i} ({self.entries[i].kind})" for i in sorted(fitting))
            reason = f"is borne by several entries: write one of the ids {several}"
            return Lookup(None, "ambiguous-name", lambda: reason)
        wanted = either(kinds)
        if rivals:
            kind = self.entries[rivals[0]].kind
            reason = f"is {_article(kind)} {kind}, where {_article(wanted)} {wanted} belongs"
            return Lookup(None, "unknown-reference", lambda: reason)
        if folded in self._hidden or folded in self._hidden_names:
            return _HIDDEN
        if self.sets and self.sets.get(folded.partition(":")[0]):
            return _HIDDEN  # whether the other set has it can't be known
        return Lookup(None, "unknown-reference", cache(partial(self._unknown, folded, kinds)))

    def _unknown(self, folded: str, kinds: tuple[str, ...]) -> str:
        near = self.nearest(folded, kinds)
        hint = f"; did you mean {near}?" if near else ""
        home = folded.partition(":")[0]
        of = f"set {home}" if home in self.sets else "record"
        return f"names no {either(kinds) or 'entry'} of the {of}{hint}"

    def nearest(self, name: str, kinds: tuple[str, ...] = ()) -> str:
        """Return the id or name that *name* was probably meant to be, of the set that it names if any, or ""."""
        home = name.partition(":")[0]
        of = (
            [e for e in self.entries.values() if e.home == home]
            if home in self.sets
            else self.entries.values()
        )
        words = {e.id: e.id for e in of if not kinds or e.kind in kinds}
        for folded, ids in self._names.items():
            if any(i in words for i in ids):
                words.setdefault(folded, ids[0])
        found = nearest(name, words)
        return words.get(found, "")

    # -- relations -------------------------------------------------------------------------------------

    def _connect(self) -> None:
        back: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.entries.values():
            links: dict[str, tuple[Link, ...]] = {}
            for relation in self.kinds[entry.kind].relations:
                if relation.name not in entry.fields:
                    continue
                ends = self.ends(entry, relation, None if entry.home else self.findings)
                if not ends:
                    continue
                links[relation.name] = ends
                for target in dict.fromkeys(link.target for link in ends):
                    back[target][entry.kind, relation.name].append(entry.id)
                    if relation.symmetric:
                        back[entry.id][self.entries[target].kind, relation.name].append(target)
            if links:
                self._links[entry.id] = links
        rank = self.rank
        for inverse in back.values():
            for key, ids in inverse.items():
                inverse[key] = sorted(dict.fromkeys(ids), key=rank.__getitem__)
        self._back = back

    def ends(self, entry: Entry, relation: Field, findings: list[Finding] | None = None) -> tuple[Link, ...]:
        """Return the entries that a relation of *entry* points to; add a finding for each name of no entry."""
        value = entry.fields[relation.name]
        admitted = () if relation.targets == ("*",) else relation.targets
        ends = []
        for name, locator in TYPES[relation.type].links(value):
            found = self.find(name, admitted)
            if found.entry is None and relation.type == "start":
                found = self.find_value(name)[0]
            if found.entry is not None:
                ends.append(Link(found.entry.id, locator))
            elif found.code and findings is not None:
                line = entry.lines.get(relation.name, entry.line)
                message = f':{relation.name}: "{name}" {found.reason}'
                findings.append(Finding(found.code, message, entry.file, line, entry.id))
        return tuple(dict.fromkeys(ends))

    def find_value(self, text: str) -> tuple[Lookup, str]:
        """Divide ``entry.field`` at the last dot; return the entry and the field's name."""
        name, _, fieldname = text.rpartition(".")
        return self.find(name.strip()), fieldname.strip()

    def links(self, id_: str) -> Mapping[str, tuple[Link, ...]]:
        """Return where the entry's relations lead, by field."""
        return self._links.get(id_, {})

    def targets(self, id_: str, *fields: str) -> list[str]:
        """Return the ids that the named relations of an entry lead to."""
        links = self.links(id_)
        return list(dict.fromkeys(link.target for f in fields for link in links.get(f, ())))

    def back(self, id_: str) -> Mapping[tuple[str, str], Sequence[str]]:
        """Return who points here: ``(kind, field)`` -> ids, oldest first."""
        return self._back.get(id_, {})

    def sources_back(self, id_: str, kind: str, *fields: str) -> list[str]:
        """Return the entries of *kind* whose named relations point here, oldest first."""
        back = self.back(id_)
        found = dict.fromkeys(i for f in fields for i in back.get((kind, f), ()))
        return sorted(found, key=self.rank.__getitem__)

    # -- dates -----------------------------------------------------------------------------------------

    def date(self, id_: str, name: str) -> PartialDate | None:
        """Return a date field of an entry, a deadline's due day computed, or None."""
        entry = self.entries[id_]
        if entry.kind == "deadline" and name == "due":
            return self.due(id_)
        text = entry.date_text(name)
        return parse_date(text) if text else None

    def due(self, id_: str) -> PartialDate | None:
        """Return the first due day of a deadline: computed where it can be, else as asserted."""
        computed = self.computed_due(id_)
        if computed is not None:
            return computed
        text = self.entries[id_].date_text("due")
        return parse_date(text) if text else None

    def computed_due(self, id_: str) -> PartialDate | None:
        """Return the due day that ``from`` and ``runs`` make; None where one is missing, or it can't be counted."""
        entry = self.entries[id_]
        start = self.start_of(id_)
        period = entry.fields.get("runs")
        if start is None or not period or start[2] is None:
            return None
        try:
            return compute_due(start[2], parse_period(period), entry.fields.get("count", "calendar")).date
        except DateError:
            return None

    def start_of(self, id_: str) -> tuple[str, str, PartialDate | None] | None:
        """Return what starts a deadline: entry, field and date; None where it names no entry.

        An entry with several dates and no field named has no date here.
        """
        text = self.entries[id_].fields.get("from")
        if not text:
            return None
        found, name = self.find(text), ""
        if found.entry is None:
            found, name = self.find_value(text)
        if found.entry is None:
            return None
        start = found.entry
        if not name:
            dated = [n for n in self.kinds[start.kind].milestones if n in start.fields]
            if start.kind == "deadline":
                dated = ["due"]
            if len(dated) != 1:
                return start.id, "", None
            name = dated[0]
        if start.kind == "deadline" and id_ in self._starting:
            return start.id, name, None
        self._starting.add(id_)
        try:
            return start.id, name, self.date(start.id, name)
        finally:
            self._starting.discard(id_)

    @cached_property
    def _starting(self) -> set[str]:
        """Deadlines whose start is being looked for, so that two that run from each other end."""
        return set()

    # -- chronology ------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return every milestone of the set's own entries in order, merged ones once."""
        if not self.sets:
            return self.all_rows
        return tuple(row for row in self.all_rows if not self.entries[row.entry].home)

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Return every milestone in order, those of other sets among them."""
        rows: list[Row] = []
        merged: dict[int, list[tuple[str, str]]] = {}
        for entry in self.entries.values():
            for name in self.kinds[entry.kind].milestones:
                date = self.date(entry.id, name)
                if date is None:
                    definition = self.kinds[entry.kind].field(name)
                    if definition is None or not definition.required:
                        continue
                    date = UNKNOWN
                elif self.is_later(date):
                    continue
                rows.append(Row(date, entry.id, name))
                if entry.kind == "event" and (others := self.milestones_of(entry)):
                    merged[len(rows) - 1] = others
        gone = set()
        place = {(row.entry, row.field): n for n, row in enumerate(rows)} if merged else {}
        for event, others in merged.items():
            taken = [n for other in others if (n := place.get(other)) is not None]
            date = rows[event].date
            for n in taken:
                theirs = rows[n].date
                if date.compatible(theirs) and _span(theirs) < _span(date):
                    date = theirs
            rows[event] = rows[event]._replace(date=date, merges=tuple(others))
            gone.update(taken)
        return tuple(self._in_order(row for n, row in enumerate(rows) if n not in gone))

    def milestones_of(self, event: Entry) -> list[tuple[str, str]]:
        """Return the ``(entry, field)`` pairs that an event's ``milestone`` option names.

        It is the first of those linked whose date fits, or the first of all where none does.  An event that
        names several proceedings with the same date, such as the ruling in consolidated cases, stands for
        the milestones of all.
        """
        name = event.fields.get("milestone")
        if not name:
            return []
        bearing = [
            target
            for target in self.targets(event.id, "legal-action", "instrument", "agreement")
            if name in self.kinds[self.entries[target].kind].milestones
            and self.entries[target].date_text(name)
        ]
        own = self.date(event.id, "date") or UNKNOWN
        fitting = [
            t for t in bearing if parse_date(self.entries[t].date_text(name)).compatible(own)
        ] or bearing[:1]
        day = self.entries[fitting[0]].date_text(name) if fitting else ""
        return [(target, name) for target in fitting if self.entries[target].date_text(name) == day]

    def _in_order(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows by date; on equal dates by ``order``, then what is followed first, then title and id."""
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows:
            order = self.entries[row.entry].fields.get("order", 0)
            groups[(*row.date.sort_key, order)].append(row)
        for key in sorted(groups):
            group = groups[key]
            if len(group) > 1:
                group.sort(
                    key=lambda row: (
                        self.entries[row.entry].title.casefold(),
                        row.entry,
                        self._field_rank(row),
                    )
                )
                group = self._followed_first(group)
            yield from group

    def _field_rank(self, row: Row) -> int:
        return self.kinds[self.entries[row.entry].kind].milestones.index(row.field)

    def _followed_first(self, group: list[Row]) -> list[Row]:
        """Return rows of one date, already by title, with what is followed before what follows."""
        members = {row.entry for row in group}
        if not any(self._links.get(i, {}).keys() & set(CAUSAL) for i in members):
            return group
        # No path through an entry that ended before this date can come back to it, save in a record that
        # contradicts itself; such entries are not entered, which keeps long chains cheap.
        floor = group[0].date.earliest
        before = {id_: self._causes(id_, floor, members) for id_ in members}
        after: dict[str, list[str]] = defaultdict(list)
        for id_, causes in before.items():
            for cause in causes:
                after[cause].append(id_)
        rows: dict[str, list[Row]] = {}
        for row in group:
            rows.setdefault(row.entry, []).append(row)
        ids = list(rows)
        place = {id_: n for n, id_ in enumerate(ids)}
        ready = [n for n, id_ in enumerate(ids) if not before[id_]]
        rest = iter(ids)
        result: dict[str, list[Row]] = {}
        while len(result) < len(ids):
            # With none ready there is a circle: the check circular-relation says so, here the title decides.
            id_ = ids[heappop(ready)] if ready else next(i for i in rest if i not in result)
            if id_ in result:
                continue
            result[id_] = rows[id_]
            for later in after[id_]:
                before[later].discard(id_)
                if not before[later]:
                    heappush(ready, place[later])
        return [row for some in result.values() for row in some]

    def _causes(self, id_: str, floor: int, members: AbstractSet[str]) -> set[str]:
        """Return the *members* that an entry follows, not those behind them, over steps down to the day *floor*."""
        found: set[str] = set()
        stack = self.targets(id_, *CAUSAL)
        while stack:
            cause = stack.pop()
            if cause in found:
                continue
            found.add(cause)
            if cause in members:
                continue
            dates = [self.date(cause, n) for n in self.kinds[self.entries[cause].kind].milestones]
            ends = [d.latest for d in dates if d is not None and not d.is_unknown]
            if not ends or max(ends) >= floor:
                stack += self.targets(cause, *CAUSAL)
        return (found & members) - {id_}

    @cached_property
    def rank(self) -> dict[str, int]:
        """Return each entry's place: by its first date, undated ones after, then by title and id."""
        unknown = UNKNOWN.sort_key

        def key(entry: Entry) -> tuple[Any, ...]:
            first = unknown
            for name in self.kinds[entry.kind].milestones:
                date = self.date(entry.id, name) if entry.kind == "deadline" or name in entry.fields else None
                if date is not None:
                    first = min(first, date.sort_key)
            return (*first, entry.fields.get("order", 0), entry.title.casefold(), entry.id)

        return {entry.id: n for n, entry in enumerate(sorted(self.entries.values(), key=key))}

    # -- selection -------------------------------------------------------------------------------------

    def selected(self, selection: Selection) -> Callable[[str], bool]:
        """Return a test that says whether an entry is selected; dates are the rows' affair."""
        tests = [self._test(option, values) for option, values in selection.only.items()]
        if self.sets and "sets" not in selection.only and "sets" not in selection.unless:
            # Other sets would flood the record: they are shown where they, or single entries of them, are named.
            named = frozenset(self._named("ids", selection.only.get("ids", ())))
            tests.append(lambda id_: not self.entries[id_].home or id_ in named)
        unless = [self._test(option, values) for option, values in selection.unless.items()]
        return lambda id_: all(test(id_) for test in tests) and not any(test(id_) for test in unless)

    def _test(self, option: str, values: tuple[str, ...]) -> Callable[[str], bool]:
        entries = self.entries
        if option == "kinds":
            return lambda id_: entries[id_].kind in values
        if option == "sets":
            return lambda id_: ALL_SETS in values or (entries[id_].home or OWN) in values
        if option in WORD_OPTIONS:
            return self._word_test(*WORD_OPTIONS[option], frozenset(v.casefold() for v in values))
        named = self._named(option, values)
        if option == "ids":
            return frozenset(named).__contains__
        concerned = set(named)
        for id_ in named:
            for (_kind, name), ids in self.back(id_).items():
                if name != "see":
                    concerned.update(ids)
        return concerned.__contains__

    def _named(self, option: str, values: Iterable[str]) -> list[str]:
        """Return the ids of the entries that an option names."""
        found = (self.find(value, ENTRY_OPTIONS[option]).entry for value in values)
        return [entry.id for entry in found if entry is not None]

    def _word_test(self, name: str, default: str, words: frozenset[str]) -> Callable[[str], bool]:
        def test(id_: str) -> bool:
            entry = self.entries[id_]
            value = entry.fields.get(name)
            if value is None:
                return default in words and self.kinds[entry.kind].field(name) is not None
            if isinstance(value, tuple):
                return any(v.casefold() in words for v in value)
            return value.casefold() in words

        return test

    def select(
        self, selection: Selection, kinds: Sequence[str] = (), among: Iterable[str] | None = None
    ) -> list[Entry]:
        """Return the selected entries, of *kinds* and *among* some where given, by rank.

        Where the selection has a start or an end, an entry stays if one of its dates overlaps it.
        """
        chosen = self.selected(selection)
        of = self.entries if among is None else among
        ids = [i for i in of if (not kinds or self.entries[i].kind in kinds) and chosen(i)]
        if selection.start or selection.end:
            ids = [i for i in ids if any(within(d, selection) for d in self.dates(i))]
        if selection.not_start or selection.not_end:
            ids = [i for i in ids if not any(shut_out(d, selection) for d in self.dates(i))]
        return [self.entries[i] for i in sorted(ids, key=self.rank.__getitem__)]

    def dates(self, id_: str) -> list[PartialDate]:
        """Return all milestone dates of an entry, in the order of its kind's fields."""
        names = self.kinds[self.entries[id_].kind].milestones
        return [d for n in names if (d := self.date(id_, n)) is not None]

    def first_date(self, id_: str) -> PartialDate | None:
        """Return the milestone date by which an entry stands in order, or None."""
        return min(self.dates(id_), key=lambda date: date.sort_key, default=None)

    def select_rows(
        self, selection: Selection, concerns: Callable[[Row], bool] = lambda _row: True
    ) -> list[Row]:
        """Return the rows that a selection shows and that pass a test, oldest first.

        A source's rows appear only where the option ``kinds`` names sources.
        """
        chosen = self.selected(selection)
        sources = "source" in selection.only.get("kinds", ())
        return [
            row
            for row in self.all_rows
            if concerns(row)
            and (sources or self.entries[row.entry].kind != "source")
            and within(row.date, selection)
            and not shut_out(row.date, selection)
            and (chosen(row.entry) or any(chosen(id_) for id_, _field in row.merges))
        ]


def names_of(entry: Entry) -> Iterator[str]:
    """Yield the names an entry can be referred to by, its id apart; of another set with that before them."""
    for name in (entry.title, *names_in(entry.fields)):
        if name:
            yield f"{entry.home}:{name}" if entry.home else name


def names_in(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names among the fields of an entry."""
    if "short" in fields:
        yield fields["short"]
    yield from fields.get("aliases", ())


def within(date: PartialDate, selection: Selection) -> bool:
    """Return whether a date overlaps the selection's span; an unknown one only if there is none."""
    if selection.start is None and selection.end is None:
        return True
    if date.is_unknown:
        return False
    return (selection.start is None or date.latest >= selection.start.earliest) and (
        selection.end is None or date.earliest <= selection.end.latest
    )


def shut_out(date: PartialDate, selection: Selection) -> bool:
    """Return whether a date overlaps a span that the selection leaves out; an unknown one never does."""
    if date.is_unknown:
        return False
    start, end = selection.not_start, selection.not_end
    return (start is not None and date.latest >= start.earliest) or (
        end is not None and date.earliest <= end.latest
    )


def _span(date: PartialDate) -> int:
    """Return how many days a date may mean, so that the more exact of two is the smaller."""
    return date.latest - date.earliest


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
