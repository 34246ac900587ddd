"""What the files name beside what the record has: parties by name, cases by court and number, instruments by number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.imports.published.join import same_number
from sphinx_policyrefs.records.fields import slugify

#: What ``--match`` takes: equal names are the same, and nothing else is; near ones are asked for; nothing is the same.
CHOICES: Final = ("exact", "ask", "never")
_SUFFIXES: Final = frozenset(
    [
        "inc",
        "incorporated",
        "llc",
        "llp",
        "lp",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "pbc",
        "na",
        "the",
        "of",
    ]
)
_CAPACITY: Final = re.compile(
    r",? (?:in (?:his|her|their|its) official capacity|individually and|as (?:acting )?\w+ of)\b.*",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """An entry of the record, as far as matching goes."""

    id: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    fields: Mapping[str, Any] = {}


class Match(NamedTuple):
    """What a file names and an entry of the record may be the same."""

    name: str
    id: str
    title: str
    #: whether it was taken
    taken: bool
    near: bool = False


class Matcher:
    """Looks for what files name among the entries of the record, and keeps what it found."""

    def __init__(
        self, known: Iterable[Known], how: str = "exact", ask: Callable[[str, str, str], bool] | None = None
    ) -> None:
        self.how = how
        self.ask = ask
        self.entries = {each.id: each for each in known}
        self.matches: dict[tuple[str, str], Match] = {}
        self._exact: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._near: dict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self.entries.values():
            for name in {folded(text) for text in (each.title, *each.names)}:
                self._exact[each.kind, name].append(each.id)
            for name in {reduced(text) for text in (each.title, *each.names)}:
                self._near[each.kind, name].append(each.id)

    def named(self, kind: str, name: str) -> str:
        """Return the id of the entry of the record that bears a name, "" where a new one has to be made."""
        if self.how == "never" or not self.entries:
            return ""
        key = (kind, name)
        if key not in self.matches:
            found = self._exact[kind, folded(name)]
            near = [] if found else self._near[kind, reduced(name)] if reduced(name) else []
            ids = found or near
            if len(ids) != 1:
                return ""
            title = self.entries[ids[0]].title
            taken = bool(found) or (
                self.how == "ask" and self.ask is not None and self.ask(name, ids[0], title)
            )
            self.matches[key] = Match(name, ids[0], title, taken, near=not found)
        match = self.matches[key]
        return match.id if match.taken else ""

    def case(self, court: str, number: str) -> str:
        """Return the id of the legal action of the record with a court and a docket number."""
        return self._by("legal-action", f"{court} {number}", lambda fields: (
            fields.get("court") == court and any(same_number(each, number) for each in _texts(fields.get("docket")))
        ))  # fmt: skip

    def instrument(self, numbers: Iterable[str]) -> str:
        """Return the id of the instrument of the record with one of several numbers or citations."""
        wanted = {_number(text) for text in numbers if text}
        names = ("number", "citation", "fr-document")
        return self._by("instrument", min(wanted, default=""), lambda fields: any(
            _number(text) in wanted for name in names for text in _texts(fields.get(name))
        ))  # fmt: skip

    def _by(self, kind: str, name: str, fits: Callable[[Mapping[str, Any]], bool]) -> str:
        if self.how == "never":
            return ""
        found = [each for each in self.entries.values() if each.kind == kind and fits(each.fields)]
        if len(found) != 1:
            return ""
        self.matches[kind, name] = Match(name, found[0].id, found[0].title, taken=True)
        return found[0].id


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(";")]
    return [each for each in value or () if isinstance(each, str)]


def _number(text: str) -> str:
    """Return a number or citation without what differs: 'EO 13,942' and 'Exec. Order No. 13942' are one."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.casefold())
    text = re.sub(r"\b(?:executive order|exec\. order|e\.o\.|eo)\s*(?:no\.)?", "eo ", text)
    text = re.sub(r"\b(?:proclamation|proc\.?)\s*(?:no\.)?", "proc ", text)
    text = re.sub(r"\bfed\. reg\.|\bf\.r\.", "fr", text)
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def folded(name: str) -> str:
    """Return a name without what does not tell two of them apart: letter case, blanks, sorts of quotes and dashes."""
    text = name.translate(str.maketrans("‘’“”–—\xa0", "''\"\"-- "))
    return " ".join(text.casefold().split()).rstrip(".,")


def reduced(name: str) -> str:
    """Return the words of a name that tell it: no marks, no forms of companies, no capacity of somebody who is sued."""
    text = _CAPACITY.sub("", re.sub(r"\bU\.? ?S\.?(?=\W|$)", "united states", name))
    words = [word for word in slugify(text).split("-") if word not in _SUFFIXES and len(word) > 1]
    return " ".join(words)
