"""Some of the entries of a data file, as the options of ``policy:entries`` choose them.

The documents are being read, so that names are compared as the file has them: a party that the file calls
by its id is found by that id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sphinx_policyrefs.imports.entries import Item
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.entry_dates import UNKNOWN
from sphinx_policyrefs.records.fields import slugify, split_list
from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.names import former_ids, names_of
from sphinx_policyrefs.records.selection import ENTRY_OPTIONS, WORD_OPTIONS, Selection, shut_out, within
from sphinx_policyrefs.records.types import targets_of

_NAMES: Final = ("kinds", *ENTRY_OPTIONS, *WORD_OPTIONS, "from", "to")
#: The options that narrow the selection.
OPTIONS: Final = tuple(f"{no}{name}" for name in _NAMES for no in ("", "not-"))


def select(items: Iterable[Item], options: Mapping[str, str], kinds: Mapping[str, Kind]) -> list[Item]:
    """Return the items that the options choose, in the order of the file or that of their dates."""
    tests = []
    for name, text in options.items():
        base = name.removeprefix("not-")
        if base in _NAMES and base not in ("from", "to"):
            words = frozenset(word.casefold() for word in split_list(text))
            if base in ("ids", "sources"):  # as keys of a bibliography
                words |= {slugify(word) for word in words if " " not in word}
            tests.append((_test(base, words, kinds), base == name))
    span = Selection({}, {}, *(_day(options, name) for name in ("from", "to", "not-from", "not-to")))
    chosen = [
        item
        for item in items
        if all(test(item.entry) == wanted for test, wanted in tests) and _overlaps(item.entry, span, kinds)
    ]
    if "order" in options:
        dated = [item for item in chosen if _first(item.entry, kinds) is not UNKNOWN]
        dated.sort(
            key=lambda item: _first(item.entry, kinds).sort_key, reverse=options["order"].lower() == "newest"
        )
        chosen = dated + [item for item in chosen if _first(item.entry, kinds) is UNKNOWN]
    return chosen[: int(options["limit"])] if "limit" in options else chosen


def _day(options: Mapping[str, str], name: str) -> PartialDate | None:
    return parse_date(options[name]) if name in options else None


def _test(option: str, words: frozenset[str], kinds: Mapping[str, Kind]) -> Callable[[Entry], bool]:
    if option == "kinds":
        return lambda entry: entry.kind in words
    if option in WORD_OPTIONS:
        name = WORD_OPTIONS[option]

        def has_word(entry: Entry) -> bool:
            field = kinds[entry.kind].field(name)
            if field is None:
                return False
            value = entry.fields.get(name, field.default)
            return not words.isdisjoint(
                v.casefold() for v in (value if isinstance(value, tuple) else (value,))
            )

        return has_word
    admitted = ENTRY_OPTIONS[option]

    def names(entry: Entry) -> bool:
        if not admitted or entry.kind in admitted:
            own = {entry.id, *former_ids(entry), *(name.casefold() for name in names_of(entry))}
            if not words.isdisjoint(own):
                return True
        if not admitted:
            return False
        for field in kinds[entry.kind].relations:
            if field.name in entry.fields and any(map(field.admits, admitted)):
                found = targets_of(field, entry.fields[field.name])
                if not words.isdisjoint(name.casefold() for name in found):
                    return True
        return False

    return names


def _dates(entry: Entry, kinds: Mapping[str, Kind]) -> list[PartialDate]:
    return [parse_date(text) for name in kinds[entry.kind].milestones if (text := entry.date_text(name))]


def _first(entry: Entry, kinds: Mapping[str, Kind]) -> PartialDate:
    found = [date for date in _dates(entry, kinds) if not date.is_unknown]
    return min(found, key=lambda date: date.sort_key, default=UNKNOWN)


def _overlaps(entry: Entry, span: Selection, kinds: Mapping[str, Kind]) -> bool:
    dates = _dates(entry, kinds)
    if (span.start or span.end) and not any(within(date, span) for date in dates):
        return False
    return not any(shut_out(date, span) for date in dates)
