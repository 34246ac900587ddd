"""Two exports compared: what was added, removed, renamed, and changed field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from json import dumps
from typing import Any, Final, NamedTuple, TypeAlias

from sphinx_policyrefs.records.exported import PLACES, Exported
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS, Kind
from sphinx_policyrefs.records.types import TYPES

#: An entry as the export has it.
Item: TypeAlias = Mapping[str, Any]

#: Fields that say how an entry is kept and shown, and nothing of what it records.
EDITORIAL: Final = frozenset({
    "aliases", "formerly", "importance", "known", "order", "review", "reviewer", "short", "tags", "verified", "waive",
    *PLACES,
})  # fmt: skip


#: Fields that say nothing of their own in a comparison, which tells itself what was renamed.
_UNTOLD: Final = frozenset({"formerly"})


class Change(NamedTuple):
    """One field of an entry; None stands for a field that is not there."""

    field: str
    old: Any
    new: Any

    @property
    def withdraws(self) -> bool:
        """Return whether something that was said is said no longer: what is only added withdraws nothing."""
        if self.old is None or self.field in EDITORIAL:
            return False
        if isinstance(self.old, list) and isinstance(self.new, list):
            return any(part not in self.new for part in self.old)
        return True


class Changed(NamedTuple):
    """An entry that both exports have, and that differs."""

    old: Item
    new: Item
    changes: tuple[Change, ...]


class Renamed(NamedTuple):
    """An entry that has another id."""

    old: str
    new: str


class Comparison(NamedTuple):
    """All that differs, each part in the order of ids."""

    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    changed: tuple[Changed, ...] = ()
    renamed: tuple[Renamed, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return any(self)

    def corrections(self) -> Comparison:
        """Return what was said before and is said no longer, without additions and matters of editing."""
        changed = (
            item._replace(changes=tuple(change for change in item.changes if change.withdraws))
            for item in self.changed
        )
        return Comparison((), self.removed, tuple(item for item in changed if item.changes), ())


class News(NamedTuple):
    """What a build has otherwise than a baseline."""

    #: the record of the baseline, under the ids that entries have now
    before: Graph
    comparison: Comparison


def compare(
    old: Exported, new: Exported, *, kinds: Mapping[str, Kind] = KINDS, places: bool = False
) -> Comparison:
    """Return what *new* has otherwise than *old*.

    Where an entry stands (page, file, line) counts only if *places* says so.  An id counts as renamed where an
    entry says that it had it (``formerly``), or where one entry that is gone and one that is new are the same in all
    else, and no other is.  Of two entries that became one, the id of the one that is gone counts as renamed.
    """
    hidden = _UNTOLD if places else _UNTOLD.union(PLACES)
    before = {id_: _content(item, hidden) for id_, item in _with_days(old).items()}
    after = {id_: _content(item, hidden) for id_, item in _with_days(new).items()}
    renamed = _renamed(before, after, kinds, _formerly(old, new))
    before = _under_new_ids(before, renamed, kinds)
    both = before.keys() & after.keys()
    return Comparison(
        tuple(after[i] for i in sorted(after.keys() - both)),
        tuple(before[i] for i in sorted(before.keys() - both)),
        tuple(
            Changed(before[i], after[i], changes)
            for i in sorted(both)
            if (changes := tuple(_changes(before[i], after[i])))
        ),
        tuple(Renamed(*pair) for pair in sorted(renamed.items())),
    )


def renamed_as(old: Exported, comparison: Comparison, *, kinds: Mapping[str, Kind] = KINDS) -> Exported:
    """Return the older export under the ids of the newer one, which the comparison speaks of."""
    return old._replace(entries=_under_new_ids(old.entries, dict(comparison.renamed), kinds))


def _formerly(old: Exported, new: Exported) -> dict[str, str]:
    """Return the ids that are gone with those that have them under ``formerly``."""
    found: dict[str, str] = {}
    for id_, item in new.entries.items():
        former = item.get("formerly")
        for was in former if isinstance(former, list) else ():
            if was in old.entries and was not in new.entries:
                found.setdefault(was, id_)
    return found


def _under_new_ids(
    items: Mapping[str, Item], renamed: Mapping[str, str], kinds: Mapping[str, Kind]
) -> dict[str, Item]:
    """Return older entries under the ids of now; of several that are one now, the one with that id or the first."""
    found: dict[str, Item] = {}
    for id_, item in items.items():
        now = renamed.get(id_, id_)
        if now == id_ or (now not in items and now not in found):
            found[now] = _refer_anew(item, renamed, kinds)
    return found


def _content(item: Item, hidden: frozenset[str]) -> Item:
    """Return an entry without its place; a field without a value is none.

    What a citation says of a passage is left to the passage, so that a change of it is one change.
    """
    return {
        name: _cited(value) if isinstance(value, list) else value
        for name, value in item.items()
        if value is not None and name not in hidden
    }


def _cited(value: Any) -> Any:
    """Return a value whose citations of passages name these alone."""
    if isinstance(value, list):
        return [_cited(part) for part in value]
    if isinstance(value, Mapping):
        if "passage" in value:
            return {"passage": value["passage"]}
        return {name: _cited(part) for name, part in value.items()}
    return value


def _with_days(export: Exported) -> dict[str, Item]:
    """Return the entries with the days that are computed, which only the chronology has."""
    entries = dict(export.entries)
    for row in export.chronology:
        item = entries.get(row["entry"])
        if item is not None and row["field"] not in item and not row.get("merges"):
            entries[row["entry"]] = {**item, row["field"]: row["date"]}
    return entries


def _changes(old: Item, new: Item) -> Iterable[Change]:
    """Yield the fields that differ, those of the new entry first."""
    for name in dict.fromkeys((*new, *old)):
        # 1, 1.0 and true are equal in Python and not in JSON.
        before, after = old.get(name), new.get(name)
        if before != after or type(before) is not type(after):
            yield Change(name, before, after)


def _renamed(
    before: Mapping[str, Item], after: Mapping[str, Item], kinds: Mapping[str, Kind], told: Mapping[str, str]
) -> dict[str, str]:
    """Return old ids with new ones, as far as that is *told* or else certain.

    Two entries that name each other may have been renamed together, so that each one found may prove another.
    """
    found = dict(told)
    gone = before.keys() - after.keys() - found.keys()
    come = after.keys() - before.keys() - set(found.values())
    while True:
        pairs: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, ids, items in ((0, gone, before), (1, come, after)):
            for id_ in sorted(ids):
                item = _refer_anew(items[id_], found, kinds) if side == 0 else items[id_]
                alike = {name: value for name, value in item.items() if name != "id"}
                pairs[dumps(alike, sort_keys=True)][side].append(id_)
        new = {
            left_ids[0]: new_ids[0]
            for left_ids, new_ids in pairs.values()
            if len(left_ids) == len(new_ids) == 1
        }
        if new.keys() <= found.keys():
            return found
        found.update(new)


def _refer_anew(item: Item, renamed: Mapping[str, str], kinds: Mapping[str, Kind]) -> Item:
    """Return an entry under its new id, and with relations to the new ids of others."""
    if not renamed:
        return item
    kind = kinds.get(item["kind"])
    result = dict(item, id=renamed.get(item["id"], item["id"]))
    for field in kind.relations if kind else ():
        if field.name in result:
            result[field.name] = TYPES[field.type].json_renamed(
                result[field.name], lambda id_: renamed.get(id_, id_)
            )
    return result
