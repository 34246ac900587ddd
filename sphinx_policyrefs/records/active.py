"""First step of the graph: which entries of the documents are part of the record in this build.

``only`` blocks, ``:no-index:``, ids that are taken and data files that pages show more than once are settled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding

#: File, line and id: identifies an entry of a data file, whichever pages show it.
Place: TypeAlias = "tuple[str, int, str]"


class Conditions:
    """What holds for one build: the expressions of ``only`` blocks, and the day on which the record is looked at."""

    def __init__(self, shows: Callable[[str], bool], as_of: PartialDate | None) -> None:
        self.as_of = as_of
        #: whether one of these expressions holds
        self._shows = shows
        #: expression -> whether it holds; few expressions stand around many entries
        self._shown: dict[str, bool] = {}

    def shows(self, expressions: Iterable[str]) -> bool:
        """Return whether all of the ``only`` expressions hold."""
        for expression in expressions:
            shown = self._shown.get(expression)
            if shown is None:
                shown = self._shown[expression] = self._shows(expression)
            if not shown:
                return False
        return True

    def reached(self, days: Iterable[str]) -> bool:
        """Return whether all the days of ``policy:since`` lie on or before the as-of day."""
        return self.as_of is None or all(not self.is_later(parse_date(day)) for day in days)

    def is_later(self, date: PartialDate) -> bool:
        """Return whether a date is known to lie after the as-of day: its earliest day does."""
        return self.as_of is not None and not date.is_unknown and date.earliest > self.as_of.latest


class Active(NamedTuple):
    """What the documents contribute to the record."""

    #: by id, in the order of documents and lines, then those of data files in theirs
    entries: dict[str, Entry]
    #: ids that are taken
    findings: list[Finding]
    #: where each entry of a data file stands that pages show
    places: Mapping[Place, Entry]
    #: ids of entries of data files that pages show more than once
    repeated: set[str]

    def place_of(self, entry: Entry) -> Entry:
        """Return the place where an entry of a data file stands, of all those at which pages show it."""
        return self.places.get(place_key(entry), entry)


def active(records: Iterable[DocRecord], conditions: Conditions) -> Active:
    """Return the entries that are part of the record; those of later days are removed in the third step."""
    ordered = sorted(records, key=lambda record: (not record.docname, record.docname))
    places, repeated = _placed(ordered, conditions)
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for record in ordered:
        for entry in record.entries:
            if entry.private or (entry.only and not conditions.shows(entry.only)):
                continue
            if entry.stored and places.get(place_key(entry), entry) is not entry:
                continue
            first = entries.get(entry.id)
            if first is None:
                entries[entry.id] = entry
            else:
                findings.append(_taken(entry, first))
    findings += _reused(entries)
    return Active(entries, findings, places, repeated)


def place_key(entry: Entry) -> Place:
    """Return the key of an entry of a data file, the same on all pages that show it."""
    return entry.file, entry.line, entry.id


def _taken(entry: Entry, first: Entry) -> Finding:
    return Finding(
        "duplicate-id",
        f'the id "{entry.id}" is taken by the {first.kind} "{first.title}" at '
        f"{first.file}:{first.line}; give one of the two another :id:",
        entry.file,
        entry.lines.get("id", entry.line),
        entry.id,
    )


def _reused(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Yield the former ids that another entry has now, or had as well."""
    had: dict[str, Entry] = {}
    for entry in entries.values():
        for id_ in () if entry.home else entry.fields.get("formerly", ()):
            now = entries.get(id_) or had.setdefault(id_, entry)
            if now is entry and id_ != entry.id:
                continue
            what = (
                f'is the id of the {now.kind} "{now.title}"' if now.id == id_ else f"is given at {now.id} too"
            )
            message = f':formerly: "{id_}" {what}; references lead there, so delete it here'
            yield Finding(
                "duplicate-id", message, entry.file, entry.lines.get("formerly", entry.line), entry.id
            )


def _placed(records: Sequence[DocRecord], conditions: Conditions) -> tuple[dict[Place, Entry], set[str]]:
    """Return where each entry of a data file stands, the first place that a reader sees, and which stand twice.

    An entry whose places are all in hidden blocks keeps the first of them, and is hidden.
    """
    places: dict[Place, Entry] = {}
    repeated: set[str] = set()
    seen: set[Place] = set()
    for record in records:
        for entry in record.entries if record.docname else ():
            if not entry.stored:
                continue
            key = place_key(entry)
            first = places.setdefault(key, entry)
            if first is not entry:
                repeated.add(entry.id)
            if key not in seen and conditions.shows(entry.only):
                if conditions.reached(entry.since):
                    seen.add(key)
                    places[key] = entry
                elif not conditions.shows(first.only):
                    places[key] = entry
    return places, repeated
