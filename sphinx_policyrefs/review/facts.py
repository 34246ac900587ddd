"""What the record says of an entry, as sentences can be set beside it: its dates, votes, courts, numbers and sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple

from sphinx_policyrefs.records.citations import parse_citation
from sphinx_policyrefs.records.courts import find_court
from sphinx_policyrefs.records.dates import PartialDate, display_date
from sphinx_policyrefs.records.deadlines import Period as RecordPeriod
from sphinx_policyrefs.records.deadlines import parse_period
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import ANSWERING, CLAIMING, SIDES
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.money import find_amounts, parse_amount
from sphinx_policyrefs.review.model import Said, SaidNumber
from sphinx_policyrefs.review.quantities import find_numbers, find_votes
from sphinx_policyrefs.review.terms import key_of, plain, texts_in

#: The side of each role: who brings an action, and against whom.
SIDE: Final[Mapping[str, str]] = {
    **dict.fromkeys(CLAIMING, "claiming"),
    **dict.fromkeys(ANSWERING, "answering"),
    "intervenors": "intervenors",
    "amici": "amici",
}
_SINGULAR: Final = {"amici": "amicus", "appellees": "appellee"}
_DAYS: Final = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_COURT: Final = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+)*(?:[A-Z][a-z]+\s+)?(?:Courts?|Tribunal)\b(?:\s+(?:of|for|the|[A-Z][\w.’'-]*))*"
)
#: Below how many digits a number tells too little, and of how many on a part of it may have more or fewer.
_FEWEST, _FEW_DIGITS = 4, 3
_HEDGED: Final = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|more than|over|at least|up to|some|approx)", re.IGNORECASE
)


class Number(NamedTuple):
    """A number that identifies an entry, such as that of a docket."""

    text: str
    #: all that it may be written as, reduced
    keys: frozenset[str]
    #: its form: digits and capitals for what they are
    form: str
    #: as in the table of citations, "" where it is none of these
    kind: str

    def is_like(self, words: str) -> bool:
        """Return whether words have the form of this number."""
        return form_of(words) == self.form


class Amount(NamedTuple):
    """An amount of money."""

    number: float
    to: float | None
    currency: str
    text: str

    @property
    def hedged(self) -> bool:
        """Whether the record itself does not say it exactly."""
        return _HEDGED.search(self.text) is not None


class Share(NamedTuple):
    """What a party holds, in percent."""

    party: str
    share: float


class Period(NamedTuple):
    """A length of time."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return str(RecordPeriod(self.amount, self.unit))

    @property
    def days(self) -> float:
        """How many days it has, about."""
        return self.amount * _DAYS[self.unit]

    def same(self, other: Period) -> bool:
        """Return whether both are one period: two weeks are 14 days, a year is 12 months."""
        pair = {self.unit, other.unit}
        exact = pair <= {"day", "week"} or pair <= {"month", "year"}
        return self[:] == other[:] or (exact and abs(self.days - other.days) < 0.5)

    def near(self, other: Period) -> bool:
        """Return whether they are of nearly one length, in units that can't be compared exactly."""
        return self.unit != other.unit and abs(self.days - other.days) <= 0.05 * max(self.days, other.days)


class Facts:
    """What the record says of an entry, each sort of value made when a sentence has one of that sort."""

    def __init__(self, entry: Entry, graph: Graph) -> None:
        self._entry = entry
        self._graph = graph

    @cached_property
    def dates(self) -> Mapping[str, PartialDate]:
        """Return the dates of its milestones."""
        entry, graph = self._entry, self._graph
        dates = {name: graph.date(entry.id, name) for name in graph.kinds[entry.kind].milestones}
        return {name: date for name, date in dates.items() if date is not None and not date.is_unknown}

    @cached_property
    def vote(self) -> tuple[int, ...] | None:
        """Return ayes, noes and perhaps abstentions."""
        vote = self._entry.fields.get("vote")
        if isinstance(vote, str):
            return tuple(map(int, vote.split("-")))
        told = find_votes(self._entry.title, ()) if self._entry.kind == "event" else []
        return (told[0].ayes, told[0].noes) if len(told) == 1 else None

    @cached_property
    def court(self) -> str:
        """Return the text of the court of a legal action, or of an event in one or by one; "" for none."""
        return _court_of(self._entry, self._graph)

    @cached_property
    def court_key(self) -> str:
        """Return what stands for the court."""
        return court_key(self.court, self._graph)

    @cached_property
    def related_courts(self) -> frozenset[str]:
        """Return what stands for the courts that the case has been before, or went to."""
        return frozenset(court_key(court, self._graph) for court in _related_courts(self._entry, self._graph))

    @cached_property
    def dockets(self) -> tuple[Number, ...]:
        """Return the docket numbers."""
        return tuple(_numbers(_parts(self._entry.fields.get("docket")), self._graph))

    @cached_property
    def citations(self) -> tuple[Number, ...]:
        """Return the citations, and the number of an instrument."""
        return tuple(_numbers(_citations(self._entry), self._graph))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the period of a deadline, or those of the deadlines that an entry sets off."""
        return _periods(self._entry, self._graph)

    @property
    def rules_period(self) -> bool:
        """Whether a sentence about the entry that gives another period differs from it."""
        return self._entry.kind == "deadline" or any(map(said_period, find_numbers(self._entry.title, ())))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Return what each party holds."""
        return tuple(_shares(self._entry, self._graph))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Return the amounts of money."""
        return tuple(_amounts(self._entry))

    @cached_property
    def sides(self) -> Mapping[str, str]:
        """Return the role of each party of a legal action; one that has several sides has none."""
        return _sides(self._entry, self._graph)

    @property
    def is_appeal(self) -> bool:
        """Whether who brings the action appeals."""
        fields = self._entry.fields
        return self._entry.kind == "legal-action" and ("appellants" in fields or "appeal-of" in fields)


def dated(dates: Mapping[str, PartialDate], field: str) -> str:
    """Return a date of an entry in words, with what happened then."""
    text = display_date(dates[field])
    return text if field == "date" else f"{text} ({field})"


def role_name(role: str) -> str:
    """Return what one party in a role is called."""
    return _SINGULAR.get(role, role.removesuffix("s"))


# -- courts ------------------------------------------------------------------------------------------------


def court_key(text: str, graph: Graph) -> str:
    """Return what stands for a court: its id, or the words of one that has none."""
    found = find_court(text, graph.courts)
    return found.id if found is not None else " ".join(sorted(_court_words(text)))


def _court_words(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"(?i)european union|\bEU\b", "europe", text).casefold())
    return frozenset(_DEMONYMS.get(w, w) for w in words if w not in ("the", "of", "for", "s", "u", "in"))


#: Of countries whose courts English writers name by an adjective that does not begin as the country does.
_DEMONYMS: Final = {
    "irish": "ireland", "dutch": "netherlands", "french": "france", "german": "germany", "british": "uk", "spanish":
    "spain", "swiss": "switzerland", "polish": "poland", "austrian": "austria", "belgian": "belgium", "italian":
    "italy", "danish": "denmark", "swedish": "sweden", "canadian": "canada", "australian": "australia", "indian":
    "india", "chinese": "china", "japanese": "japan", "brazilian": "brazil", "european": "europe", "norwegian":
    "norway", "portuguese": "portugal", "greek": "greece", "turkish": "turkey", "russian": "russia", "mexican":
    "mexico", "israeli": "israel", "korean": "korea", "finnish": "finland", "czech": "czechia", "hungarian":
    "hungary",
}  # fmt: skip


class Courts:
    """The courts of a record, as sentences name them."""

    def __init__(self, graph: Graph) -> None:
        texts = {entry.fields["court"] for entry in graph.entries.values() if "court" in entry.fields}
        texts |= {e.title for e in graph.entries.values() if e.fields.get("type") == "court"}
        names = ((text, find_court(text, graph.courts)) for text in sorted(texts))
        self._known = [
            (court_key(text, graph), _court_words(found.name if found is not None else text))
            for text, found in names
        ]
        self._last: tuple[str, list[tuple[object, str, frozenset[str]]]] = ("", [])

    def said(self, text: str, said: Said) -> list[tuple[object, str, frozenset[str]]]:
        """Return the courts that a sentence names: place, words, and the keys of those it may be."""
        if self._last[0] == text:  # the same sentence, beside the next candidate
            return self._last[1]
        named: list[tuple[object, str, frozenset[str]]] = []
        taken: list[tuple[int, int]] = []
        for court in said.courts:
            named.append(((court.start, court.end), court.text, frozenset({court.court})))
            taken.append((court.start, court.end))
        for found in _COURT.finditer(text):
            start, end = found.span()
            if any(start < e and s < end for s, e in taken):
                continue
            words = _court_words(found[0])
            keys = frozenset(key for key, has in self._known if words and words <= has)
            if keys and len(words) > 1:
                named.append(((start, end), found[0].strip(), keys))
        self._last = (text, named)
        return named


def _court_of(entry: Entry, graph: Graph) -> str:
    """Return the court of a legal action, or of an event in one or by one."""
    if court := entry.fields.get("court"):
        return str(court)
    if entry.kind != "event":
        return ""
    for id_ in graph.targets(entry.id, "legal-action"):
        if court := graph.entries[id_].fields.get("court"):
            return str(court)
    courts = [
        id_ for id_ in graph.targets(entry.id, "actor") if graph.entries[id_].fields.get("type") == "court"
    ]
    return graph.entries[courts[0]].title if len(courts) == 1 else ""


def _related_courts(entry: Entry, graph: Graph) -> Iterator[str]:
    """Yield the courts that the case of an entry has been before, or went to."""
    cases = [entry.id] if entry.kind == "legal-action" else graph.targets(entry.id, "legal-action")
    seen: set[str] = set()
    while cases:
        case = cases.pop()
        if case in seen:
            continue
        seen.add(case)
        if court := graph.entries[case].fields.get("court"):
            yield court
        cases += graph.targets(case, "appeal-of", "consolidated-with")
        cases += graph.sources_back(case, "legal-action", "appeal-of", "consolidated-with")


# -- numbers -----------------------------------------------------------------------------------------------


def form_of(text: str) -> str:
    """Return the form of a number: its letters as they are, ``0`` for digits."""
    plain = re.sub(r"(?i)^\W*(?:case|docket|civil action)?\s*(?:nos?\b\.?|number)\s*", "", text)
    return re.sub(r"\d+", "0", re.sub(r"[\s.]+", "", plain)).casefold().replace("–", "-")


def _numbers(texts: Iterable[str], graph: Graph) -> Iterator[Number]:
    for text in texts:
        citation = parse_citation(text, graph.citations)
        keys = {key_of(text)}
        if citation is not None:
            keys.add(key_of(citation.text))
        yield Number(text, frozenset(keys), form_of(text), citation.kind if citation else "")


def _parts(value: object) -> Iterator[str]:
    """Yield the numbers of a docket, each without what is in brackets."""
    for text in texts_in(value):
        for part in re.split(r"[;,&()]|\band\b|\bconsolidated with\b", text):
            if any(c.isdigit() for c in part):
                yield part.strip()


def _citations(entry: Entry) -> Iterator[str]:
    yield from texts_in(entry.fields.get("citation"))
    if entry.kind == "instrument" and (number := entry.fields.get("number")):
        order = entry.fields.get("type") == "executive-order" and str(number).isdigit()
        yield f"Executive Order {number}" if order else str(number)


class Like(NamedTuple):
    """What a sentence has of the form of a number of the record."""

    start: int
    end: int
    text: str
    key: str
    #: the number whose form it has
    number: Number


def like(numbers: Sequence[Number], text: str, said: Said) -> list[Like]:
    """Return what a sentence has of the forms of some numbers, each place once."""
    found: list[Like] = []
    for citation in said.citations:
        for number in numbers:
            if number.is_like(citation.text) or number.is_like(citation.normal):
                key = key_of(citation.normal)
                found.append(Like(citation.start, citation.end, citation.text, key, number))
                break
    spans = [*((v.start, v.end) for v in said.votes), *((d.start, d.end) for d in said.dates)]
    for number in numbers:
        if sum(c.isdigit() for c in number.text) < _FEWEST:
            continue
        for match in re.finditer(_pattern(number.text), text):
            start, end = match.span()
            if not any(a < end and start < b for a, b in (*spans, *(each[:2] for each in found))):
                found.append(Like(start, end, match[0], key_of(match[0]), number))
    return found


def _pattern(text: str) -> str:
    """Return a pattern for what has the form of a number: the same letters, other digits, about as many."""
    plain = re.sub(r"(?i)^\W*(?:case|docket|civil action)?\s*(?:nos?\b\.?|number)\s*", "", text)
    parts = re.findall(r"\d+|\s+|[^\d\s]+", plain)
    made = "".join(_digits(p) if p[0].isdigit() else r"\s+" if p.isspace() else re.escape(p) for p in parts)
    return rf"(?<![\w/-]){made}(?![\w/-]|\.\d)" if not made.startswith("\\[") else made


def _digits(part: str) -> str:
    """Return a pattern for other digits in their place: as many, where there are few."""
    length = len(part)
    return rf"\d{{{length}}}" if length < _FEW_DIGITS else rf"\d{{{length - 2},{length + 2}}}"


# -- periods, shares, amounts, sides -----------------------------------------------------------------------


def said_period(number: SaidNumber) -> Period | None:
    """Return the period that a number of a sentence is."""
    unit = number.unit.removesuffix("s")
    if unit not in _DAYS or number.to is not None or number.value != int(number.value):
        return None
    return Period(int(number.value), unit)


def _periods(entry: Entry, graph: Graph) -> tuple[Period, ...]:
    deadlines = [entry]
    if entry.kind != "deadline":
        deadlines = [
            graph.entries[id_]
            for id_ in graph.sources_back(entry.id, "deadline", "from", "imposed-by", "extended-by")
        ]
    found = []
    for deadline in deadlines:
        if "runs" in deadline.fields:
            try:
                period = parse_period(str(deadline.fields["runs"]))
            except ValueError:
                continue
            found.append(Period(abs(period.amount), period.unit))
    if entry.kind == "event":
        found += filter(None, map(said_period, find_numbers(entry.title, ())))
    return tuple(dict.fromkeys(found))


def _shares(entry: Entry, graph: Graph) -> Iterator[Share]:
    for name, share in entry.fields.get("shares", ()):
        party = graph.find(name, ("party",)).entry
        if party is not None:
            yield Share(party.id, float(share))


def sums(shares: Sequence[Share]) -> list[float]:
    """Return what several of the shares make together; of many shares all of them alone."""
    values = [s.share for s in shares]
    if len(values) > 8:
        return [sum(values)]
    return [sum(part) for size in range(2, len(values) + 1) for part in combinations(values, size)]


def _amounts(entry: Entry) -> Iterator[Amount]:
    amount = entry.fields.get("amount")
    if isinstance(amount, tuple):
        yield Amount(float(amount[0]), None if amount[1] is None else float(amount[1]), amount[2], amount[3])
        return
    value = entry.fields.get("value")
    if isinstance(value, str):
        with suppress(ValueError):
            number, to, currency = parse_amount(value)
            yield Amount(float(number), None if to is None else float(to), currency, value)
        return
    for text in (entry.title, plain(entry.summary)):
        found = find_amounts(text)
        if len(found) == 1:
            start, end, (number, to, currency) = found[0]
            yield Amount(float(number), None if to is None else float(to), currency, text[start:end])
        if found:
            return


def _sides(entry: Entry, graph: Graph) -> Mapping[str, str]:
    found: dict[str, str] = {}
    torn: set[str] = set()
    for role in SIDES:
        for id_ in graph.targets(entry.id, role):
            if id_ in found and SIDE[found[id_]] != SIDE[role]:
                torn.add(id_)
            found.setdefault(id_, role)
    return {id_: role for id_, role in found.items() if id_ not in torn}
