"""What a change of some entries may reach: whatever shows these, or what is next to them.

A page shows of its own entries everything, and of those that they are linked with what stands in these alone: the
name, the place, a mark.  So where entries change, the pages to look at are those with an entry that changed or is
linked with one, and those whose prose names one.  Whether a page really shows no more is not taken for granted:
:mod:`.watched` looks on while its content is made, and a page that shows more is looked at after any change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import PASSAGE
from sphinx_policyrefs.records.model import DocRecord, Entry

#: Fields that hold names, by which other entries may refer to one.
_NAMES = ("short", "aliases", "formerly")


class Changed(NamedTuple):
    """The entries that differ from what they were, by their ids: as they were, and as they are."""

    before: dict[str, Entry]
    after: dict[str, Entry]


def changed(before: Mapping[str, DocRecord], after: Mapping[str, DocRecord]) -> Changed | None:
    """Return the entries whose fields or texts have changed; None where more has changed than that.

    An entry that is new, gone, renamed, on another page or under other conditions may change what any name means. So
    may the fields of a passage, which stands for its source wherever it is cited.
    """
    found = Changed({}, {})
    for docname in before.keys() | after.keys():
        old, new = before.get(docname), after.get(docname)
        if old is new:
            continue
        were = {entry.id: entry for entry in old.entries} if old is not None else {}
        are = {entry.id: entry for entry in new.entries} if new is not None else {}
        if were.keys() != are.keys():
            return None
        for id_, entry in are.items():
            was = were[id_]
            if _essence(was) != _essence(entry):
                return None
            if entry.kind == PASSAGE and was.fields != entry.fields:
                return None
            if (was.fields, was.summary) != (entry.fields, entry.summary):
                found.before[id_], found.after[id_] = was, entry
    return found


def _essence(entry: Entry) -> tuple[object, ...]:
    """Return what has to be the same of an entry for every name to mean what it did."""
    names = [entry.fields.get(name) for name in _NAMES]
    plain = entry._replace(
        fields={}, lines={}, file="", line=0, summary=(), plain_summary=(), noted=False, origin=None
    )
    return plain, names


class Reach:
    """Which entries a change reaches in a graph; all deadlines count as changed, since they run from other entries."""

    def __init__(self, graph: Graph, changed: Changed) -> None:
        computed = [entry for entry in graph.entries.values() if graph.kinds[entry.kind].computed]
        #: ids of the entries that changed
        self.changed = changed.after.keys() | {entry.id for entry in computed}
        #: theirs, and those of the entries linked with them, now or before
        self.linked = set(self.changed)
        if not self.changed:
            return
        for entry in (*changed.before.values(), *changed.after.values(), *computed):
            self.linked.update(linked(graph, entry))

    def touches(self, whole: Collection[str], named: Collection[str]) -> bool:
        """Return whether it reaches a page that shows some entries as a *whole*, and others that are *named* there."""
        return not (self.linked.isdisjoint(whole) and self.changed.isdisjoint(named))


def shown_entries(graph: Graph, record: DocRecord) -> tuple[set[str], set[str]]:
    """Return the ids of the entries that a page without views shows as a whole, and of those that it names."""
    whole = {entry.id for entry in record.entries if entry.id in graph.entries}
    named: set[str] = set()
    for role, name in {(reference.role, reference.target) for reference in record.references}:
        if role == "cite":
            for link in filter(None, map(graph.cited, sound_citations(name))):
                named.update(filter(None, (link.target, link.passage)))
        elif role == "value":
            whole.update(entry.id for entry in [graph.find_value(name)[0].entry] if entry is not None)
        elif role != "export":
            entry = graph.find(name, () if role in ("ref", "any") else (role,)).entry
            named.update([entry.id] if entry is not None else ())
    return whole, named


def linked(graph: Graph, entry: Entry) -> Iterator[str]:
    """Yield the ids of the entries that an entry leads to, and of those that lead to it; some twice."""
    for relation in graph.kinds[entry.kind].relations:
        if relation.name in entry.fields:
            for link in graph.ends(entry, relation):
                yield link.target
                if link.passage:
                    yield link.passage
    for ids in graph.back(entry.id).values():
        yield from ids
