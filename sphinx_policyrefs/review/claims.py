"""Claims to be judged, made of a review, and those made before, brought up to date with the document.

A claim keeps its sentence by the words that it quotes, wherever they now stand; where they are gone, by its place, if
what stands there is much like them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from sphinx_policyrefs.review.loci import Locus, parse_locus
from sphinx_policyrefs.review.sheet import Review, Reviewed

#: How long a title gets.
_LONGEST: Final = 110
#: How much alike an old and a new sentence are where the words changed, at the same place and anywhere else.
_HERE, _ELSEWHERE = 0.5, 0.75

_FOLDED: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


class Made(NamedTuple):
    """A claim that was made before in the source under review."""

    id: str
    locator: str
    #: the words of the sentence, "" where none are quoted
    quote: str
    title: str = ""


class Moved(NamedTuple):
    """A claim whose sentence stands at another place, or reads otherwise, than it says."""

    id: str
    #: as the claim has it, and as it is now
    old: tuple[str, str]
    new: tuple[str, str]
    #: the new title, where the old one was the sentence; "" where it stays
    title: str = ""

    @property
    def is_changed(self) -> bool:
        """Return whether the words are other ones."""
        return self.old[1] != self.new[1]


class Draft(NamedTuple):
    """A claim to be judged."""

    id: str
    title: str
    locator: str
    quote: str
    evidence: tuple[str, ...]


class Plan(NamedTuple):
    """What is to be done with the claims of a document."""

    new: tuple[Draft, ...] = ()
    moved: tuple[Moved, ...] = ()
    #: claims whose sentence is gone
    vanished: tuple[Made, ...] = ()
    #: how many stay as they are
    same: int = 0


def plan(review: Review, own: Sequence[Made], others: Iterable[Made], taken: Collection[str]) -> Plan:
    """Return what is to be done.

    *own* are the claims of the file that is written, *others* those that stand elsewhere; *taken* are the ids of all
    entries.  A sentence with a claim of either gets none.
    """
    places = _Places(review)
    moved: list[Moved] = []
    vanished: list[Made] = []
    for made, at in places.matched(own):
        if at is None:
            vanished.append(made)
        elif (change := _change(made, at)) is not None:
            moved.append(change)
    for _ in places.matched(list(others)):
        pass  # their sentences have a claim
    ids = set(taken)
    new = []
    for each in review.sentences:
        if (each.agrees or each.differs) and each.sentence.locus not in places.claimed:
            draft = _draft(each, review.source, ids)
            ids.add(draft.id)
            new.append(draft)
    return Plan(tuple(new), tuple(moved), tuple(vanished), len(own) - len(moved) - len(vanished))


class _Place(NamedTuple):
    """Where the sentence of a claim now stands, and what it says there."""

    locator: str
    text: str
    loci: tuple[Locus, ...]


class _Places:
    """The sentences of a document, and which of them have a claim."""

    def __init__(self, review: Review) -> None:
        self.claimed: set[Locus] = set()
        self._texts = {each.sentence.locus: each.sentence.text for each in review.sentences}
        self._folded = {locus: _fold(text) for locus, text in self._texts.items()}

    def matched(self, claims: Sequence[Made]) -> list[tuple[Made, _Place | None]]:
        """Return where each claim now belongs: those whose words stand somewhere first, then the others by place."""
        found: dict[int, _Place | None] = {n: self._by_words(made) for n, made in enumerate(claims)}
        for place in found.values():
            self.claimed.update(place.loci if place is not None else ())
        for n, made in enumerate(claims):
            if found[n] is None:
                found[n] = place = self._by_place(made)
                self.claimed.update(place.loci if place is not None else ())
        return [(made, found[n]) for n, made in enumerate(claims)]

    def _by_words(self, made: Made) -> _Place | None:
        """Return where the quoted words stand, the place nearest to where they stood; None where they are gone."""
        words, locus = _fold(made.quote), parse_locus(made.locator)
        if not words:
            return None
        run = self._run(locus) if locus is not None else ()
        if run and words in " ".join(self._folded[each] for each in run):
            return _Place(made.locator, made.quote, run)
        whole = [each for each, text in self._folded.items() if text == words]
        places = whole or [each for each, text in self._folded.items() if words in text]
        if places:
            near = min(places, key=lambda each: _distance(each, locus))
            part = locus.part if locus is not None else ""
            return _Place(f"{near}{part}", made.quote, (near,))
        return self._run_of(words, locus)

    def _run_of(self, words: str, locus: Locus | None) -> _Place | None:
        """Return the run of sentences of one paragraph that words go over."""
        if locus is None or not locus.last:
            return None
        length = len(locus.sentences)
        for first in self._folded:
            run = first._replace(last=first.sentence + length - 1).sentences
            if all(each in self._folded for each in run) and words in " ".join(self._folded[e] for e in run):
                where = str(first._replace(last=first.sentence + length - 1))
                return _Place(where, " ".join(self._texts[each] for each in run), run)
        return None

    def _by_place(self, made: Made) -> _Place | None:
        """Return the sentence at the place of a claim, or much like its words; None where there is none."""
        locus, words = parse_locus(made.locator), _fold(made.quote)
        run = self._run(locus) if locus is not None else ()
        if run and not words:
            return _Place(made.locator, "", run)
        if run and not self.claimed.intersection(run):
            text = " ".join(self._texts[each] for each in run)
            if _alike(words, _fold(text)) >= _HERE:
                return _Place(made.locator, text, run)
        if words:
            free = [each for each in self._texts if each not in self.claimed]
            likely = [(_alike(words, self._folded[each]), each) for each in free]
            best = max(likely, key=lambda pair: pair[0], default=(0.0, None))
            if best[1] is not None and best[0] >= _ELSEWHERE:
                return _Place(str(best[1]), self._texts[best[1]], (best[1],))
        return None

    def _run(self, locus: Locus) -> tuple[Locus, ...]:
        run = locus.sentences
        return run if all(each in self._texts for each in run) else ()


def _change(made: Made, at: _Place) -> Moved | None:
    """Return what changes in a claim, None where nothing does."""
    if made.locator == at.locator and (made.quote == at.text or not at.text):
        return None
    return Moved(made.id, (made.locator, made.quote), (at.locator, at.text), _new_title(made, at.text))


def _new_title(made: Made, text: str) -> str:
    """Return the title that a claim gets with its sentence, "" where its title was not made of that."""
    for form in (title_of, _whole):
        if made.title and made.title == form(made.quote) != form(text):
            return form(text)
    return ""


def _draft(each: Reviewed, source: str, taken: Collection[str]) -> Draft:
    locus, text = str(each.sentence.locus), each.sentence.text
    id_ = stem = f"{source.replace(':', '-')}-{locus.replace('.', '-')}"
    number = 2
    while id_ in taken:
        id_ = f"{stem}-v{number}"
        number += 1
    evidence = tuple(c.entry for c in each.candidates if c.agrees or c.differs)
    title = title_of(text)
    if any(words.text not in title for c in each.candidates for words in c.differs):
        title = _whole(text)  # the claim is about what the short title leaves out
    return Draft(id_, title, locus, text, evidence)


def title_of(sentence: str) -> str:
    """Return a sentence as a title: without its period, cut at the end of a clause where it is long."""
    text = _whole(sentence)
    if len(text) <= _LONGEST:
        return text
    ends = [found.start() for found in re.finditer(r"[,;:](?=\s)|\s[–—](?=\s)", text[:_LONGEST])]
    if ends and ends[-1] >= _LONGEST // 3:
        return text[: ends[-1]].rstrip()
    return text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,;:") + " …"


def _whole(sentence: str) -> str:
    """Return a sentence without its period, but for that of an abbreviation."""
    return re.sub(r"(?<![.A-Z])\.$", "", sentence.strip())


def _fold(text: str) -> str:
    return " ".join(text.translate(_FOLDED).split())


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _HERE else 0.0


def _distance(locus: Locus, other: Locus | None) -> tuple[int, int, int]:
    if other is None:
        return (0, 0, 0)
    return (
        abs(locus.section - other.section),
        abs(locus.paragraph - other.paragraph),
        abs(locus.sentence - other.sentence),
    )
