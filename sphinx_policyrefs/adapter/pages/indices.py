"""The automatic index pages, and the entries in the general index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, overload

from sphinx.builders.epub3 import Epub3Builder
from sphinx.domains import Index, IndexEntry
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.locale import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.views.cells import Cells


class PolicyIndex(Index):
    """A page that appears by itself, where ``policyrefs_indices`` lets it."""

    #: long and short name in English; those that Sphinx reads are in the language of the build
    names: ClassVar[tuple[str, str]]

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[Any, bool]:
        """Return the entries under their headings; none if the page is not wanted."""
        if not (self._wanted and self._build.has_record):
            return [], False
        builder = self._build.builder
        # What serializes pages takes lists alone.
        if docnames is None and writes_html(builder) and not isinstance(builder, SerializingHTMLBuilder):
            return Groups(self), False
        return self.groups(set(docnames) if docnames is not None else None), False

    def groups(self, docnames: AbstractSet[str] | None) -> list[tuple[str, list[IndexEntry]]]:
        """Return the entries under their headings, those of some documents or of all."""
        groups: dict[str, list[IndexEntry]] = {}
        for heading, entry in self.items(docnames):
            groups.setdefault(heading, []).append(entry)
        return list(groups.items())

    @property
    def _build(self) -> Build:
        return build_of(self.domain.env)

    @property
    def _wanted(self) -> bool:
        wanted = self._build.config.policyrefs_indices
        return wanted is True or (bool(wanted) and self.name in wanted)

    def is_there(self) -> bool:
        """Return whether the page has anything to show, without making all of it."""
        if not (self._wanted and self._build.has_record):
            return False
        return self._build.known(f"{self.name} has entries", self.has_items)

    def has_items(self) -> bool:
        """Return whether there is any entry, found without making all of them."""
        return next(self.items(None), None) is not None

    def items(self, docnames: AbstractSet[str] | None) -> Iterator[tuple[str, IndexEntry]]:
        """Yield each entry with its heading, in order."""
        raise NotImplementedError

    def entry(self, entry: Entry, name: str, extra: str, descr: str) -> IndexEntry:
        """Return a line of the page."""
        return IndexEntry(name, 0, entry.docname, entry.anchor, extra, "", descr)


class Groups(Sequence[tuple[str, list[IndexEntry]]]):
    """All entries of a page under their headings, made when the page is: most builds need not write it."""

    def __init__(self, index: PolicyIndex) -> None:
        self._index = index

    def __bool__(self) -> bool:
        """Return whether there is any, which is known sooner."""
        return self._index.is_there()

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> tuple[str, list[IndexEntry]]: ...

    @overload
    def __getitem__(self, at: slice) -> list[tuple[str, list[IndexEntry]]]: ...

    def __getitem__(self, at: int | slice) -> Any:
        return self._made[at]

    @cached_property
    def _made(self) -> list[tuple[str, list[IndexEntry]]]:
        return self._index.groups(None)


class ChronologyIndex(PolicyIndex):
    """The chronology by years."""

    name = "chronology"
    names = N_("Chronology"), N_("chronology")

    def items(self, docnames: AbstractSet[str] | None) -> Iterator[tuple[str, IndexEntry]]:
        """Yield the milestones, oldest first, under their years."""
        from sphinx_policyrefs.views.cells import plain

        graph, cells = self._build.graph, self._build.cells
        # Sphinx makes an id of it: in HTML it holds no space that ASCII has, in an e-book it is a name of XML.
        space = "-" if isinstance(self._build.builder, Epub3Builder) else "\xa0"
        unknown = cells.wording(N_("Unknown date")).replace(" ", space)
        for row in graph.rows:
            entry = graph.entries[row.entry]
            if (
                graph.kinds[entry.kind].aside
                or not entry.docname
                or (docnames is not None and entry.docname not in docnames)
            ):
                continue
            year = cells.wording.period(row.date, "year") or unknown
            parties = graph.targets(entry.id, *graph.kinds[entry.kind].party_fields)
            names = ", ".join(cells.short(party).text for party in parties)
            yield year, self.entry(entry, plain(cells.row_title(row)), cells.wording.date(row.date), names)


class KindIndex(PolicyIndex):
    """The entries of one kind by their first letters."""

    kind: ClassVar[str]

    def items(self, docnames: AbstractSet[str] | None) -> Iterator[tuple[str, IndexEntry]]:
        """Yield the entries by title."""
        from sphinx_policyrefs.views.cells import plain

        graph, cells = self._build.graph, self._build.cells
        entries = [e for e in graph.own if e.kind == self.kind and e.docname]
        for entry in sorted(entries, key=lambda e: (e.title.casefold(), e.id)):
            if docnames is not None and entry.docname not in docnames:
                continue
            names = self.columns(cells, entry)
            yield entry.title[:1].upper(), self.entry(entry, plain(cells.marked(entry)), names[0], names[1])

    def has_items(self) -> bool:
        return any(entry.kind == self.kind and entry.docname for entry in self._build.graph.own)

    def columns(self, cells: Cells, entry: Entry) -> tuple[str, str]:
        """Return what stands beside and after the title."""
        from sphinx_policyrefs.views.cells import plain

        kind = cells.graph.kinds[entry.kind]
        shown = [
            "; ".join(plain(cell) for cell in cells.column(entry, name))
            for name in kind.columns
            if name != "title"
        ]
        shown = [text for text in shown if text]
        return (shown[0] if shown else "", ", ".join(shown[1:]))


class PartyIndex(KindIndex):
    """The parties."""

    name = "parties"
    names = N_("Parties"), N_("parties")
    kind = "party"


class LegalActionIndex(KindIndex):
    """The legal actions."""

    name = "legal-actions"
    names = N_("Legal actions"), N_("legal actions")
    kind = "legal-action"


INDICES: list[type[PolicyIndex]] = [ChronologyIndex, PartyIndex, LegalActionIndex]

#: What ``:ref:`` calls the pages that appear by themselves.
LABELS = frozenset(f"policy-{index.name}" for index in INDICES)


def pages(build: Build) -> frozenset[str]:
    """Return the labels of the pages that appear by themselves in HTML and EPUB."""
    wanted = build.config.html_domain_indices
    domain = build.env.domains["policy"]
    labels = {f"policy-{index.name}": index for index in INDICES}
    return frozenset(
        label
        for label, index in labels.items()
        if (wanted is True or (wanted and label in wanted)) and index(domain).is_there()
    )


def index_entry(entry: Entry) -> tuple[str, str, str, str, None]:
    """Return an entry's line in the general index."""
    # A semicolon would divide the title, an exclamation mark at its head would emphasise it.
    return "single", entry.title.replace(";", ",").lstrip("!"), entry.anchor, "", None


def index_entries(app: Sphinx, env: BuildEnvironment) -> None:
    """Put the entries of the record into the general index (``env-updated``).

    Nodes in the doctrees would list what an ``only`` block or the as-of day hides, so the lines are made
    anew in each build, in the place of those that the last one left in the environment.  Authors' own index
    lines in such blocks, which Sphinx lists in any case, are treated alike.
    """
    build = build_of(env)
    if not build.has_record:
        return
    index: dict[str, list[Any]] = env.domaindata["index"]["entries"]
    done: dict[str, str] = build.kept("indexed")
    state = build.state[0]
    stale = {docname for docname in build.documents if done.get(docname) != state}
    if not stale:
        return
    lines: dict[str, list[Any]] = {docname: [] for docname in stale}
    for entry in build.graph.own:
        if entry.docname in stale and build.is_indexed(entry):
            lines[entry.docname].append(index_entry(entry))
    for docname, ours in lines.items():
        record = build.documents[docname]
        anchors = {entry.anchor for entry in record.entries} | {
            line[2] for line, _only, _since in record.index_lines
        }
        theirs = [
            line
            for line, only, since in record.index_lines
            if build.graph.shows(only) and build.graph.reached(since)
        ]
        index[docname] = [line for line in index.get(docname, ()) if line[2] not in anchors] + theirs + ours
        done[docname] = state
