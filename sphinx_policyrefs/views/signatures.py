"""How far the sentences of the pages are signed, as readers of an internal edition see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.views.wording import N_, Wording


class Stage(NamedTuple):
    """How far a sentence is signed."""

    #: stands beside the sentence on a screen
    sign: str
    #: the head of a column, and what stands beside the sentence elsewhere, behind a bar
    label: str
    #: says who, where somebody wrote a row
    phrase: str


STAGES: Final = {
    "signed": Stage("✓", N_("of a sentence|signed"), N_("Signed by %(who)s")),
    "part": Stage("½", N_("of a sentence|signed in part"), N_("Signed in part, by %(who)s")),
    "lapsed": Stage("≠", N_("of a sentence|lapsed"), N_("Changed since it was signed by %(who)s")),
    "query": Stage("?", N_("of a sentence|questioned"), N_("Questioned by %(who)s")),
    "unsigned": Stage("○", N_("of a sentence|unsigned"), N_("Signed by nobody")),
}


class SentenceMark(NamedTuple):
    """What stands beside a sentence: a stage, and whose rows made it so."""

    #: which paragraph of the page it is, and where in its text as it is written the sentence ends
    paragraph: int
    end: int
    stage: str
    #: initials and day of each row
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def sign(self) -> str:
        """Return the sign of it."""
        return STAGES[self.stage].sign

    def told(self, word: Wording) -> str:
        """Return a phrase that says who did what, and when."""
        who = [f"{by} ({_day(word, on)})" for by, on in self.rows]
        return word(STAGES[self.stage].phrase, who=word.list(who)) if who else word(STAGES[self.stage].phrase)

    def plain(self, word: Wording) -> str:
        """Return what stands in its place where nobody can point at it."""
        label = word(STAGES[self.stage].label).rpartition("|")[2]
        return f"[{label}: {', '.join(by for by, _on in self.rows)}]" if self.rows else f"[{label}]"


def _day(word: Wording, text: str) -> str:
    try:
        return word.date(parse_date(text))
    except DateError:
        return text


class PageSignatures(NamedTuple):
    """How many sentences of a page are to be signed, by stage in the order of :data:`STAGES`."""

    docname: str
    title: str
    counts: tuple[int, ...]


class Signatures(NamedTuple):
    """How far all pages are signed."""

    #: those with sentences that are to be signed
    pages: tuple[PageSignatures, ...] = ()
    #: why nothing is counted: ``unnamed`` where conf.py names no file, ``unread`` where it can't be read, ``library``
    #: where what finds sentences is missing
    trouble: str = ""


def counted(stages: Iterable[str]) -> tuple[int, ...]:
    """Return how often each stage is among *stages*."""
    found = list(stages)
    return tuple(found.count(stage) for stage in STAGES)


def summed(pages: Sequence[PageSignatures]) -> tuple[int, ...]:
    """Return the counts of all pages."""
    return tuple(map(sum, zip(*(page.counts for page in pages), strict=True)))
