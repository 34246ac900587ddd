"""The entries that a sentence names: by title, short name, alias, citation or docket number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_policyrefs.records.citations import Citation, CitationForm, find_citations, parse_citation
from sphinx_policyrefs.records.dockets import plain
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.name_trie import NameTrie
from sphinx_policyrefs.records.names import names_in
from sphinx_policyrefs.review.model import SaidName

#: Chinese and Japanese, which have no blanks between words: each character is one.
_IDEOGRAPHS: Final = "\u3040-\u30ff\u3400-\u9fff"
_TOKEN: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+|[^\w\s]")
_DASHES: Final = str.maketrans("‐‑‒–—", "-----")
#: Kinds that name nothing in a text of others: assertions about it, and disagreements.
_LEFT_OUT: Final = frozenset({"claim", "discrepancy"})
#: A word that makes a longer name of the one before it.
_LONGER: Final = re.compile(
    r" (?:Committee|Subcommittee|Act|Inc|Corp|LLC|Ltd|Holdings?|Avenue|Street|University|Institute|Foundation|County"
    r"|Times|Post|News|Review|Journal|Association)\b"
)
_HONORIFIC: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Judge|Justice|President|Presidents|Sen|Senators?|Rep|Representatives?|Gov|Governor|Secretary|Chair(?:man|woman)?"
    r"|Commissioner|General|Minister|Chancellor|Speaker|Director|CEO|Prof(?:essor)?|Mayor|Sheriff|Lord|Lady|Sir)\.?\s\Z"
)
_INITIALS: Final = re.compile(r"(?:[A-Z]\.?){1,2}")
_SUFFIX: Final = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_CAPITALIZED: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_]")
_DISTRICT_DOCKET: Final = re.compile(
    r"(?<![\w:])(?:(\d{1,2}):)?(\d\d)-?([a-z]{2,4}|[A-Z]{2,4})-?0*(\d{1,6})(?!\d)"
)
_APPEAL_DOCKET: Final = re.compile(r"(?<![\w:/-])(\d\d)-0*(\d{1,6})(?![\w/-])")
_UNION_DOCKET: Final = re.compile(r"(?<![\w-])([CTF])-(\d{1,4})/(\d\d)(?!\d)")
#: How many entries of one name are told.
_MOST: Final = 5

_Key = tuple[str, ...]


class _Bearer(NamedTuple):
    """An entry with a name, as it is written in the record."""

    entry: str
    kind: str
    name: str


class Names:
    """The names of a record, to be looked for in the sentences of one document after another."""

    def __init__(self, entries: Iterable[Entry], rows: Sequence[CitationForm] = ()) -> None:
        """Take the names of *entries*, and their citations by the record's own *rows* as well."""
        self._trie: NameTrie[list[_Bearer]] = NameTrie(_TOKEN, _folded)
        self._surnames: dict[str, list[str]] = defaultdict(list)
        self._cited: dict[_Key, list[str]] = defaultdict(list)
        self.rows = tuple(rows)
        for entry in entries:
            if entry.kind in _LEFT_OUT:
                continue
            person = _is_person(entry)
            for name in dict.fromkeys(_names(entry, person=person)):
                self._add(entry, name)
            if person:
                self._surnames[_surname(entry.title)].append(entry.id)
            for key in dict.fromkeys(self._keys(entry)):
                self._cited[key].append(entry.id)

    def _add(self, entry: Entry, name: str) -> None:
        letters = sum(map(str.isalnum, name))
        if letters < 2:
            return
        if letters < 4 and not name.replace(".", "").isupper() and not re.search(rf"[{_IDEOGRAPHS}]", name):
            return
        bearers = self._trie.get(name)
        if bearers is None:
            self._trie.add(name, bearers := [])
        if all(bearer.entry != entry.id or bearer.name != name for bearer in bearers):
            bearers.append(_Bearer(entry.id, entry.kind, name))

    def _keys(self, entry: Entry) -> Iterator[_Key]:
        for text in entry.fields.get("citation", ()):
            for found in find_citations(text, self.rows):
                yield citation_key(found.citation)
        if entry.kind == "instrument" and (number := entry.fields.get("number")):
            if entry.fields.get("type") == "executive-order" and number.replace(",", "").isdigit():
                yield ("executive-order", f"number={number.replace(',', '')}")
            elif (citation := parse_citation(number, self.rows)) is not None:
                yield citation_key(citation)
        if docket := entry.fields.get("docket"):
            yield from docket_keys(docket)

    def cited(self, citation: Citation) -> tuple[str, ...]:
        """Return the ids of the entries that a citation or a docket number belongs to."""
        if citation.kind == "docket":
            return tuple(
                dict.fromkeys(id_ for key in docket_keys(citation.text) for id_ in self._cited.get(key, ()))
            )
        return tuple(self._cited.get(citation_key(citation), ()))

    def find(self, text: str, met: set[str]) -> list[SaidName]:
        """Return the names in a sentence, in order; a name of several entries once for each of them.

        *met* are the persons that were named in full before, who are then named by their last names alone; those of
        this sentence are added.
        """
        found: list[SaidName] = []

        def fits(bearers: list[_Bearer], start: int, end: int) -> bool:
            return any(_fits(bearer, text, start, end) for bearer in bearers)

        covered = bytearray(len(text))
        for start, end, bearers in self._trie.find(text, fits, _singulars):
            covered[start:end] = b"\1" * (end - start)
            fitting = dict.fromkeys(bearer.entry for bearer in bearers if _fits(bearer, text, start, end))
            found += [SaidName(start, end, text[start:end], entry) for entry in list(fitting)[:_MOST]]
            met.update(fitting)
        if self._surnames:
            found += self._by_surname(text, met, covered)
        return sorted(found)

    def _by_surname(self, text: str, met: set[str], covered: bytearray) -> Iterator[SaidName]:
        for match in _CAPITALIZED.finditer(text):
            word = match[0] if match[0] in self._surnames else re.sub(r"['’]s\Z", "", match[0])
            bearers = self._surnames.get(word, ())
            if not bearers or 1 in covered[match.start() : match.end()]:
                continue
            known = [id_ for id_ in bearers if id_ in met]
            titled = _HONORIFIC.search(text, max(0, match.start() - 20), match.start())
            meant = known if len(known) == 1 else bearers if titled and len(bearers) == 1 else ()
            for id_ in meant:
                yield SaidName(match.start(), match.start() + len(word), word, id_)
                met.add(id_)


def _folded(word: str) -> str:
    return (
        word.replace(".", "").translate(_DASHES).casefold()
        if len(word) > 1
        else word.translate(_DASHES).casefold()
    )


def _singulars(word: str) -> tuple[str, ...]:
    if len(word) < 4 or not word.endswith("s"):
        return ()
    return (
        (word[:-1], f"{word[:-3]}y")
        if word.endswith("ies")
        else (word[:-1], word[:-2])
        if word.endswith("es")
        else (word[:-1],)
    )


def _names(entry: Entry, *, person: bool) -> Iterator[str]:
    """Yield the names of an entry, with the forms of them that people write."""
    for name in filter(None, (entry.title, *names_in(entry.fields))):
        yield name
        short = name.removeprefix("The ").removeprefix("the ").rstrip(". ")
        if short != name:
            yield short
    if person:
        words = entry.title.split()
        full = [
            word
            for word in words
            if word.rstrip(",") not in _SUFFIX and not re.fullmatch(r"(?:[A-Z]\.?){1,2}", word)
        ]
        if 2 <= len(full) < len(words):
            yield " ".join(full).rstrip(",")


def _is_person(entry: Entry) -> bool:
    if entry.kind != "party" or entry.fields.get("type") != "person":
        return False
    return 2 <= len(entry.title.split()) <= 6 and _CAPITALIZED.fullmatch(_surname(entry.title)) is not None


def _surname(title: str) -> str:
    words = [word.rstrip(",") for word in title.split() if word.rstrip(",") not in _SUFFIX]
    return words[-1] if words else ""


def _fits(bearer: _Bearer, text: str, start: int, end: int) -> bool:
    """Return whether the words at a place are this name: by their case, and by what stands about them."""
    if text[start - 1 : start] in ("@", "/", "#", "_") and start:
        return False
    if re.match(r"[@/_]|\.\w", text[end : end + 2]) or _LONGER.match(text, end):
        return False
    name, written = bearer.name, text[start:end]
    if len(_TOKEN.findall(name)) > 1:
        return True
    if written in (name, f"{name}s", f"{name}es") or written.replace(".", "") == name.replace(".", ""):
        return True
    if written.isupper() and len(written) > 3:
        return name.upper() == written
    return bearer.kind == "issue" and written == written.lower()


def citation_key(citation: Citation) -> _Key:
    """Return what of a citation must be the same in another for both to cite one thing."""
    left_out = {"tail", "no", "judges", "office", "name"} if citation.kind != "reporter" else {"tail"}
    if citation.kind == "bill":
        left_out.discard("name")
    parts = (
        f"{name}={value.casefold()}" for name, value in sorted(citation.parts.items()) if name not in left_out
    )
    return (citation.kind, *parts)


def docket_keys(text: str) -> Iterator[_Key]:
    """Yield a key for each docket number in a text, without what courts add to it."""
    searched = plain(text)
    rest = searched
    for match in _DISTRICT_DOCKET.finditer(searched):
        yield ("docket", match[2], match[3].lower(), match[4])
        rest = rest.replace(match[0], " " * len(match[0]))
    for match in _APPEAL_DOCKET.finditer(rest):
        yield ("docket", "", match[1], match[2])
    for match in _UNION_DOCKET.finditer(rest):
        yield ("docket", match[1], match[2], match[3])
