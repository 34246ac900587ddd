"""What the checks read, and how they report what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.records.citecheck import CitationReader
from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.dates import PartialDate
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding, Reference
from sphinx_policyrefs.records.relations import Link

if TYPE_CHECKING:
    from sphinx_policyrefs.evidence.proofs import Proofs
    from sphinx_policyrefs.review.overlaps import Overlaps
    from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence
    from sphinx_policyrefs.review.own_dates import Kept
    from sphinx_policyrefs.review.signoff import Signed


class ProseBlock(NamedTuple):
    """A paragraph of running prose, or a link that stands in one."""

    #: each link in it is :data:`LINK`, and what else is not prose :data:`GAP`, with the line ends that they had
    text: str
    #: path below the source directory, with slashes
    file: str
    #: of its first line
    line: int
    #: names that its links have as targets, as ``(kind or "ref", target)``
    links: tuple[tuple[str, str], ...] = ()
    #: ids of the entries in whose body it stands, the outermost first
    inside: tuple[str, ...] = ()
    #: whether it stands in a table, whose columns a longer text would break
    in_table: bool = False


#: Stands in a block for a link.
LINK = "\0"
#: Stands in a block for code, formulas, emphasis and other text that is not running prose.
GAP = "\1"


def _taken_apart(blocks: Iterable[OwnBlock], graph: Graph, language: str) -> Sequence[OwnSentence]:
    from sphinx_policyrefs.review.own_prose import own_sentences

    return own_sentences(blocks, graph, language)


@dataclass(frozen=True)
class Scope:
    """The record, and what a check has to know besides."""

    graph: Graph
    records: tuple[DocRecord, ...] = ()
    #: days without news after which a pending proceeding is stale
    stale_after: int = 365
    #: whether the output holds copies of the sources
    copies_sources: bool = False
    #: whether the output is catalogues for translators
    catalogues: bool = False
    #: codes of checks that find nothing in this build, whatever the record says: their waivers are judged in others
    idle: frozenset[str] = frozenset()
    #: the prose of the pages, document by document, read when it is asked for
    pages: Callable[[], Iterable[Iterable[ProseBlock]]] = tuple
    #: the paragraphs of authors' prose as a reader sees them, read when they are asked for
    prose: Callable[[], Iterable[OwnBlock]] = tuple
    #: takes them apart, or remembers what came of it
    sentences_of: Callable[[Iterable[OwnBlock], Graph, str], Sequence[OwnSentence]] = _taken_apart
    #: what is kept of the dates in it from one build to the next, by page
    dates_kept: MutableMapping[str, Kept] = field(default_factory=dict)
    #: how far each sentence is signed, made of what gives the sentences when it is asked for
    signatures: Callable[[Callable[[], Sequence[OwnSentence]]], Sequence[Signed]] = lambda _sentences: ()
    #: how an author writes a link: (kind, text, id, file) -> markup
    role: Callable[[str, str, str, str], str] = lambda kind, text, id_, _file: f":{kind}:`{text} <{id_}>`"
    #: kinds of the entry that the argument of a view names, by the view's name; without them it takes any
    admits: Callable[[str], tuple[str, ...] | None] = lambda _view: None
    #: whether a missing target is accepted, in intersphinx or in ``nitpick_ignore``: (role, target)
    elsewhere: Callable[[str, str], bool] = lambda _role, _target: False
    #: what was found beside the documents, in other projects and earlier exports
    beside: Callable[[], Iterable[Finding]] = tuple
    #: what reads citations
    citations: CitationReader = field(default_factory=CitationReader)
    #: the language of the documents, as Sphinx names it
    language: str = "en"
    #: gives what became of quoted words in the copies of sources
    evidence: Callable[[], Proofs] | None = None

    @cached_property
    def proofs(self) -> Proofs:
        """Return what becomes of quoted words in the copies of sources; without copies where nothing gives it."""
        if self.evidence is not None:
            return self.evidence()
        from sphinx_policyrefs.evidence.proofs import Proofs

        return Proofs(self.graph)

    @cached_property
    def overlaps(self) -> Overlaps:
        """Return the pairs of entries that are perhaps about the same."""
        from sphinx_policyrefs.review.overlaps import Overlaps

        return Overlaps(self.graph, self.language)

    @cached_property
    def sentences(self) -> Sequence[OwnSentence]:
        """Return the sentences of the pages' own prose; none where the library is missing that finds them."""
        from sphinx_policyrefs.documents.model import Unreadable

        try:
            return self.sentences_of(self.prose(), self.graph, self.language)
        except Unreadable:
            return ()

    @cached_property
    def dated_sentences(self) -> Sequence[OwnSentence]:
        """Return the sentences that may say another day than what they refer to, with the dates that they say."""
        from sphinx_policyrefs.documents.model import Unreadable
        from sphinx_policyrefs.review.own_dates import dated_sentences

        try:
            return dated_sentences(self.prose(), self.graph, self.language, self.dates_kept)
        except Unreadable:
            return ()

    @cached_property
    def signed(self) -> Sequence[Signed]:
        """Return how far each sentence of the pages is signed; nothing where nobody signs."""
        return self.signatures(lambda: self.sentences)

    def entries(self, *kinds: str) -> Iterator[Entry]:
        """Yield the project's own entries of some kinds, or all; those of other projects are not checked."""
        if len(kinds) == 1:
            yield from self._by_kind.get(kinds[0], ())
            return
        for entry in self.graph.own:
            if not kinds or entry.kind in kinds:
                yield entry

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.graph.own:
            found.setdefault(entry.kind, []).append(entry)
        return found

    def cited_in_prose(self) -> Iterator[tuple[Reference, Link]]:
        """Yield each citation that stands in prose, with the role that it is."""
        graph = self.graph
        for record in self.records:
            for reference in record.references:
                if (
                    reference.role == "cite"
                    and graph.shows(reference.only)
                    and graph.reached(reference.since)
                ):
                    for link in filter(None, map(graph.cited, sound_citations(reference.target))):
                        yield reference, link

    def dates(self, entry: Entry) -> list[PartialDate]:
        """Return the known dates of an entry."""
        return [date for date in self.graph.dates(entry.id) if not date.is_unknown]


def finding(code: str, entry: Entry, message: str, field: str = "") -> Finding:
    """Return a finding on an entry, at the line of a field where one is named and given."""
    return Finding(code, message, entry.file, entry.lines.get(field, entry.line), entry.id)
