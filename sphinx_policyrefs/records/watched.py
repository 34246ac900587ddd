"""A graph that notes which entries somebody looks at through it, and how closely."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.model import Entry, Finding
from sphinx_policyrefs.records.names import Lookup
from sphinx_policyrefs.records.reach import linked
from sphinx_policyrefs.records.relations import Link

#: What of a graph is the same whatever single entries say: its settings, and what it withholds, which is nothing.
_SETTINGS = frozenset(
    [
        "as_of",
        "causal",
        "citations",
        "courts",
        "drafts",
        "is_hidden",
        "is_mask",
        "is_secret",
        "kinds",
        "masked",
    ]
).union(["reached", "sets", "shows", "today", "words_for"])


class Watched:
    """Stands for a graph that withholds nothing; :meth:`is_near` says how far somebody looked.

    What is not named here counts as a look at everything.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.entries = _Noting(graph.entries)
        self.rank = _Noting(graph.rank)
        #: ids of entries whose relations were asked for, in either direction
        self._related: set[str] = set()
        self._everything = False

    def is_near(self, whole: Collection[str], named: Collection[str]) -> bool:
        """Return whether no more was looked at than *whole* entries, what is linked with these, and those *named*."""
        graph = self._graph
        if self._everything or self.entries.all or self.rank.all or not self._related <= set(whole):
            return False
        near = {*whole, *named}
        for id_ in whole:
            near.update(linked(graph, graph.entries[id_]))
        return self.entries.noted <= near and self.rank.noted <= near

    def __getattr__(self, name: str) -> Any:
        if name not in _SETTINGS:
            self._everything = True
        return getattr(self._graph, name)

    def _dated(self, id_: str) -> None:
        """Note a look at the dates of an entry; those of a deadline depend on any number of others."""
        self._everything |= bool(self._graph.kinds[self.entries[id_].kind].computed)

    def has(self, entry: Entry) -> bool:
        return self.entries.get(entry.id) is entry

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Lookup:
        return self._found(self._graph.find(name, kinds))

    def find_value(self, text: str) -> tuple[Lookup, str]:
        found, name = self._graph.find_value(text)
        return self._found(found), name

    def _found(self, found: Lookup) -> Lookup:
        if found.entry is not None:
            self.entries.noted.add(found.entry.id)
        return found

    def date(self, id_: str, name: str) -> Any:
        self._dated(id_)
        return self._graph.date(id_, name)

    def dates(self, id_: str) -> Any:
        self._dated(id_)
        return self._graph.dates(id_)

    def first_date(self, id_: str) -> Any:
        self._dated(id_)
        return self._graph.first_date(id_)

    def links(self, id_: str) -> Mapping[str, tuple[Link, ...]]:
        self._related.add(id_)
        return self._graph.links(id_)

    def targets(self, id_: str, *fields: str) -> list[str]:
        self._related.add(id_)
        return self._graph.targets(id_, *fields)

    def back(self, id_: str) -> Mapping[tuple[str, str], Sequence[str]]:
        self._related.add(id_)
        return self._graph.back(id_)

    def sources_back(self, id_: str, kind: str, *fields: str) -> list[str]:
        self._related.add(id_)
        return self._graph.sources_back(id_, kind, *fields)

    def ends(self, entry: Entry, relation: Field, findings: list[Finding] | None = None) -> tuple[Link, ...]:
        found = self._graph.ends(entry, relation, findings)
        for link in found:
            self._cited(link)
        return found

    def cited(self, citation: Citation) -> Link | None:
        found = self._graph.cited(citation)
        return found and self._cited(found)

    def _cited(self, link: Link) -> Link:
        self.entries.noted.update(filter(None, (link.target, link.passage)))
        return link


class _Noting(Mapping[str, Any]):
    """A mapping by ids that notes for which ids somebody asked, or that it was all of them."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self.noted: set[str] = set()
        self.all = False

    def __getitem__(self, id_: str) -> Any:
        self.noted.add(id_)
        return self._content[id_]

    def get(self, id_: str, default: Any = None) -> Any:
        self.noted.add(id_)
        return self._content.get(id_, default)

    def __contains__(self, id_: object) -> bool:
        self.noted.add(str(id_))
        return id_ in self._content

    def __iter__(self) -> Iterator[str]:
        self.all = True
        return iter(self._content)

    def __len__(self) -> int:
        self.all = True
        return len(self._content)
