"""What speaks for an entry, as terms with weights: stems of texts, names of what is related, numbers, values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log
from typing import Final

from sphinx_policyrefs.records.citations import parse_citation
from sphinx_policyrefs.records.courts import court_name
from sphinx_policyrefs.records.dates import DateError, PartialDate, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry, Run
from sphinx_policyrefs.records.names import names_in
from sphinx_policyrefs.review.happenings import HAPPENINGS
from sphinx_policyrefs.review.words import Stems

#: Weights of words by the field they stand in.
_TITLE, _TEXT, _LABEL, _KIN, _BACK = 3.0, 1.0, 0.6, 0.5, 0.45
#: Weights of names: the entry's own, one that it names, one that names it, one at two steps.
_OWN, _NAMED, _NAMING, _FAR = 1.6, 1.0, 0.5, 0.3
#: Of a value that both sides have, and of one of the same sort.
_SAME, _SORT = 1.2, 0.5
#: Of entries of other sets; of those that many others name; of key ones.
_FOREIGN, _CENTRAL, _KEY = 0.7, 0.05, 1.2
#: How many of the entries that name one are looked at for their titles, and for their names.
_TITLES, _IDS = 50, 200

#: What is rarely what a sentence is about, though it often shares names with it.
_ASIDE: Final = {
    "source": 0.55,
    "passage": 0.55,
    "party": 0.5,
    "issue": 0.8,
    "scenario": 0.8,
    "discrepancy": 0.8,
}

#: Kinds that say nothing of the entries that they are about.
_SILENT: Final = frozenset({"claim", SOURCE, "passage", "discrepancy"})

#: What people call entries of a kind.
_CALLED: Final = {
    "legal-action": "lawsuit case",
    "agreement": "deal agreement",
    "statement": "statement said",
    "deadline": "deadline",
    "scenario": "scenario future",
    "issue": "question",
    "discrepancy": "differ",
}
#: Fields whose texts say what an entry is about.
_TEXTS: Final = (
    "cause", "posture", "relief", "relief-status", "disposition", "holding", "outcome", "place", "venue", "stage",
    "legal-force", "standard", "resolution", "condition", "judges", "office", "position", "tags", "type",
)  # fmt: skip
#: Fields that identify an entry.
_NUMBERS: Final = ("docket", "number", "citation")

_DIGIT: Final = re.compile(r"\d")
_UNKEYED: Final = re.compile(r"[\W_]+")
_LEAD: Final = re.compile(r"(?i)^\W*(?:case|docket|civil action|no|nos|number|numbers)\b\.?\s*(?:nos?\b\.?)?")


#: The words of each milestone, those of one stem once.
_ACTS: Final = {field: " ".join(dict.fromkeys(words.split())) for field, words in HAPPENINGS.items()}


class Terms:
    """What speaks for each entry of a record."""

    def __init__(self, graph: Graph, stems: Stems) -> None:
        self._graph = graph
        self._stems = stems
        self._known: dict[str, list[str]] = {}

    def words(self, entry: Entry) -> dict[str, float]:
        """Return the stems of an entry's texts, each with its weight."""
        counts: dict[str, float] = defaultdict(float)
        for text, weight in self._texts(entry):
            for stem in self._stemmed(text):
                counts[stem] += weight
        return counts

    def _stemmed(self, text: str) -> list[str]:
        """Return the stems of a text; titles come again and again, as those of what other entries name."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = list(self._stems.of(text))
        return found

    def _texts(self, entry: Entry) -> Iterator[tuple[str, float]]:
        yield entry.title, _TITLE
        for name in names_in(entry.fields):
            yield name, _TITLE / 2
        yield plain(entry.summary), _TEXT
        yield _CALLED.get(entry.kind, ""), _LABEL
        for field in _TEXTS:
            yield from ((text, _LABEL) for text in texts_in(entry.fields.get(field)))
        if quote := entry.fields.get("quote"):
            yield str(quote), _TEXT
        if court := entry.fields.get("court"):
            yield court_name(court, self._graph.courts), _LABEL
        for field in self._graph.kinds[entry.kind].milestones:
            if field in entry.fields and entry.kind not in ("event", "statement", SOURCE):
                yield _ACTS.get(field, field), _LABEL
        for field, links in self._graph.links(entry.id).items():
            if field not in ("sources", "see"):
                for link in links:
                    yield self._graph.entries[link.target].title, _KIN
        for (kind, field), ids in self._graph.back(entry.id).items():
            if kind not in _SILENT and field not in ("sources", "see") and entry.kind != "party":
                for id_ in ids[:_TITLES]:
                    yield self._graph.entries[id_].title, _BACK

    def names(self, entry: Entry) -> dict[str, float]:
        """Return the entries by whose names this one may be meant, with weights."""
        graph = self._graph
        near: dict[str, float] = {entry.id: _OWN}
        far: list[str] = []
        for field, links in graph.links(entry.id).items():
            if field == "sources":
                continue
            for link in links:
                near.setdefault(link.target, _NAMED if field != "see" else _FAR)
                if graph.entries[link.target].kind in ("legal-action", "instrument", "agreement"):
                    far.append(link.target)
        for (kind, field), ids in graph.back(entry.id).items():
            if kind not in _SILENT and field != "sources":
                for id_ in ids[:_IDS]:
                    near.setdefault(id_, _NAMING)
        for id_ in far:
            for field, links in graph.links(id_).items():
                if field not in ("sources", "see"):
                    for link in links:
                        near.setdefault(link.target, _FAR)
        return near

    def weight(self, entry: Entry) -> float:
        """Return how much an entry counts whatever a sentence says: important and central ones count more."""
        weight = _ASIDE.get(entry.kind, 1.0)
        importance = entry.fields.get("importance")
        if entry.home:
            weight *= _FOREIGN
        naming = sum(len(ids) for (kind, _), ids in self._graph.back(entry.id).items() if kind not in _SILENT)
        weight *= 1 + _CENTRAL * min(log(1 + naming), 4)
        return weight * (_KEY if importance == "key" else 2 - _KEY if importance == "minor" else 1.0)


def value_terms(entry: Entry) -> Iterator[tuple[str, float]]:
    """Yield terms for the values that an entry has, each as such and for its sort."""
    fields = entry.fields
    if vote := fields.get("vote"):
        yield from (("v:", _SORT), ("v:" + "-".join(vote.split("-")[:2]), _SAME))
    if isinstance(amount := fields.get("amount"), tuple):
        yield from (("a:", _SORT), (f"a:{amount[0]:g} {amount[2]}", _SAME))
    elif "value" in fields:
        yield "a:", _SORT
    if runs := fields.get("runs"):
        yield from (("p:", _SORT), (f"p:{str(runs).removesuffix('s')}", _SAME))
    for _, share in fields.get("shares", ()):
        yield from (("s:", _SORT), (f"s:{float(share):g} %", _SAME))


def sort_of(unit: str) -> str:
    """Return the letter of a sort of value: amount, share or period; "" for any other."""
    if unit == "%":
        return "s"
    if unit.removesuffix("s") in ("day", "week", "month", "year"):
        return "p"
    return "a" if len(unit) == 3 and unit.isupper() else ""


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs, a reference by its own text or its target."""
    return "".join(run if isinstance(run, str) else run[2] or run[1] for run in runs)


def texts_in(value: object) -> Iterator[str]:
    """Yield the texts that the value of a field has."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (part for part in value if isinstance(part, str))


def called(entry: Entry) -> str:
    """Return what an entry is called for short."""
    return entry.fields.get("short") or entry.title


def key_of(number: str) -> str:
    """Return a number such as that of a docket without what people write in several ways."""
    return _UNKEYED.sub("", _LEAD.sub("", number).casefold())


def keys_in(text: str) -> Iterator[str]:
    """Yield the keys of all that may be the number of an entry: words in a row, digits in the first or last."""
    words = text.split()
    digits = [n for n, word in enumerate(words) if _DIGIT.search(word)]
    keys = {}
    for n in digits:
        for near in range(max(n - 4, 0), min(n + 5, len(words))):
            if near not in keys:
                keys[near] = _UNKEYED.sub("", words[near].casefold())
        for start in range(max(n - 4, 0), n + 1):
            yield "".join(keys[k] for k in range(start, n + 1))
        for stop in range(n + 1, min(n + 5, len(words))):
            yield "".join(keys[k] for k in range(n, stop + 1))


def numbers_of(entry: Entry, graph: Graph) -> frozenset[str]:
    """Return the keys of the numbers that identify an entry: dockets, citations, numbers of orders."""
    found: set[str] = set()
    for field in _NUMBERS:
        for text in texts_in(entry.fields.get(field)):
            parts = re.split(r"[;,&]|\band\b", text) if field == "docket" else [text]
            for part in parts:
                found.add(key_of(part))
            citation = parse_citation(text, graph.citations)
            if citation is not None:
                found.add(key_of(citation.text))
    if entry.fields.get("type") == "executive-order" and (number := entry.fields.get("number")):
        found.add(key_of(f"Executive Order {number}"))
    return frozenset(key for key in found if len(key) > 3 and any(c.isdigit() for c in key))


def read_date(edtf: str) -> PartialDate | None:
    """Return the date that a sentence gives, None for a day of an unknown year."""
    try:
        date = parse_date(edtf)
    except DateError:
        return None
    return None if date.is_unknown or edtf.startswith("XXXX") else date


def kin(graph: Graph, id_: str) -> frozenset[str]:
    """Return the companies above and below a party, which writers do not always tell apart."""
    found = {*graph.targets(id_, "parent"), *graph.sources_back(id_, "party", "parent")}
    for above in graph.targets(id_, "parent"):
        found.update(graph.targets(above, "parent"))
    return frozenset(found)
