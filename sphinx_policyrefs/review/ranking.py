"""Which entries of a record a sentence may be about, best first, each with the reasons.

All that speaks for an entry is a term with a weight: words of its titles and texts (BM25 with a weight for each field),
names of what it is related to, numbers that identify it.  What many entries have tells little (the inverse document
frequency).  Dates are not terms, since near ones count.  Claims are no candidates, and nothing in them is looked at.

The ranking is our own code: libraries of BM25 (rank_bm25, bm25s) rank bags of words of one sort, score every document
for every query, and cannot say why.  Stems are snowballstemmer's, which Sphinx brings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import fsum, log
from operator import itemgetter
from typing import Final, NamedTuple

from sphinx_policyrefs.records.dates import display_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import ANSWERING, CLAIMING
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.names import names_in
from sphinx_policyrefs.review.happenings import Happenings
from sphinx_policyrefs.review.model import Said
from sphinx_policyrefs.review.quantities import find_numbers, find_votes
from sphinx_policyrefs.review.terms import (
    Terms,
    called,
    key_of,
    keys_in,
    kin,
    numbers_of,
    plain,
    read_date,
    sort_of,
    texts_in,
    value_terms,
)
from sphinx_policyrefs.review.words import Stems

#: How many candidates a sentence has at most, and how many are looked at for what speaks against these.
MOST: Final = 5
RIVALS: Final = 12
#: How many entries are looked at closely for one sentence, and how many places of terms are looked at to find them.
_CLOSE: Final = 16
_BUDGET: Final = 400
#: Of BM25: how fast more of a word counts less, and how much the length of a text counts.
_K, _B = 1.2, 0.2

#: Of a number, such as that of a docket, that identifies the entry.
_NUMBER: Final = 2.5
#: Of a date, and of a whole title.
_DATE, _WHOLE = 1.0, 1.0
#: How much more scenarios count in a sentence that looks ahead, and statements in one that reports words.
_LOOKS, _SPEAKS = 1.6, 1.15
#: How much the rarity of a whole title counts at most.
_TELLING: Final = 12.0
#: How much a title of a single word counts as said.
_LONE: Final = 0.5
#: Words that stand within a name or a date.
_INSIDE: Final = 0.5
#: Words of the heading above.
_ABOVE: Final = 0.3
#: Of a date with a word for one of the entry's own milestones.
_DONE: Final = 3.0
#: Kinds with several milestones, each with words of its own.
HAPPENING_KINDS: Final = frozenset({"legal-action", "instrument", "agreement"})
#: How many days off a date is still near.
_NEAR: Final = 21

#: A sentence that looks ahead, which scenarios do, and one that reports what somebody said.
_AHEAD: Final = re.compile(
    r"\b(?:could|would|might|may|will|shall|likely|possibl[ey]|potential|potentially|predicts?|foresee|expect(?:s|ed)?|if"
    r"|should|future|uncertain|remains? to be seen|outlook|forecast|hinges?|depends?)\b",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\b(?:said|says|told|argu(?:es|ed)|contend(?:s|ed)|claim(?:s|ed)|stat(?:es|ed)|tweeted|wrote|warn(?:s|ed)|testified"
    r"|insist(?:s|ed)|announced|according to|emphasi[sz](?:es|ed)|statements?)\b",
    re.IGNORECASE,
)

#: What a sentence calls things of a kind.
_CUES: Final = {
    "legal-action": re.compile(
        r"\b(?:lawsuits?|suits?|litigation|legal (?:action|battle|fight)s?|court cases?)\b", re.IGNORECASE
    ),
    "instrument": re.compile(
        r"\b(?:executive orders?|statutes?|bills?|legislation|decrees?|directives?)\b", re.IGNORECASE
    ),
    "agreement": re.compile(
        r"\b(?:deals?|partnerships?|alliances?|agreements?|collaborat\w+|stakes?|mergers?)\b", re.IGNORECASE
    ),
}
_CUED: Final = 1.2

#: Sorts of values, by the letter of their terms.
_SORTS: Final = {"v": "vote", "a": "amount", "p": "period", "s": "share"}
_DIGIT: Final = re.compile(r"\d")
_SMALL: Final = re.compile(r"\b[a-zà-ÿ]{3,}")


class Query(NamedTuple):
    """A sentence, as entries are looked for by it."""

    text: str
    said: Said
    #: ids of entries that the sentences before name, each with how much it counts
    names_before: Mapping[str, float] = {}
    #: what stands above it: the heading
    above: str = ""
    #: entries that the sentence before is about, each with how much that counts, where this one goes on with it
    focus: Mapping[str, float] = {}


class Ranked(NamedTuple):
    """An entry that a sentence may be about."""

    entry: str
    score: float
    reasons: tuple[str, ...]
    #: how far the sentence says what the entry's title says, from 0 to 1
    covers: float
    #: whether the sentence has its name
    named: bool
    #: whether the sentence has a number that identifies it
    numbered: bool
    #: whether the sentence goes on about what the one before is about, and this is it
    focused: bool = False
    #: whether it names the judge
    judged: bool = False
    #: whether it names a party of each side
    paired: bool = False
    #: whether it has half of the proper names in the title, or more
    has_names: bool = True


class _Dated(NamedTuple):
    """A milestone by its days."""

    first: int
    last: int
    entry: int
    field: str


class Index:
    """The entries of a record, as sentences are set beside them; made once.

    *without* is the id of the source that the document under review is.
    """

    def __init__(self, graph: Graph, language: str = "en", without: str = "") -> None:
        self.graph = graph
        self.stems = Stems(language)
        terms_of = Terms(graph, self.stems)
        self.entries = [
            e
            for e in graph.entries.values()
            if e.kind != "claim" and e.id != without and not graph.is_mask(e)
        ]
        self._place = {entry.id: n for n, entry in enumerate(self.entries)}
        words = [terms_of.words(entry) for entry in self.entries]
        mean = sum(sum(each.values()) for each in words) / max(len(words), 1)
        self._terms: list[dict[str, float]] = []
        for entry, counts in zip(self.entries, words, strict=True):
            length = 1 - _B + _B * sum(counts.values()) / max(mean, 1e-9)
            terms = {f"w:{stem}": count * (_K + 1) / (count + _K * length) for stem, count in counts.items()}
            terms.update((f"n:{id_}", weight) for id_, weight in terms_of.names(entry).items())
            terms.update((f"#:{number}", _NUMBER) for number in numbers_of(entry, graph))
            terms.update(value_terms(entry))
            self._terms.append(terms)
        self._weight = [terms_of.weight(entry) for entry in self.entries]
        #: term -> entries that have it, with what it counts there
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n, terms in enumerate(self._terms):
            for term, weight in terms.items():
                self._postings[term].append((n, weight * self._weight[n]))
        self._idf = {term: self._rarity(len(found)) for term, found in self._postings.items()}
        self.happenings = Happenings(self.stems)
        self._milestones = [graph.kinds[entry.kind].milestones for entry in self.entries]
        self._captions = {e.id: made for e in self.entries if (made := _caption(e)) is not None}
        self._titles = [self._title(entry) for entry in self.entries]
        self._small = frozenset(
            word
            for e in self.entries
            for text in (e.title, plain(e.summary))
            for word in _SMALL.findall(text)
        )
        self._proper = [self._proper_of(entry) for entry in self.entries]
        self._whole = [sum(title.values()) for title in self._titles]
        self._called = {entry.id: self._called_by(entry) for entry in self.entries}
        self._dated = sorted(self._all_dates())
        self._first = [dated.first for dated in self._dated]
        self._longest = max((d.last - d.first for d in self._dated if d.last - d.first < 4000), default=0)

    # -- what speaks for an entry ----------------------------------------------------------------------

    def _rarity(self, count: int) -> float:
        return log(1 + (len(self.entries) - count + 0.5) / (count + 0.5))

    def _title(self, entry: Entry) -> dict[str, float]:
        """Return the telling stems of the title with their rarity: what a sentence about the entry would say."""
        return {
            stem: self._idf.get(f"w:{stem}", 1.0)
            for stem in dict.fromkeys(self.stems.of(_without_values(entry.title)))
        }

    def _proper_of(self, entry: Entry) -> frozenset[str]:
        """Return the stems of the proper names in a title: words in capitals that are nowhere written without."""
        return frozenset(
            stem
            for _start, word, stem in self.stems.words(entry.title)
            if word[0].isupper() and re.split("['’]", word.casefold())[0] not in self._small
        )

    def _called_by(self, entry: Entry) -> frozenset[str]:
        """Return the stems of all names of an entry."""
        texts = (entry.title, *names_in(entry.fields))
        return frozenset(stem for text in texts for stem in self.stems.of(text))

    def _all_dates(self) -> Iterator[_Dated]:
        for n, entry in enumerate(self.entries):
            for field in self.graph.kinds[entry.kind].milestones:
                date = self.graph.date(entry.id, field)
                if date is not None and not date.is_unknown and not date.is_open:
                    for first, last in date.spans:
                        yield _Dated(first, last, n, field)

    # -- a sentence ------------------------------------------------------------------------------------

    def rank(self, query: Query, most: int = RIVALS) -> list[Ranked]:
        """Return the candidates of a sentence, best first; an equal score keeps the record's order.

        Those below the first five have no reasons.
        """
        words = list(self.stems.words(query.text))
        stems = frozenset(stem for _start, _word, stem in words)
        idf = self._idf
        #: term -> what it counts in this sentence; terms that no entry has count nothing
        asked = {
            term: weight * idf[term] for term, weight in self._asked(query, words).items() if term in idf
        }
        dates = self._near(query.said)
        near = self._close(asked, dates, query.focus)
        said, mood = self._said(query, stems), _mood(query.text)
        written = {stem: word for _start, word, stem in (*self.stems.words(query.above), *words)}
        scored = [(-self._score(n, query, asked, said, dates, mood), n) for n in near]
        scored.sort()
        return [
            self._ranked(n, -score, query, asked, said, dates, written if place < MOST else None)
            for place, (score, n) in enumerate(scored[:most])
            if score < 0
        ]

    def _close(
        self,
        asked: Mapping[str, float],
        dates: Mapping[int, tuple[float, str]],
        focus: Mapping[str, float],
    ) -> list[int]:
        """Return the entries for which the rarest terms and the dates of a sentence speak most.

        The work is bounded: terms that many entries have are looked at last, and no more than a budget allows.
        """
        factors = sorted(((factor, term) for term, factor in asked.items()), reverse=True)
        scores: dict[int, float] = defaultdict(float)
        scores.update((n, gain * self._weight[n]) for n, (gain, _) in dates.items())
        for id_, gain in focus.items():
            if id_ in self._place:
                n = self._place[id_]
                scores[n] += gain * self._weight[n]
        left = _BUDGET
        for factor, term in factors:
            found = self._postings[term]
            if len(found) > left:
                continue
            left -= len(found)
            for n, weight in found:
                scores[n] += factor * weight
        return [n for n, _ in nlargest(_CLOSE, scores.items(), key=itemgetter(1))]

    def _asked(self, query: Query, words: Sequence[tuple[int, str, str]]) -> dict[str, float]:
        """Return the terms of a sentence, whose telling words are given, with their weights."""
        asked: dict[str, float] = {}
        for stem in self.stems.of(query.above):
            asked[f"w:{stem}"] = _ABOVE
        for id_, weight in query.names_before.items():
            asked[f"n:{id_}"] = weight
        inside = _places(query.said)
        asked.update((f"w:{stem}", _INSIDE) for _start, _word, stem in words)
        for start, _word, stem in words:
            if not any(first <= start < last for first, last in inside):
                asked[f"w:{stem}"] = 1.0
        for name in query.said.names:
            asked[f"n:{name.entry}"] = 1.0
        for citation in query.said.citations:
            for text in (citation.normal, citation.text):
                asked[f"#:{key_of(text)}"] = 1.0
        for key in keys_in(query.text):
            if f"#:{key}" in self._postings:
                asked[f"#:{key}"] = 1.0
        for vote in query.said.votes:
            asked |= {"v:": 1.0, f"v:{vote.ayes}-{vote.noes}": 1.0}
        for number in query.said.numbers:
            sort = sort_of(number.unit)
            if sort:
                asked |= {f"{sort}:": 1.0, f"{sort}:{number.value:g} {number.unit.removesuffix('s')}": 1.0}
        return asked

    def _said(self, query: Query, stems: frozenset[str]) -> frozenset[str]:
        """Return the stems that the sentence has, and those of the other names of what it names."""
        return stems.union(*(self._called.get(name.entry, frozenset()) for name in query.said.names))

    def _near(self, said: Said) -> dict[int, tuple[float, str]]:
        """Return how much the dates of a sentence speak for each entry, with the field whose date it is."""
        found: dict[int, tuple[float, str]] = {}
        for each in said.dates:
            date = read_date(each.edtf)
            if date is None or date.is_open or date.latest - date.earliest > 800:
                continue
            low, high = date.earliest, date.latest
            slack = _NEAR if date.is_exact else 0
            start = bisect_left(self._first, low - slack - self._longest)
            stop = bisect_right(self._first, high + slack)
            hits = [d for d in self._dated[start:stop] if d.last >= low - slack]
            rarity = self._rarity(len({d.entry for d in hits if d.first <= high and d.last >= low}))
            for dated in hits:
                off = max(dated.first - high, low - dated.last, 0)
                gain = _DATE * rarity * (0.8 if each.carried else 1.0)
                if off:
                    gain *= 0.45 * (1 - off / (_NEAR + 1))
                elif dated.last - dated.first > 3 * (high - low) + 3:
                    gain *= 0.4  # a year has every day
                if gain > found.get(dated.entry, (0.0, ""))[0]:
                    found[dated.entry] = (gain, "" if off else dated.field)
        return found

    def _score(
        self,
        n: int,
        query: Query,
        asked: Mapping[str, float],
        said: frozenset[str],
        dates: Mapping[int, tuple[float, str]],
        mood: Mapping[str, float],
    ) -> float:
        """Return how much a sentence speaks for an entry."""
        entry, terms = self.entries[n], self._terms[n]
        score = fsum(asked[term] * terms[term] for term in asked.keys() & terms.keys())
        covers, whole = self._covered(n, said)
        caption = self._captions.get(entry.id)
        if caption is None or caption.search(query.text):  # to name both sides is not to name the case
            score += _WHOLE * covers * covers * min(whole, _TELLING)
        gain, field = dates.get(n, (0.0, ""))
        score += gain
        if entry.kind in HAPPENING_KINDS:
            milestones = self._milestones[n]
            done = {f for date in query.said.dates for f in self.happenings.at(query.text, date, milestones)}
            score += _DONE * (len(done & entry.fields.keys()) > 0) + _DONE * (field in done)
        score += query.focus.get(entry.id, 0.0)
        return round(score * self._weight[n] * mood.get(entry.kind, 1.0), 3)

    def _covered(self, n: int, said: frozenset[str]) -> tuple[float, float]:
        """Return how much of an entry's title a sentence says, and how telling the whole title is."""
        title, whole = self._titles[n], self._whole[n]
        if not whole:
            return 0.0, 0.0
        covers = sum(weight for stem, weight in title.items() if stem in said) / whole
        return covers * (_LONE if len(title) < 2 else 1.0), whole  # one word is in many a sentence

    def _ranked(
        self,
        n: int,
        score: float,
        query: Query,
        asked: Mapping[str, float],
        said: frozenset[str],
        dates: Mapping[int, tuple[float, str]],
        written: Mapping[str, str] | None,
    ) -> Ranked:
        """Return an entry as a candidate, without reasons where *written*, the words of stems, is None."""
        entry, terms = self.entries[n], self._terms[n]
        gains = self._gains(n, asked) if written is not None else []
        focus = query.focus.get(entry.id, 0.0)
        caption = self._captions.get(entry.id)
        return Ranked(
            entry.id,
            score,
            ()
            if written is None
            else tuple(self._reasons(entry, query, gains, written, *dates.get(n, (0.0, "")), focus)),
            round(self._covered(n, said)[0], 3),
            any(name.entry == entry.id for name in query.said.names)
            or (caption is not None and caption.search(query.text) is not None),
            any(term[0] == "#" for term in asked.keys() & terms.keys()),
            focus > 0,
            _has_judge(entry, query.text),
            self._paired(entry, query.said),
            2 * len(said.intersection(self._proper[n])) >= len(self._proper[n]),
        )

    def _gains(self, n: int, asked: Mapping[str, float]) -> list[tuple[str, float]]:
        """Return the terms that speak for an entry, with how much each does."""
        terms = self._terms[n]
        return [(term, factor * terms[term]) for term, factor in asked.items() if term in terms]

    def _paired(self, entry: Entry, said: Said) -> bool:
        """Return whether a sentence names one who brings an action, and against whom or what it is brought."""
        if entry.kind != "legal-action":
            return False
        names = {id_ for name in said.names for id_ in (name.entry, *kin(self.graph, name.entry))}
        against = (*ANSWERING, "challenges")
        return all(names.intersection(self.graph.targets(entry.id, *side)) for side in (CLAIMING, against))

    def _reasons(
        self,
        entry: Entry,
        query: Query,
        gains: Sequence[tuple[str, float]],
        written: Mapping[str, str],
        date_gain: float,
        field: str,
        focus: float,
    ) -> Iterator[str]:
        """Yield why an entry may be meant, each reason a few words."""
        best = [term for term, _ in sorted(gains, key=lambda pair: -pair[1])]
        if any(term.startswith("#:") for term in best):
            yield "its number"
        if f"n:{entry.id}" in best:
            yield (
                "its name" if any(name.entry == entry.id for name in query.said.names) else "its name before"
            )
        names = [term[2:] for term in best if term.startswith("n:") and term[2:] != entry.id]
        said = {name.entry for name in query.said.names}
        for what, ids in (
            ("names", [id_ for id_ in names if id_ in said]),
            ("named before", [id_ for id_ in names if id_ not in said]),
        ):
            if ids:
                yield f"{what}: " + ", ".join(called(self.graph.entries[id_]) for id_ in ids[:4])
        date = self.graph.date(entry.id, field) if field else None
        if date is not None:
            yield f"date: {display_date(date)}" + (f" ({field})" if field != "date" else "")
        elif date_gain:
            yield "a near date"
        words = dict.fromkeys(written.get(term[2:], term[2:]) for term in best if term.startswith("w:"))
        if words:
            yield "words: " + ", ".join(list(words)[:6])
        for sort, what in _SORTS.items():
            if any(term.startswith(f"{sort}:") and len(term) > 2 for term in best):
                yield f"the same {what}"
        if focus:
            yield "the sentence before"


def _caption(entry: Entry) -> re.Pattern[str] | None:
    """Return a pattern for the name of a case as people shorten it: a word of each side."""
    if entry.kind != "legal-action":
        return None
    sides = re.split(r"\s+vs?\.?\s+", entry.title, maxsplit=1)
    if len(sides) != 2:
        return None
    words = [re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", side) for side in sides]
    words = [[word for word in side if word.casefold() not in ("the", "in", "re", "of")] for side in words]
    if not all(words):
        return None
    first, second = (re.escape(side[0]) for side in words)
    return re.compile(rf"\b{first}\b[^;:]{{0,60}}?\sv(?:s|ersus)?\.?\s(?:the\s)?{second}\b")


def _has_judge(entry: Entry, text: str) -> bool:
    """Return whether a sentence names a judge of the entry as one."""
    for judge in texts_in(entry.fields.get("judges")):
        last = judge.replace(",", " ").split()
        if last and re.search(
            rf"\b(?:Judges?|Justices?|Magistrate)\b[^.;]{{0,40}}\b{re.escape(last[-1])}\b", text
        ):
            return True
    return False


def _places(said: Said) -> list[tuple[int, int]]:
    """Return where a sentence has names and dates."""
    return [*((n.start, n.end) for n in said.names), *((d.start, d.end) for d in said.dates)]


def _without_values(title: str) -> str:
    """Return a title without the values in it, which a sentence about the same thing may give otherwise."""
    if not _DIGIT.search(title):
        return title
    votes = find_votes(title, ())
    numbers = [number for number in find_numbers(title, ()) if sort_of(number.unit)]
    parts = [*((v.start, v.end) for v in votes), *((n.start, n.end) for n in numbers)]
    return _without(title, parts)


def _without(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """Return a sentence without some parts of it."""
    kept, at = [], 0
    for start, end in sorted(parts):
        kept.append(text[at : max(start, at)])
        at = max(at, end)
    return " ".join([*kept, text[at:]])


def _mood(text: str) -> Mapping[str, float]:
    """Return how much more entries of some kinds count, by the mood of a sentence."""
    mood = {kind: _CUED for kind, cue in _CUES.items() if cue.search(text)}
    if _AHEAD.search(text):
        mood["scenario"] = _LOOKS
    if _SAYS.search(text):
        mood["statement"] = _SPEAKS
    return mood
