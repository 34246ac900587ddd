"""Pairs of entries of one kind that may be about the same, and what such a pair says differently.

Only entries that share a telling word of their titles are compared, one of the rarest few of each, so that the
work grows with the record and not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import log
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.records.citations import parse_citation
from sphinx_policyrefs.records.dates import PartialDate
from sphinx_policyrefs.records.dockets import plain
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.money import find_amounts
from sphinx_policyrefs.review.words import Stems

#: How much of their telling words two titles share at least, rare words counting more: twice what they share by what
#: both have.
ALIKE: Final = 0.55
#: How many days may lie between two dates of one thing.
NEAR: Final = 30
#: How many days may lie between dates of different sorts: of the signing and of the publication.
_YEAR: Final = 366
#: How many titles there are at least when it is counted how rare a word is: in a short record no word is common.
_TITLES: Final = 200
#: Relations of which two entries that are about the same thing share at least one end, where both have them.
_SAME: Final = ("legal-action", "instrument", "agreement", "speaker", "from")
#: Words of which a title has one where another thing has the other.
_CONTRASTS: Final = tuple(
    frozenset(line.split())
    for line in (
        "house senate assembly commons lords",
        "district circuit supreme",
        "north south east west",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh",
        "northern southern eastern western central",
        "plaintiff defendant",
        "plaintiffs defendants",
        "draft final",
        "interim final",
        "opens closes",
        "opening closing",
        "begins ends",
        "proposed final",
    )
)
_NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
#: Numbers that are what may differ, or a date: votes, amounts, percentages, years and days.
_VALUES: Final = re.compile(
    r"\d{1,3} ?(?:[-–]|to) ?\d{1,3}(?![\d-])|[$€£¥] ?\d[\d.,]*"
    r"|\d[\d.,]* ?(?:%|percent|billion|million|days?|months?|years?)|(?<![\d.-])(?:19|20)\d\d(?![\d-])"
    rf"|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}"
)
#: Kinds whose titles tell what happened; those of the others are names.
_TOLD: Final = frozenset({"event", "statement"})
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")


class _Looked(NamedTuple):
    """What is looked at of an entry."""

    entry: Entry
    #: its telling words, the rarest first
    words: tuple[str, ...]
    #: how rare each is, and all together
    weight: float
    #: what it is about: ids
    about: frozenset[str]
    #: words of the title as they stand there, in order
    title: tuple[str, ...]
    #: those of them that tell one thing from another, by their place in :data:`_CONTRASTS`
    contrasts: Mapping[int, frozenset[str]]
    #: numbers of its title that name something
    numbers: frozenset[str]
    #: the days of its dates, None where none is known
    span: tuple[int, int] | None


class Overlaps:
    """The pairs of a record's entries of one kind that share what they are about and whose titles agree."""

    def __init__(self, graph: Graph, language: str = "en") -> None:
        self._graph = graph
        self._stems = Stems(language)
        self._rarity: Mapping[str, float] = {}

    @cached_property
    def pairs(self) -> tuple[tuple[Entry, Entry], ...]:
        """Return the pairs that nothing settles yet, in the order of documents: the later entry, then the earlier."""
        entries = [entry for entry in self._graph.own if _may_double(self._graph, entry)]
        titles = {entry.id: self._telling(entry.title) for entry in entries}
        counts = Counter(word for words in titles.values() for word in words)
        many = max(len(titles), _TITLES)
        self._rarity = {word: log(1 + many / count) for word, count in counts.items()}
        places = {entry.id: n for n, entry in enumerate(entries)}
        looked = [self._look(entry, titles[entry.id]) for entry in entries]
        seen = set()
        for one, other in self._candidates(looked):
            seen.add(tuple(sorted((places[one.entry.id], places[other.entry.id]), reverse=True)))
        return tuple(
            (entries[later], entries[earlier])
            for later, earlier in sorted(seen)
            if later != earlier
            and self._alike(looked[later], looked[earlier])
            and not self._settled(entries[later], entries[earlier])
        )

    def _telling(self, title: str) -> frozenset[str]:
        words = set(self._stems.of(_ASIAN.sub(" ", _VALUES.sub(" ", title))))
        for run in _ASIAN.findall(title):
            words |= {run[n : n + 2] for n in range(max(1, len(run) - 1))}
        return frozenset(words)

    def _look(self, entry: Entry, words: frozenset[str]) -> _Looked:
        graph, rarity = self._graph, self._rarity
        dates = [date for date in graph.dates(entry.id) if not date.is_unknown]
        span = (min(d.earliest for d in dates), max(d.latest for d in dates)) if dates else None
        return _Looked(
            entry,
            tuple(sorted(words, key=lambda word: (-rarity[word], word))),
            sum(rarity[word] for word in words),
            _about(graph, entry),
            tuple(title := _WORD.findall(entry.title)),
            _contrasts(title),
            frozenset(_NUMBER.findall(_VALUES.sub(" ", entry.title))),
            span,
        )

    def _candidates(self, looked: list[_Looked]) -> Iterator[tuple[_Looked, _Looked]]:
        """Yield the pairs of one kind that share one of their rarest words and something that they are about."""
        groups: dict[tuple[str, str], list[_Looked]] = defaultdict(list)
        for each in looked:
            for word in self._rarest(each):
                groups[each.entry.kind, word].append(each)
        for group in groups.values():
            if len(group) > 1:
                one_date = len(self._graph.kinds[group[0].entry.kind].milestones) == 1
                yield from _near(group, NEAR if one_date else _YEAR)

    def _rarest(self, each: _Looked) -> Iterator[str]:
        """Yield the words of which a title that agrees has to have one: without them it can't have enough."""
        left = each.weight
        needed = left * ALIKE / (2 - ALIKE)
        for word in each.words:
            if left < needed:
                return
            yield word
            left -= self._rarity[word]

    def _alike(self, one: _Looked, other: _Looked) -> bool:
        """Return whether two entries are about the same, and their titles agree."""
        if one.numbers and other.numbers and not one.numbers & other.numbers:
            return False
        shared = set(one.words) & set(other.words)
        if 2 * sum(self._rarity[word] for word in shared) < ALIKE * (one.weight + other.weight):
            return False
        if one.entry.kind in _TOLD and shared <= set().union(
            *(self._names[id_] for id_ in one.about & other.about)
        ):
            return False
        return not self._contrast(one, other) and self._same_thing(one.entry, other.entry)

    def _contrast(self, one: _Looked, other: _Looked) -> bool:
        """Return whether two titles name different things: one chamber and the other, or another name at one place."""
        if any(not (words & other.contrasts.get(place, words)) for place, words in one.contrasts.items()):
            return True
        if len(one.title) != len(other.title) or len(one.title) < 3:
            return False
        pairs = zip(one.title, other.title, strict=True)
        differ = [(mine, theirs) for mine, theirs in pairs if mine.casefold() != theirs.casefold()]
        return len(differ) == 1 and all(word[0].isupper() and self._stems.one(word) for word in differ[0])

    def _say_the_same(self, one: Entry, other: Entry) -> bool:
        """Return whether no title has a telling word that the other lacks while that has one that it lacks itself."""
        known: set[str] = set().union(
            *(self._names[id_] for id_ in _about(self._graph, one) & _about(self._graph, other))
        )
        mine, theirs = self._telling(one.title), self._telling(other.title)
        return not (mine - theirs - known) or not (theirs - mine - known)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """Return the telling words of the names of what entries are about."""
        entries = self._graph.entries
        return _Names(
            lambda id_: self._telling(
                " ".join(
                    (
                        entries[id_].title,
                        entries[id_].fields.get("short", ""),
                        *entries[id_].fields.get("aliases", ()),
                    )
                )
            )
        )

    def _same_thing(self, one: Entry, other: Entry) -> bool:
        """Return whether nothing in the record says that two entries are about different things."""
        graph = self._graph
        for name in _SAME:
            mine, theirs = graph.targets(one.id, name), graph.targets(other.id, name)
            if mine and theirs and not set(mine) & set(theirs):
                return False
        for name in ("court", "milestone", "type"):
            value, another = one.fields.get(name), other.fields.get(name)
            if value and another and value != another and (name != "type" or one.kind != "event"):
                return False
        return True

    def _settled(self, one: Entry, other: Entry) -> bool:
        """Return whether one of two entries names the other: whoever wrote that knew of both."""
        graph = self._graph
        return any(
            link.target == second.id
            for first, second in ((one, other), (other, one))
            for links in graph.links(first.id).values()
            for link in links
        )

    # -- what two entries say --------------------------------------------------------------------------

    def fit(self, one: Entry, other: Entry) -> bool:
        """Return whether some day fits each date that both have, and both have one."""
        shared = list(self._dates(one, other))
        return bool(shared) and all(mine.compatible(theirs) for _name, mine, theirs in shared)

    def conflicts(self, one: Entry, other: Entry) -> Iterator[tuple[str, str, str]]:
        """Yield the fields of which two entries give different values, with both values as they stand there."""
        shared = list(self._dates(one, other))
        apart = [each for each in shared if not each[1].compatible(each[2])]
        if apart:
            # The next step of one matter is of another day, too, and has another word for it.
            near = all(_days_between(mine, theirs) <= NEAR for _name, mine, theirs in apart)
            if near and self._say_the_same(one, other):
                yield from ((name, mine.text, theirs.text) for name, mine, theirs in apart)
            return
        if not shared and not self._at_one_time(one, other):
            return
        for name, differ in _DIFFER.items():
            mine, theirs = one.fields.get(name), other.fields.get(name)
            if mine and theirs and (values := differ(self._graph, mine, theirs)):
                yield (name, *values)

    def _dates(self, one: Entry, other: Entry) -> Iterator[tuple[str, PartialDate, PartialDate]]:
        graph = self._graph
        for name in graph.kinds[one.kind].milestones:
            mine, theirs = graph.date(one.id, name), graph.date(other.id, name)
            if mine and theirs and not mine.is_unknown and not theirs.is_unknown:
                yield name, mine, theirs

    def _at_one_time(self, one: Entry, other: Entry) -> bool:
        """Return whether dates of different sorts are within a year, or one of the two has none."""
        dates = [[d for d in self._graph.dates(e.id) if not d.is_unknown] for e in (one, other)]
        return not all(dates) or any(_days_between(a, b) <= _YEAR for a in dates[0] for b in dates[1])


class _Names(dict[str, frozenset[str]]):
    """What a function returns of each key, kept."""

    def __init__(self, words: Callable[[str], frozenset[str]]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, key: str) -> frozenset[str]:
        self[key] = self._words(key)
        return self[key]


def _contrasts(title: Iterable[str]) -> Mapping[int, frozenset[str]]:
    words = frozenset(word.casefold() for word in title)
    return {place: words & line for place, line in enumerate(_CONTRASTS) if words & line}


def _may_double(graph: Graph, entry: Entry) -> bool:
    """Return whether an entry is of a kind with dates or values that may conflict, and not about the record itself."""
    kind = graph.kinds[entry.kind]
    return kind.happens and not kind.aside


def _about(graph: Graph, entry: Entry) -> frozenset[str]:
    """Return what an entry is about: the ends of its kind's own relations, but for what goes before it."""
    kind = graph.kinds[entry.kind]
    names = [f.name for f in kind.fields if f.is_relation and not f.causal and not f.outcome]
    return frozenset(graph.targets(entry.id, *names))


def _near(group: list[_Looked], days: int) -> Iterator[tuple[_Looked, _Looked]]:
    """Yield the pairs of a group that share something and whose dates are near, or one of which has none."""
    dated = sorted((e for e in group if e.span), key=lambda each: each.span or (0, 0))
    undated = [e for e in group if not e.span]
    for about in _by_target(dated).values():
        open_: list[tuple[int, int]] = []
        for n, each in enumerate(about):
            first, last = each.span or (0, 0)
            del open_[: bisect_left(open_, (first - days, -1))]
            yield from ((about[m], each) for _end, m in open_)
            insort(open_, (last, n))
    if undated:
        targets = _by_target(group)
        for each in undated:
            for target in each.about:
                yield from ((other, each) for other in targets[target] if other is not each)


def _by_target(group: list[_Looked]) -> dict[str, list[_Looked]]:
    found: dict[str, list[_Looked]] = defaultdict(list)
    for each in group:
        for target in sorted(each.about):
            found[target].append(each)
    return found


def _days_between(one: PartialDate, other: PartialDate) -> int:
    """Return how many days lie between two dates, 0 where they overlap."""
    return max(0, one.earliest - other.latest, other.earliest - one.latest)


# -- values ------------------------------------------------------------------------------------------------

_Values = tuple[str, str]


def _votes(_graph: Graph, mine: str, theirs: str) -> _Values | None:
    """Return two counts of votes that differ; one that tells no abstentions agrees with one that does."""
    first, second = mine.split("-"), theirs.split("-")
    return (
        None if first[:2] == second[:2] and (len(first) != len(second) or first == second) else (mine, theirs)
    )


def _dockets(_graph: Graph, mine: str, theirs: str) -> _Values | None:
    return None if _docket_keys(mine) & _docket_keys(theirs) else (mine, theirs)


def _docket_keys(text: str) -> set[str]:
    """Return the numbers in a text, each without the office before its colon and what says that it is one."""
    text = re.sub(r"\([^()]*\)", " ", plain(text))
    parts = re.split(r"[;&,]| and ", text)
    keys = (
        re.sub(r"^.*?(?=[A-Za-z-]*\d)|[\s.]|-[A-Z]{2,4}$", "", part.rpartition(":")[2].strip())
        for part in parts
    )
    return {re.sub(r"(?<=\D)0+(?=\d)", "", key.casefold()) for key in keys if key}


def _citations(graph: Graph, mine: tuple[str, ...], theirs: tuple[str, ...]) -> _Values | None:
    if _citation_keys(graph, mine) & _citation_keys(graph, theirs):
        return None
    return "; ".join(mine), "; ".join(theirs)


def _citation_keys(graph: Graph, texts: Iterable[str]) -> set[str]:
    """Return citations as the record shows them, without what writers set in different ways."""
    read = ((parse_citation(text, graph.citations), text) for text in texts)
    return {re.sub(r"[\W_]+", "", (found.text if found else text).casefold()) for found, text in read}


def _shares(graph: Graph, mine: Any, theirs: Any) -> _Values | None:
    """Return the shares of the parties whose shares differ."""
    first, second = (
        {(found.entry.id if (found := graph.find(name)).entry else name): share for name, share in value}
        for value in (mine, theirs)
    )
    differ = [party for party in first if party in second and first[party] != second[party]]
    if not differ:
        return None
    return tuple("; ".join(f"{party} = {given[party]}%" for party in differ) for given in (first, second))  # type: ignore[return-value]


def _amounts(_graph: Graph, mine: Any, theirs: Any) -> _Values | None:
    texts = [value if isinstance(value, str) else value[3] for value in (mine, theirs)]
    first, second = ([amount for _start, _end, amount in find_amounts(text)] for text in texts)
    if not first or not second or any(a.currency != b.currency for a in first for b in second):
        return None
    for one in first:
        for other in second:
            if one.number <= (other.to or other.number) and other.number <= (one.to or one.number):
                return None
    return texts[0], texts[1]


#: What tells whether two values of a field differ.
_DIFFER: Final[Mapping[str, Callable[[Graph, Any, Any], _Values | None]]] = {
    "vote": _votes,
    "docket": _dockets,
    "citation": _citations,
    "shares": _shares,
    "value": _amounts,
    "amount": _amounts,
}
