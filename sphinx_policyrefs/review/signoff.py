"""Signatures of sentences: who found each true to its evidence, and which signatures still hold.

A signature bears a mark, a digest of the sentence and of what the record says of its evidence.  It lapses exactly when
either changes, wherever the sentence moves.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Finding
from sphinx_policyrefs.records.relations import Link
from sphinx_policyrefs.review.own_blocks import OwnSentence

COLUMNS: Final = ("page", "sentence", "by", "on", "verdict", "comment", "mark")
OK, QUERY = "ok", "query"
#: The comment of a row that was written without anybody looking.
BULK: Final = "bulk"
#: How like a sentence another is that came of it by an edit.
_LIKE: Final = 0.6

#: Quotation marks of several languages, with the space that some put within them.
_DOUBLE: Final = re.compile(r"[“”„‟]|«\s?|\s?»")
_TYPED: Final = {
    ord(mark): plain for mark, plain in zip("‘’‚‹›–—…", ["'"] * 5 + ["--", "---", "..."], strict=True)
}


class Signing(NamedTuple):
    """A row of the file: a signature, or a query."""

    page: str
    sentence: str
    by: str
    on: str
    verdict: str
    comment: str
    mark: str

    @property
    def is_bulk(self) -> bool:
        """Return whether it was written without anybody looking."""
        return self.comment == BULK


class Signoffs(NamedTuple):
    """What a file of signatures holds."""

    rows: tuple[Signing, ...] = ()
    #: why it can't be read
    findings: tuple[Finding, ...] = ()


class SignoffError(ValueError):
    """The file is not one of signatures; the message is one sentence, *line* the place or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_rows(text: str) -> list[Signing]:
    """Return the rows of a file; raises :class:`SignoffError` where it has another form."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows: list[Signing] = []
    try:
        head = next(reader, None)
        if head is None:
            return []
        if tuple(name.strip() for name in head) != COLUMNS:
            raise SignoffError(f"has other columns than {', '.join(COLUMNS)}", 1)
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(COLUMNS):
                raise SignoffError(
                    f"has a row of {len(cells)} cells, and not of {len(COLUMNS)}", reader.line_num
                )
            row = Signing(*cells)
            if row.verdict not in (OK, QUERY):
                raise SignoffError(
                    f'has the verdict "{row.verdict}", which is neither ok nor query', reader.line_num
                )
            rows.append(row)
    except csv.Error as error:
        raise SignoffError(f"is not CSV: {error}", reader.line_num) from None
    return rows


def as_lines(rows: Iterable[Signing], *, head: bool) -> str:
    """Return rows as lines to be added to a file, with the line of names where *head* says so."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    if head:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    return made.getvalue()


# -- marks -------------------------------------------------------------------------------------------------


def typed(text: str) -> str:
    """Return a sentence with the marks that a keyboard has, as in builders for which Sphinx makes no others."""
    return _DOUBLE.sub('"', text).translate(_TYPED)


def mark_of(sentence: OwnSentence, graph: Graph) -> str:
    """Return the digest of a sentence and of what the record says of its evidence."""
    said = (typed(sentence.text), *sorted({repr(part) for part in _evidence(sentence, graph)}))
    return sha256(repr(said).encode()).hexdigest()[:16]


def _evidence(sentence: OwnSentence, graph: Graph) -> Iterable[Any]:
    for id_ in sentence.evidence(graph):
        yield said_of_entry(id_, graph)
    for each in sentence.mentions:
        if each.role == "cite":
            links = filter(None, map(graph.cited, sound_citations(each.target)))
            yield from (_link(link, graph) for link in links)


def said_of_entry(id_: str, graph: Graph) -> tuple[Any, ...]:
    """Return what of an entry a signature rests on.

    That is its title, its kind's own fields, its dates, and its citations with the digests of their copies.  When it
    was verified or reviewed, its tags, who refers to it and where it stands are not among it.
    """
    entry = graph.entries[id_]
    kind = graph.kinds[entry.kind]
    links = graph.links(id_)
    fields = [
        # The path of a copy is a place; its digest says what it is.
        (
            f.name,
            [_link(link, graph) for link in links.get(f.name, ())] if f.is_relation else entry.fields[f.name],
        )
        for f in kind.fields
        if f.name in entry.fields and f.name not in ("copy", "date") and f.name not in kind.milestones
    ]
    dates = [(name, date.text) for name in kind.milestones if (date := graph.date(id_, name)) is not None]
    cited = [_link(link, graph) for link in links.get("sources", ())]
    # The values of fields without a relation that are kept beside one, such as shares, are in the fields as well.
    plain = [
        (f.name, entry.fields[f.name])
        for f in kind.fields
        if f.type in ("shares", "values") and f.name in entry.fields
    ]
    return (entry.kind, entry.title, sorted(fields, key=repr), dates, cited, plain)


def _link(link: Link, graph: Graph) -> tuple[str, ...]:
    """Return one end of a relation; of a source with the digest of its copy."""
    target = graph.entries.get(link.target)
    digest = target.fields.get("sha256", "") if target is not None and target.kind == SOURCE else ""
    return link.target, link.locator, link.quote, link.translation, digest


# -- what holds --------------------------------------------------------------------------------------------


class Signed(NamedTuple):
    """A sentence that is to be signed, and its state."""

    sentence: OwnSentence
    mark: str
    #: who signed it as it is now, each once, in the order of their rows
    by: tuple[str, ...] = ()
    #: the rows of those whose signature has lapsed
    lapsed: tuple[Signing, ...] = ()
    #: the queries that nobody has answered
    queries: tuple[Signing, ...] = ()
    #: how many people are needed
    needed: int = 1
    #: the rows of those who signed it as it is now
    held: tuple[Signing, ...] = ()

    def reads_as(self, row: Signing) -> bool:
        """Return whether the sentence is still what the row signed, whatever has become of its evidence."""
        return typed(row.sentence) == typed(self.sentence.text)

    @property
    def stage(self) -> str:
        """Return the state; ``part`` where nothing has lapsed and some have signed, but too few."""
        return "part" if self.state == "unsigned" and self.by else self.state

    @property
    def state(self) -> str:
        """Return ``query``, ``signed``, ``lapsed`` or ``unsigned``."""
        if self.queries:
            return "query"
        if len(self.by) >= self.needed:
            return "signed"
        return "lapsed" if self.lapsed else "unsigned"


def to_be_signed(sentences: Iterable[OwnSentence], graph: Graph) -> list[OwnSentence]:
    """Return the sentences that say something checkable, or refer to evidence."""
    return [each for each in sentences if each.is_checkable or each.evidence(graph)]


def signed(
    sentences: Sequence[OwnSentence], rows: Sequence[Signing], graph: Graph, needed: int = 1
) -> list[Signed]:
    """Return the state of each sentence that is to be signed, in their order."""
    chosen = to_be_signed(sentences, graph)
    marks = [mark_of(each, graph) for each in chosen]
    placed = _placed(chosen, marks, rows)
    return [
        _state(sentence, mark, sorted(placed.get(n, ()), key=lambda pair: pair[0]), needed)
        for n, (sentence, mark) in enumerate(zip(chosen, marks, strict=True))
    ]


_Numbered = tuple[int, Signing]


def _state(sentence: OwnSentence, mark: str, rows: Sequence[_Numbered], needed: int) -> Signed:
    last: dict[str, Signing] = {}
    open_: list[Signing] = []
    for _number, row in rows:
        # Whoever writes after a query answers it, the one who asked among them.
        open_ = [row] if row.verdict == QUERY else []
        last[row.by] = row
    held = [row for row in last.values() if row.verdict == OK and (needed == 1 or not row.is_bulk)]
    holding = tuple(row for row in held if row.mark == mark)
    lapsed = tuple(row for row in held if row.mark != mark)
    return Signed(sentence, mark, tuple(row.by for row in holding), lapsed, tuple(open_), needed, holding)


def _placed(
    sentences: Sequence[OwnSentence], marks: Sequence[str], rows: Sequence[Signing]
) -> dict[int, list[_Numbered]]:
    """Return which rows belong to each sentence, by its number.

    A row belongs to a sentence with its mark, else to one of its words, else to one that came of it by an edit.  Of
    equal sentences each has its own row of each person, those of a row's own page first.
    """
    placed: dict[int, list[_Numbered]] = defaultdict(list)
    by_mark: dict[str, list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        by_mark[marks[n]].append(n)
        by_text[typed(sentence.text)].append(n)
    left: list[_Numbered] = []
    for number, row in enumerate(rows):
        same = by_mark.get(row.mark) or by_text.get(typed(row.sentence))
        if same:
            placed[_least_signed(same, row, sentences, placed)].append((number, row))
        else:
            left.append((number, row))
    held = {n for n, found in placed.items() if any(row.mark == marks[n] for _number, row in found)}
    _edited([n for n in range(len(sentences)) if n not in held], sentences, left, placed)
    return placed


def _least_signed(
    same: Sequence[int],
    row: Signing,
    sentences: Sequence[OwnSentence],
    placed: Mapping[int, Sequence[_Numbered]],
) -> int:
    """Return the sentence, of several that are equal, to which a row belongs."""

    def key(n: int) -> tuple[int, bool, int]:
        before = [
            other for _number, other in placed.get(n, ()) if other.by == row.by or other.verdict == QUERY
        ]
        # A query is answered where it was asked, before another sentence of these words is signed.
        asked = bool(before) and before[-1].verdict == QUERY
        return (-1 if asked else len(before), sentences[n].page != row.page, n)

    return min(same, key=key)


def _edited(
    free: Sequence[int],
    sentences: Sequence[OwnSentence],
    left: Sequence[_Numbered],
    placed: dict[int, list[_Numbered]],
) -> None:
    """Give rows of sentences that are gone to those that came of them, the likest ones first."""
    taken: dict[str, int] = {}
    waiting = set(free)
    for number, row in left:
        if row.sentence not in taken:
            best = _likest(row, sentences, waiting)
            if best is None:
                continue
            taken[row.sentence] = best
            waiting.discard(best)
        placed[taken[row.sentence]].append((number, row))


def _likest(row: Signing, sentences: Sequence[OwnSentence], waiting: Iterable[int]) -> int | None:
    """Return the sentence that is likest to that of a row, if one is like it."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(row.sentence.split())
    best, most = None, (_LIKE, False)
    for n in sorted(waiting):
        matcher.set_seq1(sentences[n].text.split())
        if matcher.real_quick_ratio() < most[0] or matcher.quick_ratio() < most[0]:
            continue
        found = (matcher.ratio(), sentences[n].page == row.page)
        if found > most or (best is None and found[0] >= _LIKE):
            best, most = n, found
    return best


def counts_of(states: Iterable[Signed]) -> dict[str, int]:
    """Return how many sentences there are to be signed, and how many of each state."""
    counts = dict.fromkeys(("sentences", "signed", "lapsed", "query", "unsigned"), 0)
    for each in states:
        counts["sentences"] += 1
        counts[each.state] += 1
    return counts
