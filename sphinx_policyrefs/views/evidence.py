"""The evidence: what each entry cites, with the words that are quoted and whether the copy of the source has them.

What a copy has instead of words, where it lies and what is wrong with it is never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.evidence.locators import clock
from sphinx_policyrefs.evidence.proofs import Proof, State
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Link as Target
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import Blocks, Cell, Column, Mark, Table
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.documents.model import Page

_COLUMNS: Final = (
    ("title", N_("title")),
    ("sources", N_("source")),
    ("locator", N_("in a source|place")),
    ("quote", N_("words")),
    ("state", N_("result")),
)
#: How the states without a page read; those that tell of a defect stand out.
_STATES: Final[dict[State, str]] = {
    "not found": N_("not found"),
    "too short": N_("too short"),
    "no copy": N_("no copy"),
    "copy changed": N_("copy changed"),
    "copy can't be read": N_("copy can't be read"),
    "no words": N_("no words"),
}
_DEFECTS: Final[dict[State, str]] = {"not found": "not-found", "copy changed": "copy-changed"}


def build(context: ViewContext) -> Blocks:
    """Return a row for each citation of the selected entries, entries without any left out."""
    proofs = context.cells.proofs
    entries = [entry for entry in context.graph.select(context.selection) if proofs.citations(entry.id)]
    entries = [entry for entry in context.limited(entries) if any(_rows(context, entry))]
    if not entries:
        return context.nothing()
    return context.grouped(entries, "none", lambda some: (_table(context, some),))


def _table(context: ViewContext, entries: Iterable[Entry]) -> Table:
    rows = [row for entry in entries for row in _rows(context, entry)]
    full = [n for n in range(len(_COLUMNS)) if any(row[n] for row in rows)]
    columns = (Column(name, context.wording.label(label)) for name, label in _COLUMNS)
    return Table(
        tuple(column for n, column in enumerate(columns) if n in full),
        tuple(tuple(row[n] for n in full) for row in rows),
        context.caption(),
    )


def _rows(context: ViewContext, entry: Entry) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    """Yield a row for each citation; of a confidential source there are the words by which it may be called."""
    cells, title = context.cells, context.cells.marked(entry)
    for _field, link in cells.proofs.citations(entry.id):
        if secret := context.graph.entries[link.target].fields.get("confidential"):
            yield (title,), ((secret,),), (), (), ()
            continue
        yield (
            (title,),
            (cells.shortly(link.target, beside=entry.home),),
            _place(context, entry, link),
            _words(link),
            (state(context.wording, cells.proofs.of(link), link.locator),),
        )


def _place(context: ViewContext, entry: Entry, link: Target) -> tuple[Cell, ...]:
    """Return the place, which leads to the passage that was cited."""
    if link.passage and link.passage != entry.id:
        return (context.cells.named(link.passage, link.locator, beside=entry.home),)
    return ((link.locator,),) if link.locator else ()


def _words(link: Target) -> tuple[Cell, ...]:
    """Return all words, and below them what they mean."""
    return tuple((f"“{words}”",) for words in (link.quote, link.translation) if words)


def state(word: Wording, proof: Proof, place: str) -> Cell:
    """Return what became of the words that are quoted from *place*, as a reader sees it."""
    pages = pages_text(word, proof.pages)
    if proof.state == "found":
        return (_found(word, proof, pages),)
    if proof.state == "elsewhere":
        place = word(N_("p. %(page)s"), page=place) if place.isdecimal() else place
        time = proof.outcome.time if proof.outcome is not None else None
        if pages:
            text = word(N_("on %(pages)s, not %(place)s"), pages=pages, place=place)
        elif time is not None:
            text = word(N_("at %(time)s, not %(place)s"), time=clock(time), place=place)
        else:
            text = word(N_("elsewhere, not %(place)s"), place=place)
        return (Mark(text, "elsewhere"),)
    text = word(_STATES[proof.state])
    return (Mark(text, _DEFECTS[proof.state]) if proof.state in _DEFECTS else text,)


def _found(word: Wording, proof: Proof, pages: str) -> str:
    altered = proof.outcome is not None and proof.outcome.altered
    omitted = proof.outcome is not None and proof.outcome.omitted
    if not (altered or omitted):
        return word(N_("found on %(pages)s"), pages=pages) if pages else word(N_("found"))
    if altered and omitted:
        text = word(N_("found, altered and with omissions"))
    else:
        text = word(N_("found, altered")) if altered else word(N_("found, with omissions"))
    return word(N_("%(state)s, on %(pages)s"), state=text, pages=pages) if pages else text


def pages_text(word: Wording, pages: tuple[Page, ...]) -> str:
    """Return pages as a reader sees them: 'p. 3', or 'p. 3 (PDF 5)' where the file counts otherwise than its print."""
    if not pages:
        return ""
    names = "–".join(page.name for page in pages)
    numbers = "–".join(str(page.number) for page in pages)
    text = word(N_("pp. %(page)s"), page=names) if len(pages) > 1 else word(N_("p. %(page)s"), page=names)
    return text if names == numbers else word(N_("%(pages)s (PDF %(numbers)s)"), pages=text, numbers=numbers)


VIEW = View(
    "evidence",
    build,
    about="The citations of the selected entries, with place and words, and whether the copy of the source has them.",
    honours=("order", "group-by", "limit"),
)
