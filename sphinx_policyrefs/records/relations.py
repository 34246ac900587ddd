"""Fifth step of the graph: relations between entries, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import ANY, SOURCE, Field, Kind
from sphinx_policyrefs.records.model import Entry, Finding
from sphinx_policyrefs.records.names import Names
from sphinx_policyrefs.records.types import TYPES


class Link(NamedTuple):
    """One resolved end of a relation."""

    target: str
    locator: str = ""
    #: the words that stand there, and what they mean
    quote: str = ""
    translation: str = ""


class Relations:
    """Where the relations of entries lead, and who points at an entry; *rank* is the place of each in order."""

    def __init__(self, names: Names, kinds: Mapping[str, Kind], rank: Mapping[str, int]) -> None:
        self._names = names
        self._kinds = kinds
        self._rank = rank
        #: findings on names that mean no entry, in relations of the record's own entries
        self.findings: list[Finding] = []
        self._links: dict[str, dict[str, tuple[Link, ...]]] = {}
        self._back: dict[str, dict[tuple[str, str], list[str]]] = {}
        self._connect()

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
        return sorted(found, key=self._rank.__getitem__)

    def ends(self, entry: Entry, relation: Field, findings: list[Finding] | None = None) -> tuple[Link, ...]:
        """Return the entries that a relation of *entry* points to; add a finding for each name of no entry."""
        value = entry.fields[relation.name]
        admitted = () if relation.targets == ANY else relation.targets
        ends = []
        for name, *place in TYPES[relation.type].links(value):
            found = self._names.find(name, admitted)
            if found.entry is None and relation.type == "start":
                found = self._names.find_value(name)[0]
            if found.entry is not None:
                ends.append(Link(found.entry.id, *place))
            elif found.code and findings is not None:
                line = entry.lines.get(relation.name, entry.line)
                message = f':{relation.name}: "{name}" {found.reason}'
                findings.append(Finding(found.code, message, entry.file, line, entry.id))
        return tuple(dict.fromkeys(ends))

    def cited(self, citation: Citation) -> Link | None:
        """Return where a single citation leads; None where it names no source."""
        entry = self._names.find(citation.name, (SOURCE,)).entry
        return Link(entry.id, *citation[1:]) if entry is not None else None

    def _connect(self) -> None:
        entries = self._names.entries
        back: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries.values():
            links: dict[str, tuple[Link, ...]] = {}
            for relation in self._kinds[entry.kind].relations:
                if relation.name not in entry.fields:
                    continue
                ends = self.ends(entry, relation, None if entry.home else self.findings)
                if not ends:
                    continue
                links[relation.name] = ends
                for target in dict.fromkeys(link.target for link in ends):
                    back[target][entry.kind, relation.name].append(entry.id)
                    if relation.symmetric:
                        back[entry.id][entries[target].kind, relation.name].append(target)
            if links:
                self._links[entry.id] = links
        for inverse in back.values():
            for key, ids in inverse.items():
                inverse[key] = sorted(dict.fromkeys(ids), key=self._rank.__getitem__)
        self._back = back
