"""The frozen records: what one document contributes, and what one entry is.

All of it is plain data: it is pickled with Sphinx's environment, sent between processes, and compared.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

#: A piece of running text: plain text, or a reference ``(kind or "ref", target, title or "")``.  Titles have
#: references to what Sphinx knows as well (``std:ref``), and substitutions, whose title is what stands there.
Run: TypeAlias = "str | tuple[str, str, str]"


class Finding(NamedTuple):
    """One thing that is wrong, or worth a look."""

    code: str
    #: one sentence that says what to do
    message: str
    #: path below the source directory, with slashes
    file: str
    #: counted from 1; 0 where there is no line
    line: int
    #: id of the entry concerned, or ""
    entry: str = ""
    #: ids of further entries whose waiver settles it: of a quotation that fails, the source whose copy it is
    also: tuple[str, ...] = ()
    #: how the sentence goes on on a terminal, behind "; ": what stands in a copy, which no file may hold. JSON,
    #: SARIF and JUnit leave it out without ``--excerpts``, so the message has to make sense alone.
    excerpt: str = ""

    @property
    def whole(self) -> str:
        """Return the message with the excerpt, as a terminal shows it."""
        return f"{self.message}; {self.excerpt}" if self.excerpt else self.message


class Origin(NamedTuple):
    """What an export says of an entry's first place, kept so that exporting it again says the same."""

    #: page and anchor, "" for none
    uri: str = ""
    file: str = ""
    line: int = 0
    #: plain text of the first paragraph
    summary: str = ""


class Entry(NamedTuple):
    """One entry as its author wrote it; references are still names."""

    kind: str
    id: str
    #: plain text, after translation; the graph has the words that a reader sees, records those that were written
    title: str
    #: field name -> value as :mod:`sphinx_policyrefs.records.fields` made it
    fields: dict[str, Any]
    #: field name -> line of its option
    lines: dict[str, int]
    #: document that shows the entry, "" for none
    docname: str
    file: str
    line: int
    #: expressions of the ``only`` blocks around the entry
    only: tuple[str, ...] = ()
    #: days of the ``policy:since`` blocks around the entry
    since: tuple[str, ...] = ()
    #: whether the entry stays out of the record (``:no-index:``)
    private: bool = False
    #: first paragraph of the body
    summary: tuple[Run, ...] = ()
    #: whether an internal note stood there; its text is kept nowhere
    noted: bool = False
    #: whether the entry stays out of the general index (``:no-index-entry:``)
    unindexed: bool = False
    #: name of the project that the entry comes from, "" for one's own; it stands before the id
    home: str = ""
    #: address of its place on the pages of that project, "" where it is not known
    uri: str = ""
    #: whether a data file holds the entry, which pages may show in several places
    stored: bool = False
    #: where an export had the entry, if its data file is one
    origin: Origin | None = None
    #: its names before translation, by which the sources refer to it; none where they are the same
    untranslated: tuple[str, ...] = ()
    #: the title where it refers to something, else nothing; and the one before translation
    title_runs: tuple[Run, ...] = ()
    untranslated_runs: tuple[Run, ...] = ()
    #: the first paragraph without the typographic quotes that Sphinx makes for pages, where it has some: for exports
    plain_summary: tuple[Run, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the id of the entry's place on its page."""
        return f"{self.kind}-{self.id}"

    def date_text(self, field: str) -> str:
        """Return the EDTF text of a date field, or "" where it has none."""
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""


class Reference(NamedTuple):
    """A role in prose that names an entry."""

    #: a kind, or ``ref``, ``value``, ``any``
    role: str
    target: str
    #: whether the author wrote the text to show
    explicit: bool
    file: str
    line: int
    only: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


class ProseQuote(NamedTuple):
    """Words between quotation marks in prose, or a block quote in the body of an entry."""

    words: str
    #: what the sentence refers to: the role (``cite`` for citations) and the target of each
    references: tuple[tuple[str, str], ...]
    #: the id of the entry in whose body it stands, "" for none
    entry: str
    file: str
    line: int
    only: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A reference in prose: ``text[start:end]`` is what it reads, nothing for the mark of a note."""

    start: int
    end: int
    #: a kind, or ``ref``, ``any``, ``value``, ``cite``
    role: str
    target: str
    #: whether its words are the author's own, and not the record's
    explicit: bool = False
    #: how many lines end in it as it is written
    ends: int = 0


class ProseParagraph(NamedTuple):
    """A paragraph of authors' prose; where the record gives the words of a reference, it has their target instead."""

    text: str
    mentions: tuple[Mention, ...]
    #: which section of the page it stands in, counted in the order of the page
    section: int
    file: str
    line: int
    only: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


class ViewCall(NamedTuple):
    """A view directive on a page."""

    name: str
    argument: str
    #: option name -> text, as checked when it was read
    options: dict[str, str]
    lines: dict[str, int]
    file: str
    line: int
    only: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


class DocRecord(NamedTuple):
    """All that one document contributes."""

    docname: str
    entries: tuple[Entry, ...] = ()
    views: tuple[ViewCall, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: targets of Sphinx's own references by title: (role, target)
    labels: tuple[tuple[str, str], ...] = ()
    #: expressions of all ``only`` blocks of the document
    conditions: tuple[str, ...] = ()
    #: days of all ``policy:since`` blocks of the document
    days: tuple[str, ...] = ()
    #: lines of Sphinx's general index that stand in ``only`` and ``policy:since`` blocks: line, only, since
    index_lines: tuple[tuple[tuple[Any, ...], tuple[str, ...], tuple[str, ...]], ...] = ()
    #: what prose quotes
    quotes: tuple[ProseQuote, ...] = ()
    #: digest of all of the above
    own: str = ""
    #: digest of what other pages may show of the entries, their summaries apart
    entries_digest: str = ""
    #: digest of the summaries
    texts_digest: str = ""
    #: the author's prose, which is in none of the digests: headings, views and the bodies of entries are none
    prose: tuple[ProseParagraph, ...] = ()

    @property
    def adds(self) -> bool:
        """Return whether the document has any part in the record, and not prose and labels of others alone."""
        own = self.entries, self.views, self.references, self.findings, self.quotes
        return (
            any(own)
            or any((self.conditions, self.days, self.index_lines))
            or any(target.startswith("policy-") for _role, target in self.labels)
        )

    def sealed(self) -> DocRecord:
        """Return the record with its digests, by which a build sees what changed without looking at it all."""
        shown = [
            (
                (e.kind, e.id, e.title, e.title_runs, e.untranslated, e.untranslated_runs, e.fields),
                (e.only, e.since, e.private, e.unindexed),
            )
            for e in self.entries
        ]
        return self._replace(
            own=digest(self),
            entries_digest=digest((self.docname, shown)),
            texts_digest=digest([e.summary for e in self.entries]),
        )


def is_open(entry: Entry) -> bool:
    """Return whether a discrepancy is not resolved, or an issue not decided: so is one of which nothing is said."""
    return entry.fields.get("status", "resolved" if "resolution" in entry.fields else "open") == "open"  # type: ignore[no-any-return]


def foretells(entry: Entry) -> bool:
    """Return whether an entry says what is to come: a scenario, or a claim that is a prediction."""
    return entry.kind == "scenario" or entry.fields.get("verdict") == "prediction"


def digest(value: object) -> str:
    """Return a digest of plain data, the same in every process."""
    return blake2b(repr(value).encode(), digest_size=12).hexdigest()
