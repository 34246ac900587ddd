"""Whether a sentence and an entry agree on a value, or differ: a date, a vote, a court, a docket number and so on.

Only values of one sort, about one thing, are compared.  For that the sentence has to be about the entry: it names it,
or says most of what its title says, or goes on about it.  Agreement asks for less of that than difference, since a
false difference costs the trust of the person who reads the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_policyrefs.records.courts import court_name
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.review import facts as of_record
from sphinx_policyrefs.review.dates import of_other_years
from sphinx_policyrefs.review.facts import Amount, Facts, Number, Period
from sphinx_policyrefs.review.happenings import Happenings
from sphinx_policyrefs.review.model import Said, SaidDate, SaidName, SaidNumber
from sphinx_policyrefs.review.ranking import MOST, Query, Ranked
from sphinx_policyrefs.review.sides import said_sides
from sphinx_policyrefs.review.terms import called, kin, read_date
from sphinx_policyrefs.review.words import Stems

#: How much a sentence has to be about an entry to agree with it, and to differ from it.
AGREES, DIFFERS = 0.35, 0.6
#: What an entry that is named counts, and one that the sentence goes on about.
_NUMBERED, _NAMED, _FOCUSED, _JUDGED, _PAIRED, _CAPTION = 1.1, 0.85, 0.7, 0.65, 0.65, 0.5
#: The better candidate differs, a lower one agrees: it differs only if the lower one is less about the sentence.
_RIVAL: Final = 0.8
#: … and if its score is not far lower.
_LIKELY: Final = 0.5

#: How far off a number is that the record has rounded.
_ROUNDED: Final = 0.05
#: A value that another entry has differs only from one that the sentence is surely about.
_SURE: Final = 0.85
#: Sorts of values that are rarely the same by chance, with their fields.
_KNOWABLE: Final = {"vote": "vote", "amount": "amount", "period": "runs", "docket": "docket"}
#: A candidate differs only where its score is not far below that of the first.
_CLOSE: Final = 0.6

#: Kinds that are named as such; what happened is told in words.
_THINGS: Final = frozenset({"legal-action", "instrument", "agreement", "source", "deadline"})

_HEDGE: Final = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|(?:more|less|fewer) than|over|under|at (?:least|most)|up to|some"
    r"|approximately|as (?:much|many) as|close to|below|above|estimated(?: at)?)|~)\s*\Z",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"\b(?:since|until|till|before|after|by|from|between|prior to|as of|through|to|for|following|starting)\s+"
    r"(?:the\s+)?(?:(?:end|start|beginning|middle) of\s+|early\s+|late\s+|mid-?\s*)?\Z",
    re.IGNORECASE,
)
_AFTER_PERIOD: Final = re.compile(
    r"\s*(?:-|–)?\s*(?:later|ago|earlier|old\b|after|before|prior|since|following|into|from now|in a row"
    r"|of (?:\w+ ){0,3}(?:debate|work|talks|experience|litigation|history|negotiation))",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_CAPTIONED: Final = re.compile(r"\bvs?\b")
_JUDGING: Final = re.compile(r"\b(?:Courts?|Circuit|[Jj]udges?|[Jj]ustices?|[Pp]anel|[Tt]ribunal)\b")
_APPEALED: Final = re.compile(
    r"\b(?:appeal|affirm|revers|remand|overturn|certif|refer|review)", re.IGNORECASE
)
_BEFORE_PERIOD: Final = re.compile(
    r"\b(?:last|past|previous|next few|every|first|nearly|almost|about|over)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d\.?\s+"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


class Compared(NamedTuple):
    """A value that a sentence and an entry both have."""

    #: ``date``, ``vote``, ``court``, ``docket``, ``citation``, ``period``, ``share``, ``amount`` or ``side``
    what: str
    #: words of the sentence
    text: str
    #: what the record says
    record: str


class Candidate(NamedTuple):
    """An entry that a sentence may be about, with what both say."""

    entry: str
    score: float
    reasons: tuple[str, ...]
    agrees: tuple[Compared, ...] = ()
    differs: tuple[Compared, ...] = ()


class _Verdict(NamedTuple):
    """One value of a sentence beside one entry."""

    fits: bool
    compared: Compared
    #: the place of the value in the sentence
    key: object
    #: how much the sentence is about the entry
    about: float
    #: the place of the entry among the candidates, and its score
    place: int
    score: float


class Comparer:
    """Sets values of sentences beside those of entries."""

    def __init__(self, graph: Graph, stems: Stems) -> None:
        self._graph = graph
        self._stems = stems
        self._happenings = Happenings(stems)
        self._courts = of_record.Courts(graph)
        self._facts: dict[str, Facts] = {}
        self._values = frozenset(_values(graph))

    def candidates(self, query: Query, ranked: Sequence[Ranked]) -> tuple[Candidate, ...]:
        """Return the candidates of a sentence with what agrees and what differs."""
        close = _CLOSE * ranked[0].score if ranked else 0.0
        has_values = _has_values(query)
        verdicts = [
            verdict
            for place, each in enumerate(ranked)
            if has_values or self._graph.entries[each.entry].kind == "legal-action"
            for verdict in self._of(query, each, place)
        ]
        decided = [v for v in _decided(verdicts) if v.fits or ranked[v.place].score >= close]
        decided = [v for v in decided if v.fits or not self._is_of_kin(v, verdicts, ranked)]
        return tuple(
            Candidate(
                each.entry,
                each.score,
                each.reasons,
                tuple(dict.fromkeys(v.compared for v in decided if v.place == place and v.fits)),
                tuple(dict.fromkeys(v.compared for v in decided if v.place == place and not v.fits)),
            )
            for place, each in enumerate(ranked[:MOST])
        )

    def _is_of_kin(self, verdict: _Verdict, verdicts: Sequence[_Verdict], ranked: Sequence[Ranked]) -> bool:
        """Return whether a date that differs is that of something else in the same case or under the same law."""
        if verdict.compared.what != "date":
            return False
        id_ = ranked[verdict.place].entry
        named = {link.target for links in self._graph.links(id_).values() for link in links}
        naming = {other for ids in self._graph.back(id_).values() for other in ids}
        if any(v.fits and v.key == verdict.key and ranked[v.place].entry in named | naming for v in verdicts):
            return True
        date = read_date(verdict.key.edtf) if isinstance(verdict.key, SaidDate) else None
        better = (each.entry for each in ranked[: verdict.place] if each.entry in named | naming)
        return date is not None and any(
            known.compatible(date)
            for other in better
            for known in self._facts_of(self._graph.entries[other]).dates.values()
        )

    def _of(self, query: Query, each: Ranked, place: int) -> Iterator[_Verdict]:
        entry = self._graph.entries[each.entry]
        about = _about(entry, each)
        if about < AGREES:
            return
        facts = self._facts_of(entry)
        text, said = query.text, query.said
        compare: tuple[Callable[[], Iterator[tuple[bool, Compared, object]]], ...] = (
            lambda: self._dates(entry, facts, text, said),
            lambda: _votes(facts, said),
            lambda: self._court(entry, facts, text, said, each),
            lambda: _dockets(facts, text, said),
            lambda: _citations(facts, text, said),
            lambda: _periods(facts, text, said),
            lambda: self._shares(facts, text, said),
            lambda: _amounts(facts, text, said),
            lambda: self._sides(facts, text, said),
        )
        for one in compare:
            found = list(one())
            agreed = {subject_of(compared) for fits, compared, _ in found if fits}
            for fits, compared, key in found:
                if fits:
                    yield _Verdict(True, compared, key, about, place, each.score)
                elif subject_of(compared) not in agreed and about >= DIFFERS:
                    if compared.what == "side" and place and about < _NAMED:
                        continue  # the same parties have other actions
                    meant = each.named or each.numbered
                    if not (meant or each.focused or each.judged or each.paired or each.has_names):
                        continue
                    if not meant and self._is_known(compared, about):
                        continue
                    if compared.what == "period" and entry.kind == "event" and each.covers < DIFFERS:
                        continue  # the title gives it, and the sentence has another one
                    yield _Verdict(False, compared, key, about, place, each.score)

    def _is_known(self, compared: Compared, about: float) -> bool:
        """Return whether the record has a value as that of another entry, which the sentence may well mean."""
        if compared.what not in _KNOWABLE or (about >= _SURE and compared.what != "period"):
            return False
        return value_key(compared.what, compared.text) in self._values

    def _facts_of(self, entry: Entry) -> Facts:
        found = self._facts.get(entry.id)
        if found is None:
            found = self._facts[entry.id] = Facts(entry, self._graph)
        return found

    # -- dates -----------------------------------------------------------------------------------------

    def _dates(
        self, entry: Entry, facts: Facts, text: str, said: Said
    ) -> Iterator[tuple[bool, Compared, object]]:
        alone = sum(1 for date in said.dates if len(date.edtf) > 4) == 1
        taken = [
            *((name.start, name.end) for name in said.names),
            *((vote.start, vote.end) for vote in said.votes),
            *((number.start, number.end) for number in said.numbers),
            *((date.start, date.end) for date in said.dates),
        ]
        differing: dict[str, list[SaidDate]] = {}
        for each in said.dates:
            date = read_date(each.edtf)
            if date is None or date.is_open or each.text in entry.title or _within(each, said.names):
                continue
            meant = self._happenings.at(text, each, self._graph.kinds[entry.kind].milestones)
            fields = [f for f in meant if f in facts.dates]
            fitting = [f for f in fields or facts.dates if facts.dates[f].compatible(date)]
            if not fitting and fields:
                fitting = [f for f in facts.dates if f not in fields and facts.dates[f] == date]
            if not fitting:  # of a carried date the year is not the sentence's own
                others = of_other_years(each)
                fitting = [f for f in fields or facts.dates if facts.dates[f] in others]
            if fitting:
                yield True, Compared("date", each.text, of_record.dated(facts.dates, fitting[0])), each
            elif self._tells(entry, facts, text, each, fields, taken, alone=alone):
                differing.setdefault(fields[0] if fields else next(iter(facts.dates)), []).append(each)
        for field, dates in differing.items():
            if len(dates) == 1:  # of two, nobody knows which is meant
                yield False, Compared("date", dates[0].text, of_record.dated(facts.dates, field)), dates[0]

    def _tells(
        self,
        entry: Entry,
        facts: Facts,
        text: str,
        said: SaidDate,
        fields: Sequence[str],
        taken: Sequence[tuple[int, int]],
        *,
        alone: bool,
    ) -> bool:
        """Return whether a date that fits none of an entry's is said to be one of them."""
        if not facts.dates or (said.carried and not _MONTH.search(said.text)):
            return False
        if _BOUND.search(text[: said.start]) and not (entry.kind == "deadline" or "effective" in fields):
            return False
        if entry.kind in ("event", "statement"):
            return self._happenings.told(entry.title, text, said, taken, alone=alone)
        return bool(fields) and not self._happenings.is_of_another(text, said, fields)

    # -- courts ----------------------------------------------------------------------------------------

    def _court(
        self, entry: Entry, facts: Facts, text: str, said: Said, each: Ranked
    ) -> Iterator[tuple[bool, Compared, object]]:
        named = self._courts.said(text, said)
        if not named or not facts.court:
            return
        record = court_name(facts.court, self._graph.courts)
        fitting = [(key, words) for key, words, courts in named if facts.court_key in courts]
        if fitting:
            yield True, Compared("court", fitting[0][1], record), fitting[0][0]
            return
        appealed = _APPEALED.search(text)
        if entry.kind == "event" and not self._is_of_court(entry):
            return
        if len(named) == 1 and _about(entry, each) >= DIFFERS:
            key, words, courts = named[0]
            related = courts & facts.related_courts
            if not (related and appealed and not _numbered(facts, text, said)):
                yield False, Compared("court", words, record), key

    def _is_of_court(self, entry: Entry) -> bool:
        """Return whether an event is what a court did, and not something else in a case before it."""
        if any(
            self._graph.entries[i].fields.get("type") == "court"
            for i in self._graph.targets(entry.id, "actor")
        ):
            return True
        return bool(_JUDGING.search(entry.title))

    # -- shares ----------------------------------------------------------------------------------------

    def _shares(self, facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
        percents = [n for n in said.numbers if n.unit == "%" and n.to is None]
        if not percents or not facts.shares:
            return
        parties = [n for n in said.names if self._share_of(facts, n.entry) is not None]
        sums = of_record.sums(facts.shares)
        for number in percents:
            exact = [s for s in facts.shares if _rounds(text, number, s.share, both=False)]
            near = _nearest(parties, number, text)
            if exact:
                fitting = next((s for s in exact if near and self._is(s.party, near)), exact[0])
                yield True, Compared("share", number.text, self._share_text(fitting)), number
            elif near is not None and not any(_rounds(text, number, total, both=False) for total in sums):
                share = self._share_of(facts, near)
                if share is not None:
                    yield False, Compared("share", number.text, self._share_text(share)), number

    def _share_text(self, share: of_record.Share) -> str:
        return f"{called(self._graph.entries[share.party])}: {share.share:g}%"

    def _share_of(self, facts: Facts, id_: str) -> of_record.Share | None:
        return next((s for s in facts.shares if self._is(s.party, id_)), None)

    def _is(self, party: str, named: str) -> bool:
        return party == named or party in kin(self._graph, named)

    # -- sides -----------------------------------------------------------------------------------------

    def _sides(self, facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
        if not facts.sides:
            return
        for told in said_sides(text, said, facts.sides, self._graph, appeal=facts.is_appeal):
            role = facts.sides[told.party]
            words = f"{called(self._graph.entries[told.party])}: {of_record.role_name(role)}"
            yield (
                of_record.SIDE[role] == told.side,
                Compared("side", told.text, words),
                (told.party, told.side),
            )


def _has_values(query: Query) -> bool:
    """Return whether a sentence has anything but sides that could be compared."""
    said = query.said
    return (
        bool(said.dates or said.votes or said.numbers or said.courts) or _DIGIT.search(query.text) is not None
    )


def value_key(what: str, text: str) -> str:
    """Return what stands for a value whatever way it is written: its numbers; one in words stays as it is."""
    numbers = re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))
    return f"{what}:{'-'.join(numbers if what == 'docket' else numbers[:2]) or text.casefold()}"


def _values(graph: Graph) -> Iterator[str]:
    """Yield keys for the votes, amounts, periods and docket numbers of a record."""
    for entry in graph.entries.values():
        for what, field in _KNOWABLE.items():
            value = entry.fields.get(field)
            if value:
                yield value_key(what, value[3] if isinstance(value, tuple) else str(value))


# -- what a sentence is about ----------------------------------------------------------------------------


def _about(entry: Entry, each: Ranked) -> float:
    """Return how much a sentence is about an entry, from 0 to 1."""
    about = each.covers
    if entry.kind == "legal-action" and _CAPTIONED.search(entry.title):
        about = min(about, _CAPTION)  # whoever names both sides may mean another case of theirs
    if each.paired:
        about = max(about, _PAIRED)
    if each.named and entry.kind in _THINGS:
        about = max(about, _NAMED)
    if each.numbered:
        about = max(about, _NUMBERED)
    if each.focused:
        about = max(about, _FOCUSED)
    if each.judged:
        about = max(about, _JUDGED)
    return about


def subject_of(compared: Compared) -> str:
    """Return what has the value: a party has a share and a side, a milestone a date, the entry all else."""
    if compared.what in ("share", "side"):
        return f"{compared.what} {compared.record.partition(':')[0]}"
    if compared.what == "date":
        return f"date {compared.record.partition('(')[2]}"
    return compared.what


def _decided(verdicts: Sequence[_Verdict]) -> Iterator[_Verdict]:
    """Yield what is said: for each value what the best candidate says, if no lower one has a better right to it."""
    by_value: dict[tuple[str, object], list[_Verdict]] = {}
    for verdict in verdicts:
        by_value.setdefault((verdict.compared.what, verdict.key), []).append(verdict)
    torn = {verdict.place for verdict in verdicts if not verdict.fits}
    for group in by_value.values():
        first = group[0]
        if first.fits:
            yield from (v for v in group if v.fits)
            continue
        rivals = [v for v in group if v.fits and _rivals(v, first) and v.place not in torn]
        if rivals:
            yield from rivals
        else:
            yield first


def _rivals(verdict: _Verdict, first: _Verdict) -> bool:
    """Return whether an entry has about as good a right to a value as the best one."""
    return verdict.about >= _RIVAL * first.about and verdict.score >= _LIKELY * first.score


# -- votes, numbers, amounts and periods ------------------------------------------------------------------


def _within(date: SaidDate, names: Sequence[SaidName]) -> bool:
    """Return whether a date is part of a name, such as that of a statute."""
    return any(name.start <= date.start and date.end <= name.end for name in names)


def _votes(facts: Facts, said: Said) -> Iterator[tuple[bool, Compared, object]]:
    if not said.votes or facts.vote is None:
        return
    for vote in said.votes:
        if any(c.start < vote.end and vote.start < c.end for c in said.citations):
            continue
        fits = (vote.ayes, vote.noes) == facts.vote[:2]
        yield fits, Compared("vote", vote.text, "-".join(map(str, facts.vote))), vote


def _dockets(facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
    yield from _numbers("docket", facts.dockets, text, said)


def _citations(facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
    yield from _numbers("citation", facts.citations, text, said)


def _numbers(
    what: str, numbers: Sequence[Number], text: str, said: Said
) -> Iterator[tuple[bool, Compared, object]]:
    """Compare what a sentence has of the form of an entry's numbers."""
    if not numbers or _DIGIT.search(text) is None:
        return
    for found in of_record.like(numbers, text, said):
        same = next((n for n in numbers if found.key in n.keys), None)
        if same is not None:
            yield True, Compared(what, found.text, same.text), found[:2]
        elif re.match(r"\s*at\b", text[found.end :]) is None:
            yield False, Compared(what, found.text, found.number.text), found[:2]


def _numbered(facts: Facts, text: str, said: Said) -> bool:
    """Return whether a sentence has a docket number or a citation of the entry."""
    numbers = (*facts.dockets, *facts.citations)
    return any(each.key in n.keys for each in of_record.like(numbers, text, said) for n in numbers)


def _amounts(facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
    for number in said.numbers:
        if not re.fullmatch("[A-Z]{3}", number.unit):
            continue
        same = [a for a in facts.amounts if a.currency == number.unit]
        if not same:
            continue
        fitting = next((a for a in same if _amount_fits(text, number, a)), None)
        if fitting is not None:
            yield True, Compared("amount", number.text, fitting.text), number
        elif len(same) == 1 and not _close(text, number, same[0]):
            yield False, Compared("amount", number.text, same[0].text), number


def _amount_fits(text: str, number: SaidNumber, amount: Amount) -> bool:
    if amount.to is not None:
        return amount.number <= number.value <= amount.to
    if number.to is not None:
        return number.value <= amount.number <= number.to
    return _rounds(text, number, amount.number)


def _close(text: str, number: SaidNumber, amount: Amount) -> bool:
    """Return whether a hedged amount is too near to the record's to differ from it."""
    hedged = _HEDGE.search(text[: number.start]) is not None or amount.hedged
    return hedged and abs(number.value - amount.number) <= 0.25 * amount.number


def _rounds(text: str, number: SaidNumber, record: float, *, both: bool = True) -> bool:
    """Return whether a number is the record's, rounded as the sentence has it, or with *both* as the record has it."""
    hedged = _HEDGE.search(text[: number.start]) is not None
    slack = max(_unit(number.text, number.value) / 2, record * (0.1 if hedged else 0))
    if abs(number.value - record) <= slack + 1e-9:
        return True
    if not both or abs(number.value - record) > _ROUNDED * record:
        return False
    digits = f"{record:.10g}"
    exponent = len(digits) - len(digits.rstrip("0")) if "." not in digits else -len(digits.partition(".")[2])
    finer = len(f"{number.value:.10g}".strip("0.")) > len(digits.strip("0."))
    return finer and bool(round(number.value, -exponent) == record)


def _unit(text: str, value: float) -> float:
    """Return what one more in the last digit of a number as it is written would add; 0 for a whole number in digits."""
    found = re.search(r"\d[\d,]*(?:\.(\d+))?", text)
    if found is None:
        return 0.0
    written = float(found[0].replace(",", ""))
    scale = value / written if written else 1.0
    if not found[1]:
        return scale if scale > 1 else 0.0
    return float(scale * 10 ** -len(found[1]))


def _periods(facts: Facts, text: str, said: Said) -> Iterator[tuple[bool, Compared, object]]:
    for number in said.numbers:
        period = of_record.said_period(number)
        if period is None or not facts.periods:
            continue
        if _AFTER_PERIOD.match(text[number.end :]) or _BEFORE_PERIOD.search(text[: number.start]):
            continue
        fitting = next((p for p in facts.periods if p.same(period)), None)
        if fitting is not None:
            yield True, Compared("period", number.text, str(fitting)), number
        elif facts.rules_period and not any(p.near(period) for p in facts.periods):
            yield False, Compared("period", number.text, _listed(facts.periods)), number


def _listed(periods: Sequence[Period]) -> str:
    return " or ".join(map(str, periods))


def _nearest(parties: Sequence[SaidName], number: SaidNumber, text: str) -> str | None:
    """Return the party that a percentage is said of: the one before it in its clause, else the one behind."""
    before = [p for p in parties if p.end <= number.start]
    clause = max((m.end() for m in re.finditer(r"[;,]\s", text[: number.start])), default=0)
    close = [p for p in before if p.start >= clause] or before
    if close:
        return close[-1].entry
    behind = [p for p in parties if p.start >= number.end]
    return behind[0].entry if behind else None
