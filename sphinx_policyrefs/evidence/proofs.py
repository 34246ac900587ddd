"""What becomes of the words of each citation in the copy of its source.

Nothing that reads documents is loaded before somebody asks for words of a source that has a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import PASSAGE
from sphinx_policyrefs.records.relations import Link
from sphinx_policyrefs.records.types import TYPES

if TYPE_CHECKING:
    from sphinx_policyrefs.documents.model import Page
    from sphinx_policyrefs.evidence.copies import Copies
    from sphinx_policyrefs.evidence.lookup import Outcome
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry

#: What a proof came to; the first four are those of :class:`sphinx_policyrefs.evidence.lookup.State`.
State: TypeAlias = Literal[
    "found",
    "elsewhere",
    "not found",
    "too short",
    "no copy",
    "copy changed",
    "copy can't be read",
    "no words",
]
#: The states of words that nobody could judge.
UNCHECKED: Final[tuple[State, ...]] = ("too short", "no copy", "copy changed", "copy can't be read")


class Proof(NamedTuple):
    """What became of the words of a citation."""

    state: State
    #: The first and the last page on which the words stand; empty where that is not known.
    pages: tuple[Page, ...] = ()
    #: What looking them up came to; None where they were not looked up.
    outcome: Outcome | None = None
    #: Why words can't be judged: 'the words can't be checked: …'. For findings alone.
    reason: str = ""


class Citing(NamedTuple):
    """A citation of an entry, with the field that it stands in."""

    field: str
    link: Link


class Trouble(NamedTuple):
    """What is wrong with a copy itself."""

    state: Literal["copy missing", "copy changed", "copy can't be read"]
    #: How the words of :attr:`Proof.reason` go on, 'the words can't be checked: …'.
    reason: str
    #: What is so, as a clause; internal.
    detail: str = ""


class Proofs:
    """The proofs of a record, made all at once when the first is asked for."""

    def __init__(self, graph: Graph, copies: Copies | None = None) -> None:
        self.graph = graph
        self.copies = copies
        self._found: dict[tuple[str, str, str], Proof] = {}
        self._proved = False
        self._citations: dict[str, tuple[Citing, ...]] = {}
        self._troubles: dict[str, Trouble | None] = {}
        self._paths: dict[str, Path | None] = {}

    def of(self, link: Link) -> Proof:
        """Return what became of the words of a citation."""
        if not link.quote:
            return Proof("no words")
        key = link.target, link.locator, link.quote
        found = self._found.get(key)
        if found is None:
            self._prove_all()
            found = self._found.get(key)
        if found is None:  # of a citation that is not part of the record
            found = self._found[key] = self._prove(link)
            if self.copies is not None:
                self.copies.save()
        return found

    def entry(self, id_: str) -> tuple[Proof, ...]:
        """Return the proofs of an entry's citations, in their order."""
        return tuple(self.of(citing.link) for citing in self.citations(id_))

    @property
    def needs_library(self) -> bool:
        """Whether words that were looked for are unchecked because a library is missing."""
        if not any(proof.state == "copy can't be read" for proof in self._found.values()):
            return False
        from sphinx_policyrefs.documents.model import NEEDS_LIBRARY

        return any(proof.reason.endswith(NEEDS_LIBRARY) for proof in self._found.values())

    def citations(self, id_: str) -> tuple[Citing, ...]:
        """Return the citations of an entry, as :func:`citations` does."""
        found = self._citations.get(id_)
        if found is None:
            found = self._citations[id_] = citations(self.graph, id_)
        return found

    def trouble(self, source: str) -> Trouble | None:
        """Return what is wrong with the copy of a source; None where it has none, or a sound one."""
        if source not in self._troubles:
            self._troubles[source] = self._trouble(source)
        return self._troubles[source]

    def path(self, source: str) -> Path | None:
        """Return the file that is the copy of a source; None where it has none, or where that is not there."""
        if source not in self._paths:
            name = self._copy(source)
            self._paths[source] = self.copies.path_of(name) if name and self.copies is not None else None
        return self._paths[source]

    def page_count(self, source: str) -> int:
        """Return how many pages the copy of a source has; 0 where that is not known."""
        return len(self.pages(source))

    def pages(self, source: str) -> tuple[Page, ...]:
        """Return the pages of the copy of a source; none where it has none, or can't be read."""
        return self._pages.get(source, ())

    @cached_property
    def _pages(self) -> dict[str, tuple[Page, ...]]:
        """Return the pages of each copy; all are read at once, since one is hardly asked for alone."""
        paths = {
            entry.id: path
            for entry in self.graph.own
            if (path := self.path(entry.id)) is not None and self.trouble(entry.id) is None
        }
        found: dict[str, tuple[Page, ...]] = {}
        if self.copies is None or not paths:
            return found
        from sphinx_policyrefs.documents.model import Unreadable

        self.copies.prepare(path for path in paths.values() if not self._has_pages(path))
        for id_, path in paths.items():
            try:
                found[id_] = self.copies.pages(path)
            except Unreadable:
                continue
        self.copies.save()
        return found

    def _has_pages(self, path: Path) -> bool:
        from sphinx_policyrefs.documents.model import Unreadable

        try:
            return self.copies is not None and self.copies.has_pages(path)
        except Unreadable:
            return True  # nothing to read

    def in_copy(self, source: str, words: str) -> Proof:
        """Return whether the copy of a source has words, wherever in it."""
        key = source, "", words
        found = self._found.get(key)
        if found is None:
            self._prove_all()
            found = self._found[key] = self._prove(Link(source, "", words))
        return found

    def within(self, text: str, words: str) -> Proof:
        """Return whether a text has words."""
        from sphinx_policyrefs.documents.model import Document, Text
        from sphinx_policyrefs.evidence.lookup import Searchable

        outcome = Searchable(Document("text", Text(text))).look_up(words)
        return Proof(outcome.state.value, outcome=outcome)

    def made_of(self, source: str) -> tuple[Link, ...]:
        """Return all citations of a source in the record."""
        return self._made.get(source, ())

    @cached_property
    def _made(self) -> dict[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for entry in self.graph.own:
            for _field, link in self.citations(entry.id):
                found.setdefault(link.target, []).append(link)
        return {source: tuple(dict.fromkeys(links)) for source, links in found.items()}

    def page_number(self, link: Link) -> int | None:
        """Return on which page of a copy a citation's words stand, or else the page that it names; None for neither."""
        proof = self.of(link)
        if proof.pages:
            return proof.pages[0].number
        from sphinx_policyrefs.evidence.locators import locator

        named = locator(link.locator).pages
        if named is None:
            return None
        return next((page.number for page in self.pages(link.target) if named.hold(page.name)), None)

    @cached_property
    def state(self) -> str:
        """Return a digest of all copies on which proofs depend, and of what reads them; "" where there are none."""
        cited = sorted(entry.id for entry in self.graph.own if self._copy(entry.id))
        if not cited:
            return ""
        from sphinx_policyrefs.evidence.copies import versions

        return blake2b(repr((versions(), [(id_, self._content(id_)) for id_ in cited])).encode()).hexdigest()[
            :24
        ]

    # -- one copy ----------------------------------------------------------------------------------------

    def _source(self, id_: str) -> Entry | None:
        return self.graph.entries.get(id_)

    def _copy(self, id_: str) -> str:
        """Return what a source says of its copy; sources of other projects have none here, whatever they say."""
        source = self._source(id_)
        return "" if source is None or source.home else str(source.fields.get("copy", ""))

    def _content(self, id_: str) -> str:
        """Return what the copy of a source is, for the digest of them all."""
        from sphinx_policyrefs.documents.model import Unreadable

        path = self.path(id_)
        if path is None or self.copies is None:
            return "missing"
        try:
            return f"{self.copies.digest(path)}{path.suffix}"
        except Unreadable as error:
            return str(error)

    def _trouble(self, id_: str) -> Trouble | None:
        if not self._copy(id_) or self.copies is None:
            return None
        from sphinx_policyrefs.documents.model import Unreadable

        path, source = self.path(id_), self._source(id_)
        if path is None:
            return Trouble("copy missing", "its copy is not there")
        wanted = str(source.fields.get("sha256", "")).lower() if source is not None else ""
        try:
            if wanted and (digest := self.copies.digest(path)) != wanted:
                return Trouble("copy changed", "its copy has changed", f"its digest is {digest}")
        except Unreadable as error:
            return Trouble("copy can't be read", f"its copy {error}")
        return None

    # -- all proofs --------------------------------------------------------------------------------------

    def _prove_all(self) -> None:
        """Prove each citation of the record, copy by copy; what is not known is read side by side before."""
        if self._proved:
            return
        self._proved = True
        links = [link for entry in self.graph.own for _field, link in self.citations(entry.id) if link.quote]
        by_source: dict[str, list[Link]] = {}
        for link in links:
            by_source.setdefault(link.target, []).append(link)
        if self.copies is not None and by_source:
            self.copies.prepare(self._unread(by_source))
        for of_one in by_source.values():
            for link in of_one:
                key = link.target, link.locator, link.quote
                if key not in self._found:
                    self._found[key] = self._prove(link)
        if self.copies is not None:
            self.copies.save()

    def _unread(self, by_source: dict[str, list[Link]]) -> Iterator[Path]:
        """Yield the copies that have to be read, because not all of their look-ups are known."""
        from sphinx_policyrefs.documents.model import Unreadable

        for source, links in by_source.items():
            path = self.path(source)
            if path is None or self.copies is None or self.trouble(source) is not None:
                continue
            try:
                if not all(self.copies.known(path, link.quote, link.locator) for link in links):
                    yield path
            except Unreadable:
                continue

    def _prove(self, link: Link) -> Proof:
        if not self._copy(link.target) or self.copies is None:
            return Proof("no copy", reason="the source has no copy")
        trouble, path = self.trouble(link.target), self.path(link.target)
        if trouble is not None or path is None:
            state: State = "no copy" if trouble is None or trouble.state == "copy missing" else trouble.state
            return Proof(state, reason=trouble.reason if trouble is not None else "")
        from sphinx_policyrefs.documents.model import Unreadable

        try:
            outcome = self.copies.look_up(path, link.quote, link.locator)
        except Unreadable as error:
            return Proof("copy can't be read", reason=f"its copy {error}")
        # Where the nearest thing to words that are not there stands is for findings alone.
        pages = outcome.pages if outcome.state.value in {"found", "elsewhere"} else ()
        short = outcome.state.value == "too short"
        reason = "they are fewer than three words, without a page to look at" if short else ""
        return Proof(outcome.state.value, pages, outcome, reason)


def citations(graph: Graph, id_: str) -> tuple[Citing, ...]:
    """Return the citations of an entry, field by field as its kind has them, and in each as its author wrote them.

    Those in ``values`` are among them; one that leads to no source of the record is not. The words of a passage are its
    only citation, whose link names the passage itself.
    """
    entry = graph.entries[id_]
    found: list[Citing] = []
    cited: list[tuple[str, Citation]] = [
        (relation.name, citation)
        for relation in graph.kinds[entry.kind].relations
        if relation.name in entry.fields and TYPES[relation.type].is_cited
        for citation in TYPES[relation.type].citations(entry.fields[relation.name])
    ]
    if entry.kind == PASSAGE:
        cited.append((graph.kinds[PASSAGE].words, Citation(id_)))
    for field, citation in cited:
        link = graph.cited(citation)
        if link is not None:
            found.append(Citing(field, link))
    return tuple(dict.fromkeys(found))
