"""Fifth step of the graph: relations between entries, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import ANY, PASSAGE, SOURCE, Field, Kind
from sphinx_policyrefs.records.model import Entry, Finding
from sphinx_policyrefs.records.names import Names
from sphinx_policyrefs.records.passages import source_of
from sphinx_policyrefs.records.types import TYPES


class Link(NamedTuple):
    """One resolved end of a relation.

    Where a citation names a passage, all but ``passage`` is what the passage says: its source, the place, the words.
    """

    target: str
    locator: str = ""
    #: the words that stand there, and what they mean
    quote: str = ""
    translation: str = ""
    #: the id of the passage that was cited, "" where a source was
    passage: str = ""


class Relations:
    """Where the relations of entries lead, and who points at an entry; *rank* is the place of each in order."""

    def __init__(self, names: Names, kinds: Mapping[str, Kind], rank: Mapping[str, int]) -> None:
        self._names = names
        self._kinds = kinds
        self._rank = rank
        #: findings on names that mean no entry, in relations of the record's own entries
        self.findings: list[Finding] = []
        self._links: dict[str, dict[str, tuple[Link, ...]]] = {}
        #: one link without a place for all that lead to an entry
        self._to: dict[str, Link] = {}
        self._back: dict[str, dict[tuple[str, str], list[str]]] = {}
        self._connect()

    def links(self, id_: str) -> Mapping[str, tuple[Link, ...]]:
        """Return where the entry's relations lead, by field."""
        return self._links.get(id_, {})

    def targets(self, id_: str, *fields: str) -> list[str]:
        """Return the ids that the named relations of an entry lead to."""
        links = self._links.get(id_)
        if links is None:
            return []
        found = [link.target for f in fields if f in links for link in links[f]]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def back(self, id_: str) -> Mapping[tuple[str, str], Sequence[str]]:
        """Return who points here: ``(kind, field)`` -> ids, oldest first."""
        return self._back.get(id_, {})

    def sources_back(self, id_: str, kind: str, *fields: str) -> list[str]:
        """Return the entries of *kind* whose named relations point here, oldest first."""
        back = self.back(id_)
        found = dict.fromkeys(i for f in fields for i in back.get((kind, f), ()))
        return sorted(found, key=self._rank.__getitem__)

    def ends(self, entry: Entry, relation: Field, findings: list[Finding] | None = None) -> tuple[Link, ...]:
        """Return the entries that a relation of *entry* points to; add a finding for each name of no entry.

        Where sources are cited, a passage stands for its source.
        """
        value = entry.fields[relation.name]
        type_ = TYPES[relation.type]
        if relation.type == "relation":
            plain = [self._plain(name, relation.targets) for name in value]
            if None not in plain:  # most relations, and most of what this has to do
                links = tuple(link for link in plain if link is not None)
                return links if len(links) < 2 else tuple(dict.fromkeys(links))
        admitted = () if relation.targets == ANY else relation.targets
        if type_.is_cited and SOURCE in admitted:
            admitted = (*admitted, PASSAGE)
        ends = []
        wrong: list[tuple[str, str]] = []
        for name, *place in type_.links(value):
            found = self._names.find(name, admitted)
            if found.entry is None and relation.type == "start":
                found = self._names.find_value(name)[0]
            if found.entry is None:
                wrong += [(found.code, f'"{name}" {found.reason}')] if found.code else []
            elif (link := self._link(found.entry, place, cited=type_.is_cited)) is not None:
                ends.append(link)
        if findings is not None:
            wrong += [("bad-option", text) for text in self._placed_twice(type_.citations(value))]
            line = entry.lines.get(relation.name, entry.line)
            findings += (
                Finding(code, f":{relation.name}: {text}", entry.file, line, entry.id) for code, text in wrong
            )
        return tuple(dict.fromkeys(ends))

    def _plain(self, name: str, targets: tuple[str, ...]) -> Link | None:
        """Return a link to the entry that is named by its id, None where that has to be looked up."""
        entry = self._names.entries.get(name)
        if entry is None or not (targets == ANY or entry.kind in targets):
            return None
        link = self._to.get(name)
        if link is None:
            link = self._to[name] = Link(name)
        return link

    def cited(self, citation: Citation) -> Link | None:
        """Return where a single citation leads; None where it leads to no source."""
        entry = self._names.find(citation.name, (SOURCE, PASSAGE)).entry
        return self._link(entry, citation[1:], cited=True) if entry is not None else None

    def miscited(self, citations: Iterable[Citation]) -> Iterator[tuple[str, str]]:
        """Yield code and reason for what is wrong with citations that stand in no entry, each once."""
        citations = tuple(citations)
        for name in dict.fromkeys(citation.name for citation in citations):
            found = self._names.find(name, (SOURCE, PASSAGE))
            if found.code:
                yield found.code, f'"{name}" {found.reason}'
        for text in self._placed_twice(citations):
            yield "bad-option", text

    def _link(self, entry: Entry, place: Sequence[str], *, cited: bool) -> Link | None:
        """Return a link to an entry, of a cited passage to its source; None where that is not known.

        A place or words beside the name of a passage are those of its source: ``passage; @ 5`` goes on with that. Of a
        confidential source the public record has no place and no words.
        """
        if self._names.is_mask(entry):
            return Link(entry.id)
        if not cited or entry.kind != PASSAGE:
            return Link(entry.id, *place)
        source = source_of(self._names, entry)
        if source is None:
            return None  # which is told at the passage
        if any(place):
            return Link(source.id, *place)
        locator, quote, translation = (
            entry.fields.get(name, "") for name in ("locator", "quote", "translation")
        )
        return Link(source.id, locator, quote, translation, entry.id)

    def _placed_twice(self, citations: Iterable[Citation]) -> Iterator[str]:
        """Yield what is wrong with citations of passages that give a place or words and do not go on with them."""
        before = ""
        for name, *place in citations:
            goes_on, before = name == before, name
            if any(place) and not goes_on:
                found = self._names.find(name, (SOURCE, PASSAGE)).entry
                if found is not None and found.kind == PASSAGE:
                    what = "place" if place[0] else "words"
                    yield (
                        f'"{name}" is a passage, whose place and words stand with it: delete the {what} '
                        "given here, or cite its source"
                    )

    def _connect(self) -> None:
        entries = self._names.entries
        back: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries.values():
            links: dict[str, tuple[Link, ...]] = {}
            fields = entry.fields
            for relation in self._kinds[entry.kind].relations:
                if relation.name not in fields:
                    continue
                ends = self.ends(entry, relation, None if entry.home else self.findings)
                if not ends:
                    continue
                links[relation.name] = ends
                key = entry.kind, relation.name
                reached = [link.target for link in ends]
                reached += [link.passage for link in ends if link.passage]
                for target in reached if len(reached) == 1 else dict.fromkeys(reached):
                    back[target][key].append(entry.id)
                    if relation.symmetric:
                        back[entry.id][entries[target].kind, relation.name].append(target)
            if links:
                self._links[entry.id] = links
        for inverse in back.values():
            for key, ids in inverse.items():
                if len(ids) > 1:
                    inverse[key] = sorted(dict.fromkeys(ids), key=self._rank.__getitem__)
        self._back = back
