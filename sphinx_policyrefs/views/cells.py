"""How the fields of an entry read.  Here, and nowhere else, a value becomes cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sphinx_policyrefs.records.authors import shown
from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.citations import parse_citation
from sphinx_policyrefs.records.cited import Citation, sound_citations
from sphinx_policyrefs.records.courts import court_name
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.fields import safe_url
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import ANSWERING, CLAIMING, Field
from sphinx_policyrefs.records.model import Entry, Run, is_open
from sphinx_policyrefs.records.relations import Link as Target
from sphinx_policyrefs.records.types.identifiers import IDENTIFIERS
from sphinx_policyrefs.views.addresses import Places
from sphinx_policyrefs.views.derived_columns import COMPUTED, ENDS, period
from sphinx_policyrefs.views.model import Address, Cell, Inline, Link, Mark, Words
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.evidence.proofs import Proofs

_NO_BLANKS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
#: A word, for which two characters stand in scripts without blanks between words; the dots of an omission are none.
_WORD = re.compile(rf"[{_NO_BLANKS}]{{1,2}}|(?=[^\s{_NO_BLANKS}]*[^\W{_NO_BLANKS}])[^\s{_NO_BLANKS}]+")
#: The end of a sentence that needs no further stop.
_STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")


class Cells:
    """Makes cells out of one graph in one language."""

    def __init__(
        self,
        graph: Graph,
        wording: Wording,
        proofs: Callable[[], Proofs] | None = None,
    ) -> None:
        self.graph = graph
        self.wording = wording
        self._proofs = proofs
        #: links by entry: a cache, since a record shows the same ones many times
        self._links: dict[str, Link] = {}
        #: those by short names, and marks, likewise
        self._shorts: dict[str, Link] = {}
        self._marks: dict[str, tuple[Inline, ...]] = {}
        self._courts: dict[str, str] = {}

    @cached_property
    def proofs(self) -> Proofs:
        """Return what becomes of quoted words in the copies of sources.

        Pages may show its states, and on which page words stand: the digests of pages see to that. What else it
        holds is internal.
        """
        if self._proofs is not None:
            return self._proofs()
        from sphinx_policyrefs.evidence.proofs import Proofs

        return Proofs(self.graph)

    def link(self, id_: str, text: str = "") -> Link:
        """Return a link to an entry, by its title where no *text* is given."""
        if not text and (kept := self._links.get(id_)) is not None:
            return kept
        entry = self.graph.entries[id_]
        link = Link(text or entry.title, entry.docname, entry.anchor, entry.uri)
        if not text:
            self._links[id_] = link
        return link

    def short(self, id_: str) -> Link:
        """Return a link to an entry by its short name, or its title."""
        link = self._shorts.get(id_)
        if link is None:
            link = self._shorts[id_] = self.link(id_, self.graph.entries[id_].fields.get("short", ""))
        return link

    def named(self, id_: str, text: str = "", *, beside: str = "") -> Cell:
        """Return a link to an entry as a cell; one of another project has that project's name as a mark.

        *beside* is the project of the entry whose row it is, which already has the mark.
        """
        return self._with_home(self.link(id_, text), id_, beside)

    def shortly(self, id_: str, *, beside: str = "") -> Cell:
        """Return a link to an entry by its short name, or its title, as a cell of its own."""
        return self._with_home(self.short(id_), id_, beside)

    def _with_home(self, link: Link, id_: str, beside: str) -> Cell:
        home = self.graph.entries[id_].home
        return (link,) if home in ("", beside) else (link, " ", Mark(home, "set"))

    def marked(self, entry: Entry, text: str = "") -> Cell:
        """Return a link to an entry with the marks that a reader has to see beside it."""
        return (self.link(entry.id, text), *self.marks(entry))

    def marks(self, entry: Entry) -> tuple[Inline, ...]:
        """Return the marks of an entry: another project, 'draft', 'disputed' and the like, an open discrepancy."""
        if not self.graph.has(entry):
            return self._own_marks(entry)
        marks = self._marks.get(entry.id)
        if marks is None:
            marks = self._marks[entry.id] = (*self._own_marks(entry), *self._discrepancy(entry))
        return marks

    def _own_marks(self, entry: Entry) -> tuple[Inline, ...]:
        marks: tuple[Inline, ...] = (" ", Mark(entry.home, "set")) if entry.home else ()
        if entry.fields.get("review") == "draft":
            marks = (*marks, " ", Mark(self.wording.word("draft"), "draft"))
        confidence = entry.fields.get("confidence", "undisputed")
        if confidence != "undisputed":
            marks = (*marks, " ", Mark(self.wording.word(confidence), confidence))
        return marks

    def _discrepancy(self, entry: Entry) -> tuple[Inline, ...]:
        for id_ in self.graph.back(entry.id).get(("discrepancy", "about"), ()):
            if is_open(self.graph.entries[id_]):
                text = self.wording(N_("open discrepancy"))
                return (" ", Mark(text, "open-discrepancy", self.link(id_)))
        return ()

    def field(self, entry: Entry, field: Field) -> tuple[Cell, ...]:
        """Return the values of a field as a reader sees them, none where it has none."""
        if field.name == "due" and self.graph.has(entry):
            due = self.graph.date(entry.id, field.name)
            return ((self.wording.date(due),),) if due is not None else ()
        value = entry.fields.get(field.name)
        if value is None:
            return ()
        if field.name == "author" and field.type == "text":
            value = shown(value)
        return READ[field.type](self, entry, field, value)

    def court(self, text: str) -> str:
        """Return the name of a court."""
        name = self._courts.get(text)
        if name is None:
            name = self._courts[text] = court_name(text, self.graph.courts)
        return name

    def ends(self, entry: Entry, field: Field) -> tuple[Target, ...]:
        """Return where a relation leads, even if its entry is not part of the record."""
        if self.graph.has(entry):
            return self.graph.links(entry.id).get(field.name, ())
        return self.graph.ends(entry, field)

    def word(self, field: Field, value: str) -> Inline:
        """Return the value of a choice in words; as a mark if the field is shown as one."""
        word = self.wording.word(value)
        return Mark(word, value) if field.marked else word

    def meant(self, name: str, field: Field, beside: str = "") -> Cell:
        """Return a link to the entry that a relation's text names, or the text itself."""
        found = self.graph.find(name, () if field.targets == ("*",) else field.targets)
        return self.named(found.entry.id, beside=beside) if found.entry else (name,)

    def citation(self, text: str) -> Cell:
        """Return a citation, linked to its official address where one is known."""
        found = parse_citation(text, self.graph.citations)
        if found is None:
            return (text,)
        return (Address(found.text, found.url),) if found.url else (found.text,)

    def disputed(self, text: str, sources: Iterable[Citation], beside: str) -> Cell:
        """Return one of several values with the sources that give it."""
        cell: list[Inline] = [text]
        for n, citation in enumerate(sources):
            link = self.graph.cited(citation) or Target(citation.name, *citation[1:])
            known = link.target in self.graph.entries
            cell.append("; " if n else " (")
            cell += self.cited((link,), beside) if known else at((link.target,), link.locator)
        if len(cell) > 1:
            cell.append(")")
        return tuple(cell)

    def cited(self, links: Sequence[Target], beside: str, *, short: bool = False) -> Cell:
        """Return a source with the place in it, and all the words that citations of that place quote.

        The words lead to where they stand on the web, the place to the passage that was cited or else to the page of
        a PDF; archived copies are named unless the cell has to be *short*.
        """
        first = links[0]
        name = self.shortly(first.target, beside=beside) if short else self.named(first.target, beside=beside)
        passage = next((link.passage for link in links if link.passage), "")
        words = self.worded(links, linked=not first.locator, archived=not short)
        if first.locator and passage:
            return (*name, ", ", self.link(passage, first.locator), *words)
        if first.locator and (url := self.places.page(first)):
            return (*name, ", ", Address(first.locator, url), *words)
        return (*at(name, first.locator), *words)

    def worded(
        self, links: Iterable[Target], before: str = ": ", *, linked: bool = False, archived: bool = False
    ) -> Cell:
        """Return the words of citations of one place, each once, behind *before*; nothing where there are none.

        Where they have to be *linked*, since nothing else leads to the passage that holds them, its name follows.
        """
        cell: list[Inline] = []
        passage = ""
        quoted = {(link.quote, link.translation): link for link in links if link.quote}
        for link in quoted.values():
            cell += [" " if cell else before, *self.quoted(link)]
            passage = passage or (link.passage if linked else "")
            if archived and (url := self.places.archived(link)):
                cell += [" (", Address(self.wording(N_("archived")), url), ")"]
        if passage:
            cell += [" (", self.link(passage, self.wording(N_("passage"))), ")"]
        return tuple(cell)

    def note(self, text: str) -> Cell:
        """Return what a note says for the citations of a role in prose; nothing of those that the build hides."""
        found = map(self.graph.cited, sound_citations(text))
        links = [link for link in found if link is not None]
        cells = [self.cited(group, "") for group in by_place(links)]
        parts = [part for n, cell in enumerate(cells) for part in (*["; "] * bool(n), *cell)]
        return stopped(tuple(parts)) if parts else ()

    def quoted(self, link: Target) -> Cell:
        """Return the words of a citation between marks, cut where they are long, and what they mean."""
        url = self.places.words(link)
        cell: Cell = (Words(f"“{self.cut(link.quote)}”", Address("", url) if url else None),)
        if link.translation:
            cell = (*cell, f" (“{self.cut(link.translation)}”)")
        return cell

    @cached_property
    def places(self) -> Places:
        """Return what knows the addresses of places in sources."""
        return Places(self.graph, lambda: self.proofs)

    def cut(self, words: str, most: int = 0) -> str:
        """Return words cut after as many as the project shows outside of passages, or *most* where that is less."""
        most = min(filter(None, (most, self.wording.quote_words)))
        rest = islice(_WORD.finditer(words), most - 1, None)
        last, further = next(rest, None), next(rest, None)
        return f"{words[: last.end()]} …" if last and further else words

    def start(self, entry: Entry) -> Cell:
        """Return what a deadline runs from."""
        start = self.graph.start_of(entry.id) if self.graph.has(entry) else None
        if start is None:
            return (entry.fields["from"],)
        id_, name, date = start
        definition = self.graph.kinds[self.graph.entries[id_].kind].field(name)
        label = f": {self.wording(definition.term)}" if definition and name != "date" else ""
        when = f", {self.wording.date(date)}" if date is not None else ""
        return (*self.named(id_, beside=entry.home), label + when)

    def sources(self, entry: Entry, *, words: bool = True) -> tuple[Cell, ...]:
        """Return the sources of an entry by their short names, with the places in them and the words there."""
        links = self.graph.links(entry.id).get("sources", ())
        if not links:
            return ()
        if not words:
            links = tuple(link._replace(quote="") for link in links)
        return tuple(self.cited(some, entry.home, short=True) for some in by_place(links))

    def reference(self, source: Entry) -> Cell:
        """Return a source as a bibliography names it.

        Author, title, what it appeared in with volume, issue and pages, number, edition, publisher, date, citation and
        address.
        """
        fields = source.fields
        cell: list[Inline] = [f"{shown(fields['author'])}: "] if "author" in fields else []
        cell += self.marked(source)
        date = self.graph.date(source.id, "published")
        known = [
            *self._appeared(fields),
            fields.get("publisher", ""),
            self.wording.date(date) if date else "",
        ]
        cell += [f", {part}" for part in known if part]
        for text in fields.get("citation", ()):
            cell += [", ", *self.citation(text)]
        if "url" in fields:
            cell += [", ", Address(fields["url"], fields["url"])]
        return stopped(tuple(cell))

    def _appeared(self, fields: Mapping[str, Any]) -> list[str]:
        """Return where a source appeared, part by part: of a case as lawyers cite a report, '410 U.S. 113'."""
        names = ("container-title", "volume", "issue", "page", "number", "edition")
        container, volume, issue, page, number, edition = (fields.get(name, "") for name in names)
        word = self.wording
        if fields.get("type") == "legal_case" and volume and container:
            return [f"{volume} {container} {page}".strip(), number]
        counted = volume
        if issue:
            counted = f"{volume}({issue})" if volume else word(N_("no. %(number)s"), number=issue)
        if counted and not container:
            counted = f"{word.label(N_('volume'))} {counted}" if volume else counted
        if page:
            several = not page.replace("+", "").isalnum()
            page = word(N_("pp. %(page)s"), page=page) if several else word(N_("p. %(page)s"), page=page)
        if edition.isdecimal():
            edition = word(N_("edition %(number)s"), number=edition)
        return [f"{container} {counted}".strip(), page, number, edition]

    def parties(self, entry: Entry) -> tuple[Cell, ...]:
        """Return all parties that an entry names, whatever their part in it."""
        fields = self.graph.kinds[entry.kind].party_fields
        return tuple(self.shortly(i, beside=entry.home) for i in self.graph.targets(entry.id, *fields))

    def sides(self, entry: Entry) -> Cell:
        """Return the sides of a legal action: the names, 'v.' between those who sue and those sued."""
        attack = self.graph.targets(entry.id, *CLAIMING)
        defence = self.graph.targets(entry.id, *ANSWERING)
        cell: list[Inline] = []
        for n, id_ in enumerate(attack):
            cell += [*[", "] * bool(n), *self.shortly(id_, beside=entry.home)]
        if attack and defence:
            cell.append(" v. ")
        for n, id_ in enumerate(defence):
            cell += [*[", "] * bool(n), *self.shortly(id_, beside=entry.home)]
        return tuple(cell)

    def row_title(self, row: Row, *, with_field: bool = True) -> Cell:
        """Return the title of a chronology row: the entry's, and which of its dates it is."""
        entry = self.graph.entries[row.entry]
        text = ""
        if with_field and row.field != "date":
            text = f"{entry.fields.get('short', entry.title)}: {self.steps(row)}"
        cell = self.link(entry.id, text), *self.row_marks(row)
        for id_ in row.statements:
            statement = self.graph.entries[id_]
            cell = (*cell, "; ", *self.marked(statement, statement.fields.get("short", "")))
        return cell

    def steps(self, row: Row) -> str:
        """Return what happened to the entry of a row on its day, 'signed and effective' where it is several."""
        entry = self.graph.entries[row.entry]
        words = []
        for name in row.fields:
            field = self.graph.kinds[entry.kind].field(name)
            if field is not None:
                waits = field.computed and entry.fields.get("type") == "not-before"
                words.append(self.wording(N_("not before") if waits else field.term))
        return self.wording.list(words)

    def row_marks(self, row: Row) -> tuple[Inline, ...]:
        """Return the marks of the entries whose milestone a row is, each once."""
        found: dict[tuple[str, str], Mark] = {}
        for id_ in row.same:
            for part in self.marks(self.graph.entries[id_]):
                if isinstance(part, Mark):
                    found.setdefault((part.text, part.name), part)
        return tuple(part for mark in found.values() for part in (" ", mark))

    def doubts(self, row: Row) -> list[str]:
        """Return what is said of the confidence in a milestone, where it is not undisputed."""
        entries = self.graph.entries
        found = dict.fromkeys(entries[id_].fields.get("confidence", "undisputed") for id_ in row.same)
        return [word for word in found if word != "undisputed"]

    def column(self, entry: Entry, name: str, row: Row | None = None) -> tuple[Cell, ...]:
        """Return what stands in one column for an entry, or for one of its rows."""
        if (computed := COMPUTED.get(entry.kind)) and name in computed:
            ends = row is None or name != "result" or not ENDS.isdisjoint(row.fields)
            return computed[name](self, entry) if ends else ()
        match name:
            case "date":
                date = row.date if row else self.graph.first_date(entry.id)
                return ((self.wording.date(date),),) if date is not None else ()
            case "title":
                return (self.row_title(row) if row else self.marked(entry),)
            case "kind":
                return ((self.wording(self.graph.kinds[entry.kind].label),),)
            case "sources" | "parties" | "legal-action" if (
                row and (row.merges or row.statements) and len(row.members) > 1
            ):
                entries = self.graph.entries
                cells = (cell for id_ in row.members for cell in self.column(entries[id_], name))
                return _each_once(cells)
            case "sources":
                return self.sources(entry)
            case "relations":
                return tuple(
                    cell
                    for relation in self.graph.kinds[entry.kind].relations
                    if relation.name != "sources"
                    for cell in self.field(entry, relation)
                )
            case "parties":
                return self.parties(entry)
        field = self.graph.kinds[entry.kind].field(name)
        if field is None:
            return ()
        if field.type == "relation":
            return tuple(self.shortly(link.target, beside=entry.home) for link in self.ends(entry, field))
        return self.field(entry, field)

    def beginning(self, entry: Entry) -> Cell:
        """Return the first paragraph of an entry's body, or its words where the body is that."""
        kind = self.graph.kinds[entry.kind]
        field = kind.field(kind.words) if kind.words else None
        if field is not None:
            return next(iter(self.field(entry, field)), ())
        return self.runs(entry.summary)

    def runs(self, runs: Iterable[Run]) -> Cell:
        """Return running text with its references as links."""
        cell: list[Inline] = []
        for run in runs:
            if isinstance(run, str):
                cell.append(run)
                continue
            kind, target, title = run
            if words := self.graph.words_for(kind, target):
                cell.append(words)
                continue
            if kind == "value":
                cell.append(title or self.value(target))
                continue
            found = self.graph.find(target, () if kind == "ref" else (kind,))
            if found.entry is None:
                cell.append(title or target)
            else:
                cell.append(self.link(found.entry.id, title))
        return tuple(cell)

    def value(self, text: str) -> str:
        """Return a field of the record as plain text, "" where there is none."""
        found, name = self.graph.find_value(text)
        if found.entry is None:
            return ""
        if name == "title" or self.graph.is_mask(found.entry):
            return found.entry.title
        field = self.graph.kinds[found.entry.kind].field(name)
        if field is None or field.shown == "never":
            return ""
        return "; ".join(plain(cell) for cell in self.field(found.entry, field))


#: How the values of a field are read: a cell for each.
_Read: TypeAlias = Callable[[Cells, Entry, Field, Any], tuple[Cell, ...]]


def _each_once(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells without those that say only the beginning of another one, as a source without a place does."""
    found = tuple(dict.fromkeys(cells))
    return tuple(c for c in found if not any(o[: len(c)] == c for o in found if len(o) > len(c)))


def _relation(cells: Cells, entry: Entry, field: Field, _value: Any) -> tuple[Cell, ...]:
    return tuple(cells.named(link.target, beside=entry.home) for link in cells.ends(entry, field))


def _sourced(cells: Cells, entry: Entry, field: Field, _value: Any) -> tuple[Cell, ...]:
    return tuple(cells.cited(links, entry.home) for links in by_place(cells.ends(entry, field)))


def _shares(cells: Cells, entry: Entry, field: Field, value: Any) -> tuple[Cell, ...]:
    return tuple((*cells.meant(name, field, entry.home), f": {share}%") for name, share in value)


def _values(cells: Cells, entry: Entry, _field: Field, value: Any) -> tuple[Cell, ...]:
    return tuple(cells.disputed(text, sources, entry.home) for text, sources in value)


def _text(cells: Cells, entry: Entry, field: Field, value: Any) -> tuple[Cell, ...]:
    if field.body:
        return ((Words(f"“{cells.cut(value)}”"),),)
    if field.name == "translation" and cells.graph.kinds[entry.kind].words:
        return ((f"“{cells.cut(value)}”",),)
    return ((str(value),),)


def _identifier(_cells: Cells, _entry: Entry, field: Field, value: Any) -> tuple[Cell, ...]:
    return ((Address(value, IDENTIFIERS[field.type].address(value)),),)


def _waivers(_cells: Cells, _entry: Entry, _field: Field, value: Any) -> tuple[Cell, ...]:
    return tuple((f"{code}: {reason}",) for code, reason in value)


#: How the values of each type of field read.
READ: Final[Mapping[str, _Read]] = MappingProxyType({
    "text": _text,
    "word": lambda cells, _entry, field, value: ((cells.word(field, value),),),
    "names": lambda _cells, _entry, _field, value: tuple((name,) for name in value),
    "choice": lambda cells, _entry, field, value: ((cells.word(field, value),),),
    "url": lambda _cells, _entry, _field, value: ((Address(value, value),),) if safe_url(value) else (),
    "court": lambda cells, _entry, _field, value: ((cells.court(value),),),
    "sha256": _text,
    "words": _text,
    "citations": lambda cells, _entry, _field, value: tuple(map(cells.citation, value)),
    "date": lambda cells, _entry, _field, value: ((cells.wording.date(parse_date(value)),),),
    "period": lambda cells, _entry, _field, value: ((period(cells.wording, value),),),
    "integer": _text,
    "flag": lambda cells, _entry, _field, value: ((cells.wording(N_("yes") if value else N_("no")),),),
    "money": lambda _cells, _entry, _field, value: ((value[3],),),
    "vote": lambda _cells, _entry, _field, value: ((value.replace("-", "–"),),),
    "ids": lambda _cells, _entry, _field, value: tuple((id_,) for id_ in value),
    "relation": _relation,
    "sourced": _sourced,
    "shares": _shares,
    "values": _values,
    "start": lambda cells, entry, _field, _value: (cells.start(entry),),
    "waivers": _waivers,
    **dict.fromkeys(IDENTIFIERS, _identifier),
})  # fmt: skip


def at(cell: Cell, locator: str) -> Cell:
    """Return a source with the place in it."""
    return (*cell, f", {locator}") if locator else cell


def stopped(cell: Cell) -> Cell:
    """Return a sentence with the full stop at its end, unless it has one, or another mark, already."""
    return cell if _STOPPED.search(plain(cell)) else (*cell, ".")


def plain(cell: Cell) -> str:
    """Return the text of a cell, marks in parentheses but for one at its head."""
    return "".join(
        part if isinstance(part, str) else f"({part.text})" if n and isinstance(part, Mark) else part.text
        for n, part in enumerate(cell)
    )


def by_place(links: Iterable[Target]) -> list[list[Target]]:
    """Return links to one place of one source together, in the order in which the places are first cited."""
    places: dict[tuple[str, str], list[Target]] = {}
    for link in links:
        places.setdefault((link.target, link.locator), []).append(link)
    return list(places.values())
