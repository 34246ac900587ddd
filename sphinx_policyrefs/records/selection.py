"""What a view shows of the record: the selection that its options make, and the entries and rows that fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_policyrefs.records.chronology import Chronology, Row
from sphinx_policyrefs.records.dates import PartialDate
from sphinx_policyrefs.records.entry_dates import EntryDates
from sphinx_policyrefs.records.kinds import TABLE
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Relations


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


#: Selection options whose values are words: option -> field of the entry.
WORD_OPTIONS: Mapping[str, str] = {
    "tags": "tags",
    "types": "type",
    "status": "status",
    "confidence": "confidence",
    "importance": "importance",
}

#: In the selection option ``sets``: the project itself, and all projects.
OWN, ALL_SETS = "own", "*"

#: Selection options whose values name entries: option -> kinds that it admits ("" for all).
ENTRY_OPTIONS: Mapping[str, tuple[str, ...]] = {
    **{
        option: tuple(kind.name for kind in TABLE if kind.selection == option)
        for option in dict.fromkeys(kind.selection for kind in TABLE if kind.selection)
    },
    "ids": (),
}


class Selector:
    """Finds what selections choose among the entries of *dates*."""

    def __init__(self, dates: EntryDates, relations: Relations, chronology: Chronology) -> None:
        self._dates = dates
        self._names = dates.names
        self._entries = dates.entries
        self._kinds = dates.kinds
        self._relations = relations
        self._chronology = chronology

    def selected(self, selection: Selection) -> Callable[[str], bool]:
        """Return a test for entries, by all options except dates, which select rows."""
        tests = [self._test(option, values) for option, values in selection.only.items()]
        if self._names.sets and "sets" not in selection.only and "sets" not in selection.unless:
            # Entries of other projects are shown only if the view names their project or them: there
            # may be thousands.
            named = frozenset(self._named("ids", selection.only.get("ids", ())))
            tests.append(lambda id_: not self._entries[id_].home or id_ in named)
        unless = [self._test(option, values) for option, values in selection.unless.items()]
        return lambda id_: all(test(id_) for test in tests) and not any(test(id_) for test in unless)

    def select(
        self, selection: Selection, kinds: Sequence[str] = (), among: Iterable[str] | None = None
    ) -> list[Entry]:
        """Return the selected entries, of *kinds* and *among* some where given, by rank.

        Where the selection has a start or an end, an entry stays if one of its dates overlaps it.
        """
        chosen = self.selected(selection)
        of = self._entries if among is None else among
        ids = [i for i in of if (not kinds or self._entries[i].kind in kinds) and chosen(i)]
        if selection.start or selection.end:
            ids = [i for i in ids if any(within(d, selection) for d in self._dates.dates(i))]
        if selection.not_start or selection.not_end:
            ids = [i for i in ids if not any(shut_out(d, selection) for d in self._dates.dates(i))]
        return [self._entries[i] for i in sorted(ids, key=self._dates.rank.__getitem__)]

    def select_rows(
        self, selection: Selection, concerns: Callable[[Row], bool] = lambda _row: True
    ) -> list[Row]:
        """Return the rows that a selection shows and that pass a test, oldest first.

        Rows of a kind that does not stand in the chronology appear only where the option ``kinds`` names it.
        """
        chosen = self.selected(selection)
        asked = selection.only.get("kinds", ())
        aside = {kind.name for kind in self._kinds.values() if kind.aside and kind.name not in asked}
        return self._chronology.joined(
            row
            for row in self._chronology.all
            if concerns(row)
            and self._entries[row.entry].kind not in aside
            and within(row.date, selection)
            and not shut_out(row.date, selection)
            and any(map(chosen, row.members))
        )

    def _test(self, option: str, values: tuple[str, ...]) -> Callable[[str], bool]:
        entries = self._entries
        if option == "kinds":
            return lambda id_: entries[id_].kind in values
        if option == "sets":
            return lambda id_: ALL_SETS in values or (entries[id_].home or OWN) in values
        if option in WORD_OPTIONS:
            return self._word_test(WORD_OPTIONS[option], frozenset(v.casefold() for v in values))
        named = self._named(option, values)
        if option == "ids":
            return frozenset(named).__contains__
        concerned = set(named)
        for id_ in named:
            for (_kind, name), ids in self._relations.back(id_).items():
                if name != "see":
                    concerned.update(ids)
        return concerned.__contains__

    def _named(self, option: str, values: Iterable[str]) -> list[str]:
        """Return the ids of the entries that an option names."""
        found = (self._names.find(value, ENTRY_OPTIONS[option]).entry for value in values)
        return [entry.id for entry in found if entry is not None]

    def _word_test(self, name: str, words: frozenset[str]) -> Callable[[str], bool]:
        def test(id_: str) -> bool:
            entry = self._entries[id_]
            value = entry.fields.get(name)
            if value is None:
                field = self._kinds[entry.kind].field(name)
                return field is not None and field.default in words
            if isinstance(value, tuple):
                return any(v.casefold() in words for v in value)
            return value.casefold() in words

        return test


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
    """Return whether a date overlaps a span that the selection leaves out; an unknown date never does."""
    if date.is_unknown:
        return False
    start, end = selection.not_start, selection.not_end
    return (start is not None and date.latest >= start.earliest) or (
        end is not None and date.earliest <= end.latest
    )
